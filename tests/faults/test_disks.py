#!/usr/bin/env python3
"""Real disks that are full, read-only or without a free inode, small ones in a mount namespace.

    test_disks.py --program=XDG2PEKWM [unittest's own arguments]
"""

import argparse
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import scenes

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import desktop_file  # noqa: E402
import inherited  # noqa: E402
import mount_namespace  # noqa: E402

PATIENCE = 60  # seconds; only a hanging program comes near
NOT_WRITTEN = 3
PAGE = 4096

options = argparse.Namespace(program=None)


class Disks(unittest.TestCase):
    def setUp(self):
        self.scene = scenes.Scene(self.enterContext(tempfile.TemporaryDirectory(prefix="disks.")), icons=True)
        self.run_program("--no-icons", "--no-cache")
        self.new = self.scene.content()
        self.scene.reset()

    def run_program(self, *arguments, **more):
        return subprocess.run([options.program, *arguments], env={**self.scene.environment, **inherited.variables()},
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, **more)

    def put_on_a_disk(self, folder, mount_options="size=64k"):
        """An old menu, or nothing, on a file system of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        mount_namespace.mount(folder, mount_options)
        self.addCleanup(mount_namespace.unmount, folder)
        self.scene.reset()

    @staticmethod
    def fill(folder, pages_left):
        """Fills the file system of a folder but for so many pages."""
        path = folder / "filler"
        with open(path, "wb", buffering=0) as file:
            free = os.statvfs(folder).f_bavail - pages_left
            file.write(bytes(max(free, 0) * PAGE))
        return path

    def check_old(self, done):
        self.assertEqual(done.returncode, NOT_WRITTEN, done.stderr)
        self.assertIn(b"xdg2pekwm: ", done.stderr)
        self.assertEqual(self.scene.content(), self.scene.old)

    def check_new(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.scene.content(), self.new)

    def test_the_home_is_full(self):
        self.put_on_a_disk(self.scene.menu.parent)
        written = 0
        for pages in range(4):
            self.scene.reset()
            filler = self.fill(self.scene.menu.parent, pages)
            with self.subTest("%d pages free" % pages):
                done = self.run_program("--no-icons")
                if done.returncode == 0:
                    written += 1
                    self.check_new(done)
                else:
                    self.check_old(done)
                self.assertEqual(self.scene.beside(), [filler.name])
        self.assertIn(written, range(1, 4), "neither too little room nor enough was tried")
        self.scene.reset()
        self.check_new(self.run_program("--no-icons"))

    def test_files_must_not_grow(self):
        """The limit of a process on its files, which ends it unless it says otherwise."""
        done = self.run_program("--no-icons", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)))
        self.check_old(done)
        self.assertEqual(self.scene.beside(), [])

    def test_there_is_no_inode(self):
        self.put_on_a_disk(self.scene.menu.parent, "size=64k,nr_inodes=2")  # its root, and the menu
        self.check_old(self.run_program("--no-icons"))
        self.assertEqual(self.scene.beside(), [])

    def test_the_home_is_read_only(self):
        self.put_on_a_disk(self.scene.menu.parent)
        mount_namespace.remount(self.scene.menu.parent, "ro")
        self.check_old(self.run_program("--no-icons"))
        mount_namespace.remount(self.scene.menu.parent, "rw")
        self.check_new(self.run_program("--no-icons"))
        # What is there already need not be written.
        mount_namespace.remount(self.scene.menu.parent, "ro")
        self.check_new(self.run_program("--no-icons"))
        mount_namespace.remount(self.scene.menu.parent, "rw")

    def check_useless_cache(self):
        """Nothing but the time is lost, and no word."""
        done = self.run_program("--no-icons")
        self.check_new(done)
        self.assertEqual(done.stderr, b"")
        self.scene.menu.write_bytes(self.scene.old)
        done = self.run_program("--icon-size", "24")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"Alpha", self.scene.content())
        self.assertIn(b"icons", done.stderr)

    def test_the_cache_is_full(self):
        self.put_on_a_disk(self.scene.cache)
        self.fill(self.scene.cache, 0)
        self.check_useless_cache()
        hidden = {path.name for path in self.scene.cache.rglob(".*")}
        self.assertLessEqual(hidden, {".pruned"}, "a temporary file is left")

    def test_the_cache_is_read_only(self):
        self.put_on_a_disk(self.scene.cache)
        mount_namespace.remount(self.scene.cache, "ro")
        self.check_useless_cache()

    def test_the_cache_has_no_inode(self):
        self.put_on_a_disk(self.scene.cache, "size=64k,nr_inodes=1")
        self.check_useless_cache()

    def test_watching_goes_on(self):
        folder = self.scene.menu.parent
        self.put_on_a_disk(folder)
        filler = self.fill(folder, 0)
        log = self.scene.root / "log"
        with open(log, "wb") as error:
            watcher = subprocess.Popen([options.program, "--watch", "--no-icons"], stdin=subprocess.DEVNULL, stderr=error,
                                       env={**self.scene.environment, **inherited.variables()})
        self.addCleanup(watcher.wait)
        self.addCleanup(watcher.kill)
        self.wait_until(lambda: log.read_bytes().count(b"xdg2pekwm: ") > 0, "the first failure")
        desktop_file.install(self.scene.root / "data/applications", "second", "Second")
        self.wait_until(lambda: log.read_bytes().count(b"xdg2pekwm: ") > 1, "the second failure")
        self.assertEqual((self.scene.content(), self.scene.beside()), (self.scene.old, [filler.name]))
        filler.unlink()
        desktop_file.install(self.scene.root / "data/applications", "third", "Third")
        self.wait_until(lambda: b"Third" in self.scene.content(), "the menu, now that there is room")
        self.assertIn(b"Second", self.scene.content())
        watcher.send_signal(signal.SIGTERM)
        self.assertEqual(watcher.wait(PATIENCE), 0)

    def wait_until(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), end, "waited in vain for " + what)
            time.sleep(0.01)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--program", required=True, type=os.path.abspath)
    _, rest = parser.parse_known_args(namespace=options)
    mount_namespace.enter_or_skip()
    unittest.main(argv=[sys.argv[0], "-v", *rest])
