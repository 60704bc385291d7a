"""How a person's time with the office ends (ärendets slut): distinct events with a day, where to, and a source.

An ending closes the case and stops nothing else: what has to be done because of it is listed, and somebody does it. A
person who comes back is an event of its own.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseworker.domain.ids import PersonId
from caseworker.errors import Refused


class EndingKind(StrEnum):
    """What happened."""

    CLOSED = "closed"  # ärendet avslutat
    MOVED = "moved"  # flyttat till en annan kommun
    ABROAD = "abroad"  # flyttat utomlands
    DISAPPEARED = "disappeared"  # avviken
    DECEASED = "deceased"  # avliden
    HANDED_OVER = "handed_over"  # ärendet överlämnat
    RETURNED = "returned"  # har kommit tillbaka


@dataclass(frozen=True, slots=True)
class EnteredEnding:
    """How a case ends, as entered. ``place``: to which municipality, country or body; ``source``: who told."""

    kind: EndingKind = EndingKind.CLOSED
    place: str = ""
    source: str = ""
    note: str = ""


@dataclass(eq=False)
class Ending:
    """One such event. ``day`` is the last day of the case, or the day she came back."""

    id: str
    person_id: PersonId
    kind: EndingKind
    day: date
    place: str = ""
    source: str = ""
    note: str = ""


# where to must be told for these: without it nobody can send anything after her
NEEDS_PLACE = frozenset({EndingKind.MOVED, EndingKind.HANDED_OVER})
# what has to be thought of, in order; codes that the edge puts into words
FOLLOWS: dict[EndingKind, tuple[str, ...]] = {
    EndingKind.CLOSED: ("tell_person", "end_interventions"),
    EndingKind.MOVED: ("hand_over_file", "end_interventions", "tell_school", "new_address"),
    EndingKind.ABROAD: ("end_interventions", "tell_school", "tell_insurance"),
    EndingKind.DISAPPEARED: ("report_if_child", "tell_migration_agency", "end_interventions"),
    EndingKind.DECEASED: ("end_interventions", "tell_guardian", "household_children"),
    EndingKind.HANDED_OVER: ("hand_over_file", "tell_person"),
    EndingKind.RETURNED: ("check_status", "check_address"),
}


def require_complete(entered: EnteredEnding) -> None:
    """Raise ``Refused("ending.place_missing")`` or, for coming back, which no case ends with, ``ending.not_an_end``."""
    if entered.kind is EndingKind.RETURNED:
        raise Refused("ending.not_an_end")
    if entered.kind in NEEDS_PLACE and not entered.place.strip():
        raise Refused("ending.place_missing")
