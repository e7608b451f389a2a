"""Windows of an application: of the types, places and parents that a test wants, and what the mouse does in them."""

import ctypes

import xlib

BUTTON_PRESS = 4
BUTTON_PRESS_MASK = 1 << 2
REPLACE = 0
US_POSITION, P_SIZE = 1 << 0, 1 << 3
ATOM = 4  # the atom of the type ATOM


class _SizeHints(ctypes.Structure):
    _fields_ = [("flags", ctypes.c_long)] + [(name, ctypes.c_int) for name in (
        "x", "y", "width", "height", "min_width", "min_height", "max_width", "max_height", "width_inc", "height_inc",
        "min_aspect_x", "min_aspect_y", "max_aspect_x", "max_aspect_y", "base_width", "base_height", "win_gravity")]


class _ButtonEvent(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("root", ctypes.c_ulong),
                ("subwindow", ctypes.c_ulong), ("time", ctypes.c_ulong), ("x", ctypes.c_int), ("y", ctypes.c_int),
                ("x_root", ctypes.c_int), ("y_root", ctypes.c_int), ("state", ctypes.c_uint),
                ("button", ctypes.c_uint), ("rest", ctypes.c_byte * 128)]


class Application(xlib.Connection):
    """To the window manager, a connection is a program."""

    def open(self, title, width, height, at=None, parent=None, kind=None):
        """A mapped window. Where `at` is not given, the window manager finds a place for it; `kind` is the end of its
        _NET_WM_WINDOW_TYPE."""
        x, y = at or (0, 0)
        window = self.x11.XCreateSimpleWindow(self.display, self.root, x, y, width, height, 0, ctypes.c_ulong(0),
                                              ctypes.c_ulong(0xC0C0A0))
        handle = ctypes.c_ulong(window)
        self.x11.XStoreName(self.display, handle, title.encode())
        hints = _SizeHints(flags=P_SIZE | (US_POSITION if at else 0), x=x, y=y, width=width, height=height)
        self.x11.XSetWMNormalHints(self.display, handle, ctypes.byref(hints))
        if parent:
            self.x11.XSetTransientForHint(self.display, handle, ctypes.c_ulong(parent))
        if kind:
            value = ctypes.c_ulong(self.atom("_NET_WM_WINDOW_TYPE_" + kind))
            self.x11.XChangeProperty(self.display, handle, ctypes.c_ulong(self.atom("_NET_WM_WINDOW_TYPE")),
                                     ctypes.c_ulong(ATOM), 32, REPLACE, ctypes.byref(value), 1)
        self.x11.XSelectInput(self.display, handle, ctypes.c_long(BUTTON_PRESS_MASK))
        self.x11.XMapWindow(self.display, handle)
        self.x11.XSync(self.display, 0)
        return window

    def presses(self):
        """The buttons that were pressed in its windows since it was asked last."""
        found = []
        event = _ButtonEvent()
        while self.x11.XCheckTypedEvent(self.display, BUTTON_PRESS, ctypes.byref(event)):
            found.append(event.button)
        return found

    def frame(self, window):
        """The child of the root window that it lies in, as x_windows names it."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(window), ctypes.c_uint()
        children = ctypes.c_void_p()
        while parent.value != self.root.value:
            child = parent.value
            if not self.x11.XQueryTree(self.display, ctypes.c_ulong(child), ctypes.byref(root), ctypes.byref(parent),
                                       ctypes.byref(children), ctypes.byref(count)):
                raise OSError("window %#x is gone" % window)
            if children:
                self.x11.XFree(children)
        return hex(child)
