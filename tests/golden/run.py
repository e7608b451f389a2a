#!/usr/bin/env python3
"""Golden tests: a sealed tree of files in, the exact output beside it.

    run.py PROGRAM [-k PATTERN] [-j N] [--update]

A case is a folder beside this script:

    about.txt     one line: which rule of which specification
    tree/         the sealed root; it is copied to a temporary folder, its symbolic links stay what they are, and
                  @ROOT@ in a file or in a link's target becomes the real path of the copy
    cmd           arguments, one a line; without it: --format json -o -
    env           NAME=value sets, !NAME unsets, on top of SEALED_ENVIRONMENT; nothing else is inherited
    expected      standard output, byte for byte, with the real path written back as @ROOT@
    expected.err  standard error, in the same way; without it there must be none
    status        exit status; without it 0

@ROOT@ may stand in cmd and env too. --update writes expected, expected.err and status from what the program does:
read the difference before you commit it.
"""

import argparse
import concurrent.futures
import difflib
import fnmatch
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import inherited  # noqa: E402

CASES = pathlib.Path(__file__).resolve().parent
DEFAULT_ARGUMENTS = ["--format", "json", "-o", "-"]
SEALED_ENVIRONMENT = {
    "HOME": "@ROOT@/home",
    "XDG_DATA_HOME": "@ROOT@/home/.local/share",
    "XDG_CONFIG_HOME": "@ROOT@/home/.config",
    "XDG_CACHE_HOME": "@ROOT@/home/.cache",
    "XDG_DATA_DIRS": "@ROOT@/data1:@ROOT@/data2",
    "XDG_CONFIG_DIRS": "@ROOT@/config",
    "XDG_CURRENT_DESKTOP": "pekwm",
    "PATH": "@ROOT@/bin",
    "LANG": "C.UTF-8",
}
TOKEN = b"@ROOT@"
TIMEOUT_SECONDS = 60


def plant(source, root):
    """Copies a case's tree to root, which must exist, and writes the real path into it."""
    if source.is_dir():
        shutil.copytree(source, root, symlinks=True, dirs_exist_ok=True)
    (root / "home").mkdir(exist_ok=True)
    real = os.fsencode(root)
    for folder, names, files in os.walk(root):
        for name in names + files:
            write_real_path(pathlib.Path(folder, name), real)


def write_real_path(path, real):
    if path.is_symlink():
        target = os.fsencode(os.readlink(path))
        if TOKEN in target:
            path.unlink()
            os.symlink(target.replace(TOKEN, real), os.fsencode(path))
    elif path.is_file():
        content = path.read_bytes()
        if TOKEN in content:
            path.write_bytes(content.replace(TOKEN, real))


def lines_of(path, root):
    if not path.exists():
        return []
    return path.read_text().replace("@ROOT@", str(root)).splitlines()


def environment_of(case, root):
    environment = {name: value.replace("@ROOT@", str(root)) for name, value in SEALED_ENVIRONMENT.items()}
    environment.update(inherited.variables())
    for line in lines_of(case / "env", root):
        if line.startswith("!"):
            environment.pop(line[1:], None)
        elif line:
            name, _, value = line.partition("=")
            environment[name] = value
    return environment


def run_program(program, case):
    """What the program says on a fresh copy of the case's tree: (stdout, stderr, status)."""
    with tempfile.TemporaryDirectory(prefix="golden.") as scratch:
        # The path ends in a folder of our own so that no output can hold it by chance.
        root = pathlib.Path(scratch).resolve() / "root"
        root.mkdir()
        plant(case / "tree", root)
        arguments = lines_of(case / "cmd", root) if (case / "cmd").exists() else DEFAULT_ARGUMENTS
        done = subprocess.run([program, *arguments], cwd=root, env=environment_of(case, root),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_SECONDS)
        real = os.fsencode(root)
        return done.stdout.replace(real, TOKEN), done.stderr.replace(real, TOKEN), done.returncode


def difference(name, expected, got):
    def as_lines(data):
        return data.decode("utf-8", "backslashreplace").splitlines(keepends=True)

    return "".join(line if line.endswith("\n") else line + "\n\\ no newline at the end\n"
                   for line in difflib.unified_diff(as_lines(expected), as_lines(got), name + " expected", name))


def read_or(path, default):
    return path.read_bytes() if path.exists() else default


def compare(case, got):
    """The reasons why a case fails, as text; empty where it passes."""
    stdout, stderr, status = got
    reasons = []
    expected_status = int(read_or(case / "status", b"0"))
    if status != expected_status:
        reasons.append("exit status %d, expected %d\n" % (status, expected_status))
    if not (case / "expected").exists():
        reasons.append("there is no file 'expected': write it, or run with --update\n")
    for name, wanted, found in (("stdout", read_or(case / "expected", stdout), stdout),
                                ("stderr", read_or(case / "expected.err", b""), stderr)):
        if wanted != found:
            reasons.append(difference(name, wanted, found))
    return "".join(reasons)


def update(case, got):
    stdout, stderr, status = got
    (case / "expected").write_bytes(stdout)
    write_or_remove(case / "expected.err", stderr)
    write_or_remove(case / "status", b"%d\n" % status if status else b"")


def write_or_remove(path, content):
    if content:
        path.write_bytes(content)
    else:
        path.unlink(missing_ok=True)


def check_case(program, case, updating):
    try:
        got = run_program(program, case)
    except subprocess.TimeoutExpired:
        return "no end after %d s\n" % TIMEOUT_SECONDS
    if updating:
        update(case, got)
        return ""
    return compare(case, got)


def matching_cases(pattern):
    cases = sorted(path for path in CASES.iterdir() if path.is_dir() and (path / "about.txt").exists())
    unnamed = sorted(path.name for path in CASES.iterdir() if (path / "tree").is_dir() and path not in cases)
    if unnamed:
        sys.exit("no about.txt in: " + " ".join(unnamed))
    return [case for case in cases if pattern in case.name or fnmatch.fnmatch(case.name, pattern)]


def main():
    parser = argparse.ArgumentParser(description="Golden tests of xdg2pekwm.")
    parser.add_argument("program", help="the xdg2pekwm to test")
    parser.add_argument("-k", metavar="PATTERN", default="", help="only cases whose name holds or matches PATTERN")
    parser.add_argument("-j", metavar="N", type=int, default=os.cpu_count(), help="cases at a time")
    parser.add_argument("--update", action="store_true", help="write what is expected from what is")
    options = parser.parse_args()

    program = os.path.abspath(options.program)
    cases = matching_cases(options.k)
    if not cases:
        sys.exit("no case matches '%s'" % options.k)
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        verdicts = list(pool.map(lambda case: check_case(program, case, options.update), cases))

    failed = 0
    for case, reasons in zip(cases, verdicts):
        if reasons:
            failed += 1
            print("FAILED %s: %s\n%s" % (case.name, (case / "about.txt").read_text().strip(), reasons))
    print("%d passed, %d failed" % (len(cases) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
