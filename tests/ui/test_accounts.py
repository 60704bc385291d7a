"""Accounts through the window: a start passphrase, letting in, administering without a register, going, new keys."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from caseworker.accounts import AdministratorSession
from caseworker.app import DEMO_PASSPHRASE, Application, Session
from caseworker.domain.access import Role
from caseworker.domain.protection import UnsettledCompartment
from caseworker.register_folder import REGISTER
from caseworker.vault.kdf import KdfCost
from tests.ui.audit import audit
from ui.accounts import presenter as presenting
from ui.accounts.entry import change_passphrase
from ui.accounts.new_passphrase import BeginView
from ui.accounts.view import AccountsPage, AdministrationView
from ui.letting_in import LetInDialog
from ui.main import Program
from ui.unlock.view import UnlockView
from ui.widgets.irreversible import Irreversible

MAJ = "Maj Ekholm"
ADA, ADA_PHRASE = "Ada Nyberg", "trettio gula bananer sover"
LI, LI_PHRASE = "Li Strand", "sju blå krukor på hyllan"
NEW = "åtta stolar kring ett bord"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with an administrator without a key, and a colleague who waits to be let in."""
    folder = tmp_path_factory.mktemp("accounts") / "register"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
        patch.setattr(KdfCost, "floor", classmethod(lambda _cls: KdfCost(64, 1, 1)))
        application = Application(folder=folder)
        session = application.create_demo()
        ours = application.accounts.administration(session)
        for name, phrase, role in ((ADA, ADA_PHRASE, Role.ADMINISTRATOR), (LI, LI_PHRASE, Role.CASEWORKER)):
            application.accounts.begin(name, ours.add(name, {role}).passphrase, phrase)
        session.close()
    return folder


def typed(qtbot: QtBot, made: Program, name: str, phrase: str) -> UnlockView:
    view = made.entry.pages.currentWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(lambda: view.people is not None, timeout=10_000)
    assert view.people is not None
    view.submitted.emit(name, phrase)
    return view


def page_of(qtbot: QtBot, made: Program) -> AccountsPage:
    made.open(made.application.unlock(MAJ, DEMO_PASSPHRASE))
    assert made.window is not None
    made.window.go("accounts")
    page = made.window.stack.current
    assert isinstance(page, AccountsPage)
    qtbot.waitUntil(lambda: page.part.model.rowCount() == 3, timeout=10_000)
    return page


def mark(page: AccountsPage | AdministrationView, name: str) -> None:
    names = [page.part.model.row(at).row.name for at in range(page.part.model.rowCount())]
    page.part.rows.setCurrentIndex(page.part.model.index(names.index(name), 0))


def shown(page: AccountsPage | AdministrationView) -> set[str]:
    return {name for name, button in page.part.buttons.items() if not button.isHidden()}


def answer(monkeypatch: pytest.MonkeyPatch, *, yes: bool = True) -> list[QDialog]:
    """Answer every question; return those that were asked."""
    questions: list[QDialog] = []

    def answered(dialog: QDialog) -> bool:
        questions.append(dialog)
        return yes

    monkeypatch.setattr(presenting, "asked", answered)
    return questions


def test_an_administrator_without_a_key_gets_the_accounts_and_no_register(qtbot: QtBot, opened: Program) -> None:
    register = opened.application.folder / REGISTER
    register.rename(register.with_name("elsewhere"))
    typed(qtbot, opened, ADA, ADA_PHRASE)
    qtbot.waitUntil(lambda: isinstance(opened.entry.pages.currentWidget(), AdministrationView), timeout=10_000)
    view = opened.entry.pages.currentWidget()
    assert isinstance(view, AdministrationView)
    assert isinstance(opened.session, AdministratorSession)
    qtbot.waitUntil(lambda: view.part.model.rowCount() == 3, timeout=5000)
    assert audit(view) == []
    QTest.keyClicks(view.part.name, "Eva Lund")
    assert not view.part.add.isEnabled()
    view.part.roles.ticks[Role.LOCUM].setChecked(True)
    view.part.add.click()
    qtbot.waitUntil(lambda: view.part.model.rowCount() == 4, timeout=5000)
    assert "Eva Lund" in view.part.start.text()
    mark(view, MAJ)
    assert shown(view) == {"reset", "suspend"}
    view.part.buttons["suspend"].click()
    qtbot.waitUntil(lambda: not view.part.fault.isHidden(), timeout=5000)
    assert "account.last" in view.part.fault.code.text()
    assert view.part.start.isHidden()
    mark(view, LI)
    view.part.buttons["suspend"].click()
    qtbot.waitUntil(lambda: shown(view) == {"reinstate"}, timeout=5000)
    mark(view, ADA)
    assert shown(view) == set()
    view.warn(20)
    assert "20" in view.warning.text()
    assert not register.exists()
    register.with_name("elsewhere").rename(register)


def test_a_start_passphrase_leads_to_ones_own_and_to_the_signs(qtbot: QtBot, opened: Program) -> None:
    accounts = opened.application.accounts
    at_work = accounts.administer(ADA, ADA_PHRASE)
    start = at_work.administration.add("Eva Lund", {Role.CASEWORKER})
    at_work.close()
    unlock = typed(qtbot, opened, "Eva Lund", start.passphrase)
    qtbot.waitUntil(lambda: isinstance(opened.entry.pages.currentWidget(), BeginView), timeout=10_000)
    view = opened.entry.pages.currentWidget()
    assert isinstance(view, BeginView)
    assert audit(view) == []
    view.new.first.line.setText(start.passphrase)
    view.new.again.line.setText(start.passphrase)
    qtbot.waitUntil(view.go.isEnabled, timeout=10_000)
    view.go.click()
    qtbot.waitUntil(lambda: not view.fault.isHidden(), timeout=10_000)
    assert "passphrase.same" in view.fault.code.text()
    view.new.first.line.setText(NEW)
    view.new.again.line.setText("something else")
    qtbot.waitUntil(lambda: not view.go.isEnabled(), timeout=10_000)
    view.new.again.line.setText(NEW)
    qtbot.waitUntil(view.go.isEnabled, timeout=10_000)
    view.go.click()
    qtbot.waitUntil(lambda: bool(view.signs.text()), timeout=10_000)
    assert view.new.text() == ""
    view.back.click()
    assert opened.entry.pages.currentWidget() is unlock


def test_a_colleague_is_let_in_after_the_signs_were_compared(
    qtbot: QtBot, opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, opened)
    questions = answer(monkeypatch)
    page.presenter._ask = presenting.asked  # noqa: SLF001 - the question is answered by the test
    assert audit(page) == []
    mark(page, LI)
    assert shown(page) == {"let_in", "reset", "suspend", "end"}
    page.part.buttons["let_in"].click()
    qtbot.waitUntil(lambda: "let_in" not in shown(page), timeout=10_000)
    (dialog,) = questions
    assert isinstance(dialog, LetInDialog)
    assert audit(dialog) == []
    assert not dialog.go.isEnabled()
    dialog.compared.setChecked(True)
    assert dialog.go.isEnabled()
    dialog.roles.ticks[Role.LOCUM].setChecked(True)
    assert not dialog.go.isEnabled()
    dialog.until.setText("2031-01-31")
    assert dialog.go.isEnabled()
    dialog.roles.clear()
    assert not dialog.go.isEnabled()
    assert opened.session is not None
    opened.session.close()
    opened.session = None
    opened.application.unlock(LI, LI_PHRASE).close()


def test_a_colleague_goes_and_the_register_gets_a_new_key(
    qtbot: QtBot, opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, opened)
    locked: list[bool] = []
    page.presenter._lock = lambda: locked.append(True)  # noqa: SLF001 - locking would end the test's process
    questions = answer(monkeypatch)
    page.presenter._ask = presenting.asked  # noqa: SLF001
    assert isinstance(opened.session, Session)
    old = opened.session.keys.register_key
    qtbot.waitUntil(lambda: not opened.runner.busy("check of the register"), timeout=10_000)
    mark(page, LI)
    page.part.buttons["end"].click()
    qtbot.waitUntil(lambda: bool(locked), timeout=15_000)
    assert [type(question) for question in questions] == [Irreversible, Irreversible]
    opened.session = None
    session = opened.application.unlock(MAJ, DEMO_PASSPHRASE)
    assert session.keys.register_key != old
    session.close()


def test_what_waits_for_a_new_key_or_another_reader_is_said_when_somebody_goes(
    qtbot: QtBot, opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, opened)
    questions = answer(monkeypatch, yes=False)
    page.presenter._ask = presenting.asked  # noqa: SLF001
    waits = UnsettledCompartment(("2026-0147",), ("Ali Berg", MAJ), (LI,))
    page.presenter._offer_new_key((waits, replace(waits, readers=(MAJ,)), replace(waits, readers=())))  # noqa: SLF001
    (question,) = questions
    told = question.accessibleDescription()
    for words in ("shows the details next: Ali Berg, Maj Ekholm", "by Maj Ekholm only", "two recovery sheets"):
        assert words in told
    page.leave()


def test_what_is_not_confirmed_is_not_done(qtbot: QtBot, opened: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(qtbot, opened)
    questions = answer(monkeypatch, yes=False)
    page.presenter._ask = presenting.asked  # noqa: SLF001
    mark(page, LI)
    for act in ("let_in", "reset", "end"):
        page.part.buttons[act].click()
    qtbot.waitUntil(lambda: len(questions) == 3, timeout=10_000)
    assert "let_in" in shown(page)
    page.leave()


def test_a_passphrase_is_changed_in_the_settings(qtbot: QtBot, opened: Program) -> None:
    page = page_of(qtbot, opened)
    said: list[str] = []
    assert isinstance(opened.session, Session)
    dialog = change_passphrase(opened.application, opened.session, opened.runner, page, said.append)
    assert audit(dialog) == []
    dialog.new.first.line.setText(NEW)
    dialog.new.again.line.setText(NEW)
    dialog.old.line.setText("not this one")
    qtbot.waitUntil(dialog.go.isEnabled, timeout=10_000)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "present passphrase" in dialog.old_field.message.label.text(), timeout=10_000)
    dialog.old.line.setText(DEMO_PASSPHRASE)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    opened.session.close()
    opened.session = None
    opened.application.unlock(MAJ, NEW).close()


def test_the_settings_offer_it(qtbot: QtBot, opened: Program) -> None:
    page_of(qtbot, opened)
    assert opened.window is not None
    opened.window.go("settings")
    page = opened.window.stack.current
    assert page is not None
    page.widget.passphrase.click()  # type: ignore[attr-defined]  # the settings page has it
    dialog = page.widget.findChild(QDialog, "passphraseDialog")
    assert isinstance(dialog, QDialog)
    assert dialog.isVisible()
    dialog.reject()
