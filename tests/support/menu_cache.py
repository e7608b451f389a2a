"""menu-cache's view of a .menu file: what a stock lxpanel shows."""

import os
import pathlib
import shutil
import subprocess
import tempfile

PROGRAM = "/usr/lib/menu-cache/menu-cache-gen"
# The desktops that have a bit of their own; others follow, as the cache lists them.
DESKTOPS = ("LXDE", "GNOME", "KDE", "XFCE", "ROX")
FORMAT = "1.2"  # the one with TryExec, which the library looks at
MENU_FIELDS = 6  # title, comment, icon, .directory file, index of its folder, flags
# title, comment, icon, file, index of its folder, generic name, command, flags, desktops, TryExec, path, categories,
# keywords
ENTRY_FIELDS = 13
DESKTOPS_FIELD, TRY_EXEC_FIELD = 8, 9


def is_installed():
    return os.access(PROGRAM, os.X_OK)


def places(menu, environment, output, timeout=60):
    """{desktop-file ID: [path of menu names, ...]} of the menu file `menu`, a name in the config folders."""
    # The prefix is for the one who asks for "applications.menu"; here the whole name is given.
    environment = {name: value for name, value in environment.items() if name != "XDG_MENU_PREFIX"}
    found = {}
    collect(load(menu, environment, output, timeout), (), found)
    return found


def collect(menu, path, found):
    for item in menu[3]:
        if item[0] == "menu":
            collect(item, path + (item[1],), found)
        elif item[0] == "entry":
            found.setdefault(item[1], []).append(path)


def tree(menu, environment, desktops, timeout=60):
    """The menu that these desktops show, in tuples: ("menu", name, title, items), ("entry", id, title) and
    ("separator",)."""
    with tempfile.TemporaryDirectory(prefix="menu-cache.") as folder:
        return load(menu, environment, os.path.join(folder, "cache"), timeout, desktops)


def load(menu, environment, output, timeout, desktops=None):
    command = [PROGRAM, "-i", menu, "-o", str(output)]
    environment = dict(environment, CACHE_GEN_VERSION=FORMAT)
    subprocess.run(command, env=environment, capture_output=True, timeout=timeout, check=True)
    # In bytes: a carriage return in a comment is no end of a line.
    text = pathlib.Path(output).read_bytes().decode("utf-8", "replace")
    return parse(text, desktops, environment.get("PATH", ""))


def parse(text, desktops=None, path=""):
    """The root menu; `desktops` are those that look at it and `path` is where they look for programs. With None all
    entries are in it."""
    lines = iter(text.split("\n"))
    next(lines)  # version
    next(lines)  # name
    for _ in range(int(next(lines))):
        next(lines)  # a file or folder that it depends on
    known = DESKTOPS + tuple(filter(None, next(lines).split(";")))
    bits = sum(1 << known.index(name) for name in desktops or () if name in known)
    root = ("menu", "", "", [])
    above = [root]
    for line in lines:
        items = above[-1][3]
        if line.startswith("+"):
            title = [next(lines) for _ in range(MENU_FIELDS)][0]
            items.append(("menu", line[1:], title or line[1:], []))
            above.append(items[-1])
        elif line == "-":
            items.append(("separator",))
        elif line.startswith("-"):
            fields = [next(lines) for _ in range(ENTRY_FIELDS)]
            if desktops is None or is_shown(fields, bits, path):
                items.append(("entry", line[1:], fields[0]))
        elif len(above) > 1:
            above.pop()
    return root[3][0] if root[3] else root  # a root without any item is not written


def is_shown(fields, bits, path):
    """As the library decides: 0 is everywhere; a negative number is the complement of the desktops that do not show
    it."""
    wanted, program = int(fields[DESKTOPS_FIELD]), fields[TRY_EXEC_FIELD]
    if program and not shutil.which(program, path=path):
        return False
    return wanted == 0 or (not ~wanted & bits if wanted < 0 else bool(wanted & bits))
