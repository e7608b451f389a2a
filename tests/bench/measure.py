"""Timing of commands against each other: they take turns, so that whatever else the machine does hits all alike."""

import dataclasses
import pathlib
import statistics
import subprocess

TIMEOUT_SECONDS = 300


@dataclasses.dataclass(frozen=True)
class Command:
    name: str
    argv: tuple
    environment: dict = dataclasses.field(hash=False, compare=False)


@dataclasses.dataclass(frozen=True)
class Sample:
    wall: float  # milliseconds
    cpu: float   # milliseconds that it and its children had a processor
    peak: float  # megabytes resident

    @classmethod
    def median(cls, samples):
        return cls(*(statistics.median(getattr(sample, field.name) for sample in samples)
                     for field in dataclasses.fields(cls)))


class Failed(Exception):
    pass


class Stopwatch:
    def __init__(self, timer, folder):
        self.timer = timer  # the program of programs/timer.c
        self.output = pathlib.Path(folder) / "output"

    def run(self, command):
        """One run; its standard output is in self.output then."""
        done = subprocess.run([self.timer, self.output, *command.argv], env=command.environment, capture_output=True,
                              timeout=TIMEOUT_SECONDS, check=True)
        nanoseconds, microseconds, kilobytes, status = map(int, done.stdout.split())
        if status != 0:
            raise Failed("%s: exit status %d: %s" % (command.name, status, done.stderr.decode(errors="replace")[-300:]))
        return Sample(nanoseconds / 1e6, microseconds / 1e3, kilobytes / 1024)

    def output_of(self, command):
        self.run(command)
        return self.output.read_bytes()

    def compare(self, commands, rounds):
        """{command: the median of its runs}. One round before them warms the caches of files and is not counted."""
        samples = {command: [] for command in commands}
        for turn in range(rounds + 1):
            for command in commands:
                # A second run right away: what another program left in the processor's caches is nobody's cost.
                self.run(command)
                sample = self.run(command)
                if turn > 0:
                    samples[command].append(sample)
        return {command: Sample.median(taken) for command, taken in samples.items()}
