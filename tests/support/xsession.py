"""A desktop to test on: an X server on a display of its own, the real pekwm, and a user's hands.

    with XServer() as server, Pekwm(server, home) as pekwm:
        pekwm.open_root_menu()
        server.press("Down", "Return")

Nothing here waits for a time: every wait is for a fact, and gives up with a message after DEADLINE seconds. Only
processes that were started here are ended, by their ids; they also end by themselves when this process is killed.
"""

import contextlib
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import time

import screenshot
import x_windows

DEADLINE = float(os.environ.get("KIT_TEST_DEADLINE", "60"))  # seconds; only a hanging program comes near
POLL_INTERVAL = 0.01
CLICK_AGAIN = 3  # seconds
# What pekwm or GTK are sent while they are still opening or closing a menu can get lost, for good. Nobody is so quick.
TO_SEE = 0.1  # seconds
ROOT_MENU_POSITION = (4, 4)


class TimedOut(AssertionError):
    pass


def wait_until(condition, what, deadline=None):
    """The first true value of condition(); TimedOut, saying what was waited for, if there is none in time."""
    end = time.monotonic() + (deadline or DEADLINE)
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimedOut("waited in vain: " + what)
        time.sleep(POLL_INTERVAL)


def wait_until_same(look, what):
    """What look() gives, once it gives the same twice, a moment apart."""
    before = look()

    def unchanged():
        nonlocal before
        time.sleep(0.1)
        last, before = before, look()
        return before == last

    wait_until(unchanged, what)
    return before


class Process:
    """A program that ends with its `with` block, or with this process."""

    def __init__(self, command, log, **options):
        self.log = pathlib.Path(log)
        self.name = os.path.basename(command[0])
        with open(self.log, "ab") as output:
            self.popen = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *command], stdin=subprocess.DEVNULL,
                                          stdout=output, stderr=output, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def is_running(self):
        return self.popen.poll() is None

    def stop(self, patience=5):
        if self.is_running():
            self.popen.terminate()
        try:
            return self.popen.wait(patience)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            return self.popen.wait()

    @property
    def pid(self):
        return self.popen.pid  # setpriv becomes the program

    def check_running(self):
        if not self.is_running():
            raise AssertionError("%s has ended with status %s; it said:\n%s" % (
                self.name, self.popen.returncode, self.log.read_text(errors="replace")))


class XServer(Process):
    """Xvfb, or Xephyr within another display, on a display number that it finds free by itself."""

    def __init__(self, log_folder, size="1024x768", dpi=96, within=None, title="xsession", arguments=()):
        self.size = tuple(int(number) for number in size.split("x"))
        kind = ["Xephyr", "-screen", size, "-title", title] if within else ["Xvfb", "-screen", "0", size + "x24"]
        reader, writer = os.pipe()
        command = [*kind, "-displayfd", str(writer), "-dpi", str(dpi), "-nolisten", "tcp", "-noreset",
                   *arguments]
        environment = dict(os.environ, DISPLAY=within) if within else None
        super().__init__(command, os.path.join(log_folder, kind[0] + ".log"), pass_fds=[writer], env=environment)
        os.close(writer)
        with os.fdopen(reader, "rb", buffering=0) as pipe:
            self.display = self._read_display(pipe)

    def _read_display(self, pipe):
        number = b""
        while not number.endswith(b"\n"):
            ready, _, _ = select.select([pipe], [], [], DEADLINE)
            part = pipe.read(16) if ready else b""
            if not part:
                self.stop()
                raise AssertionError("%s has given no display; it said:\n%s" % (
                    self.name, self.log.read_text(errors="replace")))
            number += part
        return ":" + number.decode().strip()

    def environment(self):
        return dict(os.environ, DISPLAY=self.display)

    def ask(self, *command):
        """What an X client says; empty where it fails."""
        done = subprocess.run(command, env=self.environment(), stdin=subprocess.DEVNULL, timeout=DEADLINE,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return done.stdout.decode(errors="replace") if done.returncode == 0 else ""

    def hands(self, *words):
        """Real input, through the XTEST extension."""
        subprocess.run(["xdotool", *map(str, words)], env=self.environment(), check=True, timeout=DEADLINE,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def press(self, *keys):
        if keys:
            self.hands("key", "--delay", 2, *keys)

    def click(self, x, y, button=1):
        self.hands("mousemove", x, y, "click", button)

    def click_until_opened(self, x, y, button, what):
        """The windows that a click opens, as visible_windows() gives them."""
        before = {window for window, _ in self.visible_windows()}

        def opened():
            return [found for found in self.visible_windows() if found[0] not in before]

        return self.click_until(x, y, button, opened, what + " to open")

    def click_until(self, x, y, button, condition, what):
        """What `condition` gives at last. pekwm misses a click now and then, which comes while it closes a menu or
        reloads, and so does a panel that has just come: a person clicks again, too."""
        clicked = 0.0

        def happened():
            nonlocal clicked
            if time.monotonic() - clicked > CLICK_AGAIN:
                self.click(x, y, button)
                clicked = time.monotonic()
            return condition()

        return wait_until(happened, what)

    def escape_until_closed(self, before, what):
        """Until no more windows are seen than those before. pekwm misses a key now and then, too."""
        def closed():
            self.press("Escape")
            return len(self.visible_windows()) == len(before)

        wait_until(closed, what + " to close")

    def move_pointer(self, x, y):
        self.hands("mousemove", x, y)

    def screenshot(self, path=None, window="root"):
        picture = screenshot.take(self.display, window, DEADLINE)
        if path:
            picture.save(path)
        return picture

    def settled_screenshot(self, path=None):
        """The screen once it stands still."""
        picture = wait_until_same(self.screenshot, "the screen to stand still")
        if path:
            picture.save(path)
        return picture

    def visible_windows(self):
        """Ids and (x, y, width, height) of what can be seen of the root window's children, the lowest first."""
        windows = x_windows.visible(self.display)
        time.sleep(TO_SEE)
        return [(window, (x, y, width, height)) for window, (x, y, width, height) in windows
                if x > -width and y > -height and min(width, height) > 1]


class Pekwm(Process):
    """pekwm with a home of its own: home/.pekwm/config and what that names."""

    def __init__(self, server, home, path=None, log_folder=None, **environment):
        self.server, self.home = server, pathlib.Path(home)
        values = {"HOME": str(home), "PATH": path or os.environ["PATH"], "DISPLAY": server.display, "LANG": "C.UTF-8",
                  **environment}
        super().__init__(["pekwm", "--config", str(self.home / ".pekwm/config")],
                         pathlib.Path(log_folder or home) / "pekwm.log", env=values, cwd=home)
        try:
            wait_until(self._is_ready, "pekwm to manage the display")
        except BaseException:
            self.stop()
            raise

    def _is_ready(self):
        """The window that _NET_SUPPORTING_WM_CHECK names must name itself: then it is no dead manager's."""
        self.check_running()
        window = self._check_window("-root")
        return window and self._check_window("-id", window) == window

    def _check_window(self, *of):
        said = self.server.ask("xprop", *of, "-notype", "32x", "_NET_SUPPORTING_WM_CHECK")
        found = re.search(r"(0x[0-9a-f]+)", said)
        return found and found.group(1)

    def reload(self):
        """Asks it to read its files again; it does so some time after."""
        self.popen.send_signal(signal.SIGHUP)

    def menus(self):
        """The open menus, the lowest first."""
        return [geometry for _, geometry in self.server.visible_windows()]

    def open_root_menu(self, at=ROOT_MENU_POSITION):
        """Opens it, where no menu is open, with the right button; gives its (x, y, width, height)."""
        return self.server.click_until_opened(*at, button=3, what="the root menu")[0][1]

    def close_menus(self):
        def closed():
            if not self.menus():
                return True
            self.server.press("Escape")
            return False

        wait_until(closed, "the menus to close")


@contextlib.contextmanager
def ends_on_signals():
    """Turns TERM, INT and HUP into SystemExit, so that every `with` block cleans up."""
    def leave(number, _):
        raise SystemExit(128 + number)

    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = {number: signal.signal(number, leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def missing_programs(*extra):
    """Which of the programs that are used here are not installed."""
    needed = ("Xvfb", "pekwm", "xdotool", "xwd", "xprop", "xwininfo", "setpriv") + extra
    return [name for name in needed if shutil.which(name) is None]
