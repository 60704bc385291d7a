"""Unlocking a real register through the window: the right way in, the wrong ones, and the sheets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from caseworker.app import Application
from tests.ui.audit import audit
from tests.ui.registers import copy_of, demo_register, finish, program
from ui.main import Program
from ui.unlock.recovery import RecoveryView, sheet_words
from ui.unlock.view import UnlockView


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_register(tmp_path_factory)


@pytest.fixture
def opened(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Program]:
    made = program(qtbot, copy_of(template, tmp_path / "register"), tmp_path / "config")
    yield made
    finish(made)


def view_of(made: Program) -> UnlockView:
    page = made.entry.pages.currentWidget()
    assert isinstance(page, UnlockView)
    return page


def ready(qtbot: QtBot, made: Program) -> UnlockView:
    view = view_of(made)
    qtbot.waitUntil(lambda: view.people is not None, timeout=10_000)
    return view


def test_the_field_can_be_typed_in_before_the_accounts_are_known(qtbot: QtBot, opened: Program) -> None:
    view = UnlockView("Version 1")
    qtbot.addWidget(view)
    QTest.keyClicks(view.passphrase.line, "abc")
    assert (view.people, view.passphrase.text()) == (None, "abc")


def test_the_office_and_the_focus_are_there_at_once(opened: Program) -> None:
    view = view_of(opened)
    assert view.passphrase.line.hasFocus()
    assert "Mottagningsenheten" in view.office.text()


def test_the_right_passphrase_opens_the_main_window_on_today(qtbot: QtBot, opened: Program) -> None:
    view = ready(qtbot, opened)
    QTest.keyClicks(view.passphrase.line, opened.application.demo_passphrase)
    QTest.keyClick(view.passphrase.line, Qt.Key.Key_Return)
    assert view.unlock.busy
    assert view.passphrase.line.isReadOnly()
    qtbot.waitUntil(lambda: opened.window is not None and opened.window.isVisible(), timeout=15_000)
    window = opened.window
    assert window is not None
    assert window.stack.current_name == "today"
    assert "Maj" not in window.windowTitle()
    qtbot.waitUntil(lambda: not shiboken6.isValid(view), timeout=5000)


def test_a_wrong_passphrase_says_so_and_empties_the_field(qtbot: QtBot, opened: Program) -> None:
    view = ready(qtbot, opened)
    QTest.keyClicks(view.passphrase.line, "not this one")
    QTest.keyClick(view.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Wrong passphrase" in view.field.message.label.text(), timeout=15_000)
    assert view.passphrase.text() == ""
    assert view.passphrase.line.hasFocus()
    assert not view.unlock.busy
    assert opened.window is None


def test_the_demo_passphrase_can_be_filled_in_on_a_demo_register(qtbot: QtBot, opened: Program) -> None:
    view = ready(qtbot, opened)
    assert view.demo.isVisible()
    view.demo.click()
    assert view.passphrase.text() == opened.application.demo_passphrase


def test_an_empty_field_is_asked_for_not_tried(qtbot: QtBot, opened: Program) -> None:
    view = ready(qtbot, opened)
    view.unlock.click()
    assert view.field.message.label.text() == "Type your passphrase."
    assert not view.unlock.busy


def test_a_register_that_is_open_elsewhere_is_refused_in_words(qtbot: QtBot, opened: Program) -> None:
    other = Application(folder=opened.application.folder)
    session = other.unlock("Maj Ekholm", other.demo_passphrase)
    try:
        view = ready(qtbot, opened)
        view.demo.click()
        view.unlock.click()
        qtbot.waitUntil(view.fault.isVisible, timeout=15_000)
        assert "register.in_use" in view.fault.code.text()
        assert view.fault.do.text()
    finally:
        session.close()


def test_a_damaged_vault_is_told_apart_from_a_wrong_passphrase(qtbot: QtBot, template: Path, tmp_path: Path) -> None:
    folder = copy_of(template, tmp_path / "register")
    (folder / "register.vault").write_bytes(b"{ not a vault")
    made = program(qtbot, folder, tmp_path / "config")
    try:
        view = view_of(made)
        qtbot.waitUntil(view.fault.isVisible, timeout=10_000)
        assert "vault." in view.fault.code.text()
    finally:
        finish(made)


def test_the_unlock_screen_and_the_sheets_pass_the_audit(qtbot: QtBot, opened: Program) -> None:
    view = ready(qtbot, opened)
    assert audit(opened.entry) == []
    view.forgotten.click()
    recovery = opened.entry.pages.currentWidget()
    assert isinstance(recovery, RecoveryView)
    assert audit(opened.entry) == []
    QTest.keyClick(recovery, Qt.Key.Key_Escape)
    assert opened.entry.pages.currentWidget() is view


def test_the_sheets_are_counted_as_they_are_typed(qtbot: QtBot, opened: Program) -> None:
    ready(qtbot, opened).forgotten.click()
    recovery = opened.entry.pages.currentWidget()
    assert isinstance(recovery, RecoveryView)
    editor = recovery.sheets[0].editor
    editor.setPlainText("1. academic 2. acid\n3 acne")  # type: ignore[attr-defined] # a NotesEdit, typed as its base
    assert recovery.sheets[0].message.label.text() == "3 of 33 words"
    assert "the first sheet" in recovery.rest.text()
    assert not recovery.go.isEnabled()
    assert sheet_words("1. academic 2. acid\n3 acne") == ["academic", "acid", "acne"]


def test_the_passphrase_is_masked_in_every_line_of_the_first_screens(qtbot: QtBot, opened: Program) -> None:
    view = ready(qtbot, opened)
    view.forgotten.click()
    lines = [line for line in opened.entry.findChildren(QLineEdit) if "assphrase" in line.objectName()]
    assert {line.echoMode() for line in lines} == {QLineEdit.EchoMode.Password}
    assert len(lines) == 3
