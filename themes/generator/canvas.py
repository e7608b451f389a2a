"""Small pictures drawn pixel by pixel, and PNG files of them.

A shape is a function that gives the distance of a point from its edge, negative inside. A pixel is covered as far as
its middle lies within: edges that run along the pixels are crisp, all others smooth."""

import math
import struct
import zlib


def rounded_box(left, top, right, bottom, radius=0.0):
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    half_x, half_y = (right - left) / 2 - radius, (bottom - top) / 2 - radius

    def distance(x, y):
        dx, dy = abs(x - middle_x) - half_x, abs(y - middle_y) - half_y
        outside = math.hypot(max(dx, 0), max(dy, 0))
        return outside + min(max(dx, dy), 0) - radius

    return distance


def line(x1, y1, x2, y2, width):
    """With round ends."""
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2

    def distance(x, y):
        along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0
        along = min(max(along, 0), 1)
        return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)) - width / 2

    return distance


def polygon(*corners):
    """A convex one, its corners clockwise."""
    edges = []
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1]):
        length = math.hypot(x2 - x1, y2 - y1)
        edges.append((x1, y1, (y2 - y1) / length, (x1 - x2) / length))
    return lambda x, y: max((x - x1) * outward_x + (y - y1) * outward_y for x1, y1, outward_x, outward_y in edges)


def union(*shapes):
    return lambda x, y: min(shape(x, y) for shape in shapes)


def without(shape, hole):
    return lambda x, y: max(shape(x, y), -hole(x, y))


def outline(left, top, right, bottom, radius, width):
    return without(rounded_box(left, top, right, bottom, radius),
                   rounded_box(left + width, top + width, right - width, bottom - width, max(radius - width, 0)))


class Canvas:
    """RGB, and for each pixel how much of it is there: all or nothing for X shapes."""

    def __init__(self, width, height, colour):
        self.width, self.height = width, height
        self._pixels = [[colour] * width for _ in range(height)]
        self._alpha = [[255] * width for _ in range(height)]

    def fill(self, shape, colour):
        for y, row in enumerate(self._pixels):
            for x, under in enumerate(row):
                covered = min(max(0.5 - shape(x + 0.5, y + 0.5), 0), 1)
                if covered > 0:
                    row[x] = tuple(round(a + (b - a) * covered) for a, b in zip(under, colour))

    def cut(self, shape):
        """Takes away what lies outside."""
        self._alpha = [[0 if shape(x + 0.5, y + 0.5) > 0 else alpha for x, alpha in enumerate(row)]
                       for y, row in enumerate(self._alpha)]

    def fade(self, shape):
        """Makes what lies outside transparent, smoothly."""
        self._alpha = [[round(255 * min(max(0.5 - shape(x + 0.5, y + 0.5), 0), 1)) for x in range(self.width)]
                       for y in range(self.height)]

    def png(self):
        with_alpha = any(alpha != 255 for row in self._alpha for alpha in row)
        rows = b"".join(b"\0" + b"".join(bytes(pixel) + (bytes([alpha]) if with_alpha else b"")
                                         for pixel, alpha in zip(*both))
                        for both in zip(self._pixels, self._alpha))
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 6 if with_alpha else 2, 0, 0, 0)
        return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9))
                + _chunk(b"IEND", b""))


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
