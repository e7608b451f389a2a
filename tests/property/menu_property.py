#!/usr/bin/env python3
"""Random .menu trees: xdg2pekwm's menu must be the one that the specification gives, item by item.

    menu_property.py PROGRAM [ROUNDS [SEED]] [--keep FOLDER]

Each round makes the tree of one seed, SEED and those after it, and compares the JSON with tests/support/menu_model.py.
Beside that, no menu may show an entry twice, and every entry must be a file of its ID. --keep leaves the tree of the
first difference in FOLDER.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import menu_model  # noqa: E402
import random_menu  # noqa: E402
import shown_menu  # noqa: E402
from shown_menu import label, labels  # noqa: E402

TIMEOUT_SECONDS = 20


def expected_menu(root):
    places = menu_model.Places(random_menu.data_folders(root), random_menu.config_folders(root))
    menu = menu_model.load(os.path.join(root, random_menu.MENU_FILE), places)
    return menu_model.show(menu, [random_menu.DESKTOP])


def menu_of(program, root):
    try:
        return shown_menu.ask(program, random_menu.environment(root), TIMEOUT_SECONDS)
    except subprocess.CalledProcessError as error:
        raise Difference("exit status %d: %s" % (error.returncode, error.stderr.decode(errors="replace")[-300:]))


class Difference(Exception):
    pass


def compare(wanted, got, path=()):
    """Raises at the first menu that is another one."""
    if wanted[:3] != got[:3]:
        raise Difference("%s: expected %s, got %s" % (where(path), label(wanted), label(got)))
    inside = path + (wanted[1],)
    if [item[:3] for item in wanted[3]] != [item[:3] for item in got[3]]:
        raise Difference("%s:\n  expected %s\n  got      %s" % (where(inside), labels(wanted[3]), labels(got[3])))
    for one, other in zip(wanted[3], got[3]):
        if one[0] == "menu":
            compare(one, other, inside)
        elif one != other:
            raise Difference("%s: %s is expected from %s, got %s" % (where(inside), one[1], one[3], other[3]))


def check_entries(menu, root):
    """What must hold of any menu, whatever its rules say."""
    ids = [item[1] for item in menu[3] if item[0] == "entry"]
    if len(ids) != len(set(ids)):
        raise Difference("%s shows an entry twice: %s" % (menu[1], " ".join(ids)))
    for item in menu[3]:
        if item[0] == "menu":
            check_entries(item, root)
        elif item[0] == "entry":
            name = os.path.relpath(item[3], root).replace("/", "-")
            plain = item[1][4:] if item[1].startswith("old-") else item[1]  # a legacy entry's ID has no folders
            if not name.endswith("-" + plain) or menu_model.read_keys(item[3])["Type"] != "Application":
                raise Difference("%s: %s is not %s" % (menu[1], item[3], item[1]))


def where(path):
    return "/".join(path) or "the root"


def check_seed(program, seed, keep):
    """The difference as text; empty where there is none."""
    menu_model.read_keys.cache_clear()
    with tempfile.TemporaryDirectory(prefix="menu.") as scratch:
        root = os.path.realpath(scratch)
        random_menu.write_tree(root, seed)
        try:
            got = menu_of(program, root)
            check_entries(got, root)
            compare(expected_menu(root), got)
        except (Difference, subprocess.TimeoutExpired) as difference:
            if keep and not os.path.exists(keep):
                shutil.copytree(root, keep)
            return str(difference)
    return ""


def main():
    parser = argparse.ArgumentParser(description="Random .menu trees against the specification.")
    parser.add_argument("program", help="the xdg2pekwm to test")
    parser.add_argument("rounds", nargs="?", type=int, default=300)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--keep", metavar="FOLDER", help="where the tree of the first difference is left")
    options = parser.parse_args()

    program = os.path.abspath(options.program)
    failed = 0
    for seed in range(options.seed, options.seed + options.rounds):
        difference = check_seed(program, seed, options.keep)
        if difference:
            failed += 1
            print("FAILED seed %d: %s" % (seed, difference))
    print("%d passed, %d failed" % (options.rounds - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
