"""Föreslås nu: what the program proposes for a person, and why it left the rest out. The caseworker decides."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.services.suggestions import SuggestionSheet, SuggestionShown
from ui.desk import Desk
from ui.language import _, day_text, ngettext
from ui.person.child_suggestions import ChildrenPane
from ui.person.plan_words import days_left, need_words, right_words, way_words
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Label, SectionHeading

WITH_KEYS = 3
_SOON, _COUNTED = 30, 60  # days: a warning; the longest time that is told as days left


class SuggestionCard(QFrame):
    """One suggestion. ``added()`` and ``declined()`` on its buttons."""

    added = Signal()
    declined = Signal()

    def __init__(self, one: SuggestionShown, sheet: SuggestionSheet, desk: Desk, place: int) -> None:
        """``place`` from 0; the first few can be added by their number."""
        super().__init__()
        words = desk.words
        title = words.intervention(one.type)
        self.setObjectName(f"suggestion_{place}")
        self.setAccessibleName(title)
        self.setProperty("card", "strong" if place == 0 else "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 12)
        self._column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Label(title, "strong", wrap=True), 1)
        if one.last_day is not None:
            head.addWidget(_last_day(one.last_day, sheet.day), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addWidget(Label(words.actor(one.actor), "small", "ink2", wrap=True))
        self._column.addWidget(_facts(one, sheet, desk))
        self._column.addWidget(self._acts(title, place))

    def _acts(self, title: str, place: int) -> QWidget:
        keys = str(place + 1) if place < WITH_KEYS else ""
        kind = "primary" if place == 0 else "secondary"
        add = Button(_("Add to the plan"), kind, name=f"suggestionAdd_{place}", keycap=keys)
        add.setAccessibleName(_("Add to the plan: {what}").format(what=title))
        add.clicked.connect(self.added)
        decline = Button(_("Decline with a reason"), "ghost", name=f"suggestionDecline_{place}")
        decline.setAccessibleName(_("Decline with a reason: {what}").format(what=title))
        decline.clicked.connect(self.declined)
        acts = QWidget()
        flow = FlowLayout(acts)
        flow.addWidget(add)
        flow.addWidget(decline)
        return acts


class SuggestionsPane(QWidget):
    """``added(type)``, ``declined(type)`` and ``why_asked()``."""

    added = Signal(str)
    declined = Signal(str)
    why_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("suggestions")
        self._desk = desk
        self._sheet: SuggestionSheet | None = None
        self._all = False
        self._heading = SectionHeading(_("Suggested now"))
        self._told = Label(_("The program proposes. You decide."), "small", "ink2", wrap=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.more = Button("", "ghost", name="suggestionsMore")
        self._left_out = Label("", "small", "ink2", wrap=True, name="suggestionsLeftOut")
        self.why = Button(_("See why"), "ghost", name="suggestionsWhy")
        self.more.clicked.connect(self._show_all)
        self.why.clicked.connect(self.why_asked)
        self.children_pane = ChildrenPane()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self._told)
        column.addLayout(self._cards)
        for part in (self.more, self._left_out, self.why):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.children_pane)

    def show_sheet(self, sheet: SuggestionSheet) -> None:
        """Show what is proposed today."""
        if self._sheet is None or sheet.person != self._sheet.person:
            self._all = False
        self._sheet = sheet
        while (item := self._cards.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        shown = sheet.proposed if self._all else sheet.proposed[:WITH_KEYS]
        for place, one in enumerate(shown):
            card = self._card(one, sheet, place)
            self._cards.addWidget(card)
            card.show()
        if not shown:
            told = _("Nothing is proposed today. The mapping shows needs that suggestions are made from.")
            self._cards.addWidget(Label(told, "body", "ink2", wrap=True))
        rest = len(sheet.proposed) - len(shown)
        self.more.setVisible(rest > 0)
        self.more.set_text(ngettext("Show {n} more", "Show {n} more", rest).format(n=rest))
        count = len(sheet.left_out)
        left_out = ngettext(
            "Not shown: {n} intervention that does not fit today",
            "Not shown: {n} interventions that do not fit today",
            count,
        )
        self._left_out.setText(left_out.format(n=count))
        self.why.setVisible(bool(count))
        self.children_pane.show_children(sheet.children)

    def type_at(self, place: int) -> str:
        """The type that a number key adds, "" for none."""
        proposed = self._sheet.proposed if self._sheet is not None else ()
        return proposed[place].type if place < min(len(proposed), WITH_KEYS) else ""

    def _card(self, one: SuggestionShown, sheet: SuggestionSheet, place: int) -> SuggestionCard:
        card = SuggestionCard(one, sheet, self._desk, place)
        card.added.connect(lambda: self.added.emit(one.type))
        card.declined.connect(lambda: self.declined.emit(one.type))
        return card

    def _show_all(self) -> None:
        self._all = True
        if self._sheet is not None:
            self.show_sheet(self._sheet)


def _last_day(day: date, today: date) -> Chip:
    left = days_left(day, today)
    if left > _COUNTED:
        return Chip(_("last day {day}").format(day=day_text(day)), "neutral")
    return Chip(ngettext("{n} day left", "{n} days left", left).format(n=left), "warn" if left <= _SOON else "neutral")


def _facts(one: SuggestionShown, sheet: SuggestionSheet, desk: Desk) -> QWidget:
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    rows = (
        (_("Need"), need_words(one.needs, sheet.need_kinds)),
        (_("Right"), right_words(one)),
        (_("Way"), way_words(one, desk.words)),
    )
    for row, (label, text) in enumerate(rows):
        grid.addWidget(Label(label, "small", "ink2"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(text, "small", wrap=True), row, 1)
    return block
