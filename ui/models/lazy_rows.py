"""A list model over any number of rows of which only the pages on screen are fetched.

Holds frozen rows, never domain objects; asks the caller's ``fetch`` and nothing else. A hundred thousand rows cost the
pages one looks at.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PAGE = 50  # a jump waits for the page it lands on, and two or three dozen rows are seen
PAGES_KEPT = 80
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
Fetch = Callable[[int, int], Sequence[Any]]


class LazyRowsModel(QAbstractListModel):
    """Rows by position. ``UserRole`` gives the row, the accessible text role and the display role its spoken text."""

    def __init__(self, spoken: Callable[[Any], str], parent: QObject | None = None) -> None:
        """``spoken(row)`` is the whole row as a screen reader says it."""
        super().__init__(parent)
        self._spoken = spoken
        self._count = 0
        self._fetch: Fetch = lambda _offset, _limit: ()
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()

    def show_rows(self, count: int, fetch: Fetch) -> None:
        """Show another result: ``fetch(offset, limit)`` returns at most ``limit`` rows from ``offset`` on."""
        self.beginResetModel()
        self._count, self._fetch = count, fetch
        self._pages.clear()
        self.endResetModel()

    def show_list(self, rows: Sequence[Any]) -> None:
        """Show rows that are already here."""
        kept = tuple(rows)
        self.show_rows(len(kept), lambda offset, limit: kept[offset : offset + limit])

    def refresh(self, count: int) -> None:
        """The same question may have new answers: fetch again, keep the place, grow or shrink at the end."""
        self._pages.clear()
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, 0))

    def row(self, position: int) -> Any:
        """The row at a position, or None when it has gone meanwhile."""
        number, place = divmod(position, PAGE)
        if number not in self._pages:
            self._pages[number] = self._fetch(number * PAGE, PAGE)
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        page = self._pages[number]
        return page[place] if place < len(page) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """All rows, fetched or not."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See the class."""
        if not index.isValid() or not 0 <= index.row() < self._count:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            return self._spoken(row) if row is not None else ""
        return None
