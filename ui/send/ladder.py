"""The left side of Skicka: the table, and which groups were merged before protection, step by step."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseworker.domain.counts.classes import TOTAL
from caseworker.domain.counts.ladder import Axis as LadderAxis
from caseworker.domain.counts.protection import OFFICE_MINIMUM
from caseworker.services.counts import CountsView
from ui.language import _
from ui.send.figures import Figures
from ui.send.wording import age_words, reason_words, status_words
from ui.theme import theme
from ui.widgets.paint import Ink, draw_frame, draw_icon, draw_text, text_width
from ui.widgets.text import Hairline, Icon, Label

UNSPLIT = 1


class LadderSteps(QWidget):
    """``7 > 5 > [3] > 2 > none``: the steps given up are struck out, the one in use is framed."""

    def __init__(self, name: str) -> None:
        """Start without steps."""
        super().__init__()
        self.setObjectName(name)
        self._steps: tuple[int, ...] = ()
        self._used = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_steps(self, label: str, steps: Sequence[int], used: int) -> None:
        """Show the classes on each step, finest first, and the step in use."""
        self._steps, self._used = tuple(steps), used
        given_up = ", ".join(self._word(step) for step in self._steps if step > used)
        told = _("{axis}: {used} in use.").format(axis=label, used=self._word(used))
        if given_up:
            told += " " + _("Too fine: {steps}.").format(steps=given_up)
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(160, theme().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        painter, px = QPainter(self), theme().px
        left, height = 0, self.height()
        for number, step in enumerate(self._steps):
            if number:
                draw_icon(painter, QRect(left, 0, px(18), height), "chevron-right", "ink3", 12)
                left += px(18)
            left = self._draw_step(painter, left, step)

    def _draw_step(self, painter: QPainter, left: int, step: int) -> int:
        word, used = self._word(step), step == self._used
        ink = Ink("strong", "accentink") if used else Ink("small", "ink2")
        width = text_width(word, ink) + (theme().px(18) if used else 2)
        place = QRect(left, 0, width, self.height())
        if used:
            frame = place.adjusted(0, 2, 0, -2)
            draw_frame(painter, frame, fill="accentsoft", border="accent", radius=4, width=1.5)
            draw_text(painter, place, word, Ink("strong", "accentink", align=Qt.AlignmentFlag.AlignHCenter))
        else:
            draw_text(painter, place, word, ink)
            if step > self._used:
                painter.fillRect(left - 1, self.height() // 2, width, 1, theme().color("ink2"))
        return left + width

    @staticmethod
    def _word(step: int) -> str:
        return _("not split") if step == UNSPLIT else str(step)


class _AxisPart(QWidget):
    def __init__(self, label: str, name: str) -> None:
        super().__init__()
        self._label = label
        self.steps = LadderSteps(name)
        self.classes = Label("", "small", wrap=True, name=f"{name}Classes")
        self.reason = Label("", "small", "ink2", wrap=True, name=f"{name}Reason")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(label, "smallaction", "ink2"))
        column.addWidget(self.steps)
        column.addWidget(self.classes)
        column.addWidget(self.reason)

    def show_axis(self, steps: Sequence[int], used: int, classes: Sequence[str], reason: str) -> None:
        self.steps.show_steps(self._label, steps, used)
        for label, text in ((self.classes, " · ".join(classes)), (self.reason, reason)):
            label.setText(text)
            label.setVisible(bool(text))


class Merging(QWidget):
    """What survived the gates, and the merges that were made."""

    def __init__(self) -> None:
        """Start without a month."""
        super().__init__()
        self.setObjectName("merging")
        self.kept = Label("", "small", "ink2", wrap=True, name="tableKept")
        self.locked = Label("", "small", "ink2", wrap=True, name="mergingLocked")
        self.ages = _AxisPart(_("Age"), "ladderAge")
        self.statuses = _AxisPart(_("Legal status"), "ladderStatus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(_("Table"), "h3"))
        column.addWidget(Hairline(strong=True))
        column.addWidget(self._table_card())
        column.addSpacing(14)
        column.addWidget(Label(_("Merged before protection"), "h3"))
        column.addWidget(self.locked)
        column.addWidget(self.ages)
        column.addSpacing(4)
        column.addWidget(self.statuses)
        column.addSpacing(4)
        column.addLayout(self._hidden_note())
        column.addStretch(1)

    def show_view(self, view: CountsView, figures: Figures, *, both: bool) -> None:
        """Show a month. The reasons hold true numbers and go when only what is sent is shown."""
        ages, statuses = len(figures.ages.codes), len(figures.statuses.codes)
        ages, statuses = max(ages - 1, UNSPLIT), max(statuses - 1, UNSPLIT)
        told = _("{ages} of {all_ages} ages · {statuses} of {all_statuses} statuses")
        self.kept.setText(
            told.format(ages=ages, all_ages=view.age_steps[0], statuses=statuses, all_statuses=view.status_steps[0])
        )
        year = _("Groups under {n} people are merged. The steps are locked for the whole of {year}.")
        self.locked.setText(year.format(n=OFFICE_MINIMUM, year=figures.period[:4]))
        age_names = [age_words(one, figures.ages.labels[one]) for one in figures.ages.codes if one != TOTAL]
        status_names = [
            status_words(one, figures.statuses.labels[one]) for one in figures.statuses.codes if one != TOTAL
        ]
        self.ages.show_axis(view.age_steps, ages, age_names, _reason(view, figures, LadderAxis.AGE, both=both))
        self.statuses.show_axis(
            view.status_steps, statuses, status_names, _reason(view, figures, LadderAxis.STATUS, both=both)
        )

    def _table_card(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", "true")
        card.setAccessibleName(_("T1  Age and legal status"))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(10, 8, 10, 8)
        inner.setSpacing(0)
        inner.addWidget(Label(_("T1  Age and legal status"), "strong", wrap=True))
        inner.addWidget(self.kept)
        return card

    @staticmethod
    def _hidden_note() -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Icon("shield-check", 16, "ok"), 0, Qt.AlignmentFlag.AlignTop)
        told = _("Undocumented people and people with protected identity are always among Others.")
        line.addWidget(Label(told, "small", "ink2", wrap=True), 1)
        return line


def _reason(view: CountsView, figures: Figures, axis: LadderAxis, *, both: bool) -> str:
    """Why the step just above the one in use did not hold, or that the year's lock decided."""
    steps = [step for step in view.table.ladder.stepdowns if step.axis in (axis, LadderAxis.SEX)]
    if not steps or not both:
        return ""
    return reason_words(steps[-1], figures)
