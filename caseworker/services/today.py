"""Idag: everything that waits, over all cases: duties by law, one's own promises, visits, and what other parts watch.

Duties are worked out when somebody has changed and once a day (``refresh_duties``), never while the list is read. A
part adds its own function to ``SOURCES``; rows beyond the caller's reach are left out here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from itertools import groupby
from typing import NamedTuple

from caseworker import roles
from caseworker.domain.access import User
from caseworker.domain.agenda import overdue_days
from caseworker.domain.tasks import Filter, Horizon, Order, Task, horizon, severity, sort_key
from caseworker.domain.waiting import Waiting, WaitingRow
from caseworker.services import _active_law, _duties
from caseworker.services._dormant_numbers import dormant_numbers
from caseworker.services._moving import errands_of_moves
from caseworker.services._on_agenda import Batch, Listing
from caseworker.services._pairs_waiting import pairs_to_judge
from caseworker.services._unsigned_notes import unsigned_notes
from caseworker.services.registry import service
from caseworker.store import access, agenda, duties, linking
from caseworker.store.reading import Reader
from caseworker.store.register import Register


class _Part(NamedTuple):
    number: int
    first: Sequence[Task]


Source = Callable[[Register, Reader, User], Iterable[Waiting]]

SEEN_WITHIN = timedelta(days=1)  # somebody else is to see a look in need by the day after
MOST_OF_A_GROUP, MOST_WAITS = 30, 8


@dataclass(frozen=True, slots=True)
class WaitRow:
    """Somebody else has the ball: ``days`` since it was passed; ``reminded`` the day they were last reminded."""

    id: str
    row: WaitingRow
    actor: str
    text: str
    days: int
    reminded: date | None
    times: int


@dataclass(frozen=True, slots=True)
class Group:
    """The things of one horizon: how many there are, and the first of them."""

    horizon: Horizon
    count: int
    rows: tuple[WaitingRow, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """The list as it is shown. ``worked_out``: the day of the oldest duty shown, None when none was worked out yet.

    ``raised`` counts what a reminder of a last day came for lately.

    ``behind`` counts people whose duties are not of today; ``put_off`` things that come back later; ``next_day`` is the
    nearest last day of what is put off.
    """

    groups: tuple[Group, ...]
    counts: dict[Filter, int]
    urgent: int
    raised: int
    waits: tuple[WaitRow, ...]
    more_waits: int
    put_off: int
    next_day: date | None
    worked_out: date | None
    behind: int

    @property
    def rows(self) -> tuple[WaitingRow, ...]:
        """Return all rows that are shown, group by group."""
        return tuple(row for group in self.groups for row in group.rows)


@service(needs="person.read", record="person", retention="session", writes=False)
def read_today(
    register: Register,
    *,
    by: User,
    chosen: Filter = Filter.ALL,
    order: Order = Order.LOSS,
    most: int = MOST_OF_A_GROUP,
) -> Today:
    """Return what waits, in groups by horizon, the first ``most`` of each; what is late stands with today."""
    today = register.today()
    with register.read() as reader:
        listing = Listing(reader, by, today, _told_of(register, reader, by))
        shown, put_off = _shown_and_put_off(listing, today)
        passing = [batch for batch in shown if batch.sample.passes(chosen)]
        waits = _waits(listing)
        behind, worked_out = _behind(reader, today)
        return Today(
            groups=_shown(reader, _groups(listing, passing, order, today, most)),
            counts={one: _count(batch for batch in shown if batch.sample.passes(one)) for one in Filter},
            urgent=_count(batch for batch in passing if _urgent(batch.sample, today)),
            raised=_count(batch for batch in passing if batch.sample.raised),
            waits=_wait_rows(reader, waits[:MOST_WAITS], today),
            more_waits=max(len(waits) - MOST_WAITS, 0),
            put_off=_count(put_off),
            next_day=min((batch.sample.later for batch in put_off if batch.sample.later), default=None),
            worked_out=worked_out,
            behind=behind,
        )


@service(needs="agenda.record", record="person", retention="case")
def refresh_duties(register: Register, *, by: User) -> int:
    """Work out the duties of those who have changed or whose day has passed; return of how many people.

    Raises ``EnvironmentFault("lawbook.broken")``: then what was worked out last stands.
    """
    with register.read() as reader:
        rules = _active_law.rules(reader)
        people = _duties.waiting(register, reader, rules, by)
        kept = _active_law.brought_is_kept(reader)
    if not kept:
        with register.change(by=by) as tx:
            _active_law.keep_brought(tx)
            tx.commit()
    for start in range(0, len(people), _duties.AT_ONCE):
        with register.change(by=by) as tx:
            _duties.work_out(register, tx, people[start : start + _duties.AT_ONCE], rules)
            tx.commit()
    return len(people)


def _told_of(register: Register, reader: Reader, by: User) -> list[Waiting]:
    """Return what other parts tell of that the caller may see."""
    found = [waiting for source in SOURCES for waiting in source(register, reader, by)]
    seen = reader.bounds.seen(waiting.person for waiting in found if waiting.person)
    return [waiting for waiting in found if not waiting.person or waiting.person in seen]


def _shown_and_put_off(listing: Listing, today: date) -> tuple[list[Batch], list[Batch]]:
    shown, put_off = list[Batch](), list[Batch]()
    for batch in listing.batches():
        later = batch.sample.later
        (shown if later is None or later <= today else put_off).append(batch)
    return shown, put_off


def _count(batches: Iterable[Batch]) -> int:
    return sum(batch.count for batch in batches)


def _groups(listing: Listing, batches: Sequence[Batch], order: Order, today: date, most: int) -> dict[Horizon, _Part]:
    """Return each group's number and its first ``most`` things: made of no more batches than they lie in."""
    by_horizon: dict[Horizon, list[Batch]] = {one: [] for one in Horizon}
    for batch in batches:
        by_horizon[horizon(batch.sample.due, today)].append(batch)
    enough = {one: _enough(found, order, most) for one, found in by_horizon.items()}
    made = listing.made((batch for found in enough.values() for batch in found), most)
    parts = {}
    for one, found in enough.items():
        tasks = [task for batch in found for task in made.get(batch, (batch.sample,))]
        first = nsmallest(most, tasks, key=lambda task: sort_key(task, order))
        parts[one] = _Part(_count(by_horizon[one]), first)
    return parts


def _enough(batches: Sequence[Batch], order: Order, most: int) -> list[Batch]:
    """Return the batches the first ``most`` things lie in."""

    def alike(batch: Batch) -> tuple[object, ...]:
        return sort_key(batch.sample, order)[:3]  # loss, reminder and day, before the person

    found, count = list[Batch](), 0
    for _alike, same in groupby(sorted(batches, key=alike), key=alike):
        for batch in same:
            found.append(batch)
            count += batch.count
        if count >= most:
            break
    return found


def _shown(reader: Reader, parts: Mapping[Horizon, _Part]) -> tuple[Group, ...]:
    rows = _rows(reader, [task for part in parts.values() for task in part.first])
    return tuple(Group(one, part.number, tuple(rows[id(task)] for task in part.first)) for one, part in parts.items())


def _rows(reader: Reader, tasks: Sequence[Task]) -> dict[int, WaitingRow]:
    people = list(dict.fromkeys(task.waiting.person for task in tasks if task.waiting.person))
    shown, shown_in = {row.id: row for row in reader.rows_of(people)}, linking.mains(reader.connection)
    rows = {person: shown.get(shown_in.get(person, person)) for person in people}
    return {id(task): WaitingRow(task.waiting, rows.get(task.waiting.person), task.mine) for task in tasks}


def _urgent(task: Task, today: date) -> bool:
    """Tell whether a thing does not bear waiting: protection or law, today or late."""
    return task.due is not None and task.due <= today and severity(task.waiting.loss) == 3


def _waits(listing: Listing) -> list[tuple[agenda.OpenWait, Task]]:
    rows = [
        (
            one,
            listing.task(
                Waiting("wait", None, one.shown, (), ("person", one.shown), f"wait {one.id}"), staff=one.staff
            ),
        )
        for one in listing.waits
    ]
    return sorted(rows, key=lambda row: (not row[1].mine, row[0].since, row[0].id))


def _wait_rows(reader: Reader, waits: Sequence[tuple[agenda.OpenWait, Task]], today: date) -> tuple[WaitRow, ...]:
    rows = _rows(reader, [task for _one, task in waits])
    return tuple(
        WaitRow(
            one.id,
            rows[id(task)],
            one.actor,
            one.text,
            overdue_days(date.fromisoformat(one.since), today),
            None if one.reminded is None else date.fromisoformat(one.reminded),
            one.times,
        )
        for one, task in waits
    )


def _behind(reader: Reader, today: date) -> tuple[int, date | None]:
    """Return how many people's duties are not of today, whatever the lawbook, and the oldest day among all."""
    oldest = duties.oldest(reader.connection)
    count = duties.not_of(reader.connection, today)
    return count, date.fromisoformat(oldest[:10]) if oldest else None


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
