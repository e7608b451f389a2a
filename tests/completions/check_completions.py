#!/usr/bin/env python3
"""Each shell's completion knows every option of --help, and none that is not there, and offers the right words where an
option or a request wants one: check_completions.py PROGRAM FOLDER

The one for bash asks the program itself for its options; it is only tried out.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import desktop_file  # noqa: E402
import shells  # noqa: E402

# What stands on the command line, and what may stand there next.
LOOKS = {"auto", "none", "light", "dark", "contrast", "easyos"}
WORDS = {
    "pekwm-lxpanel": (("ctl ", {"status", "restart", "refresh-menu", "reload", "logout", "log"}),
                      ("ctl restart ", {"wm", "panel"}), ("ctl re", {"restart", "refresh-menu", "reload"}),
                      ("theme ", {"list", "show", "set"}), ("theme set ", LOOKS), ("theme set c", {"contrast"}),
                      ("--no", {"--no-panel"})),
    "xdg2pekwm": (("--format ", {"pekwm", "json", "tree"}), ("--explain ", {"two.desktop"}),
                  ("--favourites tw", {"two.desktop"}), ("--terminal only-he", {"only-here"}),
                  ("--on-change only-he", {"only-here"}), ("--ro", {"--root", "--rows"})),
}


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


def wrong_words(program, folder, home):
    """Tells of what is not offered as it should be, and counts it."""
    name = pathlib.Path(program).name
    (home / "data/applications").mkdir(parents=True)
    desktop_file.install(home / "data/applications", "two", "Two (of) these (two)")
    (home / "bin").mkdir()
    (home / "bin/only-here").symlink_to("/bin/true")
    environment = {"HOME": str(home), "PATH": "%s:%s/bin:/usr/bin:/bin" % (pathlib.Path(program).parent, home),
                   "XDG_DATA_DIRS": str(home / "data"), "TERM": "vt100", "LC_ALL": "C.UTF-8"}
    wrong = 0
    for shell, words_of in shells.SHELLS.items():
        if not shutil.which(shell):
            continue
        for line, expected in WORDS[name]:
            offered = words_of("%s %s" % (name, line), str(folder / ("%s.%s" % (name, shell))), environment)
            if offered != expected:
                print("%s: after '%s %s' comes %s, not %s" % (shell, name, line, sorted(offered), sorted(expected)))
                wrong += 1
    return wrong


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
    with tempfile.TemporaryDirectory(prefix="kit-completions-") as home:
        wrong += wrong_words(program, folder.resolve(), pathlib.Path(home))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
