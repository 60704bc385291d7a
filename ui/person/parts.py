"""The tabs of a file, each built and connected when it is first needed: most looks at a file end on the overview."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused
from ui.desk import Desk
from ui.person.documents import DocumentsTab
from ui.person.household import HouseholdTab
from ui.person.household_acts import HouseholdActs
from ui.person.identity import IdentityTab
from ui.person.identity_presenter import IdentityPresenter
from ui.person.intervention_acts import InterventionActs
from ui.person.journal import NotesTab
from ui.person.journal_presenter import DISPUTE, EDITOR
from ui.person.keeping import FormDrafts
from ui.person.law_acts import LawActs
from ui.person.log import LogTab
from ui.person.overview import OverviewTab
from ui.person.periods import StatusTab
from ui.person.plan_page import PlanTab
from ui.person.presenter import UNCHOSEN, PersonPresenter
from ui.words import fault_words

if TYPE_CHECKING:
    from ui.person.forms import SmallForm

Tab = OverviewTab | PlanTab | StatusTab | NotesTab | LogTab | IdentityTab | HouseholdTab | DocumentsTab
T = TypeVar("T", OverviewTab, PlanTab, StatusTab, NotesTab, LogTab, IdentityTab, HouseholdTab, DocumentsTab)
CODES = ("overview", "interventions", "status", "notes", "documents", "household", "identity", "log")


class FileParts:
    """The tabs of one page and the forms on them."""

    def __init__(
        self,
        desk: Desk,
        presenter: PersonPresenter,
        choose: Callable[[str], None],
        who: IdentityPresenter,
        go: Callable[[str, object], None],
        drafts: FormDrafts,
        serve_documents: Callable[[DocumentsTab], None],
        serve_plan: Callable[[PlanTab], None],
    ) -> None:
        """``choose`` changes the tab; ``who`` writes who the person is; ``go`` opens another page.

        ``drafts`` keeps what is typed in the forms; ``serve_documents`` answers what the tab Dokument asks,
        ``serve_plan`` stands in the tab Insatser & plan.
        """
        self._go, self._drafts, self._serve_documents, self._serve_plan = go, drafts, serve_documents, serve_plan
        self._desk, self._presenter, self._choose, self._who = desk, presenter, choose, who
        self._built: dict[str, Tab] = {}
        self.plan_acts = InterventionActs(desk, presenter, self._plan)
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
        if form == EDITOR:
            self.notes.editor.say(field, text)
        elif form == DISPUTE:
            self.notes.say(text)
        elif form == "move":
            self.interventions.mover.say(field, text)
        elif form == "end":
            self.household.panel.say(field, text)
        else:
            self.forms[form].say(field, text)

    def written(self, form: str) -> None:
        """Empty the form whose content is saved."""
        if form == UNCHOSEN:
            return
        if form in self.forms:
            self.forms[form].clear()
            self._drafts.look()
        elif form == EDITOR:
            self.notes.editor.show_text(self._presenter.journal.text)
        elif form == DISPUTE:
            self.notes.dispute_recorded()
        self.overview.close_forms()

    def open_kept(self, form: str) -> None:
        """Show a form at the side of the overview that got back what was typed in it."""
        kept = self.forms[form]
        if kept in self.overview.side_forms:
            self.overview.show_form(kept)

    def forget(self) -> None:
        """Another person: nothing of the one before may stay in a form."""
        for form in self.forms.values():
            form.clear()
        self._presenter.journal.forget()
        if "notes" in self._built:
            self.notes.forget()
            self.notes.editor.show_text(self._presenter.journal.text)
        self.close_documents()
        self.overview.forget()

    @cached_property
    def overview(self) -> OverviewTab:
        """Översikt."""
        tab, presenter = OverviewTab(self._desk), self._presenter
        tab.tab_asked.connect(self._choose)
        tab.file_asked.connect(lambda person: self._go("person", person))
        tab.contact.sent.connect(lambda: presenter.reach(*tab.contact.values()))
        tab.number_asked.connect(lambda: self._choose("identity"))
        tab.details.sent.connect(self._correct)
        for form in (tab.contact, tab.details):
            if form.meanwhile is not None:
                form.meanwhile.unchosen.connect(presenter.keep_unchosen)
        self.forms |= {"contact": tab.contact, "details": tab.details}
        return self._keep("overview", tab)

    @cached_property
    def interventions(self) -> PlanTab:
        """Insatser & plan."""
        tab, presenter = PlanTab(self._desk), self._presenter
        self.plan_acts.connect(tab)
        self._serve_plan(tab)
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
        self.forms["fact"] = tab.fact
        self._law_acts = LawActs(tab, presenter, self._choose)
        presenter.law.read.connect(lambda found: tab.show_sheet(found.sheet))
        presenter.law.answered.connect(tab.show_sheet)
        if presenter.file is not None:
            presenter.law.ask(presenter.law.day)
        return self._keep("status", tab)

    @cached_property
    def notes(self) -> NotesTab:
        """Anteckningar, with the note that is being written."""
        tab, journal = NotesTab(self._desk), self._presenter.journal
        tab.editor.typed.connect(journal.typed)
        tab.editor.sign_asked.connect(journal.sign)
        tab.editor.discard_asked.connect(journal.discard)
        tab.editor.left.connect(journal.keep_now)
        tab.disputed.connect(journal.dispute)
        journal.restored.connect(tab.restore)
        journal.kept.connect(tab.editor.show_kept)
        tab.editor.show_text(journal.text)
        return self._keep("notes", tab)

    @cached_property
    def documents(self) -> DocumentsTab:
        """Dokument."""
        tab = DocumentsTab(self._desk)
        self._serve_documents(tab)
        return self._keep("documents", tab)

    def close_documents(self) -> None:
        """Nothing of a document stays open."""
        if "documents" in self._built:
            self.documents.forget()

    @cached_property
    def log(self) -> LogTab:
        """Logg."""
        return self._keep("log", LogTab(self._desk))

    @cached_property
    def identity(self) -> IdentityTab:
        """Nummer och namn."""
        tab, who = IdentityTab(self._desk), self._who
        tab.number.sent.connect(lambda: who.add_number(tab.number.values()))
        tab.number_end.sent.connect(lambda: who.change_number(tab.number_end.row, tab.number_end.values()))
        tab.name.sent.connect(lambda: who.record_name(*tab.name.values()))
        tab.birth.sent.connect(lambda: who.record_birth(*tab.birth.values()))
        self.forms |= tab.forms
        return self._keep("identity", tab)

    @cached_property
    def household(self) -> HouseholdTab:
        """Hushåll."""
        tab, acts = HouseholdTab(self._desk), HouseholdActs(self._desk, self._presenter)
        tab.join.sent.connect(lambda: acts.join(*tab.join.values()))
        tab.relation.sent.connect(lambda: acts.relate(tab.relation.values()))
        tab.no_contact.sent.connect(lambda: acts.warn(*tab.no_contact.values()))
        tab.moving.sent.connect(lambda: acts.move(*tab.moving.values()))
        tab.left.connect(acts.leave)
        tab.relation_ended.connect(acts.end_relation)
        tab.warning_ended.connect(acts.end_warning)
        tab.settled.connect(acts.settle)
        tab.file_asked.connect(lambda person: self._go("person", person))
        tab.child_asked.connect(lambda file: self._go("intake", f"child-of:{file.id}:{file.case_number}"))
        self.forms |= {"join": tab.join, "relation": tab.relation, "no_contact": tab.no_contact}
        self.forms["household_move"] = tab.moving
        self._presenter.law.read.connect(lambda found: tab.show_journey(found.journey))
        if self._presenter.file is not None:
            self._presenter.law.look(self._presenter.file)
        self._presenter.written.connect(
            lambda written: tab.tell_recorded(*acts.take()) if written.form == "relation" else None
        )
        return self._keep("household", tab)

    def _plan(self) -> PlanTab:
        self._choose("interventions")
        return self.interventions

    def _keep(self, code: str, tab: T) -> T:
        self._built[code] = tab
        for name, form in self.forms.items():
            self._drafts.watch(name, form)
        if self._presenter.file is not None:
            tab.show_file(self._presenter.file)
        return tab

    def _correct(self) -> None:
        intake = self.overview.details.intake()
        if intake is None:
            self.overview.details.say("born", fault_words(Refused("field.not_a_date", field="born")))
        else:
            self._presenter.correct(intake)
