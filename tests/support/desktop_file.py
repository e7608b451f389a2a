"""Entries as installers make them."""

import pathlib


def install(folder, name, title, icon=None, categories="Utility;"):
    """A .desktop file that is complete when it gets its name; gives its path."""
    path = pathlib.Path(folder) / (name + ".desktop")
    temporary = path.with_suffix(".tmp")
    temporary.write_text("[Desktop Entry]\nType=Application\nName=%s\nExec=true\nCategories=%s\n%s" % (
        title, categories, "Icon=%s\n" % icon if icon else ""))
    temporary.rename(path)
    return path
