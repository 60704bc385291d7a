"""Reading one person's whole file (personakt) in one transaction. Logging the look is the service's duty."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, or_, select

from caseworker.domain.rows import (
    LONGEST_LOG,
    AddressRow,
    AssignmentRow,
    AxisRow,
    BirthRow,
    ContactRow,
    EndingRow,
    IdentifierRow,
    InterventionRow,
    LogRow,
    NameRow,
    PersonFile,
    StatusRow,
)
from caseworker.errors import Refused
from caseworker.store import attachment_rows, clashes, import_sources, journal
from caseworker.store import tables as t

R = TypeVar("R")


def read_person_file(connection: Connection, person: str, today: date) -> PersonFile:
    """Return everything about ``person``. Raises ``Refused("person.unknown")``."""
    someone = connection.execute(select(t.people).where(t.people.c.id == person)).first()
    if someone is None:
        raise Refused("person.unknown")
    of_person = select(t.cases).where(t.cases.c.person_id == person)
    case = connection.execute(of_person.order_by(t.cases.c.closed.is_not(None), t.cases.c.number.desc())).first()
    case_id = "" if case is None else case.id

    def parts(table: Table, shape: Callable[[Row[Any]], R], *, newest_first: bool = False) -> tuple[R, ...]:
        order = table.c.begins.desc() if newest_first else table.c.begins
        query = select(table).where(table.c.person_id == person).order_by(order, table.c.id)
        return tuple(shape(row) for row in connection.execute(query))

    names = select(t.person_names).where(t.person_names.c.person_id == person).order_by(t.person_names.c.id)
    return PersonFile(
        id=person,
        version=someone.version,
        case_id=case_id,
        case_number="" if case is None else case.number,
        unit="" if case is None else case.unit,
        opened=today if case is None else case.opened,
        sex=someone.sex.value,
        born=someone.born,
        born_precision=someone.born_precision.value,
        reads=someone.reads,
        speaks=someone.speaks,
        interpreter=someone.interpreter.value,
        arrived_through=someone.arrived_through,
        names=tuple(name_row(name) for name in connection.execute(names)),
        identifiers=parts(t.identifiers, identifier_row),
        addresses=parts(t.addresses, address_row, newest_first=True),
        contacts=parts(t.contacts, contact_row),
        statuses=parts(t.statuses, _status, newest_first=True),
        settlements=parts(t.settlements, _axis, newest_first=True),
        accommodations=parts(t.accommodations, _axis, newest_first=True),
        interventions=_interventions(connection, person),
        notes=journal.note_rows(connection, case_id),
        log=import_sources.told(connection, clashes.told(connection, _log(connection, [person, case_id]))),
        assignments=_assignments(connection, case_id),
        attachments=attachment_rows.open_rows(connection, person),
        born_source=someone.born_source,
        births=tuple(birth_row(row) for row in _of_person(connection, t.birth_statements, "recorded", person)),
        endings=tuple(_ending(row) for row in _of_person(connection, t.endings, "day", person)),
        closed=None if case is None else case.closed,
    )


def name_row(row: Any) -> NameRow:
    """Return a spelling of a name as it is shown."""
    tokens = tuple((token.role.value, token.text) for token in row.tokens)
    return NameRow(
        row.role.value, row.full, row.given, row.family, tokens=tokens, begins=row.begins, ends=row.ends, id=row.id
    )


def identifier_row(row: Any) -> IdentifierRow:
    """Return an identity number as it is shown."""
    return IdentifierRow(
        row.type,
        row.value,
        row.begins,
        row.ends,
        issuer=row.issuer,
        seen_on=row.seen_on,
        copy_kept=row.copy_kept,
        certainty=row.certainty.value,
        renewed_on=row.renewed_on,
        why_ended=row.why_ended.value,
        reason=row.reason,
        id=row.id,
    )


def birth_row(row: Any) -> BirthRow:
    """Return what was stated about her birth as it is shown."""
    return BirthRow(row.stated, row.calendar, row.source, row.recorded, row.born)


def _ending(row: Row[Any]) -> EndingRow:
    return EndingRow(row.id, row.kind.value, row.day, row.place, row.source, row.note)


def _of_person(connection: Connection, table: Table, order: str, person: str) -> Sequence[Row[Any]]:
    query = select(table).where(table.c.person_id == person)
    return connection.execute(query.order_by(table.c[order], table.c.id)).all()


def contact_row(row: Any) -> ContactRow:
    """Return a way to reach her as it is shown."""
    return ContactRow(row.kind.value, row.value, row.begins, row.ends)


def address_row(row: Any) -> AddressRow:
    """Return an address as it is shown."""
    return AddressRow(row.kind.value, row.care_of, row.street, row.postcode, row.city, row.begins, row.ends)


def _status(row: Row[Any]) -> StatusRow:
    return StatusRow(
        id=row.id,
        code=row.code,
        ground=row.ground,
        permit=row.permit.value,
        permit_until=row.permit_until,
        classification=row.classification,
        unaccompanied=row.unaccompanied,
        begins=row.begins,
        ends=row.ends,
    )


def _axis(row: Row[Any]) -> AxisRow:
    return AxisRow(row.code, row.begins, row.ends)


def _interventions(connection: Connection, person: str) -> tuple[InterventionRow, ...]:
    done = t.interventions.c
    query = select(t.interventions).where(done.person_id == person).order_by(done.recorded.desc(), done.id.desc())
    return tuple(
        InterventionRow(
            id=row.id,
            type=row.type,
            area=row.area,
            actor=row.actor,
            state=row.state.value,
            recorded=row.recorded,
            begins=row.begins,
            ends=row.ends,
            outcome=row.outcome,
            version=row.version,
        )
        for row in connection.execute(query)
    )


def _log(connection: Connection, subjects: list[str]) -> tuple[LogRow, ...]:
    line = t.audit.c
    query: Select[Any] = (
        select(line.at, line.action, line.actor, line.seq, t.staff.c.name)
        .outerjoin(t.staff, t.staff.c.id == line.actor)
        .where(or_(*(line.subject == subject for subject in subjects if subject)))
        .order_by(line.seq.desc())
        .limit(LONGEST_LOG)
    )
    return tuple(
        LogRow(datetime.fromisoformat(row.at), row.name or row.actor, row.action, row.seq)
        for row in connection.execute(query)
    )


def _assignments(connection: Connection, case_id: str) -> tuple[AssignmentRow, ...]:
    tied = t.assignments.c
    query = select(t.staff.c.name, tied.kind, tied.begins, tied.ends, tied.staff_id)
    query = query.join(t.staff, t.staff.c.id == tied.staff_id)
    query = query.where(tied.case_id == case_id).order_by(tied.begins.desc(), tied.id)
    return tuple(
        AssignmentRow(row.name, row.kind.value, row.begins, row.ends, row.staff_id) for row in connection.execute(query)
    )
