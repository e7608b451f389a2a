#!/usr/bin/env python3
"""The installed tools where busybox is the only userland, as in EasyOS's containers: no bash, no coreutils, no sed. The
system is made of busybox, the files of pekwm and lxpanel, the libraries that they load, and ours.

    test_busybox.py --build=BUILD-FOLDER [unittest's own arguments]
"""

import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import desktop_file  # noqa: E402
import elf  # noqa: E402
import packages  # noqa: E402
import root_folder  # noqa: E402
import xsession  # noqa: E402
from xsession import wait_until  # noqa: E402

BUSYBOX = "/bin/busybox"
# Of these packages, everything but documents; of all others, what programs load.
WHOLE = ("pekwm", "lxpanel", "lxpanel-data", "libmenu-cache3", "libmenu-cache-bin", "lxmenu-data", "libfm-modules", "libfm-data",
         "libgdk-pixbuf-2.0-0", "librsvg2-common", "fonts-dejavu-core", "fontconfig-config", "shared-mime-info")
# What the two bring along that is no program of GNU's.
THEIRS = {"busybox", "pekwm", "lxpanel", "lxpanelctl", "update-mime-database", "xdg2pekwm", "pekwm-lxpanel"}


def copy_package(name, root):
    """What dpkg lists of a package that is installed, documents left out."""
    listed = subprocess.run(["dpkg-query", "--listfiles", name], capture_output=True, text=True)
    for path in map(pathlib.Path, listed.stdout.splitlines()):
        if path.is_dir() or not path.exists() or "doc" in path.parts or "man" in path.parts:
            continue
        target = root.path(str(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target, follow_symlinks=not path.is_symlink())


def copy_libraries(root):
    for program in elf.files(root.folder):
        for library in elf.libraries(program):
            target = root.path(library)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(library, target)


def make_root(folder):
    """A system whose every command is busybox's, with ours installed below /usr."""
    root = root_folder.Root(folder)
    for name in ("bin", "usr", "etc", "usr/share/applications", "usr/bin", "usr/lib", "lib", "lib64"):
        root.path(name).mkdir(parents=True, exist_ok=True)
    for name in WHOLE:
        copy_package(name, root)
    shutil.copy2("/usr/lib/%s-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders.cache" % os.uname().machine,
                 root.path("/usr/lib/%s-linux-gnu/gdk-pixbuf-2.0/2.10.0" % os.uname().machine))
    subprocess.run(["cmake", "--install", packages.options.build, "--strip", "--prefix", root.path("/usr")], check=True,
                   stdout=subprocess.DEVNULL)
    shutil.copytree(root.path("/usr/etc"), root.path("/etc"), dirs_exist_ok=True)
    copy_libraries(root)
    shutil.copy2(BUSYBOX, root.path("/bin/busybox"))
    applets = subprocess.run([BUSYBOX, "--list"], capture_output=True, text=True, check=True).stdout.split()
    for applet in applets:
        if applet != "busybox":
            root.path("/bin/" + applet).symlink_to("busybox")
    return root


class Busybox(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="busybox.")))
        cls.root = make_root(folder / "root")
        cls.server = cls.enterClassContext(xsession.XServer(folder, "1024x768"))
        cls.log = folder / "log"
        cls.menu_file = cls.root.path("/root/.pekwm/menu")
        cls.add_application("first", "First")

    @classmethod
    def add_application(cls, name, title):
        desktop_file.install(cls.root.path("/usr/share/applications"), name, title)

    def menu(self):
        return self.menu_file.read_text() if self.menu_file.exists() else ""

    def start(self, *words):
        """A process inside, which ends with the test."""
        log = open(self.log, "wb")
        self.addCleanup(log.close)
        process = subprocess.Popen(self.root.command(*words, DISPLAY=self.server.display), stdin=subprocess.DEVNULL,
                                   stdout=log, stderr=log)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)  # bubblewrap takes what is inside with it
        return process

    def test_no_other_userland(self):
        """The system is what it claims to be: else the other tests say nothing."""
        for folder in ("/bin", "/usr/bin", "/sbin", "/usr/sbin"):
            path = self.root.path(folder)
            for program in path.iterdir() if path.is_dir() else ():
                if program.stat().st_mode & stat.S_IXUSR and not program.is_symlink():
                    self.assertIn(program.name, THEIRS)
        self.assertEqual(os.readlink(self.root.path("/bin/sh")), "busybox")

    def test_the_menu_once(self):
        self.root.run("xdg2pekwm")
        self.assertIn('"First"', self.menu())
        self.assertIn("Utility", self.root.run("xdg2pekwm", "--explain", "first").stdout)

    def test_the_menu_is_watched(self):
        mark = self.root.path("/root/changed")
        process = self.start("xdg2pekwm", "--watch", "--on-change", "touch /root/changed")
        wait_until(lambda: '"First"' in self.menu(), "the first menu")
        self.add_application("watched", "Watched")
        wait_until(lambda: '"Watched"' in self.menu() and mark.exists(), "the new entry, and who was told")
        self.assertIsNone(process.poll())

    def ctl(self, *words, check=True):
        return self.root.run("pekwm-lxpanel", "ctl", *words, check=check, DISPLAY=self.server.display).stdout

    def status(self):
        said = self.ctl("status", "--json", check=False)
        return json.loads(said) if said else {}

    def wait_for_state(self, session):
        def running():
            if session.poll() is not None:
                raise AssertionError("ended with %d:\n%s" % (session.returncode, self.log.read_text()))
            return self.status().get("state") == "RUNNING"
        wait_until(running, "the session to run")

    def test_the_session(self):
        session = self.start("pekwm-lxpanel")
        self.wait_for_state(session)
        wait_until(lambda: '"First"' in self.menu(), "the menu")
        self.assertTrue(self.server.visible_windows(), "the panel's window")
        self.add_application("later", "Later")
        wait_until(lambda: '"Later"' in self.menu(), "an application that was installed meanwhile")
        self.root.run("pekwm-lxpanel", "theme", "set", "dark", DISPLAY=self.server.display)
        self.assertRegex(self.root.run("pekwm-lxpanel", "theme", "list").stdout, r"\* *dark")
        wait_until(lambda: re.search(r'"Dark +•"', self.menu()), "the mark at the look in the menu")
        self.ctl("logout")
        self.assertEqual(session.wait(xsession.DEADLINE), 0, self.log.read_text())
        self.assertEqual(list(self.root.path("/tmp").glob("pekwm-lxpanel-*")), [])
        self.assertNotRegex(self.log.read_text(), r"sh: |applet not found", "a command that busybox has not")


if __name__ == "__main__":
    packages.skip_without("bwrap", "cmake", "dpkg-query", "file", "readelf", *xsession.missing_programs("lxpanel"))
    if "statically" not in subprocess.run(["file", "-L", BUSYBOX], capture_output=True, text=True, check=False).stdout:
        packages.skip("busybox-static is not installed")
    if not root_folder.possible():
        packages.skip("bubblewrap cannot be used here")
    with xsession.ends_on_signals():
        packages.main()
