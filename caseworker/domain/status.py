"""Legal status (rättslig ställning) and its two companions, settlement and accommodation: three axes, never one type.

The codes and their meaning are dated rows in ``resources/lawbook``; here are only the shapes. The bare word "flykting"
is never a status.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caseworker.domain.daycount import add_months
from caseworker.domain.ids import PersonId

_ESTABLISHMENT_MONTHS: Final = 24
_FAMILIES: Final = ("ASYL", "AVSLAG-", "NY-")


def family(code: str) -> str:
    """Return what statuses that go on from one another without a new start have in common.

    All with a permit on a ground that the law on reception knows are one (``NY-``), all who seek asylum another; every
    other status is a family of its own.
    """
    return next((start for start in _FAMILIES if code.startswith(start)), code)


class PermitType(StrEnum):
    """Kind of residence permit (uppehållstillstånd)."""

    PERMANENT = "PUT"
    TEMPORARY = "TUT"
    NONE = "none"


class Phase(StrEnum):
    """Where somebody with a permit is in the first years, worked out from the reception and never typed."""

    BEFORE = "before"  # not received in a municipality on that day, as far as is known
    NEWLY_ARRIVED = "newly_arrived"  # nyanländ
    ESTABLISHED = "established"  # etableringstid slut


def establishment_ends(received: date) -> date:
    """Return the last day of the 24 months after the first reception (2010:1122 6 and 12 §§; lag 1930:173 1 §)."""
    return add_months(received, _ESTABLISHMENT_MONTHS)


def phase(received: date | None, day: date) -> Phase:
    """Return the phase on ``day`` of somebody first received in a municipality on ``received``."""
    if received is None or day < received:
        return Phase.BEFORE
    return Phase.NEWLY_ARRIVED if day <= establishment_ends(received) else Phase.ESTABLISHED


@dataclass(eq=False)
class StatusPeriod:
    """One period of legal status. ``begins`` and ``ends`` are both included; ``permit_until`` is the decision's day."""

    id: str
    person_id: PersonId
    code: str
    begins: date
    ground: str = ""  # tillståndsgrund, an act and paragraph such as "UtlL 4:1"
    permit: PermitType = PermitType.NONE
    permit_until: date | None = None
    classification: str = ""  # klassningskod printed on the decision
    unaccompanied: bool = False  # ensamkommande barn
    ends: date | None = None


@dataclass(eq=False)
class Settlement:
    """One period of settlement (bosättningssätt): ``anvisad`` or ``självbosatt``, as lawbook codes."""

    id: str
    person_id: PersonId
    code: str
    begins: date
    ends: date | None = None


@dataclass(eq=False)
class Accommodation:
    """One period of accommodation while seeking asylum (boendeform under asyltiden), as a lawbook code."""

    id: str
    person_id: PersonId
    code: str
    begins: date
    ends: date | None = None
