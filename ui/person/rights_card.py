"""Rättigheter på vald dag: every right with answer, law, days, who is responsible, how it is met and how sure it is.

Shows what was answered and guesses nothing: without a status on the day it says what is to be completed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.journey import RightState, Stretch, state_of
from caseworker.domain.law import Certainty
from caseworker.domain.lawsheet import LawSheet, RightShown
from caseworker.domain.rights import Answer
from ui.language import _, day_text, ngettext
from ui.person.right_words import (
    answer_look,
    answer_words,
    certainty_words,
    kept_together,
    right_state_tone,
    right_state_words,
    span_words,
)
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.text import Hairline, Label, SectionHeading
from ui.widgets.wrapped_rows import Block, Words, WrappedColumn, WrappedList
from ui.words import Words as Codes

LEAST_WIDTH = 560
_ORDER = (Answer.YES, Answer.CONDITIONAL, Answer.MISSING, Answer.NO, Answer.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class RightLine:
    """One right as it is shown: the answer, and how interventions meet it."""

    right: RightShown
    state: RightState


class RightsCard(QWidget):
    """``explain_asked(line)`` on Enter and double click; ``complete_asked()`` when something is to be completed."""

    explain_asked = Signal(object)
    complete_asked = Signal()

    def __init__(self, codes: Codes) -> None:
        """``codes`` names who is responsible."""
        super().__init__()
        self.setObjectName("rightsCard")
        self._codes = codes
        self.heading = SectionHeading(_("Rights today"))
        columns = (
            WrappedColumn(_answer_block, fits=True),
            WrappedColumn(_right_block, share=3, minimum=160),
            WrappedColumn(self._when_block, share=2, minimum=150),
            WrappedColumn(_state_block, fits=True),
        )
        self.list = WrappedList(_("Rights"), columns, self._spoken, name="rightsList")
        self.list.opened.connect(self.explain_asked)
        self.nothing = Label("", "body", "ink2", wrap=True, name="rightsNothing")
        self.asks = Label("", "small", "ink2", wrap=True, name="rightsAsk")
        self.complete = Button(_("Complete under Legal status"), "ghost", name="rightsComplete", end_icon="arrow-right")
        self.complete.clicked.connect(self.complete_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.heading, Hairline(strong=True), self.list, self.nothing, self.asks, self.complete):
            column.addWidget(part)
        column.addStretch(1)
        self.wait()
        theme().changed.connect(self._fit)
        self._fit()

    def wait(self) -> None:
        """Show nothing of anybody while it is asked."""
        self.list.show_list(())
        for part in (self.list, self.nothing, self.asks, self.complete):
            part.hide()

    def show_sheet(self, sheet: LawSheet, stretches: Sequence[Stretch], today: date) -> None:
        """Show the answers of one day."""
        self.heading.set_texts(_title(sheet.day, today), _("Lawbook {version}").format(version=sheet.lawbook))
        lines = [
            RightLine(right, state_of(right.right, right.answer, stretches, sheet.day))
            for right in sorted(sheet.rights, key=lambda right: _ORDER.index(Answer(right.answer)))
        ]
        self.list.show_list(lines)
        self.list.setVisible(bool(lines))
        told = _nothing(sheet)
        self.nothing.setText(told)
        self.nothing.setVisible(bool(told))
        asks = _asks(sheet)
        self.asks.setText(asks)
        self.asks.setVisible(bool(asks))
        self.complete.setVisible(bool(sheet.asked) or not sheet.status)

    def _fit(self) -> None:
        self.setMinimumWidth(theme().px(LEAST_WIDTH))

    def _when_block(self, line: RightLine) -> Block:
        right, words = line.right, []
        days = span_words(right.begins, right.ends) if right.answer != Answer.NOT_APPLICABLE else ""
        if days:
            words.append(Words(days))
        if right.known_to is not None:
            words.append(Words(_("law known to {day}").format(day=day_text(right.known_to)), "small", "warn"))
        if right.responsible:
            words.append(Words(self._codes.actor(right.responsible), "small", "ink2"))
        return Block(tuple(words))

    def _spoken(self, line: RightLine) -> str:
        right = line.right
        parts = (
            right.words,
            answer_words(right.answer),
            certainty_words(right.certainty),
            right_state_words(line.state),
            right.law,
            span_words(right.begins, right.ends),
            self._codes.actor(right.responsible) if right.responsible else "",
            right.why,
        )
        return ", ".join(part for part in parts if part)


def _title(day: date, today: date) -> str:
    if day == today:
        return _("Rights today")
    if day < today:
        return _("This is how it was on {day}").format(day=day_text(day))
    return _("This is how it will be on {day}, as far as is known").format(day=day_text(day))


def _nothing(sheet: LawSheet) -> str:
    if not sheet.status:
        told = _("No legal status is recorded for {day}. No right is guessed. Record from when which status holds.")
        return told.format(day=day_text(sheet.day))
    if len(sheet.statuses) > 1:
        return _("Several legal statuses cover this day. The answers rest on one of them. Correct the days.")
    return ""


def _asks(sheet: LawSheet) -> str:
    told = []
    named = {right.words for right in sheet.rights}
    unknown = ", ".join(one.words for one in sheet.asked if named.intersection(one.needed_by))
    if unknown:
        told.append(_("Depends on what is not known: {facts}.").format(facts=unknown))
    unsure = sum(right.certainty != Certainty.IN_FORCE for right in sheet.rights)
    if unsure:
        told.append(
            ngettext(
                "{n} answer rests on a rule that is not read in the act's text.",
                "{n} answers rest on rules that are not read in the act's text.",
                unsure,
            ).format(n=unsure)
        )
    return " ".join(told)


def _answer_block(line: RightLine) -> Block:
    icon, color = answer_look(line.right.answer)
    words = [Words(answer_words(line.right.answer), "strong", "ink" if color in ("ink2", "ink3") else color)]
    unsure = certainty_words(line.right.certainty)
    if unsure:
        words.append(Words(unsure, "small", "warn"))
    if line.right.local:
        words.append(Words(_("local rule"), "small", "info"))
    return Block(tuple(words), icon, color)


def _right_block(line: RightLine) -> Block:
    law = Words(kept_together(line.right.law) or _("no paragraph"), "small", "ink2")
    return Block((Words(line.right.words, "action"), law))


def _state_block(line: RightLine) -> Block:
    return Block(chip=right_state_words(line.state), tone=right_state_tone(line.state))
