"""One field finds a person: by any spelling, number old or new, telephone, address; and says what led there."""

from datetime import date
from itertools import product

import pytest

from caseworker.domain.finding import FoundBy, Way, remoteness, way_of
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.services import finding, people
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

BJORK = Intake(given="Anna", family="Björk", phone="+46 70 174 06 33")


@pytest.fixture
def samira(register: Register) -> PersonId:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    address = EnteredAddress("Björkvägen 4 B", "753 20", "Uppsala")
    people.move_to_address(register, person=person, address=address, begins=date(2026, 1, 2), by=MAJ)
    people.register_person(register, intake=BJORK, by=MAJ)
    return person


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("samira", Way.NAME),
        ("سميرة", Way.NAME),
        ("sameera hadad", Way.SOUND),
        ("19880314-2382", Way.NUMBER),
        ("2382", Way.NUMBER),
        ("2025-0001", Way.CASE),
        ("070-174 06 11", Way.PHONE),
        ("+46701740611", Way.PHONE),
        ("19880314", Way.NUMBER),
        ("björkvägen 4", Way.PLACE),
        ("75320", Way.PLACE),
        ("753 20 uppsala", Way.PLACE),
    ],
)
def test_each_way_leads_to_her_and_is_told(register: Register, samira: PersonId, typed: str, way: Way) -> None:
    hits = finding.look_up(register, text=typed, by=MAJ)
    assert [(hit.person.id, hit.way) for hit in hits] == [(samira, way)]
    assert hits[0].told == ("Björkvägen 4 B" if way is Way.PLACE else "")


def test_a_name_comes_before_a_street_of_that_name(register: Register, samira: PersonId) -> None:
    hits = finding.look_up(register, text="björk", by=MAJ)
    assert [(hit.person.name, hit.way) for hit in hits] == [("Anna Björk", Way.NAME), ("Samira Haddad", Way.PLACE)]
    assert [row.name for row in people.find_people(register, text="björk", by=MAJ)] == ["Anna Björk", "Samira Haddad"]


def test_an_earlier_number_finds_her_and_an_earlier_address_does_not(register: Register, samira: PersonId) -> None:
    new = EnteredNumber("personnummer", "19880320-2384")
    people.add_number(register, person=samira, number=new, begins=date(2026, 11, 22), by=MAJ)
    away = EnteredAddress("Storgatan 1", "123 45", "Lövåsa")
    people.move_to_address(register, person=samira, address=away, begins=date(2026, 3, 1), by=MAJ)
    (hit,) = finding.look_up(register, text="19880314-2382", by=MAJ)
    assert hit.way is Way.FORMER_NUMBER
    (hit,) = finding.look_up(register, text="lovasa", by=MAJ)
    assert (hit.way, hit.told) == (Way.PLACE, "Storgatan 1")
    assert finding.look_up(register, text="Björkvägen", by=MAJ) == ()


def test_nothing_leads_nowhere(register: Register, samira: PersonId) -> None:
    for typed in ("", "  ", "??", "x", "Olena", "99999999"):
        assert finding.look_up(register, text=typed, by=MAJ) == ()


def test_what_is_told_is_what_was_typed() -> None:
    nobody = FoundBy((), (), (), (), None)
    born = FoundBy((), (), (), ("0",), date(1988, 3, 14))
    assert way_of("1988", nobody) is None
    assert way_of("19880314", born) is Way.BIRTH
    assert way_of("1989", born) is None
    for typed, number in product(("0046701740611", "701740611"), ("070-174 06 11", "+46 70 174 06 11")):
        assert way_of(typed, FoundBy((), (), (), (number,), None)) is Way.PHONE


def test_of_those_who_sound_alike_the_nearest_comes_first(register: Register) -> None:
    for given, family, original in (
        ("Mahmoud", "Haddad", "محمود حداد"),
        ("Muhammed", "Alkhatib", "محمد الخطيب"),
        ("Ahmad", "Al Khatib", "أحمد الخطيب"),
    ):
        people.register_person(register, intake=Intake(given=given, family=family, original_name=original), by=MAJ)
    hits = finding.look_up(register, text="muhamed khat", by=MAJ)
    assert (hits[0].person.name, hits[0].way) == ("Muhammed Alkhatib", Way.SOUND)
    assert remoteness("x", ()) == 1.0
