"""Processes of others, as /proc shows them; and those that belong to a test, by a mark in their environment.

What a program under test starts inherits the mark. By it a test finds what was left behind, and by it alone it kills:
never by a name.
"""

import contextlib
import os
import pathlib
import signal

MARK = "KIT_TEST_MARK"


def read(path):
    try:
        return pathlib.Path(path).read_bytes()
    except OSError:
        return b""


def comm(pid):
    return read("/proc/%d/comm" % pid).decode(errors="replace").strip()


def is_alive(pid):
    stat = read("/proc/%d/stat" % pid)
    return bool(stat) and stat.rpartition(b")")[2].split()[0] not in (b"Z", b"X")


def variables(pid):
    """The environment that a process was started with."""
    entries = read("/proc/%d/environ" % pid).decode().split("\0")
    return dict(entry.split("=", 1) for entry in entries if "=" in entry)


def marked(mark):
    """The processes that carry a mark, those that have ended left out."""
    wanted = ("%s=%s" % (MARK, mark)).encode()
    pids = (int(name) for name in os.listdir("/proc") if name.isdigit())
    return [pid for pid in pids if is_alive(pid) and wanted in read("/proc/%d/environ" % pid).split(b"\0")]


def signal_marked(mark, number):
    """Sends a signal to all that carry a mark. What ends by itself meanwhile needs none."""
    for pid in marked(mark):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def kill_marked(mark):
    signal_marked(mark, signal.SIGKILL)
