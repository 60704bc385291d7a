"""How long each step of an intervention takes (ledtider): of one, and usually, as medians split by sex. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Protocol

from caseworker.domain.intervention import NOT_BEGUN, ROAD, InterventionState, Stepped
from caseworker.domain.person import Sex

ENOUGH = 5  # steps: a median of fewer tells little, and may tell of whom


class Walked(Protocol):
    """An intervention of somebody whose sex is known or not, with its steps, oldest first."""

    @property
    def type(self) -> str: ...  # noqa: D102 - a code of the catalogue
    @property
    def sex(self) -> str: ...  # noqa: D102 - a Sex
    @property
    def steps(self) -> Sequence[Stepped]: ...  # noqa: D102 - oldest first


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How many days a type usually stays in ``state`` before the next one of the road: medians.

    None where fewer than five steps are known. ``steps`` is how many there are, those of unknown sex among them, and
    ``everybody`` their median.
    """

    type: str
    state: InterventionState
    women: float | None
    men: float | None
    steps: int
    everybody: float | None = None


@dataclass(frozen=True, slots=True)
class StepTime:
    """How many days one intervention was in ``state`` before it went on; ``lasts`` when it still is."""

    state: InterventionState
    days: int
    lasts: bool = False


def step_times(steps: Sequence[Stepped], today: date) -> tuple[StepTime, ...]:
    """Return how long each step of one intervention took on its way to ongoing; ``steps`` stand oldest first."""
    found = []
    for before, after in zip(steps, (*steps[1:], None), strict=False):
        state = InterventionState(before.state)
        if state in NOT_BEGUN:
            days = ((today if after is None else after.day) - before.day).days
            found.append(StepTime(state, max(days, 0), lasts=after is None))
    return tuple(found)


def lead_times(walked: Iterable[Walked]) -> tuple[LeadTime, ...]:
    """Return the median days of every step from proposed to ongoing, by type and along the road.

    A step that was passed over counts with the one before it. What was declined or interrupted ends what is counted.
    """
    days: dict[tuple[str, InterventionState], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in walked:
        for before, after in zip(one.steps, one.steps[1:], strict=False):
            state = InterventionState(before.state)
            if state in NOT_BEGUN and after.state in ROAD:
                days[one.type, state][one.sex].append((after.day - before.day).days)
    order = sorted(days.items(), key=lambda item: (item[0][0], ROAD.index(item[0][1])))
    return tuple(
        LeadTime(type, state, _median(of[Sex.WOMAN]), _median(of[Sex.MAN]), len(every), _median(every))
        for (type, state), of in order
        for every in ([days for some in of.values() for days in some],)
    )


def _median(days: Sequence[int]) -> float | None:
    return median(days) if len(days) >= ENOUGH else None
