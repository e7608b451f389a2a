#!/usr/bin/env python3
"""The .deb in a system that has nothing but Debian's smallest set of packages, and what a newcomer does there, by the words
of the documents: install it, log in, change the look, pin a favourite, find out why an application is missing, remove it.

    test_bare_system.py --build=BUILD-FOLDER [unittest's own arguments]

The packages come from Debian's mirror; where it cannot be reached, or no system can be made, the test is skipped.
"""

import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import desktop_file  # noqa: E402
import packages  # noqa: E402
import root_folder  # noqa: E402
import xsession  # noqa: E402
from xsession import wait_until  # noqa: E402

SECONDS = 900  # for what comes from the network
system = None  # set by the main part


def bare_system(folder):
    """Debian's smallest system of this machine's release."""
    suite = platform.freedesktop_os_release().get("VERSION_CODENAME", "stable")
    try:
        done = subprocess.run(["mmdebstrap", "--mode=root", "--variant=minbase", "--skip=cleanup/apt/lists", suite, folder],
                              capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        packages.skip("Debian's mirror is too slow")
    if done.returncode != 0:
        packages.skip("no system can be made of Debian's mirror:\n" + done.stderr[-1000:])
    root = root_folder.Root(folder)
    shutil.copy("/etc/resolv.conf", root.path("/etc/resolv.conf"))
    return root


class Newcomer(unittest.TestCase):
    """The steps build on each other: one test, in the order in which a person takes them."""

    def test_from_apt_to_purge(self):
        scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="bare.")))
        deb = packages.make(scratch / "packages", "-G", "DEB")[".deb"]
        shutil.copy(deb, system.path("/root"))
        self.install("./" + deb.name)
        for name, title in (("calculator", "Calculator"), ("terminal", "Terminal")):
            desktop_file.install(system.path("/usr/share/applications"), name, title, icon="accessories-calculator")
        self.server = self.enterContext(xsession.XServer(scratch))
        session = self.log_in(scratch)
        self.changes_the_look()
        self.pins_a_favourite()
        self.finds_out_what_is_missing()
        self.run_program("pekwm-lxpanel", "ctl", "logout")
        self.assertEqual(session.wait(xsession.DEADLINE), 0)
        system.run("dpkg", "--purge", "pekwm-lxpanel")
        for left in ("/etc/xdg/menus/pekwm-applications.menu", "/usr/share/pekwm-lxpanel", "/usr/libexec/xdg2pekwm"):
            self.assertFalse(system.path(left).exists(), left)

    def install(self, package):
        words = "apt-get", "install", "--yes", "--no-install-recommends", package
        fetched = system.run(*words, "--download-only", check=False, timeout=SECONDS)
        if fetched.returncode != 0 and "Failed to fetch" in fetched.stderr:
            self.skipTest("the mirror has not all that is needed:\n" + fetched.stderr[-1000:])
        system.run(*words, timeout=SECONDS, DEBIAN_FRONTEND="noninteractive")

    def run_program(self, *words, **options):
        return system.run(*words, DISPLAY=self.server.display, **options).stdout

    def menu(self):
        return system.path("/root/.pekwm/menu").read_text()

    def log_in(self, scratch):
        """Starts what display managers start."""
        entry = system.path("/usr/share/xsessions/pekwm-lxpanel.desktop").read_text()
        command = re.search(r"^Exec=(.*)$", entry, re.M)[1].split()
        self.run_program("pekwm-lxpanel", "--check")
        log = self.enterContext(open(scratch / "log", "wb"))
        session = subprocess.Popen(system.command(*command, DISPLAY=self.server.display), stdin=subprocess.DEVNULL,
                                   stdout=log, stderr=log)
        self.addCleanup(session.wait)
        self.addCleanup(session.kill)

        def running():
            self.assertIsNone(session.poll(), (scratch / "log").read_text())
            said = self.run_program("pekwm-lxpanel", "ctl", "status", "--json", check=False)
            return said and json.loads(said)["state"] == "RUNNING"
        wait_until(running, "the session to run")
        # The very first menu has no pictures yet.
        wait_until(lambda: re.search(r'"Calculator" { Icon = ".*/icons/', self.menu()), "the menu, with pictures")
        return session

    def changes_the_look(self):
        self.run_program("pekwm-lxpanel", "theme", "set", "dark")
        self.assertRegex(self.run_program("pekwm-lxpanel", "theme", "list"), r"(?m)^\* *dark\b")

    def pins_a_favourite(self):
        """As docs/your-menu.md says; the session sees the file."""
        system.write("/root/.config/xdg2pekwm/config", "[menu]\nfavourites = terminal.desktop\n")
        wait_until(lambda: self.menu().count('"Terminal"') == 2, "the favourite, and the entry in its place")
        self.assertLess(self.menu().index('"Terminal"'), self.menu().index("Submenu"))

    def finds_out_what_is_missing(self):
        """As docs/troubleshooting.md says."""
        path = desktop_file.install(system.path("/usr/share/applications"), "gone", "Gone")
        path.write_text(path.read_text() + "TryExec=not-installed\n")
        self.assertIn("not-installed", self.run_program("xdg2pekwm", "--explain", "gone"))
        self.assertIn("Utility", self.run_program("xdg2pekwm", "--explain", "calculator"))


if __name__ == "__main__":
    packages.skip_without("mmdebstrap", "bwrap", "cpack", "dpkg-shlibdeps", *xsession.missing_programs())
    if os.geteuid() != 0 or not root_folder.possible():
        packages.skip("not root, or bubblewrap cannot be used here")
    with xsession.ends_on_signals(), tempfile.TemporaryDirectory(prefix="bare.") as made:
        system = bare_system(pathlib.Path(made, "system"))
        packages.main()
