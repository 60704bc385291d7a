"""Colleagues in Safety: letting in, adding, unit and last day, and looks in need that somebody has to see."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from caseworker.accounts import Waiting
from caseworker.domain.access import LookInNeed, Role
from caseworker.domain.changes import Changes
from caseworker.services import access, handing_over
from caseworker.services.records import TakenOut
from caseworker.services.trust import AccessRow, SafetyView
from ui.days import read_full_day
from ui.desk import Desk
from ui.language import _, day_text
from ui.letting_in import LetInDialog
from ui.purpose import PurposeDialog
from ui.shell.page import Command, Shell
from ui.trust.lists import Colleagues, Looks, WaitingList
from ui.trust.presenter import Safety
from ui.widgets.chip import KeyHint
from ui.widgets.field import Field, LineEdit
from ui.widgets.question import Question


class EmployDialog(Question):
    """Asks for the unit, the first day and the last day of a colleague."""

    def __init__(self, row: AccessRow, today: date, parent: QWidget) -> None:
        """Begins with how it is now."""
        told = _(
            "The unit decides which files she reaches, and after the last day she reaches none. The employment before "
            "ends the day before the first day."
        )
        title = _("Unit and last day of {name}").format(name=row.name)
        super().__init__(title, told, _("Save"), name="employ", parent=parent)
        self._locum, self._today = Role.LOCUM.value in row.roles, today
        self.unit = LineEdit(limit=80)
        self.unit.setText(row.unit)
        self.begins = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.begins.setText(today.isoformat())
        self.ends = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.ends.setText(row.until.isoformat() if row.until else "")
        needed = _("a locum always has one") if self._locum else _("empty when it is not known")
        self.body.addWidget(Field(_("Unit"), self.unit, name="employUnit", note=_("empty is the register's own")))
        self.body.addWidget(Field(_("First day"), self.begins, name="employBegins"))
        self.last = Field(_("Last day"), self.ends, name="employEnds", note=needed)
        self.body.addWidget(self.last)
        for line in (self.begins, self.ends):
            line.textChanged.connect(lambda _text: self._look())
        self.unit.setFocus()
        self._look()

    @property
    def days(self) -> tuple[date, date | None]:
        """The first and the last day."""
        return read_full_day(self.begins.text()) or self._today, read_full_day(self.ends.text())

    def _look(self) -> None:
        first, last = read_full_day(self.begins.text()), read_full_day(self.ends.text())
        written = bool(self.ends.text().strip())
        whole = first is not None and (last is not None if written else not self._locum)
        backwards = first is not None and last is not None and last < first
        self.last.say(_("The last day lies before the first.") if backwards else "")
        self.go.setEnabled(whole and not backwards)


class StaffSide(QObject):
    """Three lists of the page and what may be done with their rows. ``changed()``: ask for everything again."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: Desk, accounts: Safety, page: QWidget) -> None:
        """Nothing is asked before ``ask``."""
        super().__init__(page)
        self._shell, self._desk, self._accounts, self._page = shell, desk, accounts, page
        self._reviews, self._employs = desk.may("looks.review"), False
        self._adds = desk.user.may(Role.ADMINISTRATOR)
        self.waiting = WaitingList()
        self.colleagues = Colleagues(desk.local, desk.today, adds=self._adds)
        self.looks = Looks(desk.local, desk.today)
        self.waiting.let_in.clicked.connect(self.let_in)
        self.waiting.rows.opened.connect(lambda _row: self.let_in())
        self.colleagues.add.clicked.connect(self.add)
        self.colleagues.employ.clicked.connect(self.employ)
        self.colleagues.rows.opened.connect(lambda _row: self.employ())
        self.looks.seen.clicked.connect(self.see)
        self.looks.rows.opened.connect(lambda _row: self.see())

    def ask(self) -> None:
        """Ask who waits and who has looked in need."""
        run, desk = self._shell.runner.run, self._desk
        run("trust.waiting", self._accounts.waiting, self._show_waiting, self._shell.show_error)
        if self._reviews:
            looks = partial(access.list_looks_in_need, desk.register, by=desk.user)
            run("trust.looks", looks, self._show_looks, self._shell.show_error)

    def show_safety(self, found: SafetyView) -> None:
        """Show the colleagues."""
        self._employs = found.may_employ
        self.colleagues.show_colleagues(found.colleagues, may_employ=found.may_employ)

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of what can be done now."""
        possible = (
            (self.waiting.marked() is not None, KeyHint("L", _("let in"))),
            (self.looks.marked() is not None, KeyHint("S", _("seen"))),
            (self._adds, KeyHint("N", _("new user"))),
        )
        return tuple(hint for can, hint in possible if can)

    def commands(self) -> Sequence[Command]:
        """What can be asked for."""
        rows = []
        if self.waiting.marked() is not None:
            rows.append(Command("let_in", _("Let in a colleague"), self.let_in, icon="user-check", keys="L"))
        if self.looks.marked() is not None:
            rows.append(Command("look_seen", _("I have seen the look in need"), self.see, icon="eye", keys="S"))
        if self._adds:
            rows.append(Command("add_user", _("Add a user"), self.add, icon="user-plus", keys="N"))
        if self.colleagues.marked() is not None and self._desk.may("person.take_out"):
            words = _("Hand over a colleague's cases on paper")
            rows.append(Command("hand_over_cases", words, self.hand_over, icon="printer"))
        if self._employs:
            words = _("Unit and last day of a colleague")
            rows.append(Command("employ", words, self.employ, icon="users", keys="E"))
        return tuple(rows)

    def let_in(self) -> None:
        """Compare the signs, choose what she works as, and let her in."""
        one = self.waiting.marked()
        if one is None:
            return
        dialog = LetInDialog(one, self._page)

        def go() -> None:
            act = partial(self._accounts.let_in, one, dialog.roles.chosen(), dialog.last_day)
            told = _("{name} can open the register now.").format(name=one.name)
            self._shell.runner.run("trust.let_in", act, lambda _none: self._done(told), self._shell.show_error)

        self._ask(dialog, go)

    def add(self) -> None:
        """Go where accounts are made."""
        if self._adds:
            self._shell.go("accounts", "new")

    def employ(self) -> None:
        """Ask for the unit and the last day of the marked colleague."""
        row = self.colleagues.marked()
        if row is None or not self._employs:
            return
        dialog = EmployDialog(row, self._desk.today(), self._page)

        def go() -> None:
            begins, ends = dialog.days
            unit, desk = dialog.unit.text(), self._desk
            act = partial(
                access.employ, desk.register, staff=row.id, unit=unit, begins=begins, ends=ends, by=desk.user
            )  # fmt: skip
            until = _("{name} works here to {day}.").format(name=row.name, day=day_text(ends)) if ends else ""
            self._write(act, until or _("{name} works here until further notice.").format(name=row.name))

        self._ask(dialog, go)

    def hand_over(self) -> None:
        """Write a list of everything the marked colleague works with, for whoever takes over."""
        row, desk = self.colleagues.marked(), self._desk
        if row is None:
            return
        told = _(
            "Her running cases with the next last day, promises and waits, as PDF. Protected people stand there with "
            "their case number only. What is written leaves the protection of the register."
        )
        dialog = PurposeDialog(_("Hand over the cases of {name}").format(name=row.name), told, _("Go on"), self._page)

        def go() -> None:
            folder = QFileDialog.getExistingDirectory(self._page, _("Folder for the files"))
            if folder:
                act = partial(
                    handing_over.take_out_colleague, desk.register, colleague=row.id, purpose=dialog.purpose,
                    folder=Path(folder), by=desk.user,
                )  # fmt: skip
                self._shell.runner.run("trust.staff", act, self._handed_over, self._shell.show_error)

        self._ask(dialog, go)

    def see(self) -> None:
        """Say that the marked look in need has been seen."""
        look, desk = self.looks.marked(), self._desk
        if look is not None:
            act = partial(access.see_look_in_need, desk.register, look=look.id, by=desk.user)
            self._write(act, _("Seen. The log says that you have."))

    def _ask(self, dialog: QDialog, then: Callable[[], None]) -> None:
        answer = dialog.exec()
        if answer == QDialog.DialogCode.Accepted:
            then()
        dialog.deleteLater()

    def _write(self, act: Callable[[], Changes], told: str) -> None:
        def saved(changes: Changes) -> None:
            self._shell.show_saved(self._desk.local(changes.saved))
            self._done(told)

        self._shell.runner.run("trust.staff", act, saved, self._shell.show_error)

    def _done(self, told: str) -> None:
        self._shell.notice(told)
        self.changed.emit()

    def _handed_over(self, done: TakenOut) -> None:
        self._shell.show_saved(self._desk.local(done.changes.saved))
        names = ", ".join(path.name for path in done.files)
        self._shell.notice(_("Written: {names}").format(names=names))

    def _show_waiting(self, rows: Sequence[Waiting]) -> None:
        self.waiting.show_waiting(rows)
        self._shell.refresh_hints()

    def _show_looks(self, rows: Sequence[LookInNeed]) -> None:
        self.looks.show_looks(rows, self._desk.user.name)
        self._shell.refresh_hints()
