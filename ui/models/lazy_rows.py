"""A list model over any number of rows of which only those around the ones on screen are fetched.

Holds frozen rows, never domain objects; asks the caller's ``fetch`` and nothing else. A hundred thousand rows cost the
windows one looks at.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PAGE = 24  # rows of one question: a jump waits for it, and a screen shows one or two dozen
_ABOVE = 3  # of these before the row that was missed
ROWS_KEPT = 4000
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
        self._rows: dict[int, Any] = {}  # by position, None for one that has gone; the oldest first

    def show_rows(self, count: int, fetch: Fetch) -> None:
        """Show another result: ``fetch(offset, limit)`` returns at most ``limit`` rows from ``offset`` on."""
        self.beginResetModel()
        self._count, self._fetch = count, fetch
        self._rows.clear()
        self.endResetModel()

    def show_list(self, rows: Sequence[Any]) -> None:
        """Show rows that are already here."""
        kept = tuple(rows)
        self.show_rows(len(kept), lambda offset, limit: kept[offset : offset + limit])

    def refresh(self, count: int) -> None:
        """The same question may have new answers: fetch again, keep the place, grow or shrink at the end."""
        self._rows.clear()
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
        if position not in self._rows:
            self._fetch_around(position)
        return self._rows.get(position)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """All rows, fetched or not."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See the class."""
        position = index.row()
        if not 0 <= position < self._count:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self.row(position)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(position)
            return self._spoken(row) if row is not None else ""
        return None

    def _fetch_around(self, position: int) -> None:
        """Fetch one window of rows with ``position`` in it, on the side where none are held."""
        upwards = position + 1 in self._rows
        wanted = position - PAGE + 1 if upwards else position - _ABOVE
        offset = max(min(wanted, self._count - PAGE), 0)
        fetched = self._fetch(offset, PAGE)
        rows = self._rows
        for place in range(PAGE):
            rows[offset + place] = fetched[place] if place < len(fetched) else None
        while len(rows) > ROWS_KEPT:
            del rows[next(iter(rows))]
