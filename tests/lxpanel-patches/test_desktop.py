#!/usr/bin/env python3
"""Entries that say in which desktops they are shown, in one that menu-cache has never heard of."""

import panel
from panel import PanelTest, wait_until


class Desktop(PanelTest):
    def add(self, name, line):
        path = self.add_application(name, name)
        path.write_text(path.read_text() + line + "\n")

    def menu_height(self, **options):
        return self.menu_size(**options)[1]

    def test_hidden_in_others_only(self):
        self.add("Always", "")
        one = self.menu_height()
        self.add("Not in GNOME", "NotShowIn=GNOME;")
        self.add("Only in KDE", "OnlyShowIn=KDE;")
        self.add("Not in pekwm's cousin", "NotShowIn=PEKWM2;")
        three = self.menu_height()
        self.assertEqual(round(three / one), 3)
        # What names the desktop itself is believed as ever.
        self.add("Not here", "NotShowIn=pekwm;")
        self.assertEqual(self.menu_height(), three)
        self.add("Only here", "OnlyShowIn=pekwm;")
        self.assertGreater(self.menu_height(), three)

    def test_a_list_of_desktops(self):
        """As of a session that is like another one: the bits that menu-cache has are only those of the others."""
        self.add("Always", "")
        one = self.menu_height()
        self.add("Not in KDE", "NotShowIn=KDE;")
        two = self.menu_height()
        for name, line in (("Only here", "OnlyShowIn=pekwm;"), ("Here, too", "OnlyShowIn=KDE;pekwm;"),
                           ("Not here", "NotShowIn=pekwm;"), ("Not in GNOME", "NotShowIn=GNOME;"),
                           ("Only in KDE", "OnlyShowIn=KDE;"), ("Only there", "OnlyShowIn=GNOME;Other;")):
            self.add(name, line)
        for desktops in ("pekwm", "EasyOS:pekwm", "pekwm:GNOME", "GNOME:pekwm"):
            with self.subTest(desktops=desktops):
                self.assertEqual(self.menu_height(XDG_CURRENT_DESKTOP=desktops), two + 3 * (two - one))

    def test_the_stock_panel_hides_them(self):
        """Else the part is of no use any more."""
        self.add("Always", "")
        one = self.menu_height(module=False)
        self.add("Not in GNOME", "NotShowIn=GNOME;")
        self.assertEqual(self.menu_height(module=False), one)


if __name__ == "__main__":
    panel.main()
