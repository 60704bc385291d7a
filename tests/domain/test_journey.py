"""The journey's rows: the band divided where the establishment time ends, last days, and how a right is met."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker import codes
from caseworker.domain.facts import Facts
from caseworker.domain.intervention import InterventionState
from caseworker.domain.journey import (
    FlagKind,
    PhaseToday,
    RightState,
    Stretch,
    establishment_over,
    flags_of,
    phase_today,
    phases_of,
    state_of,
    stretches_of,
)
from caseworker.domain.lawsheet import DutyShown
from caseworker.domain.rights import Answer, Decided, RightAnswer, RightCode
from caseworker.domain.rows import InterventionRow, StatusRow
from caseworker.domain.status import Phase

TODAY = date(2026, 11, 21)
FACTS = Facts("NY-FLY", date(2025, 1, 1))
TYPES = {one.code: one for one in codes.intervention_types()}


def status(begins: date, ends: date | None = None, code: str = "NY-FLY") -> StatusRow:
    return StatusRow(f"{begins}", code, "", "TUT", date(2028, 11, 8), "", False, begins, ends)


def answer(what: Answer, begins: date | None, ends: date | None) -> RightAnswer:
    return RightAnswer(RightCode.ESTABLISHMENT, Decided(what), begins, ends, None, FACTS, TODAY)


def course(state: str, begins: date | None, ends: date | None = None, kind: str = "sfi-kurs") -> InterventionRow:
    return InterventionRow("one", kind, "utbildning", "kommunen", state, date(2026, 1, 10), begins, ends, "", 1)


def bar(state: InterventionState, begins: date, ends: date | None = None, kind: str = "sfi-kurs") -> Stretch:
    return stretches_of([course(state, begins, ends, kind)], TYPES)[0]


def test_the_band_runs_from_the_first_status_and_is_divided_where_the_time_ends() -> None:
    asylum, settled = status(date(2025, 7, 1), date(2025, 11, 8), "ASYL"), status(date(2025, 11, 9))
    whole = phases_of([settled, asylum], None)
    assert [(one.code, one.begins, one.ends, one.over) for one in whole] == [
        ("ASYL", date(2025, 7, 1), date(2025, 11, 8), False),
        ("NY-FLY", date(2025, 11, 9), None, False),
    ]
    divided = phases_of([settled, asylum], date(2028, 2, 9))
    assert [(one.begins, one.ends, one.over) for one in divided[1:]] == [
        (date(2025, 11, 9), date(2028, 2, 8), False),
        (date(2028, 2, 9), None, True),
    ]
    assert phases_of([asylum], date(2028, 2, 9)) == whole[:1], "the status ended before the time did"


@given(lengths=st.lists(st.integers(1, 900), max_size=6), still=st.booleans(), over=st.none() | st.integers(-100, 4000))
@settings(max_examples=60, deadline=None)
def test_dividing_loses_no_day_and_makes_no_overlap(lengths: list[int], still: bool, over: int | None) -> None:
    rows, begins = [], date(2020, 1, 1)
    for place, length in enumerate(lengths):
        last = place == len(lengths) - 1
        rows.append(status(begins, None if last and still else begins + timedelta(days=length - 1)))
        begins += timedelta(days=length)
    found = phases_of(reversed(rows), None if over is None else date(2020, 1, 1) + timedelta(days=over))
    for one, other in zip(found, found[1:], strict=False):
        assert one.ends == other.begins - timedelta(days=1)
    if rows:
        assert (found[0].begins, found[-1].ends) == (rows[0].begins, rows[-1].ends)
    assert sum(one.over for one in found) <= 1


@pytest.mark.parametrize(
    ("given_answer", "expected"),
    [
        (answer(Answer.YES, date(2026, 2, 9), date(2028, 2, 8)), date(2028, 2, 9)),
        (answer(Answer.YES, date(2026, 2, 9), None), None),
        (answer(Answer.NO, date(2028, 2, 9), None), date(2028, 2, 9)),
        (answer(Answer.NO, date(2025, 11, 9), None), None),
        (answer(Answer.NO, None, None), None),
        (answer(Answer.CONDITIONAL, date(2026, 2, 9), date(2028, 2, 8)), None),
        (answer(Answer.MISSING, None, None), None),
    ],
)
def test_the_establishment_time_ends_with_the_right(given_answer: RightAnswer, expected: date | None) -> None:
    assert establishment_over(given_answer, date(2025, 11, 9)) == expected


def test_a_bar_begins_when_the_work_does_or_when_it_was_recorded() -> None:
    assert bar(InterventionState.ONGOING, date(2026, 3, 2)).begins == date(2026, 3, 2)
    waiting = stretches_of([course(InterventionState.REFERRED, None)], TYPES)[0]
    assert (waiting.begins, waiting.waits) == (date(2026, 1, 10), True)
    ended = stretches_of([course(InterventionState.COMPLETED, None, date(2025, 12, 1))], TYPES)[0]
    assert ended.begins == date(2025, 12, 1), "a bar never ends before it begins"
    assert stretches_of([course(InterventionState.DECLINED, date(2026, 3, 2))], TYPES) == ()
    unknown = stretches_of([course(InterventionState.ONGOING, date(2026, 3, 2), kind="utgangen")], TYPES)[0]
    assert unknown.right == ""


def duty(id: str, last_day: date | None, done: date | None = None) -> DutyShown:
    return DutyShown(id, "Gör det", last_day, TODAY, TODAY, "", "", "law", "kommunen", "in_force", done, ())


def test_flags_are_what_is_not_done_and_the_permit_while_it_lies_ahead() -> None:
    duties = [duty("b", date(2027, 1, 12)), duty("a", date(2027, 1, 12)), duty("c", None), duty("d", TODAY, TODAY)]
    flags = flags_of(duties, date(2026, 12, 1), TODAY)
    assert [(flag.kind, flag.duty.id if flag.duty else "") for flag in flags] == [
        (FlagKind.PERMIT, ""), (FlagKind.DUTY, "a"), (FlagKind.DUTY, "b"),
    ]  # fmt: skip
    assert flags_of((), date(2026, 11, 20), TODAY) == ()
    assert flags_of((), None, TODAY) == ()


S = InterventionState


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        ([], RightState.MISSING),
        ([bar(S.ONGOING, date(2026, 3, 2))], RightState.ONGOING),
        ([bar(S.ONGOING, date(2026, 3, 2), date(2026, 9, 1))], RightState.ONGOING),
        ([bar(S.ONGOING, date(2027, 3, 2))], RightState.WAITING),
        ([bar(S.COMPLETED, date(2026, 3, 2), date(2026, 9, 1))], RightState.MET),
        ([bar(S.COMPLETED, date(2026, 3, 2), date(2027, 9, 1))], RightState.ONGOING),
        ([bar(S.INTERRUPTED, date(2026, 3, 2), date(2026, 9, 1))], RightState.MISSING),
        ([bar(S.INTERRUPTED, date(2026, 3, 2), date(2027, 9, 1))], RightState.ONGOING),
        ([bar(S.DECIDED, date(2026, 3, 2))], RightState.WAITING),
        ([bar(S.PROPOSED, date(2026, 3, 2))], RightState.PROPOSED),
        ([bar(S.PROPOSED, date(2026, 3, 2)), bar(S.ONGOING, date(2026, 3, 2))], RightState.ONGOING),
        ([bar(S.COMPLETED, date(2026, 1, 2), date(2026, 2, 1), "sfi-anmalan")], RightState.WAITING),
        ([bar(S.ONGOING, date(2026, 1, 2), None, "sfi-anmalan")], RightState.WAITING),
        ([bar(S.ONGOING, date(2026, 1, 2), None, "halsoundersokning")], RightState.MISSING),
    ],
)
def test_how_a_right_is_met(bars: list[Stretch], expected: RightState) -> None:
    assert state_of("sfi", "yes", bars, TODAY) is expected


def test_what_no_one_has_to_do_is_never_missing_and_a_right_that_is_not_there_is_nothing_to_meet() -> None:
    assert state_of("ekonomiskt_bistand", "conditional", (), TODAY) is RightState.NOT_ASKED
    assert state_of("arbete", "yes", (), TODAY) is RightState.NONE
    assert state_of("sfi", "no", (), TODAY) is RightState.NONE
    assert state_of("sfi", "missing", (), TODAY) is RightState.NONE
    later = bar(S.ONGOING, date(2026, 3, 2))
    assert state_of("sfi", "yes", [later], date(2026, 1, 1)) is RightState.MISSING, "nobody knew of it then"
    assert state_of("sfi", "yes", [later], date(2026, 2, 1)) is RightState.WAITING


def test_what_is_put_off_tells_until_when() -> None:
    duty = DutyShown("row", "Ring.", TODAY, TODAY, date(2026, 11, 1), "", "", "law", "", "in_force", None, ())
    (flag,) = flags_of([duty], None, TODAY, {"duty row 2026-11-01": date(2026, 11, 25)})
    assert (flag.key, flag.later) == ("duty row 2026-11-01", date(2026, 11, 25))
    (permit,) = flags_of((), TODAY, TODAY)
    assert (permit.key, permit.later) == ("", None)


SINCE = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("newly_since", "received", "over_from", "expected"),
    [
        (None, SINCE, None, None),
        (SINCE, None, None, PhaseToday(Phase.NEWLY_ARRIVED, SINCE)),
        (SINCE, date(2025, 2, 1), None, PhaseToday(Phase.NEWLY_ARRIVED, SINCE, date(2027, 2, 1))),
        (SINCE, date(2026, 12, 1), None, PhaseToday(Phase.NEWLY_ARRIVED, SINCE, date(2028, 12, 1))),
        (SINCE, date(2024, 2, 1), None, PhaseToday(Phase.ESTABLISHED, date(2026, 2, 2))),
        (SINCE, date(2024, 2, 1), date(2028, 1, 1), PhaseToday(Phase.NEWLY_ARRIVED, SINCE, date(2027, 12, 31))),
        (SINCE, None, TODAY, PhaseToday(Phase.ESTABLISHED, TODAY)),
    ],
)
def test_the_phase_follows_from_status_reception_and_programme(
    newly_since: date | None, received: date | None, over_from: date | None, expected: PhaseToday | None
) -> None:
    assert phase_today(newly_since, received, over_from, TODAY) == expected
