"""The drawer of Översikt (key V): what holds today, contact, the latest notes, and the forms that correct them."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from caseworker.domain.household import kept_away
from caseworker.domain.periods import current
from caseworker.domain.rows import AxisRow, PersonFile, StatusRow
from ui.identity_words import birth_line
from ui.isolates import shown
from ui.language import _, day_text, ngettext
from ui.person.forms import SmallForm
from ui.warning_words import together_words, warning_words
from ui.widgets.button import Button
from ui.widgets.columns import Scroll
from ui.widgets.text import Hairline, Label, Pane, SectionHeading
from ui.words import Words, permit_words

SHOWN_NOTES, LONGEST_GLANCE = 3, 280


class OverviewSide(QStackedWidget):
    """The facts of the side, or one of its forms with a way back. ``tab_asked(code)`` for "all notes"."""

    tab_asked = Signal(str)

    def __init__(self, forms: Sequence[SmallForm]) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("overviewSide")
        self._facts = QVBoxLayout()
        self._facts.setContentsMargins(23, 18, 24, 12)
        self._facts.setSpacing(6)
        self._notes = QVBoxLayout()
        self._notes.setContentsMargins(23, 0, 24, 24)
        self._notes.setSpacing(6)
        self.buttons = {
            "contact": Button(_("Change contact details"), "ghost", name="changeContact", icon="phone"),
            "number": Button(_("Add number"), "ghost", name="openNumberForm", icon="id-card"),
            "details": Button(_("Correct details"), "ghost", name="correctDetails", icon="pencil"),
        }
        ground = Pane("canvas")
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._facts)
        actions = QVBoxLayout()
        actions.setContentsMargins(19, 0, 24, 16)
        for button in self.buttons.values():
            actions.addWidget(button)
        outer.addLayout(actions)
        outer.addLayout(self._notes)
        outer.addStretch(1)
        self.addWidget(Scroll(ground, name="overviewFacts"))
        self._pages = {form: self._page(form) for form in forms}

    def show_file(self, file: PersonFile, words: Words, today: date) -> None:
        """Show the facts; what is closed can be neither added to nor corrected."""
        for button in self.buttons.values():
            button.setVisible(not file.is_closed)
        empty(self._facts)
        empty(self._notes)
        self._facts.addWidget(SectionHeading(_("Holds today")))
        self._facts.addWidget(_pairs(_today_pairs(file, words, today)))
        self._facts.addSpacing(12)
        self._facts.addWidget(SectionHeading(_("Contact")))
        self._facts.addWidget(_pairs(_contact_pairs(file)))
        for row in kept_away(file.no_contacts, today):
            told = f"{warning_words(row)} · {together_words(row)}"
            self._facts.addWidget(Label(told, "smallaction", "danger", wrap=True, name="addressWarning"))
        self._facts.addSpacing(8)
        self._show_notes(file)

    def open(self, form: SmallForm) -> None:
        """Show a form."""
        self.setCurrentWidget(self._pages[form])

    def close_forms(self) -> None:
        """Show the facts."""
        self.setCurrentIndex(0)

    def _show_notes(self, file: PersonFile) -> None:
        title = _("Latest notes")
        everything = Button(_("Show all"), "ghost", name="all_notes", end_icon="arrow-right")
        everything.setAccessibleName(_("Show all: {what}").format(what=title))
        everything.clicked.connect(lambda: self.tab_asked.emit("notes"))
        count = len(file.notes)
        note = ngettext("{n} in all", "{n} in all", count).format(n=count) if count else ""
        self._notes.addWidget(SectionHeading(title, note, end=everything if count else None))
        if not count:
            self._notes.addWidget(Label(_("No notes yet. Press A to write the first."), "body", "ink2", wrap=True))
        for row in file.notes[:SHOWN_NOTES]:
            told = _("{day} · {author}") if row.signed is not None else _("{day} · {author} · unsigned")
            head = told.format(day=day_text(row.happened_on), author=row.author)
            self._notes.addWidget(Label(head, "smallaction", "ink2", wrap=True))
            self._notes.addWidget(Label(shown(_glance(row.text)), "body", wrap=True))
            self._notes.addWidget(Hairline())

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


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


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


def _glance(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_GLANCE else flat[:LONGEST_GLANCE].rsplit(" ", 1)[0] + " …"
