"""Releases, outbox, receipts, locks and centres; people as the counts need them; staff; the whole person file."""

from datetime import date, timedelta

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.contact import Address, AddressKind
from caseworker.domain.ids import InterventionId, NoteId, StaffId
from caseworker.domain.intervention import Intervention, InterventionState
from caseworker.domain.notes import JournalNote
from caseworker.domain.person import Person
from caseworker.domain.status import Accommodation, Settlement
from caseworker.errors import Refused
from caseworker.store import outbox
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, NOON, TODAY, keep, make_person, register_person, unique


def release(id: str = "release-1", *, period: str = "2026-10", revision: int = 1) -> outbox.NewRelease:
    """Return a release as it is queued."""
    return outbox.NewRelease(id, "T1@1", period, revision, NOON, "ab" * 32, b'{"sent":[]}', "http://127.0.0.1:9")


def queue(register: Register, *releases: outbox.NewRelease) -> None:
    """Queue releases in one transaction."""
    with register.change(by=FOUNDER) as tx:
        for one in releases:
            tx.queue_release(one)
        assert tx.commit().releases == {one.release_id for one in releases}


def test_a_release_is_queued_sent_and_receipted(register: Register) -> None:
    queue(register, release())
    with register.read() as reader:
        (queued,) = outbox.waiting(reader.connection)
        assert (queued.envelope, queued.attempts) == (b'{"sent":[]}', 0)
        assert outbox.envelope_of(reader.connection, "release-1") == b'{"sent":[]}'
    later = NOON + timedelta(minutes=5)
    with register.change(by=FOUNDER) as tx:
        outbox.move(
            tx.connection, "release-1", state=outbox.QUEUED, reason="unreachable", attempts=1, next_attempt=later
        )
        tx.commit()
    with register.read() as reader:
        (row,) = reader.releases()
    assert (row.state, row.reason, row.attempts, row.next_attempt, row.received) == (
        "queued",
        "unreachable",
        1,
        later,
        None,
    )
    with register.change(by=FOUNDER) as tx:
        outbox.move(tx.connection, "release-1", state=outbox.ACKED, attempts=2)
        outbox.keep_receipt(tx.connection, "release-1", received=later, body=b"first")
        outbox.keep_receipt(tx.connection, "release-1", received=NOON, body=b"second")
        outbox.redirect(tx.connection, "release-1", "http://127.0.0.1:10")
        tx.commit()
    with register.read() as reader:
        (row,) = reader.releases()
        assert outbox.waiting(reader.connection) == []
    assert (row.state, row.received, row.table, row.period) == ("acked", later, "T1@1", "2026-10")


def test_a_waiting_release_may_go_to_another_endpoint(register: Register) -> None:
    queue(register, release())
    with register.change(by=FOUNDER) as tx:
        outbox.redirect(tx.connection, "release-1", "http://127.0.0.1:10")
        tx.commit()
    with register.read() as reader:
        assert [queued.endpoint for queued in outbox.waiting(reader.connection)] == ["http://127.0.0.1:10"]


def test_a_release_is_made_once(register: Register) -> None:
    queue(register, release(), release("release-2", revision=2))
    with pytest.raises(Refused, match=r"release\.already_made"):
        queue(register, release("release-3"))
    with register.read() as reader:
        assert {row.release_id for row in reader.releases()} == {"release-1", "release-2"}
        with pytest.raises(Refused, match=r"release\.unknown"):
            outbox.envelope_of(reader.connection, "release-3")


def test_an_unknown_release_cannot_be_moved(register: Register) -> None:
    with register.change(by=FOUNDER) as tx, pytest.raises(Refused, match=r"release\.unknown"):
        outbox.move(tx.connection, "none", state=outbox.ACKED, attempts=1)


def test_locks_and_centres_are_kept(register: Register) -> None:
    known = outbox.Centre("https://lan.example", "Länet", b"k" * 32, demo=False)
    with register.change(by=FOUNDER) as tx:
        assert outbox.ladder_lock(tx.connection, year=2026, table="T1@1") is None
        outbox.keep_ladder_lock(tx.connection, year=2026, table="T1@1", body='{"ages":7}')
        outbox.keep_ladder_lock(tx.connection, year=2026, table="T1@1", body='{"ages":5}')
        assert outbox.centre_of(tx.connection, known.endpoint) is None
        outbox.keep_centre(tx.connection, known)
        outbox.keep_centre(tx.connection, known)
        tx.commit()
    with register.read() as reader:
        assert outbox.ladder_lock(reader.connection, year=2026, table="T1@1") == '{"ages":5}'
        assert outbox.ladder_lock(reader.connection, year=2027, table="T1@1") is None
        assert outbox.centre_of(reader.connection, known.endpoint) == known
    other = outbox.Centre(known.endpoint, "Länet", b"x" * 32, demo=False)
    with register.change(by=FOUNDER) as tx, pytest.raises(Refused, match=r"centre\.key_changed"):
        outbox.keep_centre(tx.connection, other)


def test_people_are_counted_by_case_and_status_of_the_day(register: Register) -> None:
    without_status = make_person("Ada", status="")
    with_status = make_person("Bea", status="NY-FLY")
    closed = make_person("Cia")
    ids = [person.id for person in (without_status, with_status, closed)]
    with register.change(by=FOUNDER) as tx:
        register_person(tx, without_status)
        register_person(tx, with_status)
        register_person(tx, closed).closed = TODAY
        tx.commit()
    with register.read() as reader:
        today = {row.id: row for row in reader.counted_people(TODAY)}
        tomorrow = {row.id for row in reader.counted_people(TODAY + timedelta(days=1))}
        assert reader.counted_people(date(2020, 1, 1)) == []
    assert set(today) == set(ids)
    assert tomorrow == set(ids[:2])
    assert (today[ids[0]].status, today[ids[1]].status) == ("", "NY-FLY")
    assert (today[ids[1]].sex, today[ids[1]].born, today[ids[1]].protected) == ("woman", date(1988, 3, 20), False)


def test_staff_are_named_by_name_and_the_inactive_are_left_out(register: Register) -> None:
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(User(StaffId("staff-2"), "Anna Ek", frozenset(Role)))
        tx.put_staff(User(StaffId("staff-3"), "Bo Ek", frozenset()), active=False)
        tx.commit()
    with register.read() as reader:
        assert [user.name for user in reader.staff()] == ["Anna Ek", "Maria Berg"]
        assert reader.staff()[0].roles == frozenset(Role)


def full_person() -> Person:
    """Return a person with something on every axis."""
    person = make_person(original="أميرة حداد", number="19880320-2384", phone="0701234567")
    where = ("", "Storgatan 1", "751 40", "Uppsala")
    person.addresses.append(Address(unique("address"), person.id, AddressKind.RESIDENCE, *where, TODAY))
    person.settle(Settlement(unique("settlement"), person.id, "anvisad", date(2025, 1, 1)))
    person.accommodate(Accommodation(unique("accommodation"), person.id, "abo", date(2024, 1, 1)))
    return person


def test_the_person_file_shows_everything_newest_first(register: Register) -> None:
    person = full_person()
    id = person.id
    with register.change(by=FOUNDER) as tx:
        case = register_person(tx, person)
        case_id = case.id
        tx.add(
            Intervention(
                InterventionId("insats-1"), id, case_id, "sfi", "sfi", "kommun", InterventionState.DECIDED, TODAY
            )
        )
        for serial in (1, 2):
            written = NOON + timedelta(minutes=serial)
            corrects = NoteId("note-1") if serial == 2 else None
            note = JournalNote(
                NoteId(f"note-{serial}"), case_id, FOUNDER.id, NOON, written, TODAY, "text", corrects, signed=written
            )
            tx.add(note)
        assert tx.commit().cases == {case_id}
    with register.change(by=FOUNDER) as tx:
        tx.interventions.get("insats-1").move_to(InterventionState.ONGOING, day=TODAY)
        changes = tx.commit()
    with register.read() as reader:
        file = reader.person_file(id)
        (row,) = reader.rows_of([id])
    assert changes.people == {id}
    assert changes.cases == {case_id}
    assert [note.id for note in file.notes] == ["note-2", "note-1"]
    assert file.notes[0].corrects == "note-1"
    assert (file.interventions[0].state, file.interventions[0].version) == ("ongoing", 2)
    assert [axis.code for axis in (*file.settlements, *file.accommodations)] == ["anvisad", "abo"]
    assert (file.addresses[0].street, file.contacts[0].value) == ("Storgatan 1", "0701234567")
    assert file.identifiers[0].value == "19880320-2384"
    assert row.settlement == "anvisad"
    assert row.unaccompanied is False


def test_a_line_shows_what_holds_on_the_day_it_is_read(register: Register) -> None:
    person = make_person()
    id = person.id
    keep(register, person)
    with register.read() as reader:
        assert [row.status for row in reader.rows_of([id], today=date(2024, 12, 31))] == [""]
        assert [row.caseworker for row in reader.person_rows(offset=0, limit=1, today=date(2020, 1, 1))] == [""]
        assert [row.status for row in reader.rows_of([id, "nobody"])] == ["NY-FLY"]
