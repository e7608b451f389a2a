#!/usr/bin/env python3
"""xdg2pekwm --watch survives that a folder of applications is mounted and unmounted under it: check_unmount.py PROGRAM

In a mount namespace of its own; where the system allows none, the test is skipped.
"""

import os
import subprocess
import sys
import tempfile

from check_watch import Scene  # which knows where the other modules are
import mount_namespace


def run(scene):
    folder = scene.folder / "data1/applications"
    scene.app("data1/applications/below.desktop", "Underneath")
    scene.expect("the folder below", lambda menu: "Underneath" in menu)
    for turn in ("First", "Second"):  # what was watched before must be watched again
        mount_namespace.mount(folder)
        scene.app("data1/applications/above.desktop", turn)
        # Mounting tells nobody; the next change of anything that is watched does.
        scene.app("home/.local/share/applications/other%s.desktop" % turn, "Other" + turn)
        scene.expect("what is mounted", lambda menu: turn in menu and "Underneath" not in menu)
        scene.app("data1/applications/late.desktop", "Late" + turn)
        scene.expect("what comes into it", lambda menu: "Late" + turn in menu)
        mount_namespace.unmount(folder)
        scene.expect("what was below", lambda menu: "Underneath" in menu and "Late" not in menu)
    scene.app("data1/applications/more.desktop", "More")
    scene.expect("what comes in below", lambda menu: "More" in menu)


def main():
    mount_namespace.enter_or_skip()
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(os.path.abspath(sys.argv[1]), folder)
        try:
            run(scene)
        finally:
            scene.watcher.kill()
            scene.watcher.wait()
            subprocess.run(["umount", str(scene.folder / "data1/applications")], stderr=subprocess.DEVNULL, check=False)
    return scene.report()


if __name__ == "__main__":
    sys.exit(main())
