"""The record of erasures outside the register, beside the anchor: an older copy that is put back erases again.

It holds no personal data: keyed hashes of ids that were random to begin with, days, codes of rules, and the ids of the
members of staff who decided. Its own authentication shows when somebody else has written in it.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor

from caseworker.platform import replace_atomically
from caseworker.store import compartments
from caseworker.store.engine import raw_of

if TYPE_CHECKING:
    from caseworker.store.register import Register

_FORMAT = "caseworker erasures 1"
_UNSWEPT = "erasure.unswept"


@dataclass(frozen=True, slots=True)
class ErasedList:
    """A list that was carried out; instants as the register writes them."""

    id: str
    proposed_by: str
    proposed: str
    approved_by: str
    approved: str
    ended_by: str
    ended: str
    taken_off: int
    last_backup: str | None
    log_before: str | None = None
    log_rows: int = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """One erased file: keyed hashes of its person's id and of its case number, and the rules that bade it."""

    token: str
    case_token: str
    list_id: str
    rules: str
    erased: str


@dataclass(frozen=True, slots=True)
class ErasureRecord:
    """Every erasure ever carried out in one register."""

    lists: tuple[ErasedList, ...] = ()
    erased: tuple[Erased, ...] = ()

    def joined(self, other: "ErasureRecord") -> "ErasureRecord":
        """Return what either of two records tells."""
        lists = {one.id: one for one in (*other.lists, *self.lists)}
        erased = {one.token: one for one in (*other.erased, *self.erased)}
        return ErasureRecord(
            tuple(sorted(lists.values(), key=lambda one: (one.ended, one.id))),
            tuple(sorted(erased.values(), key=lambda one: (one.erased, one.token))),
        )


def record_path(anchor: Path) -> Path:
    """Return where the record lies: beside the anchor of the same register."""
    return anchor.with_suffix(".erasures")


def token_of(office_secret: bytes, what: str) -> str:
    """Return the keyed hash that stands for an id or a case number once it is erased."""
    return hmac.digest(_key(office_secret, b"token"), what.encode(), "sha256").hex()


def write_record(path: Path, office_secret: bytes, record: ErasureRecord) -> None:
    """Write the whole record in one step."""
    fields = _fields(record)
    replace_atomically(path, json.dumps({**fields, "proof": _proof(office_secret, fields)}, indent=1).encode())


def read_record(path: Path, office_secret: bytes) -> ErasureRecord:
    """Return the record, an empty one when there is none. Raises ``ValueError`` when it is damaged or not ours."""
    try:
        fields = json.loads(path.read_bytes())
    except FileNotFoundError:
        return ErasureRecord()
    if not isinstance(fields, dict) or fields.get("format") != _FORMAT:
        raise ValueError("not a record of erasures")
    proof = str(fields.pop("proof", ""))
    if not hmac.compare_digest(proof.encode(), _proof(office_secret, fields).encode()):
        raise ValueError("the record of erasures was not written by this register")
    return ErasureRecord(
        tuple(ErasedList(**one) for one in fields["lists"]), tuple(Erased(**one) for one in fields["erased"])
    )


def unsettled(cursor: DBAPICursor, anchors: Iterable[Path]) -> bool:
    """Tell whether register and records may tell different things; asked at every unlock, decided by ``erasing``."""
    if any(record_path(anchor).exists() for anchor in anchors):
        return True
    cursor.execute("SELECT 1 FROM erasures LIMIT 1")
    return cursor.fetchone() is not None


def settle(register: "Register") -> None:
    """Bring register and record in step, in the name of whoever has opened it; nothing before that is known."""
    if register.opened_by is not None:
        from caseworker.store import erasing  # only an office that has ever erased pays for it

        erasing.settle(register, by=register.opened_by)


def mark_unswept(connection: Connection) -> None:
    """Note, in the transaction that erases, that the file must be swept after it."""
    raw_of(connection).execute("INSERT OR REPLACE INTO register_info (key, value) VALUES (?, '1')", (_UNSWEPT,))


def sweep(connection: Connection) -> bool:
    """Write the file anew, without what lay in its free pages, and empty the WAL; tell whether that could be done.

    What was erased is gone from every row before this. Where somebody reads just then or the disk is full, it is tried
    again when the register is closed. The connection must not be in a transaction.
    """
    if not compartments.sweep(connection):
        return False
    raw_of(connection).execute("DELETE FROM register_info WHERE key = ?", (_UNSWEPT,))
    return True


def sweep_if_due(connection: Connection) -> None:
    """Sweep when something was erased and the file could not be swept then."""
    if sweep_due(connection):
        sweep(connection)


def sweep_due(connection: Connection) -> bool:
    """Tell whether something was erased and the file was not swept since."""
    found = raw_of(connection).execute("SELECT 1 FROM register_info WHERE key = ?", (_UNSWEPT,))
    return found.fetchone() is not None


def _fields(record: ErasureRecord) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "lists": [asdict(one) for one in record.lists],
        "erased": [asdict(one) for one in record.erased],
    }


def _proof(office_secret: bytes, fields: dict[str, object]) -> str:
    written = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(_key(office_secret, b"proof"), written, hashlib.sha256).hexdigest()


def _key(office_secret: bytes, purpose: bytes) -> bytes:
    # the office's secret, not the register key: it stays the same when keys are changed
    return hmac.digest(office_secret, b"caseworker erasures v1 " + purpose, "sha256")
