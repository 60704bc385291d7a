"""A masked line for passphrases with a button that shows what was typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.language import _
from ui.theme import theme
from ui.widgets.button import Button


class PassphraseEdit(QWidget):
    """A masked line with a button that shows it, and a warning while Caps Lock seems to be on.

    Pasting and password programs are allowed. ``edited(text)`` and ``submitted()`` follow the line.
    """

    edited = Signal(str)
    submitted = Signal()
    caps_lock = Signal(bool)

    def __init__(self, name: str) -> None:
        """``name`` is the objectName of the inner line."""
        super().__init__()
        self.line = _SecretLine()
        self.line.setObjectName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(200)
        self.line.textChanged.connect(self.edited)
        self.line.returnPressed.connect(self.submitted)
        self.line.caps_lock.connect(self.caps_lock)
        self.show_button = Button(_("Show"), "ghost", name=f"{name}Show", icon="eye")
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._show)
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        inner = QHBoxLayout(self.line)
        inner.setContentsMargins(0, 0, 6, 0)
        inner.addStretch(1)
        inner.addWidget(self.show_button)
        self.setFocusProxy(self.line)
        theme().changed.connect(self._dress)
        self._dress()

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def setAccessibleName(self, name: str) -> None:
        """The name belongs to the inner line."""
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, text: str) -> None:
        """So does the description."""
        self.line.setAccessibleDescription(text)

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_button.set_text(_("Hide") if shown else _("Show"))

    def _dress(self) -> None:
        self.line.setFont(theme().font("input"))
        self.line.setTextMargins(0, 0, self.show_button.sizeHint().width() + 4, 0)


class _SecretLine(QLineEdit):
    """Tells when letters arrive in the wrong case for the Shift key: Qt has no portable question for Caps Lock."""

    caps_lock = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at the letter before it is typed."""
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(letter.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock.emit(False)
        super().keyPressEvent(event)
