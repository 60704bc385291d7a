"""One line per person for lists and searches: everything a list shows in one row of one table.

A list of 100 000 people would otherwise read eight tables for every row it shows, and each page read is decrypted and
authenticated. Lines are written by the transaction that changes what they show and are never read to decide anything.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from caseworker.domain.finding import FoundBy
from caseworker.domain.identity import IdentifierType, mask
from caseworker.domain.naming import sort_key
from caseworker.domain.person import NameRole
from caseworker.domain.protection import ProtectionMark
from caseworker.domain.rows import PersonRow
from caseworker.store import linking, places, search
from caseworker.store import tables as t
from caseworker.store.engine import cursor_of, read_rows

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
# three of a row, fifty rows between the passphrase and the first look: without what ``json.loads`` asks first
_decoded = json.JSONDecoder().raw_decode
_NAMELESS = "\U0010ffff"  # people without a name come last


class Part(Enum):
    """What of a line a change concerns."""

    IDENTITY = auto()  # names, birth, sex, numbers, telephones, case number: also the words she is found by
    STATUSES = auto()
    SETTLEMENTS = auto()
    KEEPERS = auto()  # who is responsible for the case, from when to when


# of a line: her own file and those that are shown in it
_FILES = """(
            SELECT person_lines.person_id UNION ALL
            SELECT person_id FROM file_parts WHERE main_id = person_lines.person_id)"""
# SQL as text: these run at every save, and composing them anew each time cost more than running them
PERIODS = {
    Part.STATUSES: f"""(
        SELECT json_group_array(json_array(begins, ends, code, unaccompanied, permit))
        FROM (SELECT * FROM statuses WHERE statuses.person_id IN {_FILES} ORDER BY begins))""",  # noqa: S608 - words of ours
    Part.SETTLEMENTS: f"""(
        SELECT json_group_array(json_array(begins, ends, code))
        FROM (SELECT * FROM settlements WHERE settlements.person_id IN {_FILES} ORDER BY begins))""",  # noqa: S608
    Part.KEEPERS: f"""(
        SELECT json_group_array(json_array(begins, ends, staff_id))
        FROM (SELECT a.begins, a.ends, a.staff_id FROM assignments AS a JOIN cases AS c ON c.id = a.case_id
              WHERE c.person_id IN {_FILES} AND a.kind = 'responsible' ORDER BY a.begins))""",  # noqa: S608
}
_PERIODS_WRITTEN = {
    part: f"UPDATE person_lines SET {part.name.lower()} = {told} WHERE person_id = ?"  # noqa: S608 - words of ours
    for part, told in PERIODS.items()
}
_OWN_FACTS = "SELECT id, born, born_precision, sex FROM people WHERE id IN (SELECT value FROM json_each(?))"
# of these people and of the files that are shown in theirs; where only one can be shown, a file's own comes last
_THEIRS = """
        (SELECT value AS person_id, value AS shown_in, 1 AS own FROM json_each(?) UNION ALL
         SELECT person_id, main_id, 0 FROM file_parts WHERE main_id IN (SELECT value FROM json_each(?)))"""
_PARTS_OF_FACTS = (  # names, numbers, phones, cases: as in ``Facts``
    f"""
        SELECT shown_in, role, full FROM {_THEIRS} JOIN person_names USING (person_id)
        ORDER BY own, id DESC""",  # noqa: S608 - words of ours
    f"""
        SELECT shown_in, type, value, ends FROM {_THEIRS} JOIN identifiers USING (person_id)
        ORDER BY own, begins, id""",  # noqa: S608
    f"""
        SELECT shown_in, value FROM {_THEIRS} JOIN contacts USING (person_id) WHERE kind = 'phone'
        ORDER BY id""",  # noqa: S608
    f"""
        SELECT shown_in, number, unit FROM {_THEIRS} JOIN cases USING (person_id)
        ORDER BY closed IS NOT NULL, number DESC""",  # noqa: S608
)
_BY_NUMBER = """
    SELECT no, person_id, sort_key, name, original_name, born, born_precision, sex, number, case_number,
           statuses, settlements, keepers
    FROM person_lines WHERE no IN (SELECT value FROM json_each(?))"""
_BY_PERSON = """
    SELECT no, person_id, sort_key, name, original_name, born, born_precision, sex, number, case_number,
           statuses, settlements, keepers
    FROM person_lines WHERE person_id IN (SELECT value FROM json_each(?))"""
_FIRST = """
    SELECT no, person_id, sort_key, name, original_name, born, born_precision, sex, number, case_number,
           statuses, settlements, keepers
    FROM person_lines ORDER BY sort_key, no LIMIT ? OFFSET ?"""


class Line(NamedTuple):
    """A line as it is stored: days are ISO text, periods JSON."""

    no: int
    person_id: str
    sort_key: str
    name: str
    original_name: str
    born: str | None
    born_precision: str
    sex: str
    number: str
    case_number: str
    statuses: str
    settlements: str
    keepers: str


def first_lines(connection: Connection, offset: int, limit: int) -> dict[int, Line]:
    """Return an early window of all lines by number, in the order of lists; those before it are stepped over."""
    return {line[0]: Line(*line) for line in read_rows(connection, _FIRST, (limit, offset))}


def lines_by_number(connection: Connection, numbers: Iterable[int]) -> dict[int, Line]:
    """Return the lines with these numbers."""
    return {line[0]: Line(*line) for line in read_rows(connection, _BY_NUMBER, (asked(numbers),))}


def lines_by_person(connection: Connection, people: Iterable[str]) -> dict[str, Line]:
    """Return the lines of these people."""
    return {line[1]: Line(*line) for line in read_rows(connection, _BY_PERSON, (asked(people),))}


def asked(keys: Iterable[str | int]) -> str:
    """Return ``keys`` as the one value of a query that looks them up in ``json_each``."""
    return json.dumps(list(keys))


def refresh(connection: Connection, person: str, parts: Iterable[Part], *, make: bool) -> bool:
    """Bring a person's line in step and tell whether her place in the list has changed.

    A line that does not exist is made only with ``make``: who was taken out of the lists stays out of them. A file that
    is shown in another has no line of its own: the other's line is brought in step.
    """
    main = linking.main_of(connection, person)
    person, make = main, make and main == person
    wanted = set(Part) if make else set(parts)
    moved = Part.IDENTITY in wanted and _refresh_identity(connection, person, make=make)
    for part in wanted - {Part.IDENTITY}:
        cursor_of(connection).execute(_PERIODS_WRITTEN[part], (person,))
    return moved


def _refresh_identity(connection: Connection, person: str, *, make: bool) -> bool:
    lines = t.person_lines
    kept = connection.execute(select(lines.c.no, lines.c.sort_key).where(lines.c.person_id == person)).first()
    if kept is None and not make:
        return False
    facts = facts_of(connection, [person])[person]
    values = line_values(facts)
    if kept is None:
        values |= {"person_id": person, "statuses": "[]", "settlements": "[]", "keepers": "[]"}
        no = connection.execute(insert(lines).values(values).returning(lines.c.no)).scalar_one()
    else:
        no = kept.no
        connection.execute(update(lines).where(lines.c.no == no).values(values))
    search.put(connection, no, words_for(facts))
    places.put(connection, no)
    return kept is None or kept.sort_key != values["sort_key"]


def purge(connection: Connection, person: str) -> None:
    """Take a person out of every list and search, so that no word of hers stays in them."""
    lines = t.person_lines.c
    no = connection.execute(select(lines.no).where(lines.person_id == person)).scalar()
    if no is not None:
        search.purge(connection, no)
        places.purge(connection, no)
        connection.execute(delete(t.person_lines).where(lines.no == no))


def order_of(name: str) -> str:
    """Return the key lists are ordered by: Swedish order, nameless people last."""
    return sort_key(name) or _NAMELESS


class Facts(NamedTuple):
    """What the line and the words of one person are made of: days are ISO text, numbers in the order they began."""

    born: str | None
    born_precision: str
    sex: str
    names: tuple[tuple[str, str], ...]  # role, full
    numbers: tuple[tuple[str, str, str | None], ...]  # type, value, last day
    phones: tuple[str, ...]
    cases: tuple[tuple[str, str], ...]  # number, unit; the one that is shown first


def facts_of(connection: Connection, people: Iterable[str]) -> dict[str, Facts]:
    """Return what lists and searches know of these people, as it stands in the open columns of their files."""
    wanted = (asked(people),)
    parts = [_grouped(connection, query, wanted * 2) for query in _PARTS_OF_FACTS]
    return {
        person: Facts(born, precision, sex, *(tuple(grouped[person]) for grouped in parts))
        for person, born, precision, sex in read_rows(connection, _OWN_FACTS, wanted)
    }


def _grouped(connection: Connection, query: str, wanted: tuple[str, ...]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for person, *values in read_rows(connection, query, wanted):
        grouped[person].append(values[0] if len(values) == 1 else tuple(values))
    return grouped


def line_values(facts: Facts) -> dict[str, Any]:
    """Return what the line of such a person holds besides her periods."""
    names = dict(facts.names)
    shown = next((names[role] for role in _SHOWN_NAME if role in names), "")
    held = {type: value for type, value, ends in facts.numbers if ends is None}
    number, unit = facts.cases[0] if facts.cases else ("", "")
    return {
        "sort_key": order_of(shown),
        "name": shown,
        "original_name": names.get(NameRole.ORIGINAL, ""),
        "born": None if facts.born is None else date.fromisoformat(facts.born),
        "born_precision": facts.born_precision,
        "sex": facts.sex,
        "number": next((mask(held[kind]) for kind in STRENGTH if kind in held), ""),
        "case_number": number,
        "unit": unit,
    }


def words_for(facts: Facts) -> search.Words:
    """Return the words such a person is found by."""
    return search.words_for(
        names=[full for _role, full in facts.names],
        numbers=[*(value for _type, value, _ends in facts.numbers), *(number for number, _unit in facts.cases)],
        phones=facts.phones,
        born=None if facts.born is None else date.fromisoformat(facts.born),
    )


def found_by(facts: Facts) -> FoundBy:
    """Return what may have led a search to such a person."""
    return FoundBy(
        names=[full for _role, full in facts.names],
        numbers=[(value, ends is None) for _type, value, ends in facts.numbers],
        cases=[number for number, _unit in facts.cases],
        phones=facts.phones,
        born=None if facts.born is None else date.fromisoformat(facts.born),
    )


def row_of(line: Line, day: date, staff: Mapping[str, str], protected: ProtectionMark | None = None) -> PersonRow:
    """Return the row a list shows on ``day``; ``staff`` are the names of the members of staff by id."""
    today = day.isoformat()
    status = _holding(line.statuses, today, ("", 0, ""))
    settlement = _holding(line.settlements, today, ("",))
    keeper = _holding(line.keepers, today, ("",))
    return PersonRow(
        id=line.person_id,
        name=line.name,
        original_name=line.original_name,
        born=None if line.born is None else date.fromisoformat(line.born),
        born_precision=line.born_precision,
        sex=line.sex,
        number=line.number,
        case_number=line.case_number,
        status=status[0],
        unaccompanied=bool(status[1]),
        permit=status[2],
        settlement=settlement[0],
        caseworker=staff.get(keeper[0], ""),
        protected=protected,
    )


def _holding(periods: str, today: str, otherwise: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what holds ``today``; ISO dates compare as text."""
    if periods == "[]":
        return otherwise
    for begins, ends, *held in reversed(_decoded(periods)[0]):
        if begins <= today and (ends is None or today <= ends):
            return tuple(held)
    return otherwise
