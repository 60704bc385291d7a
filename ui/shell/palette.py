"""The command palette: one field that finds people, numbers, addresses and commands (Ctrl K).

A frameless child of the window, never a dialog. It knows entries, not people: who may be found is decided by the search
it was given, and protected persons are among the answers by their case number only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.language import _
from ui.shell.page import Command
from ui.tasks import Runner
from ui.theme import theme
from ui.widgets.button import keycap_text
from ui.widgets.chip import Keycap, KeyHint
from ui.widgets.fields import LineEdit, announce
from ui.widgets.paint import Ink, draw_frame, draw_icon, draw_keycap, draw_text, keycap_width
from ui.widgets.text import Hairline, Icon, Label

SETTLE_MS = 120
Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer: words, words in own script, a quieter line, an icon and what choosing it does.

    ``group`` is the heading it stands under; ``actions`` are what Tab offers instead of choosing it.
    """

    words: str
    note: str
    run: Callable[[], None]
    beside: str = ""
    icon: str = "user-check"
    keys: str = ""
    group: str = ""
    actions: tuple["Entry", ...] = ()


PeopleSearch = Callable[[str], Sequence[Entry]]


class Palette(QWidget):
    """The dimmed ground and the box on it. ``opened()``, and ``closed()`` after Esc, a choice or a click outside."""

    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, runner: Runner) -> None:
        """Covers ``parent`` while open."""
        super().__init__(parent)
        self.setObjectName("paletteGround")
        self._runner = runner
        self._search: PeopleSearch = lambda _text: ()
        self._commands: Callable[[], Sequence[Command]] = lambda: ()
        self._before: QWidget | None = None
        self._answers: tuple[Sequence[Entry], str] = ((), "")
        self._acting: Entry | None = None
        self._box = QFrame(self)
        self._box.setObjectName("palette")
        self._box.setProperty("card", "true")
        self.edit = LineEdit(placeholder=_("Search person, number or command"))
        self.edit.setObjectName("paletteField")
        self.edit.setAccessibleName(_("Search person, number or command"))
        self.edit.setProperty("bare", "true")
        self.edit.setProperty("ownFocusRing", True)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._typed)
        self.list = QListView()
        self._model = QStandardItemModel(self)
        self._lay_out()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self.hide()

    def provide(self, search: PeopleSearch, commands: Callable[[], Sequence[Command]]) -> None:
        """Say where people and commands come from. ``search`` runs outside the GUI thread."""
        self._search, self._commands = search, commands

    def open(self) -> None:
        """Show, empty and focused."""
        self._before = self.window().focusWidget()
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.edit.clear()
        self._show(self._matching(""))
        self.show()
        self.raise_()
        self._place()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.opened.emit()

    def close_palette(self) -> None:
        """Hide and give the focus back."""
        if not self.isVisible():
            return
        self._runner.cancel("palette")
        self._settle.stop()
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    @staticmethod
    def key_hints() -> Sequence[KeyHint]:
        """The keys that work while it is open."""
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("Enter", _("open")),
            KeyHint("Tab", _("see actions")),
            KeyHint("Esc", _("close")),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list, Enter chooses, Tab shows actions, Esc goes back or closes; the rest is typing."""
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key == Qt.Key.Key_Escape and self._acting is None:
                self.close_palette()
                return True
            if key in (Qt.Key.Key_Escape, Qt.Key.Key_Backtab) and self._acting is not None:
                self._show(*self._answers)
                return True
            if key == Qt.Key.Key_Tab and self._show_actions():
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex())
                return True
        if watched is self.edit and event.type() == QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self._close_if_left)
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the box closes."""
        if not self._box.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what lies behind."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 90))

    def _lay_out(self) -> None:
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName(_("Answers"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._choose)
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 16, 10)
        head.setSpacing(12)
        head.addWidget(Icon("search", 20, "ink2"))
        head.addWidget(self.edit, 1)
        head.addWidget(Keycap("Esc"))
        self._foot = Label(
            _(
                "Searches names in both scripts, numbers, telephones, addresses and commands. "
                "Protected people are found by case number only."
            ),
            "small",
            "ink2",
            wrap=True,
        )
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addSpacing(8)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 16, 12)
        foot.addWidget(self._foot)
        column.addLayout(foot)

    def _place(self) -> None:
        width = min(theme().px(640), self.width() - 48)
        height = min(theme().px(520), self.height() - 120)
        self._box.setGeometry((self.width() - width) // 2, 104 if self.height() > 700 else 40, width, height)

    def resizeEvent(self, _event: object) -> None:
        """Keep the box in the middle."""
        self._place()

    def _typed(self, text: str) -> None:
        self._show(self._matching(text))
        self._settle.start()

    def _ask(self) -> None:
        text = self.edit.text().strip()
        if len(text) < 2:
            self._runner.cancel("palette")
            return
        search = self._search
        self._runner.run("palette", lambda: search(text), self._found, self._failed)

    def _found(self, people: Sequence[Entry]) -> None:
        entries = [*people, *self._matching(self.edit.text())]
        if self._acting is not None:
            self._answers = (entries, "")
            return
        self._show(entries)
        answers = self._model.rowCount()
        if self.isVisible() and self.edit.text() and not answers:
            announce(self.edit, _("Nothing found"))

    def _failed(self, _error: Exception) -> None:
        self._show(self._matching(self.edit.text()), _("The search did not work. Try again."))

    def _matching(self, text: str) -> list[Entry]:
        wanted = text.casefold().split()
        return [
            Entry(c.words, c.note, c.run, icon=c.icon, keys=c.keys, group=_("Do"))
            for c in self._commands()
            if all(part in f"{c.words} {c.note}".casefold() for part in wanted)
        ]

    def _show(self, entries: Sequence[Entry], fault: str = "") -> None:
        self._answers, self._acting = (entries, fault), None
        self._fill(entries)
        if not entries:
            self._add_heading(fault or (_("Nothing found") if self.edit.text() else ""))
        self._move(1, first=True)

    def _show_actions(self) -> bool:
        """Show what can be done with the entry that is marked; False when choosing it is all there is."""
        entry = self.list.currentIndex().data(_ENTRY)
        if not isinstance(entry, Entry) or not entry.actions:
            return False
        self._acting = entry
        self._fill(entry.actions, entry.words)
        self._move(1, first=True)
        announce(self.edit, _("Actions for {name}").format(name=entry.words))
        return True

    def _fill(self, entries: Sequence[Entry], heading: str = "") -> None:
        self._model.clear()
        shown = ""
        for entry in entries:
            group = heading or entry.group or _("People")
            if group != shown:
                self._add_heading(group)
                shown = group
            self._add(entry)

    def _add_heading(self, words: str) -> None:
        item = QStandardItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._model.appendRow(item)

    def _add(self, entry: Entry) -> None:
        item = QStandardItem(entry.words)
        item.setData(entry, _ENTRY)
        spoken = ", ".join(part for part in (entry.words, entry.beside, entry.note) if part)
        item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        self._model.appendRow(item)

    def _move(self, step: int, *, first: bool = False) -> None:
        row = -1 if first else self.list.currentIndex().row()
        row += step
        while 0 <= row < self._model.rowCount():
            index = self._model.index(row, 0)
            if index.data(_ENTRY) is not None:
                self.list.setCurrentIndex(index)
                self.list.scrollTo(index)
                if not first:
                    announce(self.edit, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
                return
            row += step

    def _choose(self, index: Index) -> None:
        entry = index.data(_ENTRY) if index.isValid() else None
        if isinstance(entry, Entry):
            self._before = None
            self.close_palette()
            entry.run()

    def _close_if_left(self) -> None:
        if self.isVisible() and not self.edit.hasFocus() and self.window().isActiveWindow():
            self._before = None
            self.close_palette()


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme().px(48 if index.data(_ENTRY) is not None else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        place, px = option.rect, theme().px
        if not isinstance(entry, Entry):
            words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            draw_text(painter, place.adjusted(18, 6, -18, 0), words, Ink("smallstrong", "ink2"))
            return
        if option.state & QStyle.StateFlag.State_Selected:
            draw_frame(painter, place.adjusted(6, 0, -6, 0), fill="selected", border=None, radius=8)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            draw_frame(painter, place.adjusted(6, 0, -6, 0), fill="hover", border=None, radius=8)
        draw_icon(painter, QRect(place.x() + 18, place.y(), px(16), place.height()), entry.icon, "ink2")
        left, top = place.x() + 18 + px(28), place.y() + (place.height() - px(38)) // 2
        right = place.right() - 18
        if entry.keys:
            cap = keycap_text(entry.keys)
            width = keycap_width(cap)
            draw_keycap(painter, QRect(right - width, place.y(), width, place.height()), cap)
            right -= width + 12
        used = draw_text(painter, QRect(left, top, right - left, px(20)), entry.words, Ink("action", "ink"))
        if entry.beside:
            beside = QRect(left + used + 12, top, max(right - left - used - 12, 0), px(20))
            draw_text(painter, beside, entry.beside, Ink("body", "ink2"))
        draw_text(painter, QRect(left, top + px(20), right - left, px(18)), entry.note, Ink("small", "ink2"))
