"""The record of protections outside the register, beside the anchor: an older copy that is put back seals again.

It holds ids that were random to begin with, kinds, days and the ids of readers: no name and nothing of a client. Its
own authentication shows when somebody else has written in it. Must not seal anything: who has the keys does.
"""

import hmac
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlalchemy.engine.interfaces import DBAPICursor

from caseworker.errors import EnvironmentFault
from caseworker.platform import replace_atomically
from caseworker.store import tables as t
from caseworker.store.erasure_record import token_of
from caseworker.store.findings import Finding

if TYPE_CHECKING:
    from caseworker.store.register import Register

RECORD_DAMAGED = "protection.record_damaged"
_FORMAT = "caseworker protections 1"


@dataclass(frozen=True, slots=True)
class Protected:
    """One running protection by its id: whose, how, since when, in which compartment, read by whom."""

    id: str
    person: str
    kind: str
    begins: str
    compartment: str
    readers: tuple[str, ...]


def record_path(anchor: Path) -> Path:
    """Return where the record lies: beside the anchor of the same register."""
    return anchor.with_suffix(".protections")


def read_record(path: Path, office_secret: bytes) -> tuple[Protected, ...]:
    """Return what the record holds, nothing when there is none. Raises ``ValueError`` for a damaged or foreign one."""
    try:
        fields = json.loads(path.read_bytes())
    except FileNotFoundError:
        return ()
    if not isinstance(fields, dict) or fields.get("format") != _FORMAT:
        raise ValueError("not a record of protections")
    proof = str(fields.pop("proof", ""))
    if not hmac.compare_digest(proof.encode(), _proof(office_secret, fields).encode()):
        raise ValueError("the record of protections was not written by this register")
    return tuple(Protected(**{**one, "readers": tuple(one["readers"])}) for one in fields["protected"])


def write_record(path: Path, office_secret: bytes, record: Iterable[Protected]) -> None:
    """Write the whole record in one step."""
    fields: dict[str, object] = {"format": _FORMAT, "protected": [asdict(one) for one in record]}
    replace_atomically(path, json.dumps({**fields, "proof": _proof(office_secret, fields)}, indent=1).encode())


def unsettled(cursor: DBAPICursor, anchors: Iterable[Path]) -> bool:
    """Tell whether there is anything to compare; asked at every unlock, decided by who has the keys."""
    if any(record_path(anchor).exists() for anchor in anchors):
        return True
    cursor.execute("SELECT 1 FROM protections WHERE ends IS NULL LIMIT 1")
    return cursor.fetchone() is not None


def missing(register: "Register", beside: Iterable[Path] = ()) -> tuple[Protected, ...]:
    """Return the protections outside that this register does not know, of people it has: it is older than they are.

    ``beside`` are further anchors to look beside. A damaged record is named in ``register.doubts``.
    """
    known = _outside(register, beside)
    with register.read() as reader:
        connection = reader.connection
        ids = set(connection.execute(select(t.protections.c.id)).scalars())
        running = {one.person for one in _running(connection)}
        people = set(connection.execute(select(t.people.c.id)).scalars()) if known else set()
    return tuple(one for one in known if one.id not in ids and one.person in people and one.person not in running)


def keep(register: "Register") -> None:
    """Write what holds now beside every anchor. What cannot be written is written at the next unlock.

    A protection this register knows nothing of stays in the record as long as its person was not erased here: an older
    copy than this one may still be put back.
    """
    secret, outside = register.secret("office_secret"), _outside(register)
    with register.read() as reader:
        connection = reader.connection
        ids = set(connection.execute(select(t.protections.c.id)).scalars())
        erased = set(connection.execute(select(t.erasures.c.token)).scalars())
        own = _running(connection)
    kept = {one.id: one for one in outside if one.id not in ids and token_of(secret, one.person) not in erased}
    record = tuple(sorted((*own, *kept.values()), key=lambda one: one.id))
    for anchor in register.integrity_keys.anchors:
        with suppress(OSError, EnvironmentFault):
            if _read(record_path(anchor), secret) != record:
                write_record(record_path(anchor), secret, record)


def _read(path: Path, secret: bytes) -> tuple[Protected, ...] | None:
    """Return what a record holds, None when it is damaged or not ours."""
    try:
        return read_record(path, secret)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _outside(register: "Register", beside: Iterable[Path] = ()) -> tuple[Protected, ...]:
    secret, found = register.secret("office_secret"), dict[str, Protected]()
    for anchor in (*register.integrity_keys.anchors, *beside):
        record = _read(record_path(anchor), secret)
        found |= {one.id: one for one in record or ()}
        if record is None and Finding(RECORD_DAMAGED) not in register.doubts:
            register.doubts = (*register.doubts, Finding(RECORD_DAMAGED))
    return tuple(found.values())


def _running(connection: Connection) -> tuple[Protected, ...]:
    lies, box = t.protections.c, t.compartments.c
    rows = (
        select(lies.id, lies.person_id, lies.kind, lies.begins, box.id.label("compartment"), box.sealed_to)
        .join(t.compartments, box.id == lies.compartment_id)
        .where(lies.ends.is_(None))
    )
    return tuple(
        Protected(
            row.id, row.person_id, row.kind, row.begins.isoformat(), row.compartment, tuple(row.sealed_to.split())
        )
        for row in connection.execute(rows)
    )


def _proof(office_secret: bytes, fields: dict[str, object]) -> str:
    # the office's secret, not the register key: it stays the same when keys are changed
    key = hmac.digest(office_secret, b"caseworker protections v1 proof", "sha256")
    written = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(key, written, "sha256").hex()
