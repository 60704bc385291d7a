"""What is asked about one intervention and written: evidence, details, how it ended, how it went afterwards."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from caseworker.domain.changes import Changes
from caseworker.domain.ids import InterventionId
from caseworker.domain.intervention import InterventionState
from caseworker.domain.rows import InterventionRow
from caseworker.errors import Refused
from caseworker.services import interventions
from caseworker.services.interventions import InterventionDetails
from ui.desk import Desk
from ui.language import _
from ui.person.intervention_dialogs import Details, DetailsDialog, Ended, EvidenceDialog, FollowUpDialog
from ui.person.interventions import next_follow_up
from ui.person.plan_page import PlanTab
from ui.person.presenter import PersonPresenter
from ui.shell.page import Command
from ui.words import fault_words

FORM = "move"  # where a refusal is told: under the chosen intervention


class InterventionActs:
    """Between the tab and the services."""

    def __init__(self, desk: Desk, presenter: PersonPresenter, shown: Callable[[], PlanTab]) -> None:
        """``shown`` brings the tab to the front and returns it."""
        self._desk, self._presenter, self._shown = desk, presenter, shown

    def connect(self, tab: PlanTab) -> None:
        """Answer what the tab asks."""
        tab.mover.moved.connect(self.move)
        tab.mover.unchosen.connect(self._presenter.keep_unchosen)
        tab.mover.evidence_asked.connect(partial(self._ask_evidence, tab))
        tab.mover.details_asked.connect(partial(self._ask_details, tab))
        tab.mover.follow_up_asked.connect(partial(self._ask_follow_up, tab))

    def commands(self) -> Sequence[Command]:
        """What can be done with the chosen intervention by a key."""
        return (
            Command(
                "intervention_evidence", _("Tick evidence of the intervention"), self._evidence, icon="check", keys="M"
            ),
            Command("intervention_end", _("End the intervention"), self._end, icon="circle-check", keys="E"),
        )

    def move(self, intervention: str, state: str, ended: Ended) -> None:
        """Move an intervention to its next state."""
        desk, presenter = self._desk, self._presenter
        day = self._day(ended.day)
        if day is not None:
            rows = () if presenter.file is None else presenter.file.interventions
            move = partial(
                interventions.move_intervention,
                desk.register,
                intervention=InterventionId(intervention),
                state=InterventionState(state),
                day=day,
                outcome=ended.text,
                outcome_code=ended.code,
                scale=ended.scale,
                version=next((row.version for row in rows if row.id == intervention), None),
                by=desk.user,
            )
            presenter.act(FORM, move)

    # Asking
    def _evidence(self) -> None:
        tab = self._shown()
        self._ask_evidence(tab, tab.list.current_row())

    def _end(self) -> None:
        self._shown().mover.end()

    def _ask_evidence(self, tab: PlanTab, row: InterventionRow | None) -> None:
        if row is None:
            return
        dialog = EvidenceDialog(row, self._desk.words, tab)
        if not dialog.exec() or not (dialog.seen() or dialog.unseen()):
            return
        day = self._day(dialog.day.text())
        if day is not None:
            self._write(interventions.mark_evidence, row, seen=dialog.seen(), unseen=dialog.unseen(), day=day)

    def _ask_details(self, tab: PlanTab, row: InterventionRow) -> None:
        dialog = DetailsDialog(row, self._desk.words, tab)
        if dialog.exec():
            self._change(row, dialog.details())

    def _ask_follow_up(self, tab: PlanTab, row: InterventionRow) -> None:
        dialog = FollowUpDialog(row, next_follow_up(row), self._desk.words, tab)
        if not dialog.exec():
            return
        ended = dialog.ended()
        day = self._day(ended.day)
        if day is not None:
            self._write(
                interventions.follow_up,
                row,
                months=dialog.months,
                day=day,
                outcome_code=ended.code,
                scale=ended.scale,
                text=ended.text,
            )

    def _change(self, row: InterventionRow, typed: Details) -> None:
        try:
            details = InterventionDetails(
                actor=typed.actor or row.actor,
                detail=typed.detail,
                contact=typed.contact,
                place=typed.place,
                begins=self._presenter.day(typed.begins, None),
                ends=self._presenter.day(typed.ends, None),
                hours_done=_hours(typed.hours_done),
                hours_total=_hours(typed.hours_total),
            )
        except Refused as fault:
            self._presenter.told.emit(FORM, "", fault_words(fault))
        else:
            self._write(interventions.edit_intervention, row, details=details, version=row.version)

    # Writing
    def _write(self, service: Callable[..., Changes], row: InterventionRow, **values: object) -> None:
        desk = self._desk
        act = partial(service, desk.register, intervention=InterventionId(row.id), by=desk.user, **values)
        self._presenter.act(FORM, act)

    def _day(self, text: str) -> date | None:
        try:
            return self._presenter.day(text, self._desk.today())
        except Refused:
            self._presenter.told.emit(FORM, "day", fault_words(Refused("field.not_a_date", field="day")))
            return None


def _hours(text: str) -> int | None:
    """Read typed hours. Raises ``Refused("intervention.hours")``."""
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise Refused("intervention.hours")
    return int(text)
