"""A plot as SVG text: cost against size, both on logarithmic scales, so that what grows linearly is a straight line."""

import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 64, 176, 36, 44  # around the drawing; names of lines are at the right
LABEL_HEIGHT = 15
COLOURS = ("#c0392b", "#2c3e50", "#7f8c8d", "#2980b9", "#27ae60", "#8e44ad", "#d35400", "#16a085", "#f39c12", "#6d4c41")


def svg(title, x_title, y_title, lines):
    """`lines`: {name: [(x, y), ...]}, all values above 0."""
    points = [point for line in lines.values() for point in line]
    x_scale = Scale([x for x, _ in points], LEFT, WIDTH - RIGHT)
    y_scale = Scale([y for _, y in points], HEIGHT - BOTTOM, TOP)
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">'
             % (WIDTH, HEIGHT), '<rect width="100%" height="100%" fill="white"/>', text(LEFT, 20, title, size=15)]
    for value in x_scale.decades():
        x = x_scale(value)
        parts += [line_between(x, TOP, x, HEIGHT - BOTTOM), text(x, HEIGHT - BOTTOM + 16, number(value), "middle")]
    for value in y_scale.decades():
        y = y_scale(value)
        parts += [line_between(LEFT, y, WIDTH - RIGHT, y), text(LEFT - 6, y + 4, number(value), "end")]
    parts += [text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x_title, "middle"), text(8, TOP - 4, y_title)]
    ends = sorted(((y_scale(line[-1][1]), name) for name, line in lines.items()), key=lambda end: end[0])
    colours = dict(zip(lines, COLOURS * (len(lines) // len(COLOURS) + 1)))
    lowest = TOP - LABEL_HEIGHT
    for y, name in ends:
        line = [(x_scale(a), y_scale(b)) for a, b in lines[name]]
        path = " ".join("%.1f,%.1f" % point for point in line)
        parts.append('<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>' % (path, colours[name]))
        parts += ['<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>' % (*point, colours[name]) for point in line]
        lowest = max(y, lowest + LABEL_HEIGHT)
        parts.append(text(line[-1][0] + 8, lowest + 4, name, colour=colours[name]))
    return "\n".join(parts + ["</svg>", ""])


class Scale:
    def __init__(self, values, start, end):
        self.low, self.high = math.log10(min(values)), math.log10(max(values))
        self.start, self.end = start, end

    def __call__(self, value):
        span = (self.high - self.low) or 1
        return self.start + (math.log10(value) - self.low) / span * (self.end - self.start)

    def decades(self):
        return [10 ** power for power in range(math.ceil(self.low - 1e-9), math.floor(self.high + 1e-9) + 1)]


def number(value):
    return "%g" % value if value < 1 else format(int(value), ",")


def text(x, y, words, anchor="start", size=12, colour="#333"):
    return ('<text x="%.1f" y="%.1f" text-anchor="%s" font-size="%d" fill="%s">%s</text>'
            % (x, y, anchor, size, colour, escape(words)))


def line_between(x1, y1, x2, y2):
    return '<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#ddd"/>' % (x1, y1, x2, y2)
