"""What Idag tells of computed duties, reminders, visits and interpreters, as the parts keep it. Not a service."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from heapq import nsmallest
from operator import itemgetter
from typing import Any

from caseworker.domain.access import User
from caseworker.domain.agenda import BOOK_WITHIN, InterpreterWay, next_step, raised_step
from caseworker.domain.duties import Loss
from caseworker.domain.tasks import HORIZON, Task
from caseworker.domain.waiting import Waiting
from caseworker.store import agenda, duties
from caseworker.store.duties import DueRow, DutyWords
from caseworker.store.reading import Reader

_ADULT_AT = 18
_PERSON, _NO, _LAW_ROW, _EVENT = (DueRow._fields.index(name) for name in ("person", "no", "row", "event"))
_by_person = itemgetter(_PERSON, _EVENT)


@dataclass(frozen=True, slots=True)
class Batch:
    """Things that are counted, chosen and put in order alike but for their persons: one of them, and how many.

    ``first(n)`` makes the first ``n`` of them: what is not shown is never made.
    """

    sample: Task
    count: int
    first: Callable[[int], list[Task]]


class Listing:
    """Everything on the agenda of those the caller may list, and the ``others`` other parts tell of."""

    def __init__(self, reader: Reader, by: User, today: date, others: Sequence[Waiting] = ()) -> None:
        """Read what there is, and who works with those it is owed to: all but duties is somebody's already."""
        self._connection, self._by, self._others, self._today = reader.connection, by, others, today
        until = today + timedelta(days=HORIZON)
        self._adult = _years_before(today, _ADULT_AT).isoformat()
        self._due = duties.due(reader.connection, today, until)
        promised, booked = agenda.reminders(reader.connection, until), agenda.visits(reader.connection, until)
        waits = agenda.waits(reader.connection)
        lines = {row[_NO] for row in self._due} | {one.no for one in promised}
        lines |= {one.no for one in booked} | {one.no for one in waits}
        self._listed = listed = frozenset(reader.within_reach(list(lines)))
        self._promised = [one for one in promised if one.no in listed]
        self._booked = [one for one in booked if one.no in listed]
        self.waits = [one for one in waits if one.no in listed]
        self._kept = agenda.kept(reader.connection, today, {row[_PERSON] for row in self._due}, by.id)

    def batches(self) -> Iterator[Batch]:
        """Yield duties, reminders, visits, interpreters to be booked, and what other parts tell of."""
        yield from self._duties()
        for task in (*self._reminders(), *self._visits(), *(self.task(one, staff=self._by.id) for one in self._others)):
            yield Batch(task, 1, partial(_alone, task))

    def task(self, waiting: Waiting, *, staff: str = "", born: str | None = None, later: str | None = None) -> Task:
        """Return a thing with what it is chosen by; ``staff`` is whose it is when not everybody's in the case."""
        mine, nobodys, child = self._chosen_by(waiting.person, staff, born)
        return Task(waiting, mine, nobodys, child, None if later is None else date.fromisoformat(later))

    def _chosen_by(self, person: str, staff: str, born: str | None) -> tuple[bool, bool, bool]:
        """Return whether a thing is the caller's, nobody's, and about a child."""
        child = born is not None and born > self._adult
        if staff or not person:
            return staff == self._by.id or not staff, False, child
        return person in self._kept.ones, person not in self._kept.anybodys, child

    def _duties(self) -> Iterator[Batch]:
        words, listed, adult = duties.words(self._connection), self._listed, self._adult
        anybodys, ones = self._kept
        alike: dict[tuple[object, ...], list[Sequence[Any]]] = defaultdict(list)
        for found in self._due:
            person, no, law_row, _event, last_day, born, done, later, staff = found
            if done is None and no in listed and law_row in words:
                whose = staff or (person in ones, person in anybodys)
                alike[law_row, last_day, later, whose, born is not None and born > adult].append(found)
        for rows in alike.values():
            told = words[rows[0][_LAW_ROW]]
            (sample,) = self._made(rows[:1], told)
            yield Batch(sample, len(rows), partial(self._first, rows, told))

    def _first(self, rows: Iterable[Sequence[Any]], told: DutyWords, most: int) -> list[Task]:
        return self._made(nsmallest(most, rows, key=_by_person), told)

    def _made(self, rows: Iterable[Sequence[Any]], told: DutyWords) -> list[Task]:
        made = []
        for row in map(DueRow._make, rows):
            day = None if row.last_day is None else date.fromisoformat(row.last_day)
            step, reminds = self._reminds(day, told)
            params = (*_told(told), ("event", row.event), ("step", step), ("reminds", reminds))
            key = f"duty {row.row} {row.event}"
            waiting = Waiting("duty", day, row.person, params, ("person", row.person), key, Loss(told.loss))
            later = row.later and row.last_day and min(row.later, row.last_day)  # the last day may have come nearer
            task = self.task(waiting, staff=row.staff or "", born=row.born, later=later or row.later)
            made.append(replace(task, raised=bool(step)))
        return made

    def _reminds(self, day: date | None, told: DutyWords) -> tuple[str, str]:
        """Return the reminder that came lately, and the day of the next: "" for none."""
        if day is None:
            return "", ""
        step, following = raised_step(day, told.steps, self._today), next_step(day, told.steps, self._today)
        return "" if step is None else str(step), "" if following is None else following.isoformat()

    def _reminders(self) -> Iterator[Task]:
        for one in self._promised:
            day, place = date.fromisoformat(one.day), ("person", one.shown)
            told = (("text", one.text),)
            waiting = Waiting("reminder", day, one.shown, told, place, f"reminder {one.id}")
            yield self.task(waiting, staff=one.staff, born=one.born, later=one.later)

    def _visits(self) -> Iterator[Task]:
        for one in self._booked:
            day, place = date.fromisoformat(one.day), ("person", one.shown)
            told = tuple(
                (name, getattr(one, name))
                for name in ("at", "kind", "text", "place", "interpreter", "language", "wish")
            )
            told = (*told, ("booked", one.booked or ""))
            waiting = Waiting("visit", day, one.shown, told, place, f"visit {one.id}")
            yield self.task(waiting, staff=one.staff, born=one.born)
            if one.interpreter != InterpreterWay.NONE and one.booked is None:
                book = day - timedelta(days=BOOK_WITHIN)
                waiting = Waiting(
                    "interpreter", book, one.shown, (*told, ("day", one.day)), place, f"interpreter {one.id}"
                )
                yield self.task(waiting, staff=one.staff, born=one.born, later=one.later)


def _alone(task: Task, _most: int) -> list[Task]:
    return [task]


def _told(words: DutyWords) -> tuple[tuple[str, str], ...]:
    return (
        ("what", words.what),
        ("short", words.short),
        ("short_en", words.short_en),
        ("law", words.law),
        ("lost", words.lost),
        ("loss", words.loss),
        ("action", words.action),
        ("responsible", words.responsible),
        ("certainty", words.certainty),
    )


def _years_before(day: date, years: int) -> date:
    """Return the same day ``years`` before; 29 February becomes the 28th."""
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap else day.day)
