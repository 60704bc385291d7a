"""Employments and looks in need (nödåtkomst): rows read and written; whose they may be is decided elsewhere."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine.interfaces import DBAPICursor

from caseworker.domain.access import Employment, EmploymentRow, HiddenPerson, LookInNeed
from caseworker.domain.ids import PersonId, StaffId
from caseworker.store import tables as t
from caseworker.store.engine import cursor_of, read_rows

OPENED_IN_NEED = "access.opened_in_need"
MOST_LOOKS = 500
# text, not composed: it stands between the passphrase and the first row
_EMPLOYMENTS = "SELECT unit, begins, ends FROM employments WHERE staff_id = ? ORDER BY begins, id"
_WHY = """
    SELECT p.body FROM audit AS a JOIN audit_payloads AS p ON p.seq = a.seq
    WHERE a.subject = ? AND a.action = ? ORDER BY a.seq DESC"""
_LATEST_LOOKS = f"""
    SELECT l.id, s.name, l.person_id, (
        SELECT number FROM cases AS c WHERE c.person_id = l.person_id ORDER BY c.closed IS NOT NULL, c.number DESC
        LIMIT 1), l.opened, l.closes, seer.name, l.seen
    FROM looks_in_need AS l JOIN staff AS s ON s.id = l.staff_id LEFT JOIN staff AS seer ON seer.id = l.seen_by
    ORDER BY l.seen IS NOT NULL, l.opened DESC, l.id DESC LIMIT {MOST_LOOKS}"""  # noqa: S608 - a number of ours


def employments_of(cursor: DBAPICursor, staff: str) -> list[Employment]:
    """Return the employments of one member of staff, the earliest first."""
    cursor.execute(_EMPLOYMENTS, (staff,))
    return [
        Employment(unit, date.fromisoformat(begins), date.fromisoformat(ends) if ends else None)
        for unit, begins, ends in cursor.fetchall()
    ]


def all_employments(connection: Connection) -> tuple[EmploymentRow, ...]:
    """Return every employment of the active staff, by name and first day."""
    at = t.employments.c
    rows = (
        select(at.staff_id, t.staff.c.name, at.unit, at.begins, at.ends)
        .join(t.staff, t.staff.c.id == at.staff_id)
        .where(t.staff.c.active.is_(True))
        .order_by(t.staff.c.name, at.begins, at.id)
    )
    return tuple(
        EmploymentRow(StaffId(staff), name, Employment(unit, begins, ends))
        for staff, name, unit, begins, ends in connection.execute(rows)
    )


def put_employment(connection: Connection, id: str, staff: str, employment: Employment) -> None:
    """Add an employment; one that runs into it ends the day before, one that begins later goes."""
    at = t.employments.c
    connection.execute(t.employments.delete().where(at.staff_id == staff, at.begins >= employment.begins))
    overlapping = (at.staff_id == staff, at.ends.is_(None) | (at.ends >= employment.begins))
    connection.execute(update(t.employments).where(*overlapping).values(ends=employment.begins - timedelta(days=1)))
    values = {"id": id, "staff_id": staff, "unit": employment.unit, "begins": employment.begins}
    connection.execute(insert(t.employments), values | {"ends": employment.ends})


def holders_of(connection: Connection, case_number: str, numbers: Iterable[str]) -> tuple[HiddenPerson, ...]:
    """Return the people with this very case number or one of these very identity numbers."""
    case, held = t.cases.c, t.identifiers.c
    by_number = select(held.person_id).where(held.value.in_(list(numbers)), held.ends.is_(None))
    rows = (
        select(case.person_id, case.number, case.unit)
        .where((case.number == case_number) | case.person_id.in_(by_number))
        .order_by(case.closed.is_not(None), case.number.desc())
    )
    found: dict[str, HiddenPerson] = {}
    for person, number, unit in connection.execute(rows):
        found.setdefault(person, HiddenPerson(PersonId(person), number, unit))
    return tuple(found.values())


def add_look(connection: Connection, id: str, *, staff: str, person: str, opened: datetime, closes: datetime) -> None:
    """Keep a look in need; its reason stands in the log."""
    values = {"id": id, "staff_id": staff, "person_id": person, "opened": opened, "closes": closes}
    connection.execute(insert(t.looks_in_need), values)


def looks(connection: Connection) -> tuple[LookInNeed, ...]:
    """Return the latest looks in need: those nobody has seen first, then the newest first."""
    return tuple(
        LookInNeed(
            id=id,
            name=name,
            person=PersonId(person),
            case_number=number or "",
            reason=_why(connection, person, id),
            opened=datetime.fromisoformat(opened),
            closes=datetime.fromisoformat(closes),
            seen_by=by or "",
            seen=None if seen is None else datetime.fromisoformat(seen),
        )
        for id, name, person, number, opened, closes, by, seen in read_rows(connection, _LATEST_LOOKS)
    )


def looker(connection: Connection, look: str) -> str | None:
    """Return who looked, None when there is no such look or it has been seen."""
    at = t.looks_in_need.c
    return connection.execute(select(at.staff_id).where(at.id == look, at.seen.is_(None))).scalar()


def mark_seen(connection: Connection, look: str, *, by: str, at: datetime) -> None:
    """Keep that somebody has seen a look."""
    row = t.looks_in_need
    connection.execute(update(row).where(row.c.id == look).values(seen_by=by, seen=at))


def _why(connection: Connection, person: str, look: str) -> str:
    """Return the reason as the log has it; a payload that is erased or sealed gives none."""
    cursor = cursor_of(connection)
    cursor.execute(_WHY, (person, OPENED_IN_NEED))
    for (body,) in cursor.fetchall():
        try:
            said = json.loads(body)
        except ValueError:
            continue
        if said.get("look") == look:
            return str(said["reason"])
    return ""
