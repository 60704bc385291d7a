"""Days counted from a protected person's birth: what stands of them in the open names the rule, never the day.

Her birth is sealed, and the day she turns 18 tells it. What lies open says that such a duty is near; its last day
stands in her file. Not a service.
"""

from contextlib import suppress
from datetime import date

from caseworker.domain.duties import DutyRow
from caseworker.errors import EnvironmentFault
from caseworker.services import _active_law
from caseworker.store import duties
from caseworker.store.duties import Worked
from caseworker.store.writing import Transaction


def tells_birth(row: DutyRow) -> bool:
    """Tell whether the days of a duty tell when somebody was born."""
    return row.counting.birthday is not None or row.counting.half_year is not None


def undated(worked: Worked, since: date, today: date) -> Worked | None:
    """Return a duty as it may stand for one who is protected ``since``; None until it is to be shown."""
    return Worked(worked.row, since, None, since, worked.depends) if worked.shown_from <= today else None


def undate(tx: Transaction, person: str, since: date) -> None:
    """Take the days that tell a birth out of what was worked out before she was protected.

    Without a lawbook that can be read no day of a duty stays.
    """
    known: tuple[DutyRow, ...] = ()
    with suppress(EnvironmentFault):
        known = _active_law.rules(tx.reader).duties
    dated = frozenset(row.id for row in known if not tells_birth(row))
    duties.undate(tx.connection, person, dated, since, tx.reader.today)
