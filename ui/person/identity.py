"""Nummer och namn: every number now and before and why it ended, every spelling in its parts, birth, and how it ended.

Enter on a number says that it was mistyped, withdrawn or renewed; Enter on a name changes it. Numbers are masked here.
"""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from caseworker.domain.calendars import Calendar
from caseworker.domain.identity import mask
from caseworker.domain.person import NameRole
from caseworker.domain.rows import BirthRow, EndingRow, IdentifierRow, NameRow, PersonFile
from ui.desk import Desk
from ui.identity_words import (
    birth_line,
    birth_sources,
    calendars,
    ending_line,
    ending_words,
    name_facts,
    name_roles,
    number_facts,
    number_state,
)
from ui.isolates import shown
from ui.language import _, day_text
from ui.person.columns import period_text
from ui.person.forms import SmallForm
from ui.person.identity_forms import BirthForm, NameForm, NumberEndForm, NumberForm
from ui.widgets.button import Button
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.listed import Listed
from ui.widgets.rows import Cell, Column
from ui.widgets.text import Pane


class IdentityTab(SideColumn):
    """Four lists and, at the side, the form of what is being added or changed."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        self._desk = desk
        self.number, self.number_end = NumberForm(desk.words.identifiers), NumberEndForm()
        self.name, self.birth = NameForm(), BirthForm()
        self.forms: dict[str, SmallForm] = {
            "number": self.number,
            "number_end": self.number_end,
            "name": self.name,
            "birth": self.birth,
        }
        self.buttons = {
            "number": Button(_("New number"), "ghost", name="identityNewNumber", icon="id-card"),
            "name": Button(_("New name"), "ghost", name="identityNewName", icon="type"),
            "birth": Button(_("New birth date"), "ghost", name="identityNewBirth", icon="pencil"),
        }
        self.numbers = self._listed(_("Numbers"), "number", _number_columns, _spoken_number)
        self.names = self._listed(_("Names"), "name", _name_columns, _spoken_name)
        self.births = self._listed(_("Birth date"), "birth", _birth_columns, _spoken_birth)
        self.endings = Listed(_("How the case ended"), _ending_columns(), _spoken_ending, name="identityEndings")
        self._side = QStackedWidget()
        self._pages = {form: self._page(form) for form in self.forms.values()}
        super().__init__(self._work(), self._side, width=400)
        for code, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, form=self.forms[code]: self.begin(form))
        self.numbers.rows.opened.connect(self._change_number)
        self.names.rows.opened.connect(self._change_name)

    def show_file(self, file: PersonFile) -> None:
        """Show what is known; of a closed file nothing can be added."""
        for button in self.buttons.values():
            button.setVisible(not file.is_closed)
        self.side.setEnabled(not file.is_closed)
        hidden = _("Hidden") if file.is_closed else ""
        numbers = sorted(file.identifiers, key=lambda one: (one.ends is not None, one.begins), reverse=False)
        self._show(self.numbers, numbers, hidden or _("No number is known yet."))
        self._show(self.names, sorted(file.names, key=_name_order), hidden or _("No name is known yet."))
        used = birth_line(file.born, file.born_precision, file.born_source)
        told = _("In use: {day}").format(day=used) if used else _("No birth date is known yet.")
        self._show(self.births, file.births, hidden or told)
        self.endings.show_list(file.endings)
        if self.number_end.row is None and self._side.currentWidget() is self._pages[self.number_end]:
            self._side.setCurrentWidget(self._pages[self.number])

    def begin(self, form: SmallForm) -> None:
        """Show one of the forms at the side and begin in it."""
        self.open_side()
        self._side.setCurrentWidget(self._pages[form])
        form.begin()

    # Inside
    def _listed(self, title: str, code: str, columns: Any, spoken: Any) -> Listed:
        name = f"identity{code.capitalize()}s"
        desk = self._desk
        made = columns(desk.words.identifier, desk.today) if code == "number" else columns()
        said = spoken(desk.words.identifier, desk.today) if code == "number" else spoken
        return Listed(title, made, said, name=name, buttons=(self.buttons[code],))

    def _show(self, part: Listed, rows: Any, note: str) -> None:
        about_birth = part is self.births
        part.show_list(rows, note=note if about_birth or not rows else "")
        part.rows.setVisible(bool(rows))
        part.show()

    def _change_number(self, row: IdentifierRow) -> None:
        if row.ends is None:
            self.number_end.show_number(row, f"{self._desk.words.identifier(row.type)} {mask(row.value)}")
            self.begin(self.number_end)

    def _change_name(self, row: NameRow) -> None:
        self.name.show_name(row)
        self.begin(self.name)

    def _work(self) -> QWidget:
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(24, 18, 24, 24)
        column.setSpacing(22)
        for part in (self.numbers, self.names, self.births, self.endings):
            column.addWidget(part)
        column.addStretch(1)
        return Scroll(work, name="identityScroll")

    def _page(self, form: SmallForm) -> QWidget:
        ground = Pane("canvas")
        column = QVBoxLayout(ground)
        column.setContentsMargins(23, 18, 24, 24)
        column.addWidget(form)
        column.addStretch(1)
        page = Scroll(ground, name=f"{form.objectName()}Page")
        self._side.addWidget(page)
        return page


def _name_order(row: NameRow) -> int:
    return [role for role, _words in name_roles()].index(NameRole(row.role))


def _number_columns(kind_words: Any, today: Any) -> tuple[Column, ...]:
    def what(row: IdentifierRow) -> Cell:
        number = mask(row.value)
        issuer = _("issued by {issuer}").format(issuer=row.issuer) if row.issuer else ""
        return Cell(top=f"{kind_words(row.type)}  {number}", bottom=issuer, weight=600)

    def when(row: IdentifierRow) -> Cell:
        return Cell(top=period_text(row.begins, row.ends), bottom=number_facts(row, today()))

    def state(row: IdentifierRow) -> Cell:
        words, tone, icon = number_state(row, today())
        return Cell(chip=words, tone=tone, chip_icon=icon)

    return (
        Column(what, share=3, minimum=230),
        Column(when, share=3, minimum=200, folds=True),
        Column(state, share=0, minimum=196),
    )


def _spoken_number(kind_words: Any, today: Any) -> Any:
    def say(row: IdentifierRow) -> str:
        facts = (
            kind_words(row.type), mask(row.value), number_state(row, today())[0],
            period_text(row.begins, row.ends), number_facts(row, today()),
        )  # fmt: skip
        return ", ".join(part for part in facts if part)

    return say


def _name_columns() -> tuple[Column, ...]:
    def what(row: NameRow) -> Cell:
        return Cell(top=shown(row.full), bottom=dict(name_roles())[NameRole(row.role)], weight=600)

    def parts(row: NameRow) -> Cell:
        return Cell(top=shown(name_facts(row)), weight=400, top_color="ink2")

    return Column(what, share=2, minimum=230), Column(parts, share=3, minimum=200, folds=True)


def _spoken_name(row: NameRow) -> str:
    return ", ".join(part for part in (dict(name_roles())[NameRole(row.role)], row.full, name_facts(row)) if part)


def _birth_columns() -> tuple[Column, ...]:
    def said(row: BirthRow) -> Cell:
        return Cell(top=shown(row.stated), bottom=dict(calendars())[Calendar(row.calendar)], weight=600)

    def source(row: BirthRow) -> Cell:
        recorded = _("recorded {day}").format(day=day_text(row.recorded))
        words = dict(birth_sources()).get(row.source, row.source)
        return Cell(top=f"{_birth_day(row.born)} · {words}", bottom=recorded, weight=400)

    return Column(said, share=2, minimum=230), Column(source, share=3, minimum=200, folds=True)


def _spoken_birth(row: BirthRow) -> str:
    words = dict(birth_sources()).get(row.source, row.source)
    return ", ".join((row.stated, dict(calendars())[Calendar(row.calendar)], _birth_day(row.born), words))


def _birth_day(born: date | None) -> str:
    return "" if born is None else born.isoformat()


def _ending_columns() -> tuple[Column, ...]:
    def what(row: EndingRow) -> Cell:
        return Cell(top=ending_words(row.kind), weight=600)

    def facts(row: EndingRow) -> Cell:
        return Cell(top=shown(ending_line(row)), weight=400, top_color="ink2")

    return Column(what, share=2, minimum=230), Column(facts, share=3, minimum=200, folds=True)


def _spoken_ending(row: EndingRow) -> str:
    return f"{ending_words(row.kind)}, {ending_line(row)}"
