#!/usr/bin/env python3
"""The kit is built for another machine by a plain toolchain file, as CONTRIBUTING.md says: nothing that was built is run
meanwhile, and what comes out is that machine's. With qemu-user-static it is run, too.

    test_cross.py --build=BUILD-FOLDER [unittest's own arguments]
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import elf  # noqa: E402
import packages  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMPILER, PKG_CONFIG, EMULATOR = "aarch64-linux-gnu-g++", "aarch64-linux-gnu-pkg-config", "qemu-aarch64-static"
LIBRARIES = ("libxdg-basedir", "inih", "pugixml", "fmt", "xcb", "xcb-shm", "xcb-xinput", "gdk-pixbuf-2.0", "librsvg-2.0", "gtk+-2.0")
BUILD_SECONDS = 1800


class Cross(unittest.TestCase):
    def test_built_installed_and_run(self):
        scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="cross.")))
        lines = re.findall(r"^    ((?:DESTDIR=image )?cmake .*)$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE)
        self.assertEqual(len(lines), 3)
        # Without optimisation: it is about the build, and takes a third of the time.
        faster = (" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0", " --parallel 2", "")
        for line, more in zip(lines, faster):
            self.shell(line.replace("build/arm64", str(scratch / "build")).replace("=image", "=%s/image" % scratch) + more)

        programs = elf.files(scratch / "image")
        self.assertEqual({path.name for path in programs}, {"xdg2pekwm", "xdg2pekwm-icon", "pekwm-lxpanel",
                                                            "pekwm-lxpanel-background", "lxpanel-icons.so"})
        for path in programs:
            self.assertEqual(re.search(r"Machine: +(.*)", elf.read(path, "-h"))[1], "AArch64", path)
        self.assertTrue((scratch / "image/usr/share/pekwm-lxpanel/looks/dark").is_dir(), "the looks are drawn")
        if shutil.which(EMULATOR):
            for name in ("xdg2pekwm", "pekwm-lxpanel"):
                done = subprocess.run([EMULATOR, scratch / "image/usr/bin" / name, "--version"], capture_output=True, text=True)
                self.assertRegex(done.stdout, r"^%s \d+\.\d+" % name, done.stderr)

    def shell(self, line):
        done = subprocess.run(["sh", "-c", line], cwd=ROOT, capture_output=True, text=True, timeout=BUILD_SECONDS)
        self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr[-3000:])


if __name__ == "__main__":
    packages.skip_without("cmake", "ninja", "readelf", COMPILER, PKG_CONFIG)
    for library in LIBRARIES:
        if subprocess.run([PKG_CONFIG, "--exists", library], check=False).returncode != 0:
            packages.skip("arm64's %s is not installed" % library)
    packages.main()
