"""Legal status (rättslig ställning) and its two companions, settlement and accommodation: three axes, never one type.

The codes and their meaning are dated rows in ``resources/lawbook``; here are only the shapes. The bare word "flykting"
is never a status.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseworker.domain.ids import PersonId


class PermitType(StrEnum):
    """Kind of residence permit (uppehållstillstånd)."""

    PERMANENT = "PUT"
    TEMPORARY = "TUT"
    NONE = "none"


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
