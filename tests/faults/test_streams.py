#!/usr/bin/env python3
"""Standard streams that are full, closed or read by nobody: both tools end with a status that their manuals have.

    test_streams.py --program=XDG2PEKWM --session=PEKWM-LXPANEL [unittest's own arguments]
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import scenes

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import inherited  # noqa: E402

PATIENCE = 60  # seconds; only a hanging program comes near
NOT_WRITTEN = 3  # by xdg2pekwm
INTERNAL = 1  # pekwm-lxpanel's
BROKEN = "[Desktop Entry]\nType=Application\nName=Broken\nExec='x\nCategories=Game;\nNoDisplay=maybe\n"

options = argparse.Namespace(program=None, session=None)


class Streams(unittest.TestCase):
    def setUp(self):
        self.scene = scenes.Scene(self.enterContext(tempfile.TemporaryDirectory(prefix="streams.")))
        (self.scene.root / "data/applications/broken.desktop").write_text(BROKEN)

    def run_with(self, redirection, *argv):
        """The status of a run whose streams a shell has redirected, and what was still said."""
        done = subprocess.run(["/bin/sh", "-c", '"$@" ' + redirection, "sh", *argv], env={
            **self.scene.environment, **inherited.variables(), "PATH": "/usr/bin:/bin"}, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=PATIENCE)
        return done.returncode, done.stdout + done.stderr

    def check_answers(self, program, not_written, *questions):
        for question in questions:
            with self.subTest(" ".join(question)):
                status, said = self.run_with("", program, *question)
                self.assertTrue(said)
                self.assertEqual(self.run_with("2>/dev/full", program, *question)[0], status)
                self.assertEqual(self.run_with("2>&-", program, *question)[0], status)
                if status == 0:
                    self.assertEqual(self.run_with(">/dev/full", program, *question)[0], not_written)
                    self.assertEqual(self.run_with(">&-", program, *question)[0], not_written)

    def test_answers_of_xdg2pekwm(self):
        self.check_answers(options.program, NOT_WRITTEN, ["--help"], ["--version"], ["--print-config"], ["--check"],
                           ["--explain", "alpha"], ["--list-inputs"], ["-o", "-", "--stats"], ["--format", "json"],
                           ["--nonsense"], ["--config", "/nowhere"])

    def test_answers_of_the_session(self):
        self.check_answers(options.session, INTERNAL, ["--help"], ["--version"], ["--print-config"], ["--print-env"],
                           ["--dry-run"], ["theme", "list"], ["theme", "show"], ["ctl", "status"], ["--nonsense"])

    def test_a_menu_is_written_whatever_hears_the_warnings(self):
        self.assertEqual(self.run_with("", options.program, "--no-icons")[0], 0)
        new = self.scene.content()
        for redirection in ("2>/dev/full", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "<&- >&-"):
            with self.subTest(redirection):
                self.scene.reset()
                self.assertEqual(self.run_with(redirection, options.program, "--no-icons")[0], 0)
                self.assertEqual(self.scene.content(), new)

    def test_pictures_are_made_without_streams(self):
        if not (pathlib.Path(options.program).parent / "../libexec/xdg2pekwm/xdg2pekwm-icon").exists():
            self.skipTest("xdg2pekwm-icon was not built")
        status, said = self.run_with("<&- >&- 2>&-", options.program, "--icon-size", "24")
        self.assertEqual(status, 0, said)
        self.assertIn(b"/icons/24+0/", self.scene.content())

    def test_nobody_reads(self):
        """As every program that is asked to write into a pipe without a reader."""
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as pipe:
            done = subprocess.run([options.program, "-o", "-"], stdout=pipe, stderr=subprocess.PIPE, timeout=PATIENCE,
                                  env={**self.scene.environment, **inherited.variables()})
        self.assertIn(done.returncode, (-13, NOT_WRITTEN))
        self.assertEqual(self.scene.content(), self.scene.old)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--program", required=True, type=os.path.abspath)
    parser.add_argument("--session", required=True, type=os.path.abspath)
    _, rest = parser.parse_known_args(namespace=options)
    unittest.main(argv=[sys.argv[0], "-v", *rest])
