"""How one duty is counted from its event, shown, and done; with rows made for the purpose."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from caseworker.domain.conditions import Circumstance
from caseworker.domain.daycount import Span
from caseworker.domain.duties import Counting, Duty, DutyRow, Loss, answer_duties, last_day_of, prepare_duties
from caseworker.domain.facts import Facts, Known
from caseworker.domain.law import Certainty, Rule
from caseworker.domain.profile import Daily

RULE = Rule("lag", "read", date(2000, 1, 1), date(2030, 12, 31), date(2026, 4, 2), Certainty.IN_FORCE)
ROW = DutyRow(
    id="row",
    duty="duty",
    statuses=frozenset({"NY-FLY"}),
    conditions=(),
    counting=Counting("told", Span(months=1)),
    done="done",
    opens=None,
    loss=Loss.LAW,
    lost="Något går förlorat.",
    responsible="skola",
    action="",
    sv="Gör det.",
    short="Gör det",
    short_en="Do it",
    rule=RULE,
)
FACTS = Facts("NY-FLY", date(2025, 1, 1), born=date(2009, 3, 14), days={"told": date(2026, 1, 15)})
ON = date(2026, 1, 20)


def answered(row: DutyRow = ROW, facts: Facts = FACTS, on: date = ON) -> Duty | None:
    found = answers([row], facts, on)
    return found[0] if found else None


def answers(rows: Sequence[DutyRow], facts: Facts, on: date) -> tuple[Duty, ...]:
    known = Known(facts)
    daily = Daily()
    prepared = prepare_duties(rows, known, daily)
    return answer_duties(prepared, daily.days(known), known, on)


def counted(counting: Counting, **told: date) -> date | None:
    duty = answered(replace(ROW, counting=counting), replace(FACTS, days={**FACTS.days, **told}))
    assert duty is not None
    return duty.last_day


@pytest.mark.parametrize(
    ("counting", "last_day"),
    [
        (Counting("told", Span(months=1)), "2026-02-16"),  # the 15th is a Sunday
        (Counting("told", Span(months=1), moves=False), "2026-02-15"),
        (Counting("told", Span(), at_once=True), "2026-01-15"),
        (Counting("told", Span(months=6), quarter=True), "2026-09-30"),
        (Counting("told", Span(years=5), year=True, moves=False), "2031-12-31"),
        (Counting("", Span(), birthday=18, moves=False), "2027-03-14"),
        (Counting("", Span(weeks=-3), birthday=18), "2027-02-21"),  # a Sunday: backwards never moves
        (Counting("told", Span(months=1), not_before=date(2026, 3, 2)), "2026-04-02"),
        (Counting("told", Span(months=1), not_before=date(2020, 3, 2)), "2026-02-16"),
        (Counting("told", Span(months=1), half_year=18), "2027-08-02"),  # the 1st is a Sunday
        (Counting("told", Span(months=1), half_year=16), "2026-02-16"),
        (Counting("born", Span(years=20), moves=False), "2029-03-14"),
        (Counting("status", Span(years=3)), "2028-01-03"),
    ],
)
def test_the_last_day(counting: Counting, last_day: str) -> None:
    assert counted(counting) == date.fromisoformat(last_day)


def test_a_duty_without_its_event_is_silent() -> None:
    assert answered(facts=replace(FACTS, days={})) is None
    assert answered(replace(ROW, counting=Counting("", Span(), birthday=18)), replace(FACTS, born=None)) is None


def test_a_half_year_without_a_birth_puts_nothing_off() -> None:
    duty = answered(replace(ROW, counting=Counting("told", Span(months=1), half_year=18)), replace(FACTS, born=None))
    assert duty is not None
    assert duty.event == date(2026, 1, 15)


def test_a_duty_that_was_put_off_says_so() -> None:
    duty = answered(replace(ROW, counting=Counting("told", Span(months=1), not_before=date(2026, 3, 2))))
    assert duty is not None
    assert duty.log[0] == ("put_off", (date(2026, 1, 15), date(2026, 3, 2)))
    assert duty.event == date(2026, 3, 2)


def test_the_row_in_force_on_the_day_of_the_event_decides() -> None:
    assert answered(replace(ROW, rule=replace(RULE, valid_to=date(2026, 1, 14)))) is None
    assert answered(replace(ROW, rule=replace(RULE, valid_from=date(2026, 1, 16)))) is None
    assert answered(replace(ROW, rule=replace(RULE, valid_to=date(2026, 1, 15)))) is not None


def test_a_status_that_does_not_cover_the_day_has_no_duties() -> None:
    assert answered(on=date(2024, 12, 31)) is None
    assert answered(facts=replace(FACTS, ends=date(2026, 1, 19))) is None


def test_a_row_whose_text_is_not_known_gives_no_last_day() -> None:
    duty = answered(replace(ROW, rule=replace(RULE, certainty=Certainty.UNKNOWN)))
    assert duty is not None
    assert duty.last_day is None
    assert duty.shown_from == date(2026, 1, 15)
    assert [line.code for line in duty.log] == ["event", "certainty_unknown"]


def test_what_is_not_read_and_what_it_depends_on_is_said() -> None:
    asking = (Circumstance("family_abroad", wanted=True, assumed=None),)
    duty = answered(replace(ROW, conditions=asking, rule=replace(RULE, certainty=Certainty.UNVERIFIED)))
    assert duty is not None
    assert duty.asks == ("family_abroad",)
    assert {"depends", "certainty_unverified"} <= {line.code for line in duty.log}
    said = replace(FACTS, circumstances={"family_abroad": False})
    assert answered(replace(ROW, conditions=asking), said) is None


def test_a_row_of_the_municipality_says_so_and_counts_alike() -> None:
    duty = answered(replace(ROW, local=True))
    assert duty is not None
    assert duty.log[-1] == ("local", ("lag",))
    assert duty.last_day == last_day_of(ROW, date(2026, 1, 15))


@pytest.mark.parametrize(
    ("again", "opens", "done", "is_done"),
    [
        (False, None, date(2025, 12, 1), True),
        (True, None, date(2025, 12, 1), False),  # done for an earlier event
        (True, None, date(2026, 1, 15), True),
        (True, 60, date(2025, 12, 20), True),  # done after it was shown, before its event
        (True, 60, date(2025, 12, 1), False),
    ],
)
def test_a_duty_that_comes_back_is_done_anew(again: bool, opens: int | None, done: date, is_done: bool) -> None:
    row = replace(ROW, opens=opens, counting=Counting("told", Span(months=1), again=again))
    duty = answered(row, replace(FACTS, days={**FACTS.days, "done": done}))
    assert duty is not None
    assert duty.done_on == (done if is_done else None)


def test_a_duty_is_shown_from_as_many_days_before_as_its_row_says() -> None:
    duty = answered(replace(ROW, opens=10))
    assert duty is not None
    assert duty.shown_from == date(2026, 2, 6)
    early = Facts("NY-FLY", date.min, days={"told": date.min})
    row = replace(ROW, opens=400, rule=replace(RULE, valid_from=date.min))
    duty = answered(row, early, date.min)
    assert duty is not None
    assert duty.shown_from == date.min


def test_duties_stand_by_their_last_day_and_unknown_ones_last() -> None:
    unknown = replace(ROW, id="a", rule=replace(RULE, certainty=Certainty.UNKNOWN))
    later = replace(ROW, id="b", counting=Counting("told", Span(months=2)))
    found = answers([unknown, later, replace(ROW, id="c", done="")], FACTS, ON)
    assert [duty.row.id for duty in found] == ["c", "b", "a"]


def test_a_row_made_ready_for_others_is_silent_without_its_event() -> None:
    daily = Daily()
    prepared = prepare_duties([ROW], Known(FACTS), daily)
    without = Known(replace(FACTS, days={}))
    assert answer_duties(prepared, daily.days(without), without, ON) == ()
