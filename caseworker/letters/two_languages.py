"""The page of a paper in two languages: the columns, the sender at the head, the foot and the rule between.

Swedish stands to the left, the reader's language to the right; Swedish alone has one narrower column. Does not know
what the paper says.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from caseworker.letters import typography as t
from caseworker.letters.columns import Cell, Column, Row, beside, draw_cell, draw_row, row, text_cell
from caseworker.letters.engine import Paper
from caseworker.letters.isolate import clean, isolate
from caseworker.letters.languages import SWEDISH, LetterLanguage
from caseworker.letters.letterhead import Letterhead
from caseworker.letters.logo import Logo
from caseworker.letters.mark import draw_mark

_HEADER_GAP: Final = 16.0
_MARK: Final = 20.0  # the room of the program's mark before the sender's name
_AFTER_LOGO: Final = 8.0
_LOGO_DROP: Final = 2.0  # its upper edge stands level with the capitals beside it
_UNDER: Final = 6.0  # from the last base line of a label to the rule below it


def columns_for(language: LetterLanguage) -> tuple[Column, ...]:
    """Return the columns of a paper in Swedish beside ``language``; one when that is Swedish."""
    if language == SWEDISH:
        return (Column(SWEDISH, t.MARGIN_X, t.SINGLE_WIDTH),)
    right = t.MARGIN_X + t.COLUMN_WIDTH + t.GUTTER
    return (Column(SWEDISH, t.MARGIN_X, t.COLUMN_WIDTH), Column(language, right, t.COLUMN_WIDTH))


def sender_rows(
    columns: tuple[Column, ...],
    letterhead: Letterhead,
    demo: Sequence[str],
    scale: t.Scale = t.USUAL,
    *,
    small: bool = True,
) -> list[Row]:
    """Municipality, office and what says that it is a demo: what stands at the head of every page.

    ``demo`` holds the mark in the language of each column, nothing for a real paper. ``small``: room for the logo as
    it stands on every page but the first.
    """
    first, last = columns[0], columns[-1]
    inset = logo_room(letterhead, small=small) or _MARK
    under = logo_room(letterhead, small=small)  # the program's mark is no higher than the name
    sender = text_cell(first, clean(letterhead.municipality), scale.name, inset=inset)
    if first is last:
        rows = [
            row([sender], gap=0),
            row([text_cell(first, clean(letterhead.office), scale.small, t.INK2, inset=inset)], gap=0),
        ]
    else:
        office = text_cell(last, isolate(letterhead.office, rtl=last.language.is_rtl), scale.small, t.INK2)
        rows = [row([sender, office], gap=0)]
    if demo:
        marks = [
            text_cell(c, mark, scale.demo, t.DANGER, inset=under if c is first else 0.0)
            for c, mark in zip(columns, demo, strict=True)
        ]
        rows.append(row(marks, gap=2))
    return rows


class Page:
    """What stands on every page: head, foot, and the rule between the columns."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        foot: Callable[[int, int], Row],
        *,
        divided: bool = True,
        logo: Logo | None = None,
    ) -> None:
        """``foot`` sets the foot of page number ``n`` of ``all``; ``divided``: a rule between two columns.

        ``logo`` stands before the sender, large on the first page; the program's mark where there is none.
        """
        self.columns = columns
        self._logo = logo
        self.divided = divided and len(columns) > 1
        self.foot = foot
        self.foot_top = t.FOOT_BOTTOM + foot(9, 9).height

    def room(self, head: list[Row]) -> float:
        """Height of the text area below ``head``."""
        return _below(head) - self.foot_top - t.FOOT_GAP

    def draw(
        self, paper: Paper, head: list[Row], placed: list[tuple[Row, float]], foot: Row, *, first: bool, last: bool
    ) -> None:
        """Draw one page and end it. Read aloud, the head is heard on the first page and the foot on the last."""
        if self._logo is None:
            draw_mark(paper, t.MARGIN_X, t.TOP - 15, 14)
        else:
            wide, high = self._logo.size(small=not first)
            paper.logo(self._logo, t.MARGIN_X, t.TOP - _LOGO_DROP * first - high, wide, high)
        top = t.TOP
        for this in head:
            draw_row(paper, this, top - this.gap, heard=first)
            top -= this.height + this.gap
        right = t.MARGIN_X + t.CONTENT_WIDTH
        text_top = _below(head)
        paper.rule(t.MARGIN_X, top - 5, right, top - 5, colour=t.LINE)
        paper.rule(t.MARGIN_X, self.foot_top + 6, right, self.foot_top + 6, colour=t.LINE)
        if self.divided:
            middle = t.MARGIN_X + t.COLUMN_WIDTH + t.GUTTER / 2
            paper.rule(middle, text_top, middle, self.foot_top + t.FOOT_GAP - 2, colour=t.LINE)
        for this, distance in placed:
            draw_row(paper, this, text_top - distance)
        for cell in foot.cells:
            draw_cell(paper, cell, self.foot_top, heard=last)
        paper.next_page()


def stacked(cells: Sequence[Cell]) -> Cell:
    """Return the cells of one column under each other as one."""
    lines, height = [], 0.0
    for cell in cells:
        lines += [p._replace(drop=p.drop + height) for p in cell.lines]
        height += cell.height
    return Cell(cells[0].column, tuple(lines), height)


def _below(head: list[Row]) -> float:
    """Upper edge of the text area below a page's head."""
    return t.TOP - sum(this.height + this.gap for this in head) - _HEADER_GAP


def logo_room(letterhead: Letterhead, *, small: bool = False) -> float:
    """Width that a logo takes of the first column, with the white after it; 0 for none."""
    return 0.0 if letterhead.logo is None else letterhead.logo.size(small=small)[0] + _AFTER_LOGO


def beside_logo(sender: list[Row], letterhead: Letterhead) -> list[Row]:
    """Return the sender on the first page, with room for the logo: words lower than that stand at its middle."""
    if letterhead.logo is None:
        return sender
    lacking = letterhead.logo.size()[1] + _LOGO_DROP - sum(this.height + this.gap for this in sender)
    if lacking <= 0:
        return sender
    room = Row((Cell(sender[0].cells[0].column, height=lacking / 2),), gap=0.0)
    return [room, *sender, room]


def contact_rows(columns: tuple[Column, ...], letterhead: Letterhead, scale: t.Scale) -> list[Row]:
    """Return how the sender is reached: under each other in one column, in turns in two. For the first page."""
    told, inset = letterhead.contact, logo_room(letterhead)
    turns = [told[at : at + len(columns)] for at in range(0, len(told), len(columns))]
    return [
        row(
            (
                text_cell(
                    c, isolate(one, rtl=c.language.is_rtl), scale.foot, t.INK2, inset=inset if c is columns[0] else 0.0
                )
                for c, one in zip(columns, turn, strict=False)
            ),
            gap=1,
        )
        for turn in turns
    ]


def labelled(
    told: Sequence[tuple[str, str]],
    columns: Sequence[Column],
    share: float = t.LABEL_SHARE,
    scale: t.Scale = t.USUAL,
) -> Row:
    """A row of a small table: in every column a label, which gets ``share`` of it, and its value."""
    cells = []
    for column, (label, value) in zip(columns, told, strict=True):
        start = column.width * share
        named = text_cell(column, label, scale.label, t.INK2, width=start - t.LABEL_GAP)
        both = beside(named, text_cell(column, value, scale.body, inset=start))
        # a label of several lines stands lower than its own height says
        lowest = max((line.drop for line in both.lines), default=0.0)
        cells.append(replace(both, height=max(both.height, lowest + _UNDER)))
    return row(cells, gap=scale.field_gap, ruled=True)
