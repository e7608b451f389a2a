"""A film of a screen: each picture that there was between two requests of whatever program, and none of a request that is
half done, as a look into the server's memory would give."""

import socket
import struct
import threading

import screenshot
import xsession

GET_IMAGE, Z_PIXMAP = 73, 2
PART = 1 << 20


class Camera:
    """A client of the X server that asks for pictures, in the core protocol and nothing but Python's standard library."""

    def __init__(self, display):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(xsession.DEADLINE)
        self._socket.connect("/tmp/.X11-unix/X" + display.lstrip(":"))
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        success, words = struct.unpack("<BxxxxxH", self._read(8))
        setup = self._read(4 * words)
        if success != 1:
            raise AssertionError("the server refuses: %r" % setup)
        vendor, formats = struct.unpack_from("<H", setup, 16)[0], setup[21]
        screen = 32 + (vendor + 3) // 4 * 4 + 8 * formats
        self._root, = struct.unpack_from("<I", setup, screen)
        self.width, self.height = struct.unpack_from("<HH", setup, screen + 20)

    def _read(self, size):
        parts = []
        while size > 0:
            part = self._socket.recv(min(size, PART))
            if not part:
                raise EOFError("the server has gone")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def shoot(self):
        """The screen's pixels."""
        self._socket.sendall(struct.pack("<BBHIhhHHI", GET_IMAGE, Z_PIXMAP, 5, self._root, 0, 0, self.width, self.height,
                                         0xFFFFFFFF))
        kind, words = struct.unpack_from("<BxxxI", self._read(32))
        if kind != 1:
            raise AssertionError("no picture")
        return self._read(4 * words)

    def develop(self, pixels):
        return screenshot.from_pixels(self.width, self.height, 4, 4 * self.width, pixels)

    def close(self):
        self._socket.close()


class Film:
    """The frames of a screen, each once, until it is developed."""

    def __init__(self, display):
        self._camera = Camera(display)
        self._stop = threading.Event()
        self.frames = [self._camera.shoot()]
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        while not self._stop.is_set():
            now = self._camera.shoot()
            if now != self.frames[-1]:
                self.frames.append(now)

    def last(self):
        return self._camera.develop(self.frames[-1])

    def develop(self):
        """Ends it; the pictures."""
        self._stop.set()
        self._thread.join()
        self._camera.close()
        return [self._camera.develop(frame) for frame in self.frames]
