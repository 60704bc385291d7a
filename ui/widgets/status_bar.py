"""The line at the bottom: which keys work here, and when the work was last saved. It never shows a person."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.chip import KeyHint, KeyHints
from ui.widgets.field import announce
from ui.widgets.text import Hairline, Icon, Label, Pane

NOTICE_MS = 6000


class StatusBar(Pane):
    """Key hints at the left, "Saved 14:02" at the right; a notice takes the right side for six seconds."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__("canvas")
        self.setObjectName("statusBar")
        self._hints = KeyHints()
        self._icon = Icon("check", 16, "ok")
        self._icon.hide()
        self.label = Label("", "small", "ink2", name="statusText")
        self._saved = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(6)
        row.addWidget(self._hints, 1)
        row.addWidget(self._icon)
        row.addWidget(self.label)
        column.addWidget(line, 1)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(NOTICE_MS)
        self._clock.timeout.connect(self._back)
        theme().changed.connect(self._dress)
        self._dress()

    def show_hints(self, hints: Sequence[KeyHint]) -> None:
        """Say which keys work here."""
        self._hints.show_hints(hints)

    def show_saved(self, text: str) -> None:
        """Say that the work is saved: "Saved 14:02". Only after the commit has returned."""
        self._saved = text
        self._back()

    def notice(self, text: str) -> None:
        """Say something short and pass on; read aloud once."""
        self._icon.hide()
        self.label.setText(text)
        self._clock.start()
        announce(self, text)

    def _back(self) -> None:
        self.label.setText(self._saved)
        self._icon.setVisible(bool(self._saved))

    def _dress(self) -> None:
        self.setFixedHeight(theme().px(32) + 1)
