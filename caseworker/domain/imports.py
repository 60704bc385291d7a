"""Batches of an import (inläsning): what each did, and until when the whole of it can be taken back."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from caseworker.domain.access import Role, User

UNDONE_WITHIN = timedelta(days=30)


class Outcome(StrEnum):
    """What became of a row that was read in."""

    NEW = "new"  # a person was registered
    UPDATED = "updated"  # somebody who was there got what was missing
    SAME = "same"  # somebody who was there has it all


@dataclass(frozen=True, slots=True)
class Batch:
    """One import. ``planned`` rows were to be read in; ``made`` and ``updated`` people were. ``ended`` None: cut off.

    ``kept`` is how many rows an undoing had to leave, because somebody had gone on with those people.
    """

    id: str
    file: str = field(repr=False)
    sheet: str = field(repr=False)
    sha256: str
    staff: str
    staff_name: str
    began: datetime
    ended: datetime | None
    planned: int
    bad: int
    made: int
    updated: int
    undone: datetime | None
    undone_by: str
    kept: int

    @property
    def undone_until(self) -> datetime:
        """The instant after which it cannot be taken back any more."""
        return self.began + UNDONE_WITHIN

    def may_be_undone(self, now: datetime) -> bool:
        """Tell whether there is something to take back, and time left."""
        return self.undone is None and now <= self.undone_until and self.made + self.updated > 0

    def belongs_to(self, user: User) -> bool:
        """Tell whether ``user`` may take it back: who read it in, or a head of unit."""
        return user.id == self.staff or user.may(Role.UNIT_MANAGER)

    def last_day(self) -> date:
        """Return the last day it can be taken back."""
        return self.undone_until.date()
