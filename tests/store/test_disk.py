"""A full disk and erased words: nothing acknowledged is lost, work goes on, and what was erased is gone."""

from pathlib import Path

import pytest

from caseworker.domain.person import NameRole, PersonName
from caseworker.errors import EnvironmentFault
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.store.decrypted import decrypted_pages
from tests.store.fixtures import FOUNDER, KEY, StandingClock, keep, make_person, unique


def set_room(register: Register, more_pages: int) -> None:
    """Let the file grow by at most so many pages: a deterministic full disk."""
    with register.raw_connection() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    # every connection of the pool has its own limit
    held = [register.raw_connection() for _ in range(3)]
    for connection in held:
        connection.exec_driver_sql(f"PRAGMA max_page_count={used + more_pages}")
    for connection in held:
        connection.close()


def test_a_full_disk_loses_nothing_acknowledged_and_the_next_save_works(register: Register) -> None:
    acked = 0

    def fill() -> None:
        nonlocal acked
        for _ in range(500):
            keep(register, make_person("A" * 200, "B" * 200))
            acked += 1

    set_room(register, 8)
    with pytest.raises(EnvironmentFault, match=r"register\.disk_full"):
        fill()
    with register.read() as reader:
        assert reader.person_count() == acked
    with pytest.raises(EnvironmentFault, match=r"register\.disk_full"):
        keep(register, *(make_person("A" * 2000) for _ in range(60)))
    assert verify(register).ok
    set_room(register, 1000)
    keep(register, make_person())
    with register.read() as reader:
        assert reader.person_count() == acked + 1


def test_a_full_disk_at_any_page_is_the_same_fault(register_file: Path) -> None:
    codes = set()
    for room in range(12):
        register = Register.open(register_file, key=KEY, clock=StandingClock())
        with register.read() as reader:
            before = reader.person_count()
        set_room(register, room)
        try:
            keep(register, *(make_person(original="أ" * 400, phone="0701234567") for _ in range(20)))
        except EnvironmentFault as fault:
            codes.add(fault.code)
            after = before
        else:
            after = before + 20
        with register.read() as reader:
            assert reader.person_count() == after
        register.close()
    assert codes == {"register.disk_full"}


def words_in(path: Path, word: str) -> int:
    """Count how often ``word`` stands in the decrypted pages of the closed file."""
    return sum(page.count(word.encode()) for page in decrypted_pages(path, KEY))


def test_an_erased_name_is_nowhere_in_the_file(register_file: Path) -> None:
    register = Register.open(register_file, key=KEY, clock=StandingClock())
    keep(register, *(make_person(f"Fyllnad{serial}") for serial in range(50)))
    person = make_person("Kanariefagel", "Unikum", original="كناري")
    id = person.id
    keep(register, person, *(make_person(f"Utfyllnad{serial}") for serial in range(50)))
    with register.change(by=FOUNDER) as tx:
        tx.put_draft("intake", "", "Kanariefagel")
        tx.commit()
    register.close()
    assert words_in(register_file, "Kanariefagel") >= 3  # the search does find what is there
    assert words_in(register_file, "kanariefagel") >= 1

    register = Register.open(register_file, key=KEY, clock=StandingClock())
    with register.change(by=FOUNDER) as tx:
        someone = tx.people.get(id)
        someone.names.clear()
        someone.names.append(PersonName(unique("name"), someone.id, NameRole.LATIN, "Borttagen"))
        tx.index(someone)
        tx.drop_draft("intake", "")
        noted = tx.connection.exec_driver_sql("SELECT seq FROM audit WHERE subject = ?", (id,)).scalars()
        tx.erase_payloads(list(noted))
        tx.commit()
    with register.change(by=FOUNDER) as tx:
        tx.unindex(id)
        tx.commit()
    assert verify(register).ok
    register.close()
    for word in ("Kanariefagel", "kanariefagel", "Unikum", "unikum", "كناري", "fagel"):
        assert words_in(register_file, word) == 0, word
