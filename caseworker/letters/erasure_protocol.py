"""The protocol of an erasure (gallringsprotokoll), in Swedish, for the archive. It names staff, never a client."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from caseworker.letters import typography as t
from caseworker.letters.columns import Column, Row, beside, row, text_cell
from caseworker.letters.compose import Letterhead
from caseworker.letters.isolate import clean
from caseworker.letters.office_paper import office_paper

_LABELS: Final = 150.0
_BOTTOM: Final = 60.0
_BOARDS: Final = {"social": "Socialnämnd"}
_TITLE: Final = "Gallringsprotokoll"
_TOKEN_LETTERS: Final = 16


@dataclass(frozen=True, slots=True)
class ProtocolRule:
    """A rule the erased files fell under: in words, where it stands, for how many."""

    words: str
    law: str
    files: int


@dataclass(frozen=True, slots=True)
class Protocol:
    """What a protocol says. ``tokens`` are the keyed hashes of the erased files' case numbers."""

    number: str
    municipality: str
    office: str
    board: str
    erased: int
    taken_off: int
    rules: tuple[ProtocolRule, ...]
    proposed: tuple[date, str]
    approved: tuple[date, str]
    carried_out: tuple[date, str]
    last_backup: date | None
    tokens: tuple[str, ...]
    demo: bool
    comments: int = 0  # of log reviews, emptied with the files
    log_before: date | None = None
    log_rows: int = 0


def protocol_pdf(facts: Protocol) -> bytes:
    """Return the protocol as PDF. Equal facts give equal bytes."""
    return office_paper(
        _TITLE,
        Letterhead(municipality=facts.municipality, office=facts.office),
        partial(_rows, facts),
        dated=facts.carried_out[0],
        demo=facts.demo,
        bottom=_BOTTOM,
        foot=f"{_TITLE} {facts.number}",
    )


def _rows(facts: Protocol, page: Column) -> Iterator[Row]:
    yield row([text_cell(page, _TITLE, t.TITLE)], keep=True)
    for label, value in _fields(facts):
        yield _field(page, label, value)
    yield row([text_cell(page, "Regler som gallringen vilar på", t.HEADING)], gap=t.HEADING_GAP, keep=True)
    for rule in facts.rules:
        yield _field(page, _files(rule.files), f"{rule.words}. {rule.law}.")
    for words in (
        "Allt om personerna är borta ur registret: akten, sökningen, utkasten och innehållet i loggens rader. Loggens "
        "kedja är kvar och visar att gallringen är gjord.",
        _backup_words(facts.last_backup),
        "Avidentifierade siffror som redan är uttagna påverkas inte.",
    ):
        yield row([text_cell(page, words, t.BODY)], gap=t.HEADING_GAP)
    yield row([text_cell(page, "Gallrade akter", t.HEADING)], gap=t.HEADING_GAP, keep=True)
    told = (
        "Varje akt är en kontrollsumma av ärendenumret. Den visar inte vem det var. Den som har ett ärendenummer kan "
        "med registret se om just den akten är gallrad."
    )
    yield row([text_cell(page, told, t.SMALL, t.INK2)], keep=True)
    for start in range(0, len(facts.tokens), 4):
        line = "    ".join(token[:_TOKEN_LETTERS] for token in facts.tokens[start : start + 4])
        yield row([text_cell(page, line, t.SMALL)], gap=2)
    for what in ("Underskrift, förslag", "Underskrift, godkännande"):
        yield row([text_cell(page, what, t.LABEL, t.INK2)], gap=34, ruled=True)


def _field(page: Column, label: str, value: str) -> Row:
    name = text_cell(page, label, t.LABEL, t.INK2, width=_LABELS - 8)
    return row([beside(name, text_cell(page, value, t.BODY, inset=_LABELS))], gap=4, ruled=True)


def _fields(facts: Protocol) -> Iterator[tuple[str, str]]:
    yield "Nämnd", _BOARDS.get(facts.board, "Inte angiven")
    yield "Lista", facts.number
    yield "Gallrade akter", str(facts.erased)
    if facts.taken_off:
        yield "Undantagna efter förslaget", f"{facts.taken_off} togs av listan och är kvar i registret"
    if facts.comments:
        yield "Kommentarer i loggkontroller", f"{facts.comments} gallrade; underskrifterna gäller ändå"
    if facts.log_before is not None:
        before = facts.log_before.isoformat()
        yield "Loggen", f"Innehållet i {facts.log_rows} rader från före {before} gallrat; raderna och kedjan är kvar"
    for label, (day, name) in (
        ("Föreslagen", facts.proposed),
        ("Godkänd", facts.approved),
        ("Genomförd", facts.carried_out),
    ):
        yield label, f"{day.isoformat()} av {clean(name)}"


def _files(number: int) -> str:
    return "1 akt" if number == 1 else f"{number} akter"


def _backup_words(last: date | None) -> str:
    if last is None:
        return "Datum för den sista säkerhetskopia som kan innehålla namnen är inte känt."
    return (
        f"Den sista säkerhetskopia som kan innehålla namnen är från {last.isoformat()}. Återställs en sådan kopia "
        "gallras akterna igen innan någon rad visas."
    )
