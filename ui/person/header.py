"""The head of the file: who it is, how she is reached in language, which status holds, what is missing.

Numbers are masked until somebody asks to see them; the head stays while the tabs below change.
"""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.endings import EndingKind
from caseworker.domain.identity import mask
from caseworker.domain.journey import PhaseToday
from caseworker.domain.periods import current
from caseworker.domain.person import InterpreterNeed
from caseworker.domain.rows import AxisRow, PersonFile, StatusRow
from caseworker.domain.status import Phase
from ui.completing import known_of, missing
from ui.identity_words import ending_chip
from ui.language import _, day_text, ngettext
from ui.person.kin_words import deciders, running_warnings
from ui.person.protected import ProtectedSide, marks
from ui.warning_words import warning_words
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Icon, Label
from ui.words import Words, interpreter_words, permit_words, person_facts, protected_facts, shown_name


def status_line(file: PersonFile, words: Words, today: date) -> str:
    """The status of today with settlement or accommodation, as one line."""
    status: StatusRow | None = current(file.statuses, today)
    parts = [
        words.status(status.code, unaccompanied=status.unaccompanied) if status else _("Legal status not recorded")
    ]
    settled: AxisRow | None = current(file.settlements, today)
    housed: AxisRow | None = current(file.accommodations, today)
    if settled is not None:
        parts.append(words.settlement(settled.code).lower())
    elif housed is not None:
        parts.append(words.accommodation(housed.code).lower())
    return " · ".join(parts)


def phase_words(today: PhaseToday) -> str:
    """Where somebody newly arrived is: nyanländ, or past the establishment time."""
    since = day_text(today.since)
    if today.phase is Phase.ESTABLISHED:
        return _("Establishment time over since {day}").format(day=since)
    told = _("Newly arrived since {day}").format(day=since)
    if today.until is None:
        return told
    return _("{told}, establishment time to {day}").format(told=told, day=day_text(today.until))


class PersonHeader(QWidget):
    """``reveal_asked()`` and ``cover_asked()`` from the button beside the numbers."""

    reveal_asked = Signal()
    cover_asked = Signal()

    def __init__(self, words: Words) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("personHeader")
        self._words = words
        self._full: Mapping[str, str] = {}
        self.name = Label("", "h1", name="personName")
        self.original = Label("", "figure2", "ink2", name="personOriginalName")
        self._facts = FlowLayout(gap=20, line_gap=6)
        self._chips = FlowLayout(gap=8, line_gap=6)
        self.reveal = Button(_("Show numbers"), "ghost", name="revealNumbers", icon="eye")
        self.reveal.clicked.connect(self._toggle)
        self.status = Label("", "h3", name="personStatus")
        self.permit = Label("", "body", "ink2", name="personPermit")
        self.phase = Label("", "body", "ink2", name="personPhase")
        self.phase.hide()
        self.incomplete = Label("", "action", "warn", name="personMissing")
        self._mark = Icon("circle-dashed", 16, "warn")
        self.case = Label("", "small", "ink2", name="personCase")
        self._shield = Icon("shield-alert", 24, "danger")
        self._shield.hide()
        self.side = ProtectedSide()
        self._file: PersonFile | None = None
        self._lay_out()

    def show_file(self, file: PersonFile, today: date) -> None:
        """Show whose file it is."""
        self._file = file
        known = file.name() or file.name("migration_agency") or file.name("original")
        self.name.setText(shown_name(known, file.case_number, file.protected))
        self._shield.setVisible(file.protected is not None)
        closed = file.is_closed
        original = file.name("original")
        self.original.setText(original if original != self.name.text() else "")
        self._show_facts(file, today)
        self._show_chips(file, today)
        status: StatusRow | None = current(file.statuses, today)
        self.status.setText(status_line(file, self._words, today))
        self.permit.setText(permit_words(status.permit, status.permit_until) if status else "")
        self.permit.setVisible(status is not None)
        lacking = len(missing(known_of(file, today)))
        words = ngettext("Complete {n} detail", "Complete {n} details", lacking).format(n=lacking)
        self.incomplete.setText(words if lacking and not closed else "")
        for part in (self.incomplete, self._mark):
            part.setVisible(bool(lacking) and not closed)
        self.side.setVisible(file.protected is not None)
        opened = _("Case {number} · opened {day}").format(number=file.case_number, day=day_text(file.opened))
        others = ", ".join(one.case_number for one in file.linked)
        self.case.setText(_("{case} · with case {others}").format(case=opened, others=others) if others else opened)

    def show_phase(self, today: PhaseToday | None) -> None:
        """Show the phase that follows from what is recorded."""
        self.phase.setText("" if today is None else phase_words(today))
        self.phase.setVisible(today is not None)

    def forget(self) -> None:
        """Show nobody any more."""
        self._file, self._full = None, {}
        for label in (self.name, self.original, self.status, self.permit, self.case):
            label.setText("")
        self.show_phase(None)
        self._facts.removeWidget(self.reveal)
        self._facts.clear()
        self._chips.clear()

    def show_numbers(self, full: Mapping[str, str], today: date) -> None:
        """Show these numbers in full, or with an empty mapping mask all of them."""
        self._full = full
        self.reveal.set_text(_("Hide numbers") if full else _("Show numbers"))
        if self._file is not None:
            self._show_facts(self._file, today)

    def _show_facts(self, file: PersonFile, today: date) -> None:
        self._facts.removeWidget(self.reveal)
        self._facts.clear()
        if file.protected is not None and file.is_closed:
            self._fact("", protected_facts(file.sex, file.protected))
        else:
            self._fact("", person_facts(file.sex, file.born, today))
        held = [number for number in file.identifiers if number.ends is None]
        for number in held:
            shown = self._full.get(number.type) or mask(number.value)
            self._fact(self._words.identifier(number.type), shown)
        if held:
            self._facts.addWidget(self.reveal)
        self.reveal.setVisible(bool(held))
        responsible = [one.name for one in file.assignments if one.kind == "responsible" and one.ends is None]
        self._fact(_("Caseworker"), ", ".join(dict.fromkeys(responsible)) or _("Nobody"))
        for label, name in deciders(file, today):
            self._fact(label, name)

    def _show_chips(self, file: PersonFile, today: date) -> None:
        self._chips.clear()
        language = file.speaks or file.reads
        spoken = self._words.language(language) if language else _("language not known")
        tone = "accent" if file.interpreter == InterpreterNeed.NEEDED else "neutral"
        words = f"{spoken[:1].upper()}{spoken[1:]} · {interpreter_words(file.interpreter)}"
        self._chips.addWidget(Chip(words, tone, "languages", name="languageChip"))
        for number, row in enumerate(running_warnings(file, today)):
            self._chips.addWidget(Chip(warning_words(row), "danger", "shield-alert", name=f"noContactChip{number}"))
        if file.protected is not None:
            for chip in marks():
                self._chips.addWidget(chip)
        latest = file.endings[-1] if file.endings else None
        if latest is not None and (file.closed is not None or latest.kind == EndingKind.RETURNED):
            tone = "ok" if latest.kind == EndingKind.RETURNED else "warn"
            self._chips.addWidget(Chip(ending_chip(latest), tone, "info", name="endingChip"))
        if file.reads and file.reads != file.speaks and file.speaks:
            reads = _("reads {language}").format(language=self._words.language(file.reads))
            self._chips.addWidget(Chip(reads, "neutral", "file-text", name="readsChip"))

    def _fact(self, label: str, value: str) -> None:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if label:
            row.addWidget(Label(label, "body", "ink2"))
        row.addWidget(Label(value, "strong"))
        self._facts.addWidget(pair)

    def _toggle(self) -> None:
        (self.cover_asked if self._full else self.reveal_asked).emit()

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(16)
        names.addWidget(self._shield)
        names.addWidget(self.name)
        names.addWidget(self.original, 0, Qt.AlignmentFlag.AlignVCenter)
        names.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(names)
        left.addLayout(self._facts)
        left.addLayout(self._chips)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self.side, 0, Qt.AlignmentFlag.AlignRight)
        for label in (self.status, self.phase, self.permit):
            right.addWidget(label, 0, Qt.AlignmentFlag.AlignRight)
        lacking = QHBoxLayout()
        lacking.setSpacing(6)
        lacking.addStretch(1)
        lacking.addWidget(self._mark)
        lacking.addWidget(self.incomplete)
        right.addLayout(lacking)
        right.addWidget(self.case, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 10)
        row.setSpacing(32)
        row.addLayout(left, 1)
        row.addLayout(right)
