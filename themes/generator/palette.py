"""Palettes and metrics: read, checked, resolved."""

import configparser
import re

LITERAL = re.compile(r"#[0-9a-f]{6}$")


class Wrong(Exception):
    """A file that cannot be used, and why."""


def read_ini(path):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    try:
        with open(path, encoding="utf-8") as file:
            parser.read_file(file)
    except (configparser.Error, UnicodeDecodeError) as error:
        raise Wrong("%s: %s" % (path, error)) from error
    return parser


class Palette:
    """Colours by name, as (red, green, blue). A value is a literal, another colour's name, or `mix A B PERCENT`: that
    much of B in A."""

    def __init__(self, path):
        ini = read_ini(path)
        self.name = path.stem
        self.path = path
        self.look = dict(ini["look"])
        self.label = self.look["label"]
        self.dark = self.look["dark"] == "yes"
        self._texts = dict(ini["colours"])
        self._colours = {}
        for name in self._texts:
            self.colour(name)

    def names(self):
        return list(self._texts)

    def literals(self):
        return [text for text in self._texts.values() if text.startswith("#")]

    def colour(self, name, asked_by=()):
        if name in self._colours:
            return self._colours[name]
        if name not in self._texts:
            raise Wrong("%s: there is no colour %s" % (self.path, name))
        if name in asked_by:
            raise Wrong("%s: %s is explained by itself" % (self.path, name))
        self._colours[name] = self._value(name, asked_by + (name,))
        return self._colours[name]

    def _value(self, name, asked_by):
        text = self._texts[name]
        if text.startswith("#"):
            if not LITERAL.match(text):
                raise Wrong("%s: %s: %s is not #rrggbb in small letters" % (self.path, name, text))
            return rgb(text)
        words = text.split()
        if words[0] == "mix" and len(words) == 4:
            first, second = (self.colour(word, asked_by) for word in words[1:3])
            return mix(first, second, int(words[3]) / 100)
        return self.colour(text, asked_by)

    def hex(self, name):
        return "#%02x%02x%02x" % self.colour(name)


def rgb(text):
    """Of #rgb, as the drawings have it, or #rrggbb."""
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
    return tuple(bytes.fromhex(digits))


def mix(first, second, part):
    return tuple(round(a + (b - a) * part) for a, b in zip(first, second))


class Metrics:
    """Sizes at one scale, in whole pixels where they are asked for so."""

    def __init__(self, path):
        self._ini = read_ini(path)
        self.path = path

    def scales(self):
        return {name: float(text) for name, text in self._ini["scale"].items()}

    def sections(self):
        return [name for name in self._ini.sections() if name not in ("scale", "font")]

    def keys(self, section):
        return list(self._ini[section])

    def text(self, section, key):
        return self._ini[section][key]

    def number(self, section, key):
        return float(self._ini[section][key])


class Scaled:
    def __init__(self, metrics, factor):
        self._metrics, self.factor = metrics, factor

    def exact(self, section, key):
        return self._metrics.number(section, key) * self.factor

    def pixels(self, section, key):
        """Rounded, and never nothing."""
        return max(1, int(self.exact(section, key) + 0.5))

    def all(self):
        return {"%s.%s" % (section, key): self.pixels(section, key)
                for section in self._metrics.sections() for key in self._metrics.keys(section)}
