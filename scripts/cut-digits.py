#!/usr/bin/python3
"""Cut the outlines of the ten digits from two free fonts, for the picture of the code on the screen.

Run once, when the fonts or the choice of fonts change; the result is committed, so that nothing reads a font while
the portal runs. Needs the Debian packages python3-fonttools, fonts-lato and fonts-dejavu-core.

  scripts/cut-digits.py > src/platform/screen-code/digit-outlines.json

A font is a list of ten digits; a digit is {width, contours}; a contour is a closed run of quadratic curves
[x0, y0, cx, cy, x, y, cx, cy, x, y, ...] (a straight line has its middle as control point). The unit is 1/1000 of the
height of the digit zero, y points down, the base line is y = 1000.
"""
import json

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

FONTS = [
    ("Lato Bold 2.0, SIL Open Font License 1.1", "/usr/share/fonts/truetype/lato/Lato-Bold.ttf"),
    ("DejaVu Sans Bold 2.37, Bitstream Vera licence", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"),
]


def cut(path):
    font = TTFont(path)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    bounds = BoundsPen(glyphs)
    glyphs[names[ord("1")]].draw(bounds)
    unit = 1000 / bounds.bounds[3]
    return [cut_digit(glyphs, names[ord(d)], unit) for d in "0123456789"]


def cut_digit(glyphs, name, unit):
    pen, bounds = DecomposingRecordingPen(glyphs), BoundsPen(glyphs)
    glyphs[name].draw(pen)
    glyphs[name].draw(bounds)
    left, _, right, _ = bounds.bounds
    put = lambda p: (round((p[0] - left) * unit), round(1000 - p[1] * unit))
    contours, run, start, at = [], [], (0, 0), (0, 0)
    for verb, points in pen.value:
        if verb == "moveTo":
            at = start = points[0]
            run = [*put(at)]
        elif verb in ("lineTo", "closePath"):
            to = points[0] if points else start
            if to != at:
                run += [*put(((at[0] + to[0]) / 2, (at[1] + to[1]) / 2)), *put(to)]
                at = to
            if verb == "closePath":
                contours.append(run)
        elif verb == "qCurveTo":
            if points[-1] is None:
                raise SystemExit("a contour without a point on the curve: not expected in these fonts")
            for control, to in decomposeQuadraticSegment(points):
                run += [*put(control), *put(to)]
                at = to
        else:
            raise SystemExit(f"unexpected {verb}")
    return {"width": round((right - left) * unit), "contours": contours}


fonts = [{"source": source, "digits": cut(path)} for source, path in FONTS]
print(json.dumps({"fonts": fonts}, separators=(",", ":")))
