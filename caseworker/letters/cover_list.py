"""The cover list of letters to many (följelista): who got which letter, in which language and why, and who got none.

In Swedish, for the colleague who hands the letters out. Protected people stand on it with their case number only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial, reduce
from typing import Final

from caseworker.letters import typography as t
from caseworker.letters.columns import Column, Row, beside, row, text_cell
from caseworker.letters.isolate import isolate
from caseworker.letters.letterhead import Letterhead
from caseworker.letters.lines import Style
from caseworker.letters.office_paper import office_paper
from caseworker.letters.typography import Colour
from caseworker.letters.undrawn import Unprintable

TITLE: Final = "Följelista"
_BOTTOM: Final = 45.0
_AIR: Final = 8.0
_EDGES: Final = (0.0, 34.0, 210.0, 282.0, t.CONTENT_WIDTH + _AIR)  # number, who, case, what
_LABELS: Final = 130.0
_HEADS: Final = ("Nr", "Namn", "Akt", "Brevet")
_PROTECTED: Final = "Skyddade uppgifter"
_STAYS: Final = (
    "Listan är ett arbetspapper. Den stannar på enheten och förstörs när breven är lämnade. Den säger vilka som har "
    "fått vilket blad, och det kan röra sig om känsliga uppgifter."
)


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One person: ``name`` "" for a protected one; ``told`` is the language and why, or why there is no letter."""

    number: int
    name: str
    case_number: str
    told: str


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """What the list says. ``facts`` are labels and values: sheet, choice, who, when, how many."""

    dated: date
    facts: Sequence[tuple[str, str]]
    parts: Sequence[tuple[str, Sequence[CoverLine]]]
    demo: bool


def cover_pdf(facts: CoverFacts, letterhead: Letterhead) -> bytes:
    """Return the list as PDF. Equal facts give equal bytes; what has no glyph is shown by its number."""
    foot = f"{TITLE} {facts.dated.isoformat()}"
    rows = partial(_rows, facts, Unprintable())
    return office_paper(TITLE, letterhead, rows, dated=facts.dated, demo=facts.demo, bottom=_BOTTOM, foot=foot)


def _rows(facts: CoverFacts, safe: Unprintable, page: Column) -> Iterator[Row]:
    yield row([text_cell(page, TITLE, t.TITLE)], keep=True)
    for label, value in facts.facts:
        named = text_cell(page, label, t.LABEL, t.INK2, width=_LABELS - _AIR)
        told = text_cell(page, safe.made_safe(value), t.BODY, inset=_LABELS)
        yield row([beside(named, told)], gap=3, ruled=True)
    yield row([text_cell(page, _STAYS, t.SMALL, t.INK2)])
    for heading, lines in facts.parts:
        if lines:
            yield row([text_cell(page, heading, t.HEADING)], gap=t.HEADING_GAP * 2, keep=True)
            yield _line(page, _HEADS, (t.LABEL,) * 4, t.INK2, keep=True)
        for one in lines:
            name = isolate(safe.made_safe(one.name), rtl=False) if one.name else _PROTECTED
            words = (str(one.number), name, one.case_number, one.told)
            yield _line(page, words, (t.SMALL, t.NAME, t.SMALL, t.SMALL), t.INK)


def _line(page: Column, words: Sequence[str], styles: Sequence[Style], ink: Colour, *, keep: bool = False) -> Row:
    cells = [
        text_cell(page, text, style, ink, inset=start, width=end - _AIR)
        for text, style, start, end in zip(words, styles, _EDGES[:-1], _EDGES[1:], strict=True)
    ]
    return row([reduce(beside, cells)], gap=4, ruled=True, keep=keep)
