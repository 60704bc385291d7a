"""The list of accounts with what may be done with the one that is marked, and the form for a new one."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.accounts import AccountRow, Place, Start, Waiting, place_of
from ui.language import _
from ui.letting_in import RoleTicks
from ui.models.lazy_rows import LazyRowsModel
from ui.roles import roles_text
from ui.widgets.button import Button
from ui.widgets.field import Field, LineEdit
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.states import ErrorCard
from ui.widgets.text import Hairline, Label, SectionHeading

ROW_HEIGHT, MOST_ROWS = 50, 10


class Line(NamedTuple):
    """One account and, when it waits to be let in, what is compared."""

    row: AccountRow
    waiting: Waiting | None
    own: bool


class AccountsPart(QWidget):
    """Signals carry the marked ``Line``; ``added(name, roles)`` what was typed."""

    let_in = Signal(object)
    suspended = Signal(object)
    reinstated = Signal(object)
    reset = Signal(object)
    ended = Signal(object)
    added = Signal(str, object)

    def __init__(self, *, administers: bool, lets_in: bool, ends: bool) -> None:
        """Only what may be done is shown."""
        super().__init__()
        self.setObjectName("accountsPart")
        self._rights = (administers, lets_in, ends)
        self.fault = ErrorCard(name="accountsFault")
        self.model = LazyRowsModel(_spoken, self)
        columns = (
            Column(_name_cell, share=2, minimum=220),
            Column(_place_cell, share=1, minimum=190),
            Column(_used_cell, share=1, minimum=150, folds=True),
        )
        self.rows = RowList(_("Accounts"), name="accountRows", columns=columns, height=ROW_HEIGHT)
        self.rows.setModel(self.model)
        self.buttons = {
            "let_in": Button(_("Let in"), "primary", name="accountLetIn", keys="Alt+G"),
            "reset": Button(_("New start passphrase"), name="accountReset"),
            "suspend": Button(_("Suspend"), name="accountSuspend"),
            "reinstate": Button(_("Reinstate"), name="accountReinstate"),
            "end": Button(_("End access"), "danger", name="accountEnd"),
        }
        self.start = Label("", "body", wrap=True, name="startPassphrase")
        self.name = LineEdit()
        self.roles = RoleTicks()
        self.add = Button(_("Add account"), name="accountAdd", keys="Ctrl+Return")
        self._lay_out(administers)
        self._connect()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the accounts; the mark stays where it was."""
        kept = self.rows.currentIndex().row()
        self.model.show_list(lines)
        self.rows.fit_rows(MOST_ROWS)
        self.rows.setMinimumHeight(self.rows.maximumHeight())
        self.rows.setCurrentIndex(self.model.index(min(max(kept, 0), len(lines) - 1), 0))
        self._look()

    def show_start(self, start: Start) -> None:
        """Show a start passphrase, this once."""
        words = _("Start passphrase for {name}: {passphrase}").format(name=start.name, passphrase=start.passphrase)
        rest = _(
            "Write it down now: it is not shown again. It holds seven days and must be changed at the first unlock."
        )
        self.start.setText(f"{words}\n{rest}")
        self.start.show()
        self.name.clear()
        self.roles.clear()

    def hide_start(self) -> None:
        """Nobody should read it over a shoulder longer than needed."""
        self.start.clear()
        self.start.hide()

    def _look(self) -> None:
        line = self.rows.current_row()
        administers, lets_in, ends = self._rights
        place = place_of(line.row) if line is not None else None
        other = line is not None and not line.own
        shown = {
            "let_in": lets_in and line is not None and line.waiting is not None,
            "reset": administers and other and place is not Place.SUSPENDED,
            "suspend": administers and other and place is not Place.SUSPENDED,
            "reinstate": administers and place is Place.SUSPENDED,
            "end": ends and other and place is not Place.SUSPENDED,
        }
        for name, button in self.buttons.items():
            button.setVisible(shown[name])
        self.add.setEnabled(bool(self.name.text().strip()) and bool(self.roles.chosen()))

    def _connect(self) -> None:
        for name, signal in (
            ("let_in", self.let_in),
            ("reset", self.reset),
            ("suspend", self.suspended),
            ("reinstate", self.reinstated),
            ("end", self.ended),
        ):
            self.buttons[name].clicked.connect(lambda _on=False, told=signal: told.emit(self.rows.current_row()))
        self.rows.current_changed.connect(lambda _line: self._look())
        self.name.textChanged.connect(lambda _text: self._look())
        for tick in self.roles.ticks.values():
            tick.toggled.connect(lambda _on: self._look())
        self.add.clicked.connect(lambda: self.added.emit(self.name.text().strip(), self.roles.chosen()))
        self._look()

    def _lay_out(self, administers: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        note = _("Names, roles and days of use are all that can be read here without the register's key.")
        for part in (self.fault, Label(note, "small", "ink2", wrap=True), Hairline(strong=True), self.rows):
            column.addWidget(part)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in self.buttons.values():
            acts.addWidget(button)
        acts.addStretch(1)
        column.addLayout(acts)
        column.addWidget(self.start)
        self.start.hide()
        form = QWidget()
        inner = QVBoxLayout(form)
        inner.setContentsMargins(0, 12, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(SectionHeading(_("New account")))
        inner.addWidget(Field(_("Name"), self.name, name="accountName"))
        inner.addWidget(Label(_("Works as"), "strong"))
        inner.addWidget(self.roles)
        inner.addWidget(self.add)
        form.setMaximumWidth(560)
        if not administers:
            form.hide()
        column.addWidget(form)
        column.addStretch(1)


def _place_words(place: Place) -> tuple[str, str]:
    """What is said of a place, and the tone of its chip."""
    return {
        Place.SUSPENDED: (_("Suspended"), "neutral"),
        Place.START: (_("Start passphrase"), "warn"),
        Place.WAITING: (_("Waits to be let in"), "warn"),
        Place.OPEN: (_("Opens the register"), "ok"),
        Place.ADMINISTERS: (_("Accounts only"), "neutral"),
    }[place]


def _name_cell(line: Line) -> Cell:
    return Cell(line.row.name, roles_text(line.row.roles), weight=600, icon="user-round")


def _place_cell(line: Line) -> Cell:
    words, tone = _place_words(place_of(line.row))
    return Cell(chip=words, tone=tone)


def _used_cell(line: Line) -> Cell:
    return Cell(line.row.used or _("never used"), _("last used") if line.row.used else "", weight=400)


def _spoken(line: Line) -> str:
    used = _("last used {day}").format(day=line.row.used) if line.row.used else _("never used")
    return ", ".join((line.row.name, roles_text(line.row.roles), _place_words(place_of(line.row))[0], used))
