"""The table T1 with *Verkligt* beside *Skickas* for women, men and all: model, two-line header, drawing, keys.

True numbers are shown and spoken here and nowhere else: copying gives the shareable numbers only, whatever is chosen.
"""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.language import _
from ui.send.figures import FigureRow, Figures
from ui.send.wording import age_words, last_day_text, row_words, sex_words
from ui.theme import theme
from ui.widgets.paint import Ink, draw_frame, draw_text, text_width

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW_HEIGHT, HEAD_HEIGHT, NUMBER_WIDTH = 30, 48, 72
_RIGHT = Qt.AlignmentFlag.AlignRight
_TONES = {"woman": "kv", "man": "mantext"}


class CountModel(QAbstractTableModel):
    """Rows of figures. Column 0 is the row's words; then, for each sex, true and sent, or sent only."""

    def __init__(self, parent: QObject) -> None:
        """Start empty."""
        super().__init__(parent)
        self.figures: Figures | None = None
        self.both = True

    def show_figures(self, figures: Figures | None, *, both: bool) -> None:
        """Show another month, or the same with or without the true numbers."""
        self.beginResetModel()
        self.figures, self.both = figures, both
        self.endResetModel()

    def pair(self, column: int) -> tuple[int, bool]:
        """Which sex a column belongs to, and whether it holds the true number."""
        if not self.both:
            return column - 1, False
        return (column - 1) // 2, column % 2 == 1

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One for each status and age."""
        return 0 if parent.isValid() or self.figures is None else len(self.figures.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The words and the numbers."""
        if parent.isValid() or self.figures is None:
            return 0
        return 1 + len(self.figures.sexes.codes) * (2 if self.both else 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words or number; the accessible text is the whole sentence of the pair."""
        if not index.isValid() or self.figures is None:
            return None
        row = self.figures.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(self.figures, row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(self.figures, row, index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a screen reader says of a column."""
        if self.figures is None or orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return _("Age and legal status")
        number, true = self.pair(section)
        kind = _("True") if true else _("Leaves")
        return f"{self.sex(number)}, {kind.lower()}"

    def sex(self, number: int) -> str:
        """The words of one sex of the table."""
        if self.figures is None:
            return ""
        code = self.figures.sexes.codes[number]
        return sex_words(code, self.figures.sexes.labels[code])

    def _shown(self, figures: Figures, row: FigureRow, column: int) -> str:
        if column == 0:
            return row_words(figures, row.status, row.age)
        number, true = self.pair(column)
        figure = row.figures[number]
        return _number(figure.true if true else figure.sent)

    def _spoken(self, figures: Figures, row: FigureRow, column: int) -> str:
        words = row_words(figures, row.status, row.age)
        if column == 0:
            return words
        number, _true = self.pair(column)
        figure, sex = row.figures[number], self.sex(number).lower()
        sent = _("leaves {sent}").format(sent=_number(figure.sent)) if figure.sent is not None else _("is withheld")
        if not self.both:
            return f"{words}, {sex}: {sent}"
        return _("{row}, {sex}: true {true}, {sent}").format(row=words, sex=sex, true=_number(figure.true), sent=sent)


class CountTable(QTableView):
    """``row_changed(FigureRow | None)`` while moving. ``copy_asked()`` instead of Qt's own copying of one cell."""

    row_changed = Signal(object)
    copy_asked = Signal()

    def __init__(self) -> None:
        """Start without a month."""
        super().__init__()
        self.setObjectName("countTable")
        self.setAccessibleName(_("Age and legal status"))
        self.counts = CountModel(self)
        self.setModel(self.counts)
        self.setHorizontalHeader(_PairHeader(self))
        self.verticalHeader().hide()
        self.setItemDelegate(_CountDelegate(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(False)
        theme().changed.connect(self._measure)
        self._measure()

    def show_figures(self, figures: Figures | None, *, both: bool) -> None:
        """Show a month; the cursor stays on its row when the same month is shown otherwise."""
        before = self.currentIndex().row()
        self.counts.show_figures(figures, both=both)
        self._measure()
        rows = self.counts.rowCount()
        if rows:
            self.setCurrentIndex(self.counts.index(min(max(before, 0), rows - 1), 0))

    def current_row(self) -> FigureRow | None:
        """The row the cursor is on."""
        row = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return row if isinstance(row, FigureRow) else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the page."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.row_changed.emit(self.current_row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's copy would take the cell the cursor is on, and that may be a true number."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            self.copy_asked.emit()
            return
        if len(event.text()) == 1 and event.text().isalnum():
            event.ignore()  # letters belong to the page, not to a search among the rows
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Numbers keep their width; the words take the rest."""
        super().resizeEvent(event)
        self._spread()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring lies around the whole row."""
        super().paintEvent(event)
        index = self.currentIndex()
        if index.isValid() and self.hasFocus():
            first = self.visualRect(self.counts.index(index.row(), 0))
            ring = QRect(0, first.y(), self.viewport().width(), first.height())
            draw_frame(QPainter(self.viewport()), ring, fill=None, border="focus", radius=6, width=2)

    def sizeHint(self) -> QSize:
        """All rows, when there is room."""
        rows = self.counts.rowCount() * theme().px(ROW_HEIGHT)
        return QSize(480, theme().px(HEAD_HEIGHT) + rows + 4)

    def _measure(self) -> None:
        height = theme().px(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMaximumHeight(self.sizeHint().height())
        self.setMinimumHeight(min(self.sizeHint().height(), theme().px(HEAD_HEIGHT + 4 * ROW_HEIGHT)))
        self._spread()
        self.updateGeometry()

    def _spread(self) -> None:
        columns = self.counts.columnCount()
        if not columns:
            return
        # the words get four tenths, unless the heads of the numbers would be cut
        head = max(text_width(_("True"), Ink("small")), text_width(_("Leaves"), Ink("smallstrong"))) + 14
        width = max(min(theme().px(NUMBER_WIDTH), self.viewport().width() * 6 // 10 // (columns - 1)), head)
        for column in range(1, columns):
            self.setColumnWidth(column, width)
        self.setColumnWidth(0, self.viewport().width() - width * (columns - 1))


class _PairHeader(QHeaderView):
    """Two lines: the sex over its pair, then Verkligt and Skickas."""

    def __init__(self, table: CountTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setObjectName("countTableHead")
        self.setAccessibleName(_("Columns"))
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        return QSize(100, theme().px(HEAD_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        figures = self._table.counts.figures
        if figures is None:
            return
        half = rect.height() // 2
        upper, lower = rect.adjusted(0, 0, 0, -half), rect.adjusted(0, half, 0, -1)
        painter.fillRect(rect, theme().color("surface"))
        if section == 0:
            draw_text(painter, upper, _("T1  Age and legal status"), Ink("strong"))
            counted = _("{day}, people").format(day=last_day_text(figures.period))
            draw_text(painter, lower, counted, Ink("small", "ink2"))
        else:
            number, true = self._table.counts.pair(section)
            if not true:
                draw_frame(painter, lower, fill="accentsoft", border=None, radius=4)
                self._draw_sex(painter, section, upper, number)
            words, ink = (_("True"), "ink2") if true else (_("Leaves"), "accentink")
            role = "small" if true else "smallstrong"
            draw_text(painter, lower.adjusted(2, 0, -9, 0), words, Ink(role, ink, align=_RIGHT))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme().color("line2"))

    def _draw_sex(self, painter: QPainter, section: int, upper: QRect, number: int) -> None:
        code = self._table.counts.figures.sexes.codes[number] if self._table.counts.figures else ""
        wide = self.sectionSize(section - 1) if self._table.counts.both else 0
        place = upper.adjusted(-wide + 4, 0, -9, 0)
        painter.save()
        painter.setClipRect(place)
        ink = Ink("strong", _TONES.get(code, "ink"), align=_RIGHT)
        draw_text(painter, place, self._table.counts.sex(number), ink)
        painter.restore()


class _CountDelegate(QStyledItemDelegate):
    """One number or the words of a row; what leaves stands on its own field."""

    def __init__(self, table: CountTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, FigureRow):
            return
        counts = self._table.counts
        true = index.column() > 0 and counts.pair(index.column())[1]
        leaves = index.column() > 0 and not true
        place: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if leaves:
            painter.fillRect(place, theme().color("accentsoft"))
        elif chosen:
            painter.fillRect(place, theme().color("selected"))
        above = "line2" if row.group and index.row() else "line"
        painter.fillRect(place.x(), place.y(), place.width(), 1, theme().color(above))
        if index.column() == 0:
            self._draw_words(painter, place, row)
            return
        role, color = ("numberstrong", "ink") if leaves else ("number", "ink2")
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        draw_text(painter, place.adjusted(0, 1, -9, 0), text, Ink(role, color, align=_RIGHT))

    def _draw_words(self, painter: QPainter, place: QRect, row: FigureRow) -> None:
        figures = self._table.counts.figures
        if figures is None:
            return
        if row.group:
            words = row_words(figures, row.status, row.age)
            draw_text(painter, place.adjusted(0, 1, -8, 0), words, Ink("strong"))
        else:
            words = age_words(row.age, figures.ages.labels[row.age])
            draw_text(painter, place.adjusted(theme().px(16), 1, -8, 0), words, Ink("body"))


def _number(figure: int | None) -> str:
    return "\N{EN DASH}" if figure is None else f"{figure:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
