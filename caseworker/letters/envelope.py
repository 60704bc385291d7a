"""Where a window envelope shows the paper, and the address that is to be seen there and nothing else.

Swedish window envelopes with the window at the right (H2), 90 by 35 mm, its right edge 20 mm from the envelope's: C5
(229 by 162 mm, the paper folded once) and C65 (229 by 114 mm, folded twice). Sizes of envelopes are ISO 269; the
upper edge of the window, 44 mm down on C5 and 39 mm on C65, follows makers' tables, for the text of the standard
(SIS) was not at hand: a municipality holds its own envelope against a letter first. A sheet slides in its envelope,
19 mm sideways and as far up and down as there is room. ``SEEN`` is what a window can show in any of those places;
``ALWAYS`` what it shows in all of them. The address stands in ``ALWAYS``, and nothing else in ``SEEN``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from caseworker.errors import Refused
from caseworker.letters import typography as t
from caseworker.letters.columns import Cell, Column, Row, draw_row, row, text_cell
from caseworker.letters.engine import Paper
from caseworker.letters.isolate import clean
from caseworker.letters.languages import SWEDISH
from caseworker.letters.letterhead import Forwarding
from caseworker.letters.lines import Style

MM: Final = 72 / 25.4
MOST_LINES: Final = 4
_STYLE: Final = Style(10, 11)
_SENDER_WIDTH: Final = 225.0  # ends five millimetres before what a window can show


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the page in millimetres from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope in millimetres: its size, the upper edge of its window, and how high the folded paper is."""

    width: float
    height: float
    window_top: float
    folded: float

    def windows(self) -> tuple[Area, Area]:
        """Return where the window lies on the paper when that is pushed to the upper left, and to the lower right."""
        left, across, down = self.width - 20 - 90, self.width - 210, self.height - self.folded
        pushed = Area(left, self.window_top, left + 90, self.window_top + 35)
        return pushed, Area(left - across, self.window_top - down, pushed.right - across, pushed.bottom - down)


C5: Final = Envelope(229, 162, 44, 148.5)
C65: Final = Envelope(229, 114, 39, 99)
_WINDOWS: Final = (*C5.windows(), *C65.windows())
SEEN: Final = Area(
    min(one.left for one in _WINDOWS),
    min(one.top for one in _WINDOWS),
    max(one.right for one in _WINDOWS),
    max(one.bottom for one in _WINDOWS),
)
ALWAYS: Final = Area(
    max(one.left for one in _WINDOWS),
    max(one.top for one in _WINDOWS),
    min(one.right for one in _WINDOWS),
    min(one.bottom for one in _WINDOWS),
)


def window_row(sender: Sequence[Row], address: Sequence[str]) -> Row:
    """Return the head of a first page: ``sender`` at the left, ``address`` in the window, room kept for it.

    Raises ``Refused("letter.address_too_long")`` for more than a window shows in every place.
    """
    head: list[Cell] = []
    down = 0.0
    for this in sender:
        head += [_lowered(cell, down + this.gap) for cell in this.cells]
        down += this.gap + this.height
    height = SEEN.bottom * MM - (t.PAGE_HEIGHT - t.TOP)
    cell = _address_cell(address)
    cells = tuple(replace(one, height=height) for one in (*head, cell))
    return Row(cells, gap=0.0)


def draw_outer(paper: Paper, forwarding: Forwarding) -> None:
    """Draw the sheet of an outer envelope: to whom in the window, from whom at the left, nothing of what is inside.

    Its back is a page of its own, so that a printer of both sides does not put the letter there.
    """
    column = sender_column()
    sender = [row([text_cell(column, clean(one), t.SMALL, t.INK2)], gap=0) for one in forwarding.sender]
    draw_row(paper, window_row(sender, forwarding.to), t.TOP)
    paper.next_page()
    paper.next_page()


def sender_column() -> Column:
    """Return the column of the sender beside a window."""
    return Column(SWEDISH, t.MARGIN_X, _SENDER_WIDTH)


def _address_cell(address: Sequence[str]) -> Cell:
    column = Column(SWEDISH, ALWAYS.left * MM, (ALWAYS.right - ALWAYS.left) * MM)
    lines = [placed for one in address for placed in text_cell(column, clean(one), _STYLE).lines]
    if len(lines) > MOST_LINES:
        raise Refused("letter.address_too_long", lines=MOST_LINES)
    leading = _STYLE.leading if len(lines) == MOST_LINES else _STYLE.leading + 2
    first = (ALWAYS.top + 0.2) * MM + 7.6 - (t.PAGE_HEIGHT - t.TOP)
    return Cell(column, tuple(one._replace(drop=first + leading * number) for number, one in enumerate(lines)))


def _lowered(cell: Cell, by: float) -> Cell:
    return replace(cell, lines=tuple(one._replace(drop=one.drop + by) for one in cell.lines))
