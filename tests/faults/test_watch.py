#!/usr/bin/env python3
"""xdg2pekwm --watch, in which one call fails: it ends and says why, or goes on, and the menu is whole in the end.

    test_watch.py --program=XDG2PEKWM --library=FAULTS [--all] [unittest's own arguments]

With --all as many faults as MOST, else as many as FEW, evenly spread over all calls up to the answer to a change.
"""

import errno
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import injector
import scenes

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import desktop_file  # noqa: E402
import inherited  # noqa: E402

FEW, MOST = 16, 240
PATIENCE = 30  # seconds; only a hanging program comes near
NOT_WRITTEN = 3  # or not watched

options = None


class Watcher:
    """A scene that is watched, with a fault or without."""

    def __init__(self, folder, fault=None):
        self.scene = scenes.Scene(folder)
        self.injector = injector.Injector(options.library, "xdg2pekwm", folder)
        self.log = pathlib.Path(folder) / "log"
        values = {**self.scene.environment, **inherited.variables(), **self.injector.environment(fault)}
        with open(self.log, "wb") as error:
            self.process = subprocess.Popen([options.program, "--watch", "--no-icons"], env=values, stderr=error,
                                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def said(self):
        return self.log.read_text(errors="replace")

    def add(self, title):
        desktop_file.install(self.scene.root / "data/applications", title.lower(), title)

    def ended(self):
        return self.process.poll() is not None

    def wait_until(self, condition, what):
        """False where the watcher ends first."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if self.ended():
                return False
            if time.monotonic() > end:
                raise AssertionError("waited in vain for %s; it said:\n%s" % (what, self.said()))
            time.sleep(0.005)
        return True

    def has(self, title):
        return ('"%s"' % title).encode() in (self.scene.content() or b"")

    def shows(self, title):
        return self.wait_until(lambda: self.has(title), title + " in the menu")

    def answers(self, title):
        """Shows it, or meets the fault."""
        return self.wait_until(lambda: self.injector.struck() or self.has(title), "an answer to " + title)

    def descriptors(self):
        """What is open; a descriptor that is closed meanwhile is not."""
        names = []
        for path in pathlib.Path("/proc/%d/fd" % self.process.pid).iterdir():
            try:
                names.append(os.path.basename(os.readlink(path)))
            except FileNotFoundError:
                pass
        return sorted(names)


class OneFault(unittest.TestCase):
    def watch(self, fault=None):
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix="faults."))
        return Watcher(folder, fault)

    def counted(self):
        """The calls up to the answer to a change, and what is open then."""
        with self.watch() as watcher:
            self.assertTrue(watcher.shows("Alpha"))
            watcher.add("Second")
            self.assertTrue(watcher.shows("Second"))
            calls = watcher.injector.counted()
            watcher.add("Third")
            self.assertTrue(watcher.shows("Third"))
            descriptors = []

            def rests():
                """Two looks at what is open, a moment apart, are the same, and no folder is among it."""
                before = list(descriptors)
                descriptors[:] = watcher.descriptors()
                time.sleep(0.05)
                return before == descriptors and "applications" not in descriptors
            watcher.wait_until(rests, "it to rest")
            return calls, descriptors

    def check(self, fault, descriptors):
        with self.watch(fault) as watcher:
            # The first run may be the one that fails, and then nothing tells that it is over but the fault itself.
            watcher.answers("Alpha")
            for title in ("Second", "Third", "Fourth"):
                # What comes after the fault is shown. What comes with it need not be: a file that is not for us
                # stays that until something changes, and nobody says that this was only a fault.
                over = watcher.injector.struck()
                watcher.add(title)
                if fault.call == "inotify_add_watch":
                    continue
                if not (watcher.shows(title) if over else watcher.answers(title)):
                    break
            if watcher.ended():
                self.assertEqual(watcher.process.returncode, NOT_WRITTEN, watcher.said())
                self.assertIn("xdg2pekwm: ", watcher.said())
            else:
                if fault.call != "inotify_add_watch":
                    watcher.wait_until(lambda: watcher.descriptors() == descriptors, "descriptors to be closed again")
                watcher.process.send_signal(signal.SIGTERM)
                # What failed is tried again a moment later, and whoever is asked to end in the midst of a run does it at once.
                self.assertIn(watcher.process.wait(PATIENCE), (0, NOT_WRITTEN, -signal.SIGTERM), watcher.said())
            self.assertEqual(watcher.scene.beside(), [])

    def test_errors(self):
        calls, descriptors = self.counted()
        faults = [fault for fault in injector.all_faults(calls) if fault.value != errno.ENOENT]
        for fault in injector.sampled(faults, MOST if options.all else FEW):
            with self.subTest(str(fault)):
                self.check(fault, descriptors)

    def test_it_cannot_begin(self):
        for fault in (injector.Fault(call, 1, "error", errno.EMFILE) for call in ("inotify_init1", "signalfd")):
            with self.subTest(str(fault)), self.watch(fault) as watcher:
                self.assertEqual(watcher.process.wait(PATIENCE), NOT_WRITTEN)
                self.assertIn("xdg2pekwm: ", watcher.said())
                # A menu can be had without anybody who watches.
                unwatched = fault.call == "inotify_init1"
                self.assertEqual("max_user_instances" in watcher.said(), unwatched)
                self.assertEqual(watcher.scene.content() != watcher.scene.old, unwatched)


if __name__ == "__main__":
    options = injector.options_of_script()
    unittest.main(argv=[sys.argv[0], "-v", *options.rest])
