"""An office after years of work, 20 000 people and a million rows in its log: what checks and the log cost there."""

import hashlib
import hmac
import time
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import sqlcipher3.dbapi2 as sqlcipher

from caseworker.app import DEMO_PASSPHRASE, Application, Session
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus
from caseworker.services import people, status
from caseworker.store import audit
from caseworker.store import engine as store_engine
from tests.benchmarks import office, register_bench
from tests.benchmarks.backup_rows import longest_pause
from tests.benchmarks.ledger import Row, against, at_most, in_turns, median, timed
from tests.benchmarks.register_rows import derivation_apart

PEOPLE, LOG_ROWS = 20_000, 1_000_000
_AT_ONCE = 20_000
_SWEEPS, _SAVES = 2, 60
_WALK = "SELECT seq, at, actor, action, subject, commitment, prev, mac FROM audit ORDER BY seq"


def old_office_rows(folder: Path) -> list[Row]:
    """Found the office in ``folder`` and measure unlocking, the check after it, and the log's part of a save."""
    old = office.found(folder, PEOPLE)
    session = old.unlock()
    _fill_log(old, session)
    session.close()
    return [*_first_rows(old), *_sweep(old), _audit_share(old)]


def _fill_log(old: office.Office, session: Session) -> None:
    """Write a million looks into the log as the program chains them."""
    key, looker = session.register.integrity_keys.chain, session.user.id
    connection = store_engine.connect(old.register, old.key)
    head = audit.read_head(connection.cursor())
    for first in range(0, LOG_ROWS, _AT_ONCE):
        links, payloads = [], []
        for number in range(first, first + _AT_ONCE):
            salt, body = number.to_bytes(16, "big"), audit.canonical({"number": number})
            subject = f"01930000-0000-7000-8000-{number % PEOPLE:012d}"
            said = (register_bench.NOW.isoformat(), looker, "person.looked", subject)
            row = (head.seq + 1, *said, audit.commitment_to(salt, body), head.mac)
            head = audit.Head(head.seq + 1, audit.mac_of(key, audit.Link(*row, b"")))
            links.append((*row, head.mac))
            payloads.append((head.seq, salt, body))
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", links)
        connection.executemany("INSERT INTO audit_payloads VALUES (?, ?, ?)", payloads)
        connection.execute("COMMIT")
    connection.close()
    office.written_by_hand(old.register, old.key)


def _first_rows(old: office.Office) -> list[Row]:
    def unlock() -> float:
        application = Application(folder=old.folder, clock=register_bench.clock)
        application.registers()
        with derivation_apart() as spent:
            begun = time.perf_counter()
            session = application.unlock(office.USER, DEMO_PASSPHRASE)
            people.list_people(session.register, offset=0, limit=50, by=session.user)
            taken = time.perf_counter() - begun - sum(spent)
        session.close()
        return taken

    what = f"first 50 rows after the key derivation, {PEOPLE} people and {LOG_ROWS} log rows"
    one_unit = at_most(what, median([unlock() for _ in range(6)][1:]) * 1000, 500, "ms")
    _move_one_to_another_unit(old)
    two_units = at_most(f"{what}, two units", median([unlock() for _ in range(6)][1:]) * 1000, 500, "ms")
    return [one_unit, two_units]


def _move_one_to_another_unit(old: office.Office) -> None:
    """From now on lists are bounded: what belongs to the caller's unit and what she is assigned to."""
    connection = store_engine.connect(old.register, old.key)
    person = connection.execute("SELECT person_id FROM person_lines WHERE no = 8").fetchone()[0]
    for table in ("cases", "person_lines"):
        connection.execute(f"UPDATE {table} SET unit = 'Enhet Syd' WHERE person_id = ?", (person,))  # noqa: S608 - ours
    connection.close()
    office.written_by_hand(old.register, old.key)


def _sweep(old: office.Office) -> list[Row]:
    """The check after unlock beside SQLCipher's own check of every page and a bare loop of the same HMACs."""
    session = old.unlock()
    application = Application(folder=old.folder, clock=register_bench.clock)
    key = session.register.integrity_keys.chain
    bare_connection = store_engine.connect(old.register, old.key)

    def ours(_number: int) -> float:
        return timed(lambda: application.verify(session, thorough=False))

    def bare(_number: int) -> float:
        return timed(lambda: _bare_sweep(bare_connection, key))

    mine, theirs = in_turns(ours, bare, _SWEEPS)
    pause = longest_pause(lambda: application.verify(session, thorough=False))
    bare_connection.close()
    session.close()
    megabytes = old.register.stat().st_size / 1e6
    what = f"check after unlock, {LOG_ROWS} log rows, {megabytes:.0f} MB | page check and bare HMAC loop"
    return [
        against(what, median(mine), median(theirs), 1.2),
        at_most("longest pause of the window's thread while that check runs", pause * 1000, 100, "ms"),
    ]


def _bare_sweep(connection: sqlcipher.Connection, key: bytes) -> None:
    connection.execute("PRAGMA cipher_integrity_check").fetchall()
    for row in connection.execute(_WALK):
        parts = (row[0].to_bytes(8, "big"), *(text.encode() for text in row[1:5]), row[5], row[6])
        framed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        if hmac.new(key, framed, hashlib.sha256).digest() != row[7]:
            raise RuntimeError("the measured log is not whole")


def _audit_share(old: office.Office) -> Row:
    """How much of saving a status goes into its row in the log: chaining, sealing, writing both of its rows."""
    session = old.unlock()
    rows = people.list_people(session.register, offset=0, limit=_SAVES + 10, by=session.user)
    entered = EnteredStatus("EU", date(2026, 2, 1))
    spent: list[float] = []

    def append_and_note(*given: Any, **named: Any) -> audit.Head:
        begun = time.perf_counter()
        head = append(*given, **named)
        spent.append(time.perf_counter() - begun)
        return head

    def save(person: PersonId) -> float:
        return timed(lambda: status.record_status(session.register, person=person, status=entered, by=session.user))

    append = audit.append
    with mock.patch.object(audit, "append", append_and_note):
        saves = [save(PersonId(row.id)) for row in rows]
    session.close()
    share = median(spent[10:]) / median(saves[10:])
    return at_most("the log's part of saving a status", share * 100, 25, "%")
