#!/usr/bin/env python3
"""What no file may do: cost more than itself. Each fault here is one line of warning, and the good entries stay."""

import os
import pathlib
import socket
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import scene  # noqa: E402

# Without these the superuser, whom tests run as in a container, reads every file.
NO_PRIVILEGES = ("setpriv", "--inh-caps=-all", "--bounding-set=-all")
BOUND_SECONDS = 20  # far more than any of this takes; a hang is what it would find
GOOD = b"[Desktop Entry]\nType=Application\nName=Fault\nExec=true\n"


class Hostile(unittest.TestCase):
    def setUp(self):
        self.scene = self.enterContext(scene.Scene())
        self.scene.add_application("good", b"Good", [b"true"])
        self.scene.add_application("also-good", b"Also good", [b"true"])
        self.path = self.scene.applications / "fault.desktop"

    def run_tree(self, **changes):
        began = time.monotonic()
        done = self.scene.run("--no-icons", "--format", "tree", "-o", "-",
                              wrapper=NO_PRIVILEGES if os.geteuid() == 0 else (), **changes)
        self.assertLess(time.monotonic() - began, BOUND_SECONDS)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def check(self, *words, path=None):
        """One line about the path, with these words; all other entries are shown, and nothing else."""
        done = self.run_tree()
        lines = done.stderr.decode().splitlines()
        self.assertEqual(len(lines), 1, lines)
        self.assertTrue(lines[0].startswith("%s:" % (path or self.path)), lines[0])
        for word in ("warning: ", *words):
            self.assertIn(word, lines[0])
        self.assertEqual(done.stdout.count(b".desktop"), 2, done.stdout)

    def test_a_malformed_file(self):
        self.path.write_bytes(b"[Desktop Entry\n" + GOOD.partition(b"\n")[2])
        self.check("[Desktop Entry]")

    def test_a_binary_file(self):
        self.path.write_bytes(bytes(range(256)) * 100)
        self.check("[Desktop Entry]")

    def test_an_empty_file(self):
        self.path.write_bytes(b"")
        self.check("[Desktop Entry]")

    def test_a_name_of_invalid_text(self):
        """Shown, with what cannot be read replaced: the entry itself works."""
        self.path.write_bytes(GOOD.replace(b"Fault", b"F\xffult"))
        done = self.run_tree()
        self.assertEqual(done.stdout.count(b".desktop"), 3)
        done.stdout.decode("utf-8")

    def test_an_unreadable_file(self):
        self.path.write_bytes(GOOD)
        self.path.chmod(0)
        self.check("Permission denied")

    def test_an_unreadable_folder(self):
        folder = self.scene.applications / "locked"
        folder.mkdir()
        (folder / "fault.desktop").write_bytes(GOOD)
        folder.chmod(0)
        self.addCleanup(folder.chmod, 0o700)
        self.check("Permission denied", path=folder)

    def test_a_broken_link(self):
        self.path.symlink_to("nowhere")
        self.check("broken link")

    def test_a_link_to_itself(self):
        self.path.symlink_to(self.path)
        self.check("link")

    def test_a_file_of_50_megabytes(self):
        with open(self.path, "wb") as file:
            file.write(GOOD)
            file.truncate(50_000_000)
        self.check("50000000 bytes")

    def test_a_fifo(self):
        os.mkfifo(self.path)
        self.check("not a regular file")

    def test_a_socket(self):
        with socket.socket(socket.AF_UNIX) as listener:
            os.chdir(self.scene.applications)
            self.addCleanup(os.chdir, "/")
            listener.bind("fault.desktop")
            self.check("the entry is left out")

    def test_a_device(self):
        self.path.symlink_to("/dev/zero")
        self.check("not a regular file")

    def test_a_folder_named_as_a_file(self):
        self.path.mkdir()
        (self.path / "inside.desktop").write_bytes(GOOD)
        done = self.run_tree()
        self.assertIn(b"fault.desktop-inside.desktop", done.stdout)

    def test_folders_that_link_to_their_parents(self):
        for name in ("loop", "second"):
            (self.scene.applications / name).symlink_to(self.scene.applications)
        done = self.run_tree()
        self.assertLessEqual(len(done.stderr.splitlines()), 2, done.stderr)
        self.assertEqual(done.stdout.count(b"Also good"), done.stdout.count(b"  Good"), done.stdout)

    def test_no_home(self):
        for home in (None, "", "relative"):
            with self.subTest(home):
                done = self.run_tree(HOME=home)
                lines = done.stderr.splitlines()
                self.assertEqual(len(lines), 1, lines)
                self.assertTrue(lines[0].startswith(b"HOME: warning: "), lines)
                self.assertEqual(done.stdout.count(b".desktop"), 2)

    def test_a_home_that_cannot_be_written(self):
        self.scene.home.chmod(0o500)
        self.scene.menu.parent.chmod(0o500)
        self.addCleanup(self.scene.home.chmod, 0o700)
        self.addCleanup(self.scene.menu.parent.chmod, 0o700)
        done = self.scene.run("--no-icons", wrapper=NO_PRIVILEGES if os.geteuid() == 0 else ())
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertFalse(self.scene.menu.exists())

    def test_a_full_disk(self):
        """/dev/full stands for it: the output says so, and the status too."""
        with open("/dev/full", "wb") as full:
            done = subprocess.run([scene.programs.program, "--no-icons", "-o", "-"], env=self.scene.environment(),
                                  stdout=full, stderr=subprocess.PIPE, timeout=scene.TIMEOUT_SECONDS)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(b"No space left", done.stderr)


if __name__ == "__main__":
    scene.main()
