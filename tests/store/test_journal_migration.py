# ruff: noqa: S608 - the queries are put together of fixed words only
"""The step to the third schema keeps every note as signed and makes what was being written an unsigned note."""

import importlib
import json
from collections.abc import Iterator

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, create_engine

VERSIONS = "caseworker.store.migrations.versions"
FIRST, LATER = "2026-03-01T10:00:00.000000Z", "2026-03-02T23:30:00.000000Z"


def step(connection: Connection, name: str) -> None:
    with Operations.context(MigrationContext.configure(connection)):
        importlib.import_module(f"{VERSIONS}.{name}").upgrade()


@pytest.fixture
def second() -> Iterator[Connection]:
    """A register of the second schema with two notes and whatever may lie among its drafts."""
    engine = create_engine("sqlite://", module=sqlcipher)
    with engine.begin() as connection:
        step(connection, "0001_first_light")
        step(connection, "0002_trust")
        run = connection.exec_driver_sql
        run("INSERT INTO staff VALUES ('maj', 'Maj Ekholm', 'caseworker', 1)")
        for person in ("samira", "hidden"):
            run(f"INSERT INTO people VALUES ('{person}','woman',NULL,'day','{FIRST}','','','','unknown','',1)")
            run(f"INSERT INTO cases VALUES ('{person}-old','{person}-1','{person}','u','2025-01-01','2025-02-01',1)")
            run(f"INSERT INTO cases VALUES ('{person}-case','{person}-2','{person}','u','2026-01-01',NULL,1)")
        run(f"INSERT INTO notes VALUES ('one','samira-case','maj','{FIRST}','2026-03-01','Ringde',NULL)")
        run(f"INSERT INTO notes VALUES ('two','samira-case','maj','{LATER}','2026-03-01','Mejlade','one')")
        drafts = {
            ("note", "samira"): {"text": "Halvskrivet: 10:00", "happened": "2026-02-28", "corrects": "two"},
            ("note", "gone"): {"text": "om ingen", "happened": "", "corrects": ""},
            ("intake", "samira"): {"text": "annat"},
        }
        for (kind, key), fields in drafts.items():
            row = ("maj", kind, key, json.dumps(fields), LATER)
            run("INSERT INTO drafts (staff_id, kind, key, body, saved) VALUES (?, ?, ?, ?, ?)", row)
        run("INSERT INTO drafts (staff_id, kind, key, body, saved) VALUES ('maj', 'note', 'hidden', '{}', ?)", (LATER,))
        yield connection
    engine.dispose()


def test_notes_are_signed_as_they_were_written(second: Connection) -> None:
    step(second, "0003_people")
    query = (
        "SELECT id, begun, written, signed, signed_name, signed_role, kind, text, corrects FROM notes WHERE signed > ''"
    )
    assert [tuple(row) for row in second.exec_driver_sql(f"{query} ORDER BY id")] == [
        ("one", FIRST, FIRST, FIRST, "Maj Ekholm", "", "unmarked", "Ringde", None),
        ("two", LATER, LATER, LATER, "Maj Ekholm", "", "unmarked", "Mejlade", "one"),
    ]
    assert second.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert second.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE name = 'notes_before'").scalar_one() == 0
    with pytest.raises(Exception, match="append only"):
        second.exec_driver_sql("UPDATE notes SET text = 'x' WHERE id = 'one'")


def test_what_was_being_written_is_an_unsigned_note_in_the_open_case(second: Connection) -> None:
    step(second, "0003_people")
    columns = "case_id, author_id, begun, happened_on, kind, text, corrects, signed, id"
    query = f"SELECT {columns} FROM notes WHERE signed IS NULL"
    ((*row, id),) = second.exec_driver_sql(query).all()
    assert row == ["samira-case", "maj", LATER, "2026-02-28", "fact", "Halvskrivet: 10:00", "two", None]
    assert len(id) == 36
    left = second.exec_driver_sql("SELECT kind, key FROM drafts ORDER BY kind, key").all()
    assert [tuple(one) for one in left] == [("intake", "samira"), ("note", "hidden")]


@pytest.mark.parametrize("happened", ["", "2026-02-30", "igår", "2026-2-1"])
def test_a_day_that_cannot_be_read_is_the_day_it_was_kept(second: Connection, happened: str) -> None:
    body = json.dumps({"text": "Halvskrivet", "happened": happened, "corrects": "nobody"})
    second.exec_driver_sql("UPDATE drafts SET body = ? WHERE key = 'samira' AND kind = 'note'", (body,))
    step(second, "0003_people")
    query = "SELECT happened_on, corrects FROM notes WHERE signed IS NULL"
    assert second.exec_driver_sql(query).one() == ("2026-03-02", None)
