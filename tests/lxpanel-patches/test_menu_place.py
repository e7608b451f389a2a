#!/usr/bin/env python3
"""Where the menu of a panel at the bottom opens after it has changed: it ends where the panel begins, at once."""

import panel
import pictures
import xmessage
from panel import PanelTest, wait_until

HEIGHT = 26  # of a panel
RC = 'lxpanel-menu-icon-size = %d\nstyle "text" { font_name = "Sans %d" }\nclass "GtkWidget" style "text"\n'
SMALL_ICONS, LARGE_ICONS = 16, 48
SMALL_TEXT, LARGE_TEXT = 8, 24


class MenuPlace(PanelTest):
    """Two panels with the same menu: where the one that is open has changed, the other has changed, too."""

    def setUp(self):
        super().setUp()
        self.rc = self.folder / "gtkrc"
        self.rc.write_text(RC % (SMALL_ICONS, SMALL_TEXT))
        self.icon = self.folder / "icon.svg"
        pictures.write(self.icon, (0, 160, 90))
        low = self.folder / "home/.config/lxpanel/test/panels/low"
        low.parent.mkdir(parents=True)
        low.write_text((panel.PANEL % ("start-here", "")).replace("edge=top", "edge=bottom"))
        width, height = self.server.size
        self.low = (0, height - HEIGHT, width, HEIGHT)
        self.add("one")

    def add(self, name, categories="Utility;"):
        return self.add_application(name, name.title(), str(self.icon), categories)

    def start(self):
        self.panel = super().start(GTK2_RC_FILES=str(self.rc))
        wait_until(lambda: self.low in self.places(), "the panel at the bottom")
        self.sender = self.enterContext(xmessage.Sender(self.server.display))
        self.owner = wait_until(lambda: self.sender.owner("_LXPANEL_REFRESH_S0"), "the module's window")

    def refresh(self):
        self.sender.send("_LXPANEL_REFRESH", self.owner)

    def places(self):
        return [place for _, place in self.server.visible_windows()]

    def height(self, window):
        return dict(self.server.visible_windows())[window][3]

    def open(self, low=True):
        """The window of a menu."""
        at = (panel.BUTTON[0], self.low[1] + HEIGHT // 2) if low else panel.BUTTON
        window = self.server.click_until_opened(*at, button=1, what="a menu")[0][0]
        self.server.settled_screenshot()
        return window

    def close(self):
        self.server.escape_until_closed([self.low, self.panel.dock()], "the menu")

    def assert_in_place(self, window):
        """Gives its height."""
        _, y, _, height = dict(self.server.visible_windows())[window]
        self.assertEqual(y + height, self.low[1])
        return height

    def opened_height(self):
        height = self.assert_in_place(self.open())
        self.close()
        return height

    def change(self, what):
        """What changes the menus is done and seen in the upper one, while the lower one is closed."""
        window = self.open(low=False)
        before = self.height(window)
        what()
        self.refresh()
        wait_until(lambda: self.height(window) != before, "the upper menu to change")
        self.close()

    def test_rows_that_come_and_go(self):
        self.start()
        first = self.opened_height()
        self.change(lambda: self.add("game", "Game;"))
        more = self.opened_height()
        self.assertGreater(more, first)
        self.assertEqual(self.opened_height(), more)
        self.change((self.folder / "data/applications/game.desktop").unlink)
        self.assertEqual(self.opened_height(), first)

    def test_while_it_is_open(self):
        self.start()
        window = self.open()
        first = self.assert_in_place(window)
        game = self.add("game", "Game;")
        self.refresh()
        wait_until(lambda: self.height(window) > first, "the open menu to grow")
        self.server.settled_screenshot()
        self.assert_in_place(window)
        game.unlink()
        self.refresh()
        wait_until(lambda: self.height(window) == first, "the open menu to shrink")
        self.server.settled_screenshot()
        self.assert_in_place(window)
        self.close()

    def test_icons_higher_than_the_text(self):
        """Two changes while the menu is closed: at the second, the icons that came with the first are forgotten."""
        self.rc.write_text(RC % (LARGE_ICONS, SMALL_TEXT))
        self.start()
        first = self.opened_height()
        self.change(lambda: self.add("two"))
        self.change(lambda: self.add("three"))
        self.assertGreater(self.opened_height(), first + 2 * LARGE_ICONS)

    def test_another_font(self):
        self.start()
        first = self.opened_height()
        self.rc.write_text(RC % (SMALL_ICONS, LARGE_TEXT))
        self.change(lambda: self.sender.send("_GTK_READ_RCFILES", int(self.panel.dock()[0], 0)))
        self.assertGreater(self.opened_height(), first)


if __name__ == "__main__":
    panel.main()
