"""The page Personakt: head, tabs and what stands under them. Hands every intention to the presenter."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused
from caseworker.services import review
from caseworker.services.identity import SameNumber
from ui.agenda_acts import AgendaActs
from ui.desk import Desk
from ui.language import _
from ui.outlet import Outlet, SystemOutlet
from ui.person.assigning import Assigning
from ui.person.document_acts import DocumentActs
from ui.person.ending import ask_ending
from ui.person.explainer import Explainer
from ui.person.header import PersonHeader
from ui.person.identity_presenter import IdentityPresenter
from ui.person.keeping import FormDrafts
from ui.person.linking import Linking
from ui.person.parts import CODES, FileParts
from ui.person.plan_acts import PlanActs
from ui.person.presenter import PersonPresenter, Written
from ui.person.protection_guard import ProtectionGuard, veiled
from ui.person.same_number import ask_same_number
from ui.person.step_acts import StepActs
from ui.shell.in_need import ask_in_need
from ui.shell.page import Command, PageWidget, Recent, Shell
from ui.turned import Turn, turn_commands
from ui.widgets.chip import Keycap, KeyHint
from ui.widgets.columns import SideColumn
from ui.widgets.states import LoadingLines
from ui.widgets.tabs import PAD, TabStrip
from ui.widgets.text import Hairline
from ui.words import mid_sentence, shown_name


class PersonPage(PageWidget):
    """One person's file. Alt 1–8 choose a tab, N adds what the tab is about, A writes a note, B makes a letter.

    A tab is built when it is first chosen: most looks at a file end on the overview.
    """

    def __init__(self, shell: Shell, desk: Desk, outlet: Outlet | None = None, turn: Turn | None = None) -> None:
        """Build the page; whose file it is comes with ``activate``. ``outlet`` is where documents are saved to.

        ``turn`` turns the screen to the person.
        """
        super().__init__(_("Case file"), name="personPage")
        self._shell, self._desk, self._turn = shell, desk, turn
        self.presenter = PersonPresenter(desk, shell.runner, self)
        self.header = PersonHeader(desk.words)
        self.tabs = TabStrip(list(zip(CODES, _tab_words(), strict=True)), _("Parts of the file"), name="personTabs")
        self.acts = DocumentActs(self, shell, desk, outlet or SystemOutlet())
        self.who = IdentityPresenter(desk, shell.runner, self.presenter)
        self.drafts = FormDrafts(desk, shell.runner, lambda: self.presenter.file, self)
        self.plan = PlanActs(self, shell, desk, outlet or SystemOutlet())
        serve = self.acts.connect, self.plan.connect
        self.parts = FileParts(desk, self.presenter, self.show_tab, self.who, shell.go, self.drafts, *serve)
        self.guard = ProtectionGuard(self, shell, desk, self.header.side)
        self.assigning = Assigning(self, shell, desk)
        self.agenda = AgendaActs(shell, desk, self)
        self.steps = StepActs(self, shell)
        self.linking = Linking(self, shell, desk)
        self.explainer = Explainer(self, outlet or SystemOutlet())
        self.waiting = LoadingLines(name="personWaiting")
        self._lay_out()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of the file; of the journal while it is shown."""
        if self.tabs.code() == "notes":
            return (
                KeyHint("A", _("write")),
                KeyHint("Ctrl S", _("sign")),
                KeyHint("Esc", _("to the journal, kept unsigned")),
                KeyHint("↑ ↓", _("notes")),
                KeyHint("R", _("correct")),
                KeyHint("D", _("disputed")),
                KeyHint("Alt ←", _("back")),
            )
        if self.tabs.code() == "interventions":
            return self.parts.interventions.key_hints()
        return (
            KeyHint("Alt 1–8", _("tab")),
            *(self.parts.overview.key_hints() if self.tabs.code() == "overview" else ()),
            KeyHint("N", _new_words(self.tabs.code())),
            KeyHint("A", _("note")),
            KeyHint("B", _("letter")),
            KeyHint("V", _("side")),
            *((KeyHint("H", _("who works with it")),) if self._desk.may("case.assign") else ()),
            KeyHint("Alt ←", _("back")),
        )

    def commands(self) -> Sequence[Command]:
        """What can be done with the file."""
        tabs = [
            Command(f"person_{code}", words, partial(self.show_tab, code), icon="folder-open", keys=f"Alt+{digit}")
            for digit, (code, words) in enumerate(zip(CODES, _tab_words(), strict=True), 1)
        ]
        side = _side_key(self.tabs.code())
        return (
            *tabs,
            Command("person_new", _("New status or intervention"), self._new, icon="plus", keys="N"),
            Command("person_note", _("New note"), self._note, icon="notebook-pen", keys="A"),
            Command("person_letter", _("Letter to this person"), self._letter, icon="mail", keys="B"),
            Command("person_letter_ctrl", _("Make a letter"), self._letter, icon="mail", keys="Ctrl+B"),
            *turn_commands(self._turn, lambda: _reader(self.presenter.file)),
            Command("person_side", _("Show or hide the side"), self._side, icon="chevron-right", keys=side),
            Command("person_numbers", _("Show or hide numbers"), self.header.reveal.click, icon="eye"),
            Command(
                "person_close", _("I am close to this person (conflict of interest)"), self._declare_close, icon="users"
            ),
            Command("case_close", _("Close the case"), self._close_case, icon="check"),
            Command("case_reopen", _("Open the case again"), self.presenter.reopen_case, icon="undo-2"),
            *(self.parts.overview.commands() if self.tabs.code() == "overview" else ()),
            *self.assigning.commands(),
            *self.agenda.commands(self.presenter.file),
            *self.linking.commands(),
            *self.acts.commands(),
            *self.guard.commands(),
            *self.parts.plan_acts.commands(),
            *(self.plan.commands() if self.tabs.code() == "interventions" else ()),
        )

    def activate(self, subject: object | None = None) -> None:
        """Open the file of the person with the id ``subject``; "id/tab" goes on to a tab, "id/notes/note" to a note."""
        person, tab, note = (str(subject or self.presenter.person).split("/") + ["", ""])[:3]
        if person != self.presenter.person:
            self._forget()
        self.waiting.start(_("Opening the file"))
        self.presenter.open(person)
        self.drafts.aim(person)
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        if tab and not note and tab in CODES:
            self.show_tab(tab)
        if note:
            self.show_tab("notes")
            self.parts.notes.go_to(note)

    def leave(self) -> None:
        """Keep the note being written; mask the numbers."""
        self.drafts.keep_now()
        self.parts.close_documents()
        self.explainer.close()
        self.presenter.keep_note()
        if self.guard.is_open:  # read again on coming back: nothing of a protected person waits on a hidden page
            self._forget()
            self.guard.take_off()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes a form at the side, then goes back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.parts.overview.form_open:
            self.parts.overview.close_forms()
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._shell.back()

    def show_tab(self, code: str) -> None:
        """Choose a tab."""
        self.tabs.choose(code)

    # Building
    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.parts.overview)
        strip = QHBoxLayout()
        strip.setContentsMargins(24 - PAD, 0, 24, 0)
        strip.addWidget(self.tabs, 1)
        strip.addWidget(Keycap("Alt 1–8"))
        self._content = QWidget()
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self.guard.banner)
        content.addWidget(self.header)
        content.addLayout(strip)
        content.addWidget(Hairline())
        content.addWidget(self._stack, 1)
        self._content.hide()
        self.waiting.setContentsMargins(24, 24, 24, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.waiting)
        column.addWidget(self._content, 1)
        column.addStretch(0)

    def _connect(self) -> None:
        presenter = self.presenter
        self.tabs.currentChanged.connect(self._tab_changed)
        self.header.reveal_asked.connect(presenter.reveal)
        self.header.cover_asked.connect(presenter.cover)
        presenter.shown.connect(self._show)
        presenter.law.read.connect(lambda found: self.header.show_phase(found.journey.today))
        presenter.written.connect(self._written)
        presenter.told.connect(self.parts.say)
        presenter.failed.connect(self._failed)
        presenter.unread.connect(self._unread)
        presenter.revealed.connect(self._show_numbers)
        presenter.journal.kept.connect(lambda moment: self._shell.show_saved(moment, draft=True))
        self.who.same_number.connect(self._same_number)
        self.drafts.restored.connect(self.parts.open_kept)
        kept = _("What you had not saved is still in the form.")
        self.drafts.restored.connect(lambda _form: self._shell.notice(kept))
        self.drafts.failed.connect(self._failed)
        self.drafts.kept.connect(lambda moment: self._shell.show_saved(moment, draft=True))
        self._shell.changes.changed.connect(presenter.heard)

    # Answers
    def _show(self, file: PersonFile) -> None:
        self.waiting.stop()
        today = self._desk.today()
        self.header.show_file(file, today)
        self.parts.show_file(veiled(file))
        self.guard.show_file(file)
        self._content.show()
        status = next((row.code for row in file.statuses if row.ends is None or row.ends >= today), "")
        words = self._desk.words
        self._shell.remember(
            Recent(
                file.id,
                _recent_name(file, self.header.name.text()),
                mid_sentence(words.status(status)) if file.protected is None else _("protected details"),
                "person",
                file.id,
            )
        )

    def _show_numbers(self, numbers: Mapping[str, str]) -> None:
        self.header.show_numbers(numbers, self._desk.today())

    def _written(self, written: Written) -> None:
        self._shell.show_saved(self._desk.local(written.changes.saved))
        self.parts.written(written.form)
        self._shell.changes.changed.emit(written.changes)

    def _failed(self, fault: Exception) -> None:
        self.waiting.stop()
        self._shell.show_error(fault)

    def _unread(self, fault: Exception) -> None:
        """Nothing of a file beyond reach stays on the page; whoever is looking at it is asked whether she must."""
        if isinstance(fault, Refused) and fault.code == "person.unknown" and self.presenter.file is not None:
            self.waiting.stop()  # her registration was taken back: nothing of her is left to show
            self.presenter.file = None
            self._forget()
            self._shell.go("people")
            return
        if not isinstance(fault, Refused) or fault.code != "access.out_of_reach":
            self._failed(fault)
            return
        self.waiting.stop()
        self.presenter.file = None
        self._forget()
        shell, person = self._shell, self.presenter.person
        if self.isVisible() and not ask_in_need(shell, self._desk, person, self.read_again, self):
            shell.show_error(fault)

    def read_again(self) -> None:
        """Show nothing of the file until it has been read anew."""
        self._forget()
        self.guard.take_off()
        self.activate()

    def _forget(self) -> None:
        self._content.hide()
        self.explainer.close()
        self.header.forget()
        self.parts.forget()
        self.tabs.choose("overview")

    def _tab_changed(self, place: int) -> None:
        tab = self.parts.tab(CODES[place])
        if self._stack.indexOf(tab) < 0:
            self._stack.addWidget(tab)
        self._stack.setCurrentWidget(tab)
        self._shell.refresh_hints()

    def _new(self) -> None:
        if self.tabs.code() == "documents":
            self.parts.documents.begin()
        elif self.tabs.code() == "status":
            self.parts.status.begin()
        elif self.tabs.code() == "household":
            self.parts.household.begin()
        else:
            self.show_tab("interventions")
            self.parts.interventions.begin()

    def _note(self) -> None:
        self.show_tab("notes")
        self.parts.notes.begin()

    def _letter(self) -> None:
        self._shell.go("letters", self.presenter.person)

    def _close_case(self) -> None:
        ask_ending(self._desk.today(), self.presenter.close_case, self)

    def _same_number(self, found: SameNumber) -> None:
        ask_same_number(found, partial(self._shell.go, "person"), self)

    def _declare_close(self) -> None:
        desk = self._desk
        declare = partial(review.declare_close, desk.register, person=self.presenter.person, by=desk.user)
        self._shell.runner.run("person.close", declare, self._declared, self._failed)

    def _declared(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))
        self._shell.notice(_("Declared. Your looks at this file are always reviewed. Leave the case to a colleague."))

    def _side(self) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, SideColumn):
            shown.toggle()


def _reader(file: PersonFile | None) -> tuple[str, str]:
    """Whom the screen can be turned to, and what she reads."""
    return ("", "") if file is None else (file.id, file.reads)


def _recent_name(file: PersonFile, name: str) -> str:
    if file.protected is not None:
        return shown_name("", file.case_number, file.protected)
    return name


def _side_key(tab: str) -> str:
    return "S" if tab == "interventions" else "V"  # there V tells what changed in the plan


def _new_words(tab: str) -> str:
    return {"status": _("new status"), "household": _("new relation"), "documents": _("new document")}.get(
        tab, _("new intervention")
    )


def _tab_words() -> tuple[str, ...]:
    return (
        _("Overview"),
        _("Interventions & plan"),
        _("Legal status"),
        _("Notes"),
        _("Documents"),
        _("Household"),
        _("Numbers and names"),
        _("Log"),
    )
