"""Between the page and the services of protection: how she is protected, opening for a while, closing, deciding.

Touches no widget. When the five minutes are over it says so itself, and the page is read again.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.protection import ProtectionKind, ProtectionView
from caseworker.domain.rows import PersonFile
from caseworker.domain.staff import StaffRow
from caseworker.errors import Refused
from caseworker.services import people, protection, staff
from ui.desk import Desk
from ui.tasks import Runner


class ProtectionPresenter(QObject):
    """``viewed(view)`` after ``look``; ``opened(file)``; ``closed()``; ``staff_known(rows)``; ``changed(changes)``."""

    viewed = Signal(object)
    opened = Signal(object)
    closed = Signal()
    staff_known = Signal(object)
    protected = Signal(object)
    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject) -> None:
        """Start without a person."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.view: ProtectionView | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.closed)

    def look(self, file: PersonFile) -> None:
        """Ask how she is protected, and begin to count down when her details are open."""
        self._clock.stop()
        mark = file.protected
        if mark is None:
            self.view = None
            return
        if mark.open_until is not None:
            left = mark.open_until - self._desk.register.clock()
            self._clock.start(max(0, int(left.total_seconds() * 1000)))
        self._run(partial(self._call, protection.read_protection, person=PersonId(file.id)), self._viewed)

    def reveal(self, person: str, reason: str) -> None:
        """Open her details for five minutes; the look is logged first."""
        self._run(partial(self._call, protection.reveal, person=PersonId(person), reason=reason), self.opened.emit)

    def hide(self, person: str) -> None:
        """Close them again."""
        self._run(partial(self._call, protection.hide, person=PersonId(person)), lambda _none: self.closed.emit())

    def ask_staff(self) -> None:
        """Ask who works here and could read."""
        desk = self._desk
        self._run(partial(staff.read_staff, desk.register, by=desk.user), self._staff)

    def protect(self, person: str, kind: str, readers: Sequence[str], numbers: Sequence[str]) -> None:
        """Seal her and her household."""
        desk = self._desk

        def seal() -> protection.Protection:
            return protection.protect(
                desk.register,
                person=PersonId(person),
                kind=ProtectionKind(kind),
                readers=[StaffId(reader) for reader in readers],
                household=[self._of_case(number) for number in numbers],
                by=desk.user,
            )

        self._run(seal, self.protected.emit)

    def unprotect(self, person: str, reason: str) -> None:
        """End the protection."""
        self._run(partial(self._call, protection.unprotect, person=PersonId(person), reason=reason), self.changed.emit)

    def propose(self, person: str, readers: Sequence[str]) -> None:
        """Propose who may read from now on."""
        named = [StaffId(reader) for reader in readers]
        propose = partial(self._call, protection.propose_readers, person=PersonId(person), readers=named)
        self._run(propose, self.changed.emit)

    def confirm(self, person: str) -> None:
        """Confirm what another reader proposed."""
        self._run(partial(self._call, protection.confirm_readers, person=PersonId(person)), self.changed.emit)

    # Inside
    def _of_case(self, number: str) -> PersonId:
        desk = self._desk
        for row in people.find_people(desk.register, text=number, by=desk.user):
            if row.case_number == number:
                return PersonId(row.id)
        raise Refused("case.unknown")

    def _call(self, service: Callable[..., object], **given: object) -> object:
        return service(self._desk.register, by=self._desk.user, **given)

    def _run(self, job: Callable[[], object], done: Callable[[object], None]) -> None:
        self._runner.run("person.protection", job, done, self.failed.emit)

    def _viewed(self, view: object) -> None:
        self.view = view if isinstance(view, ProtectionView) else None
        self.viewed.emit(view)

    def _staff(self, rows: object) -> None:
        assert isinstance(rows, tuple)  # noqa: S101 - what the service returns
        self.staff_known.emit(tuple(row for row in rows if isinstance(row, StaffRow) and row.active))
