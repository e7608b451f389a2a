"""Prints the command of each entry that python3-xdg shows."""

import xdg.Config
import xdg.Menu

xdg.Config.setWindowManager("pekwm")


def show(menu):
    for entry in menu.getEntries():
        if isinstance(entry, xdg.Menu.Menu):
            show(entry)
        elif isinstance(entry, xdg.Menu.MenuEntry):
            print(entry.DesktopEntry.getExec())


show(xdg.Menu.parse())
