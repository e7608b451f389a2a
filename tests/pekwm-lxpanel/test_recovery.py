#!/usr/bin/env python3
"""What the session does when a program, or the display, dies, hangs or leaves; and how it ends."""

import os
import pathlib
import signal
import socket
import subprocess
import time

import harness
from harness import PANEL_MENU_BUTTON, SessionTest, wait_until

# An application with a window, in a process of its own.
CLIENT = ["xmessage", "-geometry", "+200+200", "hello"]
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


def orphans(count):
    """Starts processes whose parent ends at once."""
    return "#!/bin/sh\ni=0\nwhile [ $i -lt %d ]; do (sleep 1000 &); i=$((i + 1)); done\n" % count


class Panel(SessionTest):
    def test_crashes_once(self):
        session = self.start()
        before = session.wait_for("RUNNING")["units"]["panel"]["pid"]
        start = time.monotonic()
        os.kill(before, signal.SIGSEGV)
        wait_until(lambda: session.unit("panel")["restarts"] == 1, "a restart")
        after = session.wait_for("RUNNING")["units"]["panel"]["pid"]
        self.assert_soon(time.monotonic() - start, 5)
        self.assertNotEqual(before, after)
        wait_until(lambda: len(self.docks()) == 1, "one dock")
        self.assert_terminates(session)

    def test_crash_loop(self):
        self.program("lxpanel", harness.CRASHES)
        self.config("[panel]\nbackoff = 10ms..40ms\nlimit = 3/30s\n")
        session = self.start()
        status = session.wait_for("DEGRADED")
        self.assertEqual(status["units"]["panel"]["restarts"], 3)
        self.assertEqual(session.log().count("the session goes on without it"), 1)
        self.assertEqual(status["units"]["wm"]["status"], "ready")
        # Once it is mended, it can be had back.
        (self.folder / "bin/lxpanel").unlink()
        session.ctl("restart", "panel")
        session.wait_for("RUNNING")
        self.assert_dock()
        self.assert_terminates(session)

    def test_shows_no_dock(self):
        self.program("lxpanel", harness.SLEEPS)
        self.config("[panel]\nready_timeout = 300ms\n")
        session = self.start()
        status = session.wait_for("DEGRADED")
        self.assertEqual(status["units"]["panel"]["status"], "late")
        self.assertIn("shows no dock within 300 ms", session.log())
        self.assert_terminates(session)

    def test_ignores_term(self):
        self.program("lxpanel", "#!/bin/sh\ntrap : TERM\nwhile :; do sleep 1000; done\n")
        self.config("[panel]\nready_timeout = 100ms\n[session]\nstop_timeout = 600ms\nkill_timeout = 400ms\n")
        session = self.start()
        session.wait_for("DEGRADED")
        status, seconds = session.terminate()
        self.assertEqual(status, 0)
        self.assertGreater(seconds, 0.5)  # it was given its time
        self.assert_soon(seconds, 1.6)
        self.assert_clean(session)


class WindowManager(SessionTest):
    def client(self, session):
        """Starts an application in the session; gives its process."""
        client = subprocess.Popen(CLIENT, env=dict(session.environment, KIT_TEST_MARK="other"))
        self.addCleanup(client.wait)
        self.addCleanup(client.kill)
        wait_until(lambda: self.server.ask("xdotool", "search", "--onlyvisible", "--name", "^xmessage$"), "its window")
        return client

    def test_crashes_once_and_windows_stay(self):
        session = self.start()
        before = session.wait_for("RUNNING")["units"]
        client = self.client(session)
        os.kill(before["wm"]["pid"], signal.SIGSEGV)
        wait_until(lambda: session.unit("wm")["restarts"] == 1, "a restart")
        after = session.wait_for("RUNNING")["units"]
        self.assertEqual(before["panel"]["pid"], after["panel"]["pid"])
        self.assertIsNone(client.poll())
        self.assertTrue(self.server.ask("xdotool", "search", "--onlyvisible", "--name", "^xmessage$"))
        self.assert_terminates(session)

    def test_every_window_is_listed(self):
        """pekwm 0.1 forgets the newest one, and no taskbar or pager would show it."""
        session = self.start()
        session.wait_for("RUNNING")
        self.server.move_pointer(900, 700)  # a pointer in the window would make pekwm look again
        clients = set()
        for number in range(3):
            self.client(session)
            windows = self.server.ask("xdotool", "search", "--onlyvisible", "--name", "^xmessage$").split()
            new = {int(window) for window in windows} - clients
            clients |= new

            def listed(name):
                words = self.server.ask("xprop", "-root", name).rpartition("#")[2]
                found = [int(word, 16) for word in words.replace(",", " ").split()]
                return len(set(found)) == len(found) == number + 1
            for name in ("_NET_CLIENT_LIST", "_NET_CLIENT_LIST_STACKING"):
                wait_until(lambda: listed(name), "window %d in %s" % (number, name))
        self.assert_terminates(session)

    def test_crash_loop(self):
        self.program("pekwm", harness.CRASHES)
        self.config("[wm]\nbackoff = 10ms..40ms\nlimit = 3/30s\n")
        session = self.start()
        self.assert_ends(session, 7)
        self.assertEqual(session.log().count("restart in"), 3)
        self.assertIn("more than 3 times in 30 s", session.log())

    def test_crashes_at_its_start(self):
        self.program("pekwm", harness.CRASHES_ONCE % "/usr/bin/pekwm")
        session = self.start()
        self.assertEqual(session.wait_for("RUNNING")["units"]["wm"]["restarts"], 1)
        self.assert_terminates(session)

    def test_leaves_is_logout(self):
        session = self.start()
        pid = session.wait_for("RUNNING")["units"]["wm"]["pid"]
        os.kill(pid, signal.SIGTERM)
        self.assert_ends(session, 0, within=3)
        self.assertIn("the window manager was left", session.log())

    def replaced(self):
        """A session, and the foreign window manager that has taken over; nothing where that took longer than the
        session waits, which is a logout then."""
        session = self.start()
        session.wait_for("RUNNING")
        other = subprocess.Popen(["pekwm", "--replace"], env=session.environment, stderr=subprocess.DEVNULL)
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)

        def decided():
            status = session.status()
            return session.popen.poll() is not None or (status and status["units"]["wm"]["status"] == "foreign")

        wait_until(decided, "the foreign one to be seen")
        if session.popen.poll() is None:
            return session, other
        other.kill()
        other.wait()
        return None

    def test_is_replaced(self):
        # On a busy machine the other one may need longer than the fifth of a second that it is given.
        session, other = wait_until(self.replaced, "a session that sees the foreign one")
        self.assertEqual(session.status()["state"], "RUNNING")
        other.terminate()  # and its leaving is a logout again
        self.assertEqual(session.wait_for_end(), 0)

    def test_click_that_it_is_not_told_of(self):
        """pekwm may sleep on an event that it has read already. With the press of a button the pointer is frozen."""
        library = harness.build_folder() / "tests/modules/slow-flush.so"
        self.program("pekwm", '#!/bin/sh\nLD_PRELOAD=%s exec /usr/bin/pekwm "$@"\n' % library)
        session = self.start()
        session.wait_for("RUNNING")
        before = harness.xsession.wait_until_same(self.server.visible_windows, "the panel alone")
        for _ in range(6):  # without help four of them are lost
            self.server.move_pointer(500, 300)
            time.sleep(0.1)
            self.server.click(*PANEL_MENU_BUTTON)  # into another window: that is the event before the press
            wait_until(lambda: len(self.server.visible_windows()) > len(before), "the panel's menu", 10)
            self.server.escape_until_closed(before, "the panel's menu")
        self.assert_terminates(session)


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

    def test_orphans(self):
        for count in (1, 1000):
            with self.subTest(count):
                starter = self.program("starter", orphans(count))
                folder = self.home / ".config/autostart"
                folder.mkdir(exist_ok=True, parents=True)
                (folder / "starter.desktop").write_text(
                    "[Desktop Entry]\nType=Application\nName=S\nExec=%s\n" % starter)
                session = self.start()
                session.wait_for("RUNNING")
                wait_until(lambda: sum(harness.comm(pid) == "sleep" for pid in harness.marked(session.mark)) == count,
                           "the orphans", 30)
                self.assert_terminates(session, within=5)

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
                self.assertEqual(session.wait_for_end(5), -signal.SIGKILL if victim == "pid" else 128 + signal.SIGKILL)
                wait_until(lambda: not session.left_behind() or None, "all that it had started to end")
                time.sleep(0.3)  # nothing may come again
                self.assertEqual(session.left_behind(), [])

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


class DisplayDies(SessionTest):
    """Xephyr, as in a container: what is done to it is done to no other test."""

    def nested(self):
        return self.enterContext(harness.xsession.XServer(self.folder, "800x600", within=self.server.display))

    def test_killed(self):
        server = self.nested()
        session = self.start(display=server.display)
        session.wait_for("RUNNING")
        server.popen.kill()
        self.assert_ends(session, 9, within=1)
        self.assertNotIn("restart in", session.log().partition("the display is gone")[2])

    def test_started_again_at_once(self):
        """The new session has the old one's folder before that has ended, and keeps it."""
        number = ":%d" % (100 + os.getpid() % 1000)  # no other test's server looks there for a free one
        first = self.enterContext(harness.xsession.XServer(self.folder, "800x600", arguments=[number]))
        old = self.start(display=number)
        old.wait_for("RUNNING")
        stopped = harness.marked(old.mark)
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        first.popen.kill()
        first.popen.wait()
        self.enterContext(harness.xsession.XServer(self.folder, "800x600", arguments=[number]))
        new = self.start(display=number)
        new.wait_for("RUNNING")
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
        self.assertEqual(old.wait_for_end(), 9)
        self.assertIsNotNone(new.status(), "the control socket is gone")
        panel = new.unit("panel")["pid"]
        new.ctl("restart", "panel")
        wait_until(lambda: new.unit("panel")["pid"] not in (0, panel), "another panel")
        self.assertNotIn("No such file", new.log())

    def test_stopped(self):
        server = self.nested()
        self.config("[session]\nstop_timeout = 800ms\nkill_timeout = 800ms\n")
        session = self.start(display=server.display)
        session.wait_for("RUNNING")
        server.popen.send_signal(signal.SIGSTOP)
        self.addCleanup(server.popen.send_signal, signal.SIGCONT)
        session.popen.send_signal(signal.SIGUSR1)  # whatever it does now, it must not wait for the display
        session.wait_for_log("refresh asked for")
        self.assert_terminates(session, within=2.5)
        server.popen.send_signal(signal.SIGCONT)

    def test_stopped_before_the_start(self):
        server = self.nested()
        server.popen.send_signal(signal.SIGSTOP)
        self.addCleanup(server.popen.send_signal, signal.SIGCONT)
        session = self.start(display=server.display)
        session.wait_for_log("on display")
        time.sleep(0.2)
        self.assert_terminates(session, within=1)
        self.config("[session]\nx_timeout = 500ms\n")
        self.assert_ends(self.start(display=server.display), 4, within=1.5)

    def test_ctl_and_a_stopped_display(self):
        server = self.nested()
        session = self.start(display=server.display)
        session.wait_for("RUNNING")
        server.popen.send_signal(signal.SIGSTOP)
        self.addCleanup(server.popen.send_signal, signal.SIGCONT)
        start = time.monotonic()
        self.assertEqual(session.ctl("status", check=False).returncode, 4)
        self.assert_soon(time.monotonic() - start, 8)
        server.popen.send_signal(signal.SIGCONT)
        self.assert_terminates(session)

    def test_resets_without_us(self):
        """A server that resets when its last client leaves must not do so between any two of ours."""
        display = harness.free_display()
        self.enterContext(harness.xsession.Process(
            ["Xephyr", display, "-screen", "800x600", "-nolisten", "tcp", "-terminate"], self.folder / "x.log",
            env=dict(os.environ, DISPLAY=self.server.display)))
        wait_until(lambda: os.path.exists("/tmp/.X11-unix/X" + display[1:]), "the server")
        session = self.start(display=display)
        status = session.wait_for("RUNNING")  # with -terminate it would be gone
        self.assertEqual([unit["restarts"] for unit in status["units"].values()], [0, 0, 0])
        self.assert_terminates(session)

    def test_resize(self):
        display = harness.free_display()
        server = self.enterContext(harness.xsession.Process(
            ["Xephyr", display, "-screen", "800x600", "-resizeable", "-nolisten", "tcp"], self.folder / "x.log",
            env=dict(os.environ, DISPLAY=self.server.display)))
        self.assertTrue(server.is_running())
        self.config("[x]\nbackground = #123456\n")
        session = self.start(display=display)
        session.wait_for("RUNNING")
        environment = dict(os.environ, DISPLAY=display)
        subprocess.run(["xrandr", "-s", "640x480"], env=environment, check=True, stderr=subprocess.DEVNULL)
        session.wait_for_log("the screen is 640x480 now")
        picture = harness.xsession.screenshot.take(display, "root", 20)
        self.assertEqual((picture.width, picture.height), (640, 480))
        self.assertEqual(picture.pixel(600, 300), (0x12, 0x34, 0x56))
        self.assertEqual(session.wait_for("RUNNING")["units"]["panel"]["restarts"], 0)
        self.assert_terminates(session)


class Control(SessionTest):
    def socket_path(self):
        return pathlib.Path(self.property_of_root("_PEKWM_LXPANEL_SOCKET").partition('"')[2].rpartition('"')[0])

    def test_requests(self):
        session = self.start()
        before = session.wait_for("RUNNING")["units"]
        self.assertIn("RUNNING", session.ctl("status").stdout)
        self.assertIn('event="ready"', session.ctl("log").stdout)
        for name in ("wm", "panel"):
            session.ctl("restart", name)
            wait_until(lambda n=name: session.unit(n)["pid"] not in (None, before[n]["pid"]), "the restart of " + name)
            session.wait_for("RUNNING")
        session.ctl("refresh-menu")
        wait_until(lambda: session.unit("menu")["pid"] not in (None, before["menu"]["pid"]), "a new generator")
        self.config("[log]\nlevel = error\n")
        session.ctl("reload")
        self.assertEqual(session.ctl("restart", "everything", check=False).returncode, 2)
        session.ctl("logout")
        self.assert_ends(session, 0)
        after = session.ctl("status", check=False)
        self.assertEqual(after.returncode, 4, after.stderr)

    def test_hostile_clients(self):
        session = self.start()
        session.wait_for("RUNNING")
        path = self.socket_path()
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assertEqual(path.parent.stat().st_mode & 0o777, 0o700)
        clients = []
        for said in (b"", b"x" * 100000, b"nonsense\n", b"\0\xff\n", b"sta", b"log\n"):
            client = socket.socket(socket.AF_UNIX)
            client.connect(str(path))
            self.addCleanup(client.close)
            try:
                client.sendall(said)
            except BrokenPipeError:
                pass
            clients.append(client)
        self.assertEqual(clients[2].recv(100), b"error: no such request\n")
        # Those that say nothing are cut off, and those that crowd the door find it open again then.
        clients[4].settimeout(10)
        self.assertEqual(clients[4].recv(100), b"")
        self.assertEqual(session.wait_for("RUNNING")["state"], "RUNNING")
        self.assert_terminates(session)

    @staticmethod
    def answer_for_user(user, path):
        """How many of the first three bytes of an answer somebody gets: in a process of its own."""
        pid = os.fork()
        if pid == 0:
            count = 0
            try:
                os.setuid(user)
                with socket.socket(socket.AF_UNIX) as client:
                    client.connect(str(path))
                    client.sendall(b"log\n")
                    count = len(client.recv(3))
            except OSError:
                pass
            os._exit(count)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def test_other_users(self):
        if os.getuid() != 0:
            self.skipTest("needs root to be somebody else")
        session = self.start()
        session.wait_for("RUNNING")
        path = self.socket_path()
        path.parent.chmod(0o755)
        path.chmod(0o666)
        self.assertEqual(self.answer_for_user(os.getuid(), path), 3)  # "ok" and its end of line
        self.assertEqual(self.answer_for_user(65534, path), 0)
        self.assert_terminates(session)


if __name__ == "__main__":
    harness.main("Xephyr", "xmessage", "xrandr")
