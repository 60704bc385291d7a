"""What Idag tells of computed duties, reminders, visits and interpreters, as the parts keep it. Not a service."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest

from caseworker.domain.access import User
from caseworker.domain.agenda import BOOK_WITHIN, InterpreterWay, next_step, raised_step
from caseworker.domain.duties import Loss
from caseworker.domain.law import Certainty
from caseworker.domain.tasks import HORIZON, Task
from caseworker.domain.waiting import Waiting
from caseworker.store import agenda, duties, owed
from caseworker.store.duties import DutyWords
from caseworker.store.owed import Alike, Asked, DueRow
from caseworker.store.reading import Reader

_ADULT_AT = 18


@dataclass(frozen=True, slots=True)
class Batch:
    """Things that are counted, chosen and put in order alike but for their persons: one to stand for them, how many.

    ``alike`` is None for a thing that stands for itself alone.
    """

    sample: Task
    count: int = 1
    alike: Alike | None = None


class Listing:
    """Everything on the agenda of those the caller may list, and the ``others`` other parts tell of."""

    def __init__(self, reader: Reader, by: User, today: date, others: Sequence[Waiting] = ()) -> None:
        """Read what there is, duties as numbers only: what is not shown is never made."""
        self._connection, self._by, self._others, self._today = reader.connection, by, others, today
        until = today + timedelta(days=HORIZON)
        adults = _years_before(today, _ADULT_AT)
        self._adult = adults.isoformat()
        self._asked = Asked(today, until, by.id, adults, reader.listed_numbers())
        self._words = duties.words(reader.connection)
        self._counted = owed.counted(reader.connection, self._asked)
        promised, booked = agenda.reminders(reader.connection, until), agenda.visits(reader.connection, until)
        waits = agenda.waits(reader.connection)
        lines = {one.no for one in promised} | {one.no for one in booked} | {one.no for one in waits}
        listed = frozenset(reader.within_reach(list(lines)))
        self._promised = [one for one in promised if one.no in listed]
        self._booked = [one for one in booked if one.no in listed]
        self.waits = [one for one in waits if one.no in listed]

    def batches(self) -> Iterator[Batch]:
        """Yield duties, reminders, visits, interpreters to be booked, and what other parts tell of."""
        for one in self._counted:
            yield Batch(self._duty(Waiting("duty", _day(one.last_day), loss=self._loss(one)), one), one.number, one)
        for task in (*self._reminders(), *self._visits(), *(self.task(one, staff=self._by.id) for one in self._others)):
            yield Batch(task)

    def made(self, batches: Iterable[Batch], most: int) -> dict[Batch, list[Task]]:
        """Return the first ``most`` things of each batch, by person."""
        wanted = {batch.alike: batch for batch in batches if batch.alike is not None}
        rows: dict[Alike, list[DueRow]] = {alike: [] for alike in wanted}
        by_kind = {alike[:-1]: alike for alike in wanted}
        found = owed.due(self._connection, self._asked, {alike.last_day for alike in wanted}) if wanted else ()
        for row in found:
            alike = by_kind.get((row.row, row.last_day, row.later, row.child, row.ours))
            if alike is not None:
                rows[alike].append(row)
        return {
            wanted[alike]: [self._made(row) for row in nsmallest(most, of_it, key=lambda row: (row.person, row.event))]
            for alike, of_it in rows.items()
        }

    def task(self, waiting: Waiting, *, staff: str, born: str | None = None, later: str | None = None) -> Task:
        """Return a thing with what it is chosen by; ``staff`` is whose it is."""
        child = born is not None and born > self._adult
        return Task(waiting, staff == self._by.id, False, child, _day(later))

    def _duty(self, waiting: Waiting, one: Alike | DueRow) -> Task:
        raised = bool(self._reminds(one)[0])
        return Task(waiting, one.ours == 1, one.ours is None, bool(one.child), _day(one.later), raised)

    def _made(self, row: DueRow) -> Task:
        step, reminds = self._reminds(row)
        words = self._words[row.row]
        # of a protected person whose birth it would tell, a duty stands without its days
        told = row.event if row.last_day is not None or words.certainty == Certainty.UNKNOWN else ""
        depends = "yes" if row.depends else ""
        params = (*_told(words), ("event", told), ("step", step), ("reminds", reminds), ("depends", depends))
        place, key = ("person", row.person), f"duty {row.row} {row.event}"
        waiting = Waiting("duty", _day(row.last_day), row.person, params, place, key, self._loss(row))
        return self._duty(waiting, row)

    def _loss(self, one: Alike | DueRow) -> Loss:
        return Loss(self._words[one.row].loss)

    def _reminds(self, one: Alike | DueRow) -> tuple[str, str]:
        """Return the reminder that came lately, and the day of the next: "" for none."""
        day, steps = _day(one.last_day), self._words[one.row].steps
        if day is None or not steps:
            return "", ""
        step, following = raised_step(day, steps, self._today), next_step(day, steps, self._today)
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


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


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
