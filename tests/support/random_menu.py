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
    """Fills the folder `root`, whose path has no character that XML would mind."""
    Tree(root, random.Random(seed)).write()


class Tree:
    def __init__(self, root, source):
        self.root = root
        self.random = source

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
        for name in self.some(MERGED_FILES, 0.5):
            self.menu_file(name, "")
        self.menu_file(MENU_FILE, "<DefaultAppDirs/><DefaultDirectoryDirs/>")

    # .desktop and .directory files

    def desktop_entry(self):
        keys = {"Type": "Application", "Name": "%s %s" % (self.pick(WORDS), self.pick(WORDS)), "Exec": "true",
                "Categories": "".join(category + ";" for category in self.some(CATEGORIES, 0.35))}
        if self.chance(0.1):
            del keys["Categories"]
        if self.chance(0.2):
            keys.update(self.pick(({"NoDisplay": "true"}, {"Hidden": "true"}, {"Hidden": "false"}, {"Type": "Link"},
                                   {"OnlyShowIn": "GNOME;"}, {"OnlyShowIn": "GNOME;pekwm;"}, {"NotShowIn": "pekwm;"},
                                   {"Exec": ""}, {"Name": ""})))
        return key_file(keys)

    def directory_entry(self):
        keys = {"Type": "Directory", "Name": self.pick(WORDS)}
        if self.chance(0.15):
            keys.update(self.pick(({"NoDisplay": "true"}, {"Hidden": "true"}, {"OnlyShowIn": "GNOME;"})))
        return key_file(keys)

    # .menu files

    def menu_file(self, name, start):
        self.file(name, "<Menu><Name>Applications</Name>%s%s</Menu>\n" % (start, self.elements(0)))

    def elements(self, depth):
        """The children of a <Menu>, in random order but for what would mean little elsewhere."""
        parts = [self.rules() for _ in range(self.random.randint(1, 3))]
        parts += [self.menu(depth + 1) for _ in range(self.random.randint(1 if depth < 2 else 0, 4 - depth))]
        occasional = ((0.15, self.only_unallocated), (0.06, self.deleted), (0.2, self.app_dir), (0.3, self.directory),
                      (0.1, self.directory_dir), (0.25, self.move), (0.4, self.layout), (0.2, self.default_layout),
                      (0.5 / (depth + 1), self.merge), (0.06, self.legacy))
        for likely, make in occasional:
            while self.chance(likely):
                parts.append(make())
        self.random.shuffle(parts)
        return "\n".join(parts)

    def menu(self, depth):
        return "<Menu><Name>%s</Name>%s</Menu>" % (self.pick(MENU_NAMES), self.elements(depth))

    def rules(self):
        tag = "Include" if self.chance(0.8) else "Exclude"
        return "<%s>%s</%s>" % (tag, self.rule_list(0), tag)

    def rule_list(self, depth):
        return "".join(self.rule(depth) for _ in range(self.random.choice((0, 1, 1, 1, 2, 3))))

    def rule(self, depth):
        tags = ("Category",) * 6 + ("Filename",) * 3
        tag = self.pick(tags + ("And", "Or", "Not", "All") if depth < 3 else tags)
        if tag == "All":
            return "<All/>"
        content = {"Category": lambda: self.pick(CATEGORIES + ("Legacy",)), "Filename": self.id}.get(tag)
        return "<%s>%s</%s>" % (tag, content() if content else self.rule_list(depth + 1), tag)

    def id(self):
        return self.pick(FILES).replace("/", "-")

    def only_unallocated(self):
        return self.pick(("<OnlyUnallocated/>", "<OnlyUnallocated/>", "<NotOnlyUnallocated/>"))

    def deleted(self):
        return self.pick(("<Deleted/>", "<NotDeleted/>"))

    def app_dir(self):
        folder = self.pick(APPLICATION_FOLDERS + EXTRA_FOLDERS + ("none",))
        return "<AppDir>%s/%s</AppDir>" % (escape(self.root), folder)

    def directory(self):
        return "<Directory>%s</Directory>" % self.pick(TITLES)

    def directory_dir(self):
        return "<DirectoryDir>%s/%s</DirectoryDir>" % (escape(self.root), self.pick(TITLE_FOLDERS))

    def move(self):
        pairs = ["<Old>%s</Old><New>%s</New>" % (self.menu_path(), self.menu_path())
                 for _ in range(self.random.randint(1, 3))]
        return "<Move>%s</Move>" % "".join(pairs)

    def menu_path(self):
        return "/".join(self.pick(MENU_NAMES) for _ in range(self.random.choice((1, 1, 1, 2, 2, 3))))

    def merge(self):
        names = [os.path.relpath(name, "config/menus") for name in MERGED_FILES if name.startswith("config/")]
        return self.pick(("<MergeFile>%s</MergeFile>" % self.pick(names), "<MergeFile>none.menu</MergeFile>",
                          "<MergeDir>%s/config/menus/parts</MergeDir>" % escape(self.root), "<DefaultMergeDirs/>",
                          '<MergeFile type="path">%s/%s</MergeFile>' % (escape(self.root), self.pick(MERGED_FILES))))

    def legacy(self):
        prefix = self.pick(("", ' prefix="old-"'))
        return "<LegacyDir%s>%s/legacy</LegacyDir>" % (prefix, escape(self.root))

    def layout(self):
        return "<Layout>%s</Layout>" % ("" if self.chance(0.15) else self.layout_items())

    def default_layout(self):
        return "<DefaultLayout%s>%s</DefaultLayout>" % (self.layout_attributes(),
                                                        "" if self.chance(0.4) else self.layout_items())

    def layout_items(self):
        merges = self.pick((['<Merge type="all"/>'], ['<Merge type="menus"/>', '<Merge type="files"/>'],
                            ['<Merge type="files"/>', '<Merge type="menus"/>'], []))
        items = merges + ["<Separator/>"] * self.random.randint(0, 3)
        items += ["<Menuname%s>%s</Menuname>" % (self.layout_attributes(), self.pick(MENU_NAMES))
                  for _ in range(self.random.randint(0, 3))]
        items += ["<Filename>%s</Filename>" % self.id() for _ in range(self.random.randint(0, 2))]
        self.random.shuffle(items)
        return "".join(items)

    def layout_attributes(self):
        attributes = ['%s="%s"' % (flag, self.pick(("true", "true", "false"))) for flag in self.some(LAYOUT_FLAGS, 0.3)]
        if self.chance(0.3):
            attributes.append('inline_limit="%d"' % self.random.randint(0, 5))
        return "".join(" " + attribute for attribute in attributes)

    # the dice

    def chance(self, likely):
        return self.random.random() < likely

    def pick(self, choices):
        return self.random.choice(choices)

    def some(self, choices, likely):
        return [choice for choice in choices if self.chance(likely)]

    def file(self, name, text):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def key_file(keys):
    return "[Desktop Entry]\n" + "".join("%s=%s\n" % pair for pair in keys.items())
