"""Läs in från Excel in the real window over a real register; only the file dialogs are stand-ins."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.errors import EnvironmentFault
from caseworker.services import importing, people
from caseworker.store.register import Register
from tests.services.lists import HEADERS, write
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.paper_bench import Tray
from tests.ui.people_bench import desk_over
from tests.ui.windows import main_window
from ui.importing.view import ImportPage
from ui.shell.page import PageWidget, Screen
from ui.shell.window import MainWindow
from ui.widgets.question import Question
from ui.widgets.rows import RowList

NEW = (
    ("Kidane, Selam", "", "1991-05-06", "K", "070-174 06 05", "99-100001", "Provvägen 1", "123 45", "Lövåsa"),
    ("Osman, Hodan", "", "1990-11-30", "K", "", "99-100002", "", "", ""),
)
WRONG = ("Fel, Dag", "", "1990-11-31", "M", "", "", "", "", "")
LIKE = ("Hadad, Samira", "", "1988-03-14", "K", "070-174 06 12", "", "", "", "")
SAMIRA = Intake(given="Samira", family="Haddad", numbers=(EnteredNumber("dossier", "99-100009"),))


@dataclass
class Desktop(Tray):
    """A file dialog that also answers which list to read."""

    list: Path | None = None

    def choose_list(self, _parent: QWidget, _title: str) -> Path | None:
        return self.list


class Copies:
    """Stands for the backups: counts them, or fails."""

    def __init__(self) -> None:
        self.made = 0
        self.fault: Exception | None = None

    def __call__(self) -> None:
        if self.fault is not None:
            raise self.fault
        self.made += 1


Opened = tuple[MainWindow, ImportPage, Desktop, Copies]


@pytest.fixture
def opened(qtbot: QtBot, register: Register) -> Opened:
    desk, desktop, copies = desk_over(register), Desktop(), Copies()
    people.register_person(register, intake=SAMIRA, by=FOUNDER)
    screens = (
        Screen("import", lambda shell: ImportPage(shell, desk, copies, desktop), "Import", "table", "1"),
        Screen("person", lambda shell: PageWidget("Person", name="personPage"), place="import"),
    )
    window, _asked = main_window(qtbot, screens=screens)
    page = window.stack.current
    assert isinstance(page, ImportPage)
    return window, page, desktop, copies


def choose(page: ImportPage, desktop: Desktop, path: Path) -> None:
    desktop.list = path
    page.choose.click()


def press(page: ImportPage, keys: str) -> None:
    """Do what a command of the page with this key does."""
    next(command for command in page.commands() if command.keys == keys).run()


def in_dialog(act: Callable[[QDialog], None]) -> None:
    def meet() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        act(dialog)

    QTimer.singleShot(0, meet)


def rows(shown: RowList) -> int:
    model = shown.model()
    return model.rowCount()


def test_a_list_is_chosen_tried_decided_and_read_in(opened: Opened, tmp_path: Path, register: Register) -> None:
    window, page, desktop, copies = opened
    assert page.stack.currentIndex() == 0
    assert audit(window) == []
    choose(page, desktop, write(tmp_path / "Inskrivna.xlsx", *NEW, WRONG, LIKE))
    assert page.file.text() == "Inskrivna.xlsx"
    assert "sheet Lista, 4 rows." in page.facts.text()
    assert (page.piles.new.number.text(), page.piles.wrong.number.text(), page.piles.maybe.number.text()) == (
        "2", "1", "1",
    )  # fmt: skip
    assert page.read.text() == "Read in 2 new"
    assert page.side._figures["people"][1].text() == "3"  # noqa: SLF001
    assert audit(window) == []
    assert people.count_people(register, by=FOUNDER) == 1
    press(page, "0")
    assert page.read.text() == "Read in 3 new"
    press(page, "0")  # the same answer again takes it back
    press(page, "1")
    assert page.presenter.updates == 1
    press(page, "G")
    assert copies.made == 1
    assert page.done.title.text() == "Read in: 2 people, 1 file got what it lacked"
    assert people.count_people(register, by=FOUNDER) == 3
    assert rows(page.side.rows) == 1
    assert audit(window) == []


def test_an_import_is_taken_back_after_a_question(opened: Opened, tmp_path: Path, register: Register) -> None:
    _window, page, desktop, _copies = opened
    choose(page, desktop, write(tmp_path / "l.xlsx", *NEW))
    press(page, "G")
    in_dialog(lambda dialog: dialog.reject())
    press(page, "U")
    assert people.count_people(register, by=FOUNDER) == 3
    (selam,) = people.find_people(register, text="Selam", by=FOUNDER)
    moved = EnteredAddress("Nya vägen 1", "123 45", "Ort")
    today = register.today()
    people.move_to_address(register, person=PersonId(selam.id), address=moved, begins=today, by=FOUNDER)
    said: list[str] = []

    def accept(dialog: QDialog) -> None:
        assert isinstance(dialog, Question)
        said.append(dialog.windowTitle())
        dialog.go.click()

    in_dialog(accept)
    page.side.undo.click()
    assert said == ["Take l.xlsx back?"]
    assert people.count_people(register, by=FOUNDER) == 2
    assert "1 person was taken away" in page.done.text.text()
    assert "Selam Kidane" in page.done.text.text()
    assert page.side.state.text().startswith("Taken back on")
    assert not page.side.undo.isVisible()


def test_a_column_is_said_to_hold_something_else(opened: Opened, tmp_path: Path) -> None:
    _window, page, desktop, _copies = opened
    path = write(tmp_path / "l.xlsx", ("Ada", "070-174 06 05", "x"), headers=("Namn", "Nr", "Religion"))
    choose(page, desktop, path)
    columns = page.columns
    columns.list.setCurrentIndex(columns.list.model().index(2, 0))
    assert not columns.field_field.isEnabled()
    columns.list.setCurrentIndex(columns.list.model().index(1, 0))
    assert columns.field.code() == "phone"
    columns.field.choose("dossier")
    columns.field.activated.emit(columns.field.currentIndex())
    assert page.piles.wrong.number.text() == "1"
    columns.field.choose("name")
    columns.field.activated.emit(columns.field.currentIndex())
    assert page.stack.currentIndex() == 2  # two columns alike: said in the status bar, nothing is lost
    assert page.presenter.list is not None
    assert page.presenter.list.columns[1].field == "dossier"


def test_a_sheet_is_chosen_and_hidden_ones_are_named(opened: Opened, tmp_path: Path) -> None:
    _window, page, desktop, _copies = opened
    path = tmp_path / "l.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, someone in (("Ett", "Ada"), ("Två", "Bo")):
            sheet = book.add_worksheet(name)
            sheet.write_column(0, 0, ("Namn", someone))
        sheet.hide()
    choose(page, desktop, path)
    assert page.columns.sheet.itemText(1) == "Två (hidden)"
    page.columns.sheet.choose("Två")
    page.columns.sheet.activated.emit(1)
    assert page.presenter.trial is not None
    assert page.presenter.trial.new[0].intake.given == "Bo"
    page.presenter.choose_sheet("Två")  # the one that is shown
    assert page.stack.currentIndex() == 2


def test_faults_are_saved_as_a_list_to_mend(opened: Opened, tmp_path: Path, register: Register) -> None:
    _window, page, desktop, _copies = opened
    choose(page, desktop, write(tmp_path / "l.xlsx", WRONG, headers=HEADERS))
    assert not page.read.isEnabled()
    assert "That month has 30 days." in page.piles.detail.text()
    press(page, "E")  # she changes her mind
    desktop.path = tmp_path / "fel.xlsx"
    page.save.click()
    assert desktop.suggested[-1] == "faults.xlsx"
    assert importing.open_list(register, workbook=desktop.path, by=FOUNDER).count == 1
    desktop.path = tmp_path / "missing" / "fel.xlsx"
    press(page, "E")
    assert not desktop.path.exists()


def test_a_file_that_cannot_be_read_is_told_and_another_is_chosen(opened: Opened, tmp_path: Path) -> None:
    window, page, desktop, _copies = opened
    bad = tmp_path / "l.xlsx"
    bad.write_bytes(b"")
    choose(page, desktop, bad)
    assert page.stack.currentIndex() == 4
    assert "neither an Excel workbook" in page.fault.happened.text()
    assert audit(window) == []
    desktop.list = None  # she changes her mind
    page.again.click()
    assert page.stack.currentIndex() == 4
    press(page, "Esc")
    assert page.stack.currentIndex() == 0


def test_without_a_copy_nothing_is_read_in(opened: Opened, tmp_path: Path, register: Register) -> None:
    _window, page, desktop, copies = opened
    copies.fault = EnvironmentFault("backup.no_place")
    choose(page, desktop, write(tmp_path / "l.xlsx", *NEW))
    press(page, "G")
    assert page.stack.currentIndex() == 4
    assert people.count_people(register, by=FOUNDER) == 1


def test_what_is_stopped_goes_back_to_the_trial(opened: Opened, tmp_path: Path, register: Register) -> None:
    _window, page, desktop, _copies = opened
    choose(page, desktop, write(tmp_path / "l.xlsx", *NEW))
    page.presenter.came.connect(lambda *_: page.stop.click())
    press(page, "G")
    assert people.count_people(register, by=FOUNDER) <= 3
    assert page.stack.currentIndex() in (2, 3)


def test_a_row_opens_the_file_it_may_be(opened: Opened, tmp_path: Path) -> None:
    window, page, desktop, _copies = opened
    choose(page, desktop, write(tmp_path / "l.xlsx", ("Haddad, Samira", "", "", "", "", "", "", "", "")))
    page.piles.doubts.opened.emit(page.piles.doubts.current_row())
    assert window.stack.current_name == "person"


def test_only_good_rows_say_so_and_the_same_file_is_known(opened: Opened, tmp_path: Path) -> None:
    _window, page, desktop, _copies = opened
    path = write(tmp_path / "l.xlsx", *NEW)
    choose(page, desktop, path)
    assert page.piles.clear.isVisible()
    press(page, "1")  # nothing to settle
    press(page, "G")
    choose(page, desktop, path)
    assert "This very file was read in on" in page.facts.text()
    assert page.piles.new.note.text() == "2 are there already"
    press(page, "G")
    assert page.stack.currentIndex() == 2
