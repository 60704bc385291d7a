"""Rare paths of the store: faults nobody foresaw stay bugs, stale rows are refused, odd files are named."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError, IntegrityError

from caseworker.domain.case import Assignment, AssignmentKind
from caseworker.domain.changes import Event
from caseworker.domain.ids import CaseId
from caseworker.domain.person import Person, PersonName
from caseworker.errors import EnvironmentFault, Refused
from caseworker.store import audit, engine, pages
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.store.fixtures import FOUNDER, KEY, TODAY, StandingClock, keep, make_person, register_person, unique


def test_a_folder_in_the_file_s_place_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=r"register\.unreadable"):
        Register.open(tmp_path, key=KEY, clock=StandingClock())


def test_a_file_shorter_than_a_page_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "short.db"
    path.write_bytes(bytes(range(100)))
    assert not pages.any_page_is_ours(path, KEY)
    with pytest.raises(EnvironmentFault, match=r"register\.foreign"):
        Register.open(path, key=KEY, clock=StandingClock())


def test_a_register_that_lost_its_own_description_is_damaged(register_file: Path) -> None:
    connection = engine.connect(register_file, KEY)
    connection.execute("DELETE FROM register_info WHERE key = 'office_code'")
    connection.close()
    with pytest.raises(EnvironmentFault, match=r"register\.damaged"):
        Register.open(register_file, key=KEY, clock=StandingClock())


def test_a_row_that_changed_under_the_transaction_is_refused(register: Register) -> None:
    person = make_person()
    id = person.id
    keep(register, person)

    def write() -> None:
        with register.change(by=FOUNDER) as tx:
            someone = tx.people.get(id)
            tx.connection.exec_driver_sql("UPDATE people SET version = 9")
            someone.reads = "ar"
            tx.commit()

    with pytest.raises(Refused, match=r"register\.changed_meanwhile"):
        write()
    with register.read() as reader:
        assert reader.person_file(id).version == 1


def test_a_part_of_nobody_is_refused_when_it_is_committed(register: Register) -> None:
    def write() -> None:
        with register.change(by=FOUNDER) as tx:
            tx.add(
                Assignment(unique("assignment"), CaseId(unique("case")), FOUNDER.id, AssignmentKind.CO_ASSIGNED, TODAY)
            )
            tx.commit()

    for _ in range(3):
        with pytest.raises(Refused, match=r"register\.changed_meanwhile"):
            write()
    keep(register, make_person())  # the refused COMMIT has left nothing open behind
    with register.read() as reader:
        assert reader.person_count() == 1


def test_a_colleague_added_to_a_known_case_raises_its_version(register: Register) -> None:
    with register.change(by=FOUNDER) as tx:
        case = register_person(tx, make_person()).id
        tx.commit()
    with register.change(by=FOUNDER) as tx:
        tx.add(Assignment(unique("assignment"), case, FOUNDER.id, AssignmentKind.CO_ASSIGNED, TODAY))
        assert tx.commit().cases == {case}
    with register.change(by=FOUNDER) as tx:
        assert tx.cases.get(case, version=2).id == case
        tx.cases.get(case).assignments.pop()
        tx.touched(person="someone", case="some case", release="a release")
        changes = tx.commit()
    assert changes.people >= {"someone"}
    assert changes.cases == {case, "some case"}
    assert changes.releases == {"a release"}


def test_a_broken_constraint_nobody_foresaw_is_a_bug_without_data(register: Register) -> None:
    def write(statement: str, *, raw: bool) -> None:
        with register.change(by=FOUNDER) as tx:
            if raw:
                engine.cursor_of(tx.connection).execute(statement)
            else:
                tx.connection.exec_driver_sql(statement)

    statement = "INSERT INTO staff (id, name) VALUES ('x', 'Hemlig Person')"
    for kind, raw in ((IntegrityError, False), (sqlcipher.IntegrityError, True)):
        with pytest.raises(kind) as caught:
            write(statement, raw=raw)
        assert "NOT NULL" in str(caught.value)
    with pytest.raises(DBAPIError):
        write("SELECT no_such_column FROM people", raw=False)
    with pytest.raises(sqlcipher.OperationalError, match="no_such_column"):
        write("SELECT no_such_column FROM people", raw=True)


def test_the_driver_s_own_faults_get_the_same_codes(register_file: Path) -> None:
    holder = engine.connect(register_file, KEY)
    holder.execute("BEGIN IMMEDIATE")
    other = engine.connect(register_file, KEY)
    other.execute("PRAGMA busy_timeout=1")
    with pytest.raises(EnvironmentFault, match=r"register\.busy"), engine.faults(register_file):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    holder.close()


def test_an_object_that_is_not_the_register_s_is_a_bug(register: Register) -> None:
    with register.change(by=FOUNDER) as tx, pytest.raises(TypeError, match="object"):
        tx._note_touched(object())  # noqa: SLF001  # the session itself refuses unmapped objects earlier


def test_who_is_out_of_the_lists_stays_out_when_she_changes(register: Register) -> None:
    person = make_person()
    id = person.id
    keep(register, person)
    with register.change(by=FOUNDER) as tx:
        tx.unindex(id)
        tx.commit()
    with register.change(by=FOUNDER) as tx:
        someone = tx.people.get(id)
        someone.names.append(PersonName(unique("name"), id, someone.names[0].role, "Nytt Namn"))
        someone.statuses.clear()
        tx.commit()
    with register.read() as reader:
        assert reader.search("nytt", limit=5) == []
        assert reader.person_count() == 0
    with register.change(by=FOUNDER) as tx:
        tx.index(tx.people.get(id))
        tx.commit()
    with register.read() as reader:
        assert reader.person_count() == 1


def test_the_order_of_the_list_is_read_again_after_a_new_person_only(register: Register) -> None:
    person: Person = make_person("Bea")
    id = person.id
    keep(register, person)
    with register.read() as reader:
        before = reader.person_rows(offset=0, limit=500)
    keep(register, make_person("Ada"))
    with register.change(by=FOUNDER) as tx:
        tx.people.get(id).speaks = "ti"
        tx.commit()
    with register.read() as reader:
        after = reader.person_rows(offset=0, limit=500)
    assert [row.id for row in before] == [id]
    assert [row.name for row in after] == ["Ada Haddad", "Bea Haddad"]


def test_payloads_of_many_rows_are_checked_in_one_walk(register: Register) -> None:
    told: list[int] = []
    with register.change(by=FOUNDER) as tx:
        for serial in range(2100):
            tx.note(Event("case.read", f"case-{serial}"))
        tx.commit()
    assert verify(register, progress=lambda done, whole: told.append(done)).ok
    assert told == [500, 1000, 1500, 2000, 2101]


def test_an_instant_without_a_time_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="time zone"):
        audit.canonical({"at": StandingClock().now.replace(tzinfo=None)})
