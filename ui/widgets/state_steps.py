"""A road of steps as dots on a line: what has been passed, where it stands, what is left. Words stand beside it."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.paint import draw_icon

_GAP, _DOT, _RING = 24, 4.5, 6.5


def steps_width(length: int) -> int:
    """How wide a road of ``length`` steps is, px."""
    return theme().px(_GAP * (length - 1) + 2 * _RING + 2)


def draw_steps(painter: QPainter, place: QRect, at: int, length: int, *, left_road: bool = False) -> None:
    """Draw a road of ``length`` steps that stands at step ``at`` (from 1). At its end it is done, and has a tick.

    One that ``left_road`` has a cross after the last step it reached, and nothing that would follow.
    """
    px, color = theme().px, theme().color
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = place.center().y() + 0.5
    xs = [place.x() + px(_RING) + 1 + px(_GAP) * number for number in range(length)]
    passed = "ink3" if left_road else "accent"
    for number in range(length - 1):
        reached = number < at - 1
        painter.setPen(QPen(color(passed if reached else "line2"), px(2) if reached else 1.5))
        painter.drawLine(QPointF(xs[number], middle), QPointF(xs[number + 1], middle))
    for number, x in enumerate(xs, 1):
        here, last = number == at, number == length
        if here and (left_road or last):
            _draw_end(painter, x, middle, left_road=left_road)
        elif here:
            _draw_dot(painter, x, middle, _RING, "surface", "accent")
            _draw_dot(painter, x, middle, 3, "accent", None)
        elif number < at:
            _draw_dot(painter, x, middle, _DOT, passed, None)
        else:
            _draw_dot(painter, x, middle, 4, "surface", "ink3")
    painter.restore()


def _draw_end(painter: QPainter, x: float, y: float, *, left_road: bool) -> None:
    _draw_dot(painter, x, y, _RING + 0.5, "ink3" if left_road else "accent", None)
    side = theme().px(16)
    box = QRect(round(x - side / 2), round(y - side / 2), side, side)
    draw_icon(painter, box, "x" if left_road else "check", "onaccent", 10)


def _draw_dot(painter: QPainter, x: float, y: float, radius: float, fill: str, border: str | None) -> None:
    worn = theme()
    painter.setBrush(worn.color(fill))
    painter.setPen(QPen(worn.color(border), 1.5) if border else Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(x, y), worn.px(radius * 10) / 10, worn.px(radius * 10) / 10)


class StateSteps(QWidget):
    """The road of one thing. ``words`` are what a screen reader says of it."""

    def __init__(self, *, name: str) -> None:
        """Nothing until ``show_step``."""
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._at, self._length, self._left_road = 1, 1, False
        theme().changed.connect(self.updateGeometry)

    def show_step(self, at: int, length: int, words: str, *, left_road: bool = False) -> None:
        """Stand at step ``at`` of ``length``."""
        self._at, self._length, self._left_road = at, length, left_road
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its road."""
        return QSize(steps_width(self._length), theme().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        draw_steps(QPainter(self), self.rect(), self._at, self._length, left_road=self._left_road)
