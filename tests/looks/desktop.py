"""A whole session to be looked at: its look, its screen, and the hands that open its menus."""

import contextlib
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent / "pekwm-lxpanel")]
import harness  # noqa: E402
import xsession  # noqa: E402
from xsession import wait_until  # noqa: E402

SAMPLES = ROOT / "demo/samples"
FAVOURITES = "sample-browser.desktop;sample-terminal.desktop;sample-files.desktop"
LOOKS = ("light", "dark", "contrast", "easyos")
# Screens, and the dots per inch that they claim.
SCREENS = (("800x600", 96), ("1366x768", 96), ("1920x1080", 96), ("2560x1440", 192), ("1920x1080", 144))
SCALES = {96: "1x", 144: "1.5x", 192: "2x"}
# What stands in the launch bar, for what may or may not be installed.
LAUNCHERS = {"defaultbrowser": "sample-browser", "ROX-Filer": "sample-files", "Urxvt-terminal-emulator": "sample-terminal"}
PROGRAMS = ("xterm", "fc-match")  # beside those of every session; the second is fontconfig's
TITLES = ("A window in use", "Ένα παράθυρο · окно")


class Desktop:
    """Use it in a `with` block."""

    def __init__(self, program, look, size="1366x768", dpi=96, language="C.UTF-8", config="", data_dirs=(SAMPLES,),
                 before_start=None):
        """`before_start` is called with the desktop when there is a server and nothing else."""
        harness.PROGRAM = os.path.abspath(program)
        self.look, self.dpi, self.language = look, dpi, language
        self.width, self.height = (int(number) for number in size.split("x"))
        self._stack = contextlib.ExitStack()
        self.folder = pathlib.Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="kit-looks-")))
        self.home = self.folder / "home"
        self._write("home/.config/pekwm-lxpanel/config", "%s[looks]\ntheme = %s\n" % (config, look))
        self._write("home/.config/xdg2pekwm/config", "[menu]\nfavourites = %s\n" % FAVOURITES)
        # For the panel's menu, which reads what is installed.
        shutil.copytree(ROOT / "layouts", self.folder / "etc/menus", ignore=shutil.ignore_patterns("*[!u]", "directories"))
        shutil.copytree(ROOT / "layouts/directories", self.folder / "data/desktop-directories")
        self._write("home/.config/lxpanel/pekwm/panels/panel", self._panel())
        # Without it the panel's library does not know what a picture is.
        if os.path.isdir("/usr/share/mime"):
            (self.folder / "data/mime").symlink_to("/usr/share/mime")
        self.server = self._stack.enter_context(xsession.XServer(self.folder, size, dpi=dpi))
        if before_start:
            before_start(self)
        self.session = harness.Session(self.folder, self.server.display, LANG=language,
                                       XDG_DATA_DIRS=":".join(str(folder) for folder in (*data_dirs, self.folder / "data")))
        self._stack.callback(self.session.kill_all)

    def _panel(self):
        """The look's own, but that its launchers have icons on every machine."""
        path = harness.build_folder() / ("share/pekwm-lxpanel/looks/%s/%s/xdg/lxpanel/pekwm/panels/panel" % (
            self.look, SCALES[self.dpi]))

        def button(found):
            sample = LAUNCHERS.get(found.group(1))
            return "Button {\n            id=%s/applications/%s.desktop\n        }" % (SAMPLES, sample) if sample else ""

        return re.sub(r"Button \{\s*id=/usr/share/applications/(.*)\.desktop\s*\}", button, path.read_text())

    def _write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def __enter__(self):
        try:
            self.session.wait_for("RUNNING")
            self.session.wait_for_log("pekwm-lxpanel-background pid=")
            # The menu of the first start may come after the window manager, which then reads it again.
            wait_until(lambda: self.menu_text(), "the menu")
            self.picture()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_):
        self._stack.close()

    # What is there

    def menu_text(self):
        return harness.read(self.home / ".pekwm/menu").decode()

    def look_folder(self):
        """Of the scale in use."""
        text = (self.run_folder() / "pekwm/look").read_text()
        return pathlib.Path(re.search(r'Theme = "([^"]+)/pekwm"', text).group(1))

    def run_folder(self):
        config = re.search(r"pekwm --config (\S+)/pekwm/config", self.session.log())
        return pathlib.Path(config.group(1))

    def facts(self):
        """The file that tells the session about the look, as numbers and texts."""
        pairs = re.findall(r"^(\w+) = (.*)$", (self.look_folder() / "look").read_text(), re.M)
        return {key: int(value) if value.isdigit() else value for key, value in pairs}

    def variables(self):
        """Of the programs that the session starts."""
        return harness.variables(self.session.unit("wm")["pid"])

    def windows(self):
        return {window for window, _ in self.server.visible_windows()}

    def dock(self):
        found = self.server.ask("xdotool", "search", "--class", "lxpanel").split()
        for window in found:
            if "_DOCK" in self.server.ask("xprop", "-id", window, "_NET_WM_WINDOW_TYPE"):
                return window
        return None

    # What a person does

    def start(self, *command, **more):
        """A program that opens a window; waits for that."""
        before = self.windows()
        environment = {**self.variables(), **more}
        process = xsession.Process(list(command), self.folder / "programs.log", env=environment, cwd=self.home)
        self._stack.enter_context(process)
        wait_until(lambda: self.windows() - before, "the window of " + command[0])
        return process

    def open_windows(self):
        for number, title in enumerate(reversed(TITLES)):
            unit = self.dpi / 96
            self.start("xterm", "-title", title, "-fa", "DejaVu Sans Mono,Monospace", "-fs", "10", "-geometry", "48x10+%d+%d" % (
                (self.width // 2 - 60 * unit * number), self.height // 5 + number * 110 * unit))

    def root_menu(self, x=None, y=None):
        """Where it opened."""
        corner = int(24 * self.dpi / 96)
        opened = self.server.click_until_opened(x or corner, y or corner, 3, "the root menu")
        return opened[-1][1]

    def press(self, *keys, opens=False):
        """With `opens`: waits for a menu to come."""
        before = self.windows()
        self.server.press(*keys)
        if opens:
            wait_until(lambda: self.windows() - before, "what %s opens" % (keys,))

    def panel_menu(self):
        """The menu of the panel's own button, and its first submenu."""
        panel = self.facts()["panel"]
        self.server.click_until_opened(panel // 2, self.height - panel // 2, 1, "the panel's menu")
        before = self.windows()
        self.server.press("Down", "Right")
        try:
            wait_until(lambda: self.windows() - before, "the panel's submenu", 3)
        except xsession.TimedOut:
            pass  # the first entry has none

    def run_dialog(self):
        self.press("alt+F2", opens=True)
        self.server.hands("type", "--delay", "5", "xterm -title Example")

    def close_menus(self):
        def closed():
            # The screen without menus has the frames of windows and the panel.
            self.server.press("Escape")
            time.sleep(0.05)
            return self.windows() <= self._resting

        wait_until(closed, "the menus to close")

    def rest(self):
        """From now on, what is open is no menu."""
        self._resting = self.windows()

    def stands_still(self):
        """Waits until no window comes, goes or moves: cheaper than to look at each pixel twice."""
        xsession.wait_until_same(self.server.visible_windows, "the windows to stand still")

    def picture(self, path=None):
        def taken():
            try:
                return self.server.settled_screenshot(path)
            except subprocess.CalledProcessError:
                return None  # a window went while xwd looked at all of them

        return wait_until(taken, "a picture of the screen")

    def theme(self, *words):
        return subprocess.run([harness.PROGRAM, "theme", *words], env=self.session.environment, capture_output=True,
                              text=True, timeout=harness.DEADLINE)


def read_png(path):
    """Width, height and rows of RGBA pixels; for the kinds that the kit writes: 8 bits, no interlacing."""
    data = pathlib.Path(path).read_bytes()
    width, height, depth, kind = struct.unpack(">IIBB", data[16:26])
    channels = {2: 3, 6: 4}[kind]
    assert depth == 8
    parts, at = [], 8
    while at < len(data):
        length = struct.unpack(">I", data[at:at + 4])[0]
        if data[at + 4:at + 8] == b"IDAT":
            parts.append(data[at + 8:at + 8 + length])
        at += length + 12
    raw, stride = zlib.decompress(b"".join(parts)), width * channels
    rows, before = [], bytearray(stride)
    for y in range(height):
        line = bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        _unfilter(raw[y * (stride + 1)], line, before, channels)
        before = line
        rows.append([tuple(line[x:x + channels]) + ((255,) if channels == 3 else ())
                     for x in range(0, stride, channels)])
    return width, height, rows


def _unfilter(kind, line, above, step):
    for x in range(len(line)):
        left, up = line[x - step] if x >= step else 0, above[x]
        corner = above[x - step] if x >= step else 0
        if kind == 4:
            estimate = left + up - corner
            guess = min((left, up, corner), key=lambda value: abs(estimate - value))
        else:
            guess = (0, left, up, (left + up) // 2)[kind]
        line[x] = (line[x] + guess) & 255


def missing():
    return xsession.missing_programs("lxpanel", *PROGRAMS)
