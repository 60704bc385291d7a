"""Interventions over time: with whom the ball lies, follow-ups, days of steps, and the catalogue under local rows."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain import intervention as iv
from caseworker.domain.ids import CaseId, InterventionId, PersonId, StaffId
from caseworker.domain.intervention import Holder, Intervention, InterventionState, InterventionStep
from caseworker.domain.intervention_types import InterventionType, LocalChange, LocalIntervention, catalogue
from caseworker.errors import Refused

DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
S = InterventionState


@dataclass(frozen=True)
class Taken:
    state: str
    day: date


def taken(*steps: tuple[InterventionState, int]) -> list[Taken]:
    return [Taken(state, DAY + timedelta(days=after)) for state, after in steps]


def work(state: InterventionState = S.PROPOSED) -> Intervention:
    return Intervention(
        InterventionId("i"), PersonId("p"), CaseId("c"), "sfi-kurs", "utbildning", "kommunen", state, DAY
    )


@pytest.mark.parametrize(
    ("steps", "holder", "since"),
    [
        (taken((S.PROPOSED, 0)), Holder.OFFICE, 0),
        (taken((S.PROPOSED, 0), (S.DECIDED, 3)), Holder.OFFICE, 0),
        (taken((S.PROPOSED, 0), (S.DECIDED, 3), (S.REFERRED, 5)), Holder.ACTOR, 5),
        (taken((S.PROPOSED, 0), (S.DECIDED, 3), (S.REFERRED, 5), (S.ACCEPTED, 9)), Holder.ACTOR, 5),
        (taken((S.DECIDED, 3), (S.ONGOING, 5)), Holder.NOBODY, 5),
        (taken((S.ONGOING, 5), (S.COMPLETED, 8)), Holder.NOBODY, 5),
    ],
)
def test_the_ball_lies_with_the_same_holder_since_the_first_step_that_left_it_there(
    steps: list[Taken], holder: Holder, since: int
) -> None:
    found = iv.waiting(steps[-1].state, steps, DAY - timedelta(days=9), DAY + timedelta(days=39))
    assert (found.holder, found.since, found.days) == (holder, DAY + timedelta(days=since), 39 - since)


def test_without_steps_the_ball_lies_there_since_it_was_recorded_and_no_days_are_negative() -> None:
    assert iv.waiting("referred", [], DAY, DAY + timedelta(days=34)).days == 34
    assert iv.waiting("referred", [], DAY, DAY - timedelta(days=3)).days == 0


@given(st.lists(st.sampled_from(list(S)), min_size=1, max_size=6), st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_the_days_waited_never_exceed_those_since_the_first_step(states: list[InterventionState], days: int) -> None:
    steps = taken(*((state, number) for number, state in enumerate(states)))
    found = iv.waiting(states[-1], steps, DAY, DAY + timedelta(days=days))
    assert 0 <= found.days <= days
    assert found.since <= steps[-1].day


def test_only_what_was_completed_is_followed_up_after_six_and_twelve_months() -> None:
    assert iv.follow_up_days("completed", date(2026, 8, 31)) == {6: date(2027, 2, 28), 12: date(2027, 8, 31)}
    assert iv.follow_up_days("completed", None) == {}
    assert iv.follow_up_days("interrupted", DAY) == {}


def test_every_state_has_a_place_on_the_road() -> None:
    assert [iv.step_on_road(state) for state in iv.ROAD] == [(number, 6) for number in range(1, 7)]
    assert iv.step_on_road("declined") == iv.step_on_road("interrupted") == (6, 6)


@pytest.mark.parametrize("state", [S.DECLINED, S.INTERRUPTED])
def test_who_declines_or_interrupts_says_why(state: InterventionState) -> None:
    one = work(S.DECIDED)
    with pytest.raises(Refused, match="intervention.reason_missing"):
        one.move_to(state, day=DAY)
    one.move_to(state, day=DAY, outcome="Flyttade")
    assert (one.state, one.outcome, one.ends) == (state, "Flyttade", DAY)


def test_a_step_is_not_taken_before_the_last_one_nor_in_the_future() -> None:
    one = work()
    one.steps.append(InterventionStep("s", one.id, one.person_id, S.PROPOSED, DAY, NOW, StaffId("maj")))
    with pytest.raises(Refused, match="intervention.in_future"):
        one.move_to(S.DECIDED, day=DAY + timedelta(days=1), today=DAY)
    one.move_to(S.DECIDED, day=DAY, today=DAY)
    one.steps.append(InterventionStep("t", one.id, one.person_id, S.DECIDED, DAY, NOW, StaffId("maj")))
    with pytest.raises(Refused, match="intervention.before_last_step"):
        one.move_to(S.REFERRED, day=DAY - timedelta(days=1))
    assert one.state is S.DECIDED


def test_what_was_decided_before_it_was_recorded_was_proposed_by_then() -> None:
    one = work()
    one.steps.append(InterventionStep("s", one.id, one.person_id, S.PROPOSED, DAY, NOW, StaffId("maj")))
    one.move_to(S.DECIDED, day=DAY - timedelta(days=20), today=DAY)
    assert one.steps[0].day == DAY - timedelta(days=20)


def test_work_that_begins_earlier_than_planned_begins_then() -> None:
    one = work(S.DECIDED)
    one.begins = DAY + timedelta(days=30)
    one.move_to(S.ONGOING, day=DAY)
    assert one.begins == DAY


@pytest.mark.parametrize("hours", [(None, None), (0, None), (62, 100), (None, 100), (100, 100)])
def test_hours_are_counted_as_far_as_they_are_known(hours: tuple[int | None, int | None]) -> None:
    iv.require_hours(*hours)


@pytest.mark.parametrize("hours", [(-1, None), (None, -1), (101, 100), (iv.MOST_HOURS + 1, None)])
def test_hours_that_cannot_be_are_refused(hours: tuple[int | None, int | None]) -> None:
    with pytest.raises(Refused, match="intervention.hours"):
        iv.require_hours(*hours)


def test_the_scale_goes_from_one_to_five() -> None:
    for scale in (None, 1, 5):
        iv.require_scale(scale)
    for scale in (0, 6):
        with pytest.raises(Refused, match="intervention.scale"):
            iv.require_scale(scale)


# The catalogue
SFI = InterventionType(
    "sfi-kurs", "utbildning", "kommunen", "Sfi", "SFI", law=("2010:800 20:31",), evidence=("antagen",)
)
BIKE = InterventionType(
    "cykelkurs", "fritid", "kommunen", "Cykelkurs", "Cycling", payer="kommunen", evidence=("genomford", "antagen")
)


def local(change: LocalChange, code: str = "cykelkurs", after: int = 0, **more: str) -> LocalIntervention:
    day = DAY + timedelta(days=after)
    return LocalIntervention(f"{code}{after}", code, change, day, NOW, StaffId("admin"), **more)


def test_a_shipped_type_is_voluntary_when_no_law_asks_for_it() -> None:
    assert (SFI.voluntary, BIKE.voluntary) == (False, True)
    assert catalogue((), (), DAY).offered == ()


def test_a_local_row_changes_actor_and_payer_from_its_day_on() -> None:
    rows = [local(LocalChange.CHANGED, actor="civilsamhallet", payer="socialnamnden")]
    assert catalogue([SFI, BIKE], rows, DAY - timedelta(days=1)).find("cykelkurs") == BIKE
    changed = catalogue([SFI, BIKE], rows, DAY).find("cykelkurs")
    assert changed == replace(BIKE, actor="civilsamhallet", payer="socialnamnden", local=True)
    assert catalogue([SFI, BIKE], [local(LocalChange.CHANGED)], DAY).find("cykelkurs").actor == "kommunen"


def test_what_is_hidden_is_not_offered_but_known_until_it_is_as_shipped_again() -> None:
    rows = [local(LocalChange.HIDDEN), local(LocalChange.SHIPPED, after=9)]
    hidden = catalogue([SFI, BIKE], rows, DAY + timedelta(days=8))
    assert (hidden.offered, hidden.known) == ((SFI,), (SFI, BIKE))
    assert catalogue([SFI, BIKE], rows, DAY + timedelta(days=9)).offered == (SFI, BIKE)


def test_an_own_intervention_stands_with_the_shipped_ones_and_keeps_its_words_when_hidden() -> None:
    own = local(LocalChange.OWN, "egen-1", area="fritid", actor="kommunen", payer="kommunen", sv="Odling")
    rows = [own, local(LocalChange.HIDDEN, "egen-1", after=5)]
    made = catalogue([SFI, BIKE], rows, DAY).find("egen-1")
    assert (made.sv, made.en, made.voluntary, made.local) == ("Odling", "Odling", True, True)
    assert made.evidence == ("antagen", "genomford")
    after = catalogue([SFI, BIKE], rows, DAY + timedelta(days=5))
    assert made in after.known
    assert made not in after.offered


def test_a_type_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        catalogue([SFI], (), DAY).find("x" * 50)
    assert (refused.value.code, refused.value.params) == ("intervention.unknown_type", {"code": "x" * 40})


def test_everything_that_hangs_on_it_follows_to_another_file() -> None:
    one, other = work(), PersonId("other")
    one.steps = [InterventionStep("s", one.id, one.person_id, S.PROPOSED, DAY, NOW, StaffId("maj"))]
    one.ticks = [iv.EvidenceTick("t", one.id, one.person_id, "antagen", DAY, StaffId("maj"))]
    one.follow_ups = [iv.FollowUp("f", one.id, one.person_id, 6, DAY, StaffId("maj"), "delvis")]
    one.move_parts(other)
    assert [one.steps[0].person_id, one.ticks[0].person_id, one.follow_ups[0].person_id] == [other] * 3
