#!/usr/bin/env python3
"""Does what docs/your-menu.md says, and looks whether both menus obey.

    check_wishes.py PROGRAM

Every example of the document is a code block whose first line names its file. They are written into a sealed home, one
after the other, and after each the applications that xdg2pekwm and menu-cache (a stock lxpanel) show are compared with
what the example is there for. Without menu-cache only xdg2pekwm is asked.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
import checks  # noqa: E402
import inherited  # noqa: E402
import menu_cache  # noqa: E402

MENU = "pekwm-applications.menu"
APPLICATIONS = {
    "solitaire": ("Solitaire", "Game;"),
    "browser": ("Browser", "Network;WebBrowser;"),
    "calculator": ("Calculator", "Utility;Calculator;"),
    "terminal": ("Terminal", "System;TerminalEmulator;"),
    "editor": ("Editor", "Utility;TextEditor;"),
    "telescope": ("Telescope", "Science;Astronomy;"),
}
BLOCK = re.compile(r"```(?:ini|xml)\n(?:#|;|<!--) (~/\S+).*?\n(.*?)```", re.DOTALL)


def examples():
    """{path below the home: content} in the document's order."""
    text = (ROOT / "docs/your-menu.md").read_text(encoding="utf-8")
    return {path[2:]: content for path, content in BLOCK.findall(text)}


class Home(checks.Checks):
    """A sealed system with a user."""

    def __init__(self, program, folder):
        super().__init__()
        self.program = program
        self.folder = pathlib.Path(folder)
        for name, (title, categories) in APPLICATIONS.items():
            self.write(f"data/applications/{name}.desktop",
                       f"[Desktop Entry]\nType=Application\nName={title}\nExec={name}\nCategories={categories}\n")
        self.write(f"config/menus/{MENU}", (ROOT / "layouts" / MENU).read_text(encoding="utf-8"))
        shutil.copytree(ROOT / "layouts/directories", self.folder / "data/desktop-directories")
        self.environment = {
            "HOME": str(self.folder / "home"),
            "XDG_DATA_DIRS": str(self.folder / "data"),
            "XDG_CONFIG_DIRS": str(self.folder / "config"),
            "XDG_MENU_PREFIX": "pekwm-",
            "XDG_CURRENT_DESKTOP": "pekwm",
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
        }
        self.environment.update(inherited.variables())

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], env=self.environment, capture_output=True, timeout=60,
                              check=True)
        self.check(not done.stderr, f"{arguments}: {done.stderr.decode()}")
        return done.stdout.decode()

    def ours(self):
        """{ID: ([menu, ...], name, argv)}"""
        found = {}

        def walk(items, path):
            for item in items:
                if item["type"] == "menu":
                    walk(item["items"], path + [item["id"]])
                elif item["type"] == "entry":
                    places = found.setdefault(item["id"], ([], item["name"], item["argv"]))[0]
                    places.append("/".join(path))

        walk(json.loads(self.run("--format", "json", "--no-icons", "-o", "-"))["menu"]["items"], [])
        return found

    def check_places(self, step, wanted):
        ours = {name[: -len(".desktop")]: sorted(places) for name, (places, _, _) in self.ours().items()}
        self.check(ours == wanted, f"{step}: xdg2pekwm: want {wanted}, got {ours}")
        if menu_cache.is_installed():
            theirs = {name[: -len(".desktop")]: sorted("/".join(path) for path in paths)
                      for name, paths in menu_cache.places(MENU, self.environment, self.folder / "cache").items()}
            self.check(theirs == wanted, f"{step}: menu-cache: want {wanted}, got {theirs}")


def main():
    files = examples()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(os.path.abspath(sys.argv[1]), folder)
        places = {"solitaire": ["Games"], "browser": ["Internet"], "calculator": ["Accessories"],
                  "terminal": ["System"], "editor": ["Accessories"], "telescope": ["Science"]}
        home.check_places("before", places)

        def step(name, changes):
            home.write("home/" + name, files.pop(name))
            places.update(changes)
            home.check_places(name, {key: value for key, value in places.items() if value})

        step(".local/share/applications/solitaire.desktop", {"solitaire": []})
        step(".local/share/applications/browser.desktop", {})
        home.check(home.ours()["browser.desktop"][1:] == ("The Web", ["browser", "--private-window"]), "renamed")
        step(".config/menus/applications-merged/move-calculator.menu", {"calculator": ["Office"]})
        step(".local/share/applications/my-notes.desktop", {"my-notes": ["Accessories"]})
        home.check(home.ours()["my-notes.desktop"][2] == ["editor", "/home/me/my notes.txt"], "added")
        step(".config/menus/applications-merged/work.menu",
             {"terminal": ["System", "Work"], "editor": ["Accessories", "Work"]})
        step(".local/share/desktop-directories/work.directory", {})
        tree = home.run("--no-icons", "--format", "tree", "-o", "-", "--locale", "de_DE")
        home.check("Arbeit" in tree and "Work" not in tree, f"the title of the new menu: {tree}")
        step(".config/menus/applications-merged/no-science.menu", {"telescope": ["Other"]})

        home.write("home/.config/xdg2pekwm/config", files.pop(".config/xdg2pekwm/config"))
        home.write("home/.config/xdg2pekwm/my-own-menu", 'Entry = "Mine" { Actions = "Exec mine" }\n')
        text = home.run("--no-icons", "-o", "-")
        order = [text.find(part) for part in ('"Terminal"', '"The Web"', '"Accessories"',
                                              f'INCLUDE = "{home.folder}/home/.config/xdg2pekwm/my-own-menu"',
                                              '"Start…"')]
        home.check(-1 not in order and order == sorted(order), f"pekwm's own: {order}\n{text}")
        home.check(not files, f"examples that nothing tests: {list(files)}")
    return home.report()


if __name__ == "__main__":
    sys.exit(main())
