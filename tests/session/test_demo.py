#!/usr/bin/env python3
"""The demo, the first thing that a newcomer tries: it shows a menu that is open, and one in it."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import scene  # noqa: E402

DEMO = pathlib.Path(__file__).resolve().parents[2] / "demo/demo.py"


class Demo(unittest.TestCase):
    def test_without_a_display_and_without_applications(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="kit-demo-")))
        environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "XDG_DATA_DIRS": str(folder)}
        done = subprocess.run([sys.executable, DEMO, "--program", scene.programs.program, "--output", folder / "out"],
                              env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("adding samples", done.stdout)
        self.assertIn("Web Browser", done.stdout)
        self.assertIn("a picture of it, open, with Office: %s\n" % (folder / "out/menu.png"), done.stdout)
        self.assertTrue((folder / "out/menu.png").read_bytes().startswith(b"\x89PNG"))


if __name__ == "__main__":
    scene.main()
