"""The list of sheets: a tick for each that is to be printed, under what they are about. Decides nothing."""

from collections.abc import Collection, Mapping, Sequence
from textwrap import wrap

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from caseworker.services.letters import SheetRow
from ui.language import ngettext
from ui.letters.texts.wording import group_words, state_chip
from ui.theme import theme
from ui.widgets.paint import Ink, chip_width, draw_chip, draw_frame, draw_icon, draw_text, text_width
from ui.widgets.text import Label

LINE = 29  # characters of a title that stand on one line
_LEFT, _TOP, _TITLE, _NOTE = 38, 7, 19, 22  # px at 100 %
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SheetBox(QCheckBox):
    """One sheet: its title, version, pages and state. ``shown`` when it is moved to, ``moved(by)`` to go on from it."""

    shown = Signal()
    moved = Signal(int)

    def __init__(self, row: SheetRow, *, name: str) -> None:
        """The state is of the language that is chosen; see ``tell``."""
        super().__init__(row.title)
        self.row, self.is_shown = row, False
        self._lines = _lines(row.title)
        self._note, self._chip = "", state_chip(None)
        self.setObjectName(name)
        self.setAccessibleName(row.title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def tell(self, language: str, pages: int, *, chosen: bool, shown: bool, whole: bool) -> None:
        """Show whether it is ticked and shown, and what is known of it in a language; ``pages`` 0 is not known."""
        state = next((one for one in self.row.states if one.language == language), None)
        self._chip = state_chip(state)
        told = [f"v{self.row.version}"]
        if pages:
            told.append(ngettext("{n} page", "{n} pages", pages).format(n=pages))
        self._note = " · ".join(told)
        self.is_shown = shown
        self.setChecked(chosen)
        self.setEnabled(whole or chosen)
        # one Tab stop for the whole list; the arrows move inside it
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shown else Qt.FocusPolicy.ClickFocus)
        self.setAccessibleDescription(", ".join((self._note, self._chip.text)))
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines of a title at most, and one of what is known."""
        px = theme().px
        wide = max(text_width(line, Ink("strong")) for line in self._lines)
        wide = max(wide, px(92) + chip_width(self._chip.text, self._chip.icon))
        return QSize(px(_LEFT) + wide + px(8), px(2 * _TOP + _NOTE) + px(_TITLE) * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole row is the target."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move; Space ticks, as for any box."""
        if event.key() in _MOVES:
            self.moved.emit(_MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is moved to is looked at."""
        super().focusInEvent(event)
        if not self.is_shown and event.reason() == Qt.FocusReason.OtherFocusReason:
            self.shown.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        painter, px = QPainter(self), theme().px
        if self.is_shown or (self.underMouse() and self.isEnabled()):
            draw_frame(painter, self.rect(), fill="selected" if self.is_shown else "hover", border=None, radius=7)
        side = px(18)
        box = QRect(px(9), px(_TOP) + (px(_TITLE) - side) // 2, side, side)
        on, enabled = self.isChecked(), self.isEnabled()
        fill = "accent" if on else ("surface" if enabled else "sunken")
        draw_frame(painter, box, fill=fill, border=None if on else "line2", radius=4)
        if on:
            draw_icon(painter, box, "check", "onaccent", 12)
        ink, left, top = "ink" if enabled else "ink3", px(_LEFT), px(_TOP)
        for line in self._lines:
            draw_text(painter, QRect(left, top, self.width() - left - px(8), px(_TITLE)), line, Ink("strong", ink))
            top += px(_TITLE)
        draw_text(painter, QRect(left, top, px(92), px(_NOTE)), self._note, Ink("small", "ink2"))
        wide = chip_width(self._chip.text, self._chip.icon)
        chip = QRect(self.width() - wide - px(8), top, wide, px(_NOTE))
        draw_chip(painter, chip, self._chip.text, self._chip.tone, self._chip.icon)


class SheetList(QWidget):
    """``ticked(str)`` when the user ticks or unticks a sheet, ``shown(str)`` when she moves to one to look at it."""

    ticked = Signal(str)
    shown = Signal(str)

    def __init__(self, sheets: Sequence[SheetRow], label: str, *, name: str) -> None:
        """``label`` names the group for screen readers."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.boxes: dict[str, SheetBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 0, 3, 3)
        column.setSpacing(2)
        group = None
        words = group_words()
        for row in sheets:
            if row.group != group:
                group = row.group
                heading = Label(words[group], "smallaction", "ink2", name=f"{name}Group_{group}")
                heading.setContentsMargins(9, 8, 0, 1)
                column.addWidget(heading)
            column.addWidget(self._box(row, f"{name}_{row.id}"))

    def tell(self, language: str, shown: str, chosen: Collection[str], pages: Mapping[str, int]) -> None:
        """Mark what is chosen and shown, and say how each stands in a language; ``pages`` of those that are known."""
        focused = any(box.hasFocus() for box in self.boxes.values())
        for sheet, box in self.boxes.items():
            box.tell(
                language, pages.get(sheet, 0), chosen=sheet in chosen, shown=sheet == shown,
                whole=language in box.row.languages,
            )  # fmt: skip
        if focused and shown in self.boxes:
            self.boxes[shown].setFocus(Qt.FocusReason.TabFocusReason)

    def shown_box(self) -> SheetBox | None:
        """Return the row that is shown, for whoever scrolls to it."""
        return next((box for box in self.boxes.values() if box.is_shown), None)

    def _box(self, row: SheetRow, name: str) -> SheetBox:
        box = self.boxes[row.id] = SheetBox(row, name=name)
        box.clicked.connect(lambda: self.ticked.emit(row.id))
        box.shown.connect(lambda: self.shown.emit(row.id))
        box.moved.connect(lambda by: self._move(row.id, by))
        return box

    def _move(self, sheet: str, by: int) -> None:
        free = [one for one, box in self.boxes.items() if box.isEnabled() or one == sheet]
        place = free.index(sheet) + by
        if 0 <= place < len(free):
            self.boxes[free[place]].setFocus(Qt.FocusReason.OtherFocusReason)


def _lines(title: str) -> list[str]:
    short, _dash, rest = title.partition(" \N{EN DASH} ")
    return [*wrap(short, LINE), *([rest] if rest else [])]
