"""A folder that a program takes for the whole machine, by bubblewrap; processes, network and X servers are the real ones."""

import os
import pathlib
import shutil
import subprocess

TIMEOUT_SECONDS = 120
SOCKETS = "/tmp/.X11-unix"


class Root:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for name in ("dev", "proc", "tmp/.X11-unix", "root"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def command(self, *words, **variables):
        """What runs these words inside, with these variables and hardly any others."""
        values = {"HOME": "/root", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", **variables}
        sockets = ["--ro-bind", SOCKETS, SOCKETS] if os.path.isdir(SOCKETS) else []
        settings = [word for pair in values.items() for word in ("--setenv", *pair)]
        return ["bwrap", "--die-with-parent", "--bind", str(self.folder), "/", "--dev", "/dev", "--proc", "/proc", *sockets,
                "--clearenv", *settings, "--chdir", "/root", *map(str, words)]

    def run(self, *words, check=True, timeout=TIMEOUT_SECONDS, **variables):
        """Runs it to its end; gives what subprocess.run gives. What it said goes with the error."""
        done = subprocess.run(self.command(*words, **variables), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=timeout)
        if check and done.returncode != 0:
            raise AssertionError("%s: exit status %d\n%s%s" % (" ".join(map(str, words)), done.returncode, done.stdout,
                                                              done.stderr))
        return done

    def path(self, inside):
        """Where outside a path inside lies."""
        return self.folder / inside.lstrip("/")

    def write(self, inside, text):
        path = self.path(inside)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def possible():
    """Whether this machine lets bubblewrap make one."""
    return shutil.which("bwrap") is not None and subprocess.run(
        ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "true"], stderr=subprocess.DEVNULL,
        check=False).returncode == 0
