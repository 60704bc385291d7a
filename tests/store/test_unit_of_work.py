"""The unit of work: all or nothing, one hand at a time, versions, numbers that have one holder."""

import threading
from datetime import date

import pytest
from sqlalchemy.orm.exc import DetachedInstanceError

from caseworker.domain.changes import Event
from caseworker.domain.person import HeldIdentifier
from caseworker.domain.status import StatusPeriod
from caseworker.errors import EnvironmentFault, Refused
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, NOON, TODAY, keep, make_person, register_person, unique


def test_a_person_is_read_back_as_she_was_kept(register: Register) -> None:
    person = make_person(original="أميرة حداد", number="19880320-2384", phone="070-123 45 67")
    with register.change(by=FOUNDER) as tx:
        register_person(tx, person)
        changes = tx.commit(created=person.id)
    assert changes.created in changes.people
    assert len(changes.cases) == 1
    assert changes.saved == NOON
    with register.read() as reader:
        file = reader.person_file(changes.created)
        (row,) = reader.person_rows(offset=0, limit=10)
    assert file.name() == "Amira Haddad"
    assert file.name("original") == "أميرة حداد"
    assert file.case_number == "2026-0001"
    assert [status.code for status in file.statuses] == ["NY-FLY"]
    assert [line.action for line in file.log] == ["person.registered"]
    assert file.log[0].actor == "Maria Berg"
    assert file.assignments[0].name == "Maria Berg"
    assert (row.number, row.status, row.caseworker) == ("••••-2384", "NY-FLY", "Maria Berg")


def test_leaving_without_commit_writes_nothing(register: Register) -> None:
    with register.change(by=FOUNDER) as tx:
        register_person(tx, make_person())
    with register.read() as reader:
        assert reader.person_count() == 0
    with register.change(by=FOUNDER) as tx:
        assert tx.next_case_number(2026) == "2026-0001"


def test_a_refusal_inside_writes_nothing(register: Register) -> None:
    def write() -> None:
        with register.change(by=FOUNDER) as tx:
            register_person(tx, make_person())
            raise Refused("note.empty")

    with pytest.raises(Refused, match=r"note\.empty"):
        write()
    with register.read() as reader:
        assert reader.person_count() == 0


def test_the_same_number_on_two_people_is_refused(register: Register) -> None:
    keep(register, make_person(number="19880320-2384"))
    with pytest.raises(Refused, match=r"identity\.same_number_other_person"):
        keep(register, make_person("Sara", number="19880320-2384"))
    with register.read() as reader:
        assert reader.person_count() == 1
        assert reader.identifier_owner("personnummer", "19880320-2384") is not None


def test_a_number_that_is_no_longer_held_may_be_held_by_another(register: Register) -> None:
    first = make_person(number="19880320-2384")
    first.identifiers[0].ends = TODAY
    keep(register, first)
    keep(register, make_person("Sara", number="19880320-2384"))
    with register.read() as reader:
        assert reader.person_count() == 2


def test_a_change_of_a_part_raises_the_version_of_the_person(register: Register) -> None:
    person = make_person()
    keep(register, person)
    id = "person"
    with register.read() as reader:
        id = reader.person_rows(offset=0, limit=1)[0].id
    with register.change(by=FOUNDER) as tx:
        tx.people.get(id).enter(StatusPeriod(unique("status"), tx.people.get(id).id, "EU", date(2026, 1, 1)))
        changes = tx.commit()
    assert changes.people == {id}
    with register.read() as reader:
        file = reader.person_file(id)
    assert file.version == 2
    assert [(status.code, status.ends) for status in file.statuses] == [("EU", None), ("NY-FLY", date(2025, 12, 31))]


def test_a_part_added_without_its_person_raises_her_version_as_well(register: Register) -> None:
    person = make_person()
    id = person.id
    keep(register, person)
    with register.change(by=FOUNDER) as tx:
        tx.add(HeldIdentifier(unique("number"), id, "dossier", "99-123456", TODAY))
        assert tx.commit().people == {id}
    with register.read() as reader:
        assert reader.person_file(id).version == 2


def test_taking_a_part_away_raises_the_version_and_empties_her_line(register: Register) -> None:
    person = make_person(number="19880320-2384")
    id = person.id
    keep(register, person)
    with register.change(by=FOUNDER) as tx:
        someone = tx.people.get(id)
        someone.statuses.clear()
        someone.identifiers.clear()
        assert tx.commit().people == {id}
    with register.read() as reader:
        (row,) = reader.rows_of([id])
        assert (row.status, row.number, reader.person_file(id).version) == ("", "", 2)
        assert reader.search("2384", limit=5) == []


def test_who_read_an_older_version_is_refused(register: Register) -> None:
    person = make_person()
    id = person.id
    keep(register, person)
    with register.change(by=FOUNDER) as tx:
        tx.people.get(id, version=1).reads = "ar"
        tx.commit()
    with pytest.raises(Refused, match=r"register\.changed_meanwhile"), register.change(by=FOUNDER) as tx:
        tx.people.get(id, version=1)


def test_a_part_of_somebody_who_is_no_longer_as_she_was_read_is_refused(register: Register) -> None:
    person = make_person()
    id = person.id
    keep(register, person)
    with register.change(by=FOUNDER) as tx:
        someone = tx.people.get(id)
        tx.connection.exec_driver_sql("UPDATE people SET version = 9 WHERE id = ?", (id,))
        someone.enter(StatusPeriod(unique("status"), id, "EU", date(2026, 1, 1)))
        with pytest.raises(Refused, match=r"register\.changed_meanwhile"):
            tx.commit()
    with register.read() as reader:
        assert reader.person_file(id).version == 1


def test_a_person_whose_part_and_self_change_in_turn_is_kept_whole(register: Register) -> None:
    person = make_person()
    id = person.id
    keep(register, person)
    with register.change(by=FOUNDER) as tx:
        someone = tx.people.get(id)
        someone.enter(StatusPeriod(unique("status"), id, "EU", date(2026, 1, 1)))
        tx.flush()
        someone.reads = "ti"
        tx.commit()
    with register.read() as reader:
        file = reader.person_file(id)
    assert (file.reads, file.version, file.statuses[0].code) == ("ti", 3, "EU")


def test_unknown_people_and_cases_are_refused(register: Register) -> None:
    with register.change(by=FOUNDER) as tx:
        with pytest.raises(Refused, match=r"person\.unknown"):
            tx.people.get("nobody")
        with pytest.raises(Refused, match=r"case\.unknown"):
            tx.cases.of_person("nobody")
        with pytest.raises(Refused, match=r"intervention\.unknown"):
            tx.interventions.get("nothing")
    with register.read() as reader, pytest.raises(Refused, match=r"person\.unknown"):
        reader.person_file("nobody")


def test_a_domain_object_is_of_no_use_after_its_transaction(register: Register) -> None:
    person = make_person()
    keep(register, person)
    with pytest.raises(DetachedInstanceError):
        _ = person.sex


def test_two_writers_take_turns_and_nothing_is_lost(register: Register) -> None:
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for _ in range(10):
                keep(register, make_person())
        except BaseException as fault:  # shown by the assertion below
            failures.append(fault)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with register.read() as reader:
        rows = reader.person_rows(offset=0, limit=100)
    assert sorted(row.case_number for row in rows) == [f"2026-{serial:04d}" for serial in range(1, 21)]


def test_a_writer_inside_a_write_is_told_that_the_register_is_busy(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseworker.store.turns.BUSY_SECONDS", 0.01)
    with register.change(by=FOUNDER), pytest.raises(EnvironmentFault, match=r"register\.busy"):
        keep(register, make_person())


def test_drafts_and_settings_are_kept_per_member_of_staff(register: Register) -> None:
    with register.change(by=FOUNDER) as tx:
        tx.put_draft("intake", "", '{"given": "Am"}')
        tx.put_draft("intake", "", '{"given": "Amira"}')
        tx.put_setting(FOUNDER.id, "theme", "dark")
        assert tx.commit().drafts
    with register.read() as reader:
        assert reader.draft(FOUNDER.id, "intake") == '{"given": "Amira"}'
        assert reader.drafts(FOUNDER.id, "intake") == {"": '{"given": "Amira"}'}
        assert reader.draft("someone-else", "intake") is None
        assert reader.setting(FOUNDER.id, "theme") == "dark"
        assert reader.setting("someone-else", "theme", "light") == "light"
    with register.change(by=FOUNDER) as tx:
        tx.drop_draft("intake", "")
        tx.commit()
    with register.read() as reader:
        assert reader.draft(FOUNDER.id, "intake") is None


def test_a_payload_the_audit_cannot_hold_is_a_bug_and_writes_nothing(register: Register) -> None:
    def write() -> None:
        with register.change(by=FOUNDER) as tx:
            register_person(tx, make_person())
            tx.note(Event("person.registered", "person-1", {"share": 0.5}))
            tx.commit()

    with pytest.raises(TypeError, match="float"):
        write()
    with register.read() as reader:
        assert reader.person_count() == 0
