"""The program's mark in a letterhead: a rounded square with a path through it, drawn as curves."""

from typing import Final

from caseworker.letters import typography as t
from caseworker.letters.engine import Paper

_GRID: Final = 24.0


def draw_mark(paper: Paper, x: float, y: float, size: float) -> None:
    """Draw the mark ``size`` points square, its lower left corner at ``x``, ``y``."""
    paper.box(x, y, size, size, fill=t.ACCENT, radius=size * 0.24)
    scale = size / _GRID
    curve = "6.5 7.5 m 9.5 6.2 13 7.4 12 12 c 11 16.6 14.5 17.8 17.5 16.5 c S"
    dots = " ".join(_dot(cx, cy, 1.9) for cx, cy in ((6.7, 7.4), (17.3, 16.6)))
    paper.path(f"{scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm 1 1 1 RG 1 1 1 rg 2.2 w 1 J {curve} {dots}")


def _dot(x: float, y: float, r: float) -> str:
    k = 0.5523 * r
    return (
        f"{x - r:.2f} {y:.2f} m {x - r:.2f} {y + k:.2f} {x - k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x + k:.2f} {y + r:.2f} {x + r:.2f} {y + k:.2f} {x + r:.2f} {y:.2f} c "
        f"{x + r:.2f} {y - k:.2f} {x + k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x - k:.2f} {y - r:.2f} {x - r:.2f} {y - k:.2f} {x - r:.2f} {y:.2f} c f"
    )
