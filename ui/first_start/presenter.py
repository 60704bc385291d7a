"""Founding a register step by step. Asks the application, tells the view; keeps no word of a sheet.

Order: fields and passphrase, keys and sheets, paper, proof of the paper, files. Until the proof nothing is registered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.errors import CaseworkerError
from ui.first_start.answers import SHEETS, Answers, Section
from ui.first_start.demo_presenter import DemoPresenter
from ui.first_start.sheets_part import LETTERS
from ui.first_start.view import FirstStartView
from ui.language import _
from ui.printing import PagePicture, Printer
from ui.tasks import Runner
from ui.wording import code_of, sentence_of, strength_text

if TYPE_CHECKING:
    from caseworker.app import Application, Session
    from caseworker.founding import CreateRegister, PendingRegister

PRINT_SCALE = 200 / 72  # pixels per point: 200 dots an inch, in memory for the time of printing only


@dataclass(frozen=True, slots=True)
class Around:
    """What the founding needs of its surroundings; ``choose_folder`` asks with the system's own dialog."""

    runner: Runner
    printer: Printer
    opened: "Callable[[Session], None]"
    choose_folder: Callable[[], Path | None]
    application_in: "Callable[[Path], Application]"


class FirstStartPresenter:
    """Between the application and the view of the first start."""

    def __init__(self, application: "Application", around: Around, view: FirstStartView) -> None:
        """Nothing is made before the user asks for it."""
        self._application, self._around, self._view = application, around, view
        self._pending: PendingRegister | None = None
        self._proved: dict[int, bool] = {}
        self._accepted, self._judged = False, ""
        form, sheets = view.form, view.form.sheets
        form.edited.connect(self.look)
        form.suggestion_asked.connect(self.suggest)
        form.finish_asked.connect(self.finish)
        sheets.print_asked.connect(self.print)
        sheets.resume_asked.connect(self.resume)
        sheets.again_asked.connect(self.begin_again)
        sheets.typed.connect(self.prove)
        self._demo = DemoPresenter(lambda: self._application, around.runner, view.demo, self._opened)
        view.begin.folder_asked.connect(self.choose_folder)
        self._show_folder()
        self.look()

    @property
    def pending(self) -> "PendingRegister | None":
        """The register that waits for its sheets to be proved."""
        return self._pending

    @property
    def answers(self) -> Answers:
        """The form as it stands."""
        printed = self._pending is not None
        return self._view.form.answers(accepted=self._accepted, printed=printed, proved=self._proved)

    def look(self) -> None:
        """Something was typed: judge a new passphrase, tick what is done, say what remains."""
        answers = self.answers
        if answers.passphrase != self._judged:
            self._judged = answers.passphrase
            self._accepted = False
            own = (answers.name, answers.office)
            self._around.runner.run(
                "strength",
                lambda: self._application.passphrase_strength(answers.passphrase, own),
                lambda judged: self._show_strength(
                    judged.score, judged.reason.value, judged.words_missing, judged.accepted
                ),
            )
        self._show()

    def suggest(self) -> None:
        """Put five words into the field."""
        self._around.runner.run("suggest", self._application.suggest_passphrase, self._view.form.fill_in, self._fail)

    def print(self) -> None:
        """Make keys and sheets, then print them."""
        if not self.answers.can_print:
            return
        if self._pending is not None:
            self._print_again(self._pending)
            return
        request = self._request()
        self._view.form.fault.hide()
        self._view.form.lock(True)
        self._view.form.sheets.set_busy(_("Making the keys"))
        self._around.runner.run("founding", lambda: self._begin(request), self._print, self._fail)

    def resume(self) -> None:
        """Go on with sheets that were printed before the program was closed."""
        request = self._request()
        self._view.form.sheets.set_busy(_("Looking"))
        self._around.runner.run("founding", lambda: self._application.resume(request), self._resumed, self._fail)

    def prove(self, sheet: int, letters: str) -> None:
        """Compare four letters with the asked word of a sheet."""
        if self._pending is None:
            return
        right = self._pending.prove(sheet, letters) if len(letters.strip()) == LETTERS else None
        self._proved[sheet] = bool(right)
        self._view.form.sheets.show_proof(sheet, right)
        self._show_picture()
        self._show()

    def begin_again(self) -> None:
        """Give up the printed sheets: they will open nothing."""
        self._pending, self._proved = None, {}
        self._view.form.sheets.show_asked({})
        self._view.form.lock(False)
        self._view.begin.lock(False)
        self._show()

    def finish(self) -> None:
        """Make the register and open it."""
        pending, answers = self._pending, self.answers
        if pending is None or not answers.complete:
            return

        def make() -> "Session":
            pending.finish()
            return self._application.unlock(answers.name.strip(), answers.passphrase)

        self._view.form.finish.set_busy(_("Creating the register"))
        self._around.runner.run("founding", make, self._opened, self._fail)

    def choose_folder(self) -> None:
        """Let the user say where the register shall lie."""
        chosen = self._around.choose_folder()
        if chosen is not None:
            self._application = self._around.application_in(chosen)
            self._show_folder()

    def _begin(self, request: "CreateRegister") -> "tuple[PendingRegister, list[PagePicture]]":
        pending = self._application.begin(request)
        return pending, sheet_pages(pending)

    def _print_again(self, pending: "PendingRegister") -> None:
        """The paper jammed or was lost: the same sheets, while they are still in memory."""
        if not pending.sheets:
            self._view.form.sheets.state.setText(_("The words are on paper only. Begin again to print new sheets."))
            return
        self._view.form.sheets.set_busy(_("Printing"))
        self._around.runner.run("founding", lambda: sheet_pages(pending), self._printed_again, self._fail)

    def _printed_again(self, pages: "list[PagePicture]") -> None:
        self._view.form.sheets.set_busy(None)
        try:
            self._around.printer.print_pages(pages, self._view, paper_only=True)
        except CaseworkerError as error:
            self._fail(error)
        self._show()

    def _print(self, made: "tuple[PendingRegister, list[PagePicture]]") -> None:
        pending, pages = made
        self._view.form.sheets.set_busy(None)
        try:
            printed = self._around.printer.print_pages(pages, self._view, paper_only=True)
        except CaseworkerError as error:
            self._fail(error)
            return
        if not printed:
            self._view.form.lock(False)
            self._show()
            return
        self._ask(pending, _("Three of three sheets are printed."))

    def _resumed(self, pending: "PendingRegister | None") -> None:
        self._view.form.sheets.set_busy(None)
        if pending is None:
            self._view.form.sheets.state.setText(_("No sheets wait in this folder. Print them first."))
            self._show()
            return
        self._ask(pending, _("The sheets that were printed before are asked for."))

    def _ask(self, pending: "PendingRegister", said: str) -> None:
        self._pending, self._proved = pending, {}
        self._view.form.lock(True)
        self._view.begin.lock(True)
        self._view.form.sheets.show_asked({asked.sheet: asked.position for asked in pending.asked}, said)
        self._view.form.sheets.fields[0].setFocus()
        self._show_picture()
        self._show()

    def _request(self) -> "CreateRegister":
        from caseworker.founding import CreateRegister

        answers = self.answers
        return CreateRegister(
            folder=self._application.folder,
            municipality_code=answers.municipality,
            office_code=answers.office_code.strip(),
            office_name=answers.office.strip(),
            user_name=answers.name.strip(),
            passphrase=answers.passphrase,
        )

    def _show(self) -> None:
        answers = self.answers
        self._view.show_answers(answers, remains(answers))

    def _show_picture(self) -> None:
        if self._pending is None:
            return
        left = [asked for asked in self._pending.asked if not self._proved.get(asked.sheet)]
        asked = (left or list(self._pending.asked))[0]
        self._view.show_sheet(asked.sheet, asked.position, self.answers.office)

    def _show_strength(self, score: int, reason: str, words_missing: int, accepted: bool) -> None:
        self._accepted = accepted
        if self._judged:
            self._view.form.show_strength(score, strength_text(reason, words_missing), accepted=accepted)
        else:
            self._view.form.strength.clear()
        self._show()

    def _show_folder(self) -> None:
        service = self._application.folder_problem(self._application.folder)
        problem = ""
        if service == "network":
            problem = _("A network drive: the register can be damaged there. Choose a disk of this computer.")
        elif service:
            problem = _("{service} copies this folder elsewhere. Choose a folder that is not synced.").format(
                service=service
            )
        self._view.begin.show_folder(self._application.folder, problem)

    def _opened(self, session: "Session") -> None:
        self._pending = None
        self._around.opened(session)

    def _fail(self, error: Exception) -> None:
        form, sentence = self._view.form, sentence_of(error)
        form.sheets.set_busy(None)
        form.finish.set_busy(None)
        form.lock(self._pending is not None)
        form.fault.show_fault(sentence.happened, sentence.safe, sentence.do, code_of(error))
        self._show()


def sheet_pages(pending: "PendingRegister") -> list[PagePicture]:
    """Every sheet as pictures for the printer, in memory."""
    pages: list[PagePicture] = []
    for sheet in range(1, SHEETS + 1):
        pages += pending.sheet_pages(sheet, scale=PRINT_SCALE)
    return pages


def remains(answers: Answers) -> Sequence[str]:
    """What is still missing, in the order of the form."""
    words = {
        Section.OFFICE: _("municipality and office"),
        Section.YOU: _("your name"),
        Section.PASSPHRASE: _("a strong passphrase, typed twice"),
        Section.SHEETS: _("to print the sheets")
        if not answers.printed
        else _("to prove sheet {sheets}").format(
            sheets=", ".join(str(n) for n in range(1, SHEETS + 1) if not answers.proved.get(n))
        ),
    }
    return [words[section] for section in Section if not answers.done(section)]
