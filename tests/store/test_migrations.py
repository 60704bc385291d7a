"""Migrations: the same schema as the tables say, with data in it, a proved backup first, all or nothing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine

from caseworker.errors import EnvironmentFault
from caseworker.store import engine, migrating, tables
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.store.fixtures import KEY, StandingClock, keep, make_person

NOW = migrating.SCHEMA


def schema_in(connection: Connection) -> dict[str, str]:
    """Return every object of the schema with its statement, blanks evened out."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {name: re.sub(r"\s+|(?<=\()\s|\s(?=[,)])", " ", sql).replace(" ", "") for name, sql in rows}


def test_the_migrations_make_what_the_tables_say(register: Register) -> None:
    live = create_engine("sqlite://", module=sqlcipher)  # in memory; the standard library's SQLite may be older
    with live.begin() as connection:
        tables.metadata.create_all(connection)
        for statement in tables.EXTRA_DDL:
            connection.exec_driver_sql(statement)
        said = schema_in(connection)
    with register.raw_connection() as migrated:
        made = schema_in(migrated)
    made.pop("alembic_version")
    assert made == said
    live.dispose()


def test_the_frozen_steps_import_nothing_that_lives() -> None:
    folder = Path(migrating.__file__).with_name("migrations")
    steps = sorted(folder.rglob("*.py"))
    assert len(steps) >= 4
    for step in steps:
        assert not re.search(r"^\s*(from|import) caseworker", step.read_text(encoding="utf-8"), re.MULTILINE), step


def test_opening_an_up_to_date_register_does_not_load_alembic(register_file: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from caseworker.store.register import Register\n"
        "from tests.store.fixtures import KEY, StandingClock\n"
        "Register.open(Path(sys.argv[1]), key=KEY, clock=StandingClock()).close()\n"
        "print('alembic' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", script, str(register_file)], capture_output=True, check=True)
    assert said.stdout.split() == [b"False"]


def older(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this program one schema newer than the file, with a step that has nothing to do."""
    monkeypatch.setattr("caseworker.store.migrating.SCHEMA", NOW + 1)


def test_a_migration_keeps_every_row_and_leaves_a_proved_backup(
    register_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = Register.open(register_file, key=KEY, clock=StandingClock())
    keep(register, *(make_person(number=f"1988032{serial}-2384") for serial in range(5)))
    register.close()
    older(monkeypatch)
    register = Register.open(register_file, key=KEY, clock=StandingClock())
    with register.read() as reader, register.raw_connection() as connection:
        assert reader.person_count() == 5
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == NOW + 1
    assert verify(register).ok
    register.close()

    backup = register_file.with_name(f"register.schema-{NOW}.db")
    assert backup.stat().st_mode & 0o077 == 0
    copy = engine.connect(backup, KEY)
    assert copy.execute("SELECT count(*) FROM people").fetchone() == (5,)
    assert copy.execute("PRAGMA user_version").fetchone() == (NOW,)
    copy.close()


def test_a_step_that_fails_leaves_the_register_as_it_was(register_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    def half_done(config: object, target: str) -> None:
        connection: Connection = config.attributes["connection"]  # type: ignore[attr-defined]  # alembic's Config
        connection.exec_driver_sql("DROP TABLE drafts")
        raise RuntimeError("power cut")

    before = register_file.read_bytes()
    older(monkeypatch)
    monkeypatch.setattr(command, "upgrade", half_done)
    with pytest.raises(RuntimeError, match="power cut"):
        Register.open(register_file, key=KEY, clock=StandingClock())
    monkeypatch.undo()
    register = Register.open(register_file, key=KEY, clock=StandingClock())
    assert verify(register).ok
    register.close()
    assert len(register_file.read_bytes()) == len(before)


def test_a_backup_that_does_not_read_back_stops_the_migration(
    register_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tear(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[4096 * 3 + 50] ^= 1
        path.write_bytes(bytes(content))

    older(monkeypatch)
    monkeypatch.setattr("caseworker.store.migrating.private_file", tear)
    with pytest.raises(EnvironmentFault, match=r"register\.backup_failed"):
        Register.open(register_file, key=KEY, clock=StandingClock())
    monkeypatch.undo()
    register = Register.open(register_file, key=KEY, clock=StandingClock())
    register.close()
