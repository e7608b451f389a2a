#!/usr/bin/env python3
"""A patched lxpanel, as it was built: every icon of the sheet, menus that were empty, icons that change, refresh.

Its `bin` folder is named by LXPANEL_PATCHED in the environment; where that is not set the test skips itself. Nothing of
lxpanel is in this project, so it is built outside: `apply` on a source tree, then ./configure, make, make install.
--module=PATH is the runtime module, for what the two do together.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "support")]
import panel  # noqa: E402
import icon_sheet  # noqa: E402
import pictures  # noqa: E402
import xmessage  # noqa: E402
import test_icons  # noqa: E402
import xsession  # noqa: E402
from xsession import wait_until  # noqa: E402

# One item that is always there, so that an empty menu has a size.
panel.PANEL = panel.PANEL.replace("system {", "item {\n            command=run\n        }\n        system {")

FALLBACK = icon_sheet.FALLBACK
RED, GREEN, BLUE = (0xE0, 0x10, 0x10), (0x10, 0xC0, 0x10), (0x10, 0x10, 0xE0)
THROTTLE = 3  # seconds that menu-cached waits for, after the last change


class PatchedSheet(test_icons.Sheet):
    """The runtime module's own sheet of icons, without the module."""

    items_above = 1

    def start(self, **options):
        return super().start(**options, module=False)


class PatchedTest(panel.PanelTest):
    """Every application has a picture of its own colour: the colours that a menu shows are its contents."""

    def setUp(self):
        super().setUp()
        icon_sheet.lay_out_theme(self.folder)
        self.icons = self.folder / "icons"

    def run_panel(self, module=False, **options):
        self.panel = self.start(module=module, LXPANEL_ICON_PATH=str(self.icons), **options)

    def add(self, name, colour, **options):
        if colour != FALLBACK:
            pictures.write(self.icons / (name + ".png"), colour)
        return self.add_application(name, name.title(), name, **options)

    def refresh(self):
        subprocess.run(["lxpanelctl", "refresh"], env=self.panel.environment, check=True, timeout=30)

    def menus(self):
        docks = self.panel.dock()
        return [window for window, _ in self.server.visible_windows() if window not in docks]

    def open_colours(self):
        """The colours in the menu that is open: of the screen, since its window may change its size meanwhile."""
        return self.squares(self.server.screenshot().crop(0, panel.BUTTON[1] * 2, panel.BORDER, 600))

    @staticmethod
    def squares(picture):
        """The colours that fill at least a square of an icon's size in the column of icons."""
        column = picture.crop(0, 0, min(panel.BORDER, picture.width), picture.height)
        found = column.colours()
        return {colour for colour in (FALLBACK, RED, GREEN, BLUE)
                if found.get(colour, 0) >= 0.9 * panel.ICON_SIZE ** 2}

    def look(self, *keys):
        """The colours in the menu, opened anew; in its submenu, if keys are given that open it."""
        self.panel.open_menu()
        try:
            if keys:
                self.server.press(*keys)
                wait_until(lambda: len(self.menus()) == 2, "a submenu")
            self.server.move_pointer(900, 700)
            self.server.settled_screenshot()
            return self.squares(self.server.screenshot(window=self.menus()[-1]))
        finally:
            self.panel.close_menu()

    def wait_for(self, colours, *keys):
        seen = []

        def looked():
            seen.append(self.look(*keys))
            return seen[-1] == colours

        try:
            wait_until(looked, "a menu with %s" % colours)
        except xsession.TimedOut as error:
            raise AssertionError("%s; it had %s" % (error, seen[-1])) from None

    def forget_cache_file(self):
        """From now on a refresh is one of icons only."""
        for file in (self.panel.home / ".cache/menus").iterdir():
            file.unlink()


class Patched(PatchedTest):
    def test_empty_and_filled_again(self):
        """Without a refresh: menu-cached tells of both changes."""
        entry = self.add("one", RED)
        self.run_panel()
        self.wait_for({RED})
        entry.unlink()
        self.wait_for(set())
        self.add("two", GREEN)
        self.wait_for({GREEN})

    def test_empty_at_first(self):
        self.run_panel()
        self.assertEqual(self.look(), set())
        self.add("one", RED)
        self.refresh()
        self.wait_for({RED})

    def test_hidden_in_others_only(self):
        for name, colour, line in (("one", RED, "NotShowIn=GNOME;"), ("two", GREEN, "OnlyShowIn=pekwm;"),
                                   ("three", BLUE, "NotShowIn=pekwm;"), ("four", FALLBACK, "OnlyShowIn=KDE;")):
            entry = self.add(name, colour)
            entry.write_text(entry.read_text() + line + "\n")
        self.run_panel()
        self.wait_for({RED, GREEN})

    def test_the_ending_that_is_asked_for(self):
        pictures.write(self.icons / "both.png", RED)
        pictures.write(self.icons / "both.xpm", GREEN)
        self.add_application("both", "Both", "both.xpm")
        self.run_panel()
        self.wait_for({GREEN})

    def test_icons_change_in_submenus(self):
        self.add("one", RED, categories="Game;")
        self.add("two", FALLBACK, categories="Game;")
        self.run_panel()
        self.wait_for({RED, FALLBACK}, "Down", "Down", "Right")
        pictures.write(self.icons / "one.png", GREEN)
        pictures.write(self.icons / "two.png", BLUE)
        self.assertEqual(self.look("Down", "Down", "Right"), {RED, FALLBACK})
        self.forget_cache_file()
        self.refresh()
        self.wait_for({GREEN, BLUE}, "Down", "Down", "Right")

    def test_icon_that_comes_to_the_theme(self):
        """Into a folder below the theme's own, which stays as it was."""
        self.add("one", FALLBACK)
        self.run_panel()
        self.wait_for({FALLBACK})
        pictures.write(self.folder / "data/icons/hicolor/16x16/apps/one.png", GREEN)
        self.assertEqual(self.look(), {FALLBACK})
        self.refresh()
        self.wait_for({GREEN})

    def test_icon_of_a_button_changes(self):
        for name in ("file", "late"):
            icon = self.icons / (name + ".png") if name == "file" else name
            self.add_application(name, name.title(), icon)
        pictures.write(self.icons / "file.png", RED)
        self.run_panel(launchers=[self.folder / "data/applications" / (name + ".desktop") for name in ("file", "late")])

        def buttons():
            self.server.move_pointer(900, 700)
            found = self.server.screenshot(window=self.panel.dock()[0]).colours()
            return {colour for colour in (FALLBACK, RED, GREEN, BLUE) if found.get(colour, 0) >= 100}

        wait_until(lambda: buttons() == {RED, FALLBACK}, "buttons")
        pictures.write(self.icons / "file.png", GREEN)
        pictures.write(self.icons / "late.png", BLUE)
        self.refresh()
        wait_until(lambda: buttons() == {FALLBACK, GREEN, BLUE}, "new buttons")

    def test_folder_that_comes_later(self):
        """It is read at the refresh, and watched from then on."""
        self.add("one", RED)
        later = self.folder / "later"
        self.run_panel(XDG_DATA_DIRS="%s:%s" % (self.folder / "data", later))
        self.wait_for({RED})
        (later / "applications").mkdir(parents=True)
        self.add("two", GREEN, folder=later / "applications")
        self.refresh()
        self.wait_for({RED, GREEN})
        # menu-cached is started again by the library, after a second.
        time.sleep(2 + THROTTLE)
        self.add("three", BLUE, folder=later / "applications")
        self.wait_for({RED, GREEN, BLUE})

    def test_at_once(self):
        """While menu-cached is deaf, an open menu shows a change as soon as it is asked for."""
        entries = [self.add("one", RED)]
        self.run_panel()
        self.wait_for({RED})
        times = []
        for _ in range(5):
            self.panel.open_menu()
            entries.append(self.add("two", GREEN))
            start = time.monotonic()
            self.refresh()
            wait_until(lambda: self.open_colours() == {RED, GREEN}, "the new entry in the open menu", 30)
            times.append(time.monotonic() - start)
            entries.pop().unlink()
            self.refresh()
            wait_until(lambda: self.open_colours() == {RED}, "the old menu", 30)
            self.panel.close_menu()
        print("shown after %s ms" % ", ".join("%d" % (1000 * each) for each in times), flush=True)
        self.assertLess(statistics.median(times), THROTTLE)

    def test_many_refreshes(self):
        """They are joined while one is under way, and the last one counts."""
        self.run_panel()
        for number in range(20):
            self.add("app%d" % number, FALLBACK)
            self.refresh()
        self.add("one", RED)
        self.refresh()
        self.wait_for({FALLBACK, RED})
        self.assertEqual(self.panel.says().count("CRITICAL"), 0)


class WithModule(PatchedTest):
    """The module is loaded, too, as in a session: the menu is read by one of them."""

    def setUp(self):
        super().setUp()
        if panel.MODULE is None:
            self.skipTest("--module names no module")
        self.run_panel(module=True)
        self.sender = self.enterContext(xmessage.Sender(self.server.display))

    def ask_module(self):
        owner = wait_until(lambda: self.sender.owner("_LXPANEL_REFRESH_S0"), "the module's window")
        self.sender.send("_LXPANEL_REFRESH", owner)

    def test_read_once(self):
        """Nothing has changed, so that menu-cached writes nothing."""
        self.add("one", RED)
        self.wait_for({RED})
        cache = self.panel.menu_files()[0]
        time.sleep(2 * THROTTLE)
        for name, refresh in (("command", self.refresh), ("message", self.ask_module)):
            with self.subTest(name=name):
                seen = [cache.stat().st_ino]
                refresh()
                end = time.monotonic() + 1
                while time.monotonic() < end:
                    inode = cache.stat().st_ino
                    if inode != seen[-1]:
                        seen.append(inode)
                self.assertEqual(len(seen), 2)

    def test_many_refreshes(self):
        """However they are asked for."""
        for number in range(20):
            self.add("app%d" % number, FALLBACK)
            self.refresh()
            self.ask_module()
        self.add("one", RED)
        self.refresh()
        self.wait_for({FALLBACK, RED})
        self.assertNotIn("menu-cache-gen failed", self.panel.says())
        self.assertEqual(self.panel.says().count("CRITICAL"), 0)


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--module", type=os.path.abspath)
    options, rest = parser.parse_known_args()
    panel.MODULE = options.module
    programs = os.environ.get("LXPANEL_PATCHED")
    if not programs:
        print("skipped: LXPANEL_PATCHED names no folder of a patched lxpanel")
        sys.exit(77)
    missing = xsession.missing_programs()
    if missing:
        print("skipped: not installed: " + ", ".join(missing))
        sys.exit(77)
    os.environ["PATH"] = programs + ":" + os.environ["PATH"]
    with xsession.ends_on_signals():
        unittest.main(argv=[sys.argv[0], *rest], verbosity=2)


if __name__ == "__main__":
    main()
