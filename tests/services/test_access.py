"""Who reaches whose case: own, unit, other unit; locums; looks in need."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from caseworker import roles
from caseworker.domain.access import Reach, Role, User
from caseworker.domain.case import AssignmentKind
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredNumber, Intake
from caseworker.domain.links import LinkGround
from caseworker.errors import Refused
from caseworker.services import access, letters, linking, notes, people
from caseworker.store.reach import within
from caseworker.store.register import Register
from tests.services.conftest import KEY, MAJ, NOW, SAMIRA, Open

TODAY = date(2026, 11, 21)
SOUTH = "Enhet Syd"
JONAS = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Jonas Wikström", frozenset({Role.CASEWORKER}))
SARA = User(StaffId("0192f0c0-0000-7000-8000-000000000003"), "Sara Lind", frozenset({Role.CASEWORKER}), unit=SOUTH)
VERA = User(
    StaffId("0192f0c0-0000-7000-8000-000000000004"), "Vera Holm", frozenset({Role.LOCUM}), until=date(2026, 12, 31)
)
INGER = User(StaffId("0192f0c0-0000-7000-8000-000000000005"), "Inger Dahl", frozenset({Role.UNIT_MANAGER}))
OLLE = User(StaffId("0192f0c0-0000-7000-8000-000000000006"), "Olle Ek", frozenset({Role.REVIEWER}))
STAFF = (JONAS, SARA, VERA, INGER, OLLE)
NUMBER = EnteredNumber("personnummer", "19420107-7098")
OMAR = Intake(given="Omar", family="Haddad", born=date(1942, 1, 7), numbers=(NUMBER,))
REASON = "Ringer från akuten och behöver veta vem som är anhörig."


def employed(register: Register) -> Register:
    with register.change(by=MAJ) as tx:
        for one in STAFF:
            tx.put_staff(one)
        tx.commit()
    return register


def entered(register: Register, intake: Intake, by: User) -> PersonId:
    return PersonId(people.register_person(register, intake=intake, by=by).created)


@pytest.fixture
def staffed(register: Register) -> Register:
    return employed(register)


@pytest.fixture
def samira(staffed: Register) -> PersonId:
    """Maj's case in the register's own unit."""
    return entered(staffed, SAMIRA, MAJ)


@pytest.fixture
def omar(staffed: Register) -> PersonId:
    """Sara's case in the other unit."""
    return entered(staffed, OMAR, SARA)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.code


def listed(register: Register, by: User) -> list[str]:
    rows = people.list_people(register, offset=0, limit=10, by=by)
    assert people.count_people(register, by=by) == len(rows)
    return [row.id for row in rows]


def test_a_case_opens_in_the_unit_of_who_registers(staffed: Register, samira: PersonId, omar: PersonId) -> None:
    assert people.open_file(staffed, person=samira, by=MAJ).unit == staffed.info.unit
    assert people.open_file(staffed, person=omar, by=SARA).unit == SOUTH


def test_each_sees_her_own_unit_and_nobody_elses(staffed: Register, samira: PersonId, omar: PersonId) -> None:
    assert listed(staffed, JONAS) == [samira]
    assert listed(staffed, SARA) == [omar]
    assert listed(staffed, INGER) == [samira]
    for by, mine, theirs in ((JONAS, samira, omar), (SARA, omar, samira)):
        assert [row.id for row in people.find_people(staffed, text="Haddad", by=by)] == [mine]
        found = people.find_candidates(staffed, intake=replace(SAMIRA, given="", numbers=()), by=by)
        assert theirs not in {one.person.id for one in found}
        assert people.open_file(staffed, person=mine, by=by).id == mine
        assert refused(partial(people.open_file, staffed, person=theirs, by=by)) == "access.out_of_reach"


def test_what_is_kept_of_a_list_follows_the_assignments(staffed: Register, samira: PersonId, omar: PersonId) -> None:
    assert listed(staffed, JONAS) == listed(staffed, JONAS) == [samira]
    assign(staffed, omar, JONAS, by=replace(INGER, unit=SOUTH))
    assert set(listed(staffed, JONAS)) == {samira, omar}


def test_early_rows_of_a_bounded_list_are_those_of_the_whole_one(staffed: Register) -> None:
    here = [entered(staffed, Intake(given=given, family="Haddad"), MAJ) for given in ("Yara", "Bilal", "Nour")]
    there = [entered(staffed, Intake(given=given, family="Haddad"), SARA) for given in ("Amal", "Omar", "Zaid")]
    assign(staffed, there[1], JONAS, by=replace(INGER, unit=SOUTH))

    def window(offset: int) -> list[str]:
        return [row.id for row in people.list_people(staffed, offset=offset, limit=2, by=JONAS)]

    early = [window(0), window(2), window(4)]
    assert people.count_people(staffed, by=JONAS) == 4  # from here on the whole order is kept
    assert [window(0), window(2), window(4)] == early == [[here[1], here[2]], [there[1], here[0]], []]


def assign(
    register: Register,
    person: PersonId,
    staff: User,
    kind: AssignmentKind = AssignmentKind.CO_ASSIGNED,
    begins: date = TODAY,
    ends: date | None = None,
    by: User = INGER,
) -> None:
    access.assign(register, person=person, staff=staff.id, kind=kind, begins=begins, ends=ends, by=by)


def test_a_locum_reaches_her_assigned_cases_only(staffed: Register, samira: PersonId) -> None:
    assert listed(staffed, VERA) == []
    assert people.find_people(staffed, text="Haddad", by=VERA) == ()
    write: dict[str, Any] = {"person": samira, "text": "Ringde om tolk.", "happened_on": TODAY}
    assert refused(lambda: notes.write_note(staffed, **write, by=VERA)) == "access.out_of_reach"
    assign(staffed, samira, VERA)
    assert listed(staffed, VERA) == [samira]
    assert notes.write_note(staffed, **write, by=VERA).people == {samira}
    access.release(staffed, person=samira, staff=VERA.id, by=INGER)
    assert listed(staffed, VERA) == []
    own = entered(staffed, OMAR, VERA)
    assert listed(staffed, VERA) == [own]


def test_an_assignment_ends_by_itself(staffed: Register, samira: PersonId) -> None:
    assign(staffed, samira, VERA, begins=date(2026, 11, 1), ends=date(2026, 11, 20))
    assert listed(staffed, VERA) == []
    assign(staffed, samira, VERA, ends=TODAY)
    assert listed(staffed, VERA) == [samira]


def test_a_new_responsible_takes_over(staffed: Register, samira: PersonId) -> None:
    assign(staffed, samira, JONAS)
    assign(staffed, samira, JONAS, AssignmentKind.RESPONSIBLE)
    file = people.open_file(staffed, person=samira, by=INGER)
    assert [(one.name, one.kind, one.ends) for one in file.assignments] == [
        (JONAS.name, "responsible", None),
        (MAJ.name, "responsible", date(2026, 11, 20)),
    ]
    (row,) = people.list_people(staffed, offset=0, limit=1, by=INGER)
    assert row.caseworker == JONAS.name


def test_assignments_that_cannot_be(staffed: Register, samira: PersonId) -> None:
    assign(staffed, samira, JONAS)
    assert refused(lambda: assign(staffed, samira, JONAS)) == "access.already_assigned"
    assert refused(lambda: assign(staffed, samira, VERA, ends=date(2026, 1, 1))) == "period.backwards"
    stranger = replace(VERA, id=StaffId("nobody"))
    assert refused(lambda: assign(staffed, samira, stranger)) == "access.unknown_staff"
    assert refused(lambda: access.release(staffed, person=samira, staff=VERA.id, by=INGER)) == "access.not_assigned"
    responsible: dict[str, Any] = {"person": samira, "staff": MAJ.id}
    assert refused(lambda: access.release(staffed, **responsible, by=INGER)) == "access.responsible_stays"


def test_a_number_known_in_another_unit_is_told_without_who(staffed: Register, omar: PersonId) -> None:
    there = people.try_number(staffed, number=NUMBER, by=SARA)
    assert (there.holder, there.elsewhere) == (omar, False)
    here = people.try_number(staffed, number=NUMBER, by=JONAS)
    assert (here.holder, here.elsewhere) == ("", True)


# Looks in need


def test_a_look_in_need_opens_one_file_for_a_while(staffed: Register, samira: PersonId, omar: PersonId) -> None:
    other = entered(staffed, replace(OMAR, given="Zeinab", numbers=()), SARA)
    access.open_in_need(staffed, person=omar, reason=REASON, minutes=15, by=JONAS)
    assert people.open_file(staffed, person=omar, by=JONAS).id == omar
    assert listed(staffed, JONAS) == [samira]
    assert refused(lambda: people.open_file(staffed, person=other, by=JONAS)) == "access.out_of_reach"
    assert refused(lambda: people.open_file(staffed, person=omar, by=replace(JONAS, id=VERA.id))) == (
        "access.out_of_reach"
    )
    note: dict[str, Any] = {"person": omar, "text": "Får bara läsa.", "happened_on": TODAY}
    assert refused(lambda: notes.write_note(staffed, **note, by=JONAS)) == "access.out_of_reach"
    letter: dict[str, Any] = {"person": omar, "sheet": "valkommen", "language": "sv", "how": "saved"}
    assert refused(lambda: letters.issue_letter(staffed, **letter, by=JONAS)) == "access.out_of_reach"
    now = NOW + timedelta(minutes=15)
    staffed.clock = lambda: now
    assert refused(lambda: people.open_file(staffed, person=omar, by=JONAS)) == "access.out_of_reach"


def test_a_look_in_need_wants_a_reason_and_a_short_time(staffed: Register, omar: PersonId) -> None:
    def attempt(reason: str, minutes: int = 60) -> str:
        return refused(lambda: access.open_in_need(staffed, person=omar, reason=reason, minutes=minutes, by=JONAS))

    assert attempt("  kort    ") == "access.reason_short"
    assert attempt("a" * 501) == "access.reason_long"
    assert attempt(REASON, 61) == attempt(REASON, 0) == attempt(REASON, -5) == "access.look_length"
    assert access.list_looks_in_need(staffed, by=INGER) == ()


def test_a_look_in_need_is_shown_until_somebody_else_has_seen_it(staffed: Register, omar: PersonId) -> None:
    number = people.open_file(staffed, person=omar, by=SARA).case_number
    first = access.open_in_need(staffed, person=omar, reason=REASON, by=JONAS).created
    second = access.open_in_need(staffed, person=omar, reason=f"  {REASON}\n", minutes=1, by=INGER).created
    newest, _older = access.list_looks_in_need(staffed, by=INGER)
    assert (newest.id, newest.name, newest.case_number, newest.reason) == (second, INGER.name, number, REASON)
    assert (newest.closes - newest.opened, newest.seen_by, newest.seen) == (timedelta(minutes=1), "", None)
    assert refused(lambda: access.see_look_in_need(staffed, look=second, by=INGER)) == "access.own_look"
    access.see_look_in_need(staffed, look=second, by=OLLE)
    assert refused(lambda: access.see_look_in_need(staffed, look=second, by=OLLE)) == "access.unknown_look"
    unseen, seen = access.list_looks_in_need(staffed, by=OLLE)
    assert (unseen.id, seen.id, seen.seen_by, seen.seen) == (first, second, OLLE.name, NOW)


def test_a_reason_the_log_no_longer_says_is_left_out(staffed: Register, omar: PersonId) -> None:
    access.open_in_need(staffed, person=omar, reason=REASON, by=JONAS)
    access.open_in_need(staffed, person=omar, reason="Ett annat skäl.", by=JONAS)
    with staffed.change(by=MAJ) as tx:
        rows = tx.connection.exec_driver_sql("SELECT seq FROM audit WHERE action = 'access.opened_in_need'")
        one, other = rows.scalars().all()
        tx.connection.exec_driver_sql("UPDATE audit_payloads SET body = x'00ff' WHERE seq = ?", (other,))
        tx.erase_payloads([one])
        tx.commit()
    assert [look.reason for look in access.list_looks_in_need(staffed, by=INGER)] == ["", ""]


def test_somebody_hidden_is_found_by_her_very_number_only(staffed: Register, samira: PersonId, omar: PersonId) -> None:
    case = people.open_file(staffed, person=omar, by=SARA).case_number
    for text in (f" {case} ", NUMBER.text):
        (found,) = access.find_hidden(staffed, text=text, by=JONAS)
        assert (found.person, found.case_number, found.unit) == (omar, case, SOUTH)
    for text in ("Haddad", "1942-01-07", case[:-1], "19880314-2382"):
        assert access.find_hidden(staffed, text=text, by=JONAS) == ()
    (hidden,) = access.find_hidden(staffed, text="19880314-2382", by=VERA)
    assert hidden.person == samira
    access.open_in_need(staffed, person=omar, reason=REASON, by=JONAS)
    assert access.find_hidden(staffed, text=case, by=JONAS) == ()


# Employments


def employ(register: Register, staff: User, begins: date, ends: date | None = None, unit: str = SOUTH) -> None:
    access.employ(register, staff=staff.id, unit=unit, begins=begins, ends=ends, by=INGER)


def known_as(open_path: Callable[..., Register], register: Register, staff: User) -> User:
    opened = Register.open(register.path, key=KEY, clock=register.clock, staff_id=staff.id)
    try:
        assert opened.opened_by is not None
        return opened.opened_by
    finally:
        opened.close()


def test_the_register_knows_her_unit_and_last_day(staffed: Register, open_path: Open) -> None:
    def unit_and_end(staff: User) -> tuple[str, date | None]:
        known = known_as(open_path, staffed, staff)
        return known.unit, known.until

    assert unit_and_end(JONAS) == ("", None)
    employ(staffed, JONAS, date(2026, 1, 1), unit="")
    assert unit_and_end(JONAS) == (staffed.info.unit, None)
    employ(staffed, JONAS, TODAY, date(2026, 12, 31), unit=f"  {SOUTH} ")
    assert unit_and_end(JONAS) == (SOUTH, date(2026, 12, 31))
    employ(staffed, JONAS, date(2026, 12, 1))
    assert unit_and_end(JONAS) == (SOUTH, date(2026, 11, 30))
    rows = access.list_employments(staffed, by=INGER)
    assert [(row.name, row.employment.begins, row.employment.ends) for row in rows] == [
        (JONAS.name, date(2026, 1, 1), date(2026, 11, 20)),
        (JONAS.name, TODAY, date(2026, 11, 30)),
        (JONAS.name, date(2026, 12, 1), None),
    ]


def test_employments_that_cannot_be(staffed: Register) -> None:
    assert refused(lambda: employ(staffed, VERA, TODAY)) == "access.locum_needs_end"
    assert refused(lambda: employ(staffed, INGER, TODAY)) == "access.own_employment"
    assert refused(lambda: employ(staffed, JONAS, TODAY, date(2026, 1, 1))) == "period.backwards"
    assert refused(lambda: employ(staffed, replace(JONAS, id=StaffId("nobody")), TODAY)) == "access.unknown_staff"
    employ(staffed, VERA, TODAY, date(2026, 12, 31))


def test_past_her_last_day_everything_is_refused(staffed: Register, samira: PersonId) -> None:
    assign(staffed, samira, VERA)
    gone = replace(VERA, until=date(2026, 11, 20))
    assert refused(lambda: people.open_file(staffed, person=samira, by=gone)) == "access.not_employed"
    assert refused(lambda: people.count_people(register=staffed, by=gone)) == "access.not_employed"
    assert people.count_people(staffed, by=replace(VERA, until=TODAY)) == 1


def test_who_is_asked_for_together_is_reached_as_if_asked_for_alone(
    staffed: Register, samira: PersonId, omar: PersonId
) -> None:
    part = entered(staffed, replace(OMAR, numbers=()), SARA)
    alone = entered(staffed, replace(SAMIRA, given="Leila", numbers=()), MAJ)
    linking.link_people(staffed, person=omar, other=part, ground=LinkGround.OWN_WORD, by=SARA)
    assign(staffed, alone, VERA)
    assign(staffed, part, JONAS, by=replace(INGER, unit=SOUTH))
    asked = [samira, omar, part, alone, "nobody"]
    seen: dict[User, set[str]] = {JONAS: set(asked), SARA: {omar, part}, VERA: {alone}, INGER: {samira, alone}}
    for by, expected in seen.items():
        reading = roles.load().permissions["person.read"]
        with within(Reach(by, reading.classes(by.roles), reading.in_need)), staffed.read() as reader:
            assert reader.bounds.seen(asked) == expected | {"nobody"}, by.name
            assert {one for one in asked if reader.bounds.sees(one)} == expected | {"nobody"}
