"""Reading a person's household, relations, warnings and errands, from open rows or from what was unsealed.

Others are named as far as the reader reaches them; a protected one is told by her case number alone.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, or_, select

from caseworker.domain.household import Relation, RelationKind, Together, inverse
from caseworker.domain.periods import covers
from caseworker.domain.rows import ErrandRow, MemberRow, NoContactRow, PersonFile, PersonRow, RelationRow
from caseworker.store import compartments, linking, sealable, ties
from caseworker.store import tables as t
from caseworker.store.compartments import Opened
from caseworker.store.engine import read_rows
from caseworker.store.sealable import typed_values
from caseworker.store.whole_rows import WholeRows

if TYPE_CHECKING:
    from caseworker.domain.protection import ProtectionMark
    from caseworker.store.reading import Reader

_CASES = """
    SELECT person_id, number FROM cases WHERE person_id IN (SELECT value FROM json_each(?))
    ORDER BY closed IS NULL, number"""
_MEMBERSHIPS = WholeRows(t.household_members, "WHERE person_id = ? ORDER BY begins, id")
_HOUSEHOLDS = WholeRows(
    t.household_members, "WHERE household_id IN (SELECT value FROM json_each(?)) ORDER BY begins, id"
)
_RELATIONS = WholeRows(t.relations, "WHERE person_id = ? ORDER BY begins, id")
_POINTING = WholeRows(t.relations, "WHERE other_id = ? ORDER BY begins, id")
_NO_CONTACTS = WholeRows(t.no_contacts, "WHERE person_id = ? ORDER BY begins, id")
_ERRANDS = WholeRows(t.errands, "WHERE person_id = ? ORDER BY arose DESC, id")
# from the open errands to whoever works with them: + keeps out the ways through all errands and all assignments
_OPEN_ERRANDS = WholeRows(
    t.errands,
    """
    WHERE done IS NULL AND EXISTS (
        SELECT 1 FROM cases AS c CROSS JOIN assignments AS a ON a.case_id = c.id
        WHERE c.person_id = errands.person_id AND c.closed IS NULL AND +a.staff_id = ?1
        AND a.begins <= ?2 AND (a.ends IS NULL OR a.ends >= ?2))
    ORDER BY +person_id, id""",
)
_ADDRESSES = WholeRows(t.addresses, "WHERE person_id IN (SELECT value FROM json_each(?)) AND ends IS NULL")
_PERMITS = """
    SELECT person_id, permit_until FROM statuses WHERE person_id IN (SELECT value FROM json_each(?1))
    AND begins <= ?2 AND (ends IS NULL OR ends >= ?2)"""
_DUE = """
    SELECT person_id, min(due) FROM errands WHERE done IS NULL AND due IS NOT NULL
    AND person_id IN (SELECT value FROM json_each(?)) GROUP BY person_id"""


@dataclass
class _Rows:
    """The rows one file's ties are made of."""

    memberships: list[Any] = field(default_factory=list)
    relations: list[Any] = field(default_factory=list)
    pointing: list[Any] = field(default_factory=list)
    no_contacts: list[Any] = field(default_factory=list)
    errands: list[Any] = field(default_factory=list)


def with_ties(reader: "Reader", file: PersonFile, today: date) -> PersonFile:
    """Return ``file`` with what open rows say of its person's household, relations, warnings and errands."""
    connection, person = reader.connection, file.id
    if file.protected is not None:
        return replace(file, errands=_errands(reader, _ERRANDS.of(connection, person)))
    rows = _Rows(
        memberships=_together(connection, _MEMBERSHIPS.of(connection, person)),
        relations=_RELATIONS.of(connection, person),
        pointing=_POINTING.of(connection, person),
        no_contacts=_NO_CONTACTS.of(connection, person),
        errands=_ERRANDS.of(connection, person),
    )
    return _filled(reader, file, rows, today)


def with_sealed_ties(reader: "Reader", file: PersonFile, opened: Opened, today: date) -> PersonFile:
    """Return the opened ``file`` of a protected person with her own ties and those to who is sealed with her."""
    connection, person = reader.connection, file.id
    sealed = {
        name: [SimpleNamespace(**typed_values(table, row)) for row in ties.of_compartment(connection, opened, name)]
        for name, table in sealable.WHOLE.items()
        if name in (sealable.HOUSEHOLD, sealable.RELATION, sealable.NO_CONTACT)
    }
    memberships = sealed[sealable.HOUSEHOLD]
    own = [one for one in memberships if one.person_id == person]
    homes = {one.household_id for one in own}
    words = compartments.fields_of(connection, opened, person)[sealable.ERRAND]
    errands = _errands(reader, _ERRANDS.of(connection, person))
    rows = _Rows(
        memberships=[
            *(one for one in memberships if one.household_id in homes),
            *_together(connection, own),
        ],
        relations=[one for one in sealed[sealable.RELATION] if one.person_id == person],
        pointing=[one for one in sealed[sealable.RELATION] if one.other_id == person],
        no_contacts=[one for one in sealed[sealable.NO_CONTACT] if one.person_id == person],
    )
    filled = _filled(reader, file, rows, today)
    return replace(filled, errands=tuple(replace(one, **words.get(one.id, {})) for one in errands))


def open_errands(connection: Connection, staff: str, today: date) -> list[Any]:
    """Return what is still to be settled after moves of the people ``staff`` works with today."""
    return _OPEN_ERRANDS.of(connection, staff, today.isoformat())


def household_of(connection: Connection, person: str, day: date) -> list[str]:
    """Return who else lives with an open person on ``day``, in open rows."""
    rows = _MEMBERSHIPS.of(connection, person)
    around = _together(connection, [one for one in rows if covers(one, day)])
    return [one.person_id for one in around if covers(one, day) and one.person_id != person]


def lives_with(connection: Connection, one: str, other: str) -> Together:
    """Tell whether two people's open addresses are the same place."""
    homes = {row.person_id: _place(row) for row in _ADDRESSES.of(connection, json.dumps([one, other]))}
    if len(homes) < len({one, other}):
        return Together.UNKNOWN
    return Together.HERE if homes[one] == homes[other] else Together.ELSEWHERE


def family_of(connection: Connection, people: Iterable[str]) -> list[Relation]:
    """Return the open relations of ``people`` and of whoever is related to them as parent or child, far around."""
    known: dict[str, Relation] = {}
    seen, waiting = set[str](), {one for one in people if one}
    row = t.relations.c
    while waiting:
        asked = list(waiting)
        query = select(t.relations).where(or_(_among(row.person_id, asked), _among(row.other_id, asked)))
        seen |= waiting
        found = [Relation(**one._mapping) for one in connection.execute(query)]  # noqa: SLF001 - the row as a mapping
        known |= {one.id: one for one in found}
        family = [one for one in found if one.kind in (RelationKind.PARENT, RelationKind.CHILD)]
        waiting = {str(id) for one in family for id in (one.person_id, one.other_id) if id} - seen
    return list(known.values())


def born_of(connection: Connection, people: Iterable[str]) -> dict[str, date | None]:
    """Return the open birth days of ``people``."""
    query = select(t.people.c.id, t.people.c.born).where(_among(t.people.c.id, list(people)))
    return {row.id: row.born for row in connection.execute(query)}


# Inside
def _among(column: Any, ids: Sequence[str]) -> Any:
    return column.in_(select(func.json_each(json.dumps(ids)).table_valued("value").c.value))


def _together(connection: Connection, own: Iterable[Any]) -> list[Any]:
    """Return everybody's open rows in the households of these."""
    homes = sorted({one.household_id for one in own})
    return _HOUSEHOLDS.of(connection, json.dumps(homes)) if homes else []


def _filled(reader: "Reader", file: PersonFile, rows: _Rows, today: date) -> PersonFile:
    if not (rows.memberships or rows.relations or rows.pointing or rows.no_contacts):
        return replace(file, errands=_errands(reader, rows.errands))
    others = {one.person_id for one in (*rows.memberships, *rows.pointing)}
    others |= {one.other_id for one in (*rows.relations, *rows.no_contacts) if one.other_id}
    known = _People(reader, {*others, file.id} - {""}, today)
    mates = {one.person_id for one in _overlapping(rows.memberships, file.id, today)}
    relations = [
        *(_relation(known, one, one.kind, one.other_id or "") for one in rows.relations),
        *(_relation(known, one, inverse(one.kind), one.person_id) for one in rows.pointing),
    ]
    warnings = (_warning(known, one, file.id, mates) for one in rows.no_contacts)
    return replace(
        file,
        household=tuple(_members(known, rows.memberships, file.id)),
        relations=tuple(sorted(relations, key=lambda one: (one.ends is not None, one.begins, one.id))),
        no_contacts=tuple(warnings),
        errands=_errands(reader, rows.errands),
    )


def _overlapping(memberships: Iterable[Any], person: str, today: date) -> list[Any]:
    """Return who is in one household with ``person`` today."""
    running = [one for one in memberships if covers(one, today)]
    homes = {one.household_id for one in running if one.person_id == person}
    return [one for one in running if one.household_id in homes and one.person_id != person]


class _People:
    """What is shown of some people, asked for together."""

    def __init__(self, reader: "Reader", people: set[str], today: date) -> None:
        connection, asked = reader.connection, json.dumps(sorted(people))
        self._shown_in = linking.mains(connection)
        self._rows: dict[str, PersonRow] = {row.id: row for row in reader.rows_of(sorted(people))}
        self._numbers = {person: number for person, number in read_rows(connection, _CASES, (asked,))}
        self.marks: Mapping[str, ProtectionMark] = compartments.marks(connection)
        self._reached = reader.bounds.seen(people)
        self.permits = {
            person: None if day is None else date.fromisoformat(day)
            for person, day in read_rows(connection, _PERMITS, (asked, today.isoformat()))
        }
        self.due = {person: date.fromisoformat(day) for person, day in read_rows(connection, _DUE, (asked,))}
        self._homes = {row.person_id: _place(row) for row in _ADDRESSES.of(connection, asked)}

    def row(self, person: str) -> PersonRow | None:
        """Return the line of one within reach."""
        return self._rows.get(self._shown_in.get(person, person))

    def shown(self, person: str) -> tuple[str, str, str]:
        """Return id, name and case number as far as they may be shown."""
        number = self._numbers.get(person, "")
        if not person or person not in self._reached:
            return "", "", number
        row = self.row(person)
        return person, "" if row is None or person in self.marks else row.name, number

    def together(self, one: str, other: str, mates: set[str]) -> Together:
        """Tell whether ``other`` lives where ``one`` lives."""
        if other in mates:
            return Together.HERE
        home, others = self._homes.get(one), self._homes.get(other)
        if not home or not others:
            return Together.UNKNOWN
        return Together.HERE if home == others else Together.ELSEWHERE


def _place(address: Any) -> tuple[str, ...]:
    parts = (address.street, address.postcode, address.city)
    return tuple("".join(part.split()).casefold() for part in parts)


def _members(known: _People, memberships: Sequence[Any], person: str) -> Iterable[MemberRow]:
    own = [one for one in memberships if one.person_id == person]
    shared = [(one, _shared(one, mine)) for one in memberships for mine in own if _shares(one, mine)]
    shared.sort(key=lambda pair: (pair[1][1] is not None, pair[0].person_id != person, pair[1][0], pair[0].id))
    for one, (begins, ends) in shared:
        id, name, number = known.shown(one.person_id)
        row, mark = known.row(id), known.marks.get(one.person_id)
        open_row = row if mark is None else None
        yield MemberRow(
            person=id,
            name=name,
            case_number=number,
            born=open_row.born if open_row else None,
            sex=row.sex if row else "unknown",
            status=row.status if row else "",
            unaccompanied=row.unaccompanied if row else False,
            permit_until=known.permits.get(id),
            errand_due=known.due.get(id),
            complete=bool(mark or (row and row.status and row.number)),
            begins=begins,
            ends=ends,
            protected=mark,
        )


def _shares(one: Any, mine: Any) -> bool:
    """Tell whether two times in a household were in the same one, at the same time."""
    begun = mine.ends is None or one.begins <= mine.ends
    return one.household_id == mine.household_id and begun and (one.ends is None or mine.begins <= one.ends)


def _shared(one: Any, mine: Any) -> tuple[date, date | None]:
    """Return from when to when the two lived together."""
    return max(one.begins, mine.begins), min((day for day in (one.ends, mine.ends) if day), default=None)


def _relation(known: _People, one: Any, kind: RelationKind, other: str) -> RelationRow:
    id, name, number = known.shown(other)
    return RelationRow(
        id=one.id,
        kind=kind.value,
        ground=one.ground.value,
        other=id,
        name=name or one.other_name,
        case_number=number,
        contact=one.other_contact,
        source=one.source,
        begins=one.begins,
        ends=one.ends,
    )


def _warning(known: _People, one: Any, person: str, mates: set[str]) -> NoContactRow:
    other = one.other_id or ""
    id, name, number = known.shown(other)
    together = known.together(person, other, mates) if other else Together.UNKNOWN
    return NoContactRow(
        id=one.id,
        other=id,
        name=name or one.other_name,
        case_number=number,
        reason=one.reason,
        begins=one.begins,
        ends=one.ends,
        together=together.value,
    )


def _errands(reader: "Reader", rows: Sequence[Any]) -> tuple[ErrandRow, ...]:
    connection, people = reader.connection, {one.person_id for one in rows}
    if not people:
        return ()
    lines, shown_in = {row.id: row for row in reader.rows_of(sorted(people))}, linking.mains(connection)
    names = {person: line.name for person in people if (line := lines.get(shown_in.get(person, person)))}
    reached = reader.bounds.seen(people)
    numbers = {person: number for person, number in read_rows(connection, _CASES, (json.dumps(sorted(people)),))}
    staff = {id: name for id, name in read_rows(connection, "SELECT id, name FROM staff")}  # noqa: C416 - pairs by name
    return tuple(
        ErrandRow(
            id=one.id,
            person=one.person_id if one.person_id in reached else "",
            name=names.get(one.person_id, ""),
            case_number=numbers.get(one.person_id, ""),
            code=one.code,
            arose=one.arose,
            due=one.due,
            done=one.done,
            done_by=staff.get(one.done_by, one.done_by),
            note=one.note,
        )
        for one in rows
    )
