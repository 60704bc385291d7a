"""The register's file under a new key: a verified copy beside it, then one rename.

The log's own keys are kept inside the encrypted file before that, so that its chain and its anchor go on. A cut-off
copy is worth nothing and is written over. Knows nothing of accounts.
"""

import contextlib
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker.errors import EnvironmentFault
from caseworker.platform import private_file, rename_durably
from caseworker.store import audit, integrity
from caseworker.store import tables as t
from caseworker.store.engine import connect, faults
from caseworker.store.left_pages import raise_turn


def keep_log_keys(connection: Connection, keys: integrity.Keys) -> None:
    """Keep the keys of chain and anchor inside the register: they no longer follow from its key."""
    for name, value in ((audit.CHAIN_KEY, keys.chain), (audit.ANCHOR_KEY, keys.anchor)):
        row = upsert(t.register_info).values(key=name, value=value.hex())
        connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": row.excluded.value}))


def copy_of(path: Path) -> Path:
    """Return where the copy under the new key lies until it takes the register's place."""
    return path.with_name(f"{path.stem}.rekeyed{path.suffix}")


def copy_under_new_key(path: Path, *, old: bytes, new: bytes) -> None:
    """Write the closed register at ``path`` to ``copy_of(path)`` under another key, and prove it by reading all of it.

    Raises ``EnvironmentFault("register.disk_full" | "register.rekey_failed" | …)``; the register itself is not touched
    and no copy is left then.
    """
    copy = copy_of(path)
    forget_copy(path)
    try:
        with faults(path):
            head = _write_copy(path, copy, old, new)
            if not _reads_back(copy, new, head):
                raise EnvironmentFault("register.rekey_failed")
    except BaseException:
        forget_copy(path)
        raise


def take_copy(path: Path) -> None:
    """Put the copy in the register's place in one step. Nobody may have the register open."""
    _beside(path, "-wal").unlink(missing_ok=True)  # folded into the file when it was closed; the copy has none
    _beside(path, "-shm").unlink(missing_ok=True)
    rename_durably(copy_of(path), path)


def forget_copy(path: Path) -> None:
    """Remove a copy that was cut off or is not wanted."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        _beside(copy_of(path), suffix).unlink(missing_ok=True)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _write_copy(path: Path, copy: Path, old: bytes, new: bytes) -> audit.Head:
    with contextlib.closing(connect(path, old)) as register:
        head = audit.read_head(register.cursor())
        register.execute("VACUUM INTO ?", (str(copy),))
    private_file(copy)
    with contextlib.closing(connect(copy, old)) as written:
        raise_turn(written.cursor())  # what was known of the pages is about another file
        written.execute("PRAGMA journal_mode=DELETE")  # a new key needs one; the register turns WAL on when it opens
        written.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
    return head


def _reads_back(copy: Path, key: bytes, head: audit.Head) -> bool:
    """Open the copy with the new key, authenticate every page, check its structure and hold its log's head."""
    try:
        with contextlib.closing(connect(copy, key)) as read:
            pages = read.execute("PRAGMA cipher_integrity_check").fetchall()
            structure = read.execute("PRAGMA integrity_check").fetchall()
            found = audit.read_head(read.cursor())
            read.execute("PRAGMA journal_mode=DELETE")  # one file, without a WAL beside it
    except sqlcipher.Error:
        return False
    return not pages and structure == [("ok",)] and found == head
