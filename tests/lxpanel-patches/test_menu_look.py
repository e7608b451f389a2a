#!/usr/bin/env python3
"""The lines of a menu, its arrows, the size of its icons and the room around them, as gtkrc files say it to the module."""

import os

import panel
import pictures
import xmessage
from panel import PanelTest, wait_until

RC = """lxpanel-menu-icon-size = %d
style "edge" {
\txthickness = 2
\tythickness = 2
\tcolor["lxpanel-menu-edge"] = "#%02x%02x%02x"
}
class "GtkMenu" style "edge"
"""
# Ground, separator, arrow and text each in a colour of its own; no inner padding, so that all lies where it is looked for.
LINES = """%sstyle "menu" {
	xthickness = 2
	ythickness = 2
	bg[NORMAL] = "#f0f0f0"
	color["lxpanel-menu-edge"] = "#101010"
	color["lxpanel-menu-ground"] = "#f0f0f0"
}
style "item" { fg[NORMAL] = "#0000ff" }
style "text" { fg[NORMAL] = "#ff0000" }
style "separator" {
	ythickness = 6
	GtkWidget::wide-separators = 0
	color["lxpanel-menu-separator"] = "#00ff00"
}
class "GtkMenu" style "menu"
widget_class "*<GtkMenuItem>*" style "item"
widget_class "*<GtkMenuItem>*<GtkLabel>" style "text"
widget_class "*<GtkSeparatorMenuItem>*" style "separator"
"""
WITH_SEPARATOR = panel.MENU.replace(
    "  <Include>", "  <Layout><Merge type=\"menus\"/><Separator/><Merge type=\"files\"/></Layout>\n  <Include>", 1)
GROUND, SEPARATOR, ARROW = (240, 240, 240), (0, 255, 0), (0, 0, 255)
ICON = (0, 160, 90)
BLACK = (0, 0, 0)


class MenuLook(PanelTest):
    def setUp(self):
        super().setUp()
        self.rc = self.folder / "gtkrc"
        icon = self.folder / "icon.svg"
        pictures.write(icon, ICON)
        self.add_application("one", "One", str(icon))

    def menu(self, shown):
        """The picture of the open menu, whose icons come when it is there already."""
        window, _ = shown.open_menu()
        picture = self.server.settled_screenshot()
        picture = picture.crop(*dict(self.server.visible_windows())[window])
        shown.close_menu()
        return picture

    def corners(self, picture):
        right, bottom = picture.width - 1, picture.height - 1
        return {picture.pixel(x, y) for x in (0, right // 2, right) for y in (0, bottom)}

    def test_edge_and_icons(self):
        edge = (200, 30, 40)
        self.rc.write_text(RC % (32, *edge))
        shown = self.start(GTK2_RC_FILES=str(self.rc))
        picture = self.menu(shown)
        self.assertEqual(self.corners(picture), {edge})
        self.assertEqual(picture.colours()[ICON], 32 * 32)
        # Files that have changed count when GTK reads them again.
        edge = (20, 30, 240)
        self.rc.write_text(RC % (32, *edge))
        with xmessage.Sender(self.server.display) as sender:
            sender.send("_GTK_READ_RCFILES", int(shown.dock()[0], 0))
            wait_until(lambda: self.corners(self.menu(shown)) == {edge}, "the other colour")
        self.assertIsNone(shown.popen.poll())

    def test_room_that_changes(self):
        """Around the picture of the menu's button, as the file is read again."""
        button = self.folder / "button.png"
        pictures.write(button, ICON)

        def end():
            """Where the picture ends."""
            picture = self.server.screenshot()
            return max((x for x in range(200) if picture.pixel(x, 13) == ICON), default=None)

        def say(gap, seconds):
            """In seconds: that is how exactly GTK knows when a file has changed."""
            self.rc.write_text("lxpanel-button-gap = %d\n" % gap)
            os.utime(self.rc, (seconds, seconds))

        self.server.move_pointer(500, 500)  # on the button it would be brighter
        say(4, 1)
        with panel.Panel(self.server, self.folder, button=str(button), GTK2_RC_FILES=str(self.rc)) as shown, \
                xmessage.Sender(self.server.display) as sender:
            first = wait_until(end, "the picture of the button")
            for seconds, gap in ((2, 30), (3, 10), (4, 0)):
                say(gap, seconds)
                sender.send("_GTK_READ_RCFILES", int(shown.dock()[0], 0))
                wait_until(lambda: end() == first - 4 + gap, "the room of %d" % gap)

    def test_nothing_is_said(self):
        self.rc.write_text(RC.split("color[")[0].split("\n", 1)[1] + "}\nclass \"GtkMenu\" style \"edge\"\n")
        picture = self.menu(self.start(GTK2_RC_FILES=str(self.rc)))
        self.assertEqual(self.corners(picture), {BLACK})
        self.assertEqual(picture.colours()[ICON], panel.ICON_SIZE ** 2)

    def lines(self, first_line):
        """The open menu of a submenu, a separator and an entry."""
        self.add_application("two", "Two", str(self.folder / "icon.svg"), "Game;")
        menus = self.folder / "etc/menus"
        menus.mkdir(parents=True, exist_ok=True)
        (menus / "test-applications.menu").write_text(WITH_SEPARATOR)
        self.rc.write_text(LINES % first_line)
        return self.menu(self.start(GTK2_RC_FILES=str(self.rc)))

    def places(self, picture, like):
        return [(x, y) for y in range(picture.height) for x in range(picture.width) if like(picture.pixel(x, y))]

    @staticmethod
    def middle(rows):
        rows = sorted(rows)
        return rows[len(rows) // 2]

    def test_lines_and_arrows(self):
        picture = self.lines("lxpanel-menu-arrow = 16\n")
        # Within the edge there is the ground at once.
        self.assertEqual({picture.pixel(x, y) for x in (1, picture.width - 2) for y in range(1, picture.height - 1)}, {GROUND})
        # A separator is one line: so many rows, all as long.
        green = self.places(picture, lambda colour: colour == SEPARATOR)
        rows = {y for _, y in green}
        columns = {x for x, _ in green}
        self.assertEqual(len(rows), 3)
        self.assertEqual(len(green), len(rows) * len(columns))
        self.assertGreater(len(columns), picture.width // 2)
        self.assertFalse(self.places(picture, lambda colour: colour[1] == 255 and colour[0] not in (0, 255)))
        # An arrow is an angle: on the row of its point there is nothing before that.
        blue = self.places(picture, lambda colour: colour[2] - colour[0] > 100)
        left, right = min(x for x, _ in blue), max(x for x, _ in blue)
        point = self.middle(y for x, y in blue if x == right)
        self.assertEqual(picture.pixel(left, point), GROUND)
        self.assertGreater(right - left, 9)
        self.assertEqual({2 * point - y for _, y in blue}, {y for _, y in blue})

    def test_arrows_and_lines_of_gtk(self):
        picture = self.lines("")
        blue = self.places(picture, lambda colour: colour == ARROW)
        left, right = min(x for x, _ in blue), max(x for x, _ in blue)
        point = self.middle(y for x, y in blue if x == right)
        self.assertEqual(picture.pixel(left, point), ARROW)

    def test_what_cannot_be_chosen(self):
        """The panel's own menu: it is the only panel, and so cannot be removed. GTK would put white under those words."""
        self.rc.write_text('gtk-menu-images = 0\nstyle "dark" {\n\tbg[NORMAL] = "#202020"\n\tfg[NORMAL] = "#c00000"\n'
                           '\tfg[INSENSITIVE] = "#00c000"\n\tcolor["lxpanel-menu-edge"] = "#202020"\n'
                           '\tcolor["lxpanel-menu-ground"] = "#202020"\n}\nclass "GtkMenu" style "dark"\n'
                           'widget_class "*<GtkMenuItem>*" style "dark"\n')
        self.start(GTK2_RC_FILES=str(self.rc))
        window, at = self.server.click_until_opened(600, 13, button=3, what="the panel's own menu")[0]
        picture = self.server.settled_screenshot().crop(*dict(self.server.visible_windows()).get(window, at))
        self.assertTrue(self.places(picture, lambda colour: colour[1] > 100 and colour[0] < 60))
        self.assertEqual(self.places(picture, lambda colour: min(colour) > 100), [])
        self.server.press("Escape")


if __name__ == "__main__":
    panel.main()
