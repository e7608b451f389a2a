"""What does not depend on the load of the machine: instructions and system calls of a run."""

import pathlib
import re
import shutil
import subprocess
import tempfile

TIMEOUT_SECONDS = 600


def can_count_instructions():
    """Valgrind does not know all processors."""
    return works("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")


def instructions(argv, environment):
    """How many instructions a run takes, those of the dynamic linker with them."""
    with tempfile.TemporaryDirectory(prefix="counts.") as folder:
        log = pathlib.Path(folder) / "log"
        command = [shutil.which("valgrind"), "--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-file=%s" % log]
        subprocess.run([*command, *argv], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                       timeout=TIMEOUT_SECONDS, check=True)
        found = re.search(r"Collected : (\d+)", log.read_text(errors="replace"))
    if not found:
        raise ValueError("callgrind counted nothing")
    return int(found.group(1))


def can_count_system_calls():
    """Tracing may be forbidden, in a container for example."""
    return works("strace", "-o", "/dev/null")


def works(program, *arguments):
    return shutil.which(program) and subprocess.run([program, *arguments, "true"], capture_output=True).returncode == 0


def system_calls(argv, environment, runs=3):
    """How many, of the run and what it starts, without starting it: the fewest of some runs, since how often threads
    wait for each other is luck."""
    return min(traced_calls(argv, environment) for _ in range(runs))


def traced_calls(argv, environment):
    with tempfile.TemporaryDirectory(prefix="counts.") as folder:
        log = pathlib.Path(folder) / "log"
        # strace has the variables of this process, the command has its own.
        variables = ["%s=%s" % item for item in environment.items()]
        subprocess.run([shutil.which("strace"), "-f", "-qq", "-o", log, "env", "-i", *variables, *argv],
                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=TIMEOUT_SECONDS, check=True)
        lines = log.read_text(errors="replace").splitlines()
    starts = [number for number, line in enumerate(lines) if re.match(r"\d+ +execve\(.* = 0$", line)]
    return sum(bool(re.match(r"\d+ +\w+\(", line)) for line in lines[starts[1] + 1:])  # the first is env itself
