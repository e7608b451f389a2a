#!/usr/bin/env python3
"""Which lines of the product the tests have run: report.py BUILD, of a build with -DKIT_COVERAGE=ON whose tests have run.

Prints a table by folder. BUILD/report/index.html shows every line, BUILD/report/uncovered.txt lists those that were never
run. A process that is killed, or replaced by another program, cannot tell what it has run; xdg2pekwm-icon, which always is,
tells before each answer (counted_answers.c).
"""

import json
import pathlib
import subprocess
import sys

PRODUCT = ("xdg2pekwm", "pekwm-lxpanel", "layouts", "lxpanel-patches/runtime")


def gcovr(source, build, *arguments):
    filters = [word for folder in PRODUCT for word in ("--filter", "%s/%s/" % (source, folder))]
    subprocess.run(["gcovr", "--root", source, "--object-directory", build, *filters, "--gcov-ignore-parse-errors",
                    "--exclude-throw-branches", *arguments, build], check=True)


def runs(lines):
    """[1, 2, 3, 7] as "1-3,7"."""
    text, start, last = [], None, None
    for line in [*lines, None]:
        if last is not None and line != last + 1:
            text.append(str(start) if start == last else "%d-%d" % (start, last))
            start = None
        start = line if start is None else start
        last = line
    return ",".join(text)


def main():
    source = pathlib.Path(__file__).resolve().parents[2]
    build = pathlib.Path(sys.argv[1]).resolve()
    report = build / "report"
    report.mkdir(exist_ok=True)
    gcovr(source, build, "--json", str(report / "lines.json"), "--html-details", str(report / "index.html"))
    files = json.loads((report / "lines.json").read_text())["files"]
    folders, uncovered = {}, []
    for file in sorted(files, key=lambda file: file["file"]):
        counted = {}
        for line in file["lines"]:  # a template has one entry for each of its kinds
            if not line["gcovr/noncode"]:
                counted[line["line_number"]] = counted.get(line["line_number"], 0) + line["count"]
        missing = sorted(number for number, count in counted.items() if count == 0)
        for folder in (str(pathlib.PurePath(file["file"]).parent), "all"):
            total = folders.setdefault(folder, [0, 0])
            total[0] += len(counted) - len(missing)
            total[1] += len(counted)
        if missing:
            uncovered.append("%s: %s\n" % (file["file"], runs(missing)))
    (report / "uncovered.txt").write_text("".join(uncovered))
    table = "".join("%-36s %6d of %6d lines  %5.1f %%\n" % (name, run, lines, 100 * run / max(lines, 1))
                    for name, (run, lines) in folders.items() if name != "all")
    run, lines = folders.get("all", [0, 1])
    table += "%-36s %6d of %6d lines  %5.1f %%\n" % ("all", run, lines, 100 * run / max(lines, 1))
    (report / "summary.txt").write_text(table)
    print(table, end="")
    print("every line: %s; the uncovered ones: %s" % (report / "index.html", report / "uncovered.txt"))


if __name__ == "__main__":
    main()
