"""The painted part of the journey (Resan): a picture that is drawn once and kept until its items or its width change.

What stands where is worked out by ``ui.models.journey``. Knows nothing of keys, of the chosen day or of lists.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.models.journey import Box, Item, Kind, Names, Picture, Placed, Sizes, in_order, picture
from ui.theme import theme
from ui.widgets.lines import draw_line, line_width
from ui.widgets.paint import TONES, Ink, draw_frame, draw_icon

_NARROW, _LOW = 480, 96  # px at 100 %: what the picture asks for at least
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class PictureWidget(QWidget):
    """Items in a picture as wide as the widget and as high as that takes."""

    def __init__(self, names: Names) -> None:
        """Start without items."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._names = names
        self._items: tuple[Item, ...] = ()
        self._today = date.min
        self._span = 0  # years, 0 = everything
        self._picture: Picture | None = None
        self._kept: tuple[QPixmap, QPixmap] | None = None
        theme().changed.connect(self.work_out_anew)

    @property
    def items(self) -> tuple[Item, ...]:
        """What is shown, in the order of the list."""
        return self._items

    def put(self, items: Sequence[Item], today: date) -> None:
        """Show these items."""
        self._items, self._today = in_order(items), today
        self.work_out_anew()

    def work_out_anew(self) -> None:
        """Forget the picture: items, width, colours or the size of the text changed."""
        self._picture = self._kept = None
        self.updateGeometry()
        self.update()

    def shown_picture(self) -> Picture:
        """The picture in the present width, worked out when it is first asked for."""
        if self._picture is None or self._picture.width != self.width():
            self._picture, self._kept = self._work_out(self.width()), None
        return self._picture

    def heightForWidth(self, width: int) -> int:
        """The height of the picture in that width."""
        if self._picture is not None and self._picture.width == width:
            return self._picture.height
        return self._work_out(width).height

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        wide = max(self.width(), theme().px(_NARROW))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Narrow and low; the layout asks for the height of its width."""
        return QSize(theme().px(_NARROW), theme().px(_LOW))

    def draw_kept(self, painter: QPainter, between: Callable[[Picture], None]) -> Picture:
        """Draw what does not move with the chosen day, its words over what ``between`` draws; return what was drawn."""
        drawn, ratio = self.shown_picture(), self.devicePixelRatioF()
        if self._kept is None or self._kept[0].devicePixelRatioF() != ratio:
            marks = _draw_marks(drawn, ratio)
            self._kept = (marks, _draw_texts(drawn, marks))
        painter.drawPixmap(0, 0, self._kept[0])
        between(drawn)
        painter.drawPixmap(0, 0, self._kept[1])
        return drawn

    def _work_out(self, width: int) -> Picture:
        sizes = Sizes().scaled(theme().scale)
        return picture(self._items, self._today, width, _width_of, self._names, sizes, years=self._span)


# What moves with the chosen day
def sign_box(drawn: Picture, day: date, words: str) -> Box:
    """Return where the sign of a day stands: centred on its line, inside the picture."""
    px = theme().px
    width = line_width(words, Ink("smallstrong")) + 2 * px(6)
    left = min(max(drawn.axis.x(day) - width // 2, 0), max(drawn.width - width, 0))
    return Box(left, (drawn.top - px(18)) // 2, width, px(18))


def draw_axis(painter: QPainter, drawn: Picture, sign: Box) -> None:
    """Draw the words of the axis, except those that the sign would cover in part."""
    for line in drawn.grid:
        if line.label is not None and not line.label.meets(sign):
            ink = Ink("smallstrong", "ink") if line.strong else Ink("small", "ink2")
            draw_line(painter, _rect(line.label), line.words, ink)


def draw_days(painter: QPainter, drawn: Picture, today: date, day: date) -> None:
    """Draw the line of the chosen day, and a broken one for today when that is another."""
    top, bottom = drawn.top, drawn.height - theme().px(4)
    axis = drawn.axis
    if day != today and axis.first <= today <= axis.last:
        painter.setPen(QPen(theme().color("ink2"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(axis.x(today), top, axis.x(today), bottom)
    if axis.first <= day <= axis.last:
        painter.fillRect(axis.x(day) - 1, top, 2, bottom - top, theme().color("bar"))


def draw_sign(painter: QPainter, box: Box, words: str) -> None:
    """Draw the sign of the chosen day."""
    draw_frame(painter, _rect(box), fill="bar", border=None, radius=4)
    draw_line(painter, _rect(box), words, Ink("smallstrong", "onbar", align=_CENTRE))


def draw_marked(painter: QPainter, one: Placed, *, focused: bool) -> None:
    """Draw the ring of the item that has the focus, or a frame around the one under the pointer."""
    if focused:
        draw_frame(painter, _rect(one.whole).adjusted(-3, -2, 3, 2), fill=None, border="focus", radius=6, width=2)
    else:
        draw_frame(painter, _rect(one.whole).adjusted(-2, -1, 2, 1), fill=None, border="line2", radius=5)


# What stands still
def _draw_marks(drawn: Picture, ratio: float) -> QPixmap:
    still, painter = _sheet(drawn, ratio, "surface")
    bottom = drawn.height - theme().px(4)
    for line in drawn.grid:
        tint = theme().color("line2" if line.strong else "line")
        painter.fillRect(line.x, drawn.top, 1, bottom - drawn.top, tint)
    for words, box in drawn.headings:
        draw_line(painter, _rect(box), words, Ink("small", "ink2"))
    for one in drawn.placed:
        if one.item.kind is Kind.FLAG:  # the poles first: marks stand over them
            top = one.mark.y + theme().px(4)
            painter.fillRect(one.mark.x, top, 1, bottom - top, theme().color(TONES[one.item.tone][0]))
    for one in drawn.placed:
        if one.item.kind is Kind.PERIOD:
            _draw_period(painter, one)
        elif one.item.kind is Kind.BAR:
            _draw_bar(painter, one, drawn)
    painter.end()
    return still


def _draw_texts(drawn: Picture, marks: QPixmap) -> QPixmap:
    """Words on a ground of their own, inside their mark on its own: no line ever strikes them out."""
    ratio = marks.devicePixelRatio()
    texts, painter = _sheet(drawn, ratio, "")
    for one in drawn.placed:
        ink, soft = TONES[one.item.tone]
        place = _rect(one.label)
        if not one.inside:
            painter.fillRect(place, theme().color("surface"))
        elif one.item.hatched:
            ground = soft if one.item.kind is Kind.PERIOD else "surface"
            painter.fillRect(place.adjusted(-2, 2, 2, -2), theme().color(ground))
        else:
            own = QRectF(place.adjusted(0, 2, 0, -2))
            painter.drawPixmap(own, marks, QRectF(own.topLeft() * ratio, own.size() * ratio))
        if one.item.kind is Kind.FLAG:
            draw_icon(painter, _rect(one.mark), "flag", ink, 14)
        colour = "ink" if one.inside and one.item.kind is Kind.BAR else ink
        draw_line(painter, place, one.item.words, Ink("smallaction", colour))
    painter.end()
    return texts


def _sheet(drawn: Picture, ratio: float, ground: str) -> tuple[QPixmap, QPainter]:
    sheet = QPixmap(round(drawn.width * ratio), round(drawn.height * ratio))
    sheet.setDevicePixelRatio(ratio)
    sheet.fill(theme().color(ground) if ground else Qt.GlobalColor.transparent)
    return sheet, QPainter(sheet)


def _draw_period(painter: QPainter, one: Placed) -> None:
    ink, soft = TONES[one.item.tone]
    place = _rect(one.mark)
    painter.fillRect(place, theme().color(soft))
    if one.item.hatched:
        _hatch(painter, place, "line2")
    painter.fillRect(place.x(), place.y(), min(3, place.width()), place.height(), theme().color(ink))


def _draw_bar(painter: QPainter, one: Placed, drawn: Picture) -> None:
    ink, soft = TONES[one.item.tone]
    place = _rect(one.mark).adjusted(0, 1, 0, -1)
    draw_frame(painter, place, fill="surface", border=None, radius=3)
    if one.item.done_to is not None and one.item.done_to >= one.item.begins:
        done = drawn.axis.x(min(one.item.done_to, drawn.axis.last) + timedelta(days=1))
        painter.save()
        painter.setClipRect(QRect(place.x(), place.y(), max(done - place.x(), 0), place.height()))
        draw_frame(painter, place, fill=soft, border=None, radius=3)
        painter.restore()
    if one.item.hatched:
        _hatch(painter, place.adjusted(1, 1, -1, -1), ink)
    draw_frame(painter, place, fill=None, border=ink, radius=3)


def _hatch(painter: QPainter, place: QRect, color: str) -> None:
    tint = theme().color(color)
    tint.setAlpha(110)
    painter.save()
    painter.setBrushOrigin(QPoint(0, 0))
    painter.fillRect(place, QBrush(tint, Qt.BrushStyle.BDiagPattern))
    painter.restore()


def _width_of(text: str, role: str) -> int:
    return line_width(text, Ink(role))


def _rect(box: Box) -> QRect:
    return QRect(box.x, box.y, box.width, box.height)
