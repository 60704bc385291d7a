"""A check box drawn like the rest of the house: an open square, or a filled one with a tick, and words that wrap."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from ui.theme import theme
from ui.widgets.paint import Ink, draw_frame, draw_icon, draw_text, text_width


class Tick(QCheckBox):
    """Yes or no. The whole line is the target."""

    def __init__(self, words: str, *, name: str) -> None:
        """``words`` are the accessible name too."""
        super().__init__(words)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """32 px high, with room between the words and the ring of the focus."""
        return QSize(theme().px(18) + 18 + text_width(self.text(), Ink("body")), theme().px(32))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Words and square alike."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        painter, side = QPainter(self), theme().px(18)
        box = QRect(1, (self.height() - side) // 2, side, side)
        on, enabled = self.isChecked(), self.isEnabled()
        fill = ("accent" if enabled else "sunken") if on else ("surface" if enabled else "sunken")
        draw_frame(painter, box, fill=fill, border=None if on and enabled else "line2", radius=4)
        if on:
            draw_icon(painter, box, "check", "onaccent" if enabled else "ink3", 12)
        left = side + 12
        place = QRect(left, 0, self.width() - left, self.height())
        draw_text(painter, place, self.text(), Ink("body", "ink" if enabled else "ink3"))
