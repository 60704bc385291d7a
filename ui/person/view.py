"""The page Personakt: head, tabs and what stands under them. Hands every intention to the presenter."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused
from ui.desk import Desk
from ui.language import _
from ui.person.header import PersonHeader
from ui.person.interventions import InterventionsTab
from ui.person.journal import NotesTab
from ui.person.log import LogTab
from ui.person.overview import OverviewTab
from ui.person.periods import StatusTab
from ui.person.presenter import PersonPresenter, Written
from ui.shell.page import Command, PageWidget, Recent, Shell
from ui.widgets.chip import Keycap, KeyHint
from ui.widgets.columns import SideColumn
from ui.widgets.states import LoadingLines
from ui.widgets.tabs import PAD, TabStrip
from ui.widgets.text import Hairline
from ui.words import fault_words, mid_sentence

if TYPE_CHECKING:
    from ui.person.forms import SmallForm

Tab = OverviewTab | InterventionsTab | StatusTab | NotesTab | LogTab
T = TypeVar("T", OverviewTab, InterventionsTab, StatusTab, NotesTab, LogTab)
TABS = ("overview", "interventions", "status", "notes", "log")


class PersonPage(PageWidget):
    """One person's file. Alt 1–5 choose a tab, N adds what the tab is about, A writes a note, B makes a letter.

    A tab is built when it is first chosen: most looks at a file end on the overview.
    """

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Build the page; whose file it is comes with ``activate``."""
        super().__init__(_("Case file"), name="personPage")
        self._shell, self._desk = shell, desk
        self.presenter = PersonPresenter(desk, shell.runner, self)
        self.header = PersonHeader(desk.words)
        self.tabs = TabStrip(list(zip(TABS, _tab_words(), strict=True)), _("Parts of the file"), name="personTabs")
        self._built: dict[str, Tab] = {}
        self._forms: dict[str, SmallForm] = {}
        self.waiting = LoadingLines(name="personWaiting")
        self._lay_out()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of the file."""
        return (
            KeyHint("Alt 1–5", _("tab")),
            KeyHint("N", _("new status") if self.tabs.code() == "status" else _("new intervention")),
            KeyHint("A", _("note")),
            KeyHint("B", _("letter")),
            KeyHint("V", _("side")),
            KeyHint("Alt ←", _("back")),
        )

    def commands(self) -> Sequence[Command]:
        """What can be done with the file."""
        tabs = [
            Command(f"person_{code}", words, partial(self.show_tab, code), icon="folder-open", keys=f"Alt+{digit}")
            for digit, (code, words) in enumerate(zip(TABS, _tab_words(), strict=True), 1)
        ]
        return (
            *tabs,
            Command("person_new", _("New status or intervention"), self._new, icon="plus", keys="N"),
            Command("person_note", _("New note"), self._note, icon="notebook-pen", keys="A"),
            Command("person_letter", _("Letter to this person"), self._letter, icon="mail", keys="B"),
            Command("person_letter_ctrl", _("Make a letter"), self._letter, icon="mail", keys="Ctrl+B"),
            Command("person_side", _("Show or hide the side"), self._side, icon="chevron-right", keys="V"),
            Command("person_numbers", _("Show or hide numbers"), self.header.reveal.click, icon="eye"),
        )

    def activate(self, subject: object | None = None) -> None:
        """Open the file of the person with the id ``subject``."""
        person = str(subject or self.presenter.person)
        if person != self.presenter.person:
            self._forget()
        self.waiting.start(_("Opening the file"))
        self.presenter.open(person)
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Keep the note being written; mask the numbers."""
        self.presenter.keep_draft()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes a form at the side, then goes back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.overview.form_open:
            self.overview.close_forms()
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._shell.back()

    def show_tab(self, code: str) -> None:
        """Choose a tab."""
        self.tabs.choose(code)

    # Building
    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        strip = QHBoxLayout()
        strip.setContentsMargins(24 - PAD, 0, 24, 0)
        strip.addWidget(self.tabs, 1)
        strip.addWidget(Keycap("Alt 1–5"))
        self._content = QWidget()
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
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
        presenter.written.connect(self._written)
        presenter.told.connect(self._say)
        presenter.failed.connect(self._failed)
        presenter.revealed.connect(self._show_numbers)
        presenter.draft_kept.connect(lambda moment: self._shell.show_saved(moment, draft=True))
        self._shell.changes.changed.connect(presenter.heard)

    # The tabs, each built and connected when it is first needed
    @cached_property
    def overview(self) -> OverviewTab:
        """Översikt."""
        tab, presenter = OverviewTab(self._desk), self.presenter
        tab.tab_asked.connect(self.show_tab)
        tab.contact.sent.connect(lambda: presenter.reach(*tab.contact.values()))
        tab.number.sent.connect(lambda: presenter.add_number(*tab.number.values()))
        tab.details.sent.connect(self._correct)
        self._forms |= {"contact": tab.contact, "number": tab.number, "details": tab.details}
        return self._keep("overview", tab)

    @cached_property
    def interventions(self) -> InterventionsTab:
        """Insatser."""
        tab, presenter = InterventionsTab(self._desk), self.presenter
        tab.mover.moved.connect(presenter.move_intervention)
        tab.form.sent.connect(lambda: presenter.add_intervention(*tab.form.values()))
        self._forms["intervention"] = tab.form
        return self._keep("interventions", tab)

    @cached_property
    def status(self) -> StatusTab:
        """Rättslig ställning."""
        tab, presenter = StatusTab(self._desk), self.presenter
        tab.form.sent.connect(lambda: presenter.record_status(tab.form.text()))
        tab.settlement.sent.connect(lambda: presenter.record_home(*tab.settlement.values(), asylum=False))
        tab.accommodation.sent.connect(lambda: presenter.record_home(*tab.accommodation.values(), asylum=True))
        self._forms |= {"status": tab.form, "settlement": tab.settlement, "accommodation": tab.accommodation}
        return self._keep("status", tab)

    @cached_property
    def notes(self) -> NotesTab:
        """Anteckningar, with the draft that was kept."""
        tab, presenter = NotesTab(self._desk), self.presenter
        tab.sent.connect(presenter.write_note)
        tab.typed.connect(presenter.note_typed)
        presenter.note_restored.connect(tab.show_draft)
        tab.show_draft(presenter.note_draft)
        return self._keep("notes", tab)

    @cached_property
    def log(self) -> LogTab:
        """Logg."""
        return self._keep("log", LogTab(self._desk))

    def _keep(self, code: str, tab: T) -> T:
        self._built[code] = tab
        if self.presenter.file is not None:
            tab.show_file(self.presenter.file)
        return tab

    # Answers
    def _show(self, file: PersonFile) -> None:
        self.waiting.stop()
        today = self._desk.today()
        self.header.show_file(file, today)
        for tab in self._built.values():
            tab.show_file(file)
        self._content.show()
        status = next((row.code for row in file.statuses if row.ends is None or row.ends >= today), "")
        words = self._desk.words
        self._shell.remember(
            Recent(
                file.id,
                self.header.name.text() if file.names else file.case_number,
                mid_sentence(words.status(status)),
                "person",
                file.id,
            )
        )

    def _show_numbers(self, numbers: Mapping[str, str]) -> None:
        self.header.show_numbers(numbers, self._desk.today())

    def _written(self, written: Written) -> None:
        self._shell.show_saved(self._desk.local(written.changes.saved))
        form = self._forms.get(written.form)
        if form is not None:
            form.clear()
        if written.form == "note":
            self.notes.clear()
        self.overview.close_forms()
        self._shell.changes.changed.emit(written.changes)

    def _say(self, form: str, field: str, text: str) -> None:
        if form == "note":
            self.notes.say(field, text)
        elif form == "move":
            self.interventions.mover.say(field, text)
        else:
            self._forms[form].say(field, text)

    def _failed(self, fault: Exception) -> None:
        self.waiting.stop()
        self._shell.show_error(fault)

    def _forget(self) -> None:
        """Another person: nothing of the one before may stay in a form."""
        self._content.hide()
        for form in self._forms.values():
            form.clear()
        if "notes" in self._built:
            self.notes.clear()
        self.overview.close_forms()
        self.tabs.choose("overview")

    def _tab_changed(self, place: int) -> None:
        tab: Tab = getattr(self, TABS[place])
        if self._stack.indexOf(tab) < 0:
            self._stack.addWidget(tab)
        self._stack.setCurrentWidget(tab)
        self._shell.refresh_hints()

    def _correct(self) -> None:
        intake = self.overview.details.intake()
        if intake is None:
            self.overview.details.say("born", fault_words(Refused("field.not_a_date", field="born")))
        else:
            self.presenter.correct(intake)

    def _new(self) -> None:
        if self.tabs.code() == "status":
            self.status.begin()
        else:
            self.show_tab("interventions")
            self.interventions.begin()

    def _note(self) -> None:
        self.show_tab("notes")
        self.notes.begin()

    def _letter(self) -> None:
        self._shell.go("letters", self.presenter.person)

    def _side(self) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, SideColumn):
            shown.toggle()


def _tab_words() -> tuple[str, ...]:
    return (_("Overview"), _("Interventions"), _("Legal status"), _("Notes"), _("Log"))
