"""What is to be done in the demo register: promises, visits, interpreters and waits, and old duties that were done."""

from collections.abc import Sequence
from datetime import timedelta

from caseworker.domain.access import User
from caseworker.domain.agenda import EnteredVisit, GenderWish, InterpreterWay, VisitKind
from caseworker.domain.ids import PersonId
from caseworker.services import agenda, today
from caseworker.store.register import Register

# what was to be done longer ago than this was done
LEFT_LATE = timedelta(days=5)
MOST_LATE = 5000
PROMISES = (
    (0, "Ring skolan om matematiken"),
    (2, "Skicka kopia av hyresavtalet"),
    (5, "Fråga hur första veckan på praktiken har gått"),
    (12, "Följ upp tandvården"),
    (20, "Boka möte med hela familjen"),
    (33, "Se över budgeten tillsammans"),
)
VISITS = (
    (0, "14:00", VisitKind.OFFICE, "Kartläggning", "", True),
    (1, "09:30", VisitKind.HOME, "Hembesök efter flytten", "", False),
    (4, "10:15", VisitKind.PHONE, "Uppföljning av sfi", "", True),
    (6, "13:00", VisitKind.ELSEWHERE, "Nätverksmöte", "Vårdcentralen", False),
    (15, "09:00", VisitKind.OFFICE, "Plan för våren", "", True),
)
WAITS = (
    ("migrationsverket", "besked om förlängt tillstånd", 98),
    ("regionen", "tid för hälsoundersökning", 34),
    ("arbetsformedlingen", "svar på remiss", 16),
    ("skatteverket", "personnummer", 11),
    ("overformyndarnamnden", "god man förordnas", 2),
)


def fill_agenda(register: Register, people: Sequence[PersonId], *, by: User) -> None:
    """Give some of ``people`` promises, visits and waits, and say of most duties of the past that they are done."""
    day = register.today()
    for number, (days, text) in enumerate(PROMISES):
        person = people[(7 * number + 3) % len(people)]
        agenda.add_reminder(register, person=person, day=day + timedelta(days=days), text=text, by=by)
    for number, (days, at, kind, text, place, booked) in enumerate(VISITS):
        person = people[(5 * number + 1) % len(people)]
        way = InterpreterWay.PHONE if kind is VisitKind.PHONE else InterpreterWay.ON_SITE
        wish = GenderWish.WOMAN if kind is VisitKind.HOME else GenderWish.NONE
        visit = EnteredVisit(day + timedelta(days=days), at, kind, text, place, way, "", wish, booked)
        agenda.book_visit(register, person=person, visit=visit, by=by)
    for number, (actor, text, waited) in enumerate(WAITS):
        person = people[(11 * number + 2) % len(people)]
        since = day - timedelta(days=waited)
        agenda.wait_for(register, person=person, actor=actor, text=text, since=since, by=by)
    today.refresh_duties(register, by=by)
    found = today.read_today(register, by=by, most=MOST_LATE)
    for waiting in (row.waiting for row in found.rows if row.waiting.code == "duty"):
        if waiting.due is None or waiting.due < day - LEFT_LATE:
            agenda.finish_task(register, person=PersonId(waiting.person), thing=waiting.key, by=by)
    today.refresh_duties(register, by=by)
