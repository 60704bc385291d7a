"""A paper in two languages that is put together for one person: her plan, in Swedish beside the language she reads.

Fixed words come from the catalog of the letters, in Swedish and in translation. The office's own words (goals, notes)
are never translated: they stand once, in Swedish, on a grey ground across both columns. A name without a translation (a
municipality's own intervention) stays Swedish in both columns. Data in, PDF out; writes no file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from caseworker.letters import typography as t
from caseworker.letters.columns import Cell, Column, Row, beside, paginate, row, text_cell
from caseworker.letters.engine import Paper, forget_texts
from caseworker.letters.isolate import LRI, PDI, RLI, clean, isolate
from caseworker.letters.languages import SWEDISH, LetterLanguage
from caseworker.letters.letterhead import Letterhead
from caseworker.letters.lines import Style
from caseworker.letters.sheet import Frame, fill, is_plain, load_frame, load_table
from caseworker.letters.two_languages import Page, columns_for, labelled, sender_rows, stacked
from caseworker.letters.typography import Colour
from caseworker.letters.undrawn import Unprintable

Translate = Callable[[str], str | None]
WriteDay = Callable[[date, str], str]
_NUMBER: Final = 20.0  # room for the number of a sub-goal
_PAD: Final = 5.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A Swedish text of the catalog and what is put into it: words that stay as they are, days, other phrases."""

    text: str
    values: Mapping[str, "str | date | Phrase"] = field(default_factory=dict)


class Kind(StrEnum):
    """How a phrase is set."""

    HEADING = "heading"
    AREA = "area"
    NAME = "name"
    LINE = "line"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase in every column. ``keep``: what follows stands on the same page."""

    phrase: Phrase
    kind: Kind = Kind.LINE
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands for it, in every column."""

    label: Phrase
    value: Phrase


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the office wrote itself: Swedish, across all columns. ``number`` 0 for none; ``keep`` as in ``Said``."""

    text: str
    number: int = 0
    keep: bool = False


Piece = Said | Fact | OwnWords


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """What the paper says. ``name`` and ``own_script``: her name in Latin letters and as she writes it, "" for none.

    ``draft``: nobody has read the translation; ``reviewed``: the day somebody has, "" for approved words.
    """

    name: str
    own_script: str
    case_number: str
    version: int
    dated: date
    pieces: tuple[Piece, ...]
    demo: bool = False
    draft: bool = True
    reviewed: str = ""


@cache
def plan_words() -> Mapping[str, str]:
    """Return the fixed Swedish words by key (``resources/letters/plan.toml``)."""
    return load_table("plan")


def plan_pdf(
    paper: PlanPaper, letterhead: Letterhead, *, language: LetterLanguage, translate: Translate, write_day: WriteDay
) -> bytes:
    """Return the paper in Swedish beside ``language``, Swedish alone when that is the language, as PDF.

    ``translate`` gives the translation of a Swedish text, or None: then it stays Swedish. ``write_day`` writes a day in
    a language. How sure the translation is, the paper says in both languages. Equal arguments give equal bytes.
    """
    try:
        return _Setter(paper, language, translate, write_day).pdf(letterhead)
    finally:
        forget_texts()


@cache
def _frame() -> Frame:
    return load_frame()


_STYLES: Final[Mapping[Kind, tuple[Style, Colour, float]]] = {
    Kind.HEADING: (t.HEADING, t.INK, 2 * t.HEADING_GAP),
    Kind.AREA: (t.LABEL, t.INK2, t.HEADING_GAP),
    Kind.NAME: (t.NAME, t.INK, t.PARAGRAPH_GAP),
    Kind.LINE: (t.BODY, t.INK, t.PARAGRAPH_GAP),
    Kind.SMALL: (t.SMALL, t.INK2, 4.0),
}


class _Setter:
    """Sets one paper."""

    def __init__(self, paper: PlanPaper, language: LetterLanguage, translate: Translate, write_day: WriteDay) -> None:
        self._paper, self._words, self._frame = paper, plan_words(), _frame()
        self._translate, self._write_day = translate, write_day
        self._columns = columns_for(language)
        self._draft = paper.draft and language != SWEDISH
        self._unprintable = Unprintable()
        self._safe_words: dict[str, str] = {}  # what stands in two columns is counted once

    def pdf(self, letterhead: Letterhead) -> bytes:
        paper, frame, columns = self._paper, self._frame, self._columns
        demo = [self._told(Phrase(frame.demo), c) for c in columns] if paper.demo else ()
        head = sender_rows(columns, letterhead, demo)
        page = Page(columns, self._foot)
        rows = [*self._first(), *(self._set(piece) for piece in paper.pieces)]
        if self._unprintable.count:
            count = {"count": str(self._unprintable.count)}
            rows.append(self._said(Said(Phrase(self._words["unprintable"], count), Kind.SMALL)))
        room = page.room(head)
        pages = paginate(rows, room, room)
        out = Paper(
            title=self._words["title"],
            author=clean(letterhead.municipality),
            dated=paper.dated,
        )
        for number, placed in enumerate(pages, 1):
            foot = self._foot(number, len(pages))
            page.draw(out, head, placed, foot, first=number == 1, last=number == len(pages))
        return out.finish()

    def _first(self) -> Iterator[Row]:
        """Title, for whom, and that the translation is a draft."""
        paper, words = self._paper, self._words
        yield row([text_cell(c, self._told(Phrase(words["title"]), c), t.TITLE) for c in self._columns], keep=True)
        if paper.name:
            own = {"person": paper.own_script or paper.name}
            names = [{"person": paper.name} if c.language == SWEDISH else own for c in self._columns]
            to = [self._told(Phrase(self._frame.to, name), c) for c, name in zip(self._columns, names, strict=True)]
            yield row([text_cell(c, one, t.BODY) for c, one in zip(self._columns, to, strict=True)], gap=2)
        if self._draft:
            draft = Phrase(words["draft"])
            yield row([text_cell(c, self._told(draft, c), t.DEMO, t.ACCENT) for c in self._columns], gap=4)

    def _set(self, piece: Piece) -> Row:
        if isinstance(piece, OwnWords):
            return self._own(piece)
        return self._fact(piece) if isinstance(piece, Fact) else self._said(piece)

    def _said(self, said: Said) -> Row:
        style, colour, gap = _STYLES[said.kind]
        cells = [text_cell(c, self._told(said.phrase, c), style, colour) for c in self._columns]
        return row(cells, gap=gap, keep=said.keep or said.kind in (Kind.HEADING, Kind.AREA, Kind.NAME))

    def _fact(self, fact: Fact) -> Row:
        told = [(self._told(fact.label, column), self._told(fact.value, column)) for column in self._columns]
        return labelled(told, self._columns)

    def _own(self, own: OwnWords) -> Row:
        last = self._columns[-1]
        across = Column(SWEDISH, t.MARGIN_X, last.x + last.width - t.MARGIN_X)
        inset = t.NOTE_PADDING + 3
        text = isolate(self._safe(own.text), rtl=False)
        cell = text_cell(across, text, t.BODY, inset=inset + (_NUMBER if own.number else 0), end_inset=t.NOTE_PADDING)
        if own.number:
            cell = beside(text_cell(across, f"{own.number}.", t.NAME, t.ACCENT, inset=inset), cell, numbered=True)
        padded = tuple(line._replace(drop=line.drop + _PAD) for line in cell.lines)
        return Row((Cell(across, padded, cell.height + 2 * _PAD),), t.PARAGRAPH_GAP, own.keep, panel=True)

    def _foot(self, number: int, pages: int) -> Row:
        """No name: the number of the case says whose plan it is."""
        frame, paper = self._frame, self._paper
        version = {"version": str(paper.version), "date": paper.dated.isoformat()}
        page = {"page": str(number), "pages": str(pages)}
        first = Phrase("{a} · {b}", {"a": Phrase(frame.not_a_decision), "b": Phrase(frame.page, page)})
        second = Phrase("{a} · {b}", {"a": paper.case_number, "b": Phrase(frame.version, version)})
        said = [first, second, *self._how_sure()]
        return row(
            stacked([text_cell(column, self._told(one, column), t.FOOT, t.INK2) for one in said])
            for column in self._columns
        )

    def _how_sure(self) -> Iterator[Phrase]:
        if self._draft:
            yield Phrase(self._frame.draft)
        elif self._paper.reviewed and len(self._columns) > 1:
            yield Phrase(self._frame.reviewed, {"reviewed": self._paper.reviewed})

    def _told(self, phrase: Phrase, column: Column) -> str:
        """Return the phrase in the language of the column, every value safe for its direction."""
        return self._put(phrase, column)[0]

    def _put(self, phrase: Phrase, column: Column) -> tuple[str, bool]:
        """Return the words, and whether they are Swedish because nobody has translated them."""
        language = column.language
        values = {name: self._value(value, column) for name, value in phrase.values.items()}
        bare = is_plain(phrase.text)
        template = phrase.text if bare or language == SWEDISH else self._translate(phrase.text)
        if template is not None:
            return fill(template, values, str), False
        words = fill(phrase.text, values, str)
        return (f"{LRI}{words}{PDI}" if language.is_rtl else words), True

    def _value(self, value: str | date | Phrase, column: Column) -> str:
        rtl = column.language.is_rtl
        if isinstance(value, Phrase):
            words, stays = self._put(value, column)
            return f"{RLI}{words}{PDI}" if rtl and not stays else words
        if isinstance(value, date):
            return isolate(self._write_day(value, column.language.code), rtl=rtl)
        return isolate(self._safe(value), rtl=rtl)

    def _safe(self, words: str) -> str:
        if words not in self._safe_words:
            self._safe_words[words] = self._unprintable.made_safe(clean(words))
        return self._safe_words[words]
