#!/usr/bin/env python3
"""The root window: its colour, its picture, what it says; and the command line's questions."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

import harness
import xlib
from harness import SessionTest, wait_until


def solid_png(path, colour, width=64, height=48):
    picture = harness.xsession.screenshot.Picture(width, height, bytes(colour) * (width * height))
    picture.save(path)


class Background(SessionTest):
    """Each with a server of its own: what a picture leaves there stays."""

    own_server = True
    SPOT = (500, 300)

    def setUp(self):
        super().setUp()
        self.server = self.start_server()

    def colour(self):
        return self.server.screenshot().pixel(*self.SPOT)

    def root_pixmap(self, name="_XROOTPMAP_ID"):
        found = re.search(r"0x[0-9a-f]+", self.property_of_root(name))
        return found and int(found.group(), 16)

    def test_plain_colour(self):
        self.config("[x]\nbackground = #a0b0c0\n")
        session = self.start()
        session.wait_for("RUNNING")
        self.assertEqual(self.colour(), (0xA0, 0xB0, 0xC0))
        self.assertTrue(self.root_pixmap())
        # Whoever sets the next background kills the owner of what is named there: that must not be the session.
        self.assertNotIn("0x", self.property_of_root("ESETROOT_PMAP_ID"))
        self.assert_terminates(session)
        self.assertNotIn("0x", self.property_of_root("_XROOTPMAP_ID"))

    def test_picture_and_what_comes_after_it(self):
        if not self.helper().exists():
            self.skipTest("the program for pictures was not built")
        solid_png(self.folder / "red.png", (250, 10, 20))
        self.config("[x]\nbackground = %s/red.png\n" % self.folder)
        session = self.start()
        session.wait_for("RUNNING")
        wait_until(lambda: self.colour() == (250, 10, 20), "the picture")
        first = self.root_pixmap()
        self.assertEqual(first, self.root_pixmap("ESETROOT_PMAP_ID"))
        solid_png(self.folder / "red.png", (1, 200, 30))
        session.ctl("reload")
        wait_until(lambda: self.colour() == (1, 200, 30), "the next picture")
        self.assertEqual(session.status()["state"], "RUNNING")
        (self.folder / "red.png").write_bytes(b"no picture")
        session.ctl("reload")
        session.wait_for_log('event="ended: exit status 1"')
        self.assertEqual(self.colour(), (1, 200, 30))
        self.assertEqual(session.status()["state"], "RUNNING")
        # From a picture to a colour and back.
        self.config("[x]\nbackground = #102030\n")
        session.ctl("reload")
        wait_until(lambda: self.colour() == (0x10, 0x20, 0x30), "the colour")
        solid_png(self.folder / "red.png", (5, 6, 7))
        self.config("[x]\nbackground = %s/red.png\n" % self.folder)
        session.ctl("reload")
        wait_until(lambda: self.colour() == (5, 6, 7), "the last picture")
        self.assertEqual(session.wait_for("RUNNING")["state"], "RUNNING")
        # What was our own picture is nobody else's.
        self.config("")
        session.ctl("reload")
        wait_until(lambda: self.root_pixmap("_PEKWM_LXPANEL_LOOK") and self.colour() != (5, 6, 7), "the look's")
        self.assert_terminates(session)

    def test_picture_that_is_none(self):
        """The plain one is there, as --check says, and not the server's black."""
        (self.folder / "red.png").write_bytes(b"no picture")
        self.config("[x]\nbackground = %s/red.png\n" % self.folder)
        session = self.start()
        session.wait_for("RUNNING")
        wait_until(self.root_pixmap, "the plain one")
        self.assertNotEqual(self.colour(), (0, 0, 0))
        self.assert_terminates(session)

    def helper(self):
        return pathlib.Path(harness.PROGRAM).parent.parent / "libexec/pekwm-lxpanel/pekwm-lxpanel-background"

    def test_limits_while_it_draws(self):
        """Pictures come from anywhere."""
        if not self.helper().exists():
            self.skipTest("the program for pictures was not built")
        server = self.start_server()
        os.kill(server.pid, signal.SIGSTOP)
        self.addCleanup(os.kill, server.pid, signal.SIGCONT)
        helper = subprocess.Popen([str(self.helper()), "/no/such/picture"], env=server.environment())
        self.addCleanup(helper.wait)
        self.addCleanup(helper.kill)
        folder = pathlib.Path("/proc/%d" % helper.pid)
        # The last of them. No new privileges are there from the start where whoever started the tests has given them up.
        wait_until(lambda: re.search(r"Max cpu time +20 +20", (folder / "limits").read_text()), "the limits")
        limits = (folder / "limits").read_text()
        for line in (r"Max file size +67108864 +67108864", r"Max open files +64 +64", r"Max core file size +0 +0"):
            self.assertRegex(limits, line)
        self.assertIn("NoNewPrivs:\t1", (folder / "status").read_text())

    def test_of_somebody_else_stays(self):
        if not self.helper().exists():
            self.skipTest("the program for pictures was not built")
        solid_png(self.folder / "own.png", (9, 90, 190))
        subprocess.run([str(self.helper()), str(self.folder / "own.png")], check=True, env=self.server.environment())
        session = self.start()
        session.wait_for("RUNNING")
        self.assertEqual(self.colour(), (9, 90, 190))
        self.assert_terminates(session)
        self.assertTrue(self.root_pixmap())

    def test_of_somebody_else_who_comes_later_stays(self):
        if not self.helper().exists():
            self.skipTest("the program for pictures was not built")
        session = self.start()
        session.wait_for("RUNNING")
        wait_until(lambda: self.root_pixmap("_PEKWM_LXPANEL_LOOK"), "the look's picture")
        solid_png(self.folder / "own.png", (9, 90, 190))
        subprocess.run([str(self.helper()), str(self.folder / "own.png")], check=True, env=self.server.environment())
        for look in ("dark", "light"):
            self.config("[looks]\ntheme = %s\n" % look)
            session.ctl("reload")
        time.sleep(1)  # more must not come
        self.assertEqual(self.colour(), (9, 90, 190))
        self.assert_terminates(session)

    def test_many_pictures_in_a_row(self):
        """They are drawn one after the other, and of those that wait only the last."""
        if not self.helper().exists():
            self.skipTest("the program for pictures was not built")
        self.config("[x]\nbackground = %s/1.png\n" % self.folder)
        for number in range(1, 9):
            solid_png(self.folder / ("%d.png" % number), (20 * number, 0, 255), 2000 - 200 * number, 1500)
        session = self.start()
        session.wait_for("RUNNING")
        for number in range(1, 9):
            self.config("[x]\nbackground = %s/%d.png\n" % (self.folder, number))
            session.ctl("reload")
        wait_until(lambda: self.colour() == (160, 0, 255), "the last")
        wait_until(lambda: not session.status()["others"] or None, "the end of its helpers")
        self.assertEqual(self.colour(), (160, 0, 255))
        self.assert_terminates(session)

    def test_what_is_drawn_over_is_freed(self):
        """Else each change would take a screen's memory, and one of the server's places for clients, of which
        there are some hundred."""
        if not self.helper().exists():
            self.skipTest("the program for pictures was not built")
        drawn, colours = [], [None]

        def changed(what):
            """Waits for the next picture; numbers of those that were freed come again."""
            def picture():
                if self.colour() == colours[-1]:
                    return None
                ids = {self.root_pixmap(name) for name in ("_XROOTPMAP_ID", "ESETROOT_PMAP_ID", "_PEKWM_LXPANEL_LOOK")}
                return len(ids) == 1 and ids.pop()
            drawn.append(wait_until(picture, what))
            colours.append(self.colour())

        def configure(text):
            self.config(text)
            session.ctl("reload")

        session = self.start()
        session.wait_for("RUNNING")
        changed("the look's picture")
        for look in ("dark", "light", "dark"):
            configure("[looks]\ntheme = %s\n" % look)
            changed(look)
        configure("[x]\nbackground = #102030\n")
        wait_until(lambda: self.colour() == (0x10, 0x20, 0x30), "the colour")
        configure("[looks]\ntheme = light\n")
        changed("light behind a colour")
        self.assert_terminates(session)
        self.config("[looks]\ntheme = dark\n")
        session = self.start()
        changed("that of the next session")
        self.assert_terminates(session)
        with xlib.Connection(self.server.display) as connection:
            self.assertTrue(connection.is_there(drawn[-1]))
            self.assertEqual([pixmap for pixmap in drawn if pixmap != drawn[-1] and connection.is_there(pixmap)], [])

    def test_resolution(self):
        self.config("[x]\ndpi = 144\n")
        session = self.start()
        session.wait_for("RUNNING")
        self.assertIn("Xft.dpi:\\t144", self.property_of_root("RESOURCE_MANAGER"))
        self.assert_terminates(session)


class Questions(SessionTest):
    def ask(self, *arguments, **variables):
        environment = {"DISPLAY": self.server.display, "HOME": str(self.home), "PATH": harness.SYSTEM_PATH, **variables}
        return subprocess.run([harness.PROGRAM, *arguments], env=environment, capture_output=True, text=True,
                              timeout=harness.DEADLINE)

    def test_check(self):
        self.assertEqual((self.ask("--check").returncode, self.ask("--check").stdout), (0, "all is well\n"))
        self.config("[session]\nx_timeout = soon\n")
        done = self.ask("--check")
        self.assertEqual(done.returncode, 3)
        self.assertIn("config:2: error: [session] x_timeout: 'soon' is no time", done.stdout)
        self.config("[wm]\ncommand = no-such-program\n")
        self.assertEqual(self.ask("--check").returncode, 6)
        self.config("[panel]\ncommand = no-such-program\n")
        self.assertEqual(self.ask("--check").returncode, 0)
        self.assertEqual(self.ask("--check", "--no-panel").stdout, "all is well\n")
        self.assertEqual(self.ask("--check", DISPLAY="").returncode, 4)
        for words in (("ctl", "status"), ("theme", "set", "dark")):
            done = self.ask(*words, DISPLAY="")
            self.assertIn("DISPLAY is not set", done.stdout + done.stderr)
        ending = "-%s-check" % self.server.display.replace(":", "_")
        self.assertEqual([path for path in self.runtime_folders() if path.endswith(ending)], [])

    def test_check_of_files_that_are_named(self):
        """Without them a session runs, and so the status says nothing of them."""
        for section, line, words in (
                ("looks", "theme = sparkling", "[looks] theme: the look sparkling cannot be used: "),
                ("log", "file = /no/such/folder/log", "[log] file: /no/such/folder/log cannot be written"),
                ("log", "file = /", "[log] file: / cannot be written"),
                ("panel", "module = /no/such.so", "[panel] module: /no/such.so cannot be read")):
            with self.subTest(line):
                self.config("[%s]\n%s\n" % (section, line))
                done = self.ask("--check")
                self.assertEqual((done.returncode, done.stdout[:len(words)]), (0, words))
                self.assertNotIn("all is well", done.stdout)
        own = self.home / ".pekwm/config"
        own.parent.mkdir(exist_ok=True)
        own.write_text('INCLUDE = "/etc/pekwm/config"\nScreen { Workspaces = "2"\n')
        self.config("")
        done = self.ask("--check")
        self.assertEqual((done.returncode, done.stdout), (0, "%s:2: the section is not closed, the file is left out\n" % own))
        own.unlink()
        log = self.home / "log"
        self.config("[log]\nfile = %s\n" % log)
        self.assertEqual(self.ask("--check").stdout, "all is well\n")
        self.assertFalse(log.exists())

    def check_display(self, *arguments, **variables):
        done = self.ask("--check", *arguments, **variables)
        return done.returncode, done.stdout

    def test_check_of_the_display(self):
        """What a session would find there, asked at once."""
        nobody = harness.free_display()
        self.assertEqual(self.check_display(DISPLAY=nobody), (4, "nothing answers at the display '%s'\n" % nobody))
        home = self.folder / "other"
        (home / ".pekwm").mkdir(parents=True)
        (home / ".pekwm/config").write_text('INCLUDE = "/etc/pekwm/config"\n')
        with harness.xsession.Pekwm(self.server, home):
            managed = (5, "another window manager runs on the display\n")
            self.assertEqual(self.check_display(), managed)
            for taken in ("--replace", "--nested"):
                self.assertEqual(self.check_display(taken), (0, "all is well\n"))
        session = self.start()
        session.wait_for("RUNNING")
        self.assertEqual(self.check_display(), (0, "all is well\n"))
        self.assert_terminates(session)

    def test_check_of_what_is_asked_for(self):
        """A nested session needs its server, one without a panel no panel."""
        self.config("[panel]\ncommand = no-such-program\n")
        self.assertEqual(self.check_display("--no-panel"), (0, "all is well\n"))
        if subprocess.run(["unshare", "-m", "true"], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("mount namespaces are forbidden here")
        # Every PATH gets the system's folders, so the server must go from there.
        hide = ["unshare", "-m", "sh", "-c", 'mount --bind /dev/null "$0" && exec "$@"', shutil.which("Xephyr")]
        done = subprocess.run([*hide, harness.PROGRAM, "--check", "--no-panel", "--nested"], capture_output=True, text=True,
                              timeout=harness.DEADLINE, env={"DISPLAY": self.server.display, "HOME": str(self.home),
                                                             "PATH": harness.SYSTEM_PATH})
        self.assertEqual((done.returncode, done.stdout),
                         (4, "no nested display: Xephyr is not installed (Debian has it in xserver-xephyr)\n"))

    def test_check_of_a_display_that_has_stopped(self):
        server = self.start_server()
        os.kill(server.pid, signal.SIGSTOP)
        self.addCleanup(os.kill, server.pid, signal.SIGCONT)
        start = time.monotonic()
        self.assertEqual(self.check_display(DISPLAY=server.display),
                         (4, "the display '%s' does not answer\n" % server.display))
        self.assert_soon(time.monotonic() - start, 8)

    def test_output_that_cannot_be_written(self):
        session = self.start()
        session.wait_for("RUNNING")
        for words in (["--help"], ["--version"], ["--check"], ["--dry-run"], ["--print-config"], ["--print-env"],
                      ["ctl", "status"], ["theme", "list"]):
            with self.subTest(words), open("/dev/full", "wb") as full:
                done = subprocess.run([harness.PROGRAM, *words], env=session.environment, stdout=full,
                                      stderr=subprocess.PIPE, text=True, timeout=harness.DEADLINE)
                self.assertEqual((done.returncode, done.stderr), (
                    1, "pekwm-lxpanel: standard output: cannot be written: No space left on device\n"))
        self.assert_terminates(session)

    def test_config_that_cannot_be_read(self):
        for task in ("--check", "--print-config", "--no-panel"):
            done = self.ask(task, "--config", "/no/such/file")
            self.assertEqual(done.returncode, 3)
            self.assertIn("/no/such/file", done.stderr)

    def test_print_config(self):
        self.config("[menu]\ndebounce = 70ms\n")
        out = self.ask("--print-config").stdout
        self.assertIn("config:2\ndebounce = 70ms\n", out)
        (self.folder / "printed").write_text(out)
        again = self.ask("--print-config", "--config", str(self.folder / "printed"))
        self.assertEqual(again.stderr, "")
        self.assertIn("debounce = 70ms", again.stdout)

    def test_print_env(self):
        out = self.ask("--print-env", LANG="C", EMPTY="").stdout
        self.assertIn("# EMPTY: was ''; set but empty", out)
        self.assertRegex(out, r"# LANG: was 'C'; .*\nLANG=.*UTF-8")

    def test_a_language_that_the_system_has_not(self):
        self.config("[env]\nLANG = xx_XX.UTF-8\n")
        for variables in ({}, {"LANG": "C.UTF-8"}, {"LANG": "yy_YY.UTF-8"}):
            out = self.ask("--print-env", **variables).stdout
            self.assertRegex(out, r"(?m)^LANG=C\.UTF-8$")
            self.assertRegex(out, r"(?m)^LANGUAGE=xx_XX$")

    def test_dry_run_changes_nothing(self):
        out = self.ask("--dry-run").stdout
        self.assertIn("wm          pekwm (/usr/bin/pekwm)", out)
        self.assertIn("install     %s/.pekwm/config" % self.home, out)
        self.assertIn("menu        %s/.pekwm/menu, to be made first: xdg2pekwm" % self.home, out)
        nested = self.ask("--dry-run", "--nested=640x480").stdout
        self.assertRegex(nested, r"display     a window of 640x480 on \S+: Xephyr \(/\S+\)\n")
        self.assertIn("menu        in the session's own folder, to be made first: xdg2pekwm", nested)
        self.assertEqual(list(self.home.iterdir()), [])

    def test_usage(self):
        for arguments in (["--nonsense"], ["word"], ["ctl"], ["ctl", "dance"], ["--nested=0x0"],
                          ["--check", "--print-env"]):
            done = self.ask(*arguments)
            self.assertEqual(done.returncode, 2)
            self.assertIn("--help", done.stderr)
        self.assertEqual(self.ask("--version").returncode, 0)
        self.assertIn("Usage", self.ask("--help").stdout)

    def test_nested(self):
        session = self.start("--nested=640x480", display=self.server.display)
        session.wait_for_log("state RUNNING")
        window = wait_until(lambda: self.server.ask("xdotool", "search", "--name", "^pekwm-lxpanel$"), "its window")
        subprocess.run(["xdotool", "windowkill", window.split()[0]], env=self.server.environment(), check=True)
        self.assertEqual(session.wait_for_end(), 0)
        self.assert_clean(session)
        session = self.start("--nested=640x480")
        session.wait_for_log("state RUNNING")
        self.assertFalse((self.home / ".pekwm/menu").exists(), "the menu of the session around it")
        wait_until(lambda: re.search(r"xdg2pekwm --output \S+/pekwm-lxpanel-\S+/pekwm/menu", session.log()),
                   "a menu in the session's own folder")
        session.popen.terminate()
        self.assertEqual(session.wait_for_end(), 0)
        self.assert_clean(session)

    def test_nested_in_a_session(self):
        """It has the sizes of its own screen and its own look, not those of the session around it."""
        outer = self.start(display=self.server.display)
        outer.wait_for("RUNNING")
        inherited = harness.variables(outer.unit("wm")["pid"])
        inner = self.start("--nested=640x480", **{name: value for name, value in inherited.items() if name != harness.MARK})
        inner.wait_for_log("state RUNNING")
        inner.environment["DISPLAY"] = re.search(r"on display (\S+)\"", inner.log()).group(1)
        menu = pathlib.Path(inner.status()["menu"]["file"])
        wait_until(lambda: "/icons/16+" in menu.read_text(), "small icons")
        wm = harness.variables(inner.unit("wm")["pid"])
        folder = wm["PEKWM_LXPANEL_FOLDER"]
        self.assertNotEqual(folder, inherited["PEKWM_LXPANEL_FOLDER"])
        self.assertEqual(wm["XDG_CONFIG_DIRS"], "%s:%s/xdg" % (self.folder / "etc", folder))
        self.assertNotIn(inherited["PEKWM_LXPANEL_FOLDER"] + "/gtkrc", wm["GTK2_RC_FILES"])
        subprocess.run([harness.PROGRAM, "theme", "set", "dark"], env=inner.environment, check=True)
        wait_until(lambda: '"Dark  \u2022"' in menu.read_text(), "the mark of the look")
        self.assertIn('"Light  \u2022"', self.menu())
        self.assertEqual(inner.terminate()[0], 0)
        self.assert_terminates(outer)


if __name__ == "__main__":
    harness.main("Xephyr")
