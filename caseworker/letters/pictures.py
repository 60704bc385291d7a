"""Pictograms and QR codes as what a row can carry beside its words. Knows no words."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from caseworker.letters import qr
from caseworker.letters.pictograms import GRID, strokes
from caseworker.letters.typography import ACCENT

if TYPE_CHECKING:
    from caseworker.letters.engine import Paper

_STROKE: Final = 1.8
_K: Final = 0.5523  # of a radius: how far the handles of a quarter of a circle stand out
_POINTS: Final = {"M": 1, "L": 1, "C": 3, "Z": 0}
_OPERATORS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing ``size`` points square: its left edge on the page, and how far below the row's top it begins.

    ``quiet`` is how much of it on every side is white.
    """

    ink: str
    grid: int
    x: float
    drop: float
    size: float
    quiet: float = 0.0

    def draw(self, paper: "Paper", top: float) -> None:
        """Draw it in a row whose upper edge is at ``top``."""
        scale = self.size / self.grid
        paper.path(f"{scale:.4f} 0 0 {-scale:.4f} {self.x:.2f} {top - self.drop:.2f} cm {self.ink}")


def pictogram(name: str, x: float, drop: float, size: float) -> Picture:
    """Return the pictogram of this name. Raises ``KeyError`` for one that nobody has drawn."""
    return Picture(_pictogram_ink(name), GRID, x, drop, size)


def qr_picture(text: str, x: float, size: float) -> Picture | None:
    """Return ``text`` as a QR code with its quiet zone, ``size`` points square; None when it is too long for one.

    Its first black module is at ``x``.
    """
    rows = qr.symbol(text)
    if rows is None:
        return None
    side = len(rows) + 2 * qr.QUIET
    margin = size * qr.QUIET / side
    return Picture(_qr_ink(rows), side, x - margin, 0.0, size, margin)


@cache
def _pictogram_ink(name: str) -> str:
    colour = " ".join(f"{part / 255:.3f}" for part in ACCENT)
    drawn = " ".join(map(_stroke, strokes(name)))
    return f"{colour} RG {_STROKE} w 1 J 1 j {drawn} S"


def _stroke(line: str) -> str:
    kind, *words = line.split()
    if kind == "R":
        return f"{' '.join(words)} re"
    if kind == "O":
        return _circle(*map(float, words))
    out, waiting = [], line.split()
    while waiting:
        command = waiting.pop(0)
        count = 2 * _POINTS[command]
        out += [*waiting[:count], _OPERATORS[command]]
        del waiting[:count]
    return " ".join(out)


def _circle(x: float, y: float, r: float) -> str:
    k = _K * r
    return (
        f"{x - r:g} {y:g} m {x - r:g} {y - k:g} {x - k:g} {y - r:g} {x:g} {y - r:g} c "
        f"{x + k:g} {y - r:g} {x + r:g} {y - k:g} {x + r:g} {y:g} c "
        f"{x + r:g} {y + k:g} {x + k:g} {y + r:g} {x:g} {y + r:g} c "
        f"{x - k:g} {y + r:g} {x - r:g} {y + k:g} {x - r:g} {y:g} c h"
    )


@lru_cache(maxsize=64)
def _qr_ink(rows: tuple[tuple[bool, ...], ...]) -> str:
    """Black on white; neighbours in a line are one rectangle, so that no hair of white stands between them."""
    side = len(rows) + 2 * qr.QUIET
    out = [f"1 1 1 rg 0 0 {side} {side} re f 0 0 0 rg"]
    for down, line in enumerate(rows):
        start = 0
        for at in range(len(line) + 1):
            if at < len(line) and line[at]:
                continue
            if at > start:
                out.append(f"{start + qr.QUIET} {down + qr.QUIET} {at - start} 1.02 re")
            start = at + 1
    return " ".join(out) + " f"
