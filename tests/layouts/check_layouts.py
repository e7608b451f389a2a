#!/usr/bin/env python3
"""Checks the files below layouts/: what they are made of, and where they put applications.

Needs nothing but Python. Where menu-cache (lxpanel's reader) or python3-xdg is installed, they are asked too, on a
sealed tree: each must show every application in the menu that the specification gives.
"""

import glob
import importlib.util
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

import expected

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import menu_model  # noqa: E402

LAYOUTS = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "layouts"))
PALETTES = os.path.join(LAYOUTS, "..", "themes", "palettes")
INLINE = {"inline": "true", "inline_limit": "0", "inline_header": "false"}
PLAIN = """Accessories Development Education Games Graphics Internet Multimedia Office Science Settings System
    Other""".split()
ELEMENTS = set("""Menu Name Directory DefaultAppDirs DefaultDirectoryDirs DefaultMergeDirs MergeFile Layout Menuname
    Separator Merge Include Exclude And Or Not All Category OnlyUnallocated Deleted""".split())

passed, failures = 0, []


def check(condition, message):
    global passed
    if condition:
        passed += 1
    else:
        failures.append(message)


def check_equal(got, wanted, what):
    check(got == wanted, "%s: got %r, expected %r" % (what, got, wanted))


def menu_file(prefix):
    return os.path.join(LAYOUTS, prefix + "-applications.menu")


def group_path(top, sub):
    return (top, "%s-%s" % (top, sub))


def expected_groups():
    for top, groups in expected.EASYOS.items():
        for sub, _, categories in groups:
            yield top, sub, categories.split()


def applications():
    for line in expected.APPLICATIONS.strip().splitlines():
        name, categories, group, plain = (field.strip() for field in line.split("|"))
        yield name, categories.split(";"), (group.partition("-")[0], group), (plain,)


def registry():
    """Each additional category, and the sets of categories that it is registered to go with."""
    for line in re.sub(r"\n +", " ", expected.REGISTRY.strip()).splitlines():
        related, _, categories = line.partition(": ")
        sets = [] if related == "-" else [s.split(";") for s in related.split(", ")]
        for category in categories.split():
            yield category, sets


# The .menu files as such

def check_xml(path):
    name = os.path.basename(path)
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
    try:
        root = ET.parse(path, parser).getroot()
    except ET.ParseError as error:
        check(False, "%s: not well-formed: %s" % (name, error))
        return
    with open(path, encoding="utf-8") as file:
        check("-//freedesktop//DTD Menu 1.0//EN" in file.read(), name + ": no document type of the specification")
    check_equal(root.findtext("Name"), "Applications", name + ": the root's name")
    check_equal(root[-1].tag, "DefaultMergeDirs", name + ": the last element, which users' files replace")
    for element in root.iter():
        if element.tag is ET.Comment:
            continue
        check(element.tag in ELEMENTS, "%s: unexpected element <%s>" % (name, element.tag))
        check(element.get("type") != "parent", name + ': <MergeFile type="parent"> hangs menu-cache')
        if element.tag in ("Name", "Directory", "Category", "Menuname", "MergeFile"):
            text = element.text or ""
            check(text and text == text.strip(), "%s: <%s> with spaces around %r" % (name, element.tag, text))
        if element.tag in ("Include", "Exclude", "Layout"):
            commented = any(child.tag is ET.Comment for child in element.iter())
            check(not commented, "%s: comment in <%s>" % (name, element.tag))
        if element.tag == "Layout":
            merges = sorted(merge.get("type") for merge in element.findall("Merge"))
            check(merges in (["all"], ["files", "menus"]), "%s: a <Layout> merges %s" % (name, merges))


def layout_items(menu):
    """A layout as a list: names of menus, "---" for a separator, "*menus" and "*files" for a merge."""
    return [child.text if child.tag == "Menuname" else "---" if child.tag == "Separator" else "*" + child.get("type")
            for child in menu.layout]


def check_easyos_structure(root):
    tops = list(expected.EASYOS)
    check_equal(len(tops), 13, "tops in the table")
    check_equal(sum(len(groups) for groups in expected.EASYOS.values()), 82, "groups in the table")
    check_equal(list(root.menus), tops + ["Other"], "easyos: menus")
    wanted = tops[:3] + ["---"] + tops[3:] + ["*menus", "*files", "Other"]
    check_equal(layout_items(root), wanted, "easyos: root layout")
    for top, groups in expected.EASYOS.items():
        menu = root.menus[top]
        names = ["%s-%s" % (top, sub) for sub, _, _ in groups]
        check_equal(list(menu.menus), names, top + ": groups")
        wanted = []
        for (_, separator, _), name in zip(groups, names):
            wanted += ["---"] * separator + [name]
        check_equal(layout_items(menu), wanted + ["---", "*menus", "*files"], top + ": layout")
        for child in menu.layout.findall("Menuname"):
            check_equal(child.attrib, INLINE, "easyos: attributes of " + child.text)


def check_cascading_structure(root):
    for top, groups in expected.EASYOS.items():
        names = ["%s-%s" % (top, sub) for sub, _, _ in groups]
        menu = root.menus[top]
        check_equal(list(menu.menus), names, "cascading: groups of " + top)
        wanted = names[:1] + ["---"] + names[1:] + ["---", "*menus", "*files"]
        check_equal(layout_items(menu), wanted, "cascading: layout of " + top)
        for child in menu.layout.findall("Menuname"):
            wanted = INLINE if child.text.endswith("-Sub") else {}
            check_equal(child.attrib, wanted, "cascading: attributes of " + child.text)


# Where entries go

def check_one_place(name, root, entry):
    found = menu_model.places(root, entry)
    check(len(found) == 1 and found != [("Other",)], "%s: %s is in %s" % (name, ";".join(sorted(entry)), found))


def check_single_categories(roots):
    for top, sub, categories in expected_groups():
        for category in categories:
            wanted = [group_path(top, sub)]
            for name in ("easyos", "easyos-cascading"):
                check_equal(menu_model.places(roots[name], {category}), wanted, "%s: %s alone" % (name, category))
            inside = [] if top == "Setup" else wanted
            found = menu_model.places(roots["easyos-container"], {category})
            check_equal(found, inside, "container: %s alone" % category)
            for main in expected.MAIN if category.startswith("X-") else []:
                found = menu_model.places(roots["easyos"], {category, main})
                check(wanted[0] in found, "easyos: %s;%s is in %s" % (category, main, found))
    for categories in [set(), {"GTK"}, {"X-Unknown"}]:
        for name, root in roots.items():
            found = menu_model.places(root, categories)
            check_equal(found, [("Other",)], "%s: %s" % (name, categories or "no category"))


def check_registered_categories(roots):
    """Each registered category is placed once: alone, and with those it goes with, Core and toolkits too."""
    for category, related in registry():
        for companions in [[]] + related:
            for extra in ([], ["GTK", "GNOME"], ["Core"] if companions else []):
                entry = {category, *companions, *extra}
                check_one_place("easyos", roots["easyos"], entry)
    known = {category for category, _ in registry()} | set(expected.MAIN) | set(expected.NO_PLACE)
    for path, menu in roots["easyos"].walk():
        for category in (element.text for rule in menu.rules for element in rule.iter("Category")):
            old = category in ("DiskBurning", "FileSystem", "Screensaver", "Shell")
            check(old or category in known or category.startswith("X-"), "%s: unknown category %s" % (path, category))


def check_applications(roots):
    for name, categories, group, plain in applications():
        check_equal(menu_model.places(roots["easyos"], set(categories)), [group], "easyos: " + name)
        check_equal(menu_model.places(roots["pekwm"], set(categories)), [plain], "pekwm: " + name)


def check_random_sets(roots):
    additional = [category for category, _ in registry()]
    own = [category for _, _, categories in expected_groups() for category in categories if category.startswith("X-")]
    source = random.Random(1)
    for size in range(1, len(expected.MAIN) + 1):
        for mains in itertools.combinations(expected.MAIN, size):
            entry = set(mains) | set(source.sample(additional + expected.NO_PLACE, source.randint(0, 3)))
            check_one_place("pekwm", roots["pekwm"], entry)
    for _ in range(4000):
        entry = set(source.sample(additional + own + expected.MAIN, source.randint(1, 5)))
        found = menu_model.places(roots["easyos"], entry)
        check(found and found != [("Other",)], "easyos: %s is in %s" % (";".join(sorted(entry)), found))


# Titles

def read_key_file(path):
    """The groups of a key file, each a list of (key, value), and a description of each fault in its form."""
    groups, faults = [], []
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return [], ["not UTF-8: %s" % error]
    if not text.endswith("\n") or "\r" in text or "\ufeff" in text:
        faults.append("line ends or byte order mark")
    for number, line in enumerate(text.splitlines(), 1):
        if line != line.strip():
            faults.append("spaces around line %d" % number)
        if line.startswith("[") and line.endswith("]"):
            groups.append((line[1:-1], []))
        elif line and not line.startswith("#"):
            key, separator, value = line.partition("=")
            if not groups or not separator or not value or key != key.strip() or value != value.strip():
                faults.append("line %d: %r" % (number, line))
            else:
                groups[-1][1].append((key, value))
    return groups, faults


def name_keys(languages):
    return ["Name"] + ["Name[%s]" % language for language in languages]


def check_directories(roots):
    used = {directory for root in roots.values() for _, menu in root.walk() for directory in menu.directories}
    there = {os.path.basename(path) for path in glob.glob(os.path.join(LAYOUTS, "directories", "*"))}
    check_equal(sorted(used - there), [], "<Directory> files that are missing")
    check_equal(sorted(there - used), [], "files in directories/ that no menu uses")
    for name, root in roots.items():
        for path, menu in root.walk():
            if path:
                base = "easyos-" if name.startswith("easyos") else "pekwm-"
                wanted = base + path[-1].lower() + ".directory"
                check_equal(menu.directories, [wanted], "%s: directory of %s" % (name, "/".join(path)))
    for name in sorted(there):
        groups, faults = read_key_file(os.path.join(LAYOUTS, "directories", name))
        check_equal(faults, [], name)
        check_equal([group for group, _ in groups], ["Desktop Entry"], name + ": groups")
        keys = [key for key, _ in groups[0][1]] if groups else []
        check_equal(keys, ["Type", *name_keys(expected.LANGUAGES), "Icon"], name + ": keys")
        check(("Type", "Directory") in (groups[0][1] if groups else []), name + ": Type is not Directory")


def check_labels():
    groups, faults = read_key_file(os.path.join(LAYOUTS, "labels"))
    check_equal(faults, [], "labels")
    looks = ["look-" + name.partition(".")[0] for name in os.listdir(PALETTES)]
    others = set(looks) - set(expected.LABELS)  # of a look that somebody adds; it may have a label, too
    check_equal(sorted(label for label, _ in groups if label not in others), sorted(expected.LABELS), "labels: groups")
    for label, pairs in groups:
        check_equal([key for key, _ in pairs], name_keys(expected.LANGUAGES), "labels: keys of " + label)


# Other readers of .menu files

def make_tree(tree):
    """A sealed tree with the layouts and one application for each category and each known application."""
    entries = {}
    for _, _, categories in expected_groups():
        for category in categories:
            entries["single-%s.desktop" % category] = [category]
    for number, (_, categories, _, _) in enumerate(applications()):
        entries["known-%d.desktop" % number] = categories
    entries["nothing.desktop"] = []
    for folder in ("etc/menus", "share/applications", "share/desktop-directories", "home"):
        os.makedirs(os.path.join(tree, folder))
    for path in glob.glob(os.path.join(LAYOUTS, "*.menu")):
        os.symlink(path, os.path.join(tree, "etc/menus", os.path.basename(path)))
    for path in glob.glob(os.path.join(LAYOUTS, "directories", "*")):
        os.symlink(path, os.path.join(tree, "share/desktop-directories", os.path.basename(path)))
    for name, categories in entries.items():
        with open(os.path.join(tree, "share/applications", name), "w", encoding="utf-8") as file:
            file.write("[Desktop Entry]\nType=Application\nName=%s\nExec=true\nCategories=%s\n"
                       % (name, "".join(category + ";" for category in categories)))
    environment = {key: value for key, value in os.environ.items() if key == "PATH"}
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        environment[variable] = tree + "/home"
    environment.update(XDG_CONFIG_DIRS=tree + "/etc", XDG_DATA_DIRS=tree + "/share", LC_ALL="C.UTF-8",
                       CACHE_GEN_VERSION="1.1")
    return entries, environment


def ask_menu_cache(program, prefix, tree, environment):
    """Application -> the menus that lxpanel shows it in."""
    output = os.path.join(tree, prefix + ".cache")
    subprocess.run([program, "-i", "applications.menu", "-o", output], check=True, timeout=20,
                   env=dict(environment, XDG_MENU_PREFIX=prefix + "-"))
    with open(output, encoding="utf-8") as file:
        lines = file.read().split("\n")
    number, found, path = 4 + int(lines[2]), {}, []  # version, name, count, that many folders, known desktops
    while number < len(lines):
        line = lines[number]
        if line.startswith("+"):
            path.append(line[1:])
            number += 6
        elif line.startswith("-") and len(line) > 1:
            found.setdefault(line[1:], []).append(tuple(path[1:]))
            number += 10
        else:
            if not line and path:
                path.pop()
            number += 1
    return found


PYXDG = """
import sys, xdg.Menu
def show(menu, path):
    for entry in menu.getEntries():
        if isinstance(entry, xdg.Menu.Menu):
            show(entry, path + [entry.Name])
        elif isinstance(entry, xdg.Menu.MenuEntry):
            print(entry.DesktopFileID, "/".join(path), sep="|")
show(xdg.Menu.parse(sys.argv[1]), [])
"""


def ask_pyxdg(prefix, tree, environment):
    path = "%s/etc/menus/%s-applications.menu" % (tree, prefix)
    run = subprocess.run([sys.executable, "-c", PYXDG, path], check=True, timeout=60, env=environment,
                         stdout=subprocess.PIPE, universal_newlines=True)
    found = {}
    for line in run.stdout.splitlines():
        name, _, path = line.partition("|")
        found.setdefault(name, []).append(tuple(path.split("/")))
    return found


def check_readers(roots):
    """Stock readers place every entry as the specification does. Inlined, a group's entries are those of its menu."""
    folders = ("/usr/lib/menu-cache", "/usr/lib/*/menu-cache", "/usr/libexec", "/usr/libexec/menu-cache")
    programs = [path for folder in folders for path in glob.glob(folder + "/menu-cache-gen")]
    readers = {}
    if programs:
        readers["menu-cache"] = lambda *arguments: ask_menu_cache(programs[0], *arguments)
    if importlib.util.find_spec("xdg"):
        readers["python3-xdg"] = ask_pyxdg
    with tempfile.TemporaryDirectory() as tree:
        entries, environment = make_tree(tree)
        for (reader, ask), (prefix, root) in itertools.product(readers.items(), roots.items()):
            try:
                found = ask(prefix, tree, environment)
            except (OSError, subprocess.SubprocessError) as error:
                check(False, "%s, %s: %s" % (reader, prefix, error))
                continue
            for name, categories in entries.items():
                wanted = menu_model.places(root, set(categories))
                if reader == "menu-cache" and prefix != "pekwm":
                    cascading = prefix == "easyos-cascading"
                    wanted = [path if cascading and not path[-1].endswith("-Sub") else path[:1] for path in wanted]
                what = "%s, %s: %s" % (reader, prefix, ";".join(categories))
                check_equal(sorted(found.get(name, [])), sorted(wanted), what)
    return sorted(readers)


def main():
    for path in sorted(glob.glob(os.path.join(LAYOUTS, "*.menu"))):
        check_xml(path)
    prefixes = ("easyos", "easyos-cascading", "easyos-container", "pekwm")
    roots = {prefix: menu_model.load(menu_file(prefix)) for prefix in prefixes}
    check_easyos_structure(roots["easyos"])
    check_cascading_structure(roots["easyos-cascading"])
    check(roots["easyos-container"].menus["Setup"].deleted, "container: Setup is there")
    check_equal(sorted(roots["pekwm"].menus), sorted(PLAIN), "pekwm: menus")
    check_single_categories(roots)
    check_registered_categories(roots)
    check_applications(roots)
    check_random_sets(roots)
    check_directories(roots)
    check_labels()
    readers = check_readers(roots) if not failures else []
    for message in failures:
        print("FAILED " + message)
    print("also read with: " + (", ".join(readers) or "no other reader"))
    print("%d passed, %d failed" % (passed, len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
