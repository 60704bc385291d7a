"""Safety between the page and the services. Knows nothing of widgets; keeps what the page shows until it is left."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from caseworker.domain.access import Role
from caseworker.domain.backups import Rehearsal
from caseworker.domain.changes import Changes
from caseworker.domain.review import Outcome
from caseworker.messages.protection import unsettled_words
from caseworker.services import derived, protection, review, trust
from caseworker.services.backups import BackupState
from caseworker.services.review import ReviewState, ReviewView
from caseworker.services.trust import SafetyView, Verification
from ui.desk import Desk
from ui.language import _
from ui.tasks import Runner

if TYPE_CHECKING:
    from caseworker.accounts import Waiting


class Safety(Protocol):
    """What needs more than the register: its keys, its vault and the places of its backups."""

    @property
    def printing(self) -> bool:
        """Whether the computer's policy lets paper out."""
        ...

    def waiting(self) -> Sequence["Waiting"]:
        """Return who waits to be let in; nobody for one who may not let in."""
        ...

    def let_in(self, one: "Waiting", works_as: frozenset[Role], until: date | None) -> None:
        """Let her in. Raises what ``KeyHolder.approve`` raises."""
        ...

    def verify(self, *, wanted: Callable[[], bool]) -> Verification:
        """Check everything."""
        ...

    def backups(self) -> BackupState:
        """Tell how the backups stand. Raises ``Refused("access.not_granted")``."""
        ...

    def choose_places(self, places: Sequence[Path]) -> None:
        """Say where backups lie. Raises what ``services.backups.choose_places`` raises."""
        ...

    def rehearse(self) -> Rehearsal:
        """Rehearse a restore. Raises what ``rehearse_restore`` raises."""
        ...


@dataclass(frozen=True, slots=True)
class ProtectedFacts:
    """One protected person: her case number, how she is protected, who may see her and who looked last."""

    case_number: str
    kind: str
    readers: tuple[str, ...]
    last_look: datetime | None
    last_who: str
    waits: str = ""  # what is to be done about her key, in words


class TrustPresenter(QObject):
    """Each signal carries one answer; ``written`` what was saved, ``failed`` a fault, ``working`` what is going on."""

    safety = Signal(object)
    state = Signal(object)
    review = Signal(object)
    protected = Signal(object)
    backups = Signal(object)
    checked = Signal(object)
    rehearsed = Signal(object)
    placed = Signal()
    written = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, backing: Safety, parent: QObject | None = None) -> None:
        """Nothing is asked before ``ask``."""
        super().__init__(parent)
        self._desk, self._runner, self._backing = desk, runner, backing

    def ask(self) -> None:
        """Ask for everything the page shows; each part comes when it is there."""
        register, by = self._desk.register, self._desk.user
        self._runner.run("trust.safety", lambda: trust.show_safety(register, by=by), self._show, self._failed)
        self._runner.run("trust.state", lambda: review.review_state(register, by=by), self._show_state, self._failed)
        self._runner.run("trust.backups", self._backing.backups, self.backups.emit, lambda _refused: None)

    def draw(self) -> None:
        """Draw the next review."""
        self._write(lambda: review.draw_review(self._desk.register, by=self._desk.user))

    def decide(self, which: str, item: int, outcome: Outcome, comment: str) -> None:
        """Decide one item."""
        self._write(
            lambda: review.decide_item(
                self._desk.register, review=which, item=item, outcome=outcome, comment=comment, by=self._desk.user
            )
        )

    def sign(self, which: str) -> None:
        """Sign a review."""
        self._write(lambda: review.sign_review(self._desk.register, review=which, by=self._desk.user))

    def receipt(self, done: Callable[[bytes], None]) -> None:
        """Make the receipt of the last signed review."""
        register, by = self._desk.register, self._desk.user
        self._runner.run("trust.receipt", lambda: review.review_receipt(register, by=by), done, self._failed)

    def accept_older_copy(self) -> None:
        """Go on in an older copy."""
        register, by = self._desk.register, self._desk.user
        self._runner.run(
            "trust.accept",
            lambda: trust.accept_older_copy(register, by=by),
            lambda _none: self._accepted(),
            self._failed,
        )

    def _accepted(self) -> None:
        self.ask()
        self._desk.tell_state()

    def check(self) -> None:
        """Check the whole register now."""
        stop = threading.Event()
        self._runner.run(
            "trust.check",
            lambda: self._backing.verify(wanted=lambda: not stop.is_set()),
            self._check_done,
            self._check_failed,
            stop=stop,
        )

    def rebuild(self) -> None:
        """Make what lists and searches read anew, and check everything again."""
        register, by = self._desk.register, self._desk.user
        self._runner.run(
            "trust.rebuild",
            lambda: derived.rebuild_derived(register, by=by),
            lambda _rebuilt: self.check(),
            self._check_failed,
        )

    def rehearse(self) -> None:
        """Rehearse a restore now."""
        self._runner.run("trust.rehearse", self._backing.rehearse, self._rehearsed, self._rehearsal_failed)

    def choose_places(self, places: Sequence[Path]) -> None:
        """Say where backups lie from now on."""
        choose = partial(self._backing.choose_places, places)
        self._runner.run("trust.places", choose, lambda _none: self._placed(), self._failed)

    def _placed(self) -> None:
        self.placed.emit()
        self._runner.run("trust.backups", self._backing.backups, self.backups.emit, self._failed)

    def _show(self, found: SafetyView) -> None:
        self.safety.emit(found)
        if found.may_review:
            self._ask_review()
            self._runner.run("trust.protected", self._protected, self.protected.emit, self._failed)

    def _ask_review(self) -> None:
        register, by = self._desk.register, self._desk.user
        self._runner.run("trust.review", lambda: review.show_review(register, by=by), self._show_review, self._failed)

    def _show_state(self, found: ReviewState) -> None:
        self.state.emit(found)

    def _show_review(self, found: ReviewView | None) -> None:
        self.review.emit(found)

    def _protected(self) -> tuple[ProtectedFacts, ...]:
        register, by = self._desk.register, self._desk.user
        rows = []
        for row in trust.list_protected(register, by=by):
            found = protection.read_protection(register, person=row.person, by=by)
            if found is not None:
                look = found.last_look
                rows.append(
                    ProtectedFacts(
                        row.case_number,
                        found.mark.kind.value,
                        found.readers,
                        look.at if look else None,
                        look.who if look else "",
                        unsettled_words((row.case_number,), found.readers, found.lost, _),
                    )
                )
        return tuple(rows)

    def _write(self, job: Callable[[], Changes]) -> None:
        self._runner.run("trust.write", job, self._written, self._failed)

    def _written(self, changes: Changes) -> None:
        self.written.emit(changes)
        register, by = self._desk.register, self._desk.user
        self._runner.run("trust.state", lambda: review.review_state(register, by=by), self._show_state, self._failed)
        self._ask_review()

    def _check_done(self, found: Verification) -> None:
        self._desk.checked(found)
        self.checked.emit(found)
        self.ask()

    def _check_failed(self, fault: Exception) -> None:
        self.checked.emit(None)
        self._failed(fault)

    def _rehearsed(self, found: Rehearsal) -> None:
        self.rehearsed.emit(found)
        self._runner.run("trust.backups", self._backing.backups, self.backups.emit, self._failed)

    def _rehearsal_failed(self, fault: Exception) -> None:
        self.rehearsed.emit(None)
        self._failed(fault)

    def _failed(self, fault: Exception) -> None:
        self.failed.emit(fault)
