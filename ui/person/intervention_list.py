"""The list of interventions: each with its days, evidence, who does it, and the road it has come."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from caseworker.domain.rows import InterventionRow
from ui.language import _
from ui.person.intervention_words import Evidence, days_and_law, evidence_of, standing_of, title_of, who_of
from ui.theme import theme
from ui.widgets.lines import draw_line, line_width
from ui.widgets.paint import Ink, draw_icon
from ui.widgets.rows import Index, RowDelegate, RowList
from ui.widgets.state_steps import draw_steps, steps_width
from ui.words import Words

_SEEN, _MISSING = Ink("small", "ink", 500), Ink("small", "ink2")
_ROAD, _WHO, _LEAST_WHAT = 150, 180, 250  # px at 100 %


class InterventionDelegate(RowDelegate):
    """Draws one intervention in three columns; where they do not fit, who does it goes under the days."""

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        """``words`` tells codes, ``today`` the day waits are counted to."""
        super().__init__((), height=82)
        self._words, self._today, self._narrow = words, today, False

    def fit(self, width: int) -> bool:
        """Two columns below the width of three."""
        narrow = width < theme().px(_ROAD + _WHO + _LEAST_WHAT + 32) + 24
        changed, self._narrow = narrow != self._narrow, narrow
        return changed

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for every row."""
        return QSize(200, theme().px(102 if self._narrow else 82))

    def _draw_row(self, painter: QPainter, whole: QRect, row: InterventionRow, *, current: bool) -> None:
        px = theme().px
        inner = whole.adjusted(12, px(9), -12, -px(8))
        quarter = 0 if self._narrow else inner.width() // 4
        wide = max(px(_ROAD), quarter)
        road = QRect(inner.right() + 1 - wide, inner.y(), wide, inner.height())
        wide = max(px(_WHO), quarter)
        who = QRect(road.x() - wide - px(16), inner.y(), wide, inner.height())
        edge = road.x() if self._narrow else who.x()
        what = QRect(inner.x(), inner.y(), edge - px(16) - inner.x(), inner.height())
        self._draw_road(painter, road, row)
        draw_line(painter, _line(what, 0, 20), title_of(row, self._words), Ink("body", weight=600))
        draw_line(painter, _line(what, 20, 18), days_and_law(row, self._words), Ink("small", "ink2"))
        actor, contact = who_of(row, self._words)
        below = 43
        if self._narrow:
            told = " · ".join(part for part in (actor, contact) if part)
            draw_line(painter, _line(what, 38, 18), told, Ink("small", "ink2"))
            below = 62
        else:
            draw_line(painter, _line(who, 0, 20), actor, Ink("body", weight=500))
            draw_line(painter, _line(who, 20, 18), contact, Ink("small", "ink2"))
        evidence = evidence_of(row, self._words, self._today())
        _draw_evidence(painter, QRect(what.x(), what.y() + px(below), edge - what.x(), px(20)), evidence)

    def _draw_road(self, painter: QPainter, place: QRect, row: InterventionRow) -> None:
        stands = standing_of(row, self._words, self._today())
        road = QRect(place.x(), place.y(), steps_width(stands.length), theme().px(20))
        draw_steps(painter, road, stands.at, stands.length, left_road=stands.left_road)
        draw_line(painter, _line(place, 22, 18), stands.words, Ink("small", stands.color, 600))
        draw_line(painter, _line(place, 42, 18), stands.note, Ink("small", stands.note_color))


def _line(place: QRect, top: int, height: int) -> QRect:
    return QRect(place.x(), place.y() + theme().px(top), place.width(), theme().px(height))


def _draw_evidence(painter: QPainter, place: QRect, evidence: Sequence[Evidence]) -> None:
    """Draw as many as there is room for, and how many more there are."""
    px, left = theme().px, place.x()
    for number, one in enumerate(evidence):
        ink = _SEEN if one.seen else _MISSING
        width = px(22) + line_width(one.words, ink)
        rest = f"+{len(evidence) - number}"
        room = place.right() - left - (px(30) if number < len(evidence) - 1 else 0)
        if width > room:
            draw_line(painter, QRect(left, place.y(), place.right() - left, place.height()), rest, _MISSING)
            return
        icon = ("circle-check", "ok") if one.seen else ("circle-dashed", "ink3")
        draw_icon(painter, QRect(left, place.y(), px(16), place.height()), *icon)
        draw_line(painter, QRect(left + px(22), place.y(), width, place.height()), one.words, ink)
        left += width + px(14)


class InterventionList(RowList):
    """The list. ``forward()`` on →, and what ``RowList`` tells."""

    forward = Signal()

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        """Without rows."""
        delegate = InterventionDelegate(words, today)
        super().__init__(_("Interventions"), name="interventionList", delegate=delegate)
        delegate.setParent(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """→ takes the next step; the rest is the list's."""
        if event.key() == Qt.Key.Key_Right and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.forward.emit()
            return
        super().keyPressEvent(event)
