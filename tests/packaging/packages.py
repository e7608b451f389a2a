"""Packages of a build, and systems to try them in."""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

APPLICATION = """[Desktop Entry]
Type=Application
Name=One
Exec=true
Icon=accessories-calculator
Categories=Utility;
"""
MAKING_SECONDS = 600
options = argparse.Namespace(build=None)


def make(folder, *cpack_options):
    """Packs what the build has made, as ./kit package does, into a folder; gives the packages' paths by their suffix."""
    subprocess.run(["cpack", "--config", os.path.join(options.build, "CPackConfig.cmake"), "-B", folder, *cpack_options],
                   check=True, stdout=subprocess.DEVNULL, timeout=MAKING_SECONDS)
    return {path.suffix: path for path in pathlib.Path(folder).iterdir() if path.is_file()}


def owner(library):
    """The Debian package that a file is from, by one of its names: / and /usr may be one."""
    real = os.path.realpath(library)
    for name in (library, real, real.removeprefix("/usr"), "/usr" + library):
        done = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    raise AssertionError("no package has " + library)


def skip(why):
    print("skipped: " + why)
    sys.exit(77)


def skip_without(*programs):
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        skip("not installed: " + ", ".join(missing))


def main():
    """Runs the tests of the calling script: --build=FOLDER, then unittest's own arguments."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=os.path.abspath)
    known, rest = parser.parse_known_args()
    options.build = known.build
    unittest.main(module="__main__", argv=[sys.argv[0], "-v", *rest])
