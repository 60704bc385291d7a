"""The one question the program asks: before something that cannot be taken back. Everything else is undone instead.

The safe answer is the default. What will happen is said in numbers, and the number is typed to go on.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.language import _
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.fields import Field, LineEdit
from ui.widgets.text import Label


class Irreversible(QDialog):
    """Accepted only after ``confirm`` was typed; an empty ``confirm`` asks for the button alone."""

    def __init__(self, title: str, text: str, action: str, *, confirm: str = "", parent: QWidget | None = None) -> None:
        """``action`` is what the button says, verb first; ``confirm`` what must be typed, a count."""
        super().__init__(parent)
        self.setObjectName("irreversible")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._confirm = confirm
        self.line = LineEdit(limit=20)
        self.field = Field(_("Write {confirm} to go on").format(confirm=confirm), self.line, name="irreversibleConfirm")
        self.field.setVisible(bool(confirm))
        self.go = Button(action, "primary", name="irreversibleGo", keys="Ctrl+Return")
        self.cancel = Button(_("Cancel"), name="irreversibleCancel", keycap="Esc")
        self.cancel.setAutoDefault(True)
        self.cancel.setDefault(True)
        self._lay_out(title, text)
        self.line.textChanged.connect(self._typed)
        self.go.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self._typed("")

    def _typed(self, text: str) -> None:
        self.go.setEnabled(not self._confirm or text.strip() == self._confirm)

    def _lay_out(self, title: str, text: str) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, "h2", wrap=True))
        column.addWidget(Label(text, "body", wrap=True))
        column.addWidget(self.field)
        column.addSpacing(4)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(440))
        (self.line if self._confirm else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)
