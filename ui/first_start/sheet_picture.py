"""A picture of a recovery sheet with its words masked: what the printer will give, never the words."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.language import _
from ui.theme import theme
from ui.widgets.paint import Ink, draw_text

WORDS, COLUMNS = 33, 3


class SheetPicture(QWidget):
    """One A4 page in miniature. ``show_sheet`` frames the word that will be asked for."""

    def __init__(self) -> None:
        """Sheet 1, nothing asked."""
        super().__init__()
        self._sheet, self._asked = 1, 0
        self._office = ""
        self.setObjectName("sheetPicture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()

    def show_sheet(self, sheet: int, asked: int, office: str) -> None:
        """``sheet`` 1 to 3; ``asked`` the position of the asked word or 0; ``office`` stands at the top."""
        self._sheet, self._asked, self._office = sheet, asked, office
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for eleven lines of three words."""
        return QSize(theme().px(340), theme().px(420))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page on paper colours in both schemes."""
        painter, px = QPainter(self), theme().px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = self.rect().adjusted(4, 2, -4, -8)
        for spread in (6, 4, 2):
            painter.fillRect(page.adjusted(-spread // 2, 0, spread // 2, spread), QColor(0, 0, 0, 9))
        painter.fillRect(page, theme().color("paper"))
        inner = page.adjusted(px(24), px(20), -px(24), -px(16))
        draw_text(painter, QRect(inner.x(), inner.y(), inner.width(), px(20)), self._office, Ink("small", "paperink"))
        title = _("Recovery sheet {n} of 3").format(n=self._sheet)
        top = inner.y() + px(28)
        draw_text(painter, QRect(inner.x(), top, inner.width(), px(26)), title, Ink("h2", "paperink"))
        self._draw_words(painter, inner.adjusted(0, px(64), 0, -px(34)))
        foot = QRect(inner.x(), inner.bottom() - px(20), inner.width(), px(20))
        draw_text(painter, foot, _("Two of three sheets open the register."), Ink("small", "paperink"))

    def _draw_words(self, painter: QPainter, place: QRect) -> None:
        lines = WORDS // COLUMNS
        for number in range(1, WORDS + 1):
            column, line = divmod(number - 1, lines)
            x = place.x() + column * place.width() // COLUMNS
            y = place.y() + line * place.height() // lines
            height = place.height() // lines
            draw_text(painter, QRect(x, y, theme().px(20), height), str(number), Ink("key", "paperink"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("paperink"))
            for dot in range(4):
                painter.drawEllipse(x + theme().px(24) + dot * 9, y + height // 2 - 2, 4, 4)
            if number == self._asked:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(theme().color("paperink"))
                painter.drawRoundedRect(QRect(x - 4, y + 1, theme().px(24) + 46, height - 2), 4, 4)

    def _say(self) -> None:
        self.setAccessibleName(
            _("Picture of recovery sheet {n} of 3. The words are on paper only.").format(n=self._sheet)
        )
