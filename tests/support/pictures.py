"""Small pictures of one colour, in every format that icons come in."""

import base64
import textwrap

import screenshot

SIDE = 16
# A JPEG is a thing of its own: there is one, of this colour.
JPEG_COLOUR = (0xC0, 0x40, 0x80)
JPEG = base64.b64decode("""
/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMU
FRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU
FBQUFBQUFBT/wAARCAAQABADAREAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA
FgEBAQEAAAAAAAAAAAAAAAAAAAUI/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8Aj1tp0AAB/9k=
""")
GIF = base64.b64decode("R0lGODlhEAAQAPAAAMBAgAAAACH5BAAAAAAALAAAAAAQABAAAAIOhI+py+0Po5y02ouzPgUAOw==")
GIF_COLOUR_AT = 13


def write(path, colour, kind=None):
    """Writes a picture; its kind is its file's ending, where none is given."""
    kind = (kind or path.suffix.lstrip(".")).lower()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "#%02x%02x%02x" % colour
    if kind == "png":
        screenshot.Picture(SIDE, SIDE, bytes(colour) * SIDE * SIDE).save(path)
    elif kind == "svg":
        path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}">'
                        '<rect width="{0}" height="{0}" fill="{1}"/></svg>'.format(SIDE, text))
    elif kind == "xpm":
        path.write_text(textwrap.dedent('''\
            /* XPM */
            static char *icon[] = {
            "%d %d 1 1",
            "a c %s",
            %s
            };
            ''') % (SIDE, SIDE, text, ",\n".join('"%s"' % ("a" * SIDE) for _ in range(SIDE))))
    elif kind == "gif":
        path.write_bytes(GIF[:GIF_COLOUR_AT] + bytes(colour) + GIF[GIF_COLOUR_AT + 3:])
    elif kind in ("jpg", "jpeg"):
        assert colour == JPEG_COLOUR
        path.write_bytes(JPEG)
    else:
        raise ValueError(kind)
