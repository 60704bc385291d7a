"""The journey (Resan): a painted timeline with a line for the chosen day, and the same as a list for screen readers.

Only the lines of the days, the axis and what has the focus are drawn anew when the chosen day moves.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from caseworker.domain.daycount import add_months
from ui.models.journey import SPANS, Item, Names, Placed
from ui.widgets.field import announce
from ui.widgets.timeline_picture import PictureWidget, draw_axis, draw_days, draw_marked, draw_sign, sign_box
from ui.widgets.wrapped_rows import Block, Words, WrappedColumn, WrappedList

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
_GRIP = 4  # px on each side of the line of the chosen day


class JourneyTimeline(PictureWidget):
    """``day_changed(day)`` while the line moves, ``opened(item)`` on Enter and double click.

    Left and right move the day (with Shift by month, Home is today), up and down go through the items, + and - change
    how many years are shown. The list is its child: a screen reader always finds it, ``show_list`` shows it to all.
    """

    day_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, label: str, names: Names, sign: Callable[[date], str], *, name: str) -> None:
        """``sign(day)`` are the words on the sign of a chosen day."""
        super().__init__(names)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._sign = sign
        self._day = date.min
        self._current = -1
        self._hovered: Placed | None = None
        self._dragging = False
        self.list = _Twin(label, name=f"{name}List", parent=self)
        self.list.opened.connect(self.opened)

    # What is shown
    def show_items(self, items: Sequence[Item], today: date, day: date) -> None:
        """Show a journey with the line on ``day``; what was chosen stays chosen while it is there."""
        key = self.current.key if self.current is not None else ""
        self._day = day
        self.put(items, today)
        places = [item.key for item in self._items]
        self._current = places.index(key) if key in places else -1
        self.list.show_list(self._items)
        self._lay()

    @property
    def day(self) -> date:
        """The chosen day."""
        return self._day

    @property
    def current(self) -> Item | None:
        """The item that up and down have come to, in the picture or in the list."""
        if self.list.shown:
            row = self.list.current_row()
            return row if isinstance(row, Item) else None
        return self._items[self._current] if 0 <= self._current < len(self._items) else None

    def has_focus(self) -> bool:
        """Whether the keys come here."""
        return self.hasFocus() or self.list.hasFocus()

    def show_list(self, *, shown: bool) -> None:
        """Show the list in place of the picture, or the picture again; the place and the focus follow."""
        place = self.list.currentIndex().row() if self.list.shown else self._current
        self.list.shown = shown
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if shown else Qt.FocusPolicy.StrongFocus)
        self._lay()
        if shown:
            self.list.choose(place)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._current = place
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """The height of the picture, or of the list while that is shown."""
        return self.list.height() if self.list.shown else super().heightForWidth(width)

    def work_out_anew(self) -> None:
        """See ``PictureWidget``; the list grows with the text."""
        super().work_out_anew()
        self._lay()

    # Keys and pointer
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class; other keys go to the page."""
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = -1 if key == Qt.Key.Key_Left else 1
            self._move(add_months(self._day, step) if shift else self._day + timedelta(days=step))
        elif key == Qt.Key.Key_Home:
            self._move(self._today)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self._show_years(1 if key == Qt.Key.Key_Plus else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose an item, or take the line to where the pointer is."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        x, y = event.position().x(), event.position().y()
        found = self.shown_picture().at(x, y)
        if found is not None and not self._on_line(x, y):
            self._current = self._items.index(found.item)
            self.update()
        elif x >= self.shown_picture().axis.left:
            self._dragging = True
            self._move(self.shown_picture().axis.day(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the line; or show what is under the pointer."""
        x, y = event.position().x(), event.position().y()
        if self._dragging:
            self._move(self.shown_picture().axis.day(x))
            return
        self.setCursor(Qt.CursorShape.SplitHCursor if self._on_line(x, y) else Qt.CursorShape.ArrowCursor)
        self._hover(self.shown_picture().at(x, y))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the line."""
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the pointer."""
        found = self.shown_picture().at(event.position().x(), event.position().y())
        if found is not None:
            self.opened.emit(found.item)

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is under the pointer."""
        self._hover(None)

    def event(self, event: QEvent) -> bool:
        """The tooltip is the whole sentence of what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.shown_picture().at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), found.item.spoken if found is not None else "", self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list follows the width."""
        super().resizeEvent(event)
        self._lay()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen item gets its ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And loses it."""
        super().focusOutEvent(event)
        self.update()

    # Painting
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the kept picture and what moves over it."""
        if self.list.shown:
            return
        painter = QPainter(self)
        drawn = self.draw_kept(painter, lambda drawn: draw_days(painter, drawn, self._today, self._day))
        words = self._sign(self._day)
        sign = sign_box(drawn, self._day, words)
        draw_axis(painter, drawn, sign)
        draw_sign(painter, sign, words)
        focused = self.current if self.hasFocus() else None
        for one in drawn.placed:
            if one.item is focused:
                draw_marked(painter, one, focused=True)
            elif self._hovered is not None and one.item is self._hovered.item:
                draw_marked(painter, one, focused=False)

    # Inside
    def _lay(self) -> None:
        """Put the list in place of the picture, or beside everything that is seen, where a screen reader finds it."""
        self.list.move(0 if self.list.shown else -self.width() - 40, 0)
        self.list.resize(self.width(), self.list.height())
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.list.shown else Qt.FocusPolicy.NoFocus)

    def _on_line(self, x: float, y: float) -> bool:
        drawn = self.shown_picture()
        near = abs(x - drawn.axis.x(self._day)) <= _GRIP
        return near or sign_box(drawn, self._day, self._sign(self._day)).holds(x, y)

    def _hover(self, found: Placed | None) -> None:
        if found != self._hovered:
            self._hovered = found
            self.update()

    def _move(self, day: date) -> None:
        day = min(max(day, EARLIEST), LATEST)
        if day != self._day:
            self._day = day
            self.update()
            announce(self, self._sign(day))
            self.day_changed.emit(day)

    def _go(self, step: int) -> None:
        """Go to the next item that is in the picture."""
        seen = {one.item.key for one in self.shown_picture().placed}
        place = self._current + step
        while 0 <= place < len(self._items) and self._items[place].key not in seen:
            place += step
        if 0 <= place < len(self._items):
            self._current = place
            announce(self, self._items[place].spoken)
            self.update()

    def _show_years(self, step: int) -> None:
        place = min(max(SPANS.index(self._span) + step, 0), len(SPANS) - 1)
        self._span = SPANS[place]
        self.work_out_anew()


class _Twin(WrappedList):
    """The items as rows, said as they are to a screen reader. Lies beside the picture until it is shown."""

    def __init__(self, label: str, *, name: str, parent: QWidget) -> None:
        columns = (
            WrappedColumn(lambda item: Block((Words(item.lane, "small", "ink2"),)), fits=True),
            WrappedColumn(lambda item: Block((Words(item.spoken),)), share=1, minimum=260),
        )
        super().__init__(label, columns, lambda item: f"{item.lane}, {item.spoken}", name=name, parent=parent)
        self.shown = False
