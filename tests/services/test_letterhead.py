"""The head of the office's letters: kept for everybody by those who decide, printed on the first page."""

from dataclasses import replace

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredAddress, EnteredNumber
from caseworker.domain.letterhead import address_lines
from caseworker.errors import Refused
from caseworker.services import letterhead, letters, people
from caseworker.services._letter_address import forwarding_number, window_address
from caseworker.services.letterhead import OfficeLetterhead
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_letters import text_of

HEAD = OfficeLetterhead(
    address="Storgatan 12, 753 20 Uppsala",
    phone="018-727 00 00",
    web="uppsala.example",
    hours="Måndag till fredag 8\N{EN DASH}16",
    sender="Box 1, 753 20 Uppsala",
    forwarding="Skatteverket, Box 2, 111 11 Staden",
)


def test_the_head_is_kept_tidy_for_everybody_and_logged(register: Register) -> None:
    colleague = User(StaffId("other"), "Inger Dahl", frozenset({Role.CASEWORKER}))
    assert letterhead.read_letterhead(register, by=colleague) == OfficeLetterhead()
    letterhead.save_letterhead(register, head=HEAD, by=MAJ)
    assert letterhead.read_letterhead(register, by=colleague) == HEAD
    with pytest.raises(Refused) as refused:
        letterhead.save_letterhead(register, head=HEAD, by=colleague)
    assert refused.value.code == "access.not_granted"


@pytest.mark.parametrize("address", ["a, b, c, d, e", "x" * 37])
def test_an_address_no_window_shows_whole_is_refused(register: Register, address: str) -> None:
    for head in (OfficeLetterhead(sender=address), OfficeLetterhead(forwarding=address)):
        with pytest.raises(Refused) as refused:
            letterhead.save_letterhead(register, head=head, by=MAJ)
        assert refused.value.code == "letterhead.address_too_long"
    assert letterhead.read_letterhead(register, by=MAJ) == OfficeLetterhead()
    assert address_lines("Box 1,\n 753 20 Uppsala,") == ("Box 1", "753 20 Uppsala")


@pytest.mark.parametrize("layout", [letters.Layout(), letters.Layout(window=True)])
def test_how_the_office_is_reached_stands_once_under_its_name(register: Register, layout: letters.Layout) -> None:
    samira = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    home = EnteredAddress("Storgatan 12", "123 45", "Lövåsa")
    people.move_to_address(register, person=samira, address=home, begins=register.today(), by=MAJ)
    letterhead.save_letterhead(register, head=HEAD, by=MAJ)
    text = text_of(
        letters.issue_letter(
            register, person=samira, sheet="valkommen", language="ti", how="saved", layout=layout, by=MAJ
        ).pdf
    )
    for told in HEAD.contact:
        assert text.count(told) == 1
    assert "Box 1" not in text


def test_mail_goes_to_the_postal_address_and_the_tax_agency_wants_a_number(register: Register) -> None:
    samira = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    today = register.today()
    home = EnteredAddress("Storgatan 1", "123 45", "Lövåsa", care_of="c/o Åsa Öberg")
    people.move_to_address(register, person=samira, address=home, begins=today, by=MAJ)
    file = people.open_file(register, person=samira, by=MAJ)
    assert window_address(file, "Samira", today) == ("Samira", "c/o Åsa Öberg", "Storgatan 1", "123 45 LÖVÅSA")
    assert forwarding_number(file, today) == "19880314-2382"
    nobody = replace(SAMIRA, numbers=(EnteredNumber("dossier", "99-318842"),))
    bare = people.register_person(register, intake=nobody, by=MAJ).created
    with pytest.raises(Refused) as refused:
        forwarding_number(people.open_file(register, person=PersonId(bare), by=MAJ), today)
    assert refused.value.code == "letter.no_number"
