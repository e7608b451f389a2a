"""menu-cache's view of a .menu file: what a stock lxpanel shows."""

import os
import pathlib
import subprocess

PROGRAM = "/usr/lib/menu-cache/menu-cache-gen"
MENU_FIELDS = 5  # title, comment, icon, .directory file, index of its folder
ENTRY_FIELDS = 9  # title, comment, icon, file, index of its folder, generic name, command, flags, desktops


def is_installed():
    return os.access(PROGRAM, os.X_OK)


def places(menu, environment, output, timeout=60):
    """{desktop-file ID: [path of menu names, ...]} of the menu file `menu`, a name in the config folders."""
    # The prefix is for the one who asks for "applications.menu"; here the whole name is given.
    environment = {name: value for name, value in environment.items() if name != "XDG_MENU_PREFIX"}
    command = [PROGRAM, "-i", menu, "-o", str(output)]
    subprocess.run(command, env=environment, capture_output=True, timeout=timeout, check=True)
    return parse(pathlib.Path(output).read_text(encoding="utf-8"))


def parse(text):
    lines = iter(text.splitlines())
    next(lines)  # version
    next(lines)  # name
    for _ in range(int(next(lines))):
        next(lines)  # a file or folder that it depends on
    next(lines)  # desktops that are not built in
    found = {}
    path = []
    for line in lines:
        if line.startswith("+"):
            path.append(line[1:])
            skip(lines, MENU_FIELDS)
        elif line == "":
            path.pop()
        elif line != "-":  # a separator
            found.setdefault(line[1:], []).append(tuple(path[1:]))
            skip(lines, ENTRY_FIELDS)
    return found


def skip(lines, count):
    for _ in range(count):
        next(lines)
