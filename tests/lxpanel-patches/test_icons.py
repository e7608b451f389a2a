#!/usr/bin/env python3
"""A sheet of icons: one entry for each way to name one, and a stock lxpanel must show each as the picture that it is."""

import os
import pathlib
import sys

import panel
from panel import PanelTest, wait_until

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import pictures  # noqa: E402

FALLBACK = (0x10, 0x20, 0x30)  # lxpanel's "no icon"
FOLDER = (0xF0, 0xF0, 0x10)
TOLERANCE = 6  # a JPEG's colours are not exact
FIRST, SECOND = "first", "second"  # the folders of LXPANEL_ICON_PATH


def colours():
    """Colours far from each other and from the menu's own."""
    for red in (0x20, 0x80, 0xE0):
        for green in (0x40, 0xA0, 0xFF):
            for blue in (0x00, 0x90):
                yield (red, green, blue)
    for grey in (0x18, 0x48, 0x78):
        yield (0xFF, grey, 0xFF - grey)
        yield (grey, 0xFF - grey, 0xFF)


# What lies where, and how it is named. {} is the test's folder.
SHEET = [
    # (title, file, Icon=)
    ("png by name", FIRST + "/a-png.png", "a-png"),
    ("png by file name", FIRST + "/b.png", "b.png"),
    ("png in capitals", FIRST + "/c.png", "c.PNG"),
    ("svg by name", FIRST + "/d.svg", "d"),
    ("svg by file name", FIRST + "/e.svg", "e.svg"),
    ("svg asked for as png", FIRST + "/f.svg", "f.png"),
    ("xpm by name", SECOND + "/g.xpm", "g"),
    ("xpm by file name", SECOND + "/h.xpm", "h.xpm"),
    ("XPM by name", SECOND + "/i.XPM", "i"),
    ("XPM by file name", SECOND + "/j.XPM", "j.XPM"),
    ("XPM in small letters", SECOND + "/k.XPM", "k.xpm"),
    ("gif by name", FIRST + "/l.gif", "l"),
    ("gif by file name", FIRST + "/m.gif", "m.gif"),
    ("gif in capitals", SECOND + "/n.gif", "n.GIF"),
    ("jpg by name", FIRST + "/o.jpg", "o"),
    ("jpg by file name", SECOND + "/p.jpg", "p.jpg"),
    ("absolute", "elsewhere/q.png", "{}/elsewhere/q.png"),
    ("absolute without an ending", "elsewhere/r.xpm", "{}/elsewhere/r"),
    ("absolute with a wrong ending", "elsewhere/s.svg", "{}/elsewhere/s.png"),
    ("exact before a dash", SECOND + "/folder-mini.xpm", "folder-mini.xpm"),
    ("exact before a dash, by name", SECOND + "/folder-small.png", "folder-small"),
    ("shortened at a dash", FIRST + "/tool.png", "tool-special"),
]
# Nothing of these must change.
SAME = [("of the theme", "folder", FOLDER), ("of the theme, shortened", "folder-other", FOLDER),
        ("missing", "no-such-icon", FALLBACK), ("missing file", "{}/elsewhere/none.png", FALLBACK),
        ("no way out", "../elsewhere/q.png", FALLBACK)]


class Sheet(PanelTest):
    def setUp(self):
        super().setUp()
        theme = self.folder / "data/icons/hicolor"
        theme.mkdir(parents=True)
        (theme / "index.theme").write_text(panel.INDEX)
        pictures.write(theme / "16x16/apps/application-x-executable.png", FALLBACK)
        pictures.write(theme / "16x16/apps/folder.png", FOLDER)
        self.path = ":".join(str(self.folder / name) for name in (FIRST, SECOND))

    def lay_out(self):
        """The files and entries; gives the colour that each item must have, by its title."""
        expected = {}
        free = colours()
        for number, (title, file, icon) in enumerate(SHEET):
            colour = pictures.JPEG_COLOUR if file.endswith(".jpg") else next(free)
            pictures.write(self.folder / file, colour)
            self.add_application("sheet%d" % number, title, icon.format(self.folder))
            expected[title] = colour
        for number, (title, icon, colour) in enumerate(SAME):
            self.add_application("same%d" % number, title, icon.format(self.folder))
            expected[title] = colour
        return expected

    def shown(self, count):
        """The items of the open menu: for each the colour of the square at its left, None where there is none."""
        window, _ = self.panel.open_menu()
        try:
            self.server.move_pointer(900, 700)
            picture = self.server.settled_screenshot() and self.server.screenshot(window=window)
        finally:
            self.panel.close_menu()
        if os.environ.get("KIT_KEEP_PICTURES"):
            picture.save(os.path.join(os.environ["KIT_KEEP_PICTURES"], self.id() + ".png"))
        return [square(row) for row in panel.rows(picture, count)]

    def assert_sheet(self, expected, shown):
        wrong = []
        for title, colour in zip(sorted(expected), shown):
            if colour is None or any(abs(a - b) > TOLERANCE for a, b in zip(colour, expected[title])):
                wrong.append("%s: %s instead of %s" % (title, colour, expected[title]))
        self.assertEqual(wrong, [])

    def test_every_way_to_name_an_icon(self):
        expected = self.lay_out()
        self.panel = self.start(LXPANEL_ICON_PATH=self.path)
        self.assert_sheet(expected, self.shown(len(expected)))
        self.assertNotIn("lxpanel-icons", self.panel.says())

    def test_no_folder_but_the_themes(self):
        """An empty path turns the folders off; absolute names are found all the same."""
        expected = self.lay_out()
        for title, file, _ in SHEET:
            if not file.startswith("elsewhere"):
                expected[title] = FOLDER if "dash" in title and "exact" in title else FALLBACK
        self.panel = self.start(LXPANEL_ICON_PATH="")
        self.assert_sheet(expected, self.shown(len(expected)))


def square(row):
    """The colour that fills a square of an icon's size; None where there is none."""
    for (red, green, blue), count in sorted(row.colours().items(), key=lambda entry: -entry[1]):
        if count >= 0.9 * panel.ICON_SIZE ** 2 and count <= 1.1 * panel.ICON_SIZE ** 2:
            return (red, green, blue)
    return None


if __name__ == "__main__":
    panel.main()
