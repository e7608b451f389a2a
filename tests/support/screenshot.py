"""Pictures of an X window, with xwd and nothing but Python's standard library."""

import struct
import subprocess
import time
import zlib

ZPIXMAP = 2
LEAST_SIGNIFICANT_FIRST = 0
STANDS_STILL = 2  # seconds in which windows do so at some moment, while pekwm makes its menus anew


class Picture:
    """Rows of 24-bit RGB pixels."""

    def __init__(self, width, height, rgb):
        self.width, self.height, self.rgb = width, height, rgb

    def __eq__(self, other):
        return (self.width, self.rgb) == (other.width, other.rgb)

    def pixel(self, x, y):
        at = 3 * (y * self.width + x)
        return tuple(self.rgb[at:at + 3])

    def row(self, y):
        return self.rgb[3 * y * self.width:3 * (y + 1) * self.width]

    def crop(self, x, y, width, height):
        rows = (self.row(y + n)[3 * x:3 * (x + width)] for n in range(height))
        return Picture(width, height, b"".join(rows))

    def colours(self):
        """How often each colour is there."""
        counts = {}
        for at in range(0, len(self.rgb), 3):
            colour = self.rgb[at:at + 3]
            counts[colour] = counts.get(colour, 0) + 1
        return {tuple(colour): count for colour, count in counts.items()}

    def save(self, path):
        """Writes a PNG."""
        scanlines = b"".join(b"\0" + self.row(y) for y in range(self.height))
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        with open(path, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) +
                       _chunk(b"IDAT", zlib.compress(scanlines, 9)) + _chunk(b"IEND", b""))


def _chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def parse_xwd(data):
    """A Picture from what xwd writes of a TrueColor window (X11/XWDFile.h): 32 bits a pixel, or 24 where there are windows of
    several depths."""
    fields = struct.unpack(">25I", data[:100])
    (header_size, _, pixmap_format, _, width, height, _, byte_order, _, _, _, bits_per_pixel, bytes_per_line,
     _, red, green, blue, _, _, colours) = fields[:20]
    if (pixmap_format, byte_order) != (ZPIXMAP, LEAST_SIGNIFICANT_FIRST) or bits_per_pixel not in (24, 32) or \
            (red, green, blue) != (0xFF0000, 0xFF00, 0xFF):
        raise ValueError("a kind of screen that is not known here: %r" % (fields,))
    return from_pixels(width, height, bits_per_pixel // 8, bytes_per_line, data[header_size + 12 * colours:])


def from_pixels(width, height, step, bytes_per_line, pixels):
    """A Picture from pixels of `step` bytes, blue first."""
    rgb = bytearray(3 * width * height)
    for y in range(height):
        line = pixels[y * bytes_per_line:y * bytes_per_line + step * width]
        for channel in range(3):
            rgb[3 * y * width + channel:3 * (y + 1) * width:3] = line[2 - channel::step]
    return Picture(width, height, bytes(rgb))


def take(display, window="root", timeout=60):
    """The picture of a window, by its id, or of the whole screen."""
    which = ["-root"] if window == "root" else ["-id", window]
    end = time.monotonic() + STANDS_STILL
    while True:  # it asks several questions, and what changes between them makes it fail
        last = time.monotonic() > end
        done = subprocess.run(["xwd", "-silent", "-display", display, *which], check=last, timeout=timeout,
                              stdout=subprocess.PIPE)
        if done.returncode == 0:
            return parse_xwd(done.stdout)
