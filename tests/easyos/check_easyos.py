#!/usr/bin/env python3
"""Checks the menus of a real EasyOS tree: every visible application in its menu and group, once.

    check_easyos.py PROGRAM [FOLDER]

FOLDER, or KIT_EASYOS in the environment, holds rootfs/ (the tree), CATEGORIES.tsv (top menu, group, category) and
CONTAINER-REMOVED.txt (files that a container does not have). Exits with 77, "skipped", where there is no such folder.
"""

import collections
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import checks  # noqa: E402
import menu_cache  # noqa: E402

SKIPPED = 77
LAYOUTS = pathlib.Path(__file__).resolve().parents[2] / "layouts"
ICON_FOLDERS = ("/usr/local/lib/X11/mini-icons", "/usr/local/lib/X11/pixmaps", "/usr/share/pixmaps",
                "/usr/local/share/pixmaps")
ICONS_MISSING = 20  # they come with the programs' own packages, which are not in the tree
ENVIRONMENT = {"HOME": "/root", "PATH": "/usr/bin:/usr/sbin:/bin", "LANG": "C.UTF-8", "XDG_CURRENT_DESKTOP": "pekwm"}


def main_group(path):
    """The keys of [Desktop Entry]; the first of repeated ones."""
    keys = {}
    inside = False
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("["):
            if inside:
                break
            inside = line == "[Desktop Entry]"
        elif inside and "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            keys.setdefault(key.strip(), value.strip())
    return keys


def is_visible(keys):
    hidden = any(keys.get(key, "").lower() == "true" for key in ("NoDisplay", "Hidden"))
    return keys.get("Type") == "Application" and not hidden and bool(keys.get("Name")) and bool(keys.get("Exec"))


def expected_places(folder):
    """{desktop file: (top, group)} of every visible application; ("Other", None) for what fits nowhere."""
    place_of = {}
    with open(folder / "CATEGORIES.tsv", encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            place_of.setdefault(row["category"], (row["top"], row["sub"]))
    places = {}
    for path in sorted((folder / "rootfs/usr/share/applications").glob("*.desktop")):
        keys = main_group(path)
        if not is_visible(keys):
            continue
        categories = [c for c in keys.get("Categories", "").split(";") if c]
        known = [place_of[c] for c in categories if c in place_of]
        places[path.name] = known[0] if known else ("Other", None)
    return places


def copy_with_programs(folder, target):
    """A copy of the tree in which the programs of TryExec are there, and links are links."""
    shutil.copytree(folder / "rootfs", target, symlinks=True)
    for path in [target, *target.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    restore_links(folder, target)
    programs = target / "usr/bin"
    programs.mkdir(parents=True, exist_ok=True)
    for path in (target / "usr/share/applications").glob("*.desktop"):
        try_exec = main_group(path).get("TryExec", "")
        if try_exec and "/" not in try_exec:
            (programs / try_exec).write_text("#!/bin/sh\n")
            (programs / try_exec).chmod(0o755)


def restore_links(folder, target):
    """Where the tree was stored without links, each is a file that holds what it pointed to."""
    with open(folder / "ICONS.tsv", encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            kind, _, points_to = row["kind"].partition(" -> ")
            path = target / row["rootfs_path"]
            if kind == "symlink" and not path.is_symlink():
                path.unlink(missing_ok=True)
                path.symlink_to(points_to)


def expected_icon(root, name):
    """The file that EasyOS's own look-up finds, as it is seen in the tree; None where there is none."""
    if name.startswith("/"):
        return name if (root / name[1:]).is_file() else None
    for where in ICON_FOLDERS:
        for ending in ("", ".png", ".svg", ".xpm", ".jpg", ".gif"):
            path = f"{where}/{name}{ending}"
            if (root / path[1:]).is_file():
                return path
    return None


class Checker(checks.Checks):
    def __init__(self, program, root):
        super().__init__()
        self.program = program
        self.root = root

    def menu(self, layout):
        command = [self.program, "--root", self.root, "--layout", layout, "--format", "json", "--no-icons", "-o", "-"]
        done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, timeout=60, check=False)
        self.check(done.returncode == 0, f"--layout {layout}: exit status {done.returncode}")
        return json.loads(done.stdout)["menu"]

    def places(self, layout):
        """{desktop file: [(top, group or None), ...]} as the program shows them."""
        found = collections.defaultdict(list)

        def walk(items, path):
            for item in items:
                if item["type"] == "menu":
                    walk(item["items"], path + [item["id"]])
                elif item["type"] == "entry":
                    group = path[1].split("-", 1)[1] if len(path) > 1 else None
                    found[item["id"]].append((path[0], group))

        walk(self.menu(layout)["items"], [])
        return found

    def check_icons(self, expected):
        """Each icon that lies anywhere in EasyOS's folders is found, and those that do not are the known ones."""
        command = [self.program, "--root", self.root, "--layout", "easyos", "--format", "json", "-o", "-"]
        done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, timeout=60, check=False)
        root = pathlib.Path(self.root)
        missing = []

        def walk(items):
            for item in items:
                if item["type"] == "entry" and item["id"] in expected:
                    name = main_group(root / item["file"][1:])["Icon"]
                    want = expected_icon(root, name)
                    self.check(item["icon"] == want, f"{item['id']}: icon {name}: want {want}, got {item['icon']}")
                    if item["icon"] is None:
                        missing.append(item["id"])
                walk(item.get("items", []))

        walk(json.loads(done.stdout)["menu"]["items"])
        self.check(len(missing) == ICONS_MISSING, f"{ICONS_MISSING} icons missing expected, found {sorted(missing)}")

    def compare(self, layout, expected, with_groups):
        found = self.places(layout)
        for name, (top, group) in expected.items():
            want = [(top, group if with_groups and group != "Sub" else None)]
            got = found.pop(name, [])
            self.check(got == want, f"--layout {layout}: {name}: want {want}, got {got}")
        self.check(not found, f"--layout {layout}: not expected: {dict(found)}")


def without_container_files(folder, expected):
    text = (folder / "CONTAINER-REMOVED.txt").read_text(encoding="utf-8")
    removed = {line.split()[0] for line in text.splitlines() if line.strip() and not line.startswith("#")}
    return {name: place for name, place in expected.items() if place[0] != "Setup" and name not in removed}, removed


def compare_with_lxpanel(checker):
    """What a stock lxpanel shows of the same layout: the same applications in the same menus."""
    if not menu_cache.is_installed():
        print("menu-cache is not installed: not compared with lxpanel's menu")
        return
    with tempfile.TemporaryDirectory() as home:
        menus = pathlib.Path(home, "config/menus")
        menus.mkdir(parents=True)
        shutil.copy(LAYOUTS / "easyos-applications.menu", menus)
        environment = dict(ENVIRONMENT)
        environment.update({
            "HOME": home,
            "PATH": f"{checker.root}/usr/bin:/usr/bin:/bin",
            "XDG_DATA_DIRS": f"{checker.root}/usr/share",
            "XDG_CONFIG_DIRS": f"{home}/config",
        })
        theirs = menu_cache.places("easyos-applications.menu", environment, pathlib.Path(home, "cache"))
    ours = {name: [top for top, _ in places] for name, places in checker.places("easyos").items()}
    theirs = {name: [path[0] for path in paths] for name, paths in theirs.items()}
    for name in sorted(set(ours) | set(theirs)):
        checker.check(ours.get(name) == theirs.get(name),
                      f"{name}: ours in {ours.get(name)}, lxpanel's in {theirs.get(name)}")


def main():
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("KIT_EASYOS") or "/nowhere")
    if not (folder / "rootfs").is_dir():
        print("no EasyOS tree is named: skipped")
        return SKIPPED
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary, "root")
        copy_with_programs(folder, root)
        checker = Checker(os.path.abspath(sys.argv[1]), str(root))
        expected = expected_places(folder)
        checker.check(len(expected) == 188, f"188 visible applications expected in the tree, found {len(expected)}")
        checker.compare("easyos", expected, with_groups=False)
        checker.compare("auto", expected, with_groups=False)
        checker.compare("easyos-cascading", expected, with_groups=True)
        checker.check_icons(expected)
        compare_with_lxpanel(checker)
        container, removed = without_container_files(folder, expected)
        for name in removed:
            (root / "usr/share/applications" / name).unlink(missing_ok=True)
        checker.compare("easyos-container", container, with_groups=False)
    return checker.report()


if __name__ == "__main__":
    sys.exit(main())
