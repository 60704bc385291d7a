"""The process that is killed: writes without end and acknowledges on a pipe after each ``commit`` has returned."""

from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

from caseworker.domain.changes import Event
from caseworker.domain.ids import CaseId, NoteId, PersonId
from caseworker.domain.notes import JournalNote
from caseworker.domain.status import StatusPeriod
from caseworker.store import erasure_record, migrating
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.store.fixtures import FOUNDER, KEY, make_person, register_person, unique


def write_without_end(path: Path, acks: Connection) -> None:
    """Register people, record statuses, add notes with a draft; ``acks`` gets ``(kind, id)`` for each."""
    register = Register.open(path, key=KEY, clock=lambda: datetime.now(UTC))
    for finding in register.faults:
        acks.send(("fault", finding.code))
    while True:
        person, case = _register(register)
        acks.send(("person", person))
        acks.send(("status", _record_status(register, person)))
        acks.send(("note", _add_note(register, case)))


def migrate_until_killed(path: Path) -> None:
    """Bring the register one schema further, as the next version of the program would."""
    with mock.patch.object(migrating, "SCHEMA", migrating.SCHEMA + 1):
        Register.open(path, key=KEY, clock=lambda: datetime.now(UTC)).close()


def _register(register: Register) -> tuple[PersonId, CaseId]:
    person = make_person("Amira" * 20, unique("Family"), phone="0701234567")
    id = person.id
    with register.change(by=FOUNDER) as tx:
        case = register_person(tx, person).id
        tx.commit()
    return id, case


def _record_status(register: Register, person: PersonId) -> str:
    status = unique("status")
    with register.change(by=FOUNDER) as tx:
        tx.people.get(person).enter(StatusPeriod(status, person, "EU", date(2026, 2, 1)))
        tx.note(Event("status.recorded", person, {"code": "EU"}))
        tx.commit()
    return status


def _add_note(register: Register, case: CaseId) -> str:
    note = NoteId(unique("note"))
    now = datetime.now(UTC)
    with register.change(by=FOUNDER) as tx:
        tx.add(JournalNote(note, case, FOUNDER.id, now, now, now.date(), "x" * 3000))
        tx.note(Event("note.added", case, {"note": note}))
        tx.put_draft("note", case, "y" * 2000)
        tx.commit()
    return note


def write_and_close_without_end(path: Path, anchor: Path, acks: Connection) -> None:
    """Open, check, write with and without a row in the log, sweep and close, over and over; ``acks`` gets each step."""
    for number in range(10_000):
        register = Register.open(path, key=KEY, clock=lambda: datetime.now(UTC), anchor=anchor)
        for finding in (*register.faults, *verify(register, thorough=False).findings):
            acks.send(("fault", finding.code))
        acks.send(("checked", f"{number}"))
        acks.send(("note", _add_note(register, _register(register)[1])))
        with register.change(by=FOUNDER) as tx:
            tx.put_draft("note", "case", f"{number}" * 500)
            if number % 3 == 2:
                erasure_record.mark_unswept(tx.connection)
            tx.commit()
        acks.send(("draft", f"{number}"))
        register.close()
        acks.send(("closed", f"{number}"))
