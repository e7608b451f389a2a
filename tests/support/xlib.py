"""A connection to an X server by Xlib, for what its command-line tools do not do."""

import ctypes

GIVE_IDS = ("XInternAtom", "XDefaultRootWindow", "XGetSelectionOwner", "XCreateSimpleWindow")


class Connection:
    """Use it as a context manager."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        for name in GIVE_IDS:
            getattr(self.x11, name).restype = ctypes.c_ulong
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
