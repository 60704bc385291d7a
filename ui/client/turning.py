"""Turning the screen to a person and back: asks, reads, covers the program, prints, checks the passphrase.

One for the whole session. Nothing is read after the screen is turned, except the letter she has printed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from caseworker.domain.ids import PersonId
from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.services import client_view, letters
from caseworker.services.client_view import ClientView
from caseworker.services.letters import PageImage
from ui.client.asking import TurnQuestion
from ui.client.window import ClientWindow, Clocks
from ui.desk import Desk
from ui.language import _
from ui.outlet import Outlet, SystemOutlet
from ui.shell.page import Shell
from ui.wording import code_of, sentence_of

if TYPE_CHECKING:
    from ui.printing import PrintJob

DOTS_PER_INCH = 300
_WRONG = "unlock.wrong"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the composition decides: who may come back, whether one may print, and when it locks."""

    prove: Callable[[str], None]
    printing: bool
    minutes: int
    outlet: Outlet = field(default_factory=SystemOutlet)
    clocks: Clocks = Clocks()


class Turning:
    """``window`` is there while the screen is turned."""

    def __init__(self, shell: Shell, desk: Desk, terms: Terms) -> None:
        """Nothing is asked or shown yet."""
        self._shell, self._desk, self._terms = shell, desk, terms
        self._job: PrintJob | None = None
        self._covered: list[QWidget] = []
        self._fault: Exception | None = None
        self.window: ClientWindow | None = None

    def ask(self, person: str, reads: str) -> None:
        """Ask whether the language is right; on yes read the page and turn the screen."""
        desk = self._desk
        rows = letters.list_letter_languages(desk.register, by=desk.user)
        question = TurnQuestion(
            self._shell if isinstance(self._shell, QWidget) else None,
            [(row.code, desk.words.language(row.code), row.en) for row in rows],
            reads,
            self._choose_printer if self._terms.printing else None,
            ready=self._job is not None,
        )
        answer, language = question.exec(), question.language
        question.deleteLater()
        if answer == QDialog.DialogCode.Accepted:
            read = partial(
                client_view.open_client, desk.register, person=PersonId(person), language=language, by=desk.user
            )
            self._shell.runner.run("client.read", read, self.turn, self._shell.show_error)

    def turn(self, view: ClientView) -> None:
        """Keep what was begun everywhere, cover the program and show the page."""
        if self.window is not None:
            return
        self._shell.keep_all()
        self._fault = None
        self._covered = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]
        window = self.window = ClientWindow(
            view, prints=self._job is not None, minutes=self._terms.minutes, clocks=self._terms.clocks
        )
        window.lock_asked.connect(self._shell.lock)
        window.tried.connect(self._try)
        window.print_asked.connect(partial(self._print, view.person))
        window.begin(self._covered[0].screen() if self._covered else window.screen())
        for one in self._covered:
            one.hide()

    def _choose_printer(self, parent: QWidget) -> bool:
        try:
            self._job = self._terms.outlet.choose_printer(parent) or self._job
        except CaseworkerError as fault:
            self._shell.show_error(fault)
        return self._job is not None

    # Printing
    def _print(self, person: PersonId, language: str) -> None:
        self._shell.runner.run(
            "client.print",
            partial(self._pages, person, language),
            partial(self._send, language),
            partial(self._unprinted, language),
        )

    def _pages(self, person: PersonId, language: str) -> tuple[PageImage, ...]:
        desk = self._desk
        letter = letters.issue_letter(
            desk.register, person=person, sheet=client_view.SHEET, language=language, how="printed", by=desk.user
        )
        return letters.letter_pages(desk.register, letter=letter, dots_per_inch=DOTS_PER_INCH, by=desk.user)

    def _send(self, language: str, pages: tuple[PageImage, ...]) -> None:
        try:
            if self._job is not None:
                self._job.send(pages)
        except EnvironmentFault:
            # the log already says printed; the sentence of this fault tells so
            self._unprinted(language, EnvironmentFault("letter.print_failed"))

    def _unprinted(self, language: str, fault: Exception) -> None:
        """Why is for the caseworker: it may be about somebody who must not know where she lives."""
        self._fault = fault
        if self.window is not None:
            self.window.show_not_printed(language)
        else:
            self._shell.show_error(fault)

    # Back
    def _try(self, passphrase: str) -> None:
        if self.window is not None:
            self.window.panel.set_busy(_("Checking"))
            self._shell.runner.run("client.leave", partial(self._terms.prove, passphrase), self._leave, self._stay)

    def _stay(self, fault: Exception) -> None:
        if self.window is not None:
            wrong = code_of(fault) == _WRONG
            self.window.panel.say_wrong(_("Wrong passphrase. Try again.") if wrong else sentence_of(fault).text)

    def _leave(self, _none: object) -> None:
        window, self.window = self.window, None
        covered, self._covered = self._covered, []
        if window is None:
            return
        window.release()
        for one in covered:
            one.show()
            one.activateWindow()
        window.close()
        window.deleteLater()
        if self._fault is not None:
            self._shell.show_error(self._fault)
