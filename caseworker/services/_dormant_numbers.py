"""Coordination numbers that go dormant, as Idag tells of them to whoever works with the case. Not a service."""

from collections.abc import Iterator

from caseworker.domain.access import User
from caseworker.domain.identity import IdentifierType, dormancy_near, dormant_from
from caseworker.domain.waiting import Waiting
from caseworker.store import dormancy, linking
from caseworker.store.reading import Reader
from caseworker.store.register import Register


def dormant_numbers(register: Register, reader: Reader, by: User) -> Iterator[Waiting]:
    """Yield numbers that are dormant or will be within half a year; the day is the first on which they are."""
    today, kind = register.today(), IdentifierType.SAMORDNINGSNUMMER
    for one in dormancy.own_numbers(reader.connection, by.id, today):
        day = dormant_from(kind, one.begins, one.renewed_on)
        if day is not None and dormancy_near(kind, one.begins, one.renewed_on, today):
            person = linking.main_of(reader.connection, one.person)
            yield Waiting("number.dormant", day, person, (("day", day.isoformat()),), ("person", f"{person}/identity"))
