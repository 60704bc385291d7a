"""The plan on paper: in which language, the warning that somebody must not be told, and the way to the printer."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caseworker.domain.household import kept_away
from caseworker.domain.ids import PersonId
from caseworker.domain.rows import CodeRow, PersonFile
from caseworker.domain.translation import ReviewState
from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.services import letters, plan_print
from caseworker.services.plan_print import PageImage, PlanLanguage
from ui.desk import Desk
from ui.language import _
from ui.outlet import Outlet
from ui.printing import PrintJob
from ui.shell.page import Shell
from ui.warning_words import together_words, warning_words
from ui.widgets.choice import Alternative, RadioList
from ui.widgets.question import Question
from ui.widgets.text import Label, SectionHeading
from ui.widgets.tick import Tick
from ui.words import Words

if TYPE_CHECKING:
    from ui.person.view import PersonPage

SWEDISH = "sv"
DOTS_PER_INCH = 300


class PlanPrintDialog(Question):
    """Which language stands beside the Swedish. ``language`` and ``despite`` tell what was chosen."""

    def __init__(
        self,
        file: PersonFile,
        languages: Sequence[CodeRow],
        warnings: Sequence[str],
        words: Words,
        parent: QWidget,
        known: Mapping[str, PlanLanguage],
    ) -> None:
        """``warnings`` tell who must not be told and may read the paper; they must be answered before it is printed.

        ``known`` says how sure the words are in each language but Swedish.
        """
        told = _("The goals and other words that you have written yourself stay in Swedish.")
        super().__init__(_("Print the plan"), told, _("Print"), name="planPrint", parent=parent)
        rows = [_alternative(one, words) for one in languages]
        self.languages = RadioList(rows, _("Language"), name="planPrintLanguage")
        codes = {one.code for one in languages}
        self.languages.choose(file.reads if file.reads in codes else SWEDISH)
        self.languages.chosen.connect(lambda _code: self._look())
        reads = _("Reads {language}").format(language=words.language(file.reads)) if file.reads else ""
        self._known = known
        self.draft = Label(_draft(), "small", "ink2", wrap=True, name="planPrintDraft")
        self.warning = Label("\n".join(warnings), "smallaction", "danger", wrap=True, name="planPrintWarning")
        self.tick = Tick(_("Print the plan all the same"), name="planPrintDespite")
        self.tick.toggled.connect(lambda _on: self._look())
        self._asks = bool(warnings)
        heading = SectionHeading(_("Language"), role="h3")
        heading.set_texts(_("Language"), reads)
        for part in (heading, self.languages, self.draft, self.warning, self.tick):
            self.body.addWidget(part)
        for part in (self.warning, self.tick):
            part.setVisible(self._asks)
        self._look()
        self.languages.focus_chosen()

    @property
    def language(self) -> str:
        """The code of the language that was chosen."""
        return self.languages.code()

    @property
    def despite(self) -> bool:
        """Whether the plan is to be printed although somebody must not be told."""
        return self.tick.isChecked()

    def _look(self) -> None:
        # the words keep their room: the buttons stay where they are while one moves among the languages
        known = self._known.get(self.language)
        self.draft.setText(_draft() if known is None else _sure(known))
        self.draft.setEnabled(self.language != SWEDISH)
        self.go.setEnabled((self.despite or not self._asks) and (known is None or known.allowed))


class PlanPrinting:
    """Asks, prints and tells. The service logs the paper before it leaves."""

    def __init__(self, page: "PersonPage", shell: Shell, desk: Desk, outlet: Outlet) -> None:
        """``outlet`` is where the paper goes."""
        self._page, self._shell, self._desk, self._outlet = page, shell, desk, outlet

    def may(self, file: PersonFile | None) -> bool:
        """Whether this plan may be printed here: never a protected person's."""
        return file is not None and file.protected is None and self._desk.may("letter.make")

    def ask(self) -> None:
        """Ask in which language the plan is to be printed."""
        file, desk = self._page.presenter.file, self._desk
        if file is None or not self.may(file):
            return
        languages = letters.list_letter_languages(desk.register, by=desk.user)
        warned = kept_away(file.no_contacts, desk.today())
        known = plan_print.list_plan_languages(desk.register, by=desk.user)
        told = [f"{warning_words(row)} · {together_words(row)}" for row in warned]
        dialog = PlanPrintDialog(file, languages, told, desk.words, self._page, known)
        dialog.accepted.connect(lambda: self._print(PersonId(file.id), dialog.language, dialog.despite))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _print(self, person: PersonId, language: str, despite: bool) -> None:
        try:
            job = self._outlet.choose_printer(self._page)
        except CaseworkerError as fault:
            self._shell.show_error(fault)
            return
        if job is None:
            return
        desk = self._desk

        def make() -> tuple[PageImage, ...]:
            return plan_print.print_plan(
                desk.register,
                person=person,
                language=language,
                dots_per_inch=DOTS_PER_INCH,
                despite=despite,
                by=desk.user,
            )

        self._shell.runner.run("person.plan_print", make, partial(self._send, job), self._shell.show_error)

    def _send(self, job: PrintJob, pages: tuple[PageImage, ...]) -> None:
        try:
            job.send(pages)
        except EnvironmentFault:
            # the log already says printed; the sentence of this fault tells so
            self._shell.show_error(EnvironmentFault("letter.print_failed"))
        else:
            self._shell.notice(_("Sent to the printer."))


def _draft() -> str:
    return _("The translation is not reviewed. A line in both languages says so on the paper.")


def _sure(known: PlanLanguage) -> str:
    """Return how sure the words are and what the paper says of it, or why nothing can be printed."""
    standing = known.state.standing
    if not known.allowed:
        return _("The translation is not approved, and the municipality prints approved ones only.")
    if standing.state is ReviewState.APPROVED:
        return _("The municipality has approved the translation.")
    if standing.state is ReviewState.REVIEWED:
        return _("A native speaker has reviewed the translation. A line in both languages says so on the paper.")
    return _draft()


def _alternative(one: CodeRow, words: Words) -> Alternative:
    name = words.language(one.code)
    swedish = one.code == SWEDISH
    return Alternative(
        one.code,
        _("Swedish alone") if swedish else name[:1].upper() + name[1:],
        beside="" if swedish else one.en,
    )
