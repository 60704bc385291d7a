"""What has been done and what is left: a list of steps with a mark each, and the frame of a possible match."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import TONES, Ink, draw_frame, draw_text
from ui.widgets.text import Icon, Label


class Mark(StrEnum):
    """The state of a step."""

    DONE = "done"
    WAITING = "waiting"
    MISSING = "missing"
    FAILED = "failed"
    ASKS = "asks"
    STOPS = "stops"


_ICONS = {
    Mark.DONE: ("circle-check", "ok"),
    Mark.WAITING: ("hourglass", "warn"),
    Mark.MISSING: ("circle-dashed", "ink2"),
    Mark.FAILED: ("circle-alert", "danger"),
    Mark.ASKS: ("triangle-alert", "warn"),
    Mark.STOPS: ("circle-x", "danger"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what, in which state, and a quieter text (who and when, or why it is needed)."""

    words: str
    mark: Mark
    note: str = ""


class Steps(QWidget):
    """Steps under each other; ``spoken`` states ride in the accessible names."""

    def __init__(self, label: str, *, name: str = "steps", beside: bool = False) -> None:
        """``beside`` puts the note after the words instead of under them."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._beside = beside
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Replace all steps."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for step in steps:
            self._column.addWidget(self._row(step))

    def _row(self, step: Step) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        icon, tone = _ICONS[step.mark]
        grid.addWidget(Icon(icon, 16, tone), 0, 0)
        grid.addWidget(Label(step.words, "action", wrap=not self._beside), 0, 1)
        if step.note:
            note = Label(step.note, "small", "ink2", wrap=not self._beside)
            grid.addWidget(note, 0 if self._beside else 1, 2 if self._beside else 1)
        grid.setColumnStretch(2 if self._beside else 1, 1)
        return row


class Sign(StrEnum):
    """How one fact of a match compares."""

    SAME = "="
    NEAR = "≈"
    DIFFERENT = "≠"


_SIGN_TONES = {Sign.SAME: "ok", Sign.NEAR: "warn", Sign.DIFFERENT: "neutral"}


class SignMark(QLabel):
    """How two values compare, as a sign on its colour; the words beside it say the same."""

    def __init__(self, sign: Sign) -> None:
        """Draw ``sign``."""
        super().__init__(sign.value)
        self._sign = sign
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square as high as a line of text."""
        return QSize(theme().px(18), theme().px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        painter = QPainter(self)
        ink, soft = TONES[_SIGN_TONES[self._sign]]
        draw_frame(painter, self.rect(), fill=soft, border=None, radius=4)
        inner = QRect(0, 0, self.width(), self.height())
        left = (self.width() - painter.fontMetrics().horizontalAdvance(self._sign.value)) // 2
        draw_text(painter, inner.adjusted(left, 0, 0, 0), self._sign.value, Ink("smallstrong", ink))


@dataclass(frozen=True, slots=True)
class Match:
    """A person who may be the same: name, name in own script, a line of facts, verdict with tone, and the reasons."""

    name: str
    own_script: str
    facts: str
    verdict: str
    tone: str
    reasons: tuple[tuple[Sign, str], ...]


class MatchCard(QFrame):
    """The frame of a possible match with its reasons and buttons; the whole card is one sentence to a screen reader."""

    def __init__(self, match: Match, number: int, *, strong: bool = False, buttons: Sequence[Button] = ()) -> None:
        """``number`` counts from 1; ``strong`` marks the likeliest."""
        super().__init__()
        self.setObjectName(f"match{number}")
        self.setProperty("card", "strong" if strong else "true")
        self.setAccessibleName(". ".join([match.name, match.verdict, *(words for _sign, words in match.reasons)]))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        names = FlowLayout(gap=10)
        names.addWidget(Label(match.name, "h3"))
        if match.own_script:
            names.addWidget(Label(match.own_script, "body", "ink2"))
        head.addLayout(names, 1)
        head.addWidget(Chip(match.verdict, match.tone), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(Label(match.facts, "small", "ink2", wrap=True))
        for sign, words in match.reasons:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(SignMark(sign))
            line.addWidget(Label(words, "body", wrap=True), 1)
            column.addLayout(line)
        if buttons:
            row = FlowLayout()
            for button in buttons:
                row.addWidget(button)
            column.addSpacing(2)
            column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
