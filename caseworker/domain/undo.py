"""What a member of staff can take back and do again, and what stands in the way. Decides nothing by itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done. ``what`` is its code, ``case_number`` "" when it is about nobody who is here now."""

    id: str
    what: str
    at: datetime
    person: str
    case_number: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one member of staff: those to take back, the newest first, and those to do again, in order."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field that was changed since. ``field`` is ``table.column``; values as they are kept, None for no row."""

    field: str
    left: str | int | None
    now: str | int | None


@dataclass(frozen=True, slots=True)
class StandsInTheWay:
    """Why a step cannot be taken back: fields changed since, by whom and when, and what hangs on what would go."""

    fields: tuple[FieldPair, ...] = ()
    by: str = ""
    at: datetime | None = None
    hanging: tuple[str, ...] = ()
