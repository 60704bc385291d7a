"""Who is compared with whom: every block finds its pair, once; protected people are met by nobody."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from caseworker.domain.changes import Event
from caseworker.domain.person import Person
from caseworker.domain.scoring import Facts
from caseworker.store import comparing, pairing
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, NOON, keep, make_person

Named = dict[int, str]


def lines(register: Register) -> Named:
    with register.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT no, name FROM person_lines").all()
    return {no: name for no, name in rows}


def pairs(register: Register, people: Iterable[Person]) -> set[frozenset[str]]:
    keep(register, *people)
    with register.read() as reader:
        found = list(pairing.candidate_pairs(reader.connection))
    assert len(found) == len(set(found))
    assert all(no > other for no, other in found)
    names = lines(register)
    return {frozenset({names[no], names[other]}) for no, other in found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (make_person("Amira", "Haddad", born=None), make_person("Ameera", "Hadad", born=None)),
        (make_person("Amira", "Haddad", born=None), make_person("Haddad", "Amira-Nour", born=None)),
        (
            make_person("Ahmad Hassan", "Warsame", born=None),
            make_person("Ahmed Ali", "Varsame", born=None),
        ),
        (make_person("Selam", "Ek", born=date(1990, 5, 2)), make_person("Selam", "Ask", born=date(1991, 8, 8))),
        (make_person("Maj", "Ek", born=date(1990, 5, 12)), make_person("Siv", "Ask", born=date(1990, 5, 21))),
        (make_person("Maj", "Ek", born=date(1990, 5, 12)), make_person("Siv", "Ask", born=date(1990, 12, 5))),
        (
            make_person("Maj", "Ek", born=None, phone="+46 70 123 45 67"),
            make_person("Siv", "Ask", born=None, phone="070-1234567"),
        ),
    ],
    ids=["sound", "order", "two of three", "one and the year", "digits swapped", "day and month", "telephone"],
)
def test_each_block_finds_its_pair(register: Register, one: Person, other: Person) -> None:
    stranger = make_person("Dmytro", "Boyko", born=date(1955, 2, 3))
    found = pairs(register, (one, other, stranger))
    assert len(found) == 1
    assert all("Dmytro Boyko" not in pair for pair in found)


def test_one_1_january_alone_is_no_pair(register: Register) -> None:
    first = date(1990, 1, 1)
    assert pairs(register, (make_person("Maj", "Ek", born=first), make_person("Siv", "Ask", born=first))) == set()


def test_after_the_first_night_only_what_changed_is_compared(register: Register) -> None:
    amira = make_person("Amira", "Haddad")
    id = amira.id
    pairs(register, (amira, make_person("Ameera", "Hadad"), make_person("Siv", "Ask", born=date(1950, 3, 4))))
    later = NOON + timedelta(hours=1)
    with register.read() as reader:
        assert list(pairing.candidate_pairs(reader.connection, since=later)) == []
        assert len(pairing.lines_since(reader.connection, None)) == 3
    register.clock.advance(hours=2)  # type: ignore[attr-defined]  # the fixture's clock
    with register.change(by=FOUNDER) as tx:
        tx.note(Event("person.corrected", id))
        tx.commit()
    with register.read() as reader:
        (changed,) = pairing.lines_since(reader.connection, later)
        assert lines(register)[changed] == "Amira Haddad"
        assert len(list(pairing.candidate_pairs(reader.connection, since=later))) == 1
        assert len(list(pairing.candidate_pairs(reader.connection, lines=[changed]))) == 1


def test_facts_are_those_of_the_file(register: Register) -> None:
    keep(register, make_person("Amira", "Haddad", original="أميرة حداد", number="19880320-2384", phone="070-1"))
    with register.read() as reader:
        (facts,) = comparing.facts_of(reader.connection, lines(register)).values()
    assert {name.full for name in facts.names} == {"Amira Haddad", "أميرة حداد"}
    assert facts.numbers == (("personnummer", "19880320-2384"),)
    assert facts.phones == {"0701"}
    assert not facts.former
    assert not facts.places


def test_who_has_nothing_to_be_found_by_is_compared_with_nobody(register: Register) -> None:
    keep(register, make_person("Amira", "Haddad"))
    with register.read() as reader:
        assert comparing.find_alike(reader.connection, Facts()) == []
        assert comparing.find_alike(reader.connection, Facts(), kin=True) == []


def test_large_blocks_are_cut_off_and_other_peoples_lines_left_out(register: Register) -> None:
    keep(register, *(make_person("Amira", "Haddad", born=None) for _ in range(5)))
    with register.read() as reader:
        (facts,) = comparing.facts_of(reader.connection, [1]).values()
        assert comparing.find_alike(reader.connection, facts, 3) == [5, 4, 3]
        assert comparing.find_alike(reader.connection, facts, 3, frozenset({1, 2})) == [2, 1]
