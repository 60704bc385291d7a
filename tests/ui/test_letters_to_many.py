"""Letters to many in the window: the choice, the queue and what it says came out, reading aloud, and what has left."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from caseworker.errors import EnvironmentFault
from caseworker.services import letter_log, letters
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.paper_bench import Tray, letters_window
from tests.ui.people_bench import enrolled, someone
from ui.letters.interpreter import InterpreterDialog
from ui.letters.merge import MergeDialog
from ui.letters.print_log import PrintLogDialog
from ui.letters.queue_dialog import QueueDialog
from ui.letters.view import LettersPage
from ui.printing import JOB_NAME, ChosenPrinter, PagePicture, new_printer

T = TypeVar("T", bound=QDialog)


@dataclass
class Stopping(Tray):
    """A tray that asks for a stop, or is gone, when ``after`` pages lie in it."""

    after: int = 99
    act: Callable[[], None] = lambda: None

    def put(self, page: PagePicture) -> None:
        super().put(page)
        if sum(map(len, self.printed)) == self.after:
            self.act()


def shown(kind: type[T]) -> T:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def many(qtbot: QtBot, register: Register, tray: Tray) -> tuple[LettersPage, MergeDialog]:
    enrolled(register)
    enrolled(register, replace(someone("Dawit", "Tesfay", original="", number="19960702-2390"), reads="ti"))
    window, page = letters_window(qtbot, register, tray)
    window.activateWindow()
    QTest.mouseClick(page.more.many, Qt.MouseButton.LeftButton)
    return page, shown(MergeDialog)


def print_all(qtbot: QtBot, dialog: MergeDialog) -> QueueDialog:
    qtbot.waitUntil(lambda: len(dialog.taken) == 2)
    QTest.mouseClick(dialog.print, Qt.MouseButton.LeftButton)
    queue = shown(QueueDialog)
    qtbot.waitUntil(lambda: not queue.queue.running)
    return queue


def what(queue: QueueDialog) -> list[str]:
    return [queue.model.index(row, 0).data() for row in range(queue.model.rowCount())]


def test_a_sheet_goes_to_many_each_in_what_she_reads(qtbot: QtBot, register: Register) -> None:
    tray = Tray()
    _page, dialog = many(qtbot, register, tray)
    qtbot.waitUntil(lambda: len(dialog.taken) == 2)
    assert [(row.name, row.language) for row in dialog.taken] == [("Dawit Tesfay", "ti"), ("Samira Haddad", "ar")]
    assert audit(dialog) == []
    dialog.place.setText("Ingenstans")
    dialog.look()
    qtbot.waitUntil(lambda: dialog.taken == ())
    assert not dialog.print.isEnabled()
    dialog.place.clear()
    dialog.look()
    queue = print_all(qtbot, dialog)
    assert [len(pages) for pages in tray.printed] == [one.pages for one in queue.queue.merged]
    assert "2 letters were printed." in queue.message.label.text()
    assert "Fetch them at Skrivare 3" in queue.pages.text()
    assert audit(queue) == []
    for one in queue.queue.merged:
        (left,) = letter_log.list_printed(register, person=one.row.person, by=FOUNDER)
        assert (left.how, left.language, left.came_out) == ("printed", one.row.language, None)
    QTest.keyClick(queue, Qt.Key.Key_Escape)
    assert not queue.isVisible()


def test_esc_stops_after_the_page_and_says_exactly_what_came_out(qtbot: QtBot, register: Register) -> None:
    tray = Stopping(after=1)
    _page, dialog = many(qtbot, register, tray)
    tray.act = lambda: QTest.keyClick(shown(QueueDialog), Qt.Key.Key_Escape)
    queue = print_all(qtbot, dialog)
    assert [len(pages) for pages in tray.printed] == [1]
    assert queue.isVisible(), "the first Esc stops, it does not close"
    told = queue.message.label.text()
    assert "Of the letter to Dawit Tesfay, 1 of 2 pages came out" in told
    assert "2 letters wait in the queue." in told
    assert len(what(queue)) == 2
    assert all("Waits" in line for line in what(queue))
    torn = queue.queue.waiting[0].person
    assert letter_log.list_printed(register, person=torn, by=FOUNDER)[0].came_out == 1
    tray.act = lambda: None
    QTest.mouseClick(queue.rest, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not queue.queue.running)
    assert [len(pages) for pages in tray.printed][1] == 2, "the letter comes whole"
    assert (queue.queue.waiting, [one.number for one in queue.queue.merged]) == ((), [1, 2])


def test_a_printer_that_is_gone_leaves_the_letters_in_the_queue(qtbot: QtBot, register: Register) -> None:
    def gone() -> None:
        tray.fault = EnvironmentFault("print.failed")

    tray = Stopping(after=2, act=gone)
    _page, dialog = many(qtbot, register, tray)
    queue = print_all(qtbot, dialog)
    assert [one.row.name for one in queue.queue.merged] == ["Dawit Tesfay"]
    assert [row.name for row in queue.queue.waiting] == ["Samira Haddad"]
    assert "1 letter waits in the queue." in queue.message.label.text()
    assert queue.rest.isVisible()
    samira = queue.queue.waiting[0].person
    assert letter_log.list_printed(register, person=samira, by=FOUNDER)[0].came_out == 0


def test_letters_are_saved_one_each_or_as_one_file_and_the_cover_list_with_them(
    qtbot: QtBot, register: Register, tmp_path: Path
) -> None:
    folder = tmp_path / "brev"
    folder.mkdir()
    tray = Tray(path=folder)
    page, dialog = many(qtbot, register, tray)
    qtbot.waitUntil(lambda: len(dialog.taken) == 2)
    QTest.mouseClick(dialog.folder, Qt.MouseButton.LeftButton)
    queue = shown(QueueDialog)
    qtbot.waitUntil(lambda: not queue.queue.running)
    assert sorted(path.name for path in folder.iterdir()) == ["valkommen-0001-ti.pdf", "valkommen-0002-ar.pdf"]
    tray.path = tmp_path / "lista.pdf"
    QTest.mouseClick(queue.cover, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: (tmp_path / "lista.pdf").exists())
    queue.reject()
    tray.path = tmp_path / "alla.pdf"
    page.more.open_many()
    dialog = shown(MergeDialog)
    qtbot.waitUntil(lambda: len(dialog.taken) == 2)
    QTest.mouseClick(dialog.one, Qt.MouseButton.LeftButton)
    queue = shown(QueueDialog)
    qtbot.waitUntil(lambda: not queue.queue.running)
    assert len(pypdfium2.PdfDocument(tmp_path / "alla.pdf")) == sum(one.pages for one in queue.queue.merged)


def test_a_file_that_cannot_be_written_leaves_everybody_in_the_queue(
    qtbot: QtBot, register: Register, tmp_path: Path
) -> None:
    tray = Tray(path=tmp_path / "saknas" / "alla.pdf")
    _page, dialog = many(qtbot, register, tray)
    qtbot.waitUntil(lambda: len(dialog.taken) == 2)
    QTest.mouseClick(dialog.one, Qt.MouseButton.LeftButton)
    queue = shown(QueueDialog)
    qtbot.waitUntil(lambda: not queue.queue.running)
    assert (queue.queue.merged, len(queue.queue.waiting)) == ((), 2)
    tray.path = tmp_path / "alla.pdf"
    QTest.mouseClick(queue.rest, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not queue.queue.running)
    assert tray.path.exists()
    assert (len(queue.queue.merged), queue.queue.waiting) == (2, ())


def test_the_spool_names_the_program_only_page_by_page_too(qtbot: QtBot, register: Register, tmp_path: Path) -> None:
    person = enrolled(register)
    letter = letters.issue_letter(register, person=person, sheet="vald", language="ar", how="printed", by=FOUNDER)
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spool.pdf"))
    printer.setResolution(50)
    job = ChosenPrinter(printer)
    job.begin()
    for page in range(letter.pages):
        job.put(letters.letter_page(register, letter=letter, page=page, dots_per_inch=50, by=FOUNDER))
    job.finish()
    assert printer.docName() == JOB_NAME
    raw = (tmp_path / "spool.pdf").read_bytes()
    assert len(pypdfium2.PdfDocument(raw)) == letter.pages
    for words in ("Samira", "Haddad", "vald", letter.title):
        for code in ("utf-8", "utf-16-be"):
            assert words.encode(code) not in raw, "neither a name nor what the letter is about"
    with pytest.raises(EnvironmentFault):
        job.put(letters.letter_page(register, letter=letter, page=0, dots_per_inch=50, by=FOUNDER))


def test_a_letter_is_read_aloud_by_the_keyboard_each_piece_above_its_swedish(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    QTest.mouseClick(page.more.aloud, Qt.MouseButton.LeftButton)
    dialog = shown(InterpreterDialog)
    assert dialog.place.text().startswith(f"1 of {len(dialog.pieces)}")
    assert dialog.text.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for key, at in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Left, 2), (Qt.Key.Key_Space, 3), (Qt.Key.Key_Right, 2)):
        QTest.keyClick(dialog.on, key)
        assert dialog.at == at
    assert dialog.swedish.text() == dialog.pieces[2].swedish
    QTest.keyClick(dialog, Qt.Key.Key_End)
    assert dialog.at == len(dialog.pieces) - 1
    QTest.keyClick(dialog, Qt.Key.Key_Home)
    assert dialog.at == 0
    assert audit(dialog) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_what_has_left_about_the_recipient_is_listed(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    letters.issue_letter(register, person=person, sheet="sfi", language="ar", how="saved", by=FOUNDER)
    window, page = letters_window(qtbot, register)
    assert not page.more.log.isEnabled()
    window.go("letters", person)
    QTest.mouseClick(page.more.log, Qt.MouseButton.LeftButton)
    dialog = shown(PrintLogDialog)
    assert "Saved as PDF" in dialog.model.index(0, 0).data()
    assert "version 1" in dialog.model.index(0, 0).data()
    assert audit(dialog) == []
    dialog.reject()
