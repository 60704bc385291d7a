"""Hushåll: who lives together now and before, what others are to the person, who must not be told, and what a move
asks for. What is chosen in a list is ended or settled in the panel under it; the forms stand at the side.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.journey import Journey
from caseworker.domain.lawsheet import DutyShown
from caseworker.domain.moves import MoveRule
from caseworker.domain.periods import covers
from caseworker.domain.rows import ErrandRow, MemberRow, NoContactRow, PersonFile, RelationRow
from caseworker.services import household
from ui.desk import Desk
from ui.language import _, code
from ui.person.columns import period_text
from ui.person.household_strip import duties_of
from ui.person.kin_forms import EndPanel, JoinForm, MoveForm, NoContactForm, RelationForm
from ui.person.kin_words import (
    age_words,
    errand_state,
    ground_words,
    next_words,
    recorded_words,
    spoken_member,
)
from ui.relation_words import relation_words
from ui.warning_words import shown_other, together_words, warning_words
from ui.widgets.button import Button
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.listed import Listed
from ui.widgets.rows import Cell, Column
from ui.widgets.text import Hairline, Label, Pane
from ui.words import Words, status_look


class HouseholdTab(SideColumn):
    """``left(person, day)``, ``relation_ended(id, day)``, ``warning_ended(id, day)``, ``settled(id, done, note)``;

    ``file_asked(person)`` to open another's file, ``child_asked(file)`` to register a child of hers.
    """

    left = Signal(str, str)
    relation_ended = Signal(str, str)
    warning_ended = Signal(str, str)
    settled = Signal(str, bool, str)
    file_asked = Signal(str)
    child_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        self._desk, self._words = desk, desk.words
        self._own = ""
        self._row: Any = None
        self._file: PersonFile | None = None
        self._duties: dict[str, DutyShown] = {}
        self._rules = {rule.code: rule for rule in household.list_move_rules(desk.register, by=desk.user)}
        self.join, self.relation = JoinForm(), RelationForm()
        self.no_contact, self.moving = NoContactForm(), MoveForm()
        self.child = Button(_("Register a child of the household"), name="newChild", icon="user-plus")
        self.panel = EndPanel()
        self.lists = self._lists()
        self.nothing = Label(
            _("Nobody else is recorded here. Press N to record a relation, or use the forms at the side."),
            "body",
            "ink2",
            wrap=True,
            name="householdNothing",
        )
        self._hidden = Label(
            _("The household of a protected person is hidden. Show the details to see it."),
            "body",
            "ink2",
            wrap=True,
            name="householdHidden",
        )
        super().__init__(Scroll(self._work(), name="householdScroll"), self._side(), width=360)
        self._connect()

    def show_file(self, file: PersonFile) -> None:
        """Show everybody around the person."""
        self._file, self._own, self._row = file, file.id, None
        self.child.setVisible(file.protected is None and self._desk.may("person.register"))
        self.panel.clear()
        shown = {
            "members": file.household if len(file.household) > 1 else (),
            "relations": file.relations,
            "no_contacts": file.no_contacts,
            "errands": sorted(file.errands, key=lambda row: (row.done is not None, row.due or date.max)),
        }
        for name, rows in shown.items():
            self.lists[name].show_list(rows)
        self.nothing.setVisible(not any(shown.values()) and not file.is_closed)
        self._hidden.setVisible(file.is_closed)
        self.moving.show_members(file.household, file.id)
        self._forms.setVisible(not file.is_closed and self._desk.may("household.record"))

    def show_journey(self, journey: Journey) -> None:
        """Show each one's nearest last day by law where nothing else comes before it."""
        self._duties = duties_of(journey)
        if self._file is not None and self._file.id == journey.person:
            members = self._file.household
            self.lists["members"].show_list(members if len(members) > 1 else ())

    def begin(self) -> None:
        """Go to the form of a new relation."""
        self.open_side()
        self.relation.begin()

    def tell_recorded(self, oddities: tuple[str, ...], contradicted: tuple[str, ...]) -> None:
        """Say what is to be looked at about a relation that was saved."""
        self.relation.tell(recorded_words(oddities, contradicted))

    # Building
    def _lists(self) -> dict[str, Listed]:
        today = self._desk.today
        return {
            "members": Listed(
                _("Lives together"),
                _member_columns(self._words, today, self._duty_of),
                self._say_member,
                name="memberList",
            ),
            "relations": Listed(_("Relations"), _relation_columns(today), _say_relation, name="relationList"),
            "no_contacts": Listed(_("Must not be told"), _warning_columns(today), _say_warning, name="warningList"),
            "errands": Listed(
                _("After the move"), _errand_columns(self._rules, today), self._say_errand, name="errandList"
            ),
        }

    def _work(self) -> QWidget:
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(24, 18, 24, 24)
        column.setSpacing(14)
        column.addWidget(self.nothing)
        column.addWidget(self._hidden)
        for listed in self.lists.values():
            column.addWidget(listed)
        column.addWidget(self.panel)
        column.addStretch(1)
        return work

    def _side(self) -> QWidget:
        ground = Pane("canvas")
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(23, 18, 24, 24)
        self._forms = QWidget()
        column = QVBoxLayout(self._forms)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for number, form in enumerate((self.relation, self.no_contact, self.moving, self.join)):
            if number:
                column.addWidget(Hairline())
            column.addWidget(form)
        column.addWidget(self.child)
        outer.addWidget(self._forms)
        outer.addStretch(1)
        return Scroll(ground, name="householdSide")

    def _connect(self) -> None:
        self.child.clicked.connect(lambda: self.child_asked.emit(self._file))
        for listed in self.lists.values():
            listed.rows.current_changed.connect(self._choose)
            listed.rows.opened.connect(self._open)
        self.panel.ended.connect(self._end)
        self.panel.opened.connect(lambda: self._open(self._row))
        self.panel.settled.connect(lambda done, note: self._settle(done=done, note=note))

    # Choosing
    def _choose(self, row: Any) -> None:
        if row is None:
            return
        self._row = row
        for listed in self.lists.values():  # one row is chosen on the whole tab
            if listed.rows.current_row() is not row:
                listed.rows.blockSignals(True)
                listed.rows.clearSelection()
                listed.rows.blockSignals(False)
        may = self._desk.may("household.record")
        today = self._desk.today()
        if isinstance(row, ErrandRow):
            self.panel.show_errand(self._errand(row), self._law(row), done=row.done is not None)
            self.panel.setVisible(may)
        elif isinstance(row, MemberRow):
            opens = bool(row.person) and row.person != self._own
            title = shown_other(row.name, row.case_number)
            self.panel.show_tie(title, period_text(row.begins, row.ends), ends=may and row.ends is None, opens=opens)
        elif isinstance(row, RelationRow):
            title = f"{relation_words(row.kind)}: {shown_other(row.name, row.case_number)}"
            facts = " · ".join(part for part in (row.contact, row.source, period_text(row.begins, row.ends)) if part)
            self.panel.show_tie(title, facts, ends=may and covers(row, today), opens=bool(row.other))
        elif isinstance(row, NoContactRow):
            facts = " · ".join(part for part in (row.reason, together_words(row)) if part)
            self.panel.show_tie(warning_words(row), facts, ends=may and covers(row, today), opens=bool(row.other))

    def _open(self, row: Any) -> None:
        person = row.person if isinstance(row, MemberRow) else getattr(row, "other", "")
        if person and person != self._own:
            self.file_asked.emit(person)

    def _end(self, day: str) -> None:
        row = self._row
        if isinstance(row, MemberRow):
            self.left.emit(row.person, day)
        elif isinstance(row, RelationRow):
            self.relation_ended.emit(row.id, day)
        elif isinstance(row, NoContactRow):
            self.warning_ended.emit(row.id, day)

    def _settle(self, *, done: bool, note: str) -> None:
        if isinstance(self._row, ErrandRow):
            self.settled.emit(self._row.id, done, note)

    # Words
    def _duty_of(self, row: MemberRow) -> DutyShown | None:
        return self._duties.get(row.person)

    def _say_member(self, row: MemberRow) -> str:
        told = spoken_member(self._words, row, self._own, self._desk.today(), self._duty_of(row))
        return f"{told}, {period_text(row.begins, row.ends)}"

    def _errand(self, row: ErrandRow) -> str:
        rule = self._rules.get(row.code)
        return row.code if rule is None else rule.what[0 if code() == "sv" else 1]

    def _law(self, row: ErrandRow) -> str:
        rule = self._rules.get(row.code)
        told = [row.note]
        if rule is not None:
            told += [rule.law, _("not verified in the act") if rule.certainty != "in_force" else ""]
        return " · ".join(part for part in told if part)

    def _say_errand(self, row: ErrandRow) -> str:
        return f"{self._errand(row)}, {errand_state(row, self._desk.today())}"


def _quiet(ended: bool) -> str:
    return "ink2" if ended else "ink"


def _member_columns(
    words: Words, today: Callable[[], date], duty_of: Callable[[MemberRow], DutyShown | None]
) -> tuple[Column, ...]:
    def who(row: MemberRow) -> Cell:
        icon = "shield-alert" if row.protected is not None else ""
        told = " · ".join(part for part in (age_words(row, today()), period_text(row.begins, row.ends)) if part)
        name = shown_other(row.name, row.case_number)
        return Cell(name, told, icon=icon, icon_color="danger", weight=600, top_color=_quiet(row.ends is not None))

    def status(row: MemberRow) -> Cell:
        if not row.status:
            return Cell(_("Status not known"), weight=400, top_color="ink2")
        tone, icon = status_look(row.status)
        return Cell(chip=words.status(row.status, unaccompanied=row.unaccompanied), tone=tone, chip_icon=icon)

    def coming(row: MemberRow) -> Cell:
        told = next_words(row, today(), duty_of(row)) if row.ends is None else ""
        return Cell(told, weight=400, top_color="ink2")

    return (
        Column(who, share=2, minimum=190),
        Column(status, share=1, minimum=170, maximum=320, folds=True),
        Column(coming, share=2, minimum=160, folds=True),
    )


def _relation_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    def kind(row: RelationRow) -> Cell:
        told = "" if row.ground == "none" else ground_words(row.ground)
        return Cell(relation_words(row.kind), told, weight=400, top_color=_quiet(not covers(row, today())))

    def who(row: RelationRow) -> Cell:
        return Cell(shown_other(row.name, row.case_number), row.contact, weight=600)

    def since(row: RelationRow) -> Cell:
        return Cell(period_text(row.begins, row.ends), row.source, weight=400, top_color="ink2")

    return (
        Column(kind, share=2, minimum=190),
        Column(who, share=2, minimum=170),
        Column(since, share=2, minimum=170, folds=True),
    )


def _say_relation(row: RelationRow) -> str:
    ground = "" if row.ground == "none" else ground_words(row.ground)
    parts = (
        relation_words(row.kind),
        shown_other(row.name, row.case_number),
        ground,
        row.contact,
        period_text(row.begins, row.ends),
    )
    return ", ".join(part for part in parts if part)


def _warning_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    def who(row: NoContactRow) -> Cell:
        runs = covers(row, today())
        return Cell(
            warning_words(row),
            row.reason,
            icon="shield-alert",
            icon_color="danger" if runs else "ink3",
            top_color="danger" if runs else "ink2",
            weight=600,
        )

    def where(row: NoContactRow) -> Cell:
        return Cell(together_words(row), period_text(row.begins, row.ends), weight=400)

    return (Column(who, share=3, minimum=220), Column(where, share=2, minimum=190, folds=True))


def _say_warning(row: NoContactRow) -> str:
    parts = (warning_words(row), row.reason, together_words(row), period_text(row.begins, row.ends))
    return ", ".join(part for part in parts if part)


def _errand_columns(rules: dict[str, MoveRule], today: Callable[[], date]) -> tuple[Column, ...]:
    def what(row: ErrandRow) -> Cell:
        rule, place = rules.get(row.code), 0 if code() == "sv" else 1
        told = row.code if rule is None else rule.what[place]
        icon = "circle-check" if row.done else "circle-dashed"
        color = "ok" if row.done else "warn"
        return Cell(told, row.note, icon=icon, icon_color=color, weight=600, top_color=_quiet(row.done is not None))

    def when(row: ErrandRow) -> Cell:
        late = row.done is None and row.due is not None and row.due < today()
        return Cell(errand_state(row, today()), weight=400, top_color="danger" if late else "ink2")

    return (Column(what, share=3, minimum=230), Column(when, share=2, minimum=170, folds=True))
