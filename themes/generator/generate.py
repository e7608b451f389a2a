#!/usr/bin/env python3
"""Makes the looks: for each palette and scale pekwm's theme, lxpanel's, the panel, and what the session must know.

    generate.py LOOKS ICONS

writes LOOKS/LOOK/SCALE/…, LOOKS/LOOK/background.svg and the panel's own icons below ICONS/hicolor, and in pixmaps
beside ICONS. Nothing but Python's own library is needed, and the same input gives the same bytes.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import palette as palettes  # noqa: E402
import pictures  # noqa: E402

THEMES = pathlib.Path(__file__).resolve().parent.parent
HOLE = re.compile(r"@([a-z0-9.-]+)@")
# Template, and where it goes below the scale's folder. Templates of pekwm have @Names@ of their own, in capitals.
TEMPLATES = THEMES / "templates"
DRAWINGS = THEMES.parent / "xdg2pekwm/icons/data"
PANEL = THEMES.parent / "pekwm-lxpanel/defaults/xdg/lxpanel/pekwm"
FILES = {TEMPLATES / "pekwm-theme.in": "pekwm/theme", TEMPLATES / "gtkrc.in": "gtk/gtkrc",
         TEMPLATES / "panel.gtkrc.in": "gtk/panel.gtkrc", TEMPLATES / "look.in": "look",
         TEMPLATES / "gtk-3.0-settings.ini.in": "xdg/gtk-3.0/settings.ini",
         PANEL / "panels/panel": "xdg/lxpanel/pekwm/panels/panel", PANEL / "config": "xdg/lxpanel/pekwm/config"}

ICON_SIZES = (16, 22, 24, 32, 36, 48, 64)  # that the hicolor theme has folders for


class Look:
    """One palette at one scale."""

    def __init__(self, palette, metrics, scale, factor):
        self.palette, self.metrics, self.scale = palette, metrics, scale
        self.sizes = palettes.Scaled(metrics, factor)

    def px(self, section, key):
        return self.sizes.pixels(section, key)

    def exact(self, section, key):
        return self.sizes.exact(section, key)

    def line(self, prefix):
        return self.px("menu" if prefix == "menu" else "window", "outline")

    def gtk_theme(self):
        """A line that names a theme of GTK 3's own, where the palette does; else the system's choice counts."""
        name = self.palette.look.get("gtk3-theme")
        return "gtk-theme-name=" + name if name else "# The theme is the system's."

    def values(self):
        """What the holes of a template are filled with."""
        px, palette = self.px, self.palette
        values = {"look." + key: text for key, text in palette.look.items()}
        values |= {name: palette.hex(name) for name in palette.names()}
        values |= {name: str(number) for name, number in self.sizes.all().items()}
        family, size = (self.metrics.text("font", key) for key in ("family", "size"))
        values |= {
            "scale": self.scale, "font": "%s:size=%s" % (family, size), "font.family": family, "font.size": size,
            "gtk.dark": str(int(palette.dark)), "gtk.theme": self.gtk_theme(),
            "menu.row": str(px("menu", "icon") + 2 * px("menu", "pad-vertical")),
            "menu.row-small": str(px("menu", "icon-small") + 2 * px("menu", "pad-vertical")),
            "menu.edge": str(px("menu", "outline") + px("menu", "inner")),
            # GTK's edge of a menu is one line outside and one inside.
            "menu.edge-inside": palette.hex("outline" if px("menu", "outline") > 1 else "surface"),
            # GTK makes a separator four times as high as this, and half of this its line.
            "menu.separator-thickness": str(2 * px("menu", "separator-line")),
            "menu.separator-half": str((px("menu", "separator") - px("menu", "separator-line")) // 2),
        }
        return values


def fill(template, values):
    def value(found):
        if found.group(1) not in values:
            raise palettes.Wrong("%s: nothing is known of @%s@" % (template, found.group(1)))
        return values[found.group(1)]

    return HOLE.sub(value, template.read_text(encoding="utf-8"))


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def generate(output):
    metrics = palettes.Metrics(THEMES / "metrics.ini")
    for path in sorted((THEMES / "palettes").glob("*.ini")):
        palette = palettes.Palette(path)
        for scale, factor in metrics.scales().items():
            look = Look(palette, metrics, scale, factor)
            folder, values = output / palette.name / scale, look.values()
            for template, target in FILES.items():
                write(folder / target, fill(template, values))
            dialog = pictures.dialog_pictures(look, *colours_of("run.svg"))
            for name, picture in (pictures.all_pictures(look) | dialog).items():
                write(folder / "pekwm" / (name + ".png"), picture.png())
            for name, picture in pictures.panel_pictures(look).items():
                write(folder / "gtk" / (name + ".png"), picture.png())
        write(output / palette.name / "background.svg", fill(TEMPLATES / "background.svg.in", values))


def colours_of(drawing):
    """The fills of one of xdg2pekwm's drawings, ground first."""
    found = re.findall(r'fill="(#[0-9a-f]+)"', (DRAWINGS / drawing).read_text())
    return [palettes.rgb(text) for text in found]


def make_icons(output):
    palette = palettes.Palette(THEMES / "palettes/light.ini")
    for size in ICON_SIZES:
        for name, picture in (("menu", pictures.start_icon(size, palette.colour("accent"), palette.colour("accent-text"))),
                              ("run", pictures.run_icon(size, *colours_of("run.svg"))),
                              ("logout", pictures.logout_icon(size, *colours_of("logout.svg")))):
            file = "pekwm-lxpanel-%s.png" % name
            # Found too where the first hicolor theme has no such folders.
            if size == max(ICON_SIZES):
                write(output.parent / "pixmaps" / file, picture.png())
            write(output / ("hicolor/%dx%d/apps" % (size, size)) / file, picture.png())


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        generate(pathlib.Path(sys.argv[1]))
        make_icons(pathlib.Path(sys.argv[2]))
    except palettes.Wrong as wrong:
        sys.exit("generate.py: %s" % wrong)


if __name__ == "__main__":
    main()
