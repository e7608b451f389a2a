"""The Desktop Menu specification 1.1 as a plain program that tests compare others with.

It follows the text step by step and is in no hurry: a <Menu> stays the list of its child elements until the very end.
Where the text leaves something open, "choice" marks what xdg2pekwm does.

    menu = load("applications.menu", Places(data_folders, config_folders))
    places(menu, {"Game", "Network"})     the menus that show an entry with these categories
    show(menu, desktops)                  the menu as it is shown, in tuples
"""

import dataclasses
import functools
import os
import xml.etree.ElementTree as ET

RULES = ("Include", "Exclude")
PLAIN_LAYOUT = ET.fromstring('<Layout><Merge type="menus"/><Merge type="files"/></Layout>')
PLAIN_OPTIONS = {"show_empty": "false", "inline": "false", "inline_limit": "4", "inline_header": "true",
                 "inline_alias": "false"}


@dataclasses.dataclass(frozen=True)
class Places:
    """The base directories, best first."""
    data_folders: tuple = ()
    config_folders: tuple = ()


@dataclasses.dataclass(eq=False)
class Element:
    """A child element of a <Menu> that is none itself. Paths are absolute, whatever file they stood in."""
    tag: str
    text: str = ""
    xml: ET.Element = None
    legacy_prefix: str = None  # of an <AppDir> that stands for a <LegacyDir>


@dataclasses.dataclass(eq=False)
class Menu:
    name: str
    elements: list  # of Element and Menu, in document order

    @property
    def children(self):
        return [element for element in self.elements if isinstance(element, Menu)]

    def all(self, *tags):
        return [element for element in self.elements if isinstance(element, Element) and element.tag in tags]

    def last(self, *tags):
        return (self.all(*tags) or [None])[-1]

    def walk(self, path=()):
        yield path, self
        for child in self.children:
            yield from child.walk(path + (child.name,))

    # What the elements come down to, once all merging is done.

    @functools.cached_property
    def menus(self):
        return {child.name: child for child in self.children}

    @functools.cached_property
    def rules(self):
        return [element.xml for element in self.all(*RULES)]

    @functools.cached_property
    def directories(self):
        return [element.text for element in self.all("Directory")]

    @functools.cached_property
    def only_unallocated(self):
        return self._is_on("OnlyUnallocated", "NotOnlyUnallocated")

    @functools.cached_property
    def deleted(self):
        return self._is_on("Deleted", "NotDeleted")

    @functools.cached_property
    def layout(self):
        return self._xml_of_last("Layout")

    @functools.cached_property
    def default_layout(self):
        return self._xml_of_last("DefaultLayout")

    def _is_on(self, on, off):
        element = self.last(on, off)
        return element is not None and element.tag == on

    def _xml_of_last(self, tag):
        element = self.last(tag)
        return None if element is None else element.xml


# Files to elements ("Format of menu files", and the first step of "Merging")

def load(path, places=Places()):
    """The menu of a file after all of "Merging", but for deleted menus: they are there, and say that they are."""
    xml = ET.parse(path).getroot()
    root = Menu(xml.findtext("Name"), Loader(places).elements(xml, (path,), set()))
    consolidate(root)
    move(root)
    return root


class Loader:
    def __init__(self, places):
        self.places = places

    def elements(self, xml, files, merged):
        """The elements of a <Menu> in the last of `files`, each of which merges the next. Of duplicate merges the
        last is used, so they are looked at from the end; `merged` has what was merged into this <Menu> already."""
        backwards = []
        for child in reversed(xml):
            backwards += reversed(self.expand(child, files, merged))
        return backwards[::-1]

    def expand(self, xml, files, merged):
        """What stands in the place of one element."""
        folder = os.path.dirname(files[-1])
        text = (xml.text or "").strip()
        path = os.path.normpath(os.path.join(folder, text))
        if xml.tag == "Menu":
            return [Menu(xml.findtext("Name"), self.elements(xml, files, set()))]
        if xml.tag == "MergeFile":
            if xml.get("type") == "parent":
                return self.merge_all(self.parent_of(files[-1]), files, merged)
            return self.merge_all([path], files, merged)
        if xml.tag == "MergeDir":
            return self.merge_all(menu_files(path), files, merged)
        if xml.tag == "DefaultMergeDirs":
            stem = "applications" if files[-1].endswith("applications.menu") else os.path.basename(files[-1])[:-5]
            return self.merge_all([file for config in reversed(self.places.config_folders)
                                   for file in menu_files("%s/menus/%s-merged" % (config, stem))], files, merged)
        if xml.tag == "LegacyDir":
            if ("legacy", path) in merged:
                return []
            merged.add(("legacy", path))
            return legacy_elements(path, xml.get("prefix", ""))
        if xml.tag == "DefaultAppDirs":
            return [Element("AppDir", data + "/applications") for data in reversed(self.places.data_folders)]
        if xml.tag == "DefaultDirectoryDirs":
            return [Element("DirectoryDir", data + "/desktop-directories")
                    for data in reversed(self.places.data_folders)]
        if xml.tag in ("AppDir", "DirectoryDir"):
            return [Element(xml.tag, path)]
        return [Element(xml.tag, text, xml)]

    def merge_all(self, paths, files, merged):
        backwards = []
        for path in reversed(paths):
            backwards += reversed(self.merge(path, files, merged))
        return backwards[::-1]

    def merge(self, path, files, merged):
        if path in files or path in merged or not os.path.exists(path):
            return []
        merged.add(path)
        elements = self.elements(ET.parse(path).getroot(), files + (path,), merged)
        return [element for element in elements if isinstance(element, Menu) or element.tag != "Name"]

    def parent_of(self, path):
        configs = list(self.places.config_folders)
        for index, config in enumerate(configs):
            if path.startswith(config + "/"):
                relative = path[len(config):]
                return [other + relative for other in configs[index + 1:] if os.path.exists(other + relative)][:1]
        return []  # choice: a file in no config folder has no parent


def menu_files(folder):
    """Choice: the specification names no order; it is that of the names."""
    if not os.path.isdir(folder):
        return []
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".menu")]


def legacy_elements(folder, prefix):
    """The <Menu> that "Legacy Menu Hierarchies" makes of a folder."""
    if not os.path.isdir(folder):
        return []
    include = ET.Element("Include")
    elements = [Element("AppDir", folder, legacy_prefix=prefix), Element("DirectoryDir", folder),
                Element("Include", xml=include)]
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            elements.append(Menu(name, legacy_elements(path, prefix)))
        elif name == ".directory":
            elements.append(Element("Directory", name))
        elif name.endswith(".desktop") and "Categories" not in read_keys(path):
            ET.SubElement(include, "Filename").text = prefix + name
    return elements


# The other steps of "Merging"

def consolidate(menu):
    """Menus of the same name become one, in the place of the last; of equal folders and titles the last stays."""
    groups = {}
    for child in menu.children:
        groups.setdefault(child.name, []).append(child)
    for group in groups.values():
        group[-1].elements = [element for child in group for element in child.elements]
    superfluous = {id(child) for group in groups.values() for child in group[:-1]}
    for tag in ("AppDir", "DirectoryDir", "Directory"):
        last = {element.text: element for element in menu.all(tag)}
        superfluous |= {id(element) for element in menu.all(tag) if last[element.text] is not element}
    menu.elements = [element for element in menu.elements if id(element) not in superfluous]
    for child in menu.children:
        consolidate(child)


def move(menu):
    """The moves of child menus come first."""
    for child in menu.children:
        move(child)
    for element in menu.all("Move"):
        menu.elements.remove(element)
        for old, new in zip(element.xml.findall("Old"), element.xml.findall("New")):
            move_one(menu, old.text.split("/"), new.text.split("/"))


def move_one(menu, old, new):
    parent = find(menu, old[:-1])
    origin = parent and find(parent, old[-1:])
    if origin is None or old == new:
        return
    # Choice: the origin is taken out first, so that a path below it leads to a new place.
    parent.elements.remove(origin)
    for name in new:
        destination = find(menu, [name])
        if destination is None:
            destination = Menu(name, [])
            menu.elements.append(destination)
        menu = destination
    destination.elements = [element for element in origin.elements
                            if isinstance(element, Menu) or element.tag != "Name"] + destination.elements
    consolidate(destination)


def find(menu, path):
    for name in path:
        menu = next((child for child in menu.children if child.name == name), None)
        if menu is None:
            return None
    return menu


# .desktop and .directory files: no more of them than the tests write

@dataclasses.dataclass(eq=False)
class Entry:
    id: str
    file: str
    keys: dict
    legacy: bool = False

    @property
    def name(self):
        return self.keys["Name"]

    @functools.cached_property
    def categories(self):
        return set(list_of(self.keys.get("Categories", ""))) | ({"Legacy"} if self.legacy else set())

    def is_visible(self, desktops):
        required = self.keys.get("Type") == "Application" and self.keys.get("Name") and self.keys.get("Exec")
        return bool(required) and is_displayed(self.keys, desktops) and self.keys.get("Hidden") != "true"


@functools.lru_cache(maxsize=None)
def read_keys(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def list_of(value):
    return [part for part in value.split(";") if part]


def is_displayed(keys, desktops):
    if keys.get("NoDisplay") == "true":
        return False
    for desktop in desktops:
        if desktop in list_of(keys.get("OnlyShowIn", "")):
            return True
        if desktop in list_of(keys.get("NotShowIn", "")):
            return False
    return "OnlyShowIn" not in keys


def entries_in(folder, legacy_prefix=None, prefix=""):
    """The entries of an <AppDir>; in a legacy hierarchy folders are no part of an ID."""
    if not os.path.isdir(folder):
        return
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            yield from entries_in(path, legacy_prefix, prefix + name + "-")
        elif name.endswith(".desktop"):
            id = prefix + name if legacy_prefix is None else legacy_prefix + name
            yield Entry(id, path, read_keys(path), legacy_prefix is not None)


# "Generating the menus"

def pools(menu, parent=None):
    """{menu: {ID: Entry}}: the menu's own entries, then those of its ancestors with other IDs."""
    pool = dict(parent or {})
    for element in menu.all("AppDir"):
        pool.update((entry.id, entry) for entry in entries_in(element.text, element.legacy_prefix))
    found = {menu: pool}
    for child in menu.children:
        found.update(pools(child, pool))
    return found


def matches(rule, entry):
    if rule.tag == "All":
        return True
    if rule.tag == "Filename":
        return rule.text == entry.id
    if rule.tag == "Category":
        return rule.text in entry.categories
    if rule.tag == "And":
        return all(matches(child, entry) for child in rule)
    if rule.tag in ("Or",) + RULES:
        return any(matches(child, entry) for child in rule)
    if rule.tag == "Not":
        return not any(matches(child, entry) for child in rule)
    raise ValueError("unexpected rule <%s>" % rule.tag)


def living(menu, path=()):
    """The menus that are not deleted, nor are those above them."""
    if path and menu.deleted:
        return  # choice: the root is never deleted
    yield path, menu
    for child in menu.children:
        yield from living(child, path + (child.name,))


def fill(root, pool_of):
    """{menu: its entries by ID}, after the two passes of <OnlyUnallocated>."""
    filled, allocated = {}, set()
    for second_pass in (False, True):
        before = set(allocated)
        for _, menu in living(root):
            if menu.only_unallocated != second_pass:
                continue
            included = {}
            for rule in menu.rules:
                for id, entry in pool_of[menu].items():
                    if (second_pass and id in before) or not matches(rule, entry):
                        continue
                    if rule.tag == "Include":
                        included[id] = entry
                        allocated.add(id)  # choice: by ID, whichever file a menu has of it
                    else:
                        included.pop(id, None)
            filled[menu] = included
    return filled


def places(root, categories):
    """The paths of the menus that show an entry with these categories."""
    entry = Entry("", "", {"Categories": ";".join(categories)})
    filled = fill(root, {menu: {"": entry} for _, menu in living(root)})
    return [path for path, menu in living(root) if filled[menu]]


def show(root, desktops):
    """The menu as it is shown: ("menu", name, title, items), ("entry", id, title, file), ("header", title) and
    ("separator",)."""
    pool_of = {menu: {id: entry for id, entry in pool.items() if entry.is_visible(desktops)}
               for menu, pool in pools(root).items()}
    return Arranger(fill(root, pool_of), desktops).arrange(root, (), None)


# Titles and order

class Arranger:
    def __init__(self, filled, desktops):
        self.filled = filled
        self.desktops = desktops

    def directory_of(self, menu, above):
        """The keys of the .directory file: of the last <Directory>, in the last <DirectoryDir> that has it, those of
        a menu before those of the menus above it."""
        folders = [element.text for level in above + (menu,) for element in level.all("DirectoryDir")]
        for name in reversed(menu.directories):
            files = [os.path.join(folder, name) for folder in reversed(folders)]
            file = next((file for file in files if os.path.exists(file)), None)
            if file and read_keys(file).get("Hidden") != "true":
                return read_keys(file)
        return {}

    def arrange(self, menu, above, inherited):
        keys = self.directory_of(menu, above)
        default = inherited if menu.default_layout is None else menu.default_layout
        options = dict(PLAIN_OPTIONS, **({} if default is None else default.attrib))
        layout = next((xml for xml in (menu.layout, default) if xml is not None and len(xml)), PLAIN_LAYOUT)

        children = {}
        for child in menu.children:
            hidden = not is_displayed(self.directory_of(child, above + (menu,)), self.desktops)
            if not child.deleted and not hidden:
                children[child.name] = self.arrange(child, above + (menu,), default)
        entries = {id: ("entry", id, entry.name, entry.file) for id, entry in self.filled[menu].items()}
        items = self.place(layout, options, children, entries)
        return ("menu", menu.name, keys.get("Name") or menu.name, items)

    def place(self, layout, options, children, entries):
        named = {(xml.tag, xml.text) for xml in layout}
        items, placed, shown = [], set(), set()

        def put(kind, item, options):
            if (kind, item[1]) in placed:
                return  # choice: what is named twice is shown where it is named first
            placed.add((kind, item[1]))
            new = submenu(item, options, shown) if kind == "Menuname" else [item]
            new = [item for item in new if item[0] != "entry" or item[1] not in shown]
            shown.update(item[1] for item in new if item[0] == "entry")
            items.extend(new)

        for xml in layout:
            if xml.tag == "Separator":
                items.append(("separator",))
            elif xml.tag == "Menuname" and xml.text in children:
                put(xml.tag, children[xml.text], dict(options, **xml.attrib))
            elif xml.tag == "Filename" and xml.text in entries:
                put(xml.tag, entries[xml.text], options)
            elif xml.tag == "Merge":
                menus = [] if xml.get("type") == "files" else [("Menuname", child) for child in children.values()]
                files = [] if xml.get("type") == "menus" else [("Filename", entry) for entry in entries.values()]
                for kind, item in sorted(menus + files, key=alphabetical):
                    if (kind, item[1]) not in named:
                        put(kind, item, options)
        return without_idle_separators(items)


def alphabetical(kind_and_item):
    """Choice: without regard to case, then with it, then by ID."""
    _, (_, id, name, *_) = kind_and_item
    return name.casefold(), name, id


def submenu(menu, options, shown):
    """What <Menuname> puts into a menu: the submenu, or its items, or nothing."""
    _, _, name, items = menu
    content = [item for item in items if item[0] in ("menu", "entry")]
    if not content and options["show_empty"] == "false":
        return []
    limit = int(options["inline_limit"])
    if options["inline"] == "false" or 0 < limit < len(content):
        return [menu]
    # Choice: an entry that an inlined menu brings a second time is not shown again.
    new = [item for item in items if item[0] != "entry" or item[1] not in shown]
    new = without_idle_separators(new)
    if options["inline_alias"] == "true" and len(content) == 1:
        return [item[:2] + (name,) + item[3:] if item in content else item for item in new]
    has_content = any(item[0] in ("menu", "entry") for item in new)
    if options["inline_header"] == "true" and (has_content or options["show_empty"] == "true"):
        return [("header", name)] + new
    return new


def without_idle_separators(items):
    kept = []
    for item in items:
        if item != ("separator",) or (kept and kept[-1] != item):
            kept.append(item)
    while kept and kept[-1] == ("separator",):
        kept.pop()
    return kept
