"""Outlines of glyphs as PDF path operators, for the parts of a letter that carry no text of their own.

The loose dots of Arabic letters are drawn this way (see ``shaping``): as graphics they look the same on paper and are
not read as text by anyone who searches or copies.
"""

from functools import lru_cache
from typing import Final

from caseworker.letters.fonts import Face

Point = tuple[float, float]
_THIRD: Final = 1 / 3


class _PathPen:
    """Collects an outline; quadratic curves are raised to cubic ones, which is what PDF has."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self._at: Point = (0.0, 0.0)

    def moveTo(self, to: Point) -> None:  # noqa: N802 - the pen protocol's name
        self.operators.append(f"{_n(to[0])} {_n(to[1])} m")
        self._at = to

    def lineTo(self, to: Point) -> None:  # noqa: N802
        self.operators.append(f"{_n(to[0])} {_n(to[1])} l")
        self._at = to

    def curveTo(self, first: Point, second: Point, to: Point) -> None:  # noqa: N802
        self.operators.append(" ".join(_n(v) for p in (first, second, to) for v in p) + " c")
        self._at = to

    def qCurveTo(self, control: Point, to: Point) -> None:  # noqa: N802
        x0, y0 = self._at
        first = (x0 + 2 * _THIRD * (control[0] - x0), y0 + 2 * _THIRD * (control[1] - y0))
        second = (to[0] + 2 * _THIRD * (control[0] - to[0]), to[1] + 2 * _THIRD * (control[1] - to[1]))
        self.curveTo(first, second, to)

    def closePath(self) -> None:  # noqa: N802
        self.operators.append("h")

    def endPath(self) -> None:  # noqa: N802
        """Open outlines do not occur in a TrueType font; nothing to do."""


def _n(value: float) -> str:
    return f"{value:.4g}" if value % 1 else str(int(value))


@lru_cache(maxsize=512)
def outline(face: Face, glyph: int) -> str:
    """Path operators of a glyph in font units, ending in a fill."""
    pen = _PathPen()
    face.shaper_font.draw_glyph_with_pen(glyph, pen)
    return " ".join([*pen.operators, "f"])
