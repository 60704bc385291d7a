"""What the tab Insatser & plan does about the plan, its suggestions and the mapping: reads, asks, writes, tells."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from caseworker.domain.changes import Changes
from caseworker.domain.ids import PersonId
from caseworker.domain.plan import PlanSheet
from caseworker.domain.rows import PersonFile
from caseworker.services import early_mapping, gaps, interventions, plan, suggestions
from caseworker.services.early_mapping import MappingSheet
from caseworker.services.gaps import GapSheet
from caseworker.services.suggestions import SuggestionSheet
from ui.desk import Desk
from ui.language import _
from ui.outlet import Outlet
from ui.person.gaps import GapsPane
from ui.person.mapping_dialog import MappingDialog
from ui.person.plan_dialogs import ApproveDialog, DeclineDialog, GoalsDialog, PlanDialog, ToldDialog
from ui.person.plan_header import PlanHeader
from ui.person.plan_page import PlanTab
from ui.person.plan_printing import PlanPrinting
from ui.person.plan_words import change_words, left_out_words
from ui.person.suggestions import SuggestionsPane
from ui.shell.page import Command, Shell

if TYPE_CHECKING:
    from ui.person.interventions import MovePanel
    from ui.person.view import PersonPage


@dataclass(frozen=True, slots=True)
class PlanSheets:
    """What the tab shows besides the interventions."""

    plan: PlanSheet
    suggestions: SuggestionSheet
    mapping: MappingSheet
    gaps: GapSheet


class PlanActs:
    """Between the page and the services. Reads only while the tab has been built."""

    def __init__(self, page: "PersonPage", shell: Shell, desk: Desk, outlet: Outlet) -> None:
        """Nothing is read before the tab is there. ``outlet`` is where the plan is printed."""
        self._page, self._shell, self._desk = page, shell, desk
        self._printing = PlanPrinting(page, shell, desk, outlet)
        self._header: PlanHeader | None = None
        self._pane: SuggestionsPane | None = None
        self._gaps: GapsPane | None = None
        self._mover: MovePanel | None = None
        self._sheets: PlanSheets | None = None
        self._mapping: MappingDialog | None = None
        self._waiting: deque[Callable[[], Changes]] = deque()  # one after the other: the last answer is kept last
        self._busy = False
        page.presenter.shown.connect(self._look)
        self._asks: dict[str, Callable[[], None]] = {
            "changes": self.show_changes,
            "write": self.write,
            "approve": self.approve,
            "discard": self._discard,
            "goals": self._goals,
            "mapping": self.open_mapping,
            "print": self.print,
        }

    def connect(self, tab: PlanTab) -> None:
        """Stand in the tab, once it is built."""
        self._header, self._pane, self._gaps = PlanHeader(), SuggestionsPane(self._desk), GapsPane(self._desk)
        self._mover = tab.mover
        tab.head.addWidget(self._header)
        tab.proposals.addWidget(self._pane)
        tab.proposals.addWidget(self._gaps)
        for part in (self._header, self._pane, self._gaps):
            part.hide()
        self._header.asked.connect(lambda code: self._asks[code]())
        for asked in (self._header.child_asked, self._pane.children_pane.opened):
            asked.connect(lambda person: self._shell.go("person", f"{person}/interventions"))
        self._pane.added.connect(self._add)
        self._pane.declined.connect(self._decline)
        self._pane.why_asked.connect(self._show_left_out)
        if self._page.presenter.file is not None:
            self._look(self._page.presenter.file)

    def commands(self) -> Sequence[Command]:
        """What can be done with the plan, and the keys of the suggestions."""
        adding = (
            Command(
                f"plan_add_{place + 1}",
                _("Add suggestion {n} to the plan").format(n=place + 1),
                partial(self._add_at, place),
                icon="plus",
                keys=str(place + 1),
            )
            for place in range(3)
        )
        return (
            Command("plan_changes", _("What changed in the plan"), self.show_changes, icon="list-checks", keys="V"),
            Command("plan_write", _("Write or revise the plan"), self.write, icon="pencil"),
            Command("plan_approve", _("Approve the draft of the plan"), self.approve, icon="check"),
            Command("plan_print", _("Print the plan"), self.print, icon="printer"),
            Command("plan_mapping", _("Mapping"), self.open_mapping, icon="list-todo", keys="K"),
            *adding,
        )

    # Asking
    def show_changes(self) -> None:
        """Show what changed since the version before."""
        since = self._sheets.plan.since if self._sheets is not None else None
        if since is None:
            return
        told = _("From version {before} to version {now} and the interventions of today.")
        if since.before == since.now:
            told = _("Since version {now} was approved.")
        rows = [("", change_words(one, self._desk.words)) for one in since.changes]
        dialog = ToldDialog(
            _("What changed?"),
            told.format(before=since.before, now=since.now),
            rows or [("", _("Nothing has changed."))],
            name="planChanges",
            parent=self._page,
        )
        self._open(dialog)

    def write(self) -> None:
        """Write the plan: the draft, or a new version of what holds."""
        if self._sheets is None or self._sheets.plan.closed:
            return
        dialog = PlanDialog(self._sheets.plan.draft or self._sheets.plan.current, self._page)

        def accepted() -> None:
            entered = dialog.entered()
            if entered is not None:
                self._write(partial(plan.draft_plan, entered=entered))

        dialog.accepted.connect(accepted)
        self._open(dialog)

    def approve(self) -> None:
        """Ask when and how the draft was approved."""
        draft = self._sheets.plan.draft if self._sheets is not None else None
        if draft is None:
            return
        dialog = ApproveDialog(draft, self._desk.today(), self._page)

        def accepted() -> None:
            approval = dialog.approval()
            if approval is not None:
                self._write(partial(plan.approve_plan, day=approval[0], how=approval[1]))

        dialog.accepted.connect(accepted)
        self._open(dialog)

    def print(self) -> None:
        """Print the draft, or what holds, in a language the person reads."""
        if self._sheets is not None and (self._sheets.plan.draft or self._sheets.plan.current):
            self._printing.ask()

    def open_mapping(self) -> None:
        """Go through the questions of the mapping."""
        if self._sheets is None or self._sheets.mapping.closed:
            return
        self._mapping = MappingDialog(self._sheets.mapping, self._desk, self._page)
        self._mapping.asked.connect(self._write)
        self._mapping.finished.connect(self._mapping_left)
        self._open(self._mapping)

    def _goals(self) -> None:
        current = self._sheets.plan.current if self._sheets is not None else None
        if current is None:
            return
        dialog = GoalsDialog(current, self._page)

        def reached(goal: str, yes: bool) -> None:
            day = self._desk.today() if yes else None
            self._write(partial(plan.reach_sub_goal, goal=goal, reached=day))

        dialog.reached.connect(reached)
        self._open(dialog)

    def _discard(self) -> None:
        self._write(plan.discard_plan_draft)

    def _add_at(self, place: int) -> None:
        type = self._pane.type_at(place) if self._pane is not None else ""
        if type:
            self._add(type)

    def _add(self, type: str) -> None:
        entered = interventions.EnteredIntervention(type)
        self._write(partial(interventions.add_intervention, entered=entered))
        self._shell.notice(_("Added to the plan: {what}").format(what=self._desk.words.intervention(type)))

    def _decline(self, type: str) -> None:
        dialog = DeclineDialog(self._desk.words.intervention(type), self._page)
        dialog.accepted.connect(
            lambda: self._write(partial(suggestions.decline_suggestion, type=type, reason=dialog.reason))
        )
        self._open(dialog)

    def _show_left_out(self) -> None:
        if self._sheets is None:
            return
        sheet, words = self._sheets.suggestions, self._desk.words
        rows = [(words.intervention(one.type), left_out_words(one, sheet.facts, words)) for one in sheet.left_out]
        told = _("By the rules of {lawbook}.").format(lawbook=sheet.lawbook)
        self._open(ToldDialog(_("Not proposed today"), told, rows, name="planLeftOut", parent=self._page))

    # Reading and writing
    def _look(self, file: PersonFile) -> None:
        if self._header is None:
            return
        job = partial(_read, self._desk, PersonId(file.id))
        self._shell.runner.run("person.plan", job, self._show, self._shell.show_error)

    def _show(self, sheets: PlanSheets) -> None:
        if (
            self._header is None
            or self._pane is None
            or self._gaps is None
            or self._mover is None
            or sheets.plan.person != self._page.presenter.person
        ):
            return
        self._sheets = sheets
        closed = sheets.plan.closed
        self._header.setVisible(not closed)
        self._pane.setVisible(not closed)
        self._gaps.show_sheet(sheets.gaps)
        self._mover.show_usual(sheets.gaps.usual)
        if not closed:
            printable = self._printing.may(self._page.presenter.file)
            self._header.show_sheets(sheets.plan, sheets.mapping, printable=printable)
            self._pane.show_sheet(sheets.suggestions)
        if self._mapping is not None:
            self._mapping.show_sheet(sheets.mapping)

    def _write(self, service: Callable[..., Changes]) -> None:
        desk, person = self._desk, self._page.presenter.person
        self._waiting.append(partial(service, desk.register, person=person, by=desk.user))
        if not self._busy:
            self._write_next()

    def _write_next(self) -> None:
        self._busy = bool(self._waiting)
        if self._waiting:
            self._shell.runner.run("person.plan_write", self._waiting.popleft(), self._written, self._not_written)

    def _written(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))
        self._shell.changes.changed.emit(changes)
        self._write_next()

    def _not_written(self, fault: Exception) -> None:
        self._shell.show_error(fault)
        self._write_next()

    def _mapping_left(self) -> None:
        self._mapping = None

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _read(desk: Desk, person: PersonId) -> PlanSheets:
    register, by = desk.register, desk.user
    return PlanSheets(
        plan.read_plan(register, person=person, by=by),
        suggestions.list_suggestions(register, person=person, by=by),
        early_mapping.read_mapping(register, person=person, by=by),
        gaps.read_gaps(register, person=person, by=by),
    )
