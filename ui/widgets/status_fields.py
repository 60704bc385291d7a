"""Choosing a legal status with what belongs to it: first day, ground, permit and its last day. Asks no service.

Only what the chosen status may have is shown; the rule it stands on, and how sure that rule is, is always said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseworker.domain.classification import LONGEST_CODE
from ui.language import _, code
from ui.widgets.fields import Choice, Field, LineEdit
from ui.widgets.text import Label

NO_PERMIT = "none"
OTHER = "other"  # a classification code that is on no list


class CodeWords(Protocol):
    """A code with its words in both languages."""

    @property
    def code(self) -> str:
        """The code."""
        ...

    @property
    def sv(self) -> str:
        """Swedish words."""
        ...

    @property
    def en(self) -> str:
        """English words."""
        ...


class ClassificationWords(CodeWords, Protocol):
    """A classification code with the statuses it usually goes with."""

    @property
    def statuses(self) -> Sequence[str]:
        """Codes of statuses, none when that is not known."""
        ...

    @property
    def certainty(self) -> str:
        """How sure that is."""
        ...


class StatusRule(CodeWords, Protocol):
    """What is asked of one status: its permits, grounds and the rule it stands on."""

    @property
    def permits(self) -> Sequence[str]:
        """Permits it may go with."""
        ...

    @property
    def grounds(self) -> Sequence[CodeWords]:
        """Grounds it may rest on."""
        ...

    @property
    def law(self) -> str:
        """Act and paragraph."""
        ...

    @property
    def certainty(self) -> str:
        """How sure the rule is."""
        ...

    @property
    def verified_on(self) -> date:
        """When the rule was last held against its source."""
        ...


@dataclass(frozen=True, slots=True)
class StatusText:
    """What stands in the fields; an empty text is "not given"."""

    status: str = ""
    ground: str = ""
    permit: str = ""
    begins: str = ""
    until: str = ""
    classification: str = ""


class StatusFields(QWidget):
    """The details of the status chosen in ``choice``. ``changed()`` after every edit by the user."""

    changed = Signal()

    def __init__(
        self,
        rules: Sequence[StatusRule],
        permit_words: Sequence[tuple[str, str]],
        *,
        name: str,
        label: str,
        across: int = 3,
        classifications: Sequence[ClassificationWords] = (),
    ) -> None:
        """``permit_words`` are (code, words) of every permit; ``name`` begins every objectName; ``across`` columns.

        Without ``classifications`` no classification code is asked for.
        """
        super().__init__()
        self.setObjectName(name)
        self._rules = {rule.code: rule for rule in rules}
        self._permit_words = dict(permit_words)
        self.choice = Choice([("", _("Not recorded")), *((rule.code, _own(rule)) for rule in rules)])
        self.status = Field(label, self.choice, name=f"{name}Status")
        self._begins = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.begins = Field(_("From"), self._begins, name=f"{name}Begins", note=_("today if empty"))
        self._ground = Choice()
        self.ground = Field(_("Ground"), self._ground, name=f"{name}Ground")
        self._permits = Choice()
        self.permit = Field(_("Permit"), self._permits, name=f"{name}Permit")
        self._until = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.until = Field(_("Permit to"), self._until, name=f"{name}Until")
        self._classes = {one.code: one for one in classifications}
        known = [(one.code, f"{one.code} · {_own(one)}") for one in classifications]
        self._class = Choice([("", _("Not recorded")), *known, (OTHER, _("Another code"))], editable=True)
        note = _("as printed on the decision")
        self.classification = Field(_("Classification code"), self._class, name=f"{name}Class", note=note)
        self._other = LineEdit(limit=LONGEST_CODE)
        self.other = Field(_("The code"), self._other, name=f"{name}OtherClass")
        self._hint = Label("", "small", "ink2", wrap=True, name=f"{name}ClassHint")
        self._rule = Label("", "small", "ink2", wrap=True, name=f"{name}Rule")
        self._lay_out(across)
        self.choice.currentIndexChanged.connect(self._suit)
        for choice in (self.choice, self._ground, self._permits, self._class):
            choice.currentIndexChanged.connect(self._tell)
        self._class.currentIndexChanged.connect(self._suit_class)
        self._permits.currentIndexChanged.connect(self._suit_permit)
        for line in (self._begins, self._until, self._other):
            line.textEdited.connect(self._tell)
        self._suit()

    def text(self) -> StatusText:
        """What stands in the fields that are shown."""
        chosen = self.choice.code()
        if not chosen:
            return StatusText()
        until = self._until.text() if self.until.isVisibleTo(self) else ""
        begins, classification = self._begins.text(), self._classification()
        return StatusText(chosen, self._ground.code(), self._permits.code(), begins, until, classification)

    def show_text(self, text: StatusText) -> None:
        """Fill the fields without telling."""
        self.blockSignals(True)
        self.choice.setCurrentIndex(max(self.choice.findData(text.status), 0))
        self._ground.choose(text.ground)
        self._permits.choose(text.permit)
        self._begins.setText(text.begins)
        self._until.setText(text.until)
        self._other.setText("" if text.classification in self._classes else text.classification)
        self._class.choose(OTHER if self._other.text() else text.classification)
        self.blockSignals(False)

    def field(self, name: str) -> Field | None:
        """The field of one part of ``StatusText``."""
        parts = {
            "status": self.status,
            "ground": self.ground,
            "permit": self.permit,
            "begins": self.begins,
            "until": self.until,
            "classification": self.classification,
        }
        return parts.get(name)

    def _lay_out(self, across: int) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for place, field in enumerate((self.begins, self.permit, self.until)):
            grid.addWidget(field, place // across, place % across)
            grid.setColumnStretch(place % across, 1)
        grid.addWidget(self.ground, 2, 0, 1, across)
        for place, widget in enumerate((self.classification, self.other, self._hint), 3):
            grid.addWidget(widget, place, 0, 1, across)
            if not self._classes:
                widget.hide()
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(8)
        column_layout.addLayout(grid)
        column_layout.addWidget(self._rule)

    def _suit(self) -> None:
        rule = self._rules.get(self.choice.code())
        self.setVisible(rule is not None)
        if rule is None:
            return
        permits = [(one, self._permit_words.get(one, one)) for one in rule.permits]
        self._permits.set_rows(permits if len(permits) == 1 else [("", _("Choose")), *permits])
        self._ground.set_rows(
            [("", _("Not recorded")), *((one.code, f"{_own(one)} · {one.code}") for one in rule.grounds)]
        )
        self.permit.setVisible(bool(permits) and [one for one, _words in permits] != [NO_PERMIT])
        self.ground.setVisible(bool(rule.grounds))
        self._rule.setText(_rule_words(rule))
        self._suit_permit()
        self._suit_class()

    def _classification(self) -> str:
        chosen = self._class.code()
        return self._other.text() if chosen == OTHER else chosen

    def _suit_class(self) -> None:
        """Show what the code usually goes with; it decides nothing."""
        if not self._classes:
            return
        chosen = self._class.code()
        self.other.setVisible(chosen == OTHER)
        self._hint.setText(self._class_words(chosen))
        self._hint.setVisible(bool(self._hint.text()))

    def _class_words(self, chosen: str) -> str:
        known = self._classes.get(chosen)
        if known is None:
            return _("Unknown code: it is kept as it is written.") if chosen == OTHER else ""
        told = []
        if known.statuses and self.choice.code() not in known.statuses:
            names = [_own(self._rules[one]) if one in self._rules else one for one in known.statuses]
            said = _("{code} usually goes with {status}. Is that so?")
            told.append(said.format(code=chosen, status=", ".join(names)))
        if known.certainty == "unverified":
            told.append(_("The list of codes is not verified: it is a hint and decides nothing."))
        return " ".join(told)

    def _suit_permit(self) -> None:
        self.until.setVisible(self._permits.code() not in ("", NO_PERMIT))

    def _tell(self) -> None:
        self.changed.emit()


def _own(row: CodeWords) -> str:
    return row.sv if code() == "sv" else row.en


def _rule_words(rule: StatusRule) -> str:
    law = _("Rule: {law}.").format(law=rule.law)
    if rule.certainty in ("in_force", "transitional"):
        return law + " " + _("Read in the act's text {day}.").format(day=rule.verified_on.isoformat())
    return law + " " + _("Not read in the act's text. Check what applies before you decide.")
