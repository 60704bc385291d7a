"""Who works with a case: assigning a colleague from a day on, as responsible or beside, and taking one off again."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from caseworker.domain.case import AssignmentKind
from caseworker.domain.changes import Changes
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.rows import AssignmentRow, PersonFile
from caseworker.domain.staff import StaffRow
from caseworker.services import access, staff
from ui.days import read_full_day
from ui.desk import Desk
from ui.language import _, day_text
from ui.shell.page import Command, Shell
from ui.widgets.button import Button
from ui.widgets.choice import Segment
from ui.widgets.field import Field, LineEdit
from ui.widgets.fields import Choice
from ui.widgets.question import Question
from ui.widgets.text import Hairline, Label

if TYPE_CHECKING:
    from datetime import date

    from ui.person.view import PersonPage


class AssignDialog(Question):
    """Accepted with a colleague, a kind and days; ``released`` is who is to be taken off instead."""

    def __init__(self, file: PersonFile, rows: Sequence[StaffRow], today: "date", parent: QWidget) -> None:
        """Shows who works with the case now; whoever stands beside the responsible can be taken off."""
        told = _(
            "Who is assigned reaches the file, in whatever unit she works. A new responsible takes over from the one "
            "before."
        )
        title = _("Who works with case {number}?").format(number=file.case_number)
        super().__init__(title, told, _("Assign"), name="assign", parent=parent)
        self.released = ""
        for row in file.assignments:
            if row.ends is None or row.ends >= today:
                self.body.addWidget(self._line(row))
        self.body.addWidget(Hairline())
        self.staff = Choice([(row.id, row.name) for row in rows])
        kinds = ((AssignmentKind.CO_ASSIGNED.value, _("beside the responsible")), (
            AssignmentKind.RESPONSIBLE.value, _("responsible")))  # fmt: skip
        self.kind = Segment(kinds, _("As"), name="assignKind")
        self.kind.choose(AssignmentKind.CO_ASSIGNED.value)
        self.begins, self.ends = (LineEdit(placeholder=_("YYYY-MM-DD"), limit=10) for _day in range(2))
        self.begins.setText(today.isoformat())
        self.body.addWidget(Field(_("Colleague"), self.staff, name="assignStaff"))
        self.body.addWidget(Label(_("As"), "smallstrong"))
        self.body.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Field(_("First day"), self.begins, name="assignBegins"))
        self.last = Field(_("Last day"), self.ends, name="assignEnds", note=_("empty when it is not known"))
        self.body.addWidget(self.last)
        for line in (self.begins, self.ends):
            line.textChanged.connect(lambda _text: self._look())
        self.staff.setFocus()
        self._look()

    def _line(self, row: AssignmentRow) -> QWidget:
        line = QWidget()
        inner = QHBoxLayout(line)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        responsible = row.kind == AssignmentKind.RESPONSIBLE.value
        words = _("{name}, responsible since {day}") if responsible else _("{name}, beside since {day}")
        inner.addWidget(Label(words.format(name=row.name, day=day_text(row.begins)), "body", wrap=True), 1)
        if not responsible:
            off = Button(_("Take off"), name=f"release_{row.staff}")
            off.setAccessibleName(_("Take {name} off the case").format(name=row.name))
            off.clicked.connect(partial(self._release, row.staff))
            inner.addWidget(off)
        return line

    def _release(self, staff_id: str) -> None:
        self.released = staff_id
        self.accept()

    def _look(self) -> None:
        first, last = read_full_day(self.begins.text()), read_full_day(self.ends.text())
        whole = first is not None and (last is not None or not self.ends.text().strip())
        backwards = first is not None and last is not None and last < first
        self.last.say(_("The last day lies before the first.") if backwards else "")
        self.go.setEnabled(whole and not backwards and bool(self.staff.code()))


class Assigning:
    """Asks and does for the page Personakt."""

    def __init__(self, page: "PersonPage", shell: Shell, desk: Desk) -> None:
        """Nothing is asked before ``ask``."""
        self._page, self._shell, self._desk = page, shell, desk

    def commands(self) -> Sequence[Command]:
        """The way in, for one who may assign."""
        if not self._desk.may("case.assign"):
            return ()
        return (Command("person_assign", _("Who works with the case"), self.ask, icon="users", keys="H"),)

    def ask(self) -> None:
        """Ask who works here, then who is to work with the case."""
        desk, file = self._desk, self._page.presenter.file
        if file is not None:
            read = partial(staff.read_staff, desk.register, by=desk.user)
            self._shell.runner.run("person.assign", read, partial(self._ask, file), self._shell.show_error)

    def _ask(self, file: PersonFile, rows: Sequence[StaffRow]) -> None:
        desk, person = self._desk, PersonId(file.id)
        dialog = AssignDialog(file, [row for row in rows if row.active], desk.today(), self._page)
        answer = dialog.exec()
        if answer == QDialog.DialogCode.Accepted and dialog.released:
            gone = StaffId(dialog.released)
            self._write(partial(access.release, desk.register, person=person, staff=gone, by=desk.user))
        elif answer == QDialog.DialogCode.Accepted:
            self._write(
                partial(
                    access.assign,
                    desk.register,
                    person=person,
                    staff=StaffId(dialog.staff.code()),
                    kind=AssignmentKind(dialog.kind.code()),
                    begins=read_full_day(dialog.begins.text()) or desk.today(),
                    ends=read_full_day(dialog.ends.text()),
                    by=desk.user,
                )
            )
        dialog.deleteLater()

    def _write(self, act: "partial[Changes]") -> None:
        self._shell.runner.run("person.assign", act, self._written, self._shell.show_error)

    def _written(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))
        self._shell.changes.changed.emit(changes)
