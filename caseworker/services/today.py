"""Idag: everything that waits for the one who asks, from every part of the work.

A part adds its own function to ``SOURCES``; it answers for what the caller may do, and rows beyond her reach are left
out here.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from caseworker import roles
from caseworker.domain.access import User
from caseworker.domain.waiting import Waiting, WaitingRow, in_order
from caseworker.services._dormant_numbers import dormant_numbers
from caseworker.services._moving import errands_of_moves
from caseworker.services._pairs_waiting import pairs_to_judge
from caseworker.services._unsigned_notes import unsigned_notes
from caseworker.services.registry import service
from caseworker.store import access, linking
from caseworker.store.reading import Reader
from caseworker.store.register import Register

Source = Callable[[Register, Reader, User], Iterable[Waiting]]

SEEN_WITHIN = timedelta(days=1)  # somebody else is to see a look in need by the day after


@service(needs="person.read", record="person", retention="session", writes=False)
def list_waiting(register: Register, *, by: User) -> tuple[WaitingRow, ...]:
    """Return what waits for the caller, the nearest last day first; what has none comes last."""
    with register.read() as reader:
        waiting = [one for source in SOURCES for one in source(register, reader, by)]
        people = list(dict.fromkeys(one.person for one in waiting if one.person))
        shown, shown_in = {row.id: row for row in reader.rows_of(people)}, linking.mains(reader.connection)
        rows = {person: shown.get(shown_in.get(person, person)) for person in people}
    reachable = (one for one in waiting if not one.person or rows[one.person] is not None)
    return tuple(WaitingRow(one, rows.get(one.person)) for one in in_order(reachable))


def _may(by: User, needs: str) -> bool:
    """Tell whether the caller's roles hold the permission ``needs`` at all."""
    return roles.load().reach(by, needs) is not None


def _looks_to_see(register: Register, reader: Reader, by: User) -> Iterator[Waiting]:
    """Yield looks in need (nödåtkomster) of others that nobody has seen."""
    if not _may(by, "looks.review"):
        return
    for look in access.looks(reader.connection):
        if not look.seen_by and look.name != by.name:
            due = (look.opened + SEEN_WITHIN).date()
            yield Waiting("look.unseen", due, look.person, (("who", look.name),), ("trust", ""))


SOURCES: tuple[Source, ...] = (unsigned_notes, errands_of_moves, _looks_to_see, dormant_numbers, pairs_to_judge)
