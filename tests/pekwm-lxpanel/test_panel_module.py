#!/usr/bin/env python3
"""The panel's module in a session: both menus are right at once, and a fault in the module costs one restart."""

import os
import pathlib
import re
import shutil
import signal
import sys
import time
import unittest

import harness
from harness import DEADLINE, PANEL_MENU_BUTTON, SessionTest, wait_until

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import menu_cache  # noqa: E402
import pictures  # noqa: E402
import shown_menu  # noqa: E402
import xmessage  # noqa: E402

MENU = """<!DOCTYPE Menu PUBLIC "-//freedesktop//DTD Menu 1.0//EN" "http://www.freedesktop.org/standards/menu-spec/menu-1.0.dtd">
<Menu><Name>Applications</Name><DefaultAppDirs/>%s<Include><All/></Include></Menu>"""
FIRST_LAUNCHER = (45, 750)  # beside the menu's button
OLD, NEW = (0xE0, 0x10, 0x10), (0x10, 0x10, 0xE0)


class ModuleTest(SessionTest):
    def setUp(self):
        super().setUp()
        (self.folder / "etc/menus").mkdir()
        (self.folder / "etc/menus/pekwm-applications.menu").write_text(MENU % "")
        (self.folder / "data/mime").symlink_to("/usr/share/mime")

    def run_session(self, **variables):
        session = self.start(**variables)
        session.wait_for("RUNNING")
        wait_until(lambda: '"First"' in self.menu(), "the first menu")
        return session

    def module_listens(self):
        with xmessage.Sender(self.server.display) as sender:
            return sender.owner("_LXPANEL_REFRESH_S0") != 0

    def open_panel_menu(self):
        """The window of the panel's menu and its height, once all applications are in it."""
        return self.server.click_until_opened(*PANEL_MENU_BUTTON, button=1, what="the panel's menu")[0]

    def height(self, window):
        said = self.server.ask("xwininfo", "-id", window)
        return int(said.partition("Height: ")[2].split()[0]) if "Height: " in said else 0

    def wait_for_growth(self, window, height, deadline=DEADLINE):
        """The seconds until an open menu is higher."""
        start = time.monotonic()
        wait_until(lambda: self.height(window) > height, "the open menu to grow", deadline)
        return time.monotonic() - start


@unittest.skipUnless(os.path.exists("/usr/include/gtk-2.0"), "no headers of GTK 2, and so no module")
class Module(ModuleTest):
    def test_is_loaded_by_the_panel_alone(self):
        self.assertTrue(harness.has_module())
        session = self.run_session()
        wait_until(self.module_listens, "the module")
        loading = [harness.comm(pid) for pid in harness.marked(session.mark)
                   if b"lxpanel-icons.so" in harness.read("/proc/%d/maps" % pid)]
        self.assertEqual(loading, ["lxpanel"])
        self.assert_terminates(session)

    def test_leaves_the_keyboard_to_windows(self):
        """pekwm offers it the focus with every click, and takes it from whom the click has given it to."""
        session = self.run_session()
        self.assertIn("input focus: False", self.server.ask("xprop", "-id", self.assert_dock(), "WM_HINTS"))
        self.assert_terminates(session)

    def test_can_be_turned_off(self):
        self.config("[panel]\nmodule = none\n")
        session = self.run_session()
        self.assertFalse(self.module_listens())
        self.config("")
        session.ctl("reload")
        wait_until(self.module_listens, "the module")
        session.wait_for("RUNNING")
        before = session.unit("panel")["pid"]
        self.config("[panel]\nmodule = none\n")
        session.ctl("reload")
        wait_until(lambda: session.unit("panel")["pid"] not in (None, before) and session.unit("panel")["status"] == "ready",
                   "the panel, started anew")
        self.assertFalse(self.module_listens())
        self.assert_terminates(session)

    def test_steady_changes_in_the_open_menu(self):
        session = self.run_session()
        window, (_, _, _, height) = self.open_panel_menu()
        taken = []
        for number in range(8):
            self.add_application("more%d" % number, "More %d" % number)
            taken.append(self.wait_for_growth(window, height))
            height = self.height(window)
            time.sleep(max(0.0, 1 - taken[-1]))
        print("8 changes: %s ms; " % " ".join("%.0f" % (1000 * each) for each in taken), end="", file=sys.stderr)
        self.assertEqual(session.unit("panel")["restarts"], 0)
        self.server.press("Escape")
        self.assert_terminates(session)

    def test_new_data_folder_and_override(self):
        later = self.folder / "later"
        session = self.run_session(XDG_DATA_DIRS="%s:%s" % (self.folder / "data", later))
        window, (_, _, _, height) = self.open_panel_menu()
        (later / "applications").mkdir(parents=True)
        self.add_application("later", "Later", folder=later / "applications")
        print("new folder: %.0f ms; " % (1000 * self.wait_for_growth(window, height)), end="", file=sys.stderr)
        height = self.height(window)
        own = self.home / ".config/menus/pekwm-applications.menu"
        own.parent.mkdir(parents=True)
        own.write_text(MENU % "<Menu><Name>Extra</Name><Include><All/></Include></Menu>")
        print("override: %.0f ms; " % (1000 * self.wait_for_growth(window, height)), end="", file=sys.stderr)
        self.server.press("Escape")
        self.assert_terminates(session)

    def test_a_button_starts_its_program_without_a_question(self):
        """libfm asks what to do with a .desktop file that is named by its path."""
        own = self.home / ".config/lxpanel/pekwm"
        shutil.copytree(harness.build_folder() / "share/pekwm-lxpanel/looks/light/1x/xdg/lxpanel/pekwm", own)
        entry = self.folder / "data/applications/touch.desktop"
        entry.write_text("[Desktop Entry]\nType=Application\nName=Touch\nExec=touch %s/clicked\n" % self.folder)
        panel = own / "panels/panel"
        panel.write_text(re.sub(r"( +Button \{\n +id=.*\n +\}\n)+", "Button {\nid=%s\n}\n" % entry, panel.read_text()))
        session = self.run_session()
        wait_until(self.module_listens, "the module")
        self.server.click_until(*FIRST_LAUNCHER, 1, (self.folder / "clicked").exists, "the program")
        self.assert_terminates(session)

    def test_a_refresh_leaves_the_menu_server_alone(self):
        session = self.run_session()
        wait_until(self.module_listens, "the module")

        def menu_servers():
            return [pid for pid in harness.marked(session.mark) if harness.comm(pid) == "menu-cached"]
        wait_until(lambda: self.open_panel_menu() and menu_servers(), "menu-cached")
        self.server.press("Escape")
        time.sleep(1)
        before, told = menu_servers(), session.status()["menu"]["panel_refreshes"]
        session.ctl("refresh-menu")
        wait_until(lambda: session.status()["menu"]["panel_refreshes"] > told, "the panel to be told")
        time.sleep(1)
        self.assertEqual(menu_servers(), before)
        self.assert_terminates(session)

    def test_icons_path_reaches_both(self):
        icons = self.folder / "icons"
        pictures.write(icons / "own-icon.xpm", OLD)
        self.config("[icons]\npath = %s\n" % icons)
        self.add_application("first", "First", icon="own-icon.xpm")
        session = self.run_session()
        window, _ = self.open_panel_menu()

        def has(colour):
            return colour in self.server.screenshot(window=window).colours()

        wait_until(lambda: has(OLD), "the icon in the panel's menu")
        wait_until(lambda: "Icon = " in self.menu(), "the icon in the other menu, which has none at first")
        pictures.write(icons / "new.xpm", NEW)
        (icons / "new.xpm").rename(icons / "own-icon.xpm")
        session.ctl("refresh-menu")
        wait_until(lambda: has(NEW), "the new icon in the open menu")
        self.server.press("Escape")
        self.assert_terminates(session)


class BothMenus(SessionTest):
    """pekwm's menu and the panel's list the same, in the same menus, with each layout that comes with the kit."""

    CATEGORIES = ("Utility", "Game", "Office", "AudioVideo", "Graphics", "Network", "System", "Settings", "Education",
                  "X-nobody-knows", "Calculator", "WebBrowser", "TextEditor", "Mixer", "FileManager")

    def install(self, layout):
        source = pathlib.Path(__file__).resolve().parent.parent.parent / "layouts"
        shutil.copytree(source / "directories", self.folder / "data/desktop-directories")
        (self.folder / "etc/menus").mkdir()
        for path in source.glob("*.menu"):
            shutil.copy(path, self.folder / "etc/menus")
        self.config("[menu]\nlayout = %s\n" % layout)

    def add(self, numbers):
        for number in numbers:
            self.add_application("app%d" % number, "App %d" % number,
                                 self.CATEGORIES[number % len(self.CATEGORIES)] + ";")

    def places(self, items, top=""):
        """{id: the title of the menu at the top that it is in}: below it, one of them may be shown inline."""
        found = {}
        for item in items:
            if item[0] == "menu":
                found.update(self.places(item[3], top or item[2]))
            elif item[0] == "entry":
                found.setdefault(item[1], top)
        return found

    def both(self, session):
        variables = harness.variables(session.unit("menu")["pid"])
        ours = self.places(shown_menu.ask(harness.build_folder() / "bin/xdg2pekwm", variables, 60)[3])
        return ours, self.panels(variables)

    def panels(self, variables):
        """Nothing as long as menu-cache has written none, or only a part of it."""
        try:
            files = sorted((self.home / ".cache/menus").glob("*"), key=lambda path: path.stat().st_mtime)
            return self.places(menu_cache.parse(files[-1].read_text(), ("pekwm",), variables["PATH"])[3]) if files else None
        except (StopIteration, ValueError, FileNotFoundError):
            return None

    def check(self, layout):
        self.install(layout)
        self.add(range(60))
        session = self.start()
        session.wait_for("RUNNING")
        self.agree(session, 61)
        self.add(range(60, 560))
        for number in range(30):
            (self.folder / "data/applications" / ("app%d.desktop" % number)).unlink()
        self.add_application("app40", "Moved", "Game;")
        self.agree(session, 531)
        self.assert_terminates(session)

    def agree(self, session, count):
        def agreed():
            ours, panels = self.both(session)
            return len(ours) == count and ours == panels

        try:
            wait_until(agreed, "both menus to agree")
        except AssertionError:
            ours, panels = self.both(session)
            self.assertEqual(sorted(set(ours.items()) ^ set(panels.items())), [])
            self.assertEqual(len(ours), count)

    def test_easyos(self):
        self.check("easyos")

    def test_plain(self):
        self.check("pekwm")


class Faults(ModuleTest):
    def use(self, name, more=""):
        module = harness.build_folder() / "tests/modules" / (name + ".so")
        self.assertTrue(module.exists(), module)
        self.config("[panel]\nmodule = %s\n%s" % (module, more))

    def assert_plain(self, session, why="has crashed with its module, and starts without it from now on", restarts=1):
        session.wait_for_log(why)
        wait_until(lambda: session.unit("panel")["status"] == "ready", "the panel")
        self.assert_dock()
        panel = session.unit("panel")
        self.assertEqual(panel["restarts"], restarts)
        self.assertNotIn(b"/tests/modules/", harness.read("/proc/%d/maps" % panel["pid"]))

    def test_fails_at_the_start(self):
        self.use("module-fails-now")
        session = self.run_session()
        self.assert_plain(session)
        # Without it the menu follows, too, if not as soon.
        window, (_, _, _, height) = self.open_panel_menu()
        self.server.press("Escape")
        self.add_application("second", "Second")
        wait_until(lambda: '"Second"' in self.menu(), "the new entry")
        self.assert_terminates(session)

    def test_fails_later(self):
        self.use("module-fails-later")
        session = self.run_session()
        os.kill(session.unit("panel")["pid"], signal.SIGUSR1)
        self.assert_plain(session)
        self.assert_terminates(session)

    def test_hangs(self):
        self.use("module-fails-hangs", "ready_timeout = 1s\n")
        session = self.start()
        self.assert_plain(session, "is started anew, without its module from now on", restarts=2)
        self.assertEqual(session.log().count('event="is started anew"'), 1)
        session.wait_for("RUNNING")
        self.assert_terminates(session)

    def test_is_not_there(self):
        self.config("[panel]\nmodule = /none/there.so\n")
        session = self.run_session()
        self.assertIn("/none/there.so cannot be read; it starts without", session.log())
        self.assertEqual(session.unit("panel")["restarts"], 0)
        self.assert_terminates(session)


if __name__ == "__main__":
    harness.main()
