"""Erasing: a dry run changes nothing, two people decide, thirty days pass, and then nothing of the person is left."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from caseworker.domain.access import Role, User
from caseworker.domain.changes import Event
from caseworker.domain.contact import ContactKind
from caseworker.domain.erasure import Answer, Board, Outcome, Provider, Why
from caseworker.domain.household import HouseholdMember, NoContact, Relation, RelationKind
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredNumber, Intake
from caseworker.errors import EnvironmentFault, Refused
from caseworker.services import cases, drafts, erasure, notes, people
from caseworker.store import compartments, erasing, erasure_record
from caseworker.store import tables as t
from caseworker.store.engine import raw_of
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.services.conftest import KEY, MAJ, Open
from tests.services.erasing import (
    EVA,
    NOTHING,
    NOW,
    OLD,
    OTHER,
    Clock,
    approved_list,
    office_with,
    old_file,
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(open_copy: Open, clock: Clock) -> Register:
    return open_copy(clock=clock)


@pytest.fixture
def person(register: Register, clock: Clock) -> PersonId:
    """Samira, whose file ended in 2019; it is 2026 now."""
    office_with(register)
    someone = old_file(register)
    clock.now = NOW
    return someone


def state_of(register: Register, listed: str) -> str:
    return next(row.state for row in erasure.list_erasures(register, by=MAJ) if row.id == listed)


def names_in_list(register: Register) -> list[str]:
    return [row.name for row in people.list_people(register, offset=0, limit=50, by=MAJ)]


# Closing
def test_a_case_is_closed_once_and_can_be_opened_again(register: Register, clock: Clock) -> None:
    person = PersonId(people.register_person(register, intake=OTHER, by=MAJ).created)
    assert cases.close_case(register, person=person, closed=date(2019, 3, 4), by=MAJ).people == {person}
    file = people.open_file(register, person=person, by=MAJ)
    assert [one.ends for one in file.assignments] == [date(2019, 3, 4)]
    with pytest.raises(Refused, match=r"case\.already_closed"):
        cases.close_case(register, person=person, closed=date(2019, 3, 4), by=MAJ)
    cases.reopen_case(register, person=person, by=MAJ)
    with pytest.raises(Refused, match=r"case\.not_closed"):
        cases.reopen_case(register, person=person, by=MAJ)
    assert [one.ends for one in people.open_file(register, person=person, by=MAJ).assignments].count(None) == 1
    with register.change(by=MAJ) as tx:  # somebody who had stopped working with it before it was closed
        tx.cases.of_person(person).assignments[0].ends = date(2019, 3, 4)
        tx.commit()
    clock.advance(days=9)
    cases.close_case(register, person=person, closed=register.today(), by=MAJ)


@pytest.mark.parametrize(
    ("closed", "code"),
    [(date(2019, 3, 5), "case.closed_in_future"), (date(2019, 3, 3), "period.backwards")],
)
def test_a_case_is_closed_neither_in_advance_nor_before_it_was_opened(
    register: Register, closed: date, code: str
) -> None:
    person = PersonId(people.register_person(register, intake=OTHER, by=MAJ).created)
    with pytest.raises(Refused) as refused:
        cases.close_case(register, person=person, closed=closed, by=MAJ)
    assert refused.value.code == code


# Facts
def test_what_was_entered_about_a_file_is_read_back(register: Register, person: PersonId) -> None:
    facts = replace(NOTHING, custody=Answer.YES, about_other_child=Answer.YES, youngest_child_born=date(2015, 4, 5))
    erasure.record_retention_facts(register, person=person, facts=facts, by=MAJ)
    assert erasure.read_retention_facts(register, person=person, by=MAJ) == facts
    (file,) = erasure.plan_erasure(register, by=MAJ).files
    assert (file.decision.outcome, file.decision.until) == (Outcome.KEEP_UNTIL, date(2033, 4, 5))


def test_a_child_is_not_born_tomorrow(register: Register, person: PersonId) -> None:
    facts = replace(NOTHING, youngest_child_born=date(2026, 11, 22))
    with pytest.raises(Refused, match=r"erasure\.child_born"):
        erasure.record_retention_facts(register, person=person, facts=facts, by=MAJ)


# The dry run
def test_the_dry_run_tells_who_and_why_and_changes_nothing(register: Register, person: PersonId) -> None:
    kept = PersonId(people.register_person(register, intake=OTHER, by=MAJ).created)
    sampled = old_file(register, replace(OTHER, given="Saba", born=date(1990, 2, 15)))
    with register.read() as reader:
        before = reader.connection.execute(select(t.audit.c.seq)).all()
    plan = erasure.plan_erasure(register, by=MAJ)
    assert plan.office.board is Board.SOCIAL
    assert [file.person for file in plan.files] == [person, kept, sampled]
    (due,) = plan.with_outcome(Outcome.ERASE)
    assert (due.name, due.last_event, due.list_id) == ("Samira Haddad", date(2019, 3, 4), "")
    assert [rule.code for rule in due.decision.rules] == ["five_years", "finish"]
    assert Why.CASE_OPEN in plan.files[1].decision.open
    assert [rule.code for rule in plan.files[2].decision.rules] == ["research_days"]
    with register.read() as reader:
        assert reader.connection.execute(select(t.audit.c.seq)).all() == before


def test_without_facts_everything_is_kept(register: Register, clock: Clock) -> None:
    person = PersonId(people.register_person(register, intake=OLD, by=MAJ).created)
    cases.close_case(register, person=person, closed=register.today(), by=MAJ)
    clock.now = NOW
    (file,) = erasure.plan_erasure(register, by=MAJ).files
    assert file.decision.outcome is Outcome.KEEP
    assert {Why.BOARD_UNKNOWN, Why.PROVIDER_UNKNOWN, Why.CUSTODY_UNKNOWN} <= set(file.decision.open)


# Two people
def test_a_list_is_proposed_by_one_and_approved_by_another(register: Register, person: PersonId) -> None:
    listed = erasure.propose_erasure(register, people=[person], by=MAJ).created
    assert state_of(register, listed) == "proposed"
    assert names_in_list(register) == ["Samira Haddad"]
    with pytest.raises(Refused, match=r"erasure\.same_person"):
        erasure.approve_erasure(register, list_id=listed, by=MAJ)
    erasure.approve_erasure(register, list_id=listed, by=EVA)
    (row,) = erasure.list_erasures(register, by=MAJ)
    assert (row.state, row.files, row.proposed_by, row.approved_by) == ("quarantine", 1, "Maj Ekholm", "Eva Lind")
    assert row.ready == NOW + timedelta(days=30)
    assert row.can == {"withdraw"}


def test_a_list_tells_what_the_one_who_asks_can_do_with_it(register: Register, clock: Clock, person: PersonId) -> None:
    def can(by: User) -> set[str]:
        return set(erasure.list_erasures(register, by=by)[0].can)

    anna = User(StaffId("0192f0c0-0000-7000-8000-000000000003"), "Anna Berg", frozenset({Role.CASEWORKER}))
    listed = erasure.propose_erasure(register, people=[person], by=MAJ).created
    assert (can(MAJ), can(EVA), can(anna)) == ({"withdraw"}, {"withdraw", "approve"}, {"withdraw"})
    erasure.approve_erasure(register, list_id=listed, by=EVA)
    clock.advance(days=30)
    assert (can(MAJ), can(anna)) == ({"withdraw", "carry_out"}, {"withdraw"})
    erasure.carry_out_erasure(register, list_id=listed, by=EVA)
    assert can(anna) == {"protocol"}


def test_where_one_person_works_alone_nobody_erases(register: Register, clock: Clock) -> None:
    erasure.record_office_facts(register, board=Board.SOCIAL, provider=Provider.MUNICIPAL, by=MAJ)
    person = old_file(register)
    clock.now = NOW
    with pytest.raises(Refused, match=r"erasure\.alone"):
        erasure.propose_erasure(register, people=[person], by=MAJ)


def test_what_the_rules_keep_cannot_be_proposed(register: Register, person: PersonId) -> None:
    kept = PersonId(people.register_person(register, intake=OTHER, by=MAJ).created)
    with pytest.raises(Refused, match=r"erasure\.not_due") as refused:
        erasure.propose_erasure(register, people=[person, kept], by=MAJ)
    assert refused.value.params == {"files": 1}
    with pytest.raises(Refused, match=r"erasure\.nobody"):
        erasure.propose_erasure(register, people=[], by=MAJ)
    erasure.propose_erasure(register, people=[person], by=MAJ)
    with pytest.raises(Refused, match=r"erasure\.on_a_list"):
        erasure.propose_erasure(register, people=[person], by=MAJ)


def test_a_list_is_only_handled_where_it_stands(register: Register, person: PersonId) -> None:
    listed = erasure.propose_erasure(register, people=[person], by=MAJ).created
    for wrong in (erasure.carry_out_erasure, erasure.make_protocol):
        with pytest.raises(Refused, match=r"erasure\.wrong_state"):
            wrong(register, list_id=listed, by=EVA)
    with pytest.raises(Refused, match=r"erasure\.unknown_list"):
        erasure.approve_erasure(register, list_id="no such list", by=EVA)
    erasure.withdraw_erasure(register, list_id=listed, by=MAJ)
    assert state_of(register, listed) == "withdrawn"
    with pytest.raises(Refused, match=r"erasure\.wrong_state"):
        erasure.approve_erasure(register, list_id=listed, by=EVA)


# Quarantine
def test_in_quarantine_a_file_is_out_of_lists_and_searches_and_can_be_taken_back(
    register: Register, person: PersonId
) -> None:
    listed = erasure.propose_erasure(register, people=[person], by=MAJ).created
    erasure.approve_erasure(register, list_id=listed, by=EVA)
    assert names_in_list(register) == []
    assert people.find_people(register, text="Haddad", by=MAJ) == ()
    (file,) = erasure.files_on_list(register, list_id=listed, by=MAJ)
    assert (file.name, file.list_id) == ("Samira Haddad", listed)
    with pytest.raises(Refused, match=r"erasure\.wrong_state"):
        erasure.carry_out_erasure(register, list_id=listed, by=EVA)
    erasure.restore_file(register, person=person, by=MAJ)
    assert names_in_list(register) == ["Samira Haddad"]
    assert [row.id for row in people.find_people(register, text="سميرة", by=MAJ)] == [person]
    assert erasure.list_erasures(register, by=MAJ)[0].taken_off == 1
    with pytest.raises(Refused, match=r"erasure\.not_listed"):
        erasure.restore_file(register, person=person, by=MAJ)


def test_a_withdrawn_list_brings_everybody_back(register: Register, person: PersonId) -> None:
    listed = erasure.propose_erasure(register, people=[person], by=MAJ).created
    erasure.approve_erasure(register, list_id=listed, by=EVA)
    erasure.withdraw_erasure(register, list_id=listed, by=EVA)
    assert names_in_list(register) == ["Samira Haddad"]
    assert not erasure.files_on_list(register, list_id=listed, by=MAJ)


def test_what_happened_between_proposal_and_approval_keeps_a_file(register: Register, person: PersonId) -> None:
    listed = erasure.propose_erasure(register, people=[person], by=MAJ).created
    notes.write_note(register, person=person, text="Hon ringde.", happened_on=register.today(), by=MAJ)
    erasure.approve_erasure(register, list_id=listed, by=EVA)
    assert names_in_list(register) == ["Samira Haddad"]
    assert erasure.list_erasures(register, by=MAJ)[0].taken_off == 1


@pytest.mark.parametrize("change", ["note", "contact", "facts"])
def test_what_happened_in_quarantine_keeps_a_file(
    register: Register, clock: Clock, person: PersonId, change: str
) -> None:
    listed = approved_list(register, clock, person)
    if change == "note":
        notes.write_note(register, person=person, text="Hon ringde.", happened_on=register.today(), by=MAJ)
    elif change == "contact":
        people.add_contact(register, person=person, kind=ContactKind.PHONE, value="070-174 06 33", by=MAJ)
    else:
        facts = replace(NOTHING, child_placed=Answer.YES)
        erasure.record_retention_facts(register, person=person, facts=facts, by=MAJ)
    done = erasure.carry_out_erasure(register, list_id=listed, by=EVA)
    assert (done.erased, done.kept) == (0, 1)
    assert names_in_list(register) == ["Samira Haddad"]


def test_the_number_of_a_file_in_quarantine_says_when_it_goes_and_how_to_stop_it(
    register: Register, person: PersonId
) -> None:
    listed = erasure.propose_erasure(register, people=[person], by=MAJ).created
    number = EnteredNumber("personnummer", "19880314-2382")
    assert people.try_number(register, number=number, by=MAJ).holder == person  # proposed only: she is still there
    erasure.approve_erasure(register, list_id=listed, by=EVA)
    again = Intake(given="Samira", numbers=(number,))
    other = PersonId(people.register_person(register, intake=OTHER, by=MAJ).created)
    told = {"case": "2019-0001", "day": date(2026, 12, 21)}
    for write in (
        lambda: people.register_person(register, intake=again, by=MAJ),
        lambda: people.try_number(register, number=number, by=MAJ),
        lambda: people.add_number(register, person=other, number=number, begins=date(2026, 1, 1), by=MAJ),
    ):
        with pytest.raises(Refused) as refused:
            write()
        assert (refused.value.code, refused.value.params) == ("erasure.in_quarantine", told)
    locum = User(
        StaffId("0192f0c0-0000-7000-8000-000000000009"), "Vik", frozenset({Role.LOCUM}), until=date(2027, 1, 1)
    )
    with pytest.raises(Refused) as asked:
        people.register_person(register, intake=again, by=locum)
    assert asked.value.code == "erasure.in_quarantine_ask"
    assert asked.value.params == {**told, "who": "Eva Lind, Maj Ekholm"}
    erasure.restore_file(register, person=person, by=MAJ)
    with pytest.raises(Refused, match=r"identity\.same_number"):
        people.register_person(register, intake=again, by=MAJ)


# Carrying it out
def test_after_thirty_days_everything_of_the_person_is_gone(register: Register, clock: Clock, person: PersonId) -> None:
    stays = old_file(register, OTHER)
    clock.now = NOW
    drafts.save_draft(register, kind="note", key=person, fields={"text": "Samira"}, by=MAJ)
    drafts.save_draft(register, kind="letter", key="", fields={"person": person}, by=MAJ)
    drafts.save_draft(register, kind="note", key=stays, fields={"text": "Dawit"}, by=MAJ)
    listed = approved_list(register, clock, person)
    with register.read() as reader:
        number = reader.person_file(person).case_number
        rows = reader.connection.execute(select(t.audit.c.seq)).all()
    done = erasure.carry_out_erasure(register, list_id=listed, by=EVA)
    assert (done.erased, done.kept, done.swept) == (1, 0, True)
    with pytest.raises(Refused, match=r"person\.unknown"):
        people.open_file(register, person=person, by=MAJ)
    with register.read() as reader:
        connection = reader.connection
        for table in t.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert "Samira" not in str(row), table.name
                assert "Haddad" not in str(row), table.name
                if table.name not in {"audit"}:
                    assert person not in str(row), table.name
        assert set(rows) < set(connection.execute(select(t.audit.c.seq)).all())
        assert reader.draft(MAJ.id, "note", stays) is not None
    assert names_in_list(register) == ["Dawit Tesfay"]
    assert verify(register).ok
    assert erasure.find_erased(register, case_number=number, by=MAJ) == clock.now
    assert erasure.find_erased(register, case_number="2019-9999", by=MAJ) is None


def test_what_ties_others_to_an_erased_person_goes_with_her(register: Register, clock: Clock, person: PersonId) -> None:
    other = PersonId(people.register_person(register, intake=Intake(given="Amal"), by=MAJ).created)
    begun = date(2019, 3, 4)
    with register.change(by=MAJ) as tx:  # as if it had been written long ago: nothing of it keeps her file
        tx.add(Relation("tie", other, RelationKind.SIBLING, begun, other_id=person))
        tx.add(NoContact("warning", other, begun, other_id=person, reason="Bråk"))
        tx.add(HouseholdMember("member", person, "home", begun))
        tx.commit()
    listed = approved_list(register, clock, person)
    assert erasure.carry_out_erasure(register, list_id=listed, by=EVA).erased == 1
    with register.raw_connection() as connection:
        for table in ("relations", "no_contacts", "household_members"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0  # noqa: S608


def test_notes_can_be_deleted_in_no_other_way(register: Register, person: PersonId) -> None:
    listed = erasure.propose_erasure(register, people=[person], by=MAJ).created

    def delete() -> None:
        with register.change(by=MAJ) as tx:
            tx.connection.exec_driver_sql("DELETE FROM notes")

    with pytest.raises(Refused, match=r"register\.append_only"):
        delete()
    with pytest.raises(Refused, match=r"register\.append_only"), register.change(by=MAJ) as tx:
        erasing.erase(tx, listed, [person], b"s" * 32)  # a list nobody else approved lets go of nothing


def test_the_protocol_names_the_rules_and_the_staff_and_no_client(
    register: Register, clock: Clock, person: PersonId
) -> None:
    with register.change(by=MAJ) as tx:
        tx.note(Event("backup.made", register.info.register_id))
        tx.commit()
    listed = erasure.propose_erasure(register, people=[person], by=MAJ).created
    erasure.approve_erasure(register, list_id=listed, by=EVA)
    clock.advance(days=31)
    erasure.carry_out_erasure(register, list_id=listed, by=EVA)
    pdf = erasure.make_protocol(register, list_id=listed, by=EVA)
    words = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    words = " ".join(words.split())
    for told in (
        "Gallringsprotokoll",
        listed,
        "Fem år efter sista anteckningen",
        "16 kap. 1 §",
        "2026-11-21 av Maj Ekholm",
        "2026-11-21 av Eva Lind",
        "2026-12-22 av Eva Lind",
        "är från 2026-11-21",
        "Socialnämnd",
        "DEMO",
    ):
        assert told in words, told
    assert "Samira" not in words
    assert "Haddad" not in words


# An older copy
def older_copy(register: Register, tmp_path: Path) -> Path:
    """Return a copy of the register as it is now."""
    copy = tmp_path / "older.db"
    with register.raw_connection() as connection:
        raw_of(connection).execute("VACUUM INTO ?", (str(copy),))
    return copy


def anchored(path: Path, tmp_path: Path, clock: Clock) -> Register:
    return Register.open(path, key=KEY, clock=clock, anchor=tmp_path / "office.anchor", staff_id=MAJ.id)


def carried_out(tmp_path: Path, open_copy: Open, clock: Clock) -> tuple[Path, Path, PersonId]:
    """Erase somebody in an anchored register; return its file, an older copy that still holds her, and her id."""
    first = open_copy(clock=clock)
    office_with(first)
    person = old_file(first)
    first.close()
    register = anchored(first.path, tmp_path, clock)
    listed = approved_list(register, clock, person)
    copy = older_copy(register, tmp_path)
    erasure.carry_out_erasure(register, list_id=listed, by=EVA)
    register.close()
    return first.path, copy, person


def test_the_record_outside_names_nobody(tmp_path: Path, open_copy: Open, clock: Clock) -> None:
    _, _, person = carried_out(tmp_path, open_copy, clock)
    record = (tmp_path / "office.erasures").read_text(encoding="utf-8")
    assert person not in record
    assert "Samira" not in record
    assert "2019-0001" not in record


def test_an_older_copy_erases_again_before_its_first_row_is_shown(
    tmp_path: Path, open_copy: Open, clock: Clock
) -> None:
    _, copy, person = carried_out(tmp_path, open_copy, clock)
    back = anchored(copy, tmp_path, clock)
    assert [finding.code for finding in back.faults] == ["audit.rolled_back"]  # it is still an older copy
    with back.read() as reader:
        assert reader.connection.execute(select(t.people.c.id).where(t.people.c.id == person)).first() is None
        assert not reader.connection.execute(select(t.notes)).all()
        (row,) = reader.connection.execute(select(t.erasure_lists)).all()
        assert (row.how, row.proposed_by, row.approved_by) == ("carried_out", MAJ.id, EVA.id)
    assert [finding.code for finding in verify(back).findings] == ["audit.rolled_back"]
    back.accept_rollback(by=MAJ)
    assert verify(back).ok
    assert erasure.make_protocol(back, list_id=row.id, by=EVA)
    back.close()
    again = anchored(copy, tmp_path, clock)
    assert not again.faults
    assert erasing.settle(again, by=MAJ) == 0
    again.close()


def test_a_copy_from_before_the_list_knows_it_afterwards(tmp_path: Path, open_copy: Open, clock: Clock) -> None:
    first = open_copy(clock=clock)
    office_with(first)
    person = old_file(first)
    copy = older_copy(first, tmp_path)
    first.close()
    register = anchored(first.path, tmp_path, clock)
    erasure.carry_out_erasure(register, list_id=approved_list(register, clock, person), by=EVA)
    register.close()
    back = anchored(copy, tmp_path, clock)
    assert [row.state for row in erasure.list_erasures(back, by=MAJ)] == ["carried_out"]
    assert erasure.find_erased(back, case_number="2019-0001", by=MAJ) is not None
    back.close()


def test_a_copy_without_the_person_only_learns_of_it(tmp_path: Path, open_copy: Open, clock: Clock) -> None:
    empty = open_copy(clock=clock)
    copy = older_copy(empty, tmp_path)
    office_with(empty)
    person = old_file(empty)
    empty.close()
    register = anchored(empty.path, tmp_path, clock)
    erasure.carry_out_erasure(register, list_id=approved_list(register, clock, person), by=EVA)
    register.close()
    back = anchored(copy, tmp_path, clock)
    assert erasure.find_erased(back, case_number="2019-0001", by=MAJ) is not None
    back.close()


def test_a_damaged_record_is_named_and_the_register_s_own_one_takes_its_place(
    tmp_path: Path, open_copy: Open, clock: Clock
) -> None:
    path, _, _ = carried_out(tmp_path, open_copy, clock)
    record = tmp_path / "office.erasures"
    whole = record.read_bytes()
    for damaged in (
        b"{}",
        b"not json",
        whole.replace(b'"rules"', b'"rulez"'),
        whole.replace(b"five_years", b"two_years"),
    ):
        record.write_bytes(damaged)
        register = anchored(path, tmp_path, clock)
        assert [doubt.code for doubt in register.doubts] == ["erasure.record_damaged"]
        assert erasing.settle(register, by=MAJ) == 0
        register.close()
        assert record.read_bytes() == whole


def test_a_missing_record_is_written_again(tmp_path: Path, open_copy: Open, clock: Clock) -> None:
    path, _, _ = carried_out(tmp_path, open_copy, clock)
    (tmp_path / "office.erasures").unlink()
    anchored(path, tmp_path, clock).close()
    assert (tmp_path / "office.erasures").exists()


def test_a_second_place_is_told_as_well_and_may_be_gone(tmp_path: Path, open_copy: Open, clock: Clock) -> None:
    path, _, _ = carried_out(tmp_path, open_copy, clock)
    second = tmp_path / "usb"
    second.mkdir()
    register = anchored(path, tmp_path, clock)
    register.anchor_in(second)
    assert len(list(second.glob("*.erasures"))) == 1
    assert erasing.settle(register, by=MAJ) == 0
    register.close()
    register = anchored(path, tmp_path, clock)
    register.anchor_in(tmp_path / "not there")
    register.close()


def test_a_record_that_cannot_be_written_is_said(tmp_path: Path, open_copy: Open, clock: Clock) -> None:
    path, _, _ = carried_out(tmp_path, open_copy, clock)
    record = tmp_path / "office.erasures"
    record.unlink()
    record.mkdir()
    with pytest.raises(EnvironmentFault, match=r"erasure\.record_not_written"):
        anchored(path, tmp_path, clock)


def test_a_sweep_that_had_to_wait_is_done_at_closing(
    register: Register, clock: Clock, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = approved_list(register, clock, person)
    with monkeypatch.context() as busy:
        busy.setattr(compartments, "sweep", lambda _connection: False)
        assert not erasure.carry_out_erasure(register, list_id=listed, by=EVA).swept
    with register.raw_connection() as connection:
        raw = raw_of(connection)
        waiting = "SELECT count(*) FROM register_info WHERE key = 'erasure.unswept'"
        assert raw.execute(waiting).fetchone() == (1,)
        erasure_record.sweep_if_due(connection)
        assert raw.execute(waiting).fetchone() == (0,)
