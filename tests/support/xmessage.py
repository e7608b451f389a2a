"""Client messages, which no command-line tool of X sends."""

import ctypes

import xlib

CLIENT_MESSAGE = 33
SUBSTRUCTURE = (1 << 19) | (1 << 20)


class Data(ctypes.Union):
    _fields_ = [("b", ctypes.c_char * 20), ("l", ctypes.c_long * 5)]  # the longs say where it begins


class Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", Data), ("rest", ctypes.c_byte * 128)]


class Sender(xlib.Connection):
    def owner(self, selection):
        return self.x11.XGetSelectionOwner(self.display, ctypes.c_ulong(self.atom(selection)))

    def send(self, kind, window=None, data=b""):
        """To a window, or to the root window as window managers get messages."""
        event = Event(type=CLIENT_MESSAGE, window=window or self.root.value, message_type=self.atom(kind), format=8)
        event.data.b = data
        self.x11.XSendEvent(self.display, ctypes.c_ulong(window or self.root.value), 0,
                            ctypes.c_long(0 if window else SUBSTRUCTURE), ctypes.byref(event))
        self.x11.XSync(self.display, 0)
