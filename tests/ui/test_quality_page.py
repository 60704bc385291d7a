"""What is missing, in the window: gaps with counts, whom they are of, the way to the file; and lists taken out."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from caseworker.domain.intake import Intake
from caseworker.domain.listing import ListColumn
from caseworker.domain.person import Sex
from caseworker.domain.quality import Gap
from caseworker.services import people
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.people_bench import enrolled, window_over
from ui.exporting import ListDialog
from ui.people.view import PeoplePage
from ui.quality.view import QualityPage
from ui.quality.wording import gap_words
from ui.shell.window import MainWindow

PURPOSE = "Kallelse till möte"


def page_of(window: MainWindow) -> QualityPage:
    window.go("quality")
    page = window.stack.current
    assert isinstance(page, QualityPage)
    return page


def choosing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[ListDialog]:
    """Fill in the dialog as a caseworker would, and choose ``folder``; return the dialogs that were shown."""
    shown: list[ListDialog] = []

    def run(dialog: ListDialog) -> int:
        shown.append(dialog)
        assert audit(dialog) == []
        assert not dialog.go.isEnabled()
        dialog.purpose.setText(PURPOSE)
        assert dialog.go.isEnabled()
        dialog.ticks[ListColumn.PHONE].setChecked(True)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(ListDialog, "exec", run)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(folder))
    return shown


def test_gaps_come_with_their_counts_and_the_people_of_the_chosen_one(qtbot: QtBot, register: Register) -> None:
    enrolled(register, Intake(given="Bara", family="Namn"))
    second = enrolled(register, Intake(given="Utan", family="Kön", speaks="ar", reads="ar"))
    page = page_of(window_over(qtbot, register))
    counts = {page.gap_model.row(at).gap: page.gap_model.row(at).people for at in range(page.gap_model.rowCount())}
    assert (counts[Gap.SEX], counts[Gap.LANGUAGE]) == (2, 1)
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    assert page.gaps.hasFocus()
    assert audit(page) == []

    place = list(counts).index(Gap.LANGUAGE)
    page.gaps.setCurrentIndex(page.gap_model.index(place, 0))
    assert [page.people_model.row(at).name for at in range(page.people_model.rowCount())] == ["Bara Namn"]
    assert (
        page.gap_model.data(page.gap_model.index(place, 0)) == "No language, chooses letter and interpreter, 1 person"
    )
    said = page.people_model.data(page.people_model.index(0, 0))
    assert said.startswith("Bara Namn, Birth date not known, Case 2026-")

    right = Intake(given="Utan", family="Kön", speaks="ar", reads="ar", sex=Sex.WOMAN)
    changes = people.correct_person(register, person=second, version=1, intake=right, by=FOUNDER)
    page._shell.changes.changed.emit(changes)  # noqa: SLF001 - as another page tells it
    kept = {page.gap_model.row(at).gap: page.gap_model.row(at).people for at in range(page.gap_model.rowCount())}
    assert kept[Gap.SEX] == 1
    assert page.presenter.gap is Gap.LANGUAGE


def test_enter_goes_to_the_people_and_then_to_the_file(qtbot: QtBot, register: Register) -> None:
    enrolled(register, Intake(given="Bara", family="Namn"))
    window = window_over(qtbot, register)
    page = page_of(window)
    QTest.keyClick(page.gaps, Qt.Key.Key_Return)
    assert page.people.hasFocus()
    QTest.keyClick(page.people, Qt.Key.Key_Return)
    assert window.stack.current_name == "person"


def test_when_nothing_is_missing_it_says_so(qtbot: QtBot, register: Register) -> None:
    page = page_of(window_over(qtbot, register))
    assert page.whole.isVisibleTo(page)
    assert not page.gaps.isVisibleTo(page)
    assert audit(page) == []


def test_the_people_of_a_gap_are_taken_out_as_a_list(
    qtbot: QtBot, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(register, Intake(given="Bara", family="Namn"))
    window = window_over(qtbot, register)
    page = page_of(window)
    shown = choosing(monkeypatch, tmp_path / "ut")
    page.export.click()
    assert "1 person" in shown[0].accessibleDescription()
    assert [file.suffix for file in (tmp_path / "ut").iterdir()] == [".xlsx"]


def test_the_list_of_people_and_the_hits_of_a_search_are_taken_out(
    qtbot: QtBot, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(register)
    enrolled(register, Intake(given="Bara", family="Namn"))
    window = window_over(qtbot, register)
    page = window.stack.current
    assert isinstance(page, PeoplePage)
    shown = choosing(monkeypatch, tmp_path / "ut")
    (command,) = [one for one in page.commands() if one.name == "people_list"]
    command.run()
    assert "everybody you can list" in shown[0].accessibleDescription()
    page.presenter.typed("Bara")
    page.presenter.ask()
    command.run()
    assert "1 person" in shown[1].accessibleDescription()
    assert len(list((tmp_path / "ut").iterdir())) == 2


def test_without_a_folder_nothing_is_written(
    qtbot: QtBot, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(register)
    window = window_over(qtbot, register)
    page = window.stack.current
    assert isinstance(page, PeoplePage)
    choosing(monkeypatch, tmp_path / "ut")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: "")
    next(one for one in page.commands() if one.name == "people_list").run()
    assert not (tmp_path / "ut").exists()


def test_every_gap_has_words() -> None:
    assert all(all(gap_words(gap)) for gap in Gap)
