#!/usr/bin/env python3
"""Trees of a size or shape that nobody has: the menu is made all the same, in bounded time and memory."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import scene  # noqa: E402

# Bounds that only something without an end exceeds, whatever else the machine does. The memory of a build with
# sanitizers is not the program's, and it takes ten times as long.
SANITIZED = bool(os.environ.get("KIT_SANITIZE"))
BOUND_SECONDS = 400 if SANITIZED else 120
BOUND_MEGABYTES = None if SANITIZED else 160
HEAD = "<Menu><Name>%s</Name>"
ONE = '"id": "one.desktop"'


class Bounds(unittest.TestCase):
    def setUp(self):
        self.scene = self.enterContext(scene.Scene())
        self.menus = self.scene.menu_file.parent
        self.scene.add_application("one", b"One", [b"true"])

    def run_json(self, *arguments, icons="--no-icons"):
        """Standard output and the lines of standard error; the bounds are checked."""
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            began = time.monotonic()
            child = subprocess.Popen([scene.programs.program, *(arguments or ("--format", "json", "-o", "-")),
                                      icons], env=self.scene.environment(), stdin=subprocess.DEVNULL,
                                     stdout=output, stderr=errors)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            spent = time.monotonic() - began
            output.seek(0)
            errors.seek(0)
            lines = errors.read().decode().splitlines()
            self.assertEqual(child.returncode, 0, lines[-3:])
            self.assertLess(spent, BOUND_SECONDS)
            if BOUND_MEGABYTES:
                self.assertLess(usage.ru_maxrss // 1024, BOUND_MEGABYTES)
            return output.read().decode(), lines

    def write_menu(self, text, name="applications.menu"):
        (self.menus / name).write_text(text)

    def test_ten_thousand_applications(self):
        for number in range(10_000):
            self.scene.add_application("app-%d" % number, b"Application %d" % number, [b"true"],
                                       Categories="Cat%d;" % (number % 50))
        self.write_menu(HEAD % "All" + "<DefaultAppDirs/>" + "".join(
            HEAD % number + "<Include><Category>Cat%d</Category></Include></Menu>" % number for number in range(50))
            + "</Menu>")
        output, lines = self.run_json()
        self.assertEqual(lines, [])
        self.assertEqual(output.count('"type": "entry"'), 10_000)
        menu, _ = self.run_json("--rows", "20", "-o", "-")
        self.assertEqual(menu.count('Exec true"'), 10_000)

    def test_two_hundred_menus_in_each_other(self):
        self.write_menu(HEAD % "m" * 200 + "<DefaultAppDirs/><Include><All/></Include>" + "</Menu>" * 200)
        output, lines = self.run_json()
        self.assertEqual(lines, [])
        self.assertEqual(output.count(ONE), 1)

    def test_far_too_many_menus_in_each_other(self):
        self.write_menu(HEAD % "m" * 50_000 + "<Include><All/></Include>" + "</Menu>" * 50_000)
        _, lines = self.run_json()
        self.assertTrue(lines)
        self.assertLess(len(lines), 5)

    def test_a_hundred_files_that_merge_each_other(self):
        for number in range(100):
            following = "".join("<MergeFile>%d.menu</MergeFile>" % ((number + step) % 100) for step in (1, 7, 31))
            self.write_menu(HEAD % "Applications" + "<Include><Filename>one.desktop</Filename></Include>" + following
                            + "</Menu>", "%d.menu" % number)
        self.write_menu(HEAD % "Applications" + "<DefaultAppDirs/><MergeFile>0.menu</MergeFile></Menu>")
        output, lines = self.run_json()
        self.assertEqual(output.count(ONE), 1)
        self.assertTrue(lines)
        self.assertLessEqual(len(lines), 300)
        self.assertTrue(all(": warning: " in line for line in lines), lines[:3])

    def test_files_that_double_each_other(self):
        """Each merges the next twice, in menus of its own: two to the power of 40 without a bound."""
        for number in range(40):
            child = HEAD + "<MergeFile>%d.menu</MergeFile></Menu>" % (number + 1)
            self.write_menu(HEAD % "x" + child % "a" + child % "b" + "</Menu>", "%d.menu" % number)
        self.write_menu(HEAD % "x" + "</Menu>", "40.menu")
        self.write_menu(HEAD % "All" + "<DefaultAppDirs/><Include><All/></Include><MergeFile>0.menu</MergeFile></Menu>")
        output, lines = self.run_json()
        self.assertEqual(output.count(ONE), 1)
        self.assertTrue(lines)

    def test_entities_that_multiply(self):
        entities = "".join('<!ENTITY e%d "%s">' % (number, "&e%d;" % (number - 1) * 10) for number in range(1, 12))
        self.write_menu('<!DOCTYPE Menu [<!ENTITY e0 "ha">%s]>' % entities + HEAD % "&e11;" +
                        "<DefaultAppDirs/><Include><All/></Include></Menu>")
        output, _ = self.run_json()
        self.assertEqual(output.count(ONE), 1)

    def test_a_menu_file_of_50_megabytes(self):
        self.write_menu(HEAD % "All" + "<!--" + "x" * 50_000_000 + "--></Menu>")
        output, lines = self.run_json()
        self.assertEqual(len(lines), 1, lines)
        self.assertEqual(output.count(ONE), 1)

    def test_rules_without_number(self):
        self.write_menu(HEAD % "All" + "<DefaultAppDirs/><Include>" + "<Or><Not><Category>C</Category></Not>" * 200 +
                        "</Or>" * 200 + "</Include>" + "<Exclude><Filename>no.desktop</Filename></Exclude>" * 50_000 +
                        "</Menu>")
        output, _ = self.run_json()
        self.assertEqual(output.count(ONE), 1)

    def test_categories_without_number(self):
        for number in range(300):
            self.scene.add_application("app%d" % number, b"App", [b"true"], Categories="C%d;" % number)
        self.write_menu(HEAD % "All" + "<DefaultAppDirs/><Include><Filename>one.desktop</Filename></Include>" + "".join(
            "<Include><Category>C%d</Category></Include>" % number for number in range(90_000)) + "</Menu>")
        output, lines = self.run_json()
        self.assertEqual(output.count(ONE), 1)
        self.assertEqual(output.count('"type": "entry"'), 301)
        self.assertEqual([line for line in lines if "more than 4095 categories in rules" in line], lines)
        self.assertTrue(lines)

    def test_a_folder_of_menus_merged_again_and_again(self):
        merged = self.scene.root / "merged"
        merged.mkdir()
        for number in range(5000):
            (merged / ("%d.menu" % number)).write_text(HEAD % "All" + "</Menu>")
        self.write_menu(HEAD % "All" + "<DefaultAppDirs/><Include><All/></Include>" +
                        "<MergeDir>%s</MergeDir>" % merged * 60_000 + "</Menu>")
        _, lines = self.run_json()
        self.assertTrue(lines)
        self.assertLess(len(lines), 5)

    def test_paths_without_end(self):
        """One that is as long as a path may be and one that is longer: each part of it could be asked for."""
        for name, length in (("longest", 2000), ("longer", 40_000)):
            for number in range(30):
                self.scene.add_application("%s%d" % (name, number), name.encode(), [b"true"],
                                           TryExec="/%s%d" % (name, number) + "/a" * length, Icon="/a" * length)
        for icons in ("--no-icons", "--icons"):
            output, _ = self.run_json(icons=icons)
            self.assertEqual(output.count(ONE), 1)
            self.assertNotIn("longe", output)

    def test_lists_of_nothing(self):
        for number in range(17):
            self.scene.add_application("app%d" % number, b"App", [b"true"], Categories=";" * 4_000_000)
        output, lines = self.run_json()
        self.assertEqual(output.count('"type": "entry"'), 18)
        self.assertEqual(lines, [])

    def test_links_without_number_to_the_largest_file(self):
        """One of which all is kept, and one of which nothing is."""
        self.scene.add_application("all", b"All", [b"true"], Comment="x" * 4_100_000)
        self.scene.add_application("nothing", b"Nothing", [b"true"], Categories=";" * 4_100_000)
        for name, number in (("all", 300), ("nothing", 3000)):
            for link in range(number):
                (self.scene.applications / ("%s%d.desktop" % (name, link))).symlink_to("%s.desktop" % name)
        output, lines = self.run_json()
        self.assertIn(ONE, output)
        self.assertEqual([line for line in lines[:-1] if "after that many larger ones" in line], lines[:-1])
        self.assertTrue(lines)

    def test_lists_without_end(self):
        self.scene.add_application("app", b"App", [b"true"], Categories="Utility;" + "C;" * 1_000_000)
        output, lines = self.run_json()
        self.assertIn('"id": "app.desktop"', output)
        self.assertEqual([line for line in lines if "1000 items are read" in line], lines)
        self.assertEqual(len(lines), 1)

    def test_folders_that_are_their_own_legacy_menus(self):
        legacy = self.scene.root / "legacy"
        legacy.mkdir()
        for number in range(20):
            (legacy / ("loop%d" % number)).symlink_to(legacy)
        self.write_menu(HEAD % "All" + "<DefaultAppDirs/><Include><All/></Include><LegacyDir>%s</LegacyDir></Menu>"
                        % legacy)
        output, lines = self.run_json()
        self.assertEqual(output.count(ONE), 1)
        self.assertLessEqual(len(lines), 100)

    def test_legacy_menus_without_number(self):
        legacy = self.scene.root / "legacy"
        for number in range(1000):
            (legacy / ("folder%d" % number)).mkdir(parents=True)
        menu = HEAD + "<LegacyDir>%s</LegacyDir></Menu>"
        self.write_menu(HEAD % "All" + "<DefaultAppDirs/><Include><All/></Include>" +
                        "".join(menu % (number, legacy) for number in range(1990)) + "</Menu>")
        output, lines = self.run_json()
        self.assertEqual(output.count(ONE), 1)
        self.assertEqual([line for line in lines if "more than 10000 folders of old menus" in line], lines)

    def test_moves_in_a_tree_of_sixty_thousand_menus(self):
        self.write_menu(HEAD % "All" + "<DefaultAppDirs/><Include><All/></Include>" + HEAD % "D" +
                        "".join(HEAD % number + "</Menu>" for number in range(60_000)) + "</Menu>" +
                        "".join(HEAD % ("m%d" % number) + "</Menu>" for number in range(1999)) +
                        "<Move>" + "".join("<Old>m%d</Old><New>D</New>" % number for number in range(1999)) +
                        "</Move></Menu>")
        output, lines = self.run_json()
        self.assertEqual(output.count(ONE), 1)
        self.assertEqual([line for line in lines if "more than 2000 <Move>s" in line], lines)
        self.assertTrue(lines)

    def test_folders_that_hide_each_other(self):
        """In each of many menus all that is hidden would be passed by."""
        folder = self.scene.root / "applications"
        folder.mkdir()
        for number in range(400):
            (folder / ("app%d.desktop" % number)).write_text("[Desktop Entry]\nType=Application\nName=App\nExec=true\n")
        rule = "<Include><Filename>none.desktop</Filename></Include>"
        self.write_menu(HEAD % "All" + "<DefaultAppDirs/><Include><Filename>one.desktop</Filename></Include>" +
                        (HEAD % "m" + "<AppDir>%s</AppDir>" % folder) * 200 +
                        (HEAD % "child" + rule + "</Menu>") + "".join(HEAD % number + rule + "</Menu>"
                                                                      for number in range(20_000)) +
                        "</Menu>" * 201)
        output, lines = self.run_json()
        self.assertEqual(output.count(ONE), 1)
        self.assertEqual([line for line in lines if "more than 1000000 entries in all menus" in line], lines)
        self.assertTrue(lines)

    def test_an_icon_theme_of_broken_links(self):
        theme = self.scene.root / "data/icons/Broken"
        directories = ["d%d" % number for number in range(4000)]
        for directory in directories:
            (theme / directory).mkdir(parents=True)
        (theme / "index.theme").write_text(
            "[Icon Theme]\nName=Broken\nDirectories=%s\n" % ",".join(directories) +
            "".join("\n[%s]\nSize=16\n" % directory for directory in directories))
        for number in range(1000):
            (theme / "d0" / ("icon%d.png" % number)).symlink_to("nowhere")
            self.scene.add_application("app%d" % number, b"App %d" % number, [b"true"], Icon="icon%d" % number)
        self.write_menu(HEAD % "All" + "<DefaultAppDirs/><Include><All/></Include></Menu>")
        output, lines = self.run_json("--format", "json", "-o", "-", "--icon-theme", "Broken", icons="--icons")
        self.assertEqual(output.count('"type": "entry"'), 1001)
        self.assertEqual(len([line for line in lines if "broken links" in line]), 1, lines)

    def test_an_entry_with_an_endless_line(self):
        path = self.scene.add_application("long", b"Long", [b"true"])
        path.write_bytes(path.read_bytes() + b"Comment=" + b"x" * 3_000_000 + b"\nCategories=" + b"C;" * 100_000)
        output, _ = self.run_json()
        self.assertIn(ONE, output)


if __name__ == "__main__":
    scene.main()
