"""Lists of two-line rows with columns: one delegate, columns as data, a list that opens rows by key and pointer.

Columns are measured against the width there is, never fixed; the text a screen reader hears comes from the model
(``AccessibleTextRole``). Rows have one height, so a hundred thousand cost no more than a hundred.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import theme
from ui.widgets.lines import draw_line, draw_row_chip, line_width, wrapped
from ui.widgets.paint import CHIP_INK, Ink, draw_frame, draw_icon, draw_keycap, keycap_width

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column shows of one row: two lines, or a chip, or an action, with an icon before the lines.

    ``beside`` is drawn after the first line in its own script (a name as its bearer writes it).
    """

    top: str = ""
    bottom: str = ""
    beside: str = ""
    icon: str = ""
    icon_color: str = "ink2"
    top_color: str = "ink"
    bottom_color: str = "ink2"
    weight: int = 500
    chip: str = ""
    tone: str = "neutral"
    chip_icon: str = ""
    action: str = ""
    keycap: str = ""
    wrap: bool = False  # the two lines may be three in all, broken between words
    bars: int = 0  # how much is at stake, 1 to 3, drawn as bars; the words beside say it too


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a row becomes a cell, its share of the free width and its bounds in px at 100 %.

    Where the minimums no longer fit, a column that ``folds`` becomes a line of its own under the first.
    """

    cell: Callable[[Any], Cell]
    share: float = 1.0
    minimum: int = 40
    maximum: int = 0
    right: bool = False
    folds: bool = False


def column_rects(columns: Sequence[Column], place: QRect, gap: int) -> list[QRect]:
    """Divide ``place`` among the columns: minimums first, the rest by share, no column above its maximum."""
    px = theme().px
    widths = [px(column.minimum) for column in columns]
    free = place.width() - sum(widths) - gap * (len(columns) - 1)
    open_ones = {number for number, column in enumerate(columns) if column.share > 0}
    while free > 0 and open_ones:
        total = sum(columns[number].share for number in open_ones)
        full = {
            number
            for number in open_ones
            if columns[number].maximum
            and widths[number] + free * columns[number].share / total >= px(columns[number].maximum)
        }
        if not full:
            for number in open_ones:
                widths[number] += int(free * columns[number].share / total)
            break
        for number in full:
            free -= px(columns[number].maximum) - widths[number]
            widths[number] = px(columns[number].maximum)
        open_ones -= full
    rects, left = [], place.x()
    for width in widths:
        rects.append(QRect(left, place.y(), max(min(width, place.right() + 1 - left), 0), place.height()))
        left += width + gap
    return rects


class RowDelegate(QStyledItemDelegate):
    """Draws rows of ``columns`` with a hairline under each; the current row gets ground, bar and ring."""

    def __init__(self, columns: Sequence[Column], *, height: int = 56, parent: QWidget | None = None) -> None:
        """``height`` in px at 100 %: 34 for one line, 52-56 for two."""
        super().__init__(parent)
        self._columns, self._height = tuple(columns), height
        self._folded: tuple[Column, ...] = ()
        self._divided: tuple[tuple[int, ...], tuple[tuple[Column, QRect], ...]] = ((), ())

    def fit(self, width: int) -> bool:
        """Fold or unfold for a list of ``width`` px; True when the row height changed."""
        needed = sum(theme().px(column.minimum) + theme().px(16) for column in self._columns) + 24
        folded = tuple(column for column in self._columns if column.folds) if needed > width else ()
        changed = folded != self._folded
        self._folded = folded
        return changed

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for every row."""
        return QSize(200, theme().px(self._height + 20 * len(self._folded)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW)
        painter.save()
        self._draw_ground(painter, option.rect, option.state)
        if row is not None:
            self._draw_row(painter, option.rect, row, current=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _draw_row(self, painter: QPainter, whole: QRect, row: Any, *, current: bool) -> None:
        px = theme().px
        inner = whole.adjusted(12, 0, -12, -1 - px(20) * len(self._folded))
        left = 0
        for number, (column, place) in enumerate(self._places(inner.width(), inner.height())):
            cell = column.cell(row)
            draw_cell(painter, place.translated(inner.topLeft()), cell, right=column.right, current=current)
            if number == 0 and cell.icon:
                left = px(16) + 8
        for number, column in enumerate(self._folded):
            cell = column.cell(row)
            words = " · ".join(part for part in (cell.chip or cell.action or cell.top, cell.bottom) if part)
            top = inner.bottom() - px(4) + px(20) * number
            line = QRect(inner.x() + left, top, inner.width() - left, px(20))
            draw_line(painter, line, words, Ink("small", "ink2"))

    def _places(self, width: int, height: int) -> tuple[tuple[Column, QRect], ...]:
        """The unfolded columns of a row of this size and where each stands in it: divided once, not at every row."""
        asked = (width, height, theme().scale, len(self._folded))
        if self._divided[0] != asked:
            columns = [column for column in self._columns if column not in self._folded]
            rects = column_rects(columns, QRect(0, 0, width, height), theme().px(16))
            self._divided = (asked, tuple(zip(columns, rects, strict=True)))
        return self._divided[1]

    def _draw_ground(self, painter: QPainter, place: QRect, state: QStyle.StateFlag) -> None:
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(QRect(place.x() + 12, place.bottom(), place.width() - 24, 1), theme().color("line"))
        if current:
            ground = place.adjusted(2, 2, -2, -3)
            draw_frame(painter, ground, fill="selected", border=None, radius=8)
            if state & QStyle.StateFlag.State_HasFocus:
                draw_frame(painter, ground, fill=None, border="focus", radius=8, width=2)
        elif state & QStyle.StateFlag.State_MouseOver:
            draw_frame(painter, place.adjusted(2, 2, -2, -3), fill="hover", border=None, radius=8)


def draw_cell(painter: QPainter, rect: QRect, cell: Cell, *, right: bool = False, current: bool = False) -> None:
    """Draw one cell into ``rect``. The action of the current row that has a key is drawn as a button."""
    px = theme().px
    if cell.bars:
        _draw_bars(painter, rect, cell)
        return
    if cell.chip:
        wanted = line_width(cell.chip, CHIP_INK) + px(12) + (px(20) if cell.chip_icon else 0)
        width = min(wanted, rect.width())
        left = rect.right() + 1 - width if right else rect.x()
        place = QRect(left, rect.y() + (rect.height() - px(22)) // 2, width, px(22))
        draw_row_chip(painter, place, cell.chip, cell.tone, cell.chip_icon)
        return
    if cell.action and current and cell.keycap:
        _draw_pressed(painter, rect, cell)
        return
    if cell.action:
        _draw_action(painter, rect, cell)
        return
    if cell.icon:
        top = rect.y() + ((rect.height() - (px(38) if cell.bottom else px(20))) // 2)
        draw_icon(painter, QRect(rect.x(), top, px(16), px(20)), cell.icon, cell.icon_color)
        rect = rect.adjusted(px(16) + 8, 0, 0, 0)
    if cell.wrap:
        _draw_wrapped(painter, rect, cell)
        return
    align = _RIGHT if right else Qt.AlignmentFlag.AlignLeft
    first = Ink("body", cell.top_color, cell.weight, align)
    if not cell.bottom:
        used = draw_line(painter, rect, cell.top, first)
    else:
        top = rect.y() + (rect.height() - px(38)) // 2
        used = draw_line(painter, QRect(rect.x(), top, rect.width(), px(20)), cell.top, first)
        low = QRect(rect.x(), top + px(20), rect.width(), px(18))
        draw_line(painter, low, cell.bottom, Ink("small", cell.bottom_color, align=align))
        rect = QRect(rect.x(), top, rect.width(), px(20))
    left = rect.x() + used + 12
    if cell.beside and left < rect.right() - px(20):
        draw_line(painter, QRect(left, rect.y(), rect.right() - left, rect.height()), cell.beside, Ink("body", "ink2"))


def _draw_wrapped(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """Draw the first line on two if it must, and the second in the room that is left."""
    px = theme().px
    first, second = Ink("body", cell.top_color, cell.weight), Ink("small", cell.bottom_color)
    tops = wrapped(cell.top, first, rect.width(), 2)
    bottoms = wrapped(cell.bottom, second, rect.width(), 3 - len(tops))
    top = rect.y() + (rect.height() - px(20) * len(tops) - px(18) * len(bottoms)) // 2
    for lines, ink, height in ((tops, first, px(20)), (bottoms, second, px(18))):
        for line in lines:
            draw_line(painter, QRect(rect.x(), top, rect.width(), height), line, ink)
            top += height


def _draw_action(painter: QPainter, rect: QRect, cell: Cell) -> None:
    px = theme().px
    ink = Ink("action", "accent")
    words = line_width(cell.action, ink)
    left = max(rect.right() + 1 - words - px(24), rect.x())
    draw_line(painter, QRect(left, rect.y(), min(words, rect.width()), rect.height()), cell.action, ink)
    draw_icon(painter, QRect(left + words + 6, rect.y(), px(16), rect.height()), "arrow-right", "accent")


def _draw_pressed(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """Draw the action of the current row as a filled button with its key."""
    px = theme().px
    ink = Ink("action", "onaccent")
    cap = keycap_width(cell.keycap)
    width = min(line_width(cell.action, ink) + cap + px(12 + 8 + 10), rect.width())
    button = QRect(rect.right() + 1 - width, rect.y() + (rect.height() - px(30)) // 2, width, px(30))
    draw_frame(painter, button, fill="accent", border=None, radius=6)
    words = button.adjusted(px(12), 0, -(cap + px(10 + 8)), 0)
    draw_line(painter, words, cell.action, ink)
    key = QRect(button.right() + 1 - cap - px(10), button.y(), cap, button.height())
    draw_keycap(painter, key, cell.keycap, color="onaccent", border="onaccent")


def _draw_bars(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """Draw three bars, as many filled as say how much is at stake."""
    px = theme().px
    low = rect.y() + rect.height() // 2 + px(6)
    for number in range(3):
        height = px(4 * (number + 1))
        bar = QRect(rect.x() + px(5) * number, low - height, px(3), height)
        painter.fillRect(bar, theme().color(cell.icon_color if number < cell.bars else "line"))


class RowList(QListView):
    """A list of rows. ``opened(row)`` on Enter or double click, ``current_changed(row)`` while moving.

    ``letter(str)`` is emitted for a single letter key that the page may use; never while a text field has the focus.
    ``left(-1 | 1)``: the user went up from the first row or down from the last.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    letter = Signal(str)
    left = Signal(int)

    def __init__(
        self,
        label: str,
        *,
        name: str,
        columns: Sequence[Column] = (),
        height: int = 56,
        delegate: RowDelegate | None = None,
    ) -> None:
        """``label`` is what a screen reader calls the list; rows that are no columns have their own ``delegate``."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._delegate = delegate or RowDelegate(columns, height=height, parent=self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))
        theme().changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold columns that no longer fit, and keep the row that is chosen in sight."""
        super().resizeEvent(event)
        if self._delegate.fit(self.viewport().width()):
            self.scheduleDelayedItemsLayout()
        if event.size().height() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def current_row(self) -> Any:
        """The row under the cursor, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def fit_rows(self, most: int) -> None:
        """Be no higher than the rows there are, at most ``most`` of them; the rest scrolls."""
        model = self.model()
        count = model.rowCount() if model is not None else 0
        height = self._delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        self.setMaximumHeight(min(count, most) * height + 2)

    def choose_first(self) -> None:
        """Put the cursor on the first row when it stands nowhere."""
        model = self.model()
        if model is not None and not self.currentIndex().isValid() and model.rowCount() > 0:
            self.setCurrentIndex(model.index(0, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the page."""
        super().currentChanged(current, previous)
        self.current_changed.emit(current.data(ROW) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, a bare letter goes to the page, everything else is the list's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_row())
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and len(event.text()) == 1 and event.text().isalpha():
            self.letter.emit(event.text().upper())
            return
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        model = self.model()
        if step and model is not None and not 0 <= self.currentIndex().row() + step < model.rowCount():
            self.left.emit(step)
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        self._delegate.fit(self.viewport().width())
        self.scheduleDelayedItemsLayout()
