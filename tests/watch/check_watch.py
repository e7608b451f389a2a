#!/usr/bin/env python3
"""xdg2pekwm --watch notices every change of its inputs, answers bursts together, and rests in between.

    check_watch.py PROGRAM [--memory]

--memory: also what it keeps for itself while it rests, which a sanitizer would multiply.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import checks  # noqa: E402
import inherited  # noqa: E402

PATIENCE = 20  # seconds; on a machine at rest a change takes some milliseconds
LONGEST_WAIT = 0.9  # seconds that a change waits while others follow
REST = 0.6  # seconds after which a change is a first one again
RESTING_MEMORY = 1024  # kB of its own, however much the last run needed


class Scene(checks.Checks):
    """A sealed system, and a watcher that runs in it."""

    def __init__(self, program, folder):
        super().__init__()
        self.folder = pathlib.Path(folder)
        self.menu = self.folder / "home/.pekwm/menu"
        self.changes = self.folder / "changes"
        (self.folder / "home").mkdir()
        environment = {
            "HOME": str(self.folder / "home"),
            "PATH": "/usr/bin:/bin",
            "XDG_DATA_DIRS": f"{self.folder}/data1:{self.folder}/data2",
            "XDG_CONFIG_DIRS": f"{self.folder}/etc",
            "LANG": "C.UTF-8",
        }
        environment.update(inherited.variables())
        self.said = self.folder / "said"
        with self.said.open("w") as said:
            self.watcher = subprocess.Popen(
                [program, "--watch", "--no-icons", "--on-change", f"echo change >>'{self.changes}'"],
                env=environment, stderr=said)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def app(self, name, title):
        self.write(name, f"[Desktop Entry]\nType=Application\nName={title}\nExec=x\nCategories=Game;\n")

    def content(self):
        try:
            return self.menu.read_text(encoding="utf-8")
        except OSError:
            return ""

    def refreshes(self):
        return len(self.changes.read_text().split()) if self.changes.exists() else 0

    def expect(self, what, condition):
        """Waits until the menu's content fulfils the condition, then until the watcher is at rest."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not condition(self.content()):
            time.sleep(0.005)
        self.check(condition(self.content()), f"{what}: not in the menu after {PATIENCE} s")
        time.sleep(REST)

    def check_rest(self):
        """A watcher that sleeps has given back what its last run needed; on a busy machine that may take a moment."""
        end = time.monotonic() + PATIENCE
        while (kept := int(self.status("RssAnon"))) > RESTING_MEMORY and time.monotonic() < end:
            time.sleep(0.1)
        self.check(kept <= RESTING_MEMORY, f"{kept} kB are kept while nothing is done, at most {RESTING_MEMORY} may be")

    def status(self, name):
        """A line of the watcher's status, as the kernel tells it."""
        lines = pathlib.Path(f"/proc/{self.watcher.pid}/status").read_text(encoding="ascii").splitlines()
        return next(line.split()[1] for line in lines if line.startswith(name + ":"))


def run(scene, memory):
    scene.expect("the first menu", bool)
    scene.app("data1/applications/a.desktop", "Alpha")
    scene.expect("a data folder that did not exist", lambda menu: "Alpha" in menu)
    scene.app("data1/applications/b.desktop", "Beta")
    scene.expect("a new file", lambda menu: "Beta" in menu)
    scene.app("data1/applications/sub/c.desktop", "Gamma")
    scene.expect("a new folder with a file", lambda menu: "Gamma" in menu)
    scene.app("home/.local/share/applications/b.desktop", "Mine")
    scene.expect("a file that hides another", lambda menu: "Mine" in menu and "Beta" not in menu)
    (scene.folder / "home/.local/share/applications/b.desktop").unlink()
    scene.expect("a file that is gone", lambda menu: "Beta" in menu and "Mine" not in menu)

    before = scene.refreshes()
    start = time.monotonic()
    for i in range(500):
        scene.app(f"data2/applications/x{i}.desktop", f"App{i:03}")
    most = 3 + int((time.monotonic() - start) / LONGEST_WAIT)
    scene.expect("500 files at once", lambda menu: all(f"App{i:03}" in menu for i in range(500)))
    made = scene.refreshes() - before
    scene.check(1 <= made <= most, f"500 files at once: {made} refreshes, at most {most} are allowed")

    if memory:
        scene.check_rest()

    (scene.folder / "data2/applications").rename(scene.folder / "data2/elsewhere")
    scene.expect("a folder that was moved away", lambda menu: "App499" not in menu)
    (scene.folder / "data2/elsewhere").rename(scene.folder / "data2/applications")
    scene.expect("a folder that came back", lambda menu: "App499" in menu)
    shutil.rmtree(scene.folder / "data2")
    scene.expect("a folder that was removed", lambda menu: "App499" not in menu)
    scene.app("data2/applications/new.desktop", "Again")
    scene.expect("a folder that was made anew", lambda menu: "Again" in menu)

    merged = "<Menu><Name>A</Name><Menu><Name>Extra</Name><Include><Category>Game</Category></Include></Menu></Menu>"
    scene.write("home/.config/menus/applications-merged/extra.menu", merged)
    scene.expect("a merged menu in folders that did not exist", lambda menu: '"Extra"' in menu)
    scene.write("etc/menus/applications.menu",
                "<Menu><Name>B</Name><DefaultAppDirs/><Menu><Name>Only</Name><Include><All/></Include></Menu></Menu>")
    scene.expect("a main menu file", lambda menu: '"Only"' in menu)
    scene.write("home/.config/xdg2pekwm/config", "[labels]\nrun=Go on\n")
    scene.expect("a config", lambda menu: '"Go on"' in menu)
    with open(scene.folder / "data1/applications/a.desktop", "r+b") as file:
        file.write(b"[Desktop Entry]\nType=Application\nName=Omega\nExec=x\n#")
    scene.expect("a file written in place", lambda menu: "Omega" in menu and "Alpha" not in menu)

    check_links(scene)
    check_said(scene)

    scene.menu.unlink()
    scene.menu.mkdir()  # which cannot be replaced by a file
    scene.app("data1/applications/late.desktop", "Late")
    time.sleep(REST)
    scene.menu.rmdir()
    scene.expect("a menu that could not be written at first", lambda menu: "Late" in menu)

    same = scene.refreshes()
    os.utime(scene.folder / "data1/applications/a.desktop")
    time.sleep(2 * REST)
    scene.check(scene.refreshes() == same, "a change that changes nothing was told")

    resting = scene.status("voluntary_ctxt_switches")
    time.sleep(3)
    scene.check(scene.status("voluntary_ctxt_switches") == resting, "woken up while nothing changed")
    scene.watcher.send_signal(signal.SIGTERM)
    scene.check(scene.watcher.wait(PATIENCE) == 0, "SIGTERM: not ended well")


def check_links(scene):
    """What a link leads to is an input as well as the link, and so is each folder on the way."""
    scene.app("profile1/share/applications/p.desktop", "Profile1")
    scene.app("profile2/share/applications/p.desktop", "Profile2")
    (scene.folder / "profile").symlink_to("profile1")
    (scene.folder / "home/.local").rename(scene.folder / "home/local")
    (scene.folder / "home/.local").symlink_to("local")
    (scene.folder / "home/local/share/applications").rmdir()
    (scene.folder / "home/local/share/applications").symlink_to(scene.folder / "profile/share/applications")
    scene.expect("a folder behind links", lambda menu: "Profile1" in menu)
    scene.app("profile1/share/applications/p.desktop", "Mended1")
    scene.expect("a file behind links", lambda menu: "Mended1" in menu)
    (scene.folder / "next").symlink_to("profile2")
    (scene.folder / "next").rename(scene.folder / "profile")
    scene.expect("a link that was switched", lambda menu: "Profile2" in menu and "Mended1" not in menu)
    scene.app("elsewhere/one", "Linked")
    (scene.folder / "data1/applications/linked.desktop").symlink_to("../../elsewhere/one")
    scene.expect("a linked file", lambda menu: "Linked" in menu)
    scene.app("elsewhere/two", "Relinked")
    (scene.folder / "elsewhere/two").rename(scene.folder / "elsewhere/one")
    scene.expect("a linked file that was replaced", lambda menu: "Relinked" in menu)
    (scene.folder / "home/local").rename(scene.folder / "home/away")
    scene.expect("a folder far above that was moved away", lambda menu: "Profile2" not in menu)
    (scene.folder / "home/away").rename(scene.folder / "home/local")
    scene.expect("a folder far above that came back", lambda menu: "Profile2" in menu)
    (scene.folder / "data1/applications/apart").symlink_to(scene.folder / "apart")
    scene.app("data1/applications/beside.desktop", "Beside")
    scene.expect("a link to nowhere", lambda menu: "Beside" in menu)
    scene.app("apart/there.desktop", "NowThere")
    scene.expect("a folder that a link led to before it was there", lambda menu: "NowThere" in menu)
    scene.app("data1/made", "TwoNames")
    os.link(scene.folder / "data1/made", scene.folder / "data1/applications/made.desktop")
    (scene.folder / "data1/made").unlink()
    scene.expect("a file that was moved by a second name", lambda menu: "TwoNames" in menu)


def check_said(scene):
    """What is wrong is said once, and again where it was mended meanwhile."""
    def times():
        return scene.said.read_text(encoding="utf-8").count("is neither 'true' nor 'false'")

    for turn in (1, 2):
        scene.write("data1/applications/wrong.desktop",
                    f"[Desktop Entry]\nType=Application\nName=Wrong{turn}\nExec=x\nNoDisplay=maybe\n")
        scene.expect("a file with an error", lambda menu, turn=turn: f"Wrong{turn}" in menu)
        scene.app("data1/applications/other.desktop", f"Other{turn}")
        scene.expect("another file", lambda menu, turn=turn: f"Other{turn}" in menu)
        scene.check(times() == turn, f"an error that came {turn} times was said {times()} times")
        scene.app("data1/applications/wrong.desktop", f"Right{turn}")
        scene.expect("the file mended", lambda menu, turn=turn: f"Right{turn}" in menu)


def check_timeout(scene, program):
    """A run that takes longer than it may ends the program, also where SIGALRM was blocked and ignored by who started it."""
    def deaf():
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        signal.signal(signal.SIGALRM, signal.SIG_IGN)

    environment = {"HOME": str(scene.folder / "home"), "PATH": "/usr/bin:/bin", "XDG_DATA_DIRS": f"{scene.folder}/many",
                   **inherited.variables()}
    for i in range(2000):
        scene.app(f"many/applications/x{i}.desktop", f"App{i:04}")
    for preexec in (None, deaf):
        for seconds, status in (("0.001", -signal.SIGALRM), ("600", 0)):
            done = subprocess.run([program, "--no-icons", "--output", str(scene.folder / "out"), "--timeout", seconds], env=environment,
                                  preexec_fn=preexec, stderr=subprocess.DEVNULL, check=False)
            scene.check(done.returncode == status, f"--timeout {seconds}: status {done.returncode}, not {status}")


def check_end_in_a_run(scene, program):
    """A session that ends does not wait for pictures, and nothing comes of the run that made them."""
    for name in ("bin", "libexec/xdg2pekwm", "many-icons/applications"):
        (scene.folder / name).mkdir(parents=True)
    copy = shutil.copy(program, scene.folder / "bin/xdg2pekwm")
    decoder, asked = scene.folder / "libexec/xdg2pekwm/xdg2pekwm-icon", scene.folder / "asked"
    decoder.write_text("#!/bin/sh\nprintf 'xdg2pekwm-icon 1' >&0\ndd bs=4096 count=1 2>/dev/null >'%s'\nexec sleep 100\n" % asked)
    decoder.chmod(0o755)
    (scene.folder / "image.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    scene.write("many-icons/applications/a.desktop", "[Desktop Entry]\nType=Application\nName=A\nExec=x\nIcon=%s\n"
                % (scene.folder / "image.svg"))
    menu = scene.folder / "menu"
    menu.write_text("# Made by xdg2pekwm, before\n")
    environment = {"HOME": str(scene.folder / "picture-home"), "PATH": "/usr/bin:/bin",
                   "XDG_DATA_DIRS": f"{scene.folder}/many-icons", **inherited.variables()}
    for how in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        watcher = subprocess.Popen([copy, "--watch", "--output", str(menu)], env=environment, stderr=subprocess.DEVNULL,
                                   preexec_fn=lambda how=how: signal.signal(how, signal.SIG_DFL))  # nohup ignores one
        try:
            end = time.monotonic() + PATIENCE
            while not (asked.exists() and asked.stat().st_size) and time.monotonic() < end:
                time.sleep(0.005)
            watcher.send_signal(how)
            status = watcher.wait(PATIENCE)
        finally:
            watcher.kill()
            watcher.wait()
        scene.check(status == -how, f"{how.name} in the midst of a run: status {status}")
        scene.check("before" in menu.read_text(), f"{how.name} in the midst of a run: a menu was written")
        bad = [path.name for path in (scene.folder / "picture-home").rglob("*.bad")]
        scene.check(not bad, f"{how.name} in the midst of a run: an image was blamed")
        asked.unlink(missing_ok=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(os.path.abspath(sys.argv[1]), folder)
        try:
            run(scene, "--memory" in sys.argv[2:])
            check_timeout(scene, os.path.abspath(sys.argv[1]))
            check_end_in_a_run(scene, os.path.abspath(sys.argv[1]))
        finally:
            if scene.watcher.poll() is None:
                scene.watcher.kill()
                scene.watcher.wait()
    return scene.report()


if __name__ == "__main__":
    sys.exit(main())
