"""Restoring a backup from the unlock screen and from the first start: which there are, why, and what came of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker.app import DEMO_PASSPHRASE, Application
from caseworker.domain.access import Role
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import Intake
from caseworker.domain.protection import ProtectionKind
from caseworker.services import people, protection
from caseworker.vault.accounts import Founder, Vault
from caseworker.vault.kdf import KdfCost
from tests.ui.audit import audit
from tests.ui.registers import finish, program
from ui.main import Program
from ui.safekeeping.restore_view import RestoreView
from ui.unlock.view import UnlockView
from ui.widgets.irreversible import Irreversible

MAJ = "Maj Ekholm"
WAIT = 20_000


def enter(application: Application, name: str) -> None:
    session = application.unlock(MAJ, DEMO_PASSPHRASE)
    people.register_person(session.register, intake=Intake(given=name, family="Haddad"), by=session.user)
    application.back_up(session, "asked")
    session.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo register with one backup of one person, and a second person after it."""
    folder = tmp_path_factory.mktemp("restoring") / "register"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
        patch.setattr(KdfCost, "floor", classmethod(lambda _cls: KdfCost(64, 1, 1)))
        application = Application(folder=folder)
        application.create_demo().close()
        enter(application, "Samira")
        session = application.unlock(MAJ, DEMO_PASSPHRASE)
        people.register_person(session.register, intake=Intake(given="Farid", family="Sharifi"), by=session.user)
        session.close()
    return folder


def restore_page(made: Program) -> RestoreView:
    page = made.entry.pages.currentWidget()
    assert isinstance(page, RestoreView)
    return page


def confirm(number: str) -> None:
    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Irreversible)
        assert not dialog.go.isEnabled()
        dialog.line.setText(number)
        dialog.go.click()

    QTimer.singleShot(0, press)


def test_a_backup_is_chosen_and_restored_from_the_unlock_screen(qtbot: QtBot, opened: Program) -> None:
    unlock = opened.entry.pages.currentWidget()
    assert isinstance(unlock, UnlockView)
    unlock.restore.click()
    page = restore_page(opened)
    assert audit(page.window()) == []
    assert not page.look.isEnabled()
    page.who.passphrase.line.setText("inte den här frasen")
    page.look.click()
    qtbot.waitUntil(lambda: not page.fault.isHidden(), timeout=WAIT)
    assert "unlock.wrong" in page.fault.code.text()
    page.who.passphrase.line.setText(DEMO_PASSPHRASE)
    page.look.click()
    qtbot.waitUntil(lambda: not page.copies.isHidden(), timeout=WAIT)
    (row,) = (page.model.row(place) for place in range(page.model.rowCount()))
    assert (row.people, row.code) == (1, "")
    assert "came after it" in page.compared.text()
    assert not page.go.isEnabled()
    page.reason.setText("Disken gick sönder i natt")
    assert page.go.isEnabled()
    assert audit(page.window()) == []
    confirm("1")
    page.go.click()
    qtbot.waitUntil(lambda: not page.result.isHidden(), timeout=WAIT)
    assert "1 person" in page.result.text()
    assert page.who.passphrase.text() == ""
    page.unlock.click()
    again = opened.entry.pages.currentWidget()
    assert isinstance(again, UnlockView)
    assert again is not unlock
    qtbot.waitUntil(lambda: again.people is not None, timeout=WAIT)
    session = opened.application.unlock(MAJ, DEMO_PASSPHRASE)
    rows = people.list_people(session.register, offset=0, limit=9, by=session.user)
    assert [one.name for one in rows] == ["Samira Haddad"]
    with session.register.read() as reader:
        said = reader.connection.exec_driver_sql("SELECT body FROM audit_payloads WHERE body LIKE '%sönder%'").scalars()
        assert len(list(said)) == 1
    session.close()


def protect_samira(application: Application) -> None:
    """Let a colleague in, and seal the one whom the backup holds in the open."""
    session = application.unlock(MAJ, DEMO_PASSPHRASE)
    register, by = session.register, session.user
    vault = Vault.load(application.folder / "register.vault")
    ali = Founder("0192f0c0-0000-7000-8000-0000000000a1", "Ali Berg", ("caseworker",))
    vault.add_account(session.keys, account=ali, passphrase=DEMO_PASSPHRASE, now=register.clock())
    with register.change(by=by) as tx:
        tx.put_staff(replace(by, id=StaffId(ali.id), name=ali.name))
        tx.commit()
    (row,) = people.find_people(register, text="Samira", by=by)
    readers, kind = [by.id, StaffId(ali.id)], ProtectionKind.SECRECY_MARK
    protection.protect(register, person=PersonId(row.id), kind=kind, readers=readers, by=by)
    session.close()


def test_whoever_was_protected_after_the_copy_is_sealed_again_and_it_is_said(qtbot: QtBot, opened: Program) -> None:
    protect_samira(opened.application)
    unlock = opened.entry.pages.currentWidget()
    assert isinstance(unlock, UnlockView)
    unlock.restore.click()
    page = restore_page(opened)
    page.who.passphrase.line.setText(DEMO_PASSPHRASE)
    page.look.click()
    qtbot.waitUntil(lambda: not page.copies.isHidden(), timeout=WAIT)
    held = [page.model.row(place).people for place in range(page.model.rowCount())]
    page.rows.setCurrentIndex(page.model.index(held.index(1), 0))
    page.reason.setText("Disken gick sönder i natt")
    confirm("1")
    page.go.click()
    qtbot.waitUntil(lambda: not page.result.isHidden(), timeout=WAIT)
    assert "sealed again: 1." in page.result.text()


def test_a_damaged_backup_is_named_and_cannot_be_chosen(qtbot: QtBot, opened: Program) -> None:
    (backup,) = (opened.application.folder / "backups").glob("register-*.age")
    raw = bytearray(backup.read_bytes())
    raw[len(raw) // 2] ^= 1
    backup.write_bytes(raw)
    unlock = opened.entry.pages.currentWidget()
    assert isinstance(unlock, UnlockView)
    unlock.restore.click()
    page = restore_page(opened)
    page.who.passphrase.line.setText(DEMO_PASSPHRASE)
    page.look.click()
    qtbot.waitUntil(lambda: not page.copies.isHidden(), timeout=WAIT)
    row = page.rows.current_row()
    assert (row.people, row.code) == (None, "backup.damaged")
    page.reason.setText("Disken gick sönder i natt")
    assert not page.go.isEnabled()
    backup.unlink()
    page.look.click()
    qtbot.waitUntil(lambda: not page.fault.isHidden(), timeout=WAIT)
    assert page.copies.isHidden()
    QTest.qWait(0)
    page.back.click()
    assert isinstance(opened.entry.pages.currentWidget(), UnlockView)


def test_a_new_computer_asks_for_the_sheets(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    made = program(qtbot, tmp_path / "nothing", tmp_path / "config")
    first = made.entry.pages.currentWidget()
    assert first is not None
    first.begin.restore.click()  # type: ignore[attr-defined]  # the first start has it
    page = restore_page(made)
    assert page.who.by_paper()
    assert audit(page.window()) == []
    page.who.name.setText(MAJ)  # type: ignore[union-attr]  # a line: no account is known
    for sheet in page.who.sheets:
        sheet.setPlainText("academic " * 33)
    assert page.look.isEnabled()
    page.look.click()
    qtbot.waitUntil(lambda: not page.fault.isHidden(), timeout=WAIT)
    assert "recovery." in page.fault.code.text()
    page.back.click()
    assert made.entry.pages.currentWidget() is first
    finish(made)


def test_one_whose_role_of_today_may_not_restore_sees_no_backup(qtbot: QtBot, opened: Program) -> None:
    session = opened.application.unlock(MAJ, DEMO_PASSPHRASE)
    with session.register.change(by=session.user) as tx:
        tx.put_staff(type(session.user)(session.user.id, MAJ, frozenset({Role.LOCUM})))
        tx.commit()
    session.close()
    unlock = opened.entry.pages.currentWidget()
    assert isinstance(unlock, UnlockView)
    unlock.restore.click()
    page = restore_page(opened)
    page.who.passphrase.line.setText(DEMO_PASSPHRASE)
    page.look.click()
    qtbot.waitUntil(lambda: not page.fault.isHidden(), timeout=WAIT)
    assert "access.not_granted" in page.fault.code.text()
    assert page.copies.isHidden()
