"""The calculation window of a file: one at a time, printed through the system's dialog, gone with the file."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from caseworker.errors import CaseworkerError
from ui.calculation import Calculation, CalculationDialog
from ui.language import _
from ui.outlet import Outlet
from ui.widgets.field import Tone
from ui.wording import sentence_of

if TYPE_CHECKING:
    from ui.person.view import PersonPage


class Explainer(QObject):
    """Lets the overview and the law know each other; shows a calculation beside the page and prints it when asked."""

    def __init__(self, page: "PersonPage", outlet: Outlet) -> None:
        """``outlet`` is where the paper goes."""
        super().__init__(page)
        self._page, self._outlet = page, outlet
        self._law = page.presenter.law
        self.dialog: CalculationDialog | None = None
        overview = page.parts.overview
        overview.day_asked.connect(self._law.ask)
        overview.explain_asked.connect(self.show)
        self._law.read.connect(overview.show_overlook)
        self._law.answered.connect(overview.show_sheet)
        self._law.printed.connect(lambda: self._say(_("Sent to the printer."), Tone.OK))
        self._law.not_printed.connect(lambda fault: self._say(sentence_of(fault).text, Tone.ERROR))

    def show(self, shown: Calculation) -> None:
        """Show a calculation in place of the one before."""
        self.close()
        file = self._page.presenter.file
        hidden = file is None or file.protected is not None
        why = _("What concerns a protected person is not printed.") if hidden else ""
        self.dialog = CalculationDialog(shown, why, self._page)
        self.dialog.print_asked.connect(self._print)
        self.dialog.finished.connect(self._gone)
        self.dialog.show()

    def close(self) -> None:
        """Nothing of a file stays open."""
        gone, self.dialog = self.dialog, None
        if gone is not None:
            gone.finished.disconnect(self._gone)
            gone.close()

    def _print(self) -> None:
        shown = None if self.dialog is None else self.dialog.shown
        if shown is None or shown.day is None:
            return
        try:
            job = self._outlet.choose_printer(self._page)
        except CaseworkerError as fault:
            self._say(sentence_of(fault).text, Tone.ERROR)
            return
        if job is not None:
            self._law.print_calculation(shown.code, shown.day, job)

    def _say(self, text: str, tone: Tone) -> None:
        if self.dialog is not None:
            self.dialog.say(text, tone)

    def _gone(self, _answer: int) -> None:
        self.dialog = None
