#!/usr/bin/env python3
"""Random changes to random trees: what a run is given by the cache must be what it would have made itself.

    cache_property.py PROGRAM [ROUNDS [SEED]] [--steps N]

Each round makes the tree of one seed and changes it N times, in ways that are hard to see: in place and of the same
length, with an older time, in the same tick of the clock, behind a link, where nothing was before. After each change a
run that may use the cache and one that has none must agree in standard output, standard error and exit status. Some
changes are to the cache itself: damage costs the time it would have saved, and nothing else. The test also fails where
the cache hardly ever answers.
"""

import argparse
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import inherited  # noqa: E402
import random_menu  # noqa: E402

TIMEOUT_SECONDS = 60
SETTLED = 0.06  # seconds after which the time of a file proves that it was not changed since
FROM_CACHE = b"xdg2pekwm: nothing has changed; "
MADE = b"xdg2pekwm: "
APP = "[Desktop Entry]\nType=Application\nName=%s\nExec=%s\nCategories=%s;\n%s"
ARGUMENTS = ((), ("--format", "json"), ("--format", "tree"), ("--actions",), ("--rows", "5"), ("--submenu",),
             ("--layout", "xdg"), ("--hide-missing",))
VARIABLES = ({}, {"LANG": "de_DE.UTF-8"}, {"XDG_CURRENT_DESKTOP": "GNOME"}, {"XDG_MENU_PREFIX": "x-"},
             {"PATH": "relative:@ROOT@/bin2"}, {"XDG_DATA_DIRS": "not-absolute:@ROOT@/data2"}, {"LANGUAGE": "fr"})


class Scene:
    def __init__(self, program, root, chance):
        self.program, self.root, self.random = program, root, chance
        self.cache = root / "home/.cache"
        self.arguments, self.variables = (), {}
        self.answered = self.runs = 0

    # --- runs ---------------------------------------------------------------------------------------------------

    def command(self, cache):
        environment = dict(random_menu.environment(str(self.root)), XDG_CACHE_HOME=str(cache), **inherited.variables())
        environment.update({name: value.replace("@ROOT@", str(self.root)) for name, value in self.variables.items()})
        return [self.program, "--no-icons", "--stats", "-o", "-", *self.arguments], environment

    def ask(self, cache):
        """(standard output, standard error, exit status), and whether the cache gave them."""
        argv, environment = self.command(cache)
        done = subprocess.run(argv, env=environment, capture_output=True, timeout=TIMEOUT_SECONDS)
        lines = done.stderr.splitlines(keepends=True)
        answered = any(line.startswith(FROM_CACHE) for line in lines)
        error = b"".join(line for line in lines if not (line.startswith(MADE) and line.endswith(b" ms\n")))
        return (done.stdout, error, done.returncode), answered

    def agree(self):
        with tempfile.TemporaryDirectory(prefix="nocache.") as empty:
            wanted, _ = self.ask(pathlib.Path(empty))
        got, answered = self.ask(self.cache)
        self.runs += 1
        self.answered += answered
        return got == wanted

    def two_at_once(self):
        argv, environment = self.command(self.cache)
        both = [subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in "ab"]
        return len({process.communicate(timeout=TIMEOUT_SECONDS)[0] for process in both}) == 1

    # --- changes to the tree ------------------------------------------------------------------------------------

    def files(self, *endings):
        found = []
        for folder, _, names in os.walk(self.root):
            if not folder.startswith(str(self.cache)):
                found += [pathlib.Path(folder, name) for name in sorted(names) if name.endswith(endings)]
        return found

    def some_file(self, *endings):
        found = [path for path in self.files(*(endings or (".desktop",))) if path.is_file()]
        return self.random.choice(found) if found else self.new_app()

    def new_app(self):
        path = self.root / self.random.choice(random_menu.APPLICATION_FOLDERS) / self.random.choice(random_menu.FILES)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()
        path.write_text(self.app())
        return path

    def app(self):
        extra = self.random.choice(("", "TryExec=tool\n", "TryExec=tool2\n", "NoDisplay=true\n", "NoDisplay=yes\n",
                                    "Terminal=true\n", "OnlyShowIn=GNOME;\n"))
        return APP % (self.random.choice(random_menu.WORDS), self.random.choice(("run", "tool", "'x")),
                      self.random.choice(random_menu.CATEGORIES), extra)

    def write_over(self):
        self.some_file().write_text(self.app())

    def same_length(self):
        path = self.some_file()
        data = bytearray(path.read_bytes())
        letters = [i for i, byte in enumerate(data) if chr(byte).isalpha()]
        if letters:
            data[self.random.choice(letters)] ^= 0x20
        with open(path, "r+b") as file:
            file.write(data)
        return path

    def same_length_same_time(self):
        path = self.some_file()
        status = path.stat()
        self.random.choice((self.same_length, self.write_over))()
        if path.exists():
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def older_replacement(self):
        path = self.some_file()
        new = path.with_name("new.tmp")
        new.write_text(self.app())
        os.utime(new, (1e9, 1e9))
        new.rename(path)

    def swap(self):
        one, other = self.some_file(), self.some_file()
        if one != other and not one.is_symlink() and not other.is_symlink():
            kept = one.with_name("kept.tmp")
            one.rename(kept)
            other.rename(one)
            kept.rename(other)

    def remove(self):
        self.some_file(".desktop", ".directory", ".menu", "tool").unlink()

    def remove_folder(self):
        folder = self.root / self.random.choice(random_menu.APPLICATION_FOLDERS)
        shutil.rmtree(folder, ignore_errors=True)

    def move_folder(self):
        folder = self.root / self.random.choice(random_menu.APPLICATION_FOLDERS)
        aside = folder.with_name("aside")
        if folder.is_dir() and not aside.exists():
            folder.rename(aside)
        elif aside.is_dir() and not folder.exists():
            aside.rename(folder)

    def file_for_folder(self):
        """What is below it is not there then for another reason than before and after it. Whether all agreed."""
        folder = self.root / self.random.choice(random_menu.APPLICATION_FOLDERS + random_menu.TITLE_FOLDERS +
                                                ("config/menus", "data1", "data1/xdg2pekwm"))
        aside = folder.with_name("aside.of." + folder.name)
        if folder.is_dir() and not aside.exists():
            folder.rename(aside)
            folder.write_text("no folder\n")
            time.sleep(SETTLED)
            agreed = self.agree() and self.agree()
            folder.unlink()
            time.sleep(SETTLED)
            agreed = agreed and self.agree()
            if self.random.random() < 0.8:
                aside.rename(folder)
            return agreed
        if aside.exists() and not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            aside.rename(folder)
        return True

    def link(self):
        """To what may not be there yet."""
        path = self.new_app()
        path.unlink()
        target = self.root / "elsewhere" / self.random.choice("abc")
        if self.random.random() < 0.5:
            target = target.with_suffix(".d")
        path.symlink_to(target)

    def link_target(self):
        target = self.root / "elsewhere" / self.random.choice("abc")
        target.parent.mkdir(exist_ok=True)
        folder = target.with_suffix(".d")
        if self.random.random() < 0.5:
            target.write_text(self.app())
        elif folder.exists():
            shutil.rmtree(folder)
        else:
            folder.mkdir()
            (folder / "in.desktop").write_text(self.app())

    def tool(self):
        path = self.root / self.random.choice(("bin", "bin2")) / self.random.choice(("tool", "tool2", "run"))
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            path.write_text("#!/bin/sh\n")
        path.chmod(self.random.choice((0o644, 0o755)))

    def settings(self):
        path = self.root / self.random.choice(("config", "home/.config")) / "xdg2pekwm/config"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.random.choice(("[menu]\nactions = true\n", "[labels]\nrun = Go\n", "[menu]\nrows = many\n",
                                            "[menu]\nfavourites = a.desktop;b.desktop\n", "")))

    def merged_menu(self):
        path = self.root / self.random.choice(random_menu.MERGED_FILES)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<Menu><Name>Root</Name><Menu><Name>%s</Name><Include><Category>%s</Category></Include></Menu></Menu>"
                        % (self.random.choice(random_menu.MENU_NAMES), self.random.choice(random_menu.CATEGORIES)))

    def title(self):
        path = self.root / self.random.choice(random_menu.TITLE_FOLDERS) / self.random.choice(random_menu.TITLES)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[Desktop Entry]\nType=Directory\nName=%s\n" % self.random.choice(random_menu.WORDS))

    def labels(self):
        path = self.root / self.random.choice(("data1", "data2")) / "xdg2pekwm/labels"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[run]\nName=%s\n" % self.random.choice(random_menu.WORDS))

    def question(self):
        self.arguments = self.random.choice(ARGUMENTS)
        self.variables = self.random.choice(VARIABLES)

    def nothing(self):
        pass

    # --- changes to the cache -----------------------------------------------------------------------------------

    def damage(self):
        folder = self.cache / "xdg2pekwm/menus"
        kept = [path for path in sorted(folder.glob("*.result")) if path.is_file() and not path.is_symlink()]
        if not kept:
            return
        path = self.random.choice(kept)
        data = bytearray(path.read_bytes())
        how = self.random.randrange(9)
        if how == 0:
            data = data[:self.random.randrange(len(data) + 1)]
        elif how == 1 and data:
            data[self.random.randrange(len(data))] ^= 1 << self.random.randrange(8)
        elif how == 2:
            data = bytearray(self.random.randbytes(self.random.randrange(2000)))
        elif how == 3:  # the other order of bytes
            numbers = len(data) // 8
            data[:numbers * 8] = struct.pack(">%dQ" % numbers, *struct.unpack("<%dQ" % numbers, data[:numbers * 8]))
        elif how == 4:
            path.unlink()
            path.mkdir()
            return
        elif how == 5:
            shutil.rmtree(self.cache)
            if self.random.random() < 0.5:
                self.cache.write_text("a file")
            return
        elif how == 6:
            os.utime(path, (time.time() + self.random.choice((-10**6, 10**6)),) * 2)
            return
        elif how == 7 and len(kept) > 1:  # another question's answer
            data = bytearray(self.random.choice(kept).read_bytes())
        elif how == 8:
            path.unlink()
            path.symlink_to(self.random.choice(("/dev/zero", "/nowhere", self.root / "elsewhere/a")))
            return
        path.write_bytes(data)

    def repair(self):
        """Whatever damage did that no run can undo."""
        if self.cache.is_file():
            self.cache.unlink()
        for path in self.cache.glob("xdg2pekwm/menus/*.result"):
            if path.is_symlink():
                path.unlink()
            elif path.is_dir():
                path.rmdir()

    CHANGES = (new_app, new_app, write_over, same_length, same_length, same_length_same_time, older_replacement, swap, remove,
               remove_folder, move_folder, file_for_folder, link, link_target, link_target, tool, tool, settings, merged_menu, title, labels,
               question, nothing, nothing, nothing, damage, damage, repair)


def check_seed(program, seed, steps):
    """(the fault as text, runs, how many the cache answered)"""
    with tempfile.TemporaryDirectory(prefix="cache.") as scratch:
        root = pathlib.Path(scratch).resolve() / "root"
        root.mkdir()
        random_menu.write_tree(str(root), seed)
        scene = Scene(program, root, random.Random(seed))
        done = []
        for _ in range(steps):
            if scene.random.random() < 0.6:
                time.sleep(SETTLED)
            change = scene.random.choice(Scene.CHANGES)
            done.append(change.__name__)
            good = change(scene) is not False and scene.agree()
            if good and scene.random.random() < 0.1:
                good = scene.two_at_once()
            if not good:
                return "seed %d: after %s" % (seed, ", ".join(done)), scene.runs, scene.answered
        return "", scene.runs, scene.answered


def main():
    parser = argparse.ArgumentParser(description="Random changes: cached and uncached runs must agree.")
    parser.add_argument("program", help="the xdg2pekwm to test")
    parser.add_argument("rounds", nargs="?", type=int, default=40)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--steps", type=int, default=40, help="changes of a tree (%(default)s)")
    options = parser.parse_args()
    failed = runs = answered = 0
    for seed in range(options.seed, options.seed + options.rounds):
        fault, more, hits = check_seed(os.path.abspath(options.program), seed, options.steps)
        runs, answered = runs + more, answered + hits
        if fault:
            failed += 1
            print("FAILED " + fault)
    print("%d passed, %d failed; the cache answered %d of %d" % (options.rounds - failed, failed, answered, runs))
    # A tenth of the changes are none.
    if answered * 50 < runs:
        print("FAILED the cache hardly ever answers")
        failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
