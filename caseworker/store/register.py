"""The register: one encrypted file, opened with a key that was proved elsewhere, written by one hand at a time.

Order of opening: header, cipher, schema, chain since the last checkpoint, anchor; then the first row. A fault in the
last two leaves the register readable and closed for writing. Knows nothing of passphrases, accounts or screens.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.engine.interfaces import DBAPICursor

from caseworker.domain.access import User, placed
from caseworker.domain.changes import Event
from caseworker.domain.proof import Proof
from caseworker.errors import EnvironmentFault, Refused
from caseworker.platform import private_file
from caseworker.store import anchoring, audit, compartments, erasure_record, integrity, migrating, protection_record
from caseworker.store import tables as t
from caseworker.store.access import employments_of
from caseworker.store.anchor import write_anchors
from caseworker.store.engine import (
    connect,
    cursor_of,
    faults,
    make_engine,
    raw_of,
    require_encrypted_file,
)
from caseworker.store.findings import Finding
from caseworker.store.left_pages import LeftPages
from caseworker.store.reading import PeopleOrder, Reader, user_of
from caseworker.store.turns import Turns
from caseworker.store.writing import RegisterSession, Transaction, refusals

Clock = Callable[[], datetime]
Sign = Callable[[bytes], bytes]
STOCKHOLM = ZoneInfo("Europe/Stockholm")
SEAL_EVERY = timedelta(minutes=10)
ANCHOR_EVERY = timedelta(minutes=1)
_CHECKPOINT = "audit.checkpoint"
_KEEP_CHECKPOINT = "INSERT OR REPLACE INTO register_info (key, value) VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class NewRegister:
    """What a register is born with. ``office_secret`` protects counts, ``signing_seed`` (Ed25519) signs releases."""

    register_id: str
    office_code: str
    office_name: str
    municipality_code: str
    unit: str
    demo: bool
    created: datetime
    office_secret: bytes = field(repr=False)
    signing_seed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegisterInfo:
    """What may be shown about a register."""

    register_id: str
    office_code: str
    office_name: str
    municipality_code: str
    unit: str
    demo: bool
    created: datetime


class Register:
    """An open register. Make one with ``create`` or ``open``; end it with ``close``."""

    def __init__(
        self, path: Path, engine: Engine, *, info: RegisterInfo, key: bytes, clock: Clock, anchor: Path | None
    ) -> None:
        """Stand over an engine whose file was already guarded; ``create`` and ``open`` do that."""
        self.path = path
        self.info = info
        self.clock = clock
        self.faults: tuple[Finding, ...] = ()
        # what cannot be shown, though nothing is wrong: it closes nothing
        self.doubts: tuple[Finding, ...] = ()
        # the active member of staff who opened it, with the roles the register itself gives her; None: it knows nobody
        self.opened_by: User | None = None
        # keys of protected persons' compartments: who can open them, and which are open just now
        self.compartments = compartments.Compartments()
        # whether a protection may stand outside that this file, an older copy, does not know
        self.protections_unsettled = False
        # when whoever opened it gave her passphrase; its key was opened by that a moment ago
        self.proof = Proof(clock, time.monotonic)
        self._engine = engine
        self._chain_key = audit.chain_key(key)
        self._anchor_key = audit.anchor_key(key)
        self._anchors = () if anchor is None else (anchor,)
        self.turns = Turns()
        # whether its pages are those the last session left
        self.left = LeftPages(self)
        self._order = PeopleOrder()
        self._signer: tuple[str, Sign] | None = None
        self._sealed_at = self._anchored_at = clock()
        self._doubt_told = False
        self._closed = False

    # Opening and closing
    @classmethod
    def create(
        cls, path: Path, *, key: bytes, info: NewRegister, founder: User, clock: Clock, anchor: Path | None = None
    ) -> Self:
        """Make a new register at ``path`` with ``founder`` as its first member of staff.

        Raises ``Refused("register.exists")``, ``EnvironmentFault("register.read_only_folder" | ".disk_full")``; nothing
        is left behind then.
        """
        with _new_file(path, key) as engine:
            register = cls(path, engine, info=_described(engine, info), key=key, clock=clock, anchor=anchor)
            register.left.take_on()  # a founding that was cut off may have left a record of another file
            with register.change(by=founder) as tx:
                tx.put_staff(founder)
                tx.note(Event("register.created", info.register_id, {"demo": info.demo}))
                tx.commit()
        return register

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        key: bytes,
        clock: Clock,
        check: Literal["quick", "full"] = "quick",
        anchor: Path | None = None,
        staff_id: str = "",
    ) -> Self:
        """Open the register at ``path`` with the raw 32-byte ``key``; ``full`` reads every page first.

        ``staff_id`` is who opens it; ``opened_by`` tells how the register knows her.
        Raises ``EnvironmentFault`` with ``register.missing | plaintext | damaged | foreign | wrong_key | newer_schema |
        busy | read_only_folder | unreadable``. A broken chain or a rolled-back file opens for reading, see ``faults``.
        """
        require_encrypted_file(path)
        with suppress(OSError):  # a file that was copied here may have come with wider rights
            private_file(path)
        with faults(path, key):
            opened = connect(path, key)
            # the first reader of rows gets the connection that was checked, and all pages it has decrypted
            engine = make_engine(path, key, opened=opened)
            try:
                _bring_up_to_date(opened, engine, path, key)
                if check == "full":
                    _require_sound_file(engine)
                with _reading(opened) as cursor:
                    settings = _settings(cursor)
                    register = cls(path, engine, info=_info_in(settings), key=key, clock=clock, anchor=anchor)
                    register._chain_key, register._anchor_key = audit.kept_keys(settings, key)
                    register.opened_by = _member(cursor, staff_id, register.today())
                    register.faults = integrity.tail_findings(cursor, register.integrity_keys, _checkpoint_in(settings))
                    if _CHECKPOINT in settings:  # one that was never closed has had no time to be anchored
                        register.doubts = integrity.anchor_doubts(register.integrity_keys)
                    anchors = register.integrity_keys.anchors
                    unsettled = erasure_record.unsettled(cursor, anchors)
                    register.protections_unsettled = protection_record.unsettled(cursor, anchors)
                if unsettled:
                    erasure_record.settle(register)  # an older copy erases again before its first row is shown
            except BaseException:
                engine.dispose()
                opened.close()
                raise
        return register

    def close(self) -> None:
        """Sign and anchor the head, fold the WAL into the file and close every connection. May be called twice."""
        if self._closed:
            return
        self._closed = True
        with self.turns.take():
            try:
                with faults(self.path):
                    if not self.faults and self._seal_session():
                        self._fold_wal()
                        self.left.keep()
                # in a file that is known to be damaged the WAL stays beside it, where nothing of it is lost
            finally:
                self._engine.dispose()
                self.left.close()

    # Asking and changing
    def today(self) -> date:
        """Return the day it is in Sweden."""
        return _swedish_day(self.clock())

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Give one consistent reading transaction; it never waits for a writer."""
        with faults(self.path), self._engine.connect() as connection:
            yield self._reader(connection)

    @contextmanager
    def change(self, *, by: User) -> Iterator[Transaction]:
        """Give one writing transaction in the name of ``by``; it rolls back unless ``tx.commit()`` was called.

        Raises ``EnvironmentFault("register.busy" | "register.disk_full" | "register.closed_for_writing")``.
        """
        if self.faults:
            raise EnvironmentFault("register.closed_for_writing")
        with self.turns.take(), faults(self.path), refusals():
            with RegisterSession(self._writing_engine) as session:
                reader = self._reader(session.connection())
                if not self.left.may_write(cursor_of(reader.connection)):
                    raise EnvironmentFault("register.closed_for_writing")
                now = self.clock()
                tx = Transaction(
                    session,
                    by=by,
                    at=now,
                    reader=reader,
                    chain_key=self._chain_key,
                    seal=self._seal,
                    opened=lambda compartment: self.compartments.opened(compartment, by.id, now),
                )
                if integrity.ANCHOR_MISSING in {doubt.code for doubt in self.doubts} and not self._doubt_told:
                    tx.note(Event("register.anchor_missing", self.info.register_id))
                yield tx
            if tx.committed is not None:
                self._after_commit(tx)

    def set_signer(self, staff_id: str, sign: Sign | None) -> None:
        """Let heads of the audit chain be signed by ``staff_id``: at close and every ten minutes of writing."""
        self._signer = None if sign is None else (staff_id, sign)

    def sign(self, message: bytes, *, by: User) -> bytes:
        """Return the signature of ``by`` over ``message``. Raises ``Refused("review.no_key")``: not who unlocked."""
        if self._signer is None or self._signer[0] != by.id:
            raise Refused("review.no_key")
        return self._signer[1](message)

    def stop_writing(self, findings: tuple[Finding, ...]) -> None:
        """Close the register for writing after a check has found faults."""
        self.faults = (*self.faults, *findings)

    def accept_rollback(self, *, by: User) -> None:
        """Let work go on in an older copy, on purpose (after a restore); the audit trail says who did it.

        Raises ``Refused("register.not_rolled_back")`` when that is not the only fault.
        """
        anchoring.accept_rollback(self, by=by)

    def anchor(self) -> None:
        """Write the head of the log to every anchor: at unlock, close, backup and once a minute of writing.

        An older copy moves no anchor. Raises ``EnvironmentFault("file.disk_full" | "file.not_written")``.
        """
        if self.faults:
            return
        with self._engine.connect() as connection:
            head = audit.read_head(cursor_of(connection))
        write_anchors(self._anchors, self._anchor_key, self.info.register_id, head)

    def anchor_in(self, folder: Path) -> tuple[Finding, ...]:
        """Keep a second anchor in ``folder`` (where backups lie) from now on, and hold the log against the one there.

        An older copy is closed for writing. May wait for a network folder: not for the thread of a window.
        """
        path = folder / f"{self.info.register_id}.anchor"
        found = anchoring.hold_against(self, path)
        self._anchors = tuple(dict.fromkeys((*self._anchors, path)))
        if not self.faults:
            erasure_record.settle(self)  # the record beside that anchor may know more
        return found

    def secret(self, name: Literal["office_secret", "signing_seed"]) -> bytes:
        """Return one of the office's 32-byte secrets."""
        with self.read() as reader:
            found = select(t.register_info.c.value).where(t.register_info.c.key == name)
            return bytes.fromhex(reader.connection.execute(found).scalar_one())

    def raw_connection(self) -> Connection:
        """Return a connection for checks and backups; the caller closes it."""
        return self._engine.connect()

    @property
    def integrity_keys(self) -> integrity.Keys:
        """What a check needs: the keys of chain and anchor and where the anchor lies."""
        return integrity.Keys(self.info.register_id, self._chain_key, self._anchor_key, self._anchors)

    # Inside
    @cached_property
    def _writing_engine(self) -> Engine:
        # made by the first write: it costs as much as reading the first row
        return self._engine.execution_options(begin="IMMEDIATE")

    def _reader(self, connection: Connection) -> Reader:
        now = self.clock()
        return Reader(connection, self._order, now, _swedish_day(now))

    def _seal(self, connection: Connection, head: audit.Head) -> None:
        """Sign the head inside the transaction that makes it, when ten minutes have passed."""
        if self.clock() - self._sealed_at >= SEAL_EVERY:
            self._sign(connection, head)

    def _sign(self, connection: Connection, head: audit.Head) -> None:
        if self._signer is not None and head.seq:
            staff_id, sign = self._signer
            signature = sign(audit.head_message(self.info.register_id, head))
            audit.sign_head(connection, head, staff_id=staff_id, at=self.clock(), signature=signature)

    def _after_commit(self, tx: Transaction) -> None:
        if tx.index_changed:
            self._order.forget()
        self._doubt_told = True
        now = self.clock()
        if now - self._sealed_at >= SEAL_EVERY:
            self._sealed_at = now
        if now - self._anchored_at >= ANCHOR_EVERY:
            with suppress(EnvironmentFault):  # what was written is on the disk; the next save tries again
                self.anchor()
                self._anchored_at = now

    def _seal_session(self) -> bool:
        """Sign and anchor the head; False when nothing may be written, because the file is not as it was left."""
        with self._writing_engine.begin() as connection:
            cursor = cursor_of(connection)
            head = audit.read_head(cursor)
            unsealed = head != _checkpoint_in(_settings(cursor))
            writes = unsealed or compartments.sweep_due(connection) or erasure_record.sweep_due(connection)
            if writes and not self.left.may_write(cursor):
                return False
            if unsealed:
                self._sign(connection, head)
                cursor.execute(_KEEP_CHECKPOINT, (_CHECKPOINT, f"{head.seq}:{head.mac.hex()}"))
        write_anchors(self._anchors, self._anchor_key, self.info.register_id, head)
        return True

    def _fold_wal(self) -> None:
        with self._engine.connect() as connection:
            compartments.sweep_if_due(connection)
            erasure_record.sweep_if_due(connection)
            raw_of(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _swedish_day(now: datetime) -> date:
    return now.astimezone(STOCKHOLM).date()


def _bring_up_to_date(opened: sqlcipher.Connection, engine: Engine, path: Path, key: bytes) -> None:
    schema = migrating.schema_of(opened.cursor())
    if schema == 0:
        raise EnvironmentFault("register.foreign")
    if schema < migrating.SCHEMA:
        migrating.back_up(engine, path, key, path.with_name(f"{path.stem}.schema-{schema}.db"))
        migrating.migrate(engine)


def _require_sound_file(engine: Engine) -> None:
    with engine.connect() as connection:
        if integrity.file_findings(connection):
            raise EnvironmentFault("register.damaged")


@contextmanager
def _reading(opened: sqlcipher.Connection) -> Iterator[DBAPICursor]:
    """Give one consistent look at the file before there is a pool to ask."""
    opened.execute("BEGIN")
    try:
        yield opened.cursor()
    finally:
        opened.rollback()


@contextmanager
def _new_file(path: Path, key: bytes) -> Iterator[Engine]:
    """Give an engine on a new file with an empty schema; nothing of it is left when what is done inside fails."""
    _make_private_file(path)
    engine = make_engine(path, key)
    try:
        with faults(path, key):
            migrating.migrate(engine)
            yield engine
    except BaseException:
        engine.dispose()
        for left in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            left.unlink(missing_ok=True)
        raise


def _described(engine: Engine, info: NewRegister) -> RegisterInfo:
    """Write what the register is born with and return what may be shown of it."""
    with engine.execution_options(begin="IMMEDIATE").begin() as connection:
        connection.execute(insert(t.register_info), _info_rows(info))
    with engine.connect() as connection:
        return _info_in(_settings(cursor_of(connection)))


def _make_private_file(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        private_file(path)
    except FileExistsError:
        raise Refused("register.exists", folder=str(path.parent)) from None
    except OSError:
        raise EnvironmentFault("register.read_only_folder", folder=str(path.parent)) from None


def _info_rows(info: NewRegister) -> list[dict[str, str]]:
    values = {
        "register_id": info.register_id,
        "office_code": info.office_code,
        "office_name": info.office_name,
        "municipality_code": info.municipality_code,
        "unit": info.unit,
        "demo": "1" if info.demo else "0",
        "created": info.created.isoformat(),
        "office_secret": info.office_secret.hex(),
        "signing_seed": info.signing_seed.hex(),
    }
    return [{"key": key, "value": value} for key, value in values.items()]


def _member(cursor: DBAPICursor, staff_id: str, day: date) -> User | None:
    cursor.execute("SELECT id, name, roles FROM staff WHERE id = ? AND active = 1", (staff_id,))
    row = cursor.fetchone()
    return None if row is None else placed(user_of(*row), employments_of(cursor, staff_id), day)


def _settings(cursor: DBAPICursor) -> dict[str, str]:
    # text, not composed: this and the checks at opening stand between the passphrase and the first row
    cursor.execute("SELECT key, value FROM register_info")
    return {key: value for key, value in cursor.fetchall()}


def _info_in(found: Mapping[str, str]) -> RegisterInfo:
    shown = ("register_id", "office_code", "office_name", "municipality_code", "unit", "demo", "created")
    if not set(shown) <= set(found):
        raise EnvironmentFault("register.damaged")
    return RegisterInfo(
        register_id=found["register_id"],
        office_code=found["office_code"],
        office_name=found["office_name"],
        municipality_code=found["municipality_code"],
        unit=found["unit"],
        demo=found["demo"] == "1",
        created=datetime.fromisoformat(found["created"]),
    )


def _checkpoint_in(settings: Mapping[str, str]) -> audit.Head:
    if _CHECKPOINT not in settings:
        return audit.EMPTY
    seq, _, mac = settings[_CHECKPOINT].partition(":")
    return audit.Head(int(seq), bytes.fromhex(mac))
