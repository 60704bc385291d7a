"""How long steps take: of one intervention, and as medians by sex of all that have gone the same way."""

from dataclasses import dataclass
from datetime import date, timedelta

from caseworker.domain.intervention import ROAD, InterventionState
from caseworker.domain.lead_times import LeadTime, StepTime, lead_times, step_times

S = InterventionState


@dataclass(frozen=True)
class Step:
    state: S
    day: date


@dataclass(frozen=True)
class Gone:
    type: str
    sex: str
    steps: list[Step]


def walked(sex: str, *days: int, last: S | None = None) -> Gone:
    steps = [Step(state, date(2026, 1, 1) + timedelta(days=day)) for state, day in zip(ROAD, days, strict=False)]
    return Gone("praktik", sex, steps if last is None else [*steps[:-1], Step(last, steps[-1].day)])


def test_lead_times_are_medians_by_sex_along_the_road() -> None:
    people = [
        *[walked("woman", 0, days, days + 5) for days in (3, 9, 10, 30, 31)],
        *[walked("man", 0, days) for days in (1, 2, 4, 50)],
        walked("unknown", 0, 100),
        walked("woman", 0, 3, last=S.DECLINED),  # a step off the road is no step on it
        walked("man", 0, 3, 4, 5, 6, 9),
    ]
    found = {one.state: one for one in lead_times(people)}
    assert list(found) == [S.PROPOSED, S.DECIDED, S.REFERRED, S.ACCEPTED]
    assert found[S.PROPOSED] == LeadTime("praktik", S.PROPOSED, 10, 3, 11, 9)
    assert found[S.DECIDED] == LeadTime("praktik", S.DECIDED, 5, None, 6, 5)  # of one man nothing is told
    assert lead_times(()) == ()


def test_the_steps_of_one_intervention_take_days_until_it_goes_on() -> None:
    going = walked("woman", 0, 3, 4)
    assert step_times(going.steps, date(2026, 2, 1)) == (
        StepTime(S.PROPOSED, 3),
        StepTime(S.DECIDED, 1),
        StepTime(S.REFERRED, 27, lasts=True),
    )
    assert step_times(walked("woman", 0, 3, 4, 5, 6).steps, date(2026, 2, 1))[-1] == StepTime(S.ACCEPTED, 1)
    assert step_times(going.steps, date(2025, 1, 1))[-1].days == 0, "a clock that jumps"
    assert step_times((), date(2026, 11, 22)) == ()
