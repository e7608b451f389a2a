#!/usr/bin/env python3
"""New menus reach a pekwm that runs: also within the same second, by itself, and with menus open."""

import os
import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import scene  # noqa: E402
import xsession  # noqa: E402


class Reload(unittest.TestCase):
    def setUp(self):
        self.scene = self.enterContext(scene.Scene())
        self.probe = os.fsencode(self.scene.install_probe("bin/probe"))
        self.add("first")
        self.server = self.enterContext(xsession.XServer(self.scene.root))

    def start(self):
        self.pekwm = self.enterContext(self.scene.pekwm(self.server))

    def add(self, name):
        self.scene.add_application(name, name.encode(), [self.probe, name.encode()])

    def height(self):
        """That of the root menu, opened and closed: each entry makes it higher."""
        height = self.pekwm.open_root_menu()[3]
        self.pekwm.close_menus()
        return height

    def wait_until_higher(self, height):
        return xsession.wait_until(lambda: max(self.height(), height) - height, "the new entry to be in the menu")

    def chosen(self, position):
        return self.scene.choose(self.pekwm, position)[1][1:]

    def test_changes_within_one_second_are_all_seen(self):
        self.scene.write_menu()
        self.start()
        began = time.time()
        for number, name in enumerate(["second", "third", "two more"], 1):
            height = self.height()
            self.add("later-" + name.replace(" ", "-"))
            if name == "two more":
                self.add("later-still")
            self.scene.write_menu()
            self.pekwm.reload()
            self.wait_until_higher(height)
        self.assertLess(time.time() - began, 60)
        self.assertEqual([self.chosen(position)[0] for position in range(5)],
                         [b"first", b"later-second", b"later-still", b"later-third", b"later-two-more"])

    def test_the_watcher_brings_new_applications_by_itself(self):
        self.scene.write_menu()
        self.start()
        command = "kill -HUP %d" % self.pekwm.pid
        watcher = self.enterContext(xsession.Process(
            [scene.programs.program, *scene.PLAIN_MENU, "--watch", "--on-change", command],
            self.scene.root / "watcher.log", env=self.scene.environment()))
        height = self.height()
        self.add("second")
        row = self.wait_until_higher(height)
        self.assertEqual(self.chosen(1), [b"second"])
        height += row
        self.add("third")
        self.add("fourth")
        xsession.wait_until(lambda: self.height() == height + 2 * row, "two more entries")
        (self.scene.applications / "first.desktop").unlink()
        xsession.wait_until(lambda: self.height() == height + row, "the removed entry to leave")
        self.assertEqual(self.chosen(0), [b"fourth"])
        watcher.check_running()

    def test_a_reload_with_the_menu_open_does_no_harm(self):
        self.scene.write_menu()
        self.start()
        height = self.height()
        self.pekwm.open_root_menu()
        self.add("second")
        self.scene.write_menu()
        self.pekwm.reload()
        time.sleep(0.2)  # pekwm reads it, or not, while the menu is open: either is fine
        self.pekwm.close_menus()
        self.pekwm.reload()
        self.wait_until_higher(height)
        self.assertEqual(self.chosen(1), [b"second"])

    def test_a_menu_written_by_hand_is_kept(self):
        mine = 'RootMenu = "Mine" {\n\tEntry = "Mine" { Actions = "Exec true" }\n}\n'
        self.scene.menu.write_text(mine)
        done = self.scene.run(*scene.PLAIN_MENU)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"menu.orig", done.stderr)
        self.assertEqual((self.scene.menu.parent / "menu.orig").read_text(), mine)
        self.start()
        self.assertEqual(self.chosen(0), [b"first"])

    def test_a_menu_written_by_hand_is_kept_where_it_is_named(self):
        """That of somebody's home in an image, for example."""
        menu = self.scene.root / "image/root/.pekwm/menu"
        menu.parent.mkdir(parents=True)
        menu.write_text("mine")
        done = self.scene.run(*scene.PLAIN_MENU, "-o", menu)
        self.assertEqual(done.returncode, 0)
        self.assertEqual((menu.parent / "menu.orig").read_text(), "mine")
        self.assertIn("RootMenu", menu.read_text())


if __name__ == "__main__":
    scene.main()
