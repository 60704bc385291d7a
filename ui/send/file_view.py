"""The whole file, line by line, with remarks in the margin. Copying and saving give the exact bytes.

Draws; the breaking into lines is in ``file_lines``. Nothing is shortened: what does not fit gets another line.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.language import _
from ui.models.lazy_rows import LazyRowsModel
from ui.send.file_lines import NOTED_SHARE, FileLine, file_lines
from ui.theme import theme
from ui.widgets.paint import Ink, draw_frame, draw_text, text_width

Index = QModelIndex | QPersistentModelIndex
LINE_HEIGHT, NUMBER_ROOM, MARGIN = 19, 46, 14
MONO = Ink("mono")


def remarks() -> dict[str, str]:
    """What stands in the margin beside a field of the file."""
    return {
        "app": _("which program made it"),
        "created": _("day it was made"),
        "dataset": _("JSON-stat, an open standard"),
        "demo": _("practice or real"),
        "office": _("which office"),
        "period": _("month, never a day"),
        "release_id": _("number of the release"),
        "revision": _("how many times made anew"),
        "schema": _("form and version"),
        "supersedes": _("what it replaces"),
        "table": _("which table"),
        "sha256": _("change the file and this changes"),
        "sig": _("the office's signature"),
        "value": _("the protected numbers"),
        "D": _("at most 5 away"),
        "js": _("never 1 or 2"),
        "gates": _("merged before protection"),
        "survived": _("numbers that leave"),
        "status": "",
    }


class FileView(QListView):
    """``copy_asked()`` on Ctrl C: the page copies the whole file, never a line of it."""

    copy_asked = Signal()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("releaseFile")
        self.setAccessibleName(_("The whole file"))
        self._remarks = {field: words for field, words in remarks().items() if words}
        self._text = ""
        self._columns = 0
        self._lines = LazyRowsModel(lambda line: line.text, self)
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(self, self._remarks))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setViewportMargins(0, 8, 0, 8)
        theme().changed.connect(self._break_anew)

    @property
    def text(self) -> str:
        """The file as it is."""
        return self._text

    def show_file(self, envelope: bytes) -> None:
        """Show the bytes of a release."""
        self._text = envelope.decode("utf-8")
        self._columns = 0
        self._break()

    def shown(self) -> tuple[FileLine, ...]:
        """The lines as they are drawn."""
        return tuple(self._lines.row(row) for row in range(self._lines.rowCount()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break for the new width."""
        super().resizeEvent(event)
        self._break()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying is the page's; letters are not a search."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
            return
        if len(event.text()) == 1 and event.text().isalnum():
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame behind the lines."""
        painter = QPainter(self.viewport())
        draw_frame(painter, self.viewport().rect(), fill="canvas", border="line", radius=8)
        painter.end()
        super().paintEvent(event)

    def _break_anew(self) -> None:
        self._columns = 0
        self.scheduleDelayedItemsLayout()
        self._break()

    def _break(self) -> None:
        room = self.viewport().width() - theme().px(NUMBER_ROOM + MARGIN)
        columns = max(room * 100 // max(text_width("0" * 100, MONO), 1), 24)
        if columns != self._columns and self._text:
            self._columns = columns
            self._lines.show_list(file_lines(self._text, columns, frozenset(self._remarks)))
        elif not self._text:
            self._lines.show_list(())


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, view: FileView, remarks: dict[str, str]) -> None:
        super().__init__(view)
        self._remarks = remarks

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, theme().px(LINE_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(line, FileLine):
            return
        place: QRect = option.rect
        inner = place.adjusted(theme().px(NUMBER_ROOM), 0, -theme().px(MARGIN), 0)
        if line.field == "value":
            painter.fillRect(inner.adjusted(-4, 0, 4, 0), theme().color("accentsoft"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_frame(painter, place.adjusted(3, 0, -3, 0), fill=None, border="focus", radius=4, width=2)
        number = place.adjusted(0, 0, theme().px(NUMBER_ROOM - 12) - place.width(), 0)
        ink = Ink("mono", "ink3", align=Qt.AlignmentFlag.AlignRight)
        draw_text(painter, number, str(index.row() + 1), ink)
        step = text_width("0" * 20, MONO) / 20
        left = inner.x() + round(2 * line.depth * step)
        draw_text(painter, QRect(left, inner.y(), inner.right() - left + 8, inner.height()), line.text, MONO)
        remark = self._remarks.get(line.field, "") if line.begins else ""
        if remark:
            at = inner.x() + inner.width() * NOTED_SHARE // 100 + 12
            role, color = ("smallstrong", "accentink") if line.field == "value" else ("small", "ink2")
            ink = Ink(role, color)
            # a remark that does not fit is left out: only the file itself may never be shortened
            if at + text_width(remark, ink) <= inner.right() + 8:
                draw_text(painter, QRect(at, inner.y(), place.right() - at, inner.height()), remark, ink)
