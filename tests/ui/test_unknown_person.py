"""A person may be unknown, when somebody says so on purpose: found by her case number, called by it everywhere."""

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.services import people
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.people_bench import window_over
from tests.ui.test_intake_drafts import intake_page
from tests.ui.test_person_page import words_on
from ui.person.view import PersonPage


def test_an_unknown_person_is_saved_only_when_it_is_said(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = intake_page(window)
    page.save_button.click()
    with register.read() as reader:
        assert reader.person_count() == 0
    assert page.unknown.isVisibleTo(page)
    page.unknown.click()
    page.save_button.click()
    (row,) = people.list_people(register, offset=0, limit=5, by=FOUNDER)
    assert (row.name, row.number) == ("", "")
    file = window.stack.current
    assert isinstance(file, PersonPage)
    assert f"Unknown, case {row.case_number}" in words_on(file)
    assert [one.id for one in people.find_people(register, text=row.case_number, by=FOUNDER)] == [row.id]


def test_nobody_with_a_name_or_a_number_is_unknown(qtbot: QtBot, register: Register) -> None:
    page = intake_page(window_over(qtbot, register))
    page.unknown.click()
    assert page.form().unknown == "yes"
    QTest.keyClicks(page.given, "S")
    assert not page.unknown.isVisibleTo(page)
    assert page.form().unknown == ""
    page.given.clear()
    page.show_form(page.form())
    assert page.unknown.isVisibleTo(page)
