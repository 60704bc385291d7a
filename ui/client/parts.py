"""Large parts for a screen that somebody reads from across a desk: buttons, chips and pictures, in any script.

Everything one can touch is at least 60 px high. Sides are the layout's, so that a page from right to left is mirrored.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.paint import Ink, draw_frame, draw_icon, draw_text, text_width
from ui.widgets.text import Icon, Label

TARGET = 60  # px at 100 %: what can be hit without aiming
_PAD, _FILLED_PAD, _GAP = 14, 28, 12
_LEFT_MARK, _RIGHT_MARK = "\u200e", "\u200f"


def directed(text: str, *, rtl: bool) -> str:
    """Return ``text`` so that it runs in the direction of its page, also when it begins with words of another."""
    return f"{_RIGHT_MARK if rtl else _LEFT_MARK}{text}" if text else ""


class Words(Label):
    """A text of the page: it wraps, and lies at the side where its page begins."""

    arabic_lines = 1.31  # strong letters on a tight line lose the dots below them otherwise

    def __init__(self, text: str, role: str, tone: str = "ink", *, rtl: bool, name: str = "") -> None:
        """``rtl`` is the direction of the page, whatever the text begins with."""
        super().__init__(directed(text, rtl=rtl), role, tone, wrap=True, name=name)
        self.setAccessibleName(text)
        # as high as its lines at the width it gets, which is more than a paragraph's
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class Large(QPushButton):
    """A button as words, or filled with an icon before them. ``chosen`` words are strong."""

    def __init__(self, text: str, role: str, *, name: str, icon: str = "", filled: bool = False) -> None:
        """``role`` is a type role of the page."""
        super().__init__(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self._role, self._icon, self._filled = role, icon, filled
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Words and icon with air around, as high as a target."""
        px = theme().px
        icon = px(24) + px(_GAP) if self._icon else 0
        pad = px(_FILLED_PAD if self._filled else _PAD)
        return QSize(max(text_width(self.text(), self._ink(600)) + icon + pad * 2, px(TARGET)), px(TARGET))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def show_words(self, text: str) -> None:
        """Change the words, for screen readers too."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw; the icon stands where the text begins."""
        painter, px = QPainter(self), theme().px
        weight = 600 if self._filled or self.isChecked() else 400
        ink = self._ink(weight)
        if self._filled:
            draw_frame(painter, self.rect(), fill="accent" if self.isEnabled() else "sunken", border=None, radius=10)
        elif self.underMouse() and self.isEnabled():
            draw_frame(painter, self.rect(), fill="sunken", border=None, radius=10)
        words = text_width(self.text(), ink)
        icon = px(24) + px(_GAP) if self._icon else 0
        left = (self.width() - words - icon) // 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._icon:
            place = QPoint(left + words + px(_GAP) if mirrored else left, 0)
            draw_icon(painter, QRect(place, QSize(px(24), self.height())), self._icon, ink.color, 24)
        draw_text(painter, QRect(left + (0 if mirrored else icon), 0, words + 2, self.height()), self.text(), ink)

    def _ink(self, weight: int) -> Ink:
        if not self.isEnabled():
            return Ink(self._role, "ink2", weight)
        if self._filled:
            return Ink(self._role, "onaccent", weight)
        return Ink(self._role, "accent" if self.isChecked() else "ink2", weight)


class StateMark(QWidget):
    """How a step stands: an icon and a few words on a tone."""

    def __init__(self, text: str, role: str, tone: str, icon: str, *, name: str) -> None:
        """``tone`` is "ok" or "warn"."""
        super().__init__()
        self.setObjectName(name)
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.label = Label(text, role, tone)
        row, px = QHBoxLayout(self), theme().px
        row.setContentsMargins(px(18), px(6), px(18), px(6))
        row.setSpacing(px(10))
        row.addWidget(Icon(icon, 22, tone))
        row.addWidget(self.label)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        radius = self.height() / 2
        draw_frame(QPainter(self), self.rect(), fill=f"{self._tone}soft", border=None, radius=radius)


class Picture(QWidget):
    """A round picture of what a step is about. Decoration: the words beside it say the same."""

    def __init__(self, icon: str, tone: str) -> None:
        """``tone`` has a soft ground: "ok", "info" or "accent"."""
        super().__init__()
        self._icon, self._tone = icon, tone
        side = theme().px(88)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        painter = QPainter(self)
        draw_frame(painter, self.rect(), fill=f"{self._tone}soft", border=None, radius=self.width() / 2)
        draw_icon(painter, self.rect(), self._icon, "accentink" if self._tone == "accent" else self._tone, 44)
