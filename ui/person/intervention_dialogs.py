"""The questions about one intervention: evidence, details, how it ended, and how it went afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.intervention import LEAST_SCALE, LONGEST_DETAIL, MOST_SCALE, NEED_A_REASON, InterventionState
from caseworker.domain.rows import InterventionRow
from ui.days import read_full_day
from ui.language import _, day_text
from ui.person.forms import day_line
from ui.widgets.choice import Segment
from ui.widgets.columns import Across
from ui.widgets.field import Field, LineEdit, Tone
from ui.widgets.fields import Choice
from ui.widgets.question import Question, make_room
from ui.widgets.text import Label
from ui.widgets.tick import Tick
from ui.words import Words, state_words

NO_SCALE = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended, as typed: a day, an outcome code, a step of the scale or None, and words."""

    day: str = ""
    code: str = ""
    scale: int | None = None
    text: str = ""


class OutcomeFields(QWidget):
    """An outcome code, the scale from 1 to 5, and words."""

    def __init__(self, outcomes: Sequence[tuple[str, str]], *, name: str) -> None:
        """``outcomes`` are those of the type."""
        super().__init__()
        self.code = Choice([("", _("Choose")), *outcomes])
        scale = [(NO_SCALE, "–"), *((str(step), str(step)) for step in range(LEAST_SCALE, MOST_SCALE + 1))]
        self.scale = Segment(scale, _("How far the goal was reached, from 1 to 5"), name=f"{name}Scale")
        self.scale.choose(NO_SCALE)
        self.text = LineEdit(limit=200)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Field(_("Outcome"), self.code, name=f"{name}Code"))
        column.addWidget(
            Label(_("How far the goal was reached: 1 not at all, 5 all the way"), "smallstrong", wrap=True)
        )
        column.addWidget(self.scale, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Field(_("In a few words"), self.text, name=f"{name}Text", note=_("may be left empty")))

    def ended(self, day: str) -> Ended:
        """What was chosen."""
        step = self.scale.code()
        return Ended(day, self.code.code(), int(step) if step else None, self.text.text().strip())


class EndDialog(Question):
    """Asks on which day and with what outcome an intervention was completed, or why it was declined or interrupted."""

    def __init__(self, row: InterventionRow, state: InterventionState, words: Words, parent: QWidget) -> None:
        """``state`` is where it goes."""
        title = _("{what}: {state}").format(what=words.intervention(row.type), state=state_words(state))
        self._needs_reason = state in NEED_A_REASON
        told = (
            _("Write why: the reason stays with the intervention.")
            if self._needs_reason
            else _("The outcome is followed up after 6 and after 12 months.")
        )
        super().__init__(title, told, state_words(state), name="endIntervention", parent=parent)
        self.day = day_line()
        self._day = Field(_("Day"), self.day, name="endDay", note=_("today if empty"))
        self.body.addWidget(self._day)
        self.reason = LineEdit(limit=200)
        self.outcome = OutcomeFields(words.outcomes_of(row.type), name="endOutcome")
        if self._needs_reason:
            self.outcome.setParent(None)
            self.body.addWidget(Field(_("Reason"), self.reason, name="endReason"))
            self.reason.textChanged.connect(lambda _text: self._look())
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.body.addWidget(self.outcome)
            self.outcome.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.textChanged.connect(lambda _text: self._look())
        self._look()

    def ended(self) -> Ended:
        """What was answered."""
        if self._needs_reason:
            return Ended(self.day.text(), "", None, self.reason.text().strip())
        return self.outcome.ended(self.day.text())

    def _look(self) -> None:
        typed = self.day.text().strip()
        wrong = bool(typed) and read_full_day(typed) is None
        self._day.say(
            _("Write the day as 2026-11-21.") if wrong and len(typed) == self.day.maxLength() else "", Tone.ERROR
        )
        self.go.setEnabled(not wrong and (not self._needs_reason or bool(self.reason.text().strip())))


class EvidenceDialog(Question):
    """What has been seen of an intervention's evidence, a tick for each. Ctrl Enter saves."""

    def __init__(self, row: InterventionRow, words: Words, parent: QWidget) -> None:
        """``row`` with its ticks; what is not ticked in the file is ticked with one day for all."""
        title = _("Evidence: {what}").format(what=words.intervention(row.type))
        super().__init__(
            title,
            _("Tick what you have seen. Untick what was ticked by mistake."),
            _("Save"),
            name="evidence",
            parent=parent,
        )
        known = {tick.code: tick for tick in row.ticks}
        self._before = frozenset(known)
        self.ticks: dict[str, Tick] = {}
        for code in dict.fromkeys((*words.kind_of(row.type).evidence, *known)):
            text = words.evidence(code)
            if code in known:
                seen = known[code]
                text = _("{what}, {day}, {name}").format(what=text, day=day_text(seen.day), name=seen.by)
            tick = Tick(text, name=f"evidence_{code}")
            tick.setChecked(code in known)
            self.body.addWidget(tick)
            self.ticks[code] = tick
        self.day = day_line()
        self._day = Field(_("Seen on"), self.day, name="evidenceDay", note=_("today if empty"))
        self.body.addWidget(self._day)
        first = next((tick for tick in self.ticks.values() if not tick.isChecked()), None)
        (first or self.day).setFocus(Qt.FocusReason.OtherFocusReason)

    def seen(self) -> tuple[str, ...]:
        """The codes that were ticked now."""
        return tuple(code for code, tick in self.ticks.items() if tick.isChecked() and code not in self._before)

    def unseen(self) -> tuple[str, ...]:
        """The codes that were unticked now."""
        return tuple(code for code, tick in self.ticks.items() if not tick.isChecked() and code in self._before)


@dataclass(frozen=True, slots=True)
class Details:
    """What stands in the fields of the details, as typed."""

    actor: str
    detail: str
    contact: str
    place: str
    begins: str
    ends: str
    hours_done: str
    hours_total: str


class DetailsDialog(Question):
    """Who does it, whom one reaches there, where, when and how far it has come."""

    def __init__(self, row: InterventionRow, words: Words, parent: QWidget) -> None:
        """Filled with what is recorded."""
        told = _("Changes who carries it out, the contact, the place, the days and the hours. The state stays.")
        super().__init__(words.intervention(row.type), told, _("Save"), name="interventionDetails", parent=parent)
        self.actor = Choice(words.actors, editable=True)
        self.actor.choose(row.actor)
        texts = {"detail": row.detail, "contact": row.contact, "place": row.place}
        self.lines = {name: LineEdit(limit=LONGEST_DETAIL) for name in texts}
        self.lines |= {name: day_line() for name in ("begins", "ends")}
        self.lines |= {name: LineEdit(limit=4) for name in ("hours_done", "hours_total")}
        texts |= {"begins": _iso(row.begins), "ends": _iso(row.ends)}
        texts |= {"hours_done": _number(row.hours_done), "hours_total": _number(row.hours_total)}
        for name, text in texts.items():
            self.lines[name].setText(text)
        self.body.addWidget(
            Field(
                _("More about it"), self.lines["detail"], name="detailsDetail", note=_("for example course or language")
            )
        )
        self.body.addWidget(Field(_("Who does it"), self.actor, name="detailsActor"))
        self.body.addWidget(Field(_("Contact there"), self.lines["contact"], name="detailsContact"))
        self.body.addWidget(Field(_("Place"), self.lines["place"], name="detailsPlace"))
        self.body.addWidget(self._pair(("begins", _("From")), ("ends", _("To"))))
        self.body.addWidget(self._pair(("hours_done", _("Hours done")), ("hours_total", _("Hours in all"))))
        self.lines["detail"].setFocus(Qt.FocusReason.OtherFocusReason)

    def details(self) -> Details:
        """What stands in the fields."""
        return Details(self.actor.code(), **{name: line.text().strip() for name, line in self.lines.items()})

    def _pair(self, *fields: tuple[str, str]) -> Across:
        return Across(*(Field(label, self.lines[name], name=f"details_{name}") for name, label in fields))


class FollowUpDialog(Question):
    """How it went ``months`` after an intervention ended."""

    def __init__(self, row: InterventionRow, months: int, words: Words, parent: QWidget) -> None:
        """``months`` is 6 or 12."""
        title = _("Follow-up after {months} months").format(months=months)
        super().__init__(title, words.intervention(row.type), _("Save"), name="followUp", parent=parent)
        self.months = months
        self.day = day_line()
        self.body.addWidget(Field(_("Day"), self.day, name="followUpDay", note=_("today if empty")))
        self.outcome = OutcomeFields(words.outcomes_of(row.type), name="followUp")
        self.body.addWidget(self.outcome)
        self.outcome.code.currentIndexChanged.connect(lambda _index: self._look())
        self.outcome.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()
        make_room(self)

    def ended(self) -> Ended:
        """What was answered."""
        return self.outcome.ended(self.day.text())

    def _look(self) -> None:
        self.go.setEnabled(bool(self.outcome.code.code()))


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
