"""The plan is printed from its tab: in the language she reads, and only after a warning is answered."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role
from caseworker.domain.household import EnteredNoContact
from caseworker.domain.ids import PersonId
from caseworker.domain.plan import EnteredPlan
from caseworker.errors import EnvironmentFault
from caseworker.services import household, letter_texts, plan
from caseworker.services.letter_texts import PLAN
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.paper_bench import Tray
from tests.ui.people_bench import desk_over, enrolled, logged, someone
from tests.ui.test_person_page import person_page
from tests.ui.test_plan_tab import dialog_on, part, press
from tests.ui.windows import main_window
from ui.person.plan_header import PlanHeader
from ui.person.plan_printing import PlanPrintDialog
from ui.person.view import PersonPage
from ui.shell.page import Screen


@pytest.fixture
def person(register: Register) -> PersonId:
    made = enrolled(register, someone())
    plan.draft_plan(register, person=made, entered=EnteredPlan("Arbeta"), by=FOUNDER)
    household.record_no_contact(register, person=made, entered=EnteredNoContact(name="Karim H."), by=FOUNDER)
    return made


def test_the_plan_is_printed_in_the_language_she_reads(qtbot: QtBot, register: Register, person: PersonId) -> None:
    desk, tray = desk_over(register), Tray()
    screen = Screen("person", lambda shell: PersonPage(shell, desk, tray), "People", "users", "1")
    window, _asked = main_window(qtbot, screens=(screen,))
    page = person_page(window, person)
    page.show_tab("interventions")
    header = part(page, PlanHeader, "planHeader")
    qtbot.waitUntil(lambda: header.buttons["print"].isVisible())
    header.buttons["print"].click()
    dialog = dialog_on(qtbot, page, PlanPrintDialog)
    assert dialog.language == "ar"
    assert dialog.draft.isEnabled()
    assert "Karim H." in dialog.warning.text()
    assert not dialog.go.isEnabled()
    dialog.tick.click()
    assert audit(dialog, walk=False) == []
    tray.willing = False
    dialog.go.click()
    assert tray.printed == []
    assert "plan.printed" not in logged(register, person)
    tray.willing = True
    press(page, "plan_print")
    dialog = dialog_on(qtbot, page, PlanPrintDialog)
    dialog.languages.choose("sv")
    dialog.languages.chosen.emit("sv")
    assert not dialog.draft.isEnabled()
    dialog.tick.click()
    dialog.go.click()
    qtbot.waitUntil(lambda: len(tray.printed) == 1)
    assert logged(register, person).count("plan.printed") == 1
    tray.fault = EnvironmentFault("print.failed")
    press(page, "plan_print")
    dialog = dialog_on(qtbot, page, PlanPrintDialog)
    dialog.tick.click()
    dialog.go.click()
    qtbot.waitUntil(lambda: logged(register, person).count("plan.printed") == 2)
    assert len(tray.printed) == 1


def test_how_sure_the_words_are_is_said_before_anything_is_printed(
    qtbot: QtBot, register: Register, person: PersonId
) -> None:
    admin = replace(FOUNDER, roles=frozenset(Role))
    desk = desk_over(register)
    screen = Screen("person", lambda shell: PersonPage(shell, desk, Tray()), "People", "users", "1")
    page = person_page(main_window(qtbot, screens=(screen,))[0], person)
    page.show_tab("interventions")
    header = part(page, PlanHeader, "planHeader")
    qtbot.waitUntil(lambda: header.buttons["print"].isVisible())

    def told() -> tuple[str, bool]:
        press(page, "plan_print")
        dialog = dialog_on(qtbot, page, PlanPrintDialog)
        dialog.tick.click()
        answer = dialog.draft.text(), dialog.go.isEnabled()
        dialog.languages.choose("sv")
        dialog.languages.chosen.emit("sv")
        assert dialog.go.isEnabled(), "Swedish is the source"
        assert audit(dialog, walk=False) == []
        dialog.reject()
        return answer

    assert told() == ("The translation is not reviewed. A line in both languages says so on the paper.", True)
    letter_texts.block_drafts(register, block=True, by=admin)
    assert told() == ("The translation is not approved, and the municipality prints approved ones only.", False)
    state = letter_texts.read_sheet_texts(register, sheet=PLAN, language="ar", by=admin).state
    assert state is not None
    read = {"sheet": PLAN, "language": "ar", "version": state.version}
    letter_texts.record_review(register, **read, name="Rania A.", day=register.today(), by=admin)
    assert not told()[1]
    letter_texts.block_drafts(register, block=False, by=admin)
    assert told()[0].startswith("A native speaker has reviewed")
    letter_texts.approve_sheet(register, **read, by=admin)
    letter_texts.block_drafts(register, block=True, by=admin)
    assert told() == ("The municipality has approved the translation.", True)
