"""Text and chips of rows: each line laid out once and each chip's ground painted once, then drawn often.

Laying out a text costs more than drawing it; a long list draws a hundred at every jump and every move of the pointer.
Looks exactly as ``ui.widgets.paint`` draws it. Changes the painter's pen and nothing else; keeps only what the last
screens showed, in memory, until fonts are added or the application goes.
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGlyphRun,
    QGuiApplication,
    QPainter,
    QPixmap,
    QTextLayout,
    QTextOption,
)

from ui.theme import Theme, families_for, is_right_to_left, theme
from ui.widgets.paint import CHIP_INK, TONES, Elisions, Ink, draw_frame, draw_icon

KEPT = 512  # lines of text: some six full pages of a list
_CHIPS_KEPT = 64
_UNBOUNDED = float(1 << 24)
_ONE_LINE = str.maketrans("\n\r\t\u2028\u2029", "     ")
_FIRST_RIGHT_TO_LEFT = "\u0590"  # below it everything is written from left to right, in the Latin families
# how much of the free room stands before a text, whatever its direction
_SHARE_BEFORE: dict[int, float] = {
    Qt.AlignmentFlag.AlignLeft: 0.0,
    Qt.AlignmentFlag.AlignHCenter: 0.5,
    Qt.AlignmentFlag.AlignRight: 1.0,
}


class Line(NamedTuple):
    """A line of text ready to be drawn from its upper left corner; px, ``advance`` before rounding."""

    runs: tuple[QGlyphRun, ...]
    advance: float
    width: int
    height: float


def line_width(text: str, ink: Ink) -> int:
    """Width of a text in px, rounded up."""
    return round(_whole(text, ink.role, ink.weight, theme().scale).advance + 0.5)


def draw_line(painter: QPainter, rect: QRect, text: str, ink: Ink) -> int:
    """Draw one line, vertically centred in ``rect``; shorten only if it must. Returns the width used."""
    if not text:
        return 0
    worn, room, height = theme(), rect.width(), rect.height()
    line = _whole(text, ink.role, ink.weight, worn.scale)
    if line.width > room:
        line = _shortened(text, ink.role, ink.weight, worn.scale, room)
        if Elisions.watching:
            Elisions.seen.append(text)
    left = rect.x() + (room - line.advance) * _SHARE_BEFORE[ink.align]
    start = QPointF(left, rect.y() + (height - line.height) / 2)
    painter.setPen(worn.color(ink.color))
    if line.advance > room or line.height > height:
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        _draw(painter, start, line)
        painter.restore()
    else:
        _draw(painter, start, line)
    return min(line.width, room)


def wrapped(text: str, ink: Ink, room: int, most: int) -> tuple[str, ...]:
    """Return ``text`` as at most ``most`` lines of ``room`` px, broken between words; the last holds what is over."""
    return _broken(text, ink.role, ink.weight, theme().scale, room, most)


def draw_row_chip(painter: QPainter, rect: QRect, text: str, tone: str, icon: str) -> None:
    """Draw a chip filling ``rect``: word, icon and colour together, as ``draw_chip`` does."""
    worn = theme()
    ink, soft = TONES[tone]
    colours = (worn.color(ink).rgba(), worn.color(soft).rgba())
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(
        rect.topLeft(), _chip_ground(rect.width(), rect.height(), tone, icon, ratio, worn.scale, colours)
    )
    left = worn.px(6) + (worn.px(20) if icon else 0)
    draw_line(painter, rect.adjusted(left, 0, 0, 0), text, Ink(CHIP_INK.role, ink))


def _draw(painter: QPainter, start: QPointF, line: Line) -> None:
    for run in line.runs:
        painter.drawGlyphRun(start, run)


# the scale is part of the question: a text that has grown is another one
@lru_cache(KEPT)
def _whole(text: str, role: str, weight: int | None, _scale: int) -> Line:
    _watch_fonts()
    if max(text, default="") < _FIRST_RIGHT_TO_LEFT:
        return _lay_out(text, theme().font(role, weight), False)
    return _lay_out(text, theme().font(role, weight, families_for(text)), is_right_to_left(text))


@lru_cache(KEPT)
def _shortened(text: str, role: str, weight: int | None, _scale: int, room: int) -> Line:
    _watch_fonts()
    font = theme().font(role, weight, families_for(text))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
    return _lay_out(shown, font, is_right_to_left(text))


@lru_cache(KEPT)
def _broken(text: str, role: str, weight: int | None, _scale: int, room: int, most: int) -> tuple[str, ...]:
    _watch_fonts()
    metrics = QFontMetrics(theme().font(role, weight, families_for(text)))
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (len(lines) == most or metrics.horizontalAdvance(longer) <= room):
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _lay_out(text: str, font: QFont, right_to_left: bool) -> Line:
    layout = _layout(right_to_left)
    layout.setText(text.translate(_ONE_LINE))
    layout.setFont(font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_UNBOUNDED)
    layout.endLayout()
    advance = line.horizontalAdvance()
    # QTextLine.height() is rounded up, what drawText centres by is not
    return Line(tuple(layout.glyphRuns()), advance, int(advance + 0.5), line.ascent() + line.descent())


@lru_cache
def _layout(right_to_left: bool) -> QTextLayout:
    """One layout for all texts of a direction: making one anew takes as long again as a short text."""
    layout = QTextLayout()
    layout.setCacheEnabled(True)  # or asking for the glyphs would shape the text a second time
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    return layout


@lru_cache(_CHIPS_KEPT)
def _chip_ground(
    width: int, height: int, tone: str, icon: str, ratio: float, _scale: int, _colours: tuple[int, int]
) -> QPixmap:
    """A chip without its word, which is drawn on the screen itself: there its edges are as sharp as its neighbours'."""
    _watch_fonts()
    ink, soft = TONES[tone]
    ground = QPixmap(round(width * ratio), round(height * ratio))
    ground.setDevicePixelRatio(ratio)
    ground.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ground)
    draw_frame(painter, QRect(0, 0, width, height), fill=soft, border=None, radius=4)
    if icon:
        draw_icon(painter, QRect(theme().px(6), 0, theme().px(14), height), icon, ink, 14)
    painter.end()
    return ground


_watched: list[Theme] = []


def _watch_fonts() -> None:
    """Forget what is kept when fonts are added, and before the application it belongs to goes."""
    worn, app = theme(), QGuiApplication.instance()
    if _watched != [worn] and isinstance(app, QGuiApplication):
        _watched[:] = [worn]
        worn.destroyed.connect(_forget)
        app.fontDatabaseChanged.connect(_forget)


def _forget() -> None:
    for kept in (_whole, _shortened, _broken, _chip_ground, _layout):
        kept.cache_clear()
