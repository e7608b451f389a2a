"""A connection to an X server by Xlib, for what its command-line tools do not do."""

import ctypes

GIVE_IDS = ("XInternAtom", "XDefaultRootWindow", "XGetSelectionOwner", "XCreateSimpleWindow")
# Xlib's own ends the process. Kept, since Xlib holds no reference.
PASS_BY = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda display, error: 0)


class Connection:
    """Use it as a context manager."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        for name in GIVE_IDS:
            getattr(self.x11, name).restype = ctypes.c_ulong
        self.x11.XSetErrorHandler.restype = ctypes.c_void_p
        self.x11.XSetErrorHandler.argtypes = [ctypes.c_void_p]
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))
        if not self.display:
            raise OSError("no display " + display)
        self.root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.x11.XCloseDisplay(self.display)

    def atom(self, name):
        return self.x11.XInternAtom(self.display, name.encode(), 0)

    def is_there(self, drawable):
        """A window or a pixmap, of whomever."""
        former = self.x11.XSetErrorHandler(PASS_BY)
        outs = [ctypes.c_ulong(), *(ctypes.c_int() for _ in range(2)), *(ctypes.c_uint() for _ in range(4))]
        found = self.x11.XGetGeometry(self.display, ctypes.c_ulong(drawable), *map(ctypes.byref, outs))
        self.x11.XSetErrorHandler(former)
        return found != 0
