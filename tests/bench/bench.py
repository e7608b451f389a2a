#!/usr/bin/env python3
"""Measures xdg2pekwm against the least that is possible, and against other readers of menus.

    bench.py --program PROGRAM [--large] [--rounds N] [--work FOLDER] [--no-instructions]

Makes its trees of .desktop files itself, checks that the menus of them are right, and only then times them. Leaves
table.md and cost.svg in the work folder. --large adds a tree of 100,000 files, of about 600 MB.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

import corpus
import counts
import icons
import peers
import plot
import table
import targets
from measure import Command, Failed, Stopwatch
from targets import AGAIN, FLOOR_READ, FLOOR_STAT, OURS

CORPORA = (("EasyOS", 211, "easyos"), ("Debian", 300, "debian"), ("1,000", 1000, "debian"), ("10,000", 10000, "debian"))
LARGE = ("100,000", 100000, "debian")
LANGUAGE = "de_DE.UTF-8"
# Peers that take seconds are timed less often, and not at all beyond this many files.
MOST_FILES_FOR_PEERS = 10000
FEWER_ROUNDS_FROM = 10000


def locale_variables(work):
    """A real locale: the machine's own, or one made now."""
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.lower().replace("-", "").split()
    if LANGUAGE.lower().replace("-", "") in known:
        return {}
    folder = work / "locale"
    folder.mkdir(exist_ok=True)
    made = folder / LANGUAGE
    if not made.is_dir():
        # Warnings of localedef give it the status 1, and the locale is there all the same.
        subprocess.run(["localedef", "-i", LANGUAGE.split(".")[0], "-f", "UTF-8", made], capture_output=True)
    if not made.is_dir():
        sys.exit("bench: no locale %s, and it cannot be made; install the package locales" % LANGUAGE)
    return {"LOCPATH": str(folder)}


class Bench:
    def __init__(self, options):
        self.program = str(pathlib.Path(options.program).resolve())
        self.work = pathlib.Path(options.work).resolve()
        self.work.mkdir(parents=True, exist_ok=True)
        self.options = options
        self.locale = locale_variables(self.work)
        self.stopwatch = Stopwatch(peers.compile_program("timer.c", self.work / "timer"), self.work)
        self.floors = {FLOOR_STAT: peers.compile_program("floor.c", self.work / "floor-stat"),
                       FLOOR_READ: peers.compile_program("floor.c", self.work / "floor-read", "-DREAD")}
        self.peers = peers.installed(self.work)
        self.count_instructions = counts.can_count_instructions() and not options.no_instructions
        self.count_calls = counts.can_count_system_calls()

    def make(self, name, count, shape):
        say("making %s files, where they are not there yet" % format(count, ","))
        return corpus.make(self.work / "corpora" / name.replace(",", ""), name, count, shape)

    def environment(self, tree):
        return dict(tree.environment(LANGUAGE), **self.locale)

    def measure(self, tree):
        environment = self.environment(tree)
        folders = tuple(str(folder / "applications") for folder in tree.data_folders())
        menu = tree.folder / "user" / "menu"
        # All is read, and the result is kept for the next run: what a first run does.
        ours = Command(OURS, (self.program, "--no-icons", "--no-cache", "-o", "-"), environment)
        again = Command(AGAIN, (self.program, "--no-icons", "-o", str(menu)), environment)
        self.check(ours, tree)
        self.check_cache(ours, again, menu)
        commands = [Command(name, (program, *folders), environment) for name, program in self.floors.items()]
        commands += [ours, again]
        shown = {OURS: len(tree.shown)}
        if tree.files <= MOST_FILES_FOR_PEERS:
            for peer in self.peers:
                command = peer.command(environment)
                if (number := self.shown_by(peer, command, tree)) > 0:
                    commands.append(command)
                    shown[peer.name] = number
        say("timing %d programs on %s" % (len(commands), tree.name))
        rounds = self.options.rounds if tree.files < FEWER_ROUNDS_FROM else max(3, self.options.rounds // 5)
        samples = self.stopwatch.compare(commands, rounds)
        result = table.Result(tree, {command.name: sample for command, sample in samples.items()}, shown)
        self.count(result, commands, ours, again)
        return result

    def check(self, ours, tree):
        """Speed is worth nothing where the menu is wrong."""
        found = corpus.shown_in(self.stopwatch.output_of(ours))
        if found != tree.shown:
            sys.exit("bench: %s: the menu is wrong: %d entries are missing, %d are too many"
                     % (tree.name, len(tree.shown - found), len(found - tree.shown)))

    def check_cache(self, ours, again, menu):
        """The cache must answer, and with the same bytes."""
        wanted = self.stopwatch.output_of(ours)
        self.stopwatch.run(again)
        stats = subprocess.run([*again.argv, "--stats"], env=again.environment, capture_output=True, text=True).stderr
        if menu.read_bytes() != wanted or "nothing has changed" not in stats:
            sys.exit("bench: the cache does not answer, or not the same: " + stats)

    def shown_by(self, peer, command, tree):
        """How many of the entries that should be there; 0 where it cannot be timed."""
        try:
            output = self.stopwatch.output_of(command)
        except (Failed, subprocess.SubprocessError) as error:
            say("%s left out: %s" % (peer.name, error))
            return 0
        if peer.output:
            output = pathlib.Path(peer.output).read_bytes()
        return len(corpus.shown_in(output) & tree.shown)

    def count(self, result, commands, ours, again):
        if self.count_instructions:
            # Interpreters take minutes there.
            counted = commands if result.corpus.files <= 1000 else [ours, again]
            for command in counted:
                if os.path.realpath(command.argv[0]) != os.path.realpath(peers.PYTHON):
                    say("counting instructions of %s on %s" % (command.name, result.corpus.name))
                    result.instructions[command.name] = counts.instructions(command.argv, command.environment)
        if self.count_calls:
            result.system_calls = counts.system_calls(ours.argv, ours.environment)
            result.calls_unchanged = counts.system_calls(again.argv, again.environment)
            listed = subprocess.run([self.program, "--no-icons", "--list-inputs"], env=ours.environment, check=True,
                                    capture_output=True, text=True).stdout.splitlines()
            result.inputs = sum(os.path.isfile(path) for path in listed)
            result.folders = sum(os.path.isdir(path) for path in listed)

    def run(self):
        say("other readers here: %s" % (", ".join(peer.name for peer in self.peers) or "none"))
        results = [self.measure(self.make(*one)) for one in CORPORA + ((LARGE,) if self.options.large else ())]
        say("measuring icons")
        tree = corpus.make(self.work / "corpora" / "icons", "icons", 300, "debian")
        costs, number = icons.measure(self.stopwatch, self.program, tree, self.environment(tree), self.options.rounds // 2)
        text = "\n".join(table.markdown(results, FLOOR_READ, costs, number, list(targets.judge(results, costs))))
        (self.work / "table.md").write_text(text)
        (self.work / "cost.svg").write_text(self.plot(results))
        print(text)
        say("written: %s and cost.svg beside it" % (self.work / "table.md"))

    def plot(self, results):
        # One kind of files only: EasyOS's are larger.
        lines = {}
        for result in results:
            if result.corpus.name != "EasyOS":
                for name, sample in result.samples.items():
                    lines.setdefault(name, []).append((result.corpus.files, sample.wall))
        return plot.svg("Cost of a menu", ".desktop files", "milliseconds", lines)


def say(words):
    print("bench: %s" % words, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True, help="xdg2pekwm, a release build")
    parser.add_argument("--work", default="build/bench", help="where trees and results go (%(default)s)")
    parser.add_argument("--rounds", type=int, default=25, help="how often each is timed (%(default)s)")
    parser.add_argument("--large", action="store_true", help="100,000 files, too")
    parser.add_argument("--no-instructions", action="store_true", help="do not count instructions")
    options = parser.parse_args()
    if shutil.which(peers.COMPILER) is None:
        parser.error("no C compiler (%s)" % peers.COMPILER)
    Bench(options).run()


if __name__ == "__main__":
    main()
