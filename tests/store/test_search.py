"""Finding people: every spelling, every number, the order of hits, and words that are gone when they are erased."""

from datetime import date

import pytest

from caseworker.domain.matching import Entered
from caseworker.domain.person import NameRole, PersonName
from caseworker.store.register import Register
from caseworker.store.search import number_words, phone_words, queries_for
from tests.store.fixtures import FOUNDER, keep, make_person, unique


@pytest.fixture
def peopled(register: Register) -> Register:
    """A register with a handful of people."""
    keep(
        register,
        make_person("Amira", "Haddad", original="أميرة حداد", number="19880320-2384", phone="+46 70 123 45 67"),
        make_person("Mohammed", "Al-Khatib", original="محمد الخطيب", born=date(1991, 5, 2)),
        make_person("Åsa", "Öberg", born=None),
        make_person("Selam", "Tesfay", original="ሰላም ተስፋይ", born=date(2004, 1, 31)),
        make_person("Олена", "Шевченко", born=date(1979, 12, 24)),
    )
    return register


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("amira", "Amira Haddad"),
        ("Had", "Amira Haddad"),
        ("haddad amira", "Amira Haddad"),
        ("أميرة", "Amira Haddad"),
        ("حداد", "Amira Haddad"),
        ("198803202384", "Amira Haddad"),
        ("19880320-2384", "Amira Haddad"),
        ("880320-2384", "Amira Haddad"),
        ("2384", "Amira Haddad"),
        ("٢٣٨٤", "Amira Haddad"),
        ("Ameera", "Amira Haddad"),
        ("Амира", "Amira Haddad"),
        ("Chatib", "Mohammed Al-Khatib"),
        ("Salam Tesfai", "Selam Tesfay"),
        ("Schewtschenko", "Олена Шевченко"),
        ("1988-03-20", "Amira Haddad"),
        ("070-123 45 67", "Amira Haddad"),
        ("+46 70 123", "Amira Haddad"),
        ("2026-0001", "Amira Haddad"),
        ("muhammad", "Mohammed Al-Khatib"),
        ("Mohamed Alkhatib", "Mohammed Al-Khatib"),
        ("محمد", "Mohammed Al-Khatib"),
        ("asa oberg", "Åsa Öberg"),
        ("ÖBERG", "Åsa Öberg"),
        ("ሰላም", "Selam Tesfay"),
        ("шевч", "Олена Шевченко"),
        ("amira 1988", "Amira Haddad"),
    ],
)
def test_a_person_is_found_by(peopled: Register, typed: str, name: str) -> None:
    with peopled.read() as reader:
        hits = reader.search(typed, limit=10)
    assert name in [row.name for row in hits]


@pytest.mark.parametrize("typed", ["", "   ", "-", "'", '"', "*", "NEAR(", "names:", "🙂", "zzzz", "%", "99999999"])
def test_what_finds_nobody_is_no_fault(peopled: Register, typed: str) -> None:
    with peopled.read() as reader:
        assert reader.search(typed, limit=10) == []


@pytest.mark.parametrize("typed", ["AND", "OR", "NOT", "amira AND", 'a"b', "a*b^c", "(", "col:amira", "\x00amira"])
def test_words_of_the_query_language_are_only_words(peopled: Register, typed: str) -> None:
    with peopled.read() as reader:
        assert all(row.name for row in reader.search(typed, limit=10))


def test_whole_words_come_before_beginnings_and_each_group_by_name(register: Register) -> None:
    keep(register, *(make_person(given, "Ek") for given in ("Alina", "Ali", "Alida", "Aron")))
    with register.read() as reader:
        assert [row.name for row in reader.search("ali", limit=10)] == ["Ali Ek", "Alida Ek", "Alina Ek"]
        assert len(reader.search("e", limit=2)) == 2


def test_the_list_is_in_swedish_order_and_pages_meet(register: Register) -> None:
    keep(register, *(make_person(given, "") for given in ("Örjan", "Zara", "Ängla", "Anna", "Åsa", "Berit")))
    with register.read() as reader:
        pages = [reader.person_rows(offset=offset, limit=2) for offset in (0, 2, 4, 6)]
    assert [row.name for page in pages for row in page] == ["Anna", "Berit", "Zara", "Åsa", "Ängla", "Örjan"]


def test_the_whole_order_is_kept_but_never_from_an_older_view(register: Register) -> None:
    keep(register, make_person("Bea", "Ek"))
    with register.read() as older:
        assert [row.name for row in older.search("bea", limit=5)] == ["Bea Ek"]  # its view of the file is set now
        keep(register, make_person("Ada", "Ek"))
        assert [row.name for row in older.person_rows(offset=0, limit=5_000)] == ["Bea Ek"]
    with register.read() as newer:
        assert [row.name for row in newer.person_rows(offset=0, limit=5_000)] == ["Ada Ek", "Bea Ek"]
        assert [row.name for row in newer.person_rows(offset=1, limit=1)] == ["Bea Ek"]
        assert newer.person_count() == 2


def test_a_changed_name_is_found_by_the_new_and_not_by_the_old(register: Register) -> None:
    person = make_person("Amira", "Haddad")
    id = person.id
    keep(register, person)
    with register.change(by=FOUNDER) as tx:
        someone = tx.people.get(id)
        someone.names.clear()
        someone.names.append(PersonName(unique("name"), id, NameRole.LATIN, "Selma Lind", "Selma", "Lind"))
        tx.index(someone)
        tx.commit()
    with register.read() as reader:
        assert [row.name for row in reader.search("selma", limit=5)] == ["Selma Lind"]
        assert reader.search("amira", limit=5) == []
        assert [row.name for row in reader.person_rows(offset=0, limit=5)] == ["Selma Lind"]


def test_who_is_taken_out_of_the_index_is_not_found(peopled: Register) -> None:
    with peopled.read() as reader:
        (amira,) = reader.search("2384", limit=5)
        before = reader.person_count()
    with peopled.change(by=FOUNDER) as tx:
        tx.unindex(amira.id)
        tx.unindex("nobody")
        tx.commit()
    with peopled.read() as reader:
        assert reader.search("amira", limit=5) == []
        assert reader.person_count() == before - 1
        assert [row.id for row in reader.rows_of([amira.id])] == []


def test_people_worth_comparing_are_found_by_sound_number_and_script(peopled: Register) -> None:
    asked = [
        (Entered(given="Ameera", family="Hadad"), "Amira Haddad"),
        (Entered(given="Haddad", family="Amira"), "Amira Haddad"),
        (Entered(numbers=(("personnummer", "8803202384"),)), "Amira Haddad"),
        (Entered(original="أميرة حداد"), "Amira Haddad"),
        (Entered(given="Mohamad", born=date(1991, 5, 2)), "Mohammed Al-Khatib"),
        (Entered(family="Tesfay"), "Selam Tesfay"),
    ]
    with peopled.read() as reader:
        for entered, name in asked:
            facts = reader.candidate_facts(entered)
            assert name in [fact.person.name for fact in facts], entered
        (amira,) = reader.candidate_facts(Entered(numbers=(("personnummer", "8803202384"),)))
        assert reader.candidate_facts(Entered()) == []
    assert amira.facts.numbers == (("personnummer", "19880320-2384"),)
    assert {name.role for name in amira.facts.names} == {"latin", "original"}
    assert amira.facts.phones == {"0701234567"}


def test_numbers_are_indexed_in_the_forms_people_write() -> None:
    assert number_words("19880320-2384") == {"198803202384", "19880320", "2384", "8803202384"}
    assert number_words("2026-0147") == {"20260147", "2026", "0147"}
    assert phone_words("+46 (0)70-123 45 67") == {"0701234567", "4567"}
    assert phone_words("0046701234567") == {"0701234567", "4567"}
    assert phone_words("") == set()


def test_a_query_has_at_most_six_words() -> None:
    assert queries_for(" ".join("abcdefghij"))[0].count(" AND ") == 5
