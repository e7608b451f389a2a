#!/usr/bin/env python3
"""Both menus follow what is installed, and nothing that goes wrong with them touches the session."""

import os
import pathlib
import time

import harness
from harness import FREE_SPOT, PANEL_MENU_BUTTON, SessionTest, wait_until

SECOND = 'Entry = "Second"'
LONGEST_WAIT = 0.9  # seconds that the generator lets a change wait while others follow


class Menus(SessionTest):
    def root_menu_height(self):
        """How high pekwm's root menu is: it is what pekwm has loaded, whatever its file says."""
        before = self.server.visible_windows()
        menu = self.server.click_until_opened(*FREE_SPOT, button=3, what="the root menu")[0]
        self.server.escape_until_closed(before, "the root menu")
        return menu[1][3]

    def panel_menu_height(self):
        before = {window for window, _ in self.server.visible_windows()}
        self.server.click(*PANEL_MENU_BUTTON)
        opened = wait_until(lambda: [w for w in self.server.visible_windows() if w[0] not in before], "the panel's menu")
        self.server.press("Escape")
        wait_until(lambda: not {w for w, _ in self.server.visible_windows()} - before, "the panel's menu to close")
        return max(height for _, (_, _, _, height) in opened)

    def layout(self):
        """A menu of a submenu for each category, for both: lxpanel has none of its own here."""
        folder = self.folder / "etc/menus"
        folder.mkdir()
        menus = "".join("<Menu><Name>%s</Name><Include><Category>%s</Category></Include></Menu>" % (name, name)
                        for name in ("Utility", "Game", "Office"))
        (folder / "pekwm-applications.menu").write_text(
            '<!DOCTYPE Menu PUBLIC "-//freedesktop//DTD Menu 1.0//EN" '
            '"http://www.freedesktop.org/standards/menu-spec/menu-1.0.dtd">'
            "<Menu><Name>Applications</Name><DefaultAppDirs/>%s</Menu>" % menus)

    def test_new_application_in_both(self):
        self.layout()
        session = self.start()
        session.wait_for("RUNNING")
        self.wait_for_whole_menu(session)
        pekwm = self.root_menu_height()
        panel = wait_until(self.panel_menu_height, "the panel's menu")
        start = time.monotonic()
        self.add_application("second", "Second", "Game;")
        wait_until(lambda: SECOND in self.menu(), "the new entry")
        self.assert_soon(time.monotonic() - start, 1.5)
        wait_until(lambda: self.root_menu_height() > pekwm, "pekwm to show it")
        wait_until(lambda: self.panel_menu_height() > panel, "the panel to show it")
        self.assert_soon(time.monotonic() - start, 10)
        # menu-cached is deaf now; a second one must not wait for it.
        panel = self.panel_menu_height()
        self.add_application("third", "Third", "Office;")
        wait_until(lambda: self.panel_menu_height() > panel, "the panel to show the next one")
        # The first menu, and each change, where the panel is told; fewer where its menu's server is started anew.
        self.assertIn(session.status()["menu"]["panel_refreshes"], (1, 2, 3))
        units = session.status()["units"]
        self.assertEqual([unit["restarts"] for unit in units.values()], [0, 0, 0])
        self.assert_terminates(session)

    def test_cache_that_cannot_be_written(self):
        """What is wrong with one of the folders there costs the user's caches, and no menu."""
        self.layout()
        for name in ("menus", "xdg2pekwm"):
            with self.subTest(name):
                refuses = self.home / ".cache" / name
                refuses.parent.mkdir(exist_ok=True)
                refuses.write_text("no folder")
                session = self.start()
                session.wait_for("RUNNING")
                variables = harness.variables(session.unit("panel")["pid"])
                cache = pathlib.Path(variables["XDG_RUNTIME_DIR"]) / "cache"
                self.assertEqual(variables.get("XDG_CACHE_HOME"), str(cache))
                self.assertIn("%s cannot be written, caches lie in %s" % (refuses, cache), session.log())
                wait_until(lambda: any(b"First" in harness.read(path) for path in (cache / "menus").glob("*")),
                           "the application in what the panel shows")
                self.assert_terminates(session)
                refuses.unlink()

    def test_five_hundred_at_once(self):
        session = self.start()
        session.wait_for("RUNNING")
        self.wait_for_whole_menu(session)
        before = session.status()["menu"]
        start = time.monotonic()
        for number in range(500):
            self.add_application("app%d" % number, "App %d" % number)
        wait_until(lambda: all('"App %d"' % number in self.menu() for number in (0, 250, 499)), "all of them")
        # The first, the last, and what is shown meanwhile: on a busy machine it takes its time to write so many files.
        most = 3 + int((time.monotonic() - start) / LONGEST_WAIT)
        time.sleep(1.5)  # more must not come
        menu = session.status()["menu"]
        self.assertLessEqual(menu["changes"] - before["changes"], most)
        self.assertLessEqual(menu["panel_refreshes"] - before["panel_refreshes"], most)
        self.assertEqual(session.status()["state"], "RUNNING")
        self.assert_terminates(session)

    def test_folder_that_comes_later(self):
        """Neither folder of applications is there at the start."""
        later = self.folder / "later"
        for path in (self.folder / "data/applications").iterdir():
            path.unlink()
        (self.folder / "data/applications").rmdir()
        session = self.start(XDG_DATA_DIRS="%s:%s" % (later, self.folder / "data"))
        session.wait_for("RUNNING")
        self.assertTrue((self.home / ".local/share/applications").is_dir())
        self.add_application("own", "Own", folder=self.home / ".local/share/applications")
        wait_until(lambda: '"Own"' in self.menu(), "the user's own")
        refreshes = session.status()["menu"]["panel_refreshes"]
        (later / "applications").mkdir(parents=True)
        self.add_application("later", "Later", folder=later / "applications")
        wait_until(lambda: '"Later"' in self.menu(), "the late one")
        wait_until(lambda: session.status()["menu"]["panel_refreshes"] > refreshes, "the panel's refresh")
        self.assert_terminates(session)

    def test_panel_shows_what_lies_in_a_folder_that_comes_later(self):
        """Of that the panel would never hear by itself."""
        self.layout()
        later = self.folder / "later"
        for _ in range(2):  # the second one finds a menu that is right, so that nothing has changed before the folder comes
            session = self.start(XDG_DATA_DIRS="%s:%s" % (later, self.folder / "data"))
            session.wait_for("RUNNING")
            wait_until(lambda: '"First"' in self.menu(), "the menu")
            if len(self.sessions) == 1:
                self.assert_terminates(session)
        before = wait_until(self.panel_menu_height, "the panel's menu")
        (later / "applications").mkdir(parents=True)
        self.add_application("later", "Later", "Game;", folder=later / "applications")
        wait_until(lambda: self.panel_menu_height() > before, "the panel to show it")
        self.assert_terminates(session)

    def test_menu_that_comes_after_the_window_manager(self):
        """pekwm starts without a menu, or with an empty one, and gets the first as soon as it is there, also where
        both happen in one second: it compares seconds."""
        session = self.start()
        session.wait_for("RUNNING")
        self.wait_for_whole_menu(session)
        session.terminate()
        session = self.start()  # this one finds the menu at its start
        session.wait_for("RUNNING")
        right = self.root_menu_height()
        session.terminate()
        go = self.folder / "go"
        for pause, old in (("while [ ! -e %s ]; do sleep 0.05; done" % go, None), ("", None), ("sleep 0.1", None),
                           ("sleep 0.1", "")):
            with self.subTest(pause=pause, old=old):
                menu = self.home / ".pekwm/menu"
                menu.unlink()
                if old is not None:
                    menu.write_text(old)
                self.program("slow", "#!/bin/sh\n%s\nexec xdg2pekwm \"$@\"\n" % pause)
                self.config("[menu]\ncommand = slow\n")
                session = self.start()
                session.wait_for("RUNNING")
                if str(go) in pause:
                    self.assertNotEqual(self.root_menu_height(), right)  # the test can tell one from the other
                    go.touch()
                wait_until(lambda: '"First"' in self.menu(), "the menu")
                wait_until(lambda: self.root_menu_height() == right, "pekwm to load it")
                self.assert_terminates(session)

    def test_first_menu_that_is_written_and_does_not_end(self):
        """It is ended for the generator that stays; where that one has nothing to change, pekwm still gets it."""
        self.program("xdg2pekwm", "#!/bin/sh\ncase $* in *--watch*) exec sleep 1000 ;; esac\nsleep 0.3\n%s \"$@\"\n"
                     "exec sleep 1000\n" % pathlib.Path(harness.PROGRAM).with_name("xdg2pekwm"))
        # The panel comes behind it: what had not written anything yet would be ended just the same.
        self.program_once_there("lxpanel", self.home / ".pekwm/menu")
        session = self.start()
        session.wait_for("RUNNING")
        wait_until(lambda: session.status()["menu"]["changes"] == 1, "the window manager to be told")
        self.assertIn('"First"', self.menu())
        shown = self.root_menu_height()
        session.terminate()
        (self.home / ".pekwm/menu").unlink()
        (self.folder / "bin/lxpanel").unlink()
        self.program("xdg2pekwm", harness.SLEEPS)
        session = self.start()
        session.wait_for("RUNNING")
        self.assertNotEqual(self.root_menu_height(), shown)  # the test can tell one from none
        self.assert_terminates(session)

    def test_change_while_the_window_manager_starts(self):
        """The signal that makes pekwm reload would end one that does not know it yet."""
        go = self.folder / "go"
        self.program_once_there("pekwm", go)
        session = self.start()
        session.wait_for_log('INFO menu event="has changed"')
        go.touch()
        status = session.wait_for("RUNNING")
        self.assertEqual(status["units"]["wm"]["restarts"], 0)
        log = session.log()
        # Once it runs, the menu with its pictures may come at any moment.
        self.assertEqual(log.partition('INFO wm')[2].partition('event="ready"')[0].count("has changed"), 1)
        self.assertLess(log.index('INFO menu event="has changed"'), log.index('event="ready"'))
        self.assert_terminates(session)


class Generator(SessionTest):
    def old_menu(self):
        path = self.home / ".pekwm/menu"
        path.parent.mkdir()
        path.write_text('# written by xdg2pekwm\nRootMenu = "Old" { Entry = "Old" { Actions = "Exec true" } }\n')

    def generator(self, body):
        self.old_menu()
        self.program("generator", "#!/bin/sh\n" + body)
        self.config("[menu]\ncommand = generator\ntimeout = 400ms\n")

    def test_hangs(self):
        self.generator("trap : TERM\nwhile :; do sleep 1000; done\n")
        session = self.start()
        before = session.wait_for("RUNNING")["units"]["menu"]["pid"]
        self.assertIn('"Old"', self.menu())
        session.ctl("refresh-menu")
        wait_until(lambda: session.unit("menu")["pid"] not in (None, before), "a new one instead of it")
        self.assertIn("is killed", session.log())
        self.config("[session]\nstop_timeout = 500ms\n[menu]\ncommand = generator\n")
        session.ctl("reload")
        self.assert_terminates(session, within=2)
        self.assertIn('"Old"', self.menu())

    def test_hangs_without_any_menu(self):
        self.program("generator", harness.SLEEPS)
        self.config("[menu]\ncommand = generator\n")
        session = self.start()
        session.wait_for("RUNNING")
        self.assert_soon(time.monotonic() - session.started, 3)
        self.assert_terminates(session)

    def test_fails(self):
        self.generator("exit 3\n")
        session = self.start()
        session.wait_for("RUNNING")
        wait_until(lambda: session.unit("menu")["status"] == "given-up", "the generator to be given up")
        self.assertEqual(session.log().count("the menus stay as they are"), 1)
        self.assertEqual(session.status()["state"], "RUNNING")
        self.assertIn('"Old"', self.menu())
        self.assert_terminates(session)

    def test_crashes_once(self):
        session = self.start()
        pid = session.wait_for("RUNNING")["units"]["menu"]["pid"]
        os.kill(pid, 11)
        wait_until(lambda: session.unit("menu")["pid"] not in (None, pid), "a new one")
        self.add_application("second", "Second")
        wait_until(lambda: SECOND in self.menu(), "the new entry")
        self.assert_terminates(session)

    def test_ended_before_it_has_said_what_it_wrote(self):
        """The next one finds the menu made, and has nothing to say."""
        self.generator("""
case $* in *--on-change*) ;; *) exit 2 ;; esac
while [ ! -e "%s/write" ]; do sleep 0.05; done
echo 'RootMenu = "Root" { Entry = "Second" { Actions = "Exec true" } }' >"$HOME/.pekwm/menu"
exec sleep 1000
""" % self.folder)
        session = self.start()
        pid = session.wait_for("RUNNING")["units"]["menu"]["pid"]
        (self.folder / "write").touch()
        wait_until(lambda: SECOND in self.menu(), "the new menu")
        self.assertEqual(session.status()["menu"]["changes"], 0)
        os.kill(pid, 9)
        wait_until(lambda: session.unit("menu")["pid"] not in (None, pid), "a new one")
        self.assertEqual(session.status()["menu"]["changes"], 1)
        self.assert_terminates(session)

    def test_empties_the_menu(self):
        """Whatever it has come to: the last good menu stays in pekwm, and in its file."""
        self.generator("""
case $* in *--on-change*) ;; *) exit 2 ;; esac
while [ ! -e "%s/empty" ]; do sleep 0.05; done
: >"$HOME/.pekwm/menu"
while [ $# -gt 0 ]; do [ "$1" = --on-change ] && sh -c "$2"; shift; done
exec sleep 1000
""" % self.folder)
        session = self.start()
        session.wait_for("RUNNING")
        (self.folder / "empty").touch()
        session.wait_for_log("the last good one is put back")
        self.assertIn('"Old"', self.menu())
        self.assertEqual(session.status()["menu"]["changes"], 0)
        self.assert_terminates(session)

    def test_hangs_where_it_is_to_run_once(self):
        self.generator("sleep 1000\n")
        self.config("[menu]\ncommand = generator\nwatch = no\ntimeout = 400ms\n")
        session = self.start()
        session.wait_for("RUNNING")
        session.wait_for_log("takes longer than 400 ms, and is killed")
        session.wait_for_log("restart in")
        self.assertIn('"Old"', self.menu())
        self.assert_terminates(session)

    def test_nothing_to_show(self):
        """No application at all: the menu still has a way out, and is never empty."""
        for path in (self.folder / "data/applications").iterdir():
            path.unlink()
        session = self.start()
        session.wait_for("RUNNING")
        wait_until(lambda: "ctl logout" in self.menu(), "a menu with a way out")
        self.assert_terminates(session)

    def test_runs_once_without_watch(self):
        self.config("[menu]\nwatch = no\n")
        session = self.start()
        session.wait_for("RUNNING")
        wait_until(lambda: session.unit("menu")["pid"] is None and '"First"' in self.menu(), "the only run to end")
        self.assertEqual(session.unit("menu")["status"], "stopped")
        changes = wait_until(lambda: session.status()["menu"]["changes"], "the window manager to be told")
        self.add_application("second", "Second")
        session.ctl("refresh-menu")
        wait_until(lambda: SECOND in self.menu(), "the new entry")
        wait_until(lambda: session.status()["menu"]["changes"] > changes, "the window manager to be told again")
        self.assert_terminates(session)


if __name__ == "__main__":
    harness.main()
