"""One reading transaction: Core queries that answer with frozen rows. Writes nothing, keeps nothing.

Lists are paged through a ready-made order of line numbers (``PeopleOrder``), so that the last page of 100 000 people
costs the same as the first. Identity numbers in lists are masked here already.
"""

import threading
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, Table, and_, bindparam, func, or_, select
from sqlalchemy.sql.elements import BindParameter, ColumnElement

from caseworker.domain.access import Role, User
from caseworker.domain.finding import Hit, Way, remoteness, sounding, way_of
from caseworker.domain.ids import StaffId
from caseworker.domain.matching import CandidateFacts, Entered
from caseworker.domain.rows import PersonFile, PersonRow, ReleaseRow
from caseworker.store import comparing, compartments, households, linking, outbox, places, search
from caseworker.store import tables as t
from caseworker.store.columns import Day
from caseworker.store.engine import read_rows
from caseworker.store.lines import Line, facts_of, first_lines, found_by, lines_by_number, lines_by_person, row_of
from caseworker.store.personfile import read_person_file
from caseworker.store.reach import Bounds, Listed

K = TypeVar("K", int, str)
_TODAY: BindParameter[date] = bindparam("today", type_=Day())


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One person with an open case on a day, as the counts need her. ``status`` is "" when none is recorded."""

    id: str
    sex: str
    born: date | None
    status: str
    protected: bool
    age_from: int | None = None  # of a protected person, whose birth date is sealed


class BoundedOrder(NamedTuple):
    """The line numbers one user's lists show: in order, and to ask whether one is among them."""

    numbers: "array[int]"
    among: frozenset[int]


class PeopleOrder:
    """The line numbers of all people by name, read once per change of the lines and shared by every reader.

    Until they are read, counting and the first rows ask the index instead: the first page never waits for the last.
    """

    def __init__(self) -> None:
        """Begin without an order."""
        self._lock = threading.Lock()
        self._numbers: array[int] | None = None
        self._bounded: dict[Listed, BoundedOrder] = {}
        self.generation = 0

    def forget(self) -> None:
        """Say that a committed transaction changed the lines."""
        with self._lock:
            self.generation += 1
            self._numbers = None
            self._bounded.clear()

    def count(self, connection: Connection) -> int:
        """Return how many lines there are."""
        kept = self._numbers
        return len(kept) if kept is not None else int(read_rows(connection, _COUNT)[0][0])

    def first_lines(self, connection: Connection, offset: int, limit: int) -> dict[int, Line] | None:
        """Return an early window of all people in their order, None when it is found through ``numbers``."""
        if self._numbers is not None or offset + limit > _FIRST_ROWS:
            return None
        return first_lines(connection, offset, limit)

    def numbers(self, connection: Connection, *, generation: int) -> "array[int]":
        """Return all line numbers, by name in Swedish order.

        ``generation`` was noted before the reading transaction began: what an older one sees is not kept for others.
        """
        kept = self._numbers
        if kept is not None:
            return kept
        # the driver's own rows: half the time of SQLAlchemy's at 100 000 people
        order = array("q", [no for (no,) in read_rows(connection, _ORDER)])
        with self._lock:
            if generation == self.generation:
                self._numbers = order
        return order

    def first_bounded(self, connection: Connection, listed: Listed, offset: int, limit: int) -> "array[int] | None":
        """Return an early window of what ``listed`` leaves, None when it is found through ``bounded``."""
        if listed in self._bounded or offset + limit > _FIRST_ROWS:
            return None
        window = {**listed.values, "limit": limit, "offset": offset}
        return array("q", [row[0] for row in read_rows(connection, listed.query + _WINDOW, window)])

    def bounded(self, connection: Connection, listed: Listed, *, generation: int) -> BoundedOrder:
        """Return the line numbers that ``listed`` leaves, in the same order; kept as ``numbers`` are."""
        kept = self._bounded.get(listed)
        if kept is not None:
            return kept
        order = array("q", [row[0] for row in read_rows(connection, listed.query, listed.values)])
        found = BoundedOrder(order, frozenset(order))
        with self._lock:
            if generation == self.generation:
                self._bounded[listed] = found
        return found


_FIRST_ROWS = 1000
_RANKED = 50  # those that sound alike are put in order of how near they are spelt
_WINDOW = " LIMIT :limit OFFSET :offset"
_COUNT = "SELECT count(*) FROM person_lines"
_ORDER = "SELECT no FROM person_lines ORDER BY sort_key, no"
_STAFF_NAMES = "SELECT id, name FROM staff"


def _covering(periods: Table, day: ColumnElement[date]) -> ColumnElement[bool]:
    return and_(periods.c.begins <= day, or_(periods.c.ends.is_(None), periods.c.ends >= day))


class Reader:
    """What can be asked of the register inside one consistent reading transaction."""

    def __init__(self, connection: Connection, order: PeopleOrder, now: datetime, today: date) -> None:
        """Read over ``connection``; ``today`` is the day rows are shown for unless a call says otherwise.

        What the call in which it is made may not reach, it neither lists nor finds nor opens (see ``store.reach``).
        """
        self.connection = connection
        self.bounds = Bounds(connection, now, today)
        self._order = order
        self._generation = order.generation
        self._today = today

    @property
    def today(self) -> date:
        """Return the day it was in Sweden when the reading began."""
        return self._today

    # People in lists
    def person_count(self) -> int:
        """Return how many people the list holds."""
        bounded = self._bounded()
        return self._order.count(self.connection) if bounded is None else len(bounded.numbers)

    def person_rows(self, *, offset: int, limit: int, today: date | None = None) -> list[PersonRow]:
        """Return one page of the list, by name in Swedish order."""
        listed = self.bounds.listed()
        if listed is not None:
            early = self._order.first_bounded(self.connection, listed, offset, limit)
            numbers = self._listed(listed).numbers[offset : offset + limit] if early is None else early
        else:
            first = self._order.first_lines(self.connection, offset, limit)
            if first is not None:
                return self._in_order(list(first), first, today)
            numbers = self._order.numbers(self.connection, generation=self._generation)[offset : offset + limit]
        return self._in_order(numbers, lines_by_number(self.connection, numbers), today)

    def search(self, text: str, *, limit: int, today: date | None = None) -> list[PersonRow]:
        """Return people found by name in any spelling, identity number, case number, telephone or birth date.

        Whole words come first, then beginnings, then what sounds alike, then who lives there; each group is in the
        order of the list.
        """
        found, lines, _places = self._found(text, limit)
        return self._in_order(found, lines, today)

    def look_up(self, text: str, *, limit: int, today: date | None = None) -> list[Hit]:
        """Return what ``search`` finds, each with what of the text led to her."""
        found, lines, by_place = self._found(text, _RANKED)
        facts = facts_of(self.connection, [lines[no].person_id for no in found])
        hits = []
        for no, row in zip(found, self._in_order(found, lines, today), strict=True):
            if no in by_place:
                hits.append(Hit(row, Way.PLACE, places.told(self.connection, no)))
            else:
                hits.append(Hit(row, way_of(text, found_by(facts[row.id])) or Way.SOUND))
        names = {row.id: [full for _role, full in facts[row.id].names] for row in (hit.person for hit in hits)}
        nearest = iter(sorted(sounding(hits), key=lambda hit: remoteness(text, names[hit.person.id])))
        return [next(nearest) if hit.way is Way.SOUND else hit for hit in hits][:limit]

    def _found(self, text: str, limit: int) -> tuple[list[int], dict[int, Line], frozenset[int]]:
        """Return the lines a text finds, the surest first, and which of them only by where the person lives."""
        among = self._among()
        groups = search.find(self.connection, text, limit, among)
        known = {no for group in groups for no in group}
        living_there = places.find(self.connection, search.words_of(text), known, among)
        by_place = list(islice(living_there, limit)) if len(known) < limit else []
        lines = lines_by_number(self.connection, (*known, *by_place))
        ordered = [sorted(group, key=lambda no: (lines[no].sort_key, no)) for group in (*groups, by_place)]
        return [no for group in ordered for no in group][:limit], lines, frozenset(by_place)

    def rows_of(self, ids: Sequence[str], *, today: date | None = None) -> list[PersonRow]:
        """Return the rows of these people, in the order asked; unknown ids are left out, linked files are one row."""
        shown_in, seen = linking.mains(self.connection), self.bounds.seen(ids)
        shown = list(dict.fromkeys(shown_in.get(id, id) for id in ids if id in seen))
        return self._in_order(shown, lines_by_person(self.connection, shown), today)

    def listed_numbers(self) -> frozenset[int] | None:
        """Return the line numbers this call may list, None when it may list everybody."""
        return self._among()

    def within_reach(self, numbers: Sequence[int]) -> list[int]:
        """Return those of these line numbers that this call may list, in the order given."""
        among = self._among()
        return list(numbers) if among is None else [no for no in numbers if no in among]

    def rows_by_line(self, numbers: Sequence[int], *, today: date | None = None) -> list[PersonRow]:
        """Return the rows of these lines, in the order given."""
        return self._in_order(numbers, lines_by_number(self.connection, numbers), today)

    def _bounded(self) -> BoundedOrder | None:
        """Return the order of those this call may list, None when it may list everybody."""
        listed = self.bounds.listed()
        return None if listed is None else self._listed(listed)

    def _listed(self, listed: Listed) -> BoundedOrder:
        return self._order.bounded(self.connection, listed, generation=self._generation)

    def _among(self) -> frozenset[int] | None:
        bounded = self._bounded()
        return None if bounded is None else bounded.among

    def _in_order(self, keys: Sequence[K], lines: Mapping[K, Line], today: date | None) -> list[PersonRow]:
        staff = {id: name for id, name in read_rows(self.connection, _STAFF_NAMES)} if keys else {}
        shown = today or self._today
        protected = compartments.marks(self.connection) if keys else {}
        found = [lines[key] for key in keys if key in lines]
        return [row_of(line, shown, staff, protected.get(line.person_id)) for line in found]

    def candidate_facts(
        self, entered: Entered, *, limit: int = comparing.MOST_ALIKE, today: date | None = None
    ) -> list[CandidateFacts]:
        """Return people worth comparing with ``entered``, with what is compared of them."""
        alike = comparing.find_alike(self.connection, entered.facts, limit, self._among(), kin=True)
        facts = comparing.facts_of(self.connection, alike)
        rows = self._in_order(alike, lines_by_number(self.connection, alike), today)
        return [CandidateFacts(row, facts[no]) for no, row in zip(alike, rows, strict=True)]

    # One person
    def person_file(self, person: str, *, today: date | None = None) -> PersonFile:
        """Return the whole file (personakt). Raises ``Refused("person.unknown" | "access.out_of_reach")``."""
        self.bounds.require(person)
        day = today or self._today
        file = read_person_file(self.connection, person, day)
        sees = self.bounds.sees_unsigned
        notes = tuple(note for note in file.notes if note.signed is not None or sees(person, note.author_id))
        file = replace(file, notes=notes)
        mark = compartments.mark_of(self.connection, person)
        return households.with_ties(self, file if mark is None else replace(file, protected=mark), day)

    def identifier_owner(self, type: str, value: str) -> str | None:
        """Return the id of the person who holds this number now, whoever may see her, or None."""
        held = t.identifiers.c
        query = select(held.person_id).where(held.type == type, held.value == value, held.ends.is_(None))
        return self.connection.execute(query).scalar()

    # Who works here, and small things kept for them
    def staff(self) -> tuple[User, ...]:
        """Return the active members of staff by name."""
        rows = self.connection.execute(select(t.staff).where(t.staff.c.active.is_(True)).order_by(t.staff.c.name))
        return tuple(user_of(row.id, row.name, row.roles) for row in rows)

    def draft(self, staff: str, kind: str, key: str = "") -> str | None:
        """Return the text of a draft, or None."""
        kept = t.drafts.c
        query = select(kept.body).where(kept.staff_id == staff, kept.kind == kind, kept.key == key)
        return self.connection.execute(query).scalar()

    def drafts(self, staff: str, kind: str) -> dict[str, str]:
        """Return all drafts of one kind by key, newest first."""
        kept = t.drafts.c
        query = select(kept.key, kept.body).where(kept.staff_id == staff, kept.kind == kind)
        return {row.key: row.body for row in self.connection.execute(query.order_by(kept.saved.desc()))}

    def setting(self, staff: str, key: str, default: str = "") -> str:
        """Return a setting of one member of staff; ``staff`` "" is the register's own."""
        kept = t.settings.c
        found = self.connection.execute(select(kept.value).where(kept.staff_id == staff, kept.key == key)).scalar()
        return default if found is None else found

    # Counts
    def counted_people(self, day: date) -> list[CountedRow]:
        """Return everybody with an open case on ``day``, with the legal status of that day.

        Files that are linked today are one person, also on days before it was known.
        """
        of_case, status = t.cases, t.statuses
        opened = and_(of_case.c.opened <= day, or_(of_case.c.closed.is_(None), of_case.c.closed >= day))
        query = (
            select(t.people.c.id, t.people.c.sex, t.people.c.born, func.max(func.coalesce(status.c.code, "")))
            .join(of_case, and_(of_case.c.person_id == t.people.c.id, opened))
            .outerjoin(status, and_(status.c.person_id == t.people.c.id, _covering(status, _TODAY)))
            .group_by(t.people.c.id)
            .order_by(t.people.c.id)
        )
        rows = self.connection.execute(query, {"today": day})
        protected = compartments.marks(self.connection)
        shown_in = linking.mains(self.connection)
        counted: dict[str, CountedRow] = {}
        for id, sex, born, status in rows:
            mark, main = protected.get(id), shown_in.get(id, id)
            row = CountedRow(main, sex.value, born, status, mark is not None, mark.age_from if mark else None)
            first = counted.get(main, row)
            own, other = (row, first) if id == main else (first, row)
            counted[main] = replace(own, born=own.born or other.born, status=own.status or other.status)
        return list(counted.values())

    def releases(self) -> list[ReleaseRow]:
        """Return every release of counts, newest first, and where it stands."""
        return outbox.release_rows(self.connection)


def user_of(id: str, name: str, roles: str) -> User:
    """Return a member of staff as services know her."""
    return User(StaffId(id), name, frozenset(Role(role) for role in roles.split()))
