"""Nästa steg: the next last days of this person and what begins or ends, each with days left, law and what is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.duties import Loss
from caseworker.domain.journey import Flag, Journey
from ui.language import _, day_text, ngettext
from ui.person.journey_items import flag_words
from ui.person.right_words import certainty_words, days_left, kept_together, urgency
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.text import Hairline, Label, SectionHeading
from ui.widgets.wrapped_rows import Block, Words, WrappedColumn, WrappedList
from ui.words import Words as Codes

LEAST_WIDTH, MOST = 250, 5
_TONES = {"danger": "danger", "warn": "warn", "neutral": "ink2"}
_ICONS = {Loss.PROTECTION: "shield-alert", Loss.LAW: "flag", Loss.MONEY: "flag", Loss.QUALITY: "clock"}


@dataclass(frozen=True, slots=True)
class NextLine:
    """One step: what, its day if it has one, and the last day it is of, whose calculation can be shown."""

    what: str
    day: date | None
    details: tuple[str, ...] = ()
    lost: str = ""
    icon: str = "clock"
    tone: str = "neutral"
    flag: Flag | None = None


class NextSteps(QWidget):
    """``explain_asked(line)`` on Enter and double click, ``tab_asked(code)`` for what leads elsewhere."""

    explain_asked = Signal(object)
    tab_asked = Signal(str)

    def __init__(self, codes: Codes) -> None:
        """``codes`` names interventions and actors."""
        super().__init__()
        self.setObjectName("nextSteps")
        self._codes = codes
        self._lines: list[NextLine] = []
        self._today = date.min
        self._whole = False
        self.heading = SectionHeading(_("Next steps"))
        column = WrappedColumn(self._block, share=1, minimum=120)
        self.list = WrappedList(_("Next steps"), (column,), self._spoken, name="nextStepsList")
        self.list.opened.connect(self.explain_asked)
        self.nothing = Label("", "body", "ink2", wrap=True, name="nextStepsNothing")
        self.more = Button("", "ghost", name="nextStepsMore")
        self.more.clicked.connect(self._show_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.heading, Hairline(strong=True), self.list, self.nothing, self.more):
            layout.addWidget(part)
        self.wait()
        theme().changed.connect(self._fit)
        self._fit()

    def wait(self) -> None:
        """Show nothing of anybody while it is asked."""
        self._lines, self._whole = [], False
        self.list.show_list(())
        for part in (self.list, self.nothing, self.more):
            part.hide()

    def show_steps(self, journey: Journey, first: Sequence[NextLine] = ()) -> None:
        """Show what comes, the nearest first; ``first`` are steps without a day that stand before all."""
        self._today = journey.day
        self._lines = [*first, *steps_of(journey, self._codes)]
        self.nothing.setText(_("No last day lies ahead. Press N to add an intervention with its days."))
        self.nothing.setVisible(not self._lines)
        self.list.setVisible(bool(self._lines))
        self._show()

    def _show(self) -> None:
        shown = self._lines if self._whole else self._lines[:MOST]
        self.list.show_list(shown)
        left = len(self._lines) - len(shown)
        self.more.set_text(ngettext("Show {n} more", "Show {n} more", left).format(n=left))
        self.more.setVisible(left > 0)

    def _show_all(self) -> None:
        self._whole = True
        self._show()
        self.list.setFocus()

    def _fit(self) -> None:
        self.setMinimumWidth(theme().px(LEAST_WIDTH))

    def _block(self, line: NextLine) -> Block:
        words = [Words(line.what, "action")]
        if line.day is not None:
            when = f"{days_left(line.day, self._today)} · {day_text(line.day)}"
            words.append(Words(when, "smallstrong", _TONES[line.tone]))
        if line.details:
            words.append(Words(" · ".join(line.details), "small", "ink2"))
        if line.lost:
            words.append(Words(_("Missed: {what}").format(what=line.lost), "small", "ink2"))
        return Block(tuple(words), line.icon, _TONES[line.tone])

    def _spoken(self, line: NextLine) -> str:
        when = "" if line.day is None else f"{days_left(line.day, self._today)}, {day_text(line.day)}"
        lost = _("Missed: {what}").format(what=line.lost) if line.lost else ""
        return ", ".join(part for part in (line.what, when, *line.details, lost) if part)


def steps_of(journey: Journey, codes: Codes) -> list[NextLine]:
    """Return what comes by its day: last days that are not done, interventions that begin or end."""
    today = journey.day
    found = [_of_flag(flag, codes, today) for flag in journey.flags]
    for one in journey.stretches:
        name = codes.intervention(one.type)
        if not one.waits and one.begins > today:
            found.append(NextLine(_("{what} begins").format(what=name), one.begins, (codes.actor(one.actor),)))
        elif one.ends is not None and one.ends >= today:
            found.append(NextLine(_("{what} ends").format(what=name), one.ends, (codes.actor(one.actor),)))
    return sorted(found, key=lambda line: (line.day or date.max, line.what))


def _of_flag(flag: Flag, codes: Codes, today: date) -> NextLine:
    duty, tone = flag.duty, urgency(flag.day, today)
    if duty is None:
        return NextLine(flag_words(flag), flag.day, icon="flag", tone=tone, flag=flag)
    parts = (kept_together(duty.law), codes.actor(duty.responsible), certainty_words(duty.certainty))
    return NextLine(
        duty.words,
        flag.day,
        tuple(part for part in parts if part),
        duty.lost,
        _ICONS[Loss(duty.loss)],
        tone,
        flag,
    )
