"""Erasing between the page and the services. Knows nothing of widgets."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.erasure import Board, EnteredFacts, Provider
from caseworker.domain.ids import PersonId
from caseworker.services import erasure
from caseworker.services.erasure import ErasureDone, PlannedFile
from ui.desk import Desk
from ui.tasks import Runner


class ErasurePresenter(QObject):
    """``planned(ErasurePlan)``, ``listed(rows)``, ``opened(files)`` of one list, ``written(Changes)``, ``done``.

    ``facts(person, EnteredFacts)`` when they were read for changing, ``protocol(pdf)``; ``failed(error)``.
    """

    planned = Signal(object)
    listed = Signal(object)
    opened = Signal(object)
    facts = Signal(str, object)
    written = Signal(object)
    done = Signal(object)
    protocol = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner

    def ask(self) -> None:
        """Make the dry run and read the lists."""
        self._run("erasure.plan", partial(erasure.plan_erasure, self._desk.register, by=self._desk.user), self.planned)
        self._run("erasure.lists", partial(erasure.list_erasures, self._desk.register, by=self._desk.user), self.listed)

    def open_list(self, list_id: str) -> None:
        """Read the files on a list."""
        read = partial(erasure.files_on_list, self._desk.register, list_id=list_id, by=self._desk.user)
        self._run("erasure.list", read, self.opened)

    def say_office(self, board: Board, provider: Provider) -> None:
        """Say which board the register belongs to and who keeps it."""
        self._write(erasure.record_office_facts, board=board, provider=provider)

    def read_facts(self, person: str) -> None:
        """Read what is entered about a file, to change it."""
        desk = self._desk
        read = partial(erasure.read_retention_facts, desk.register, person=PersonId(person), by=desk.user)
        self._runner.run("erasure.facts", read, lambda found: self.facts.emit(person, found), self.failed.emit)

    def say_facts(self, person: str, facts: EnteredFacts) -> None:
        """Enter what decides how long a file is kept."""
        self._write(erasure.record_retention_facts, person=PersonId(person), facts=facts)

    def propose(self, files: Sequence[PlannedFile], *, log: bool) -> None:
        """Put files on a list, and what the log says that is no longer kept."""
        self._write(erasure.propose_erasure, people=[PersonId(file.person) for file in files], log=log)

    def approve(self, list_id: str) -> None:
        """Approve what somebody else proposed."""
        self._write(erasure.approve_erasure, list_id=list_id)

    def withdraw(self, list_id: str) -> None:
        """Withdraw a list."""
        self._write(erasure.withdraw_erasure, list_id=list_id)

    def restore(self, person: str) -> None:
        """Take one file back."""
        self._write(erasure.restore_file, person=PersonId(person))

    def carry_out(self, list_id: str) -> None:
        """Erase."""
        desk = self._desk
        act = partial(erasure.carry_out_erasure, desk.register, list_id=list_id, by=desk.user)
        self._runner.run("erasure.write", act, self._carried_out, self._refused)

    def ask_protocol(self, list_id: str) -> None:
        """Make the protocol of a list."""
        make = partial(erasure.make_protocol, self._desk.register, list_id=list_id, by=self._desk.user)
        self._run("erasure.protocol", make, self.protocol)

    def _run(self, key: str, read: Callable[[], object], answer: Any) -> None:
        self._runner.run(key, read, answer.emit, self.failed.emit)

    def _write(self, act: Callable[..., Changes], **what: object) -> None:
        write = partial(act, self._desk.register, **what, by=self._desk.user)
        self._runner.run("erasure.write", write, self._wrote, self._refused)

    def _wrote(self, changes: Changes) -> None:
        self.written.emit(changes)
        self.ask()

    def _carried_out(self, done: ErasureDone) -> None:
        self.done.emit(done)
        self.ask()

    def _refused(self, fault: Exception) -> None:
        self.failed.emit(fault)
        self.ask()
