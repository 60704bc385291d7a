"""The journey of somebody in the register, her protected neighbour's, and a calculation that is printed."""

from datetime import date

import pytest

from caseworker import platform
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.domain.intervention import InterventionState
from caseworker.domain.journey import FlagKind, Journey
from caseworker.domain.protection import ProtectionKind
from caseworker.domain.status import PermitType, Phase
from caseworker.errors import Refused
from caseworker.i18n import ui_translator
from caseworker.services import (
    agenda,
    calculations,
    household,
    interventions,
    journey,
    law,
    people,
    protection,
    records,
    status,
    today,
)
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_protection import ALI, Ring

TODAY = date(2026, 11, 21)
GRANTED = EnteredStatus("NY-FLY", date(2025, 11, 9), permit=PermitType.TEMPORARY, permit_until=date(2028, 11, 8))


@pytest.fixture
def samira(register: Register) -> PersonId:
    """Samira, who sought asylum, was given a permit and learns Swedish."""
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    status.record_status(register, person=person, status=GRANTED, by=MAJ)
    course = interventions.EnteredIntervention(
        "sfi-kurs", "kommunen", InterventionState.ONGOING, date(2026, 1, 28), date(2027, 6, 1)
    )
    interventions.add_intervention(register, person=person, entered=course, by=MAJ)
    return person


def read(register: Register, person: PersonId, day: date = TODAY) -> Journey:
    return journey.read_journey(register, person=person, day=day, by=MAJ)


def test_the_journey_holds_the_band_the_bars_and_the_last_days(register: Register, samira: PersonId) -> None:
    found = read(register, samira)
    assert [phase.code for phase in found.phases][:2] == ["ASYL", "NY-FLY"]
    assert [(one.type, one.right, one.begins, one.ends) for one in found.stretches] == [
        ("sfi-kurs", "sfi", date(2026, 1, 28), date(2027, 6, 1))
    ]
    assert [flag.day for flag in found.flags if flag.kind is FlagKind.PERMIT] == [date(2028, 11, 8)]
    sheet = law.read_law(register, person=samira, day=TODAY, by=MAJ)
    open_ones = {duty.id for duty in sheet.duties if duty.last_day is not None and duty.done_on is None}
    assert {flag.duty.id for flag in found.flags if flag.duty is not None} == open_ones


def test_last_days_are_said_in_the_readers_language(register: Register, samira: PersonId) -> None:
    english = journey.read_journey(register, person=samira, day=TODAY, by=MAJ, words=ui_translator("en").gettext)
    swedish = read(register, samira)
    said = [(one.duty.log, other.duty.log) for one, other in zip(english.flags, swedish.flags, strict=True)
            if one.duty is not None and other.duty is not None]  # fmt: skip
    assert all(one != other for one, other in said)


def test_without_a_status_on_the_day_no_last_day_is_guessed(register: Register, samira: PersonId) -> None:
    before = read(register, samira, date(2020, 1, 1))
    assert before.flags == ()
    assert len(before.phases) == 2, "the band is her whole life here"
    nobody = PersonId(people.register_person(register, intake=Intake(given="Ny"), by=MAJ).created)
    empty = read(register, nobody)
    assert (empty.phases, empty.stretches, empty.flags) == ((), (), ())


def test_the_phase_follows_from_the_status(register: Register, samira: PersonId) -> None:
    assert read(register, samira, date(2025, 8, 1)).today is None
    found = read(register, samira, date(2026, 2, 1)).today
    assert found is not None
    assert (found.phase, found.since) == (Phase.NEWLY_ARRIVED, date(2025, 11, 9))


def test_what_was_said_to_be_done_or_put_off_is_told_so(register: Register, samira: PersonId) -> None:
    today.refresh_duties(register, by=MAJ)
    first, second = [flag for flag in read(register, samira).flags if flag.key][:2]
    agenda.finish_task(register, person=samira, thing=first.key, by=MAJ)
    assert first.key not in [flag.key for flag in read(register, samira).flags]
    later = [one.later for one in read(register, samira).flags if one.key == second.key]
    assert later == [None]


def test_each_of_the_household_has_her_nearest_last_day(register: Register, samira: PersonId) -> None:
    child = Intake(given="Elias", family="Haddad", born=date(2018, 5, 6), status=GRANTED)
    elias = PersonId(people.register_person(register, intake=child, by=MAJ).created)
    alone = PersonId(people.register_person(register, intake=Intake(given="Ny"), by=MAJ).created)
    nothing_owed = Intake(given="Ny", status=EnteredStatus("EU", date(2025, 1, 2)))
    citizen = PersonId(people.register_person(register, intake=nothing_owed, by=MAJ).created)
    for one in (elias, alone, citizen):
        household.join_household(register, person=one, other=samira, begins=date(2026, 1, 12), by=MAJ)
    (owed,) = read(register, samira).members
    own = read(register, elias)
    assert owed.person == elias
    assert owed.duty.last_day == min(flag.day for flag in own.flags if flag.duty is not None)
    assert samira in [one.person for one in own.members]
    protect(register, elias)
    assert read(register, samira).members == (), "what is owed a protected person stands in her own file"


def protect(register: Register, person: PersonId) -> None:
    register.compartments.keyring = Ring(MAJ)
    with register.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    kind = ProtectionKind.PROTECTED_REGISTRATION
    protection.protect(register, person=person, kind=kind, readers=[MAJ.id, ALI.id], by=MAJ)


def logged(register: Register, person: PersonId) -> list[str]:
    with register.read() as reader:
        return [line.action for line in reader.person_file(person).log]


def test_a_calculation_is_printed_with_its_case_number_and_logged(register: Register, samira: PersonId) -> None:
    pages = calculations.print_calculation(register, person=samira, day=TODAY, code="sfi", dots_per_inch=40, by=MAJ)
    assert len(pages) == 1
    assert len(pages[0].rgba) == 4 * pages[0].width * pages[0].height
    assert logged(register, samira)[0] == "calculation.printed"
    assert "calculation.printed" in records.HANDED_OUT
    duty = law.read_law(register, person=samira, day=TODAY, by=MAJ).duties[0]
    huge = calculations.print_calculation(register, person=samira, day=TODAY, code=duty.id, dots_per_inch=-5, by=MAJ)
    assert huge[0].width < pages[0].width, "no fewer dots than can be made"


def test_every_right_and_every_duty_can_be_printed(register: Register, samira: PersonId) -> None:
    for day in (TODAY, date(2025, 8, 1)):
        sheet = law.read_law(register, person=samira, day=day, by=MAJ)
        for code in [*(one.right for one in sheet.rights), *(one.id for one in sheet.duties)]:
            assert calculations.print_calculation(register, person=samira, day=day, code=code, dots_per_inch=20, by=MAJ)


def test_what_the_law_does_not_ask_is_not_printed(register: Register, samira: PersonId) -> None:
    with pytest.raises(Refused, match=r"calculation\.unknown"):
        calculations.print_calculation(register, person=samira, day=TODAY, code="x", dots_per_inch=40, by=MAJ)
    assert "calculation.printed" not in logged(register, samira)


def test_where_nothing_may_be_printed_nothing_is(
    register: Register, samira: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "machine_policy", lambda: platform.Policy(printing=False))
    with pytest.raises(Refused, match=r"policy\.printing_not_allowed"):
        calculations.print_calculation(register, person=samira, day=TODAY, code="sfi", dots_per_inch=40, by=MAJ)


def test_a_protected_persons_journey_tells_no_name_and_is_never_printed(register: Register, samira: PersonId) -> None:
    protect(register, samira)
    found = read(register, samira)
    told = repr(found)
    for secret in ("Samira", "Haddad", "1988", "19880314"):
        assert secret not in told
    assert [phase.code for phase in found.phases][:2] == ["ASYL", "NY-FLY"]
    with pytest.raises(Refused, match=r"calculation\.protected"):
        calculations.print_calculation(register, person=samira, day=TODAY, code="sfi", dots_per_inch=40, by=MAJ)
