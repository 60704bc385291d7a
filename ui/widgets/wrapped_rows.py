"""Lists of rows whose words are never cut: every column wraps, each row is as high as it needs, the list as its rows.

For a dozen rows, not for thousands (``rows`` has one height for all). Where the columns find no room beside each other
they stand under each other. What a screen reader hears comes from the model (``AccessibleTextRole``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.lazy_rows import LazyRowsModel
from ui.theme import is_right_to_left, theme
from ui.widgets.paint import Ink, chip_width, draw_chip, draw_frame, draw_icon, font_for, text_width

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_GAP, _PAD, _SIDE, _CHIP = 16, 7, 8, 22
_WORDS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
_ANYWHERE = int(Qt.TextFlag.TextWrapAnywhere) | int(Qt.AlignmentFlag.AlignTop)
_ENDLESS = 1 << 20


@dataclass(frozen=True, slots=True)
class Words:
    """One text in its type role and colour."""

    text: str
    role: str = "body"
    color: str = "ink"

    @property
    def ink(self) -> Ink:
        """How it is drawn."""
        return Ink(self.role, self.color)


@dataclass(frozen=True, slots=True)
class Block:
    """What one column shows of one row: texts under each other beside an icon, or a chip."""

    words: tuple[Words, ...] = ()
    icon: str = ""
    icon_color: str = "ink2"
    chip: str = ""
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class WrappedColumn:
    """One column: how a row becomes a block, its share of the free width and what it takes at least, px at 100 %.

    With ``fits`` it is as wide as the widest block it has to show, which then never wraps.
    """

    block: Callable[[Any], Block]
    share: float = 0.0
    minimum: int = 40
    fits: bool = False


class WrappedList(QListView):
    """``opened(row)`` on Enter and double click; letters go to the page."""

    opened = Signal(object)

    def __init__(
        self,
        label: str,
        columns: Sequence[WrappedColumn],
        spoken: Callable[[Any], str],
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """``label`` is what a screen reader calls the list."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._model = LazyRowsModel(spoken, self)
        self.setModel(self._model)
        self._delegate = _WrappedDelegate(columns, self)
        self.setItemDelegate(self._delegate)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))
        theme().changed.connect(self.fit)

    def show_list(self, rows: Sequence[Any]) -> None:
        """Show these rows; the mark stays where it was."""
        kept = self.currentIndex().row()
        self._model.show_list(rows)
        if 0 <= kept < len(rows):
            self.setCurrentIndex(self._model.index(kept, 0))
        self.fit()

    def count(self) -> int:
        """How many rows there are."""
        return self._model.rowCount()

    def row(self, place: int) -> Any:
        """The row at a place."""
        return self._model.row(place)

    def current_row(self) -> Any:
        """The row under the cursor, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def choose(self, place: int) -> None:
        """Put the cursor on a row."""
        self.setCurrentIndex(self._model.index(min(max(place, 0), self.count() - 1), 0))

    def focusInEvent(self, event: Any) -> None:
        """Coming here by Tab, the cursor stands on a row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.count():
            self.choose(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; bare letters go to the page; everything else is the list's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_row())
        elif event.text().isalpha() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def fit(self) -> None:
        """Take the height of the rows in the present width."""
        self._delegate.measure([self._model.row(place) for place in range(self.count())], self.viewport().width())
        self.setFixedHeight(max(sum(self._delegate.heights), theme().px(24)) + 2)
        self.scheduleDelayedItemsLayout()


class _WrappedDelegate(QStyledItemDelegate):
    def __init__(self, columns: Sequence[WrappedColumn], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._widths: tuple[int, ...] = ()
        self._under = False
        self.heights: list[int] = []

    def measure(self, rows: Sequence[Any], width: int) -> None:
        """Divide ``width`` among the columns for these rows, and find the height of each."""
        px = theme().px
        inner = max(width - 2 * px(_SIDE), px(80))
        blocks = [[column.block(row) for column in self._columns] for row in rows]
        least = [
            max((_block_width(line[place]) for line in blocks), default=0) if column.fits else px(column.minimum)
            for place, column in enumerate(self._columns)
        ]
        used = sum(least) + px(_GAP) * (len(least) - 1)
        self._under = used > inner
        shares = sum(column.share for column in self._columns) or 1
        free = max(inner - used, 0)
        self._widths = (
            (inner,) * len(least)
            if self._under
            else tuple(
                int(wide + free * column.share / shares) for wide, column in zip(least, self._columns, strict=True)
            )
        )
        self.heights = [self._height(line) for line in blocks]

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need."""
        place = index.row()
        return QSize(120, self.heights[place] if place < len(self.heights) else theme().px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW)
        if row is None or not self._widths:
            return
        px, whole = theme().px, option.rect
        painter.save()
        _draw_ground(painter, whole, option.state)
        left, top = whole.x() + px(_SIDE), whole.y() + px(_PAD)
        for column, width in zip(self._columns, self._widths, strict=True):
            block = column.block(row)
            _draw_block(painter, left, top, width, block)
            if self._under:
                top += _block_height(block, width)
            else:
                left += width + px(_GAP)
        painter.restore()

    def _height(self, blocks: Sequence[Block]) -> int:
        heights = [_block_height(block, width) for block, width in zip(blocks, self._widths, strict=True)]
        return (sum(heights) if self._under else max(heights)) + 2 * theme().px(_PAD)


def _draw_ground(painter: QPainter, place: QRect, state: QStyle.StateFlag) -> None:
    painter.fillRect(QRect(place.x(), place.bottom(), place.width(), 1), theme().color("line"))
    ground = place.adjusted(1, 1, -1, -2)
    if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
        draw_frame(painter, ground, fill="selected", border="focus", radius=8, width=2)
    elif state & QStyle.StateFlag.State_MouseOver:
        draw_frame(painter, ground, fill="hover", border=None, radius=8)


def _block_width(block: Block) -> int:
    px = theme().px
    if block.chip:
        return chip_width(block.chip, None)
    widest = max((text_width(one.text, one.ink) for one in block.words), default=0)
    return widest + 2 + (px(22) if block.icon else 0)


def _block_height(block: Block, width: int) -> int:
    if block.chip:
        return theme().px(_CHIP)
    inner = width - (theme().px(22) if block.icon else 0)
    return sum(_words_height(one, inner) for one in block.words)


def _words_height(words: Words, width: int) -> int:
    """Lines times the role's own line height: Qt's would stand tighter."""
    if not words.text:
        return 0
    metrics = QFontMetrics(font_for(words.text, words.ink))
    box = metrics.boundingRect(QRect(0, 0, max(width, 1), _ENDLESS), _wrap(metrics, words.text, width), words.text)
    lines = max(round(box.height() / max(metrics.lineSpacing(), 1)), 1)
    return max(lines * metrics.lineSpacing(), theme().line_height(words.role)) + (lines > 1) * theme().px(2)


def _wrap(metrics: QFontMetrics, text: str, width: int) -> int:
    """Break between words, and in a word only when it alone is wider than the column."""
    longest = max((metrics.horizontalAdvance(word) for word in text.split(" ")), default=0)
    return _WORDS if longest <= width else _ANYWHERE


def _draw_block(painter: QPainter, left: int, top: int, width: int, block: Block) -> None:
    px = theme().px
    if block.chip:
        wide = min(chip_width(block.chip, None), width)
        draw_chip(painter, QRect(left, top, wide, px(_CHIP)), block.chip, block.tone)
        return
    if block.icon:
        draw_icon(painter, QRect(left, top, px(16), px(20)), block.icon, block.icon_color)
        left, width = left + px(22), width - px(22)
    for one in block.words:
        height = _words_height(one, width)
        if height:
            painter.setFont(font_for(one.text, one.ink))
            painter.setPen(theme().color(one.color))
            spare = max(theme().line_height(one.role) - painter.fontMetrics().lineSpacing(), 0) // 2
            rtl = is_right_to_left(one.text)
            side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            place = QRect(left, top + spare, width, height)
            wrap = _wrap(painter.fontMetrics(), one.text, width)
            painter.drawText(place, wrap | int(side | Qt.AlignmentFlag.AlignAbsolute), one.text)
            top += height
