"""The identity numbers of the form: a row each with type, number, a verdict and a way to take it away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.identity import IdentifierType, guess_type
from ui.language import _
from ui.theme import theme
from ui.widgets.button import Button, CloseButton
from ui.widgets.fields import Choice, LineEdit, Message, Tone, announce
from ui.widgets.text import Label

MOST_NUMBERS = 8
_SHORT = (IdentifierType.DOSSIER, IdentifierType.LMA)


class _NumberLine(LineEdit):
    """``left()`` when the writer leaves the line."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class NumberRow(QWidget):
    """One number. ``typed()``, ``left()`` and ``dropped()`` come from the writer only."""

    typed = Signal()
    left = Signal()
    dropped = Signal()

    def __init__(self, kinds: Sequence[tuple[str, str]]) -> None:
        """``kinds`` are (code, words) of the types of number."""
        super().__init__()
        self.kind = Choice(kinds)
        self.line = _NumberLine(limit=40)
        self.drop = CloseButton(_("Remove this number"), name="dropNumber")
        self.message = Message("numberMessage")
        self._chosen_by_hand = False
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.kind)
        row.addWidget(self.line, 1)
        row.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.message)
        self.kind.activated.connect(self._choose_kind)
        self.line.textEdited.connect(self._type)
        self.line.left.connect(self.left)
        self.drop.clicked.connect(self.dropped)
        theme().changed.connect(self._dress)
        self._dress()

    def number(self) -> tuple[str, str]:
        """Type and text."""
        return self.kind.code(), self.line.text()

    def show_number(self, kind: str, text: str) -> None:
        """Fill the row without telling."""
        self.kind.choose(kind)
        self._chosen_by_hand = True
        self.line.setText(text)

    def stand_at(self, place: int) -> None:
        """Name the parts by their place, counted from 0."""
        number = place + 1
        self.kind.setObjectName(f"numberKind{number}")
        self.kind.setAccessibleName(_("Type of number {n}").format(n=number))
        self.line.setObjectName(f"number{number}")
        self.line.setAccessibleName(_("Number {n}: {kind}").format(n=number, kind=self.kind.currentText()))
        self.drop.setObjectName(f"dropNumber{number}")
        self.drop.setAccessibleName(_("Remove number {n}").format(n=number))
        self.message.label.setObjectName(f"number{number}Message")

    def say(self, text: str, tone: Tone) -> None:
        """Show the verdict; a new error is announced."""
        news = text != self.message.label.text()
        self.message.say(text, tone)
        self.line.setAccessibleDescription(text)
        wrong = "error" if text and tone is Tone.ERROR else ""
        if self.line.property("tone") != wrong:
            self.line.setProperty("tone", wrong)
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)
        if news and wrong:
            announce(self.line, f"{self.kind.currentText()}: {text}")

    def _choose_kind(self) -> None:
        self._chosen_by_hand = True
        self.typed.emit()

    def _type(self, text: str) -> None:
        guessed = guess_type(text)
        # eight digits on the way to a personnummer look like a dossiernummer: the hyphen or slash must say so
        half_written = guessed in _SHORT and "-" not in text and "/" not in text
        if guessed is not None and not half_written and not self._chosen_by_hand:
            self.kind.choose(guessed.value)
        self.typed.emit()

    def _dress(self) -> None:
        self.kind.setFixedWidth(theme().px(200))


class NumberRows(QWidget):
    """All numbers. ``changed()`` after any edit, ``typed(place)`` and ``left(place)`` for the one to check."""

    changed = Signal()
    typed = Signal(int)
    left = Signal(int)

    def __init__(self, kinds: Sequence[tuple[str, str]]) -> None:
        """Start with one empty row."""
        super().__init__()
        self._kinds = tuple(kinds)
        self.rows: list[NumberRow] = []
        self.more = Button(_("Add number"), "ghost", name="addNumber", keys="Alt+N", icon="plus")
        self.more.clicked.connect(lambda: self.add().line.setFocus(Qt.FocusReason.OtherFocusReason))
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(Label(_("Number"), "strong"))
        outer.addLayout(self._column)
        outer.addWidget(self.more)
        self.show_numbers(())

    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Type and text of every row, empty ones too: their places are how verdicts find back."""
        return tuple(row.number() for row in self.rows)

    def show_numbers(self, numbers: Sequence[tuple[str, str]]) -> None:
        """Replace the rows without telling; at least one row stands."""
        while self.rows:
            self._take(self.rows[-1])
        for kind, text in numbers:
            self.add().show_number(kind, text)
        if not self.rows:
            self.add()

    def add(self) -> NumberRow:
        """Add an empty row and return it; the next likely type is proposed."""
        row = NumberRow(self._kinds)
        used = {kind for kind, _text in self.numbers()}
        likely = (IdentifierType.PERSONNUMMER, IdentifierType.DOSSIER, IdentifierType.SAMORDNINGSNUMMER)
        row.kind.choose(next((kind.value for kind in likely if kind.value not in used), IdentifierType.LMA.value))
        row.typed.connect(lambda: self._typed(row))
        row.left.connect(lambda: self._left(row))
        row.dropped.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._column.addWidget(row)
        self._name()
        QWidget.setTabOrder(row.drop, self.more)
        return row

    def say(self, place: int, text: str, tone: Tone) -> None:
        """Show the verdict on one number."""
        if 0 <= place < len(self.rows):
            self.rows[place].say(text, tone)

    def _typed(self, row: NumberRow) -> None:
        place = self.rows.index(row)
        row.stand_at(place)
        self.changed.emit()
        self.typed.emit(place)

    def _left(self, row: NumberRow) -> None:
        if row in self.rows:
            self.left.emit(self.rows.index(row))

    def _drop(self, row: NumberRow) -> None:
        self._take(row)
        if not self.rows:
            self.add()
        self._name()
        self.rows[-1].line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take(self, row: NumberRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _name(self) -> None:
        for place, row in enumerate(self.rows):
            row.stand_at(place)
        self.more.setVisible(len(self.rows) < MOST_NUMBERS)
