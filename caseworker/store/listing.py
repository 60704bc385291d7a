# ruff: noqa: S608 - the queries are put together of fixed words only
"""Reads what a list that leaves the register may hold of each person. Protected people come without what is sealed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from caseworker.domain.listing import ListedPerson
from caseworker.domain.rows import PersonRow
from caseworker.store.engine import read_rows
from caseworker.store.lines import STRENGTH

_ASKED = "person_id IN (SELECT value FROM json_each(:ids))"
_RUNS = "begins <= :today AND (ends IS NULL OR ends >= :today)"
_NUMBERS = f"SELECT person_id, type, value FROM identifiers WHERE {_ASKED} AND {_RUNS}"
_PERMITS = f"SELECT person_id, permit_until FROM statuses WHERE {_ASKED} AND {_RUNS} ORDER BY begins"
_PHONES = f"SELECT person_id, value FROM contacts WHERE {_ASKED} AND kind = 'phone' AND {_RUNS} ORDER BY begins"
_HOMES = f"SELECT person_id, street, postcode, city FROM addresses WHERE {_ASKED} AND {_RUNS} ORDER BY begins"
_UNITS = f"SELECT person_id, unit FROM person_lines WHERE {_ASKED}"
_AT_ONCE = 2000


def listed(connection: Connection, rows: Sequence[PersonRow], day: date) -> Iterator[ListedPerson]:
    """Yield the people of ``rows`` with what holds on ``day``, in the same order."""
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        asked = {"ids": json.dumps([row.id for row in some]), "today": day.isoformat()}
        numbers = _strongest(read_rows(connection, _NUMBERS, asked))
        permits, phones = _last(read_rows(connection, _PERMITS, asked)), _last(read_rows(connection, _PHONES, asked))
        homes, units = _last(read_rows(connection, _HOMES, asked)), _last(read_rows(connection, _UNITS, asked))
        for row in some:
            (permit,), (phone,) = permits.get(row.id, (None,)), phones.get(row.id, ("",))
            street, postcode, city = homes.get(row.id, ("", "", ""))
            yield ListedPerson(
                id=row.id,
                case=row.case_number,
                name=row.name,
                original_name=row.original_name,
                born=row.born,
                sex=row.sex,
                number=numbers.get(row.id, ""),
                status=row.status,
                unaccompanied=row.unaccompanied,
                permit_until=None if permit is None else date.fromisoformat(permit),
                settlement=row.settlement,
                phone=phone,
                street=street,
                postcode=postcode,
                city=city,
                caseworker=row.caseworker,
                unit=units.get(row.id, ("",))[0],
                protected=row.protected is not None,
            )


def _last(rows: Iterable[Sequence[Any]]) -> Mapping[str, tuple[Any, ...]]:
    return {person: tuple(values) for person, *values in rows}


def _strongest(rows: Iterable[Sequence[Any]]) -> dict[str, str]:
    held: dict[str, dict[str, str]] = {}
    for person, kind, value in rows:
        held.setdefault(person, {})[kind] = value
    return {person: next(numbers[kind] for kind in STRENGTH if kind in numbers) for person, numbers in held.items()}
