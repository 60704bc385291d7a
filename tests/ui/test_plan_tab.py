"""Insatser & plan: the plan from draft to approved, suggestions by number, declining, the mapping step by step."""

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caseworker.domain.early_mapping import EnteredAnswer
from caseworker.domain.household import EnteredRelation, RelationKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.domain.plan import Approval, EnteredPlan, EnteredSubGoal, PlanSheet
from caseworker.services import early_mapping, household, people, plan, suggestions
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.audit import audit, clipped
from tests.ui.people_bench import enrolled, window_over
from tests.ui.test_person_page import person_page
from ui.person.mapping_dialog import MappingDialog
from ui.person.plan_dialogs import ApproveDialog, DeclineDialog, GoalsDialog, PlanDialog, ToldDialog
from ui.person.plan_header import PlanHeader
from ui.person.suggestions import SuggestionsPane
from ui.person.view import PersonPage
from ui.shell.window import MainWindow
from ui.widgets.button import Button
from ui.widgets.choice import RadioList
from ui.widgets.text import Label
from ui.widgets.tick import Tick

D = TypeVar("D", bound=QDialog)
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def person(register: Register) -> PersonId:
    return enrolled(register)


def wish(register: Register, person: PersonId) -> None:
    early_mapping.begin_mapping(register, person=person, by=FOUNDER)
    answer = EnteredAnswer(("people",), "Vill lära känna grannar")
    early_mapping.keep_answer(register, person=person, question="wishes", answer=answer, by=FOUNDER)


def open_tab(window: MainWindow, person: PersonId) -> PersonPage:
    page = person_page(window, person)
    page.show_tab("interventions")
    return page


def part(page: QWidget, kind: type[W], name: str) -> W:
    found = page.findChildren(kind, name)  # what was taken off the page a moment ago is hidden
    return next((one for one in found if one.isVisible()), found[-1])


def dialog_on(qtbot: QtBot, page: PersonPage, kind: type[D]) -> D:
    found: list[D] = []

    def there() -> bool:
        found[:] = [one for one in page.findChildren(kind) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there)
    return found[0]


def press(page: PersonPage, command: str) -> None:
    next(one for one in page.commands() if one.name == command).run()


def read(register: Register, person: PersonId) -> PlanSheet:
    return plan.read_plan(register, person=person, by=FOUNDER)


def test_a_plan_is_written_approved_and_a_sub_goal_ticked(qtbot: QtBot, register: Register, person: PersonId) -> None:
    window = window_over(qtbot, register)
    page = open_tab(window, person)
    header = part(page, PlanHeader, "planHeader")
    qtbot.waitUntil(header.isVisible)
    assert header.buttons["write"].text() == "Write a plan"
    header.buttons["write"].click()
    dialog = dialog_on(qtbot, page, PlanDialog)
    assert not dialog.go.isEnabled()
    part(dialog, QLineEdit, "planGoalText").setText("Work as an assistant nurse")
    part(dialog, QLineEdit, "planSubGoal_0").setText("SFI D")
    part(dialog, QLineEdit, "planSubGoalDay_0").setText("soon")
    dialog.go.click()
    assert dialog.isVisible()
    part(dialog, QLineEdit, "planSubGoalDay_0").setText("2027-06-11")
    assert audit(dialog, walk=False) == []
    dialog.go.click()
    qtbot.waitUntil(lambda: header.buttons["approve"].isVisible())
    assert "Work as an assistant nurse" in part(header, Label, "planGoal").text()
    header.buttons["approve"].click()
    approve = dialog_on(qtbot, page, ApproveDialog)
    part(approve, QLineEdit, "planApprovedOn").setText("2020-01-01")
    approve.go.click()
    assert approve.isVisible()
    part(approve, QLineEdit, "planApprovedOn").setText(TODAY.isoformat())
    approve.go.click()
    qtbot.waitUntil(lambda: header.buttons["goals"].isVisible())
    header.buttons["goals"].click()
    part(dialog_on(qtbot, page, GoalsDialog), Tick, "planReached_0").click()
    qtbot.waitUntil(lambda: "reached" in part(header, Label, "planSubGoals").text())
    current = read(register, person).current
    assert current is not None
    assert (current.approved, current.sub_goals[0].reached) == (TODAY, TODAY)
    assert audit(window, walk=False) == []


def test_v_tells_what_changed_and_a_draft_is_thrown_away(qtbot: QtBot, register: Register, person: PersonId) -> None:
    entered = EnteredPlan("Work", (EnteredSubGoal("SFI D", date(2027, 6, 11)),))
    plan.draft_plan(register, person=person, entered=entered, by=FOUNDER)
    plan.approve_plan(register, person=person, day=TODAY, how=Approval.PHONE, by=FOUNDER)
    plan.draft_plan(register, person=person, entered=EnteredPlan("Study"), by=FOUNDER)
    elias = PersonId(people.register_person(register, intake=Intake(given="Elias"), by=FOUNDER).created)
    relation = EnteredRelation(RelationKind.CHILD, elias)
    household.record_relation(register, person=person, relation=relation, by=FOUNDER)
    window = window_over(qtbot, register)
    page = open_tab(window, person)
    header = part(page, PlanHeader, "planHeader")
    qtbot.waitUntil(header.isVisible)
    press(page, "plan_changes")
    told = dialog_on(qtbot, page, ToldDialog)
    words = [label.text() for label in told.findChildren(Label)]
    assert "Goal: Work → Study" in words
    assert "Sub-goal taken away: SFI D" in words
    assert audit(told, walk=False) == []
    told.accept()
    header.buttons["discard"].click()
    qtbot.waitUntil(lambda: not header.buttons["discard"].isVisible())
    assert read(register, person).draft is None
    child = part(header, Button, "planChild_0")
    assert child.text() == "Elias: no plan yet"
    child.click()
    qtbot.waitUntil(lambda: page.presenter.person == elias)


def test_a_number_adds_a_suggestion_and_declining_asks_why(qtbot: QtBot, register: Register, person: PersonId) -> None:
    wish(register, person)
    window = window_over(qtbot, register)
    window.resize(1440, 900)
    page = open_tab(window, person)
    pane = part(page, SuggestionsPane, "suggestions")
    qtbot.waitUntil(pane.isVisible)
    before = suggestions.list_suggestions(register, person=person, by=FOUNDER)
    assert audit(window, walk=False) == []
    assert clipped(pane) == []
    first, second = before.proposed[0].type, before.proposed[1].type
    press(page, "plan_add_1")
    qtbot.waitUntil(lambda: pane.type_at(0) == second)
    file = people.open_file(register, person=person, by=FOUNDER)
    assert (first, "proposed") in [(one.type, one.state) for one in file.interventions]
    part(pane, Button, "suggestionDecline_0").click()
    dialog = dialog_on(qtbot, page, DeclineDialog)
    assert not dialog.go.isEnabled()
    part(dialog, QLineEdit, "suggestionReason").setText("Knows many already")
    dialog.go.click()
    qtbot.waitUntil(lambda: pane.type_at(0) != second)
    pane.why.click()
    told = dialog_on(qtbot, page, ToldDialog)
    assert any("Knows many already" in label.text() for label in told.findChildren(Label))
    told.accept()


def test_the_mapping_is_kept_as_it_is_answered_and_taken_up_again(
    qtbot: QtBot, register: Register, person: PersonId
) -> None:
    window = window_over(qtbot, register)
    page = open_tab(window, person)
    header = part(page, PlanHeader, "planHeader")
    qtbot.waitUntil(header.isVisible)
    press(page, "plan_mapping")
    dialog = dialog_on(qtbot, page, MappingDialog)
    assert audit(dialog, walk=False) == []
    part(dialog, QLineEdit, "mappingInterpreter").setText("Interpreter 417")
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.findChild(RadioList, "mappingChoice") is not None)
    part(dialog, RadioList, "mappingChoice").findChildren(QAbstractButton)[1].click()
    qtbot.waitUntil(lambda: "1 of 12" in part(dialog, Label, "mappingProgress").text())
    dialog.next.click()
    part(dialog, QLineEdit, "mappingWords").textEdited.emit("Nurse")
    part(dialog, QLineEdit, "mappingWords").setText("Nurse")
    assert audit(dialog, walk=False) == []
    assert clipped(dialog) == []
    dialog.reject()  # what was typed a moment ago is kept
    qtbot.waitUntil(lambda: "2 of 12" in header.buttons["mapping"].text())
    kept = early_mapping.read_mapping(register, person=person, by=FOUNDER)
    assert kept.interpreter == "Interpreter 417"
    assert kept.answers is not None
    assert kept.answers["education"].words == "Nurse"
    press(page, "plan_mapping")
    again = dialog_on(qtbot, page, MappingDialog)
    assert part(again, Label, "mappingQuestion").text() == kept.questions[2].en
    again.reject()


def test_health_is_asked_only_with_consent(qtbot: QtBot, register: Register, person: PersonId) -> None:
    early_mapping.begin_mapping(register, person=person, by=FOUNDER)
    window = window_over(qtbot, register)
    page = open_tab(window, person)
    qtbot.waitUntil(part(page, PlanHeader, "planHeader").isVisible)
    press(page, "plan_mapping")
    dialog = dialog_on(qtbot, page, MappingDialog)
    for _step in range(11):
        dialog.next.click()
    assert dialog.findChild(Tick, "mappingTick_hinder") is None
    part(dialog, Button, "mappingConsent").click()
    qtbot.waitUntil(lambda: dialog.findChild(Tick, "mappingTick_hinder") is not None)
    part(dialog, Tick, "mappingTick_hinder").click()
    qtbot.waitUntil(lambda: "1 of 12" in part(dialog, Label, "mappingProgress").text())
    part(dialog, Button, "mappingNoConsent").click()
    qtbot.waitUntil(lambda: "0 of 12" in part(dialog, Label, "mappingProgress").text())
    assert dialog.next.text() == "Finish the mapping"
    dialog.next.click()
    qtbot.waitUntil(lambda: early_mapping.read_mapping(register, person=person, by=FOUNDER).finished == TODAY)
