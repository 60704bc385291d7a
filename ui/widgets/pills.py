"""Filters above a list: rounded words with how many there are under each; one is chosen.

One Tab stop; the arrows move the choice, as screen readers expect of radio buttons.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import Ink, draw_frame, draw_text, text_width


class _Pill(QRadioButton):
    def __init__(self, code: str, words: str, *, name: str) -> None:
        super().__init__(words)
        self.code, self.words, self.count = code, words, 0
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.updateGeometry)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self.count = count
        self.setAccessibleName(f"{self.words}, {count}")
        self.updateGeometry()
        self.update()

    def hitButton(self, _pos: QPoint) -> bool:
        """The whole surface is the target."""
        return True

    def sizeHint(self) -> QSize:
        px = theme().px
        words = text_width(self.words, Ink("strong")) + text_width(str(self.count), Ink("small"))
        return QSize(words + px(8 + 24), px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px, whole = QPainter(self), theme().px, self.rect()
        chosen = self.isChecked()
        fill = "accentsoft" if chosen else "hover" if self.underMouse() else "surface"
        draw_frame(painter, whole, fill=fill, border="accent" if chosen else "line2", radius=whole.height() / 2)
        if self.hasFocus():
            draw_frame(painter, whole, fill=None, border="focus", radius=whole.height() / 2, width=2)
        ink = Ink("strong" if chosen else "action", "accentink" if chosen else "ink")
        used = draw_text(painter, whole.adjusted(px(12), 0, 0, 0), self.words, ink)
        quiet = Ink("small", "accentink" if chosen else "ink2")
        draw_text(painter, whole.adjusted(px(12) + used + px(8), 0, 0, 0), str(self.count), quiet)


class Pills(QWidget):
    """``chosen(code)`` when the user changes the choice."""

    chosen = Signal(str)

    def __init__(self, rows: Sequence[tuple[str, str]], label: str, *, name: str) -> None:
        """``rows`` are (code, words), the first is chosen; ``label`` names the group."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._group = QButtonGroup(self)
        self._pills = {code: _Pill(code, words, name=f"{name}_{code}") for code, words in rows}
        flow = FlowLayout()
        for pill in self._pills.values():
            pill.setAccessibleDescription(label)
            self._group.addButton(pill)
            flow.addWidget(pill)
        next(iter(self._pills.values())).setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(flow)
        self._group.buttonClicked.connect(lambda _pill: self.chosen.emit(self.code()))

    def code(self) -> str:
        """The chosen code."""
        return next((code for code, pill in self._pills.items() if pill.isChecked()), "")

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many there are under each."""
        for code, pill in self._pills.items():
            pill.show_count(counts.get(code, 0))
