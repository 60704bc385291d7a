"""Between the chairs: rights nobody meets, needs nobody owns, balls that lie too long, rounds."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.deadlocks import Requires, Whom
from caseworker.domain.early_mapping import Need
from caseworker.domain.facts import Facts
from caseworker.domain.gaps import (
    LONG,
    Between,
    Fallen,
    GapRules,
    Situation,
    asked_of,
    between_chairs,
    closed_to,
    is_small_child,
)
from caseworker.domain.intervention import InterventionState
from caseworker.domain.rights import Answer, Decided, RightAnswer, RightCode

TODAY = date(2026, 11, 22)
S = InterventionState
RULES = GapRules(
    offered={"sfi-kurs", "skolplacering", "praktik", "at-und"},
    fulfils={"sfi-kurs": "sfi", "skolplacering": "skola", "gone": "vard", "at-und": "arbete"},
    meets={"swedish": ("sfi-kurs", "sprakcafe"), "network": ("not-offered",)},
    requirements=(
        Requires("program", "care", Whom.SMALL_CHILD),
        Requires("preschool", "work"),
    ),
    givers={"care": ("preschool",), "work": ("program",)},
)


@dataclass(frozen=True)
class Step:
    state: S
    day: date


@dataclass
class Put:
    type: str
    state: str = S.PROPOSED
    actor: str = "regionen"
    recorded: date = TODAY
    ends: date | None = None
    steps: list[Step] = field(default_factory=list)


def right(code: RightCode, answer: Answer, *asks: str) -> RightAnswer:
    return RightAnswer(code, Decided(answer, None, asks), None, None, None, Facts("NY-FLY", TODAY), TODAY)


def fallen(situation: Situation) -> list[tuple[Between, str]]:
    return [(one.kind, one.code) for one in between_chairs(situation, RULES, TODAY)]


@pytest.mark.parametrize("state", S)
def test_a_right_falls_until_something_is_under_way_or_done(state: S) -> None:
    situation = Situation([right(RightCode.SFI, Answer.YES)], (), [Put("sfi-kurs", state)])
    missing = state in {S.PROPOSED, S.DECLINED, S.INTERRUPTED}
    assert ((Between.RIGHT, "sfi") in fallen(situation)) is missing


def test_what_the_law_allows_is_told_apart_and_what_depends_on_a_fact_is_not_told() -> None:
    rights = [
        right(RightCode.SCHOOL, Answer.CONDITIONAL),
        right(RightCode.SFI, Answer.CONDITIONAL, "born"),
        right(RightCode.HOUSING, Answer.YES),  # nothing in the catalogue fulfils it
        right(RightCode.WORK, Answer.YES),  # a permission
        right(RightCode.CARE, Answer.YES),  # what fulfils it is no longer offered
    ]
    assert fallen(Situation(rights, (), ())) == [(Between.MAY, "skola")]
    assert fallen(Situation([right(RightCode.SCHOOL, Answer.NO)], (), ())) == []


def test_a_need_falls_until_an_intervention_is_under_way_or_was_completed_after_it() -> None:
    needs = [Need("swedish", "wishes", "", TODAY), Need("network", "wishes", "", TODAY)]
    told = [(Between.NEED, "swedish")]
    assert fallen(Situation((), needs, ())) == told
    assert fallen(Situation((), needs, [Put("sprakcafe", S.ONGOING)])) == []
    assert fallen(Situation((), needs, [Put("sprakcafe")])) == told
    for ends, missing in ((TODAY, []), (TODAY - timedelta(days=1), told), (None, told)):
        assert fallen(Situation((), needs, [Put("sprakcafe", S.COMPLETED, ends=ends)])) == missing


@pytest.mark.parametrize("days", [LONG, LONG + 1])
def test_a_ball_that_lies_with_another_is_told_after_a_month(days: int) -> None:
    put = Put("praktik", S.REFERRED, steps=[Step(S.REFERRED, TODAY - timedelta(days=days))])
    expected = [] if days == LONG else [(Between.WAITING, "regionen")]
    assert fallen(Situation((), (), [put])) == expected


def test_a_ball_that_lies_with_the_office_is_no_gap() -> None:
    put = Put("praktik", S.DECIDED, recorded=TODAY - timedelta(days=200))
    assert fallen(Situation((), (), [put])) == []


def test_a_round_is_told_where_it_is_asked_of_her() -> None:
    wanted = [Put("program")]
    mother = frozenset({Whom.SMALL_CHILD})
    (found,) = between_chairs(Situation((), (), wanted, whom=mother), RULES, TODAY)
    assert (found.kind, found.code) == (Between.DEADLOCK, "preschool+program")
    assert found.deadlock is not None
    assert found.deadlock.types == ("program", "preschool")
    assert fallen(Situation((), (), wanted)) == []
    assert fallen(Situation((), (), wanted, facts=frozenset({"care"}), whom=mother)) == []
    assert fallen(Situation((), (), [Put("program", S.ONGOING)], whom=mother)) == []
    assert fallen(Situation((), (), wanted, whom=mother, standing_known=False)) == []


def test_small_children_are_one_to_five_and_may_all_be_cared_for() -> None:
    born = date(2021, 2, 28)
    assert [is_small_child(born, day) for day in (date(2022, 2, 27), date(2022, 2, 28))] == [False, True]
    assert [is_small_child(born, day) for day in (date(2027, 2, 27), date(2027, 2, 28))] == [True, False]
    assert not is_small_child(None, TODAY)
    assert asked_of((), ()) == (frozenset(), frozenset({"barnomsorg"}))
    assert asked_of({"a", "b"}, {"a"}) == (frozenset({Whom.SMALL_CHILD}), frozenset())
    assert asked_of({"a"}, {"a"}) == (frozenset({Whom.SMALL_CHILD}), frozenset({"barnomsorg"}))


def test_who_has_settled_on_her_own_is_assigned_no_home() -> None:
    assert closed_to("sjalvbosatt") == {"bostad-anvisning", "boende-kommun"}
    assert closed_to("anvisad") == frozenset()


_PUTS = st.builds(Put, st.sampled_from(["sfi-kurs", "program", "preschool"]), st.sampled_from(S), ends=st.none())
_RIGHTS = st.builds(right, st.sampled_from(RightCode), st.sampled_from(Answer))


@settings(max_examples=60, deadline=None)
@given(st.lists(_PUTS, max_size=6), st.lists(_RIGHTS, max_size=6), st.booleans())
def test_it_never_raises_and_the_most_pressing_stand_first(
    puts: list[Put], rights: list[RightAnswer], mother: bool
) -> None:
    whom = frozenset({Whom.SMALL_CHILD} if mother else ())
    found: tuple[Fallen, ...] = between_chairs(Situation(rights, (), puts, whom=whom), RULES, TODAY)
    order = [list(Between).index(one.kind) for one in found]
    assert order == sorted(order)
