"""Reading one person's whole file (personakt) in one transaction. Logging the look is the service's duty."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from caseworker.domain.rows import (
    LONGEST_LOG,
    AddressRow,
    AssignmentRow,
    AxisRow,
    BirthRow,
    ContactRow,
    EndingRow,
    IdentifierRow,
    LogRow,
    NameRow,
    PersonFile,
    StatusRow,
)
from caseworker.errors import Refused
from caseworker.store import attachment_rows, clashes, import_sources, intervention_rows, journal, law_facts
from caseworker.store import tables as t
from caseworker.store.engine import read_rows
from caseworker.store.whole_rows import WholeRows

R = TypeVar("R")

# whose rows they are comes first, the order they are shown in after it
_IN_TIME = "WHERE person_id = ? ORDER BY begins, id"
_NEWEST_FIRST = "WHERE person_id = ? ORDER BY begins DESC, id"
_PEOPLE = WholeRows(t.people, "WHERE id = ?")
_CASES = WholeRows(t.cases, "WHERE person_id = ? ORDER BY closed IS NOT NULL, number DESC LIMIT 1")
_NAMES = WholeRows(t.person_names, "WHERE person_id = ? ORDER BY id")
_IDENTIFIERS = WholeRows(t.identifiers, _IN_TIME)
_ADDRESSES = WholeRows(t.addresses, _NEWEST_FIRST)
_CONTACTS = WholeRows(t.contacts, _IN_TIME)
_STATUSES = WholeRows(t.statuses, _NEWEST_FIRST)
_SETTLEMENTS = WholeRows(t.settlements, _NEWEST_FIRST)
_ACCOMMODATIONS = WholeRows(t.accommodations, _NEWEST_FIRST)
_BIRTHS = WholeRows(t.birth_statements, "WHERE person_id = ? ORDER BY recorded, id")
_ENDINGS = WholeRows(t.endings, "WHERE person_id = ? ORDER BY day, id")
_ASSIGNMENTS = WholeRows(
    t.assignments,
    "JOIN staff ON staff.id = assignments.staff_id WHERE case_id = ? ORDER BY begins DESC, assignments.id",
    "staff.name",
)
_LOG = f"""
    SELECT at, name, actor, action, seq FROM audit LEFT JOIN staff ON staff.id = actor
    WHERE subject IN (?, ?) ORDER BY seq DESC LIMIT {LONGEST_LOG}"""  # noqa: S608 - a number of ours


def read_person_file(connection: Connection, person: str, today: date) -> PersonFile:
    """Return everything about ``person``. Raises ``Refused("person.unknown")``."""
    someone = next(iter(_PEOPLE.of(connection, person)), None)
    if someone is None:
        raise Refused("person.unknown")
    case = next(iter(_CASES.of(connection, person)), None)
    case_id = "" if case is None else case.id

    def parts(rows: WholeRows, shape: Callable[[Any], R]) -> tuple[R, ...]:
        return tuple(shape(row) for row in rows.of(connection, person))

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
        names=parts(_NAMES, name_row),
        identifiers=parts(_IDENTIFIERS, identifier_row),
        addresses=parts(_ADDRESSES, address_row),
        contacts=parts(_CONTACTS, contact_row),
        statuses=parts(_STATUSES, _status),
        settlements=parts(_SETTLEMENTS, _axis),
        accommodations=parts(_ACCOMMODATIONS, _axis),
        interventions=intervention_rows.of_person(connection, person),
        notes=journal.note_rows(connection, case_id),
        log=import_sources.told(connection, clashes.told(connection, _log(connection, person, case_id))),
        assignments=tuple(_assignment(row) for row in _ASSIGNMENTS.of(connection, case_id)),
        attachments=attachment_rows.open_rows(connection, person),
        born_source=someone.born_source,
        births=parts(_BIRTHS, birth_row),
        endings=parts(_ENDINGS, _ending),
        closed=None if case is None else case.closed,
        law_facts=parts(law_facts.FACTS, law_facts.fact_row),
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


def _ending(row: Any) -> EndingRow:
    return EndingRow(row.id, row.kind.value, row.day, row.place, row.source, row.note)


def contact_row(row: Any) -> ContactRow:
    """Return a way to reach her as it is shown."""
    return ContactRow(row.kind.value, row.value, row.begins, row.ends)


def address_row(row: Any) -> AddressRow:
    """Return an address as it is shown."""
    return AddressRow(row.kind.value, row.care_of, row.street, row.postcode, row.city, row.begins, row.ends)


def _status(row: Any) -> StatusRow:
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


def _axis(row: Any) -> AxisRow:
    return AxisRow(row.code, row.begins, row.ends)


def _assignment(row: Any) -> AssignmentRow:
    return AssignmentRow(row.name, row.kind.value, row.begins, row.ends, row.staff_id)


def _log(connection: Connection, person: str, case_id: str) -> tuple[LogRow, ...]:
    return tuple(
        LogRow(datetime.fromisoformat(at), name or actor, action, seq)
        for at, name, actor, action, seq in read_rows(connection, _LOG, (person, case_id or person))
    )
