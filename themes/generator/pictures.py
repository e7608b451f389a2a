"""Every picture of a look: borders, window buttons, arrows, lines."""

from canvas import Canvas, line, outline, polygon, rounded_box, union


def bordered(look, prefix, edge, inside, width, radius, top_radius=None):
    """The eight pictures around a window or menu: a line on the outside, and corners that are round."""
    pictures = {}
    reach = width + radius  # far enough that the other corners of the box play no part
    for vertical in ("top", "bottom"):
        round_by = top_radius if top_radius and vertical == "top" else radius
        size = max(width, round_by)
        for side in ("left", "right"):
            box = _corner_box(vertical, side, size, reach)
            corner = Canvas(size, size, edge)
            corner.fill(rounded_box(*_inset(box, look.line(prefix)), max(round_by - look.line(prefix), 0)), inside)
            corner.cut(rounded_box(*box, round_by))
            pictures["%s-%s-%s" % (prefix, vertical, side)] = corner
        pictures["%s-%s" % (prefix, vertical)] = _edge(look.line(prefix), width, edge, inside, vertical)
    for side in ("left", "right"):
        pictures["%s-%s" % (prefix, side)] = _edge(look.line(prefix), width, edge, inside, side)
    return pictures


def _corner_box(vertical, side, size, reach):
    left, right = (0, size + 2 * reach) if side == "left" else (-2 * reach, size)
    top, bottom = (0, size + 2 * reach) if vertical == "top" else (-2 * reach, size)
    return left, top, right, bottom


def _inset(box, by):
    left, top, right, bottom = box
    return left + by, top + by, right - by, bottom - by


def _edge(line_width, width, edge, inside, where):
    across = where in ("left", "right")
    picture = Canvas(width if across else 1, 1 if across else width, inside)
    first = where in ("left", "top")
    begin, end = (0, line_width) if first else (width - line_width, width)
    picture.fill(rounded_box(begin, -9, end, 9) if across else rounded_box(-9, begin, 9, end), edge)
    return picture


def arrow(look, ground, colour):
    width, height = look.px("menu", "arrow-width"), look.px("menu", "arrow-height")
    stroke = look.exact("menu", "arrow-line")
    picture = Canvas(width, height, ground)
    # The point lies in the middle of a row, so that both halves are the same.
    middle, margin = height / 2, stroke / 2 + 0.3
    reach = min(middle - margin, width - 2 * margin)
    left = (width - reach) / 2
    picture.fill(union(line(left, middle - reach, left + reach, middle, stroke),
                       line(left, middle + reach, left + reach, middle, stroke)), colour)
    return picture


def separator(look, ground, colour):
    """One pixel wide: the window manager stretches it."""
    height, width = look.px("menu", "separator"), look.px("menu", "separator-line")
    picture = Canvas(1, height, ground)
    top = (height - width) // 2
    picture.fill(rounded_box(-9, top, 9, top + width), colour)
    return picture


def window_button(look, glyph, ground, face, colour):
    """`face`: the colour of the field behind the glyph."""
    size, height = look.px("window", "button"), look.px("window", "title")
    picture = Canvas(size, height, ground)
    field = look.px("window", "button-face")
    # The same parity as the picture's, so that it can lie in the middle.
    field_x, field_y = (size - field) // 2, (height - field) // 2
    if face != ground:
        picture.fill(rounded_box(field_x, field_y, field_x + field, field_y + field,
                                 look.exact("window", "button-radius")), face)
    extent = look.px("window", "glyph")
    extent += (field - extent) % 2
    left, top = field_x + (field - extent) // 2, field_y + (field - extent) // 2
    picture.fill(GLYPHS[glyph](left, top, extent, look.exact("window", "glyph-line")), colour)
    return picture


def _close(left, top, extent, stroke):
    margin = 0.5
    first, last = margin, extent - margin
    return union(line(left + first, top + first, left + last, top + last, stroke),
                 line(left + first, top + last, left + last, top + first, stroke))


def _maximize(left, top, extent, stroke):
    whole = max(1, int(stroke + 0.4))
    return outline(left, top, left + extent, top + extent, whole, whole)


def _minimize(left, top, extent, stroke):
    whole = max(1, int(stroke + 0.4))
    middle = top + extent // 2
    return rounded_box(left, middle, left + extent, middle + whole)


GLYPHS = {"close": _close, "maximize": _maximize, "minimize": _minimize}


def all_pictures(look):
    c = look.palette.colour
    pictures = {}
    menu_width = look.px("menu", "outline") + look.px("menu", "inner")
    pictures |= bordered(look, "menu", c("outline"), c("surface"), menu_width, look.px("menu", "radius"))
    window_width = look.px("window", "outline") + look.px("window", "frame")
    for state, frame, title in (("window", "frame", "title"), ("window-idle", "frame-idle", "title-idle")):
        pictures |= bordered(look, state, c(frame), c(title), window_width, window_width, look.px("window", "radius"))
    pictures["separator"] = separator(look, c("surface"), c("line"))
    pictures["arrow"] = arrow(look, c("surface"), c("muted"))
    pictures["arrow-selected"] = arrow(look, c("accent"), c("accent-text"))
    for glyph in GLYPHS:
        danger = glyph == "close"
        hover, press = ("danger", "danger-press") if danger else ("title-hover", "title-press")
        over = c("danger-text" if danger else "title-hover-text")
        pictures[glyph] = window_button(look, glyph, c("title"), c("title"), c("title-text"))
        pictures[glyph + "-idle"] = window_button(look, glyph, c("title-idle"), c("title-idle"), c("title-idle-text"))
        # A window that is pointed at may be any: its title is mostly that of the one in use.
        pictures[glyph + "-hover"] = window_button(look, glyph, c("title"), c(hover), over)
        pictures[glyph + "-press"] = window_button(look, glyph, c("title"), c(press), over)
    return pictures


def start_icon(size, colour, tile):
    """Of the panel's menu: four tiles on a square, for grounds of every colour."""
    unit = size / 24
    picture = Canvas(size, size, colour)
    edge = round(unit)
    picture.fill(rounded_box(0, 0, size, size), colour)
    gap, side = max(2, round(2.4 * unit)), round(5.4 * unit)
    first = (size - 2 * side - gap) // 2
    for left in (first, size - first - side):
        for top in (first, size - first - side):
            picture.fill(rounded_box(left, top, left + side, top + side, 1.2 * unit), tile)
    picture.fade(rounded_box(edge, edge, size - edge, size - edge, 5 * unit))
    return picture


def _run(left, top, size):
    """As in run.svg: a field, and a triangle that points on."""
    unit = size / 24
    return (rounded_box(left + 2 * unit, top + 2 * unit, left + 22 * unit, top + 22 * unit, 10 * unit),
            polygon(*((left + x * unit, top + y * unit) for x, y in ((9, 6.5), (18, 12), (9, 17.5)))))


def run_icon(size, face, glyph):
    """Of the panel's menu."""
    field, triangle = _run(0, 0, size)
    picture = Canvas(size, size, face)
    picture.fill(triangle, glyph)
    picture.fade(field)
    return picture


def dialog_pictures(look, face, glyph):
    """The left edge of the dialog for commands, wide enough for an icon that says what it is for in every language. It
    is repeated below, where nobody sees it. The corner above is as wide: where that ends the window manager has the
    title that the dialog lacks, a black pixel, and what is typed covers it."""
    c, size, thin = look.palette.colour, look.px("menu", "icon-small"), look.px("menu", "outline")
    edge = thin + look.px("menu", "inner")
    left, top = edge + look.px("dialog", "pad-icon"), look.px("dialog", "pad-vertical")
    side = Canvas(left + size, 3 * (size + 2 * top), c("surface"))
    side.fill(rounded_box(0, -9, thin, side.height + 9), c("outline"))
    field, triangle = _run(left, top, size)
    side.fill(field, face)
    side.fill(triangle, glyph)
    radius = look.px("menu", "radius")
    corner = Canvas(side.width, max(edge, radius), c("outline"))
    box = (0, 0, 2 * side.width, 2 * side.width)
    corner.fill(rounded_box(*_inset(box, thin), max(radius - thin, 0)), c("surface"))
    corner.cut(rounded_box(*box, radius))
    return {"dialog-left": side, "dialog-top-left": corner}


def logout_icon(size, face, glyph):
    """The same for logout.svg: a door, and an arrow that leads out."""
    unit = size / 24
    picture = Canvas(size, size, face)
    picture.fill(union(rounded_box(6 * unit, 6 * unit, 9 * unit, 18 * unit),
                       rounded_box(10 * unit, 10 * unit, 14 * unit, 14 * unit),
                       polygon((13 * unit, 7 * unit), (18 * unit, 12 * unit), (13 * unit, 17 * unit))), glyph)
    picture.fade(rounded_box(3 * unit, 3 * unit, 21 * unit, 21 * unit, 3 * unit))
    return picture


def panel_pictures(look):
    """The panel's ground, one pixel wide: a line towards the desktop, above the colour."""
    picture = Canvas(1, look.px("panel", "height"), look.palette.colour("panel"))
    picture.fill(rounded_box(-9, 0, 9, look.px("menu", "outline")), look.palette.colour("panel-line"))
    return {"panel": picture}
