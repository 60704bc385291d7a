"""Derived tables: spoilt in every way, held against the files, made anew."""

from datetime import date

import pytest

from caseworker.domain.status import Settlement
from caseworker.store import derived
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, keep, make_person

NAMES = [one.table for one in derived.TABLES]


def fill(register: Register) -> None:
    """Keep people with everything that lines and words are made of."""
    people = [
        make_person("Amira", "Haddad", original="أميرة حداد", number="19880320-2389", phone="070-174 06 11"),
        make_person("", "", number="19880320-2397", born=None, status=""),
        make_person("Selam", "", status=""),
    ]
    people[0].settlements.append(Settlement("settlement-1", people[0].id, "anvisad", date(2025, 2, 1)))
    keep(register, *people)


def spoil(register: Register, *statements: str) -> None:
    """Change rows as a bug or another program would."""
    with register.change(by=FOUNDER) as tx:
        for statement in statements:
            tx.connection.exec_driver_sql(statement)
        tx.index_changed = True
        tx.commit()


def differing(register: Register) -> dict[str, int]:
    with register.read() as reader:
        return {one.table: one.rows for one in derived.compare(reader.connection)}


def shown(register: Register) -> list[object]:
    """Return what the list shows and what searches find."""
    with register.read() as reader:
        typed = ("Amira", "Hadad", "أميرة", "2389", "0701740611", "2026-0002", "Selam")
        return [reader.person_rows(offset=0, limit=10), *(reader.search(text, limit=10) for text in typed)]


def test_what_is_kept_day_by_day_is_what_a_rebuild_writes(register: Register) -> None:
    fill(register)
    before = shown(register)

    assert differing(register) == {}
    rows = rebuild(register)
    assert rows.keys() == set(NAMES)
    assert (rows["person_lines"], rows["search_words"]) == (3, 3)

    assert shown(register) == before
    assert differing(register) == {}


SPOILT = {
    "a changed name": ("UPDATE person_lines SET name = 'Någon annan' WHERE name LIKE 'Amira%'", {"person_lines": 1}),
    "a changed birth date": ("UPDATE person_lines SET born = '1999-09-09' WHERE no = 1", {"person_lines": 1}),
    "a changed period": ("UPDATE person_lines SET statuses = '[]' WHERE no = 1", {"person_lines": 1}),
    "a lost line": (
        "DELETE FROM person_lines WHERE no = 2",
        {"person_lines": 1, "search_words": 1},  # its words stand for nobody
    ),
    "every line gone": ("DELETE FROM person_lines", {"person_lines": 3, "search_words": 3}),
    "changed words": ("UPDATE search_words SET sounds = 'x' WHERE rowid = 1", {"search_words": 1}),
    "lost words": ("DELETE FROM search_words WHERE rowid = 3", {"search_words": 1}),
    "words of nobody": (
        "INSERT INTO search_words (rowid, names, sounds, numbers) VALUES (99, 'ingen', '', '')",
        {"search_words": 1},
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_whatever_is_spoilt_is_told_and_made_anew(register: Register, how: str) -> None:
    fill(register)
    before = shown(register)
    statement, expected = SPOILT[how]
    spoil(register, statement)

    assert differing(register) == expected

    rebuild(register)

    assert differing(register) == {}
    assert [len(found) for found in shown(register)] == [len(found) for found in before]  # type: ignore[arg-type]


def wait_to_be_erased(register: Register, person: str) -> None:
    """Put a file on an approved list, without taking it out of lists."""
    moment = "2026-11-01T00:00:00.000000Z"
    with register.change(by=FOUNDER) as tx:
        tx.connection.exec_driver_sql(
            "INSERT INTO erasure_lists (id, proposed_by, proposed, approved_by, approved, ended_by, how, taken_off, "
            "log_rows) VALUES ('l', 'a', ?, 'b', ?, '', '', 0, 0)",
            (moment, moment),
        )
        tx.connection.exec_driver_sql(
            "INSERT INTO erasure_items (person_id, list_id, until, finish_by, rules, stamp) "
            "VALUES (?, 'l', '2026-01-01', '2026-12-31', '', '')",
            (person,),
        )
        tx.commit()


def rebuild(register: Register) -> dict[str, int]:
    with register.change(by=FOUNDER) as tx:
        rows = derived.rebuild(tx.connection)
        tx.index_changed = True
        tx.commit()
    return rows


def test_a_file_that_waits_to_be_erased_stays_out_of_lists(register: Register) -> None:
    fill(register)
    with register.read() as reader:
        person = reader.search("Amira", limit=1)[0].id
    wait_to_be_erased(register, person)
    assert differing(register) == {"person_lines": 1}  # its line should have gone

    assert rebuild(register)["person_lines"] == 2

    assert differing(register) == {}
    with register.read() as reader:
        assert reader.search("Amira", limit=5) == []
    spoil(register, "DELETE FROM person_lines")
    assert rebuild(register)["person_lines"] == 2
