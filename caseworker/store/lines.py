"""One line per person for lists and searches: everything a list shows in one row of one table.

A list of 100 000 people would otherwise read eight tables for every row it shows, and each page read is decrypted and
authenticated. Lines are written by the transaction that changes what they show and are never read to decide anything.
"""

import json
from collections.abc import Iterable
from datetime import date
from enum import Enum, auto
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from caseworker.domain.case import AssignmentKind
from caseworker.domain.contact import ContactKind
from caseworker.domain.identity import IdentifierType, mask
from caseworker.domain.naming import sort_key
from caseworker.domain.person import NameRole
from caseworker.domain.rows import PersonRow
from caseworker.store import search
from caseworker.store import tables as t

# The number shown is the first of these the person holds
STRENGTH = (
    IdentifierType.PERSONNUMMER,
    IdentifierType.SAMORDNINGSNUMMER,
    IdentifierType.RESERVE,
    IdentifierType.T_NUMBER,
    IdentifierType.LMA,
    IdentifierType.DOSSIER,
    IdentifierType.MIGRATION_REFERENCE,
)
_SHOWN_NAME = (NameRole.LATIN, NameRole.MIGRATION_AGENCY, NameRole.ORIGINAL)
_NAMELESS = "\U0010ffff"  # people without a name come last


class Part(Enum):
    """What of a line a change concerns."""

    IDENTITY = auto()  # names, birth, sex, numbers, telephones, case number: also the words she is found by
    STATUSES = auto()
    SETTLEMENTS = auto()
    KEEPERS = auto()  # who is responsible for the case, from when to when


def refresh(connection: Connection, person: str, parts: Iterable[Part], *, make: bool) -> bool:
    """Bring a person's line in step and tell whether her place in the list has changed.

    A line that does not exist is made only with ``make``: who was taken out of the lists stays out of them.
    """
    lines = t.person_lines
    kept = connection.execute(select(lines.c.no, lines.c.sort_key).where(lines.c.person_id == person)).first()
    no, place = (None, None) if kept is None else kept
    if no is None and not make:
        return False
    wanted = set(Part) if no is None else set(parts)
    values: dict[str, Any] = {}
    words: search.Words | None = None
    if Part.IDENTITY in wanted:
        values, words = _identity(connection, person)
    if Part.STATUSES in wanted:
        values["statuses"] = _statuses(connection, person)
    if Part.SETTLEMENTS in wanted:
        values["settlements"] = _settlements(connection, person)
    if Part.KEEPERS in wanted:
        values["keepers"] = _keepers(connection, person)
    if no is None:
        made = insert(lines).values(person_id=person, **values).returning(lines.c.no)
        no = connection.execute(made).scalar_one()
    else:
        connection.execute(update(lines).where(lines.c.no == no).values(values))
    if words is not None:
        search.put(connection, no, words)
    return values.get("sort_key", place) != place


def purge(connection: Connection, person: str) -> None:
    """Take a person out of every list and search, so that no word of hers stays in them."""
    lines = t.person_lines.c
    no = connection.execute(select(lines.no).where(lines.person_id == person)).scalar()
    if no is not None:
        search.purge(connection, no)
        connection.execute(delete(t.person_lines).where(lines.no == no))


def order_of(name: str) -> str:
    """Return the key lists are ordered by: Swedish order, nameless people last."""
    return sort_key(name) or _NAMELESS


def periods_json(periods: Iterable[tuple[object, ...]]) -> str:
    """Return periods as a line keeps them: first and last day, then what holds between them."""
    return json.dumps([[_day(part) for part in period] for period in periods], separators=(",", ":"))


def _day(part: object) -> object:
    return part.isoformat() if isinstance(part, date) else part


def _identity(connection: Connection, person: str) -> tuple[dict[str, Any], search.Words]:
    someone = connection.execute(select(t.people).where(t.people.c.id == person)).one()
    spelt = select(t.person_names.c.role, t.person_names.c.full).where(t.person_names.c.person_id == person)
    names = {role: full for role, full in connection.execute(spelt.order_by(t.person_names.c.id.desc()))}
    held = select(t.identifiers).where(t.identifiers.c.person_id == person)
    numbers = connection.execute(held.order_by(t.identifiers.c.begins)).all()
    phone = t.contacts.c
    called = select(phone.value).where(phone.person_id == person, phone.kind == ContactKind.PHONE)
    case = t.cases.c
    cases = select(case.number).where(case.person_id == person).order_by(case.closed.is_not(None), case.number.desc())
    case_numbers = connection.execute(cases).scalars().all()
    shown = next((names[role] for role in _SHOWN_NAME if role in names), "")
    words = search.words_for(
        names=names.values(),
        numbers=[*(row.value for row in numbers), *case_numbers],
        phones=connection.execute(called).scalars().all(),
        born=someone.born,
    )
    line = {
        "sort_key": order_of(shown),
        "name": shown,
        "original_name": names.get(NameRole.ORIGINAL, ""),
        "born": someone.born,
        "born_precision": someone.born_precision.value,
        "sex": someone.sex.value,
        "number": _strongest(numbers),
        "case_number": next(iter(case_numbers), ""),
    }
    return line, words


def _strongest(numbers: Iterable[Row[Any]]) -> str:
    held = {row.type: row.value for row in numbers if row.ends is None}
    return next((mask(held[kind]) for kind in STRENGTH if kind in held), "")


def _statuses(connection: Connection, person: str) -> str:
    of = t.statuses.c
    query = select(of.begins, of.ends, of.code, of.unaccompanied, of.permit).where(of.person_id == person)
    return periods_json((*row[:4], row.permit.value) for row in connection.execute(query.order_by(of.begins)))


def _settlements(connection: Connection, person: str) -> str:
    of = t.settlements.c
    query = select(of.begins, of.ends, of.code).where(of.person_id == person).order_by(of.begins)
    return periods_json(tuple(row) for row in connection.execute(query))


def _keepers(connection: Connection, person: str) -> str:
    tied, case = t.assignments.c, t.cases.c
    query = (
        select(tied.begins, tied.ends, tied.staff_id)
        .join(t.cases, case.id == tied.case_id)
        .where(case.person_id == person, tied.kind == AssignmentKind.RESPONSIBLE)
        .order_by(tied.begins)
    )
    return periods_json(tuple(row) for row in connection.execute(query))


def row_of(line: Row[Any], day: date, staff: dict[str, str]) -> PersonRow:
    """Return the row a list shows on ``day``; ``staff`` are the names of the members of staff by id."""
    today = day.isoformat()
    status = _holding(line.statuses, today, ("", False, ""))
    settlement = _holding(line.settlements, today, ("",))
    keeper = _holding(line.keepers, today, ("",))
    return PersonRow(
        id=line.person_id,
        name=line.name,
        original_name=line.original_name,
        born=line.born,
        born_precision=line.born_precision,
        sex=line.sex,
        number=line.number,
        case_number=line.case_number,
        status=status[0],
        unaccompanied=status[1],
        permit=status[2],
        settlement=settlement[0],
        caseworker=staff.get(keeper[0], ""),
    )


def _holding(periods: str, today: str, otherwise: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what holds ``today``; ISO dates compare as text."""
    if periods == "[]":
        return otherwise
    for begins, ends, *held in reversed(json.loads(periods)):
        if begins <= today and (ends is None or today <= ends):
            return tuple(held)
    return otherwise
