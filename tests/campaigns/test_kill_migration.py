"""``kill -9`` at any instant of a migration, its backup included: the register is the old one or the new one, whole."""

import multiprocessing
import random
from pathlib import Path

import pytest

from caseworker.store import engine
from caseworker.store.migrating import SCHEMA
from caseworker.store.register import Register
from tests.campaigns.kill_writer import migrate_until_killed
from tests.campaigns.killing import preload
from tests.campaigns.tally import Tally, cases
from tests.store.fixtures import KEY, StandingClock, keep, make_person, register_file, register_template

__all__ = ["register_file", "register_template"]
PEOPLE = 50


def state_of(path: Path) -> int:
    """Return the schema number of the file, after looking that all of it is there."""
    left_over = engine.connect(path, KEY)
    assert left_over.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert left_over.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert left_over.execute("SELECT count(*) FROM people").fetchone() == (PEOPLE,)
    (schema,) = left_over.execute("PRAGMA user_version").fetchone()
    left_over.close()
    return int(schema)


@pytest.mark.campaign(id="K3", what="kill -9 in a migration or its backup")
def test_a_kill_in_a_migration_leaves_the_old_or_the_new_register(register_file: Path, tally: Tally) -> None:
    preload("caseworker.store.register", "tests.campaigns.kill_writer", "alembic.command")
    register = Register.open(register_file, key=KEY, clock=StandingClock())
    keep(register, *(make_person() for _ in range(PEOPLE)))
    register.close()
    before = register_file.read_bytes()
    chance = random.Random(7)
    forkserver = multiprocessing.get_context("forkserver")
    schemas = []
    kills = cases(10, 50, 500)
    for kill in range(kills):
        for left in register_file.parent.glob("register*"):
            left.unlink()
        register_file.write_bytes(before)
        migration = forkserver.Process(target=migrate_until_killed, args=(register_file,), daemon=True)
        migration.start()
        # the last one is left to finish: it shows that the others died of the kill
        migration.join(None if kill == kills - 1 else chance.uniform(0, 0.3))
        migration.kill()
        migration.join()
        schemas.append(state_of(register_file))
        tally.count()
    assert schemas[-1] == SCHEMA + 1
    assert set(schemas) <= {SCHEMA, SCHEMA + 1}
