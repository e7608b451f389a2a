"""Trees of .desktop files to measure with: the same ones each time, from a seed, and with a known result.

Every entry gives its program an argument of its own, bench-00042, so that whatever a reader prints tells which entries
it shows. The program is one that is everywhere, since some readers leave out what is not installed.
"""

import dataclasses
import json
import os
import pathlib
import random
import re
import shutil
import time

DESKTOP = "pekwm"
PROGRAM = re.compile(rb"bench-(\d+)")
VERSION = "2"  # of what this file makes; trees of another version are made again
# Seconds after which the time of a file proves that it was not changed once more.
SETTLED = 0.1

CATEGORIES = ("AudioVideo", "Development", "Education", "Game", "Graphics", "Network", "Office", "Settings", "System",
              "Utility")
EXTRA_CATEGORIES = ("GTK", "Qt", "Player", "Viewer", "TextEditor", "Calculator", "WebBrowser", "FileTools")

# As many as the .desktop files of EasyOS have. The script of each is that of its speakers, so that files have the
# bytes of real ones.
LANGUAGES = (
    "af am ar as ast az be bg bn br bs ca ca@valencia cs csb cv cy da de dv dz el en_AU en_CA en_GB eo es es_AR es_MX "
    "et eu fa fi fil fo fr fr_CA fur fy ga gd gl gu ha haw he hi hr hsb hu hy ia id ig io is it ja jv ka kk kl km kn "
    "ko kok ks ku kw ky la lb li ln lo lt lv mai mg mi mk ml mn mr ms mt my nb nds ne nl nn no nso oc or os pa pap pl "
    "ps pt pt_BR qu rm ro ru rw sc sd se si sk sl so sq sr sr@latin sv sw ta te tg th tk tl tr tt ug uk ur uz uz@cyrillic "
    "vi wa xh yi yo zh_CN zh_HK zh_TW zu").split()[:124]
ALPHABETS = {
    "ru uk be bg mk sr kk ky mn tg tt cv os uz@cyrillic": "абвгдежзиклмнопрстуфхцчшыя",
    "ar fa ur ps sd ug ks": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "hi mr ne mai kok": "अआइईउकखगघचजटडणतथदनपबमयरलवशसह",
    "bn as": "অআইঈউকখগঘচজটডণতথদনপবমযরলশসহ",
    "zh_CN zh_HK zh_TW": "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要",
    "ja": "アイウエオカキクケコサシスセソタチツテトナニヌネノ",
    "ko": "가나다라마바사아자차카타파하거너더러머버",
    "el": "αβγδεζηθικλμνξοπρστυφχψω",
    "he yi": "אבגדהוזחטיכלמנסעפצקרשת",
    "th": "กขคงจฉชซญฐณดตถทนบปผพมยรลวศสหอ",
}
LATIN = "aeiouabcdefghiklmnoprstuvz"
ALPHABET_OF = {language: letters for languages, letters in ALPHABETS.items() for language in languages.split()}

TEXTS = 400  # that are made; files share them
SHAPES = {
    # How many languages a file's Name and Comment have, and which of the keys have them.
    "easyos": ((110, 118, 124), ("Name", "Comment")),
    "debian": ((0, 4, 20, 40, 60, 80), ("Name", "GenericName", "Comment", "Keywords")),
}

MENU = """<!DOCTYPE Menu PUBLIC "-//freedesktop//DTD Menu 1.0//EN" "http://www.freedesktop.org/standards/menu-spec/menu-1.0.dtd">
<Menu>
  <Name>Applications</Name>
  <DefaultAppDirs/>
  <DefaultDirectoryDirs/>
%s  <Menu>
    <Name>Other</Name>
    <Directory>bench-other.directory</Directory>
    <OnlyUnallocated/>
    <Include><All/></Include>
  </Menu>
</Menu>
"""
SUBMENU = """  <Menu>
    <Name>%(name)s</Name>
    <Directory>bench-%(name)s.directory</Directory>
    <Include><And><Category>%(name)s</Category><Not><Category>Screensaver</Category></Not></And></Include>
  </Menu>
"""


@dataclasses.dataclass(frozen=True)
class Corpus:
    name: str
    folder: pathlib.Path
    files: int        # .desktop files in all data folders
    shown: frozenset  # the numbers of the entries that a correct menu has

    def data_folders(self):
        return [self.folder / name for name in ("home", "local", "usr")]

    def environment(self, language="de_DE.UTF-8"):
        """All that decides about the menu, and nothing else."""
        home = self.folder / "user"
        return {
            "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "XDG_RUNTIME_DIR": str(home),
            "XDG_DATA_HOME": str(self.folder / "home"),
            "XDG_DATA_DIRS": "%s:%s" % (self.folder / "local", self.folder / "usr"),
            "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_CONFIG_DIRS": str(self.folder / "config"),
            "XDG_CURRENT_DESKTOP": DESKTOP, "PATH": "%s:/usr/bin:/bin" % (self.folder / "bin"),
            "LANG": language, "LC_ALL": language,
        }


def make(folder, name, count, shape, seed=1):
    """The corpus in `folder`, made now where it is not there yet. It is settled: its result can be kept at once."""
    folder = pathlib.Path(folder)
    about = folder / "about.json"
    wanted = [VERSION, name, count, shape, seed]
    try:
        known = json.loads(about.read_text())
        if known["wanted"] == wanted:
            return Corpus(name, folder, known["files"], frozenset(known["shown"]))
    except (OSError, ValueError, KeyError):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    shown = Maker(folder, shape, seed).run(count)
    about.write_text(json.dumps({"wanted": wanted, "files": count, "shown": sorted(shown)}))
    os.sync()  # else the system writes it to the disk while others are measured
    time.sleep(SETTLED)
    return Corpus(name, folder, count, frozenset(shown))


class Maker:
    def __init__(self, folder, shape, seed):
        self.folder = folder
        self.language_counts, self.translated = SHAPES[shape]
        self.single_folder = shape == "easyos"
        self.random = random.Random(seed)
        self.texts = {}

    def run(self, count):
        for name in ("home", "local", "usr"):
            (self.folder / name / "applications").mkdir(parents=True)
            (self.folder / name / "desktop-directories").mkdir()
        (self.folder / "config" / "menus").mkdir(parents=True)
        (self.folder / "user" / "cache").mkdir(parents=True)
        self.make_menu()
        # Every desktop has one, not every machine that measures.
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "x-terminal-emulator").touch(0o755)
        shown = set()
        number = made = 0
        while made < count:
            override = not self.single_folder and made + 2 <= count and self.random.random() < 0.05
            visible = self.write("usr" if override else self.place(), number)
            made += 1
            if override:  # a better folder's file of the same ID decides, whatever the other says
                visible = self.write(self.random.choice(("home", "local")), number)
                made += 1
            if visible:
                shown.add(number)
            number += 1
        return shown

    def place(self):
        if self.single_folder:
            return "usr"
        return self.random.choices(("home", "local", "usr"), (5, 10, 85))[0]

    def make_menu(self):
        submenus = "".join(SUBMENU % {"name": name} for name in CATEGORIES)
        (self.folder / "config/menus/applications.menu").write_text(MENU % submenus)
        for name in CATEGORIES + ("other",):
            path = self.folder / "usr/desktop-directories" / ("bench-%s.directory" % name)
            path.write_text("[Desktop Entry]\nType=Directory\nName=%s\nIcon=folder\n%s" % (name, self.lines("Name", 60)))

    def write(self, place, number):
        """Whether the file, read alone, is shown."""
        chance = self.random.random()
        languages = self.random.choice(self.language_counts)
        name = "%s %d" % (self.word("en"), number)
        lines = ["[Desktop Entry]", "Type=Application", "Version=1.0", "Name=" + name]
        for key in self.translated:
            if key != "Name":
                lines.append("%s=%s" % (key, self.text("en", key)))
            # Not all files have all of their keys in all languages.
            lines.append(self.lines(key, languages, " %d" % number if key == "Name" else "").rstrip("\n"))
        categories = [self.random.choice(CATEGORIES)] + self.random.sample(EXTRA_CATEGORIES, self.random.randrange(3))
        if self.random.random() < 0.03:
            categories = ["X-Bench"]  # for "Other"
        lines += ["Exec=true bench-%05d --open %%U" % number, "Icon=bench-icon-%d" % (number % 1000), "Terminal=false",
                  "Categories=%s;" % ";".join(categories), "StartupNotify=true", "MimeType=text/plain;text/x-log;"]
        if 0.10 <= chance < 0.12:
            lines.append("TryExec=/bin/sh")
        if chance < 0.05:
            lines.append("NoDisplay=true")
        elif chance < 0.07:
            lines.append("OnlyShowIn=GNOME;Unity;")
        elif chance < 0.08:
            lines.append("Hidden=true")
        elif chance < 0.10:
            lines.append("NotShowIn=KDE;")
        if self.random.random() < 0.1:
            lines += ["Actions=new-window;", "", "[Desktop Action new-window]", "Name=New window",
                      self.lines("Name", languages).rstrip("\n"), "Exec=true bench-%05d --new" % number]
        text = "\n".join(line for line in lines if line) + "\n"
        (self.folder / place / "applications" / ("bench-%05d.desktop" % number)).write_text(text)
        return chance >= 0.08

    def lines(self, key, languages, suffix=""):
        return "".join("%s[%s]=%s%s\n" % (key, language, self.text(language, key), suffix)
                       for language in LANGUAGES[:languages])

    def text(self, language, key):
        known = self.texts.setdefault((language, key), [])
        if len(known) < TEXTS // 20:
            words = self.random.randint(1, 2) if key in ("Name", "GenericName") else self.random.randint(3, 6)
            separator = ";" if key == "Keywords" else " "
            known.append(separator.join(self.word(language) for _ in range(words)) + (";" if key == "Keywords" else ""))
        return self.random.choice(known)

    def word(self, language):
        letters = ALPHABET_OF.get(language, LATIN)
        return "".join(self.random.choices(letters, k=self.random.randint(3, 8))).capitalize()


def shown_in(output):
    """The numbers of the entries in what a reader wrote."""
    return frozenset(int(number) for number in PROGRAM.findall(output))
