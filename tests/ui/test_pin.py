"""The PIN in the window: absent without a keystore, made in Settings, asked for after a lock, gone at three misses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.app import Application, Session
from caseworker.errors import EnvironmentFault
from caseworker.pins import PinState, PinView
from caseworker.platform import keystore
from caseworker.platform.policy import Policy
from caseworker.vault.kdf import KdfCost
from tests.keystores import MemoryKeyring
from tests.ui.audit import audit
from tests.ui.registers import copy_of, demo_register, finish, program
from tests.ui.windows import main_window
from ui.desk import Desk as Desktop
from ui.main import Program
from ui.preferences.pin import PinPart
from ui.preferences.view import PreferencesPage
from ui.shell.commands import go_commands
from ui.unlock.pin import PinPart as AskedPin
from ui.unlock.view import UnlockView
from ui.widgets.field import Field

PIN, WRONG = "402817", "402818"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KdfCost, "tuned", classmethod(lambda _cls: KdfCost(64, 1, 1)))
        return demo_register(tmp_path_factory)


@dataclass
class Desk:
    """One computer: its register, its keystore, and the programs that were started on it."""

    qtbot: QtBot
    folder: Path
    config: Path
    keys: MemoryKeyring
    started: list[Program] = field(default_factory=list)

    def start(self) -> Program:
        self.started.append(program(self.qtbot, self.folder, self.config))
        return self.started[-1]

    def unlocked(self) -> tuple[Program, PreferencesPage]:
        """The main window on Settings."""
        made = self.start()
        view = made.entry.pages.currentWidget()
        assert isinstance(view, UnlockView)
        self.qtbot.waitUntil(lambda: view.people is not None, timeout=10_000)
        made.open(made.application.unlock("Maj Ekholm", made.application.demo_passphrase))
        return made, self.settings(made)

    def settings(self, made: Program) -> PreferencesPage:
        assert made.window is not None
        made.window.go("settings")
        page = made.window.stack.currentWidget()
        assert isinstance(page, PreferencesPage)
        return page

    def lock(self, made: Program) -> None:
        """Ctrl L without replacing the process of the test: the session ends and the PIN stays."""
        session, made.session = made.session, None
        assert isinstance(session, Session)
        session.pin = None
        if made.keeper is not None:
            made.keeper.finish()
        session.close()

    def locked_with_pin(self) -> UnlockView:
        """The unlock screen after a PIN was made and the program locked."""
        application = Application(folder=self.folder)
        session = application.unlock("Maj Ekholm", application.demo_passphrase)
        assert session.pin is not None
        session.pin.choose(PIN)
        session.pin = None
        session.close()
        return self.offered(self.start())

    def offered(self, made: Program) -> UnlockView:
        view = made.entry.pages.currentWidget()
        assert isinstance(view, UnlockView)
        self.qtbot.waitUntil(lambda: view.pin is not None and view.pin.isVisible(), timeout=15_000)
        return view


@pytest.fixture
def desk(qtbot: QtBot, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    keys = MemoryKeyring()
    monkeypatch.setattr(keystore, "system_keystore", lambda: keys.store)
    monkeypatch.setattr("caseworker.platform.machine_policy", lambda: Policy(pin=True))
    made = Desk(qtbot, copy_of(template, tmp_path / "register"), tmp_path / "config", keys)
    yield made
    for one in made.started:
        finish(one)


def typed(view: UnlockView, digits: str) -> None:
    assert view.pin is not None
    QTest.keyClicks(view.pin.line.line, digits)
    QTest.keyClick(view.pin.line.line, Qt.Key.Key_Return)


def _says(part: Field, text: str) -> bool:
    return text in part.message.label.text()


# Settings
def test_without_a_keystore_nothing_of_a_pin_is_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keystore, "system_keystore", lambda: None)
    made, page = desk.unlocked()
    desk.qtbot.waitUntil(lambda: not made.runner.busy("pin.view"), timeout=10_000)
    assert not page.pin.isVisible()


def test_what_the_computer_forbids_is_grey_with_the_reason(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseworker.platform.machine_policy", lambda: Policy(pin=False))
    _made, page = desk.unlocked()
    desk.qtbot.waitUntil(page.pin.isVisible, timeout=10_000)
    assert not page.pin.make.isEnabled()
    assert not page.pin.remove.isVisible()
    assert "not allowed" in page.pin.told.text()


def test_a_pin_is_made_in_settings_and_opens_after_the_lock(desk: Desk) -> None:
    made, page = desk.unlocked()
    desk.qtbot.waitUntil(page.pin.isVisible, timeout=10_000)
    assert "never opens protected persons" in page.pin.told.text()
    page.pin.make.click()
    question = page.pin.question
    assert question is not None
    assert not question.go.isEnabled()
    for poor in ("12345678", "1 2a3b4"):
        for line in (question.first, question.again):
            QTest.keyClicks(line.line, poor)
        assert question.first.text().isdigit()
        question.go.click()
        desk.qtbot.waitUntil(lambda: bool(question.field.message.label.text()), timeout=10_000)
        assert question.first.text() == question.again.text() == ""
    QTest.keyClicks(question.first.line, PIN)
    QTest.keyClicks(question.again.line, WRONG)
    assert question.repeat.message.label.text() == "Not the same yet."
    assert not question.go.isEnabled()
    question.again.line.setText(PIN)
    QTest.keyClick(question.again.line, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: "Holds until" in page.pin.told.text(), timeout=10_000)
    assert desk.keys.kept
    desk.lock(made)
    second = desk.start()
    view = desk.offered(second)
    typed(view, PIN)
    desk.qtbot.waitUntil(lambda: second.window is not None and second.window.isVisible(), timeout=15_000)
    page = desk.settings(second)
    desk.qtbot.waitUntil(page.pin.isVisible, timeout=10_000)
    assert "You unlocked with the PIN" in page.pin.told.text()
    assert not page.pin.make.isEnabled()
    page.pin.remove.click()
    desk.qtbot.waitUntil(lambda: desk.keys.kept == {}, timeout=10_000)


def test_a_keystore_that_fails_meanwhile_is_told_in_the_question(desk: Desk) -> None:
    _made, page = desk.unlocked()
    desk.qtbot.waitUntil(page.pin.isVisible, timeout=10_000)
    page.pin.make.click()
    question = page.pin.question
    assert question is not None
    desk.keys.locked = True
    for line in (question.first, question.again):
        QTest.keyClicks(line.line, PIN)
    question.go.click()
    desk.qtbot.waitUntil(lambda: "keystore" in question.field.message.label.text(), timeout=10_000)
    question.cancel.click()
    desk.keys.locked = False


def test_a_question_that_is_left_while_the_pin_is_made_changes_nothing_of_that(desk: Desk) -> None:
    made, page = desk.unlocked()
    desk.qtbot.waitUntil(page.pin.isVisible, timeout=10_000)
    for locked, told in ((True, "After a lock"), (False, "Holds until")):
        desk.keys.locked = locked
        page.pin.make.click()
        question = page.pin.question
        assert question is not None
        for line in (question.first, question.again):
            QTest.keyClicks(line.line, PIN)
        question.go.click()
        question.cancel.click()
        assert page.pin.question is None
        desk.qtbot.waitUntil(lambda: not made.runner.busy("pin.make"), timeout=10_000)
        assert told in page.pin.told.text()


def test_a_session_without_a_pin_of_its_own_shows_nothing_of_it(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    part = PinPart(window, Desktop.__new__(Desktop), None)
    qtbot.addWidget(part)
    part.read()
    for press in (part.make, part.remove):
        press.click()
    assert part.question is None
    assert not part.isVisible()


def test_a_keystore_whose_state_is_not_known_shows_nothing(qtbot: QtBot) -> None:
    class Broken:
        def view(self) -> PinView:
            raise EnvironmentFault("pin.keystore")

        def choose(self, pin: str) -> PinView:
            return self.view()

        def forget(self) -> PinView:
            return self.view()

    window, _asked = main_window(qtbot)
    part = PinPart(window, Desktop.__new__(Desktop), Broken())
    qtbot.addWidget(part)
    part.read()
    assert not part.isVisible()


def test_what_was_chosen_before_says_that_it_comes_back(desk: Desk) -> None:
    _made, page = desk.unlocked()
    page.pin.show_view(PinView(PinState.ENDED))
    assert "holds again" in page.pin.told.text()
    assert page.pin.remove.isVisible()
    assert page.pin.make.isEnabled()


def test_the_passphrase_makes_the_chosen_pin_anew(desk: Desk) -> None:
    view = desk.locked_with_pin()
    first = dict(desk.keys.kept)
    assert view.pin is not None
    view.pin.instead.click()
    assert view.passphrase.line.hasFocus()
    assert not view.pin.isVisible()
    made = desk.started[-1]
    QTest.keyClicks(view.passphrase.line, made.application.demo_passphrase)
    QTest.keyClick(view.passphrase.line, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: made.window is not None and made.window.isVisible(), timeout=15_000)
    desk.qtbot.waitUntil(lambda: bool(desk.keys.kept) and desk.keys.kept != first, timeout=10_000)


# the unlock screen
def test_the_unlock_screen_asks_for_the_pin_first_and_passes_the_audit(desk: Desk) -> None:
    view = desk.locked_with_pin()
    assert view.pin is not None
    assert view.pin.line.line.hasFocus()
    assert not view.field.isVisible()
    assert not view.demo.isVisible()
    assert audit(desk.started[-1].entry) == []
    view.unlock.click()
    assert view.pin.field.message.label.text() == "Type your PIN."


def test_three_wrong_ones_lead_back_to_the_passphrase(desk: Desk) -> None:
    view = desk.locked_with_pin()
    assert view.pin is not None
    pin = view.pin
    for left in ("2", "1"):
        typed(view, WRONG)
        desk.qtbot.waitUntil(partial(_says, pin.field, left), timeout=15_000)
        assert pin.text() == ""
        assert pin.line.line.hasFocus()
    typed(view, WRONG)
    desk.qtbot.waitUntil(lambda: view.field.isVisible(), timeout=15_000)
    assert "3 times" in view.field.message.label.text()
    assert not pin.isVisible()
    assert view.passphrase.line.hasFocus()
    assert view.demo.isVisible()
    assert desk.keys.kept == {}


def test_a_keystore_that_does_not_answer_leads_to_the_passphrase_and_another_fault_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = desk.locked_with_pin()
    assert view.pin is not None
    made = desk.started[-1]

    def in_use(_name: str, _pin: str) -> None:
        raise EnvironmentFault("register.busy")

    with monkeypatch.context() as patch:
        patch.setattr(made.application, "unlock_by_pin", in_use)
        typed(view, PIN)
        desk.qtbot.waitUntil(view.fault.isVisible, timeout=10_000)
    assert view.pin.isVisible()
    desk.keys.locked = True
    typed(view, "")
    view.pin.line.line.setText(PIN)
    view.unlock.click()
    desk.qtbot.waitUntil(view.field.isVisible, timeout=10_000)
    assert "keystore" in view.field.message.label.text()


def test_whoever_has_begun_with_the_passphrase_goes_on_with_it(qtbot: QtBot) -> None:
    view = UnlockView("Version 1")
    qtbot.addWidget(view)
    view.show_people([("Maj", ""), ("Li", "")], demo=False)
    view.passphrase.line.setText("fyra")
    view.offer_pins(["Maj"])
    assert not view.findChildren(AskedPin)
    assert view.people is not None
    for name, parts in (("Li", 0), ("Maj", 1)):
        view.people.choose(name)
        view.people.chosen.emit(name)
        assert len(view.findChildren(AskedPin)) == parts
    (part,) = view.findChildren(AskedPin)
    view.set_busy(True)
    assert part.line.line.isReadOnly()
    assert not part.instead.isEnabled()
    view.offer_pins([])
    view.set_busy(False)


def test_closing_the_program_at_the_unlock_screen_takes_the_pin_away(desk: Desk) -> None:
    desk.locked_with_pin()
    assert desk.keys.kept
    finish(desk.started.pop())
    assert desk.keys.kept == {}


def test_the_screen_asks_again_when_the_time_of_a_pin_is_over(desk: Desk) -> None:
    view = desk.locked_with_pin()
    presenter = desk.started[-1].presenters[0]
    monkey = Policy(pin=False)
    desk.started[-1].application.pins.policy = lambda: monkey
    presenter.read_pins()  # type: ignore[attr-defined]  # an UnlockPresenter
    desk.qtbot.waitUntil(view.field.isVisible, timeout=10_000)
    assert desk.keys.kept == {}


# logging out
def test_logging_out_is_a_command_of_its_own(qtbot: QtBot) -> None:
    window, asked = main_window(qtbot)
    commands = {command.name: command for command in go_commands(window)}
    assert (commands["lock"].keys, commands["log_out"].keys) == ("Ctrl+L", "Ctrl+Shift+L")
    commands["log_out"].run()
    assert (asked.logged_out, asked.locked) == (1, 0)


def test_logging_out_ends_the_session_with_its_pin(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Replaced(BaseException):
        pass

    def replaced(_argv: object) -> None:
        raise Replaced

    monkeypatch.setattr("caseworker.platform.replace_process", replaced)
    desk.locked_with_pin()
    made = desk.started[-1]
    session = made.application.unlock_by_pin("Maj Ekholm", PIN)
    made.session = session
    with pytest.raises(Replaced):
        made._leave(session.log_out)  # noqa: SLF001 - what the window is given
    assert desk.keys.kept == {}
