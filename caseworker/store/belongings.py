"""What tells who some people are, as far as it lies open: names, numbers, streets. Whoever asks, shows none of it."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection

from caseworker.domain.recipient import Belongings
from caseworker.domain.rows import PersonFile
from caseworker.store.engine import read_rows

_NAMES = "SELECT full FROM person_names WHERE person_id IN (SELECT value FROM json_each(?))"
_NUMBERS = """
    SELECT value FROM identifiers WHERE person_id IN (SELECT value FROM json_each(?1))
    UNION SELECT number FROM cases WHERE person_id IN (SELECT value FROM json_each(?1))"""
_STREETS = "SELECT street FROM addresses WHERE person_id IN (SELECT value FROM json_each(?))"


def of_people(connection: Connection, people: Iterable[str]) -> Belongings:
    """Return what belongs to any of ``people``."""
    asked = (json.dumps(sorted(people)),)
    return Belongings(*(tuple(text for (text,) in read_rows(connection, ask, asked) if text) for ask in _ALL))


def of_file(file: PersonFile) -> Belongings:
    """Return what belongs to the person of a file that was read."""
    return Belongings(
        tuple(one.full for one in file.names),
        (*(one.value for one in file.identifiers), file.case_number),
        tuple(one.street for one in file.addresses if one.street),
    )


_ALL = (_NAMES, _NUMBERS, _STREETS)
