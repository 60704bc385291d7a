"""The centre's address as a setting of the whole register, and an issued letter as pages for a printer."""

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.ids import PersonId, StaffId
from caseworker.errors import CaseworkerError, Refused
from caseworker.services import letters, people, preferences
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

OTHER = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Inger Dahl", frozenset({Role.CASEWORKER}))


def test_the_address_is_kept_tidy_and_shared_by_everybody(register: Register) -> None:
    assert preferences.read_endpoint(register, by=MAJ) == ""
    preferences.save_endpoint(register, endpoint=" https://stat.example/counts/ ", by=MAJ)
    assert preferences.read_endpoint(register, by=OTHER) == "https://stat.example/counts"
    preferences.save_endpoint(register, endpoint=" ", by=MAJ)
    assert preferences.read_endpoint(register, by=MAJ) == ""


@pytest.mark.parametrize(
    ("wrong", "code"),
    [("http://stat.example", "endpoint.insecure"), ("stat.example", "endpoint.malformed")],
)
def test_a_wrong_address_is_refused_and_the_kept_one_stays(register: Register, wrong: str, code: str) -> None:
    preferences.save_endpoint(register, endpoint="https://stat.example", by=MAJ)
    with pytest.raises(CaseworkerError) as refused:
        preferences.save_endpoint(register, endpoint=wrong, by=MAJ)
    assert refused.value.code == code
    assert preferences.read_endpoint(register, by=MAJ) == "https://stat.example"


def test_an_administrator_alone_does_not_say_where_counts_go(register: Register) -> None:
    admin = User(MAJ.id, MAJ.name, frozenset({Role.ADMINISTRATOR}))
    with pytest.raises(Refused) as refused:
        preferences.save_endpoint(register, endpoint="https://stat.example", by=admin)
    assert refused.value.code == "access.not_granted"


def test_an_issued_letter_becomes_whole_pages_at_the_resolution_asked_for(register: Register) -> None:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    letter = letters.issue_letter(register, person=person, sheet="valkommen", language="ar", how="printed", by=MAJ)
    pages = letters.letter_pages(register, letter=letter, dots_per_inch=144, by=MAJ)
    assert len(pages) == letter.pages
    assert abs(pages[0].width - 2 * 595) <= 2
    assert len(pages[0].rgba) == 4 * pages[0].width * pages[0].height
