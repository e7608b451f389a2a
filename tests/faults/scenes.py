"""Small sealed systems for runs of xdg2pekwm, each of which is put back to what it was in a moment."""

import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import desktop_file  # noqa: E402

SETTLED_SECONDS = 0.1  # before that, a file that was changed keeps a result from being kept
OLD_MENU = b"# Made by xdg2pekwm\nRootMenu = \"Old\" { }\n"
HAND_MADE = b"RootMenu = \"Mine\" { Entry = \"xterm\" { Actions = \"Exec xterm\" } }\n"
ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><rect width="32" height="32" fill="%s"/></svg>'


class Scene:
    """`icons`: whether the applications have pictures; `menu`: what ~/.pekwm/menu holds, None for no folder at all."""

    def __init__(self, root, menu=OLD_MENU, icons=False):
        self.root = pathlib.Path(root)
        self.home, self.cache = self.root / "home", self.root / "cache"
        self.menu, self.old = self.home / ".pekwm/menu", menu
        self.environment = {"HOME": str(self.home), "PATH": str(self.root / "bin"), "LANG": "C.UTF-8",
                            "XDG_DATA_DIRS": str(self.root / "data"), "XDG_CONFIG_DIRS": str(self.root / "etc"),
                            "XDG_CACHE_HOME": str(self.cache)}
        for folder in ("home", "bin", "data/applications/sub", "data/icons", "etc/xdg2pekwm"):
            (self.root / folder).mkdir(parents=True)
        for number, name in enumerate(("alpha", "beta", "gamma")):
            icon = self.root / "data/icons" / (name + ".svg")
            icon.write_text(ICON % ("#c00", "#0c0", "#00c")[number])
            desktop_file.install(self.root / "data/applications", name, name.capitalize(), name if icons else None,
                                 "Utility;" if number else "Game;")
        (self.root / "data/applications/sub/delta.desktop").write_text(
            "[Desktop Entry]\nType=Application\nName=Delta\nExec=delta\nTryExec=delta\nCategories=Game;\n")
        (self.root / "bin/delta").write_text("#!/bin/sh\n")
        (self.root / "bin/delta").chmod(0o755)
        (self.root / "etc/xdg2pekwm/config").write_text("[menu]\nrows = 30\n[labels]\nrun = Go\n")
        self.kept = {}
        self.reset()

    def keep_cache(self, kind="*"):
        """What the cache holds now (of "icons" or of "menus"), it will hold after each reset."""
        found = self.cache.glob("xdg2pekwm/%s/**/*" % kind)
        self.kept = {path.relative_to(self.cache): path.read_bytes() for path in found if path.is_file()}

    def reset(self):
        # What is as it was stays untouched: a folder that has just been changed keeps a result from being kept.
        for path in [path for path in self.cache.rglob("*") if not path.is_dir()]:
            if path.relative_to(self.cache) not in self.kept:
                path.unlink()
        for path, content in self.kept.items():
            target = self.cache / path
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not target.exists() or target.read_bytes() != content:
                target.write_bytes(content)
        if not self.kept:
            shutil.rmtree(self.cache, ignore_errors=True)
        folder = self.menu.parent
        if self.old is None:
            shutil.rmtree(folder, ignore_errors=True)
            return
        folder.mkdir(exist_ok=True, mode=0o700)
        for path in folder.iterdir():
            if path != self.menu:
                path.unlink()
        self.menu.write_bytes(self.old)

    def content(self):
        try:
            return self.menu.read_bytes()
        except FileNotFoundError:
            return None

    def beside(self):
        """The names beside the menu."""
        return sorted(name for name in os.listdir(self.menu.parent) if name != "menu") if self.menu.parent.exists() else []
