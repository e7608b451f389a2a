"""A stock lxpanel with a home and a menu of its own, the module loaded or not, and eyes on its menu."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import desktop_file  # noqa: E402
import xsession  # noqa: E402
from processes import MARK, comm, kill_marked, marked  # noqa: E402
from xsession import wait_until  # noqa: E402,F401

MODULE = None  # set by main()
PATCHED = None  # set by main()
ICON_SIZE = 16
BORDER = 24  # an item's icon begins within so many pixels
PANEL = """Global {
    edge=top
    align=left
    widthtype=percent
    width=100
    height=26
    iconsize=16
    setdocktype=1
    setpartialstrut=1
    background=0
}
Plugin {
    type = menu
    Config {
        image=%s
        system {
        }
    }
}
Plugin {
    type = launchbar
    Config {
%s
    }
}
"""
MENU = """<!DOCTYPE Menu PUBLIC "-//freedesktop//DTD Menu 1.0//EN" "http://www.freedesktop.org/standards/menu-spec/menu-1.0.dtd">
<Menu>
  <Name>Applications</Name>
  <DefaultAppDirs/>
  <DefaultDirectoryDirs/>
  <Include><And><All/><Not><Category>Game</Category></Not></And></Include>
  <Menu><Name>Games</Name><Include><Category>Game</Category></Include></Menu>
</Menu>
"""
BUTTON = (13, 13)
# A theme for those icons that have none: what lxpanel falls back to, and a name that others are cut down to.
INDEX = ("[Icon Theme]\nName=Hicolor\nDirectories=16x16/apps,16x16/legacy\n\n[16x16/apps]\nSize=16\nType=Fixed\n"
         "[16x16/legacy]\nSize=16\nType=Fixed\n")


class Panel(xsession.Process):
    """lxpanel in `folder`; variables as keywords, None takes one away. `through` is a command that starts it."""

    def __init__(self, server, folder, button="start-here", launchers=(), module=True, through=(), **variables):
        self.server, self.folder = server, pathlib.Path(folder)
        self.home = self.folder / "home"
        profile = self.home / ".config/lxpanel/test"
        (profile / "panels").mkdir(parents=True, exist_ok=True)
        buttons = "\n".join("        Button {\n            id=%s\n        }" % launcher for launcher in launchers)
        (profile / "panels/panel").write_text(PANEL % (button, buttons))
        menus = self.folder / "etc/menus"
        menus.mkdir(parents=True, exist_ok=True)
        if not (menus / "test-applications.menu").exists():
            (menus / "test-applications.menu").write_text(MENU)
        for name in ("run", "data/applications"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "run").chmod(0o700)
        # By it gdk-pixbuf tells what is a picture.
        mime = self.folder / "data/mime"
        if not mime.is_symlink():
            mime.symlink_to("/usr/share/mime")
        values = {"HOME": str(self.home), "PATH": os.environ["PATH"], "DISPLAY": server.display, "LANG": "C.UTF-8",
                  "XDG_DATA_DIRS": str(self.folder / "data"), "XDG_CONFIG_DIRS": str(self.folder / "etc"),
                  "XDG_RUNTIME_DIR": str(self.folder / "run"), "XDG_MENU_PREFIX": "test-",
                  "XDG_CURRENT_DESKTOP": "pekwm", **variables}
        if module:
            values.setdefault("GTK_MODULES", MODULE)
        self.environment = {name: value for name, value in values.items() if value is not None}
        self.environment[MARK] = uuid.uuid4().hex
        super().__init__([*through, "lxpanel", "--profile", "test"], self.folder / "lxpanel.log", env=self.environment)
        try:
            wait_until(self.dock, "a panel")
        except BaseException:
            self.stop()
            raise

    def dock(self):
        self.check_running()
        return [window for window, at in self.server.visible_windows() if at[1] == 0 and at[3] == 26]

    def menu_servers(self):
        """The processes of menu-cached that it has started."""
        return [pid for pid in marked(self.environment[MARK]) if comm(pid) == "menu-cached"]

    def menu_files(self):
        """What lies where menu-cache keeps its menus."""
        return list((self.home / ".cache/menus").glob("*"))

    def says(self):
        return self.log.read_text(errors="replace")

    def stop(self, patience=5):
        status = super().stop(patience)
        # The menu's server would outlive it, and write into the folder while that is removed.
        def is_over():
            kill_marked(self.environment[MARK])
            return not marked(self.environment[MARK])
        wait_until(is_over, "the end of what the panel has started")
        return status

    def open_menu(self):
        """Opens the menu; gives its window and (x, y, width, height)."""
        return self.server.click_until_opened(*BUTTON, button=1, what="the panel's menu")[0]

    def close_menu(self):
        def closed():
            if len(self.server.visible_windows()) == len(self.dock()):
                return True
            self.server.press("Escape")
            return False

        wait_until(closed, "the menu to close")


    def open_dialog(self, which):
        """Opens what `lxpanelctl` calls so, and gives it the keyboard."""
        before = {window for window, _ in self.server.visible_windows()}
        subprocess.run(["lxpanelctl", which], env=self.environment, check=True, timeout=xsession.DEADLINE)
        dialog = wait_until(lambda: [w for w in self.server.visible_windows() if w[0] not in before], "the dialog")[0][0]
        self.server.hands("windowfocus", "--sync", dialog)


def rows(picture, count):
    """The places of icons in a menu's picture: for each of its items the colours at the left, from the top on."""
    height = picture.height // count
    return [picture.crop(0, (picture.height - count * height) // 2 + n * height, BORDER, height) for n in range(count)]


class PanelTest(unittest.TestCase):
    """Gives each test a folder, and each class an X server."""

    server_size = "1024x768"

    @classmethod
    def setUpClass(cls):
        cls.class_folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="kit-panel-"))
        cls.server = cls.enterClassContext(xsession.XServer(cls.class_folder, cls.server_size))

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="kit-panel-")))
        for name in ("home", "data/applications", "etc"):
            (self.folder / name).mkdir(parents=True)

    def start(self, **options):
        return self.enterContext(Panel(self.server, self.folder, **options))

    def menu_size(self, **options):
        """(width, height) of the menu that a panel of its own shows, with a cache of its own: menu-cached takes one for
        good that is a second old."""
        cache = tempfile.mkdtemp(prefix="cache-", dir=self.folder)
        with Panel(self.server, self.folder, XDG_CACHE_HOME=cache, **options) as shown:
            def full():
                """Of a menu that has come; before that there is one with nothing but its edges."""
                _, (_, _, width, height) = shown.open_menu()
                shown.close_menu()
                return (width, height) if height > ICON_SIZE else None

            return wait_until(full, "a menu with something in it")

    def add_application(self, name, title, icon=None, categories="Utility;", folder=None):
        return desktop_file.install(folder or self.folder / "data/applications", name, title, icon, categories)


def main():
    """Runs the tests of the calling script: --module=PATH, --patched=PATH, then unittest's own arguments."""
    global MODULE, PATCHED
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--module", required=True)
    parser.add_argument("--patched", help="a library with what the module finds in a patched lxpanel")
    options, rest = parser.parse_known_args()
    missing = xsession.missing_programs("lxpanel", "lxpanelctl")
    if missing:
        print("skipped: not installed: " + ", ".join(missing))
        sys.exit(77)
    linked = subprocess.run(["ldd", xsession.shutil.which("lxpanel")], capture_output=True, text=True).stdout
    if "libgtk-x11-2.0" not in linked:
        print("skipped: lxpanel is not one of GTK 2")
        sys.exit(77)
    MODULE = os.path.abspath(options.module)
    PATCHED = options.patched and os.path.abspath(options.patched)
    with xsession.ends_on_signals():
        unittest.main(module="__main__", argv=[sys.argv[0], *rest], verbosity=2)
