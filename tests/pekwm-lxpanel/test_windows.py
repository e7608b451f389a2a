#!/usr/bin/env python3
"""Where windows are: above and below each other, beside each other, and what a click does among them."""

import re
import shutil
import subprocess

import harness
from application import Application
from harness import SessionTest, wait_until

FREE_SPOT = (900, 60)


class Windows(SessionTest):
    own_server = True

    def setUp(self):
        super().setUp()
        self.server = self.start_server()

    def run_session(self, **options):
        session = self.start(**options)
        session.wait_for("RUNNING")
        self.assert_dock()
        return session

    def application(self):
        return self.enterContext(Application(self.server.display))

    def open(self, application, title, *size, **options):
        """A window that has its place and the focus."""
        window = application.open(title, *size, **options)
        self.wait_for_focus(window)
        return window

    def wait_for_focus(self, window):
        wait_until(lambda: self.server.ask("xdotool", "getwindowfocus").strip() == str(window), "the focus")

    def order(self, application, *windows):
        """The windows' frames, the lowest first, as indices of those that were asked for."""
        frames = [application.frame(window) for window in windows]
        return [frames.index(found) for found, _ in self.server.visible_windows() if found in frames]

    def place(self, application, window):
        return dict(self.server.visible_windows())[application.frame(window)]

    def click_in(self, application, window):
        """In its lower left corner, which no other window of these tests covers."""
        x, y, _, height = self.place(application, window)
        self.server.click(x + 15, y + height - 15)

    def drag(self, start, there):
        """Pulls what is there downwards until that is so."""
        self.server.hands("mousemove", *start, "mousedown", 1)

        def pulled():
            self.server.hands("mousemove_relative", 0, 10)
            return there()
        wait_until(pulled, "what is dragged to follow")
        self.server.hands("mouseup", 1)

    def wait_for_order(self, application, windows, order, what):
        wait_until(lambda: self.order(application, *windows) == order, what)


class Stacking(Windows):
    def test_the_panel_stays_above_windows(self):
        session = self.run_session()
        program = self.application()
        dock = int(wait_until(self.docks, "the panel")[0], 16)
        window = self.open(program, "low", 300, 200, at=(100, 600))
        self.assertEqual(self.order(program, window, dock), [0, 1])
        self.server.hands("key", "alt+F11")
        self.wait_for_order(program, (window, dock), [1, 0], "a full screen that covers the panel")
        self.server.hands("key", "alt+F11")
        self.wait_for_order(program, (window, dock), [0, 1], "the panel above it again")
        # Raised, and dragged down to where only its title is left.
        x, y, width, _ = self.place(program, window)
        self.drag((x + width // 2, y + 12), lambda: self.place(program, window)[1] > y + 50)
        self.assertEqual(self.order(program, window, dock), [0, 1])
        self.assert_terminates(session)

    def with_system(self, change):
        """Runs a session with a folder of the system's that is another in the end: a copy, changed."""
        if subprocess.run(["unshare", "-m", "true"], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("mount namespaces are forbidden here")
        folder = self.folder / "pekwm"
        shutil.copytree("/etc/pekwm", folder)
        change(folder)
        return ["unshare", "-m", "sh", "-c", 'mount --bind "$0" /etc/pekwm && exec "$@"', str(folder)]

    def assert_panel_is_above(self, program):
        dock = int(wait_until(self.docks, "the panel")[0], 16)
        self.assertEqual(self.order(program, self.open(program, "low", 300, 200, at=(100, 600)), dock), [0, 1])

    def test_what_else_the_system_says_of_types_counts(self):
        def change(folder):
            types = folder / "autoproperties_typerules"
            types.write_text(types.read_text() + 'Property = "UTILITY" { Titlebar = "False"; Border = "False" }\n')

        session = self.run_session(prefix=self.with_system(change))
        program = self.application()
        self.assert_panel_is_above(program)
        tool = self.open(program, "tool", 200, 100, at=(10, 10), kind="UTILITY")
        self.assertEqual(self.place(program, tool)[2:], (200, 100))
        self.assert_terminates(session)

    def test_a_system_that_says_nothing_of_types(self):
        session = self.run_session(prefix=self.with_system(lambda folder: (folder / "autoproperties").unlink()))
        self.assert_panel_is_above(self.application())
        self.assert_terminates(session)

    def test_what_the_user_says_of_types_counts(self):
        own = self.home / ".pekwm/autoproperties"
        own.parent.mkdir()
        own.write_text('TypeRules { Property = "UTILITY" { Titlebar = "False"; Border = "False" } }\n')
        session = self.run_session()
        program = self.application()
        tool = self.open(program, "tool", 200, 100, at=(10, 10), kind="UTILITY")
        self.assertEqual(self.place(program, tool)[2:], (200, 100))
        self.assert_terminates(session)

    def test_a_dialog_is_above_its_own_window_alone(self):
        session = self.run_session()
        one, other = self.application(), self.application()
        parent = self.open(one, "parent", 400, 300, at=(100, 100))
        dialog = self.open(one, "dialog", 200, 100, parent=parent, kind="DIALOG")
        x, y, width, height = self.place(one, dialog)
        px, py, parent_width, parent_height = self.place(one, parent)
        self.assertLess(abs(x + width // 2 - px - parent_width // 2), 20)
        self.assertLess(abs(y + height // 2 - py - parent_height // 2), 20)
        stranger = self.open(other, "other", 400, 300, at=(250, 200))
        self.assertEqual(self.order(one, dialog, stranger), [0, 1])
        self.click_in(one, parent)
        self.wait_for_order(one, (parent, dialog, stranger), [2, 0, 1], "the dialog with its window")
        self.assert_terminates(session)


class Placement(Windows):
    def test_windows_are_not_exactly_on_one_another(self):
        session = self.run_session()
        program = self.application()
        places = []
        # Where the pointer is after a click in the panel's menu, its launch bar, and the menu on the desktop.
        for number, pointer in enumerate(((120, 560), (90, 755), (600, 300), (150, 600), (250, 640), (400, 200))):
            self.server.move_pointer(*pointer)
            places.append(self.place(program, self.open(program, str(number), 640, 400)))
        self.assertEqual(len({place[:2] for place in places}), len(places), places)
        panel = self.server.ask("xwininfo", "-id", wait_until(self.docks, "the panel")[0])
        top = int(re.search(r"Absolute upper-left Y:\s+(\d+)", panel).group(1))
        for x, y, width, height in places:
            self.assertTrue(x >= 0 and y >= 0 and x + width <= 1024 and y + height <= top, (x, y, width, height))
        self.assert_terminates(session)


class Menus(Windows):
    def test_a_press_in_a_window_closes_menus(self):
        session = self.run_session()
        program = self.application()
        window = self.open(program, "window", 300, 200, at=(100, 300))
        x, y, width, height = self.place(program, window)
        title, inside = (x + width // 2, y + 12), (x + width // 2, y + height // 2)
        before = self.server.visible_windows()

        def opened():
            self.server.click_until_opened(*FREE_SPOT, button=3, what="the root menu")

        def closed():
            wait_until(lambda: self.server.visible_windows() == before, "the menu to close")

        for button in (1, 3):
            opened()
            self.server.click(*inside, button)
            closed()
            wait_until(lambda: program.presses() == [button], "the program to hear of it, too")
            self.wait_for_focus(window)
        opened()
        self.server.click(*title)
        closed()
        self.wait_for_focus(window)
        opened()
        self.drag(title, lambda: self.place(program, window)[1] > y + 20)
        wait_until(lambda: len(self.server.visible_windows()) == len(before), "the menu to close")
        # Another button's menu comes instead of it, and the border pulls, as ever.
        opened()
        menus = {found for found, _ in self.server.visible_windows()}
        x, y = self.place(program, window)[:2]
        self.server.click(x + width // 2, y + 12, 3)
        wait_until(lambda: {found for found, _ in self.server.visible_windows()} - menus, "the window's menu")
        wait_until(lambda: len(self.server.visible_windows()) == len(before) + 1, "the root menu to close")
        self.click_in(program, window)
        wait_until(lambda: len(self.server.visible_windows()) == len(before), "the window's menu to close")
        self.drag((x + width // 2, y + height - 1), lambda: self.place(program, window)[3] > height + 20)
        self.assert_terminates(session)

    def height_of_list(self):
        """Of the list of windows that the desktop's middle button opens."""
        before = self.server.visible_windows()
        height = self.server.click_until_opened(*FREE_SPOT, button=2, what="the list of windows")[0][1][3]
        self.server.escape_until_closed(before, "the list of windows")
        return height

    def test_the_list_of_windows_has_all_of_them(self):
        session = self.run_session()
        program = self.application()
        self.open(program, "1", 100, 50, at=(100, 100))
        one = self.height_of_list()
        self.open(program, "2", 100, 50, at=(110, 110))
        self.server.hands("key", "alt+F9")
        row = self.height_of_list() - one
        for number in range(3, 29):
            last = program.open(str(number), 100, 50, at=(100, 100))
        self.wait_for_focus(last)
        self.assertEqual(self.height_of_list(), one + 27 * row)
        self.assert_terminates(session)


if __name__ == "__main__":
    harness.main()
