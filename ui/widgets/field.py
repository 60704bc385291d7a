"""A field of a form: its label, its editor and its message as one; and a line for any script.

A field never stops the typing; it says what is wrong in words, with an icon, and announces it to screen readers.
Imports little: the first window is made of it.
"""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import LATIN_FIRST, families_for, is_right_to_left, theme
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
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # 250 enum members, not before the first paint

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
        self.setTextMargins(0, 0 if self._families == LATIN_FIRST else self._drop(), 0, 0)
        # lines in a row keep one height, whatever script is written in them
        self.setFixedHeight(theme().px(34) + 2)

    def _drop(self) -> int:
        """How far down the text starts so that it stands on the same line as Latin beside it, 2 px for each px."""
        self.ensurePolished()  # the style sheet says how large the letters are
        own = self.fontMetrics()
        beside = self.font()
        beside.setFamilies(list(LATIN_FIRST))
        latin = QFontMetrics(beside)
        return max((latin.ascent() - latin.descent()) - (own.ascent() - own.descent()), 0)
