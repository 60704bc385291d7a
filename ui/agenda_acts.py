"""Writing on one person's agenda, wherever she is shown: a reminder, a visit, or that somebody else is to act."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from caseworker.domain.changes import Changes
from caseworker.domain.ids import PersonId
from caseworker.domain.rows import PersonFile
from caseworker.services import agenda, today
from caseworker.services.agenda import PersonAgenda
from ui.agenda_dialogs import LaterDialog, ReminderDialog, VisitDialog, WaitDialog
from ui.days import read_full_day
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Command, Shell


class AgendaActs:
    """Opens the three dialogs over ``page`` and writes what they say. Whoever may not write gets no dialog."""

    def __init__(self, shell: Shell, desk: Desk, page: QWidget) -> None:
        """Ask nothing yet."""
        self._shell, self._desk, self._page = shell, desk, page

    def remind(self, person: str, number: str) -> None:
        """Ask what one has promised."""
        dialog = ReminderDialog(number, self._desk.today(), self._page)

        def go() -> None:
            day = read_full_day(dialog.day.text()) or self._desk.today()
            self._write(partial(agenda.add_reminder, person=PersonId(person), day=day, text=dialog.text.text()))

        self.ask(dialog, go)

    def visit(self, person: str, number: str) -> None:
        """Ask for need and language first, then for the visit."""
        desk = self._desk
        read = partial(agenda.read_agenda, desk.register, person=PersonId(person), by=desk.user)

        def known(found: PersonAgenda) -> None:
            dialog = VisitDialog(number, found, desk, self._page)
            self.ask(
                dialog, lambda: self._write(partial(agenda.book_visit, person=PersonId(person), visit=dialog.entered))
            )

        self._shell.runner.run("agenda.read", read, known, self._shell.show_error)

    def wait(self, person: str, number: str) -> None:
        """Ask who has the ball."""
        dialog = WaitDialog(number, self._desk.words.actors, self._desk.today(), self._page)

        def go() -> None:
            since = read_full_day(dialog.since.text()) or self._desk.today()
            actor, text = dialog.actor.code(), dialog.text.text()
            self._write(partial(agenda.wait_for, person=PersonId(person), actor=actor, text=text, since=since))

        self.ask(dialog, go)

    def finish(self, person: str, thing: str) -> None:
        """A thing is done today; ``thing`` is its key."""
        self._settle(partial(agenda.finish_task, person=PersonId(person), thing=thing))

    def later(self, person: str, thing: str, last_day: date | None) -> None:
        """Ask until when a thing is put off, never past its last day."""
        dialog = LaterDialog(self._desk.today(), last_day, self._page)

        def go() -> None:
            if dialog.until is not None:
                self._settle(partial(agenda.put_off, person=PersonId(person), thing=thing, until=dialog.until))

        self.ask(dialog, go)

    def commands(self, file: PersonFile | None) -> Sequence[Command]:
        """What can be written about the person whose file is shown."""
        if file is None or not self._desk.may("agenda.record"):
            return ()
        whose = (file.id, file.case_number)
        return (
            Command("agenda_remind", _("New reminder"), partial(self.remind, *whose), icon="clock"),
            Command("agenda_visit", _("New visit"), partial(self.visit, *whose), icon="users"),
            Command("agenda_wait", _("Waiting for somebody"), partial(self.wait, *whose), icon="hourglass"),
        )

    def ask(self, dialog: QDialog, go: Callable[[], None]) -> None:
        """Open a dialog that does not stop the window."""
        if not self._desk.may("agenda.record"):
            self._shell.notice(_("Your role does not write here."))
            return
        dialog.accepted.connect(go)
        dialog.finished.connect(lambda _answer: dialog.deleteLater())
        dialog.open()

    def _write(self, act: Callable[..., Changes]) -> None:
        desk = self._desk
        self._shell.runner.run(
            "agenda.write", partial(act, desk.register, by=desk.user), self.written, self._shell.show_error
        )

    def _settle(self, act: Callable[..., Changes]) -> None:
        """Work out first what law asks for: the file may be newer than what Idag keeps."""
        desk = self._desk

        def job() -> Changes:
            today.refresh_duties(desk.register, by=desk.user)
            return act(desk.register, by=desk.user)

        self._shell.runner.run("agenda.write", job, self.written, self._shell.show_error)

    def written(self, changes: Changes) -> None:
        """Tell the window."""
        self._shell.show_saved(self._desk.local(changes.saved))
        self._shell.changes.changed.emit(changes)
