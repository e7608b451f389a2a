#!/usr/bin/env python3
"""An installed tree works wherever it is moved to: programs find their other parts from their own place.

    test_install.py --cmake=CMAKE --build=BUILD-FOLDER [unittest's own arguments]
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ICON = """<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"><rect width="48" height="48" fill="#c00"/></svg>
"""
APPLICATION = """[Desktop Entry]
Type=Application
Name=One
Icon=one
Exec=true
Categories=Network;
"""
options = argparse.Namespace(cmake=None, build=None)


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="install."))
        first = pathlib.Path(cls.scratch, "first")
        cls.prefix = pathlib.Path(cls.scratch, "moved to/here")
        subprocess.run([options.cmake, "--install", options.build, "--strip", "--prefix", first], check=True,
                       stdout=subprocess.DEVNULL, timeout=120)
        cls.prefix.parent.mkdir()
        first.rename(cls.prefix)

        cls.home = pathlib.Path(cls.scratch, "home")
        data = cls.home / ".local/share"
        for path, text in {"applications/one.desktop": APPLICATION, "icons/one.svg": ICON}.items():
            (data / path).parent.mkdir(parents=True)
            (data / path).write_text(text)

    def run_program(self, *arguments):
        # The variables of sanitizers are those of the machine: an installed program itself needs none.
        inherited = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        environment = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "XDG_DATA_DIRS": "/nowhere",
                       "XDG_CONFIG_DIRS": "/nowhere", **inherited}
        done = subprocess.run([self.prefix / "bin/xdg2pekwm", *arguments], env=environment, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, b"")
        return done.stdout.decode()

    def test_the_program_runs(self):
        self.assertRegex(self.run_program("--version"), r"^xdg2pekwm \d+\.\d+")

    def test_icons_are_made_and_the_kits_own_are_found(self):
        if not (self.prefix / "libexec/xdg2pekwm/xdg2pekwm-icon").exists():
            self.skipTest("xdg2pekwm-icon was not built")
        menu = self.run_program("-o", "-", "--icon-size", "24")
        icons = [line for line in menu.splitlines() if "Icon = " in line]
        self.assertTrue(icons)
        for line in icons:
            path = line.partition('Icon = "')[2].partition('"')[0]
            self.assertTrue(pathlib.Path(path).is_file(), line)
        self.assertIn("/icons/24+0/", menu)

    def test_the_layouts_are_data_that_menu_cache_finds(self):
        for prefix in ("easyos", "easyos-container", "pekwm"):
            self.assertTrue((self.prefix / "etc/xdg/menus" / (prefix + "-applications.menu")).is_file(), prefix)
        self.assertTrue(list(self.prefix.glob("share/desktop-directories/*.directory")))

    def test_manuals_and_completions_are_there(self):
        self.assertTrue((self.prefix / "share/bash-completion/completions/xdg2pekwm").is_file())
        if shutil.which("scdoc"):
            self.assertTrue((self.prefix / "share/man/man1/xdg2pekwm.1").is_file())

    def test_the_panels_module(self):
        """It lies where the session looks for it, and links with nothing that a program may not have."""
        modules = list(self.prefix.glob("lib*/**/pekwm-lxpanel/lxpanel-icons.so"))
        if not modules and not os.path.exists("/usr/include/gtk-2.0"):
            self.skipTest("no headers of GTK 2, and so no module")
        self.assertEqual(len(modules), 1)
        self.assertIn(os.path.relpath(modules[0].parent.parent, self.prefix / "bin").encode() +
                      b"/pekwm-lxpanel/lxpanel-icons.so", (self.prefix / "bin/pekwm-lxpanel").read_bytes())
        done = subprocess.run(["ldd", modules[0]], capture_output=True, text=True, check=True)
        self.assertNotIn("gtk", done.stdout)
        self.assertNotIn("not found", done.stdout)

    @unittest.skipIf(os.environ.get("KIT_SANITIZE"), "sanitizers keep the names of sources for their reports")
    def test_nothing_names_the_build(self):
        source = os.path.realpath(options.build).encode()
        for path in self.prefix.glob("**/*"):
            if path.is_file() and not path.is_symlink() and path.suffix in ("", ".menu", ".directory", ".desktop"):
                strings = path.read_bytes().split(b"\0")
                self.assertFalse([text for text in strings if text.startswith(source)], path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--build", required=True)
    known, rest = parser.parse_known_args()
    options.cmake, options.build = known.cmake, known.build
    unittest.main(argv=[sys.argv[0], "-v", *rest])


if __name__ == "__main__":
    main()
