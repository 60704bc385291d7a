"""The case (ärende, akt): a number such as 2026-0147, its unit, and who works with it from when to when."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from caseworker.domain.ids import CaseId, PersonId, StaffId
from caseworker.errors import Refused


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

    def assign(self, new: Assignment) -> None:
        """Let somebody work with the case; who was responsible before a new responsible is so until the day before.

        Raises ``Refused("period.backwards" | "access.already_assigned")``.
        """
        if new.ends is not None and new.ends < new.begins:
            raise Refused("period.backwards", begins=new.begins, ends=new.ends)
        running = [one for one in self.assignments if one.ends is None or one.ends >= new.begins]
        if any(one.staff_id == new.staff_id and one.kind == new.kind for one in running):
            raise Refused("access.already_assigned")
        if new.kind is AssignmentKind.RESPONSIBLE:
            for one in running:
                if one.kind is AssignmentKind.RESPONSIBLE or one.staff_id == new.staff_id:
                    self._end(one, new.begins)
        self.assignments.append(new)

    def release(self, staff: StaffId, day: date) -> None:
        """Let a co-assigned member of staff leave the case: ``day`` is the first she no longer works with it.

        Raises ``Refused("access.not_assigned" | "access.responsible_stays")``: a case is never without a responsible.
        """
        running = [one for one in self.assignments if one.staff_id == staff and (one.ends is None or one.ends >= day)]
        if not running:
            raise Refused("access.not_assigned")
        if any(one.kind is AssignmentKind.RESPONSIBLE for one in running):
            raise Refused("access.responsible_stays")
        for one in running:
            self._end(one, day)

    def _end(self, assignment: Assignment, day: date) -> None:
        """End an assignment the day before ``day``; one that would never have begun goes."""
        if assignment.begins >= day:
            self.assignments.remove(assignment)
        else:
            assignment.ends = day - timedelta(days=1)


def case_number(year: int, serial: int) -> str:
    """Return the human case number of the office's ``serial``-th case in ``year``: 2026-0147."""
    return f"{year:04d}-{serial:04d}"
