"""Trygghet over a real register: who sees what, the review by keyboard, what was checked, and an older copy."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from caseworker.accounts import Waiting
from caseworker.domain.access import Role, User
from caseworker.domain.backups import Rehearsal
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import Intake
from caseworker.domain.protection import ProtectionKind
from caseworker.domain.review import Flag
from caseworker.errors import EnvironmentFault, Refused
from caseworker.services import access, people, protection, review, trust
from caseworker.services.backups import BackupState
from caseworker.services.trust import Verification
from caseworker.store.register import Register
from tests.campaigns.errands_trust import Ring
from tests.store.fixtures import FOUNDER, KEY, NOON, StandingClock
from tests.ui.audit import audit
from tests.ui.paper_bench import Tray
from tests.ui.people_bench import desk_over
from tests.ui.windows import Asked, main_window
from ui.desk import Desk
from ui.letting_in import LetInDialog
from ui.safekeeping.places import PlacesDialog
from ui.shell.page import PageWidget, Screen
from ui.shell.window import MainWindow
from ui.trust.appendix import AppendixDialog
from ui.trust.staff import EmployDialog
from ui.trust.view import TrustPage
from ui.widgets.irreversible import Irreversible
from ui.widgets.text import Label

INGER = User(StaffId("staff-2"), "Inger Dahlgren", frozenset({Role.UNIT_MANAGER}))
PETRA = User(StaffId("staff-3"), "Petra Haddad", frozenset({Role.CASEWORKER}))


@dataclass
class Backing:
    """The vault and the backups, as far as the page asks."""

    register: Register
    state: BackupState | None = None
    rehearsals: list[Rehearsal] = field(default_factory=list)
    printing: bool = True
    waits: list[Waiting] = field(default_factory=list)
    admitted: list[tuple[str, frozenset[Role], date | None]] = field(default_factory=list)

    def waiting(self) -> Sequence[Waiting]:
        return tuple(self.waits)

    def let_in(self, one: Waiting, works_as: frozenset[Role], until: date | None) -> None:
        self.admitted.append((one.name, works_as, until))
        self.waits.remove(one)

    def verify(self, *, wanted: Callable[[], bool]) -> Verification:
        return trust.verify_register(self.register, signed_by=lambda *_: True, wanted=wanted, by=INGER)

    def backups(self) -> BackupState:
        if self.state is None:
            raise Refused("access.not_granted", needs="backup.read")
        return self.state

    def choose_places(self, places: Sequence[Path]) -> None:
        assert self.state is not None
        if self.state.places_decided:
            raise Refused("backup.places_decided")
        self.state = replace(self.state, places=tuple(places), elsewhere=True)

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
    qtbot: QtBot,
    register: Register,
    *,
    user: User = INGER,
    state: BackupState | None = None,
    tray: Tray | None = None,
    waits: Sequence[Waiting] = (),
    printing: bool = True,
) -> tuple[MainWindow, TrustPage, Desk, Asked]:
    desk = desk_over(register)
    desk.user = user
    backing = Backing(register, state, printing=printing, waits=list(waits))
    screens = (
        Screen("trust", lambda shell: TrustPage(shell, desk, backing, tray or Tray()), "Safety", "shield", "8"),
        Screen("accounts", lambda shell: PageWidget("Accounts", name="accountsPage"), place="trust"),
    )
    window, asked = main_window(qtbot, screens=screens)
    page = window.stack.current
    assert isinstance(page, TrustPage)
    return window, page, desk, asked


def backed_up(own: Path, **facts: object) -> BackupState:
    """A register with three backups in its own folder, made just now."""
    state = BackupState(
        newest=NOON,
        changed_since=False,
        due=False,
        places=(own,),
        places_decided=False,
        elsewhere=False,
        own_place=own,
        count=3,
        rehearsal=None,
    )
    return replace(state, **facts)  # type: ignore[arg-type]  # the fields are its own


def names(page: TrustPage) -> list[str]:
    model = page.staff.colleagues.model
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


def test_a_protected_person_whose_reader_has_gone_is_named_with_what_is_to_be_done(
    qtbot: QtBot, office: Register
) -> None:
    ring = Ring(INGER)
    office.compartments.keyring = ring
    (row, *_) = people.list_people(office, offset=0, limit=9, by=PETRA)
    kind, readers = ProtectionKind.SECRECY_MARK, [INGER.id, PETRA.id]
    protection.protect(office, person=PersonId(row.id), kind=kind, readers=readers, by=INGER)
    ring.leave(PETRA)
    window, page, _desk, _asked = trust_window(qtbot, office, user=INGER)
    assert f"File {row.case_number} can be opened by Inger Dahlgren only." in page.protected.note.text()
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
    state = backed_up(tmp_path, newest=NOON - timedelta(days=1), changed_since=True, due=True)
    window, page, _desk, _asked = trust_window(qtbot, office, state=state)
    assert page.backup_tile.value.text() == "Yesterday 12:00"
    assert page.rehearsal_tile.value.text() == "Never"
    backing = page.presenter._backing  # noqa: SLF001 - the stand-in of this test
    assert isinstance(backing, Backing)
    found = Rehearsal(NOON, NOON, ok=True, people=2, missing=0, damaged=("a",))
    backing.state = backed_up(tmp_path, rehearsal=found)
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


def whole_steps(page: TrustPage) -> list[str]:
    return [label.text() for label in page.whole.steps.findChildren(QLabel) if label.text()]


def test_pages_that_could_not_be_compared_are_said_so_and_those_that_could_are_done(
    qtbot: QtBot, register_file: Path, tmp_path: Path
) -> None:
    for compared in (False, True):
        register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=tmp_path / "register.anchor")
        window, page, _desk, _asked = trust_window(qtbot, register)
        page.whole.check.click()
        assert page.register_tile.value.text() == "Whole"
        told = " ".join(whole_steps(page))
        assert ("Whether every page is the latest could not be compared" in told) is not compared
        assert ("Nothing changed or exchanged outside the program" in told) is compared
        assert audit(window) == []
        register.close()


def test_a_page_put_back_is_red_and_cannot_be_gone_on_in(qtbot: QtBot, register_file: Path, tmp_path: Path) -> None:
    before = register_file.read_bytes()
    for text in ("one", "two"):
        register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=tmp_path / "register.anchor")
        with register.change(by=FOUNDER) as tx:
            tx.put_draft("note", "case-1", text)
            tx.commit()
        register.close()
        before, today = register_file.read_bytes() if text == "one" else before, register_file.read_bytes()
    assert before != today
    register_file.write_bytes(before)
    register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=tmp_path / "register.anchor")
    assert register.faults == ()  # the log is the same
    window, page, _desk, _asked = trust_window(qtbot, register)
    page.whole.check.click()
    assert page.register_tile.value.text() == "Not whole"
    assert "The register's file is not as it was left" in " ".join(whole_steps(page))
    assert page.whole.accept.isHidden()
    assert audit(window) == []
    register.close()


LI = Waiting("staff-9", "Li Strand", frozenset({Role.CASEWORKER}), "ABCD EFGH IJKL", "key-of-li")


def answering(monkeypatch: pytest.MonkeyPatch, kind: type[QDialog], fill: Callable[[QDialog], None]) -> list[QDialog]:
    """Answer a question of this kind with what ``fill`` writes, and go on when its button lets one."""
    asked: list[QDialog] = []

    def run(dialog: QDialog) -> int:
        asked.append(dialog)
        fill(dialog)
        go = getattr(dialog, "go")  # noqa: B009 - every question has one
        return int(QDialog.DialogCode.Accepted if go.isEnabled() else QDialog.DialogCode.Rejected)

    monkeypatch.setattr(kind, "exec", run)
    return asked


def test_a_colleague_who_waits_is_let_in_by_a_key(
    qtbot: QtBot, office: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, page, _desk, _asked = trust_window(qtbot, office, waits=[LI])
    assert page.staff.waiting.isVisible()
    assert "L" in [hint.keys for hint in page.key_hints()]
    assert audit(window) == []

    def compare(dialog: QDialog) -> None:
        assert isinstance(dialog, LetInDialog)
        assert not dialog.go.isEnabled()
        dialog.compared.setChecked(True)

    answering(monkeypatch, LetInDialog, compare)
    QTest.keyClick(window, Qt.Key.Key_L)
    backing = page.presenter._backing  # noqa: SLF001 - the stand-in of this test
    assert isinstance(backing, Backing)
    assert backing.admitted == [("Li Strand", frozenset({Role.CASEWORKER}), None)]
    assert page.staff.waiting.isHidden()
    QTest.keyClick(window, Qt.Key.Key_L)
    assert len(backing.admitted) == 1


def test_a_unit_manager_gives_a_locum_her_last_day(
    qtbot: QtBot, office: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.change(by=FOUNDER) as tx:
        tx.put_staff(User(StaffId("staff-5"), "Ture Locum", frozenset({Role.LOCUM})))
        tx.commit()
    window, page, _desk, _asked = trust_window(qtbot, office)
    page.staff.colleagues.rows.setCurrentIndex(page.staff.colleagues.model.index(3, 0))

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, EmployDialog)
        assert audit(dialog) == []
        assert not dialog.go.isEnabled()
        dialog.ends.setText("2026-11-01")
        assert not dialog.go.isEnabled()
        dialog.ends.setText("2026-12-31")

    asked = answering(monkeypatch, EmployDialog, fill)
    QTest.keyClick(window, Qt.Key.Key_E)
    assert len(asked) == 1
    row = page.staff.colleagues.marked()
    assert row is not None
    assert (row.name, row.until) == ("Ture Locum", date(2026, 12, 31))
    assert "to 31 Dec 2026" in page.staff.colleagues.model.data(
        page.staff.colleagues.model.index(3, 0), Qt.ItemDataRole.AccessibleTextRole
    )
    # her own row cannot be chosen: the first other is meant
    page.staff.colleagues.rows.setCurrentIndex(page.staff.colleagues.model.index(0, 0))
    meant = page.staff.colleagues.marked()
    assert meant is not None
    assert not meant.own


def test_a_look_in_need_is_marked_as_seen_by_somebody_else(qtbot: QtBot, office: Register) -> None:
    person = people.list_people(office, offset=0, limit=1, by=FOUNDER)[0]
    reason = "Ringde från akuten i natt"
    access.open_in_need(office, person=PersonId(person.id), reason=reason, by=PETRA)
    access.open_in_need(office, person=PersonId(person.id), reason=reason, by=INGER)
    window, page, _desk, _asked = trust_window(qtbot, office)
    looks = page.staff.looks
    assert looks.heading.note.text() == "2 not seen"
    assert audit(window) == []
    told = looks.model.data(looks.model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    for part in ("File 2026-0001", reason, "until 13:00", "not seen by anybody"):
        assert part in told
    QTest.keyClick(window, Qt.Key.Key_S)
    assert looks.heading.note.text() == "1 not seen"
    (left, seen) = access.list_looks_in_need(office, by=INGER)
    assert (left.name, seen.name, seen.seen_by) == (INGER.name, PETRA.name, INGER.name)
    assert looks.seen.isHidden()
    QTest.keyClick(window, Qt.Key.Key_S)
    assert looks.heading.note.text() == "1 not seen"


def test_an_administrator_adds_a_user_from_here(qtbot: QtBot, office: Register) -> None:
    ada = User(StaffId("staff-6"), "Ada Nyberg", frozenset({Role.ADMINISTRATOR}))
    with office.change(by=FOUNDER) as tx:
        tx.put_staff(ada)
        tx.commit()
    window, page, _desk, _asked = trust_window(qtbot, office, user=ada)
    assert len(names(page)) == 4
    assert page.staff.looks.isHidden()
    assert "no file" in page.staff.colleagues.note.text()
    QTest.keyClick(window, Qt.Key.Key_N)
    assert window.stack.current_name == "accounts"


@pytest.mark.parametrize("printing", [True, False])
def test_the_appendix_is_shown_printed_and_saved(
    qtbot: QtBot, office: Register, tmp_path: Path, printing: bool
) -> None:
    tray = Tray(path=tmp_path / "bilaga.pdf")
    window, page, _desk, _asked = trust_window(qtbot, office, tray=tray, printing=printing)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(AppendixDialog)
    assert dialog is not None
    assert dialog.preview.pages > 1
    # without a window manager the page keeps the keyboard; a Tab walk of the dialog begins on it
    assert [fault for fault in audit(dialog) if not fault.startswith("Tab never")] == []
    dialog.save_button.click()
    assert tray.suggested == ["behorighetsbilaga-2026-11-21.pdf"]
    assert (tmp_path / "bilaga.pdf").read_bytes().startswith(b"%PDF-")
    dialog.print_button.click()
    assert len(tray.printed) == int(printing)
    if printing:
        assert len(tray.printed[0]) == dialog.preview.pages
        assert dialog.fault.label.text() == "Sent to the printer."
        tray.fault = EnvironmentFault("print.failed")
        dialog.print_button.click()
        tray.willing = False
        dialog.print_button.click()
        assert len(tray.printed) == 1
    tray.path = tmp_path / "missing" / "bilaga.pdf"
    dialog.save_button.click()
    assert dialog.fault.isVisible()
    tray.path = None
    dialog.save_button.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_backups_on_one_disk_are_yellow_until_there_is_a_place_elsewhere(
    qtbot: QtBot, office: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    tray = Tray(path=stick)
    window, page, _desk, _asked = trust_window(qtbot, office, state=backed_up(tmp_path), tray=tray)
    assert page.backup_tile.note.text() == "on the register's own disk only"
    told = [label.text() for label in page.backups.steps.findChildren(Label)]
    assert "Every backup lies on the same disk as the register" in told
    assert "In the register's folder" in told

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, PlacesDialog)
        assert audit(dialog) == []
        assert (dialog.first.path(), dialog.second.path()) == (None, None)
        dialog.second.button.click()
        tray.path = None
        dialog.second.button.click()

    answering(monkeypatch, PlacesDialog, choose)
    QTest.keyClick(window, Qt.Key.Key_V)
    assert page.backups.state is not None
    assert page.backups.state.places == (tmp_path, stick)
    assert page.backup_tile.note.text() == "opened and checked"
    assert audit(window) == []


def test_places_that_the_policy_decides_are_grey_with_the_reason(
    qtbot: QtBot, office: Register, tmp_path: Path
) -> None:
    decided = backed_up(tmp_path, places_decided=True)
    window, page, _desk, _asked = trust_window(qtbot, office, state=decided)
    assert not page.backups.choose.isEnabled()
    assert page.backups.decided.isVisible()
    assert "backup_places" not in [command.name for command in page.commands()]
    assert audit(window) == []
    _window, own, _desk, _asked = trust_window(qtbot, office, user=PETRA, state=backed_up(tmp_path))
    assert own.backups.choose.isHidden()
