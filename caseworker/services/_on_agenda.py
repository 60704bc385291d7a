"""What Idag tells of computed duties, reminders, visits and interpreters, as the parts keep it. Not a service."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from caseworker.domain.access import User
from caseworker.domain.agenda import BOOK_WITHIN, InterpreterWay
from caseworker.domain.duties import Loss
from caseworker.domain.tasks import HORIZON, Task
from caseworker.domain.waiting import Waiting
from caseworker.store import agenda, duties
from caseworker.store.duties import DutyWords
from caseworker.store.reading import Reader

_ADULT_AT = 18


class Placed(NamedTuple):
    """A task and the line number its person is listed by, None when it is about no one person."""

    task: Task
    no: int | None


class Listing:
    """Everything on the agenda of everybody, before it is bounded."""

    def __init__(self, reader: Reader, by: User, today: date) -> None:
        """Read what there is, and who works with those it is about."""
        self._connection, self._by, self._today = reader.connection, by, today
        self._until = today + timedelta(days=HORIZON)
        self._adult = _years_before(today, _ADULT_AT).isoformat()
        self._due = duties.due(reader.connection, today, self._until)
        self._promised = agenda.reminders(reader.connection, self._until)
        self._booked = agenda.visits(reader.connection, self._until)
        self.waits = agenda.waits(reader.connection)
        people = {row.person for row in self._due}
        people |= {one.shown for one in self._promised} | {one.shown for one in self._booked}
        people |= {one.shown for one in self.waits}
        self._keepers = agenda.keepers(reader.connection, today, people)

    def all(self) -> Iterator[Placed]:
        """Yield duties, reminders, visits and interpreters to be booked."""
        yield from self._duties()
        yield from self._reminders()
        yield from self._visits()

    def task(self, waiting: Waiting, *, staff: str = "", born: str | None = None, later: str | None = None) -> Task:
        """Return a thing with what it is chosen by; ``staff`` is whose it is when not everybody's in the case."""
        keepers = self._keepers.get(waiting.person, frozenset()) if waiting.person else frozenset({self._by.id})
        return Task(
            waiting,
            mine=staff == self._by.id if staff else self._by.id in keepers,
            nobodys=not keepers and not staff,
            child=born is not None and born > self._adult,
            later=None if later is None else date.fromisoformat(later),
        )

    def _duties(self) -> Iterator[Placed]:
        # a row of law and a day are told of many people: what they share is made once
        told = {row: (_told(words), Loss(words.loss)) for row, words in duties.words(self._connection).items()}
        days: dict[str | None, date | None] = {None: None}
        for row in self._due:
            if row.done is not None or row.row not in told:
                continue
            params, loss = told[row.row]
            if row.last_day not in days and row.last_day is not None:
                days[row.last_day] = date.fromisoformat(row.last_day)
            key, place = f"duty {row.row} {row.event}", ("person", row.person)
            told_of = (*params, ("event", row.event))
            waiting = Waiting("duty", days[row.last_day], row.person, told_of, place, key, loss)
            yield Placed(self.task(waiting, staff=row.staff or "", born=row.born, later=row.later), row.no)

    def _reminders(self) -> Iterator[Placed]:
        for one in self._promised:
            day, place = date.fromisoformat(one.day), ("person", one.shown)
            told = (("text", one.text),)
            waiting = Waiting("reminder", day, one.shown, told, place, f"reminder {one.id}")
            yield Placed(self.task(waiting, staff=one.staff, born=one.born, later=one.later), one.no)

    def _visits(self) -> Iterator[Placed]:
        for one in self._booked:
            day, place = date.fromisoformat(one.day), ("person", one.shown)
            told = tuple(
                (name, getattr(one, name))
                for name in ("at", "kind", "text", "place", "interpreter", "language", "wish")
            )
            told = (*told, ("booked", one.booked or ""))
            waiting = Waiting("visit", day, one.shown, told, place, f"visit {one.id}")
            yield Placed(self.task(waiting, staff=one.staff, born=one.born), one.no)
            if one.interpreter != InterpreterWay.NONE and one.booked is None:
                book = day - timedelta(days=BOOK_WITHIN)
                waiting = Waiting(
                    "interpreter", book, one.shown, (*told, ("day", one.day)), place, f"interpreter {one.id}"
                )
                yield Placed(self.task(waiting, staff=one.staff, born=one.born, later=one.later), one.no)


def _told(words: DutyWords) -> tuple[tuple[str, str], ...]:
    return (
        ("what", words.what),
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
