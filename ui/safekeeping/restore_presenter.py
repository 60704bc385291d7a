"""Between the view of a restore and what does it: the same that the terminal's command uses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QDialog

from caseworker.messages.backups import restored_words
from ui.language import _, ngettext
from ui.safekeeping.restore_view import RestoreView, when_words
from ui.tasks import Runner
from ui.widgets.irreversible import Irreversible
from ui.wording import code_of, sentence_of

if TYPE_CHECKING:
    from caseworker.app import Application
    from caseworker.restoring import Copy, Restored, WhoRestores

_STOCKHOLM = ZoneInfo("Europe/Stockholm")
_JOB = "restore"


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """One backup as it is shown: Swedish time, and how it stands to the register that lies here, in words."""

    name: str
    path: Path
    made: datetime
    place: str
    people: int | None
    missing: int | None
    code: str
    compared: str


class RestorePresenter:
    """Asks for the copies, lets one be restored, and tells how it went."""

    def __init__(
        self, application: "Application", runner: Runner, view: RestoreView, ended: Callable[[], None]
    ) -> None:
        """``ended`` follows on a restore that is done, or on turning back."""
        self._application, self._runner, self._view = application, runner, view
        view.asked.connect(self.look)
        view.chosen.connect(self.restore)
        view.back_asked.connect(self._leave)
        view.unlock_asked.connect(ended)
        self._ended = ended

    def look(self) -> None:
        """Ask which copies there are: whoever asks proves who she is first."""
        view, restorer = self._view, self._application.restorer
        who, places = self._who(), self._places()
        view.set_busy(_("Opening the newest backups"))
        self._runner.run(_JOB, lambda: restorer.copies(who, places=places), self._show, self._failed)

    def restore(self, row: ShownCopy | None) -> None:
        """Ask once more, with the number of people, then put the copy in the register's place."""
        if row is None or row.people is None or not self._confirmed(row, row.people):
            return
        view, restorer = self._view, self._application.restorer
        who, reason, chosen = self._who(), " ".join(view.reason.text().split()), str(row.path)
        act = partial(restorer.restore, who, chosen=chosen, reason=reason, places=self._places())
        view.set_busy(_("Restoring: the backup is opened, checked and put in place"))
        self._runner.run(_JOB, act, self._done, self._failed)

    def _who(self) -> "WhoRestores":
        from caseworker.restoring import WhoRestores
        from ui.unlock.recovery import sheet_words

        part = self._view.who
        if part.by_paper():
            return WhoRestores(
                part.who(), sheets=tuple(" ".join(sheet_words(one.toPlainText())) for one in part.sheets)
            )
        return WhoRestores(part.who(), part.passphrase.text())

    def _places(self) -> tuple[Path, ...]:
        place = self._view.place.path()
        return () if place is None else (place,)

    def _confirmed(self, row: ShownCopy, people: int) -> bool:
        told = _("The backup of {made} takes the register's place. {compared}").format(
            made=when_words(row.made), compared=row.compared.partition("\n")[2]
        )
        dialog = Irreversible(_("Restore this backup?"), told, _("Restore"), confirm=str(people), parent=self._view)
        answer = dialog.exec()
        dialog.deleteLater()
        return answer == QDialog.DialogCode.Accepted

    def _show(self, found: "Sequence[Copy]") -> None:
        self._view.set_idle()
        self._view.show_copies([shown(one) for one in found])
        if not found:
            self._tell(_("There is no backup in these places."))

    def _tell(self, text: str) -> None:
        self._view.fault.show_fault(text, _("Nothing was changed."), _("Name another folder and look again."), "")

    def _done(self, done: "Restored") -> None:
        people = ngettext("{n} person", "{n} persons", done.people).format(n=done.people)
        made = when_words(done.file.made.astimezone(_STOCKHOLM))
        lines = [
            _("The backup of {made} is restored: {people}.").format(made=made, people=people),
            *restored_words(done.aside, done.protected_again, accounts_as_then=done.accounts_as_then, translate=_),
            _("Enter what happened after the backup once more."),
        ]
        self._view.show_result("\n".join(lines))

    def _leave(self) -> None:
        self._view.empty()
        self._ended()

    def _failed(self, error: Exception) -> None:
        self._view.set_idle()
        sentence = sentence_of(error)
        self._view.fault.show_fault(sentence.happened, sentence.safe, sentence.do, code_of(error))


def shown(copy: "Copy") -> ShownCopy:
    """Return how a backup is shown."""
    return ShownCopy(
        copy.name,
        copy.place / copy.name,
        copy.made.astimezone(_STOCKHOLM),
        str(copy.place),
        copy.people,
        copy.missing,
        copy.code,
        f"{copy.place / copy.name}\n{_compared(copy)}",
    )


def _compared(copy: "Copy") -> str:
    if copy.people is None:
        return _("This backup does not open. Choose another.")
    if copy.missing is None:
        return _("The register that lies here cannot be compared with it: it is missing, damaged or another log.")
    if not copy.missing:
        return _("Nothing was written after it.")
    told = ngettext("{n} row of the log came after it.", "{n} rows of the log came after it.", copy.missing)
    return told.format(n=copy.missing)
