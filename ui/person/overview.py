"""Översikt: what holds today, the latest interventions and notes; beside it contact and what is missing."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from caseworker.domain.household import kept_away
from caseworker.domain.periods import current
from caseworker.domain.protection import ProtectionView
from caseworker.domain.rows import AxisRow, PersonFile, StatusRow
from ui.completing import known_of, missing
from ui.desk import Desk
from ui.identity_words import birth_line
from ui.isolates import shown
from ui.language import _, day_text, ngettext
from ui.person.columns import STATE_LOOKS, open_first, period_text
from ui.person.details import CODES as DETAIL_CODES
from ui.person.details import DetailsForm, recorded_details
from ui.person.forms import CONTACT_CODES, ContactForm, SmallForm, recorded_contact
from ui.person.household_strip import HouseholdStrip
from ui.person.meanwhile import Meanwhile
from ui.person.protected_overview import Household, NextSteps
from ui.warning_words import together_words, warning_words
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.steps import Steps
from ui.widgets.text import Hairline, Label, Pane, SectionHeading
from ui.words import Words, permit_words, state_words

SHOWN_INTERVENTIONS, SHOWN_NOTES, LONGEST_GLANCE = 5, 3, 280


class OverviewTab(SideColumn):
    """``tab_asked(code)`` for "all interventions" and "all notes"; the forms at the side have their own signals."""

    tab_asked = Signal(str)
    file_asked = Signal(str)
    number_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        self._desk, self._words = desk, desk.words
        self.details = DetailsForm(desk.words)
        self.contact = ContactForm()
        self.details.meanwhile = Meanwhile(self.details, recorded_details, DETAIL_CODES, desk.local, filled=True)
        self.contact.meanwhile = Meanwhile(self.contact, recorded_contact, CONTACT_CODES, desk.local, filled=False)
        self.side_forms: tuple[SmallForm, ...] = (self.details, self.contact)
        self._panel = _SidePanel(self.side_forms)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(24, 18, 24, 24)
        self._body.setSpacing(8)
        inner = QWidget()
        inner.setLayout(self._body)
        self._scroll = Scroll(inner, name="overviewScroll")
        super().__init__(self._scroll, self._panel, width=340)
        self._panel.buttons["details"].clicked.connect(lambda: self.open_form(self.details))
        self._panel.buttons["contact"].clicked.connect(lambda: self.open_form(self.contact))
        self._panel.buttons["number"].clicked.connect(self.number_asked)

    def show_file(self, file: PersonFile) -> None:
        """Show the file as it is now."""
        today = self._desk.today()
        _empty(self._body)
        self._body.addWidget(SectionHeading(_("Holds today")))
        self._body.addWidget(_pairs(_today_pairs(file, self._words, today)))
        self._body.addSpacing(14)
        self._body.addWidget(self._interventions(file))
        self._body.addSpacing(14)
        self._body.addWidget(self._notes(file))
        self._household = QWidget()
        QVBoxLayout(self._household).setContentsMargins(0, 14, 0, 0)
        if file.protected is None and sum(row.ends is None for row in file.household) > 1:
            self._body.addSpacing(14)
            self._body.addWidget(self._strip(file))
        self._body.addWidget(self._household)
        self._body.addStretch(1)
        self._file = file
        self._panel.show_file(file, self._words, today)
        self.details.show_file(file)
        self.contact.show_file(file)

    def show_protection(self, view: ProtectionView) -> None:
        """Show the household of the protected person whose file it is, and what comes next."""
        place = self._household.layout()
        if place is None or place.count():  # shown already
            return
        place.addWidget(Household(view.household, self._file.case_number))
        self._panel.show_next(NextSteps(self._file, view, self._words, self._desk.today()))

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

    def _interventions(self, file: PersonFile) -> QWidget:
        glimpse = open_first(file.interventions)[:SHOWN_INTERVENTIONS]
        block, column = _block()
        column.addWidget(self._heading(_("Latest interventions"), len(file.interventions), "interventions"))
        if not glimpse:
            column.addWidget(Label(_("No interventions yet. Press N to add the first."), "body", "ink2", wrap=True))
            return block
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for number, row in enumerate(glimpse):
            tone, icon = STATE_LOOKS[row.state]
            facts = f"{self._words.actor(row.actor)} · {period_text(row.begins, row.ends)}"
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(Label(self._words.intervention(row.type), "action", wrap=True), number * 3, 0)
            grid.addWidget(Label(facts, "small", "ink2", wrap=True), number * 3 + 1, 0)
            grid.addWidget(Chip(state_words(row.state), tone, icon), number * 3, 1, 2, 1, right)
            grid.addWidget(Hairline(), number * 3 + 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        return block

    def _notes(self, file: PersonFile) -> QWidget:
        block, column = _block()
        column.addWidget(self._heading(_("Latest notes"), len(file.notes), "notes"))
        if not file.notes:
            column.addWidget(Label(_("No notes yet. Press A to write the first."), "body", "ink2", wrap=True))
        for note in file.notes[:SHOWN_NOTES]:
            told = _("{day} · {author}") if note.signed is not None else _("{day} · {author} · unsigned")
            head = told.format(day=day_text(note.happened_on), author=note.author)
            column.addWidget(Label(head, "smallaction", "ink2"))
            column.addWidget(Label(shown(_glance(note.text)), "body", wrap=True))
            column.addWidget(Hairline())
        return block

    def _strip(self, file: PersonFile) -> HouseholdStrip:
        strip = HouseholdStrip(file, self._words, self._desk.today())
        strip.cards.opened.connect(lambda row: self.file_asked.emit(row.person) if row.person else None)
        return strip

    def _heading(self, title: str, count: int, tab: str) -> SectionHeading:
        everything = Button(_("Show all"), "ghost", name=f"all_{tab}", end_icon="arrow-right")
        everything.setAccessibleName(_("Show all: {what}").format(what=title))
        everything.clicked.connect(lambda: self.tab_asked.emit(tab))
        if not count:
            everything.hide()
        note = ngettext("{n} in all", "{n} in all", count).format(n=count) if count else ""
        return SectionHeading(title, note, end=everything)


class _SidePanel(QStackedWidget):
    """The facts of the side, or one of its forms with a way back."""

    def __init__(self, forms: Sequence[SmallForm]) -> None:
        super().__init__()
        self.setObjectName("overviewSide")
        self._facts = QVBoxLayout()
        self._facts.setContentsMargins(23, 18, 24, 24)
        self._facts.setSpacing(6)
        self.buttons = {
            "contact": Button(_("Change contact details"), "ghost", name="changeContact", icon="phone"),
            "number": Button(_("Add number"), "ghost", name="openNumberForm", icon="id-card"),
            "details": Button(_("Correct details"), "ghost", name="correctDetails", icon="pencil"),
        }
        ground = Pane("canvas")
        self._changing = QVBoxLayout()
        self._changing.setSpacing(6)
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._facts)
        actions = QVBoxLayout()
        actions.setContentsMargins(19, 0, 24, 24)
        for button in self.buttons.values():
            actions.addWidget(button)
        outer.addLayout(actions)
        outer.addStretch(1)
        self.addWidget(Scroll(ground, name="overviewFacts"))
        self._pages = {form: self._page(form) for form in forms}

    def show_file(self, file: PersonFile, words: Words, today: date) -> None:
        """Show the facts; what is closed can be neither added to nor corrected."""
        for button in self.buttons.values():
            button.setVisible(not file.is_closed)
        _empty(self._facts)
        self._facts.addWidget(SectionHeading(_("Contact")))
        self._facts.addWidget(_pairs(_contact_pairs(file)))
        for row in kept_away(file.no_contacts, today):
            told = f"{warning_words(row)} · {together_words(row)}"
            self._facts.addWidget(Label(told, "smallaction", "danger", wrap=True, name="addressWarning"))
        steps = () if file.is_closed else missing(known_of(file, today))
        if steps:
            self._facts.addSpacing(14)
            self._facts.addWidget(SectionHeading(_("To complete")))
            lacking = Steps(_("To complete"), name="personMissingSteps")
            lacking.show_steps(steps)
            self._facts.addWidget(lacking)
        self._facts.addSpacing(8)

    def show_next(self, block: QWidget) -> None:
        """Put what comes next first."""
        self._facts.insertWidget(0, block)

    def open(self, form: SmallForm) -> None:
        """Show a form."""
        self.setCurrentWidget(self._pages[form])

    def close_forms(self) -> None:
        """Show the facts."""
        self.setCurrentIndex(0)

    def _page(self, form: SmallForm) -> QWidget:
        ground = Pane("canvas")
        column = QVBoxLayout(ground)
        column.setContentsMargins(23, 18, 24, 24)
        back = Button(_("Close without saving"), "ghost", name=f"{form.objectName()}Close", icon="arrow-left")
        back.clicked.connect(self.close_forms)
        column.addWidget(back)
        column.addSpacing(8)
        column.addWidget(form)
        column.addStretch(1)
        page = Scroll(ground, name=f"{form.objectName()}Scroll")
        self.addWidget(page)
        return page


def _today_pairs(file: PersonFile, words: Words, today: date) -> list[tuple[str, str]]:
    status: StatusRow | None = current(file.statuses, today)
    settled: AxisRow | None = current(file.settlements, today)
    housed: AxisRow | None = current(file.accommodations, today)
    pairs = [(_("Legal status"), _("Not recorded"))]
    if status is not None:
        name = words.status(status.code, unaccompanied=status.unaccompanied)
        pairs = [
            (_("Legal status"), _("{status}, since {day}").format(status=name, day=day_text(status.begins))),
            (_("Permit"), permit_words(status.permit, status.permit_until)),
            (_("Ground"), status.ground or _("Not recorded")),
        ]
    unknown = _("Hidden") if file.is_closed else _("Not known")
    pairs.insert(0, (_("Born"), birth_line(file.born, file.born_precision, file.born_source) or unknown))
    pairs.append((_("Settlement"), words.settlement(settled.code) if settled else _("Not recorded")))
    if housed is not None:
        pairs.append((_("Accommodation"), words.accommodation(housed.code)))
    if file.arrived_through:
        pairs.append((_("Came here through"), words.arrival(file.arrived_through)))
    return pairs


def _contact_pairs(file: PersonFile) -> list[tuple[str, str]]:
    labels: dict[str, Callable[[], str]] = {"phone": lambda: _("Telephone"), "email": lambda: _("E-mail")}
    pairs = [(labels[one.kind](), one.value) for one in file.contacts if one.ends is None]
    for address in file.addresses:
        if address.ends is None:
            lines = (address.care_of, address.street, f"{address.postcode} {address.city}".strip())
            pairs.append((_("Address"), "\n".join(line for line in lines if line)))
    return pairs or [("", _("Hidden") if file.is_closed else _("No contact details recorded"))]


def _pairs(pairs: Sequence[tuple[str, str]]) -> QWidget:
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(4)
    for number, (label, value) in enumerate(pairs):
        top = Qt.AlignmentFlag.AlignTop
        if label:
            grid.addWidget(Label(label, "body", "ink2"), number, 0, top)
        grid.addWidget(Label(value, "action" if label else "body", "ink" if label else "ink2", wrap=True), number, 1)
    grid.setColumnMinimumWidth(0, 96 if pairs and pairs[0][0] else 0)
    grid.setColumnStretch(1, 1)
    return block


def _block() -> tuple[QWidget, QVBoxLayout]:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return block, column


def _glance(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_GLANCE else flat[:LONGEST_GLANCE].rsplit(" ", 1)[0] + " …"


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
