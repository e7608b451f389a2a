#!/usr/bin/env python3
"""One run of xdg2pekwm, in which one call fails: it ends as its manual says, and the menu is the old or the new one.

    test_once.py --program=XDG2PEKWM --library=FAULTS [--all] [unittest's own arguments]

Without --all at most FEW faults of a case, evenly spread over all that there are. Where pictures are made a run takes ten
times as long: FEW_WITH_ICONS, and MOST_WITH_ICONS with --all.
"""

import errno
import os
import signal
import sys
import tempfile
import time
import unittest

import injector
import scenes

FEW, FEW_WITH_ICONS, MOST_WITH_ICONS = 30, 8, 150
DOCUMENTED = (0, 3)  # written, or not written and the old one intact; a menu there is always
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM)
# What a call says about the file itself, and not about the machine: that holds until the file changes.
ABOUT_THE_FILE = (errno.EACCES, errno.ELOOP, errno.EPERM, errno.ENOENT)
# Where the reading of one thing fails, the menu is made without it.
READING = {"open", "openat", "read", "getdents64", "stat", "fstat", "fstatat", "faccessat", "readlink", "mmap"}
# The same for pictures.
PICTURES = {"mkdir", "poll", "recv", "send", "posix_spawn", "socketpair", "waitpid", "kill"}

options = None


class Case:
    """A scene, the arguments of a run in it, and what comes out without a fault."""

    def __init__(self, folder, *arguments, keep_result=False, **scene):
        self.scene = scenes.Scene(folder, **scene)
        self.injector = injector.Injector(options.library, "xdg2pekwm", folder)
        self.argv = [options.program, *arguments]
        self.has_icons = bool(scene.get("icons"))
        time.sleep(scenes.SETTLED_SECONDS)
        if keep_result:
            self.injector.count(self.argv, self.scene.environment)
            self.scene.keep_cache()
            self.scene.reset()
        self.calls = self.injector.count(self.argv, self.scene.environment)
        self.new = self.scene.content()
        self.beside = set(self.scene.beside())

    def run(self, fault=None):
        self.scene.reset()
        return self.injector.run(self.argv, self.scene.environment, fault)

    def run_again(self):
        return self.injector.run(self.argv, self.scene.environment)


class OneFault(unittest.TestCase):
    def case(self, *arguments, **scene):
        return Case(self.enterContext(tempfile.TemporaryDirectory(prefix="faults.")), *arguments, **scene)

    @staticmethod
    def faults(case, faults):
        if case.has_icons:
            return injector.sampled(faults, MOST_WITH_ICONS if options.all else FEW_WITH_ICONS)
        return list(faults) if options.all else injector.sampled(faults, FEW)

    def check_files(self, case, fault):
        """The menu is whole, and nothing lies beside it."""
        content = case.scene.content()
        if content not in (case.scene.old, case.new):
            self.assertIn(fault.call, READING | PICTURES, "neither the old nor the new menu")
            self.assertEqual(content.splitlines()[-1:], case.new.splitlines()[-1:], "a menu without its end")
        self.assertLessEqual(set(case.scene.beside()), case.beside)

    def check_healed(self, case, fault):
        """What was once a fault is none in the next run."""
        run = case.run_again()
        self.assertEqual((run.status, case.scene.content()), (0, case.new), run.error)
        self.assertFalse({name for name in case.scene.beside() if not name.startswith(".")} - case.beside)

    def check_errors(self, case, faults):
        struck = 0
        for fault in self.faults(case, faults):
            with self.subTest(str(fault)):
                run = case.run(fault)
                struck += bool(run.struck)
                self.assertIn(run.status, DOCUMENTED, run.error)
                self.assertFalse(run.left, "a process is left")
                self.check_files(case, fault)
                if run.status != 0:
                    self.assertEqual(case.scene.content(), case.scene.old)
                    self.assertIn("xdg2pekwm: ", run.error)
                elif case.scene.content() not in (case.scene.old, case.new) and fault.value not in ABOUT_THE_FILE:
                    self.assertRegex(run.error, "warning: |cannot be", "what is missing is told")
                if fault.value not in ABOUT_THE_FILE:
                    self.check_healed(case, fault)
        self.assertGreater(struck, 0)

    def check_errors_of(self, case):
        self.check_errors(case, injector.all_faults(case.calls))

    def test_first_run(self):
        self.check_errors_of(self.case("--no-icons", menu=None))

    def test_all_is_read(self):
        self.check_errors_of(self.case("--no-icons"))

    def test_a_kept_result(self):
        self.check_errors_of(self.case("--no-icons", keep_result=True))

    def test_a_menu_made_by_hand(self):
        self.check_errors_of(self.case("--no-icons", menu=scenes.HAND_MADE))

    def test_icons_are_made(self):
        self.check_errors_of(self.icons())

    def test_icons_are_there(self):
        case = self.icons()
        case.scene.reset()
        case.run_again()
        case.scene.keep_cache("icons")
        case.scene.reset()
        time.sleep(scenes.SETTLED_SECONDS)
        case.calls = case.injector.count(case.argv, case.scene.environment)
        self.check_errors_of(case)

    def test_what_stays_broken(self):
        """A disk that is full from one moment on, a table of files without room."""
        case = self.case("--no-icons")
        self.check_errors(case, injector.persistent_faults(case.calls))

    def test_a_helper_that_stays_broken(self):
        case = self.icons()
        calls = {call: count for call, count in case.calls.items() if call in PICTURES}
        self.check_errors(case, injector.persistent_faults(calls))

    def icons(self):
        if not os.path.exists(os.path.join(os.path.dirname(options.program), "../libexec/xdg2pekwm/xdg2pekwm-icon")):
            self.skipTest("xdg2pekwm-icon was not built")
        return self.case("--icon-size", "24", icons=True)

    def check_ends(self, case, action, signals):
        for number in signals:
            for fault in self.faults(case, injector.ends_at_every_call(case.calls, action, number)):
                with self.subTest(str(fault)):
                    run = case.run(fault)
                    self.assertEqual(run.status, -number if run.struck else 0)
                    self.assertFalse(run.left, "a process is left")
                    self.assertIn(case.scene.content(), (case.scene.old, case.new))
                    self.check_healed(case, fault)

    def test_killed_at_every_call(self):
        for menu in (scenes.OLD_MENU, scenes.HAND_MADE):
            self.check_ends(self.case("--no-icons", menu=menu), "kill", [signal.SIGKILL])

    def test_what_a_killed_writer_left_is_removed(self):
        """After an hour, and that of the same file alone."""
        case = self.case("--no-icons")
        run = case.run(injector.Fault("fsync", 1, "kill"))
        self.assertEqual(run.status, -signal.SIGKILL)
        left, = case.scene.beside()
        folder = case.scene.menu.parent
        others = (".menu.backup", ".menu.new-backup", ".menu.orig.pekwm-kit-part-abcdef", ".menu.pekwm-kit-part-abcdefg")
        for name in others:
            (folder / name).write_bytes(b"")
        for path in folder.iterdir():
            os.utime(path, (0, time.time() - 3500))
        case.scene.menu.write_bytes(case.scene.old)
        case.run_again()
        self.assertIn(left, case.scene.beside())
        for path in folder.iterdir():
            os.utime(path, (0, time.time() - 3700))
        case.scene.menu.write_bytes(case.scene.old)
        case.run_again()
        self.assertEqual(case.scene.beside(), list(others))

    def test_killed_while_icons_are_made(self):
        self.check_ends(self.icons(), "kill", [signal.SIGKILL])

    def test_ended_by_a_signal_at_every_call(self):
        self.check_ends(self.case("--no-icons"), "signal", SIGNALS if options.all else SIGNALS[:1])


if __name__ == "__main__":
    options = injector.options_of_script()
    unittest.main(argv=[sys.argv[0], "-v", *options.rest])
