"""Small painted marks: chips, state chips, keycaps and key hints. Always a word, then icon and colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.paint import chip_width, draw_chip, draw_keycap, keycap_width
from ui.widgets.text import Label


class Chip(QLabel):
    """A word with its icon on a tone (neutral, accent, ok, warn, danger, info). Read as static text."""

    def __init__(self, text: str, tone: str = "neutral", icon: str | None = None, *, name: str = "") -> None:
        """``text`` is both what is drawn and what is read."""
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.show_state(text, tone, icon)

    def show_state(self, text: str, tone: str = "neutral", icon: str | None = None) -> None:
        """Change word, tone and icon together."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """22 px high at 100 %."""
        return QSize(chip_width(self.text(), self._icon), theme().px(22))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        draw_chip(QPainter(self), self.rect(), self.text(), self._tone, self._icon)


class StateChip(Chip):
    """A standing state of the whole program (net, encryption): the chip is short, the name is a full sentence."""

    def __init__(self, text: str, sentence: str, tone: str, icon: str, *, name: str) -> None:
        """``sentence`` is the tooltip and what a screen reader says."""
        super().__init__(text, tone, icon, name=name)
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)


class StateButton(QPushButton):
    """A standing state that leads somewhere: looks like a ``StateChip``, is pressed like a button."""

    def __init__(self, text: str, sentence: str, tone: str, icon: str, *, name: str) -> None:
        """``sentence`` is the tooltip and what a screen reader says."""
        super().__init__(text)
        self._tone, self._icon = tone, icon
        self.setObjectName(name)
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As wide as the chip; 24 px high, so that it can be hit."""
        return QSize(chip_width(self.text(), self._icon), theme().px(24))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        draw_chip(QPainter(self), self.rect(), self.text(), self._tone, self._icon)


class Keycap(QWidget):
    """A key as painted on the keyboard. Decoration: the words beside it say what the key does."""

    def __init__(self, keys: str) -> None:
        """``keys`` as painted, ``Ctrl K``."""
        super().__init__()
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As wide as the words on it."""
        return QSize(keycap_width(self._keys), theme().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        draw_keycap(QPainter(self), QRect(0, 0, self.width(), self.height()), self._keys)


@dataclass(frozen=True, slots=True)
class KeyHint:
    """One key and what it does here: ``KeyHint("Ctrl S", _("save"))``."""

    keys: str
    does: str


class KeyHints(QWidget):
    """A row of keys and what they do; hints that do not fit are left out from the end, never cut."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._pairs: list[tuple[Keycap, Label]] = []

    def show_hints(self, hints: Sequence[KeyHint]) -> None:
        """Replace the row."""
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._pairs = []
        for hint in hints:
            cap, words = Keycap(hint.keys), Label(hint.does, "small", "ink2")
            self._row.addWidget(cap)
            self._row.addWidget(words)
            self._row.addSpacing(10)
            self._pairs.append((cap, words))
        self._row.addStretch(1)
        self._fit()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Leave out what no longer fits."""
        self._fit()

    def _fit(self) -> None:
        used = 0
        for cap, words in self._pairs:
            used += cap.sizeHint().width() + words.sizeHint().width() + 28
            fits = used <= self.width()
            cap.setVisible(fits)
            words.setVisible(fits)
