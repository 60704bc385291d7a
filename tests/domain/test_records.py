"""Periods, persons, cases, interventions and notes: what the plain objects decide."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.access import Role, User
from caseworker.domain.case import case_number
from caseworker.domain.ids import CaseId, InterventionId, PersonId, StaffId
from caseworker.domain.intervention import FINAL_STATES, NEXT_STATES, Intervention, InterventionState
from caseworker.domain.notes import LONGEST_NOTE, require_note_text
from caseworker.domain.periods import covers, current, succeed
from caseworker.domain.person import BirthPrecision, NameRole, Person, PersonName, Sex
from caseworker.domain.rows import NameRow, PersonFile
from caseworker.domain.status import Accommodation, Settlement, StatusPeriod
from caseworker.errors import Refused

DAY = date(2026, 3, 1)
DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 12, 31))


@dataclass
class Span:
    begins: date
    ends: date | None = None


def test_a_new_period_ends_the_open_one_the_day_before() -> None:
    first = Span(DAY)
    succeed([first], Span(date(2026, 5, 1)))
    assert first.ends == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("held", "new"),
    [
        (Span(DAY), Span(DAY)),
        (Span(DAY), Span(DAY - timedelta(days=1))),
        (Span(DAY, DAY + timedelta(days=9)), Span(DAY + timedelta(days=9))),
        (Span(DAY, DAY), Span(DAY, DAY)),
    ],
)
def test_overlapping_periods_are_refused_and_nothing_changes(held: Span, new: Span) -> None:
    ends = held.ends
    with pytest.raises(Refused, match="period.overlap"):
        succeed([held], new)
    assert held.ends == ends


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="period.backwards"):
        succeed([], Span(DAY, DAY - timedelta(days=1)))


def test_a_period_may_be_put_before_the_open_one() -> None:
    later = Span(DAY)
    succeed([later], Span(DAY - timedelta(days=9), DAY - timedelta(days=1)))
    assert later.ends is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(DAYS, st.none() | st.integers(-2, 400)), max_size=12), DAYS)
def test_whatever_is_entered_at_most_one_period_holds_on_a_day(
    entered: list[tuple[date, int | None]], day: date
) -> None:
    periods: list[Span] = []
    for begins, length in entered:
        new = Span(begins, None if length is None else begins + timedelta(days=length))
        try:
            succeed(periods, new)
        except Refused:
            continue
        periods.append(new)
    holding = [period for period in periods if covers(period, day)]
    assert len(holding) <= 1
    assert current(periods, day) == (holding[0] if holding else None)
    assert all(period.ends is None or period.begins <= period.ends for period in periods)


def person() -> Person:
    return Person(PersonId("p"), Sex.WOMAN, None, BirthPrecision.UNKNOWN, datetime(2026, 3, 1, tzinfo=UTC))


def test_each_axis_of_a_person_keeps_its_own_periods() -> None:
    someone = person()
    someone.enter(StatusPeriod("s1", someone.id, "ASYL", DAY))
    someone.enter(StatusPeriod("s2", someone.id, "NY-FLY", DAY + timedelta(days=10)))
    someone.settle(Settlement("b1", someone.id, "anvisad", DAY + timedelta(days=10)))
    someone.accommodate(Accommodation("a1", someone.id, "asylboende", DAY))
    assert [status.ends for status in someone.statuses] == [DAY + timedelta(days=9), None]
    held = someone.status_on(DAY + timedelta(days=10))
    assert held is not None
    assert held.code == "NY-FLY"
    assert someone.status_on(DAY - timedelta(days=1)) is None
    assert (someone.settlements[0].ends, someone.accommodations[0].ends) == (None, None)


def test_a_refused_status_leaves_the_person_as_she_was() -> None:
    someone = person()
    someone.enter(StatusPeriod("s1", someone.id, "ASYL", DAY))
    with pytest.raises(Refused, match="period.overlap"):
        someone.enter(StatusPeriod("s2", someone.id, "NY-FLY", DAY))
    assert [status.id for status in someone.statuses] == ["s1"]


def test_a_person_is_shown_in_the_spelling_asked_for() -> None:
    someone = person()
    someone.names = [PersonName("n", someone.id, NameRole.LATIN, "Samira Haddad", "Samira", "Haddad")]
    assert (someone.name(), someone.name(NameRole.ORIGINAL)) == ("Samira Haddad", "")


def test_a_file_answers_with_the_name_in_one_spelling() -> None:
    names = (NameRow("latin", "Samira Haddad", "Samira", "Haddad"),)
    file = PersonFile(
        "p", 1, "c", "2026-0001", "U", DAY, "woman", None, "unknown", "", "", "unknown", "", names, (), (), (), (), (),
        (), (), (), (), (),
    )  # fmt: skip
    assert (file.name(), file.name("original")) == ("Samira Haddad", "")


def test_case_numbers_have_four_places() -> None:
    assert (case_number(2026, 147), case_number(2026, 12345)) == ("2026-0147", "2026-12345")


def test_a_user_may_only_what_her_roles_hold() -> None:
    user = User(StaffId("u"), "Karin Öberg", frozenset({Role.CASEWORKER}))
    assert user.may(Role.CASEWORKER)
    assert not user.may(Role.ADMINISTRATOR)


def intervention(state: InterventionState) -> Intervention:
    return Intervention(InterventionId("i"), PersonId("p"), CaseId("c"), "sfi-kurs", "sfi", "kommunen", state, DAY)


@pytest.mark.parametrize("state", InterventionState)
@pytest.mark.parametrize("wanted", InterventionState)
def test_only_the_drawn_steps_exist_between_states(state: InterventionState, wanted: InterventionState) -> None:
    work = intervention(state)
    if wanted in NEXT_STATES[state]:
        work.move_to(wanted, day=DAY, outcome="klar")
        assert work.state is wanted
        assert (work.ends, work.outcome) == ((DAY, "klar") if wanted in FINAL_STATES else (None, ""))
    else:
        with pytest.raises(Refused, match=f"intervention.from_{state}"):
            work.move_to(wanted, day=DAY)
        assert work.state is state


def test_work_gets_its_first_day_when_it_begins_unless_planned() -> None:
    work = intervention(InterventionState.DECIDED)
    work.move_to(InterventionState.ONGOING, day=DAY)
    assert work.begins == DAY
    planned = intervention(InterventionState.DECIDED)
    planned.begins = DAY - timedelta(days=3)
    planned.move_to(InterventionState.ONGOING, day=DAY)
    assert planned.begins == DAY - timedelta(days=3)


def test_work_cannot_end_before_it_began() -> None:
    work = intervention(InterventionState.ONGOING)
    work.begins = DAY
    with pytest.raises(Refused, match="period.backwards"):
        work.move_to(InterventionState.COMPLETED, day=DAY - timedelta(days=1))
    assert (work.state, work.ends) == (InterventionState.ONGOING, None)


def test_a_note_needs_text_of_bearable_length() -> None:
    assert require_note_text("  Samtal om boende.\n") == "Samtal om boende."
    with pytest.raises(Refused, match="note.empty"):
        require_note_text(" \n")
    with pytest.raises(Refused, match="note.too_long"):
        require_note_text("a" * (LONGEST_NOTE + 1))
