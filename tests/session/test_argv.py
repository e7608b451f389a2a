#!/usr/bin/env python3
"""What an application is started with, byte for byte: from Exec, through the menu file, real pekwm and a shell."""

import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import scene  # noqa: E402
import xsession  # noqa: E402

PRINTABLE = bytes(range(0x20, 0x7F))
ARGUMENTS = {
    "plain": [b"a", b"--b=c", b"/d/e.f"],
    "none": [],
    "empty": [b"", b"after", b""],
    "spaces": [b" ", b"  two  spaces  ", b" a"],
    "double-quote": [b'"', b'say "hi"', b'""'],
    "single-quote": [b"'", b"it's", b"''", b"'a'"],
    "backslash": [b"\\", b"\\\\", b"a\\b", b"ends with\\", b"\\n", b"\\\"", b"\\$x"],
    "dollar": [b"$", b"$HOME", b"${HOME}", b"$(id)", b"$$", b"a$", b"$1", b"\\$HOME"],
    "backtick": [b"`", b"`id`", b"a`b"],
    "semicolon": [b";", b"a;b", b";;", b"a; b", b"\\;"],
    "hash": [b"#", b"a#b", b"# comment", b"a #b"],
    "percent": [b"%", b"100%", b"%f", b"%%", b"%U %c"],
    "ampersand": [b"&", b"a&b", b"&&", b"a &", b">&2"],
    "pipe": [b"|", b"a|b", b"||"],
    "tilde": [b"~", b"~root", b"~/x", b"a~"],
    "glob": [b"*", b"/*", b"?", b"[a-z]", b"*.c"],
    "braces": [b"{", b"}", b"{}", b"{a,b}", b"{ x }", b"}}"],
    "parentheses": [b"(", b")", b"(a)", b"<", b">", b"<a>", b"> /dev/null", b"!", b"!!", b"^", b"="],
    "assignment": [b"A=b", b"=", b"A=$B"],
    "comments": [b"//", b"/* a */", b"// a", b"http://a/b?c=d&e=f#g"],
    "newline": [b"\n", b"a\nb", b"\n\n", b"ends\n"],
    "tab": [b"\t", b"a\tb", b"\r", b"a\rb"],
    "options": [b"-", b"--", b"-e", b"-c"],
    "keywords": [b"if", b"then", b"do", b"exec", b"in", b"!", b"Actions", b"Entry"],
    "utf-8": ["é€😀".encode(), "日本語 メニュー".encode(), "Привет".encode(), "שלום".encode(), "e\u0301".encode()],
    "invalid-utf-8": [b"\xff", b"caf\xe9", b"\xc3", b"\xed\xa0\x80", b"\x80\x81\x82\x83\x84\x85\x86\x87\x88"],
    "long": [b"x" * 5000, b"end"],
    "long-hard": [b"a \"b\" $c; " * 100],
    "many": [b"%d" % number for number in range(200)],
    "printable": [bytes([byte]) for byte in PRINTABLE],
    "printable-at-once": [PRINTABLE, PRINTABLE[::-1]],
    "every-byte": [bytes(range(0x01, 0x100))],
    "everything-doubled": [b"".join(bytes([byte, byte]) for byte in PRINTABLE)],
}


class Argv(unittest.TestCase):
    """All the cases share a menu and a pekwm: each is one entry."""

    @classmethod
    def setUpClass(cls):
        cls.scene = cls.enterClassContext(scene.Scene())
        cls.probe = os.fsencode(cls.scene.install_probe("bin/probe"))
        cls.expected = {}
        cls.add_cases()
        cls.scene.write_menu("--terminal", '"%s" -x' % cls.terminal)
        cls.order = [title.decode() for title in cls.scene.titles()]
        # All entries on one screen, so that the order of the keys is that of the entries.
        cls.server = cls.enterClassContext(xsession.XServer(cls.scene.root, "1024x2000"))
        cls.pekwm = cls.enterClassContext(cls.scene.pekwm(cls.server, PATH="%s:%s" % (
            cls.scene.root / "bin", os.environ["PATH"])))

    @classmethod
    def add(cls, name, argv, expected_argv=None, expected_directory=None, **keys):
        cls.scene.add_application(name, name.encode(), argv, **keys)
        directory = os.fsencode(expected_directory or cls.scene.home)
        cls.expected[name] = (directory, expected_argv or argv)

    @classmethod
    def add_cases(cls):
        for name, arguments in ARGUMENTS.items():
            cls.add("argument-" + name, [cls.probe, *arguments])

        cls.add("program-in-path", [b"probe", b"a"])
        for name, path in {"spaces": "my programs/a probe", "quotes": "it's \"bin\"/probe",
                           "hard": "$HOME;#&{}~/`p`\\robe", "utf-8": "bïn/プローブ"}.items():
            cls.add("program-" + name, [os.fsencode(cls.scene.install_probe(path)), b"a b"])

        for name, path in {"plain": "work", "spaces": "my work", "quotes": "it's \"my\" work",
                           "hard": "$HOME; #& {x} ~ `id` %f"}.items():
            folder = cls.scene.root / path
            folder.mkdir()
            value = scene.as_string_value(os.fsencode(folder)).decode()
            cls.add("directory-" + name, [cls.probe, b"a b", b"$x"], expected_directory=folder, Path=value)

        cls.terminal = cls.scene.install_probe("bin/my terminal")
        wrapped = [os.fsencode(cls.terminal), b"-x", cls.probe, b"a b", b'"$x"']
        cls.add("terminal", wrapped[2:], wrapped, Terminal="true")
        cls.add("terminal-directory", wrapped[2:], wrapped, cls.scene.root / "my work", Terminal="true",
                Path=str(cls.scene.root / "my work"))

    def test_every_case_is_in_the_menu(self):
        self.assertEqual(sorted(self.order), sorted(self.expected))

    def test_what_arrives_is_what_exec_says(self):
        for position, name in enumerate(self.order):
            with self.subTest(name):
                self.assertEqual(self.scene.choose(self.pekwm, position), self.expected[name])


if __name__ == "__main__":
    scene.main()
