"""A sheet of icons for lxpanel's menu: an entry for each way to name one, and what each must look like."""

import os

import pictures
import screenshot
from panel import ICON_SIZE, INDEX, rows

FALLBACK = (0x10, 0x20, 0x30)  # lxpanel's "no icon"
FOLDER = (0xF0, 0xF0, 0x10)
TOLERANCE = 6  # a JPEG's colours are not exact
HUGE = (2049, 2049)  # width and height
FIRST, SECOND = "first", "second"  # the folders of LXPANEL_ICON_PATH
GROUPS = "groups"  # the one of LXPANEL_GROUP_ICONS


def colours():
    """Colours far from each other and from the menu's own."""
    for red in (0x20, 0x80, 0xE0):
        for green in (0x40, 0xA0, 0xFF):
            for blue in (0x00, 0x90):
                yield (red, green, blue)
    for grey in (0x18, 0x48, 0x78):
        yield (0xFF, grey, 0xFF - grey)
        yield (grey, 0xFF - grey, 0xFF)


# What lies where, and how it is named. {} is the test's folder.
SHEET = [
    # (title, file, Icon=)
    ("png by name", FIRST + "/a-png.png", "a-png"),
    ("png by file name", FIRST + "/b.png", "b.png"),
    ("png in capitals", FIRST + "/c.png", "c.PNG"),
    ("svg by name", FIRST + "/d.svg", "d"),
    ("svg by file name", FIRST + "/e.svg", "e.svg"),
    ("svg asked for as png", FIRST + "/f.svg", "f.png"),
    ("xpm by name", SECOND + "/g.xpm", "g"),
    ("xpm by file name", SECOND + "/h.xpm", "h.xpm"),
    ("XPM by name", SECOND + "/i.XPM", "i"),
    ("XPM by file name", SECOND + "/j.XPM", "j.XPM"),
    ("XPM in small letters", SECOND + "/k.XPM", "k.xpm"),
    ("gif by name", FIRST + "/l.gif", "l"),
    ("gif by file name", FIRST + "/m.gif", "m.gif"),
    ("gif in capitals", SECOND + "/n.gif", "n.GIF"),
    ("jpg by name", FIRST + "/o.jpg", "o"),
    ("jpg by file name", SECOND + "/p.jpg", "p.jpg"),
    ("absolute", "elsewhere/q.png", "{}/elsewhere/q.png"),
    ("absolute without an ending", "elsewhere/r.xpm", "{}/elsewhere/r"),
    ("absolute with a wrong ending", "elsewhere/s.svg", "{}/elsewhere/s.png"),
    ("exact before a dash", SECOND + "/folder-mini.xpm", "folder-mini.xpm"),
    ("exact before a dash, by name", SECOND + "/folder-small.png", "folder-small"),
    ("the ending that is asked for", SECOND + "/two.xpm", "two.xpm"),
    ("shortened at a dash", FIRST + "/tool.png", "tool-special"),
    ("a group that the theme has given up", GROUPS + "/applications-games.svg", "applications-games"),
    ("a group that no theme has", GROUPS + "/applications-office.svg", "applications-office.png"),
    ("a group by EasyOS's name", GROUPS + "/applications-graphics.svg", "paint24.png"),
]
# Nothing of these must change.
SAME = [("of the theme", "folder", FOLDER), ("of the theme, shortened", "folder-other", FOLDER),
        ("of the theme, by EasyOS's name", "folders24.png", FOLDER),
        ("missing", "no-such-icon", FALLBACK), ("missing file", "{}/elsewhere/none.png", FALLBACK),
        ("no way out", "../elsewhere/q.png", FALLBACK),
        ("larger than any icon", "huge", FALLBACK),
        ("given up, and no group", "utilities-thing", FOLDER)]


def lay_out_theme(folder):
    """The theme for those icons that the folders do not have."""
    theme = folder / "data/icons/hicolor"
    theme.mkdir(parents=True)
    (theme / "index.theme").write_text(INDEX)
    pictures.write(theme / "16x16/apps/application-x-executable.png", FALLBACK)
    pictures.write(theme / "16x16/apps/folder.png", FOLDER)
    pictures.write(theme / "16x16/legacy/applications-games.png", FOLDER)
    pictures.write(theme / "16x16/legacy/utilities-thing.png", FOLDER)
    pictures.write(folder / GROUPS / "utilities-thing.svg", FALLBACK)


def icon_path(folder):
    return ":".join(str(folder / name) for name in (FIRST, SECOND))


def lay_out(folder, add):
    """The files below `folder`, and the entries by add(name, title, icon=...); gives the colour that each item must have,
    by its title."""
    expected = {}
    free = colours()
    for number, (title, file, icon) in enumerate(SHEET):
        colour = pictures.JPEG_COLOUR if file.endswith(".jpg") else next(free)
        pictures.write(folder / file, colour)
        if "asked for" in title:
            pictures.write(folder / FIRST / "two.png", FALLBACK)  # in a better folder, but not the one
        add("sheet%d" % number, title, icon=icon.format(folder))
        expected[title] = colour
    screenshot.Picture(*HUGE, bytes(HUGE[0] * HUGE[1] * 3)).save(folder / FIRST / "huge.png")
    for number, (title, icon, colour) in enumerate(SAME):
        add("same%d" % number, title, icon=icon.format(folder))
        expected[title] = colour
    return expected


def photograph(server, window, name):
    """A picture of an open menu, once nothing in it moves, also kept under that name where KIT_KEEP_PICTURES says."""
    server.move_pointer(900, 700)
    server.settled_screenshot()
    picture = server.screenshot(window=window)
    if os.environ.get("KIT_KEEP_PICTURES"):
        picture.save(os.path.join(os.environ["KIT_KEEP_PICTURES"], name + ".png"))
    return picture


def faults(expected, picture, above=0):
    """What is wrong in the picture of a menu that has these items, and so many others above: a line each."""
    wrong = []
    for title, row in zip(sorted(expected), rows(picture, above + len(expected))[above:]):
        colour = square(row)
        if colour is None or any(abs(a - b) > TOLERANCE for a, b in zip(colour, expected[title])):
            wrong.append("%s: %s instead of %s" % (title, colour, expected[title]))
    return wrong


def square(row):
    """The colour that fills a square of an icon's size; None where there is none."""
    for (red, green, blue), count in sorted(row.colours().items(), key=lambda entry: -entry[1]):
        if count >= 0.9 * ICON_SIZE ** 2 and count <= 1.1 * ICON_SIZE ** 2:
            return (red, green, blue)
    return None
