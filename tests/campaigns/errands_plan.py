"""Errands of plans, declined suggestions and mappings; part of ``errands.py``."""

from collections.abc import Callable

from caseworker.domain.early_mapping import EnteredAnswer
from caseworker.domain.plan import Approval, EnteredPlan, EnteredSubGoal
from caseworker.services import early_mapping, plan, plan_print, suggestions
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _planning(hands: Hands) -> Acks:
    person, today = a_person(hands), hands.register.today()
    yield Ack("people.register_person", person)
    entered = EnteredPlan("Arbeta som undersköterska", (EnteredSubGoal("Sfi D"),))
    hands.do(plan.draft_plan, person=person, entered=entered, by=MAJ)
    yield Ack("plan.draft_plan", person)
    hands.do(plan.approve_plan, person=person, day=today, how=Approval.MEETING, by=MAJ)
    yield Ack("plan.approve_plan", person)
    current = plan.read_plan(hands.register, person=person, by=MAJ).current
    assert current is not None
    goal = current.sub_goals[0].id
    hands.do(plan.reach_sub_goal, person=person, goal=goal, reached=today, by=MAJ)
    yield Ack("plan.reach_sub_goal", person)
    hands.do(plan_print.print_plan, person=person, language="ar", dots_per_inch=20, by=MAJ)
    yield Ack("plan_print.print_plan", person)
    hands.do(plan.draft_plan, person=person, entered=EnteredPlan("Egen lön"), by=MAJ)
    hands.do(plan.discard_plan_draft, person=person, by=MAJ)
    yield Ack("plan.discard_plan_draft", person)


def _mapping(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    hands.do(early_mapping.begin_mapping, person=person, by=MAJ)
    yield Ack("early_mapping.begin_mapping", person)
    hands.do(early_mapping.record_interpreter, person=person, interpreter="Tolk 417", interpreter_language="ar", by=MAJ)
    yield Ack("early_mapping.record_interpreter", person)
    hands.do(early_mapping.record_health_consent, person=person, given=True, by=MAJ)
    yield Ack("early_mapping.record_health_consent", person)
    wishes = EnteredAnswer(("people",), "Vill lära känna grannar")
    hands.do(early_mapping.keep_answer, person=person, question="wishes", answer=wishes, by=MAJ)
    yield Ack("early_mapping.keep_answer", person)
    proposed = suggestions.list_suggestions(hands.register, person=person, by=MAJ).proposed
    type = next(one.type for one in proposed if one.payer)
    hands.do(suggestions.decline_suggestion, person=person, type=type, reason="Vill vänta", by=MAJ)
    yield Ack("suggestions.decline_suggestion", person)
    hands.do(early_mapping.finish_mapping, person=person, by=MAJ)
    yield Ack("early_mapping.finish_mapping", person)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_planning: 2, _mapping: 2}
LOGGED = {
    "plan.draft_plan": "plan.drafted",
    "plan.approve_plan": "plan.approved",
    "plan.reach_sub_goal": "plan.goal_reached",
    "plan.discard_plan_draft": "plan.draft_discarded",
    "plan_print.print_plan": "plan.printed",
    "early_mapping.begin_mapping": "mapping.begun",
    "early_mapping.record_interpreter": "mapping.interpreter_recorded",
    "early_mapping.record_health_consent": "mapping.consent_recorded",
    "early_mapping.finish_mapping": "mapping.finished",
    "suggestions.decline_suggestion": "suggestion.declined",
}
KEPT = {"early_mapping.keep_answer": "SELECT person_id FROM mapping_answers"}
TOGETHER = {
    "an approved plan": (
        "SELECT count(*) FROM plans WHERE approved IS NOT NULL",
        "SELECT count(*) FROM audit WHERE action = 'plan.approved'",
    ),
    "a mapping": ("SELECT count(*) FROM mappings", "SELECT count(*) FROM audit WHERE action = 'mapping.begun'"),
    "a declined suggestion": (
        "SELECT count(*) FROM declines",
        "SELECT count(*) FROM audit WHERE action = 'suggestion.declined'",
    ),
}
