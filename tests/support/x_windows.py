"""The windows of an X server, asked by libxcb itself: a program for each window would take most of a test's time, and
Xlib ends the test where a window or the server is gone."""

import ctypes
import functools

VIEWABLE = 2


class _Cookie(ctypes.Structure):
    _fields_ = [("sequence", ctypes.c_uint)]


class _Tree(ctypes.Structure):
    _fields_ = [("type", ctypes.c_uint8), ("pad", ctypes.c_uint8), ("sequence", ctypes.c_uint16), ("length", ctypes.c_uint32),
                ("root", ctypes.c_uint32), ("parent", ctypes.c_uint32), ("children", ctypes.c_uint16)]


class _Attributes(ctypes.Structure):
    _fields_ = [("type", ctypes.c_uint8), ("backing_store", ctypes.c_uint8), ("sequence", ctypes.c_uint16),
                ("length", ctypes.c_uint32), ("visual", ctypes.c_uint32), ("window_class", ctypes.c_uint16),
                ("bit_gravity", ctypes.c_uint8), ("window_gravity", ctypes.c_uint8), ("backing_planes", ctypes.c_uint32),
                ("backing_pixel", ctypes.c_uint32), ("save_under", ctypes.c_uint8), ("map_is_installed", ctypes.c_uint8),
                ("map_state", ctypes.c_uint8)]


class _Geometry(ctypes.Structure):
    _fields_ = [("type", ctypes.c_uint8), ("depth", ctypes.c_uint8), ("sequence", ctypes.c_uint16), ("length", ctypes.c_uint32),
                ("root", ctypes.c_uint32), ("x", ctypes.c_int16), ("y", ctypes.c_int16), ("width", ctypes.c_uint16),
                ("height", ctypes.c_uint16)]


class _Screens(ctypes.Structure):
    """An iterator; the first field of a screen is its root window."""
    _fields_ = [("root", ctypes.POINTER(ctypes.c_uint32)), ("rest", ctypes.c_int), ("index", ctypes.c_int)]


@functools.cache
def _load():
    xcb, libc = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL(None)
    libc.free.argtypes = [ctypes.c_void_p]
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    for name in ("disconnect", "connection_has_error", "get_setup"):
        getattr(xcb, "xcb_" + name).argtypes = [ctypes.c_void_p]
    xcb.xcb_get_setup.restype = ctypes.c_void_p
    xcb.xcb_setup_roots_iterator.restype = _Screens
    xcb.xcb_setup_roots_iterator.argtypes = [ctypes.c_void_p]
    xcb.xcb_query_tree_children.restype = ctypes.POINTER(ctypes.c_uint32)
    xcb.xcb_query_tree_children.argtypes = [ctypes.c_void_p]
    for name, reply in (("query_tree", _Tree), ("get_window_attributes", _Attributes), ("get_geometry", _Geometry)):
        getattr(xcb, "xcb_" + name).restype = _Cookie
        getattr(xcb, "xcb_" + name).argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        getattr(xcb, "xcb_%s_reply" % name).restype = ctypes.POINTER(reply)
        getattr(xcb, "xcb_%s_reply" % name).argtypes = [ctypes.c_void_p, _Cookie, ctypes.c_void_p]
    return xcb, libc


class _Connection:
    def __init__(self, display):
        self._xcb, self._libc = _load()
        self._connection = self._xcb.xcb_connect(display.encode(), None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self._xcb.xcb_disconnect(self._connection)
            raise ConnectionError("no X server answers at %s" % display)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._xcb.xcb_disconnect(self._connection)

    def root(self):
        return self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection)).root[0]

    def ask(self, question, window):
        """A function that waits for the reply: what `read` makes of it, or None where the window has gone meanwhile."""
        cookie = getattr(self._xcb, "xcb_" + question)(self._connection, window)

        def reply(read=lambda found: type(found.contents).from_buffer_copy(found.contents)):
            found = getattr(self._xcb, "xcb_%s_reply" % question)(self._connection, cookie, None)
            if not found:
                return None
            copy = read(found)
            self._libc.free(found)
            return copy

        return reply

    def children(self, window):
        """The lowest first."""
        def read(found):
            first = self._xcb.xcb_query_tree_children(found)
            return first[:found.contents.children]

        return self.ask("query_tree", window)(read) or []


def visible(display):
    """Ids and (x, y, width, height) of the mapped children of the root window, the lowest first. Raises
    ConnectionError where there is no server."""
    with _Connection(display) as connection:
        asked = [(window, connection.ask("get_window_attributes", window), connection.ask("get_geometry", window))
                 for window in connection.children(connection.root())]
        found = []
        for window, attributes, geometry in asked:
            state, place = attributes(), geometry()
            if state and place and state.map_state == VIEWABLE:
                found.append((hex(window), (place.x, place.y, place.width, place.height)))
        return found
