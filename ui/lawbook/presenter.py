"""The lawbook between the page and the services. Knows nothing of widgets; keeps the update that is being tried."""

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from caseworker.domain.changes import Changes
from caseworker.errors import EnvironmentFault
from caseworker.lawbook_update import MAX_UPDATE
from caseworker.services import choices, law_local, law_updates
from caseworker.services.law_local import EnteredRule
from caseworker.services.law_updates import UpdateTrial
from ui.desk import Desk
from ui.tasks import Runner


class LawbookPresenter(QObject):
    """Each signal carries one answer; ``advanced(done, of)`` while cases are looked at, ``written`` what was saved."""

    book = Signal(object)
    own = Signal(object)
    areas = Signal(object)
    statuses = Signal(object)
    tried = Signal(object)
    advanced = Signal(int, int)
    written = Signal(object)
    applied = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._update = b""
        self._stop = threading.Event()

    def ask(self) -> None:
        """Ask for the lawbook, the municipality's rules and who is responsible."""
        register, by, run = self._desk.register, self._desk.user, self._runner.run
        run("law.book", partial(law_updates.show_lawbook, register, by=by), self.book.emit, self.failed.emit)
        run("law.own", partial(law_local.list_local_rules, register, by=by), self.own.emit, self.failed.emit)
        run("law.areas", partial(law_local.list_responsible, register, by=by), self.areas.emit, self.failed.emit)
        words = partial(choices.status_words, register, by=by)
        run("law.statuses", words, self.statuses.emit, self.failed.emit)

    def add_rule(self, entered: EnteredRule) -> None:
        """Keep a rule of the municipality."""
        self._write(partial(law_local.add_local_rule, entered=entered))

    def end_rule(self, rule: str, last_day: date, reason: str) -> None:
        """End a rule of the municipality."""
        self._write(partial(law_local.end_local_rule, rule=rule, last_day=last_day, reason=reason))

    def set_responsible(self, area: str, actor: str, name: str, contact: str, begins: date) -> None:
        """Say who is responsible."""
        said = partial(law_local.set_responsible, area=area, actor=actor, name=name, contact=contact, begins=begins)
        self._write(said)

    def end_responsible(self, area: str, last_day: date) -> None:
        """Let the usual actor have an area again."""
        self._write(partial(law_local.end_responsible, area=area, last_day=last_day))

    def trust_key(self, key: str, name: str) -> None:
        """Trust a key; the window asks for the passphrase."""
        self._write(partial(law_updates.trust_key, key=key, name=name))

    def end_key(self, kid: str) -> None:
        """Trust a key no longer."""
        self._write(partial(law_updates.end_key, kid=kid))

    def try_update(self, path: Path) -> None:
        """Read an update and ask what it would change."""
        desk, self._stop = self._desk, threading.Event()
        stop = self._stop

        def goes_on(done: int, of: int) -> bool:
            self._runner.post(partial(self.advanced.emit, done, of))
            return not stop.is_set()

        def work() -> tuple[bytes, UpdateTrial]:
            raw = _read(path)
            return raw, law_updates.try_update(desk.register, update=raw, goes_on=goes_on, by=desk.user)

        self._runner.run("law.try", work, self._was_tried, self.failed.emit, stop=stop)

    def stop(self) -> None:
        """Ask no further whom the update concerns."""
        self._stop.set()

    def apply(self) -> None:
        """Let the update that was tried apply."""
        desk, raw = self._desk, self._update
        work = partial(law_updates.apply_update, desk.register, update=raw, by=desk.user)
        self._runner.run("law.apply", work, self._was_applied, self.failed.emit)

    def _was_tried(self, found: tuple[bytes, UpdateTrial]) -> None:
        self._update, trial = found
        self.tried.emit(trial)

    def _was_applied(self, changes: Changes) -> None:
        self._update = b""
        self.applied.emit(changes.created)
        self._was_written(changes)

    def _write(self, service: Callable[..., Changes]) -> None:
        work = partial(service, self._desk.register, by=self._desk.user)
        self._runner.run("law.write", work, self._was_written, self.failed.emit)

    def _was_written(self, changes: Changes) -> None:
        self.written.emit(changes)
        self.ask()


def _read(path: Path) -> bytes:
    """Return the file, not more of it than an update can have. Raises ``EnvironmentFault("lawbook.unread")``."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_UPDATE + 1)
    except OSError:
        raise EnvironmentFault("lawbook.unread", file=path.name) from None
