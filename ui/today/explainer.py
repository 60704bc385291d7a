"""R on Idag: the whole sentence of a last day by law, what is lost, and how the day was counted."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from caseworker.domain.agenda import duty_key
from caseworker.domain.ids import PersonId
from caseworker.domain.lawsheet import DutyShown, LawSheet
from caseworker.domain.waiting import WaitingRow
from caseworker.services import law
from ui.calculation import Calculation, CalculationDialog
from ui.desk import Desk
from ui.language import _, day_text
from ui.shell.page import Shell
from ui.today.wording import doubt_words, due_words, is_sealed

if TYPE_CHECKING:
    from ui.today.view import TodayPage


class TodayExplainer:
    """Shows one row at a time, beside the list."""

    def __init__(self, page: "TodayPage", shell: Shell, desk: Desk) -> None:
        """Ask nothing yet."""
        self._page, self._shell, self._desk = page, shell, desk

    def explain(self, row: WaitingRow) -> None:
        """Ask the law how the last day of a duty came about."""
        desk = self._desk
        read = partial(
            law.read_law, desk.register, person=PersonId(row.waiting.person), day=desk.today(), by=desk.user, words=_
        )
        self._shell.runner.run("today.law", read, partial(self.show, row), self._shell.show_error)

    def show(self, row: WaitingRow, sheet: LawSheet) -> None:
        """Show what the law answered; a duty that is gone by now as it stood on the list."""
        key = row.waiting.key
        found = next((one for one in sheet.duties if duty_key(one.id, one.event) == key), None)
        if self._page.isVisible():
            shown = self._calculation(row, found, sheet)
            CalculationDialog(shown, _("It is printed from the overview of the file."), self._page).show()

    def _calculation(self, row: WaitingRow, found: DutyShown | None, sheet: LawSheet) -> Calculation:
        told, day = dict(row.waiting.params), row.waiting.due
        words = due_words(day, self._desk.today(), raised=True, sealed=is_sealed(row))[0]
        reminds = told["reminds"]
        facts = (
            (_("Last day"), words if day is None else f"{day_text(day)} ({words})"),
            (_("Next reminder"), day_text(date.fromisoformat(reminds)) if reminds else ""),
            (_("Paragraph"), told["law"]),
            (_("If it is missed"), told["lost"]),
            (_("Responsible"), "" if found is None else self._desk.words.actor(found.responsible)),
            (_("How sure"), doubt_words(told)),
            (_("Lawbook"), sheet.lawbook),
        )
        lines = (_("The day is as it was worked out last. Open the file to see how."),) if found is None else found.log
        return Calculation(told["what"], tuple((label, value) for label, value in facts if value), lines)
