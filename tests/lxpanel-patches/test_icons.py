#!/usr/bin/env python3
"""A sheet of icons: one entry for each way to name one, and a stock lxpanel must show each as the picture that it is."""

import ctypes.util
import pathlib
import re
import subprocess
import sys
import unittest

import panel  # first: it knows where the others' helpers are
from panel import PanelTest

import icon_sheet


class Sheet(PanelTest):
    items_above = 0  # in the menu, before the sheet

    def setUp(self):
        super().setUp()
        icon_sheet.lay_out_theme(self.folder)
        self.path = icon_sheet.icon_path(self.folder)

    def assert_sheet(self, expected):
        """The open menu, item by item."""
        window, _ = self.panel.open_menu()
        try:
            picture = icon_sheet.photograph(self.server, window, self.id())
        finally:
            self.panel.close_menu()
        self.assertEqual(icon_sheet.faults(expected, picture, self.items_above), [])

    def test_every_way_to_name_an_icon(self):
        expected = icon_sheet.lay_out(self.folder, self.add_application)
        self.panel = self.start(LXPANEL_ICON_PATH=self.path, LXPANEL_GROUP_ICONS=str(self.folder / icon_sheet.GROUPS))
        self.assert_sheet(expected)
        self.assertNotIn("lxpanel-icons", self.panel.says())

    def test_no_folder_but_the_themes(self):
        """An empty path turns the folders off; absolute names are found all the same, and groups' drawings."""
        expected = icon_sheet.lay_out(self.folder, self.add_application)
        for title, file, _ in icon_sheet.SHEET:
            if not file.startswith(("elsewhere", icon_sheet.GROUPS)):
                expected[title] = icon_sheet.FOLDER if "exact" in title else icon_sheet.FALLBACK
        self.panel = self.start(LXPANEL_ICON_PATH="", LXPANEL_GROUP_ICONS=str(self.folder / icon_sheet.GROUPS))
        self.assert_sheet(expected)


class OtherPrograms(PanelTest):
    """A program that gets the variable and is no lxpanel does not even notice."""

    START = ("import ctypes; gtk = ctypes.CDLL('%s', mode=ctypes.RTLD_GLOBAL); "
             "print(gtk.gtk_init_check(None, None), 'lxpanel-icons' in open('/proc/self/maps').read())")

    def test_with_gtk(self):
        for library in ("libgtk-x11-2.0.so.0", "libgtk-3.so.0"):
            if ctypes.util.find_library(library[3:].partition(".so")[0]) is None:
                continue
            with self.subTest(library=library):
                done = subprocess.run([sys.executable, "-c", self.START % library], capture_output=True, text=True,
                                      env=dict(self.server.environment(), GTK_MODULES=panel.MODULE), timeout=60)
                self.assertEqual((done.stdout, done.stderr), ("1 True\n", ""))


class SameAsTheMenu(unittest.TestCase):
    """The generator and the module are built apart, and look for the same files."""

    @staticmethod
    def strings_in(file, start, end):
        """The strings of a source file between two of its words."""
        text = (pathlib.Path(__file__).parents[2] / file).read_text()
        return re.findall(r'"(.*?)"', text.partition(start)[2].partition(end)[0])

    def test_endings(self):
        of_menu = self.strings_in("xdg2pekwm/icons/image_names.hpp", "imageEndings =", ";")
        of_panel = self.strings_in("lxpanel-patches/runtime/icon_path.c", "icon_path_endings[] =", ";")
        self.assertEqual((len(of_menu), of_panel), (12, of_menu))

    def test_groups(self):
        of_menu = self.strings_in("xdg2pekwm/icons/fallbacks.cpp", "groupFiles[] =", ";")
        of_panel = self.strings_in("lxpanel-patches/runtime/icon_path.c", "icon_path_groups[] =", ";")
        self.assertEqual((len(of_menu), of_menu), (14, [name + ".svg" for name in of_panel]))

    def test_names_of_easyos(self):
        of_menu = self.strings_in("xdg2pekwm/icons/fallbacks.cpp", "// EasyOS's own names", '{"application-x')
        of_panel = self.strings_in("lxpanel-patches/runtime/icon_path.c", "icon_path_easyos[][2] =", ";")
        self.assertEqual((len(of_menu), of_menu), (28, of_panel))

    def test_folders(self):
        of_menu = self.strings_in("xdg2pekwm/icons/finder.cpp", "standardPlainFolders() {", "}")
        of_panel = self.strings_in("lxpanel-patches/runtime/icon_path.c", "define ICON_PATH_DEFAULT", "#")
        self.assertEqual((len(of_menu), ":".join(of_menu)), (4, *of_panel))


if __name__ == "__main__":
    panel.main()
