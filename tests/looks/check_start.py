#!/usr/bin/env python3
"""The first impression: whatever is on the screen while a session starts is the background, and then the panel in its
place.

    check_start.py --program PEKWM-LXPANEL

KIT_FRAMES=FOLDER keeps the frames there, for eyes.
"""

import os
import unittest

import desktop
import film
import xsession
from desktop import harness

SIZE = "1024x768"
GTK_GREY = (220, 218, 213)  # GTK 2 without a look
BLACK = (0, 0, 0)
FRAMES = os.environ.get("KIT_FRAMES")


class Start(unittest.TestCase):
    def film(self, look):
        films = []
        with desktop.Desktop(harness.PROGRAM, look, SIZE,
                             before_start=lambda desk: films.append(film.Film(desk.server.display))) as desk:
            panel = desk.facts()["panel"]
            shot = desk.picture()
            above = shot.crop(0, 0, shot.width, shot.height - panel).rgb
            # The clock may go on meanwhile: the part above the panel is what must be the same.
            xsession.wait_until(lambda: films[0].last().crop(0, 0, shot.width, shot.height - panel).rgb == above,
                                "the last frame")
            frames = films[0].develop()
        if FRAMES:
            for number, frame in enumerate(frames):
                frame.save("%s/%s-%02d.png" % (FRAMES, look, number))
        return frames, panel

    def check(self, look):
        frames, panel = self.film(look)
        first, last = frames[0], frames[-1]
        height = first.height - panel
        self.assertEqual(len(first.colours()), 1)  # as the server has it
        ground = frames[1]
        for number, frame in enumerate(frames[1:], 1):
            # The plain ground, then the picture; no window anywhere, no part that is not painted.
            for y in range(height):
                row = frame.row(y)
                self.assertTrue(row == ground.row(y) or row == last.row(y), (number, y))
            # What is not the panel yet is the background still.
            for colour in frame.crop(0, height, frame.width, panel).colours():
                self.assertNotIn(colour, (BLACK, GTK_GREY), number)
        # The panel has been there, and not before the ground.
        self.assertNotEqual(ground.row(height + panel // 2), last.row(height + panel // 2))

    def test_light(self):
        self.check("light")

    def test_dark(self):
        self.check("dark")


if __name__ == "__main__":
    harness.main(*desktop.PROGRAMS)
