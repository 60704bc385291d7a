"""The receipt of a signed review of the log, in Swedish, for the municipality's file. Names staff, never a person."""

from collections.abc import Iterator, Mapping
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
_BOTTOM: Final = 45.0
_TITLE: Final = "Loggkontroll: kvitto"
_OUTCOMES: Final = (("acceptable", "godtagbara"), ("ask", "frågade om"), ("report", "anmälda"))


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt says. ``chance`` and ``flagged`` are outcomes by code; ``own_looks`` were decided by herself."""

    begins: date
    ends: date
    events: int
    first_row: int
    last_row: int
    seed: str
    chance: Mapping[str, int]
    flagged: Mapping[str, int]
    own_looks: int
    signed_by: str
    signed_on: date
    fingerprint: str
    head: str
    kept_for: str


def review_receipt_pdf(facts: ReceiptFacts, letterhead: Letterhead, *, demo: bool) -> bytes:
    """Return the receipt as PDF. Equal facts give equal bytes."""
    return office_paper(_TITLE, letterhead, partial(_rows, facts), dated=facts.signed_on, demo=demo, bottom=_BOTTOM)


def _rows(facts: ReceiptFacts, page: Column) -> Iterator[Row]:
    yield row([text_cell(page, _TITLE, t.TITLE)], keep=True)
    for label, value in _fields(facts):
        name = text_cell(page, label, t.LABEL, t.INK2, width=_LABELS - 8)
        yield row([beside(name, text_cell(page, value, t.BODY, inset=_LABELS))], gap=4, ruled=True)
    if facts.own_looks:
        told = (
            f"{facts.own_looks} av raderna gäller granskarens egna händelser. Ingen annan på enheten får granska "
            "loggen, därför har hon själv granskat dem."
        )
        yield row([text_cell(page, told, t.BODY)], gap=t.HEADING_GAP)
    for words in (
        "Kvittot visar att granskningen är gjord och vad den ledde till. Det innehåller inga uppgifter om enskilda.",
        "Fröet visar att urvalet drogs av slumpen: samma frö och samma logg ger samma rader.",
        "Loggens huvud ovan hör till sista raden. Visar registret något annat där är loggen utbytt.",
        facts.kept_for,
    ):
        yield row([text_cell(page, words, t.SMALL, t.INK2)], gap=t.PARAGRAPH_GAP)


def _fields(facts: ReceiptFacts) -> tuple[tuple[str, str], ...]:
    return (
        ("Period", f"{facts.begins.isoformat()} till {facts.ends.isoformat()}"),
        ("Händelser i loggen", f"{facts.events} (rad {facts.first_row} till {facts.last_row})"),
        ("Slumpade rader", _outcomes(facts.chance)),
        ("Flaggade av regler", _outcomes(facts.flagged)),
        ("Urvalets frö", facts.seed),
        ("Underskriven av", f"{clean(facts.signed_by)}, {facts.signed_on.isoformat()}"),
        ("Underskriftens avtryck", facts.fingerprint),
        ("Loggens huvud", f"rad {facts.last_row}: {facts.head}"),
    )


def _outcomes(found: Mapping[str, int]) -> str:
    parts = [f"{found.get(code, 0)} {words}" for code, words in _OUTCOMES if found.get(code, 0)]
    return f"{sum(found.values())} granskade" + (f": {', '.join(parts)}" if parts else "")
