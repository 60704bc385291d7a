"""Who acts: units and last days, reasons and lengths of looks, who works with a case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.access import (
    ANY_RECORD,
    Employment,
    Reach,
    RecordClass,
    Role,
    User,
    look_length,
    placed,
    require_reason,
)
from caseworker.domain.case import Assignment, AssignmentKind, Case
from caseworker.domain.ids import CaseId, PersonId, StaffId
from caseworker.errors import Refused

TODAY = date(2026, 11, 21)
VERA = User(StaffId("vera"), "Vera Holm", frozenset({Role.LOCUM}))
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_without_employments_she_is_in_the_registers_unit_without_an_end() -> None:
    assert placed(VERA, (), TODAY) == VERA
    VERA.require_employed(TODAY)


def test_the_latest_running_employment_counts() -> None:
    north = Employment("Norr", date(2026, 1, 1))
    south = Employment("Syd", date(2026, 6, 1), date(2026, 12, 31))
    known = placed(VERA, (south, north), TODAY)
    assert (known.unit, known.until) == ("Syd", date(2026, 12, 31))
    assert placed(VERA, (south, north), date(2026, 3, 1)).unit == "Norr"


def test_when_none_runs_she_is_refused() -> None:
    past = placed(VERA, (Employment("Norr", date(2026, 1, 1), date(2026, 11, 20)),), TODAY)
    coming = placed(VERA, (Employment("Norr", TODAY),), TODAY - timedelta(days=7))
    assert (past.until, coming.until) == (date(2026, 11, 20), TODAY - timedelta(days=8))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(days, st.none() | days), min_size=1, max_size=4), days)
def test_she_may_work_exactly_on_the_days_of_some_employment(spans: list[tuple[date, date | None]], day: date) -> None:
    spans = [(begins, ends) for begins, ends in spans if ends is None or ends >= begins]
    known = placed(VERA, [Employment("Norr", *span) for span in spans], day)
    works = not spans or any(begins <= day and (ends is None or day <= ends) for begins, ends in spans)
    if works:
        known.require_employed(day)
    else:
        with pytest.raises(Refused, match=r"access\.not_employed"):
            known.require_employed(day)


def test_a_reach_is_unbounded_only_with_every_class() -> None:
    assert Reach(VERA, ANY_RECORD).unbounded
    assert not Reach(VERA, ANY_RECORD - {RecordClass.PROTECTED}).unbounded


def test_a_reason_is_tidied_and_neither_too_short_nor_too_long() -> None:
    assert require_reason("  Ringer  från\nakuten ") == "Ringer från akuten"
    for text, code in (("kort", "access.reason_short"), ("a" * 501, "access.reason_long")):
        with pytest.raises(Refused, match=code):
            require_reason(text)


def test_a_look_lasts_an_hour_at_most() -> None:
    assert look_length(60) == timedelta(hours=1)
    for minutes in (0, -1, 61, 10**12):
        with pytest.raises(Refused, match=r"access\.look_length"):
            look_length(minutes)


def case(*assignments: Assignment) -> Case:
    made = Case(CaseId("case"), "2026-0001", PersonId("person"), "Norr", date(2026, 1, 1))
    made.assignments = list(assignments)
    return made


def tie(staff: str, begins: date, ends: date | None = None, *, responsible: bool = False) -> Assignment:
    kind = AssignmentKind.RESPONSIBLE if responsible else AssignmentKind.CO_ASSIGNED
    return Assignment(f"{staff} {begins}", CaseId("case"), StaffId(staff), kind, begins, ends)


def test_a_case_has_one_responsible_at_a_time() -> None:
    earlier, beside = tie("maj", date(2026, 1, 1), responsible=True), tie("jonas", date(2026, 2, 1))
    over = tie("sara", date(2026, 1, 1), date(2026, 3, 1), responsible=True)
    of = case(earlier, beside, over)
    of.assign(tie("jonas", TODAY, responsible=True))
    assert [(one.staff_id, one.ends) for one in of.assignments] == [
        ("maj", date(2026, 11, 20)),
        ("jonas", date(2026, 11, 20)),
        ("sara", date(2026, 3, 1)),
        ("jonas", None),
    ]
    of.assign(tie("maj", TODAY, responsible=True))
    assert [one.staff_id for one in of.assignments if one.ends is None] == ["maj"]
    of.assign(tie("sara", TODAY))
    of.assign(tie("vera", TODAY, responsible=True))
    assert [one.staff_id for one in of.assignments if one.ends is None] == ["sara", "vera"]
    of.assign(tie("maj", TODAY, responsible=True))
    assert len([one for one in of.assignments if one.ends is None]) == 2


def test_a_locum_let_go_keeps_the_days_she_worked() -> None:
    of = case(tie("maj", date(2026, 1, 1), responsible=True), tie("vera", date(2026, 3, 1)))
    of.release(StaffId("vera"), TODAY)
    assert [one.ends for one in of.assignments] == [None, date(2026, 11, 20)]


def test_what_cannot_be_assigned_or_released() -> None:
    of = case(tie("maj", date(2026, 1, 1), responsible=True), tie("jonas", TODAY))
    with pytest.raises(Refused, match=r"access\.already_assigned"):
        of.assign(tie("jonas", TODAY))
    with pytest.raises(Refused, match=r"period\.backwards"):
        of.assign(tie("sara", TODAY, date(2026, 1, 1)))
    with pytest.raises(Refused, match=r"access\.not_assigned"):
        of.release(StaffId("sara"), TODAY)
    with pytest.raises(Refused, match=r"access\.responsible_stays"):
        of.release(StaffId("maj"), TODAY)
    of.release(StaffId("jonas"), TODAY)
    assert [one.staff_id for one in of.assignments] == ["maj"]


def test_a_user_holds_the_roles_she_was_given() -> None:
    assert VERA.may(Role.LOCUM)
    assert not replace(VERA, roles=frozenset()).may(Role.LOCUM)
