#!/usr/bin/env python3
"""Disks that cannot be written, and a real container: namespaces of its own, no rights, no bus, no network, and the
display of a Xephyr outside."""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import harness
import pictures
from harness import SessionTest, wait_until

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "lxpanel-patches"))
import icon_sheet  # noqa: E402
import panel  # noqa: E402

# Whatever the machine has is seen, read-only; /tmp is the test's, so that display and folders are reachable.
BASE = ["bwrap", "--die-with-parent", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
FLAT_MENU = "<Menu><Name>Applications</Name><DefaultAppDirs/><Include><All/></Include></Menu>"


def namespaces_are_forbidden():
    if shutil.which("bwrap") is None:
        return False  # main() says that it is not installed
    return subprocess.run([*BASE, "--unshare-all", "true"], stderr=subprocess.DEVNULL).returncode != 0


class Disk(SessionTest):
    def setUp(self):
        super().setUp()
        (self.folder / "etc/menus").mkdir()
        (self.folder / "etc/menus/pekwm-applications.menu").write_text(FLAT_MENU)

    def in_mounts(self, script):
        """Runs the session where a shell script has changed what is mounted; $1 is the home folder."""
        return ["unshare", "-m", "sh", "-ec", script + '\nshift\nexec "$@"', "sh", str(self.home)]

    def check(self, session):
        session.wait_for("RUNNING")
        self.assert_dock()
        wait_until(lambda: session.status()["menu"]["changes"] > 0, "a menu")
        menu = pathlib.Path("/proc/%d/root%s" % (session.unit("wm")["pid"], session.status()["menu"]["file"]))
        self.assertIn('"First"', menu.read_text())
        self.add_application("second", "Second")
        wait_until(lambda: '"Second"' in menu.read_text(), "the new entry")
        wait_until(lambda: b"Second" in self.panel_menu(session), "the new entry in what the panel shows")
        return session

    def panel_menu(self, session):
        """The menu as menu-cache keeps it for the panel, wherever that is."""
        pid = session.unit("panel")["pid"]
        variables = harness.variables(pid)
        cache = variables.get("XDG_CACHE_HOME") or variables["HOME"] + "/.cache"
        menus = pathlib.Path("/proc/%d/root%s/menus" % (pid, cache))
        return b"".join(harness.read(path) for path in menus.iterdir()) if menus.is_dir() else b""

    def test_home_is_read_only(self):
        session = self.start(prefix=self.in_mounts('mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"'))
        self.check(session)
        self.assertFalse(session.status()["menu"]["file"].startswith(str(self.home)))
        self.assertEqual(os.listdir(self.home), [])
        self.assert_terminates(session)

    def test_home_is_read_only_with_a_configuration(self):
        (self.home / ".pekwm").mkdir()
        (self.home / ".pekwm/config").write_text('INCLUDE = "/etc/pekwm/config"\nScreen { Workspaces = "7" }\n')
        session = self.start(prefix=self.in_mounts('mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"'))
        self.check(session)
        self.assertEqual(self.property_of_root("_NET_NUMBER_OF_DESKTOPS").strip().rpartition(" ")[2], "7")
        self.assert_terminates(session)

    def test_home_is_full(self):
        session = self.start(prefix=self.in_mounts(
            'mount -t tmpfs -o size=64k none "$1"; if dd if=/dev/zero of="$1/filler" 2>/dev/null; then exit 1; fi'))
        self.check(session)
        self.assert_terminates(session)

    def test_home_is_missing(self):
        session = self.start(HOME="/nonexistent/home", prefix=["unshare", "-m", "sh", "-c",
                                                                'mount -o remount,bind,ro / ; exec "$@"', "sh"])
        session.wait_for("RUNNING")
        self.assert_dock()
        self.assert_terminates(session)

    def test_tmp_is_read_only(self):
        session = self.start(prefix=self.in_mounts(
            "mount --bind /tmp /tmp; mount -o remount,bind,ro /tmp; mount -t tmpfs none \"$1\""))
        session.wait_for("RUNNING")
        path = self.property_of_root("_PEKWM_LXPANEL_SOCKET").partition('"')[2].rpartition('"')[0]
        self.assertFalse(path.startswith("/tmp/"), path)
        self.assert_dock()
        self.assert_terminates(session)
        self.assertFalse(os.path.exists(os.path.dirname(path)))

    def test_nothing_can_be_written(self):
        script = "; ".join("mount --bind {0} {0}; mount -o remount,bind,ro {0}".format(folder)
                           for folder in ("/tmp", "/dev/shm", "/run", "/var/tmp", '"$1"'))
        session = self.start(prefix=self.in_mounts(script))
        self.assert_ends(session, 8, within=3)
        self.assertIn("no folder that can be written", session.log())

    def test_other_ipc_namespace(self):
        """The server cannot attach what it cannot see; toolkits are told."""
        session = self.start(prefix=["unshare", "-i"])
        panel = session.wait_for("RUNNING")["units"]["panel"]["pid"]
        self.assertEqual(harness.variables(panel).get("QT_X11_NO_MITSHM"), "1")
        self.assertIn("no shared memory", session.log())
        self.assert_terminates(session)
        session = self.start()
        panel = session.wait_for("RUNNING")["units"]["panel"]["pid"]
        self.assertNotIn("QT_X11_NO_MITSHM", harness.variables(panel))
        self.assert_terminates(session)


class Container(SessionTest):
    """As a container runtime starts it: a shell is PID 1, and the session its child."""

    def container(self, *options):
        program = pathlib.Path(harness.PROGRAM)
        data = program.parent.parent / "share/pekwm-lxpanel"  # in a build tree, a link into the source
        seen = [part for folder in (program.parent.parent, data.resolve().parent.parent)
                for part in ("--ro-bind", str(folder), str(folder))]
        return [*BASE, "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-net", "--cap-drop",
                "ALL", "--tmpfs", "/home", "--tmpfs", "/root", "--tmpfs", "/run", "--tmpfs", "/tmp", "--ro-bind",
                "/tmp/.X11-unix", "/tmp/.X11-unix", *seen, "--bind", str(self.folder), str(self.folder), *options,
                "sh", "-c", '"$@"; echo "status $?"', "sh"]

    def test_full_desktop(self):
        server = self.enterContext(harness.xsession.XServer(self.folder, "800x600", within=self.server.display))
        (self.folder / "etc/menus").mkdir()
        (self.folder / "etc/menus/pekwm-applications.menu").write_text(FLAT_MENU)
        home = {"HOME": "/root", "XDG_DATA_DIRS": "%s:/usr/share" % (self.folder / "data"), "XDG_RUNTIME_DIR": None,
                "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/host/bus", "XAUTHORITY": "/nowhere"}
        session = self.start(display=server.display, prefix=self.container(), **home)
        session.wait_for_log("state RUNNING")
        self.assert_dock(server)
        wait_until(lambda: session.log().count("has changed"), "the menu")
        # Both menus open, and Alt+F6, which is the host's, is taken by nobody inside.
        before = server.visible_windows()
        for where, button, what in (((400, 200), 3, "pekwm's menu"), ((15, 588), 1, "the panel's menu")):
            server.click_until_opened(*where, button, what)
            server.press("Escape")
            wait_until(lambda: len(server.visible_windows()) == len(before), "its end")
        self.assertTrue(self.key_is_free(server, "F6"))
        # An application that is installed later shows up, in both, while the panel's menu is open.
        changes = session.log().count("has changed")
        refreshes = session.log().count("menu refreshed")
        self.add_application("second", "Second")
        session.wait_for_log("has changed", changes + 1)
        session.wait_for_log("menu refreshed", refreshes + 1)
        self.check_panel_icons(server, session)
        # The host's way to end it: TERM to the session, and five seconds.
        start = time.monotonic()
        os.kill(self.pid_outside(session), signal.SIGTERM)
        self.assertEqual(session.wait_for_end(), 0)
        self.assert_soon(time.monotonic() - start, 5)
        self.assertIn("status 0", session.log())
        wait_until(lambda: not session.left_behind(), "the container to be gone")

    def test_icon_sheet(self):
        """Every way to name an icon, from the folders that the session's configuration names."""
        if not harness.has_module():
            self.skipTest("no headers of GTK 2, and so no module")
        server = self.enterContext(harness.xsession.XServer(self.folder, "1000x760", within=self.server.display))
        (self.folder / "data/applications/first.desktop").unlink()
        (self.folder / "data/mime").symlink_to("/usr/share/mime")
        menus = self.folder / "etc/menus"
        menus.mkdir()
        (menus / "pekwm-applications.menu").write_text(FLAT_MENU)
        panels = self.home / ".config/lxpanel/pekwm/panels"  # the user's own: its menu has applications only
        panels.mkdir(parents=True)
        (panels / "panel").write_text(panel.PANEL % ("start-here", ""))
        self.config("[looks]\ntheme = none\n[icons]\ntheme = hicolor\npath = %s\n" % icon_sheet.icon_path(self.folder))
        icon_sheet.lay_out_theme(self.folder)
        expected = icon_sheet.lay_out(self.folder, self.add_application)
        session = self.start(display=server.display, prefix=self.container(),
                             LXPANEL_GROUP_ICONS=str(self.folder / icon_sheet.GROUPS))
        session.wait_for_log("state RUNNING")
        window, _ = server.click_until_opened(*panel.BUTTON, button=1, what="the panel's menu")[0]
        picture = icon_sheet.photograph(server, window, self.id())
        self.assertEqual(icon_sheet.faults(expected, picture), [])

    def test_numbers_of_its_own_and_the_hosts_proc(self):
        """What /proc calls 2 is somebody else: only the session's own are ended, and all of them."""
        folder = self.home / ".config/autostart"
        folder.mkdir(parents=True)
        ended = self.folder / "ended"
        script = self.program("starter", "#!/bin/sh\n(trap 'echo yes >%s; exit' TERM; while :; do sleep 0.1; done) &\n" % ended)
        (folder / "starter.desktop").write_text("[Desktop Entry]\nType=Application\nName=S\nExec=%s\n" % script)
        around = self.program("around", """#!/bin/sh
            sleep 1000 & sleep 1000 & stranger=$!
            "$@" & session=$!
            wait $session; status=$?
            kill $stranger && echo "the stranger lives"
            exit $status
            """)
        session = self.start(prefix=["unshare", "-r", "--pid", "--fork", "--kill-child", str(around)])
        session.wait_for("RUNNING")
        wait_until(lambda: [pid for pid in harness.marked(session.mark) if harness.comm(pid) == "starter"], "the orphan")
        self.assertNotIn("/proc is missing", session.log())
        start = time.monotonic()
        os.kill(self.pid_outside(session), signal.SIGTERM)
        self.assertEqual(session.wait_for_end(), 0, session.log())
        self.assert_soon(time.monotonic() - start, 4)
        self.assertIn("the stranger lives", session.log())
        self.assertNotIn("could not be ended", session.log())
        self.assertEqual(ended.read_text(), "yes\n")
        self.assert_clean(session)

    def test_no_proc(self):
        """Nothing is complete then, and it is said why."""
        if os.environ.get("KIT_SANITIZE"):
            self.skipTest("sanitizers need it")
        without = ["unshare", "-r", "--mount", "sh", "-c", 'mount -t tmpfs none /proc && exec "$@"', "sh"]
        session = self.start(prefix=without)
        session.wait_for("RUNNING")
        self.assertIn("/proc is missing", session.log())
        self.assert_dock()
        self.assert_terminates(session)
        check = self.start("--check", prefix=without)
        check.wait_for_end()
        self.assertIn("/proc is missing", check.log())
        self.assertNotIn("XDG_DATA_DIRS", check.log())

    def pid_outside(self, session):
        """The number that the session's own process has on this side of its namespace."""
        inside = [pid for pid in harness.marked(session.mark) if harness.comm(pid) == "pekwm-lxpanel"]
        self.assertEqual(len(inside), 1)
        return inside[0]

    def check_panel_icons(self, server, session):
        """An icon that no theme has, which comes after its application, in the menu that is open."""
        if not harness.has_module():
            return  # no headers of GTK 2
        opened = server.click_until_opened(15, 588, 1, "the panel's menu")
        window, (_, _, _, height) = opened[0]
        colour = (0x12, 0x34, 0xF6)
        self.add_application("third", "Third", icon=self.folder / "late-icon")
        pictures.write(self.folder / "late-icon.xpm", colour)
        # Its control socket cannot be seen from outside.
        os.kill(self.pid_outside(session), signal.SIGUSR1)
        wait_until(lambda: dict(server.visible_windows()).get(window, (0, 0, 0, 0))[3] > height,
                   "the panel's menu to grow; it has opened %s" % opened)
        wait_until(lambda: colour in server.screenshot(window=window).colours(), "the icon in the panel's menu")
        server.press("Escape")

    def key_is_free(self, server, key):
        """Whether somebody else can grab Alt+key: that fails where anybody has."""
        script = (
            "import ctypes,sys\nx=ctypes.CDLL('libX11.so.6')\nx.XOpenDisplay.restype=ctypes.c_void_p\n"
            "d=ctypes.c_void_p(x.XOpenDisplay(None))\nx.XDefaultRootWindow.restype=ctypes.c_ulong\n"
            "r=ctypes.c_ulong(x.XDefaultRootWindow(d))\nx.XStringToKeysym.restype=ctypes.c_ulong\n"
            "k=x.XKeysymToKeycode(d,ctypes.c_ulong(x.XStringToKeysym(sys.argv[1].encode())))\n"
            "x.XGrabKey(d,k,8,r,0,1,1)\nx.XSync(d,0)\n")
        return subprocess.run([sys.executable, "-c", script, key], env=dict(os.environ, DISPLAY=server.display),
                              stderr=subprocess.DEVNULL).returncode == 0

    def test_display_dies(self):
        server = self.enterContext(harness.xsession.XServer(self.folder, "800x600", within=self.server.display))
        session = self.start(display=server.display, prefix=self.container(), HOME="/root")
        session.wait_for_log("state RUNNING")
        start = time.monotonic()
        server.popen.kill()
        session.wait_for_end()
        self.assert_soon(time.monotonic() - start, 1.5)
        self.assertIn("status 9", session.log())
        wait_until(lambda: not session.left_behind(), "the container to be gone")

    def test_one_that_is_not_root(self):
        session = self.start(prefix=self.container("--uid", "1234", "--gid", "1234"), HOME="/root")
        session.wait_for_log("state RUNNING")
        self.assert_dock()
        os.kill(self.pid_outside(session), signal.SIGTERM)
        session.wait_for_end()
        self.assertIn("status 0", session.log())


if __name__ == "__main__":
    if os.getuid() != 0 or namespaces_are_forbidden():
        print("skipped: namespaces are forbidden here, or only root may change mounts")
        sys.exit(77)
    harness.main("Xephyr", "bwrap", "unshare")
