"""Compartments: what is kept of protected persons under a key of their own, which the register key does not open.

A sealed value lies in ``sealed_fields``, bound to register, compartment, record and field. Sealing and opening are
callables handed in with the key; who holds it is decided elsewhere, and what is moved here in ``store.sealing``.
"""

import json
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, delete, select, update

from caseworker.domain.protection import ProtectionKind, ProtectionMark
from caseworker.errors import EnvironmentFault
from caseworker.store import audit
from caseworker.store import tables as t
from caseworker.store.engine import cursor_of, raw_of, read_rows
from caseworker.store.sealable import BODY, DRAFT, PAYLOAD, Values

_RUNNING = "SELECT person_id, kind, begins, compartment_id, age_from FROM protections WHERE ends IS NULL"
# without the bodies of documents: many of them would not find room in memory at once
SEALED_FIELDS = (
    f"SELECT field, record, body FROM sealed_fields WHERE person_id = ? AND field <> '{BODY}' ORDER BY record"  # noqa: S608 - a word of ours
)

Sealing = Callable[[bytes, bytes, Sequence[str]], bytes]
Opening = Callable[[bytes, bytes, Sequence[str]], bytes | None]


class Keyring(Protocol):
    """Who can open what, as the vault of this register knows it for the user at the keyboard."""

    def seal(self, name: str, key: bytes, staff: Iterable[str]) -> None:
        """Seal ``key`` to these members of staff and to recovery."""

    def unseal(self, name: str) -> bytes | None:
        """Return the key when it is sealed to the user, else None. ``Refused`` when a PIN let her in."""

    def holders(self, name: str) -> tuple[str, ...]:
        """Return the ids of the staff the key is sealed to."""

    def able(self, staff: Iterable[str]) -> tuple[str, ...]:
        """Return those of ``staff`` a key can be sealed to; where nobody is left, whoever must stand in for them."""

    def drop(self, name: str) -> None:
        """Take the key from everybody: nothing opens it any more."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A compartment's key in the hands of one member of staff until an instant."""

    register_id: str
    compartment: str
    staff: str
    until: datetime
    key: bytes = field(repr=False)
    sealing: Sealing
    opening: Opening

    def seal(self, record: str, name: str, values: Mapping[str, Any]) -> bytes:
        """Return the values of one field, sealed for exactly this place."""
        plain = json.dumps(values, ensure_ascii=False, sort_keys=True).encode()
        return self.sealing(self.key, plain, self._place(record, name))

    def unseal(self, record: str, name: str, body: bytes) -> Values:
        """Return the values. Raises ``EnvironmentFault("protection.tampered")`` for what was altered or moved here."""
        plain = self.opening(self.key, body, self._place(record, name))
        if plain is None:
            raise EnvironmentFault("protection.tampered")
        values: Values = json.loads(plain)
        return values

    def _place(self, record: str, name: str) -> Sequence[str]:
        return self.register_id, self.compartment, record, name


class Compartments:
    """What this process holds: the keyring of its user, and the compartments that are open just now."""

    def __init__(self) -> None:
        """Hold nothing."""
        self.keyring: Keyring | None = None
        self._opened: dict[tuple[str, str], Opened] = {}

    def hold(self, opened: Opened) -> None:
        """Keep a compartment open until its time is over."""
        self._opened[opened.compartment, opened.staff] = opened

    def close(self, compartment: str) -> None:
        """Forget a compartment's key."""
        for place in [place for place in self._opened if place[0] == compartment]:
            del self._opened[place]

    def any_opened(self, compartment: str, now: datetime) -> Opened | None:
        """Return a compartment that somebody has open, for checks."""
        held = [place for place in self._opened if place[0] == compartment]
        return next((opened for place in held if (opened := self.opened(*place, now))), None)

    def opened(self, compartment: str, staff: str, now: datetime) -> Opened | None:
        """Return the open compartment of this member of staff; one whose time is over is forgotten."""
        held = self._opened.get((compartment, staff))
        if held is not None and held.until <= now:
            del self._opened[compartment, staff]
            return None
        return held


# Who is protected
def marks(connection: Connection) -> dict[str, ProtectionMark]:
    """Return every running protection by person."""
    return {
        person: ProtectionMark(ProtectionKind(kind), date.fromisoformat(begins), compartment, age_from)
        for person, kind, begins, compartment, age_from in read_rows(connection, _RUNNING)
    }


def mark_of(connection: Connection, person: str) -> ProtectionMark | None:
    """Return the running protection of ``person``, if any."""
    return marks(connection).get(person)


def members(connection: Connection, compartment: str) -> list[str]:
    """Return the people whose protection in this compartment runs."""
    return [person for person, mark in marks(connection).items() if mark.compartment == compartment]


def key_name(connection: Connection, compartment: str) -> str:
    """Return the name that the compartment's present key has in the vault."""
    name = select(t.compartments.c.key_name).where(t.compartments.c.id == compartment)
    return str(connection.execute(name).scalar_one())


def key_names(connection: Connection) -> tuple[str, ...]:
    """Return the names of all keys that open something in this register."""
    return tuple(name for (name,) in read_rows(connection, "SELECT key_name FROM compartments WHERE key_name <> ''"))


def readers_of(connection: Connection, compartment: str) -> tuple[str, ...]:
    """Return the ids of the staff the compartment's present key was ever sealed to."""
    told = select(t.compartments.c.sealed_to).where(t.compartments.c.id == compartment)
    return tuple(str(connection.execute(told).scalar_one()).split())


def lived_in(connection: Connection) -> list[str]:
    """Return the compartments in which somebody is protected, the oldest first."""
    query = "SELECT id FROM compartments WHERE id IN (SELECT compartment_id FROM protections WHERE ends IS NULL)"
    return [id for (id,) in read_rows(connection, f"{query} ORDER BY created, id")]


def case_numbers(connection: Connection, compartment: str) -> tuple[str, ...]:
    """Return the case numbers of those who are protected in a compartment."""
    query = (
        "SELECT max(number) FROM cases JOIN protections ON protections.person_id = cases.person_id "
        "WHERE compartment_id = ? AND ends IS NULL GROUP BY cases.person_id ORDER BY 1"
    )
    return tuple(number for (number,) in read_rows(connection, query, (compartment,)))


def put_key(connection: Connection, compartment: str, name: str, readers: Iterable[str]) -> None:
    """Keep under which name a compartment's new key lies and whom it is sealed to; the file is due to be swept."""
    kept = update(t.compartments).where(t.compartments.c.id == compartment)
    connection.execute(kept.values(key_name=name, sealed_to=" ".join(readers), swept=False))
    gone = t.reader_proposals.c.compartment_id == compartment
    connection.execute(delete(t.reader_proposals).where(gone))


def forget_key(connection: Connection, compartment: str) -> None:
    """Keep that nobody is protected in a compartment any more: its key is dropped."""
    emptied = update(t.compartments).where(t.compartments.c.id == compartment)
    connection.execute(emptied.values(key_name="", sealed_to=""))
    gone = t.reader_proposals.c.compartment_id == compartment
    connection.execute(delete(t.reader_proposals).where(gone))


def drop_orphans(connection: Connection) -> None:
    """Take away the compartments that nobody is left of, with what was proposed about them."""
    cursor = cursor_of(connection)
    orphans = "SELECT id FROM compartments WHERE id NOT IN (SELECT compartment_id FROM protections)"
    for table, column in (("reader_proposals", "compartment_id"), ("sealed_fields", "compartment_id")):
        cursor.execute(f"DELETE FROM {table} WHERE {column} IN ({orphans})")  # noqa: S608 - tables of ours
    cursor.execute("DELETE FROM compartments WHERE id NOT IN (SELECT compartment_id FROM protections)")


# One sealed field
def put(connection: Connection, opened: Opened, person: str, record: str, name: str, values: Mapping[str, Any]) -> None:
    """Keep one sealed field in place of the one before."""
    cursor_of(connection).execute(
        "INSERT INTO sealed_fields (record, field, person_id, compartment_id, body) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (record, field) DO UPDATE SET body = excluded.body",
        (record, name, person, opened.compartment, opened.seal(record, name, values)),
    )


def drop(connection: Connection, record: str, name: str) -> None:
    """Take one sealed field away."""
    sealed = t.sealed_fields.c
    connection.execute(delete(t.sealed_fields).where(sealed.record == record, sealed.field == name))


def fields_of(connection: Connection, opened: Opened, person: str) -> dict[str, dict[str, Values]]:
    """Return every sealed field of ``person`` by name and record, but what the log says and bodies of documents."""
    found: dict[str, dict[str, Values]] = defaultdict(dict)
    for name, record, body in read_rows(connection, SEALED_FIELDS, (person,)):
        if name != PAYLOAD:
            found[name][record] = opened.unseal(record, name, body)
    return found


# Bodies of documents, one at a time
def put_body(connection: Connection, opened: Opened, person: str, attachment: str, body: bytes) -> None:
    """Keep the bytes of a document, sealed."""
    put(connection, opened, person, attachment, BODY, {"base64": b64encode(body).decode()})


def body_in(connection: Connection, opened: Opened, attachment: str) -> bytes | None:
    """Return the sealed bytes of a document; None for one that was erased for good."""
    found = read_rows(connection, "SELECT body FROM sealed_fields WHERE record = ? AND field = ?", (attachment, BODY))
    return b64decode(opened.unseal(attachment, BODY, found[0][0])["base64"]) if found else None


def put_payload(connection: Connection, opened: Opened, person: str, seq: int, salt: bytes, body: bytes) -> None:
    """Keep what one row of the audit says, sealed."""
    put(connection, opened, person, str(seq), PAYLOAD, {"salt": salt.hex(), "body": body.decode()})


def draft_in(connection: Connection, opened: Opened, record: str) -> Values | None:
    """Return a sealed draft, None when there is none."""
    query = "SELECT body FROM sealed_fields WHERE record = ? AND field = ?"
    found = read_rows(connection, query, (record, DRAFT))
    return opened.unseal(record, DRAFT, found[0][0]) if found else None


# What the audit says of protected persons
def payload_rows(connection: Connection) -> list[tuple[int, bytes, str]]:
    """Return number, sealed body and compartment of every audit row whose payload is sealed."""
    query = "SELECT record, body, compartment_id FROM sealed_fields WHERE field = ?"
    return [(int(record), body, compartment) for record, body, compartment in read_rows(connection, query, (PAYLOAD,))]


def sealed_payloads(connection: Connection, people: Iterable[str] | None = None) -> set[int]:
    """Return the numbers of the audit rows whose payload is sealed, for all or for these people."""
    theirs = "SELECT record, person_id FROM sealed_fields WHERE field = ?"
    wanted = None if people is None else set(people)
    rows = read_rows(connection, theirs, (PAYLOAD,))
    return {int(record) for record, person in rows if wanted is None or person in wanted}


def drop_payloads(connection: Connection, last: int) -> None:
    """Forget the sealed payloads of the log up to row ``last``."""
    gone = [str(seq) for seq in sealed_payloads(connection) if seq <= last]
    query = "DELETE FROM sealed_fields WHERE field = ? AND record IN (SELECT value FROM json_each(?))"
    cursor_of(connection).execute(query, (PAYLOAD, json.dumps(gone)))


def commitment_in(opened: Opened, seq: int, body: bytes) -> bytes:
    """Return the commitment that a sealed payload makes, b"" for one that was altered."""
    try:
        values = opened.unseal(str(seq), PAYLOAD, body)
    except EnvironmentFault:
        return b""
    return audit.commitment_to(bytes.fromhex(values["salt"]), values["body"].encode())


def chained(connection: Connection, seq: int) -> bytes:
    """Return the commitment that the chain holds for row ``seq``, b"" when there is no such row."""
    found = read_rows(connection, "SELECT commitment FROM audit WHERE seq = ?", (seq,))
    return bytes(found[0][0]) if found else b""


# What lies in the file besides the rows
def sweep(connection: Connection) -> bool:
    """Write the file anew without anything that was there before and empty the WAL; tell whether it was possible.

    Deleted rows leave words behind in pages that were split or freed: only a new file is sure to hold none. The
    connection must not be in a transaction.
    """
    raw = raw_of(connection)
    try:
        raw.execute("VACUUM")
        raw.execute("UPDATE compartments SET swept = 1 WHERE swept = 0")
        return not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlcipher.OperationalError:  # somebody reads or writes, or the disk fails: it stays due and is tried again
        return False


def sweep_if_due(connection: Connection) -> None:
    """Sweep when a protection was begun and the file could not be swept then."""
    if sweep_due(connection):
        sweep(connection)


def sweep_due(connection: Connection) -> bool:
    """Tell whether a protection was begun and the file was not swept since."""
    found = raw_of(connection).execute("SELECT 1 FROM compartments WHERE swept = 0 LIMIT 1")
    return found.fetchone() is not None
