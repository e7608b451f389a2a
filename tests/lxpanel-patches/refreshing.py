"""A panel that is refreshed while it runs, and what its menus show then."""

import panel
import xmessage
from panel import PanelTest, wait_until

OLD, NEW = (0xE0, 0x10, 0x10), (0x10, 0x10, 0xE0)


class RefreshTest(PanelTest):
    def setUp(self):
        super().setUp()
        self.icons = self.folder / "icons"
        self.icons.mkdir()
        theme = self.folder / "data/icons/hicolor"
        theme.mkdir(parents=True)
        (theme / "index.theme").write_text(panel.INDEX)
        self.theme = theme / "16x16/apps"
        self.theme.mkdir(parents=True)
        self.add_application("a", "Aaa", "old")

    def start(self, **options):
        options.setdefault("LXPANEL_ICON_PATH", str(self.icons))
        self.panel = super().start(**options)
        self.sender = self.enterContext(xmessage.Sender(self.server.display))
        return self.panel

    def refresh(self):
        owner = wait_until(lambda: self.sender.owner("_LXPANEL_REFRESH_S0"), "the module's window")
        self.sender.send("_LXPANEL_REFRESH", owner)

    def height(self, window):
        for found, (_, _, _, height) in self.server.visible_windows():
            if found == window:
                return height
        return 0

    def has(self, window, colour):
        return colour in self.server.screenshot(window=window).colours()

    def count(self, window, colour):
        """How many points have it."""
        return self.server.screenshot(window=window).colours().get(colour, 0)

    def open_submenu(self, window, at):
        """Opens the submenu of the first item of an open menu: the one of games."""
        x, y, width, _ = at
        before = {found for found, _ in self.server.visible_windows()}
        self.server.move_pointer(x + width // 2, y + 12)
        return wait_until(lambda: [w for w in self.server.visible_windows() if w[0] not in before], "the submenu")[0]
