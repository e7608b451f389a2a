#!/usr/bin/env python3
"""The documents tell the truth: their commands are run, their links lead somewhere, their settings exist.

    check_docs.py --xdg2pekwm=PROGRAM --pekwm-lxpanel=PROGRAM [--build=BUILD-FOLDER]

Commands are what stands between backticks or on indented lines and begins with a program of ours. Words in capitals are
filled in. Commands that would start a session are looked at only: each option must be one that --help names. Each indented
line that calls another program must be known to be run by another test, or to be one that no test can run. Configurations in
the documents must be such that a program has nothing to say of them.
"""

import argparse
import itertools
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(path for pattern in ("*.md", "docs/*.md", "*/README.md", "*/man/*.scd") for path in ROOT.glob(pattern))
USAGE = 2  # the exit status of both programs for a command line that they do not understand
SECONDS = 20
COMMAND = re.compile(r"`((?:xdg2pekwm|pekwm-lxpanel|\./kit)(?: [^`]+)?)`"
                     r"|^(?:    |\t)(?:[A-Z_]+=\S+ |startx /usr/bin/)?((?:xdg2pekwm|pekwm-lxpanel|\./kit)(?: [^(].*)?)$",
                     re.MULTILINE)
SHELL = re.compile(r"[|<>&]|\d?>.*")  # a word where a command ends and what the shell does with it begins
LINK = re.compile(r"\]\(([^)#\s]+)")
# "[group] key" and "[group]\nkey = value", as the documents name settings.
SETTING = re.compile(r"`\[(\w+)\] (\w+)")
FILLED = {"NAME": {"xdg2pekwm": "calculator", "pekwm-lxpanel": "dark"}, "ID": "calculator.desktop", "DIR": "image", "FILE": "menu", "N": "20"}
# Lines that call a program of somebody else's: what runs them. The test's file names the document.
RUN_ELSEWHERE = {
    r"apt install \./build/packages/pekwm-lxpanel_": "packaging/test_bare_system.py",
    r"(tar|mv|rm|echo) .*TREE": "packaging/test_packages.py",
    r"(DESTDIR=image )?cmake ": "packaging/test_cross.py",
    r"(env -i )?DISPLAY=:5 pekwm-lxpanel": "pekwm-lxpanel/test_start.py",
    r"(mkdir -p|cp -r) .*~/.config/lxpanel": "pekwm-lxpanel/test_theme.py",
    r"…?/?lxpanel-patches/apply ": "lxpanel-patches/source/test_apply.py",
    r"patch -R -p1 ": "lxpanel-patches/source/test_apply.py",
}
# Those of a build of lxpanel: its source is not ours, and nothing that needs the network is a test.
BUILD_OF_LXPANEL = re.compile(r"tar xf lxpanel-|cd lxpanel-|apt-get source lxpanel|quilt push|echo lxpanel-menu.patch |dch --local|"
                              r"dpkg-buildpackage |\./configure --prefix|make( install)?$|lxpanelctl refresh && echo")
OUTPUT_OF_APPLY = re.compile(r"in the patch ")
FOREIGN = re.compile(r"^(?:    |\t)((?:[A-Z_]+=\S* )*(\S+)(?: .*)?)$", re.MULTILINE)
CTEST = re.compile(r"ctest (?:\S+ )*-R (\S+)")
# What is named in the source.
SOURCE = re.compile(r"`((?:tests|themes|layouts|cmake|packaging|demo|lxpanel-patches)/[\w./*-]*)`")
CONFIGURATION = re.compile(r"```(?:ini)?\n(.*?)```|\n\n((?:    [^\n]*\n|\n(?=    ))+)", re.DOTALL)
SCRIPT = re.compile(r"^    (tests/\S+\.py) (.*)$", re.MULTILINE)
ENTRY = "[Desktop Entry]\nType=Application\nName=Calculator\nExec=true\nCategories=Utility;\n"


class Checker:
    def __init__(self, programs, folder, build):
        self.programs, self.folder, self.build = programs, folder, build
        self.used = set()
        self.wrong = 0
        self.count = 0
        home = folder / "home"
        for where in ("data", "image/usr/share", "image/root/.pekwm"):
            (folder / where / "applications").mkdir(parents=True)
        for where in ("data", "image/usr/share"):
            (folder / where / "applications/calculator.desktop").write_text(ENTRY)
        home.mkdir()
        (folder / "etc").mkdir()
        (folder / "TREE").mkdir()  # of another system, as docs/easyos.md calls it
        (folder / "etc/menus").symlink_to(ROOT / "layouts")
        self.environment = {"HOME": str(home), "XDG_CONFIG_DIRS": str(folder / "etc"), "XDG_DATA_DIRS": str(folder / "data"), "XDG_RUNTIME_DIR": str(home),
                            "PATH": "%s:/usr/bin:/bin" % folder, "LC_ALL": "C.UTF-8"}
        self.options, self.settings_of = {}, {}
        for name, program in programs.items():
            (folder / name).symlink_to(program)
            self.options[name] = set(re.findall(r"--?[a-zA-Z][a-z-]*", self.output(name, "--help")))
            group, settings = "", self.settings_of.setdefault(name, set())
            for line in self.output(name, "--print-config").splitlines():
                if found := re.match(r"\[(\w+)\]", line):
                    group = found.group(1)
                elif found := re.match(r"(?:; )?(\w+) =", line):
                    settings.add((group, found.group(1)))
        self.settings = set().union(*self.settings_of.values())
        usage = subprocess.run([ROOT / "kit", "help"], capture_output=True, text=True, check=True).stdout
        self.kit = set(re.findall(r"^  ([a-z]+)", usage, re.MULTILINE)) | {"help"}
        self.kit_options = set(re.findall(r"--[a-z]+", usage))

    def output(self, name, option):
        return subprocess.run([self.programs[name], option], env=self.environment, capture_output=True, text=True,
                              check=True, timeout=SECONDS).stdout

    @staticmethod
    def filled(word, program):
        known = FILLED.get(word, word)
        return known.get(program, word) if isinstance(known, dict) else known

    def fail(self, document, what):
        print("%s: %s" % (document.relative_to(ROOT), what), file=sys.stderr)
        self.wrong += 1

    def check(self, document):
        text = document.read_text(encoding="utf-8")
        for link in LINK.findall(text):
            if "://" not in link and not (document.parent / link).exists():
                self.fail(document, "nothing is where the link %s leads" % link)
        for group, key in SETTING.findall(text):
            if (group, key) not in self.settings:
                self.fail(document, "there is no setting [%s] %s" % (group, key))
        for inline, line in COMMAND.findall(text):
            command = (inline or line).split("  #")[0].strip()
            words = shlex.split(command, comments=True)
            words = [self.filled(word, words[0]) for word in itertools.takewhile(lambda word: not SHELL.match(word), words)]
            self.count += 1
            if words[0] == "./kit":
                if len(words) > 1 and words[1] not in self.kit and not words[1].isupper():
                    self.fail(document, "./kit help does not know: " + command)
                if unknown := [word for word in words[2:] if word.startswith("-") and word not in self.kit_options]:
                    self.fail(document, "%s: ./kit help does not know %s" % (command, unknown))
            else:
                self.check_command(document, command, words)

        self.check_foreign(document, text)
        self.check_source(document, text)
        for block in CONFIGURATION.findall(text):
            self.check_configuration(document, "".join(block))

    def check_foreign(self, document, text):
        for line, program in FOREIGN.findall(text):
            words = line.split()
            if COMMAND.match("    " + line) or OUTPUT_OF_APPLY.match(line) or words[1:2] == ["="]:
                continue
            if not shutil.which(program) and "/" not in program:
                continue  # no command
            if program.endswith(".py") or program == "ctest" or BUILD_OF_LXPANEL.match(line):
                continue  # the first two: check_source
            by = [key for key in RUN_ELSEWHERE if re.match(key, line)]
            if not by and (program.startswith(("./", "tests/", "lxpanel")) or shutil.which(program)):
                self.fail(document, "no test runs: " + line)
            self.used.update(by)

    def check_source(self, document, text):
        for path in SOURCE.findall(text):
            folders = [document.parent, ROOT]
            if not any(any(folder.glob(path.rstrip("/"))) for folder in folders) and "NAME" not in path:
                self.fail(document, "there is no " + path)
        for script, words in SCRIPT.findall(text):
            done = subprocess.run([sys.executable, ROOT / script, "--help"], capture_output=True, text=True, timeout=SECONDS)
            if missing := [word for word in words.split() if word.startswith("-") and word not in done.stdout]:
                self.fail(document, "%s does not know %s" % (script, missing))
        if self.build:
            for tests in CTEST.findall(text):
                done = subprocess.run(["ctest", "--test-dir", self.build, "-N", "-R", tests.strip("`.,:")], capture_output=True,
                                      text=True, check=True, timeout=SECONDS)
                if "Total Tests: 0" in done.stdout:
                    self.fail(document, "no test is called " + tests)

    def check_configuration(self, document, text):
        """Of both programs, the one that knows the first group has nothing to say of it."""
        # The table of a manual has words at the right of each value.
        lines = [re.sub(r"(?<=\S) {2,}.*", "", line.removeprefix("    ")) for line in text.splitlines()]
        group = next((line for line in lines if line and not line.startswith(("#", ";"))), "")
        if not re.fullmatch(r"\[\w+\]", group):
            return
        file = self.folder / "configuration"
        file.write_text("\n".join(lines) + "\n")
        said = {name: subprocess.run([name, "--config", str(file), "--print-config"], env=self.environment, capture_output=True,
                                     text=True, timeout=SECONDS, cwd=self.folder).stderr for name in self.programs}
        self.count += 1
        if all(said.values()):
            self.fail(document, "this configuration is wrong:\n%s%s" % (text, min(said.values(), key=len)))

    def check_table(self):
        """The table of what other tests run is true as well."""
        for key, test in RUN_ELSEWHERE.items():
            path = ROOT / "tests" / test
            if key not in self.used:
                self.fail(path, "no document has a command like %s any more" % key)
            if not path.exists():
                self.fail(path, "there is no such test")

    def check_manual(self, name):
        """Every setting is in the manual of its file."""
        document = ROOT / name / "man" / (name + "-config.5.scd")
        text = document.read_text(encoding="utf-8")
        for group, key in sorted(self.settings_of[name]):
            if "[%s]" % group not in text or not re.search(r"(?<!\w)\*?%s\*? =" % key, text):
                self.fail(document, "[%s] %s is not described" % (group, key))

    def check_command(self, document, command, words):
        for option in (word.split("=")[0] for word in words[1:] if re.match(r"--?[a-zA-Z]", word)):
            if option not in self.options[words[0]] and option != "--json":
                self.fail(document, "%s: %s is no option" % (command, option))
                return
        session = words[0] == "pekwm-lxpanel" and (len(words) == 1 or words[1] == "--nested")
        if session or any(word.endswith(("/", "…")) for word in words):
            return
        # Whom it would tell about a change may be anybody.
        words = ["true" if before == "--on-change" else word for before, word in zip([""] + words, words)]
        try:
            done = subprocess.run(words, env=self.environment, cwd=self.folder, capture_output=True, text=True,
                                  timeout=2 if "--watch" in words else SECONDS)
        except subprocess.TimeoutExpired:
            if "--watch" not in words:
                self.fail(document, "%s: does not end" % command)
            return
        if done.returncode == USAGE or done.returncode < 0 or "--watch" in words:
            self.fail(document, "%s: exit status %d: %s" % (command, done.returncode, done.stderr.strip()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--xdg2pekwm", required=True)
    parser.add_argument("--pekwm-lxpanel", required=True)
    parser.add_argument("--build", help="where ctest is asked for the names of tests")
    options = parser.parse_args()
    programs = {"xdg2pekwm": os.path.abspath(options.xdg2pekwm), "pekwm-lxpanel": os.path.abspath(options.pekwm_lxpanel)}
    with tempfile.TemporaryDirectory(prefix="docs.") as folder:
        checker = Checker(programs, pathlib.Path(folder), options.build)
        for document in DOCUMENTS:
            checker.check(document)
        for name in programs:
            checker.check_manual(name)
        checker.check_table()
    print("%d commands in %d documents, %d things wrong" % (checker.count, len(DOCUMENTS), checker.wrong))
    return 1 if checker.wrong or not checker.count else 0


if __name__ == "__main__":
    sys.exit(main())
