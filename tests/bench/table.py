"""What was measured as Markdown: tables, and the targets with what was found."""

import dataclasses


@dataclasses.dataclass
class Result:
    """Of one corpus. All dictionaries are by the names of programs."""
    corpus: object
    samples: dict        # measure.Sample
    shown: dict          # how many of the entries that a menu should have; peers may differ
    instructions: dict = dataclasses.field(default_factory=dict)
    system_calls: int = 0  # of ours
    calls_unchanged: int = 0  # of ours when nothing has changed
    inputs: int = 0        # files that ours reads
    folders: int = 0       # that it lists

    def ratio(self, name, floor, field="wall"):
        return getattr(self.samples[name], field) / getattr(self.samples[floor], field)


@dataclasses.dataclass(frozen=True)
class Target:
    words: str
    found: str
    met: bool


def rows(header, lines):
    yield "| %s |" % " | ".join(header)
    yield "|%s" % ("---|" * len(header))
    for line in lines:
        yield "| %s |" % " | ".join(str(cell) for cell in line)
    yield ""


def programs_of(results):
    names = []
    for result in results:
        names += [name for name in result.samples if name not in names]
    return names


def matrix(results, cell):
    header = [""] + [result.corpus.name for result in results]
    return rows(header, ([name] + [cell(result, name) if name in result.samples else "" for result in results]
                         for name in programs_of(results)))


def markdown(results, floor, icon_costs, icons, targets):
    yield "# What menus cost"
    yield ""
    yield ("Medians of runs that took turns on this machine, files in its caches. Ratios are to a C program that lists the "
           "folders and opens, reads and closes each .desktop file (%s). Where the machine does other things as well, "
           "they say little; processor time says more then, but counts two threads as one." % floor)
    yield ""
    yield "## Ratio of wall time"
    yield ""
    yield from matrix(results, lambda result, name: "%.2f" % result.ratio(name, floor))
    yield "## Ratio of processor time"
    yield ""
    yield from matrix(results, lambda result, name: "%.2f" % result.ratio(name, floor, "cpu"))
    yield "## Milliseconds, and megabytes resident"
    yield ""
    yield from matrix(results, lambda result, name: "%.2f, %.1f" % (result.samples[name].wall, result.samples[name].peak))
    if any(result.instructions for result in results):
        yield "## Instructions, in millions"
        yield ""
        yield from matrix(results, lambda result, name: "%.1f" % (result.instructions[name] / 1e6)
                          if name in result.instructions else "")
    yield "## Entries shown, of those that a correct menu has"
    yield ""
    yield from matrix(results, lambda result, name: "%s of %d" % (result.shown[name], len(result.corpus.shown))
                      if name in result.shown else "")
    if icon_costs:
        yield "## Icons: milliseconds more than without, for %d of them" % icons
        yield ""
        yield from rows(["", "ms"], ([what, "%.1f" % cost] for what, cost in icon_costs.items()))
    yield "## Targets"
    yield ""
    yield from rows(["target", "found", ""],
                    ([target.words, target.found, "met" if target.met else "**not met**"] for target in targets))
