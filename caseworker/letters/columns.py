"""Two languages side by side: cells, rows and pages. Knows text and measures; does not know what a letter says.

A row holds the same paragraph in each column, so that a caseworker can point at a line and a reader find its twin. Base
lines of the first lines agree. A right-to-left column is the mirror of its neighbour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from caseworker.letters import typography as t
from caseworker.letters.engine import Paper
from caseworker.letters.languages import LetterLanguage, Script
from caseworker.letters.lines import Line, Style, drawn, layout
from caseworker.letters.parts import DECORATION, Grouping, Part, Role, Whole
from caseworker.letters.pictures import Picture
from caseworker.letters.typography import Colour

_ASCENT: Final = 0.76  # share of the line height above the base line
_DESCENT: Final = 5.0
_WORTH_CUTTING: Final = 41.5  # a part of a paragraph shorter than this (two lines of Arabic body) does not stand alone


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one language: left edge and width in points."""

    language: LetterLanguage
    x: float
    width: float

    @property
    def arabic(self) -> bool:
        """True when the column's script is Arabic, which needs a taller line."""
        return self.language.script is Script.ARABIC


class Placed(NamedTuple):  # many in every letter, and made in a third of the time a dataclass takes
    """A line of ``part`` in a cell: left end relative to the column, base line below the cell's top."""

    line: Line
    x: float
    drop: float
    colour: Colour
    part: Part


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column holds of a row."""

    column: Column
    lines: tuple[Placed, ...] = ()
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """The same thing in every column. ``panel`` draws it on a tinted ground, ``ruled`` a hairline below.

    ``pictures`` stand beside the words.
    """

    cells: tuple[Cell, ...]
    gap: float = t.PARAGRAPH_GAP
    keep_with_next: bool = False
    panel: bool = False
    ruled: bool = False
    pictures: tuple[Picture, ...] = ()

    @property
    def height(self) -> float:
        """Height of the tallest cell."""
        return max(cell.height for cell in self.cells)


def text_cell(
    column: Column,
    text: str,
    style: Style,
    colour: Colour = t.INK,
    *,
    inset: float = 0.0,
    width: float | None = None,
    end_inset: float = 0.0,
) -> Cell:
    """Set a paragraph in a column, ``inset`` from the side where its lines start."""
    measure = (column.width if width is None else width) - inset - end_inset
    rtl = column.language.is_rtl
    height = style.line_height(arabic=column.arabic)
    placed = []
    part = Part(style.role, words=drawn(text) if rtl else "")
    lines = layout(text, style, measure, rtl=rtl, language=column.language.bcp47)
    for number, line in enumerate(lines):
        x = column.width - inset - line.width if rtl else inset
        placed.append(Placed(line, x, number * height + height * _ASCENT, colour, part))
    return Cell(column, tuple(placed), len(lines) * height)


def beside(first: Cell, second: Cell, *, numbered: bool = False) -> Cell:
    """Two cells of one column on the same base line: a label and its value, or a number and its step."""
    whole = Whole(Grouping.NUMBERED if numbered else Grouping.NAMED)
    pair = [_as(first, whole, Role.LABEL), _as(second, whole, Role.BODY)]
    return Cell(first.column, level_base_lines(pair), max(first.height, second.height))


def _as(cell: Cell, whole: Whole, role: Role) -> Cell:
    part = whole.part(role, " ".join(dict.fromkeys(line.part.words for line in cell.lines)))
    return replace(cell, lines=tuple(line._replace(part=part) for line in cell.lines))


def level_base_lines(cells: Sequence[Cell]) -> tuple[Placed, ...]:
    """All lines of ``cells``, lowered so that their first base lines agree."""
    deepest = max((cell.lines[0].drop for cell in cells if cell.lines), default=0.0)
    return tuple(line for cell in cells for line in _lowered(cell, deepest).lines)


def row(cells: Iterable[Cell], *, gap: float = t.PARAGRAPH_GAP, keep: bool = False, ruled: bool = False) -> Row:
    """A row whose columns start on the same base line."""
    kept = tuple(cells)
    deepest = max((cell.lines[0].drop for cell in kept if cell.lines), default=0.0)
    return Row(tuple(_lowered(cell, deepest) for cell in kept), gap, keep, ruled=ruled)


def _lowered(cell: Cell, first_drop: float) -> Cell:
    if not cell.lines or cell.lines[0].drop >= first_drop:
        return cell
    by = first_drop - cell.lines[0].drop
    return Cell(cell.column, tuple(p._replace(drop=p.drop + by) for p in cell.lines), cell.height + by)


def paginate(rows: Sequence[Row], first_page: float, other_pages: float) -> list[list[tuple[Row, float]]]:
    """Rows to pages, each with its distance from the top of the page's text area.

    A heading stays with what follows it. A long row at the foot of a page is cut between lines, never a short one.
    """
    pages: list[list[tuple[Row, float]]] = [[]]
    room, used = first_page, 0.0
    waiting = list(rows)
    while waiting:
        this = waiting.pop(0)
        gap = this.gap if pages[-1] else 0.0
        if _fits(this, waiting, room - used - gap):
            pages[-1].append((this, used + gap))
            used += gap + this.height
            continue
        if not pages[-1] and this.height <= room:  # what it must stay with does not fit on any page
            waiting.insert(0, replace(this, keep_with_next=False))
            continue
        left = room - used - gap
        cut = None
        if not pages[-1] or (left >= _WORTH_CUTTING and _can_be_cut(this)):
            cut = _cut_well(this, min(left, this.height - _WORTH_CUTTING), whole_page=not pages[-1])
        if cut is not None:
            pages[-1].append((cut[0], used + gap))
            this = cut[1]
        elif not pages[-1]:  # nothing to cut between: print it whole rather than lose it
            pages[-1].append((this, 0.0))
            used = room
            continue
        waiting.insert(0, this)
        pages.append([])
        room, used = other_pages, 0.0
    return pages


def _fits(this: Row, following: Sequence[Row], room: float) -> bool:
    """Whether a row fits in ``room`` together with enough of the rows it must not be parted from."""
    last = this
    needed = this.height
    for after in following:
        if needed > room or not last.keep_with_next:
            break
        left = room - needed - after.gap
        needed += after.gap + (after.height if after.height <= left else _least(after))
        last = after
    return needed <= room


def _least(this: Row) -> float:
    """Height of the shortest part of a row that may stand at the foot of a page."""
    if _can_be_cut(this):
        ends = {line.drop + _DESCENT for cell in this.cells for line in cell.lines}
        for end in sorted(end for end in ends if _WORTH_CUTTING <= end <= this.height - _WORTH_CUTTING):
            cut = _cut(this, end)
            if cut is not None and not any(map(_lonely, cut[0].cells, cut[1].cells)):
                return end
    return this.height


def _can_be_cut(this: Row) -> bool:
    return this.height > 2 * _WORTH_CUTTING and not this.panel


def _cut_well(this: Row, room: float, *, whole_page: bool) -> tuple[Row, Row] | None:
    """Cut a row where no column leaves a single line of a paragraph behind or takes one along (änka, horunge).

    None when it cannot be done; a row that does not fit on a page of its own (``whole_page``) is cut all the same.
    """
    ends = {line.drop + _DESCENT for cell in this.cells for line in cell.lines}
    for end in sorted((end for end in ends if end <= room), reverse=True):
        cut = _cut(this, end)
        if cut is not None and not any(map(_lonely, cut[0].cells, cut[1].cells)):
            return cut
    return _cut(this, room) if whole_page else None


def _lonely(head: Cell, tail: Cell) -> bool:
    """Whether a paragraph is cut so that one line stands alone; the number beside a step's first line is no line."""
    return bool(head.lines and tail.lines) and 1 in (_levels(head), _levels(tail))


def _levels(cell: Cell) -> int:
    return len({round(line.drop, 2) for line in cell.lines})


def _cut(this: Row, room: float) -> tuple[Row, Row] | None:
    """Cut a row between lines so that the first part fits in ``room``; None when there is nothing to cut between."""
    heads, tails = [], []
    for cell in this.cells:
        fits = [p for p in cell.lines if p.drop <= room - _DESCENT]
        rest = cell.lines[len(fits) :]
        shift = rest[0].drop - cell.lines[0].drop if rest else cell.height
        heads.append(Cell(cell.column, tuple(fits), min(cell.height, shift)))
        tails.append(Cell(cell.column, tuple(p._replace(drop=p.drop - shift) for p in rest), cell.height - shift))
    if not any(cell.lines for cell in heads) or not any(cell.lines for cell in tails):
        return None
    return replace(this, cells=tuple(heads), keep_with_next=False), replace(this, cells=tuple(tails), pictures=())


def draw_row(paper: Paper, this: Row, top: float, *, heard: bool = True) -> None:
    """Draw a row whose upper edge is at ``top``. What is not ``heard`` was read aloud on another page."""
    for cell in this.cells:
        column = cell.column
        if this.panel:
            paper.box(column.x, top - this.height, column.width, this.height, fill=t.PANEL, radius=4)
            bar = column.x + column.width - 3 if column.language.is_rtl else column.x
            paper.box(bar, top - this.height, 3, this.height, fill=t.ACCENT)
        if this.ruled:
            y = top - this.height - 1.5
            paper.rule(column.x, y, column.x + column.width, y, colour=t.LINE, width=0.5)
    for picture in this.pictures:
        picture.draw(paper, top)
    for cell in this.cells:
        draw_cell(paper, cell, top, heard=heard)


def draw_cell(paper: Paper, cell: Cell, top: float, *, heard: bool = True) -> None:
    """Draw the lines of a cell whose upper edge is at ``top``."""
    language = cell.column.language
    for placed in cell.lines:
        paper.say(placed.part if heard else DECORATION, language)
        paper.text(placed.line, cell.column.x + placed.x, top - placed.drop, placed.colour)
