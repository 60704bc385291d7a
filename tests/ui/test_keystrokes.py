"""Registering a person by keyboard alone: at most forty keystrokes beyond what is known of her.

Every key is counted, modifiers too, but the letters of the name, the digits of the number and of the birth date. What
is typed to choose a language or a status counts.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.store.register import Register
from tests.ui.people_bench import file_of, window_over
from ui.intake.view import IntakePage
from ui.shell.window import MainWindow

MOST_KEYSTROKES = 40
LONGEST_WALK = 30


@dataclass
class Fingers:
    """Whoever types: ``keys`` are those pressed beyond the data."""

    window: MainWindow
    keys: list[str] = field(default_factory=list)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if modifier is not Qt.KeyboardModifier.NoModifier:
            self.keys.append(modifier.name or "")
        self.keys.append(key.name)
        # what drops down has the keyboard, and hands on what it does not use
        QTest.keyClick(QApplication.activePopupWidget() or self._focused(), key, modifier)

    def choose(self, letters: str) -> None:
        self.keys += letters
        QTest.keyClicks(self._focused(), letters)

    def write(self, data: str) -> None:
        QTest.keyClicks(self._focused(), data)

    def tab_to(self, name: str) -> None:
        """Go on with Tab until the field has the focus."""
        for _step in range(LONGEST_WALK):
            if self._focused().objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {name}; it stands on {self._focused().objectName()}")

    def _focused(self) -> QWidget:
        focused = self.window.focusWidget()
        assert focused is not None
        return focused


def test_a_person_is_registered_in_forty_keystrokes_beyond_the_data(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    hands = Fingers(window)
    hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = window.stack.current
    assert isinstance(page, IntakePage)
    hands.write("Mohamad")
    hands.tab_to("family")
    hands.write("Al Khatib")
    hands.tab_to("number1")
    hands.write("19880314-2382")
    hands.tab_to("born")
    hands.write("1988-03-14")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Right)  # from Woman, where Tab comes in, to Man
    hands.press(Qt.Key.Key_Space)
    hands.tab_to("speaks")
    hands.choose("arab")
    hands.tab_to("statusStatus")
    hands.choose("asyl")
    hands.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.current_name == "person"
    with register.read() as reader:
        (row,) = reader.person_rows(offset=0, limit=2)
    file = file_of(register, row.id)
    assert (file.names[0].full, file.identifiers[0].value) == ("Mohamad Al Khatib", "19880314-2382")
    assert (str(file.born), file.sex, file.speaks) == ("1988-03-14", "man", "ar")
    assert file.statuses[0].code.startswith("ASYL")
    assert len(hands.keys) <= MOST_KEYSTROKES, hands.keys


def test_a_language_half_typed_is_the_only_one_it_fits(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    hands = Fingers(window)
    hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = window.stack.current
    assert isinstance(page, IntakePage)
    for letters, code, shown in (("tigrin", "ti", "Tigrinya"), ("xyz", "ti", "Tigrinya"), ("ar", "ti", "Tigrinya")):
        hands.tab_to("speaks")
        page.speaks.lineEdit().selectAll()  # type: ignore[union-attr]  # it is editable
        hands.choose(letters)
        hands.press(Qt.Key.Key_Tab)
        assert (page.speaks.code(), page.speaks.currentText()) == (code, shown), letters
        page.given.setFocus()
