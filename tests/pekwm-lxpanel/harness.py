"""A session to be hurt: pekwm-lxpanel with a home, a path and a display of its own, and the means to look inside.

    class Faults(harness.SessionTest):
        def test_something(self):
            session = self.start()
            session.wait_for("RUNNING")

Everything that a session starts carries a mark (processes.py). Nothing waits for a time; every wait is for a fact.
"""

import argparse
import json
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
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import desktop_file  # noqa: E402
import xsession  # noqa: E402
from processes import MARK, comm, kill_marked, marked, read, signal_marked, variables  # noqa: E402,F401
from xsession import DEADLINE, wait_until  # noqa: E402,F401

IDLE_START = 0.02  # seconds, generously: a start of the program where nothing else runs
PROGRAM = None  # set by main()
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# The shell's own name must not change when it becomes what it stands for.
CRASHES = "#!/bin/sh\nkill -s SEGV $$\n"
# Runs the real program, but crashes at its first start; $0.crashed remembers.
CRASHES_ONCE = '#!/bin/sh\nif [ ! -e "$0.crashed" ]; then : > "$0.crashed"; kill -s SEGV $$; fi\nexec %s "$@"\n'
SLEEPS = "#!/bin/sh\nexec sleep 1000\n"
# An application with a window, in a process of its own.
CLIENT = ["xmessage", "-geometry", "+200+200", "hello"]
PANEL_MENU_BUTTON = (15, 755)  # of the panel that comes with the program, on a screen of 1024x768
FREE_SPOT = (500, 300)  # of the desktop there


def switches(pid):
    """How often a process has been woken."""
    text = read("/proc/%d/status" % pid).decode()
    return sum(int(line.split()[1]) for line in text.splitlines() if "ctxt_switches" in line)


def free_display():
    """A display that no server has, nor will have for a test that runs beside this one."""
    first = 1000 + os.getpid() % 20000 * 2
    return ":%d" % next(n for n in range(first, first + 1000) if not os.path.exists("/tmp/.X11-unix/X%d" % n))


def build_folder():
    return pathlib.Path(PROGRAM).parent.parent


def has_module():
    """Whether the panel's module was built: it needs the headers of GTK 2."""
    return any(build_folder().glob("lib*/**/pekwm-lxpanel/lxpanel-icons.so"))


class Session:
    """One pekwm-lxpanel. Give variables as keywords; None takes one away."""

    def __init__(self, folder, display, *arguments, prefix=(), **variables):
        self.folder, self.display = pathlib.Path(folder), display
        self.mark = uuid.uuid4().hex
        self.log_path = self.folder / ("session-%s.log" % self.mark[:6])
        self.home = self.folder / "home"
        values = {"DISPLAY": display, "HOME": str(self.home), "PATH": "%s:%s:%s" % (
            self.folder / "bin", pathlib.Path(PROGRAM).parent, SYSTEM_PATH), "XDG_DATA_DIRS": str(self.folder / "data"),
            "XDG_CONFIG_DIRS": str(self.folder / "etc"), "LANG": "C.UTF-8", **variables}
        # What a sanitizer is told passes through; nothing else does.
        values.update((name, value) for name, value in os.environ.items() if name.endswith("SAN_OPTIONS"))
        self.environment = {name: value for name, value in values.items() if value is not None}
        self.environment[MARK] = self.mark
        self.started = time.monotonic()
        with open(self.log_path, "wb") as log:
            self.popen = subprocess.Popen([*prefix, PROGRAM, *arguments], env=self.environment, stdin=subprocess.DEVNULL,
                                          stdout=log, stderr=log, cwd="/", start_new_session=True)
        self.pid = self.popen.pid

    def log(self):
        return self.log_path.read_text(errors="replace")

    def ctl(self, *words, check=True):
        done = subprocess.run([PROGRAM, "ctl", *words], env=self.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=DEADLINE, text=True)
        if check and done.returncode != 0:
            raise AssertionError("ctl %s: %s" % (words, done.stderr))
        return done

    def status(self):
        done = self.ctl("status", "--json", check=False)
        return json.loads(done.stdout) if done.returncode == 0 else None

    def unit(self, name):
        return self.status()["units"][name]

    def wait_for(self, state):
        """Waits for a state; gives the status."""
        def reached():
            if self.popen.poll() is not None:
                raise AssertionError("ended with %s instead of %s:\n%s" % (self.popen.returncode, state, self.log()))
            status = self.status()
            return status if status and status["state"] == state else None
        try:
            return wait_until(reached, "state " + state)
        except AssertionError as error:
            raise AssertionError("%s; the log:\n%s" % (error, self.log())) from None

    def wait_for_log(self, text, count=1):
        def said():
            return self.log().count(text) >= count
        try:
            wait_until(said, "%r in the log" % text)
        except AssertionError as error:
            raise AssertionError("%s; the log:\n%s" % (error, self.log())) from None

    def wait_for_end(self, patience=None):
        """The exit status."""
        try:
            return self.popen.wait(patience or DEADLINE)
        except subprocess.TimeoutExpired:
            raise AssertionError("does not end; the log:\n%s" % self.log()) from None

    def terminate(self):
        """Asks it to end; gives the exit status and the seconds that it took."""
        start = time.monotonic()
        self.popen.terminate()
        return self.wait_for_end(), time.monotonic() - start

    def left_behind(self):
        return ["%d %s" % (pid, comm(pid)) for pid in marked(self.mark)]

    def kill_all(self):
        """All of it at once: what sees another's end would tidy up."""
        signal_marked(self.mark, signal.SIGSTOP)
        if self.popen.poll() is None:
            self.popen.kill()
        self.popen.wait()

        def is_over():  # else the next session on the display would meet it
            kill_marked(self.mark)
            return not marked(self.mark)

        wait_until(is_over, "the end of a session that was killed")


class SessionTest(unittest.TestCase):
    """Gives each test a folder, and each class an X server."""

    own_server = False  # for tests that hurt it
    server_size = "1024x768"

    @classmethod
    def setUpClass(cls):
        cls.class_folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="kit-session-"))
        cls.server = None if cls.own_server else cls.enterClassContext(
            xsession.XServer(cls.class_folder, cls.server_size))

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="kit-session-")))
        # What is checked must not depend on who runs the test: others may be root without any rights.
        self.folder.chmod(0o755)
        for name in ("home", "bin", "data/applications", "etc"):
            (self.folder / name).mkdir(parents=True)
        self.home = self.folder / "home"
        self.sessions = []
        self.before = set(self.runtime_folders())
        self.start_time = time.monotonic()
        self.add_application("first", "First")

    def tearDown(self):
        print("%.1f s " % (time.monotonic() - self.start_time), end="", file=sys.stderr)
        for session in self.sessions:
            session.kill_all()
            if self._outcome_failed():
                print("--- log of %s\n%s" % (self.id(), session.log()), file=sys.stderr)
            for folder in set(self.own_runtime_folders(session)) - self.before:
                shutil.rmtree(folder, ignore_errors=True)

    def _outcome_failed(self):
        return any(error for _, error in getattr(self._outcome, "errors", []) if error) or \
            any(test is self for test, _ in self._outcome.result.failures + self._outcome.result.errors)

    @staticmethod
    def runtime_folders():
        return [str(path) for path in pathlib.Path("/tmp").glob("pekwm-lxpanel-*")]

    def own_runtime_folders(self, session):
        return [folder for folder in self.runtime_folders() if folder.endswith("-" + session.display.replace(":", "_"))]

    def start(self, *arguments, display=None, **options):
        session = Session(self.folder, display or self.server.display, *arguments, **options)
        self.sessions.append(session)
        return session

    def start_server(self, **options):
        return self.enterContext(xsession.XServer(self.folder, **options))

    def program(self, name, text):
        """Puts a program of the test's own before the system's."""
        path = self.folder / "bin" / name
        path.write_text(text)
        path.chmod(0o755)
        return path

    def program_once_there(self, name, path):
        """The system's program of this name, which starts only when something of that path is there."""
        return self.program(name, '#!/bin/sh\nwhile [ ! -e %s ]; do sleep 0.05; done\nexec /usr/bin/%s "$@"\n' % (path, name))

    def config(self, text):
        path = self.home / ".config/pekwm-lxpanel/config"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def add_application(self, name, title, categories="Utility;", icon=None, folder=None):
        return desktop_file.install(folder or self.folder / "data/applications", name, title, icon, categories)

    def menu(self):
        return read(self.home / ".pekwm/menu").decode()

    def wait_for_whole_menu(self, session):
        """Waits until pekwm was told of the menu with its pictures: what it showed until then is of another height."""
        def told():  # the session keeps what it tells of
            return "Icon = " in self.menu() and any(read(pathlib.Path(folder, "menu")).decode() == self.menu()
                                                    for folder in self.own_runtime_folders(session))
        wait_until(told, "the menu with its pictures")
        session.status()  # answered after the signal was sent

    def assert_clean(self, session):
        """Nothing that the session has started is left, nor its folder."""
        wait_until(lambda: not session.left_behind() or None, "the end of %s" % session.left_behind())
        left = set(self.own_runtime_folders(session)) - self.before
        self.assertEqual(left, set(), "the session's own folder is left")

    def assert_ends(self, session, status, within=DEADLINE):
        start = time.monotonic()
        self.assertEqual(session.wait_for_end(), status, session.log())
        self.assert_soon(time.monotonic() - start, within)
        self.assert_clean(session)

    def assert_terminates(self, session, within=5.0):
        status, seconds = session.terminate()
        self.assertEqual(status, 0, session.log())
        self.assert_soon(seconds, within)
        self.assert_clean(session)

    def assert_soon(self, seconds, bound):
        """That something took no longer than it may: in proportion longer where everything does just now."""
        if seconds >= bound:
            slowness = self.slowness()
            self.assertLess(seconds, bound * slowness, "the bound is %.1f s, and the machine %.1f times slower than an "
                            "idle one" % (bound, slowness))

    @staticmethod
    def slowness():
        """How many times longer than on an idle machine a program of ours needs to start: sanitizers, other work."""
        def start():
            began = time.monotonic()
            subprocess.run([PROGRAM, "--version"], stdout=subprocess.DEVNULL, check=True)
            return time.monotonic() - began
        return max(1.0, statistics.median(start() for _ in range(5)) / IDLE_START)

    def property_of_root(self, name, server=None):
        return (server or self.server).ask("xprop", "-root", "-notype", name)

    def assert_dock(self, server=None):
        """Its id."""
        # The questions are several, and windows that come and go between them make one fail.
        return wait_until(lambda: self.docks(server), "a dock")[0]

    def docks(self, server=None):
        """Ids of mapped windows that are docks."""
        server = server or self.server
        tree = server.ask("xwininfo", "-root", "-tree")
        ids = re.findall(r"^\s+(0x[0-9a-f]+) .*\(\"lxpanel\"|^\s+(0x[0-9a-f]+) \"panel\"", tree, re.M)
        found = []
        for window in {a or b for a, b in ids}:
            if "_DOCK" in server.ask("xprop", "-id", window, "_NET_WM_WINDOW_TYPE") and \
                    "IsViewable" in server.ask("xwininfo", "-id", window):
                found.append(window)
        return found


def main(*needed):
    """Runs the tests of the calling script: --program=PATH, then unittest's own arguments."""
    global PROGRAM
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--program", required=True)
    options, rest = parser.parse_known_args()
    missing = xsession.missing_programs("lxpanel", *needed)
    if missing:
        print("skipped: not installed: " + ", ".join(missing))
        sys.exit(77)
    PROGRAM = os.path.abspath(options.program)
    with xsession.ends_on_signals():
        unittest.main(module="__main__", argv=[sys.argv[0], *rest], verbosity=2)
