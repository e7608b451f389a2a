"""What a program says of itself, by readelf and objdump."""

import pathlib
import re
import subprocess


def is_elf(path):
    path = pathlib.Path(path)
    if path.is_symlink() or not path.is_file():
        return False
    with open(path, "rb") as file:
        return file.read(4) == b"\x7fELF"


def files(folder):
    return sorted(path for path in pathlib.Path(folder).rglob("*") if is_elf(path))


def read(path, *options):
    return subprocess.run(["readelf", "--wide", *options, str(path)], capture_output=True, text=True, check=True).stdout


def disassemble(path):
    """The lines of its code; before each function stands its address and `<name>:`."""
    return subprocess.run(["objdump", "--disassemble", "--no-show-raw-insn", str(path)], capture_output=True, text=True,
                          check=True).stdout.splitlines()


def libraries(path):
    """The files of all libraries that a program of this machine loads, the loader included."""
    told = subprocess.run(["ldd", str(path)], capture_output=True, text=True).stdout
    return sorted(set(re.findall(r"(/\S+) \(0x", told)))


def needed(path):
    """The names of the libraries that the file itself asks for."""
    return re.findall(r"\(NEEDED\).*\[(.*)\]", read(path, "-d"))
