"""Reminders (påminnelser), visits and interpreters, who waits for whom, and what is done about a thing on the list.

A thing on Idag is named by its key (``domain.agenda``). What one does about it is a step that can be taken back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import uuid_utils

from caseworker import codes
from caseworker.domain import agenda as rules
from caseworker.domain.access import User
from caseworker.domain.agenda import (
    EnteredVisit,
    GenderWish,
    InterpreterWay,
    Reminder,
    TaskMark,
    ThingKind,
    Visit,
    VisitKind,
    VisitOutcome,
    Wait,
)
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.person import InterpreterNeed, Person
from caseworker.errors import Refused
from caseworker.services import _kinship
from caseworker.services._duty_facts import record_done
from caseworker.services.registry import service
from caseworker.store import agenda, compartments, duties, linking
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

P = TypeVar("P", Reminder, Visit, Wait)
_AHEAD = timedelta(days=366 * 5)  # a promise further away is a slip of the pen


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One reminder as it is shown; ``text`` is "" while a protected person is closed."""

    id: str
    day: date
    text: str
    name: str
    done: date | None


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit as it is shown."""

    id: str
    day: date
    at: str
    kind: VisitKind
    text: str
    place: str
    interpreter: InterpreterWay
    language: str
    wish: GenderWish
    booked: date | None
    outcome: VisitOutcome
    name: str


@dataclass(frozen=True, slots=True)
class WaitRow:
    """Somebody else is to act."""

    id: str
    actor: str
    text: str
    since: date
    reminded: date | None
    times: int
    ended: date | None
    name: str


@dataclass(frozen=True, slots=True)
class PersonAgenda:
    """Everything that is and was to be done for one person, and what a new visit would begin with."""

    reminders: tuple[ReminderRow, ...]
    visits: tuple[VisitRow, ...]
    waits: tuple[WaitRow, ...]
    interpreter: InterpreterWay
    language: str


@service(needs="person.read", record="person", retention="session", writes=False)
def read_agenda(register: Register, *, person: PersonId, by: User) -> PersonAgenda:
    """Return what is to be done for a person, of all files that are hers.

    Raises ``Refused("person.unknown" | "access.out_of_reach")``.
    """
    with register.read() as reader:
        file = reader.person_file(person)
        mark = compartments.mark_of(reader.connection, person)
        opened = mark and register.compartments.opened(mark.compartment, by.id, register.clock())
        own, names = agenda.own(reader, person, opened or None), {str(one.id): one.name for one in reader.staff()}
    return PersonAgenda(
        tuple(ReminderRow(one.id, one.day, one.text, names.get(one.staff_id, ""), one.done) for one in own.reminders),
        tuple(_visit_row(one, names) for one in own.visits),
        tuple(_wait_row(one, names) for one in own.waits),
        _need(file.interpreter),
        file.speaks,
    )


# Writing down
@service(needs="agenda.record", record="person", retention="case", undo="reminder")
def add_reminder(register: Register, *, person: PersonId, day: date, text: str, by: User) -> Changes:
    """Promise to do something for a person by ``day``.

    Raises ``Refused`` with ``agenda.no_text``, ``agenda.in_the_past`` or ``agenda.too_far``.
    """
    text = tidy(text)
    if not text:
        raise Refused("agenda.no_text")
    _require_ahead(day, register.today())
    with register.change(by=by) as tx:
        made = Reminder(_new_id(), person, by.id, day, text, register.today())
        tx.people.get(person).reminders.append(made)
        return _noted(tx, person, "agenda.reminder_added", made.id, day=day)


@service(needs="agenda.record", record="person", retention="case", undo="visit")
def book_visit(register: Register, *, person: PersonId, visit: EnteredVisit, by: User) -> Changes:
    """Book a visit or a call; interpreter and language are those of her file unless said otherwise.

    Raises ``Refused`` with ``agenda.bad_time``, ``agenda.in_the_past`` or ``agenda.too_far``.
    """
    today = register.today()
    at = rules.settle_time(visit.at)
    _require_ahead(visit.day, today)
    with register.change(by=by) as tx:
        someone = tx.people.get(person)
        way = _need(someone.interpreter) if visit.interpreter is None else visit.interpreter
        with_one = way is not InterpreterWay.NONE
        made = Visit(
            _new_id(),
            person,
            by.id,
            visit.day,
            at,
            visit.kind,
            tidy(visit.text),
            tidy(visit.place),
            way,
            (visit.language or someone.speaks) if with_one else "",
            visit.wish if with_one else GenderWish.NONE,
            today if with_one and visit.booked else None,
        )
        someone.visits.append(made)
        return _noted(tx, person, "agenda.visit_booked", made.id, day=visit.day)


@service(needs="agenda.record", record="person", retention="case", undo="visit_outcome")
def settle_visit(
    register: Register,
    *,
    person: PersonId,
    visit: str,
    outcome: VisitOutcome,
    moved_to: date | None = None,
    at: str = "",
    by: User,
) -> Changes:
    """Say whether she came; a visit that is moved is booked anew on ``moved_to`` with what it was about.

    Raises ``Refused`` with ``agenda.unknown``, ``agenda.settled``, ``agenda.no_day``, ``agenda.bad_time``,
    ``agenda.in_the_past``, or ``agenda.not_yet`` for a visit that is still to come.
    """
    at = rules.settle_time(at)
    with register.change(by=by) as tx:
        held = _part(tx, person, visit, lambda one: one.visits)
        if held.outcome is not VisitOutcome.OPEN or outcome is VisitOutcome.OPEN:
            raise Refused("agenda.settled")
        if outcome is VisitOutcome.MOVED:
            tx.people.get(held.person_id).visits.append(_moved(tx, held, moved_to, at, register.today()))
        elif held.day > register.today():
            raise Refused("agenda.not_yet")
        held.outcome = outcome
        return _noted(tx, held.person_id, "agenda.visit_settled", visit, outcome=outcome.value)


@service(needs="agenda.record", record="person", retention="case", undo="wait")
def wait_for(register: Register, *, person: PersonId, actor: str, text: str, since: date, by: User) -> Changes:
    """Write down that somebody else is to act, since a day: ``actor`` is a code of the catalogue.

    Raises ``Refused`` with ``intervention.unknown_actor`` or ``agenda.in_the_future``.
    """
    code = codes.actor(actor).code
    if since > register.today():
        raise Refused("agenda.in_the_future")
    with register.change(by=by) as tx:
        made = Wait(_new_id(), person, by.id, code, tidy(text), since)
        tx.people.get(person).waits.append(made)
        return _noted(tx, person, "agenda.wait_begun", made.id, actor=code, since=since)


@service(needs="agenda.record", record="person", retention="case", undo="wait_reminded")
def note_reminded(register: Register, *, person: PersonId, wait: str, by: User) -> Changes:
    """Write down that whoever has the ball was reminded today. Raises ``Refused("agenda.unknown")``."""
    with register.change(by=by) as tx:
        held = _part(tx, person, wait, lambda one: one.waits)
        held.reminded, held.times = register.today(), held.times + 1
        return _noted(tx, held.person_id, "agenda.wait_reminded", wait, times=held.times)


# What is done about a thing on the list
@service(needs="agenda.record", record="person", retention="case", undo="task_done")
def finish_task(register: Register, *, person: PersonId, thing: str, by: User) -> Changes:
    """Say that a thing is done today: a duty, a reminder, a booking of an interpreter; she came; the ball is back.

    Where the law asks for the day a duty was done, that day is recorded with it.

    Raises ``Refused`` with ``agenda.unknown``, or for a visit what ``settle_visit`` raises.
    """
    kind, id = rules.kind_of(thing)
    today = register.today()
    if kind is ThingKind.VISIT:
        return settle_visit(register, person=person, visit=id, outcome=VisitOutcome.CAME, by=by)
    with register.change(by=by) as tx:
        owner = person
        match kind:
            case ThingKind.REMINDER:
                reminder = _part(tx, person, id, lambda one: one.reminders)
                owner, reminder.done, reminder.done_by = reminder.person_id, today, by.id
            case ThingKind.INTERPRETER:
                visit = _part(tx, person, id, lambda one: one.visits)
                owner, visit.booked = visit.person_id, today
            case ThingKind.WAIT:
                wait = _part(tx, person, id, lambda one: one.waits)
                owner, wait.ended = wait.person_id, today
            case _:
                _require_duty(tx, person, thing)
                mark = _mark(tx, person, thing)
                mark.done, mark.done_by = today, by.id
                record_done(tx, person, id.rpartition(" ")[0], today)
        return _noted(tx, owner, "agenda.task_done", thing)


@service(needs="agenda.record", record="person", retention="case", undo="task_later")
def put_off(register: Register, *, person: PersonId, thing: str, until: date, by: User) -> Changes:
    """Let a thing come back on ``until``, never after its last day nor after the next reminder of it.

    Raises ``Refused`` with ``agenda.unknown``, ``agenda.not_later``, ``agenda.past_last_day``, ``agenda.past_reminder``
    or ``agenda.stays``: a visit and a wait are moved or ended instead.
    """
    kind, id = rules.kind_of(thing)
    today, reminds = register.today(), None
    with register.change(by=by) as tx:
        owner, last_day = person, None
        if kind is ThingKind.DUTY:
            duty = _require_duty(tx, person, thing)
            last_day, reminds = duty.last_day, _next_reminder(tx, duty, today)
        elif kind is ThingKind.INTERPRETER:
            visit = _part(tx, person, id, lambda one: one.visits)
            owner, last_day = visit.person_id, visit.day
        elif kind is ThingKind.REMINDER:
            owner = _part(tx, person, id, lambda one: one.reminders).person_id
        else:
            raise Refused("agenda.stays")
        rules.require_later(until, today=today, last_day=last_day, reminds=reminds)
        _mark(tx, owner, thing).later = until
        return _noted(tx, owner, "agenda.task_put_off", thing, until=until)


@service(needs="agenda.record", record="person", retention="case", undo="task_handed")
def hand_over_task(register: Register, *, person: PersonId, thing: str, staff: StaffId, by: User) -> Changes:
    """Let a colleague have a thing. Raises ``Refused`` with ``agenda.unknown`` or ``agenda.no_such_colleague``."""
    kind, id = rules.kind_of(thing)
    with register.change(by=by) as tx:
        if staff not in {one.id for one in tx.reader.staff()}:
            raise Refused("agenda.no_such_colleague")
        owner = person
        if kind is ThingKind.DUTY:
            _require_duty(tx, person, thing)
            _mark(tx, person, thing).staff_id = staff
        else:
            held = _held(tx, person, kind, id)
            owner, held.staff_id = held.person_id, staff
        return _noted(tx, owner, "agenda.task_handed_over", thing, to=staff)


# Inside
def _noted(tx: Transaction, person: str, action: str, thing: str, **told: object) -> Changes:
    tx.note(Event(action, person, {"thing": thing, **told}))
    tx.touched(person=person)
    return tx.commit(created=thing)


def _part(tx: Transaction, person: str, id: str, parts: Callable[[Person], Sequence[P]]) -> P:
    """Return one row of a person, of whichever of her files. Raises ``Refused("agenda.unknown")``."""
    found = next((one for file in _kinship.files(tx, person) for one in parts(file) if one.id == id), None)
    if found is None:
        raise Refused("agenda.unknown")
    return found


def _held(tx: Transaction, person: str, kind: ThingKind, id: str) -> Reminder | Visit | Wait:
    if kind is ThingKind.REMINDER:
        return _part(tx, person, id, lambda one: one.reminders)
    if kind is ThingKind.WAIT:
        return _part(tx, person, id, lambda one: one.waits)
    return _part(tx, person, id, lambda one: one.visits)


def _require_duty(tx: Transaction, person: str, thing: str) -> duties.Worked:
    """Return a duty that stands for a person. Raises ``Refused("agenda.unknown")`` for one that does not."""
    tx.reader.bounds.require(person)
    kept = duties.kept(tx.connection, linking.main_of(tx.connection, person))
    found = next((one for one in kept if rules.duty_key(one.row, one.event) == thing), None)
    if found is None:
        raise Refused("agenda.unknown")
    return found


def _next_reminder(tx: Transaction, duty: duties.Worked, today: date) -> date | None:
    told = duties.words(tx.connection).get(duty.row)
    return None if told is None or duty.last_day is None else rules.next_step(duty.last_day, told.steps, today)


def _mark(tx: Transaction, person: str, thing: str) -> TaskMark:
    someone = tx.people.get(person)
    mark = next((one for one in someone.task_marks if one.thing == thing), None)
    if mark is None:
        mark = TaskMark(_new_id(), PersonId(person), thing)
        someone.task_marks.append(mark)
    return mark


def _moved(tx: Transaction, held: Visit, day: date | None, at: str, today: date) -> Visit:
    """Return the visit that takes the place of ``held``; an interpreter is to be booked anew."""
    if day is None:
        raise Refused("agenda.no_day")
    _require_ahead(day, today)
    tx.sealed.fill_words(held, held.person_id)
    return Visit(
        _new_id(), held.person_id, held.staff_id, day, at or held.at, held.kind, held.text, held.place,
        held.interpreter, held.language, held.wish,
    )  # fmt: skip


def _visit_row(one: Visit, names: dict[str, str]) -> VisitRow:
    return VisitRow(
        one.id, one.day, one.at, one.kind, one.text, one.place, one.interpreter, one.language, one.wish, one.booked,
        one.outcome, names.get(one.staff_id, ""),
    )  # fmt: skip


def _wait_row(one: Wait, names: dict[str, str]) -> WaitRow:
    name = names.get(one.staff_id, "")
    return WaitRow(one.id, one.actor, one.text, one.since, one.reminded, one.times, one.ended, name)


def _need(need: str) -> InterpreterWay:
    """Return how an interpreter takes part unless somebody chooses otherwise."""
    return InterpreterWay.ON_SITE if need == InterpreterNeed.NEEDED else InterpreterWay.NONE


def _require_ahead(day: date, today: date) -> None:
    if day < today:
        raise Refused("agenda.in_the_past")
    if day > today + _AHEAD:
        raise Refused("agenda.too_far")


def _new_id() -> str:
    return str(uuid_utils.uuid7())
