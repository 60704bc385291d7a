"""Bringing a register to this program's schema: backup first, then every step in one transaction.

Alembic is imported only when there is something to do. ``PRAGMA user_version`` holds the schema number.
"""

import contextlib
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import DBAPICursor

from caseworker.errors import EnvironmentFault
from caseworker.platform import private_file
from caseworker.store.engine import APPLICATION_ID, connect, cursor_of, raw_of
from caseworker.store.left_pages import raise_turn

SCHEMA = 4
_SCRIPTS = Path(__file__).with_name("migrations")


def schema_of(cursor: DBAPICursor) -> int:
    """Return the file's schema number; 0 is an empty file. Raises ``register.foreign`` or ``.newer_schema``."""
    cursor.execute("SELECT application_id, user_version FROM pragma_application_id, pragma_user_version")
    application, schema = cursor.fetchone() or (0, 0)
    if application not in (0, APPLICATION_ID) or (application == 0 and schema != 0):
        raise EnvironmentFault("register.foreign")
    if schema > SCHEMA:
        raise EnvironmentFault("register.newer_schema", found=schema, known=SCHEMA)
    return schema


def migrate(engine: Engine, *, target: str = "head") -> None:
    """Run every missing step, make what is derived anew and write the schema number, all in one transaction."""
    from alembic import command
    from alembic.config import Config

    from caseworker.store import derived

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.execution_options(begin="IMMEDIATE").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
        derived.rebuild(connection)
        raise_turn(cursor_of(connection))
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID:d}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA:d}")


def back_up(engine: Engine, path: Path, key: bytes, target: Path) -> None:
    """Write a copy of the register under the same key to ``target`` and prove it by opening and checking it.

    Raises ``register.backup_failed`` when the copy does not read back; the register itself is not touched.
    """
    target.unlink(missing_ok=True)
    with engine.connect() as connection:
        raw_of(connection).execute("VACUUM INTO ?", (str(target),))
    private_file(target)
    if not _reads_back(target, key):
        raise EnvironmentFault("register.backup_failed")


def _reads_back(target: Path, key: bytes) -> bool:
    """Open the copy, authenticate every page and check its structure; leave it as one file, without a WAL."""
    try:
        with contextlib.closing(connect(target, key)) as copy:
            pages = copy.execute("PRAGMA cipher_integrity_check").fetchall()
            structure = copy.execute("PRAGMA integrity_check").fetchall()
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlcipher.Error:
        return False
    return not pages and structure == [("ok",)]
