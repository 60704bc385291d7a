"""Errands of reminders, visits, waits and what is done about a thing on the list; part of ``errands.py``."""

from collections.abc import Callable
from datetime import date, timedelta

from caseworker.domain.agenda import EnteredVisit, InterpreterWay, VisitOutcome
from caseworker.domain.intake import EnteredStatus
from caseworker.services import agenda, status, today
from tests.campaigns.hands import ALI, Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _agenda(hands: Hands) -> Acks:
    person, day = a_person(hands), hands.register.today()
    yield Ack("people.register_person", person)
    reminder = hands.do(agenda.add_reminder, person=person, day=day, text=hands.some("Ring"), by=MAJ).created
    yield Ack("agenda.add_reminder", person)
    later = day + timedelta(days=2)
    hands.do(agenda.put_off, person=person, thing=f"reminder {reminder}", until=later, by=MAJ)
    yield Ack("agenda.put_off", person)
    hands.do(agenda.hand_over_task, person=person, thing=f"reminder {reminder}", staff=ALI.id, by=MAJ)
    yield Ack("agenda.hand_over_task", person)
    hands.do(agenda.finish_task, person=person, thing=f"reminder {reminder}", by=MAJ)
    yield Ack("agenda.finish_task", person)
    booked = EnteredVisit(day, "09:30", text="Kartläggning", interpreter=InterpreterWay.PHONE, language="prs")
    visit = hands.do(agenda.book_visit, person=person, visit=booked, by=MAJ).created
    yield Ack("agenda.book_visit", person)
    hands.do(agenda.settle_visit, person=person, visit=visit, outcome=VisitOutcome.CAME, by=MAJ)
    yield Ack("agenda.settle_visit", person)
    wait = hands.do(agenda.wait_for, person=person, actor="regionen", text="tid", since=day, by=MAJ).created
    yield Ack("agenda.wait_for", person)
    hands.do(agenda.note_reminded, person=person, wait=wait, by=MAJ)
    yield Ack("agenda.note_reminded", person)


def _duties(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    hands.do(status.record_status, person=person, status=EnteredStatus("ASYL", date(2026, 1, 1)), by=MAJ)
    yield Ack("status.record_status", person)
    hands.do(today.refresh_duties, by=MAJ)
    yield Ack("today.refresh_duties", person)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_agenda: 2, _duties: 1}
LOGGED = {
    "agenda.add_reminder": "agenda.reminder_added",
    "agenda.put_off": "agenda.task_put_off",
    "agenda.hand_over_task": "agenda.task_handed_over",
    "agenda.finish_task": "agenda.task_done",
    "agenda.book_visit": "agenda.visit_booked",
    "agenda.settle_visit": "agenda.visit_settled",
    "agenda.wait_for": "agenda.wait_begun",
    "agenda.note_reminded": "agenda.wait_reminded",
}
KEPT = {"today.refresh_duties": "SELECT person_id FROM duties_seen"}
TOGETHER = {
    "a reminder": (
        "SELECT count(*) FROM reminders",
        "SELECT count(*) FROM audit WHERE action = 'agenda.reminder_added'",
    ),
    "a wait": ("SELECT count(*) FROM waits", "SELECT count(*) FROM audit WHERE action = 'agenda.wait_begun'"),
}
