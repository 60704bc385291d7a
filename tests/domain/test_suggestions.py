"""What is proposed and what is left out: rights, needs, what is done, what must be in place, what was declined."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.early_mapping import Need
from caseworker.domain.intervention import InterventionState
from caseworker.domain.law import Certainty, cite
from caseworker.domain.rights import Answer, RightCode
from caseworker.domain.suggestions import (
    DeclineRow,
    Done,
    LeftOutWhy,
    Offer,
    Requirement,
    RightToday,
    Suggestions,
    basis_of,
    suggest,
)

TODAY = date(2026, 11, 22)
SFI = (cite("2010:800 20:31"),)
RIGHT = RightToday(RightCode.SFI, Answer.YES, "skollagen", SFI, "Har rätt", None, Certainty.IN_FORCE)
COURSE = Offer("sfi-kurs", "kommunen", RightCode.SFI, cites=SFI, needs=frozenset({"swedish"}))
CAFE = Offer("sprakcafe", "civilsamhallet", payer="civilsamhallet", needs=frozenset({"swedish", "network"}))
SWEDISH = Need("swedish", "swedish", "", TODAY)
MORNING = datetime(2026, 11, 22, 8, tzinfo=UTC)


def only(found: Suggestions) -> tuple[list[str], list[tuple[str, LeftOutWhy]]]:
    return [one.offer.type for one in found.proposed], [(one.type, one.why) for one in found.left_out]


def test_a_need_and_a_right_are_proposed_together() -> None:
    found = suggest([COURSE, CAFE], {RightCode.SFI: RIGHT}, [SWEDISH], [], [])
    assert only(found) == (["sfi-kurs", "sprakcafe"], [])
    assert found.proposed[0].needs == (SWEDISH,)
    assert found.proposed[0].right is RIGHT
    assert found.proposed[1].right is None


def test_a_right_that_nothing_answers_is_proposed_once_without_a_need() -> None:
    first = replace(COURSE, type="sfi-anmalan")
    found = suggest([first, COURSE], {RightCode.SFI: RIGHT}, [], [], [])
    assert only(found) == (["sfi-anmalan"], [("sfi-kurs", LeftOutWhy.NO_NEED)])
    running = [Done("sfi-anmalan", InterventionState.ONGOING)]
    assert only(suggest([first, COURSE], {RightCode.SFI: RIGHT}, [], running, []))[0] == []


@pytest.mark.parametrize(
    ("offer", "right", "state", "why"),
    [
        (COURSE, RIGHT, InterventionState.DECIDED, LeftOutWhy.ACTIVE),
        (COURSE, RIGHT, InterventionState.COMPLETED, LeftOutWhy.DONE),
        (COURSE, replace(RIGHT, answer=Answer.NO), None, LeftOutWhy.NO_RIGHT),
        (COURSE, replace(RIGHT, answer=Answer.NOT_APPLICABLE), None, LeftOutWhy.NO_RIGHT),
        (COURSE, replace(RIGHT, answer=Answer.MISSING), None, LeftOutWhy.LAW_UNKNOWN),
        (COURSE, None, None, LeftOutWhy.LAW_UNKNOWN),
        (COURSE, replace(RIGHT, cites=(cite("1994:137 3"),)), None, LeftOutWhy.OTHER_LAW),
        (COURSE, replace(RIGHT, cites=(cite("2010:800 7:3"),)), None, LeftOutWhy.OTHER_LAW),
        (replace(CAFE, needs=frozenset()), RIGHT, None, LeftOutWhy.NO_NEED),
        (replace(CAFE, requires=(Requirement("adress", ("bostad",)),)), RIGHT, None, LeftOutWhy.REQUIRES),
    ],
)
def test_what_is_left_out_says_why(
    offer: Offer, right: RightToday | None, state: InterventionState | None, why: LeftOutWhy
) -> None:
    done = [] if state is None else [Done(offer.type, state)]
    rights = {} if right is None else {RightCode.SFI: right}
    assert only(suggest([offer], rights, [SWEDISH], done, [])) == ([], [(offer.type, why)])


@pytest.mark.parametrize("answer", [Answer.CONDITIONAL, Answer.YES])
def test_a_right_that_depends_on_something_needs_a_need(answer: Answer) -> None:
    rights = {RightCode.SFI: replace(RIGHT, answer=answer)}
    assert bool(suggest([COURSE], rights, [], [], []).proposed) is (answer is Answer.YES)
    assert suggest([COURSE], rights, [SWEDISH], [], []).proposed


def test_what_was_declined_or_broken_off_may_come_again() -> None:
    for state in (InterventionState.DECLINED, InterventionState.INTERRUPTED):
        assert suggest([CAFE], {}, [SWEDISH], [Done("sprakcafe", state)], []).proposed


def test_what_must_be_in_place_may_be_known_or_given_by_another() -> None:
    asks = replace(CAFE, requires=(Requirement("adress", ("bostad",)),))
    assert suggest([asks], {}, [SWEDISH], [], [], frozenset({"adress"})).proposed
    assert suggest([asks], {}, [SWEDISH], [Done("bostad", InterventionState.ONGOING)], []).proposed
    proposed_only = [Done("bostad", InterventionState.PROPOSED)]
    left = suggest([asks], {}, [SWEDISH], proposed_only, []).left_out
    assert [(one.why, one.what) for one in left] == [(LeftOutWhy.REQUIRES, ("adress",))]


def test_the_most_urgent_comes_first_then_the_surest() -> None:
    soon = replace(RIGHT, right=RightCode.WORK, ends=TODAY + timedelta(days=11))
    maybe = replace(RIGHT, answer=Answer.CONDITIONAL)
    late = Offer("praktik", "arbetsformedlingen", RightCode.WORK, cites=SFI, needs=frozenset({"swedish"}))
    rights = {RightCode.SFI: maybe, RightCode.WORK: soon, RightCode.HOUSING: replace(RIGHT, right=RightCode.HOUSING)}
    home = Offer("bostad", "kommunen", RightCode.HOUSING, cites=SFI)
    assert only(suggest([COURSE, home, late], rights, [SWEDISH], [], []))[0] == ["praktik", "bostad", "sfi-kurs"]


def test_a_decline_holds_until_what_it_rested_on_changes() -> None:
    rights = {RightCode.SFI: RIGHT}
    basis = suggest([COURSE], rights, [SWEDISH], [], []).proposed[0].basis
    kept = DeclineRow("1", "sfi-kurs", "Vill vänta", basis, "2026-11-22", MORNING, "Maj Ekholm")
    older = replace(kept, id="0", basis="something else", at=MORNING - timedelta(days=1))
    found = suggest([COURSE], rights, [SWEDISH], [], [kept, older])
    assert only(found) == ([], [("sfi-kurs", LeftOutWhy.DECLINED)])
    assert found.left_out[0].decline == kept
    changed = {RightCode.SFI: replace(RIGHT, ends=TODAY)}
    assert only(suggest([COURSE], changed, [SWEDISH], [], [kept]))[0] == ["sfi-kurs"]
    more = [SWEDISH, Need("network", "wishes", "", TODAY)]
    assert basis_of(CAFE, None, more) != basis_of(CAFE, None, [SWEDISH])
    assert basis_of(CAFE, None, more) == basis_of(CAFE, None, reversed(more))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(list(Answer)), min_size=2, max_size=2),
    st.sets(st.sampled_from(["swedish", "network"])),
    st.lists(
        st.tuples(st.sampled_from(["sfi-kurs", "sprakcafe", "praktik"]), st.sampled_from(list(InterventionState)))
    ),
)
def test_every_offer_is_proposed_or_left_out_once(
    answers: list[Answer], needs: set[str], done: list[tuple[str, InterventionState]]
) -> None:
    rights = {RightCode.SFI: replace(RIGHT, answer=answers[0])}
    offers = [COURSE, CAFE, Offer("praktik", "arbetsformedlingen", cites=SFI, needs=frozenset({"network"}))]
    told = [Need(code, "wishes", "", TODAY) for code in sorted(needs)]
    found = suggest(offers, rights, told, [Done(*one) for one in done], [])
    types = [one.offer.type for one in found.proposed] + [one.type for one in found.left_out]
    assert sorted(types) == sorted(one.type for one in offers)
    for one in found.proposed:
        assert one.right is None or one.right.answer in (Answer.YES, Answer.CONDITIONAL)
        assert one.needs or (one.right is not None and one.right.answer is Answer.YES)
