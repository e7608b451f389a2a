#!/usr/bin/env python3
"""A session in which one call of pekwm-lxpanel fails: it ends with a status that its manual has, or goes on and ends when
it is asked to. Of its processes, and of its folder, nothing is left.

    test_session.py --program=PEKWM-LXPANEL --library=FAULTS [--all] [unittest's own arguments]

Of each call the first, the middle and the last one before the session runs may fail. With --all as many of these faults as
MOST, else as many as FEW, evenly spread; fewer where it is not an error but the end.
"""

import errno
import pathlib
import signal
import sys

import injector
from injector import Fault

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "pekwm-lxpanel"))
import harness  # noqa: E402

FEW, MOST = 12, 220
DOCUMENTED = range(10)
# A fault in the middle of putting away the session's folder leaves what is in it; the next session removes it.
REMOVING = ("unlink", "unlinkat", "openat", "fdopendir", "readdir", "fcntl")
# Short enough for a test that waits until they are over.
CONFIG = "[session]\nx_timeout = 3s\n[wm]\nready_timeout = 3s\n[panel]\nready_timeout = 3s\n"
RUNS = ("RUNNING", "DEGRADED")

options = None


def chosen(calls):
    """The numbers of the first, the middle and the last call of each kind."""
    for call, count in sorted(calls.items()):
        yield from ((call, number) for number in sorted({1, (count + 1) // 2, count}))


def errors(calls):
    for call, number in chosen(calls):
        for value in injector.ERRORS[call][:2 if options.all else 1]:
            yield Fault(call, number, "error", value)
        if errno.EINTR in injector.ERRORS[call][2:]:
            yield Fault(call, number, "error", errno.EINTR)


class OneFault(harness.SessionTest):
    def setUp(self):
        super().setUp()
        self.config(CONFIG)
        self.struck = 0
        self.injector = injector.Injector(options.library, "pekwm-lxpanel", self.folder)

    def begin(self, fault=None):
        variables = self.injector.environment(fault)
        session = self.start(**variables)
        for name in variables:
            del session.environment[name]  # who asks the session is no part of it
        return session

    def counted(self):
        session = self.begin()
        session.wait_for("RUNNING")
        calls = self.injector.counted()
        self.assert_terminates(session)
        return calls

    def check_sample(self, faults, most, few):
        sample = injector.sampled(faults, most if options.all else few)
        for fault in sample:
            with self.subTest(str(fault)):
                self.check(fault)
        self.assertGreater(self.struck, len(sample) // 2)

    def wait_until_it_runs_or_ends(self, session):
        """Whether it runs. Its log and its socket may be what fails: either of them says it."""
        def settled():
            if session.popen.poll() is not None or any("state " + state in session.log() for state in RUNS):
                return True
            status = session.status()
            return status is not None and status["state"] in RUNS
        harness.wait_until(settled, "an end, or a session that runs", harness.DEADLINE)
        return session.popen.poll() is None

    def check_status(self, status, fault, session):
        struck = self.injector.struck() > 0
        self.struck += struck
        if fault.action == "kill" and struck:
            # A process that was to become another program may have been the one.
            self.assertIn(status, (-signal.SIGKILL, *DOCUMENTED))
        elif fault.action == "signal" and struck and not session.log():
            self.assertIn(status, (0, -fault.value))  # before anything was there to be ended
        elif fault.action == "error" and struck:
            self.assertIn(status, DOCUMENTED)
            if status != 0:
                self.assertRegex(session.log(), "pekwm-lxpanel: |WARNING|ERROR")
        else:
            self.assertEqual(status, 0)

    def check(self, fault):
        session = self.begin(fault)
        try:
            runs = self.wait_until_it_runs_or_ends(session)
            if runs:
                session.popen.terminate()
            self.check_status(session.wait_for_end(), fault, session)
            if fault.action == "kill" or fault.call in REMOVING:
                harness.wait_until(lambda: not session.left_behind(), "the end of what it has started", 5)
            else:
                self.assert_clean(session)
        except AssertionError as error:
            raise AssertionError("%s; the log:\n%s" % (error, session.log())) from None
        finally:
            session.kill_all()

    def test_errors(self):
        self.check_sample(errors(self.counted()), MOST, FEW)

    def test_killed(self):
        faults = [Fault(call, number, "kill") for call, number in chosen(self.counted())]
        self.check_sample(faults, MOST // 4, FEW // 2)
        # What they have left is in nobody's way.
        self.assert_terminates_well(self.begin())

    def test_asked_to_end(self):
        faults = [Fault(call, number, "signal", signal.SIGTERM) for call, number in chosen(self.counted())]
        self.check_sample(faults, MOST // 4, FEW // 2)

    def assert_terminates_well(self, session):
        session.wait_for("RUNNING")
        self.assert_terminates(session)


if __name__ == "__main__":
    options = injector.options_of_script()
    sys.argv[1:] = ["--program=" + options.program, *options.rest]
    harness.main()
