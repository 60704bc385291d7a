"""Who works with a case, from the file: a colleague beside, a new responsible, and one who is taken off."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role, User
from caseworker.domain.case import AssignmentKind
from caseworker.domain.ids import StaffId
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.people_bench import desk_over, enrolled, file_of, someone, window_over
from tests.ui.test_person_page import person_page
from ui.person.assigning import AssignDialog
from ui.person.view import PersonPage
from ui.widgets.button import Button

PETRA = User(StaffId("staff-3"), "Petra Lind", frozenset({Role.LOCUM}))


def answer(monkeypatch: pytest.MonkeyPatch, fill: Callable[[AssignDialog], None]) -> None:
    def run(dialog: AssignDialog) -> int:
        assert audit(dialog) == []
        fill(dialog)
        chosen = dialog.released or dialog.go.isEnabled()
        return int(QDialog.DialogCode.Accepted if chosen else QDialog.DialogCode.Rejected)

    monkeypatch.setattr(AssignDialog, "exec", run)


def works(register: Register, person: str) -> set[tuple[str, str]]:
    return {(row.name, row.kind) for row in file_of(register, person).assignments if row.ends is None}


def test_a_colleague_is_assigned_made_responsible_and_taken_off(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(PETRA)
        tx.commit()
    person = enrolled(register, someone())
    window = window_over(qtbot, register)
    page = person_page(window, person)

    def beside(dialog: AssignDialog) -> None:
        dialog.staff.choose(PETRA.id)
        dialog.begins.setText("no day")
        assert not dialog.go.isEnabled()
        dialog.begins.setText("2026-11-21")
        dialog.ends.setText("2026-11-20")
        assert not dialog.go.isEnabled()
        dialog.ends.setText("")

    answer(monkeypatch, beside)
    QTest.keyClick(window, Qt.Key.Key_H)
    assert works(register, person) == {("Maria Berg", "responsible"), ("Petra Lind", "co_assigned")}
    assert window.status.label.text() == "Saved 12:00"

    def off(dialog: AssignDialog) -> None:
        (button,) = (one for one in dialog.findChildren(Button) if one.objectName().startswith("release_"))
        button.click()

    answer(monkeypatch, off)
    page.assigning.ask()
    assert works(register, person) == {("Maria Berg", "responsible")}

    def responsible(dialog: AssignDialog) -> None:
        dialog.staff.choose(PETRA.id)
        dialog.kind.choose(AssignmentKind.RESPONSIBLE.value)

    answer(monkeypatch, responsible)
    page.assigning.ask()
    assert ("Petra Lind", "responsible") in works(register, person)
    page.assigning.ask()
    assert "access.already_assigned" in window.fault.code.text()
    answer(monkeypatch, lambda dialog: dialog.begins.clear())
    page.assigning.ask()


def test_a_locum_is_not_asked(qtbot: QtBot, register: Register) -> None:
    desk = desk_over(register)
    desk.user = PETRA
    window = window_over(qtbot, register)
    page = PersonPage(window, desk)
    qtbot.addWidget(page)
    assert page.assigning.commands() == ()
    page.assigning.ask()
