"""What is missing, in the window: gaps with counts, whom they are of, the way to the file; and lists taken out."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from caseworker.domain.gaps import Between
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, Intake
from caseworker.domain.intervention import InterventionState
from caseworker.domain.lead_times import LeadTime
from caseworker.domain.listing import ListColumn
from caseworker.domain.person import Sex
from caseworker.domain.quality import Gap
from caseworker.domain.rows import CodeRow
from caseworker.services import interventions, people
from caseworker.services.gaps import GapShown, GapTally
from caseworker.services.interventions import EnteredIntervention, EnteredStep
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.audit import audit
from tests.ui.people_bench import enrolled, someone, window_over
from ui.exporting import ListDialog
from ui.people.view import PeoplePage
from ui.person.gaps import gap_sentence
from ui.person.view import PersonPage
from ui.quality.view import QualityPage
from ui.quality.wording import gap_words, split_spoken, split_words
from ui.shell.window import MainWindow
from ui.widgets.text import Label

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
    assert page.presenter.chosen is Gap.LANGUAGE


def waiting_since(days: int) -> EnteredIntervention:
    day = TODAY - timedelta(days=days)
    road = (InterventionState.PROPOSED, InterventionState.DECIDED, InterventionState.REFERRED)
    return EnteredIntervention("halsoundersokning", steps=tuple(EnteredStep(state, day) for state in road))


def test_what_falls_between_the_chairs_has_women_and_men_and_tells_whom(qtbot: QtBot, register: Register) -> None:
    person = PersonId(enrolled(register, Intake(given="Bara", family="Namn", sex=Sex.WOMAN)))
    for entered in (waiting_since(34), EnteredIntervention("e-legitimation")):
        interventions.add_intervention(register, person=person, entered=entered, by=FOUNDER)
    window = window_over(qtbot, register)
    page = page_of(window)
    said = [page.between_model.data(page.between_model.index(at, 0)) for at in range(page.between_model.rowCount())]
    assert said == [
        "Identity card and bank account wait for each other, actors wait for each other, 1 woman, 0 men",
        "Region (health care), the ball has been there more than 30 days, 1 woman, 0 men",
    ]
    assert page.between.current_row() is None
    page.between.setCurrentIndex(page.between_model.index(1, 0))
    assert page.gaps.current_row() is None
    assert page.people_model.row(0).id == person
    assert page.people_model.rowCount() == 1
    assert audit(page) == []
    QTest.keyClick(page.between, Qt.Key.Key_Return)
    assert page.people.hasFocus()
    QTest.keyClick(page.people, Qt.Key.Key_Return)

    own = window.stack.current
    assert isinstance(own, PersonPage)
    own.show_tab("interventions")
    lines = [own.findChild(Label, f"personGap_{place}") for place in range(2)]
    told = [line.text() for line in lines if line is not None]
    assert told == [
        "Identity card and bank account wait for each other. Help to open a bank account requires a Swedish identity "
        "document. Application for an identity card requires help to open a bank account (The fee for the identity "
        "card is to be paid from an account before the visit, not verified).",
        "The ball lies with Region (health care), 34 days: health examination.",
    ]

    words = CodeRow("code", "Ord", "Words")
    usual = LeadTime("praktik", InterventionState.REFERRED, 12, 20.5, 30)
    every = [
        GapShown(kind, "regionen", words, "law", "unverified", type="praktik", days=40, usual=usual) for kind in Between
    ]
    sentences = [gap_sentence(one, own._desk.words) for one in every]  # noqa: SLF001 - the words of the register
    assert all("not verified" in sentences[place] for place in (2, 4))
    assert sentences[1].endswith("Usually 12 days for women. Usually 20 days for men.")
    assert len(set(sentences)) == len(Between)
    few = replace(every[1], usual=LeadTime("praktik", InterventionState.REFERRED, None, None, 6, 14))
    assert gap_sentence(few, own._desk.words).endswith("Usually 14 days.")  # noqa: SLF001 - the words of the register


def test_with_nothing_missing_one_stands_on_what_falls_between_the_chairs(qtbot: QtBot, register: Register) -> None:
    whole = replace(
        someone(),
        born=date(1988, 3, 14),
        phone="070-174 06 11",
        settlement="anvisad",
        address=EnteredAddress("Provvägen 1", "123 45", "Lövåsa"),
    )
    person = enrolled(register, whole)
    interventions.add_intervention(register, person=person, entered=waiting_since(34), by=FOUNDER)
    page = page_of(window_over(qtbot, register))
    assert not page.gaps.isVisibleTo(page)
    assert page.between.hasFocus()
    assert page.people_model.row(0).id == person
    assert not page.times.isVisibleTo(page)
    times = [
        LeadTime("praktik", InterventionState.PROPOSED, 12, None, 6, 11.5),
        LeadTime("praktik", InterventionState.REFERRED, 1, 20, 30, 9),
    ]
    page.times.show_times(times)
    said = [page.times.model.data(page.times.model.index(at, 0)) for at in range(2)]
    assert said == [
        "Work placement, from proposed to the next step, 12 days, women: 12 days, men: too few",
        "Work placement, from referred to the next step, 9 days, women: 1 day, men: 20 days",
    ]
    assert page.times.isVisibleTo(page)
    assert audit(page) == []


def test_who_is_of_unknown_sex_is_told_too() -> None:
    row = GapTally(Between.MAY, "sfi", CodeRow("sfi", "Sfi", "SFI"), 1, 2, 3)
    assert split_words(row) == "W 1 · M 2 · unknown 3"
    assert split_spoken(row) == "1 woman, 2 men, 3 of unknown sex"


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
