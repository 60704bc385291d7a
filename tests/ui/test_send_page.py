"""Skicka with a real register and a real centre: what is shown is what leaves, and true numbers never do."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from caseworker.services import counts, preferences
from caseworker.store.register import Register
from tests.services.centres import lying_centre, refusal, running_centre
from tests.store.fixtures import FOUNDER, KEY, StandingClock
from tests.ui.audit import audit
from tests.ui.finding import found
from tests.ui.paper_bench import Tray, clipboard, crowd, send_window
from ui.send.view import SendPage
from ui.widgets.irreversible import Irreversible

MONTH = "2026-10"


@pytest.fixture(scope="module")
def crowded_file(register_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with enough people for numbers to leave, made once."""
    path = tmp_path_factory.mktemp("crowded") / "register.db"
    shutil.copy(register_template, path)
    register = Register.open(path, key=KEY, clock=StandingClock())
    crowd(register)
    register.close()
    return path


@pytest.fixture
def office(crowded_file: Path, tmp_path: Path, clock: StandingClock) -> Iterator[Register]:
    """A copy of the crowded register for one test."""
    path = tmp_path / "office" / "register.db"
    path.parent.mkdir()
    shutil.copy(crowded_file, path)
    register = Register.open(path, key=KEY, clock=clock)
    yield register
    register.close()


def spoken(page: SendPage, row: int, column: int) -> str:
    model = page.board.table.counts
    return str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))


def cells(page: SendPage) -> list[list[str]]:
    model = page.board.table.counts
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def answer_dialog(qtbot: QtBot, page: SendPage, *, typed: str = "", accept: bool = True) -> list[str]:
    """Press Send and answer the question as a user: type, then Ctrl Enter or Esc."""
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Irreversible)
        seen.append("asked")
        assert not dialog.go.isEnabled()
        QTest.keyClicks(dialog.line, typed)
        if accept:
            dialog.go.click()
        if dialog.isVisible():
            QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, answer)
    page.send()
    return seen


def address(page: SendPage) -> QLineEdit:
    editor = page.shipment.endpoint.editor
    assert isinstance(editor, QLineEdit)
    return editor


def test_the_last_full_month_is_shown_with_true_and_sent_beside_each_other(qtbot: QtBot, office: Register) -> None:
    _window, page = send_window(qtbot, office)
    assert page.board.month.currentText() == "October 2026"
    view = counts.show_counts(office, period=MONTH, by=FOUNDER)
    shown = cells(page)
    assert len(shown) == len(view.table.statuses) * len(view.table.ages)
    pairs = [number for row in shown for number in zip(row[1::2], row[2::2], strict=True)]
    assert pairs == [(str(cell.true), str(cell.sent)) for cell in view.table.cells]


def test_each_cell_is_spoken_as_one_sentence(qtbot: QtBot, office: Register) -> None:
    _window, page = send_window(qtbot, office)
    view = counts.show_counts(office, period=MONTH, by=FOUNDER)
    women = view.table.cells[0]
    assert spoken(page, 0, 1) == f"Everyone enrolled, women: true {women.true}, leaves {women.sent}"
    assert spoken(page, 0, 2) == spoken(page, 0, 1)


def test_t_leaves_only_what_leaves_also_for_a_screen_reader(qtbot: QtBot, office: Register) -> None:
    window, page = send_window(qtbot, office)
    before = page.board.table.counts.columnCount()
    QTest.keyClick(window, Qt.Key.Key_T)
    assert not page.board.both
    assert page.board.table.counts.columnCount() == (before + 1) // 2
    assert "true" not in spoken(page, 0, 1)
    assert page.board.merging.ages.reason.text() == ""
    QTest.keyClick(window, Qt.Key.Key_T)
    assert page.board.table.counts.columnCount() == before


def test_copying_gives_the_sent_numbers_whatever_cell_the_cursor_is_on(qtbot: QtBot, office: Register) -> None:
    window, page = send_window(qtbot, office)
    view = counts.show_counts(office, period=MONTH, by=FOUNDER)
    for press in ("ctrl", "letter"):
        QApplication.clipboard().clear()
        page.board.table.setCurrentIndex(page.board.table.counts.index(0, 1))
        if press == "ctrl":
            QTest.keyClick(page.board.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClick(window, Qt.Key.Key_C)
        lines = clipboard().strip("\n").split("\n")
        assert lines[0].split("\t")[1:] == ["Women", "Men", "Total"]
        numbers = [number for line in lines[1:] for number in line.split("\t")[1:]]
        assert numbers == ["" if cell.sent is None else str(cell.sent) for cell in view.table.cells]


def test_the_row_the_cursor_is_on_explains_why_sums_differ(qtbot: QtBot, office: Register) -> None:
    _window, page = send_window(qtbot, office)
    table = page.board.table
    told = set()
    for row in range(table.counts.rowCount()):
        table.setCurrentIndex(table.counts.index(row, 0))
        figures = [one.sent for one in table.counts.figures.rows[row].figures] if table.counts.figures else []
        text = page.board.why.text.text()
        assert f"{figures[0]} women and {figures[1]} men" in text
        assert str(figures[2]) in text
        told.add("not " in text.split(". ")[0])
    assert told


def test_the_merges_are_told_with_the_step_in_use(qtbot: QtBot, office: Register) -> None:
    _window, page = send_window(qtbot, office)
    view = counts.show_counts(office, period=MONTH, by=FOUNDER)
    used = view.table.ladder
    words = page.board.merging.ages.steps.accessibleName()
    assert words.startswith("Age: ")
    assert (str(used.ages) if used.ages > 1 else "not split") in words
    assert f"{used.ages} of 7 ages" in page.board.merging.kept.text()


def test_preparing_makes_the_file_and_nothing_leaves(qtbot: QtBot, office: Register) -> None:
    window, page = send_window(qtbot, office)
    QTest.keyClick(window, Qt.Key.Key_J)
    assert "There is no file yet" in page.board.empty.title.text()
    page.shipment.prepare.click()
    view = counts.show_counts(office, period=MONTH, by=FOUNDER)
    assert page.board.file.text == view.envelope.decode()
    assert "".join(line.text for line in page.board.file.shown()) == view.envelope.decode()
    assert page.shipment.send.isVisible()
    assert not page.shipment.prepare.isVisible()
    assert view.release is not None
    assert view.release.sha256 in page.shipment._hash.text().replace("\n", "").replace(" ", "")  # noqa: SLF001 - drawn
    assert page.shipment.queue.note.text() == "1 in the queue"
    assert "Prepared, not sent" in str(page.shipment.rows.model().index(0, 0).data())


def test_the_whole_file_is_copied_and_saved_byte_for_byte(qtbot: QtBot, office: Register, tmp_path: Path) -> None:
    tray = Tray(path=tmp_path / "release.json")
    counts.prepare_release(office, period=MONTH, by=FOUNDER)
    envelope = counts.show_counts(office, period=MONTH, by=FOUNDER).envelope
    window, page = send_window(qtbot, office, tray)
    QTest.keyClick(window, Qt.Key.Key_J)
    QTest.keyClick(page.board.file, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard().encode() == envelope
    QTest.keyClick(window, Qt.Key.Key_E)
    assert tray.suggested == ["U01-T1-2026-10.json"]
    assert (tmp_path / "release.json").read_bytes() == envelope


def test_what_is_shown_as_leaving_is_the_file_even_when_the_register_has_changed(
    qtbot: QtBot, office: Register
) -> None:
    counts.prepare_release(office, period=MONTH, by=FOUNDER)
    values = json.loads(counts.show_counts(office, period=MONTH, by=FOUNDER).envelope)["dataset"]["value"]
    crowd(office, 40)
    _window, page = send_window(qtbot, office)
    sent = [number for row in cells(page) for number in row[2::2]]
    assert sent == ["–" if value is None else str(value) for value in values]
    assert "fixed when the month was prepared" in page.shipment.fixed.text()
    assert cells(page)[0][5] == "160"


def test_sending_asks_once_for_the_count_and_keeps_the_receipt(qtbot: QtBot, office: Register, tmp_path: Path) -> None:
    _window, page = send_window(qtbot, office)
    with running_centre(tmp_path / "central.db") as (endpoint, _app):
        address(page).setText(endpoint)
        page.shipment.introduce.click()
        assert "knows this office" in page.shipment.done.label.text()
        page.shipment.prepare.click()
        figures = page.board.figures
        assert figures is not None
        asked = answer_dialog(qtbot, page, typed=str(figures.cells))
        assert len(asked) == 1
    assert page.shipment.done.label.text() == "Sent and received. The receipt is kept."
    (release,) = counts.list_releases(office, by=FOUNDER)
    assert release.state == "acked"
    # the centre is real, and so is its clock
    assert re.search(
        r"Received \d{1,2} [A-Z][a-z]{2} 20\d\d \d\d:\d\d", str(page.shipment.rows.model().index(0, 0).data())
    )
    assert not page.shipment.send.isVisible()
    assert not page.shipment.introduce.isVisible()
    assert preferences.read_endpoint(office, by=FOUNDER) == endpoint


@pytest.mark.parametrize(("typed", "accept"), [("47", True), ("", True), ("", False)])
def test_without_the_right_count_nothing_is_sent(qtbot: QtBot, office: Register, typed: str, accept: bool) -> None:
    counts.prepare_release(office, period=MONTH, by=FOUNDER)
    _window, page = send_window(qtbot, office)
    address(page).setText("http://127.0.0.1:9")
    answer_dialog(qtbot, page, typed=typed, accept=accept)
    (release,) = counts.list_releases(office, by=FOUNDER)
    assert (release.state, release.attempts) == ("queued", 0)
    assert preferences.read_endpoint(office, by=FOUNDER) == ""


def test_without_an_address_the_field_asks_for_one(qtbot: QtBot, office: Register) -> None:
    counts.prepare_release(office, period=MONTH, by=FOUNDER)
    window, page = send_window(qtbot, office)
    page.send()
    assert "address first" in page.shipment.endpoint.message.label.text()
    assert window.focusWidget() is address(page)


@pytest.mark.parametrize("wrong", ["http://stat.example", "centralen", "ftp://127.0.0.1"])
def test_a_wrong_address_is_said_beside_the_field_and_not_kept(qtbot: QtBot, office: Register, wrong: str) -> None:
    counts.prepare_release(office, period=MONTH, by=FOUNDER)
    _window, page = send_window(qtbot, office)
    address(page).setText(wrong)
    page.presenter.send(wrong)
    assert page.shipment.endpoint.message.label.text()
    assert page.shipment.send.isEnabled()
    assert preferences.read_endpoint(office, by=FOUNDER) == ""


def test_a_centre_that_cannot_be_reached_leaves_the_month_in_the_queue(qtbot: QtBot, office: Register) -> None:
    counts.prepare_release(office, period=MONTH, by=FOUNDER)
    _window, page = send_window(qtbot, office)
    page.presenter.send("http://127.0.0.1:9")
    assert "delivery.unreachable" in page.shipment.fault.code.text()
    assert page.shipment.send.isEnabled()
    assert page.shipment.queue.note.text() == "1 in the queue"


def test_a_refusal_by_the_centre_is_told_in_words_and_stays_in_the_queue(qtbot: QtBot, office: Register) -> None:
    counts.prepare_release(office, period=MONTH, by=FOUNDER)
    with lying_centre(lambda _release: refusal("centre.unknown_office")) as hostile:
        _window, page = send_window(qtbot, office)
        page.presenter.send(hostile.url)
    assert "centre.unknown_office" in page.shipment.fault.code.text()
    assert "Refused by the centre" in str(page.shipment.rows.model().index(0, 0).data())
    assert page.shipment.queue.note.text() == "1 in the queue"


def test_a_month_that_is_not_over_has_nothing_to_send(qtbot: QtBot, office: Register) -> None:
    _window, page = send_window(qtbot, office)
    page.board.month.choose("2026-11")
    assert page.board.empty.isVisible()
    assert page.board.empty.title.text() == "Nothing to send for November 2026 yet"
    assert not page.shipment.prepare.isEnabled()
    page.copy()
    page.board.month.choose(MONTH)
    assert page.board.table.isVisible()


def test_an_office_with_few_people_reports_only_that(qtbot: QtBot, register: Register) -> None:
    crowd(register, 7)
    _window, page = send_window(qtbot, register)
    assert page.board.empty.title.text() == "Reported, too few"
    assert not page.board.table.isVisible()
    page.shipment.prepare.click()
    assert "too few" in page.shipment._facts["content"].text()  # noqa: SLF001 - drawn
    assert '"value":[null,null' in page.board.file.text or '"value":[null]' in page.board.file.text


def test_a_demo_register_says_so_and_a_demo_file_is_marked_inside(qtbot: QtBot, office: Register) -> None:
    _window, page = send_window(qtbot, office)
    page.shipment.prepare.click()
    chip = found(page.shipment, QLabel, "shipmentDemo")
    assert chip.text() == "DEMO"
    assert '"demo":true' in page.board.file.text
    assert not page.shipment.key.isVisible()


def test_v_shows_the_merges_where_there_is_no_room_beside_the_table(qtbot: QtBot, office: Register) -> None:
    window, page = send_window(qtbot, office)
    window.resize(1000, 800)
    qtbot.waitUntil(lambda: not page.board.merging.isVisible(), timeout=3000)
    QTest.keyClick(window, Qt.Key.Key_V)
    assert page.board.merging.isVisible()
    assert not page.board.table.isVisible()


def test_r_shows_and_hides_the_explanation(qtbot: QtBot, office: Register) -> None:
    window, page = send_window(qtbot, office)
    before = page.board.why.isVisible()
    QTest.keyClick(window, Qt.Key.Key_R)
    assert page.board.why.isVisible() is not before


def test_the_page_passes_the_audit_as_table_and_as_file(qtbot: QtBot, office: Register) -> None:
    counts.prepare_release(office, period=MONTH, by=FOUNDER)
    window, page = send_window(qtbot, office)
    assert audit(window) == []
    page.board.toggle_file()
    assert audit(window) == []
    dialog = Irreversible("Send October 2026?", "48 numbers leave.", "Send", confirm="48", parent=window)
    with qtbot.waitActive(dialog, timeout=3000):
        dialog.show()
        dialog.activateWindow()
    assert audit(dialog, walk=False) == []
    dialog.close()
