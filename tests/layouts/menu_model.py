"""Evaluates .menu files for check_layouts.py, straight from the Desktop Menu specification.

Covers what the layouts use: nested menus, <MergeFile> by path, Include and Exclude rules, OnlyUnallocated, Deleted and
Layout. Entries are given as sets of categories, so no .desktop file is read.
"""

import os
import xml.etree.ElementTree as ET


class Menu:
    """A menu after merging: menus of the same name are one, rules stand in the order of the files."""

    def __init__(self, name):
        self.name = name
        self.directories = []
        self.rules = []
        self.layout = None
        self.only_unallocated = False
        self.deleted = False
        self.menus = {}

    def walk(self, path=()):
        yield path, self
        for menu in self.menus.values():
            yield from menu.walk(path + (menu.name,))


def load(path):
    """The menu that a file describes, with the files it merges."""
    root = ET.parse(path).getroot()
    menu = Menu(root.findtext("Name"))
    _add(menu, root, os.path.dirname(path))
    return menu


def _add(menu, element, folder):
    for child in element:
        if child.tag == "Menu":
            name = child.findtext("Name")
            _add(menu.menus.setdefault(name, Menu(name)), child, folder)
        elif child.tag == "MergeFile":
            path = os.path.join(folder, child.text)
            _add(menu, ET.parse(path).getroot(), os.path.dirname(path))
        elif child.tag == "Directory":
            menu.directories.append(child.text)
        elif child.tag in ("Include", "Exclude"):
            menu.rules.append(child)
        elif child.tag == "Layout":
            menu.layout = child
        elif child.tag in ("OnlyUnallocated", "NotOnlyUnallocated"):
            menu.only_unallocated = child.tag == "OnlyUnallocated"
        elif child.tag in ("Deleted", "NotDeleted"):
            menu.deleted = child.tag == "Deleted"


def matches(rule, categories):
    if rule.tag == "Category":
        return rule.text in categories
    if rule.tag == "And":
        return all(matches(child, categories) for child in rule)
    if rule.tag in ("Or", "Include", "Exclude"):
        return any(matches(child, categories) for child in rule)
    if rule.tag == "Not":
        return not any(matches(child, categories) for child in rule)
    if rule.tag == "All":
        return True
    raise ValueError("unexpected rule <%s>" % rule.tag)


def places(root, categories):
    """The paths of the menus that show an entry with these categories."""
    menus = [(path, menu) for path, menu in root.walk() if not _deleted(root, path)]
    found, allocated = [], False
    for second_pass in (False, True):
        for path, menu in menus:
            if menu.only_unallocated != second_pass or (second_pass and allocated):
                continue
            shown = False
            for rule in menu.rules:
                if matches(rule, categories):
                    shown = rule.tag == "Include"
                    allocated = allocated or (shown and not second_pass)
            if shown:
                found.append(path)
    return found


def _deleted(root, path):
    menu = root
    for name in path:
        menu = menu.menus[name]
        if menu.deleted:
            return True
    return False
