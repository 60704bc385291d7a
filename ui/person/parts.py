"""The tabs of a file, each built and connected when it is first needed: most looks at a file end on the overview."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused
from ui.desk import Desk
from ui.person.interventions import InterventionsTab
from ui.person.journal import NotesTab
from ui.person.log import LogTab
from ui.person.overview import OverviewTab
from ui.person.periods import StatusTab
from ui.person.presenter import PersonPresenter
from ui.words import fault_words

if TYPE_CHECKING:
    from ui.person.forms import SmallForm

Tab = OverviewTab | InterventionsTab | StatusTab | NotesTab | LogTab
T = TypeVar("T", OverviewTab, InterventionsTab, StatusTab, NotesTab, LogTab)
CODES = ("overview", "interventions", "status", "notes", "log")


class FileParts:
    """The five tabs of one page and the forms on them."""

    def __init__(self, desk: Desk, presenter: PersonPresenter, choose: Callable[[str], None]) -> None:
        """``choose`` changes the tab."""
        self._desk, self._presenter, self._choose = desk, presenter, choose
        self._built: dict[str, Tab] = {}
        self.forms: dict[str, SmallForm] = {}

    def tab(self, code: str) -> Tab:
        """Return a tab, built if need be."""
        found: Tab = getattr(self, code)
        return found

    def show_file(self, file: PersonFile) -> None:
        """Show the file on every tab there is."""
        for tab in self._built.values():
            tab.show_file(file)

    def say(self, form: str, field: str, text: str) -> None:
        """Show a refusal beside the field it is about."""
        if form == "note":
            self.notes.say(field, text)
        elif form == "move":
            self.interventions.mover.say(field, text)
        else:
            self.forms[form].say(field, text)

    def written(self, form: str) -> None:
        """Empty the form whose content is saved."""
        if form in self.forms:
            self.forms[form].clear()
        elif form == "note":
            self.notes.clear()
        self.overview.close_forms()

    def forget(self) -> None:
        """Another person: nothing of the one before may stay in a form."""
        for form in self.forms.values():
            form.clear()
        if "notes" in self._built:
            self.notes.clear()
        self.overview.close_forms()

    @cached_property
    def overview(self) -> OverviewTab:
        """Översikt."""
        tab, presenter = OverviewTab(self._desk), self._presenter
        tab.tab_asked.connect(self._choose)
        tab.contact.sent.connect(lambda: presenter.reach(*tab.contact.values()))
        tab.number.sent.connect(lambda: presenter.add_number(*tab.number.values()))
        tab.details.sent.connect(self._correct)
        self.forms |= {"contact": tab.contact, "number": tab.number, "details": tab.details}
        return self._keep("overview", tab)

    @cached_property
    def interventions(self) -> InterventionsTab:
        """Insatser."""
        tab, presenter = InterventionsTab(self._desk), self._presenter
        tab.mover.moved.connect(presenter.move_intervention)
        tab.form.sent.connect(lambda: presenter.add_intervention(*tab.form.values()))
        self.forms["intervention"] = tab.form
        return self._keep("interventions", tab)

    @cached_property
    def status(self) -> StatusTab:
        """Rättslig ställning."""
        tab, presenter = StatusTab(self._desk), self._presenter
        tab.form.sent.connect(lambda: presenter.record_status(tab.form.text()))
        tab.settlement.sent.connect(lambda: presenter.record_home(*tab.settlement.values(), asylum=False))
        tab.accommodation.sent.connect(lambda: presenter.record_home(*tab.accommodation.values(), asylum=True))
        self.forms |= {"status": tab.form, "settlement": tab.settlement, "accommodation": tab.accommodation}
        return self._keep("status", tab)

    @cached_property
    def notes(self) -> NotesTab:
        """Anteckningar, with the draft that was kept."""
        tab, presenter = NotesTab(self._desk), self._presenter
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
        if self._presenter.file is not None:
            tab.show_file(self._presenter.file)
        return tab

    def _correct(self) -> None:
        intake = self.overview.details.intake()
        if intake is None:
            self.overview.details.say("born", fault_words(Refused("field.not_a_date", field="born")))
        else:
            self._presenter.correct(intake)
