#!/usr/bin/env python3
"""A run must not take more instructions or system calls than it did, for trees that are the same each time.

    check_costs.py PROGRAM

PROGRAM is an optimised build without sanitizers. Neither number depends on the load of the machine. Exit status 77 where
neither can be counted.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

import corpus
import counts

SKIPPED = 77

# name, files, shape, millions of instructions and system calls when this was last looked at; the same two for a run that
# finds nothing changed. Four calls are for each file that is read: it is opened, asked for its size, read and closed; the
# others are the start of a process, and folders. Of an unchanged file only its stamp is asked for.
TREES = (
    ("many languages", 211, "easyos", 6.2, 1010, 0.40, 298),
    ("three folders", 300, "debian", 7.0, 1318, 0.43, 379),
    ("a thousand", 1000, "debian", 20.6, 3983, 0.66, 1063),
)
# For other versions of compilers and libraries.
ROOM = 1.1
# Every system has it.
LANGUAGE = "C.UTF-8"


def check(what, found, bound):
    print("%s: %s, at most %s" % (what, format(found, ","), format(int(bound), ",")))
    if found > bound:
        print("%s: %d %% more than allowed" % (what, round(100 * (found / bound - 1))), file=sys.stderr)
    return found <= bound


def without_debug_information(program, folder):
    """A copy: Valgrind gives up on what it cannot read of some compilers."""
    copy = str(pathlib.Path(folder) / "program")
    strip = shutil.which("strip")
    if strip and subprocess.run([strip, "--strip-debug", "-o", copy, program], capture_output=True).returncode == 0:
        return copy
    return program


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    options = parser.parse_args()
    instructions = counts.can_count_instructions()
    calls = counts.can_count_system_calls()
    if not instructions and not calls:
        print("neither valgrind nor strace can count here", file=sys.stderr)
        return SKIPPED
    good = True
    with tempfile.TemporaryDirectory(prefix="costs.") as folder:
        program = without_debug_information(options.program, folder)
        for name, files, shape, millions, usual_calls, kept_millions, kept_calls in TREES:
            tree = corpus.make(pathlib.Path(folder) / shape / str(files), name, files, shape)
            environment = tree.environment(LANGUAGE)
            full = (program, "--no-icons", "--no-cache", "-o", "-")
            kept = (program, "--no-icons", "-o", "-")
            for what, argv, most, calls_most in (("all read", full, millions, usual_calls),
                                                 ("nothing changed", kept, kept_millions, kept_calls)):
                if instructions:
                    found = counts.instructions(argv, environment)
                    good &= check("%s, %s, instructions" % (name, what), found, most * 1e6 * ROOM)
                if calls:
                    found = counts.system_calls(argv, environment)
                    good &= check("%s, %s, system calls" % (name, what), found, calls_most * ROOM)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
