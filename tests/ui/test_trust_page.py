"""Trygghet over a real register: who sees what, the review by keyboard, what was checked, and an older copy."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role, User
from caseworker.domain.backups import Rehearsal
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import Intake
from caseworker.domain.review import Flag
from caseworker.errors import Refused
from caseworker.services import people, review, trust
from caseworker.services.backups import BackupState
from caseworker.services.trust import Verification
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, KEY, NOON, StandingClock
from tests.ui.audit import audit
from tests.ui.paper_bench import Tray
from tests.ui.people_bench import desk_over
from tests.ui.windows import Asked, main_window
from ui.desk import Desk
from ui.shell.page import Screen
from ui.shell.window import MainWindow
from ui.trust.view import TrustPage
from ui.widgets.irreversible import Irreversible

INGER = User(StaffId("staff-2"), "Inger Dahlgren", frozenset({Role.UNIT_MANAGER}))
PETRA = User(StaffId("staff-3"), "Petra Haddad", frozenset({Role.CASEWORKER}))


@dataclass
class Backing:
    """The vault and the backups, as far as the page asks."""

    register: Register
    state: BackupState | None = None
    rehearsals: list[Rehearsal] = field(default_factory=list)

    def verify(self, *, wanted: Callable[[], bool]) -> Verification:
        return trust.verify_register(self.register, signed_by=lambda *_: True, wanted=wanted, by=INGER)

    def backups(self) -> BackupState:
        if self.state is None:
            raise Refused("access.not_granted", needs="backup.read")
        return self.state

    def rehearse(self) -> Rehearsal:
        self.rehearsals.append(Rehearsal(NOON, NOON, ok=True, people=2, missing=0, damaged=("a",)))
        return self.rehearsals[-1]


@pytest.fixture
def office(register: Register) -> Register:
    """Two colleagues besides the founder; one has looked at a namesake's file."""
    with register.change(by=FOUNDER) as tx:
        for one in (INGER, PETRA):
            tx.put_staff(one)
        tx.commit()
    person = people.register_person(register, intake=Intake(given="Samira", family="Haddad"), by=FOUNDER).created
    people.open_file(register, person=PersonId(person), by=PETRA)
    register.set_signer(INGER.id, lambda message: b"s" * 64)
    return register


def trust_window(
    qtbot: QtBot, register: Register, *, user: User = INGER, state: BackupState | None = None, tray: Tray | None = None
) -> tuple[MainWindow, TrustPage, Desk, Asked]:
    desk = desk_over(register)
    desk.user = user
    backing = Backing(register, state)
    screen = Screen("trust", lambda shell: TrustPage(shell, desk, backing, tray or Tray()), "Safety", "shield", "8")
    window, asked = main_window(qtbot, screens=(screen,))
    page = window.stack.current
    assert isinstance(page, TrustPage)
    return window, page, desk, asked


def names(page: TrustPage) -> list[str]:
    model = page.colleagues.model
    return [model.row(place).name for place in range(model.rowCount())]


def test_a_unit_manager_sees_everybody_and_reviews_by_keyboard(qtbot: QtBot, office: Register, tmp_path: Path) -> None:
    tray = Tray(path=tmp_path / "kvitto.pdf")
    window, page, _desk, _asked = trust_window(qtbot, office, tray=tray)
    assert names(page) == ["Inger Dahlgren", "Maria Berg", "Petra Haddad"]
    assert page.review_tile.value.text() == "Not begun"
    page.review.draw.click()
    view = page.review.view
    assert view is not None
    assert view.left == len(view.items)
    assert page.review.card.title.text() == "Same surname"
    assert "Petra Haddad: opened the file, case 2026-0001" in page.review.card.what.text()
    assert not page.review.sign.isEnabled()
    page.review.rows.setFocus()
    QTest.keyClick(page.review.rows, Qt.Key.Key_M)
    assert "to whom" in page.review.card.comment.message.label.text()
    page.review.card.line.setText("To the head of administration")
    page.review.rows.setFocus()
    QTest.keyClick(page.review.rows, Qt.Key.Key_M)
    QTest.keyClick(page.review.rows, Qt.Key.Key_F)
    while page.review.view is not None and page.review.view.left:
        QTest.keyClick(page.review.rows, Qt.Key.Key_G)
    assert page.review_tile.value.text() == "To be signed"
    assert audit(window) == []
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    signed = review.show_review(office, by=INGER)
    assert signed is not None
    assert signed.signed is not None
    outcomes = [item.outcome.value for item in signed.items if item.outcome]
    assert (outcomes.count("report"), outcomes.count("ask")) == (1, 1)
    assert page.review.chip.text() == "signed"
    assert page.review_tile.value.text() == "Done"
    page.review.receipt.click()
    assert (tmp_path / "kvitto.pdf").read_bytes().startswith(b"%PDF-")
    assert tray.suggested == ["loggkontroll-2026-11-21.pdf"]
    assert audit(window) == []


def test_a_caseworker_sees_her_own_row_and_whether_the_register_is_whole(qtbot: QtBot, office: Register) -> None:
    window, page, desk, _asked = trust_window(qtbot, office, user=PETRA)
    assert names(page) == ["Petra Haddad"]
    assert page.review.isHidden()
    assert page.backups.isHidden()
    assert page.protected.isHidden()
    assert not [command for command in page.commands() if command.name.startswith("review")]
    assert page.register_tile.value.text() == "Being checked"
    QTest.keyClick(window, Qt.Key.Key_K)
    assert page.register_tile.value.text() == "Whole"
    assert desk.last_check is not None
    assert "Checked today 12:00." in page.whole.when.text()
    assert audit(window) == []


def test_what_is_drawn_many_times_over_is_shown_in_part(qtbot: QtBot, office: Register) -> None:
    with office.change(by=PETRA) as tx:
        for number in range(40):
            tx.connection.exec_driver_sql(
                "INSERT INTO people VALUES (?, 'woman', NULL, 'day', 'x', '', '', '', 'x', '', 1)", (f"p{number}",)
            )
            tx.note(Event("case.opened", f"p{number}"))
        tx.commit()
    _window, page, _desk, _asked = trust_window(qtbot, office)
    page.review.draw.click()
    model = page.review.model
    rows = [model.row(place) for place in range(model.rowCount())]
    bulk = next(place for place, row in enumerate(rows) if row.flag is Flag.BULK)
    page.review.rows.setCurrentIndex(model.index(bulk, 0))
    assert "41 events in 41 files" in page.review.card.what.text()
    assert "and 36 more" in page.review.card.rows.text()


def test_ones_own_looks_can_be_read_but_not_decided(qtbot: QtBot, office: Register) -> None:
    other = User(StaffId("staff-4"), "Rut Ask", frozenset({Role.REVIEWER}))
    with office.change(by=INGER) as tx:
        tx.put_staff(other)
        tx.note(Event("case.opened", people.list_people(office, offset=0, limit=1, by=FOUNDER)[0].id))
        tx.commit()
    _window, page, _desk, _asked = trust_window(qtbot, office)
    page.review.draw.click()
    model = page.review.model
    rows = [model.row(place) for place in range(model.rowCount())]
    own = next(place for place, row in enumerate(rows) if row.who == INGER.name)
    page.review.rows.setCurrentIndex(model.index(own, 0))
    assert page.review.card.fine.isHidden()
    assert not page.review.card.own.isHidden()
    before = review.show_review(office, by=INGER)
    QTest.keyClick(page.review.rows, Qt.Key.Key_G)
    assert review.show_review(office, by=INGER) == before


def test_backups_and_the_rehearsal_are_told_with_their_days(qtbot: QtBot, office: Register, tmp_path: Path) -> None:
    state = BackupState(NOON - timedelta(days=1), True, True, (tmp_path,), False, 3, None)
    window, page, _desk, _asked = trust_window(qtbot, office, state=state)
    assert page.backup_tile.value.text() == "Yesterday 12:00"
    assert page.rehearsal_tile.value.text() == "Never"
    backing = page.presenter._backing  # noqa: SLF001 - the stand-in of this test
    assert isinstance(backing, Backing)
    backing.state = BackupState(
        NOON, False, False, (tmp_path,), False, 3, Rehearsal(NOON, NOON, ok=True, people=2, missing=0, damaged=("a",))
    )
    page.backups.rehearse.click()
    assert len(backing.rehearsals) == 1
    assert page.rehearsal_tile.value.text() == "Today 12:00"
    assert audit(window) == []


@pytest.fixture
def older(register_file: Path, tmp_path: Path) -> Iterator[Register]:
    """An older copy put in the register's place."""
    anchor, copy = tmp_path / "register.anchor", tmp_path / "older.db"
    first = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
    first.close()
    shutil.copy(register_file, copy)
    second = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
    people.register_person(second, intake=Intake(given="Samira"), by=FOUNDER)
    second.close()
    shutil.copy(copy, register_file)
    opened = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
    yield opened
    opened.close()


def answer(qtbot: QtBot, *, accept: bool) -> list[str]:
    asked: list[str] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Irreversible)
        asked.append(dialog.windowTitle())
        (dialog.go if accept else dialog.cancel).click()

    QTimer.singleShot(0, press)
    return asked


def test_an_older_copy_is_red_and_is_gone_on_in_by_a_button(qtbot: QtBot, older: Register) -> None:
    window, page, _desk, _asked = trust_window(qtbot, older)
    assert page.register_tile.value.text() == "Not whole"
    assert audit(window) == []
    asked = answer(qtbot, accept=False)
    page.whole.accept.click()
    assert asked == ["Go on in this older copy?"]
    assert older.faults
    answer(qtbot, accept=True)
    page.whole.accept.click()
    assert older.faults == ()
    assert page.register_tile.value.text() == "Being checked"
    assert page.whole.accept.isHidden()


def test_a_computer_without_an_anchor_is_yellow_not_red(qtbot: QtBot, register_file: Path, tmp_path: Path) -> None:
    register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=tmp_path / "register.anchor")
    window, page, _desk, _asked = trust_window(qtbot, register)
    page.whole.check.click()
    assert page.register_tile.value.text() == "Whole"
    assert page.register_tile.note.text() == "Cannot be shown to be the latest"
    assert page.whole.accept.isHidden()
    assert audit(window) == []
    register.close()
