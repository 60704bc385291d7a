"""Interventions (insatser): what is done, by whom, in which state, with what outcome."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseworker.domain.ids import CaseId, InterventionId, PersonId
from caseworker.errors import Refused


class InterventionState(StrEnum):
    """Where an intervention stands (läge)."""

    PROPOSED = "proposed"  # föreslagen
    DECIDED = "decided"  # beslutad
    REFERRED = "referred"  # remitterad
    ACCEPTED = "accepted"  # accepterad
    ONGOING = "ongoing"  # pågår
    COMPLETED = "completed"  # avslutad
    DECLINED = "declined"  # avböjd
    INTERRUPTED = "interrupted"  # avbruten


_S = InterventionState
NEXT_STATES: dict[InterventionState, frozenset[InterventionState]] = {
    _S.PROPOSED: frozenset({_S.DECIDED, _S.DECLINED}),
    _S.DECIDED: frozenset({_S.REFERRED, _S.ONGOING, _S.DECLINED, _S.INTERRUPTED}),
    _S.REFERRED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.INTERRUPTED}),
    _S.ACCEPTED: frozenset({_S.ONGOING, _S.DECLINED, _S.INTERRUPTED}),
    _S.ONGOING: frozenset({_S.COMPLETED, _S.INTERRUPTED}),
    _S.COMPLETED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.INTERRUPTED: frozenset(),
}
FINAL_STATES = frozenset(state for state, following in NEXT_STATES.items() if not following)


@dataclass(eq=False)
class Intervention:
    """One intervention. ``type``, ``area`` and ``actor`` are codes of the shipped catalogue."""

    id: InterventionId
    person_id: PersonId
    case_id: CaseId
    type: str
    area: str
    actor: str
    state: InterventionState
    recorded: date
    begins: date | None = None
    ends: date | None = None
    outcome: str = ""
    version: int = 1

    def move_to(self, state: InterventionState, *, day: date, outcome: str = "") -> None:
        """Go to ``state`` on ``day``. Raises ``Refused("intervention.transition")`` when that step does not exist.

        Work that begins gets its first day, work that ends its last; an end before the beginning is refused.
        """
        if state not in NEXT_STATES[self.state]:
            raise Refused("intervention.transition", current=self.state.value, wanted=state.value)
        if state in FINAL_STATES:
            if self.begins is not None and day < self.begins:
                raise Refused("period.backwards", begins=self.begins, ends=day)
            self.ends = day
            self.outcome = outcome
        if state is InterventionState.ONGOING and self.begins is None:
            self.begins = day
        self.state = state
