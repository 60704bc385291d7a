"""The rights matrix of one day on paper, for a municipal lawyer to go through and sign; and the same as a document.

In Swedish: it is read by lawyers and filed. Names no person. What a cell means is worked out by who asks for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial, reduce
from typing import Final

from caseworker.letters import typography as t
from caseworker.letters.columns import Cell, Column, Row, beside, row, text_cell
from caseworker.letters.compose import Letterhead
from caseworker.letters.office_paper import office_paper

TITLE: Final = "Rättighetsmatris"
_BOTTOM: Final = 45.0
_LABELS: Final = 128.0
_CODES: Final = 92.0  # points of the overview's first column
_SIGNED: Final = ("Namn", "Befattning", "Datum", "Underskrift")
_TELLS: Final = (
    "Matrisen visar vad lagboken svarar den dagen. Varje rad anger lagrum, källa och hur säkert det är. "
    "Förslag visas men används aldrig. Där en nyare lagtext inte är läst ges inget svar."
)
_ASKS: Final = (
    "Jag har gått igenom raderna och lagrummen. De rader som jag har strukit under eller kommenterat ska ändras "
    "innan de används i kommunen."
)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row of law in words."""

    id: str
    statuses: tuple[str, ...]
    answer: str
    words: str
    law: str
    certainty: str
    sure: bool  # read in the act's text, or a transitional rule
    source: str
    verified_on: date
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class MatrixRight:
    """One right with its rows, the first to decide first. ``short`` heads its column of the overview."""

    code: str
    short: str
    words: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class MatrixFacts:
    """The whole matrix. ``overview`` has a line per status: its code, its name and a mark for each right."""

    on: date
    version: str
    rights: tuple[MatrixRight, ...]
    overview: tuple[tuple[str, str, tuple[str, ...]], ...]
    marks: tuple[tuple[str, str], ...]  # a mark and what it means


def matrix_pdf(facts: MatrixFacts, letterhead: Letterhead) -> bytes:
    """Return the matrix as PDF, with a place to sign. Equal facts give equal bytes."""
    foot = f"{TITLE} {facts.on.isoformat()} · lagbok {facts.version}"
    rows = partial(_rows, facts)
    return office_paper(TITLE, letterhead, rows, dated=facts.on, demo=False, bottom=_BOTTOM, foot=foot)


def _rows(facts: MatrixFacts, page: Column) -> Iterator[Row]:
    yield row([text_cell(page, f"{TITLE} den {facts.on.isoformat()}", t.TITLE)], keep=True)
    yield row([text_cell(page, _TELLS, t.BODY)])
    marks = ", ".join(f"{mark} = {meaning}" for mark, meaning in facts.marks)
    yield row([text_cell(page, f"Lagbok {facts.version}. {marks}.", t.SMALL, t.INK2)])
    yield _overview_row(page, "Rättslig ställning", tuple(right.short for right in facts.rights), head=True)
    for code, _, marked in facts.overview:
        yield _overview_row(page, code, marked, head=False)
    yield row([text_cell(page, _columns(facts), t.SMALL, t.INK2)])
    yield from _signature(page)
    for right in facts.rights:
        yield row([text_cell(page, right.words, t.HEADING)], gap=t.HEADING_GAP * 2, keep=True)
        for one in right.rows:
            yield from _law_row(page, one)


def _overview_row(page: Column, first: str, marks: tuple[str, ...], *, head: bool) -> Row:
    width = (page.width - _CODES) / len(marks)
    style = t.LABEL if head else t.SMALL
    cells = [text_cell(page, first, style, t.INK2 if head else t.INK, width=_CODES)]
    for number, mark in enumerate(marks):
        inset = _CODES + number * width
        colour = t.INK2 if head else t.INK
        cells.append(text_cell(page, mark, style, colour, inset=inset, width=inset + width))
    return row([reduce(beside, cells)], gap=10 if head else 3, keep=head, ruled=True)


def _columns(facts: MatrixFacts) -> str:
    return "Kolumner: " + ", ".join(f"{right.short} = {right.words.lower()}" for right in facts.rights) + "."


def _signature(page: Column) -> Iterator[Row]:
    yield row([text_cell(page, "Granskning", t.HEADING)], gap=t.HEADING_GAP * 2, keep=True)
    yield row([text_cell(page, _ASKS, t.BODY)], keep=True)
    for number, label in enumerate(_SIGNED):
        line: Cell = beside(text_cell(page, label, t.LABEL, t.INK2, width=_LABELS), text_cell(page, " ", t.BODY))
        yield row([line], gap=14, keep=number < len(_SIGNED) - 1, ruled=True)


def _law_row(page: Column, one: MatrixRow) -> Iterator[Row]:
    label = text_cell(page, one.answer, t.NAME, width=_LABELS - 8)
    yield row([beside(label, text_cell(page, one.words, t.BODY, inset=_LABELS))], gap=8, keep=True)
    yield row([text_cell(page, ", ".join(one.statuses), t.SMALL, inset=_LABELS)], gap=2, keep=True)
    if not one.sure:
        yield row([text_cell(page, one.certainty, t.DEMO, t.DANGER, inset=_LABELS)], gap=2, keep=True)
    told = (
        f"{one.law}. {one.certainty}. {_held(one)} Källa: {one.source} ({one.verified_on.isoformat()}). Rad {one.id}."
    )
    yield row([text_cell(page, told, t.SMALL, t.INK2, inset=_LABELS)], gap=2, ruled=True)


def _held(one: MatrixRow) -> str:
    return f"Från {one.begins.isoformat()}." if one.ends is None else f"{one.begins.isoformat()} till {one.ends}."


def matrix_document(facts: MatrixFacts) -> str:
    """Return the matrix as Markdown, with the same words and the same place to sign."""
    return "\n".join(_document_lines(facts)) + "\n"


def _document_lines(facts: MatrixFacts) -> Iterator[str]:
    yield from (f"# {TITLE} den {facts.on.isoformat()}", "", f"Lagbok {facts.version}. {_TELLS}", "")
    yield (
        "Skriven av `caseworker lawbook matrix --on DATUM --out FIL`. Tecken: "
        + ", ".join(f"**{mark}** {meaning}" for mark, meaning in facts.marks)
        + "."
    )
    yield from ("", "| Rättslig ställning | " + " | ".join(right.short for right in facts.rights) + " |")
    yield "|---|" + ":-:|" * len(facts.rights)
    for code, name, marked in facts.overview:
        yield f"| {code}: {name} | " + " | ".join(marked) + " |"
    yield from ("", _columns(facts))
    for right in facts.rights:
        yield from ("", f"## {right.words}", "")
        yield "| Svar | Gäller | Varför | Lag | Från | Till | Säkerhet | Källa | Läst | Rad |"
        yield "|---|---|---|---|---|---|---|---|---|---|"
        for one in right.rows:
            cells = (
                one.answer, ", ".join(one.statuses), one.words, one.law, one.begins.isoformat(),
                one.ends.isoformat() if one.ends else "", one.certainty, one.source, one.verified_on.isoformat(),
                one.id,
            )  # fmt: skip
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield from ("", "## Granskning", "", _ASKS, "", "| " + " | ".join(_SIGNED) + " |", "|" + "---|" * len(_SIGNED))
    yield "|" + "  |" * len(_SIGNED)
