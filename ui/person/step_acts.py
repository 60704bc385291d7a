"""What is done about a step of the overview: done, or put off. It is the same as on Idag."""

from typing import TYPE_CHECKING

from ui.language import _
from ui.person.next_lines import NextLine
from ui.shell.page import Shell

if TYPE_CHECKING:
    from ui.person.view import PersonPage


class StepActs:
    """Between the overview and the agenda. What is done in its own place is told to be so."""

    def __init__(self, page: "PersonPage", shell: Shell) -> None:
        """Answer what the overview asks."""
        self._page, self._shell = page, shell
        page.parts.overview.done_asked.connect(self.done)
        page.parts.overview.later_asked.connect(self.later)

    def done(self, line: NextLine) -> None:
        """Say that it is done today."""
        if self._kept(line):
            self._page.agenda.finish(self._page.presenter.person, line.key)

    def later(self, line: NextLine) -> None:
        """Ask until when it is put off."""
        if self._kept(line):
            self._page.agenda.later(self._page.presenter.person, line.key, line.latest)

    def _kept(self, line: NextLine) -> bool:
        if not line.key:
            self._shell.notice(_("It goes from here when it is done in its place. Press Enter."))
        return bool(line.key)
