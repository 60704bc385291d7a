"""The mark of the program and its name, drawn so that it is sharp at every size."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

PROGRAM = "Handläggarstöd"


def draw_mark(painter: QPainter, place: QRectF) -> None:
    """Draw the mark: a way from one point to another on a rounded ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("accent"))
    painter.drawRoundedRect(place, place.width() * 0.2, place.width() * 0.2)
    x, y, side = place.x(), place.y(), place.width()
    way = QPainterPath(QPointF(x + side * 0.26, y + side * 0.68))
    way.cubicTo(
        QPointF(x + side * 0.66, y + side * 0.72),
        QPointF(x + side * 0.34, y + side * 0.28),
        QPointF(x + side * 0.74, y + side * 0.32),
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().color("onaccent"), side * 0.11, c=Qt.PenCapStyle.RoundCap))
    painter.drawPath(way)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("onaccent"))
    for end in (QPointF(x + side * 0.26, y + side * 0.68), QPointF(x + side * 0.74, y + side * 0.32)):
        painter.drawEllipse(end, side * 0.085, side * 0.085)
    painter.restore()


def window_icon() -> "QIcon":
    """The mark as a window icon."""
    from PySide6.QtGui import QIcon  # set after the first paint

    icon = QIcon()
    for side in (16, 32, 48, 128):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_mark(painter, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


class BrandMark(QWidget):
    """The mark beside the name."""

    def __init__(self, side: int = 20) -> None:
        """``side`` in px at 100 %."""
        super().__init__()
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(theme().px(self._side), theme().px(self._side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        draw_mark(QPainter(self), QRectF(0, 0, self.width(), self.height()))
