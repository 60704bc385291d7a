"""Plans in versions: drafted, approved, revised, compared, taken back; for children and linked files."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseworker.domain.early_mapping import EnteredAnswer, MappingAnswer
from caseworker.domain.household import EnteredRelation, RelationKind
from caseworker.domain.ids import InterventionId, PersonId
from caseworker.domain.intake import Intake
from caseworker.domain.intervention import InterventionState
from caseworker.domain.links import LinkGround
from caseworker.domain.plan import (
    Approval,
    ChangeKind,
    EnteredPlan,
    EnteredSubGoal,
    PlanChange,
    PlanComparison,
    PlanSheet,
)
from caseworker.domain.protection import ProtectionKind
from caseworker.errors import Refused
from caseworker.services import (
    early_mapping,
    household,
    interventions,
    linking,
    people,
    plan,
    protection,
    records,
    suggestions,
    undoing,
)
from caseworker.store import tables as t
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA
from tests.services.test_protection import ALI, Ring
from tests.services.test_records import words_in

TODAY = NOW.date()
WORK = EnteredPlan(
    " Arbeta som undersköterska ",
    (EnteredSubGoal("Sfi D", date(2027, 6, 11)), EnteredSubGoal("Validering", date(2027, 3, 1)), EnteredSubGoal(" ")),
)


@pytest.fixture
def person(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)


def sheet(register: Register, person: PersonId) -> PlanSheet:
    return plan.read_plan(register, person=person, by=MAJ)


def draft(register: Register, person: PersonId, entered: EnteredPlan = WORK) -> None:
    plan.draft_plan(register, person=person, entered=entered, by=MAJ)


def approve(register: Register, person: PersonId, day: date = TODAY) -> None:
    plan.approve_plan(register, person=person, day=day, how=Approval.MEETING, by=MAJ)


def as_entered(register: Register, person: PersonId) -> EnteredPlan:
    """Return the current version as the form shows it."""
    current = sheet(register, person).current
    assert current is not None
    goals = (EnteredSubGoal(one.text, one.due, one.key, one.reached) for one in current.sub_goals)
    return EnteredPlan(current.goal, tuple(goals))


def refused(code: str, act: Callable[..., object], register: Register, **given: Any) -> None:
    with pytest.raises(Refused) as fault:
        act(register, **given, by=MAJ)
    assert fault.value.code == code


def test_a_person_has_no_plan_until_one_is_drafted(register: Register, person: PersonId) -> None:
    assert sheet(register, person) == PlanSheet(person)
    draft(register, person)
    shown = sheet(register, person)
    assert shown.current is None
    assert shown.since is None
    assert shown.draft is not None
    assert (shown.draft.number, shown.draft.goal) == (1, "Arbeta som undersköterska")
    assert [(one.text, one.due) for one in shown.draft.sub_goals] == [
        ("Sfi D", date(2027, 6, 11)),
        ("Validering", date(2027, 3, 1)),
    ]


def test_a_draft_is_changed_in_its_place(register: Register, person: PersonId) -> None:
    draft(register, person)
    before = sheet(register, person).draft
    assert before is not None
    kept, gone = before.sub_goals
    entered = EnteredPlan(
        "Egen lön",
        (
            EnteredSubGoal("Förskola", None),
            EnteredSubGoal("Sfi D, klar", kept.due, kept.key),
            EnteredSubGoal("Sfi igen", None, kept.key),  # one key twice is a new sub-goal
            EnteredSubGoal("Okänd", None, "no such key"),
        ),
    )
    draft(register, person, entered)
    after = sheet(register, person).draft
    assert after is not None
    assert after.id == before.id
    assert [one.text for one in after.sub_goals] == ["Förskola", "Sfi D, klar", "Sfi igen", "Okänd"]
    assert after.sub_goals[1].id == kept.id
    assert gone.id not in {one.id for one in after.sub_goals}


def test_what_is_approved_holds_and_the_next_version_replaces_it(register: Register, person: PersonId) -> None:
    draft(register, person)
    approve(register, person)
    first = sheet(register, person).current
    assert first is not None
    assert (first.approved, first.approved_how, first.approved_by) == (TODAY, "meeting", "Maj Ekholm")
    revised = replace(as_entered(register, person), goal="Egen lön")
    draft(register, person, revised)
    shown = sheet(register, person)
    assert shown.current == first
    assert shown.draft is not None
    assert shown.draft.number == 2
    assert [one.key for one in shown.draft.sub_goals] == [one.key for one in first.sub_goals]
    approve(register, person)
    shown = sheet(register, person)
    assert shown.draft is None
    assert shown.current is not None
    assert (shown.current.number, shown.current.goal) == (2, "Egen lön")
    assert [one.number for one in shown.replaced] == [1]


def test_what_changed_since_last_is_told(register: Register, person: PersonId) -> None:
    entered = interventions.EnteredIntervention("sfi-kurs")
    course = interventions.add_intervention(register, person=person, entered=entered, by=MAJ).created
    draft(register, person)
    approve(register, person)
    assert sheet(register, person).since == PlanComparison(1, 1, ())
    interventions.add_intervention(
        register, person=person, entered=interventions.EnteredIntervention("praktik"), by=MAJ
    )
    interventions.move_intervention(
        register, intervention=InterventionId(course), state=InterventionState.DECIDED, day=TODAY, by=MAJ
    )
    now = as_entered(register, person)
    changed = replace(now, goal="Egen lön", sub_goals=(now.sub_goals[0], EnteredSubGoal("Förskola", date(2027, 1, 8))))
    draft(register, person, changed)
    since = sheet(register, person).since
    assert since is not None
    assert (since.before, since.now) == (1, 2)
    assert set(since.changes) == {
        PlanChange(ChangeKind.GOAL, "", "Arbeta som undersköterska", "Egen lön"),
        PlanChange(ChangeKind.SUB_GOAL_ADDED, "Förskola", now="2027-01-08"),
        PlanChange(ChangeKind.SUB_GOAL_REMOVED, "Validering", "2027-03-01"),
        PlanChange(ChangeKind.INTERVENTION_STATE, "sfi-kurs", "proposed", "decided"),
        PlanChange(ChangeKind.INTERVENTION_ADDED, "praktik", now="proposed"),
    }
    approve(register, person)
    assert plan.compare_plans(register, person=person, number=1, by=MAJ).changes == since.changes
    refused("plan.unknown", plan.compare_plans, register, person=person, number=7)


def test_a_sub_goal_is_reached_and_not_after_all(register: Register, person: PersonId) -> None:
    draft(register, person)
    refused("plan.unknown_goal", plan.reach_sub_goal, register, person=person, goal="none", reached=TODAY)
    approve(register, person)
    current = sheet(register, person).current
    assert current is not None
    goal = current.sub_goals[0].id
    refused("plan.unknown_goal", plan.reach_sub_goal, register, person=person, goal="none", reached=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    refused("plan.in_future", plan.reach_sub_goal, register, person=person, goal=goal, reached=tomorrow)
    for reached in (TODAY, None):
        plan.reach_sub_goal(register, person=person, goal=goal, reached=reached, by=MAJ)
        shown = sheet(register, person).current
        assert shown is not None
        assert shown.sub_goals[0].reached == reached


def test_a_draft_can_be_thrown_away_and_what_held_still_holds(register: Register, person: PersonId) -> None:
    refused("plan.no_draft", plan.discard_plan_draft, register, person=person)
    draft(register, person)
    approve(register, person)
    held = sheet(register, person).current
    draft(register, person, EnteredPlan("Annat"))
    plan.discard_plan_draft(register, person=person, by=MAJ)
    shown = sheet(register, person)
    assert (shown.draft, shown.current) == (None, held)
    step = undoing.list_steps(register, by=MAJ).done[0]
    assert step.what == "plan_draft_removed"
    undoing.undo_step(register, step=step.id, by=MAJ)
    back = sheet(register, person).draft
    assert back is not None
    assert back.goal == "Annat"


def test_approving_is_refused_ahead_of_time_and_without_a_draft(register: Register, person: PersonId) -> None:
    for day, code in (
        (TODAY, "plan.no_draft"),
        (TODAY + timedelta(days=1), "plan.in_future"),
    ):
        refused(code, plan.approve_plan, register, person=person, day=day, how=Approval.PHONE)
    draft(register, person)
    before = TODAY - timedelta(days=1)
    refused("plan.backwards", plan.approve_plan, register, person=person, day=before, how=Approval.PHONE)
    assert sheet(register, person).current is None


@pytest.mark.parametrize(
    ("entered", "code"),
    [
        (EnteredPlan(" "), "plan.no_goal"),
        (EnteredPlan("x" * 201), "field.too_long"),
        (EnteredPlan("x", (EnteredSubGoal("y" * 201),)), "field.too_long"),
        (EnteredPlan("x", (EnteredSubGoal("y"),) * 13), "plan.too_many"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(
    register: Register, person: PersonId, entered: EnteredPlan, code: str
) -> None:
    refused(code, plan.draft_plan, register, person=person, entered=entered)
    assert sheet(register, person).draft is None


def test_a_child_has_a_plan_of_its_own(register: Register, person: PersonId) -> None:
    elias = PersonId(people.register_person(register, intake=Intake(given="Elias", family="Haddad"), by=MAJ).created)
    relation = EnteredRelation(RelationKind.CHILD, elias)
    household.record_relation(register, person=person, relation=relation, by=MAJ)
    elsewhere = EnteredRelation(RelationKind.CHILD, name="Nour")  # without a file there is no plan
    household.record_relation(register, person=person, relation=elsewhere, by=MAJ)
    assert [(one.person, one.name, one.number) for one in sheet(register, person).children] == [
        (elias, "Elias Haddad", 0)
    ]
    draft(register, elias, EnteredPlan("Börja förskolan"))
    approve(register, elias)
    assert [one.number for one in sheet(register, person).children] == [1]
    assert sheet(register, person).current is None


def test_linked_files_have_one_plan_that_holds(register: Register, person: PersonId) -> None:
    other = PersonId(people.register_person(register, intake=Intake(given="Samire", family="Hadad"), by=MAJ).created)
    for one, goal in ((other, "Äldre"), (person, "Nyare")):
        draft(register, one, EnteredPlan(goal))
        approve(register, one)
    linking.link_people(register, person=person, other=other, ground=LinkGround.SAME_DOCUMENT, by=MAJ)
    shown = sheet(register, person)
    assert shown.current is not None
    assert len(shown.replaced) == 1
    draft(register, person, EnteredPlan("Gemensam"))
    approve(register, person)
    shown = sheet(register, person)
    assert shown.current is not None
    assert (shown.current.number, shown.current.goal) == (2, "Gemensam")
    assert len(shown.replaced) == 2


def test_an_extract_tells_every_version_answer_and_decline(
    register: Register, person: PersonId, tmp_path: Path
) -> None:
    draft(register, person)
    approve(register, person)
    current = sheet(register, person).current
    assert current is not None
    plan.reach_sub_goal(register, person=person, goal=current.sub_goals[0].id, reached=TODAY, by=MAJ)
    draft(register, person, EnteredPlan("Egen lön"))
    early_mapping.begin_mapping(register, person=person, by=MAJ)
    early_mapping.finish_mapping(register, person=person, by=MAJ)
    early_mapping.begin_mapping(register, person=person, interpreter="Tolk 417", by=MAJ)
    answer = EnteredAnswer(("people",), "Vill lära känna grannar")
    early_mapping.keep_answer(register, person=person, question="wishes", answer=answer, by=MAJ)
    suggestions.decline_suggestion(register, person=person, type="sprakcafe", reason="Vill vänta", by=MAJ)
    with register.change(by=MAJ) as tx:  # a question of an earlier form
        mapping = tx.plans.mapping_of(person)
        assert mapping is not None
        mapping.answers.append(MappingAnswer("old", mapping.id, person, "forgotten", "yes", "", NOW))
        tx.commit()
    taken = records.take_out_extract(register, person=person, purpose="Begärt av henne", folder=tmp_path, by=MAJ)
    told = json.loads(next(one for one in taken.files if one.suffix == ".json").read_text(encoding="utf-8"))
    assert [one["number"] for one in told["plans"]] == [1, 2]
    assert [(one["question"], one["answer"], one["words"]) for one in told["mapping"]] == [
        ("Vad vill du ha hjälp med först?", "Att lära känna människor", "Vill lära känna grannar"),
        ("forgotten", "yes", ""),
    ]
    assert told["mapping_interpreters"] == [{"begun": TODAY.isoformat(), "interpreter": "Tolk 417"}]
    assert [one["reason"] for one in told["declined"]] == ["Vill vänta"]
    paper = words_in(next(one for one in taken.files if one.suffix == ".pdf").read_bytes())
    for words in ("Mål: Egen lön", "Delmål: Sfi D", "godkänd", "Tolk 417", "Vill lära känna grannar", "Vill vänta"):
        assert words in paper


def test_a_protected_persons_plan_is_sealed_and_read_only_while_she_is_open(
    register: Register, person: PersonId
) -> None:
    with register.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    register.compartments.keyring = Ring(MAJ)
    draft(register, person)
    approve(register, person)
    early_mapping.begin_mapping(register, person=person, interpreter="Tolk Parwana", by=MAJ)
    answer = EnteredAnswer(("people",), "Grannen Gulalai")
    early_mapping.keep_answer(register, person=person, question="wishes", answer=answer, by=MAJ)
    suggestions.decline_suggestion(register, person=person, type="sprakcafe", reason="Rädd för Karim", by=MAJ)
    protection.protect(
        register, person=person, kind=ProtectionKind.SECRECY_MARK, readers=[MAJ.id, ALI.id], household=(), by=MAJ
    )
    secrets = ("undersköterska", "Sfi D", "Parwana", "Gulalai", "Karim", "people")

    def lies_open() -> str:
        tables = (t.plans, t.plan_goals, t.declines, t.mappings, t.mapping_answers)
        with register.read() as reader:
            return str([tuple(row) for table in tables for row in reader.connection.execute(table.select())])

    assert not any(word in lies_open() for word in secrets)
    assert sheet(register, person).closed
    assert early_mapping.read_mapping(register, person=person, by=MAJ).closed
    assert suggestions.list_suggestions(register, person=person, by=MAJ).closed
    refused("protection.closed", plan.compare_plans, register, person=person, number=1)
    refused("protection.closed", plan.draft_plan, register, person=person, entered=WORK)
    refused("protection.closed", early_mapping.finish_mapping, register, person=person)
    refused("protection.closed", suggestions.decline_suggestion, register, person=person, type="fritid", reason="Nej")
    protection.reveal(register, person=person, reason="möte", by=MAJ)
    shown = sheet(register, person)
    assert shown.current is not None
    assert shown.current.goal == "Arbeta som undersköterska"
    kept = early_mapping.read_mapping(register, person=person, by=MAJ)
    assert kept.answers is not None
    assert (kept.interpreter, kept.answers["wishes"].words) == ("Tolk Parwana", "Grannen Gulalai")
    left_out = suggestions.list_suggestions(register, person=person, by=MAJ).left_out
    declined = next(one.decline for one in left_out if one.type == "sprakcafe")
    assert declined is not None
    assert declined.reason == "Rädd för Karim"
    draft(register, person, EnteredPlan("Egen lön, Karim vet inte", (EnteredSubGoal("Gulalai hjälper"),)))
    draft(register, person, EnteredPlan("Egen lön, Karim vet inte"))
    answer = EnteredAnswer(("people",), "Gulalai igen")
    early_mapping.keep_answer(register, person=person, question="wishes", answer=answer, by=MAJ)
    assert not any(word in lies_open() for word in secrets)
    after = sheet(register, person).draft
    assert after is not None
    assert (after.goal, after.sub_goals) == ("Egen lön, Karim vet inte", ())
    plan.discard_plan_draft(register, person=person, by=MAJ)
    assert sheet(register, person).draft is None
