#!/usr/bin/env python3
"""valgrind finds nothing in the tools: no use of what is not set or not there any more, nothing lost.

    check_valgrind.py --xdg2pekwm=PROGRAM --program=PEKWM-LXPANEL [unittest's own arguments]

Other programs that they start run without it, and so does xdg2pekwm-icon: its limit on memory leaves no room for two.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "pekwm-lxpanel"), str(TESTS / "faults"), str(TESTS / "support")]
import desktop_file  # noqa: E402
import harness  # noqa: E402
import scenes  # noqa: E402

PATIENCE = 300  # seconds
CASES = ("pekwm-", "locale-c", "move-", "entry-b", "exec-quoted-", "icon-", "config-e")  # of the golden tests
FAULT = 99
SKIPPED = 77

options = argparse.Namespace(xdg2pekwm=None)


def valgrind(*words):
    return [shutil.which("valgrind"), "--quiet", "--error-exitcode=%d" % FAULT, "--leak-check=full",
            "--errors-for-leak-kinds=definite", "--num-callers=30",
            "--suppressions=%s" % (TESTS / "valgrind/suppressions.txt"), *words]


class Xdg2pekwm(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="valgrind.")))

    def test_golden_trees(self):
        """The tests' own answers, and no other word on standard error."""
        wrapper = self.folder / "xdg2pekwm"
        wrapper.write_text("#!/bin/sh\nexec %s '%s' \"$@\"\n" % (" ".join(valgrind()), options.xdg2pekwm))
        wrapper.chmod(0o755)
        for case in CASES:
            with self.subTest(case):
                done = subprocess.run([sys.executable, TESTS / "golden/run.py", wrapper, "-j", "2", "-k", case],
                                      capture_output=True, text=True, timeout=PATIENCE)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_two_threads(self):
        """What they share, they share in turn. So many files are read by two, and looked at by two the next time."""
        scene = scenes.Scene(self.folder / "scene")
        for number in range(1200):
            desktop_file.install(scene.root / "data/applications", "many%d" % number, "Many %d" % number)
        time.sleep(0.1)  # what changed just now proves nothing
        for said in ("", "nothing has changed"):
            done = subprocess.run([shutil.which("valgrind"), "--tool=helgrind", "--quiet", "--error-exitcode=%d" % FAULT,
                                   options.xdg2pekwm, "--no-icons", "--stats"], env=scene.environment,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(said, done.stderr)

    def test_made_kept_and_with_icons(self):
        scene = scenes.Scene(self.folder / "scene", icons=True)
        for arguments in ((), (), ("--no-cache",), ("--check",), ("--explain", "alpha"), ("--list-inputs",),
                          ("--format", "json"), ("--help",), ("--nonsense",)):
            with self.subTest(arguments):
                done = subprocess.run([*valgrind(), options.xdg2pekwm, *arguments], env=scene.environment,
                                      stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE)
                self.assertIn(done.returncode, (0, 1, 2), done.stderr)
                self.assertNotIn("==", done.stderr)


class Session(harness.SessionTest):
    def faults(self):
        """What valgrind said of the processes that it was in. It also says which new system calls it does not know."""
        logs = list(self.folder.glob("valgrind.*.log"))
        self.assertTrue(logs)
        return [line for log in logs for line in log.read_text(errors="replace").splitlines() if line.startswith("==")]

    def prefix(self):
        return valgrind("--log-file=%s/valgrind.%%p.log" % self.folder)

    def test_a_whole_session(self):
        session = self.start(prefix=self.prefix())
        session.wait_for("RUNNING")
        session.ctl("refresh-menu")
        session.ctl("restart", "panel")
        harness.wait_until(lambda: session.unit("panel")["restarts"] + session.log().count("started: lxpanel") > 1,
                           "another panel")
        session.wait_for("RUNNING")
        session.ctl("theme", "dark", check=False)
        session.popen.terminate()
        self.assertEqual(session.wait_for_end(), 0, session.log())
        self.assert_clean(session)
        self.assertEqual(self.faults(), [])

    def test_questions(self):
        session = self.start()
        session.wait_for("RUNNING")
        for words in (("--version",), ("--print-env",), ("--print-config",), ("--dry-run",), ("ctl", "status"),
                      ("ctl", "status", "--json"), ("ctl", "log"), ("theme", "list"), ("theme", "set", "dark")):
            with self.subTest(words):
                done = subprocess.run([*self.prefix(), harness.PROGRAM, *words], env=session.environment, timeout=PATIENCE,
                                      stdin=subprocess.DEVNULL, capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.faults(), [])
        self.assert_terminates(session)


def works():
    """valgrind does not know all processors."""
    return shutil.which("valgrind") and subprocess.run(["valgrind", "-q", "true"], capture_output=True).returncode == 0


if __name__ == "__main__":
    if not works():
        print("skipped: valgrind is not installed, or does not know this processor")
        sys.exit(SKIPPED)
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--xdg2pekwm", required=True, type=os.path.abspath)
    _, rest = parser.parse_known_args(namespace=options)
    sys.argv[1:] = rest
    harness.main()
