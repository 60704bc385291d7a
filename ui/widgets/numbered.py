"""A heading with its number in a round mark that becomes a tick when the part is done."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.language import _
from ui.theme import theme
from ui.widgets.paint import Ink, draw_frame, draw_icon, draw_text, text_width
from ui.widgets.text import Label


class NumberedHeading(QWidget):
    """Number or tick, then the words."""

    def __init__(self, number: int, words: str) -> None:
        """``number`` counts from 1."""
        super().__init__()
        self._words = words
        self._mark = _Mark(number)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addWidget(Label(words, "h2"))
        row.addStretch(1)
        self.show_done(False)

    def show_done(self, done: bool) -> None:
        """Show the tick, or the number."""
        self._mark.done = done
        self._mark.update()
        state = _("done")
        self.setAccessibleName(f"{self._words}, {state}" if done else self._words)


class _Mark(QWidget):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self.done = str(number), False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(22), theme().px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = QPainter(self), self.rect()
        draw_frame(painter, rect, fill="oksoft" if self.done else "accentsoft", border=None, radius=rect.width() / 2)
        if self.done:
            draw_icon(painter, rect, "check", "ok", 14)
            return
        ink = Ink("smallstrong", "accentink")
        left = (rect.width() - text_width(self._number, ink)) // 2
        draw_text(painter, QRect(left, 0, rect.width() - left, rect.height()), self._number, ink)
