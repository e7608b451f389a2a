#!/usr/bin/env python3
"""How a session starts where things are missing, wrong, late or taken: each with its exit status."""

import os
import pathlib
import pwd
import signal
import socket
import subprocess
import time

import harness
from harness import SessionTest, wait_until


class Environment(SessionTest):
    def test_bare_environment(self):
        """The promise: a display is all that is needed."""
        session = self.start(HOME=None, PATH=None, XDG_DATA_DIRS=None, XDG_CONFIG_DIRS=None, LANG=None,
                             XDG_CONFIG_HOME=str(self.home / ".config"), XDG_CACHE_HOME=str(self.home / ".cache"),
                             XDG_DATA_HOME=str(self.home / ".local/share"), prefix=self.in_other_home())
        units = session.wait_for("RUNNING")["units"]
        self.assert_dock()
        wait_until(lambda: session.unit("menu")["status"] == "ready", "the generator, which lies beside the session")
        variables = harness.variables(units["panel"]["pid"])
        self.assertIn("/usr/local/bin", variables["PATH"].split(":"))
        self.assertTrue(variables["HOME"].startswith("/"))
        self.assertIn("UTF-8", variables["LANG"])
        self.assert_terminates(session)

    def in_other_home(self):
        """The home of the user database is of whoever runs the test: it is hidden below an empty one."""
        if subprocess.run(["unshare", "-m", "true"], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("mount namespaces are forbidden here")
        home = pwd.getpwuid(os.getuid()).pw_dir
        if pathlib.Path(os.path.realpath(home)) in pathlib.Path(os.path.realpath(harness.PROGRAM)).parents:
            self.skipTest("the program lies below the home that is to be hidden")
        return ["unshare", "-m", "sh", "-c", 'mount -t tmpfs none "$0" && exec "$@"', home]

    def test_empty_and_relative_directories(self):
        session = self.start(XDG_CONFIG_HOME="", XDG_CACHE_HOME="cache", XDG_DATA_HOME="relative/data",
                             XDG_RUNTIME_DIR="", XDG_MENU_PREFIX="", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere/bus",
                             XAUTHORITY="/nowhere/cookies")
        session.wait_for("RUNNING")
        variables = harness.variables(session.unit("panel")["pid"])
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "DBUS_SESSION_BUS_ADDRESS", "XAUTHORITY"):
            self.assertNotIn(name, variables)
        runtime = variables["XDG_RUNTIME_DIR"]
        self.assertEqual(os.stat(runtime).st_mode & 0o777, 0o700)
        self.assertFalse(pathlib.Path("/cache").exists() or pathlib.Path("/relative").exists())
        self.assert_terminates(session)
        self.assertFalse(os.path.exists(runtime))

    def test_first_configuration_never_overwrites(self):
        own = self.home / ".pekwm/keys"
        own.parent.mkdir()
        own.write_text('INCLUDE = "/etc/pekwm/keys"\n# mine\n')
        session = self.start()
        session.wait_for("RUNNING")
        self.assertIn("# mine", own.read_text())
        self.assertIn("yours", (self.home / ".pekwm/config").read_text())
        self.assert_terminates(session)
        (self.home / ".pekwm/config").write_text('INCLUDE = "/etc/pekwm/config"\n# mine too\n')
        session = self.start()
        session.wait_for("RUNNING")
        self.assertIn("# mine too", (self.home / ".pekwm/config").read_text())
        self.assertNotIn("first configuration", session.log())
        self.assert_terminates(session)


class Display(SessionTest):
    own_server = True

    def test_late(self):
        display = harness.free_display()
        session = self.start(display=display)
        session.wait_for_log("on display")
        time.sleep(0.5)  # it is late
        os.kill(session.pid, signal.SIGUSR2)  # whoever tells of a new menu need not know that
        self.enterContext(harness.xsession.Process(
            ["Xvfb", display, "-screen", "0", "800x600x24", "-nolisten", "tcp"], self.folder / "late.log"))
        session.wait_for("RUNNING")
        self.assert_terminates(session)

    def test_reload_before_it_is_there(self):
        """The keyboard has its layout all the same, and once."""
        display = harness.free_display()
        said = self.folder / "layouts"
        self.program("setxkbmap", '#!/bin/sh\n[ -e /tmp/.X11-unix/X%s ] && echo "$@" >>"%s"\n' % (display[1:], said))
        self.config("[x]\nxkb = de\n")
        session = self.start(display=display)
        session.wait_for_log("on display")
        session.popen.send_signal(signal.SIGHUP)
        session.wait_for_log("reload asked for")
        self.enterContext(harness.xsession.Process(
            ["Xvfb", display, "-screen", "0", "800x600x24", "-nolisten", "tcp"], self.folder / "late.log"))
        session.wait_for("RUNNING")
        wait_until(said.exists, "a layout")
        session.ctl("reload")
        self.assertEqual(said.read_text(), "de\n")
        self.assert_terminates(session)

    def test_never(self):
        self.config("[session]\nx_timeout = 400ms\n")
        session = self.start(display=harness.free_display())
        self.assert_ends(session, 4, within=2)
        self.assertGreater(time.monotonic() - session.started, 0.4)
        self.assertIn("no display within 400 ms", session.log())

    def test_a_socket_file_is_no_display(self):
        display = harness.free_display()
        path = "/tmp/.X11-unix/X" + display[1:]
        os.makedirs("/tmp/.X11-unix", exist_ok=True)
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(path)
        self.addCleanup(os.unlink, path)
        self.config("[session]\nx_timeout = 400ms\n")
        self.assert_ends(self.start(display=display), 4, within=2)

    def test_none_named(self):
        session = self.start(display=harness.free_display(), DISPLAY=None)
        self.assert_ends(session, 4, within=2)
        self.assertRegex(session.log(), "DISPLAY is not set; .*startx")

    def test_wrong_cookie(self):
        cookies = self.folder / "right"
        subprocess.run(["xauth", "-f", str(cookies), "add", ":0", "MIT-MAGIC-COOKIE-1", "0123456789abcdef" * 2],
                       check=True, stderr=subprocess.DEVNULL)
        display = harness.free_display()
        self.enterContext(harness.xsession.Process(
            ["Xvfb", display, "-screen", "0", "800x600x24", "-nolisten", "tcp", "-auth", str(cookies)],
            self.folder / "guarded.log"))
        wait_until(lambda: os.path.exists("/tmp/.X11-unix/X" + display[1:]), "the server")
        wrong = self.folder / "wrong"
        subprocess.run(["xauth", "-f", str(wrong), "add", display, "MIT-MAGIC-COOKIE-1", "f" * 32], check=True,
                       stderr=subprocess.DEVNULL)
        session = self.start(display=display, XAUTHORITY=str(wrong))
        self.assert_ends(session, 4, within=4)
        self.assertIn("refuses", session.log())
        # Asked beforehand, it says the same.
        done = subprocess.run([harness.PROGRAM, "--check"], capture_output=True, text=True, timeout=harness.DEADLINE,
                              env={"DISPLAY": display, "XAUTHORITY": str(wrong), "HOME": str(self.home),
                                   "PATH": harness.SYSTEM_PATH})
        self.assertEqual((done.returncode, done.stdout),
                         (4, "the display '%s' refuses the connection; is XAUTHORITY right?\n" % display))

    def test_host_and_number(self):
        server = self.start_server()
        session = self.start(display="unix" + server.display)
        session.wait_for("RUNNING")
        self.assert_terminates(session)


class Taken(SessionTest):
    def test_foreign_window_manager(self):
        home = self.folder / "other"
        (home / ".pekwm").mkdir(parents=True)
        (home / ".pekwm/config").write_text('INCLUDE = "/etc/pekwm/config"\n')
        with harness.xsession.Pekwm(self.server, home) as other:
            session = self.start()
            self.assert_ends(session, 5, within=3)
            self.assertIn("another window manager runs on the display", session.log())
            self.assertNotIn("started:", session.log())  # not even for a moment
            other.check_running()
            session = self.start("--replace")
            session.wait_for("RUNNING")
            wait_until(lambda: not other.is_running(), "the other one to leave")
            self.assert_terminates(session)

    def test_second_session(self):
        first = self.start()
        first.wait_for("RUNNING")
        second = self.start()
        self.assertEqual(second.wait_for_end(), 5, second.log())
        self.assertIn("another session runs on the display", second.log())
        self.assertNotIn("started:", second.log())
        self.assertEqual(first.wait_for("RUNNING")["units"]["panel"]["restarts"], 0)
        third = self.start("--replace")
        self.assertEqual(first.wait_for_end(), 0, first.log())
        third.wait_for("RUNNING")
        self.assertEqual(first.left_behind(), [])
        self.assert_terminates(third)

    def test_session_that_hangs(self):
        """One that does not answer any more is ended, with all that it has started, and the display taken over."""
        first = self.start()
        os.kill(first.wait_for("RUNNING")["session_pid"], signal.SIGSTOP)
        self.config("[session]\nstop_timeout = 200ms\nkill_timeout = 100ms\n")
        second = self.start("--replace")
        second.wait_for("RUNNING")
        self.assertIn("does not leave, and is ended", second.log())
        self.assertEqual(first.wait_for_end(), 1)
        wait_until(lambda: not first.left_behind() or None, "the end of what it had started")
        self.assertEqual(second.status()["units"]["panel"]["restarts"], 0)
        self.assert_terminates(second)

    def test_what_a_killed_session_has_left(self):
        """Its folder with a socket, its properties on the root window: all stale."""
        first = self.start()
        first.wait_for("RUNNING")
        first.kill_all()
        self.assertTrue(any(path.endswith("-" + self.server.display.replace(":", "_")) for path in self.runtime_folders()))
        self.assertIn("control", self.property_of_root("_PEKWM_LXPANEL_SOCKET"))
        self.assertIn("0x", self.property_of_root("_NET_SUPPORTING_WM_CHECK"))
        second = self.start()
        second.wait_for("RUNNING")
        self.assert_terminates(second)
        self.assertNotIn("control", self.property_of_root("_PEKWM_LXPANEL_SOCKET"))

    def test_stale_check_window_is_no_ready_manager(self):
        """A window manager that never manages anything is not taken for ready because of its forerunner's traces."""
        first = self.start()
        first.wait_for("RUNNING")
        first.kill_all()
        self.assertIn("0x", self.property_of_root("_NET_SUPPORTING_WM_CHECK"))
        self.program("pekwm", harness.SLEEPS)
        self.config("[wm]\nready_timeout = 500ms\n")
        second = self.start()
        second.wait_for_log("manages no display within 500 ms")
        self.assertEqual(second.unit("wm")["status"], "late")
        self.assert_terminates(second)


class Missing(SessionTest):
    def command_that_is_missing(self, section):
        self.config("[%s]\ncommand = no-such-program-anywhere\n" % section)

    def test_folder_whose_name_is_too_long_for_a_socket(self):
        runtime = self.folder / ("r" * 100)
        runtime.mkdir(mode=0o700)
        session = self.start(XDG_RUNTIME_DIR=str(runtime))
        session.wait_for("RUNNING")  # which it says on its socket
        self.assert_terminates(session)

    def test_folder_whose_name_cannot_stand_in_a_list(self):
        runtime = self.folder / "run:1"
        runtime.mkdir(mode=0o700)
        session = self.start(XDG_RUNTIME_DIR=str(runtime))
        session.wait_for("RUNNING")  # with a panel, whose configuration lies in such a list
        self.assert_terminates(session)

    def test_no_window_manager(self):
        self.command_that_is_missing("wm")
        session = self.start()
        self.assert_ends(session, 6, within=3)
        self.assertIn("is not installed", session.log())

    def test_no_panel(self):
        self.command_that_is_missing("panel")
        session = self.start()
        status = session.wait_for("DEGRADED")
        self.assertEqual(status["units"]["panel"]["status"], "given-up")
        self.assertEqual(status["units"]["wm"]["status"], "ready")
        self.assertIn("is not installed", session.log())
        self.assert_terminates(session)

    def test_no_panel_wanted(self):
        session = self.start("--no-panel")
        session.wait_for("RUNNING")
        self.assertEqual(self.docks(), [])
        refused = session.ctl("restart", "panel", check=False)
        self.assertEqual((refused.returncode, refused.stderr),
                         (1, "pekwm-lxpanel ctl: error: this session has no panel\n"))
        self.assert_terminates(session)

    def test_no_generator(self):
        self.command_that_is_missing("menu")
        session = self.start()
        status = session.wait_for("RUNNING")
        self.assertEqual(status["units"]["menu"]["status"], "given-up")
        self.assert_terminates(session)


class Configuration(SessionTest):
    def test_malformed(self):
        self.config("nonsense\n[session\nx_timeout = soon\n[session]\nstop_timeout = never\nx_timeout = 9s\n"
                    "[wm]\nrestart = perhaps\nfrobnicate = 1\n[panel]\nlimit = many\n\xff\n")
        session = self.start()
        session.wait_for("RUNNING")
        log = session.log()
        self.assertIn("config:5: error: [session] stop_timeout: 'never' is no time", log)
        self.assertIn("config:8: error: [wm] restart: 'perhaps'", log)
        self.assertIn("config:9: warning: [wm] frobnicate: unknown key", log)
        self.assert_terminates(session)

    def test_autostart(self):
        folder = self.home / ".config/autostart"
        folder.mkdir(parents=True)

        def entry(name, body):
            (folder / (name + ".desktop")).write_text("[Desktop Entry]\nType=Application\nName=%s\n%s\n" % (name, body))

        entry("good", "Exec=touch %s/ran-good" % self.folder)
        entry("hidden", "Exec=touch %s/ran-hidden\nHidden=true" % self.folder)
        entry("elsewhere", "Exec=touch %s/ran-elsewhere\nOnlyShowIn=GNOME;" % self.folder)
        entry("untried", "Exec=touch %s/ran-untried\nTryExec=/no/such" % self.folder)
        entry("absent", "Exec=/no/such/program")
        entry("crashes", 'Exec=sh -c "kill -s SEGV \\\\$\\\\$"')
        entry("broken", 'Exec=sh -c "never closed')
        entry("shell", 'Exec=echo "\\$(touch %s/ran-injected)" `touch %s/ran-injected`' % (self.folder, self.folder))
        entry("stubborn", 'Exec=sh -c "trap : TERM; while true; do sleep 1000; done"')
        (folder / "binary.desktop").write_bytes(bytes(range(256)) * 100)
        os.mkfifo(folder / "fifo.desktop")
        session = self.start()
        session.wait_for("RUNNING")
        wait_until((self.folder / "ran-good").exists, "the good one")
        session.wait_for_log("crashes.desktop")
        for name in ("hidden", "elsewhere", "untried", "injected"):
            self.assertFalse((self.folder / ("ran-" + name)).exists(), name)
        self.assertEqual(session.status()["state"], "RUNNING")
        self.assertIn("stubborn.desktop", [other["name"] for other in session.status()["others"]])
        self.config("[session]\nstop_timeout = 500ms\nkill_timeout = 500ms\n")
        session.ctl("reload")
        self.assert_terminates(session, within=2)

    def test_autostart_with_a_name_that_forges(self):
        """What a file is called ends no line, and drives no terminal, wherever it is shown."""
        name = "x started\n2026-01-01 ERROR forged\x1b[31m line .desktop"
        entry = self.home / ".config/autostart" / name
        entry.parent.mkdir(parents=True)
        entry.write_text("[Desktop Entry]\nType=Application\nName=x\nExec=sleep 1000\n")
        shown = r"x started\x0a2026-01-01 ERROR forged\x1b[31m line .desktop"
        session = self.start()
        session.wait_for("RUNNING")
        session.wait_for_log("INFO %s pid=" % shown)
        self.assertIn(name, [other["name"] for other in session.status()["others"]])
        dry_run = subprocess.run([harness.PROGRAM, "--dry-run"], env=session.environment, capture_output=True, text=True,
                                 check=True)
        for text in (session.log(), session.ctl("log").stdout, session.ctl("status").stdout, dry_run.stdout):
            self.assertIn(shown, text)
            self.assertNotIn("\x1b", text)
            self.assertNotIn("\n2026-01-01", text)
        self.assert_terminates(session)


if __name__ == "__main__":
    harness.main("xauth")
