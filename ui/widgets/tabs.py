"""A row of tabs: words over a hairline, the chosen one heavier with a bar under it. Alt and a digit choose one."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar

from ui.theme import theme
from ui.widgets.paint import Ink, draw_frame, draw_text, text_width

GAP, PAD = 28, 6  # between tabs; before the words, so that the ring has room


class TabStrip(QTabBar):
    """One Tab stop; the arrows move inside. ``currentChanged(int)`` as in Qt."""

    def __init__(self, tabs: Sequence[tuple[str, str]], label: str, *, name: str) -> None:
        """``tabs`` are (code, words)."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("ownFocusRing", True)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._codes = [code for code, _words in tabs]
        for code, words in tabs:
            self.setTabData(self.addTab(words), code)
        theme().changed.connect(self.updateGeometry)

    def code(self) -> str:
        """The chosen tab."""
        return self._codes[max(self.currentIndex(), 0)]

    def choose(self, code: str) -> None:
        """Choose by code."""
        self.setCurrentIndex(self._codes.index(code))

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as its words when chosen, so that nothing moves."""
        return QSize(text_width(self.tabText(index), Ink("strong")) + GAP, theme().px(38))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words and bar; the hairline belongs to the page."""
        painter = QPainter(self)
        for index in range(self.count()):
            place = self.tabRect(index).adjusted(PAD, 0, PAD - GAP, 0)
            chosen = index == self.currentIndex()
            ink = Ink("strong", "ink") if chosen else Ink("action", "ink2")
            draw_text(painter, place, self.tabText(index), ink)
            if chosen and self.hasFocus():
                ring = QRect(
                    place.x() - PAD, place.y() + 4, text_width(self.tabText(index), ink) + 2 * PAD, place.height() - 9
                )
                draw_frame(painter, ring, fill=None, border="focus", radius=6, width=2)
            if chosen:
                bar = QRect(place.x(), place.bottom() - 2, text_width(self.tabText(index), ink), 3)
                painter.fillRect(bar, theme().color("accent"))
