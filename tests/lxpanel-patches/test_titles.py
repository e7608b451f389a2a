#!/usr/bin/env python3
"""Titles in the panel's menu, as they are written."""

import panel
from panel import PanelTest


class Titles(PanelTest):
    def width_of(self, title, **options):
        self.add_application("one", title)
        return self.menu_size(**options)[0]

    def test_underscores(self):
        """An underscore is a letter as any other."""
        long, short = "a_title_that_is_not_short_at_all", "atitlethatisnotshortatall"
        self.assertGreater(self.width_of(long), self.width_of(short))
        # Else the part is of no use any more.
        self.assertEqual(self.width_of(long, module=False), self.width_of(short, module=False))

    def test_a_menu_without_a_title(self):
        """Its name is shown: with it the menu is as wide as with a title of the same letters."""
        def width(directory, **options):
            menu = panel.MENU.replace("<Name>Games</Name>", "<Name>An older kind of games</Name>" + directory)
            (self.folder / "etc/menus/test-applications.menu").write_text(menu)
            return self.menu_size(**options)[0]

        self.add_application("one", "One", categories="Game;")
        (self.folder / "etc/menus").mkdir()
        (self.folder / "data/desktop-directories").mkdir()
        (self.folder / "data/desktop-directories/games.directory").write_text(
            "[Desktop Entry]\nType=Directory\nName=An older kind of games\n")
        titled = width("<Directory>games.directory</Directory>")
        self.assertEqual(width(""), titled)
        self.assertLess(width("", module=False), titled)


if __name__ == "__main__":
    panel.main()
