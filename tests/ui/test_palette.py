"""Ctrl K over a real register: people under headings with what led to them, actions on Tab, a new person by name."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredAddress
from caseworker.domain.protection import ProtectionKind
from caseworker.services import people, protection
from caseworker.store.register import Register
from tests.services.test_protection import Ring
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.audit import audit
from tests.ui.people_bench import desk_over, enrolled, someone, window_over
from tests.ui.test_intake_drafts import intake_page
from ui.intake.view import IntakePage
from ui.shell.finding import palette_search
from ui.shell.palette import Palette
from ui.shell.window import MainWindow


def searching(qtbot: QtBot, register: Register) -> MainWindow:
    """A window whose palette searches the register."""
    window = window_over(qtbot, register)
    palette = window.palette_box
    palette.provide(palette_search(desk_over(register), lambda: window), lambda: ())
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return window


def rows(palette: Palette) -> list[str]:
    """What stands in the list; an entry as it is read aloud, a heading as it is written."""
    model = palette.list.model()
    every = [model.index(row, 0) for row in range(model.rowCount())]
    return [str(one.data(Qt.ItemDataRole.AccessibleTextRole) or one.data()) for one in every]


def type_in(qtbot: QtBot, window: MainWindow, text: str) -> list[str]:
    palette = window.palette_box
    palette.edit.clear()
    palette.edit.setText(text)  # QTest types no other script
    qtbot.waitUntil(lambda: not palette._settle.isActive(), timeout=3000)  # noqa: SLF001 - the pause before the search
    return rows(palette)


def living(register: Register, person: PersonId) -> None:
    address = EnteredAddress("Björkvägen 4", "753 20", "Uppsala")
    people.move_to_address(register, person=person, address=address, begins=TODAY, by=FOUNDER)


def test_people_stand_under_what_led_to_them(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    living(register, person)
    enrolled(register, someone("Sameera", "Hadad", original="", number="19880320-2384"))
    window = searching(qtbot, register)
    assert type_in(qtbot, window, "samira hadd") == [
        "People",
        "Samira Haddad, سميرة حداد, newly arrived, refugee status",
        "People, spelt differently but sounding alike",
        "Sameera Hadad, newly arrived, refugee status · the name sounds alike",
        "Do",
        "New person named Samira Hadd, nothing is saved until you choose to",
        "Search in notes: samira hadd, the words of signed notes; what is shown is logged",
    ]
    assert type_in(qtbot, window, "björkvägen")[:2] == [
        "People who live there",
        "Samira Haddad, سميرة حداد, newly arrived, refugee status · Björkvägen 4",
    ]
    assert type_in(qtbot, window, "19880314-2382") == [
        "People",
        "Samira Haddad, سميرة حداد, newly arrived, refugee status · the number matches",
    ]


def test_tab_shows_what_can_be_done_and_goes_back(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    window = searching(qtbot, register)
    before, palette = type_in(qtbot, window, "samira"), window.palette_box
    QTest.keyClick(palette.edit, Qt.Key.Key_Tab)
    actions = ["Open the file, all of the case", "Letter to this person, choose sheet and language"]
    assert rows(palette) == ["Samira Haddad", *actions]
    QTest.keyClick(palette.edit, Qt.Key.Key_Escape)
    assert rows(palette) == before
    QTest.keyClick(palette.edit, Qt.Key.Key_Tab)
    QTest.keyClick(palette.edit, Qt.Key.Key_Down)
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.stack.current_name == "letters"


def test_a_name_that_nobody_has_becomes_a_new_person(qtbot: QtBot, register: Register) -> None:
    window = searching(qtbot, register)
    type_in(qtbot, window, "muhamed khat")
    QTest.keyClick(window.palette_box.edit, Qt.Key.Key_Return)
    page = window.stack.current
    assert isinstance(page, IntakePage)
    assert (page.given.text(), page.family.text()) == ("Muhamed", "Khat")
    assert all("Muhamed" not in str(step) for step in window.stack._way)  # noqa: SLF001 - the way back names nobody


def test_a_name_in_another_script_goes_where_it_belongs(qtbot: QtBot, register: Register) -> None:
    window = searching(qtbot, register)
    type_in(qtbot, window, "محمد الخطيب")
    QTest.keyClick(window.palette_box.edit, Qt.Key.Key_Return)
    page = window.stack.current
    assert isinstance(page, IntakePage)
    assert (page.given.text(), page.original.text()) == ("", "محمد الخطيب")


def test_a_draft_that_was_begun_is_never_written_over(qtbot: QtBot, register: Register) -> None:
    window = searching(qtbot, register)
    page = intake_page(window)
    QTest.keyClicks(page.given, "Dawit")
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    type_in(qtbot, window, "muhamed khat")
    QTest.keyClick(window.palette_box.edit, Qt.Key.Key_Return)
    assert page.given.text() == "Dawit"
    assert "draft" in window.status.label.text()


def test_a_protected_person_is_found_by_her_case_number_only(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    living(register, person)
    register.compartments.keyring = Ring(FOUNDER)
    kind = ProtectionKind.SECRECY_MARK
    protection.protect(register, person=person, kind=kind, readers=[FOUNDER.id, StaffId("staff-2")], by=FOUNDER)
    window = searching(qtbot, register)
    for text in ("samira", "سميرة", "2382", "björkvägen"):
        assert not any("File" in row or "Samira H" in row for row in type_in(qtbot, window, text)), text
    assert type_in(qtbot, window, "2026-0001")[1].startswith("File 2026-0001, Woman")


def test_tab_is_no_trap(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    window = searching(qtbot, register)
    type_in(qtbot, window, "samira")
    QTest.keyClick(window.palette_box.edit, Qt.Key.Key_Tab)
    assert rows(window.palette_box)[0] == "Samira Haddad"
    QTest.keyClick(window.palette_box.edit, Qt.Key.Key_Backtab)
    QTest.keyClick(window.palette_box.edit, Qt.Key.Key_Escape)
    assert not window.palette_box.isVisible()
    assert audit(window) == []
