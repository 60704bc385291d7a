"""Interventions (insatser): adding one and moving it to its next state."""

from dataclasses import dataclass
from datetime import date

import uuid_utils

from caseworker import codes
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.domain.ids import InterventionId, PersonId
from caseworker.domain.intervention import Intervention, InterventionState
from caseworker.errors import Refused
from caseworker.services.registry import service
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class EnteredIntervention:
    """An intervention as chosen: catalogue codes, state and days. ``actor`` "" takes the type's usual actor."""

    type: str
    actor: str = ""
    state: InterventionState = InterventionState.PROPOSED
    begins: date | None = None
    ends: date | None = None
    outcome: str = ""


@service(needs="intervention.record", record="person", retention="case", undo="intervention")
def add_intervention(register: Register, *, person: PersonId, entered: EnteredIntervention, by: User) -> Changes:
    """Add an intervention (insats) to a person's case.

    Raises ``Refused`` with ``intervention.unknown_type``, ``intervention.unknown_actor`` or ``period.backwards``.
    """
    kind = codes.intervention_type(entered.type)
    actor = codes.actor(entered.actor or kind.actor).code
    if entered.begins and entered.ends and entered.ends < entered.begins:
        raise Refused("period.backwards", begins=entered.begins, ends=entered.ends)
    with register.change(by=by) as tx:
        intervention = Intervention(
            id=InterventionId(str(uuid_utils.uuid7())),
            person_id=person,
            case_id=tx.cases.of_person(person).id,
            type=kind.code,
            area=kind.area,
            actor=actor,
            state=entered.state,
            recorded=register.today(),
            begins=entered.begins,
            ends=entered.ends,
            outcome=tidy(entered.outcome),
        )
        tx.add(intervention)
        tx.note(Event("intervention.added", person, {"intervention": intervention.id, "entered": entered}))
        tx.touched(person=person)
        return tx.commit(created=intervention.id)


@service(needs="intervention.record", record="person", retention="case", undo="intervention_state")
def move_intervention(
    register: Register,
    *,
    intervention: InterventionId,
    state: InterventionState,
    day: date,
    outcome: str = "",
    version: int | None = None,
    by: User,
) -> Changes:
    """Move an intervention to its next state on ``day``.

    Raises ``Refused("intervention.transition")``, or ``Refused("register.changed_meanwhile")`` when it is no longer
    the ``version`` that was read, if any.
    """
    with register.change(by=by) as tx:
        moved = tx.interventions.get(intervention, version=version)
        moved.move_to(state, day=day, outcome=tidy(outcome))
        tx.note(Event("intervention.moved", moved.person_id, {"intervention": intervention, "state": state.value}))
        tx.touched(person=moved.person_id)
        return tx.commit()
