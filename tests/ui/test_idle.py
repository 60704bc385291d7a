"""Nothing stays on the screen when nobody is there: under dialogs, during work, when the system says so; the clipboard
and the privacy key too.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caseworker.app import Policy, bus_signals
from caseworker.platform.policy import PolicyFault
from tests.ui.audit import audit
from tests.ui.registers import copy_of, demo_register, finish, program
from tests.ui.test_program import open_program
from tests.ui.windows import main_window
from ui.preferences.view import PreferencesPage
from ui.shell.clipboard import HINTS, OURS, ClipboardGuard
from ui.shell.idle import IdleWatch
from ui.shell.session_watch import SessionWatch
from ui.shell.window import MainWindow
from ui.unlock.view import UnlockView


class Clocks:
    """Two clocks that move when they are told to."""

    def __init__(self) -> None:
        self.wall, self.steady = 1000.0, 1000.0

    def sleep(self, seconds: float) -> None:
        self.wall += seconds

    def watch(self, window: MainWindow, minutes: int = 5) -> IdleWatch:
        """Replace the window's own watch by one on these clocks, wired as the window wires it."""
        watch = IdleWatch(minutes, wall=lambda: self.wall, steady=lambda: self.steady, parent=window)
        watch.expired.connect(window.lock)
        window.idle = watch
        return watch


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_register(tmp_path_factory)


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    qapp.clipboard().clear()
    yield
    qapp.clipboard().clear()


def shown_windows() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def dialog(window: QWidget) -> QDialog:
    made = QDialog(window)
    made.setModal(True)
    QVBoxLayout(made).addWidget(QLineEdit("Samira Haddad"))
    return made


def chooser(window: QWidget) -> QDialog:
    return QFileDialog(window, options=QFileDialog.Option.DontUseNativeDialog)


@pytest.mark.parametrize("make", [dialog, chooser], ids=["a modal dialog", "the file dialog"])
def test_the_time_is_up_under_a_dialog_that_waits(
    qtbot: QtBot, clocks: Clocks, make: Callable[[QWidget], QDialog]
) -> None:
    window, asked = main_window(qtbot)
    watch = clocks.watch(window)
    watch.start()
    waiting = make(window)
    qtbot.addWidget(waiting)

    def sleep() -> None:
        assert waiting.isVisible()
        clocks.sleep(300)
        watch.look()

    QTimer.singleShot(0, sleep)
    waiting.exec()  # its own loop: the watch must work inside it
    assert asked.locked == 1
    assert shown_windows() == []


def test_a_minimised_window_locks_too(qtbot: QtBot, clocks: Clocks) -> None:
    window, asked = main_window(qtbot)
    watch = clocks.watch(window)
    window.showMinimized()
    clocks.sleep(300)
    watch.look()
    assert asked.locked == 1


def test_the_screen_is_empty_before_anything_is_kept_or_closed(qtbot: QtBot, clocks: Clocks) -> None:
    window, asked = main_window(qtbot)
    window.go("people")
    seen: list[tuple[bool, int]] = []
    page = window.stack.current
    assert page is not None
    page.leave = lambda: seen.append((bool(shown_windows()), asked.locked))  # type: ignore[method-assign]
    watch = clocks.watch(window)
    clocks.sleep(3600)
    watch.look()
    assert seen == [(False, 0)]
    assert asked.locked == 1


def test_the_system_says_that_the_user_left(qtbot: QtBot) -> None:
    window, asked = main_window(qtbot)
    window.session_watch.told(False)
    assert asked.locked == 0
    window.session_watch.told(True)
    assert asked.locked == 1
    assert isinstance(window.session_watch, SessionWatch)
    assert {one.name for one in bus_signals()} <= {"PrepareForSleep", "ActiveChanged"}


def test_the_computers_idle_time_holds_and_is_told_in_the_settings(
    qtbot: QtBot, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = Policy(
        idle_minutes=2,
        printing=False,
        decided=frozenset({"idle_minutes", "printing"}),
        faults=(PolicyFault("policy.unknown_key", "printng"),),
    )
    monkeypatch.setattr("caseworker.platform.machine_policy", lambda: decided)
    made = open_program(qtbot, copy_of(template, tmp_path / "register"), tmp_path)
    try:
        window = made.window
        assert window is not None
        assert window.fault.isVisible()
        assert "printng" in window.fault.happened.text()
        assert window.idle.limit == 120
        window.go("settings")
        page = window.stack.current
        assert isinstance(page, PreferencesPage)
        assert not page.idle.isEnabled()
        assert page.idle.code() == "2"
        window.change_settings(window.settings._replace(text_scale=115))
        assert window.idle.limit == 120
        assert window.settings.idle_minutes == 5  # her own choice waits for the day the policy goes
        assert audit(window) == []
        window.go("letters")
        told = window.findChildren(QWidget, "printingNotAllowed")
        assert len(told) == 1
        assert audit(window) == []
    finally:
        finish(made)


def press(window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    handle = window.windowHandle()
    assert isinstance(handle, QWindow)
    QTest.keyClick(handle, key, modifier)


def test_the_privacy_key_hides_all_that_is_shown_and_brings_it_back(qtbot: QtBot) -> None:
    window, asked = main_window(qtbot)
    window.go("people")
    above = dialog(window)
    qtbot.addWidget(above)
    above.open()
    above.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is above.windowHandle(), timeout=5000)
    before = window.grab().toImage()
    press(above, Qt.Key.Key_F12)
    assert is_hidden(window)
    assert covered(window)
    assert covered(above)
    press(above, Qt.Key.Key_A)
    assert above.findChild(QLineEdit).text() == "Samira Haddad"  # type: ignore[union-attr]
    press(above, Qt.Key.Key_F12)
    assert not is_hidden(window)
    assert window.grab().toImage() == before
    above.close()
    window.privacy.toggle()
    window.resize(window.width() + 40, window.height())
    assert covered(window)
    press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked.locked == 1


def is_hidden(window: MainWindow) -> bool:
    return window.privacy.hidden


def covered(window: QWidget) -> bool:
    """Tell whether one plain colour is all there is to see but for the sentence in the middle."""
    picture = window.grab().toImage()
    wide, high = picture.width(), picture.height()
    edge = {
        picture.pixel(x, y)
        for x in range(0, wide, 7)
        for y in (*range(0, high // 3, 5), *range(high * 2 // 3, high, 5))
    }
    return len(edge) == 1


def test_the_list_of_keys_shows_the_privacy_key(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    row = next(action for action in window.actions() if action.objectName() == "action_privacy")
    assert "F12" in row.text()


def test_a_copy_made_in_a_field_is_ours_without_history_and_goes_after_a_while(qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    line = QLineEdit("Samira Haddad")
    qtbot.addWidget(line)
    with qtbot.waitActive(line):
        line.show()
        line.activateWindow()
    guard = ClipboardGuard(line, clear_after_ms=30)
    line.selectAll()
    line.copy()
    data = clipboard.mimeData()
    assert data is not None
    assert data.text() == "Samira Haddad"
    assert all(data.hasFormat(name) for name in (OURS, *HINTS))
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=5000)
    guard.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_what_another_program_has_copied_since_is_left_alone() -> None:
    clipboard = QApplication.clipboard()
    here = [True]
    guard = ClipboardGuard(working_here=lambda: here[0])
    clipboard.setText("Samira Haddad")
    data = clipboard.mimeData()
    assert data is not None
    assert data.hasFormat(OURS)
    here[0] = False
    foreign = QMimeData()
    foreign.setText("from elsewhere")
    clipboard.setMimeData(foreign)
    guard.clear()
    assert clipboard.text() == "from elsewhere"
    guard.deleteLater()


def test_a_lock_takes_what_was_copied(qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    window, asked = main_window(qtbot)
    clipboard.setText("Samira Haddad")
    window.lock()
    assert (asked.locked, clipboard.text()) == (1, "")


def test_a_write_that_was_cut_off_is_told_at_the_next_unlock(qtbot: QtBot, template: Path, tmp_path: Path) -> None:
    folder = copy_of(template, tmp_path / "register")
    (folder / "register.unsaved").touch()
    made = program(qtbot, folder, tmp_path / "config")
    try:
        view = made.entry.pages.currentWidget()
        assert isinstance(view, UnlockView)
        assert "was not saved" in view.fault.happened.text()
    finally:
        finish(made)
