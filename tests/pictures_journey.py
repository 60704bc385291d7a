"""Draws the law and the journey of one person: overview, calculation, plan and its questions, mapping, law facts."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from caseworker.app import Session
from caseworker.domain.early_mapping import EnteredAnswer
from caseworker.domain.ids import PersonId
from caseworker.domain.intervention import InterventionState
from caseworker.domain.intervention_types import LocalChange
from caseworker.domain.plan import Approval, EnteredPlan, EnteredSubGoal
from caseworker.services import choices, early_mapping, interventions, people, plan
from caseworker.services.interventions import EnteredIntervention
from tests.pictures_plan import made
from ui.desk import Desk
from ui.main import Program
from ui.person.intervention_dialogs import DetailsDialog, EndDialog, EvidenceDialog, FollowUpDialog
from ui.person.mapping_dialog import MappingDialog
from ui.person.plan_dialogs import ApproveDialog, DeclineDialog, GoalsDialog, PlanDialog
from ui.person.view import PersonPage
from ui.preferences.catalogue import CatalogueDialog
from ui.preferences.view import PreferencesPage
from ui.widgets.button import Button

Take = Callable[[QWidget, str], None]
Grab = Callable[[QDialog, str], None]
_GOAL = "Arbete som undersköterska i Lövåsa"


def draw_journey(program: Program, take: Take, grab: Grab, person: PersonId) -> None:
    """Fill the file of ``person``, who is newly arrived, and draw it; then what an administrator changes."""
    session, window = program.session, program.window
    assert isinstance(session, Session)
    assert window is not None
    desk = Desk(session)
    window.go("people")
    window.go("person", person)
    page = window.stack.current
    assert isinstance(page, PersonPage)
    take(window, "journey-overview")
    page.parts.overview.rights.list.setFocus()
    page.parts.overview.explain()
    _grab_open(page, grab, "journey-calculation")
    _to_the_end(page, "overviewScroll")
    take(window, "journey-overview-end")
    page.show_tab("status")
    take(window, "journey-status")
    facts = page.parts.status.facts.list
    facts.setCurrentIndex(facts.model().index(0, 0))
    facts.opened.emit(facts.current_row())
    take(window, "journey-fact")
    page.show_tab("interventions")
    take(window, "plan-nothing")
    _fill(session, person)
    window.go("people")
    window.go("person", f"{person}/interventions")
    take(window, "plan")
    _to_the_end(page, "interventionSide")
    take(window, "plan-side-end")
    _ask_about_plan(program, page, desk, grab)
    _map(program, desk, grab, person)
    _catalogue(program, desk, take, grab)


def _fill(session: Session, person: PersonId) -> None:
    register, by, today = session.register, session.user, session.register.today()
    for entered in made():
        interventions.add_intervention(register, person=person, entered=entered, by=by)
    goals = ("sfi kurs D", "Validering klar", "Egen lägenhet")
    drafted = EnteredPlan(_GOAL, tuple(EnteredSubGoal(text, today.replace(day=28)) for text in goals))
    plan.draft_plan(register, person=person, entered=drafted, by=by)
    plan.approve_plan(register, person=person, day=today, how=Approval.MEETING, by=by)
    interventions.add_intervention(register, person=person, entered=EnteredIntervention("sprakcafe"), by=by)


def _ask_about_plan(program: Program, page: PersonPage, desk: Desk, grab: Grab) -> None:
    session, window = program.session, program.window
    assert isinstance(session, Session)
    register, by, person = session.register, session.user, page.presenter.person
    assert person is not None
    current = plan.read_plan(register, person=person, by=by).current
    assert current is not None
    tab, words, today = page.parts.interventions, desk.words, register.today()
    rows = people.open_file(register, person=person, by=by).interventions
    ongoing = next(row for row in rows if row.state == InterventionState.ONGOING)
    completed = next(row for row in rows if row.state == InterventionState.COMPLETED)
    for name, dialog in (
        ("plan-evidence", EvidenceDialog(ongoing, words, tab)),
        ("plan-details", DetailsDialog(ongoing, words, tab)),
        ("plan-end", EndDialog(ongoing, InterventionState.COMPLETED, words, tab)),
        ("plan-interrupt", EndDialog(ongoing, InterventionState.INTERRUPTED, words, tab)),
        ("plan-follow-up", FollowUpDialog(completed, 6, words, tab)),
        ("plan-write", PlanDialog(current, window)),
        ("plan-approve", ApproveDialog(current, today, window)),
        ("plan-goals", GoalsDialog(current, window)),
        ("plan-decline", DeclineDialog(words.intervention("sprakcafe"), window)),
    ):
        grab(dialog, name)
    _press(page, "plan_changes")
    _grab_open(page, grab, "plan-changes")
    _press(page, "suggestionsWhy")
    _grab_open(page, grab, "plan-left-out")


def _map(program: Program, desk: Desk, grab: Grab, person: PersonId) -> None:
    session = program.session
    assert isinstance(session, Session)
    register, by = session.register, session.user

    def shown() -> MappingDialog:
        return MappingDialog(early_mapping.read_mapping(register, person=person, by=by), desk, program.window)

    grab(shown(), "mapping-start")
    early_mapping.begin_mapping(register, person=person, interpreter="Tolk 2214", interpreter_language="ar", by=by)
    sheet = early_mapping.read_mapping(register, person=person, by=by)
    for place, question in enumerate(sheet.questions, 1):
        grab(shown(), f"mapping-{place:02}-{question.code}")
        if question.needs_consent:
            early_mapping.record_health_consent(register, person=person, given=True, by=by)
            grab(shown(), f"mapping-{place:02}-{question.code}-asked")
        answer = EnteredAnswer((question.choices[0].code,), "Tolv år i skolan" if question.words else "")
        early_mapping.keep_answer(register, person=person, question=question.code, answer=answer, by=by)
    early_mapping.finish_mapping(register, person=person, by=by)
    grab(shown(), "mapping-finished")


def _catalogue(program: Program, desk: Desk, take: Take, grab: Grab) -> None:
    window = program.window
    assert window is not None
    window.go("settings")
    settings = window.stack.current
    assert isinstance(settings, PreferencesPage)
    assert settings.catalogue is not None
    scroll = settings.findChild(QScrollArea, "preferencesScroll")
    assert scroll is not None
    scroll.ensureWidgetVisible(settings.catalogue)
    take(window, "preferences-catalogue")
    rows = choices.intervention_areas(desk.register, by=desk.user)
    areas = [(row.code, row.sv) for row in rows]
    for change in (LocalChange.CHANGED, LocalChange.OWN):
        dialog = CatalogueDialog(desk.words, areas, window)
        dialog.change.choose(change.value)
        grab(dialog, f"catalogue-{change.value}")


def _to_the_end(page: PersonPage, name: str) -> None:
    scroll = page.findChild(QScrollArea, name)
    assert scroll is not None
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())


def _press(page: PersonPage, name: str) -> None:
    button = page.findChild(Button, name)
    assert button is not None
    button.click()


def _grab_open(page: PersonPage, grab: Grab, name: str) -> None:
    """Draw the question that stands over the page."""
    over = [one for one in page.findChildren(QDialog) if one.isVisible()]
    if not over:
        over = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    grab(over[-1], name)
