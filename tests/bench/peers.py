"""Other readers of menus, each as a command that makes the whole menu once. Those that are not installed are left out."""

import dataclasses
import os
import pathlib
import shutil
import subprocess

from measure import Command

PROGRAMS = pathlib.Path(__file__).resolve().parent / "programs"
COMPILER = os.environ.get("CC", "cc")
# The system's own Python: packages of the distribution are installed for no other.
PYTHON = "/usr/bin/python3"


@dataclasses.dataclass(frozen=True)
class Peer:
    name: str
    argv: tuple = ()
    variables: tuple = ()  # for its environment
    output: str = ""       # the file that it writes, in the work folder; empty for standard output

    def command(self, environment):
        return Command(self.name, self.argv, dict(environment, **dict(self.variables)))


def compile_program(source, to, *flags):
    subprocess.run([COMPILER, "-O2", "-std=c11", "-D_DEFAULT_SOURCE", str(PROGRAMS / source), "-o", str(to), *flags],
                   check=True, capture_output=True)
    return str(to)


def compiled(name, source, package, work):
    """A peer that is a library: a program of ours that does nothing but print what it shows."""
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", package, "gio-unix-2.0"], capture_output=True, text=True)
    if flags.returncode != 0:
        return None
    try:
        return Peer(name, (compile_program(source, work / pathlib.Path(source).stem, *flags.stdout.split()),))
    except subprocess.CalledProcessError:
        return None


def program(name, path, *arguments, **more):
    path = shutil.which(path)
    return Peer(name, (path, *(str(argument) for argument in arguments)), **more) if path else None


def pyxdg():
    if not os.access(PYTHON, os.X_OK):
        return None
    if subprocess.run([PYTHON, "-c", "import xdg.Menu"], capture_output=True).returncode != 0:
        return None
    return Peer("pyxdg", (PYTHON, str(PROGRAMS / "peer_pyxdg.py")))


def installed(work):
    """`work` is a folder for programs and what they write."""
    cache = work / "menu-cache"
    peers = (
        program("menu-cache-gen", "/usr/lib/menu-cache/menu-cache-gen", "-i", "applications.menu", "-o", cache,
                variables=(("CACHE_GEN_VERSION", "1.2"),), output=str(cache)),
        program("jgmenu", "/usr/lib/jgmenu/jgmenu-apps"),
        program("labwc-menu-generator", "labwc-menu-generator"),
        compiled("gnome-menus", "peer_gnome_menus.c", "libgnome-menu-3.0", work),
        compiled("garcon", "peer_garcon.c", "garcon-1", work),
        pyxdg(),
        program("xdgmenumaker", "xdgmenumaker", "-f", "pekwm", "-i"),
    )
    return [peer for peer in peers if peer is not None]
