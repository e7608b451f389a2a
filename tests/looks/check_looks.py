#!/usr/bin/env python3
"""What can be judged of a desktop on the screen without looking: every menu whole and on the screen, its rows as high
as they should be, each icon its own and in its place to the pixel, every colour from the palette.

    check_looks.py --program PEKWM-LXPANEL
"""

import re
import sys
import unittest

import desktop
import gallery
import xsession
from desktop import harness

sys.path.insert(0, str(desktop.ROOT / "themes/generator"))
import palette as palettes  # noqa: E402



class Screen(unittest.TestCase):
    """Each look once, each screen once; the gallery has them all."""

    def desk(self, look, screen, **options):
        size, dpi = screen
        desk = self.enterContext(desktop.Desktop(harness.PROGRAM, look, size, dpi, **options))
        desk.open_windows()
        desk.rest()
        return desk

    def check_inside(self, desk):
        for window, (x, y, width, height) in desk.server.visible_windows():
            self.assertTrue(x >= 0 and y >= 0 and x + width <= desk.width and y + height <= desk.height,
                            (window, x, y, width, height))

    def test_nothing_leaves_the_screen(self):
        for look, screen in zip(desktop.LOOKS, desktop.SCREENS):
            with self.subTest(look=look, screen=screen):
                desk = self.desk(look, screen)
                for scene, pose in gallery.SCENES.items():
                    pose(desk)
                    desk.stands_still()
                    self.check_inside(desk)
                    if scene != "windows":
                        desk.close_menus()
                # In the corner where menus have least room.
                desk.root_menu(desk.width - 2, desk.height - desk.facts()["panel"] - 2)
                self.check_inside(desk)

    def items(self, text):
        """Of the root menu: its entries' icons in their order, None for a separator."""
        found, depth = [], 0
        for line in text[text.index("RootMenu"):].splitlines()[1:]:
            kind = re.match(r"\s*(Entry|Submenu|Separator)\b", line)
            if kind and depth == 0:
                icon = re.search(r'Icon = "([^"]+)"', line)
                found.append(None if kind.group(1) == "Separator" else icon.group(1) if icon else "")
            if re.match(r"\s*Icon = ", line) and depth == 1 and found and found[-1] == "":
                found[-1] = re.search(r'"([^"]+)"', line).group(1)
            depth += line.count("{") - line.count("}")
            if depth < 0:
                return found
        return found

    def test_rows_and_icons_to_the_pixel(self):
        for look, screen in (("light", desktop.SCREENS[1]), ("dark", desktop.SCREENS[3])):
            with self.subTest(look=look, screen=screen):
                desk = self.desk(look, screen)
                facts, items = desk.facts(), self.items(desk.menu_text())
                x, y, width, height = desk.root_menu()
                small = "\nsize = %d\n" % facts["icon_small"] in (
                    desk.run_folder() / "xdg/xdg2pekwm/config").read_text()
                row = facts["row_small" if small else "row"]
                icon = facts["icon_small" if small else "icon"]
                # The panel's menu has the same; its module reads this.
                self.assertIn("lxpanel-menu-icon-size = %d\n" % icon, (desk.run_folder() / "gtkrc").read_text())
                separator = desktop.read_png(desk.look_folder() / "pekwm/separator.png")[1]
                self.assertNotIn("", items)
                self.assertEqual(height, 2 * facts["edge"] + sum(separator if item is None else row for item in items))
                picture = desk.picture()
                top = y + facts["edge"]
                for number, item in enumerate(items):
                    if item is None:
                        top += separator
                        continue
                    ground = picture.pixel(x + facts["edge"] + 1, top + 1)
                    left = self.pad(desk) + x + facts["edge"]
                    self.check_icon(picture, item, left, top + (row - icon) // 2, ground, (look, number))
                    top += row

    def pad(self, desk):
        return int(re.search(r'Menu \{\n\tPad = "\d+ \d+ (\d+)', (desk.look_folder() / "pekwm/theme").read_text()).group(1))

    def check_icon(self, picture, path, left, top, ground, name):
        width, height, rows = desktop.read_png(path)
        solid = clear = 0
        for y, row in enumerate(rows):
            for x, (red, green, blue, alpha) in enumerate(row):
                seen = picture.pixel(left + x, top + y)
                if alpha == 255:
                    solid += 1
                    self.assertEqual(seen, (red, green, blue), (name, path, x, y))
                elif alpha == 0 and x < height:  # a letter may reach into the gap
                    clear += 1
                    self.assertEqual(seen, ground, (name, path, x, y))
        self.assertGreater(min(solid, clear), width * height // 8, path)

    def test_every_sample_has_an_icon_of_its_own(self):
        desk = self.desk("light", desktop.SCREENS[1])
        text = desk.menu_text()
        entries = re.findall(r'Entry = "([^"]+)" \{([^}]*)Actions = "Exec (?!pekwm-lxpanel)', text)
        icons = {title: re.search(r'Icon = "([^"]+)"', rest) for title, rest in entries}
        self.assertGreater(len(icons), 20)
        self.assertEqual([title for title, icon in icons.items() if not icon], [])
        # A fallback would be the same for several.
        self.assertEqual(len({icon.group(1) for icon in icons.values()}), len(icons))

    def test_the_panel_marks_the_window_in_use(self):
        """The newest one too, though its focus is known before it is in the list of windows."""
        desk = self.desk("light", desktop.SCREENS[1])
        pressed = palettes.Palette(desktop.ROOT / "themes/palettes/light.ini").colour("panel-press")

        above_text = desk.height - desk.facts()["panel"] + 4

        def marked():
            picture = desk.picture()
            return [x for x in range(desk.width) if picture.pixel(x, above_text) == pressed]

        newest = xsession.wait_until(marked, "a mark in the panel", 10)
        if harness.has_module():  # lxpanel by itself has no gap
            self.check_gap(desk, newest, above_text, pressed)
        desk.press("alt+Tab")
        other = xsession.wait_until(lambda: [x for x in marked() if x < newest[0]], "the mark at the window before", 10)
        self.assertEqual(set(newest) & set(marked()), set())
        self.assertGreater(min(len(newest), len(other)), 100)

    def check_gap(self, desk, columns, top, ground):
        """Between the icon and the title of the button that takes these columns."""
        picture = desk.picture()
        drawn = [any(picture.pixel(x, y) != ground for y in range(top, picture.height - 4)) for x in columns]
        icon = drawn.index(True)
        blank = drawn.index(False, icon)
        self.assertGreaterEqual(drawn.index(True, blank) - blank, palettes.Metrics(desktop.ROOT / "themes/metrics.ini").number("panel", "task-gap"))

    def test_the_dialog_for_commands_has_an_icon(self):
        """And nothing is seen of the title that it lacks."""
        for look, screen in (("light", desktop.SCREENS[1]), ("easyos", desktop.SCREENS[3])):
            with self.subTest(look=look, screen=screen):
                desk = self.desk(look, screen)
                before = desk.windows()
                desk.press("alt+F2", opens=True)
                x, y, width, height = next(at for window, at in desk.server.visible_windows() if window not in before)
                picture, edge = desk.picture().crop(x, y, width, height), desk.facts()["edge"]
                side, _, rows = desktop.read_png(desk.look_folder() / "pekwm/dialog-left.png")
                self.assertGreater(side, edge)
                for row in range(height - 2 * edge):
                    self.assertEqual([picture.pixel(column, edge + row) for column in range(side)],
                                     [pixel[:3] for pixel in rows[row]], row)
                self.assertNotIn((0, 0, 0), picture.colours())

    def test_the_corner_of_the_screen_opens_the_panels_menu(self):
        desk = self.desk("light", desktop.SCREENS[1])
        before, picture = desk.windows(), desk.picture()
        middle = desk.height - desk.facts()["panel"] // 2
        ground = picture.pixel(0, middle)
        if harness.has_module():  # lxpanel by itself has its picture at the very edge
            self.assertEqual({picture.pixel(x, middle) for x in range(4)}, {ground})
        desk.server.click(0, desk.height - 1)
        xsession.wait_until(lambda: desk.windows() - before, "the panel's menu")

    def test_titles_of_every_script(self):
        """A box where a letter should be has the same shape for each letter: different letters must look different."""
        desk = self.desk("light", desktop.SCREENS[1])
        shapes = {}
        for letters in ("жжжж", "яяяя", "ωωωω", "ξξξξ", "éééé"):
            before = desk.windows()
            desk.start("xterm", "-title", letters, "-geometry", "30x4+500+300")
            frame = next(at for window, at in desk.server.visible_windows() if window not in before)
            crop = desk.picture().crop(frame[0] + 6, frame[1] + 6, 100, 20)
            self.assertNotIn(crop.rgb, shapes, letters)
            shapes[crop.rgb] = letters


if __name__ == "__main__":
    harness.main(*desktop.PROGRAMS)
