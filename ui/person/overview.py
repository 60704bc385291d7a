"""Översikt: the journey, the rights on the chosen day, the next steps and the household; V opens the drawer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.journey import Phase, Stretch
from caseworker.domain.lawsheet import LawSheet
from caseworker.domain.protection import ProtectionView
from caseworker.domain.rows import PersonFile
from ui.completing import known_of, missing
from ui.desk import Desk
from ui.language import _, day_text, ngettext
from ui.models.journey import Item
from ui.person.details import CODES as DETAIL_CODES
from ui.person.details import DetailsForm, recorded_details
from ui.person.explaining import calculation_of
from ui.person.forms import CONTACT_CODES, ContactForm, SmallForm, recorded_contact
from ui.person.household_strip import HouseholdStrip
from ui.person.journey_items import items_of, names
from ui.person.law_presenter import Overlook
from ui.person.meanwhile import Meanwhile
from ui.person.next_lines import NextLine
from ui.person.next_steps import NextSteps
from ui.person.overview_side import OverviewSide, empty
from ui.person.protected_overview import Household, reader_steps
from ui.person.rights_card import RightsCard
from ui.shell.page import Command
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Across, Scroll, SideColumn
from ui.widgets.states import LoadingLines
from ui.widgets.steps import Steps
from ui.widgets.text import SectionHeading
from ui.widgets.timeline import JourneyTimeline


class OverviewTab(SideColumn):
    """``tab_asked(code)`` leads to another tab, ``day_asked(day)`` asks the law about another day, ``explain_asked``
    carries the ``Calculation`` to show; ``done_asked(line)`` and ``later_asked(line)`` are about the marked step. The
    forms at the side have their own signals.
    """

    tab_asked = Signal(str)
    file_asked = Signal(str)
    number_asked = Signal()
    day_asked = Signal(object)
    explain_asked = Signal(object)
    done_asked = Signal(object)
    later_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        self._desk, self._words = desk, desk.words
        self.details = DetailsForm(desk.words)
        self.contact = ContactForm()
        self.details.meanwhile = Meanwhile(self.details, recorded_details, DETAIL_CODES, desk.local, filled=True)
        self.contact.meanwhile = Meanwhile(self.contact, recorded_contact, CONTACT_CODES, desk.local, filled=False)
        self.side_forms: tuple[SmallForm, ...] = (self.details, self.contact)
        self._panel = OverviewSide(self.side_forms)
        self.timeline = JourneyTimeline(
            _("The journey. Up and down go through it, left and right move the day, T shows it as a list."),
            names(),
            self._sign,
            name="journey",
        )
        self.rights = RightsCard(desk.words)
        self.steps = NextSteps(desk.words)
        self._lacking = Steps(_("To complete"), name="personMissingSteps")
        self._waiting = LoadingLines(lines=6, name="journeyWaiting")
        self._person = ""
        self._found: Overlook | None = None
        self._first: tuple[NextLine, ...] = ()
        self._cards: HouseholdStrip | None = None
        super().__init__(self._work(), self._panel, width=340, closed=True)
        self._connect()

    # What is shown
    def show_file(self, file: PersonFile) -> None:
        """Show what the file itself tells; the journey and the rights follow (``show_overlook``)."""
        if file.id != self._person:
            self.forget()
            self._person = file.id
            self._waiting.start(_("Asking the law"))
            self.timeline.hide()
            self._scroll.verticalScrollBar().setValue(0)
        self._file = file
        today = self._desk.today()
        lacking = () if file.is_closed else missing(known_of(file, today))
        self._lacking.show_steps(lacking)
        self._missing.setVisible(bool(lacking))
        empty(self._household)
        self._first, self._cards = (), None
        if file.protected is None and sum(row.ends is None for row in file.household) > 1:
            self._cards = self._strip(file)
            self._household.addWidget(self._cards)
        self._panel.show_file(file, self._words, today)
        self.details.show_file(file)
        self.contact.show_file(file)

    def show_overlook(self, found: Overlook) -> None:
        """Show the journey as it stands today, and the rights of the chosen day."""
        self._waiting.stop()
        self._found = found
        items = items_of(found.journey, self._words)
        self.timeline.show_items(items, found.journey.day, found.sheet.day)
        self.timeline.show()
        self._note(items)
        self.steps.show_steps(found, self._first)
        if self._cards is not None:
            self._cards.show_journey(found.journey)
        self.show_sheet(found.sheet)

    def show_sheet(self, sheet: LawSheet) -> None:
        """Show the rights of another day."""
        if self._found is not None:
            self._found = replace(self._found, sheet=sheet)
            self.rights.show_sheet(sheet, self._found.journey.stretches, self._desk.today())

    def show_protection(self, view: ProtectionView) -> None:
        """Show the household of the protected person whose file it is, and what waits about her readers."""
        if self._household.count():  # shown already
            return
        self._household.addWidget(Household(view.household, self._file.case_number))
        self._first = reader_steps(view)
        if self._found is not None:
            self.steps.show_steps(self._found, self._first)

    # Keys
    def commands(self) -> Sequence[Command]:
        """What can be asked for while this tab is shown."""
        return (
            Command("journey_focus", _("The journey, or its list"), self.to_timeline, icon="table", keys="T"),
            Command("explain", _("How was this worked out?"), self.explain, icon="scale", keys="R"),
            *self._step_commands(),
        )

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys that work here besides the page's."""
        steps = (KeyHint("K", _("done")), KeyHint("S", _("later"))) if self._step_commands() else ()
        return (KeyHint("T", _("timeline")), KeyHint("R", _("why?")), *steps)

    def to_timeline(self) -> None:
        """Go to the journey; from there to its list, and back."""
        if self.timeline.has_focus():
            self.timeline.show_list(shown=not self.timeline.list.shown)
        else:
            (self.timeline.list if self.timeline.list.shown else self.timeline).setFocus()

    def explain(self) -> None:
        """Show the calculation of what has the focus: a last day, a period, a right, a step or a card."""
        thing: object = self.rights.list.current_row() or (
            self.rights.list.row(0) if self.rights.list.count() else None
        )
        if self.timeline.has_focus() and self.timeline.current is not None:
            thing = self.timeline.current
        elif self.steps.list.hasFocus():
            thing = self.steps.list.current_row()
        elif self._cards is not None and self._cards.cards.hasFocus():
            thing = self._cards.current()
        self._explain(thing)

    def _step_commands(self) -> Sequence[Command]:
        """What can be done about the marked step."""
        if not self._desk.may("agenda.record"):
            return ()
        return (
            Command("step_done", _("Done"), partial(self._ask, self.done_asked), icon="check", keys="K"),
            Command("step_later", _("Put it off"), partial(self._ask, self.later_asked), icon="clock", keys="S"),
        )

    def _ask(self, signal: SignalInstance) -> None:
        line = self.steps.list.current_row()
        if line is not None:
            signal.emit(line)

    # Forms at the side
    def open_form(self, form: SmallForm) -> None:
        """Show one of the forms at the side and begin in it."""
        self.show_form(form)
        form.begin()

    def show_form(self, form: SmallForm) -> None:
        """Show one of the forms at the side; the focus stays where it is."""
        self.open_side()
        self._panel.open(form)

    @property
    def form_open(self) -> bool:
        """Whether one of the forms stands at the side."""
        return self._panel.currentIndex() > 0

    def close_forms(self) -> None:
        """Back to the facts at the side."""
        self._panel.close_forms()

    # Inside
    def _work(self) -> QWidget:
        self._heading = SectionHeading(_("Journey"))
        self._missing = QWidget()
        missing_column = QVBoxLayout(self._missing)
        missing_column.setContentsMargins(0, 12, 0, 0)
        missing_column.setSpacing(6)
        missing_column.addWidget(SectionHeading(_("To complete")))
        missing_column.addWidget(self._lacking)
        beside = QWidget()
        right = QVBoxLayout(beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(4)
        right.addWidget(self.steps)
        right.addWidget(self._missing)
        right.addStretch(1)
        self._household = QVBoxLayout()
        self._household.setContentsMargins(0, 10, 0, 0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 14, 24, 20)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self._waiting)
        column.addWidget(self.timeline)
        column.addSpacing(6)
        column.addWidget(Across(self.rights, beside, stretches=(7, 3), gap=24))
        column.addLayout(self._household)
        column.addStretch(1)
        self._scroll = Scroll(inner, name="overviewScroll")
        return self._scroll

    def _connect(self) -> None:
        self._panel.buttons["details"].clicked.connect(lambda: self.open_form(self.details))
        self._panel.buttons["contact"].clicked.connect(lambda: self.open_form(self.contact))
        self._panel.buttons["number"].clicked.connect(self.number_asked)
        self._panel.tab_asked.connect(self.tab_asked)
        self.timeline.day_changed.connect(self.day_asked)
        self.timeline.opened.connect(self._open)
        self.rights.explain_asked.connect(self._explain)
        self.rights.complete_asked.connect(lambda: self.tab_asked.emit("status"))
        self.steps.opened.connect(self._open_step)

    def forget(self) -> None:
        """Nothing of the person before is left while the next one is asked about."""
        self.close_forms()
        self._found, self._person = None, ""
        today = self._desk.today()
        self.timeline.show_items((), today, today)
        self.rights.wait()
        self.steps.wait()
        self._heading.set_texts(_("Journey"))

    def _sign(self, day: date) -> str:
        return _("today") if day == self._desk.today() else day_text(day)

    def _note(self, items: Sequence[Item]) -> None:
        outside = self.timeline.shown_picture().outside
        told = ngettext("{n} lies outside the picture: T", "{n} lie outside the picture: T", outside)
        nothing = _("Nothing is recorded yet: no legal status, no intervention.")
        self._heading.set_texts(_("Journey"), told.format(n=outside) if outside else "" if items else nothing)

    def _strip(self, file: PersonFile) -> HouseholdStrip:
        strip = HouseholdStrip(file, self._words, self._desk.today())
        strip.cards.opened.connect(lambda row: self.file_asked.emit(row.person) if row.person else None)
        return strip

    def _open(self, item: Item) -> None:
        if isinstance(item.source, Stretch):
            self.tab_asked.emit("interventions")
        elif isinstance(item.source, Phase) and not item.source.over:
            self.tab_asked.emit("status")
        else:
            self._explain(item)

    def _open_step(self, line: NextLine) -> None:
        if line.tab and line.flag is None:
            self.tab_asked.emit(line.tab)
        else:
            self._explain(line)

    def _explain(self, thing: object) -> None:
        if self._found is not None:
            self.explain_asked.emit(calculation_of(thing, self._found, self._words))
