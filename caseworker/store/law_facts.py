"""What of people the law may ask about, read for one or for everybody without opening a file."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from caseworker.domain.happenings import Happening, Sign, of_file
from caseworker.domain.rows import AxisRow, LawFactRow, StatusRow
from caseworker.domain.standing import Standing, whole_birth
from caseworker.store import linking
from caseworker.store import tables as t
from caseworker.store.engine import read_rows
from caseworker.store.happenings import happened
from caseworker.store.whole_rows import WholeRows

FACTS = WholeRows(t.law_facts, "WHERE person_id = ? ORDER BY recorded, id")
_AT_ONCE = 500
_PEOPLE = "SELECT id, born, born_precision FROM people"
_STATUSES = """
    SELECT person_id, id, code, ground, permit, permit_until, classification, unaccompanied, begins, ends
    FROM statuses"""
_SETTLEMENTS = "SELECT person_id, code, begins, ends FROM settlements"
_ACCOMMODATIONS = "SELECT person_id, code, begins, ends FROM accommodations"
_FACTS = "SELECT person_id, id, code, day, holds, begins, recorded, replaced FROM law_facts"


def fact_row(row: Any) -> LawFactRow:
    """Return a recorded day or circumstance as it is shown."""
    return LawFactRow(row.id, row.code, row.day, row.holds, row.begins, row.recorded, row.replaced)


def standings(
    connection: Connection, signs: Collection[Sign], people: Sequence[str] | None = None
) -> dict[str, Standing]:
    """Return what the law may ask about of ``people``, or of everybody, by the file each is shown in.

    ``signs`` are the kinds of what happened that say something. What is sealed of a protected person is not known.
    Unknown ids are left out.
    """
    if people is None:
        return _read(connection, signs, "", None)
    every = linking.with_their_files(connection, people)
    found: dict[str, Standing] = {}
    for start in range(0, len(every), _AT_ONCE):
        part = every[start : start + _AT_ONCE]
        found |= _read(connection, signs, f" WHERE {{key}} IN ({', '.join('?' * len(part))})", part)
    return found


def municipality(connection: Connection) -> str:
    """Return the code of the municipality whose register this is."""
    ((code,),) = read_rows(connection, "SELECT value FROM register_info WHERE key = 'municipality_code'")
    return str(code)


def _read(
    connection: Connection, signs: Collection[Sign], where: str, people: Sequence[str] | None
) -> dict[str, Standing]:
    shown_in = linking.mains(connection)

    def rows(query: str, key: str = "person_id", order: str = "begins DESC, id") -> dict[str, list[Sequence[Any]]]:
        found: dict[str, list[Sequence[Any]]] = defaultdict(list)
        for row in read_rows(connection, f"{query}{where.format(key=key)} ORDER BY {order}", people or ()):
            found[shown_in.get(row[0], row[0])].append(row)
        return found

    statuses, facts = rows(_STATUSES), rows(_FACTS, order="recorded, id")
    settlements, accommodations = rows(_SETTLEMENTS), rows(_ACCOMMODATIONS)
    happenings: dict[str, list[Happening]] = defaultdict(list)
    for person, one in happened(connection, signs, people):
        happenings[shown_in.get(person, person)].append(one)
    return {
        main: Standing(
            born=_born(main, files),
            statuses=tuple(map(_status, statuses[main])),
            settlements=tuple(map(_axis, settlements[main])),
            accommodations=tuple(map(_axis, accommodations[main])),
            recorded=tuple(map(_fact, facts[main])),
            happened=(*happenings[main], *of_file((), map(_axis, accommodations[main]), ())),
        )
        for main, files in rows(_PEOPLE, key="id", order="id").items()
    }


def _born(main: str, files: Sequence[Sequence[Any]]) -> date | None:
    """Return the birth as ``links.united`` shows it: of the file they are shown in, else the first that knows one."""
    known = [row for row in sorted(files, key=lambda row: row[0] != main) if row[1] is not None]
    return whole_birth(_day(known[0][1]), known[0][2]) if known else None


def _status(row: Sequence[Any]) -> StatusRow:
    _person, id, code, ground, permit, until, classification, unaccompanied, begins, ends = row
    return StatusRow(
        id=id,
        code=code,
        ground=ground,
        permit=permit,
        permit_until=_day(until),
        classification=classification,
        unaccompanied=bool(unaccompanied),
        begins=date.fromisoformat(begins),
        ends=_day(ends),
    )


def _axis(row: Sequence[Any]) -> AxisRow:
    _person, code, begins, ends = row
    return AxisRow(code, date.fromisoformat(begins), _day(ends))


def _fact(row: Sequence[Any]) -> LawFactRow:
    _person, id, code, day, holds, begins, recorded, replaced = row
    known = None if holds is None else bool(holds)
    return LawFactRow(id, code, _day(day), known, _day(begins), date.fromisoformat(recorded), _day(replaced))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
