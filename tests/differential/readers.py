"""The other readers of .menu files, each with its menu in the tuples of shown_menu, entries without their file."""

import functools
import json
import os
import re
import subprocess
import sys

import menu_cache

DEFAULT_DESKTOP = "pekwm"  # where the environment names none: no other reader knows whose menu this is


class Unreadable(Exception):
    pass


def desktops_of(environment):
    return (environment.get("XDG_CURRENT_DESKTOP") or DEFAULT_DESKTOP).split(":")


class MenuCache:
    name = "menu-cache"

    def is_installed(self):
        return menu_cache.is_installed()

    @functools.cached_property
    def version(self):
        """Of the package; the program does not say."""
        try:
            done = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "libmenu-cache-bin"], capture_output=True)
        except OSError:
            return "unknown"
        return re.sub(r"-[^-]*$", "", done.stdout.decode()) or "unknown"

    def items(self, environment, timeout):
        try:
            menu = menu_cache.tree("applications.menu", environment, desktops_of(environment), timeout)
        except subprocess.CalledProcessError as error:
            raise Unreadable("exit status %d" % error.returncode)
        return menu[3]

    def comparable(self, items):
        """It has no headers."""
        return [item for item in items if item[0] != "header"]


# It knows of one desktop.
PYXDG = """
import json, sys, xdg.Config
xdg.Config.setWindowManager(sys.argv[1])
import xdg.Menu

def show(menu):
    items = []
    for entry in menu.getEntries():
        if isinstance(entry, xdg.Menu.Menu):
            items.append(("menu", entry.Name, entry.getName(), show(entry)))
        elif isinstance(entry, xdg.Menu.MenuEntry):
            items.append(("entry", entry.DesktopFileID, entry.DesktopEntry.getName()))
        elif isinstance(entry, xdg.Menu.Separator):
            items.append(("separator",))
        elif isinstance(entry, xdg.Menu.Header):
            items.append(("header", str(entry)))
    return items

json.dump(show(xdg.Menu.parse()), sys.stdout)
"""


class PyXdg:
    name = "python3-xdg"
    # The one that comes with the system's Python, where that is another one.
    python = "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable

    def run(self, *arguments, **options):
        return subprocess.run([self.python, "-c", *arguments], capture_output=True, **options)

    def is_installed(self):
        return self.run("import xdg.Menu").returncode == 0

    @functools.cached_property
    def version(self):
        return self.run("import xdg; print(xdg.__version__)").stdout.decode().strip() or "unknown"

    def items(self, environment, timeout):
        done = self.run(PYXDG, desktops_of(environment)[0], env=environment, timeout=timeout)
        if done.returncode != 0:
            raise Unreadable(done.stderr.decode(errors="replace").strip().split("\n")[-1])
        return to_tuples(json.loads(done.stdout))

    def comparable(self, items):
        return items


def to_tuples(items):
    return [(*item[:3], to_tuples(item[3])) if item[0] == "menu" else tuple(item) for item in items]


READERS = (MenuCache(), PyXdg())
