#!/usr/bin/env python3
"""A refresh: new menus in the panel that runs, in a menu that is open, too."""

import os
import pathlib
import subprocess
import time

import panel
import pictures
import processes
from panel import wait_until
from refreshing import NEW, OLD, RefreshTest

# Root, too, reads only what it may.
WITHOUT_PRIVILEGES = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []
SETTLES = 7  # seconds: the panel looks at the menu's file once more after some five


class Refresh(RefreshTest):
    def test_one_new_application_in_the_open_menu(self):
        self.start()
        window, (_, _, _, height) = self.panel.open_menu()
        self.add_application("b", "Bbb", "old")
        self.refresh()
        wait_until(lambda: self.height(window) > height, "the new item in the open menu")

    def test_a_change_before_many_others(self):
        """However many applications come behind the one that changes."""
        menus = self.folder / "etc/menus"
        menus.mkdir(parents=True)
        zoo = "<Menu><Name>Zoo</Name><Include><Category>System</Category></Include></Menu>"
        (menus / "test-applications.menu").write_text(
            panel.MENU.replace("<Not>", "<Not><Category>System</Category></Not><Not>")
            .replace("</Menu>\n</Menu>", "</Menu>%s</Menu>" % zoo))
        self.add_application("g", "Ggg", "old", "Game;")
        for number in range(60):
            self.add_application("z%02d" % number, "Zzz %d" % number, "old", "System;")
        self.start()
        window, at = self.panel.open_menu()
        submenu, (_, _, _, height) = self.open_submenu(window, at)
        self.add_application("h", "Hhh", "old", "Game;")
        self.refresh()
        wait_until(lambda: self.height(submenu) > height, "the new item in the open submenu")

    def test_steady_changes(self):
        """menu-cached would say nothing while they last."""
        self.start()
        window, (_, _, _, first) = self.panel.open_menu()
        heights = [first]
        for number in range(4):
            self.add_application("b%d" % number, "B%d" % number, "old")
            self.refresh()
            heights.append(wait_until(lambda: self.height(window) > heights[-1] and self.height(window),
                                      "item %d in the open menu" % number))
        self.assertEqual(len({b - a for a, b in zip(heights, heights[1:])}), 1, heights)

    def test_new_data_folder(self):
        self.start(XDG_DATA_DIRS="%s:%s" % (self.folder / "data", self.folder / "late"))
        window, (_, _, _, height) = self.panel.open_menu()
        (self.folder / "late/applications").mkdir(parents=True)
        self.add_application("late", "Late", folder=self.folder / "late/applications")
        self.refresh()
        wait_until(lambda: self.height(window) > height, "the new item in the open menu")

    def test_override(self):
        """A menu file of the user's own that comes later."""
        self.add_application("g", "Game", categories="Game;")
        self.start()
        window, (_, _, _, height) = self.panel.open_menu()
        own = self.panel.home / ".config/menus/test-applications.menu"
        own.parent.mkdir(parents=True)
        own.write_text("<Menu><Name>Applications</Name><DefaultAppDirs/><Include><Filename>g.desktop</Filename>"
                       "</Include></Menu>")
        self.refresh()
        wait_until(lambda: 0 < self.height(window) < height, "the menu of one item")

    def test_a_menu_with_another_name_starts_its_applications(self):
        """lxpanel starts them by their place in the menu, which nobody sees."""
        started = self.folder / "started"
        path = self.add_application("g", "Game", categories="Game;")
        path.write_text(path.read_text().replace("Exec=true", "Exec=touch %s" % started))
        self.start()
        window, at = self.panel.open_menu()
        submenu, (_, _, _, height) = self.open_submenu(window, at)
        self.panel.close_menu()
        own = self.panel.home / ".config/menus/test-applications.menu"
        own.parent.mkdir(parents=True)
        # The same title, by another name.
        titles = self.folder / "data/desktop-directories"
        titles.mkdir()
        (titles / "games.directory").write_text("[Desktop Entry]\nType=Directory\nName=Games\n")
        own.write_text(panel.MENU.replace("<Name>Games</Name>", "<Name>Fun</Name><Directory>games.directory</Directory>"))
        self.add_application("h", "Huge game", categories="Game;")
        self.refresh()

        def opened():
            found, place = self.open_submenu(*self.panel.open_menu())
            if place[3] > height:
                return place
            self.panel.close_menu()
            return None

        x, y, width, _ = wait_until(opened, "the new item in the submenu")
        self.server.click(x + width // 2, y + 12)
        wait_until(started.exists, "the application")

    def test_open_submenu_stays(self):
        self.add_application("g", "Game", categories="Game;")
        self.start()
        window, at = self.panel.open_menu()
        submenu, (_, _, _, height) = self.open_submenu(window, at)
        self.add_application("h", "Hgame", categories="Game;")
        self.refresh()
        wait_until(lambda: self.height(submenu) > height, "the new item in the open submenu")
        self.add_application("b", "Bbb")
        self.refresh()
        wait_until(lambda: self.height(window) > at[3], "the new item in the menu above it")
        self.assertGreater(self.height(submenu), height, "the submenu has been closed")

    def test_empty_and_filled_again(self):
        self.start()
        path = self.folder / "data/applications/a.desktop"
        _, (_, _, _, full) = self.panel.open_menu()
        self.panel.close_menu()

        def height():
            _, (_, _, _, now) = self.panel.open_menu()
            self.panel.close_menu()
            return now

        path.unlink()
        self.refresh()
        wait_until(lambda: height() < full, "the menu to be empty")
        self.add_application("a", "Aaa", "old")
        self.refresh()
        wait_until(lambda: height() == full, "the menu to be filled again")

    def test_written_over(self):
        """menu-cached may have begun before the change, and end after the refresh: the old menu does not stay."""
        self.start()
        cache = wait_until(lambda: list((self.panel.home / ".cache/menus").glob("?" * 32)), "menu-cache's menu")[0]
        old = cache.read_bytes()
        window, (_, _, _, height) = self.panel.open_menu()
        self.add_application("b", "Bbb", "old")
        self.refresh()
        wait_until(lambda: self.height(window) > height, "the new item in the open menu")
        new = cache.read_bytes()
        self.assertNotEqual(old, new)
        late = cache.with_suffix(".late")
        late.write_bytes(old)
        late.rename(cache)
        wait_until(lambda: cache.read_bytes() == new, "the new menu")
        wait_until(lambda: list(cache.parent.iterdir()) == [cache], "nothing else to be left there")

    def test_written_over_again_and_again(self):
        """Whoever writes the menu's file, too, has the last word: an idle desktop comes to rest."""
        self.start()
        cache = wait_until(self.panel.menu_files, "menu-cache's menu")[0]

        def write_over():
            ours = cache.with_suffix(".ours")
            ours.write_bytes(cache.read_bytes())
            inode = ours.stat().st_ino
            ours.rename(cache)
            return inode

        inode = write_over()
        self.refresh()
        for what in ("the refresh", "its repetition"):
            wait_until(lambda: cache.stat().st_ino != inode, what)
            inode = write_over()
        end = time.monotonic() + SETTLES
        while time.monotonic() < end:
            self.assertEqual(cache.stat().st_ino, inode, "it is written once more")
            time.sleep(0.1)

    def test_what_writers_have_left(self):
        """Files of a panel that was killed go; those of one that may be at work stay."""
        self.start()
        cache = wait_until(self.panel.menu_files, "menu-cache's menu")[0]
        left = [cache.with_name(cache.name + ending) for ending in (".new", ".newAbCdEf", ".new-123456", ".new-123456AbCdEf")]
        for file in left:
            file.write_text("half a menu")
            os.utime(file, (time.time() - 600,) * 2)
        young = cache.with_name(cache.name + ".new-654321")
        young.write_text("half a menu")
        self.refresh()
        wait_until(lambda: sorted(cache.parent.iterdir()) == [cache, young], "the old ones to go")
        self.assertEqual(young.read_text(), "half a menu")

    def watchers(self, folder):
        """The menu servers that watch a folder."""
        inode = b" ino:%x " % folder.stat().st_ino

        def watches(pid):
            return any(inode in processes.read(info) for info in pathlib.Path("/proc/%d/fdinfo" % pid).glob("*"))

        return [pid for pid in self.panel.menu_servers() if watches(pid)]

    def test_a_folder_that_cannot_be_watched(self):
        """menu-cached is ended for it once, and then for others only."""
        if subprocess.run([*WITHOUT_PRIVILEGES, "true"], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("privileges can't be given up here")
        closed, *late = (self.folder / name / "applications" for name in ("closed", "late1", "late2", "late3"))
        closed.mkdir(parents=True)
        closed.chmod(0o111)
        self.addCleanup(closed.chmod, 0o755)
        watched = self.folder / "data/applications"
        self.start(XDG_DATA_DIRS=":".join(str(each.parent) for each in (watched, closed, *late)),
                   through=WITHOUT_PRIVILEGES)
        first = wait_until(lambda: self.watchers(watched), "menu-cached")
        window, (_, _, _, height) = self.panel.open_menu()

        def add(folder):
            nonlocal height
            self.add_application("b%d" % height, "Bbb %d" % height, "old", folder=folder)
            self.refresh()
            wait_until(lambda: self.height(window) > height, "a new item in the open menu")
            height = self.height(window)

        self.refresh()
        second = wait_until(lambda: [pid for pid in self.watchers(watched) if pid not in first], "menu-cached, anew")
        for _ in range(3):
            add(watched)
            self.assertEqual(self.panel.menu_servers(), second)
        for new in late:
            new.mkdir(parents=True)
            self.refresh()
            third = wait_until(lambda: self.watchers(new), "the folder that came late to be watched")
            if third != second:
                break  # else menu-cached, which has a look every four seconds, was quicker
        self.assertNotEqual(third, second)
        for _ in range(2):
            add(new)
            self.assertEqual(self.panel.menu_servers(), third)

    def test_empty_at_the_start(self):
        """There is an application, but none to be shown: lxpanel by itself would forget where the menu belongs."""
        path = self.folder / "data/applications/a.desktop"
        path.write_text(path.read_text() + "OnlyShowIn=KDE;\n")
        self.start()
        wait_until(lambda: list((self.panel.home / ".cache/menus").glob("*")), "menu-cache's menu")
        time.sleep(0.5)  # so that the panel has seen how empty it is
        self.add_application("a", "Aaa", "old")
        pictures.write(self.icons / "old.png", OLD)
        self.refresh()

        def shown():
            self.server.click(*panel.BUTTON)
            menus = [window for window, _ in self.server.visible_windows() if window not in self.panel.dock()]
            return any(self.has(window, OLD) for window in menus)

        wait_until(shown, "the first item ever")

    def test_nothing_flickers(self):
        """Neither the panel nor an open menu changes by a pixel while all is loaded again."""
        for name in ("old", "button"):
            pictures.write(self.icons / (name + ".png"), OLD)
        self.start(button="button.png", launchers=[self.add_application("l", "Ll", "button")])
        window, _ = self.panel.open_menu()
        wait_until(lambda: self.has(window, OLD), "the icons")
        self.server.move_pointer(900, 700)
        before = self.server.settled_screenshot()
        different = 0
        for number in range(5):
            pictures.write(self.theme / ("another%d.png" % number), NEW)  # the theme is read again, too
            self.refresh()
            end = time.monotonic() + 0.3
            while time.monotonic() < end:
                different += self.server.screenshot().rgb != before.rgb
        self.assertEqual(different, 0)

    def test_many(self):
        self.start()
        window, (_, _, _, height) = self.panel.open_menu()
        for number in range(500):
            self.add_application("many%d" % number, "Many %d" % number)
        self.refresh()
        wait_until(lambda: self.height(window) > 10 * height, "many items in the open menu")

    def test_two_panels(self):
        """Each has a menu of its own, of the same applications."""
        other = self.folder / "home/.config/lxpanel/test/panels/other"
        other.parent.mkdir(parents=True)
        other.write_text((panel.PANEL % ("start-here", "")).replace("edge=top", "edge=bottom"))
        self.start()
        low = (panel.BUTTON[0], self.server.size[1] - panel.BUTTON[1])
        for number, at in enumerate((panel.BUTTON, low, panel.BUTTON, low)):
            before = len(self.server.visible_windows())
            window, (_, _, _, height) = self.server.click_until_opened(*at, button=1, what="a menu")[0]
            self.add_application("more%d" % number, "More %d" % number)
            self.refresh()
            wait_until(lambda: self.height(window) > height, "the new item in menu %d" % number)
            self.server.press("Escape")
            wait_until(lambda: len(self.server.visible_windows()) == before, "the menu to close")

    def first_mapping(self):
        """Where the program lies in memory: another place at each start."""
        return pathlib.Path("/proc/%d/maps" % self.panel.pid).read_text().partition("-")[0]

    def test_environment(self):
        """Programs that the panel starts do not load the module; the panel does when it starts itself again."""
        said = self.folder / "said"
        (self.folder / "data/applications/a.desktop").write_text(
            "[Desktop Entry]\nType=Application\nName=Aaa\nExec=sh -c \"env > %s.part; mv %s.part %s\"\n" % (
                said, said, said))
        self.start()
        for _ in range(2):
            _, (x, y, width, height) = self.panel.open_menu()
            self.server.click(x + width // 2, y + height // 2)
            wait_until(said.exists, "the program to run")
            self.assertNotIn("GTK_MODULES", said.read_text())
            self.assertNotIn("LXPANEL_ICONS", said.read_text())
            said.unlink()
            before = self.first_mapping()
            subprocess.run(["lxpanelctl", "restart"], env=self.panel.environment, check=True)
            wait_until(lambda: self.first_mapping() != before, "the panel to be started again")
            wait_until(lambda: self.sender.owner("_LXPANEL_REFRESH_S0"), "the module, loaded again")
            wait_until(self.panel.dock, "the panel")

    def test_the_panels_own_message(self):
        """An icon that comes late is what nobody else tells the panel of."""
        self.start()
        window, _ = self.panel.open_menu()
        pictures.write(self.icons / "old.png", OLD)
        self.assertFalse(self.has(window, OLD))
        self.sender.send("_LXPANEL_CMD", None, b"R")
        wait_until(lambda: self.has(window, OLD), "the icon in the open menu")

    def test_a_patched_panel_refreshes_itself(self):
        """At its own message it does so already, and at the module's it is asked to: the menu is never read twice."""
        calls = self.folder / "calls"
        self.start(LD_PRELOAD=panel.PATCHED, KIT_PATCHED_REFRESHES=str(calls))
        self.panel.open_menu()  # so that it surely listens
        cache = wait_until(self.panel.menu_files, "menu-cache's menu")[0]
        inode = cache.stat().st_ino
        self.sender.send("_LXPANEL_CMD", None, b"R")
        time.sleep(0.5)  # for what must not come
        self.assertFalse(calls.exists(), "it is asked to do what it does")
        self.refresh()
        wait_until(calls.exists, "the panel to be asked")
        time.sleep(0.5)
        self.assertEqual(calls.read_text(), "refreshed\n")
        self.assertEqual(cache.stat().st_ino, inode, "the menu was read by the module")


if __name__ == "__main__":
    panel.main()
