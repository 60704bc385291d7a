"""Forms: a field with its label, hint and message, line edits for mixed scripts and passphrases, choices in a list.

A field never stops the typing; it says what is wrong in words, with an icon, and announces it to screen readers.
"""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.language import _
from ui.theme import families_for, is_right_to_left, theme
from ui.widgets.button import Button
from ui.widgets.paint import draw_icon
from ui.widgets.text import Icon, Label


class Tone(StrEnum):
    """What a message under a field means."""

    HINT = "ink2"
    OK = "ok"
    WARN = "warn"
    ERROR = "danger"


_ICONS = {Tone.OK: "circle-check", Tone.WARN: "triangle-alert", Tone.ERROR: "circle-alert"}


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say ``sentence`` without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


class Message(QWidget):
    """One sentence with the icon of its tone; takes no room while empty."""

    def __init__(self, name: str = "") -> None:
        """Start hidden."""
        super().__init__()
        self._icon = Icon("circle-check", 16, "ok")
        self.label = Label("", "smallaction", wrap=True, name=name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.hide()

    def say(self, text: str, tone: Tone = Tone.HINT) -> None:
        """Show ``text``; an empty text hides the line."""
        self.label.setText(text)
        self.label.set_tone(tone.value)
        self._icon.setVisible(tone in _ICONS)
        if tone in _ICONS:
            self._icon.show_icon(_ICONS[tone], tone.value)
        self.setVisible(bool(text))


class Field(QWidget):
    """Label, note, editor and message as one: the label names the editor, the message describes it."""

    def __init__(self, label: str, editor: QWidget, *, name: str, note: str = "") -> None:
        """``note`` stands quietly after the label ("not required"). ``name`` becomes the editor's objectName."""
        super().__init__()
        self.editor = editor
        editor.setObjectName(name)
        editor.setAccessibleName(label)
        self._label = Label(label, "strong")
        self._label.setBuddy(editor)
        self._note = Label(note, "small", "ink2")
        self.message = Message(f"{name}Message")
        heading = QHBoxLayout()
        heading.setSpacing(6)
        heading.addWidget(self._label)
        heading.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(heading)
        column.addWidget(editor)
        column.addWidget(self.message)
        column.addStretch(1)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def say(self, text: str, tone: Tone = Tone.HINT) -> None:
        """Show a message under the field; errors are announced once, when they appear."""
        news = text != self.message.label.text()
        self.message.say(text, tone)
        self.editor.setAccessibleDescription(text)
        wrong = "error" if tone is Tone.ERROR and text else ""
        if self.editor.property("tone") != wrong:
            self.editor.setProperty("tone", wrong)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)
        if news and wrong:
            announce(self.editor, f"{self._label.text()}: {text}")

    def set_label(self, text: str, note: str = "") -> None:
        """Change the label, for screen readers too."""
        self._label.setText(text)
        self._note.setText(note)
        self.editor.setAccessibleName(text)


class LineEdit(QLineEdit):
    """A line for any script: its own family first and its own direction while it holds right-to-left text."""

    def __init__(self, *, placeholder: str = "", limit: int = 200) -> None:
        """``limit`` is the longest text in characters."""
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setMaxLength(limit)
        self._families: tuple[str, ...] = ()
        self.textChanged.connect(self._suit)
        theme().changed.connect(self._dress)
        self._suit("")

    def _suit(self, text: str) -> None:
        rtl = is_right_to_left(text)
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        if self.layoutDirection() != direction:
            self.setLayoutDirection(direction)
        if families_for(text) != self._families:
            self._families = families_for(text)
            self._dress()

    def _dress(self) -> None:
        self.setFont(theme().font("input", families=self._families))
        # lines in a row keep one height, whatever script is written in them
        self.setFixedHeight(theme().px(34) + 2)


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

    def _draw_chevron(self, painter: QPainter) -> None:
        side = theme().px(16)
        place = QRect(self.width() - side - 10, 0, side, self.height())
        draw_icon(painter, place, "chevron-down", "ink2" if self.isEnabled() else "ink3")

    def _dress(self) -> None:
        self.setFont(theme().font("input"))
