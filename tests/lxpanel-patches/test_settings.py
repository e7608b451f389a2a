#!/usr/bin/env python3
"""libfm's settings, which the panel saves for all programs, and of which the module changes one for the panel alone."""

import panel
from panel import PanelTest, wait_until


class Settings(PanelTest):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "home/.config/libfm/libfm.conf"

    def lines(self):
        return self.file.read_text().splitlines() if self.file.exists() else []

    def save(self, terminal):
        """Names a terminal in the panel's dialog, on its last page."""
        self.start().open_dialog("config")
        self.server.press("ctrl+Next", "ctrl+Next", "ctrl+Next", "Tab", "Tab")
        self.server.hands("type", terminal)

        def saved():
            self.server.press("Tab")
            return "terminal=" + terminal in self.lines()

        wait_until(saved, "the terminal in libfm's file")

    def test_the_answer_stays_in_the_panel(self):
        self.save("myterm")
        wait_until(lambda: "quick_exec=0" in self.lines(), "the answer that other programs have")

    def test_the_users_own_answer(self):
        """It stays, and so does a link."""
        real = self.folder / "real.conf"
        real.write_text("[config]\nquick_exec=1\n")
        self.file.parent.mkdir(parents=True)
        self.file.symlink_to(real)
        self.save("otherterm")
        self.assertIn("quick_exec=1", self.lines())
        self.assertTrue(self.file.is_symlink())


if __name__ == "__main__":
    panel.main()
