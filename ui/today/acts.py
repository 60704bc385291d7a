"""What is done about the marked row of Idag: where it is done, done, later, to a colleague, something new, reminded."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from caseworker.domain.agenda import ThingKind, VisitOutcome
from caseworker.domain.ids import PersonId
from caseworker.domain.staff import StaffRow
from caseworker.domain.waiting import WaitingRow
from caseworker.services import agenda, staff
from ui.agenda_dialogs import HandOverDialog, LaterDialog, MoveVisitDialog
from ui.days import read_full_day
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Command, Shell
from ui.today.explainer import TodayExplainer

if TYPE_CHECKING:
    from ui.today.view import TodayPage


class TodayActs:
    """One command for each key."""

    def __init__(self, page: "TodayPage", shell: Shell, desk: Desk) -> None:
        """Act on the marked row of ``page``."""
        self._page, self._shell, self._desk = page, shell, desk
        self.explainer = TodayExplainer(page, shell, desk)

    def commands(self) -> Sequence[Command]:
        """What can be asked for now."""
        row = self._page.marked()
        if row is None:
            return ()
        rows = [Command("today_go", _("Do it: open where it is done"), self.go, icon="arrow-right", keys="G")]
        if row.waiting.code == ThingKind.DUTY.value:
            words = _("How the last day was counted")
            rows.append(Command("today_why", words, self.explain, icon="circle-help", keys="R"))
        if not self._desk.may("agenda.record"):
            return tuple(rows)
        if row.waiting.key:
            rows += [
                Command("today_done", _("Done"), self.done, icon="check", keys="K"),
                Command("today_later", _("Put it off"), self.later, icon="clock", keys="S"),
                Command("today_hand_over", _("Hand over to a colleague"), self.hand_over, icon="users", keys="D"),
            ]
        if row.waiting.code == ThingKind.VISIT.value:
            rows += [
                Command("today_absent", _("She did not come"), self.absent, icon="x", keys="J"),
                Command("today_move_visit", _("Move the visit"), self.move, icon="arrow-right", keys="F"),
            ]
        if row.waiting.person:
            rows += [
                Command("today_remind", _("New reminder"), self.remind, icon="plus", keys="N"),
                Command("today_visit", _("New visit"), self.visit, icon="users", keys="B"),
                Command("today_wait", _("Waiting for somebody"), self.wait, icon="hourglass", keys="Y"),
            ]
        if self._page.side.waits:
            rows.append(Command("today_reminded", _("Reminded"), self.reminded, icon="phone", keys="P"))
        return tuple(rows)

    def go(self) -> None:
        """Open where it is done."""
        self._with(self._page.go_there)

    def explain(self) -> None:
        """Show how the last day was counted."""
        self._with(self.explainer.explain)

    def done(self) -> None:
        """Say that it is done; what belongs somewhere else is done there."""
        self._kept(self._page.presenter.finish)

    def later(self) -> None:
        """Ask until when."""
        self._kept(self._ask_later)

    def hand_over(self) -> None:
        """Ask to whom."""
        desk = self._desk
        read = partial(staff.read_staff, desk.register, by=desk.user)

        def ask(row: WaitingRow) -> None:
            self._shell.runner.run("today.staff", read, partial(self._ask_colleague, row), self._shell.show_error)

        self._kept(ask)

    def absent(self) -> None:
        """She did not come to the visit."""
        self._with(lambda row: self._settle(row, VisitOutcome.ABSENT, None, ""))

    def move(self) -> None:
        """Ask to which day the visit is moved."""

        def ask(row: WaitingRow) -> None:
            dialog = MoveVisitDialog(self._desk.today(), self._page)
            self._page.agenda.ask(
                dialog,
                lambda: self._settle(row, VisitOutcome.MOVED, read_full_day(dialog.day.text()), dialog.at.text()),
            )

        self._with(ask)

    def remind(self) -> None:
        """A reminder about the person of the marked row."""
        self._about(self._page.agenda.remind)

    def visit(self) -> None:
        """A visit of the person of the marked row."""
        self._about(self._page.agenda.visit)

    def wait(self) -> None:
        """Somebody else is to act for the person of the marked row."""
        self._about(self._page.agenda.wait)

    def reminded(self) -> None:
        """Whoever has had the ball longest was reminded."""
        if self._page.side.waits:
            self._page.presenter.remind(self._page.side.waits[0])

    # Inside
    def _with(self, act: Callable[[WaitingRow], None]) -> None:
        row = self._page.marked()
        if row is not None:
            act(row)

    def _kept(self, act: Callable[[WaitingRow], None]) -> None:
        row = self._page.marked()
        if row is not None and row.waiting.key:
            act(row)
        elif row is not None:
            self._shell.notice(_("It goes from the list when it is done in its place. Press G."))

    def _about(self, act: Callable[[str, str], None]) -> None:
        row = self._page.marked()
        if row is not None and row.person is not None:
            act(row.waiting.person, row.person.case_number)

    def _ask_later(self, row: WaitingRow) -> None:
        last_day = row.waiting.due if row.waiting.code == ThingKind.DUTY.value else _visit_day(row)
        reminds = dict(row.waiting.params).get("reminds", "")
        following = date.fromisoformat(reminds) if reminds else None
        dialog = LaterDialog(self._desk.today(), last_day, self._page, reminds=following)

        def go() -> None:
            if dialog.until is not None:
                self._page.presenter.put_off(row, dialog.until)

        self._page.agenda.ask(dialog, go)

    def _ask_colleague(self, row: WaitingRow, rows: Sequence[StaffRow]) -> None:
        others = [one for one in rows if one.active and one.id != self._desk.user.id]
        dialog = HandOverDialog(others, self._page)
        self._page.agenda.ask(dialog, lambda: self._page.presenter.hand_over(row, dialog.staff.code()))

    def _settle(self, row: WaitingRow, outcome: VisitOutcome, day: "date | None", at: str) -> None:
        desk = self._desk
        visit = row.waiting.key.partition(" ")[2]
        act = partial(
            agenda.settle_visit, desk.register, person=PersonId(row.waiting.person), visit=visit, outcome=outcome,
            moved_to=day, at=at, by=desk.user,
        )  # fmt: skip
        self._shell.runner.run("today.act", act, self._page.written, self._shell.show_error)


def _visit_day(row: WaitingRow) -> date | None:
    """Return the day of the visit an interpreter is for."""
    told = dict(row.waiting.params)
    return date.fromisoformat(told["day"]) if row.waiting.code == ThingKind.INTERPRETER.value else None
