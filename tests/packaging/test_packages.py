#!/usr/bin/env python3
"""The .deb and the tarball that cpack makes of a build: what is in them, what they need, how their programs are built, and
that the tarball runs anywhere. test_bare_system.py installs the .deb.

    test_packages.py --build=BUILD-FOLDER [unittest's own arguments]
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import elf  # noqa: E402
import packages  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLACES = re.compile(r"(etc/xdg/menus/[\w-]+\.menu|usr/bin/[\w-]+|usr/libexec/(xdg2pekwm|pekwm-lxpanel)/[\w-]+|"
                    r"usr/lib/pekwm-lxpanel/lxpanel-icons\.so|usr/share/man/man[15]/[\w.-]+\.gz|"
                    r"usr/share/(xdg2pekwm|pekwm-lxpanel|doc/pekwm-lxpanel)/.+|"
                    r"usr/share/desktop-directories/[\w-]+\.directory|usr/share/xsessions/pekwm-lxpanel\.desktop|"
                    r"usr/share/(icons|pixmaps)/.+|usr/share/bash-completion/completions/[\w-]+|"
                    r"usr/share/zsh/vendor-completions/_[\w-]+|usr/share/fish/vendor_completions\.d/[\w-]+\.fish)")


DOCUMENTS = "usr/share/doc/pekwm-lxpanel"


class Packed(unittest.TestCase):
    """Gives each class both packages and a folder of its own."""

    made = {}

    @classmethod
    def setUpClass(cls):
        cls.scratch = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="packages.")))
        if not Packed.made:
            folder = tempfile.TemporaryDirectory(prefix="packages.")
            unittest.addModuleCleanup(folder.cleanup)
            Packed.made = packages.make(folder.name)


class Deb(Packed):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deb = cls.made[".deb"]
        cls.tree, cls.control = cls.scratch / "tree", cls.scratch / "control"
        subprocess.run(["dpkg-deb", "--extract", cls.deb, cls.tree], check=True)
        subprocess.run(["dpkg-deb", "--control", cls.deb, cls.control], check=True)
        cls.files = sorted(path.relative_to(cls.tree) for path in cls.tree.rglob("*") if not path.is_dir())
        cls.programs = elf.files(cls.tree)

    def field(self, name):
        return subprocess.run(["dpkg-deb", "--field", self.deb, name], capture_output=True, text=True, check=True).stdout

    def test_dependencies(self):
        """Each library that a program asks for is in a package that the .deb names; so are the programs that it starts."""
        named = set(re.findall(r"(?:^|[,|] *)([a-z0-9.+-]+)", self.field("Depends")))
        self.assertLessEqual({"pekwm", "lxpanel"}, named)
        for program in self.programs:
            found = {os.path.basename(path): path for path in elf.libraries(program)}
            for library in elf.needed(program):
                self.assertIn(library, found, program)
                owner = packages.owner(found[library])
                self.assertIn(owner, named, "%s needs %s" % (program, library))

    def test_what_is_below_etc_is_the_users(self):
        marked = self.control.joinpath("conffiles").read_text().split()
        self.assertEqual(sorted(marked), ["/%s" % path for path in self.files if path.parts[0] == "etc"])
        self.assertTrue(marked)

    def test_nothing_lies_elsewhere(self):
        self.assertEqual([str(path) for path in self.files if not PLACES.fullmatch(str(path))], [])

    def test_links_lead_to_what_is_in_it(self):
        for path in self.files:
            if (self.tree / path).is_symlink():
                target = os.readlink(self.tree / path)
                self.assertFalse(os.path.isabs(target), path)
                aim = os.path.normpath(path.parent / target)
                # Each Debian system has these.
                self.assertTrue(os.path.lexists(self.tree / aim) or aim.startswith("usr/share/common-licenses/"),
                                "%s -> %s" % (path, target))

    def test_links_of_documents_lead_to_what_is_in_it(self):
        documents = sorted((self.tree / DOCUMENTS).rglob("*.md"))
        self.assertIn("README.md", [path.name for path in documents])
        for path in documents:
            for link in re.findall(r"\]\(([^)#\s]+)", path.read_text()):
                if "://" not in link:
                    self.assertTrue(os.path.lexists(path.parent / link), "%s: %s" % (path.name, link))

    def test_version_and_architecture(self):
        done = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
        self.assertEqual(self.field("Architecture"), done.stdout)
        said = subprocess.run([self.tree / "usr/bin/xdg2pekwm", "--version"], capture_output=True, text=True, check=True)
        self.assertEqual(said.stdout.split()[1] + "-1", self.field("Version").strip())

    def test_zsh_finds_its_completions(self):
        """Where this system's zsh looks by itself."""
        if not shutil.which("zsh"):
            self.skipTest("zsh is not installed")
        done = subprocess.run(["zsh", "-f", "-c", "print -l $fpath"], capture_output=True, text=True, check=True)
        for name in ("_xdg2pekwm", "_pekwm-lxpanel"):
            found = [folder for folder in done.stdout.split() if (self.tree / folder.lstrip("/") / name).is_file()]
            self.assertEqual(len(found), 1, name)

    def test_manuals_are_there(self):
        for name in ("xdg2pekwm.1", "pekwm-lxpanel.1"):
            self.assertIn(pathlib.Path("usr/share/man/man1", name + ".gz"), self.files)

    def test_programs_are_hardened(self):
        self.assertEqual(len([path for path in self.programs if path.suffix != ".so"]), 4)
        for path in self.programs:
            with self.subTest(path.name):
                header, dynamic = elf.read(path, "-h", "-l"), elf.read(path, "-d")
                self.assertIn("DYN", re.search(r"Type: +(.*)", header)[1], "position independent")
                self.assertIn("GNU_RELRO", header)
                self.assertRegex(header, r"GNU_STACK .* RW ", "a stack that cannot be run")
                self.assertNotRegex(dynamic, "R(UN)?PATH")
                symbols = elf.read(path, "--dyn-syms") if elf.needed(path) else self.calls_of_rooms()
                self.assertIn("__stack_chk_fail", symbols)
                if path.suffix != ".so":  # the module's names are bound when they are called: its host may lack some
                    self.assertRegex(dynamic, "BIND_NOW|Flags:.* NOW")
                    self.assertRegex(symbols, r"__(?!stack)\w+_chk\b", "fortified functions")

    @staticmethod
    def calls_of_rooms():
        """What our own code calls in a program that holds its C library, which calls the same; before it is stripped."""
        program = pathlib.Path(packages.options.build, "xdg2pekwm/xdg2pekwm")
        calls, ours = set(), False
        for line in elf.disassemble(program):
            if begin := re.match(r"[0-9a-f]+ <(.*)>:", line):
                ours = re.match(r"_ZNK?(3app|3xdg|4base|5cache|5icons|5pekwm)", begin[1]) is not None
            elif ours and (call := re.search(r"\b(?:call|jmp|bl?) +[0-9a-f]+ <(\w+)", line)):
                calls.add(call[1])
        return " ".join(sorted(calls))

    def test_lintian_finds_no_error(self):
        if not shutil.which("lintian"):
            self.skipTest("lintian is not installed")
        done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error", self.deb], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


def indented(document, heading, start):
    """The indented lines of a section that begin with one of some words."""
    text = (ROOT / document).read_text().partition("\n%s\n" % heading)[2].partition("\n## ")[0]
    return re.findall(r"^    ((?:%s) .*)$" % start, text, re.MULTILINE)


class Guide(Packed):
    """What docs/easyos.md says to type, on a tree with a script of EasyOS's name."""

    COMMANDS = "tar|mv|rm|echo"

    def follow(self, heading):
        lines = indented("docs/easyos.md", heading, self.COMMANDS)
        self.assertTrue(lines, heading)
        for line in lines:
            subprocess.run(["sh", "-c", line.replace("TREE", str(self.tree))], cwd=self.made[".gz"].parent, check=True)

    def test_there_and_back(self):
        self.tree = self.scratch / "tree"
        script, manager = self.tree / "usr/bin/xdg2pekwm", self.tree / "etc/windowmanager"
        theirs = self.tree / "usr/local/bin/theirs"
        for path, text in ((script, "#!/bin/sh\n"), (manager, "jwm\n"), (theirs, "")):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.follow("## Install")
        self.assertFalse(script.exists())
        said = subprocess.run([self.tree / "usr/local/bin/xdg2pekwm", "--version"], capture_output=True, text=True, check=True)
        self.assertIn("xdg2pekwm", said.stdout)
        self.follow("## What to change")
        self.assertEqual(manager.read_text(), "pekwm-lxpanel\n")
        self.follow("## And back")
        self.assertEqual(script.read_text(), "#!/bin/sh\n")
        left = [path for path in self.tree.rglob("*") if not path.is_dir()]
        self.assertEqual(sorted(left), sorted([manager, script, theirs]))
        folders = [path for path in self.tree.rglob("*") if path.is_dir() and re.search("pekwm", path.name)]
        self.assertEqual(folders, [])


class Tarball(Packed):
    def test_runs_from_anywhere(self):
        place, home = self.scratch / "any where", self.scratch / "home"
        place.mkdir()
        subprocess.run(["tar", "-xf", self.made[".gz"], "--strip-components=1", "-C", place], check=True)
        (home / ".local/share/applications").mkdir(parents=True)
        (home / ".local/share/applications/one.desktop").write_text(packages.APPLICATION)
        environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "XDG_DATA_DIRS": "/nowhere"}

        def run(program, *words):
            return subprocess.run([place / "bin" / program, *words], env=environment, capture_output=True, text=True,
                                  check=True, timeout=60).stdout
        menu = run("xdg2pekwm", "-o", "-")
        self.assertIn('"One"', menu)
        self.assertIn(str(home / ".cache"), menu, "pictures are made")
        self.assertRegex(run("pekwm-lxpanel", "theme", "list"), r"\bdark\b")
        variables = dict(re.findall(r"^(\w+)=(.*)$", run("pekwm-lxpanel", "--print-env"), re.MULTILINE))
        self.assertIn(str(place / "etc/xdg"), variables["XDG_CONFIG_DIRS"].split(":"), "both menus find the layouts")
        self.assertIn(variables["XDG_MENU_PREFIX"], ("pekwm-", "easyos-"))
        for name in ("xdg2pekwm", "pekwm-lxpanel"):
            self.assertRegex(run(name, "--version"), r"^%s \d+\.\d+" % name)


if __name__ == "__main__":
    packages.skip_without("cpack", "dpkg-shlibdeps", "objdump", "readelf")
    packages.main()
