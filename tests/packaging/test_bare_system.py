#!/usr/bin/env python3
"""The .deb in a system that has nothing but Debian's smallest set of packages, and what a newcomer does there, by the words
of the documents: install it, log in, change the look, pin a favourite, find out why an application is missing, log out; then
the next version over it, and its end.

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

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"
SCRIPT = "#!/bin/sh\n# of nobody's package, as EasyOS's\n"
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
        script = system.path("/usr/bin/xdg2pekwm")
        script.write_text(SCRIPT)
        self.install("./" + deb.name)
        self.assertNotEqual(script.read_bytes(), SCRIPT.encode())
        for name, title in (("calculator", "Calculator"), ("terminal", "Terminal")):
            desktop_file.install(system.path("/usr/share/applications"), name, title, icon="accessories-calculator")
        self.server = self.enterContext(xsession.XServer(scratch))
        session = self.log_in(scratch)
        self.assertNotIn("desktop entry does not exist", (scratch / "log").read_text(), "a launcher for what is not there")
        self.wants_a_window()
        self.changes_the_look()
        self.pins_a_favourite()
        self.finds_out_what_is_missing()
        self.run_program("pekwm-lxpanel", "ctl", "logout")
        self.assertEqual(session.wait(xsession.DEADLINE), 0)
        self.assertEqual(list(system.path("/tmp").glob("pekwm-lxpanel-*")), [])
        self.upgrades(scratch, deb)
        self.purges()

    def install(self, package):
        # What the README says, with all that Debian recommends: whether apt would do it.
        lines = re.findall(r"^    apt install (.*)$", README.read_text(), re.MULTILINE)
        self.assertEqual(len(lines), 2)
        for line in lines:
            words = [package if word.endswith(".deb") else word for word in line.split()]
            system.run("apt-get", "install", "--simulate", *words, timeout=SECONDS)
        words = "apt-get", "install", "--yes", "--no-install-recommends", package
        fetched = system.run(*words, "--download-only", check=False, timeout=SECONDS)
        if fetched.returncode != 0 and "Failed to fetch" in fetched.stderr:
            self.skipTest("the mirror has not all that is needed:\n" + fetched.stderr[-1000:])
        system.run(*words, timeout=SECONDS, DEBIAN_FRONTEND="noninteractive")

    def upgrades(self, scratch, deb):
        """The next version, with another conffile than the one that the user has changed: dpkg has nothing to ask."""
        menus = "/etc/xdg/menus/"
        mine, theirs = system.path(menus + "pekwm-applications.menu"), system.path(menus + "easyos-applications.menu")
        mine.write_text(mine.read_text() + "<!-- mine -->\n")
        tree = scratch / "tree"
        subprocess.run(["dpkg-deb", "--raw-extract", deb, tree], check=True)
        control = tree / "DEBIAN/control"
        control.write_text(re.sub(r"^Version: .*$", "Version: 99.0-1", control.read_text(), flags=re.MULTILINE))
        new = tree / str(theirs.relative_to(system.folder))
        new.write_text(new.read_text() + "<!-- theirs -->\n")
        subprocess.run(["dpkg-deb", "--build", "--root-owner-group", tree, system.path("/root/next.deb")], check=True,
                       stdout=subprocess.DEVNULL)
        done = system.run("apt-get", "install", "--yes", "--no-install-recommends", "./next.deb", timeout=SECONDS,
                          DEBIAN_FRONTEND="noninteractive")
        self.assertNotIn("onfiguration file", done.stdout)
        self.assertIn("99.0", system.run("dpkg-query", "--show", "pekwm-lxpanel").stdout)
        self.assertIn("<!-- mine -->", mine.read_text())
        self.assertIn("<!-- theirs -->", theirs.read_text())

    def purges(self):
        """Nothing of the package's stays, and all of the user's."""
        packed = [line for line in system.run("dpkg-query", "--listfiles", "pekwm-lxpanel").stdout.splitlines()
                  if re.search("pekwm-lxpanel|xdg2pekwm|easyos", line)]
        self.assertGreater(len(packed), 100)
        home = system.path("/root")
        before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
        system.run("dpkg", "--purge", "pekwm-lxpanel")
        # What it had set aside is back.
        self.assertEqual([path for path in packed if os.path.lexists(system.path(path))], ["/usr/bin/xdg2pekwm"])
        self.assertEqual(system.path("/usr/bin/xdg2pekwm").read_text(), SCRIPT)
        lost = [path for path, content in before.items() if not path.is_file() or path.read_bytes() != content]
        self.assertEqual(lost, [])
        self.assertIn(home / ".config/xdg2pekwm/config", before)

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

    def wants_a_window(self):
        """The package only suggests Xephyr."""
        done = system.run("pekwm-lxpanel", "--nested", check=False, DISPLAY=self.server.display)
        self.assertEqual(done.returncode, 4)
        self.assertIn("xserver-xephyr", done.stderr)

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
        self.assertIn("not-installed", self.run_program("xdg2pekwm", "--explain", "/usr/share/applications/gone.desktop"))
        self.assertIn("Utility", self.run_program("xdg2pekwm", "--explain", "calculator"))


if __name__ == "__main__":
    packages.skip_without("mmdebstrap", "bwrap", "cpack", "dpkg-shlibdeps", *xsession.missing_programs())
    if os.geteuid() != 0 or not root_folder.possible():
        packages.skip("not root, or bubblewrap cannot be used here")
    with xsession.ends_on_signals(), tempfile.TemporaryDirectory(prefix="bare.") as made:
        system = bare_system(pathlib.Path(made, "system"))
        packages.main()
