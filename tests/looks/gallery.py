#!/usr/bin/env python3
"""Every look on every screen, as pictures and a page that shows them.

    gallery.py --program PEKWM-LXPANEL --output FOLDER [--look NAME]... [--screen WxH]... [--docs FOLDER]

--docs: what the documentation shows is written there as well, as far as it is among what is taken.

Exit status 77: a program that is needed is not installed.
"""

import argparse
import html
import pathlib
import sys

import desktop
import xsession

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Looks</title>
<style>
body { font: 15px sans-serif; margin: 2em auto; max-width: 1500px }
h2 { margin-top: 2em } figure { display: inline-block; margin: 0 12px 18px 0 }
img { width: 460px; border-radius: 4px; box-shadow: 0 1px 6px #0006 } figcaption { padding-top: 4px }
</style>
<h1>Looks</h1>
%s
</html>
"""


def take_windows(desk):
    pass


def take_menu(desk):
    """The root menu, and by the pointer one of its menus."""
    x, y, width, height = desk.root_menu()
    before = desk.windows()
    row = desk.facts()["row"] // 3
    for at in range(y + 4 * row, y + height, row):
        desk.server.move_pointer(x + width // 2, at)
        desk.server.move_pointer(x + width // 2 + 1, at)
        opened = [window for window in desk.server.visible_windows() if window[0] not in before]
        if opened and opened[-1][1][3] > 5 * desk.facts()["row_small"]:
            return


def take_deep(desk):
    """Three menus deep, by keys."""
    desk.root_menu()
    desk.press("Up", "Up", "Right", opens=True)
    desk.press("Right", opens=True)


def take_panel(desk):
    desk.panel_menu()


def take_run(desk):
    desk.run_dialog()


def take_window_menu(desk):
    desk.press("alt+space", opens=True)


SCENES = {"windows": take_windows, "menu": take_menu, "deep": take_deep, "panel": take_panel, "run": take_run,
          "window-menu": take_window_menu}

# What the documentation shows, and which part of it: x, y, width, height.
WHOLE = None
DOCS = {
    **{"%s-1366x768-menu.png" % look: ("look-%s.png" % look, WHOLE) for look in desktop.LOOKS},
    "dark-2560x1440@2x-menu.png": ("look-2x.png", (0, 0, 1240, 900)),
    "dark-1366x768-panel.png": ("look-panel.png", (0, 318, 820, 450)),
}


def document(picture, name, docs):
    if name in DOCS:
        file, part = DOCS[name]
        (picture.crop(*part) if part else picture).save(docs / file)


def take_all(program, output, look, screen, docs=None):
    """Gives the pictures' names."""
    size, dpi = screen
    names = []
    with desktop.Desktop(program, look, size, dpi) as desk:
        desk.open_windows()
        desk.picture()
        desk.rest()
        for scene, pose in SCENES.items():
            pose(desk)
            name = "%s-%s%s-%s.png" % (look, size, "@%gx" % (dpi / 96) if dpi > 96 else "", scene)
            picture = desk.picture(output / name)
            if docs:
                document(picture, name, docs)
            names.append(name)
            if scene != "windows":
                desk.close_menus()
    return names


def page(taken):
    parts = []
    for heading, names in taken:
        figures = "\n".join('<figure><a href="{0}"><img src="{0}" alt="{0}" loading="lazy"></a><figcaption>{1}</figcaption>'
                            "</figure>".format(html.escape(name), html.escape(name.rsplit("-", 1)[1][:-4]))
                            for name in names)
        parts.append("<h2>%s</h2>\n%s" % (html.escape(heading), figures))
    return PAGE % "\n".join(parts)


def main():
    parser = argparse.ArgumentParser(description="Pictures of every look.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--output", required=True, type=pathlib.Path)
    parser.add_argument("--look", action="append")
    parser.add_argument("--screen", action="append")
    parser.add_argument("--docs", type=pathlib.Path)
    options = parser.parse_args()
    missing = desktop.missing()
    if missing:
        print("not installed: " + ", ".join(missing))
        sys.exit(77)
    options.output.mkdir(parents=True, exist_ok=True)
    taken = []
    with xsession.ends_on_signals():
        for look in options.look or desktop.LOOKS:
            for screen in desktop.SCREENS:
                if options.screen and screen[0] not in options.screen:
                    continue
                heading = "%s, %s at %d dpi" % (look, *screen)
                print("==> " + heading, flush=True)
                taken.append((heading, take_all(options.program, options.output, look, screen, options.docs)))
    (options.output / "index.html").write_text(page(taken))
    print("==> %s" % (options.output / "index.html").resolve())


if __name__ == "__main__":
    main()
