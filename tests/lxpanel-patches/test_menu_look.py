#!/usr/bin/env python3
"""The line around a menu and the size of its icons, as gtkrc files say it to the module."""

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

    def test_nothing_is_said(self):
        self.rc.write_text(RC.split("color[")[0].split("\n", 1)[1] + "}\nclass \"GtkMenu\" style \"edge\"\n")
        picture = self.menu(self.start(GTK2_RC_FILES=str(self.rc)))
        self.assertEqual(self.corners(picture), {BLACK})
        self.assertEqual(picture.colours()[ICON], panel.ICON_SIZE ** 2)


if __name__ == "__main__":
    panel.main()
