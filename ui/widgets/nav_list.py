"""The list of places and the list of recently opened cases in the left column.

One row is an icon, words, perhaps a count and the digit of its shortcut; narrow, the icon with the words as tooltip.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.language import ngettext
from ui.theme import theme
from ui.widgets.paint import Ink, draw_frame, draw_icon, draw_text, text_width

Index = QModelIndex | QPersistentModelIndex
_ITEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class NavItem:
    """One row: key, words, icon; ``note`` is a second line, ``count`` what waits there, ``digit`` the Ctrl shortcut."""

    key: str
    words: str
    icon: str
    note: str = ""
    count: int = 0
    digit: str = ""
    icon_color: str = "ink2"


class NavList(QListView):
    """``went(key)`` when the user chooses a row by pointer, Enter or Space. The chosen row is the current page."""

    went = Signal(str)

    def __init__(self, label: str, *, name: str, two_lines: bool = False) -> None:
        """``label`` names the list for screen readers."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.narrow = False
        self._two_lines = two_lines
        self._active = ""
        self.setItemDelegate(_NavDelegate(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._go)
        theme().changed.connect(self._fit)

    @property
    def active(self) -> str:
        """The key of the page that is open."""
        return self._active

    @property
    def row_height(self) -> int:
        """Height of one row in px."""
        return theme().px(44 if self._two_lines and not self.narrow else 36)

    def show_items(self, items: Sequence[NavItem]) -> None:
        """Replace all rows."""
        self._model.clear()
        for item in items:
            row = QStandardItem(item.words)
            row.setData(item, _ITEM)
            parts = [item.words, item.note]
            if item.count:
                parts.append(ngettext("{n} thing", "{n} things", item.count).format(n=item.count))
            row.setData(", ".join(part for part in parts if part), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(row)
        self._fit()
        self.set_active(self._active)

    def set_active(self, key: str) -> None:
        """Mark the row of the open page."""
        self._active = key
        for number in range(self._model.rowCount()):
            index = self._model.index(number, 0)
            if index.data(_ITEM).key == key:
                self.setCurrentIndex(index)
        self.viewport().update()

    def set_narrow(self, narrow: bool) -> None:
        """Icons only."""
        self.narrow = narrow
        for number in range(self._model.rowCount()):
            item = self._model.item(number)
            item.setToolTip(item.text() if narrow else "")
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space go there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _go(self, index: Index) -> None:
        item = index.data(_ITEM) if index.isValid() else None
        if isinstance(item, NavItem):
            self.went.emit(item.key)

    def _fit(self) -> None:
        self.setFixedHeight(self.row_height * self._model.rowCount())
        self.scheduleDelayedItemsLayout()


class _NavDelegate(QStyledItemDelegate):
    def __init__(self, owner: NavList) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40, self._owner.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: NavItem = index.data(_ITEM)
        place, px = option.rect, theme().px
        active = item.key == self._owner.active
        ground = place.adjusted(8, 2, -8, -2)
        if active:
            draw_frame(painter, ground, fill="sunken", border=None, radius=6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            draw_frame(painter, ground, fill="hover", border=None, radius=6)
        if active and not item.note:
            bar = QRect(ground.x(), ground.y() + ground.height() // 2 - px(8), 3, px(16))
            draw_frame(painter, bar, fill="accent", border=None, radius=1.5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_frame(painter, ground.adjusted(-2, -1, 2, 1), fill=None, border="focus", radius=7, width=2)
        color = "accent" if active and not item.note else item.icon_color
        if self._owner.narrow:
            draw_icon(painter, ground, item.icon, color)
            return
        self._draw_words(painter, ground, item, color, active)

    def _draw_words(self, painter: QPainter, ground: QRect, item: NavItem, color: str, active: bool) -> None:
        px = theme().px
        left = ground.x() + px(12)
        icon_height = ground.height() if not item.note else px(24)
        draw_icon(painter, QRect(left, ground.y(), px(16), icon_height), item.icon, color)
        left += px(16) + px(8)
        right = ground.right() - px(10)
        if item.digit:
            width = text_width(item.digit, Ink("small"))
            draw_text(
                painter, QRect(right - width, ground.y(), width + 2, ground.height()), item.digit, Ink("small", "ink3")
            )
            right -= width + px(16)
        if item.count:
            words = str(item.count)
            width = text_width(words, Ink("action"))
            draw_text(painter, QRect(right - width, ground.y(), width + 2, ground.height()), words, Ink("action"))
            right -= width + 6
        if not item.note:
            ink = Ink("h3", "ink", 600 if active else 500)
            draw_text(painter, QRect(left, ground.y(), right - left, ground.height()), item.words, ink)
            return
        top = ground.y() + (ground.height() - px(36)) // 2
        draw_text(painter, QRect(left, top, right - left, px(19)), item.words, Ink("action", "ink", 400))
        draw_text(painter, QRect(left, top + px(18), right - left, px(17)), item.note, Ink("small", "ink3"))
