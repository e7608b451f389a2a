"""Random trees of .menu, .desktop and .directory files: the same seed always makes the same tree.

Names are few, so that menus of the same name, moves to menus that exist and entries with the same ID are common.
"""

import os
import random

from xml.sax.saxutils import escape

DESKTOP = "pekwm"
MENU_FILE = "config/menus/applications.menu"
MENU_NAMES = ("Alpha", "Beta", "Gamma", "delta", "Empty")
CATEGORIES = ("Game", "Office", "Network", "Utility", "Science")
FILES = ("a.desktop", "b.desktop", "c.desktop", "d.desktop", "e.desktop", "f.desktop", "sub/a.desktop",
         "sub/deep/b.desktop", "sub-c.desktop", "other/d.desktop")
WORDS = ("Anchor", "anchor", "Bridge", "Castle", "castle", "Dam", "Engine", "Ferry", "Gate", "Harbour")
APPLICATION_FOLDERS = ("home/.local/share/applications", "data1/applications", "data2/applications")
EXTRA_FOLDERS = ("extra1", "extra2")
TITLE_FOLDERS = ("home/.local/share/desktop-directories", "data1/desktop-directories", "titles")
TITLES = ("one.directory", "two.directory", "three.directory")
MERGED_FILES = ("config/menus/merge1.menu", "config/menus/merge2.menu", "config/menus/parts/1.menu",
                "config/menus/parts/2.menu", "config/menus/applications-merged/1.menu",
                "home/.config/menus/applications-merged/2.menu")
LAYOUT_FLAGS = ("show_empty", "inline", "inline_header", "inline_alias")
UNALLOCATED = "Other"
# What a tree can be without, for readers that do not manage it.
FEATURES = {
    "small letters": "words and menu names that begin with a small letter",
    "hidden entries": "Hidden=true in entries, which masks worse files",
    "unusable entries": "entries without Name or Exec, and links",
    "other desktops": "entries that other desktops show and this one does not",
    "hidden titles": ".directory files that are Hidden or of another desktop",
    "unwanted titles": ".directory files with NoDisplay",
    "merges anywhere": "merges in any menu; without it each file is merged once, into the root by the main file",
    "folders of several files": "a <MergeDir> with more than one file, whose order is nobody's rule",
    "many OnlyUnallocated": "in any menu; without it half of the trees have one in a menu of its own, and the others"
                            " leave something to it: they have few rules, no <Exclude>, no <Deleted>, no <AppDir>"
                            " below the root and a <Merge> in each layout",
    "deep AppDirs": "<AppDir> in menus below the root, and folders a second time",
    "empty Deleted": "a deleted menu that has nothing in it",
    "Deleted roots": "<Deleted> in a root, the file's own or a merged one's",
    "free moves": "any <Move>; without it each is to a name that nothing else has, and in an element of its own",
    "deep moves": "<Move> below the root of a file, and from or to a path of several names",
    "LegacyDirs": "<LegacyDir>, with and without a prefix",
    "empty operators": "<And>, <Or> and <Not> without content",
    "empty layouts": "<Layout> and <DefaultLayout> without content",
    "DefaultLayout attributes": "all of them",
    "Menuname attributes": "all of them",
    "inline": "the attributes that are about it; without it show_empty is left",
    "layouts without Merge": "what such a one does not name is not shown",
    "mixed merges": "<Merge type=all>",
    "Filenames in layouts": "of entries that the menu has and of others",
    "repeated names": "the same name twice in a layout",
}


def environment(root):
    return {"HOME": root + "/home", "XDG_DATA_HOME": root + "/home/.local/share",
            "XDG_CONFIG_HOME": root + "/home/.config", "XDG_CACHE_HOME": root + "/home/.cache",
            "XDG_DATA_DIRS": "%s/data1:%s/data2" % (root, root), "XDG_CONFIG_DIRS": root + "/config",
            "XDG_CURRENT_DESKTOP": DESKTOP, "PATH": root + "/bin", "LANG": "C.UTF-8"}


def data_folders(root):
    return (root + "/home/.local/share", root + "/data1", root + "/data2")


def config_folders(root):
    return (root + "/home/.config", root + "/config")


def write_tree(root, seed, without=()):
    """Fills the folder `root`, whose path has no character that XML would mind; `without` names FEATURES."""
    unknown = set(without).difference(FEATURES)
    if unknown:
        raise ValueError("no such features: %s" % ", ".join(unknown))
    Tree(root, random.Random(seed), without).write()


class Tree:
    def __init__(self, root, source, without=()):
        self.root = root
        self.random = source
        self.without = frozenset(without)
        self.is_main_file = False
        self.has_one_unallocated = not self.has("many OnlyUnallocated") and self.chance(0.5)
        self.has_few_rules = self.has_one_unallocated

    def has(self, feature):
        return feature not in self.without

    def write(self):
        for folder in APPLICATION_FOLDERS + EXTRA_FOLDERS:
            for name in self.some(FILES, 0.6):
                self.file(os.path.join(folder, name), self.desktop_entry())
        # File names in a legacy hierarchy are unique: which of two would be taken is nobody's rule.
        for number, folder in enumerate(self.some(("", "Alpha/", "Alpha/Beta/", "Gamma/"), 0.7)):
            self.file("legacy/%sl%d.desktop" % (folder, number), self.desktop_entry())
            if self.chance(0.3):
                self.file("legacy/%s.directory" % folder, self.directory_entry())
        for folder in TITLE_FOLDERS:
            for name in self.some(TITLES, 0.4):
                self.file(os.path.join(folder, name), self.directory_entry())
        for name in self.merged_files():
            self.menu_file(name, "")
        self.is_main_file = True
        self.menu_file(MENU_FILE, "<DefaultAppDirs/><DefaultDirectoryDirs/>")

    def merged_files(self):
        seen = set()
        for name in self.some(MERGED_FILES, 0.5):
            folder = os.path.dirname(name)
            if self.has("folders of several files") or folder == "config/menus" or folder not in seen:
                seen.add(folder)
                yield name

    # .desktop and .directory files

    def desktop_entry(self):
        keys = {"Type": "Application", "Name": "%s %s" % (self.word(), self.word()), "Exec": "true",
                "Categories": "".join(category + ";" for category in self.some(CATEGORIES, 0.35))}
        if self.chance(0.1):
            del keys["Categories"]
        if self.chance(0.2):
            keys.update(self.pick(self.allowed((
                ({"NoDisplay": "true"}, ""), ({"Hidden": "true"}, "hidden entries"), ({"Hidden": "false"}, ""),
                ({"Type": "Link"}, "unusable entries"), ({"OnlyShowIn": "GNOME;"}, "other desktops"),
                ({"OnlyShowIn": "GNOME;pekwm;"}, ""), ({"NotShowIn": "pekwm;"}, "other desktops"),
                ({"Exec": ""}, "unusable entries"), ({"Name": ""}, "unusable entries")))))
        return key_file(keys)

    def directory_entry(self):
        keys = {"Type": "Directory", "Name": self.word()}
        if self.chance(0.15):
            keys.update(self.pick(self.allowed((
                ({"NoDisplay": "true"}, "unwanted titles"), ({"Hidden": "true"}, "hidden titles"),
                ({"OnlyShowIn": "GNOME;"}, "hidden titles"), ({}, "")))))
        return key_file(keys)

    def word(self):
        word = self.pick(WORDS)
        return word if self.has("small letters") else word.capitalize()

    # .menu files

    def menu_file(self, name, start):
        self.file(name, "<Menu><Name>Applications</Name>%s%s</Menu>\n" % (start, self.elements(0)))

    def elements(self, depth):
        """The children of a <Menu>, in random order but for what would mean little elsewhere."""
        is_root = depth == 0
        is_main_root = is_root and self.is_main_file
        parts = [self.rules() for _ in range(self.random.randint(1, 3))]
        parts += [self.menu(depth + 1) for _ in range(self.random.randint(1 if depth < 2 else 0, 4 - depth))]
        deep_app_dirs = self.has("deep AppDirs") and not self.has_one_unallocated
        occasional = (
            (0.15, self.only_unallocated, self.has("many OnlyUnallocated")),
            (0.06, self.deleted, not self.has_one_unallocated and (self.has("Deleted roots") or not is_root)),
            (0.2, self.app_dir, deep_app_dirs or is_main_root),
            (0.3, self.directory, True),
            (0.1, self.directory_dir, True),
            (0.25, self.move, self.has("deep moves") or is_root),
            (0.4, self.layout, True),
            (0.2, self.default_layout, True),
            (0.5 / (depth + 1), self.merge, self.has("merges anywhere")),
            (0.06, self.legacy, self.has("LegacyDirs")))
        for likely, make, is_allowed in occasional:
            while is_allowed and self.chance(likely):
                parts.append(make())
        if is_main_root and not self.has("merges anywhere"):
            parts += self.merges_of_different_files()
        if is_main_root and self.has_one_unallocated:
            parts.append(self.unallocated_menu())
        self.random.shuffle(parts)
        return "\n".join(parts)

    def menu(self, depth):
        return "<Menu><Name>%s</Name>%s</Menu>" % (self.menu_name(), self.elements(depth))

    def unallocated_menu(self):
        self.has_few_rules = False
        rules = "".join(self.rules() for _ in range(2))
        self.has_few_rules = True
        return "<Menu><Name>%s</Name><OnlyUnallocated/>%s</Menu>" % (UNALLOCATED, rules)

    def menu_name(self):
        name = self.pick(MENU_NAMES)
        return name if self.has("small letters") else name.capitalize()

    def rules(self):
        tag = "Include" if self.chance(0.8) or self.has_one_unallocated else "Exclude"
        return "<%s>%s</%s>" % (tag, self.rule_list(0), tag)

    def rule_list(self, depth):
        # An empty <And> matches everything.
        may_be_empty = depth == 0 or (self.has("empty operators") and not self.has_few_rules)
        counts = (0, 1, 1, 1, 2, 3) if may_be_empty else (1, 1, 1, 2, 3)
        return "".join(self.rule(depth) for _ in range(self.pick(counts)))

    def rule(self, depth):
        plain = ("Category",) * 6 + (() if self.has_few_rules else ("Filename",) * 3)
        nested = ("And", "Or") if self.has_few_rules else ("And", "Or", "Not", "All")
        tag = self.pick(plain + nested if depth < 3 else plain)
        if tag == "All":
            return "<All/>"
        content = {"Category": self.category, "Filename": self.id}.get(tag)
        return "<%s>%s</%s>" % (tag, content() if content else self.rule_list(depth + 1), tag)

    def category(self):
        return self.pick(CATEGORIES[:2] if self.has_few_rules else CATEGORIES + ("Legacy",))

    def id(self):
        return self.pick(FILES).replace("/", "-")

    def only_unallocated(self):
        return self.pick(("<OnlyUnallocated/>", "<OnlyUnallocated/>", "<NotOnlyUnallocated/>"))

    def deleted(self):
        content = "" if self.has("empty Deleted") else "<Include><All/></Include>"
        return self.pick(("<Deleted/>", "<NotDeleted/>")) + content

    def app_dir(self):
        defaults = APPLICATION_FOLDERS if self.has("deep AppDirs") else ()
        folder = self.pick(defaults + EXTRA_FOLDERS + ("none",))
        return "<AppDir>%s/%s</AppDir>" % (escape(self.root), folder)

    def directory(self):
        return "<Directory>%s</Directory>" % self.pick(TITLES)

    def directory_dir(self):
        return "<DirectoryDir>%s/%s</DirectoryDir>" % (escape(self.root), self.pick(TITLE_FOLDERS))

    def move(self):
        if not self.has("free moves"):
            old = self.menu_path()
            return "<Move><Old>%s</Old><New>%s moved</New></Move>" % (old, old)
        pairs = ["<Old>%s</Old><New>%s</New>" % (self.menu_path(), self.menu_path())
                 for _ in range(self.random.randint(1, 3))]
        return "<Move>%s</Move>" % "".join(pairs)

    def menu_path(self):
        lengths = (1, 1, 1, 2, 2, 3) if self.has("deep moves") else (1,)
        return "/".join(self.menu_name() for _ in range(self.pick(lengths)))

    def merges_of_different_files(self):
        folder = "%s/config/menus" % escape(self.root)
        return self.some(("<MergeFile>merge1.menu</MergeFile>", "<DefaultMergeDirs/>",
                          '<MergeFile type="path">%s/merge2.menu</MergeFile>' % folder,
                          "<MergeDir>%s/parts</MergeDir>" % folder), 0.7)

    def merge(self):
        names = [os.path.relpath(name, "config/menus") for name in MERGED_FILES if name.startswith("config/")]
        return self.pick(("<MergeFile>%s</MergeFile>" % self.pick(names), "<MergeFile>none.menu</MergeFile>",
                          "<MergeDir>%s/config/menus/parts</MergeDir>" % escape(self.root), "<DefaultMergeDirs/>",
                          '<MergeFile type="path">%s/%s</MergeFile>' % (escape(self.root), self.pick(MERGED_FILES))))

    def legacy(self):
        prefix = self.pick(("", ' prefix="old-"'))
        return "<LegacyDir%s>%s/legacy</LegacyDir>" % (prefix, escape(self.root))

    def layout(self):
        return "<Layout>%s</Layout>" % ("" if self.is_empty_layout(0.15) else self.layout_items())

    def default_layout(self):
        attributes = self.layout_attributes() if self.has("DefaultLayout attributes") else ""
        content = "" if self.is_empty_layout(0.4) else self.layout_items()
        return "<DefaultLayout%s>%s</DefaultLayout>" % (attributes, content)

    def is_empty_layout(self, likely):
        return self.has("empty layouts") and self.chance(likely)

    def layout_items(self):
        merges = self.allowed(((['<Merge type="all"/>'], "mixed merges"),
                               (['<Merge type="menus"/>', '<Merge type="files"/>'], ""),
                               (['<Merge type="files"/>', '<Merge type="menus"/>'], "")))
        if self.has("layouts without Merge") and not self.has_one_unallocated:
            merges.append([])
        items = self.pick(merges) + ["<Separator/>"] * self.random.randint(0, 3)
        for name in self.names(self.menu_name, 3):
            attributes = self.layout_attributes() if self.has("Menuname attributes") else ""
            items.append("<Menuname%s>%s</Menuname>" % (attributes, name))
        if self.has("Filenames in layouts"):
            items += ["<Filename>%s</Filename>" % name for name in self.names(self.id, 2)]
        if not items and not self.has("empty layouts"):
            items.append("<Separator/>")
        self.random.shuffle(items)
        return "".join(items)

    def names(self, make, most):
        names = [make() for _ in range(self.random.randint(0, most))]
        return names if self.has("repeated names") else list(dict.fromkeys(names))

    def layout_attributes(self):
        flags = LAYOUT_FLAGS if self.has("inline") else LAYOUT_FLAGS[:1]
        attributes = ['%s="%s"' % (flag, self.pick(("true", "true", "false"))) for flag in self.some(flags, 0.3)]
        if self.has("inline") and self.chance(0.3):
            attributes.append('inline_limit="%d"' % self.random.randint(0, 5))
        return "".join(" " + attribute for attribute in attributes)

    # the dice

    def chance(self, likely):
        return self.random.random() < likely

    def pick(self, choices):
        return self.random.choice(choices)

    def allowed(self, choices):
        """Of (choice, feature) the choices whose feature is not left out."""
        return [choice for choice, feature in choices if self.has(feature)]

    def some(self, choices, likely):
        return [choice for choice in choices if self.chance(likely)]

    def file(self, name, text):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def key_file(keys):
    return "[Desktop Entry]\n" + "".join("%s=%s\n" % pair for pair in keys.items())
