"""Opening the encrypted file: one raw key, one set of safety switches, one place where driver faults get a code.

SQLCipher with a forgotten key, or the standard library's sqlite3 with ``PRAGMA key``, silently writes plaintext; so
every connection proves that it is encrypted. The key is never part of an exception, a log line or a URL.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from caseworker.errors import EnvironmentFault
from caseworker.store.pages import PAGE_SIZE, any_page_is_ours

APPLICATION_ID = 0x48534C31  # "HSL1", Handläggarstöd
KEY_BYTES = 32
PLAIN_HEADER = b"SQLite format 3\0"
BUSY_SECONDS = 5.0

_TEXT = frozenset((*range(32, 127), *b"\t\n\r"))
_KINDS = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")  # PDF, Word and Excel, pictures

# Said to every connection, in this order, after the key.
SWITCHES = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a commit that was acknowledged survives a power cut
    "foreign_keys=ON",
    "recursive_triggers=ON",  # INSERT OR REPLACE slips past the append-only triggers otherwise
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "cache_size=-32000",
    "wal_autocheckpoint=1000",
)


def require_encrypted_file(path: Path) -> None:
    """Look at the file before SQLCipher does. Raises ``register.missing``, ``.plaintext`` or ``.damaged``."""
    try:
        with path.open("rb") as file:
            header = file.read(len(PLAIN_HEADER))
    except FileNotFoundError:
        raise EnvironmentFault("register.missing", folder=str(path.parent)) from None
    except OSError:
        raise EnvironmentFault("register.unreadable") from None
    if header == PLAIN_HEADER:
        raise EnvironmentFault("register.plaintext")
    if len(header) < len(PLAIN_HEADER):
        raise EnvironmentFault("register.damaged")


def connect(path: Path, key: bytes) -> sqlcipher.Connection:
    """Return one encrypted connection to ``path`` with every safety switch on.

    Transactions are begun explicitly (``isolation_level=None``). Raises the driver's errors; callers stand inside
    ``faults``.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the register key is 32 bytes")
    connection = sqlcipher.connect(
        os.fspath(path), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS, cached_statements=256
    )
    try:
        # SQLCipher writes to stderr by itself: silence it before it can have anything to say
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        if connection.execute("PRAGMA cipher_version").fetchone() is None:
            raise EnvironmentFault("register.no_cipher")
        connection.executescript("".join(f"PRAGMA {switch};" for switch in SWITCHES))
    except BaseException:
        connection.close()
        raise
    return connection


class _Engine(Engine):
    """An engine on one register; it says itself when a transaction begins."""


class _Connections(QueuePool):
    """The connections of one register; none is put back inside a transaction."""


@event.listens_for(_Engine, "begin")
def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin", "DEFERRED")
    raw_of(connection).execute("BEGIN IMMEDIATE" if mode == "IMMEDIATE" else "BEGIN")


@event.listens_for(_Connections, "checkin")
def _leave_nothing_open(connection: sqlcipher.Connection | None, _record: object) -> None:
    # a refused COMMIT (a broken foreign key) leaves the transaction open, and the pool does not see it
    if connection is not None and connection.in_transaction:
        connection.rollback()


def _prepared() -> Engine:
    """Return an engine on nothing whose dialect has asked the driver what it must know; at import, not at unlocking."""
    engine = create_engine("sqlite://", module=sqlcipher)
    engine.connect().close()
    engine.dispose()
    return engine


_PREPARED = _prepared()


def make_engine(path: Path, key: bytes, *, opened: sqlcipher.Connection | None = None) -> Engine:
    """Return an engine whose pool hands out connections of ``connect``, the first time ``opened`` when there is one.

    ``Connection.execution_options(begin="IMMEDIATE")`` makes a writing transaction; the default is a reading one.
    """
    kept = [] if opened is None else [opened]

    def next_connection() -> sqlcipher.Connection:
        try:
            return kept.pop()
        except IndexError:
            return connect(path, key)

    pool = _Connections(
        next_connection,
        pool_size=4,
        max_overflow=4,
        timeout=BUSY_SECONDS,
        use_lifo=True,  # the connection that wrote last has its pages decrypted already
        reset_on_return="rollback",
        dialect=_PREPARED.dialect,
    )
    # what create_engine ends in, without asking the driver the same questions once more
    return _Engine(pool, _PREPARED.dialect, _PREPARED.url, hide_parameters=True)


def raw_of(connection: Connection) -> sqlcipher.Connection:
    """Return the driver's own connection under ``connection``, whatever transaction it is in."""
    raw = connection.connection.dbapi_connection
    if raw is None:
        raise ValueError("the connection was closed")
    return raw


def cursor_of(connection: Connection) -> DBAPICursor:
    """Return a driver's cursor inside ``connection``'s transaction, for what runs at every unlock, list and save."""
    if not connection.in_transaction():
        connection.begin()
    cursor: DBAPICursor = raw_of(connection).cursor()
    return cursor


def read_rows(
    connection: Connection, query: str, values: Sequence[object] | Mapping[str, object] = ()
) -> Sequence[Sequence[Any]]:
    """Return the driver's own rows of a fixed query: SQLAlchemy's cost more than the lists and checks they are for."""
    cursor = cursor_of(connection)
    cursor.execute(query, values)
    return cursor.fetchall()


@contextmanager
def faults(path: Path, key: bytes | None = None) -> Iterator[None]:
    """Turn the driver's errors about disk, file and locks into ``EnvironmentFault``; anything else passes through.

    With ``key`` an unreadable file is examined: pages that authenticate under the key mean damage, none at all means
    another key or another kind of file.
    """
    try:
        yield
    except DBAPIError as fault:
        known = _fault_of(fault.orig, path, key)
        if known is None:
            raise
        raise known from None  # the statement and its parameters stay out of the traceback
    except sqlcipher.Error as fault:
        known = _fault_of(fault, path, key)
        if known is None:
            raise
        raise known from None


_FAULT_BY_NAME = {
    "SQLITE_FULL": "register.disk_full",
    "SQLITE_BUSY": "register.busy",
    "SQLITE_LOCKED": "register.busy",
    "SQLITE_READONLY": "register.read_only_folder",
    "SQLITE_CANTOPEN": "register.read_only_folder",
    "SQLITE_CORRUPT": "register.damaged",
    "SQLITE_IOERR": "register.disk_failed",
    "SQLITE_PERM": "register.read_only_folder",
}


def _fault_of(fault: BaseException | None, path: Path, key: bytes | None) -> EnvironmentFault | None:
    name = str(getattr(fault, "sqlite_errorname", ""))
    if name.startswith("SQLITE_NOTADB") or (not name and "file is not a database" in str(fault)):
        return EnvironmentFault("register.damaged" if key is None else _why_unreadable(path, key))
    for prefix, code in _FAULT_BY_NAME.items():
        if name == prefix or name.startswith(f"{prefix}_"):
            return EnvironmentFault(code, folder=str(path.parent))
    return None


def _why_unreadable(path: Path, key: bytes) -> str:
    """Tell damage from a wrong key and from a file that never was a register."""
    if any_page_is_ours(path, key):
        return "register.damaged"
    if path.stat().st_size % PAGE_SIZE:
        return "register.foreign"
    with path.open("rb") as file:
        header = file.read(16)
    # a register begins with a random salt of 16 bytes: all of them are text in one of millions, twelve in one of 430
    foreign = not any(header) or _TEXT.issuperset(header) or header.startswith(_KINDS)
    return "register.foreign" if foreign else "register.wrong_key"
