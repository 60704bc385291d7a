"""Pairs of files that may be one person's: found once a day, compared side by side, judged once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.domain.links import LinkGround, SplitGround
from caseworker.domain.pairs import PairDecision
from caseworker.domain.person import BirthPrecision, Sex
from caseworker.domain.protection import ProtectionKind
from caseworker.services import linking, pairs, people, protection, today
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA, Open
from tests.services.test_protection import ALI, Clock
from tests.services.walls import refused, registered, with_readers

AGAIN = Intake(
    given="Samirah",
    family="Haddad",
    original_name="سميرة حداد",
    born=date(1988, 3, 14),
    born_precision=BirthPrecision.DAY,
    sex=Sex.WOMAN,
    phone="070-174 06 11",
    speaks="ar",
    numbers=(EnteredNumber("lma", "99-204418/1"),),
    address=EnteredAddress("Björkvägen 4", "753 20", "Uppsala"),
)
STRANGER = Intake(given="Oleksandr", family="Shevchenko", born=date(1970, 8, 1), sex=Sex.MAN)
ONE, OTHER = ("Samira Haddad", "Samirah Haddad")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(open_copy: Open, clock: Clock) -> Register:
    return with_readers(open_copy(clock=clock))


@pytest.fixture
def both(register: Register) -> tuple[PersonId, PersonId]:
    found = registered(register, SAMIRA), registered(register, AGAIN)
    registered(register, STRANGER)
    return found


def look(register: Register, *, wanted: Callable[[], bool] = lambda: True) -> bool:
    return pairs.find_pairs(register, wanted=wanted, by=MAJ)


def waiting(register: Register) -> list[set[str]]:
    return [{row.one.name, row.other.name} for row in pairs.list_pairs(register, by=MAJ)]


def test_a_pair_is_found_with_its_reasons_and_a_stranger_is_in_none(
    register: Register, both: tuple[PersonId, PersonId]
) -> None:
    assert look(register)
    (row,) = pairs.list_pairs(register, by=MAJ)
    assert {row.one.name, row.other.name} == {ONE, OTHER}
    assert {"same_original_name", "same_birth_date", "same_phone"} <= {reason.code for reason in row.reasons}
    assert not row.later


def test_it_looks_once_a_day_and_then_at_those_who_changed(
    register: Register, clock: Clock, both: tuple[PersonId, PersonId]
) -> None:
    assert look(register)
    assert not look(register)
    clock.now += timedelta(days=1)
    registered(register, replace(AGAIN, given="Sameera", numbers=(), phone="", speaks=""))
    assert look(register)
    assert waiting(register)[0] == {ONE, OTHER}
    assert len(waiting(register)) == 3, "each of the three may be each of the others"


def test_whoever_locks_does_not_wait_for_it(register: Register, both: tuple[PersonId, PersonId]) -> None:
    assert not look(register, wanted=lambda: False)
    assert waiting(register) == []
    assert look(register), "the next time begins anew"


def test_the_two_stand_side_by_side_and_the_look_is_logged(register: Register, both: tuple[PersonId, PersonId]) -> None:
    compared = pairs.compare_people(register, person=both[0], other=both[1], by=MAJ)
    assert compared.one.names[0] == ONE
    assert [kind for kind, _value in compared.one.numbers] == ["personnummer"]
    assert compared.one.numbers[0][1].endswith("2382")
    assert "1988" not in compared.one.numbers[0][1]
    assert compared.other.phones == ("0701740611",)
    assert compared.other.languages == ("ar",)
    assert compared.other.places
    assert "same_phone" in {reason.code for reason in compared.reasons}
    for person in both:
        file = people.open_file(register, person=person, by=MAJ)
        assert [line.action for line in file.log].count("pair.looked") == 1


def test_different_does_not_come_again_until_something_else_speaks_for_it(
    register: Register, clock: Clock, both: tuple[PersonId, PersonId]
) -> None:
    look(register)
    pairs.judge_pair(register, person=both[0], other=both[1], decision=PairDecision.DIFFERENT, by=MAJ)
    assert waiting(register) == []
    assert people.count_people(register, by=MAJ) == 3
    clock.now += timedelta(days=1)
    people.move_to_address(
        register, person=both[0], address=EnteredAddress("Storgatan 1", "123 45", "Lövåsa"), begins=clock.now.date(),
        by=MAJ,
    )  # fmt: skip
    assert look(register)
    assert waiting(register) == []
    clock.now += timedelta(days=1)
    card = EnteredNumber("lma", "99-204418/2")
    people.add_number(register, person=both[0], number=card, begins=clock.now.date(), by=MAJ)
    assert look(register)
    assert waiting(register) == [{ONE, OTHER}]


def test_later_stays_and_comes_last(register: Register, clock: Clock, both: tuple[PersonId, PersonId]) -> None:
    look(register)
    pairs.judge_pair(register, person=both[0], other=both[1], decision=PairDecision.LATER, by=MAJ)
    (row,) = pairs.list_pairs(register, by=MAJ)
    assert row.later
    clock.now += timedelta(days=1)
    people.add_number(
        register, person=both[0], number=EnteredNumber("dossier", "99-123456"), begins=clock.now.date(), by=MAJ
    )
    assert look(register)
    (row,) = pairs.list_pairs(register, by=MAJ)
    assert row.later


def test_the_same_are_linked(register: Register, clock: Clock, both: tuple[PersonId, PersonId]) -> None:
    look(register)
    pairs.judge_pair(register, person=both[0], other=both[1], decision=PairDecision.SAME, by=MAJ)
    assert people.count_people(register, by=MAJ) == 2
    assert waiting(register) == []
    refused("link.same_file", pairs.compare_people, register, person=both[0], other=both[1], by=MAJ)
    clock.now += timedelta(days=1)
    linking.unlink(register, person=both[0], ground=SplitGround.OTHER_PERSON, by=MAJ)
    assert look(register)
    assert waiting(register) == [], "it was judged, and nothing new speaks for it"


def test_many_of_one_name_and_year_are_no_pairs(register: Register) -> None:
    for family in ("Ahmad", "Ahmed", "Ahmad"):
        born = {"born": date(1990, 1, 1), "born_precision": BirthPrecision.YEAR}
        registered(register, Intake(given="Mohammed", family=family, sex=Sex.MAN, **born))  # type: ignore[arg-type]
    assert look(register)
    assert waiting(register) == []


def test_only_who_reaches_both_sees_a_pair_and_is_told_on_idag(
    register: Register, both: tuple[PersonId, PersonId]
) -> None:
    def told(by: User) -> list[str]:
        rows = [row.waiting for row in today.read_today(register, by=by).rows if row.waiting.code == "pairs.to_judge"]
        return [dict(row.params)["pairs"] for row in rows]

    assert told(MAJ) == []
    look(register)
    assert told(MAJ) == ["1"]
    away = User(StaffId("staff-9"), "Sara Lind", frozenset({Role.CASEWORKER}), unit="Enhet Syd")
    locum = User(StaffId("staff-8"), "Eva Lind", frozenset({Role.LOCUM}))
    assert pairs.list_pairs(register, by=away) == ()
    assert told(away) == told(locum) == []
    pairs.judge_pair(register, person=both[0], other=both[1], decision=PairDecision.LATER, by=MAJ)
    assert told(MAJ) == []


def test_a_protected_person_is_in_no_pair(register: Register, both: tuple[PersonId, PersonId]) -> None:
    look(register)
    kind, readers = ProtectionKind.SECRECY_MARK, (MAJ.id, ALI.id)
    protection.protect(register, person=both[0], kind=kind, readers=readers, by=MAJ)
    assert waiting(register) == []
    with register.raw_connection() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM pairs").scalar_one() == 0
    for act in (pairs.compare_people, pairs.judge_pair):
        extra = {} if act is pairs.compare_people else {"decision": PairDecision.DIFFERENT}
        refused("pair.protected", act, register, person=both[1], other=both[0], by=MAJ, **extra)


def test_a_linked_file_speaks_for_the_one_it_is_shown_in(register: Register, both: tuple[PersonId, PersonId]) -> None:
    third = registered(register, replace(AGAIN, original_name="", phone="", numbers=(), born=None, speaks=""))
    before = pairs.compare_people(register, person=both[0], other=third, by=MAJ)
    linking.link_people(register, person=both[1], other=third, ground=LinkGround.OWN_WORD, by=MAJ)
    after = pairs.compare_people(register, person=both[0], other=third, by=MAJ)
    assert "same_phone" not in {reason.code for reason in before.reasons}
    assert "same_phone" in {reason.code for reason in after.reasons}
    assert people.find_candidates(register, intake=replace(AGAIN, given="Samirah"), by=MAJ)
