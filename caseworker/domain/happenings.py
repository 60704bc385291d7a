"""What the register holds of a person that may say something the law asks about: interventions, boende, relations.

Which of it says what is data: ``follows`` of a word in ``resources/lawbook/facts.toml``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from caseworker.domain.intervention import InterventionState
from caseworker.domain.rows import AxisRow, InterventionRow, RelationRow


class Thing(StrEnum):
    """What it is that happened."""

    INTERVENTION = "intervention"  # insats
    ACCOMMODATION = "accommodation"  # boendeform
    RELATION = "relation"  # relation


class Happens(StrEnum):
    """What came of it."""

    BEGUN = "begun"
    ENDED = "ended"
    EVIDENCE = "evidence"  # a piece of evidence was seen
    OUTCOME = "outcome"  # it was completed with an outcome


class Sign(NamedTuple):
    """A kind of thing that happens: ``detail`` is the code of the evidence or the outcome."""

    thing: Thing
    code: str
    happens: Happens = Happens.BEGUN
    detail: str = ""


class Happening(NamedTuple):
    """One thing that happened to a person; what was ``BEGUN`` goes on to ``ends``, everything else lasts."""

    sign: Sign
    begins: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class FactSource:
    """What a day or circumstance follows from; ``running``: only while it goes on."""

    signs: tuple[Sign, ...]
    running: bool = False


_BEGUN = (InterventionState.ONGOING, InterventionState.COMPLETED)
_OVER = (InterventionState.COMPLETED, InterventionState.INTERRUPTED)


def of_file(
    interventions: Iterable[InterventionRow], accommodations: Iterable[AxisRow], relations: Iterable[RelationRow]
) -> tuple[Happening, ...]:
    """Return what happened by the rows of a file."""
    found: list[Happening] = []
    for row in interventions:
        went_on = [step.day for step in row.steps if step.state == InterventionState.ONGOING]
        ongoing = min(went_on, default=None)
        found += of_intervention(row.type, row.state, row.begins, row.ends, row.outcome_code, ongoing)
        found += (of_evidence(row.type, tick.code, tick.day) for tick in row.ticks)
    found += (Happening(Sign(Thing.ACCOMMODATION, one.code), one.begins, one.ends) for one in accommodations)
    found += (Happening(Sign(Thing.RELATION, one.kind), one.begins, one.ends) for one in relations)
    return tuple(found)


def of_intervention(
    type: str, state: str, begins: date | None, ends: date | None, outcome: str, ongoing: date | None
) -> Iterator[Happening]:
    """Yield what happened to an intervention; ``ongoing`` is the first day it was said to go on.

    Days of one that has not begun, and the last day of one that goes on, are only planned.
    """
    begun = (begins or ongoing) if state in _BEGUN or ongoing is not None else None
    over = ends if state in _OVER else None
    completed = state == InterventionState.COMPLETED
    if begun is not None:
        yield Happening(Sign(Thing.INTERVENTION, type), begun, over)
    if over is not None and (begun is not None or completed):
        yield Happening(Sign(Thing.INTERVENTION, type, Happens.ENDED), over)
    if over is not None and completed and outcome:
        yield Happening(Sign(Thing.INTERVENTION, type, Happens.OUTCOME, outcome), over)


def of_evidence(type: str, code: str, day: date) -> Happening:
    """Return that a piece of evidence was seen."""
    return Happening(Sign(Thing.INTERVENTION, type, Happens.EVIDENCE, code), day)
