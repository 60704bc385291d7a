"""Sixty times ``kill -9`` under a caseworker's hands: what was answered is there, and nothing is there by half.

What a service was doing when its process died may have happened or not, but then with its audit row and its case.
"""

import random
from pathlib import Path

import pytest
import xlsxwriter

from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.kill_services import work_without_end
from tests.campaigns.killing import Ack, killed_in_the_middle, kills, preload
from tests.services.conftest import KEY, NOW, found

VERIFY_EVERY = 20
IDS = {
    "person": "SELECT id FROM people",
    "status": "SELECT person_id FROM statuses",
    "intervention": "SELECT id FROM interventions",
    "moved": "SELECT id FROM interventions WHERE state = 'decided'",
    "note": "SELECT id FROM notes",
    "draft": "SELECT key FROM drafts",
    "release": "SELECT release_id FROM releases",
}
# What one service writes together: each line's numbers may differ only if a transaction was torn
TOGETHER = {
    "a person and her case": (
        "SELECT count(*) FROM people",
        "SELECT count(*) FROM cases",
        "SELECT count(*) FROM assignments",
        "SELECT (SELECT count(*) FROM contacts) + (SELECT count(*) FROM person_names WHERE given = 'Inläst')",
        "SELECT count(*) FROM person_lines",
        "SELECT count(*) FROM search_words",
        "SELECT count(*) FROM audit WHERE action = 'person.registered'",
    ),
    "a status": ("SELECT count(*) FROM statuses", "SELECT count(*) FROM audit WHERE action = 'status.recorded'"),
    "an intervention": (
        "SELECT count(*) FROM interventions",
        "SELECT count(*) FROM audit WHERE action = 'intervention.added'",
    ),
    "a decision": (
        "SELECT count(*) FROM interventions WHERE state = 'decided'",
        "SELECT count(*) FROM audit WHERE action = 'intervention.moved'",
    ),
    "a note": ("SELECT count(*) FROM notes", "SELECT count(*) FROM audit WHERE action = 'note.written'"),
    "a workbook": (
        "SELECT count(*) FROM person_names WHERE given = 'Inläst'",
        "SELECT 3 * count(*) FROM audit WHERE action = 'people.imported'",
    ),
    "a release": (
        "SELECT count(*) FROM releases",
        "SELECT count(*) FROM outbox",
        "SELECT count(*) FROM audit WHERE action = 'release.made'",
    ),
    "an audit row": ("SELECT count(*) FROM audit", "SELECT count(*) FROM audit_payloads"),
}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("Förnamn", "Efternamn"), *(("Inläst", f"Rad {row}") for row in range(3)))):
            sheet.write_row(number, 0, row)
    return path


def check(path: Path, acked: list[Ack], *, wholly: bool) -> None:
    """Open the register as the next morning would and look for everything that was acknowledged."""
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    assert register.faults == ()
    with register.raw_connection() as connection:
        for kind, query in IDS.items():
            lost = {id for ack, id in acked if ack == kind} - set(connection.exec_driver_sql(query).scalars())
            assert not lost, f"{len(lost)} acknowledged {kind} lost"
        for whole, queries in TOGETHER.items():
            numbers = [connection.exec_driver_sql(query).scalar_one() for query in queries]
            assert len(set(numbers)) == 1, f"{whole} is there by half: {numbers}"
    if wholly:
        assert verify(register).ok
    register.close()


@pytest.mark.campaign
def test_kills_under_a_caseworkers_hands_lose_nothing_she_was_told_is_saved(tmp_path: Path, workbook: Path) -> None:
    preload("tests.campaigns.kill_services")
    path = found(tmp_path / "register.db", demo=True)
    chance = random.Random(20261121)
    acked: list[Ack] = []
    for kill in range(1, kills() + 1):
        acked += killed_in_the_middle(work_without_end, path, workbook, chance.randrange(10**9), chance=chance)
        check(path, acked, wholly=kill % VERIFY_EVERY == 0)
    kinds = [kind for kind, _ in acked]
    assert set(kinds) == set(IDS)
    assert len(acked) > kills() * 3
