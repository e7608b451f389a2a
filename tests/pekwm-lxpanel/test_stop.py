#!/usr/bin/env python3
"""How the session ends: asked to, killed, or left alone in every state; and what it costs until then."""

import ctypes
import os
import shutil
import signal
import subprocess
import time
import unittest

import harness
from harness import CLIENT, FREE_SPOT, SessionTest, wait_until

# Its window is asked to close, and it says no.
STUBBORN = """
import ctypes, time
x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = ctypes.c_void_p
d = ctypes.c_void_p(x.XOpenDisplay(None))
x.XDefaultRootWindow.restype = ctypes.c_ulong
x.XCreateSimpleWindow.restype = ctypes.c_ulong
x.XCreateSimpleWindow.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 3 + [
    ctypes.c_ulong] * 2
w = x.XCreateSimpleWindow(d, x.XDefaultRootWindow(d), 10, 10, 100, 100, 0, 0, 0)
x.XInternAtom.restype = ctypes.c_ulong
a = ctypes.c_ulong(x.XInternAtom(d, b"WM_DELETE_WINDOW", 0))
x.XStoreName(d, ctypes.c_ulong(w), b"stubborn")
x.XSetWMProtocols(d, ctypes.c_ulong(w), ctypes.byref(a), 1)
x.XMapWindow(d, ctypes.c_ulong(w))
x.XFlush(d)
time.sleep(1000)
"""


class Held:
    """A process that does nothing more and hears no signal but KILL, as one that hangs in the kernel.

    Let it go, so that its parent hears of its end: a debugger's processes are its own until then.
    """

    SEIZE, INTERRUPT = 0x4206, 0x4207  # of ptrace

    def __init__(self, pid):
        self.pid = pid
        ptrace = ctypes.CDLL(None, use_errno=True).ptrace
        for request in (self.SEIZE, self.INTERRUPT):
            if ptrace(request, pid, None, None) != 0:
                raise unittest.SkipTest("nothing may be debugged here: " + os.strerror(ctypes.get_errno()))
        os.waitpid(pid, 0)  # it has stopped

    def wait_for_end(self):
        """The signal that has ended it."""
        def ended():
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            return os.WTERMSIG(status) if pid and os.WIFSIGNALED(status) else None
        return wait_until(ended, "the end of what is held")


def pending(pid, number):
    """Whether a signal has come that a process has not taken yet."""
    masks = [int(line.split()[1], 16) for line in harness.read("/proc/%d/status" % pid).decode().splitlines()
             if line.startswith(("SigPnd", "ShdPnd"))]
    return any(mask >> (number - 1) & 1 for mask in masks)


def orphans(count, done):
    """Starts processes whose parent ends at once; makes the file `done` when it has."""
    return "#!/bin/sh\ni=0\nwhile [ $i -lt %d ]; do (sleep 1000 &); i=$((i + 1)); done\n: >'%s'\n" % (count, done)


class Stop(SessionTest):
    def test_second_term_kills(self):
        self.program("lxpanel", "#!/bin/sh\ntrap : TERM\nwhile :; do sleep 1000; done\n")
        self.config("[panel]\nready_timeout = 100ms\n[session]\nstop_timeout = 60s\n")
        session = self.start()
        session.wait_for("DEGRADED")
        session.popen.terminate()
        session.wait_for_log("stopping")
        session.popen.terminate()
        self.assert_ends(session, 0, within=2)

    def test_logout(self):
        session = self.start()
        session.wait_for("RUNNING")
        start = time.monotonic()
        session.ctl("logout")
        self.assert_ends(session, 0)
        self.assert_soon(time.monotonic() - start, 2)

    def window(self, name):
        return self.server.ask("xdotool", "search", "--onlyvisible", "--name", name)

    def test_logout_waits_for_windows(self):
        self.config("[session]\nlogout_timeout = 2s\n")
        session = self.start()
        session.wait_for("RUNNING")
        obeys = subprocess.Popen(CLIENT, env=dict(session.environment, KIT_TEST_MARK="other"))
        refuses = subprocess.Popen(["python3", "-c", STUBBORN], env=dict(session.environment, KIT_TEST_MARK="other"))
        for process in (obeys, refuses):
            self.addCleanup(process.wait)
            self.addCleanup(process.kill)
        wait_until(lambda: self.window("^xmessage$") and self.window("^stubborn$"), "both windows")
        start = time.monotonic()
        session.ctl("logout")
        wait_until(lambda: obeys.poll() is not None, "the obedient one to end")
        self.assert_soon(time.monotonic() - start, 1.9)
        self.assertEqual(session.wait_for_end(), 0)
        self.assertGreater(time.monotonic() - start, 1.9)  # the other one was waited for
        self.assertIsNone(refuses.poll())

    def test_logout_from_the_menu(self):
        """The window manager stays as long as a window may ask whether to save."""
        self.config("[session]\nlogout_timeout = 60s\n")
        session = self.start()
        session.wait_for("RUNNING")
        self.wait_for_whole_menu(session)
        refuses = subprocess.Popen(["python3", "-c", STUBBORN], env=dict(session.environment, KIT_TEST_MARK="other"))
        self.addCleanup(refuses.wait)
        self.addCleanup(refuses.kill)
        wait_until(lambda: self.window("^stubborn$"), "its window")

        def chosen():
            self.server.click(*FREE_SPOT, 3)
            self.server.press("Up", "Return")  # the last row
            return "stopping: logout" in session.log()
        wait_until(chosen, "the logout")
        self.assertEqual(session.unit("wm")["status"], "ready")
        refuses.kill()
        self.assertEqual(session.wait_for_end(), 0)

    def test_logout_asks_hidden_windows(self):
        """What is minimised or on another workspace may hold unsaved work as well."""
        session = self.start()
        session.wait_for("RUNNING")
        clients = []
        for hide in ("windowminimize %s", "set_desktop_for_window %s 1"):
            client = subprocess.Popen(CLIENT, env=dict(session.environment, KIT_TEST_MARK="other"))
            self.addCleanup(client.wait)
            self.addCleanup(client.kill)
            window = wait_until(lambda: self.window("^xmessage$"), "a window").split()[0]

            def is_hidden(request=(hide % window).split()):
                # Asked again: the window manager may not have taken the window in when it is first asked.
                subprocess.run(["xdotool", *request], env=self.server.environment(), check=True)
                return not self.window("^xmessage$") or None

            wait_until(is_hidden, "it to be hidden")
            clients.append(client)
        session.ctl("logout")
        self.assertEqual(session.wait_for_end(), 0)
        for client in clients:  # they are not the session's: nobody else ends them
            client.wait(harness.DEADLINE)
        self.assert_clean(session)

    def test_orphans(self):
        for count in (1, 1000):
            with self.subTest(count):
                done = self.folder / ("%d-orphans" % count)
                starter = self.program("starter", orphans(count, done))
                folder = self.home / ".config/autostart"
                folder.mkdir(exist_ok=True, parents=True)
                (folder / "starter.desktop").write_text(
                    "[Desktop Entry]\nType=Application\nName=S\nExec=%s\n" % starter)
                session = self.start()
                session.wait_for("RUNNING")
                wait_until(done.exists, "the orphans", 60)
                wait_until(lambda: sum(harness.comm(pid) == "sleep" for pid in harness.marked(session.mark)) == count,
                           "the last of them to be what it is")
                self.assert_terminates(session, within=5)

    def test_folder_that_was_taken_away(self):
        """By one who tidies /tmp up; whose is what has its name then?"""
        session = self.start()
        session.wait_for("RUNNING")
        folder, = set(self.own_runtime_folders(session)) - self.before
        shutil.rmtree(folder)
        os.mkdir(folder)
        before = session.log().count('event="ready"')
        os.kill(next(pid for pid in harness.marked(session.mark) if harness.comm(pid) == "pekwm"), signal.SIGSEGV)
        session.wait_for_log("has been taken away")
        session.wait_for_log('event="ready"', before + 1)
        self.assertEqual(os.listdir(folder), [])
        os.rmdir(folder)
        self.assert_terminates(session)

    def test_orphans_that_ignore_term(self):
        folder = self.home / ".config/autostart"
        folder.mkdir(parents=True)
        script = self.program("starter", "#!/bin/sh\n(trap '' TERM; sleep 1000 &)\n")
        (folder / "starter.desktop").write_text("[Desktop Entry]\nType=Application\nName=S\nExec=%s\n" % script)
        self.config("[session]\nstop_timeout = 400ms\n")
        session = self.start()
        session.wait_for("RUNNING")
        wait_until(lambda: any(harness.comm(pid) == "sleep" for pid in harness.marked(session.mark)), "the orphan")
        self.assert_terminates(session, within=2)

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "only root can become somebody else")
    def test_child_that_it_may_not_end(self):
        """Another user's, as of `sudo` in autostart, for a session that has not the right to end it."""
        entry = self.home / ".config/autostart/other.desktop"
        entry.parent.mkdir(parents=True)
        entry.write_text("[Desktop Entry]\nType=Application\nName=Other\n"
                         "Exec=setpriv --reuid=65534 --clear-groups sleep 1000\n")
        self.config("[session]\nstop_timeout = 500ms\nkill_timeout = 500ms\n")
        session = self.start(prefix=("setpriv", "--bounding-set=-kill"))
        session.wait_for("RUNNING")
        wait_until(lambda: [pid for pid in harness.marked(session.mark) if harness.comm(pid) == "sleep"], "the other's")
        session.ctl("logout")
        self.assertEqual(session.wait_for_end(), 0)
        self.assertIn("some processes could not be ended", session.log())

    def test_term_in_every_state(self):
        """At 25 moments of the first half second, whatever is under way then."""
        self.config("[session]\nstop_timeout = 1s\nkill_timeout = 1s\n")
        for step in range(25):
            session = self.start()
            time.sleep(step * 0.02)
            status, seconds = session.terminate()
            # Before it has taken hold of its signals and said a word, it ends as any program does.
            self.assertIn(status, (0,) if session.log() else (0, -signal.SIGTERM), session.log())
            self.assert_soon(seconds, 2.5)
            self.assert_clean(session)

    def test_stopped_session_hears_term(self):
        session = self.start()
        os.kill(session.wait_for("RUNNING")["session_pid"], signal.SIGSTOP)
        self.assert_terminates(session)

    def hold(self, config=""):
        self.config(config)
        session = self.start()
        return session, Held(session.wait_for("RUNNING")["session_pid"])

    def test_session_that_hangs_is_ended(self):
        """Within the five seconds that a host gives before it kills, and leaves nothing behind."""
        session, held = self.hold()
        start = time.monotonic()
        session.popen.terminate()
        self.assertEqual(held.wait_for_end(), signal.SIGKILL)
        self.assert_ends(session, 1)
        self.assert_soon(time.monotonic() - start, 5)
        self.assertIn("pekwm-lxpanel: the session does not end, and is killed", session.log())

    def test_session_that_hangs_is_ended_at_once_by_a_second_term(self):
        session, held = self.hold("[session]\nstop_timeout = 60s\nkill_timeout = 100ms\n")
        session.popen.terminate()
        wait_until(lambda: pending(held.pid, signal.SIGTERM), "the first one to be handed on")
        session.popen.send_signal(signal.SIGINT)
        self.assertEqual(held.wait_for_end(), signal.SIGKILL)
        self.assert_ends(session, 1, within=3)

    def test_session_that_hangs_is_given_the_time_of_its_settings(self):
        """Those that were read last."""
        self.config("[session]\nstop_timeout = 60s\n")
        session = self.start()
        pid = session.wait_for("RUNNING")["session_pid"]
        self.config("[session]\nstop_timeout = 100ms\nkill_timeout = 100ms\n")
        session.ctl("reload")
        held = Held(pid)
        session.popen.terminate()
        self.assertEqual(held.wait_for_end(), signal.SIGKILL)
        self.assert_ends(session, 1, within=3)

    def test_term_while_recovering(self):
        self.program("lxpanel", harness.CRASHES)
        self.config("[panel]\nbackoff = 60s..60s\n")
        session = self.start()
        session.wait_for("RECOVER")
        self.assert_terminates(session, within=1)
        self.program("pekwm", harness.CRASHES)
        self.config("[wm]\nbackoff = 60s..60s\n")
        session = self.start()
        session.wait_for("RECOVER")
        self.assert_terminates(session, within=1)

    def test_term_while_waiting_for_a_display(self):
        session = self.start(display=harness.free_display())
        session.wait_for_log("on display")
        self.assert_terminates(session, within=1)

    def test_launcher_is_killed(self):
        """Either of its two processes: the other one ends all, menu-cached and applications too."""
        for victim in ("pid", "session_pid"):
            with self.subTest(victim):
                session = self.start()
                status = session.wait_for("RUNNING")
                self.assertEqual(status["pid"], session.pid)
                self.assertNotEqual(status["session_pid"], session.pid)
                wait_until(lambda: any("menu-cached" in one for one in session.left_behind()), "the menu's server")
                os.kill(status[victim], signal.SIGKILL)
                self.assertEqual(session.wait_for_end(5), -signal.SIGKILL if victim == "pid" else 1)
                wait_until(lambda: not session.left_behind() or None, "all that it had started to end")
                time.sleep(0.3)  # nothing may come again
                self.assertEqual(session.left_behind(), [])
                self.assert_clean(session)

    def test_killed_session_is_told_of(self):
        """The property that names its socket outlives it on the display."""
        session = self.start()
        os.kill(session.wait_for("RUNNING")["session_pid"], signal.SIGKILL)
        self.assert_ends(session, 1)
        self.assertIn("pekwm-lxpanel: the session has ended: signal 9 (Killed)\n", session.log())
        self.assertIn("control", self.property_of_root("_PEKWM_LXPANEL_SOCKET"))
        asked = session.ctl("status", check=False)
        self.assertEqual((asked.returncode, asked.stderr), (4, "pekwm-lxpanel ctl: no session runs on the display\n"))
        told = subprocess.run([harness.PROGRAM, "theme", "set", "dark"], env=session.environment, capture_output=True,
                              text=True)
        self.assertEqual((told.returncode, told.stdout, told.stderr),
                         (0, "no session runs here; the next one will look so\n", ""))

    def test_socket_that_nobody_listens_at(self):
        """That of a session of which nobody was left to clean up."""
        session = self.start()
        os.kill(session.wait_for("RUNNING")["session_pid"], signal.SIGSTOP)
        session.kill_all()
        self.assertTrue(self.own_runtime_folders(session))
        self.assertEqual(session.ctl("status", check=False).returncode, 4)

    def test_idle_costs_nothing(self):
        session = self.start()
        status = session.wait_for("RUNNING")
        pids = status["pid"], status["session_pid"], status["units"]["menu"]["pid"]

        def switches():
            return [harness.switches(pid) for pid in pids]

        def settled():
            before = switches()
            time.sleep(0.5)
            return switches() == before

        wait_until(settled, "the session to come to rest")
        before = switches()
        time.sleep(3)
        self.assertEqual(switches(), before)
        self.assert_terminates(session)


if __name__ == "__main__":
    harness.main("xmessage")
