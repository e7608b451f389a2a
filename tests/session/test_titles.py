#!/usr/bin/env python3
"""Titles that a grammar could choke on: each is one entry of the real pekwm's menu, and all after it are there, too."""

import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import scene  # noqa: E402
import xsession  # noqa: E402

# Sorted as they stand here, by the two letters in front of each.
TITLES = [
    b'quotes "all" over"', b"it's", b"back\\slash\\", b"\\", b'\\"', b"$HOME ${HOME} $_X $", b"_under_score", b"{ braces }",
    b"}", b"semi;colon;", b"# no comment", b"// nor this", b"/* nor */ this", b"100 % sure %f", b"INCLUDE = \"x\"",
    b"COMMAND = \"false\"", b'Entry = "x" { Actions = "Exit" }', b"@T", b"tab\tand\nnew line\r", b"bell \x07 and \x1b[31m",
    "ünïcödé €".encode(), "日本語のメニュー".encode(), "Приложение".encode(), "שלום".encode(), "😀 and e\u0301".encode(),
    "\u202egnitteg".encode(), b"long " * 100, "長い".encode() * 100, b"<b>&amp;</b>", b"a &b && c",
]
FIRST, LAST = b"a first", b"z last"


class Titles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scene = cls.enterClassContext(scene.Scene())
        probe = os.fsencode(cls.scene.install_probe("bin/probe"))
        titles = [FIRST, *(b"m%02d %s" % pair for pair in enumerate(TITLES)), LAST]
        for number, title in enumerate(titles):
            cls.scene.add_application("title-%02d" % number, title, [probe, b"%d" % number])
        cls.count = len(titles)
        cls.scene.write_menu()
        cls.server = cls.enterClassContext(xsession.XServer(cls.scene.root, "1024x1400"))
        cls.pekwm = cls.enterClassContext(cls.scene.pekwm(cls.server))

    def test_each_title_has_its_entry(self):
        for position in range(self.count):
            with self.subTest(position):
                self.assertEqual(self.scene.choose(self.pekwm, position)[1][1], b"%d" % position)

    def test_there_is_nothing_else(self):
        """As many rows as titles: one more step down from the last is the first."""
        self.assertEqual(self.scene.choose(self.pekwm, self.count)[1][1], b"0")

    def test_no_title_makes_the_menu_leave_the_screen(self):
        x, y, width, height = self.pekwm.open_root_menu()
        self.addCleanup(self.pekwm.close_menus)
        self.assertLessEqual(x + width, 800)
        self.assertGreaterEqual(x, 0)
        self.assertLessEqual(y + height, 1400)

    def test_the_bytes_of_titles_are_readable_text(self):
        for title in self.scene.titles():
            text = title.decode("utf-8")
            self.assertFalse([character for character in text if ord(character) < 32 or ord(character) == 127], text)


if __name__ == "__main__":
    scene.main()
