"""The audit trail: a chain over commitments, payloads that lie apart, and signed heads.

``mac`` = HMAC-SHA256 over (seq, at, actor, action, subject, commitment, prev) under a key derived from the register
key. ``commitment`` = SHA-256(salt ‖ canonical payload): a payload can be erased (gallring) or sealed anew without
breaking the chain, and an erasure leaves its own row. This module never decides what is logged.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from itertools import repeat
from types import NoneType
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.engine.interfaces import DBAPICursor

from caseworker.domain.changes import Event
from caseworker.store import tables as t
from caseworker.store.columns import moment_text
from caseworker.store.engine import cursor_of

Hide = Callable[[Event, int, bytes, bytes], bool]
GENESIS = bytes(32)
PAYLOAD_ERASED = "audit.payload_erased"
CHAIN_KEY, ANCHOR_KEY = "audit.chain_key", "audit.anchor_key"  # rows of register_info, once the register key is new
_CHAIN_LABEL = b"caseworker register audit chain v1"
_ANCHOR_LABEL = b"caseworker register audit anchor v1"
_HEAD_LABEL = b"caseworker session head v1\n"
_SALT_BYTES = 16
_WALKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the chain; ``seq`` 0 is the empty chain."""

    seq: int
    mac: bytes


EMPTY = Head(0, GENESIS)


class Link(NamedTuple):
    """One row of the chain."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    commitment: bytes
    prev: bytes
    mac: bytes


def chain_key(register_key: bytes) -> bytes:
    """Return the 32-byte key of the chain, derived from the register key (HKDF-SHA256, one block)."""
    return _derived(register_key, _CHAIN_LABEL)


def anchor_key(register_key: bytes) -> bytes:
    """Return the 32-byte key that authenticates the anchor file."""
    return _derived(register_key, _ANCHOR_LABEL)


def kept_keys(settings: Mapping[str, str], register_key: bytes) -> tuple[bytes, bytes]:
    """Return the keys of chain and anchor: those kept inside the register since its key was changed, or derived."""
    if CHAIN_KEY in settings and ANCHOR_KEY in settings:
        return bytes.fromhex(settings[CHAIN_KEY]), bytes.fromhex(settings[ANCHOR_KEY])
    return chain_key(register_key), anchor_key(register_key)


def _derived(register_key: bytes, label: bytes) -> bytes:
    # RFC 5869 with an empty salt and one output block
    extracted = hmac.new(bytes(32), register_key, hashlib.sha256).digest()
    return hmac.new(extracted, label + b"\x01", hashlib.sha256).digest()


def canonical(payload: Mapping[str, object]) -> bytes:
    """Return ``payload`` as UTF-8 JSON with sorted keys and no spaces. Floats and unknown types are a ``TypeError``."""
    return _JSON.encode({str(key): _plain(value) for key, value in payload.items()}).encode()


_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_AS_IT_IS = (str, int, NoneType)  # also codes, which are text
_MOST = frozenset({str, int, bool, NoneType})  # asked first: imports write thousands of payloads
_NAMES: dict[type[object], tuple[str, ...]] = {}  # of the parts of each dataclass that was in a payload


def _plain(value: object) -> object:
    if isinstance(value, _AS_IT_IS):
        return value
    names = _NAMES.get(type(value))
    if names is not None:
        parts = map(getattr, repeat(value), names)
        told = [part if type(part) in _MOST or isinstance(part, str) else _plain(part) for part in parts]
        return dict(zip(names, told, strict=True))
    match value:
        case Enum():
            return _plain(value.value)
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case set() | frozenset():
            return sorted(str(_plain(part)) for part in value)
        case list() | tuple():
            return [_plain(part) for part in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            _NAMES[type(value)] = tuple(field.name for field in fields(value))
            return _plain(value)
        case _:
            raise TypeError(f"an audit payload cannot hold a {type(value).__name__}")


def commitment_to(salt: bytes, body: bytes) -> bytes:
    """Return the commitment of a payload."""
    return hashlib.sha256(salt + body).digest()


def mac_of(key: bytes, link: Link) -> bytes:
    """Return what ``link.mac`` must be under ``key``; every field is framed by its length."""
    seq, at, actor, action, subject, commitment, prev, _mac = link
    # one-shot and without helpers: a million rows pass here in the background check
    texts = (at.encode(), actor.encode(), action.encode(), subject.encode())
    framed = b"\0\0\0\x08" + seq.to_bytes(8, "big")
    for part in (*texts, commitment, prev):
        framed += len(part).to_bytes(4, "big") + part
    return hmac.digest(key, framed, "sha256")


def head_message(register_id: str, head: Head) -> bytes:
    """Return the bytes a member of staff signs to stand for the chain up to ``head``."""
    return _HEAD_LABEL + f"{register_id}\n{head.seq}\n".encode() + head.mac


def read_head(cursor: DBAPICursor) -> Head:
    """Return the last row's number and mac."""
    cursor.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1")
    row = cursor.fetchone()
    return EMPTY if row is None else Head(row[0], row[1])


# as text: these run at every save
_ADD_LINK = "INSERT INTO audit (seq, at, actor, action, subject, commitment, prev, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_PAYLOAD = "INSERT INTO audit_payloads (seq, salt, body) VALUES (?, ?, ?)"
_WALK = "SELECT seq, at, actor, action, subject, commitment, prev, mac FROM audit WHERE seq > ? ORDER BY seq"


def append(
    connection: Connection,
    key: bytes,
    events: Sequence[Event],
    *,
    actor: str,
    at: datetime,
    hide: Hide = lambda event, seq, salt, body: False,
) -> Head:
    """Write ``events`` at the end of the chain, each with its payload, and return the new head.

    A payload that ``hide`` has put away itself is not written in the open.
    """
    cursor = cursor_of(connection)
    head = read_head(cursor)
    links: list[tuple[object, ...]] = []
    payloads: list[tuple[object, ...]] = []
    when = moment_text(at)
    for event in events:
        salt, body = secrets.token_bytes(_SALT_BYTES), canonical(event.payload)
        row = (head.seq + 1, when, actor, event.action, event.subject, commitment_to(salt, body), head.mac)
        head = Head(head.seq + 1, mac_of(key, Link(*row, b"")))
        links.append((*row, head.mac))
        if not hide(event, head.seq, salt, body):
            payloads.append((head.seq, salt, body))
    cursor.executemany(_ADD_LINK, links)
    cursor.executemany(_ADD_PAYLOAD, payloads)
    return head


def first_break(
    cursor: DBAPICursor, key: bytes, start: Head, told: Callable[[int], None] = lambda seq: None
) -> tuple[Head, int | None]:
    """Walk from ``start`` to the end. Return the last sound head and the number of the first unsound row, or None.

    ``told`` hears now and then how far the walk has come. Rows are read while they are walked.
    """
    seq, mac = start.seq, start.mac
    cursor.execute(_WALK, (seq,))
    while rows := cursor.fetchmany(_WALKED_AT_ONCE):
        for row in rows:
            link = Link._make(row)
            in_place = link.seq == seq + 1 and link.prev == mac
            if not in_place or not hmac.compare_digest(mac_of(key, link), link.mac):
                return Head(seq, mac), link.seq
            seq, mac = link.seq, link.mac
        told(seq)
    return Head(seq, mac), None


def erase_payloads(connection: Connection, seqs: Sequence[int]) -> list[Event]:
    """Delete payloads and return the events that must be written in the same transaction to say so."""
    connection.execute(delete(t.audit_payloads).where(t.audit_payloads.c.seq.in_(seqs)))
    return [Event(PAYLOAD_ERASED, str(seq)) for seq in seqs]


def sign_head(connection: Connection, head: Head, *, staff_id: str, at: datetime, signature: bytes) -> None:
    """Keep the signature of a member of staff over ``head``; a head that is signed already is left as it is."""
    if connection.execute(select(t.audit_heads.c.seq).where(t.audit_heads.c.seq == head.seq)).first() is None:
        row = {"seq": head.seq, "mac": head.mac, "staff_id": staff_id, "at": moment_text(at), "signature": signature}
        connection.execute(insert(t.audit_heads), row)
