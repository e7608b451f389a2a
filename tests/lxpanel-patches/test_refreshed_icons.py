#!/usr/bin/env python3
"""A refresh: icons that come and change, in menus and on buttons."""

import os
import time

import panel
import pictures
import xmessage
from panel import wait_until
from refreshing import NEW, OLD, RefreshTest


class RefreshedIcons(RefreshTest):
    def test_icons_where_the_panel_does_not_look(self):
        """In a folder that has the time of before, as it is unpacked, and in one below those of sizes and kinds."""
        (self.theme.parent.parent / "index.theme").write_text(
            panel.INDEX.replace("16x16/legacy\n\n", "16x16/a/deep/one\n\n[16x16/a/deep/one]\nSize=16\nType=Fixed\n"))
        deep = self.theme.parent / "a/deep/one"
        deep.mkdir(parents=True)
        self.add_application("n", "New", "new")
        folders = (self.theme, self.theme.parent, self.theme.parent.parent)
        for folder in folders:
            os.utime(folder, (1000, 1000))
        self.start()
        window, (_, _, _, height) = self.panel.open_menu()
        for name in ("p", "q"):  # the first refresh reads all anew
            self.add_application(name, name)
            self.refresh()
            height = wait_until(lambda: self.height(window) > height and self.height(window), "the application " + name)
        pictures.write(self.theme / "old.png", OLD)
        for folder in folders:
            os.utime(folder, (1000, 1000))
        self.refresh()
        wait_until(lambda: self.has(window, OLD), "the icon in the folder of before")
        pictures.write(deep / "new.png", NEW)
        self.refresh()
        wait_until(lambda: self.has(window, NEW), "the icon deep down")

    def test_icon_that_comes_late(self):
        self.start()
        window, _ = self.panel.open_menu()
        self.assertFalse(self.has(window, OLD))
        pictures.write(self.icons / "old.png", OLD)
        self.refresh()
        wait_until(lambda: self.has(window, OLD), "the icon")
        # In the theme it counts more.
        pictures.write(self.theme / "old.png", NEW)
        self.refresh()
        wait_until(lambda: self.has(window, NEW), "the icon of the theme")

    def test_icon_that_is_replaced(self):
        """In the folder, by its path, and in the theme, where GTK sees no change."""
        for file, name in ((self.icons / "old.xpm", "old"), (self.folder / "x/abs.png", str(self.folder / "x/abs.png")),
                           (self.theme / "themed.png", "themed")):
            with self.subTest(name=name):
                pictures.write(file, OLD)
                self.add_application("a", "Aaa", name)
                with panel.Panel(self.server, self.folder, LXPANEL_ICON_PATH=str(self.icons)) as self.panel, \
                        xmessage.Sender(self.server.display) as self.sender:
                    window, _ = self.panel.open_menu()
                    wait_until(lambda: self.has(window, OLD), "the old icon")
                    temporary = file.with_name("new" + file.suffix)
                    pictures.write(temporary, NEW)
                    temporary.rename(file)
                    self.refresh()
                    wait_until(lambda: self.has(window, NEW), "the new icon")
                    self.assertFalse(self.has(window, OLD))
                    self.panel.close_menu()

    def test_an_entry_without_an_icon(self):
        """It has lxpanel's stand-in, and keeps it, when the menu is open and something else changes."""
        pictures.write(self.theme / "application-x-executable.png", NEW)
        self.add_application("n", "None")
        self.start()
        window, (_, _, _, height) = self.panel.open_menu()
        rows = wait_until(lambda: self.count(window, NEW), "the stand-ins")
        for number in range(1, 4):
            self.add_application("n%d" % number, "None %d" % number)
            self.refresh()
            wait_until(lambda: self.height(window) > height, "one more item")
            wait_until(lambda: self.count(window, NEW) == rows // 2 * (2 + number), "%d stand-ins" % (2 + number))
            height = self.height(window)

    def test_icons_of_submenus(self):
        self.add_application("g", "Game", "game", categories="Game;")
        pictures.write(self.icons / "game.png", OLD)
        self.start()
        submenu, _ = self.open_submenu(*self.panel.open_menu())
        wait_until(lambda: self.has(submenu, OLD), "the old icon")
        self.panel.close_menu()
        pictures.write(self.icons / "game.png", NEW)
        self.refresh()
        time.sleep(0.2)
        submenu, _ = self.open_submenu(*self.panel.open_menu())
        wait_until(lambda: self.has(submenu, NEW), "the new icon")
        self.assertFalse(self.has(submenu, OLD))

    def test_buttons(self):
        """The menu's button and the launchbar's, by name and by path."""
        colours = {"button": (0x31, 0x62, 0x93), "launcher": (0x93, 0x31, 0x62), "path": (0x62, 0x93, 0x31)}
        for name in ("button", "launcher"):
            pictures.write(self.icons / (name + ".gif"), colours[name])
        pictures.write(self.folder / "x/path.XPM", colours["path"])
        launchers = [self.add_application("l", "Ll", "launcher"),
                     self.add_application("p", "Pp", str(self.folder / "x/path"))]
        self.server.move_pointer(500, 500)  # a button below the pointer is lighter
        self.start(button="button.gif", launchers=launchers)
        dock = self.panel.dock()[0]
        for name, colour in colours.items():
            wait_until(lambda: self.has(dock, colour), "the icon of the " + name)
        for name, file in (("button", self.icons / "button.gif"), ("launcher", self.icons / "launcher.gif"),
                           ("path", self.folder / "x/path.XPM")):
            pictures.write(file, NEW, "png" if name == "path" else None)
            self.refresh()
            wait_until(lambda: not self.has(dock, colours[name]), "the old icon of the %s to go" % name)
            wait_until(lambda: self.has(dock, NEW), "the new one")

    def test_run_dialog(self):
        pictures.write(self.icons / "runs.jpg", pictures.JPEG_COLOUR)
        path = self.add_application("r", "Runs", "runs.jpg")
        path.write_text(path.read_text().replace("Exec=true", "Exec=sleep 1"))
        self.start()
        self.panel.open_dialog("run")

        def shown():
            self.server.hands("key", "ctrl+a", "BackSpace")
            self.server.hands("type", "sleep")
            near = [colour for colour in self.server.settled_screenshot().colours()
                    if all(abs(a - b) < 6 for a, b in zip(colour, pictures.JPEG_COLOUR))]
            return near

        wait_until(shown, "the icon in the dialog")


if __name__ == "__main__":
    panel.main()
