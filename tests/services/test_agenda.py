"""Reminders, visits and interpreters, who waits for whom, and what is done about things on the list."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from caseworker.domain.agenda import EnteredVisit, GenderWish, InterpreterWay, VisitKind, VisitOutcome
from caseworker.domain.daycount import Span
from caseworker.domain.duties import Counting
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredStatus
from caseworker.domain.links import LinkGround
from caseworker.domain.person import InterpreterNeed
from caseworker.domain.protection import ProtectionKind
from caseworker.domain.tasks import Filter, Horizon
from caseworker.domain.waiting import WaitingRow
from caseworker.errors import Refused
from caseworker.services import agenda, linking, people, protection, today, undoing
from caseworker.store import tables as t
from caseworker.store.engine import read_rows
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA, Open
from tests.services.duty_rules import duty, let_rules_be
from tests.services.test_access import JONAS, employed
from tests.services.test_protection import ALI, Ring

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = NOW.date()
SOON = TODAY + timedelta(days=2)


@pytest.fixture
def samira(register: Register) -> PersonId:
    employed(register)
    intake = replace(SAMIRA, interpreter=InterpreterNeed.NEEDED)
    return PersonId(people.register_person(register, intake=intake, by=MAJ).created)


def rows(register: Register, code: str) -> list[WaitingRow]:
    return [row for row in today.read_today(register, by=MAJ).rows if row.waiting.code == code]


def of(register: Register, person: PersonId) -> agenda.PersonAgenda:
    return agenda.read_agenda(register, person=person, by=MAJ)


def remind(register: Register, person: PersonId, day: date = SOON, text: str = "Ring skolan") -> str:
    return agenda.add_reminder(register, person=person, day=day, text=text, by=MAJ).created


def book(register: Register, person: PersonId, visit: EnteredVisit) -> str:
    return agenda.book_visit(register, person=person, visit=visit, by=MAJ).created


# Reminders
def test_a_reminder_stands_on_the_list_until_it_is_done_and_comes_back_when_that_is_undone(
    register: Register, samira: PersonId
) -> None:
    id = remind(register, samira)
    (row,) = rows(register, "reminder")
    assert (row.waiting.due, dict(row.waiting.params)["text"], row.mine) == (SOON, "Ring skolan", True)
    agenda.finish_task(register, person=samira, thing=row.waiting.key, by=MAJ)
    assert rows(register, "reminder") == []
    assert of(register, samira).reminders[0].done == TODAY
    undoing.undo_step(register, step=undoing.list_steps(register, by=MAJ).done[0].id, by=MAJ)
    assert [one.waiting.key for one in rows(register, "reminder")] == [f"reminder {id}"]


@pytest.mark.parametrize(
    ("day", "text", "code"),
    [
        (SOON, " ", "agenda.no_text"),
        (TODAY - timedelta(days=1), "Ring", "agenda.in_the_past"),
        (date(2099, 1, 1), "Ring", "agenda.too_far"),
    ],
)
def test_a_reminder_of_nothing_or_on_a_strange_day_is_refused(
    register: Register, samira: PersonId, day: date, text: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        remind(register, samira, day, text)
    assert of(register, samira).reminders == ()


def test_a_reminder_that_is_put_off_comes_back_on_its_day(register: Register, samira: PersonId) -> None:
    thing = f"reminder {remind(register, samira, TODAY)}"
    agenda.put_off(register, person=samira, thing=thing, until=SOON, by=MAJ)
    found = today.read_today(register, by=MAJ)
    assert (rows(register, "reminder"), found.put_off, found.next_day) == ([], 1, SOON)
    register.clock = lambda: NOW + timedelta(days=2)
    assert len(rows(register, "reminder")) == 1
    with pytest.raises(Refused, match=r"agenda\.not_later"):
        agenda.put_off(register, person=samira, thing=thing, until=TODAY, by=MAJ)


def test_a_colleague_gets_what_is_handed_over(register: Register, samira: PersonId) -> None:
    reminder, visit = remind(register, samira), book(register, samira, EnteredVisit(SOON, booked=True))
    wait = agenda.wait_for(register, person=samira, actor="regionen", text="tid", since=TODAY, by=MAJ).created
    for thing in (f"reminder {reminder}", f"visit {visit}", f"wait {wait}"):
        agenda.hand_over_task(register, person=samira, thing=thing, staff=JONAS.id, by=MAJ)
    assert [row.mine for row in rows(register, "reminder")] == [False]
    assert today.read_today(register, by=MAJ).counts[Filter.MINE] == 0
    assert today.read_today(register, by=JONAS).counts[Filter.MINE] == 2
    told = of(register, samira)
    assert (told.reminders[0].name, told.visits[0].name, told.waits[0].name) == (JONAS.name,) * 3
    gone = StaffId("0192f0c0-0000-7000-8000-00000000dead")
    with pytest.raises(Refused, match=r"agenda\.no_such_colleague"):
        agenda.hand_over_task(register, person=samira, thing=f"reminder {reminder}", staff=gone, by=MAJ)


# Visits and interpreters
def test_a_visit_begins_with_what_the_file_says_of_interpreters(register: Register, samira: PersonId) -> None:
    book(register, samira, EnteredVisit(SOON, "9.30", VisitKind.HOME, "Kartläggning", "Lingonvägen 7"))
    (visit,) = of(register, samira).visits
    assert (visit.at, visit.interpreter, visit.language, visit.booked) == ("09:30", InterpreterWay.ON_SITE, "ar", None)
    (row,), (asked,) = rows(register, "visit"), rows(register, "interpreter")
    assert row.waiting.due == SOON
    assert asked.waiting.due == SOON - timedelta(days=3)
    agenda.finish_task(register, person=samira, thing=asked.waiting.key, by=MAJ)
    assert rows(register, "interpreter") == []
    assert of(register, samira).visits[0].booked == TODAY


def test_a_visit_without_an_interpreter_has_neither_language_nor_wish(register: Register, samira: PersonId) -> None:
    none = EnteredVisit(SOON, interpreter=InterpreterWay.NONE, language="ar", wish=GenderWish.WOMAN, booked=True)
    book(register, samira, none)
    (visit,) = of(register, samira).visits
    assert (visit.language, visit.wish, visit.booked) == ("", GenderWish.NONE, None)


def test_an_interpreter_is_never_put_off_past_the_visit(register: Register, samira: PersonId) -> None:
    visit = book(register, samira, EnteredVisit(SOON, wish=GenderWish.WOMAN))
    thing = f"interpreter {visit}"
    with pytest.raises(Refused) as refused:
        agenda.put_off(register, person=samira, thing=thing, until=SOON + timedelta(days=1), by=MAJ)
    assert (refused.value.code, refused.value.params) == ("agenda.past_last_day", {"last_day": SOON})
    agenda.put_off(register, person=samira, thing=thing, until=SOON, by=MAJ)
    assert rows(register, "interpreter") == []


def test_she_came_or_did_not_or_the_visit_was_moved(register: Register, samira: PersonId) -> None:
    came, absent, moved = (book(register, samira, EnteredVisit(TODAY, "10:00", text="Möte")) for _one in range(3))
    agenda.finish_task(register, person=samira, thing=f"visit {came}", by=MAJ)
    settle = {"register": register, "person": samira, "by": MAJ}
    agenda.settle_visit(**settle, visit=absent, outcome=VisitOutcome.ABSENT)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=r"agenda\.no_day"):
        agenda.settle_visit(**settle, visit=moved, outcome=VisitOutcome.MOVED)  # type: ignore[arg-type]
    agenda.settle_visit(**settle, visit=moved, outcome=VisitOutcome.MOVED, moved_to=SOON)  # type: ignore[arg-type]
    told = {one.id: one.outcome for one in of(register, samira).visits}
    assert [told[id] for id in (came, absent, moved)] == [
        VisitOutcome.CAME,
        VisitOutcome.ABSENT,
        VisitOutcome.MOVED,
    ]
    anew = of(register, samira).visits[-1]
    assert (anew.day, anew.at, anew.text, anew.outcome) == (SOON, "10:00", "Möte", VisitOutcome.OPEN)
    for outcome in (VisitOutcome.CAME, VisitOutcome.OPEN):
        with pytest.raises(Refused, match=r"agenda\.settled"):
            agenda.settle_visit(**settle, visit=came, outcome=outcome)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=r"agenda\.not_yet"):
        agenda.settle_visit(**settle, visit=anew.id, outcome=VisitOutcome.CAME)  # type: ignore[arg-type]


def test_a_visit_and_a_wait_are_not_put_off(register: Register, samira: PersonId) -> None:
    visit = book(register, samira, EnteredVisit(SOON))
    with pytest.raises(Refused, match=r"agenda\.stays"):
        agenda.put_off(register, person=samira, thing=f"visit {visit}", until=SOON, by=MAJ)


# Waiting for others
def test_who_has_the_ball_is_told_with_days_and_reminders(register: Register, samira: PersonId) -> None:
    since = TODAY - timedelta(days=34)
    asked = agenda.wait_for(register, person=samira, actor="regionen", text="Hälsoundersökning", since=since, by=MAJ)
    (wait,) = today.read_today(register, by=MAJ).waits
    assert (wait.actor, wait.text, wait.days, wait.reminded) == ("regionen", "Hälsoundersökning", 34, None)
    agenda.note_reminded(register, person=samira, wait=asked.created, by=MAJ)
    (wait,) = today.read_today(register, by=MAJ).waits
    assert (wait.reminded, wait.times) == (TODAY, 1)
    agenda.finish_task(register, person=samira, thing=f"wait {wait.id}", by=MAJ)
    assert today.read_today(register, by=MAJ).waits == ()
    assert of(register, samira).waits[0].ended == TODAY
    with pytest.raises(Refused, match=r"agenda\.in_the_future"):
        agenda.wait_for(register, person=samira, actor="regionen", text="", since=SOON, by=MAJ)
    with pytest.raises(Refused, match=r"intervention\.unknown_actor"):
        agenda.wait_for(register, person=samira, actor="ingen", text="", since=TODAY, by=MAJ)


# Duties
def test_a_duty_is_put_off_at_most_to_its_last_day_and_handed_over(
    register: Register, samira: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_rules_be(monkeypatch, duty("anmäla"))  # the last day is 1 December 2026
    today.refresh_duties(register, by=MAJ)
    thing, last = "duty anmäla 2025-06-01", date(2026, 12, 1)
    with pytest.raises(Refused, match=r"agenda\.past_last_day"):
        agenda.put_off(register, person=samira, thing=thing, until=last + timedelta(days=1), by=MAJ)
    agenda.hand_over_task(register, person=samira, thing=thing, staff=JONAS.id, by=MAJ)
    assert [row.mine for row in rows(register, "duty")] == [False]
    agenda.put_off(register, person=samira, thing=thing, until=last, by=MAJ)
    assert rows(register, "duty") == []
    today.refresh_duties(register, by=MAJ)
    assert today.read_today(register, by=MAJ).put_off == 1  # working it out anew loses nothing of it


def test_a_duty_reminds_long_before_its_last_day_and_is_never_put_off_past_the_next_reminder(
    register: Register, samira: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = Counting("status", Span(months=20), moves=False)  # the last day is 1 February 2027, in 72 days
    let_rules_be(monkeypatch, duty("söka", count=count, remind=(75, 30)), duty("vänta", count=count, opens=180))
    today.refresh_duties(register, by=MAJ)
    found = today.read_today(register, by=MAJ)
    (row,) = rows(register, "duty")  # the other one comes when sixty days are left
    told, reminds = dict(row.waiting.params), date(2027, 1, 2)
    assert (told["step"], told["reminds"], told["short"]) == ("75", reminds.isoformat(), "Gör söka")
    assert (found.raised, [group.horizon for group in found.groups if group.count]) == (1, [Horizon.AHEAD])

    with pytest.raises(Refused, match=r"agenda\.past_reminder"):
        agenda.put_off(register, person=samira, thing=row.waiting.key, until=reminds + timedelta(days=1), by=MAJ)
    agenda.put_off(register, person=samira, thing=row.waiting.key, until=reminds, by=MAJ)
    assert rows(register, "duty") == []
    register.clock = lambda: NOW + timedelta(days=52)  # ten days after the reminder
    today.refresh_duties(register, by=MAJ)
    (row, _other) = rows(register, "duty")
    told = dict(row.waiting.params)
    assert (told["step"], told["reminds"], today.read_today(register, by=MAJ).raised) == ("", "", 0)


def test_what_is_put_off_comes_back_on_its_last_day_though_that_has_come_nearer(
    register: Register, samira: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_rules_be(monkeypatch, duty("anmäla"))
    today.refresh_duties(register, by=MAJ)
    agenda.put_off(register, person=samira, thing="duty anmäla 2025-06-01", until=date(2026, 12, 1), by=MAJ)
    nearer = Counting("status", Span(months=17, days=10), moves=False)  # 11 November: late already
    let_rules_be(monkeypatch, duty("anmäla", count=nearer), version="test 2")
    today.refresh_duties(register, by=MAJ)
    assert len(rows(register, "duty")) == 1


@pytest.mark.parametrize("thing", ["duty x 2026-01-01", "reminder x", "visit x", "interpreter x", "wait x", "x"])
def test_what_is_not_on_the_list_is_told_by_name(register: Register, samira: PersonId, thing: str) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: agenda.finish_task(register, person=samira, thing=thing, by=MAJ),
        lambda: agenda.hand_over_task(register, person=samira, thing=thing, staff=JONAS.id, by=MAJ),
        lambda: agenda.note_reminded(register, person=samira, wait=thing, by=MAJ),
    )
    for act in acts:
        with pytest.raises(Refused, match=r"agenda\.unknown"):
            act()


def test_what_stands_in_a_linked_file_is_the_persons_own(register: Register, samira: PersonId) -> None:
    again = replace(SAMIRA, numbers=(), status=EnteredStatus("ASYL", date(2025, 7, 1)))
    other = PersonId(people.register_person(register, intake=again, by=MAJ).created)
    reminder = remind(register, other)
    linking.link_people(register, person=samira, other=other, ground=LinkGround.SAME_DOCUMENT, by=MAJ)
    (row,) = rows(register, "reminder")
    assert row.person is not None
    assert row.person.id == row.waiting.person
    agenda.finish_task(register, person=PersonId(row.waiting.person), thing=f"reminder {reminder}", by=MAJ)
    assert rows(register, "reminder") == []
    assert [one.done for one in of(register, samira).reminders] == [TODAY]


# Protected persons
@pytest.fixture
def room(open_copy: Open) -> Register:
    register = open_copy()
    with register.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    register.compartments.keyring = Ring(MAJ)
    return register


def lying_open(register: Register) -> str:
    """Return every row of the tables of this part as it lies in the register."""
    tables = (t.reminders, t.visits, t.waits, t.task_marks, t.duties_due, t.duties_seen)
    with register.read() as reader:
        return "\n".join(
            str(row)
            for one in tables
            for row in read_rows(reader.connection, f"SELECT * FROM {one.name}")  # noqa: S608 - a table of ours
        )


def test_of_a_protected_person_only_codes_and_days_lie_open(room: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = {age: Counting("", Span(), birthday=age, moves=False) for age in (38, 60)}
    let_rules_be(monkeypatch, duty("anmäla"), duty("vuxen", count=turns[38]), duty("äldre", count=turns[60]))
    person = PersonId(people.register_person(room, intake=SAMIRA, by=MAJ).created)
    remind(room, person, text="Ring systern")
    today.refresh_duties(room, by=MAJ)
    assert "-03-14" in lying_open(room)
    for thing in ("duty vuxen 2026-03-14", "duty anmäla 2025-06-01"):
        agenda.hand_over_task(room, person=person, thing=thing, staff=MAJ.id, by=MAJ)
    book(room, person, EnteredVisit(SOON, text="Möt henne vid tåget", place="Gömställegatan 3"))
    agenda.wait_for(room, person=person, actor="regionen", text="Nora vid vårdcentralen", since=TODAY, by=MAJ)
    today.refresh_duties(room, by=MAJ)
    protection.protect(room, person=person, kind=ProtectionKind.SECRECY_MARK, readers=[MAJ.id, ALI.id], by=MAJ)

    for secret in ("systern", "tåget", "Gömställe", "Nora", "-03-14"):  # the day she turned 38 tells her birth
        assert secret not in lying_open(room)
    found = today.read_today(room, by=MAJ)
    assert {row.waiting.code for row in found.rows} == {"duty", "reminder", "visit"}
    assert all(row.person is not None and not row.person.name for row in found.rows)
    told = {row.waiting.key: dict(row.waiting.params)["event"] for row in found.rows if row.waiting.code == "duty"}
    assert sorted(told.values()) == ["", "2025-06-01"]
    with pytest.raises(Refused, match=r"protection\.closed"):
        remind(room, person, text="Något nytt")
    assert of(room, person).reminders[0].text == ""

    assert today.refresh_duties(room, by=MAJ) == 0  # closed, nobody works out anything
    assert len([row for row in found.rows if row.waiting.code == "duty"]) == 2
    protection.reveal(room, person=person, reason="möte", by=MAJ)
    assert today.refresh_duties(room, by=MAJ) == 1
    assert len(rows(room, "duty")) == 2  # her birth is sealed, and a reader's program knows it
    assert "-03-14" not in lying_open(room)
    opened = of(room, person)
    assert [opened.reminders[0].text, opened.visits[0].place] == ["Ring systern", "Gömställegatan 3"]
    visit = opened.visits[0].id
    moved = {"outcome": VisitOutcome.MOVED, "moved_to": SOON + timedelta(days=1)}
    agenda.settle_visit(room, person=person, visit=visit, by=MAJ, **moved)  # type: ignore[arg-type]
    assert [one.text for one in of(room, person).visits] == ["Möt henne vid tåget"] * 2
    assert "tåget" not in lying_open(room)

    protection.unprotect(room, person=person, reason="Upphört", by=MAJ)
    assert of(room, person).waits[0].text == "Nora vid vårdcentralen"


def test_what_is_owed_a_protected_person_is_done_and_put_off_without_her_key(
    room: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_rules_be(monkeypatch, duty("anmäla"))
    person = PersonId(people.register_person(room, intake=SAMIRA, by=MAJ).created)
    reminder = remind(room, person)
    today.refresh_duties(room, by=MAJ)
    protection.protect(room, person=person, kind=ProtectionKind.SECRECY_MARK, readers=[MAJ.id, ALI.id], by=MAJ)
    agenda.put_off(room, person=person, thing="duty anmäla 2025-06-01", until=SOON, by=MAJ)
    agenda.finish_task(room, person=person, thing=f"reminder {reminder}", by=MAJ)
    assert [row.waiting.code for row in today.read_today(room, by=MAJ).rows] == []


def test_a_protected_person_without_a_status_is_owed_nothing(room: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    let_rules_be(monkeypatch, duty("anmäla"))
    person = PersonId(people.register_person(room, intake=replace(SAMIRA, status=None), by=MAJ).created)
    protection.protect(room, person=person, kind=ProtectionKind.SECRECY_MARK, readers=[MAJ.id, ALI.id], by=MAJ)
    protection.reveal(room, person=person, reason="möte", by=MAJ)
    today.refresh_duties(room, by=MAJ)
    assert not rows(room, "duty")
