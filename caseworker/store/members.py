"""Members of staff and the keys they were last seen with. Reads and writes rows; decides nothing."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, func, or_, select, update

from caseworker.domain.access import Role
from caseworker.domain.ids import StaffId
from caseworker.domain.staff import CaseLeft, StaffRow
from caseworker.store import tables as t

KEYS, RECOVERY_KEYS, RECOVERY = "account.keys", "recovery.keys", "recovery"


def all_staff(connection: Connection) -> tuple[StaffRow, ...]:
    """Return everybody who was ever let in, by name, also those who have left."""
    known = known_keys(connection)
    return tuple(
        StaffRow(
            StaffId(row.id),
            row.name,
            frozenset(Role(role) for role in row.roles.split()),
            row.active,
            known.get(row.id, ""),
        )
        for row in connection.execute(select(t.staff).order_by(t.staff.c.name))
    )


def known_keys(connection: Connection) -> Mapping[str, str]:
    """Return what stands for the keys the register has seen: by member of staff, and under "recovery" that key's."""
    kept = t.settings.c
    rows = connection.execute(select(kept.staff_id, kept.value).where(kept.key.in_((KEYS, RECOVERY_KEYS))))
    return {staff or RECOVERY: value for staff, value in rows}


def left_cases(connection: Connection, staff: StaffId, day: date) -> tuple[CaseLeft, ...]:
    """Return the assignments of ``staff`` that have not ended on ``day``, by case number."""
    of, case = t.assignments.c, t.cases.c
    running = (
        select(case.number, of.kind, of.begins)
        .join(t.cases, case.id == of.case_id)
        .where(of.staff_id == staff, or_(of.ends.is_(None), of.ends > day), case.closed.is_(None))
        .order_by(case.number)
    )
    return tuple(CaseLeft(number, str(kind), begins) for number, kind, begins in connection.execute(running))


def running_cases(connection: Connection, day: date) -> Mapping[str, int]:
    """Return with how many open cases each member of staff works on ``day``."""
    of, case = t.assignments.c, t.cases.c
    counted = (
        select(of.staff_id, func.count(of.case_id.distinct()))
        .join(t.cases, case.id == of.case_id)
        .where(of.begins <= day, or_(of.ends.is_(None), of.ends >= day), case.closed.is_(None))
        .group_by(of.staff_id)
    )
    return {staff: cases for staff, cases in connection.execute(counted)}


def let_go(connection: Connection, staff: StaffId) -> bool:
    """Make a member of staff inactive; tell whether she was active."""
    row = t.staff.c
    gone = update(t.staff).where(row.id == staff, row.active.is_(True)).values(active=False)
    return connection.execute(gone).rowcount == 1
