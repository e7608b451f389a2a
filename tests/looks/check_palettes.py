#!/usr/bin/env python3
"""What can be judged of a look without looking: contrast, one place for each colour, no picture missing.

    check_palettes.py LOOKS    the folder that the generator has made
"""

import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
THEMES = ROOT / "themes"
sys.path.insert(0, str(THEMES / "generator"))
import palette as palettes  # noqa: E402

LOOKS = None  # set below
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
# Text and the ground that it stands on; the least contrast, as WCAG computes it.
TEXT, SELECTED, LARGE = 7.0, 4.5, 3.0
PAIRS = [("text", "surface", TEXT), ("text", "field", TEXT), ("text", "button", TEXT), ("text", "button-hover", TEXT),
         ("text", "button-press", TEXT), ("panel-text", "panel", TEXT),
         ("panel-text", "panel-hover", SELECTED), ("panel-text", "panel-press", SELECTED),
         ("accent-text", "accent", SELECTED), ("title-text", "title", SELECTED),
         ("title-idle-text", "title-idle", SELECTED), ("hint-text", "hint", TEXT), ("muted", "surface", SELECTED),
         ("panel-muted", "panel", SELECTED), ("title-hover-text", "title-hover", SELECTED),
         ("danger-text", "danger", LARGE), ("danger-text", "danger-press", LARGE),
         ("frame", "wall-top", 1.1), ("accent", "surface", LARGE)]


def luminance(colour):
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    darker, brighter = sorted((luminance(first), luminance(second)))
    return (brighter + 0.05) / (darker + 0.05)


def png_size(path):
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n"), path
    return struct.unpack(">II", data[16:24])


class Palettes(unittest.TestCase):
    def setUp(self):
        self.palettes = [palettes.Palette(path) for path in sorted((THEMES / "palettes").glob("*.ini"))]
        self.assertGreaterEqual(len(self.palettes), 4)

    def test_contrast(self):
        for palette in self.palettes:
            for text, ground, least in PAIRS:
                with self.subTest(look=palette.name, text=text, ground=ground):
                    self.assertGreaterEqual(contrast(palette.colour(text), palette.colour(ground)), least)

    def test_edges_on_black(self):
        """GTK makes them of this colour, and of black it would make black ones."""
        palette, = (palette for palette in self.palettes if palette.name == "contrast")
        for ground in ("field", "surface"):
            self.assertGreaterEqual(contrast(palette.colour("edge"), palette.colour(ground)), SELECTED)

    def test_all_have_the_same_colours(self):
        names = [palette.names() for palette in self.palettes]
        for palette, own in zip(self.palettes, names):
            self.assertEqual(sorted(own), sorted(names[0]), palette.name)

    def test_no_colour_is_written_twice(self):
        for palette in self.palettes:
            literals = palette.literals()
            self.assertEqual(len(literals), len(set(literals)), palette.name)

    def test_every_colour_is_used(self):
        text = "".join(path.read_text() for path in (THEMES / "templates").iterdir())
        text += (THEMES / "generator/pictures.py").read_text()
        for name in self.palettes[0].names():
            explained = any(re.search(r"= .*\b%s\b" % name, line) for palette in self.palettes
                            for line in palette.path.read_text().splitlines())
            self.assertTrue("@%s@" % name in text or '"%s"' % name in text or explained, name)

    def test_no_colour_outside_the_palettes(self):
        places = [*(THEMES / "templates").iterdir(), *(THEMES / "generator").glob("*.py"), THEMES / "metrics.ini",
                  *(ROOT / "pekwm-lxpanel/defaults").rglob("*"), *(ROOT / "pekwm-lxpanel/app").iterdir(),
                  *(ROOT / "pekwm-lxpanel/plan").iterdir()]
        for path in places:
            if path.is_file():
                self.assertEqual(COLOUR.findall(path.read_text()), [], path)

    def test_wrong_palettes_are_refused(self):
        good = (THEMES / "palettes/light.ini").read_text()
        for old, new in (("text = #24292f", "text = #24292F"), ("text = #24292f", "text = ink"),
                         ("text = #24292f", "text = text")):
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "x.ini"
                path.write_text(good.replace(old, new, 1))
                with self.assertRaises(palettes.Wrong):
                    palettes.Palette(path)


class Generated(unittest.TestCase):
    def folders(self):
        found = [folder for folder in sorted(LOOKS.glob("*/*")) if folder.is_dir()]
        self.assertGreaterEqual(len(found), 12)
        return found

    def test_every_picture_is_there(self):
        for folder in self.folders():
            theme = (folder / "pekwm/theme").read_text()
            for name in re.findall(r'"Image ([^"#]+)', theme):
                self.assertTrue((folder / "pekwm" / name).exists(), folder / name)
            used = set(re.findall(r'"Image ([^"#]+)', theme))
            self.assertEqual({path.name for path in (folder / "pekwm").glob("*.png")} - used, set())

    def test_buttons_are_as_high_as_the_title(self):
        for folder in self.folders():
            height = int(re.search(r'Height = "(\d+)"; HeightAdapt = "False"\n\t\t\tPad',
                                   (folder / "pekwm/theme").read_text()).group(1))
            for name in ("close", "maximize", "minimize"):
                for state in ("", "-idle", "-hover", "-press"):
                    self.assertEqual(png_size(folder / ("pekwm/%s%s.png" % (name, state)))[1], height, folder)

    def test_gtk_3_knows_what_is_dark(self):
        for folder in self.folders():
            palette = palettes.Palette(THEMES / "palettes" / (folder.parent.name + ".ini"))
            ini = palettes.read_ini(folder / "xdg/gtk-3.0/settings.ini")["Settings"]
            self.assertEqual(ini["gtk-application-prefer-dark-theme"], "1" if palette.dark else "0")
            # A theme of its own for eyes that need it; else the one that the system has.
            self.assertEqual(ini.get("gtk-theme-name"),
                             "HighContrastInverse" if palette.name == "contrast" else None)

    def test_no_hole_is_left(self):
        for path in LOOKS.rglob("*"):
            if path.is_file() and path.suffix != ".png":
                self.assertIsNone(re.search(r"@[a-z0-9.-]+@", path.read_text()), path)

    def test_same_input_same_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, str(THEMES / "generator/generate.py"), folder, folder + "/icons"], check=True)
            for path in sorted(LOOKS.rglob("*")):
                if path.is_file():
                    again = pathlib.Path(folder) / path.relative_to(LOOKS)
                    self.assertEqual(path.read_bytes(), again.read_bytes(), path)


if __name__ == "__main__":
    LOOKS = pathlib.Path(sys.argv.pop(1))
    unittest.main()
