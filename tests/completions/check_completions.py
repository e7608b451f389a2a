#!/usr/bin/env python3
"""Each shell's completion knows every option of --help, and none that is not there: check_completions.py PROGRAM FOLDER

The one for bash asks the program itself; it is only tried out.
"""

import pathlib
import re
import shutil
import subprocess
import sys


def options_of_zsh(text):
    return set(re.findall(r"(--[a-z][a-z-]*)[=-]*\[", text)) | set(re.findall(r",(--[a-z][a-z-]*)\}", text))


def options_of_fish(text):
    return {"--" + name for name in re.findall(r"^complete .* -l ([a-z-]+)(?: |$)", text, re.M) if name != "json"}


def options_of_bash(path, program):
    name = pathlib.Path(program).name
    script = ('. "$1"; COMP_WORDS=(%s --); COMP_CWORD=1; PATH=$2:$PATH; %s; printf "%%s\\n" "${COMPREPLY[@]}"'
              % (name, "_" + name.replace("-", "_")))
    done = subprocess.run(["bash", "-c", script, "bash", str(path), str(pathlib.Path(program).parent)],
                          capture_output=True, text=True, check=True)
    return set(re.findall(r"--[a-z][a-z-]*", done.stdout))


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    name = pathlib.Path(program).name
    told = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    expected = set(re.findall(r"--[a-z][a-z-]*", told)) - {"--json"}
    wrong = 0
    for shell, options in (("zsh", options_of_zsh((folder / (name + ".zsh")).read_text())),
                           ("fish", options_of_fish((folder / (name + ".fish")).read_text())),
                           ("bash", options_of_bash(folder / (name + ".bash"), program))):
        for option in sorted(expected ^ options):
            print("%s: %s is %s" % (shell, option, "missing" if option in expected else "no option of the program"))
            wrong += 1
    for shell in ("bash", "zsh", "fish"):
        if shutil.which(shell):
            done = subprocess.run([shell, "-n", str(folder / (name + "." + shell))], check=False)
            wrong += done.returncode != 0
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
