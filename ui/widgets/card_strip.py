"""A strip of cards beside each other that scrolls: who lives together. Arrows move, Enter opens, one is "this one".

All cards of a strip have one size, as high as the longest foot needs; a screen reader hears a list.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.lazy_rows import LazyRowsModel
from ui.theme import theme
from ui.widgets.lines import draw_line, draw_row_chip, line_width
from ui.widgets.paint import CHIP_INK, Ink, draw_frame, draw_icon, font_for

ROW = Qt.ItemDataRole.UserRole
WIDTH, LEAST, HEIGHT, LINE, GAP, BAR = 228, 204, 66, 18, 8, 12
_RIGHT = Qt.AlignmentFlag.AlignRight
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.AlignmentFlag.AlignLeft)
FOOT_INK = Ink("small", "ink2")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Card:
    """What one card shows: a name with something at its right, a chip, a quiet line. ``own`` is the one looked at."""

    title: str
    right: str = ""
    chip: str = ""
    tone: str = "neutral"
    foot: str = ""
    icon: str = ""
    own: bool = False


class CardStrip(QListView):
    """``opened(row)`` on Enter and double click."""

    opened = Signal(object)

    def __init__(self, label: str, card: Callable[[Any], Card], spoken: Callable[[Any], str], *, name: str) -> None:
        """``label`` is what a screen reader calls the list."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._model = LazyRowsModel(spoken, self)
        self.setModel(self._model)
        self._card = card
        self._delegate = _CardDelegate(card, self)
        self.setItemDelegate(self._delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))
        theme().changed.connect(self._fit)
        self._fit()

    def show_list(self, rows: Sequence[Any]) -> None:
        """Show these cards; the mark stays where it was."""
        kept = self.currentIndex().row()
        self._model.show_list(rows)
        if 0 <= kept < len(rows):
            self.setCurrentIndex(self._model.index(kept, 0))
        self._fit()

    def current_row(self) -> Any:
        """The row of the card under the cursor, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming here by Tab, the cursor stands on a card."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; up and down are left and right; letters go to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().data(ROW))
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key()), 0
        )
        if not step:
            event.ignore()
            return
        place = self.currentIndex().row() + step
        if 0 <= place < self._model.rowCount():
            self.setCurrentIndex(self._model.index(place, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for a scroll bar only when it is needed."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px, count, room = theme().px, max(self._model.rowCount(), 1), self.viewport().width()
        wide = max(min(room // count - GAP, px(WIDTH)), px(LEAST))
        feet = [self._card(self._model.row(place)).foot for place in range(self._model.rowCount())]
        inner = wide - 2 * px(12)
        lines = max((foot_lines(foot, inner) for foot in feet), default=1)
        self._delegate.size = QSize(wide, px(HEIGHT + LINE * lines))
        self.setFixedHeight(self._delegate.size.height() + 4 + (BAR if count * (wide + GAP) > room else 0))
        self.scheduleDelayedItemsLayout()


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, card: Callable[[Any], Card], parent: QWidget) -> None:
        super().__init__(parent)
        self._card = card
        self.size = QSize(theme().px(WIDTH), theme().px(HEIGHT + LINE))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for every card."""
        return QSize(self.size.width() + GAP, self.size.height() + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        row = index.data(ROW)
        if row is None:
            return
        px, card, state = theme().px, self._card(row), option.state
        whole = option.rect.adjusted(1, 1, -GAP, -1)
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_HasFocus)
        fill = "hover" if state & QStyle.StateFlag.State_MouseOver else "surface"
        border, width = ("accent", 2.0) if card.own else ("line", 1.0)
        if chosen:
            border, width = "focus", 2.0
        draw_frame(painter, whole, fill=fill, border=border, radius=8, width=width)
        inner = whole.adjusted(px(12), px(8), -px(12), -px(8))
        line = QRect(inner.x(), inner.y(), inner.width(), px(22))
        used = line_width(card.right, Ink("small", "ink2")) + px(10) if card.right else 0
        left = px(22) if card.icon else 0
        if card.icon:
            draw_icon(painter, QRect(line.x(), line.y(), px(16), line.height()), card.icon, "danger")
        draw_line(painter, line.adjusted(left, 0, -used, 0), card.title, Ink("strong"))
        draw_line(painter, line, card.right, Ink("small", "ink2", align=_RIGHT))
        if card.chip:
            wide = min(line_width(card.chip, CHIP_INK) + px(12), inner.width())
            draw_row_chip(painter, QRect(inner.x(), line.bottom() + px(3), wide, px(22)), card.chip, card.tone, "")
        high = px(LINE) * foot_lines(card.foot, inner.width())
        foot = QRect(inner.x(), inner.y() + px(51), inner.width(), high)
        painter.setFont(font_for(card.foot, FOOT_INK))
        painter.setPen(theme().color(FOOT_INK.color))
        painter.drawText(foot, _WRAPPED, card.foot)
        painter.restore()


def foot_lines(foot: str, width: int) -> int:
    """Return how many lines the foot of a card takes."""
    metrics = QFontMetrics(font_for(foot, FOOT_INK))
    box = metrics.boundingRect(QRect(0, 0, max(width, 1), 1 << 16), _WRAPPED, foot)
    return max(round(box.height() / max(metrics.lineSpacing(), 1)), 1)
