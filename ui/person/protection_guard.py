"""What the page Personakt does about protection: the banner, the questions, the way back to a closed file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from caseworker.domain.changes import Changes
from caseworker.domain.protection import ProtectionView
from caseworker.domain.rows import NoteRow, PersonFile
from caseworker.domain.staff import StaffRow
from ui.desk import Desk
from ui.language import _, day_text, ngettext
from ui.person.protected import ProtectedBanner, ProtectedSide
from ui.person.protected_dialogs import ProtectDialog, ReadersDialog, ReasonDialog
from ui.person.protection_presenter import ProtectionPresenter
from ui.shell.page import Command, Shell

if TYPE_CHECKING:
    from caseworker.services.protection import Protection
    from ui.person.view import PersonPage


def veiled(file: PersonFile) -> PersonFile:
    """Return ``file`` with a word in place of each note that is closed."""
    if not file.is_closed:
        return file
    hidden = _("The words of this note are hidden.")
    return replace(file, notes=tuple(_veiled(note, hidden) for note in file.notes))


def _veiled(note: NoteRow, hidden: str) -> NoteRow:
    said = tuple(replace(one, text=one.text or hidden) for one in note.disputes)
    return replace(note, text=note.text or hidden, disputes=said)


def emptied(file: PersonFile) -> PersonFile:
    """Return ``file`` with nothing that tells who she is: what a page holds that nobody looks at."""
    mark = None if file.protected is None else replace(file.protected, open_until=None)
    return replace(
        file,
        protected=mark,
        born=None,
        born_source="",
        births=(),
        endings=tuple(replace(one, place="", source="", note="") for one in file.endings),
        arrived_through="",
        names=(),
        identifiers=(),
        addresses=(),
        contacts=(),
        interventions=(),
        notes=(),
        attachments=(),
    )


class ProtectionGuard:
    """Stands between the page and its ``ProtectionPresenter``; holds the questions that are asked just now."""

    def __init__(self, page: "PersonPage", shell: Shell, desk: Desk, side: ProtectedSide) -> None:
        """Nothing is protected until a file is shown."""
        self._page, self._shell, self._desk, self._side = page, shell, desk, side
        self.banner = ProtectedBanner()
        self.banner.count_with(desk.register.clock)
        self.presenter = ProtectionPresenter(desk, shell.runner, page)
        self._file: PersonFile | None = None
        self._with_staff: Callable[[Sequence[StaffRow]], None] = lambda _rows: None
        side.reveal_asked.connect(self.ask_reveal)
        side.hide_asked.connect(lambda: self.presenter.hide(self._person))
        presenter = self.presenter
        presenter.viewed.connect(self._show_view)
        presenter.opened.connect(lambda _file: page.read_again())
        presenter.closed.connect(self._closed)
        presenter.staff_known.connect(lambda rows: self._with_staff(rows))
        presenter.protected.connect(self._protected)
        presenter.changed.connect(self._changed)
        presenter.failed.connect(shell.show_error)

    @property
    def is_open(self) -> bool:
        """Whether a protected person's details stand on the page."""
        mark = None if self._file is None else self._file.protected
        return mark is not None and mark.open_until is not None

    def take_off(self) -> None:
        """Take a protected person's details off the page: it is left, or their time is over."""
        if self._file is not None and self.is_open:
            self._page.parts.show_file(emptied(self._file))
            self._file = None

    def commands(self) -> Sequence[Command]:
        """What can be asked for about protection."""
        return (
            Command("person_protect", _("Protect this person"), self.ask_protect, icon="shield-alert"),
            Command("person_unprotect", _("End the protection"), self.ask_unprotect, icon="shield"),
            Command("person_readers", _("Change who may read"), self.ask_readers, icon="users"),
            Command("person_readers_confirm", _("Confirm who may read"), self.confirm, icon="user-check"),
        )

    def show_file(self, file: PersonFile) -> None:
        """Show how the file is protected."""
        self._file = file
        mark = file.protected
        until = None if mark is None or mark.open_until is None else self._desk.local(mark.open_until)
        self.banner.show_mark(mark, until)
        self.presenter.look(file)

    # Questions
    def ask_reveal(self) -> None:
        """Ask why, then show the details."""
        told = _("The reason and your name are logged, and whoever reviews the log sees that you looked.")
        dialog = ReasonDialog(_("Show the details for 5 minutes?"), told, _("Show the details"), self._page)
        self._ask(dialog, lambda: self.presenter.reveal(self._person, dialog.reason))

    def ask_protect(self) -> None:
        """Ask how, who may read and who is sealed with her."""
        if self._file is None or self._file.protected is not None:
            return
        around = [row for row in self._file.household if row.ends is None and row.person != self._file.id]

        def ask(staff: Sequence[StaffRow]) -> None:
            proposed = [row.case_number for row in around]
            dialog = ProtectDialog(staff=staff, user=self._desk.user.id, household=proposed, parent=self._page)
            person = self._person
            self._ask(
                dialog,
                lambda: self.presenter.protect(person, dialog.kind.code(), dialog.readers, dialog.numbers),
            )

        self._staff(ask)

    def ask_unprotect(self) -> None:
        """Ask why, then end the protection; her details must be open."""
        if self._file is None or self._file.protected is None:
            return
        told = _("Everything of hers lies open to your colleagues again. The reason is logged.")
        dialog = ReasonDialog(_("End the protection?"), told, _("End the protection"), self._page)
        self._ask(dialog, lambda: self.presenter.unprotect(self._person, dialog.reason))

    def ask_readers(self) -> None:
        """Ask who may read from now on; another reader confirms it."""
        view = self.presenter.view
        if view is None:
            return

        def ask(staff: Sequence[StaffRow]) -> None:
            told = _("Another reader must confirm it. Then everything is sealed anew and the old key opens nothing.")
            dialog = ReadersDialog(
                _("Who may read?"), told, _("Propose"), staff=staff, chosen=view.reader_ids, parent=self._page
            )
            self._ask(dialog, lambda: self.presenter.propose(self._person, dialog.readers))

        self._staff(ask)

    def confirm(self) -> None:
        """Confirm what another reader proposed."""
        if self.presenter.view is not None:
            self.presenter.confirm(self._person)

    # Inside
    @property
    def _person(self) -> str:
        return str(self._page.presenter.person)

    def _staff(self, ask: Callable[[Sequence[StaffRow]], None]) -> None:
        self._with_staff = ask
        self.presenter.ask_staff()

    def _ask(self, dialog: QDialog, then: Callable[[], None]) -> None:
        answer = dialog.exec()
        if answer == QDialog.DialogCode.Accepted:
            then()
        dialog.deleteLater()

    def _show_view(self, view: object) -> None:
        if isinstance(view, ProtectionView):
            last = None if view.last_look is None else self._desk.local(view.last_look.at)
            self._side.show_view(view, last, is_open=view.mark.open_until is not None)
            self._page.parts.overview.show_protection(view)

    def _closed(self) -> None:
        if self._page.isVisible():
            self._page.read_again()

    def _protected(self, done: "Protection") -> None:
        paper = [left for left in done.leftovers if left.what in ("printed", "saved")]
        until = next(left.day for left in done.leftovers if left.what == "backups")
        told = ngettext(
            "Protected. {n} letter left the program before, and backups until {day} may hold her in the open.",
            "Protected. {n} letters left the program before, and backups until {day} may hold her in the open.",
            len(paper),
        )
        words = told.format(n=len(paper), day=day_text(until))
        if any(left.what == "set_aside" for left in done.leftovers):
            aside = _("An older register lies in the register's folder. Move it to where only those who read may go.")
            words = f"{words} {aside}"
        self._shell.notice(words)
        self._changed(done.changes)

    def _changed(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))
        self._shell.changes.changed.emit(changes)
