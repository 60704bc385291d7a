"""Choosing among few: a segment for up to four words, and rows or cards with a radio mark for choices with a text.

One Tab stop per group; the arrows move inside it, as screen readers expect of radio buttons.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import theme
from ui.widgets.paint import Ink, draw_frame, draw_icon, draw_keycap, draw_text, keycap_width, text_width


class _Option(QRadioButton):
    """A radio button whose look is drawn here; arrows move the choice within the group."""

    def __init__(self, code: str, words: str, *, name: str) -> None:
        super().__init__(words)
        self.code = code
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hitButton(self, _pos: QPoint) -> bool:
        """The whole surface is the target."""
        return True


class _SegmentOption(_Option):
    def __init__(self, code: str, words: str, icon: str, *, name: str) -> None:
        super().__init__(code, words, name=name)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        px = theme().px
        icon = px(16) + 8 if self._icon else 0
        return QSize(text_width(self.text(), Ink("strong")) + icon + px(24), px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = Ink("strong" if self.isChecked() else "action", "ink3")
        if self.isEnabled():
            ink = Ink(ink.role, "accentink" if self.isChecked() else "ink2")
        if self.isChecked():
            draw_frame(painter, self.rect(), fill="accentsoft", border="accent", radius=4)
        elif self.underMouse() and self.isEnabled():
            draw_frame(painter, self.rect(), fill="hover", border=None, radius=4)
        width = text_width(self.text(), ink) + (theme().px(16) + 8 if self._icon else 0)
        left = (self.width() - width) // 2
        if self._icon:
            draw_icon(painter, QRect(left, 0, theme().px(16), self.height()), self._icon, ink.color)
            left += theme().px(16) + 8
        draw_text(painter, QRect(left, 0, self.width() - left, self.height()), self.text(), ink)


class Segment(QWidget):
    """Up to four choices side by side. ``chosen(code)`` is emitted when the user changes the choice."""

    chosen = Signal(str)

    def __init__(self, rows: Sequence[tuple[str, str] | tuple[str, str, str]], label: str, *, name: str) -> None:
        """``rows`` are (code, words) or (code, words, icon); ``label`` names the group."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._group = QButtonGroup(self)
        self._options: dict[str, _SegmentOption] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(3, 3, 3, 3)
        line.setSpacing(2)
        for row in rows:
            code, words, icon = (*row, "")[:3]
            option = _SegmentOption(code, words, icon, name=f"{name}_{code}")
            option.setAccessibleDescription(label)
            self._options[code] = option
            self._group.addButton(option)
            line.addWidget(option)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group.buttonClicked.connect(self._tell)

    def setObjectName(self, name: str) -> None:
        """Rename the options with the group."""
        super().setObjectName(name)
        for code, option in getattr(self, "_options", {}).items():
            option.setObjectName(f"{name}_{code}")

    def code(self) -> str:
        """The chosen code, or an empty text while nothing is chosen."""
        return next((code for code, option in self._options.items() if option.isChecked()), "")

    def choose(self, code: str) -> None:
        """Choose without telling."""
        if code in self._options:
            self._options[code].setChecked(True)

    def words_of(self, code: str) -> str:
        """What a choice is called, "" for none."""
        return self._options[code].text() if code in self._options else ""

    def focus_chosen(self) -> None:
        """Put the focus on the chosen word."""
        option = self._options.get(self.code())
        if option is not None:
            option.setFocus(Qt.FocusReason.TabFocusReason)

    def clear(self) -> None:
        """Choose nothing."""
        self._group.setExclusive(False)
        for option in self._options.values():
            option.setChecked(False)
        self._group.setExclusive(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The common frame."""
        draw_frame(QPainter(self), self.rect(), fill="surface", border="line2", radius=6)

    def _tell(self, option: QAbstractButton) -> None:
        if isinstance(option, _Option):
            self.chosen.emit(option.code)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One row of a radio list: code, words, a quieter text (may hold several lines), the key that chooses it.

    ``beside`` stands after the words in its own script: what a language calls itself; ``end`` at the far edge
    when there is room for it.
    """

    code: str
    words: str
    note: str = ""
    keys: str = ""
    keycap: str = ""
    beside: str = ""
    end: str = ""


_BESIDE = 112  # px at 100 % from the words to what stands beside them


class _RowOption(_Option):
    def __init__(self, row: Alternative, *, name: str, card: bool) -> None:
        super().__init__(row.code, row.words, name=name)
        self._row, self._card = row, card
        told = (row.beside, row.note.replace("\n", " "), row.end)
        self.setAccessibleDescription(" ".join(part for part in told if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if row.keys:
            self.setShortcut(QKeySequence(row.keys))
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        px = theme().px
        lines = self._row.note.count("\n") + 1 if self._row.note else 0
        wide = max((text_width(line, Ink("small")) for line in self._row.note.split("\n")), default=0)
        wide = max(wide, text_width(self._row.words, Ink("action")) + keycap_width(self._row.keycap or "1") + 16)
        if self._row.beside:
            wide = max(wide, px(_BESIDE) + text_width(self._row.beside, Ink("body")))
        return QSize(px(46) + wide + px(16) + self._end_width(), px(18 + 20) + px(18) * lines)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(whole.width() - self._end_width(), whole.height())

    def _end_width(self) -> int:
        return text_width(self._row.end, Ink("small")) + theme().px(8) if self._row.end else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), theme().px
        chosen = self.isChecked()
        if self._card:
            border, width = ("accent", 2) if chosen else ("line2", 1)
            fill = "selected" if chosen else "surface"
            draw_frame(painter, self.rect(), fill=fill, border=border, radius=8, width=width)
        elif chosen or self.underMouse():
            draw_frame(painter, self.rect(), fill="selected" if chosen else "hover", border=None, radius=7)
        draw_radio(painter, px(24), px(9) + px(10) if self._card else self.height() // 2, chosen)
        top = px(9)
        cap = keycap_width(self._row.keycap) if self._row.keycap else 0
        words = QRect(px(46), top, self.width() - px(46) - px(16) - cap - 4, px(20))
        ink = "ink" if self.isEnabled() else "ink3"
        draw_text(painter, words, self._row.words, Ink("strong" if self._card else "action", ink))
        if self._row.beside:
            draw_text(
                painter,
                words.adjusted(px(_BESIDE), 0, 0, 0),
                self._row.beside,
                Ink("body", "ink2" if self.isEnabled() else "ink3"),
            )
        if self._row.end and self.width() >= self.sizeHint().width():
            wide = text_width(self._row.end, Ink("small"))
            far = QRect(self.width() - px(12) - wide, top, wide + 2, px(20))
            draw_text(painter, far, self._row.end, Ink("small", "ink2" if self.isEnabled() else "ink3"))
        for number, line in enumerate(self._row.note.split("\n") if self._row.note else ()):
            place = QRect(px(46), top + px(20) + px(18) * number, self.width() - px(46) - px(12), px(18))
            draw_text(painter, place, line, Ink("small", "ink2"))
        if self._row.keycap:
            right = QRect(self.width() - cap - px(15), 0, cap, self.height() if not self._card else px(38))
            draw_keycap(painter, right, self._row.keycap)


def draw_radio(painter: QPainter, x: int, y: int, chosen: bool) -> None:
    """Draw a radio mark centred on (x, y)."""
    px = theme().px
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color: QColor = theme().color("accent" if chosen else "line2")
    painter.setPen(QPen(color, 2 if chosen else 1.2))
    painter.setBrush(theme().color("surface"))
    radius = px(8)
    painter.drawEllipse(x - radius, y - radius, 2 * radius, 2 * radius)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        dot = px(4.5)
        painter.drawEllipse(x - dot, y - dot, 2 * dot, 2 * dot)
    painter.restore()


class RadioList(QWidget):
    """Choices under each other, as rows in one frame or as cards. ``chosen(code)`` when the user changes the choice."""

    chosen = Signal(str)

    def __init__(self, rows: Sequence[Alternative], label: str, *, name: str, cards: bool = False) -> None:
        """``label`` names the group for screen readers."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._cards = cards
        self._group = QButtonGroup(self)
        self._options: dict[str, _RowOption] = {}
        column = QVBoxLayout(self)
        margin = 0 if cards else 1
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(12 if cards else 1)
        for row in rows:
            option = _RowOption(row, name=f"{name}_{row.code}", card=cards)
            self._options[row.code] = option
            self._group.addButton(option)
            column.addWidget(option)
        self._group.buttonClicked.connect(self._tell)

    def code(self) -> str:
        """The chosen code, or an empty text."""
        return next((code for code, option in self._options.items() if option.isChecked()), "")

    def chosen_row(self) -> QWidget | None:
        """Return the row that is chosen, for whoever scrolls to it."""
        return self._options.get(self.code())

    def choose(self, code: str) -> None:
        """Choose without telling; a focus in the list goes with the choice."""
        if code not in self._options:
            return
        focused = any(option.hasFocus() for option in self._options.values())
        self._options[code].setChecked(True)
        if focused:
            self.focus_chosen()

    def allow(self, codes: Collection[str]) -> None:
        """Let only these be chosen; the others stay visible."""
        for code, option in self._options.items():
            option.setEnabled(code in codes)

    def focus_chosen(self) -> None:
        """Put the focus on the chosen row, else on the first that may be chosen."""
        free = (option for option in self._options.values() if option.isEnabled())
        option = self._options.get(self.code()) or next(free, None)
        if option is not None:
            option.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The common frame with hairlines between rows; cards draw their own."""
        if self._cards:
            return
        painter = QPainter(self)
        draw_frame(painter, self.rect(), fill="surface", border="line2", radius=8)
        painter.setPen(theme().color("line"))
        for option in list(self._options.values())[1:]:
            painter.drawLine(1, option.y() - 1, self.width() - 2, option.y() - 1)

    def _tell(self, option: QAbstractButton) -> None:
        if isinstance(option, _Option):
            self.chosen.emit(option.code)
