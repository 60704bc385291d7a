"""Nästa steg: what comes for this person, in the order of Idag, each with days left, why, and what is lost."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language import _, day_text, ngettext
from ui.person.law_presenter import Overlook
from ui.person.next_lines import NextLine, lines_of
from ui.person.right_words import days_left, whole_sums
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.text import Hairline, Label, SectionHeading
from ui.widgets.wrapped_rows import Block, Words, WrappedColumn, WrappedList
from ui.words import Words as Codes

LEAST_WIDTH, MOST = 248, 5
_TONES = {"danger": "danger", "warn": "warn", "neutral": "ink2"}


class NextSteps(QWidget):
    """``opened(line)`` on Enter and double click."""

    opened = Signal(object)

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
        self.list.opened.connect(self.opened)
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

    def show_steps(self, found: Overlook, first: Sequence[NextLine] = ()) -> None:
        """Show what comes, in the order of Idag; ``first`` are steps without a day that stand before all."""
        self._today = found.journey.day
        self._lines = [*first, *lines_of(found.journey, found.agenda, self._codes)]
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
            words.append(Words("\u00a0· ".join(line.details), "small", "ink2"))
        if line.lost:
            words.append(Words(_("Missed: {what}").format(what=whole_sums(line.lost)), "small", "ink2"))
        return Block(tuple(words), line.icon, _TONES[line.tone])

    def _spoken(self, line: NextLine) -> str:
        when = "" if line.day is None else f"{days_left(line.day, self._today)}, {day_text(line.day)}"
        lost = _("Missed: {what}").format(what=line.lost) if line.lost else ""
        return ", ".join(part for part in (line.what, when, *line.details, lost) if part)
