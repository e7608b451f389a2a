#!/usr/bin/env python3
"""How fast the session is, against plain shell scripts in the same run: session_bench.py PROGRAM [ROUNDS]

Prints medians. Nothing here is a test: what it says depends on the machine and on who else uses it.
"""

import collections
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "pekwm-lxpanel"))
import harness  # noqa: E402
import xsession  # noqa: E402

PARALLEL = "pekwm & lxpanel --profile pekwm & wait"
SEQUENTIAL = "pekwm & sleep 1; lxpanel --profile pekwm & wait"
ROW_BYTES = 4 * 1024  # on a screen of 1024x768
PANEL_HEIGHT, CLOCK_WIDTH = 34, 60
IDLE_SECONDS = float(os.environ.get("KIT_BENCH_IDLE", "60"))


class Desk:
    """A fresh home on a display, and when the panel is there to be seen."""

    def __init__(self, server, program):
        self.server, self.program = server, program
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kit-bench-"))
        self.home = self.folder / "home"
        self.home.mkdir()
        (self.folder / "data/applications").mkdir(parents=True)
        (self.folder / "data/applications/a.desktop").write_text(
            "[Desktop Entry]\nType=Application\nName=A\nExec=true\nCategories=Utility;\n")

    def install_defaults(self):
        """What the plain scripts need to show the same panel."""
        defaults = pathlib.Path(self.program).parent.parent / "share/pekwm-lxpanel"
        shutil.copytree(defaults / "pekwm", self.home / ".pekwm")
        shutil.copytree(defaults / "looks/light/1x/xdg/lxpanel", self.home / ".config/lxpanel")

    def install_menu(self):
        """As a session before has left it."""
        (self.home / ".pekwm/menu").write_text(
            '# written by xdg2pekwm\nRootMenu = "Menu" { Entry = "A" { Actions = "Exec true" } }\n')

    def start(self, *command):
        environment = {"DISPLAY": self.server.display, "HOME": str(self.home), "LANG": "C.UTF-8", "PATH": "%s:%s" % (
            pathlib.Path(self.program).parent, harness.SYSTEM_PATH), "XDG_DATA_DIRS": "%s/data:/usr/share" % self.folder}
        with open(self.folder / "log", "ab") as log:
            return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                    start_new_session=True)

    def log(self):
        return (self.folder / "log").read_text(errors="replace")

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Painted:
    """When the panel's clock is painted: the right end of the screen's bottom has the panel's ground, and more than its two
    colours.

    Only the bottom rows of the dump are looked at, so that looking costs little."""

    def __init__(self, server):
        self.server = server

    def __call__(self):
        dump = subprocess.run(["xwd", "-root", "-silent"], env=self.server.environment(), stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout
        if len(dump) < PANEL_HEIGHT * ROW_BYTES:
            return False
        rows = (dump[len(dump) - number * ROW_BYTES:][:ROW_BYTES] for number in range(3, PANEL_HEIGHT - 2))
        clock = b"".join(row[-4 * CLOCK_WIDTH:] for row in rows)
        colours = collections.Counter(clock[at:at + 4] for at in range(0, len(clock), 4))
        # On the background alone no colour is that frequent.
        return len(colours) > 3 and colours.most_common(1)[0][1] > len(clock) / 4 / 3


def end(process):
    """Ends a script with all that it has started, which is in its process group."""
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def paint_time(program, make_command, with_defaults, folder):
    with xsession.XServer(folder) as server:
        desk = Desk(server, program)
        if with_defaults:
            desk.install_defaults()
            desk.install_menu()
        painted = Painted(server)
        start = time.monotonic()
        process = desk.start(*make_command)
        while not painted():
            if time.monotonic() - start > 20:
                raise AssertionError("no panel:\n" + desk.log())
        seconds = time.monotonic() - start
        end(process)
        desk.remove()
    return seconds * 1000


def memory(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path("/proc/%d/status" % pid).read_text()).group(1))


def recovery(desk, unit, pid):
    """Milliseconds from a crash to ready, as the log has it."""
    count = desk.log().count('event="ready"')
    start = time.monotonic()
    os.kill(pid, signal.SIGSEGV)
    while desk.log().count('event="ready"') == count:
        if time.monotonic() - start > 20:
            raise AssertionError("%s does not come back:\n%s" % (unit, desk.log()))
        time.sleep(0.001)
    return (time.monotonic() - start) * 1000


def running(desk, program):
    def status():
        done = subprocess.run([program, "ctl", "status", "--json"], env={"DISPLAY": desk.server.display, "HOME": "/"},
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        import json
        found = json.loads(done.stdout) if done.returncode == 0 else None
        return found if found and found["state"] == "RUNNING" else None
    return xsession.wait_until(status, "a session that runs", 20)


def median(values):
    return "%7.0f" % statistics.median(values)


def main():
    program = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder, xsession.ends_on_signals():
        times = {"session": [], "session, first start": [], "script, parallel": [], "script, sleep 1": []}
        for _ in range(rounds):  # in turns, so that a busy moment of the machine hits all
            times["session, first start"].append(paint_time(program, [program], False, folder))
            times["session"].append(paint_time(program, [program], True, folder))
            times["script, parallel"].append(paint_time(program, ["sh", "-c", PARALLEL], True, folder))
            times["script, sleep 1"].append(paint_time(program, ["sh", "-c", SEQUENTIAL], True, folder))
        print("time to a painted panel, ms (median of %d, fastest, slowest)" % rounds)
        for name, values in times.items():
            print("  %-22s %s %7.0f %7.0f" % (name, median(values), min(values), max(values)))

        crash = {"panel": [], "wm": []}
        logouts, losses, sizes, keepers = [], [], [], []
        for _ in range(rounds):
            with xsession.XServer(folder) as server:
                desk = Desk(server, program)
                process = desk.start(program)
                status = running(desk, program)
                units = status["units"]
                for unit in ("panel", "wm"):
                    crash[unit].append(recovery(desk, unit, units[unit]["pid"]))
                    running(desk, program)
                sizes.append(memory(status["session_pid"]))
                keepers.append(memory(process.pid))
                start = time.monotonic()
                subprocess.run([program, "ctl", "logout"], env={"DISPLAY": server.display, "HOME": "/"}, check=True)
                process.wait()
                logouts.append((time.monotonic() - start) * 1000)
                process = desk.start(program)
                running(desk, program)
                start = time.monotonic()
                server.popen.kill()
                process.wait()
                losses.append((time.monotonic() - start) * 1000)
                desk.remove()
        print("panel back after a crash, ms  %s" % median(crash["panel"]))
        print("wm back after a crash, ms     %s" % median(crash["wm"]))
        print("logout, ms                    %s" % median(logouts))
        print("display lost to exit, ms      %s" % median(losses))
        print("memory of the launcher, kB    %s" % median(sizes))
        print("memory of its keeper, kB      %s" % median(keepers))

        with xsession.XServer(folder) as server:
            desk = Desk(server, program)
            process = desk.start(program)
            status = running(desk, program)
            pids = process.pid, status["session_pid"], status["units"]["menu"]["pid"]
            time.sleep(5)
            before = [harness.switches(pid) for pid in pids]
            time.sleep(IDLE_SECONDS)
            after = [harness.switches(pid) for pid in pids]
            print("wakeups in %.0f idle seconds: keeper %d, session %d, watcher %d" % (
                IDLE_SECONDS, *(late - early for late, early in zip(after, before))))
            process.terminate()
            process.wait()
            desk.remove()


if __name__ == "__main__":
    main()
