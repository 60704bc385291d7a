"""Tolkvy: a letter read aloud piece by piece, the reader's language large, the Swedish below, both under one number.

The arrows, Space and PgDn go on, the other arrows and PgUp back, Home and End to the ends.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from caseworker.domain.ids import PersonId
from caseworker.errors import CaseworkerError
from caseworker.messages import describe
from caseworker.services import letters
from caseworker.services.letters import Pair
from ui.desk import Desk
from ui.language import _
from ui.letters.orders import SOURCE, Order
from ui.tasks import Runner
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.columns import Scroll
from ui.widgets.fields import Message, Tone, announce
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Hairline, Label

_ON = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BACK = (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)


class InterpreterDialog(QDialog):
    """One piece at a time. Esc closes."""

    def __init__(self, desk: Desk, runner: Runner, order: Order, language: str, parent: QWidget) -> None:
        """``language`` is what the letter's language is called."""
        super().__init__(parent)
        self.setObjectName("interpreterView")
        self.setWindowTitle(_("Read with an interpreter"))
        self.setAccessibleName(_("Read with an interpreter"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pieces: tuple[Pair, ...] = ()
        self.at = 0
        self._foreign = order.language != SOURCE
        self._language = language
        self.place = Label("", "h2", "accentink", name="interpreterPlace")
        self.text = Label("", "display3", wrap=True, name="interpreterText")
        self.swedish = Label("", "display4", "ink2", wrap=True, name="interpreterSwedish")
        self.draft = Chip(_("Draft"), "warn", "hourglass", name="interpreterDraft")
        self.draft.setVisible(self._foreign)
        self.message = Message("interpreterMessage")
        self.back = Button(_("Back"), name="interpreterBack", icon="chevron-left", keycap="PgUp")
        self.on = Button(_("Next"), "primary", name="interpreterNext", icon="chevron-right", keycap="PgDn")
        self.leave = Button(_("Close"), name="interpreterClose", keycap="Esc")
        self._lay_out()
        self.back.clicked.connect(partial(self.turn, -1))
        self.on.clicked.connect(partial(self.turn, 1))
        self.leave.clicked.connect(self.reject)
        self.resize(theme().px(760), theme().px(560))
        read = partial(
            letters.read_aloud, desk.register, person=PersonId(order.person), sheet=order.sheet,
            language=order.language, by=desk.user,
        )  # fmt: skip
        runner.run("letters.aloud", read, self.show_pieces, self._fail)

    def show_pieces(self, pieces: Sequence[Pair]) -> None:
        """Begin at the first."""
        self.pieces = tuple(pieces)
        self.go_to(0)
        self.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, steps: int) -> None:
        """Go on, or back."""
        self.go_to(self.at + steps)

    def go_to(self, at: int) -> None:
        """Show a piece; beyond the ends is the end."""
        if not self.pieces:
            return
        self.at = min(max(at, 0), len(self.pieces) - 1)
        piece = self.pieces[self.at]
        told = _("{number} of {all} · {language}").format(
            number=piece.number, all=len(self.pieces), language=self._language
        )
        self.place.setText(told)
        direction = Qt.LayoutDirection.RightToLeft if piece.rtl else Qt.LayoutDirection.LeftToRight
        self.text.setLayoutDirection(direction)
        self.text.setText(piece.text)
        self.swedish.setText(piece.swedish)
        self.swedish.setVisible(bool(piece.swedish))
        self.back.setEnabled(self.at > 0)
        self.on.setEnabled(self.at < len(self.pieces) - 1)
        announce(self.text, ". ".join(part for part in (str(piece.number), piece.swedish or piece.text) if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the module."""
        if not self._turned(event.key()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys turn wherever the focus is; Close alone keeps Space and Enter to itself."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        presses = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return not (presses and watched is self.leave) and self._turned(event.key())

    def _turned(self, key: int) -> bool:
        rtl = bool(self.pieces) and self.pieces[self.at].rtl
        on, back = (Qt.Key.Key_Left, Qt.Key.Key_Right) if rtl else (Qt.Key.Key_Right, Qt.Key.Key_Left)
        if key in (*_ON, on):
            self.turn(1)
        elif key in (*_BACK, back):
            self.turn(-1)
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self.pieces) - 1)
        else:
            return False
        return True

    def _fail(self, fault: Exception) -> None:
        if isinstance(fault, CaseworkerError):
            self.message.say(describe(fault, _).text, Tone.ERROR)
        self.back.setEnabled(False)
        self.on.setEnabled(False)

    def _lay_out(self) -> None:
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(32, 24, 32, 16)
        inner.setSpacing(18)
        inner.addWidget(self.message)
        inner.addWidget(self.text)
        inner.addWidget(self.swedish)
        inner.addStretch(1)
        head = FlowLayout()
        head.addWidget(self.place)
        head.addWidget(self.draft)
        foot = FlowLayout()
        for button in (self.back, self.on, self.leave):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 20)
        column.setSpacing(12)
        for line in (head, foot):
            line.setContentsMargins(32, 0, 32, 0)
        column.addLayout(head)
        column.addWidget(Hairline())
        scroll = Scroll(words, name="interpreterScroll", label=_("The piece that is read"))
        column.addWidget(scroll, 1)
        for part in (self.back, self.on, self.leave, scroll):
            part.installEventFilter(self)
        column.addWidget(Hairline())
        column.addLayout(foot)
