"""Hushåll in the file: the strip of the overview, the tab by keyboard, warnings in red, errands, a child of hers."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.domain.household import EnteredRelation, RelationKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.services import household, letters, people, today
from caseworker.store.register import Register
from tests.families import add_family
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.audit import audit
from tests.ui.paper_bench import Tray, letters_window
from tests.ui.people_bench import enrolled, file_of, window_over
from tests.ui.test_person_page import person_page, words_on
from ui.intake.view import IntakePage
from ui.person.household import HouseholdTab
from ui.person.view import PersonPage
from ui.shell.window import MainWindow
from ui.widgets.card_strip import CardStrip
from ui.widgets.rows import RowList
from ui.widgets.steps import Steps
from ui.widgets.text import Label


@pytest.fixture
def mother(register: Register) -> PersonId:
    return enrolled(register)


@pytest.fixture
def family(register: Register, mother: PersonId) -> dict[str, PersonId]:
    return add_family(register, mother, TODAY, FOUNDER)


def tab_of(window: MainWindow, person: str) -> tuple[PersonPage, HouseholdTab]:
    page = person_page(window, person)
    page.show_tab("household")
    return page, page.parts.household


def choose(rows: RowList, place: int = 0) -> None:
    rows.setCurrentIndex(rows.model().index(place, 0))


def lacking(page: PersonPage) -> str:
    """What the file says is to be completed."""
    QApplication.processEvents()
    steps = [one for one in page.findChildren(Steps, "personMissingSteps") if one.isVisibleTo(page)]
    return "\n".join(label.text() for one in steps for label in one.findChildren(Label) if label.isVisibleTo(page))


# The strip
def test_the_strip_shows_mixed_statuses_and_opens_a_file_by_keyboard(
    qtbot: QtBot, register: Register, mother: PersonId, family: dict[str, PersonId]
) -> None:
    window = window_over(qtbot, register)
    page = person_page(window, mother)
    cards = page.findChild(CardStrip, "householdCards")
    assert cards is not None
    said = [cards.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(5)]
    assert said[0].startswith("Samira Haddad")
    assert said[0].endswith("this file")
    assert any("Omar Haddad, 17 years, Asylum seeker, turns 18 on 3 Feb 2027" in one for one in said)
    assert "5 people, 3 different legal statuses · Lingonvägen 7 A" in words_on(page)
    cards.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right):
        QTest.keyClick(cards, key)
    QTest.keyClick(cards, Qt.Key.Key_A)  # letters are the page's
    page.show_tab("overview")
    for place in range(5):
        cards.setFocus()
        cards.setCurrentIndex(cards.model().index(place, 0))
        page.parts.overview.explain()
        dialog = page.explainer.dialog
        assert dialog is not None
        assert dialog.shown.lines
        assert not dialog.print_button.isEnabled(), "what is another's is printed from her own file"
        page.explainer.close()
    assert cards.grab().width() > 0
    shown = cards.currentIndex().data(Qt.ItemDataRole.UserRole)
    QTest.keyClick(cards, Qt.Key.Key_Return)
    assert page.presenter.person == shown.person != mother
    assert family["Yousef"]


def test_a_person_alone_has_no_strip_and_a_tab_that_says_so(qtbot: QtBot, register: Register, mother: PersonId) -> None:
    page, tab = tab_of(window_over(qtbot, register), mother)
    assert page.findChild(CardStrip, "householdCards") is None
    assert tab.nothing.isVisible()


# The head
def test_the_head_warns_in_red_and_names_who_decides_for_a_child(
    qtbot: QtBot, register: Register, mother: PersonId, family: dict[str, PersonId]
) -> None:
    window = window_over(qtbot, register)
    page = person_page(window, mother)
    page.parts.overview.open_side()
    told = words_on(page)
    assert "Give no information to Karim H." in told
    assert "not known whether they live together" in told  # beside the address
    told = words_on(person_page(window, family["Omar"]))
    assert "God man" in told
    assert "Anna Berg" in told


def test_an_unaccompanied_child_without_a_god_man_is_to_be_completed(qtbot: QtBot, register: Register) -> None:
    alone = EnteredStatus("ASYL-EK", TODAY - timedelta(days=30), unaccompanied=True)
    child = enrolled(register, Intake(given="Ali", born=TODAY.replace(year=2012), status=alone))
    page = person_page(window_over(qtbot, register), child)
    assert "God man for an unaccompanied child" in lacking(page)
    relation = EnteredRelation(RelationKind.GOD_MAN, name="Anna Berg")
    made = household.record_relation(register, person=child, relation=relation, by=FOUNDER)
    page.presenter.heard(made.changes)
    assert "God man" not in lacking(page)


# The tab
def test_everything_can_be_recorded_and_ended_from_the_tab(qtbot: QtBot, register: Register, mother: PersonId) -> None:
    other = enrolled(register, Intake(given="Yousef", family="Haddad"))
    number = file_of(register, other).case_number
    page, tab = tab_of(window_over(qtbot, register), mother)
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_N)
    assert tab.relation.isAncestorOf(page.focusWidget())
    tab.relation.button.click()
    assert file_of(register, mother).relations == ()
    tab.relation.put({"kind": "partner"})
    tab.relation.put({"other": "2020-9999"})
    tab.relation.button.click()
    assert file_of(register, mother).relations == ()
    tab.relation.put({"other": number})
    tab.relation.put({"begins": "igår"})
    tab.relation.button.click()
    assert file_of(register, mother).relations == ()
    tab.relation.put({"begins": "2026-01-12"})
    tab.relation.button.click()
    assert [(row.kind, row.other) for row in file_of(register, mother).relations] == [("partner", other)]
    tab.join.put({"other": number})
    tab.join.button.click()
    assert len(file_of(register, mother).household) == 2
    tab.no_contact.put({"other": "Karim H."})
    tab.no_contact.button.click()
    assert page.header.findChild(QWidget, "noContactChip0") is not None
    tab.moving.put({"street": "Lingonvägen 7 A", "postcode": "123 46", "city": "Lövåsa"})
    tab.moving.button.click()
    for person in (mother, other):
        assert file_of(register, person).addresses[0].street == "Lingonvägen 7 A"
    for listed in ("relations", "no_contacts", "members"):
        choose(tab.lists[listed].rows, 1 if listed == "members" else 0)
        assert tab.panel.isVisible()
        tab.panel.end.click()
    file = file_of(register, mother)
    assert file.relations[0].ends == file.no_contacts[0].ends == TODAY
    assert [row.ends for row in file.household if row.person == other] == [TODAY]


def test_what_looks_wrong_is_said_after_it_was_saved(
    qtbot: QtBot, register: Register, mother: PersonId, family: dict[str, PersonId]
) -> None:
    number = file_of(register, family["Elias"]).case_number
    page, tab = tab_of(window_over(qtbot, register), family["Nour"])
    tab.relation.put({"kind": "parent"})
    tab.relation.put({"other": number})
    tab.relation.button.click()
    assert "The parent is not older than the child." in words_on(page)


def test_an_errand_is_settled_and_opened_again(
    qtbot: QtBot, register: Register, mother: PersonId, family: dict[str, PersonId]
) -> None:
    page, tab = tab_of(window_over(qtbot, register), mother)
    errands = tab.lists["errands"].rows
    choose(errands)
    assert "Report the move to the Swedish Tax Agency" in words_on(page)
    assert "not verified in the act" in words_on(page)
    waiting = len(today.read_today(register, by=FOUNDER).rows)
    tab.panel.done.click()
    assert len(today.read_today(register, by=FOUNDER).rows) == waiting - 1
    done = next(row for row in file_of(register, mother).errands if row.done is not None)
    place = [errands.model().index(row, 0).data(Qt.ItemDataRole.UserRole).id for row in range(5)].index(done.id)
    choose(errands, place)
    tab.panel.again.click()
    assert all(row.done is None for row in file_of(register, mother).errands)
    choose(tab.lists["members"].rows, 1)
    tab.panel.open.click()
    assert page.presenter.person in family.values()


def test_the_tab_has_names_targets_and_a_way_round_by_keyboard(
    qtbot: QtBot, register: Register, mother: PersonId, family: dict[str, PersonId]
) -> None:
    window = window_over(qtbot, register)
    tab_of(window, mother)
    assert audit(window) == []


# A child
def test_a_child_is_registered_from_the_tab_with_household_and_address(
    qtbot: QtBot, register: Register, mother: PersonId, family: dict[str, PersonId]
) -> None:
    window = window_over(qtbot, register)
    _, tab = tab_of(window, mother)
    tab.child.click()
    page = window.stack.current
    assert isinstance(page, IntakePage)
    assert page.child_of.text().startswith(f"A child in the household of file {file_of(register, mother).case_number}")
    assert page.family.text() == ""
    QTest.keyClicks(page.given, "Lina")
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    opened = window.stack.current
    assert isinstance(opened, PersonPage)
    file = file_of(register, PersonId(opened.presenter.person))
    assert [row.kind for row in file.relations] == ["parent"]
    assert file.addresses[0].street == "Lingonvägen 7 A"
    assert len([row for row in file.household if row.ends is None]) == 6
    window.go("intake")
    assert not page.child_of.isVisible()


def test_a_draft_that_was_begun_is_not_made_somebodys_child(qtbot: QtBot, register: Register, mother: PersonId) -> None:
    window = window_over(qtbot, register)
    window.go("intake")
    page = window.stack.current
    assert isinstance(page, IntakePage)
    QTest.keyClicks(page.given, "Någon")
    _, tab = tab_of(window, mother)
    tab.child.click()
    assert not page.child_of.isVisible()


# Letters
def test_a_letter_to_where_he_may_live_waits_for_a_yes(
    qtbot: QtBot, register: Register, mother: PersonId, family: dict[str, PersonId]
) -> None:
    tray = Tray()
    window, page = letters_window(qtbot, register, tray)
    window.go("letters", mother)
    qtbot.waitUntil(lambda: page.presenter.preview is not None)
    assert "Give no information to Karim H." in page.side.warning.text()
    assert not page.side.print_button.isEnabled()
    page.print()
    page.save()
    assert (tray.printed, tray.suggested) == ([], [])
    page.side.despite.click()
    assert page.side.print_button.isEnabled()
    page.print()
    qtbot.waitUntil(lambda: len(tray.printed) == 1)
    window.go("letters", family["Nour"])
    qtbot.waitUntil(lambda: page.presenter.preview is not None)
    assert not page.side.despite.isVisible()
    assert not page.presenter.despite
    assert letters.list_sheets(register, by=FOUNDER)
    assert people.count_people(register, by=FOUNDER) == 5
