"""The case (ärende, akt): a number such as 2026-0147, its unit, and who works with it from when to when."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from caseworker.domain.ids import CaseId, PersonId, StaffId


class AssignmentKind(StrEnum):
    """How a member of staff is tied to a case (handläggare, medhandläggare)."""

    RESPONSIBLE = "responsible"
    CO_ASSIGNED = "co_assigned"


@dataclass(eq=False)
class Assignment:
    """Who works with a case, both days included."""

    id: str
    case_id: CaseId
    staff_id: StaffId
    kind: AssignmentKind
    begins: date
    ends: date | None = None


@dataclass(eq=False)
class Case:
    """One person's case at one unit."""

    id: CaseId
    number: str
    person_id: PersonId
    unit: str
    opened: date
    closed: date | None = None
    version: int = 1
    assignments: list[Assignment] = field(default_factory=list)


def case_number(year: int, serial: int) -> str:
    """Return the human case number of the office's ``serial``-th case in ``year``: 2026-0147."""
    return f"{year:04d}-{serial:04d}"
