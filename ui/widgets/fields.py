"""Everything a form is made of: fields and lines, notes in several lines, passphrases, choices in a list."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QTextEdit

from ui.theme import families_for, theme
from ui.widgets.field import Field as Field
from ui.widgets.field import LineEdit as LineEdit
from ui.widgets.field import Message as Message
from ui.widgets.field import Tone as Tone
from ui.widgets.field import announce as announce
from ui.widgets.paint import draw_icon
from ui.widgets.passphrase import PassphraseEdit as PassphraseEdit


class NotesEdit(QTextEdit):
    """Several lines of plain text. Tab leaves it; pasted formatting is dropped."""

    def __init__(self, *, placeholder: str = "", lines: int = 4) -> None:
        """``lines`` is the height at rest."""
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setPlaceholderText(placeholder)
        self._lines = lines
        self._dress()
        theme().changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        """As high as its lines at rest."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _dress(self) -> None:
        self.setFont(theme().font("body", families=families_for(self.toPlainText())))
        self.setMinimumHeight(theme().line_height("body") * self._lines + 16)


class Choice(QComboBox):
    """One of several: code and words. The wheel does nothing without focus."""

    def __init__(self, rows: Iterable[tuple[str, str]] = (), *, editable: bool = False) -> None:
        """``rows`` are (code, words). ``editable`` lets one type to find a row among many."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        self.set_rows(rows)
        if editable:
            self.setEditable(True)
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = self.completer()
            if completer is not None:
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        theme().changed.connect(self._dress)
        self._dress()

    def set_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        """Replace all rows; the chosen code stays chosen when it is still there."""
        chosen = self.code()
        self.blockSignals(True)
        self.clear()
        for code, words in rows:
            self.addItem(words, code)
        self.blockSignals(False)
        self.choose(chosen)

    def code(self) -> str:
        """The chosen code, or an empty text."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, str) else ""

    def choose(self, code: str) -> None:
        """Choose by code; an unknown code leaves the choice as it is."""
        index = self.findData(code)
        if index >= 0:
            self.setCurrentIndex(index)

    def setAccessibleName(self, name: str) -> None:
        """Name the inner line too when the box is editable."""
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
            line.setObjectName(f"{self.objectName()}Line")

    def event(self, event: QEvent) -> bool:
        """A letter typed here looks for a row; it is not one of the page's single-letter keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if plain and event.text().isprintable() and event.text():
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is settled when the writer goes on."""
        super().focusOutEvent(event)
        if self.isEditable() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A page that scrolls under the pointer must not change an answer."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The styled box, then our own chevron (a style sheet can only load files)."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - theme().px(16) - 36
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self.currentText() if option.currentText != self.currentText() else "")
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if not self.isEditable():
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        self._draw_chevron(painter)

    def _settle(self) -> None:
        """Whoever leaves a row half typed means the only one it fits; what fits none or several chooses nothing new."""
        typed, chosen = self.currentText().strip().casefold(), self.currentIndex()
        if typed != self.itemText(chosen).casefold():
            words = [self.itemText(row).casefold() for row in range(self.count())]
            begun = [row for row, text in enumerate(words) if typed and text.startswith(typed)]
            inside = [row for row, text in enumerate(words) if typed and typed in text]
            exact = [row for row, text in enumerate(words) if text == typed]
            chosen = next((found[0] for found in (exact, begun, inside) if len(found) == 1), chosen)
            self.setCurrentIndex(chosen)
        self.setEditText(self.itemText(chosen))

    def _draw_chevron(self, painter: QPainter) -> None:
        side = theme().px(16)
        place = QRect(self.width() - side - 10, 0, side, self.height())
        draw_icon(painter, place, "chevron-down", "ink2" if self.isEnabled() else "ink3")

    def _dress(self) -> None:
        self.setFont(theme().font("input"))
        completer = self.completer() if self.isEditable() else None
        proposals = completer.popup() if completer is not None else None
        if proposals is not None:  # a window of its own, which Qt makes and ends
            proposals.setStyleSheet(theme().sheet)
