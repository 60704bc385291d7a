"""Looks once a minute whether a backup is due and has it made outside the GUI thread; tells a fault once, kindly."""

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.errors import CaseworkerError
from ui.tasks import Runner

if TYPE_CHECKING:
    from caseworker.app import Application, Session
    from caseworker.services.backups import BackupMade

LOOK_EVERY_MS = 60_000
_JOB = "backup"


class Keeper(QObject):
    """``made()`` after each backup; ``failed(error)`` when one could not be made, not again for the same reason."""

    made = Signal()
    failed = Signal(object)

    def __init__(
        self, application: "Application", session: "Session", runner: Runner, parent: QObject | None = None
    ) -> None:
        """Keep ``session`` safe from now on; the first look is a minute away: an unlock has enough to do."""
        super().__init__(parent)
        self._application, self._session, self._runner = application, session, runner
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Have a backup made when one is due and none is being made."""
        if not self._runner.busy(_JOB):
            self._runner.run(_JOB, self._when_due, self._done, self._not_done)

    def finish(self) -> None:
        """Make the last backup of a session, when anything was written since the one before."""
        self._timer.stop()
        with suppress(CaseworkerError):  # the security log has it, and Safety shows it at the next unlock
            self._application.back_up(self._session, "close")

    def _when_due(self) -> "BackupMade | None":
        from caseworker.services import backups, exports

        session, kit = self._session, self._application.backup_kit(self._session)
        if session.register.faults or not backups.backup_state(session.register, kit=kit, by=session.user).due:
            return None
        made = self._application.back_up(session, "half_hour")
        exports.export_readable(session.register, kit=kit, when_due=True, by=session.user)
        return made

    def _done(self, made: "BackupMade | None") -> None:
        if made is not None:
            away = next((place.code for place in made.places if place.code), "")
            self._tell(CaseworkerError(away, path=_where(made)) if away else None)
            self.made.emit()

    def _not_done(self, error: Exception) -> None:
        self._tell(error)

    def _tell(self, error: Exception | None) -> None:
        reason = str(error or "")
        if error is not None and reason != self._told:
            self.failed.emit(error)
        self._told = reason


def _where(made: "BackupMade") -> str:
    return str(next(place.place for place in made.places if place.code))
