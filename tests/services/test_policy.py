"""What the computer's policy forbids is refused by the service, before anything is logged or sent."""

from pathlib import Path

import pytest

from caseworker import platform
from caseworker.domain.ids import PersonId
from caseworker.errors import Refused
from caseworker.platform.policy import Policy
from caseworker.services import counts, letters, people, preferences
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

ALLOWED = "https://siffror.lovasa.example"
OTHER = "https://annan.example"


@pytest.fixture(autouse=True)
def _policy(monkeypatch: pytest.MonkeyPatch) -> None:
    decided = Policy(printing=False, endpoints=(ALLOWED,), backup_places=(str(Path("/srv")),))
    monkeypatch.setattr(platform, "machine_policy", lambda: decided)


def audit_rows(register: Register) -> int:
    with register.raw_connection() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one())


def test_a_letter_may_be_saved_but_not_printed(register: Register) -> None:
    samira = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    before = audit_rows(register)
    with pytest.raises(Refused) as refused:
        letters.issue_letter(register, person=samira, sheet="valkommen", language="sv", how="printed", by=MAJ)
    assert refused.value.code == "policy.printing_not_allowed"
    assert audit_rows(register) == before
    assert letters.issue_letter(register, person=samira, sheet="valkommen", language="sv", how="saved", by=MAJ).pdf


def test_counts_go_only_where_the_computer_allows(office: Register) -> None:
    with pytest.raises(Refused) as refused:
        preferences.save_endpoint(office, endpoint=OTHER, by=MAJ)
    assert refused.value.code == "policy.endpoint_not_allowed"
    assert preferences.read_endpoint(office, by=MAJ) == ""
    preferences.save_endpoint(office, endpoint=ALLOWED, by=MAJ)
    counts.prepare_release(office, period="2026-10", by=MAJ)
    with pytest.raises(Refused) as refused:
        counts.send_release(office, period="2026-10", endpoint=OTHER, by=MAJ)
    assert refused.value.code == "policy.endpoint_not_allowed"
    assert [row.state for row in counts.list_releases(office, by=MAJ)] == ["queued"]
