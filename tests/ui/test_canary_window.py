"""What a window lets slip beside its content: titles, settings, recent files, names it proposes, the clipboard."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from caseworker.app import Session
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.services import people
from tests.canaries import CANARIES, found_in, hits
from tests.ui.registers import copy_of, demo_register, finish
from tests.ui.test_program import open_program

NAMED = Intake(given=CANARIES[0], family=CANARIES[1], original_name=CANARIES[2], email=CANARIES[6])


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_register(tmp_path_factory)


def titles() -> str:
    """Return what the task switcher, the system and a screen reader's window list may show of every window."""
    return "\n".join(
        " ".join((one.windowTitle(), one.windowFilePath(), one.windowIconText(), one.objectName(), one.windowRole()))
        for one in QApplication.topLevelWidgets()
    )


def test_no_page_puts_a_person_into_a_title_a_setting_or_the_clipboard(
    qtbot: QtBot, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []
    monkeypatch.setattr(QFileDialog, "selectFile", lambda _self, name: proposed.append(name))
    monkeypatch.setattr(QFileDialog, "exec", lambda _self: QFileDialog.DialogCode.Rejected)
    made = open_program(qtbot, copy_of(template, tmp_path / "register"), tmp_path)
    try:
        window, session = made.window, made.session
        assert window is not None
        assert isinstance(session, Session)
        person = PersonId(people.register_person(session.register, intake=NAMED, by=session.user).created)
        seen = [titles()]
        for screen in (*window.places, *window.reachable):
            window.go(screen.name)
            seen.append(titles())
        for screen_name in ("person", "letters"):
            window.go(screen_name, person)
            qtbot.waitUntil(lambda: not any(map(made.runner.busy, ("person.read", "letters.preview"))), timeout=10_000)
            seen.append(titles())
        window.palette_box.open()
        window.palette_box.edit.setText(CANARIES[0])
        qtbot.waitUntil(lambda: not made.runner.busy("palette"), timeout=5000)
        seen.append(titles())
        # the search does see her: the titles were looked at while she was on the screen
        assert window.palette_box.list.model().rowCount() > 0
        window.palette_box.edit.selectAll()
        window.palette_box.edit.copy()
        assert CANARIES[0] in QApplication.clipboard().text()
        window.privacy.toggle()
        seen.append(titles())
        window.close()
        assert QApplication.clipboard().text() == ""
        assert found_in("\n".join((*seen, *proposed)).encode()) == []
        assert json.loads((tmp_path / "config" / "window.json").read_text(encoding="utf-8"))
        assert hits([tmp_path], CANARIES) == []
    finally:
        finish(made)


def test_the_scan_sees_a_title_that_holds_a_person(qtbot: QtBot, template: Path, tmp_path: Path) -> None:
    made = open_program(qtbot, copy_of(template, tmp_path / "register"), tmp_path)
    try:
        assert made.window is not None
        made.window.setWindowTitle(f"{CANARIES[0]} – Handläggarstöd")
        assert found_in(titles().encode()) == [CANARIES[0]]
    finally:
        finish(made)
