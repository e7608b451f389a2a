#!/usr/bin/env python3
"""What pekwm shows of our icons, pixel by pixel: each whole, sharp, in its row and in line with the others."""

import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import time
import unittest
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import scene  # noqa: E402
import xsession  # noqa: E402

MENU_FILE = """<!DOCTYPE Menu PUBLIC "-//freedesktop//DTD Menu 1.0//EN" "http://www.freedesktop.org/standards/menu-spec/1.0/menu.dtd">
<Menu><Name>All</Name><Directory>all.directory</Directory><DefaultAppDirs/><DefaultDirectoryDirs/>
<Include><Category>X-All</Category></Include>
<Menu><Name>Hall</Name><Directory>hall.directory</Directory><Include><Category>X-Hall</Category></Include></Menu>
<Menu><Name>Hive</Name><Directory>hive.directory</Directory><Include><Category>X-Hive</Category></Include></Menu>
</Menu>
"""

# Nothing but flat colours, so that every pixel says what it is of.
LINES = "".join('%s = "Solid #24292f 1x1"\n' % side for side in (
    "TopLeft", "Top", "TopRight", "Left", "Right", "BottomLeft", "Bottom", "BottomRight"))
FRAME = """Title {
Height = "0"; HeightAdapt = "False"; Focused = "Empty"; Unfocused = "Empty"
Border {
Focused {
%s}
Unfocused {
%s}
}
}
""" % (LINES, LINES)
LOOK = """Font = "XFT#Sans:size=10#LEFT"; Text = "#24292f"; Arrow = "Solid #24292f 4x4"
Background = "Solid #fbfbfc"; Separator = "Solid #fbfbfc 4x4"
"""
THEME = """PDecor {
Decor = "DEFAULT" {
%s}
Decor = "MENU" {
%s}
}
Menu {
Pad = "3 2 7 9"
Focused {
%sItem = "Solid #fbfbfc"
}
Unfocused {
%sItem = "Solid #fbfbfc"
}
Selected {
%sItem = "Solid #d8dce0"
}
}
""" % (FRAME, FRAME, LOOK, LOOK, LOOK)
BACKGROUND = (0xFB, 0xFB, 0xFC)
SELECTED = (0xD8, 0xDC, 0xE0)

TOLERANCE = 2  # of a channel: what scaling and blending may round
MOST_BEARING = 4  # pixels: empty space that a font has before an H


def png(width, height, pixel):
    """A PNG whose pixel at (x, y) is pixel(x, y), red, green, blue and alpha."""
    lines = (b"\0" + bytes(channel for x in range(width) for channel in pixel(x, y)) for y in range(height))
    chunks = ((b"IHDR", struct.pack(">2I5B", width, height, 8, 6, 0, 0, 0)), (b"IDAT", zlib.compress(b"".join(lines))),
              (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks)


def flat_png(colour, width, height):
    return png(width, height, lambda x, y: (*colour, 255))


def flat_svg(colour, width, height):
    return b'<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"><rect width="%d" height="%d" ' \
           b'fill="#%02x%02x%02x"/></svg>' % (width, height, width, height, *colour)


def flat_xpm(colour, width, height):
    rows = ",\n".join('"%s"' % ("." * width) for _ in range(height))
    return ('/* XPM */\nstatic char *icon[] = {\n"%d %d 1 1",\n". c #%02x%02x%02x",\n%s\n};\n' % (
        width, height, *colour, rows)).encode()


def framed_png(colour, size):
    """An outermost line of pixels that is half transparent."""
    def pixel(x, y):
        return (*colour, 128 if x in (0, size - 1) or y in (0, size - 1) else 255)

    return png(size, size, pixel)


# What stands in the square of a row's icon: the alpha of its pixel (x, y) where the square has n pixels a side.
def whole(n, x, y):
    return 255


def framed(n, x, y):
    return 128 if x in (0, n - 1) or y in (0, n - 1) else 255


def twice_as_wide(n, x, y):
    return 255 if n // 4 <= y < n - n // 4 else 0


def twice_as_high(n, x, y):
    return twice_as_wide(n, y, x)


class Icon:
    def __init__(self, ending, colour, content, shape=whole):
        self.ending, self.colour, self.content, self.shape = ending, colour, content, shape


# By the names that .desktop files call them. `content` makes a file from the colour and the size that is wanted.
ICONS = {
    "kit-exact": Icon("png", (200, 20, 20), lambda c, n: flat_png(c, n, n)),
    "kit-large": Icon("png", (20, 160, 20), lambda c, n: flat_png(c, 128, 128)),
    "kit-small-xpm": Icon("xpm", (200, 120, 0), lambda c, n: flat_xpm(c, 10, 10)),
    "kit-vector": Icon("svg", (20, 20, 200), lambda c, n: flat_svg(c, 48, 48)),
    "kit-wide-vector": Icon("svg", (0, 150, 150), lambda c, n: flat_svg(c, 64, 32), twice_as_wide),
    "kit-high": Icon("png", (150, 0, 150), lambda c, n: flat_png(c, 64, 128), twice_as_high),
    "kit-framed": Icon("png", (90, 50, 20), framed_png, framed),
    "kit-all": Icon("svg", (60, 60, 60), lambda c, n: flat_svg(c, 16, 16)),
    "kit-hall": Icon("svg", (240, 80, 160), lambda c, n: flat_svg(c, 24, 24)),
    "kit-hall-entry": Icon("png", (120, 120, 255), lambda c, n: flat_png(c, 48, 48)),
    "kit-broken": Icon("png", (1, 2, 3), lambda c, n: flat_png(c, 48, 48)[:60]),
    "applications-other": Icon("svg", (250, 200, 0), lambda c, n: flat_svg(c, 32, 32)),
    "application-x-executable": Icon("png", (160, 200, 40), lambda c, n: flat_png(c, 256, 256)),
}

# Menus, and in their order what is shown in each: a title, what Icon says, which icon is to be seen. All titles
# begin with the same letter, so that its first pixels show where the titles begin.
MENUS = {
    "All": [
        ("Hall", "kit-hall", "kit-hall"),
        ("Hive", "kit-missing", "applications-other"),
        ("Hexact", "kit-exact", "kit-exact"),
        ("Hframed", "kit-framed", "kit-framed"),
        ("Hhigh", "kit-high", "kit-high"),
        ("Hlarge", "kit-large", "kit-large"),
        ("Hmissing", "kit-missing", "kit-all"),
        ("Hnone", None, "kit-all"),
        ("Hsmall", "kit-small-xpm", "kit-small-xpm"),
        ("Hunreadable", "kit-broken", "kit-all"),
        ("Hvector", "kit-vector", "kit-vector"),
        ("Hwide", "kit-wide-vector", "kit-wide-vector"),
    ],
    "Hall": [
        ("Hbroken in a menu", "kit-broken", "kit-hall"),
        ("Hfine in a menu", "kit-hall-entry", "kit-hall-entry"),
        ("Hmissing in a menu", "kit-missing", "kit-hall"),
    ],
    "Hive": [
        ("Hmissing in a menu without an icon", "kit-missing", "application-x-executable"),
    ],
}
SUBMENUS = [name for name in MENUS if name != "All"]


def blend(colour, alpha, below):
    return tuple(round((a * alpha + b * (255 - alpha)) / 255) for a, b in zip(colour, below))


def is_near(one, other):
    return all(abs(a - b) <= TOLERANCE for a, b in zip(one, other))


class Shot:
    """A picture of a menu in which one row is selected: it is `height` pixels high, from `top` on."""

    def __init__(self, picture):
        self.picture = picture
        lines = [y for y in range(picture.height) if bytes(SELECTED) * 4 in picture.row(y)]
        self.top, self.height = (lines[0], len(lines)) if lines else (0, 0)
        self.is_one_row = bool(lines) and lines[-1] - lines[0] + 1 == len(lines)

    def first_column(self, top, height, left, ground):
        """The first column from `left` on in which something else is than the background."""
        for x in range(left, self.picture.width):
            if any(not is_near(self.picture.pixel(x, y), ground) for y in range(top, top + height)):
                return x
        return None


class MenuOnScreen:
    """An open menu with `count` rows, and a shot of each with the pointer on it."""

    def __init__(self, server, geometry, count):
        self.server, self.geometry, self.count = server, geometry, count
        self.shots = [self._shot_of(row) for row in range(count)]

    def point_at(self, row):
        """Moves the pointer to the right end of a row; gives its line in the menu."""
        x, y, width, height = self.geometry
        line = height * (2 * row + 1) // (2 * self.count)
        self.server.move_pointer(x + width - 4, y + line)
        return line

    def open_submenu(self, pekwm, row):
        """Where the submenu of a row is: it begins beside that row."""
        left, top, _, height = self.geometry
        at = top + self.point_at(row)
        again = time.monotonic() + xsession.CLICK_AGAIN

        def opened():
            nonlocal again
            if time.monotonic() > again:  # what pekwm is sent while it opens something can get lost
                again = time.monotonic() + xsession.CLICK_AGAIN
                self.server.move_pointer(left + 4, at)
                self.point_at(row)
            return [menu for menu in pekwm.menus()[1:] if menu[1] <= at <= menu[1] + height // self.count]

        return xsession.wait_until(opened, "the submenu of row %d to open" % row)[0]

    def _shot_of(self, row):
        line = self.point_at(row)
        shots = [Shot(self._picture())]

        def is_drawn():
            shots.append(Shot(self._picture()))
            last = shots[-1]
            return (last.is_one_row and last.top <= line < last.top + last.height
                    and last.picture.rgb == shots[-2].picture.rgb)

        xsession.wait_until(is_drawn, "row %d of the menu to be selected" % row)
        return shots[-1]

    def _picture(self):
        return self.server.screenshot().crop(*self.geometry)


def menu_config(icons=""):
    """pekwm's config for menus that follow the pointer."""
    return 'Menu { Select = "Motion MotionPressed"; Enter = "Motion MotionPressed"; %s }\n' % icons


def icon_limits(size, gap):
    """pekwm's config for menus with such icons."""
    extent = "%dx%d" % (size + gap, size)
    return 'Icons = "DEFAULT" { Minimum = "%s"; Maximum = "%s" }' % (extent, extent)


class IconsInMenus(unittest.TestCase):
    def check(self, size, gap, icons="", dpi=96):
        with scene.Scene() as here:
            self.size, self.gap = size, gap
            self.furnish(here, menu_config(icons))
            self.write_menu(here)
            with xsession.XServer(here.root, "1024x900", dpi) as server:
                server.ask("xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER",
                           "Xft.dpi:\t%d\n" % dpi)
                with here.pekwm(server) as pekwm:
                    return self.check_menus(pekwm)

    def furnish(self, here, config):
        """The icons, the menus and pekwm's theme."""
        here.menu_file.write_text(MENU_FILE)
        theme = here.root / "data/icons/hicolor"
        for folder, kind in (("%dx%d" % (self.size, self.size), "Fixed"), ("128x128", "Fixed"), ("vector", "Scalable")):
            (theme / folder / "apps").mkdir(parents=True, exist_ok=True)
        (theme / "index.theme").write_text(
            "[Icon Theme]\nName=Hicolor\nDirectories=exact/apps,large/apps,vector/apps\n"
            "[exact/apps]\nSize=%d\nType=Fixed\n[large/apps]\nSize=128\nType=Fixed\n"
            "[vector/apps]\nSize=48\nMinSize=8\nMaxSize=512\nType=Scalable\n" % self.size)
        for name, icon in ICONS.items():
            folder = {"svg": "vector", "xpm": "large"}.get(icon.ending, "large")
            if name in ("kit-exact", "kit-framed"):
                folder = "exact"
            path = theme / folder / "apps" / (name + "." + icon.ending)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(icon.content(icon.colour, self.size))
        for menu, rows in MENUS.items():
            for title, icon, _ in rows:
                if title not in SUBMENUS:
                    keys = {"Icon": icon} if icon else {}
                    here.add_application(title.replace(" ", "-"), title.encode(), [b"true"],
                                         Categories="X-%s;" % menu, **keys)
        folders = here.root / "data/desktop-directories"
        folders.mkdir()
        for menu, icon in (("All", "kit-all"), ("Hall", "kit-hall"), ("Hive", "kit-missing")):
            (folders / (menu.lower() + ".directory")).write_text(
                "[Desktop Entry]\nType=Directory\nName=%s\nIcon=%s\n" % (menu, icon))
        theme = here.home / ".pekwm/themes/flat"
        theme.mkdir(parents=True)
        (theme / "theme").write_text(THEME)
        with open(here.home / ".pekwm/config", "a") as file:
            file.write('Files { Theme = "%s" }\n%s' % (theme, config))

    def write_menu(self, here):
        """The program must speak of the broken icon, once, and of nothing else."""
        done = here.run("--no-tail", "--pekwm", "0.1", "--rows", 1000, "--icon-theme", "hicolor",
                        "--icon-size", self.size, "--icon-gap", self.gap)
        said = done.stderr.decode(errors="replace").splitlines()
        self.assertEqual(done.returncode, 0, said)
        self.assertEqual([line for line in said if "/kit-broken.png: warning: " not in line], [])
        self.assertEqual(len(said), 1, said)

    def check_menus(self, pekwm):
        root = MenuOnScreen(pekwm.server, pekwm.open_root_menu(), len(MENUS["All"]))
        self.check_menu("All", root)
        for position, name in enumerate(SUBMENUS):
            geometry = root.open_submenu(pekwm, position)
            self.check_menu(name, MenuOnScreen(pekwm.server, geometry, len(MENUS[name])))

    def check_menu(self, name, menu):
        rows = MENUS[name]
        shots = menu.shots
        tops = [shot.top for shot in shots]
        self.assertEqual(tops, sorted(tops), "tops of the rows of the menu " + name)
        self.assertEqual({shot.height for shot in shots}, {shots[0].height}, "heights of rows")
        self.assertGreaterEqual(shots[0].height, self.size)
        left, from_top = self.find_square(shots[0], rows[0])
        from_bottom = shots[0].height - self.size - from_top
        self.assertLessEqual(abs(from_top - from_bottom), 1, "the icon is in the middle of its row")
        titles = set()
        for number, (title, _, icon) in enumerate(rows):
            with self.subTest(menu=name, row=title):
                selected, other = shots[number], shots[number - 1]
                top, height = selected.top, selected.height
                self.check_square(ICONS[icon], selected.picture, left, top + from_top, SELECTED)
                titles.add(selected.first_column(top, height, left + self.size, SELECTED))
                if len(rows) > 1:
                    self.check_square(ICONS[icon], other.picture, left, top + from_top, BACKGROUND)
                    titles.add(other.first_column(top, height, left + self.size, BACKGROUND))
        self.assertEqual(len(titles), 1, "columns in which titles begin: %s" % titles)
        space = titles.pop() - left - self.size
        # A letter begins a little to the right of where it is drawn.
        self.assertGreaterEqual(space, self.gap, "pixels between icon and title")
        self.assertLessEqual(space, self.gap + MOST_BEARING, "pixels between icon and title")

    def find_square(self, shot, row):
        """Where the square of a row's icon begins: the column, and the line within the row."""
        icon = ICONS[row[2]]
        points = [(x, y) for y in range(shot.height) for x in range(shot.picture.width)
                  if is_near(shot.picture.pixel(x, shot.top + y), icon.colour)]
        self.assertTrue(points, "%s shows none of its icon's colour" % row[0])
        return min(x for x, _ in points), min(y for _, y in points)

    def check_square(self, icon, picture, left, top, ground):
        """The icon, and nothing but background above, below, left and right of it."""
        wrong = []
        for y in range(-1, self.size + 1):
            for x in range(-1, self.size + self.gap):
                inside = 0 <= x < self.size and 0 <= y < self.size
                expected = blend(icon.colour, icon.shape(self.size, x, y) if inside else 0, ground)
                seen = picture.pixel(left + x, top + y)
                if not is_near(seen, expected):
                    wrong.append("(%d, %d) is %s, not %s" % (x, y, seen, expected))
        if wrong:
            self.fail("%d pixels are wrong: %s" % (len(wrong), "; ".join(wrong[:3])))

    def test_as_pekwm_has_it_without_a_config(self):
        self.check(16, 0)

    def test_24_pixels(self):
        self.check(24, 8, icon_limits(24, 8))

    def test_32_pixels(self):
        self.check(32, 8, icon_limits(32, 8))

    def test_48_pixels_at_twice_the_resolution(self):
        self.check(48, 16, icon_limits(48, 16), dpi=192)


class WithoutAScreen(unittest.TestCase):
    def test_progress_is_shown_on_a_terminal_and_leaves_nothing(self):
        with scene.Scene() as here:
            here.add_application("one", b"One", [b"true"])
            self.assertEqual(here.run().stderr, b"")
            ours, theirs = pty.openpty()
            try:
                subprocess.run([scene.programs.program, "--no-cache"], env=here.environment(), check=True,
                               stdin=subprocess.DEVNULL, stderr=theirs, timeout=scene.TIMEOUT_SECONDS)
                said = os.read(ours, 65536)
            finally:
                os.close(ours)
                os.close(theirs)
            self.assertRegex(said, rb"^\r\x1b\[Kicons 0/[1-9]")
            self.assertTrue(said.endswith(b"\r\x1b[K"), said[-40:])

    GROUPS = {"Games": "applications-games", "Folder": "kit-missing", "Oddities": "applications-oddities"}

    def pictures_of_groups(self, here, *theme):
        """The picture of each group's row, where the icon theme has these files."""
        index = here.root / "data/icons/hicolor/index.theme"
        index.parent.mkdir(parents=True, exist_ok=True)
        index.write_text("[Icon Theme]\nName=Hicolor\nDirectories=16x16/categories,16x16/legacy\n"
                         "[16x16/categories]\nSize=16\n[16x16/legacy]\nSize=16\n")
        for file in theme:
            path = index.parent / "16x16" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(flat_png((1, 2, 3), 16, 16))
        self.assertEqual(here.run("--pekwm", "0.1", "--icon-theme", "hicolor").returncode, 0)
        menu = here.menu.read_text().partition("\nWindowMenu")[0]
        return {name: re.search(r'Submenu = "%s" \{[^{}]*?Icon = "(.*?)"' % name, menu)[1] for name in self.GROUPS}

    def test_groups_have_the_kits_drawings_where_the_theme_has_none(self):
        with scene.Scene() as here:
            menus, folders = "", here.root / "data/desktop-directories"
            folders.mkdir()
            for name, icon in self.GROUPS.items():
                (folders / (name + ".directory")).write_text(
                    "[Desktop Entry]\nType=Directory\nName=%s\nIcon=%s\n" % (name, icon))
                here.add_application(name.lower(), name.encode(), [b"true"], Categories="X-%s;" % name)
                menus += ("<Menu><Name>%s</Name><Directory>%s.directory</Directory><Include><Category>X-%s</Category>"
                          "</Include></Menu>" % (name, name, name))
            here.menu_file.write_text("<Menu><Name>All</Name><DefaultAppDirs/><DefaultDirectoryDirs/>%s</Menu>" % menus)
            drawn = self.pictures_of_groups(here)
            self.assertNotEqual(drawn["Games"], drawn["Folder"])
            self.assertEqual(drawn["Oddities"], drawn["Folder"], "the kit has no drawing of that")
            # What the theme has given up is no better than the drawing, and better than a folder.
            files = ("legacy/applications-games.png", "legacy/applications-oddities.png")
            given_up = self.pictures_of_groups(here, *files)
            self.assertEqual(given_up["Games"], drawn["Games"])
            self.assertNotEqual(given_up["Oddities"], drawn["Oddities"])
            self.assertNotEqual(self.pictures_of_groups(here, "categories/applications-games.png")["Games"], drawn["Games"])

    def test_the_window_menu_has_a_picture_for_each_action(self):
        with scene.Scene() as here:
            here.add_application("one", b"One", [b"true"])
            self.assertEqual(here.run("--pekwm", "0.1").returncode, 0)
            window_menu = here.menu.read_text().partition("\nWindowMenu")[2]
            entries = [line.strip() for line in window_menu.splitlines() if "Entry = " in line]
            self.assertGreater(len(entries), 10)
            bare = [line for line in entries if "Icon = " not in line and "SendToWorkspace" not in line]
            self.assertEqual(bare, [])


if __name__ == "__main__":
    scene.main()
