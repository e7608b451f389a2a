"""What icons cost: finding them with and without the themes' caches, and making pictures of them."""

import pathlib
import shutil
import subprocess

from measure import Command

THEME = "bench"
SIZES = ("16", "22", "24", "32", "48", "scalable")
NAMES = 1000
SVG = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="2" y="2" width="20" height="20" rx="4" '
       'fill="#%06x"/><circle cx="12" cy="12" r="6" fill="#fff"/></svg>\n')


def make_theme(icons):
    """A theme as large as real ones: a thousand names in each of six sizes, and an empty hicolor."""
    theme = pathlib.Path(icons) / THEME
    if (theme / "index.theme").exists():
        return
    folders = ["%s/apps" % size for size in SIZES]
    index = "[Icon Theme]\nName=Bench\nInherits=hicolor\nDirectories=%s\n" % ",".join(folders)
    for size, folder in zip(SIZES, folders):
        (theme / folder).mkdir(parents=True, exist_ok=True)
        index += "\n[%s]\nContext=Applications\n" % folder
        index += "Size=48\nMinSize=8\nMaxSize=512\nType=Scalable\n" if size == "scalable" else "Size=%s\nType=Fixed\n" % size
        for number in range(NAMES):
            (theme / folder / ("bench-icon-%d.svg" % number)).write_text(SVG % (number * 9973 % 0xFFFFFF))
    (theme / "index.theme").write_text(index)


def update_cache(icons):
    """Whether there is a valid cache of the theme now."""
    tool = shutil.which("gtk-update-icon-cache")
    return tool is not None and subprocess.run([tool, "-q", "-f", pathlib.Path(icons) / THEME]).returncode == 0


def measure(stopwatch, program, corpus, environment, rounds):
    """{what: milliseconds}, each with the run without icons taken off, and the number of icons. Making pictures is
    measured in wall time, since several processors do it, the others in processor time."""
    icons = corpus.folder / "usr" / "icons"
    make_theme(icons)
    common = (program, "--icon-theme", THEME, "-o", str(corpus.folder / "user" / "menu"))

    def command(name, *arguments):
        return Command(name, common + arguments, environment)

    # Of these, no menu is kept: a file of its own in place of the folder for them.
    menus = corpus.folder / "user" / "cache" / "xdg2pekwm" / "menus"
    shutil.rmtree(menus, ignore_errors=True)
    menus.parent.mkdir(parents=True, exist_ok=True)
    menus.touch()
    without = command("no icons", "--no-icons")
    shown = command("all pictures there", "--icons")
    anew = command("all pictures made", "--icons", "--no-cache")
    (icons / THEME / "icon-theme.cache").unlink(missing_ok=True)
    stopwatch.run(anew)
    number = (corpus.folder / "user" / "menu").read_text().count("Icon = ")
    plain = stopwatch.compare([without, shown, anew], rounds)
    costs = {"all pictures there, no theme cache": plain[shown].wall - plain[without].wall,
             "all pictures made": plain[anew].wall - plain[without].wall}
    if update_cache(icons):
        cached = stopwatch.compare([without, shown], rounds)
        costs["all pictures there, theme cache"] = cached[shown].wall - cached[without].wall
    menus.unlink()
    for one in (without, shown):
        stopwatch.run(one)
    kept = stopwatch.compare([without, shown], rounds)
    costs["nothing changed"] = kept[shown].wall - kept[without].wall
    return costs, number
