"""What is being typed, kept encrypted within two seconds: one keeper per form (``DraftKeeper`` keeps it as a draft).

The newest text always wins, whatever order the threads write in; nothing is said to be kept before COMMIT has returned.
"""

import threading
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.domain.changes import Changes
from caseworker.errors import CaseworkerError
from caseworker.services import drafts
from ui.desk import Desk
from ui.tasks import Runner

KEEP_AFTER_MS = 1000
Fields = Mapping[str, object]


class DraftKeeper(QObject):
    """``kept(datetime)`` in local time after a commit; ``failed(error)`` when the draft could not be kept."""

    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, kind: str, parent: QObject | None = None) -> None:
        """``kind`` names the form; ``aim`` says which record it is about."""
        super().__init__(parent)
        self._desk, self._runner, self._kind, self._key = desk, runner, kind, ""
        self._fields: Fields | None = None
        self._newest = 0
        self._written = 0
        self._one = threading.Lock()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(KEEP_AFTER_MS)
        self._clock.timeout.connect(self._keep)

    def aim(self, key: str) -> None:
        """Keep drafts about another record from now on; what was typed about the one before is kept first."""
        if key != self._key:
            self.keep_now()
            self._key = key

    def load(self) -> dict[str, object] | None:
        """Return the kept draft, or None."""
        return drafts.load_draft(self._desk.register, kind=self._kind, key=self._key, by=self._desk.user)

    def note(self, fields: Fields) -> None:
        """Take what stands in the form now. The first change after a keeping starts the clock, others ride along."""
        self._fields = dict(fields)
        self._newest += 1
        if not self._clock.isActive():
            self._clock.start()

    def keep_now(self) -> None:
        """Keep at once, in this thread: the page is left or the register is locked."""
        self._clock.stop()
        if self._fields is not None:
            fields, self._fields = self._fields, None
            try:
                self._tell(self._write(self._newest, self._key, fields))
            except CaseworkerError as fault:
                self._not_kept(self._newest, fields, fault)

    def discard(self) -> None:
        """Forget the draft: what it held is saved or given up."""
        self._clock.stop()
        self._fields = None
        self._newest += 1
        self._runner.run(self._job, partial(self._drop, self._newest, self._key), lambda _gone: None, self.failed.emit)

    def _keep(self) -> None:
        if self._fields is None:
            return
        if self._runner.busy(self._job):
            self._clock.start()
            return
        fields, self._fields = self._fields, None
        write = partial(self._write, self._newest, self._key, fields)
        self._runner.run(self._job, write, self._tell, partial(self._not_kept, self._newest, fields))

    @property
    def _job(self) -> str:
        return f"draft.{self._kind}"

    def _write(self, version: int, key: str, fields: Fields) -> Changes | None:
        with self._one:
            if version <= self._written:
                return None
            changes = self._save(key, fields)
            self._written = version
        return changes

    def _drop(self, version: int, key: str) -> None:
        with self._one:
            if version > self._written:
                self._forget(key)
                self._written = version

    def _save(self, key: str, fields: Fields) -> Changes:
        return drafts.save_draft(self._desk.register, kind=self._kind, key=key, fields=fields, by=self._desk.user)

    def _forget(self, key: str) -> None:
        drafts.discard_draft(self._desk.register, kind=self._kind, key=key, by=self._desk.user)

    def _not_kept(self, version: int, fields: Fields, fault: Exception) -> None:
        """Hold on to what could not be kept: the next letter, or leaving the page, tries again."""
        if self._fields is None and version == self._newest:
            self._fields = fields
        self.failed.emit(fault)

    def _tell(self, changes: Changes | None) -> None:
        if changes is not None:
            self.kept.emit(self._desk.local(changes.saved))
