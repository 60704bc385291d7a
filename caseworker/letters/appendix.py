"""The appendix on permissions (behörighetsbilaga), in Swedish, for the municipality's file. Names no person at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseworker.letters import typography as t
from caseworker.letters.columns import Column, Row, draw_row, paginate, row, text_cell
from caseworker.letters.compose import Letterhead
from caseworker.letters.engine import Paper, forget_texts
from caseworker.letters.isolate import clean
from caseworker.letters.languages import SWEDISH
from caseworker.letters.lines import Style
from caseworker.letters.mark import draw_mark

TITLE: Final = "Behörighetsbilaga"
_BOTTOM: Final = 45.0
_FIRST: Final = 137.0  # width of the column that names what may be done
_GAP: Final = 5.0
_HEAD: Final = Style(7.5, 10, bold=True)
_UNDER_HEAD: Final = 9.0
_CELL: Final = Style(8, 10.5)
_WHAT: Final = Style(9, 12)


@dataclass(frozen=True, slots=True)
class AppendixRole:
    """A role as the appendix prints it."""

    name: str
    purpose: str
    source: str


@dataclass(frozen=True, slots=True)
class AppendixRow:
    """One thing that may be done, why it is divided as it is, and a word per role in their order; "" = no."""

    what: str
    why: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """Everything the appendix says."""

    opening: tuple[str, ...]
    roles: tuple[AppendixRole, ...]
    rows: tuple[AppendixRow, ...]
    dated: date


def appendix_pdf(appendix: Appendix, letterhead: Letterhead, *, demo: bool) -> bytes:
    """Return the appendix as PDF; the head of the table stands on every page. Equal facts give equal bytes."""
    municipality = clean(letterhead.municipality)
    paper = Paper(title=TITLE, author=municipality, dated=appendix.dated)
    page = Column(SWEDISH, t.MARGIN_X, t.CONTENT_WIDTH)
    sender = f"{clean(letterhead.office)} · {appendix.dated.isoformat()}"
    if demo:
        sender += " · DEMO: påhittade uppgifter"
    top_rows = [row([text_cell(page, municipality, t.NAME, inset=20)], gap=0)]
    top_rows.append(row([text_cell(page, sender, t.SMALL, t.INK2, inset=20)], gap=0))
    head = sum(this.height + this.gap for this in top_rows) + t.FOOT_GAP
    columns = _columns(len(appendix.roles))
    table_head = _table_row("Får", [role.name for role in appendix.roles], columns, _HEAD, _HEAD)
    first = [*_opening(appendix, page), table_head]
    room = t.TOP - head - _BOTTOM - _UNDER_HEAD
    below = table_head.height + table_head.gap
    used = sum(this.height + this.gap for this in first)
    try:
        table = [row_ for line in appendix.rows for row_ in _table_rows(line, columns)]
        pages = paginate(table, room - used, room - below)
        for number, placed in enumerate(pages, 1):
            draw_mark(paper, t.MARGIN_X, t.TOP - 15, 14)
            top = _drawn(paper, top_rows, t.TOP) - t.FOOT_GAP
            top = _drawn(paper, first if number == 1 else [table_head], top)
            paper.rule(t.MARGIN_X, top - 3, t.MARGIN_X + t.CONTENT_WIDTH, top - 3, colour=t.INK2)
            for this, distance in placed:
                draw_row(paper, this, top - _UNDER_HEAD - distance)
            foot = text_cell(page, f"{TITLE}, sida {number} av {len(pages)}", t.FOOT, t.INK2)
            draw_row(paper, row([foot], gap=0), t.FOOT_BOTTOM + foot.height)
            paper.next_page()
        return paper.finish()
    finally:
        forget_texts()


def _drawn(paper: Paper, rows: Sequence[Row], top: float) -> float:
    """Draw rows below one another and return where the last one ends."""
    for this in rows:
        draw_row(paper, this, top - this.gap)
        top -= this.height + this.gap
    return top


def _opening(appendix: Appendix, page: Column) -> Iterator[Row]:
    yield row([text_cell(page, TITLE, t.TITLE)], gap=0)
    for words in appendix.opening:
        yield row([text_cell(page, words, t.SMALL)], gap=4)
    yield row([text_cell(page, "Rollerna", t.HEADING)], gap=t.HEADING_GAP)
    for role in appendix.roles:
        yield row([text_cell(page, f"{role.name}. {role.purpose}", t.SMALL)], gap=4)
        yield row([text_cell(page, role.source, t.FOOT, t.INK2)], gap=1)
    yield row([text_cell(page, "Vad rollerna får göra", t.HEADING)], gap=t.HEADING_GAP)


def _columns(roles: int) -> tuple[Column, ...]:
    width = (t.CONTENT_WIDTH - _FIRST) / roles
    others = [Column(SWEDISH, t.MARGIN_X + _FIRST + at * width, width - _GAP) for at in range(roles)]
    return (Column(SWEDISH, t.MARGIN_X, _FIRST - _GAP), *others)


def _table_row(what: str, words: Sequence[str], columns: tuple[Column, ...], first: Style, other: Style) -> Row:
    cells = [text_cell(columns[0], what, first)]
    cells += [text_cell(column, word, other) for column, word in zip(columns[1:], words, strict=True)]
    return row(cells, gap=5, keep=True)


def _table_rows(line: AppendixRow, columns: tuple[Column, ...]) -> Iterator[Row]:
    yield _table_row(line.what, [word or "–" for word in line.cells], columns, _WHAT, _CELL)
    whole = Column(SWEDISH, t.MARGIN_X, t.CONTENT_WIDTH)
    yield row([text_cell(whole, line.why, t.FOOT, t.INK2)], gap=1, ruled=True)
