"""A paper as it will be printed or as it came: one page at a time, as pictures. Paper stays paper in the dark.

Asks for the scale it needs; until the pages of that scale are here, those it has are drawn a little softer. A document
of many pages is shown page by page: each is asked for when it is turned to.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseworker.services.letters import PageImage
from ui.language import _
from ui.printing import picture
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.columns import Scroll
from ui.widgets.text import Label, Pane

# A4 in points; what a page is until the first picture tells
PAGE_POINTS = QSize(595, 842)
NARROWEST, SHADOW = 500, 10
# height and width of the grey lines of an empty page, as shares of the page
_SKELETON = tuple(
    (0.09 + 0.034 * row + 0.03 * (row // 5), (0.36, 0.41, 0.38, 0.40, 0.24)[row % 5]) for row in range(20)
)


class PagePreview(Pane):
    """``scale_wanted(float)`` in dots a point when the room for the page changed; ``page_wanted(int)`` from 0.

    ``passed(by)``: an arrow was pressed at the end of a sheet that others follow.
    """

    scale_wanted = Signal(float)
    page_wanted = Signal(int)
    passed = Signal(int)

    def __init__(self, label: str, empty: str, note: str | None = None) -> None:
        """``label`` is what a screen reader calls it, ``empty`` what is said until there is a page.

        ``note`` is the remark beside the page number, "" for none.
        """
        super().__init__("sunken")
        self._empty = empty
        self._place, self._warning = (1, 1), ""
        self.where = Label("", "smallaction", "ink2", name="letterPageNumber")
        self.note = Label(_("This is how it is printed.") if note is None else note, "small", "ink2")
        self.back = _arrow("chevron-left", _("Previous page"), "letterPageBack")
        self.forward = _arrow("chevron-right", _("Next page"), "letterPageForward")
        self._sheet = _Sheet()
        self.room = Scroll(self._sheet, name="letterPreview", label=label)
        self.room.viewport().installEventFilter(self)
        head = QHBoxLayout()
        head.setContentsMargins(24, 8, 24, 0)
        head.setSpacing(4)
        head.addWidget(self.where)
        head.addWidget(self.back)
        head.addWidget(self.forward)
        head.addStretch(1)
        head.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.room, 1)
        self.back.clicked.connect(lambda: self._press(-1))
        self.forward.clicked.connect(lambda: self._press(1))
        theme().changed.connect(self._fit)
        self.clear()

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._sheet.shown

    @property
    def pages(self) -> int:
        """How many there are; 0 while the letter is not made."""
        return len(self._sheet.images)

    def show_pages(
        self, pages: Sequence[PageImage], *, keep: bool, sheet: tuple[int, int] = (1, 1), warning: str = ""
    ) -> None:
        """Show a letter; ``keep`` stays on the same page, as when only the sharpness changed.

        ``sheet``: its number, and of how many, when several are looked at. ``warning`` stands with the page number in
        place of the remark.
        """
        self._place, self._warning = sheet, warning
        self._sheet.images = tuple(picture(page) for page in pages)
        self._sheet.shown = max(min(self._sheet.shown, len(pages) - 1), 0) if keep else 0
        self._tell()

    def expect(self, pages: int) -> None:
        """A document of so many pages is open; each is asked for when it is turned to, the first now."""
        self._sheet.images, self._sheet.shown = (QImage(),) * pages, 0
        self._tell()
        self.page_wanted.emit(0)

    def put_page(self, number: int, page: PageImage) -> None:
        """One page of the expected ones is here."""
        if number < self.pages:
            images = list(self._sheet.images)
            images[number] = picture(page)
            self._sheet.images = tuple(images)
            self._sheet.fit(self.room.viewport().size())

    @property
    def wide(self) -> int:
        """How wide a page is drawn now, in the screen's own dots."""
        return round(self._sheet.page_width * self.devicePixelRatioF())

    def clear(self) -> None:
        """Show an empty page: there is no letter, or the one shown is not the one asked for."""
        self._sheet.images, self._sheet.shown = (), 0
        self._place, self._warning = (1, 1), ""
        self._tell()

    def turn(self, by: int) -> None:
        """Turn pages; stops at the first and the last."""
        wanted = min(max(self.page + by, 0), max(self.pages - 1, 0))
        if wanted != self.page:
            self._sheet.shown = wanted
            self.room.verticalScrollBar().setValue(0)
            self._tell()
            if self._sheet.images[wanted].isNull():
                self.page_wanted.emit(wanted)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Fit the page when its room changes."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The remark gives way when the head gets narrow."""
        super().resizeEvent(event)
        needed = self.where.sizeHint().width() + self.note.sizeHint().width() + theme().px(150)
        self.note.setVisible(self.pages > 0 and not self._warning and needed < self.width())

    def _press(self, by: int) -> None:
        if 0 <= self.page + by < self.pages:
            self.turn(by)
        else:
            self.passed.emit(by)

    def _fit(self) -> None:
        self._sheet.fit(self.room.viewport().size())
        self.scale_wanted.emit(self._sheet.page_width * self.devicePixelRatioF() / PAGE_POINTS.width())

    def _tell(self) -> None:
        words = _("Page {page} of {pages}").format(page=self.page + 1, pages=self.pages) if self.pages else ""
        number, sheets = self._place
        if words and sheets > 1:
            words = _("Sheet {number} of {total}, page {page} of {pages}").format(
                number=number, total=sheets, page=self.page + 1, pages=self.pages
            )
        if words and self._warning:
            words = f"{words} · {self._warning}"
        self.where.setText(words or self._empty)
        self.room.setAccessibleDescription(words)
        self.note.setVisible(bool(words) and not self._warning)
        self.back.setVisible(self.pages > 1 or sheets > 1)
        self.forward.setVisible(self.pages > 1 or sheets > 1)
        self.back.setEnabled(self.page > 0 or number > 1)
        self.forward.setEnabled(self.page < self.pages - 1 or number < sheets)
        self._sheet.update()


class _Sheet(Pane):
    """The paper, in the middle of the room there is."""

    def __init__(self) -> None:
        super().__init__("sunken")
        self.images: tuple[QImage, ...] = ()
        self.shown = 0
        self.page_width = PAGE_POINTS.width()

    def fit(self, room: QSize) -> None:
        """The whole page if it can be read then, else as wide as the room; the rest scrolls."""
        widest = max(room.width() - 48, 120)
        whole = (room.height() - 32) * PAGE_POINTS.width() // PAGE_POINTS.height()
        self.page_width = min(max(whole, theme().px(NARROWEST)), widest)
        self.setMinimumHeight(self._height() + 32)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, shadow and page."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRect((self.width() - self.page_width) // 2, 12, self.page_width, self._height())
        _draw_shadow(painter, place)
        painter.fillRect(place, theme().color("paper"))
        if not self.images or self.images[self.shown].isNull():
            _draw_skeleton(painter, place)
            return
        painter.save()
        # the picture's white becomes the paper's tone; the ink stays
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.drawImage(place, self.images[self.shown])
        painter.restore()

    def _height(self) -> int:
        image = self.images[self.shown] if self.images else QImage()
        size = PAGE_POINTS if image.isNull() else image.size()
        return self.page_width * size.height() // max(size.width(), 1)


def _draw_shadow(painter: QPainter, place: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for distance in range(SHADOW, 0, -2):
        painter.setBrush(QColor(0, 0, 0, 5))
        painter.drawRoundedRect(place.adjusted(-distance // 2, -1, distance // 2, distance), 3, 3)


def _draw_skeleton(painter: QPainter, place: QRect) -> None:
    grey = QColor(theme().color("paperink"))
    grey.setAlpha(18)
    for top, width in _SKELETON:
        for left in (0.08, 0.54):
            line = QRect(
                place.x() + int(left * place.width()),
                place.y() + int(top * place.height()),
                int(width * place.width()),
                max(place.height() // 80, 6),
            )
            painter.fillRect(line, grey)


def _arrow(icon: str, words: str, name: str) -> Button:
    button = Button("", "quiet", name=name, icon=icon)
    button.setAccessibleName(words)
    button.setToolTip(words)
    keeps = button.sizePolicy()
    keeps.setRetainSizeWhenHidden(True)
    button.setSizePolicy(keeps)
    return button
