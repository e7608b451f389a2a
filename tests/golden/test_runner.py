#!/usr/bin/env python3
"""The golden runner must be able to fail: each kind of difference is seen, and a case that fits is not."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

RUNNER = pathlib.Path(__file__).resolve().parent / "run.py"
PROGRAM = """#!/bin/sh
printf 'out %s %s\\n' "$1" "$KIND"
printf 'err %s\\n' "$HOME" >&2
exit 3
"""
CASE = {"about.txt": "A case.\n", "cmd": "one\n", "env": "KIND=two\n", "expected": "out one two\n",
        "expected.err": "err @ROOT@/home\n", "status": "3\n"}


class Runner(unittest.TestCase):
    def run_case(self, **changes):
        """The runner's exit status for a copy of itself beside one case; None as a file's text leaves it out."""
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            (folder / "run.py").write_bytes(RUNNER.read_bytes())
            program = folder / "program"
            program.write_text(PROGRAM)
            program.chmod(0o755)
            case = folder / "case"
            (case / "tree").mkdir(parents=True)
            for name, text in {**CASE, **changes}.items():
                if text is not None:
                    (case / name).write_text(text)
            done = subprocess.run([sys.executable, folder / "run.py", program], capture_output=True, timeout=60,
                                  env={**os.environ, "PYTHONPATH": str(RUNNER.parents[1] / "support")})
            return done.returncode

    def test_a_case_that_fits_passes(self):
        self.assertEqual(self.run_case(), 0)

    def test_each_difference_fails(self):
        for change in ({"expected": "out one three\n"}, {"expected": "out one two"}, {"expected.err": "err\n"},
                       {"expected.err": None}, {"status": "0\n"}, {"status": None}, {"cmd": "other\n"},
                       {"env": "KIND=other\n"}, {"expected": None}):
            with self.subTest(change):
                self.assertNotEqual(self.run_case(**change), 0)


if __name__ == "__main__":
    unittest.main()
