"""Grounds of a page: what scrolls, and a work column with a side column that is a drawer below 1440 px (key V)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.text import Hairline, Pane

DRAWER_BELOW = 1440


class Scroll(QScrollArea):
    """Lets its content be higher than the window, never wider. Not a Tab stop unless it holds nothing but text."""

    def __init__(self, content: QWidget, *, name: str, label: str = "") -> None:
        """With a ``label`` it takes the focus itself, so that text can be scrolled with the arrows."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if label else Qt.FocusPolicy.NoFocus)
        self.setWidget(content)


class Centred(Pane):
    """One narrow column in the middle of a canvas, a little above the middle."""

    def __init__(self, column: QVBoxLayout, width: int) -> None:
        """``width`` in px at 100 %."""
        super().__init__("canvas")
        self._width, self._inner = width, QWidget()
        self._inner.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._inner)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._inner.setFixedWidth(theme().px(self._width))


class SideColumn(QWidget):
    """``work`` at the left, ``side`` on canvas at the right. ``folded(bool)`` when the side goes away or comes back."""

    folded = Signal(bool)

    def __init__(
        self, work: QWidget, side: QWidget, *, width: int = 300, drawer: bool = True, closed: bool = False
    ) -> None:
        """``width`` of the side in px at 100 %; ``drawer`` False keeps it always (a form whose side must be seen).

        ``closed``: a drawer however wide the window is.
        """
        super().__init__()
        self._width, self._drawer, self._closed, self._wanted = width, drawer, closed, False
        self.side = Pane("canvas")
        inner = QHBoxLayout(self.side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(Hairline(vertical=True))
        inner.addWidget(side, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(work, 1)
        row.addWidget(self.side)
        theme().changed.connect(self._fit)
        self._fit()

    def toggle(self) -> None:
        """Open or close the drawer."""
        self._wanted = not self._wanted
        self._fit()

    def open_side(self) -> None:
        """Open the drawer, when the side is one now."""
        self._wanted = True
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold with the window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.side.setFixedWidth(min(theme().px(self._width), max(self._width, self.width() * 2 // 5)))
        beside = self.window().width() >= DRAWER_BELOW and not self._closed
        shown = not self._drawer or self._wanted or beside
        if shown == self.side.isHidden():
            self.side.setVisible(shown)
            self.folded.emit(not shown)


class Across(QWidget):
    """Fields beside each other while there is room for all of them, else under each other: nothing is ever cut."""

    def __init__(self, *fields: QWidget, stretches: Sequence[int] = (), gap: int = 16) -> None:
        """``stretches`` divide the free width; ``gap`` in px beside, a little less under each other."""
        super().__init__()
        self._fields, self._gap = fields, gap
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self._box.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        for field, stretch in zip(fields, stretches or [1] * len(fields), strict=True):
            self._box.addWidget(field, stretch)

    def minimumSizeHint(self) -> QSize:
        """The widest field alone: then they stand under each other."""
        return QSize(max(map(_least_width, self._fields)), self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the width asks for it."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Turn also when a field has got other words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        needed = sum(map(_least_width, self._fields)) + self._gap * (len(self._fields) - 1)
        under = needed > self.width()
        wanted = QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
            self.updateGeometry()


def _least_width(field: QWidget) -> int:
    return max(field.minimumSizeHint().width(), field.minimumWidth())


def beside(*parts: QWidget) -> QWidget:
    """Put widgets after each other, as the far end of a heading."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    return both
