#!/usr/bin/env python3
"""What the panel's module costs, and how soon the panel's open menu shows what has changed:
panel_bench.py PROGRAM [ROUNDS]

PROGRAM is pekwm-lxpanel. Prints medians; `stock` is the session with the module turned off. Nothing here is a test:
what it says depends on the machine and on who else uses it.
"""

import os
import pathlib
import re
import shutil
import statistics
import sys
import tempfile
import time

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "pekwm-lxpanel"), str(TESTS / "support")]
import desktop_file  # noqa: E402
import harness  # noqa: E402
import xsession  # noqa: E402

APPLICATIONS = 200
LONGEST = 8  # seconds that a change is waited for
MENU = ('<Menu><Name>Applications</Name><DefaultAppDirs/><DefaultMergeDirs/>'
        '<Include><All/></Include>%s</Menu>')


class Run:
    """One session on a display of its own, with the module or without."""

    def __init__(self, stack, module, applications=APPLICATIONS):
        self.folder = pathlib.Path(stack)
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("home/.config/pekwm-lxpanel", "data/applications", "etc/menus", "bin"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "data/mime").symlink_to("/usr/share/mime")
        (self.folder / "etc/menus/pekwm-applications.menu").write_text(MENU % "")
        (self.folder / "home/.config/pekwm-lxpanel/config").write_text(
            "[panel]\nmodule = %s\n" % ("auto" if module else "none"))
        for number in range(applications):
            self.add("app%d" % number)
        self.server = xsession.XServer(self.folder, "1024x768")

    def add(self, name, folder=None):
        desktop_file.install(folder or self.folder / "data/applications", name, name, categories="Game;")

    def __enter__(self):
        self.session = harness.Session(self.folder, self.server.display,
                                       XDG_DATA_DIRS="%s:%s" % (self.folder / "data", self.folder / "later"))
        self.session.wait_for("RUNNING")
        return self

    def __exit__(self, *_):
        self.session.terminate()
        self.session.kill_all()
        self.server.stop()

    def panel(self):
        return self.session.unit("panel")["pid"]

    def memory(self):
        text = pathlib.Path("/proc/%d/status" % self.panel()).read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) / 1024

    def until_dock(self):
        """As the log has it: from the panel's start to its window."""
        return int(re.search(r'panel pid=\d+ event="ready" ms=(\d+)', self.session.log()).group(1))

    def open_menu(self):
        xsession.wait_until(lambda: self.session.log().count("has changed"), "the first menu")
        time.sleep(4)  # menu-cached hears well again
        self.window = self.server.click_until_opened(*harness.PANEL_MENU_BUTTON, button=1, what="the panel's menu")[0][0]

    def height(self):
        said = self.server.ask("xwininfo", "-id", self.window)
        found = re.search(r"Height: (\d+)", said)
        return int(found.group(1)) if found else 0

    def milliseconds_until(self, condition):
        start = time.monotonic()
        while not condition():
            if time.monotonic() - start > LONGEST:
                return float("inf")
        return (time.monotonic() - start) * 1000


def changes(run, count, pause):
    """Milliseconds from each change to the open menu's being higher."""
    taken = []
    for number in range(count):
        before = run.height()
        start = time.monotonic()
        run.add("change%d-%d" % (count, number))
        taken.append(run.milliseconds_until(lambda: run.height() > before))
        if taken[-1] == float("inf"):
            break
        time.sleep(max(0.0, pause - (time.monotonic() - start)))
    return taken


def changed_by(run, change):
    before = run.height()
    change()
    return run.milliseconds_until(lambda: run.height() != before)


def new_folder(run):
    (run.folder / "later/applications").mkdir(parents=True)
    run.add("later", run.folder / "later/applications")


def override(run):
    menus = run.folder / "home/.config/menus"
    menus.mkdir(parents=True)
    (menus / "pekwm-applications.menu").write_text(MENU % "<Menu><Name>Extra</Name><Include><All/></Include></Menu>")


def many(run):
    for number in range(500):
        run.add("many%d" % number)


def shown(values):
    middle = statistics.median(values)
    return "never" if middle == float("inf") else "%.0f" % middle


def main():
    harness.PROGRAM = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    table = {}
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder, xsession.ends_on_signals():
        for number in range(rounds):
            for module in (True, False) if number % 2 else (False, True):
                with Run(folder + "/run", module) as run:
                    time.sleep(1)
                    add = lambda what, value: table.setdefault(what, {}).setdefault(module, []).append(value)  # noqa: E731
                    add("panel: start to dock, ms", run.until_dock())
                    add("panel: memory, MB", run.memory())
                # Few, so that a menu that grows is still lower than the screen.
                with Run(folder + "/run", module, 3) as run:
                    run.open_menu()
                    add("one change in the open menu, ms", changes(run, 1, 0)[0])
                    time.sleep(4)
                    add("8 changes in 8 s, the slowest, ms", max(changes(run, 8, 1)))
                with Run(folder + "/run", module, 3) as run:
                    run.open_menu()
                    add("a new data folder, ms", changed_by(run, lambda: new_folder(run)))
                    time.sleep(1)
                    add("an override of the menu, ms", changed_by(run, lambda: override(run)))
                with Run(folder + "/run", module, 3) as run:
                    run.open_menu()
                    many(run)
                    add("500 at once, after the last of them, ms",
                        run.milliseconds_until(lambda: run.height() > 700))
    print("%-40s %10s %10s" % ("", "module", "stock"))
    for what, values in table.items():
        print("%-40s %10s %10s" % (what, shown(values[True]), shown(values[False])))


if __name__ == "__main__":
    main()
