"""Where the backups lie, how many there are, and whether a restore has been rehearsed."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.services.backups import BackupState
from ui.language import _, ngettext
from ui.moments import capital, when_text
from ui.widgets.button import Button
from ui.widgets.columns import beside
from ui.widgets.steps import Mark, Step, Steps
from ui.widgets.text import Hairline, Label, SectionHeading


class BackupsPart(QWidget):
    """``rehearse_asked()``. Hidden from one who may not see the backups."""

    rehearse_asked = Signal()
    places_asked = Signal()

    def __init__(self, local: Callable[[datetime], datetime], today: Callable[[], date], *, chooses: bool) -> None:
        """``local`` turns an instant into Swedish time; ``chooses``: the user may say where backups lie."""
        super().__init__()
        self._local, self._today = local, today
        self.state: BackupState | None = None
        self.choose = Button(_("Choose places"), name="choosePlaces", keycap="V", icon="hard-drive")
        if not chooses:
            self.choose.hide()
        self.decided = Label("", "small", "ink2", wrap=True, name="placesDecided")
        self.decided.hide()
        self.rehearse = Button(_("Rehearse a restore now"), name="rehearseNow", keycap="Å")
        self.steps = Steps(_("Backups"), name="backupSteps")
        self.kept = Label("", "small", "ink2", wrap=True, name="backupsKept")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHeading(_("Backups"), end=beside(self.choose, self.rehearse)))
        column.addWidget(Hairline(strong=True))
        column.addWidget(self.steps)
        column.addWidget(self.decided)
        column.addWidget(self.kept)
        self.rehearse.clicked.connect(self.rehearse_asked)
        self.choose.clicked.connect(self.places_asked)
        self.hide()

    @property
    def may_rehearse(self) -> bool:
        """Whether there is a backup to rehearse with."""
        return not self.isHidden() and self.rehearse.isEnabled()

    @property
    def may_choose(self) -> bool:
        """Whether the user may say where backups lie."""
        return not self.isHidden() and not self.choose.isHidden() and self.choose.isEnabled()

    def show_state(self, state: BackupState) -> None:
        """Show every place, the newest backup and the last rehearsal."""
        self.state = state
        steps = [self._newest(state)]
        steps += [self._place(state, place) for place in state.places]
        if not state.elsewhere:
            words = _("Every backup lies on the same disk as the register")
            steps.append(Step(words, Mark.WAITING, _("A lost or broken computer takes both. Choose one more place.")))
        self.choose.setEnabled(not state.places_decided)
        self.decided.setText(_("The places are decided for this computer by its administrator."))
        self.decided.setVisible(state.places_decided)
        tried = state.rehearsal
        if tried is not None:
            words = _("Restore rehearsed {when}").format(when=when_text(self._local(tried.on), self._today()))
            note = ngettext("{n} person came back", "{n} persons came back", tried.people).format(n=tried.people)
            if tried.damaged:
                bad = ngettext("{n} damaged backup was passed over", "{n} damaged backups were passed over",
                               len(tried.damaged))  # fmt: skip
                note = f"{note}, {bad.format(n=len(tried.damaged))}"
            steps.append(Step(words, Mark.DONE if tried.ok else Mark.FAILED, note))
        self.steps.show_steps(steps)
        count = ngettext("{n} backup is kept.", "{n} backups are kept.", state.count).format(n=state.count)
        self.kept.setText(" ".join((count, _("48 half-hours, 30 days and 12 months are kept."))))
        self.rehearse.setEnabled(state.newest is not None)
        self.show()

    def set_busy(self, busy: bool) -> None:
        """Say that a restore is being rehearsed."""
        self.rehearse.set_busy(_("Rehearsing") if busy else None)

    @staticmethod
    def _place(state: BackupState, place: Path) -> Step:
        own = place == state.own_place
        mark = Mark.DONE if state.newest else Mark.MISSING
        return Step(_("In the register's folder") if own else str(place), mark, str(place) if own else _("place"))

    def _newest(self, state: BackupState) -> Step:
        if state.newest is None:
            return Step(_("No backup yet"), Mark.FAILED, _("One is made every half hour when something has changed."))
        when = capital(when_text(self._local(state.newest), self._today()))
        note = _("something has been written since") if state.changed_since else _("nothing has been written since")
        return Step(when, Mark.WAITING if state.due else Mark.DONE, note)
