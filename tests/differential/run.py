#!/usr/bin/env python3
"""What other readers of .menu files make of the same trees: menu-cache (lxpanel's) and python3-xdg.

    run.py PROGRAM [-k PATTERN] [--rounds N] [--seed SEED] [--all-known] [-v]

Compares menus, entries, titles and their order on the golden cases that are about the menu alone, and on random trees
of what a reference can do. The specification decides who is right: known_faults.py lists by case what a reference is
known to do otherwise, and why. A difference that is not listed fails, and so does a listed one that is gone, where the
reference is of the version that the list was made with, and shows it in whatever order files are listed. Without any
reference the test is skipped (exit status 77).
"""

import argparse
import collections
import concurrent.futures
import functools
import itertools
import os
import pathlib
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "golden"), str(TESTS / "support")]
import known_faults  # noqa: E402
import menu_model  # noqa: E402
import random_menu  # noqa: E402
import readers  # noqa: E402
import run as golden  # noqa: E402
import shown_menu  # noqa: E402

SKIPPED = 77
TIMEOUT_SECONDS = 60  # each run takes a few hundredths of a second
HANGING_TIMEOUT_SECONDS = 3  # of a reference that is known not to come to an end
# Arguments that say how to write the menu, not which.
PLAIN_ARGUMENTS = {"--format", "json", "tree", "-o", "-", "--no-icons"}
OUR_FAILURE = "xdg2pekwm itself: "  # begins what no fault of a reference explains


def golden_cases(pattern):
    """The cases whose menu comes from the tree and the environment alone."""
    for case in golden.matching_cases(pattern):
        arguments = (case / "cmd").read_text().split("\n") if (case / "cmd").exists() else []
        has_menu = any((case / "tree").glob("**/menus/*applications.menu"))
        if has_menu and PLAIN_ARGUMENTS.issuperset(filter(None, arguments)):
            yield case


def normal(items):
    """What the specification leaves to the reader is made the same: separators that "may be ignored" are, and titles
    are in our order where they are in that of code points. References sort as the locale says, and the only one that
    is everywhere is C; entries of the same title come as they may."""
    runs = itertools.groupby(menu_model.without_idle_separators(items), key=lambda item: item[0])
    return [item for kind, run in runs for item in (in_our_order(list(run)) if kind in ("menu", "entry") else run)]


def in_our_order(run):
    titles = [item[2] for item in run]
    if titles == sorted(titles):
        return sorted(run, key=by_title)
    return [item for _, same in itertools.groupby(run, key=lambda item: item[2]) for item in sorted(same, key=by_title)]


def by_title(item):
    return menu_model.alphabetical((None, item))


def difference(own, other, reader, path="menu"):
    """The first difference between two lists of items as text; empty where there is none."""
    wanted, got = (normal(reader.comparable(items)) for items in (own, other))
    if [item[:3] for item in wanted] != [item[:3] for item in got]:
        return "%s: %s here, %s there" % (path, shown_menu.labels(wanted), shown_menu.labels(got))
    below = (difference(one[3], two[3], reader, path + "/" + one[1])
             for one, two in zip(wanted, got) if one[0] == "menu")
    return next(filter(None, below), "")


def compare(program, reader, environment, timeout=TIMEOUT_SECONDS):
    try:
        own = shown_menu.ask(program, environment, TIMEOUT_SECONDS)[3]
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        return OUR_FAILURE + str(error)
    try:
        return difference(own, reader.items(environment, timeout), reader)
    except subprocess.TimeoutExpired:
        return "no end after %d s" % timeout
    except readers.Unreadable as error:
        return str(error)


def compare_case(program, reader, hanging, case):
    with tempfile.TemporaryDirectory(prefix="differential.") as scratch:
        root = pathlib.Path(scratch).resolve() / "root"
        root.mkdir()
        golden.plant(case / "tree", root)
        timeout = HANGING_TIMEOUT_SECONDS if case.name in hanging else TIMEOUT_SECONDS
        return compare(program, reader, golden.environment_of(case, root), timeout)


def compare_seed(program, reader, seed):
    with tempfile.TemporaryDirectory(prefix="differential.") as scratch:
        root = os.path.realpath(scratch)
        random_menu.write_tree(root, seed, known_faults.features_without(reader.name))
        return compare(program, reader, random_menu.environment(root))


class Tally:
    """Counts what was found, and says what should not be."""

    def __init__(self, is_verbose):
        self.counts = collections.Counter()
        self.is_verbose = is_verbose

    def failed(self, reader, name, text):
        self.counts["failed"] += 1
        print("FAILED %s, %s: %s" % (reader.name, name, text[:1000]))

    def case(self, reader, name, text, known):
        """`known` are the entries of the table that explain a difference in this case."""
        ids = " ".join(entry.id for entry in known)
        if not text and known and not any(entry.by_chance for entry in known):
            self.gone(reader, name, ids)
        elif not text:
            self.counts["equal"] += 1
        elif not known or text.startswith(OUR_FAILURE):
            self.failed(reader, name, text)
        else:
            self.counts["known"] += 1
            if self.is_verbose:
                print("%s, %s (%s): %s" % (reader.name, name, ids, text[:1000]))

    def gone(self, reader, name, ids):
        """The table is right for one version only: with another a difference less is good news."""
        if reader.version == known_faults.MEASURED[reader.name]:
            self.failed(reader, name, "a known fault is gone: " + ids)
        else:
            self.counts["equal"] += 1
            print("note: %s %s does not show in %s: %s" % (reader.name, reader.version, name, ids))

    def seed(self, reader, seed, text):
        if text:
            self.failed(reader, "seed %d" % seed, text)
        else:
            self.counts["equal"] += 1


def compare_cases(program, reader, options, pool, tally):
    known = known_faults.by_case(reader.name)
    cases = list(golden_cases(options.k))
    if not options.k:
        for name in sorted(set(known).difference(case.name for case in cases)):
            tally.failed(reader, name, "there is no such case to compare")
    hanging = {name for name, entries in known.items() if any(entry.hangs for entry in entries)}
    cases = [case for case in cases if options.all_known or case.name not in hanging]
    for case, text in zip(cases, pool.map(functools.partial(compare_case, program, reader, hanging), cases)):
        tally.case(reader, case.name, text, known[case.name])


def compare_seeds(program, reader, options, pool, tally):
    seeds = range(options.seed, options.seed + options.rounds)
    for seed, text in zip(seeds, pool.map(functools.partial(compare_seed, program, reader), seeds)):
        tally.seed(reader, seed, text)


def main():
    parser = argparse.ArgumentParser(description="xdg2pekwm beside other readers of .menu files.")
    parser.add_argument("program", help="the xdg2pekwm to test")
    parser.add_argument("-k", metavar="PATTERN", default="", help="only golden cases whose name holds or matches it")
    parser.add_argument("--rounds", type=int, default=100, help="random trees for each reference")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all-known", action="store_true", help="run what makes a reference hang, too")
    parser.add_argument("-v", "--verbose", action="store_true", help="say what differs as known")
    parser.add_argument("-j", metavar="N", type=int, default=os.cpu_count(), help="cases at a time")
    options = parser.parse_args()

    installed = [reader for reader in readers.READERS if reader.is_installed()]
    if not installed:
        print("skipped: neither menu-cache nor python3-xdg is installed")
        return SKIPPED
    program = os.path.abspath(options.program)
    tally = Tally(options.verbose)
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        for reader in installed:
            compare_cases(program, reader, options, pool, tally)
            if not options.k:
                compare_seeds(program, reader, options, pool, tally)
    counts = tally.counts
    print("compared with %s" % " and ".join("%s %s" % (reader.name, reader.version) for reader in installed))
    print("%d equal, %d differ as known, %d failed" % (counts["equal"], counts["known"], counts["failed"]))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
