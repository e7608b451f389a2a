"""Runs a program with one fault, and knows what it left behind.

    injector = Injector(library, "xdg2pekwm", folder)
    calls = injector.count(argv, environment)               # {"writev": 1, ...}: the faults that there can be
    run = injector.run(argv, environment, Fault("writev", 1, "error", errno.ENOSPC))
"""

import argparse
import collections
import dataclasses
import errno
import os
import pathlib
import signal
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import inherited  # noqa: E402

PATIENCE = 20  # seconds; only a hanging program comes near
COUNTS_SIZE = 4096
SKIPPED = 77
NUMBER = struct.Struct("=I")

# What each call may fail with, by its manual page; the likely first: a sample takes from the front.
_PATHS = (errno.EACCES, errno.EIO, errno.ENOMEM, errno.ELOOP)
_DESCRIPTORS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)
_NEW = (errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EMFILE, errno.EACCES, errno.EIO, errno.EINTR)
ERRORS = {
    "open": (errno.EACCES, errno.EMFILE, errno.EIO, errno.EINTR, errno.ENFILE, errno.ENOMEM, errno.EROFS),
    "openat": (errno.EMFILE, errno.EACCES, errno.EIO, errno.EINTR, errno.ENFILE, errno.ENOMEM),
    "fopen": (errno.EMFILE, errno.EACCES, errno.ENOMEM), "opendir": (errno.EMFILE, errno.EACCES, errno.ENOMEM),
    "fdopendir": (errno.ENOMEM,), "mkostemp": _NEW, "mkdtemp": _NEW,
    "read": (errno.EIO, errno.EINTR, errno.ENOMEM), "write": (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EINTR, errno.EPIPE),
    "writev": (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EINTR, errno.EPIPE), "readdir": (errno.EIO,), "getdents64": (errno.EIO, errno.ENOENT, errno.ENOMEM),
    "fsync": (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS),
    "rename": (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EBUSY),
    "unlink": (errno.EROFS, errno.EACCES, errno.EIO), "unlinkat": (errno.EROFS, errno.EACCES, errno.EIO),
    "mkdir": (errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EIO), "symlink": (errno.ENOSPC, errno.EROFS),
    "close": (errno.EIO, errno.EINTR, errno.ENOSPC), "mmap": (errno.ENOMEM, errno.EAGAIN, errno.ENFILE),
    "stat": _PATHS, "lstat": _PATHS, "fstat": (errno.EIO, errno.ENOMEM), "fstatat": _PATHS,
    "access": _PATHS, "faccessat": _PATHS, "readlink": (errno.EIO, errno.EACCES), "realpath": _PATHS,
    "fchmod": (errno.EPERM, errno.EIO, errno.EROFS), "chmod": (errno.EPERM, errno.EIO),
    "futimens": (errno.EPERM, errno.EIO, errno.EROFS), "utimensat": (errno.EPERM, errno.EROFS, errno.EIO),
    "fork": (errno.EAGAIN, errno.ENOMEM), "posix_spawn": (errno.EAGAIN, errno.ENOMEM, errno.ENOENT, errno.EACCES),
    "execvp": (errno.EACCES, errno.ENOMEM, errno.E2BIG), "waitpid": (errno.EINTR, errno.ECHILD),
    "waitid": (errno.EINTR,), "pidfd_open": (errno.ENOSYS, errno.EMFILE), "pidfd_send_signal": (errno.ENOSYS, errno.EPERM),
    "kill": (errno.EPERM,), "prctl": (errno.EINVAL,), "setsid": (errno.EPERM,), "chdir": (errno.EACCES, errno.EIO),
    "dup2": (errno.EINTR, errno.EMFILE), "fcntl": (errno.EMFILE, errno.EINTR), "pipe2": _DESCRIPTORS,
    "poll": (errno.EINTR, errno.ENOMEM), "epoll_create1": _DESCRIPTORS, "epoll_ctl": (errno.ENOMEM, errno.ENOSPC),
    "epoll_wait": (errno.EINTR,), "timerfd_create": _DESCRIPTORS, "timerfd_settime": (errno.EINVAL,),
    "setitimer": (errno.EINVAL,), "signalfd": _DESCRIPTORS, "inotify_init1": _DESCRIPTORS,
    "inotify_add_watch": (errno.ENOSPC, errno.ENOMEM, errno.EACCES), "inotify_rm_watch": (errno.EINVAL,),
    "socket": (errno.EMFILE, errno.EACCES, errno.ENOBUFS), "socketpair": _DESCRIPTORS,
    "bind": (errno.EADDRINUSE, errno.EROFS, errno.EACCES), "listen": (errno.EADDRINUSE,),
    "connect": (errno.ECONNREFUSED, errno.EAGAIN, errno.EINTR, errno.EACCES),
    "accept4": (errno.EMFILE, errno.ECONNABORTED, errno.EINTR), "getsockopt": (errno.ENOBUFS,),
    "send": (errno.EPIPE, errno.EAGAIN, errno.ENOBUFS, errno.EINTR), "recv": (errno.ECONNRESET, errno.EINTR, errno.EAGAIN),
    "sendmsg": (errno.EPIPE,), "recvmsg": (errno.ECONNRESET, errno.EINTR), "getaddrinfo": (errno.ENOMEM,),
    "getpwuid": (errno.EIO, errno.EMFILE), "shmget": (errno.ENOSPC, errno.ENOSYS), "shmat": (errno.ENOMEM,),
    "xcb_connect": (errno.ECONNREFUSED,), "xcb_connection_has_error": (errno.EPIPE,), "xcb_flush": (errno.EPIPE,),
    "xcb_poll_for_reply": (errno.EPIPE,), "xcb_get_property_reply": (errno.EPIPE,),
    "xcb_intern_atom_reply": (errno.EPIPE,), "xcb_generate_id": (errno.EPIPE,), "xcb_request_check": (errno.EACCES,),
}
PARTIAL = ("read", "write", "writev", "send", "recv")


@dataclasses.dataclass(frozen=True)
class Fault:
    call: str
    number: int
    action: str  # error, short, signal, kill
    value: int = 0
    onwards: bool = False  # all calls from this one on, as on a disk that stays full

    def __str__(self):
        what = {"error": errno.errorcode.get(self.value, "?"), "short": "half", "kill": "killed before it",
                "signal": "signal %d before it" % self.value}[self.action]
        return "%s %d%s: %s" % (self.call, self.number, "+" if self.onwards else "", what)

    def plan(self):
        return "%s:%d%s:%s:%d" % (self.call, self.number, "+" if self.onwards else "", self.action, self.value)


Run = collections.namedtuple("Run", "status output error struck left")


def all_faults(calls, errors_each=99):
    """Every call that was counted, with what it may fail with, the first `errors_each` of it."""
    for call, count in sorted(calls.items()):
        for number in range(1, count + 1):
            for value in ERRORS[call][:errors_each]:
                yield Fault(call, number, "error", value)
            if call in PARTIAL:
                yield Fault(call, number, "short")


def persistent_faults(calls):
    """The same from one call on, for what stays as it is: a full disk, a table without room."""
    for call, count in sorted(calls.items()):
        for number in range(1, count + 1):
            for value in ERRORS[call]:
                if value not in (errno.EINTR, errno.EAGAIN):
                    yield Fault(call, number, "error", value, onwards=True)


def ends_at_every_call(calls, action, value=0):
    for call, count in sorted(calls.items()):
        for number in range(1, count + 1):
            yield Fault(call, number, action, value)


def sampled(faults, most):
    """At most so many of them, evenly spread, the first and the last among them."""
    faults = list(faults)
    if len(faults) <= most:
        return faults
    return [faults[round(n * (len(faults) - 1) / (most - 1))] for n in range(most)]


class Injector:
    def __init__(self, library, program_name, folder):
        self.library, self.program_name = os.path.abspath(library), program_name
        self.counts = pathlib.Path(folder) / "counts"

    def environment(self, fault=None):
        """What a program needs in its environment besides its own; the counts begin anew."""
        # Written over, never cut short: what an earlier run has left may still count in it.
        self.counts.unlink(missing_ok=True)
        self.counts.write_bytes(bytes(COUNTS_SIZE))
        return {"LD_PRELOAD": self.library, "KIT_FAULT_PROGRAM": self.program_name,
                "KIT_FAULT_COUNTS": str(self.counts), "KIT_FAULT": fault.plan() if fault else ""}

    def struck(self):
        return NUMBER.unpack_from(self.counts.read_bytes())[0]

    def counted(self):
        """{name of a call: how often it was called}"""
        content = self.counts.read_bytes()
        names = [name.decode() for name in content[NUMBER.size * (1 + len(ERRORS)):].split(b"\0") if name]
        if set(names) != set(ERRORS):
            raise AssertionError("no errors are known for %s" % (set(names) ^ set(ERRORS)))
        numbers = struct.unpack_from("=%dI" % len(names), content, NUMBER.size)
        return {name: number for name, number in zip(names, numbers) if number}

    def run(self, argv, environment, fault=None, **options):
        """Runs a program to its end; what it has started is expected to end with it."""
        values = {**environment, **inherited.variables(), **self.environment(fault)}
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as error:
            # Files, not pipes: a child that is left behind must not be waited for.
            options = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": error, **options}
            process = subprocess.Popen(argv, env=values, start_new_session=True, **options)
            try:
                status = process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                status = None
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            left = self._left(process.pid)
            for file in (output, error):
                file.seek(0)
            return Run(status, output.read(), error.read().decode(errors="replace"), self.struck(), left)

    @staticmethod
    def _left(group):
        """Whether anything of a process group is there: helpers end when they see that nobody listens."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return False
            time.sleep(0.002)
        os.killpg(group, signal.SIGKILL)
        return True

    def count(self, argv, environment, **options):
        run = self.run(argv, environment, **options)
        if run.status != 0:
            raise AssertionError("without a fault: status %s, %s" % (run.status, run.error))
        calls = self.counted()
        if not calls:
            raise AssertionError("no call was counted: the library has not been loaded")
        return calls


def options_of_script():
    """--program=PATH --library=PATH [--all]; what else there is, is unittest's: `rest`."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--program", required=True, type=os.path.abspath)
    parser.add_argument("--library", required=True, type=os.path.abspath)
    parser.add_argument("--all", action="store_true", help="every fault, and not only some of them")
    options, rest = parser.parse_known_args()
    options.rest = rest
    if os.environ.get("KIT_SANITIZE"):
        print("skipped: a sanitizer is such a library itself, and must be the first")
        sys.exit(SKIPPED)
    return options
