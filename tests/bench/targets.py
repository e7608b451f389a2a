"""What was aimed at, judged by what was measured.

Times are judged on the clock, which is what somebody waits for: with two threads processor time is another thing. That
takes a machine that does nothing else.
"""

from table import Target

OURS, AGAIN, FLOOR_STAT, FLOOR_READ = "xdg2pekwm", "xdg2pekwm, nothing changed", "floor 1: stat", "floor 2: read"

FULL_RUN = 1.5       # times floor 2
UNCHANGED_RUN = 1.0  # times floor 1
PEERS = 5            # times slower than we, the fastest of them
SLOWEST_PEER = ("xdgmenumaker", 15)
INSTRUCTIONS = {"EasyOS": 15e6, "10,000": 250e6}
MEGABYTES = {"EasyOS": 4, "Debian": 4, "1,000": 4, "10,000": 16}
CALLS_PER_FILE, CALLS_BESIDE = 4, 100
UNCHANGED_CALLS_PER_FOLDER, UNCHANGED_CALLS_BESIDE = 3, 60
LINEAR = 1.15        # a file of the largest corpus against one of 1,000
ICONS_CACHED, ICONS_UNCACHED = 2.0, 30.0  # milliseconds for about 300


def listed(results, words):
    return ", ".join("%s %s" % (result.corpus.name, words(result)) for result in results)


def judge(results, icon_costs):
    yield ratio("1. a full run takes at most %.1f times floor 2" % FULL_RUN, results, OURS, FLOOR_READ, FULL_RUN)
    yield from peers(results)
    yield ratio("2. a run with nothing changed takes at most %.1f times floor 1" % UNCHANGED_RUN, results, AGAIN, FLOOR_STAT,
                UNCHANGED_RUN)
    for name, limit in INSTRUCTIONS.items():
        for result in results:
            if result.corpus.name == name and OURS in result.instructions:
                found = result.instructions[OURS]
                yield Target("4. at most %d M instructions for %s" % (limit / 1e6, name), "%.1f M" % (found / 1e6),
                             found <= limit)
    counted = [result for result in results if result.system_calls]
    if counted:
        yield Target("4. at most %d system calls for each file read, and %d" % (CALLS_PER_FILE, CALLS_BESIDE),
                     listed(counted, lambda result: "%d for %d files" % (result.system_calls, result.inputs)),
                     all(result.system_calls <= CALLS_PER_FILE * result.inputs + CALLS_BESIDE for result in counted))
        yield Target("4. at most a system call for each file, %d for each folder, and %d, where nothing has changed"
                     % (UNCHANGED_CALLS_PER_FOLDER, UNCHANGED_CALLS_BESIDE),
                     listed(counted, lambda result: "%d for %d files and %d folders"
                            % (result.calls_unchanged, result.inputs, result.folders)),
                     all(result.calls_unchanged <= result.inputs + UNCHANGED_CALLS_PER_FOLDER * result.folders
                         + UNCHANGED_CALLS_BESIDE for result in counted))
    sized = [result for result in results if result.corpus.name in MEGABYTES]
    yield Target("4. at most %d MB resident, %d for 10,000 files" % (MEGABYTES["EasyOS"], MEGABYTES["10,000"]),
                 listed(sized, lambda result: "%.1f" % result.samples[OURS].peak),
                 all(result.samples[OURS].peak <= MEGABYTES[result.corpus.name] for result in sized))
    yield from icons(icon_costs)
    yield from linear(results)


def ratio(words, results, name, floor, limit):
    return Target(words, listed(results, lambda result: "%.2f" % result.ratio(name, floor)),
                  all(result.ratio(name, floor) <= limit for result in results))


def peers(results):
    floors = (OURS, AGAIN, FLOOR_STAT, FLOOR_READ)
    compared = [result for result in results if any(name not in floors for name in result.samples)]
    if not compared:
        return

    def fastest(result):
        return min((name for name in result.samples if name not in floors), key=lambda name: result.samples[name].wall)

    yield Target("1. at least %d times faster than the fastest other reader" % PEERS,
                 listed(compared, lambda result: "%.1f (%s)" % (result.ratio(fastest(result), OURS), fastest(result))),
                 all(result.ratio(fastest(result), OURS) >= PEERS for result in compared))
    name, limit = SLOWEST_PEER
    compared = [result for result in compared if name in result.samples]
    if compared:
        yield Target("1. at least %d times faster than %s" % (limit, name),
                     listed(compared, lambda result: "%.1f" % result.ratio(name, OURS)),
                     all(result.ratio(name, OURS) >= limit for result in compared))


def icons(costs):
    for name, limit in (("all pictures there, theme cache", ICONS_CACHED),
                        ("all pictures there, no theme cache", ICONS_UNCACHED)):
        if name in costs:
            yield Target("5. icons: at most %d ms; %s" % (limit, name), "%.1f ms" % costs[name], costs[name] <= limit)


def linear(results):
    timed = {result.corpus.files: result.ratio(OURS, FLOOR_READ) for result in results if result.corpus.files >= 1000}
    smallest, largest = timed[min(timed)], timed[max(timed)]
    yield Target("6. cost grows linearly: at most %.2f times the ratio to floor 2" % LINEAR,
                 "%.2f for %d files, %.2f for %d" % (smallest, min(timed), largest, max(timed)),
                 largest <= smallest * LINEAR)
    counted = {result.corpus.files: result.instructions[OURS] / result.corpus.files
               for result in results if OURS in result.instructions and result.corpus.files >= 1000}
    if len(counted) < 2:
        return
    smallest, largest = counted[min(counted)], counted[max(counted)]
    yield Target("6. cost grows linearly: at most %.2f times the instructions a file" % LINEAR,
                 "%.0f for each of %d files, %.0f for each of %d" % (smallest, min(counted), largest, max(counted)),
                 largest <= smallest * LINEAR)
