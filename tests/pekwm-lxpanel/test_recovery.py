#!/usr/bin/env python3
"""What the session does when the panel or the window manager dies, hangs or leaves."""

import ctypes
import os
import signal
import subprocess
import time

import harness
from application import Application
from harness import CLIENT, PANEL_MENU_BUTTON, SessionTest, wait_until

WINDOW = 33  # the atom of the type WINDOW


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
        # A look that has no colours for it is no wish to have it back.
        subprocess.run([harness.PROGRAM, "theme", "set", "none"], env=session.environment, check=True,
                       timeout=harness.DEADLINE)
        self.assertEqual(session.unit("panel")["status"], "given-up")
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

    def test_reserves_no_room(self):
        """lxpanel's own choice, which is none that delays anything; its module is not at fault."""
        panels = self.home / ".config/lxpanel/pekwm/panels"
        panels.mkdir(parents=True)
        (panels / "panel").write_text("Global {\n edge=bottom\n widthtype=percent\n width=100\n height=30\n setdocktype=1\n"
                                      " setpartialstrut=0\n}\nPlugin {\n type = menu\n Config {\n  system {\n  }\n }\n}\n")
        self.config("[panel]\nready_timeout = 20s\n")
        session = self.start()
        start = time.monotonic()
        session.wait_for("RUNNING")
        self.assert_soon(time.monotonic() - start, 10)
        self.assertEqual(session.unit("panel")["restarts"], 0)
        self.assertNotIn("without its module", session.log())

    def test_a_dock_of_somebody_else(self):
        """It may reserve room, too: a panel that shows nothing is late all the same."""
        self.program("lxpanel", harness.SLEEPS)
        self.config("[panel]\nready_timeout = 300ms\n")
        with Application(self.server.display) as other:
            bar = str(other.open("bar", 200, 20, kind="DOCK"))
            for name, kind, value in (("_NET_WM_STRUT", "32c", "0,0,0,20"), ("WM_CLASS", "8s", "tint2")):
                subprocess.run(["xprop", "-id", bar, "-f", name, kind, "-set", name, value], check=True,
                               env=self.server.environment())
            session = self.start()
            status = session.wait_for("DEGRADED")
            self.assertEqual(status["units"]["panel"]["status"], "late")
            self.assertIn("shows no dock within 300 ms", session.log())
            self.assert_terminates(session)

    def test_behind_a_wrapper(self):
        """Whatever that is called: the window's process is one of its own."""
        wrapper = self.program("my-panel", '#!/bin/sh\nlxpanel "$@"\n')
        self.config("[panel]\ncommand = %s --profile pekwm\n" % wrapper)
        session = self.start()
        session.wait_for("RUNNING")
        self.assertEqual(session.unit("panel")["status"], "ready")
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


# Writes down what it is told, by words or by the signal that makes pekwm reload.
OTHER_WM = """#!/bin/sh
told=%s
printf '%%s' "$*" >"$told"
trap 'printf HUP >>"$told"' HUP
trap 'kill $wm' TERM
/usr/bin/pekwm &
wm=$!
while kill -0 $wm 2>/dev/null; do wait $wm; done
"""


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
        wait_until(lambda: self.server.ask("xdotool", "search", "--onlyvisible", "--name", "^xmessage$"), "its window again")
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

    def test_a_window_that_has_gone_is_not_listed(self):
        """Nor one that was never on the screen, though it has the focus by the property."""
        session = self.start()
        session.wait_for("RUNNING")
        with Application(self.server.display) as program:
            def put(name, *windows):
                values = (ctypes.c_ulong * len(windows))(*windows)
                program.x11.XChangeProperty(program.display, program.root, ctypes.c_ulong(program.atom(name)),
                                            ctypes.c_ulong(WINDOW), 32, 0, values, len(windows))
                program.x11.XSync(program.display, 0)

            def listed():
                words = self.server.ask("xprop", "-root", "_NET_CLIENT_LIST").rpartition("#")[2]
                return [int(word, 16) for word in words.replace(",", " ").split()]

            def hidden():
                return program.x11.XCreateSimpleWindow(program.display, program.root, 0, 0, 9, 9, 0, ctypes.c_ulong(0),
                                                       ctypes.c_ulong(0))
            window = program.open("one", 100, 50, at=(100, 100))
            wait_until(lambda: window in listed(), "the window in the list")
            gone = hidden()
            program.x11.XDestroyWindow(program.display, ctypes.c_ulong(gone))
            for stranger in (gone, hidden()):
                put("_NET_CLIENT_LIST")
                put("_NET_ACTIVE_WINDOW", stranger)
                for _ in range(3):  # it has the time to ask all that it wants to know
                    session.ctl("status")
                put("_NET_ACTIVE_WINDOW", window)
                wait_until(lambda: window in listed(), "the window in the list again")
                self.assertEqual(listed(), [window])
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

    def replaced(self, state="RUNNING"):
        """A session that was in `state`, and the foreign window manager that has taken over; nothing where that took
        longer than the session waits, which is a logout then."""
        session = self.start()
        session.wait_for(state)
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

    def test_is_replaced_before_the_panel_comes(self):
        """Whoever stops looking for the panel does not stop to look at the other window manager."""
        comes = self.folder / "comes"

        def late():
            comes.unlink(missing_ok=True)
            return self.replaced("DEGRADED")

        self.program_once_there("lxpanel", comes)
        self.config("[panel]\nready_timeout = 300ms\n")
        session, other = wait_until(late, "a session that sees the foreign one")
        comes.touch()
        session.wait_for("RUNNING")
        other.terminate()
        self.assertEqual(session.wait_for_end(), 0)

    def test_another_command(self):
        """What runs is not given up for what cannot; and what is not pekwm is told nothing that only pekwm knows."""
        told = self.folder / "told"
        self.program("other-wm", OTHER_WM % told)

        def arguments():
            return harness.read("/proc/%d/cmdline" % session.unit("wm")["pid"]).decode().split("\0")

        def restart(command):
            before = session.unit("wm")["pid"]
            self.config("[wm]\ncommand = %s\n" % command)
            session.ctl("reload")
            session.ctl("restart", "wm")
            wait_until(lambda: session.unit("wm")["pid"] not in (None, before) and session.unit("wm")["status"] == "ready",
                       command)

        session = self.start()
        session.wait_for("RUNNING")
        self.assertIn("--config", arguments())
        before = session.unit("wm")["pid"]
        self.config("[wm]\ncommand = no-such-wm\n")
        session.ctl("reload")
        self.assertIn("no-such-wm is not installed", session.ctl("restart", "wm", check=False).stderr)
        self.assertEqual(session.unit("wm")["pid"], before)
        restart("other-wm")
        changes = session.status()["menu"]["changes"]
        self.add_application("late", "Late")
        wait_until(lambda: session.status()["menu"]["changes"] > changes, "another menu")
        restart("pekwm")
        self.assertIn("--config", arguments())
        self.assertEqual(told.read_text(), "")
        self.assert_terminates(session)

    def test_click_that_it_is_not_told_of(self):
        """pekwm may sleep on an event that it has read already. With the press of a button the pointer is frozen."""
        library = harness.build_folder() / "tests/modules/slow-flush.so"
        self.program("pekwm", '#!/bin/sh\nLD_PRELOAD=%s exec /usr/bin/pekwm "$@"\n' % library)
        session = self.start()
        session.wait_for("RUNNING")
        session.wait_for_log("menu refreshed")  # a click that meets this may be lost, and not for want of an event
        before = harness.xsession.wait_until_same(self.server.visible_windows, "the panel alone")
        for _ in range(6):  # without help four of them are lost
            self.server.move_pointer(500, 300)
            time.sleep(0.1)
            self.server.click(*PANEL_MENU_BUTTON)  # into another window: that is the event before the press
            wait_until(lambda: len(self.server.visible_windows()) > len(before), "the panel's menu", 10)
            self.server.escape_until_closed(before, "the panel's menu")
        self.assert_terminates(session)


if __name__ == "__main__":
    harness.main("xmessage")
