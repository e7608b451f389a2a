#!/usr/bin/env python3
"""`pekwm-lxpanel theme`: what it keeps, and that a running session takes it over whole, its windows left alone."""

import pathlib
import re
import shutil
import subprocess

import harness
from harness import SessionTest, wait_until


class Theme(SessionTest):
    own_server = True
    TITLE = (0.5, 12)  # of a window: a place in its title without letters

    def setUp(self):
        super().setUp()
        self.server = self.start_server()
        self.looks = pathlib.Path(harness.PROGRAM).parent.parent / "share/pekwm-lxpanel/looks"

    def theme(self, *words, session=None, **variables):
        environment = dict(session.environment) if session else {
            "DISPLAY": ":nowhere", "HOME": str(self.home), "PATH": harness.SYSTEM_PATH}
        return subprocess.run([harness.PROGRAM, "theme", *words], env={**environment, **variables},
                              capture_output=True, text=True, timeout=harness.DEADLINE)

    def colours(self, look):
        """The colours that are to be seen: of the root window's top, the panel and a title."""
        folder = self.looks / look / "1x"
        top = re.search(r"background = (#\w+)", (folder / "look").read_text()).group(1)
        panel = re.search(r'bg\[NORMAL\] = "(#\w+)"', (folder / "gtk/panel.gtkrc").read_text()).group(1)
        title = re.search(r'Focused = "Solid (#\w+)"', (folder / "pekwm/theme").read_text()).group(1)
        return tuple(tuple(int(text[n:n + 2], 16) for n in (1, 3, 5)) for text in (top, panel, title))

    def seen(self):
        picture = self.server.screenshot()
        return picture.pixel(0, 0), picture.pixel(picture.width // 2, picture.height - 8), picture.pixel(*self.title)

    def near(self, look):
        # The picture is drawn over the first colour, which it may change a little.
        return all(max(abs(a - b) for a, b in zip(seen, wanted)) <= 12
                   for seen, wanted in zip(self.seen(), self.colours(look)))

    def window(self):
        process = subprocess.Popen(["xmessage", "-geometry", "300x200+200+200", "A window"],
                                   env={**self.server.environment(), "KIT_TEST_MARK": self.session.mark})
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        found = wait_until(lambda: self.server.ask("xdotool", "search", "--onlyvisible", "--class", "xmessage"), "it")
        return found.split()[0]

    def test_all_changes_and_windows_stay(self):
        self.config("# my own words\n[x]\ndpi = 96 ; as it is\n")
        self.session = session = self.start()
        session.wait_for("RUNNING")
        before = self.server.visible_windows()
        window = self.window()
        frame = next(at for found, at in self.server.visible_windows() if (found, at) not in before)
        self.title = (frame[0] + int(frame[2] * self.TITLE[0]), frame[1] + self.TITLE[1])
        wait_until(lambda: self.near("light"), "the first look")
        docks, panel = wait_until(self.docks, "the panel"), session.unit("panel")["pid"]
        for look in ("dark", "easyos", "contrast", "light"):
            done = self.theme("set", look, session=session)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
            wait_until(lambda: self.near(look), "the look %s, not %s" % (look, self.seen()))
            self.assertEqual(self.theme("show", session=session).stdout, look + "\n")
        wait_until(lambda: self.docks() == docks, "the same panel")  # several questions, of which one may fail
        self.assertEqual(session.unit("panel")["pid"], panel)
        self.assertIn(window, self.server.ask("xdotool", "search", "--onlyvisible", "--class", "xmessage"))
        self.assertEqual((self.home / ".config/pekwm-lxpanel/config").read_text(),
                         "# my own words\n[x]\ndpi = 96 ; as it is\n\n[looks]\ntheme = light\n")
        session.kill_all()

    def test_the_next_session_has_it(self):
        self.assertIn("the next one will", self.theme("set", "dark").stdout)
        self.assertEqual(self.theme("show").stdout, "dark\n")
        self.assertEqual(self.theme("list").stdout, "  light\n* dark\n  contrast\n  easyos\n")
        session = self.start()
        session.wait_for("RUNNING")
        self.assertIn("looks/dark/1x/pekwm", self.look_of(session))
        self.assertEqual(self.server.screenshot().pixel(0, 0)[:1] < (0x60,), True)
        self.assert_terminates(session)

    def look_of(self, session):
        folder = re.search(r"pekwm --config (\S+)/config", session.log()).group(1)
        return (pathlib.Path(folder) / "look").read_text()

    def own_folder(self, session):
        return pathlib.Path(harness.variables(session.unit("wm")["pid"])["XDG_CONFIG_DIRS"].split(":")[-1]).parent

    def menu_config(self, session):
        """What the session tells the generator."""
        return (self.own_folder(session) / "xdg/xdg2pekwm/config").read_text()

    def test_a_bare_run_of_the_generator_makes_the_same_menu(self):
        """As EasyOS's fixmenus does it, or a user in a terminal."""
        self.add_application("one", "One")
        session = self.start()
        session.wait_for("RUNNING")
        generator = harness.build_folder() / "bin/xdg2pekwm"
        environment = harness.variables(session.unit("wm")["pid"])

        def same():
            done = subprocess.run([generator, "-o", "-"], env=environment, capture_output=True, text=True)
            return "One" in done.stdout and "pekwm-lxpanel theme set dark" in done.stdout and done.stdout == self.menu()
        wait_until(same, "a menu like the session's")
        self.assert_terminates(session)

    def test_sizes_that_the_user_has_set(self):
        own = self.home / ".config/xdg2pekwm/config"
        own.parent.mkdir(parents=True)
        own.write_text("[menu]\nrows = 6\n[icons]\nsize = 20\ngap = 4\n")
        for n in range(12):
            self.add_application("app%d" % n, "App %d" % n)
        session = self.start()
        session.wait_for("RUNNING")
        self.assertIn('"DEFAULT" { Minimum = "24x20"; Maximum = "24x20" }', self.look_of(session))
        self.assertIn("\nsize = 24\ngap = 8\n", self.menu_config(session))
        pages = wait_until(lambda: re.findall(r"(?:\n\t+Entry = .*)+", self.menu()), "a menu")
        self.assertLessEqual(max(page.count("Entry = ") for page in pages), 6)
        own.write_text("")
        session.ctl("reload")
        wait_until(lambda: 'Minimum = "32x24"' in self.look_of(session), "the look's own size")
        self.assert_terminates(session)

    def test_a_configuration_that_would_swallow_the_look(self):
        own = self.home / ".pekwm/config"
        own.parent.mkdir()
        own.write_text('INCLUDE = "/etc/pekwm/config"\nScreen { Workspaces = "2"\n')
        session = self.start()
        session.wait_for("RUNNING")
        told = "%s:2: the section is not closed, the file is left out" % own
        self.assertIn(told, session.log())
        config = self.own_folder(session) / "pekwm/config"
        self.assertNotIn(str(own), config.read_text())
        self.assertIn("/look", config.read_text())
        self.assertEqual(session.ctl("reload").stdout, told + "\n")
        own.write_text(own.read_text() + "}\n")
        self.assertEqual(session.ctl("reload").stdout, "")
        self.assertIn(str(own), config.read_text())
        self.assertEqual(session.log().count(told), 2)
        self.assert_terminates(session)

    def test_the_panel_has_the_icons_of_the_menu(self):
        theme = self.folder / "data/icons/Tango"
        theme.mkdir(parents=True)
        (theme / "index.theme").write_text("[Icon Theme]\nName=Tango\nDirectories=\n")
        settings = self.home / ".config/gtk-3.0/settings.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text("[Settings]\ngtk-icon-theme-name = Tango\n")
        session = self.start()
        session.wait_for("RUNNING")
        gtkrc = self.own_folder(session) / "gtkrc"
        self.assertIn('gtk-icon-theme-name = "Tango"', gtkrc.read_text())
        self.assert_terminates(session)

    def test_the_icons_follow_a_reload(self):
        self.config("[icons]\ntheme = first\n")
        session = self.start()
        session.wait_for("RUNNING")
        gtkrc = self.own_folder(session) / "gtkrc"
        self.assertIn('gtk-icon-theme-name = "first"', gtkrc.read_text())
        self.config("[icons]\ntheme = second\n")
        session.ctl("reload")
        wait_until(lambda: 'gtk-icon-theme-name = "second"' in gtkrc.read_text(), "the theme of the settings")
        self.assertIn("\ntheme = second\n", self.menu_config(session))
        wait_until(lambda: "second: warning: no such icon theme" in session.log(), "the generator to look for it")
        self.assert_terminates(session)

    def test_the_panels_variables_follow_a_reload(self):
        """Both menus are made from the same file, with the same icons: the panel read its variables at its start."""
        menus = self.folder / "etc/menus"
        menus.mkdir()
        (menus / "foo-applications.menu").write_text("<Menu><Name>Applications</Name></Menu>")
        session = self.start()
        session.wait_for("RUNNING")

        def reloaded(config):
            """The panel's variables, when another one runs."""
            before = session.unit("panel")["pid"]
            self.config(config)
            session.ctl("reload")
            wait_until(lambda: session.unit("panel")["pid"] not in (None, before), "another panel")
            session.wait_for("RUNNING")
            return harness.variables(session.unit("panel")["pid"])

        layout, icons = "[menu]\nlayout = foo\n", "[icons]\npath = %s\n" % self.folder
        self.assertEqual(reloaded(layout).get("XDG_MENU_PREFIX"), "foo-")
        self.assertEqual(reloaded(layout + icons).get("LXPANEL_ICON_PATH"), str(self.folder))
        self.assertEqual(reloaded(layout + icons + "[env]\nNEW = value\n").get("NEW"), "value")
        units = session.status()["units"]
        session.ctl("reload")
        self.assertEqual(session.wait_for("RUNNING")["units"]["panel"]["pid"], units["panel"]["pid"])
        self.assertEqual(session.unit("wm")["restarts"], 0)
        self.assert_terminates(session)

    def test_the_keyboard_follows_a_reload(self):
        said = self.folder / "layouts"
        self.program("setxkbmap", '#!/bin/sh\necho "$@" >>"%s"\n' % said)
        self.config("[x]\nxkb = de:nodeadkeys\n")
        session = self.start()
        session.wait_for("RUNNING")
        wait_until(lambda: said.exists() and said.read_text() == "de nodeadkeys\n", "the first layout")
        session.ctl("reload")
        self.config("[x]\nxkb = us::ctrl:nocaps,compose:menu\n")
        session.ctl("reload")
        wait_until(lambda: said.read_text() == "de nodeadkeys\nus  ctrl:nocaps,compose:menu\n",
                   "the second, and nothing where it stays")
        self.config("[x]\nxkb = us\n")
        session.ctl("reload")
        wait_until(lambda: said.read_text().endswith("compose:menu\n-option  us\n"), "the third, without those options")
        self.assert_terminates(session)

    def test_a_panel_of_ones_own_begins_with_a_copy(self):
        """As docs/session.md says."""
        own = self.home / ".config/lxpanel/pekwm"
        shutil.copytree(self.looks / "light/1x/xdg/lxpanel/pekwm", own)
        panel = own / "panels/panel"
        panel.write_text(re.sub(r"height=\d+", "height=47", panel.read_text()))
        session = self.start()
        session.wait_for("RUNNING")
        dock = wait_until(self.docks, "the panel")[0]
        wait_until(lambda: "Height: 47" in self.server.ask("xwininfo", "-id", dock), "its height")
        self.assert_terminates(session)

    def test_the_panel_has_launchers_of_what_is_installed(self):
        session = self.start()
        session.wait_for("RUNNING")
        self.assert_dock()
        defaults = pathlib.Path(harness.variables(session.unit("panel")["pid"])["XDG_CONFIG_DIRS"].split(":")[-1])
        self.assertTrue((defaults / "gtk-3.0/settings.ini").exists())
        self.assertTrue((defaults / "lxpanel/pekwm/config").exists())

        def launchers(folder):
            return re.findall(r"id=(.*)", (folder / "lxpanel/pekwm/panels/panel").read_text())
        offered = launchers(self.looks / "light/1x/xdg")
        self.assertTrue(offered)
        self.assertEqual(launchers(defaults), [path for path in offered if pathlib.Path(path).exists()])
        self.assertNotIn("desktop entry does not exist", session.log())
        self.assert_terminates(session)

    def test_what_there_is_not(self):
        done = self.theme("set", "sparkling")
        self.assertEqual(done.returncode, 2)
        self.assertIn("light, dark, contrast, easyos", done.stderr)
        self.assertFalse((self.home / ".config").exists())

    def test_a_look_that_cannot_be_read(self):
        self.config("[looks]\ntheme = sparkling\n")
        done = self.theme("show")
        self.assertEqual((done.returncode, done.stdout), (0, "none\n"))
        self.assertRegex(done.stderr, r"^pekwm-lxpanel theme: the look sparkling cannot be used: \S+/looks/sparkling/")
        self.assertNotIn("*", self.theme("list").stdout)
        session = self.start()
        session.wait_for("RUNNING")
        self.assertRegex(session.log(), r'WARNING session event="the look sparkling cannot be used: ')
        self.assert_terminates(session)

    def test_a_look_that_cannot_be_set(self):
        session = self.start()
        session.wait_for("RUNNING")
        folder, = set(self.own_runtime_folders(session)) - self.before
        place = pathlib.Path(folder, "pekwm")
        place.rename(place.with_name("aside"))
        place.write_text("no folder")
        done = self.theme("set", "dark", session=session)
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        self.assertNotEqual(done.stderr, "")
        place.unlink()
        place.with_name("aside").rename(place)
        self.assertEqual(self.theme("set", "dark", session=session).returncode, 0)
        self.assert_terminates(session)

    def test_keys_that_are_written_while_it_runs(self):
        """They count after a reload, and after a restart of the window manager."""
        pressed = self.folder / "pressed"
        session = self.start()
        session.wait_for("RUNNING")

        def write_keys(key):
            (self.home / ".pekwm/keys").write_text(
                'Global {\n\tKeyPress = "%s" { Actions = "Exec touch %s-%s" }\n}\n' % (key, pressed, key))

        def works(key):
            subprocess.run(["xdotool", "key", key], env=self.server.environment(), check=True)
            return pathlib.Path("%s-%s" % (pressed, key)).exists()

        write_keys("F9")
        session.ctl("reload")
        wait_until(lambda: works("F9"), "the key of a reload")
        (self.home / ".pekwm/keys").unlink()
        session.ctl("reload")
        config = self.own_folder(session) / "pekwm/config"
        wait_until(lambda: "Files { Keys =" in config.read_text(), "the kit's keys again")
        write_keys("F10")
        before = session.unit("wm")["pid"]
        session.ctl("restart", "wm")
        wait_until(lambda: session.unit("wm")["pid"] not in (None, before), "another window manager")
        session.wait_for("RUNNING")
        wait_until(lambda: works("F10"), "the key of a restart")
        self.assert_terminates(session)

    def test_somebody_elses_theme_stays(self):
        (self.home / ".pekwm").mkdir()
        (self.home / ".pekwm/config").write_text(
            'INCLUDE = "/etc/pekwm/config"\nFiles {\n\tTheme = "~/.pekwm/themes/mine"\n}\n')
        self.assertEqual(self.theme("show").stdout, "none\n")
        session = self.start()
        session.wait_for("RUNNING")
        self.assertNotIn("Theme", self.look_of(session))
        self.assertEqual(self.theme("set", "dark", session=session).returncode, 0)
        self.assertIn("looks/dark", self.look_of(session))
        self.assertEqual(self.theme("set", "none", session=session).returncode, 0)
        self.assertNotIn("Theme", self.look_of(session))
        self.assert_terminates(session)

    def test_without_a_look(self):
        """There is a panel of the same buttons, the menu offers the looks, and the first one colours all of it."""
        self.config("[looks]\ntheme = none\n")
        (self.home / ".config/lxpanel/pekwm/panels").mkdir(parents=True)  # as lxpanel itself leaves it
        session = self.start()
        session.wait_for("RUNNING")
        self.assert_dock()
        panel = session.unit("panel")["pid"]
        defaults = pathlib.Path(harness.variables(panel)["XDG_CONFIG_DIRS"].split(":")[-1])
        self.assertTrue((defaults / "lxpanel/pekwm/config").exists())
        self.assertFalse((defaults / "gtk-3.0/settings.ini").exists())
        self.assertIn("looks = light;dark;", (defaults / "xdg2pekwm/config").read_text())
        self.assertEqual(self.theme("set", "dark", session=session).returncode, 0)
        wait_until(lambda: session.unit("panel")["pid"] not in (None, panel), "a panel that asks for colours")
        session.wait_for("RUNNING")
        self.assertIn("looks = light;*dark;", (defaults / "xdg2pekwm/config").read_text())
        self.assertEqual(list((self.home / ".config/lxpanel/pekwm/panels").iterdir()), [])
        self.assert_terminates(session)

    def test_a_config_that_takes_the_systems_in(self):
        """It takes back what the session said before: only where its own words say so, that holds."""
        own = self.home / ".pekwm/config"
        own.parent.mkdir()
        for words, keys, types, behaviour in (("", 2, 2, 2), ('Files { Keys = "~/mine" }', 1, 2, 2),
                                              ('Files { AutoProps = "~/mine" }', 2, 1, 2),
                                              ('Menu {\n\tEnter = "ButtonPress"\n}', 2, 2, 1)):
            with self.subTest(words):
                own.write_text('INCLUDE = "/etc/pekwm/config_system"\n%s\n' % words)
                session = self.start()
                session.wait_for("RUNNING")
                text = pathlib.Path(re.search(r"pekwm --config ([^\s\"]+)", session.log()).group(1)).read_text()
                self.assertEqual(text.count("Files { Keys ="), keys)
                self.assertEqual(text.count("Files { AutoProps ="), types)
                self.assertEqual(text.count("/behaviour"), behaviour)
                self.assert_terminates(session)

    def test_a_file_that_has_the_last_word(self):
        folder = self.home / ".config/pekwm-lxpanel/conf.d"
        folder.mkdir(parents=True)
        (folder / "x.conf").write_text("[looks]\ntheme = easyos\n")
        done = self.theme("set", "dark")
        self.assertEqual(done.returncode, 0)
        self.assertIn("x.conf:2 has the last word, and says easyos", done.stderr)

    def test_a_session_with_a_file_of_its_own(self):
        file = self.folder / "config"
        file.write_text("[looks]\ntheme = contrast\n")
        session = self.start("--config", str(file))
        session.wait_for("RUNNING")
        done = self.theme("set", "dark", session=session)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("reads %s alone, which says contrast" % file, done.stderr)
        self.assertIn("looks/dark/", self.look_of(session))
        self.assertEqual(self.theme("set", "contrast", session=session).stderr, "")
        self.assert_terminates(session)

    def test_the_size_follows_the_resolution(self):
        for dpi, scale, told in ((75, "1x", 96), (96, "1x", None), (144, "1.5x", 144), (200, "2x", 200)):
            server = self.start_server(dpi=dpi)
            session = self.start(display=server.display)
            session.wait_for("RUNNING")
            self.assertIn("looks/light/%s/pekwm" % scale, self.look_of(session))
            said = re.findall(r"Xft.dpi:\\t(\d+)", self.property_of_root("RESOURCE_MANAGER", server))
            # Letters of less than 96 are too small to read; the server counts in whole millimetres.
            self.assertTrue(abs(int(said[0]) - told) <= 1 if told else not said, said)
            icon = {"1x": 24, "1.5x": 24, "2x": 32}[scale]  # 768 rows are few for large ones
            self.assertIn("\nsize = %d\n" % icon, self.menu_config(session))
            self.assert_terminates(session)

    def test_another_resolution(self):
        """Look and text change together."""
        self.config("[x]\ndpi = 96\n")
        session = self.start()
        units = session.wait_for("RUNNING")["units"]
        self.config("[x]\ndpi = 144\n")
        session.ctl("reload")
        for name in ("wm", "panel"):
            wait_until(lambda n=name: session.unit(n)["pid"] not in (None, units[n]["pid"]), "a new " + name)
        session.wait_for("RUNNING")
        self.assertIn("looks/light/1.5x/pekwm", self.look_of(session))
        self.assertTrue(self.property_of_root("RESOURCE_MANAGER").rstrip().endswith('Xft.dpi:\\t144\\n"'))
        units = session.status()["units"]
        session.ctl("reload")
        self.assertEqual(session.wait_for("RUNNING")["units"]["wm"]["pid"], units["wm"]["pid"])
        self.assert_terminates(session)

    def test_another_resolution_while_all_comes_up(self):
        """The window manager has asked for the old one by then."""
        go = self.folder / "go"
        self.program_once_there("lxpanel", go)
        self.config("[x]\ndpi = 96\n")
        session = self.start()
        wait_until(lambda: session.status() and session.unit("wm")["status"] == "ready", "the window manager")
        before = session.unit("wm")["pid"]
        self.config("[x]\ndpi = 144\n")
        session.ctl("reload")
        go.touch()
        wait_until(lambda: session.unit("wm")["pid"] not in (None, before), "a new one")
        session.wait_for("RUNNING")
        self.assert_terminates(session)

    def test_what_toolkits_were_told_counts(self):
        subprocess.run(["xrdb", "-nocpp", "-merge", "-"], input=b"Xft.dpi: 150\n", check=True,
                       env=self.server.environment())
        session = self.start()
        session.wait_for("RUNNING")
        self.assertIn("looks/light/1.5x/pekwm", self.look_of(session))
        self.assert_terminates(session)


if __name__ == "__main__":
    harness.main("xmessage", "xrdb")
