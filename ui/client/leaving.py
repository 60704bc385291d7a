"""The way out of the client mode: the caseworker's passphrase, at the foot of the screen, in the window's own language.

It is part of the same window: nothing else opens. Touches no register; who asks for it checks the passphrase.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.language import _
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.field import Field, Tone
from ui.widgets.passphrase import PassphraseEdit
from ui.widgets.text import Hairline, Label, Pane


class LeavePanel(Pane):
    """``tried(passphrase)`` and ``turned_away()``. Empty whenever it is not shown."""

    tried = Signal(str)
    turned_away = Signal()

    def __init__(self) -> None:
        """Start hidden. What was typed cannot be shown, selected or dragged: somebody else sees the screen."""
        super().__init__("surface")
        self.setObjectName("clientLeave")
        self.setAccessibleName(_("End client mode"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line = PassphraseEdit("clientPassphrase")
        self.line.show_button.hide()
        self.line.line.setDragEnabled(False)
        self.line.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.field = Field(_("Your passphrase"), self.line, name="clientLeaveField")
        self.go = Button(_("End client mode"), "primary", name="clientLeaveGo", keycap="Enter")
        self.back = Button(_("Back to the page"), name="clientLeaveBack", keycap="Esc")
        self._lay_out()
        self.line.edited.connect(lambda _text: self._look())
        self.line.submitted.connect(self._try)
        self.go.clicked.connect(self._try)
        self.back.clicked.connect(self.turned_away)
        self.hide()

    def ask(self) -> None:
        """Show it, empty, with the focus in the line."""
        self.field.say("")
        self.set_busy(None)
        self.line.line.clear()
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._look()

    def put_away(self) -> None:
        """Hide it and forget what was typed."""
        self.line.line.clear()
        self.hide()

    def set_busy(self, words: str | None) -> None:
        """Nothing can be typed while the passphrase is tried."""
        self.line.setEnabled(words is None)
        self.go.set_busy(words)
        self._look()

    def say_wrong(self, text: str) -> None:
        """Tell why not, and wait for another."""
        self.set_busy(None)
        self.line.line.clear()
        self.field.say(text, Tone.ERROR)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        if self.line.text() and not self.go.busy:
            self.tried.emit(self.line.text())

    def _look(self) -> None:
        self.go.setEnabled(bool(self.line.text()) and not self.go.busy)

    def _lay_out(self) -> None:
        px = theme().px
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.go)
        self.field.setMaximumWidth(px(560))
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 16, 24, 16)
        inner.setSpacing(12)
        inner.addWidget(
            Label(_("End client mode? The page goes away and you are back where you were."), "body", wrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.field, 3)
        row.addLayout(buttons, 2)
        inner.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline(strong=True))
        column.addLayout(inner)
