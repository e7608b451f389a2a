#!/usr/bin/env python3
"""The control socket: what is asked of it, by whom, and how badly."""

import os
import pathlib
import socket

import harness
from harness import SessionTest, wait_until


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
        self.config("[log]\nlevel = error\nlevels = 2\n")
        self.assertRegex(session.ctl("reload").stdout, r"^\S+/config:3: warning: \[log\] levels: .*\n$")
        self.config("[log]\nlevel = error\n")
        self.assertEqual(session.ctl("reload").stdout, "")
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
    harness.main()
