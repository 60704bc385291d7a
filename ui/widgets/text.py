"""Words on a page: labels by type role and tone, headings, icons and hairlines. No layout, no meaning of their own."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.theme import ARABIC_FIRST, families_for, is_right_to_left, theme
from ui.widgets.paint import draw_icon

PARAGRAPH = 520  # px at 100 %: some 72 characters


class Label(QLabel):
    """Plain text in one type role and tone, set on the role's line height. Arabic gets its own family first."""

    arabic_lines = 1.25  # letters stand two px larger and need 1.65 of their size: of the role's line, so much more

    def __init__(
        self, text: str = "", role: str = "body", tone: str = "ink", *, wrap: bool = False, name: str = ""
    ) -> None:
        """``tone`` is a colour token known to the style sheet; ``wrap`` lets the text take several lines."""
        super().__init__()
        self._role = role
        self._heights: dict[int, int] = {}  # by width; layouts ask for the same few again and again
        self._heights_font = QFont()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setProperty("tone", tone)
        self.setObjectName(name)
        self.setText(text)
        theme().changed.connect(self._measure)

    def setText(self, text: str) -> None:
        """Show ``text`` in the fonts of its script."""
        super().setText(text)
        self._measure()

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_role(self, role: str) -> None:
        """Change the type role."""
        self._role = role
        self._measure()

    def sizeHint(self) -> QSize:
        """One line at the role's line height, or a comfortable paragraph."""
        hint = super().sizeHint()
        if not self.wordWrap():
            return QSize(hint.width(), max(hint.height(), self._line_height()))
        metrics = self.fontMetrics()
        natural = max(metrics.horizontalAdvance(line) for line in (self.text().split("\n") or [""])) + 2
        width = min(natural, theme().px(PARAGRAPH))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Never cut: a whole line, or the longest word of a paragraph."""
        if not self.wordWrap():
            return self.sizeHint()
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest + 2, self._line_height())

    def heightForWidth(self, width: int) -> int:
        """Lines times line height; -1 for a text that stays on one line."""
        if not self.wordWrap():
            return super().heightForWidth(width)
        if self.font() != self._heights_font:
            self._heights_font = self.font()
            self._heights.clear()
        if width not in self._heights:
            lines = sum(layout.lineCount() for layout, _rtl in self._laid_out(width))
            self._heights[width] = lines * self._line_height()
        return self._heights[width]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt sets paragraphs on the font's own tight lines and cannot be told otherwise: draw them here."""
        if not self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(theme().color(str(self.property("tone")) if self.isEnabled() else "ink3"))
        step, top = self._line_height(), 0
        for layout, _rtl in self._laid_out(self.width()):
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                line.draw(painter, QPointF(0, top + (step - line.height()) / 2 - line.y()))
                top += step

    def _laid_out(self, width: int) -> list[tuple[QTextLayout, bool]]:
        layouts = []
        for paragraph in self.text().split("\n"):
            rtl = is_right_to_left(paragraph)
            option = QTextOption(Qt.AlignmentFlag.AlignAbsolute | self._side(rtl))
            option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout = QTextLayout(paragraph, self.font())
            layout.setTextOption(option)
            layout.beginLayout()
            line = layout.createLine()
            while line.isValid():
                line.setLineWidth(max(width, 1))
                line = layout.createLine()
            layout.endLayout()
            layouts.append((layout, rtl))
        return layouts

    def _side(self, rtl: bool) -> Qt.AlignmentFlag:
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return Qt.AlignmentFlag.AlignHCenter
        right = rtl or bool(self.alignment() & Qt.AlignmentFlag.AlignRight)
        return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft

    def _line_height(self) -> int:
        height = theme().line_height(self._role)
        return round(height * self.arabic_lines) if families_for(self.text()) is ARABIC_FIRST else height

    def _measure(self) -> None:
        self.setFont(theme().font(self._role, families=families_for(self.text())))
        self._heights.clear()
        self.updateGeometry()
        self.update()


class Icon(QWidget):
    """One icon beside words that say the same; hidden from screen readers."""

    def __init__(self, name: str, size: int = 16, color: str = "ink2") -> None:
        """``size`` in px at 100 %."""
        super().__init__()
        self._name, self._size, self._color = name, size, color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_icon(self, name: str, color: str) -> None:
        """Change what is drawn."""
        self._name, self._color = name, color
        self.update()

    def sizeHint(self) -> QSize:
        """A square a little taller than the icon, so that it sits on the text line."""
        return QSize(theme().px(self._size), theme().px(max(self._size, 20)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        painter = QPainter(self)
        draw_icon(painter, QRect(0, 0, self.width(), self.height()), self._name, self._color, self._size)


class Hairline(QFrame):
    """A one-pixel line: the only separator of the design."""

    def __init__(self, *, strong: bool = False, vertical: bool = False) -> None:
        """``strong`` uses the control border colour."""
        super().__init__()
        self.setProperty("hairline", "strong" if strong else "true")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class SectionHeading(QWidget):
    """A heading with a quiet note after it and room for something at the far end."""

    def __init__(
        self, text: str, note: str = "", *, role: str = "h2", end: QWidget | None = None, wrap: bool = False
    ) -> None:
        """``end`` is put at the right edge; ``wrap`` lets a long heading take several lines."""
        super().__init__()
        self.label = Label(text, role, wrap=wrap)
        self.note = Label(note, "small", "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.note)
        row.addStretch(1)
        if end is not None:
            row.addWidget(end)

    def set_texts(self, text: str, note: str = "") -> None:
        """Change both texts."""
        self.label.setText(text)
        self.note.setText(note)


class Pane(QWidget):
    """A ground to lay widgets on: ``surface``, ``canvas`` or ``sunken``."""

    def __init__(self, ground: str = "surface", parent: QWidget | None = None) -> None:
        """Paint the ground through the style sheet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", ground)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when the style sheet was replaced."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()
