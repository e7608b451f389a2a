#!/usr/bin/env python3
"""What the session does when its display dies, hangs, begins anew or changes its size."""

import os
import select
import signal
import socket
import subprocess
import threading
import time

import harness
from harness import SessionTest, wait_until


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
        harness.signal_marked(old.mark, signal.SIGSTOP)
        first.popen.kill()
        first.popen.wait()
        self.enterContext(harness.xsession.XServer(self.folder, "800x600", arguments=[number]))
        new = self.start(display=number)
        new.wait_for("RUNNING")
        harness.signal_marked(old.mark, signal.SIGCONT)
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


class SilentServer:
    """Stands before a real one, and passes nothing on any more once a client has heard that there is shared memory."""

    def __init__(self, number, real):
        self.real = real
        self.silent = threading.Event()  # something was asked in vain
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind("\0/tmp/.X11-unix/X%s" % number)
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client = self.listener.accept()[0]
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        server = socket.socket(socket.AF_UNIX)
        server.connect("/tmp/.X11-unix/X%s" % self.real)
        asked = answered = False
        with client, server:
            while True:
                for ready in select.select([client, server], [], [])[0]:
                    data = ready.recv(65536)
                    if not data:
                        return
                    if ready is server:
                        client.sendall(data)
                        answered = asked
                    elif answered:
                        self.silent.set()
                    else:
                        asked = asked or b"MIT-SHM" in data
                        server.sendall(data)


class SharedMemory(SessionTest):
    @staticmethod
    def segments():
        """The creator of each, by its number."""
        rows = [line.split() for line in harness.read("/proc/sysvipc/shm").decode().splitlines()[1:]]
        return {int(row[1]): int(row[4]) for row in rows}

    def test_a_probe_that_is_killed_leaves_none(self):
        display = harness.free_display()
        server = SilentServer(display[1:], self.server.display[1:])
        session = self.start(display=display)
        self.assertTrue(server.silent.wait(harness.DEADLINE))
        ours = harness.marked(session.mark)
        made = [number for number, creator in self.segments().items() if creator in ours]
        for number in made:
            self.addCleanup(subprocess.run, ["ipcrm", "-m", str(number)], stderr=subprocess.DEVNULL)
        self.assertTrue(made)
        session.kill_all()
        wait_until(lambda: not harness.marked(session.mark), "its end")
        self.assertEqual([number for number in made if number in self.segments()], [])


if __name__ == "__main__":
    harness.main("Xephyr", "xrandr")
