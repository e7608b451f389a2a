"""A machine in a temporary folder, with applications in it, for which xdg2pekwm writes a menu.

A test script runs as: test_x.py --program=xdg2pekwm --probe=probe [unittest's own arguments].
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import inherited
import xsession

TIMEOUT_SECONDS = 60
# A key that comes before pekwm has the keyboard, as just after a reload, is lost: a person presses it again.
ATTEMPTS = 3
ATTEMPT_SECONDS = 4

# One menu of all applications: the order is that of the titles, whatever the categories.
FLAT_MENU = """<!DOCTYPE Menu PUBLIC "-//freedesktop//DTD Menu 1.0//EN" "http://www.freedesktop.org/standards/menu-spec/1.0/menu.dtd">
<Menu><Name>All</Name><DefaultAppDirs/><Include><All/></Include></Menu>
"""

# The system's keys and mouse; no window at the screen's edges that would take a click or be taken for a menu.
PEKWM_CONFIG = """INCLUDE = "$_PEKWM_ETC_PATH/config"
Files { Menu = "%(home)s/.pekwm/menu"; Start = "/dev/null" }
# Two quick clicks are two clicks.
Screen { EdgeSize = "0 0 0 0"; DoubleClickTime = "0" }
"""

# Applications and nothing else, on one page, for the pekwm that Debian has.
PLAIN_MENU = ("--no-icons", "--no-tail", "--pekwm", "0.1", "--rows", "1000")

programs = argparse.Namespace(program=None, probe=None)


def main():
    """Runs the tests of the calling script."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=os.path.abspath, help="the xdg2pekwm to test")
    parser.add_argument("--probe", required=True, type=os.path.abspath, help="what records how it is started")
    options, rest = parser.parse_known_args()
    programs.program, programs.probe = options.program, options.probe
    missing = xsession.missing_programs()
    if missing:
        sys.exit("not installed: %s; `./kit deps` installs what the tests need" % " ".join(missing))
    with xsession.ends_on_signals():
        unittest.main(argv=[sys.argv[0], "-v", *rest])


def as_string_value(value):
    """Bytes as a value of type string in a desktop entry."""
    for byte, escape in ((b"\\", b"\\\\"), (b"\n", b"\\n"), (b"\t", b"\\t"), (b"\r", b"\\r")):
        value = value.replace(byte, escape)
    return re.sub(rb"^ ", rb"\\s", value)


def as_exec(argv):
    """An argv of bytes as a value of Exec: each argument quoted, no field codes, then the rule for strings."""
    quoted = (b'"' + re.sub(rb'(["`$\\])', rb"\\\1", argument).replace(b"%", b"%%") + b'"' for argument in argv)
    return as_string_value(b" ".join(quoted))


class Scene:
    def __init__(self):
        self._scratch = tempfile.TemporaryDirectory(prefix="scene.")
        self.root = pathlib.Path(self._scratch.name).resolve()
        self.home = self.root / "home"
        self.applications = self.root / "data/applications"
        self.records = self.root / "records"
        self.menu = self.home / ".pekwm/menu"
        self.menu_file = self.root / "config/menus/applications.menu"
        for folder in (self.menu.parent, self.applications, self.records, self.menu_file.parent):
            folder.mkdir(parents=True)
        self.menu_file.write_text(FLAT_MENU)
        (self.home / ".pekwm/config").write_text(PEKWM_CONFIG % {"home": self.home})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._scratch.cleanup()

    def install_probe(self, path):
        """Puts the probe at a path below the root."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(programs.probe, target)
        return target

    def add_application(self, identifier, name, argv, **keys):
        """A .desktop file; the name and the arguments are bytes, the other keys text as it is to stand there."""
        lines = [b"[Desktop Entry]", b"Type=Application", b"Name=" + as_string_value(name),
                 b"Exec=" + as_exec(argv), *(("%s=%s" % pair).encode() for pair in keys.items())]
        path = self.applications / (identifier + ".desktop")
        path.write_bytes(b"\n".join(lines) + b"\n")
        return path

    def environment(self, **changes):
        values = {
            "HOME": self.home,
            "PATH": os.environ["PATH"],
            "XDG_DATA_DIRS": self.root / "data",
            "XDG_CONFIG_DIRS": self.root / "config",
            "XDG_CURRENT_DESKTOP": "pekwm",
            "LANG": "C.UTF-8",
            **inherited.variables(),
            **changes,
        }
        return {name: str(value) for name, value in values.items() if value is not None}

    def run(self, *arguments, wrapper=(), **changes):
        """Runs xdg2pekwm; changes are to its environment, None unsets."""
        return subprocess.run([*wrapper, programs.program, *map(str, arguments)], env=self.environment(**changes),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_SECONDS)

    def write_menu(self, *arguments):
        """Writes the pekwm menu; the program must have nothing to say."""
        done = self.run(*PLAIN_MENU, *arguments)
        if done.returncode != 0 or done.stderr:
            raise AssertionError("xdg2pekwm: status %d, %s" % (done.returncode, done.stderr.decode(errors="replace")))

    def titles(self):
        """The titles of all entries in the root menu that was written, in its order, as bytes."""
        root_menu = self.menu.read_bytes().partition(b"\nWindowMenu")[0]
        escaped = re.findall(rb'Entry = "((?:\\.|[^"\\])*)"', root_menu)
        return [re.sub(rb"\\(.)", rb"\1", title) for title in escaped]

    def pekwm(self, server, **environment):
        return xsession.Pekwm(server, self.home, log_folder=self.root, KIT_PROBE_RECORDS=str(self.records),
                              **environment)

    def choose(self, pekwm, position, before=()):
        """Opens the root menu, goes down to the entry at that position (0 is the first) and selects it; `before`
        are keys that lead to the entry's menu. Gives what the probe recorded: working directory, argv."""
        record = None
        for attempt in range(ATTEMPTS):
            pekwm.open_root_menu()
            # Down and Up: after a reload no row is selected before the first key.
            pekwm.server.press(*before, "Down", "Up", *["Down"] * position, "Return")
            try:
                record = xsession.wait_until(self._record, "entry %d to start its program" % position,
                                             None if attempt == ATTEMPTS - 1 else ATTEMPT_SECONDS)
                break
            except xsession.TimedOut:
                if attempt == ATTEMPTS - 1:
                    raise
                pekwm.close_menus()
        content = record.read_bytes().split(b"\0")[:-1]
        record.unlink()
        pekwm.close_menus()
        return content[0], content[1:]

    def _record(self):
        return next((path for path in self.records.iterdir() if not path.name.startswith(".")), None)
