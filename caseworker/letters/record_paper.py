"""Papers that tell what stands in a person's file (journal och plan, registerutdrag, loggutdrag), set in Swedish.

Data in, PDF out: a title, facts, sections of entries, passages and tables. Knows nothing of what they say. What no
bundled face can draw is printed as its code (``[U+1F600]``) and counted on the last page: a record is never refused for
a character, and nothing in it disappears without a word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseworker.letters import typography as t
from caseworker.letters.columns import Column, Row, beside, row, text_cell
from caseworker.letters.compose import Letterhead
from caseworker.letters.isolate import clean, isolate
from caseworker.letters.languages import SWEDISH
from caseworker.letters.lines import Style
from caseworker.letters.office_paper import count_pages, office_paper
from caseworker.letters.undrawn import Unprintable

_LABELS: Final = 150.0
_BOTTOM: Final = 48.0
_GAP: Final = 8.0
_CELL: Final = Style(9, 12, arabic_size=10.5, arabic_leading=15)
_CELL_HEAD: Final = Style(8, 10.5, bold=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and what stands for it; several lines are kept as lines."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A running text, a journal note: a heading, small words about it, and the text, whose lines are kept."""

    heading: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of short texts under headings; ``shares`` of the width sum up to 1."""

    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what is said under it, and its content in this order: entries, passages, tables."""

    heading: str
    told: str = ""
    entries: tuple[Entry, ...] = ()
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """Everything a paper says. ``number`` (a case number) stands at the foot of every page: never a name."""

    title: str
    number: str
    facts: tuple[Entry, ...]
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    dated: date
    demo: bool = False


def record_pdf(paper: RecordPaper, letterhead: Letterhead, *, archive: bool = False) -> bytes:
    """Return the paper as PDF, for an ``archive`` as PDF/A-2b. Equal papers give equal bytes."""
    return office_paper(
        paper.title,
        letterhead,
        lambda page: _Setter(page).rows(paper),
        dated=paper.dated,
        demo=paper.demo,
        bottom=_BOTTOM,
        foot=f"{paper.title} {paper.number} · {paper.dated.isoformat()}",
        archive=archive,
    )


def record_pages(paper: RecordPaper, letterhead: Letterhead) -> int:
    """Return how many pages the paper takes."""
    return count_pages(letterhead, lambda page: _Setter(page).rows(paper), demo=paper.demo, bottom=_BOTTOM)


class _Setter:
    """Sets one paper's rows."""

    def __init__(self, page: Column) -> None:
        self._page = page
        self._unprintable = Unprintable()

    def rows(self, paper: RecordPaper) -> Iterator[Row]:
        """Yield everything in reading order, last what could not be printed."""
        yield row([text_cell(self._page, paper.title, t.TITLE)], keep=True)
        for entry in paper.facts:
            yield from self._entry(entry)
        for words in paper.opening:
            yield row([text_cell(self._page, words, t.BODY)], gap=t.HEADING_GAP)
        for section in paper.sections:
            yield from self._section(section)
        if self._unprintable.count:
            words = (
                f"{self._unprintable.count} tecken kan inte skrivas ut och står som sin kod i Unicode, till exempel "
                "[U+1F600]."
            )
            yield row([text_cell(self._page, words, t.SMALL, t.INK2)], gap=2 * t.HEADING_GAP)

    def _section(self, section: Section) -> Iterator[Row]:
        yield row([text_cell(self._page, section.heading, t.HEADING)], gap=2 * t.HEADING_GAP, keep=True)
        if section.told:
            more = bool(section.entries or section.passages or section.tables)
            yield row([text_cell(self._page, section.told, t.SMALL, t.INK2)], gap=2, keep=more)
        for entry in section.entries:
            yield from self._entry(entry)
        for passage in section.passages:
            yield from self._passage(passage)
        for table in section.tables:
            yield from self._table(table)

    def _entry(self, entry: Entry) -> Iterator[Row]:
        lines = self._lines(entry.text) or ["–"]
        for place, line in enumerate(lines):
            last = place == len(lines) - 1
            value = text_cell(self._page, line, t.BODY, inset=_LABELS)
            name = text_cell(self._page, self._safe(entry.label), t.LABEL, t.INK2, width=_LABELS - 8)
            yield row([value if place else beside(name, value)], gap=0 if place else 4, ruled=last, keep=not last)

    def _passage(self, passage: Passage) -> Iterator[Row]:
        yield row([text_cell(self._page, self._safe(passage.heading), t.NAME)], gap=t.HEADING_GAP, keep=True)
        for line in self._lines(passage.about):
            yield row([text_cell(self._page, line, t.SMALL, t.INK2)], gap=1, keep=True)
        for line in self._lines(passage.text):
            yield row([text_cell(self._page, line, t.BODY)], gap=4)

    def _table(self, table: Table) -> Iterator[Row]:
        columns = self._columns(table.shares)
        yield self._table_row(table.headings, columns, _CELL_HEAD, keep=True)
        for cells in table.rows:
            yield self._table_row(cells, columns, _CELL)

    def _table_row(self, cells: Sequence[str], columns: Sequence[Column], style: Style, *, keep: bool = False) -> Row:
        made = [
            text_cell(column, self._safe(cell), style, end_inset=_GAP)
            for column, cell in zip(columns, cells, strict=True)
        ]
        return row(made, gap=4, ruled=True, keep=keep)

    def _columns(self, shares: Sequence[float]) -> tuple[Column, ...]:
        lefts = [sum(shares[:place]) for place in range(len(shares))]
        return tuple(
            Column(SWEDISH, t.MARGIN_X + left * t.CONTENT_WIDTH, share * t.CONTENT_WIDTH)
            for left, share in zip(lefts, shares, strict=True)
        )

    def _lines(self, text: str) -> list[str]:
        return [made for line in text.splitlines() if (made := self._safe(line))]

    def _safe(self, text: str) -> str:
        return isolate(self._unprintable.made_safe(clean(text)), rtl=False)
