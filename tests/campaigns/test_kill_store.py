"""``kill -9`` in the middle of mixed writes: no acknowledged change is lost, none is half there.

The writers are forked from a server that has everything imported, so that a kill costs a fraction of a second. What a
writer was doing when it died may be there or not, but then wholly.
"""

import random
from pathlib import Path

import pytest

from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.kill_writer import write_without_end
from tests.campaigns.killing import Ack, killed_in_the_middle, preload
from tests.campaigns.tally import Tally, cases
from tests.store.fixtures import KEY, StandingClock, register_file, register_template

__all__ = ["register_file", "register_template"]
VERIFY_EVERY = 15

# Pairs that one transaction writes together: they may differ only if a transaction was torn
TOGETHER = """
SELECT
  (SELECT count(*) FROM people) AS people,
  (SELECT count(*) FROM cases) AS cases,
  (SELECT count(*) FROM person_lines) AS searchable,
  (SELECT count(*) FROM search_words WHERE search_words MATCH 'names : "family"') AS indexed,
  (SELECT count(*) FROM audit WHERE action = 'person.registered') AS registered,
  (SELECT coalesce(max(last), 0) FROM case_serials) AS serials,
  (SELECT count(*) FROM statuses WHERE code = 'EU') AS statuses,
  (SELECT count(*) FROM audit WHERE action = 'status.recorded') AS recorded,
  (SELECT count(*) FROM people WHERE version = 2) AS second_versions,
  (SELECT count(*) FROM notes) AS notes,
  (SELECT count(*) FROM drafts) AS drafts,
  (SELECT count(*) FROM audit WHERE action = 'note.added') AS added,
  (SELECT count(*) FROM audit) - (SELECT count(*) FROM audit_payloads) AS without_payload
"""


def check(path: Path, acked: list[Ack], *, wholly: bool) -> None:
    """Open the register as the next morning would and look for everything that was acknowledged."""
    register = Register.open(path, key=KEY, clock=StandingClock())
    assert register.faults == ()
    with register.raw_connection() as connection:
        for kind, table in (("person", "people"), ("status", "statuses"), ("note", "notes")):
            kept = set(connection.exec_driver_sql(f"SELECT id FROM {table}").scalars())  # noqa: S608  # fixed names
            lost = {id for ack, id in acked if ack == kind} - kept
            assert not lost, f"{len(lost)} acknowledged {kind} lost"
        one = connection.exec_driver_sql(TOGETHER).one()
    assert one.people == one.cases == one.searchable == one.indexed == one.registered == one.serials
    assert one.statuses == one.recorded == one.second_versions
    assert one.notes == one.drafts == one.added
    assert one.without_payload == 0
    if wholly:
        assert verify(register).ok
    register.close()


@pytest.mark.campaign(id="K1", what="kill -9 at a random instant under the store's own transactions")
def test_kills_lose_no_acknowledged_change(register_file: Path, tally: Tally) -> None:
    preload("caseworker.store.register", "tests.campaigns.kill_writer")
    chance = random.Random(20261121)
    acked: list[Ack] = []
    for kill in range(1, cases(20, 200, 5000) + 1):
        acked += killed_in_the_middle(write_without_end, register_file, chance=chance)
        check(register_file, acked, wholly=kill % VERIFY_EVERY == 0)
        tally.count()
    kinds = [kind for kind, _ in acked]
    assert set(kinds) == {"person", "status", "note"}
    assert len(acked) > tally.tried * 3
