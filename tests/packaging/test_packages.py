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

PLACES = re.compile(r"(etc/xdg/menus/[\w-]+\.menu|usr/bin/[\w-]+|usr/libexec/(xdg2pekwm|pekwm-lxpanel)/[\w-]+|"
                    r"usr/lib/pekwm-lxpanel/lxpanel-icons\.so|usr/share/man/man[15]/[\w.-]+\.gz|"
                    r"usr/share/(xdg2pekwm|pekwm-lxpanel|doc/pekwm-lxpanel)/.+|"
                    r"usr/share/desktop-directories/[\w-]+\.directory|usr/share/xsessions/pekwm-lxpanel\.desktop|"
                    r"usr/share/(icons|pixmaps)/.+|usr/share/bash-completion/completions/[\w-]+|"
                    r"usr/share/zsh/site-functions/_[\w-]+|usr/share/fish/vendor_completions\.d/[\w-]+\.fish)")


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
                self.assertTrue((self.tree / path).exists(), "%s -> %s" % (path, target))

    def test_version_and_architecture(self):
        done = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
        self.assertEqual(self.field("Architecture"), done.stdout)
        said = subprocess.run([self.tree / "usr/bin/xdg2pekwm", "--version"], capture_output=True, text=True, check=True)
        self.assertEqual(said.stdout.split()[1] + "-1", self.field("Version").strip())

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
                self.assertIn("__stack_chk_fail", elf.read(path, "--dyn-syms"))
                if path.suffix != ".so":  # the module's names are bound when they are called: its host may lack some
                    self.assertRegex(dynamic, "BIND_NOW|Flags:.* NOW")
                    self.assertRegex(elf.read(path, "--dyn-syms"), r"__\w+_chk\b", "fortified functions")

    def test_lintian_finds_no_error(self):
        if not shutil.which("lintian"):
            self.skipTest("lintian is not installed")
        done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error", self.deb], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


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
        for name in ("xdg2pekwm", "pekwm-lxpanel"):
            self.assertRegex(run(name, "--version"), r"^%s \d+\.\d+" % name)


if __name__ == "__main__":
    packages.skip_without("cpack", "dpkg-shlibdeps", "readelf")
    packages.main()
