"""Drawing shared by painted widgets and row delegates: text with elision log, icons, keycaps, chips, frames.

Knows tokens and pixels, nothing about people or pages. A test that watches ``Elisions`` is told every text
that had to be shortened; otherwise nothing is kept.
"""

from functools import cache
from typing import ClassVar, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QPen

from ui.theme import families_for, is_right_to_left, theme


class Elisions:
    """The texts that were drawn shortened while somebody watched."""

    watching = False
    seen: ClassVar[list[str]] = []


TONES = {
    "neutral": ("ink2", "sunken"),
    "accent": ("accentink", "accentsoft"),
    "danger": ("danger", "dangersoft"),
    "warn": ("warn", "warnsoft"),
    "ok": ("ok", "oksoft"),
    "info": ("info", "infosoft"),
}


class Ink(NamedTuple):  # made before the first window, where a dataclass takes seven times as long
    """How a text is drawn: type role, colour token, weight override, alignment."""

    role: str = "body"
    color: str = "ink"
    weight: int | None = None
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft


def font_for(text: str, ink: Ink) -> QFont:
    """The font of an ink for one text, its own script first."""
    return theme().font(ink.role, ink.weight, families_for(text))


def text_width(text: str, ink: Ink) -> int:
    """Width of a text in px, rounded up."""
    return round(QFontMetricsF(font_for(text, ink)).horizontalAdvance(text) + 0.5)


def draw_text(painter: QPainter, rect: QRect, text: str, ink: Ink) -> int:
    """Draw one line, vertically centred in ``rect``; shorten only if it must. Returns the width used."""
    if not text:
        return 0
    font = font_for(text, ink)
    metrics = QFontMetrics(font)
    shown, width = text, metrics.horizontalAdvance(text)
    if width > rect.width():
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
        width = metrics.horizontalAdvance(shown)
        if Elisions.watching:
            Elisions.seen.append(text)
    painter.save()
    painter.setFont(font)
    painter.setPen(theme().color(ink.color))
    rtl = is_right_to_left(text)
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    painter.drawText(rect, _text_flags(ink.align), shown)
    painter.restore()
    return min(width, rect.width())


@cache
def _text_flags(align: Qt.AlignmentFlag) -> int:
    """One centred line at the edge ``align`` names, whatever the direction; flags are slow to combine in Python."""
    return int(align | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)


def draw_icon(painter: QPainter, rect: QRect, name: str, color: str, size: int = 16) -> None:
    """Draw an icon centred in ``rect``, sharp at the device's ratio. ``size`` is px at 100 %."""
    side = theme().px(size)
    pixmap = theme().pixmap(name, side, color, painter.device().devicePixelRatioF())
    painter.drawPixmap(
        QPointF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2).toPoint(), pixmap
    )


def draw_frame(
    painter: QPainter, rect: QRect, *, fill: str | None, border: str | None, radius: float, width: float = 1
) -> None:
    """Fill and outline a rounded rectangle, the outline inside the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if border else 0.0
    painter.setBrush(theme().color(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().color(border), width) if border else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


KEY_INK = Ink("key", "ink2")


def keycap_width(keys: str) -> int:
    """Width of a keycap for ``keys``, px."""
    return max(text_width(keys, KEY_INK) + theme().px(10), theme().px(18))


def draw_keycap(painter: QPainter, rect: QRect, keys: str, color: str = "ink2", border: str = "line2") -> None:
    """Draw a keycap at the left edge of ``rect``, vertically centred."""
    height = theme().px(18)
    box = QRect(rect.x(), rect.y() + (rect.height() - height) // 2, keycap_width(keys), height)
    draw_frame(painter, box, fill=None, border=border, radius=4)
    draw_text(painter, box, keys, Ink("key", color, align=Qt.AlignmentFlag.AlignHCenter))


CHIP_INK = Ink("smallaction")


def chip_width(text: str, icon: str | None) -> int:
    """Width of a chip, px."""
    return text_width(text, CHIP_INK) + theme().px(12) + (theme().px(20) if icon else 0)


def draw_chip(painter: QPainter, rect: QRect, text: str, tone: str, icon: str | None = None) -> None:
    """Draw a chip filling ``rect``: word, icon and colour together."""
    ink, soft = TONES[tone]
    draw_frame(painter, rect, fill=soft, border=None, radius=4)
    left = rect.x() + theme().px(6)
    if icon:
        draw_icon(painter, QRect(left, rect.y(), theme().px(14), rect.height()), icon, ink, 14)
        left += theme().px(20)
    line = QRect(left, rect.y(), rect.right() - left + 1, rect.height())
    draw_text(painter, line, text, Ink("smallaction", ink))
