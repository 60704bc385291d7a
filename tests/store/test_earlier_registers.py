"""Registers of every schema there has been, kept as they were written then, open in this program with all they hold."""

import shutil
from pathlib import Path

import pytest

from caseworker.app import DEMO_PASSPHRASE, Application
from caseworker.services import people
from caseworker.store.migrating import SCHEMA

KEPT = Path(__file__).with_name("registers")
USER = "Maj Ekholm"
NAMES = ["Dawit Tesfay", "Olena Shevchenko", "Samira Haddad"]


def test_a_register_of_every_earlier_schema_is_kept() -> None:
    assert {folder.name for folder in KEPT.iterdir()} == {f"schema-{number}" for number in range(1, SCHEMA)}


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_an_earlier_register_opens_with_everything_in_it(
    schema: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "register"
    shutil.copytree(KEPT / f"schema-{schema}", folder)
    application = Application(folder=folder)
    session = application.unlock(USER, DEMO_PASSPHRASE)
    rows = people.list_people(session.register, offset=0, limit=10, by=session.user)
    assert [row.name for row in rows] == NAMES
    with session.register.raw_connection() as connection:
        units = connection.exec_driver_sql("SELECT DISTINCT unit FROM person_lines").scalars().all()
    assert units == [session.register.info.unit]
    assert application.verify(session).ok
    session.close()
    assert (folder / f"register.schema-{schema}.db").exists()
