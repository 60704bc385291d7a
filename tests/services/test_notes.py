"""The journal: what is typed is kept, only its author signs it, and who may see what is not signed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.case import AssignmentKind
from caseworker.domain.ids import NoteId, PersonId, StaffId
from caseworker.domain.intake import Intake
from caseworker.domain.notes import EnteredNote, NoteKind
from caseworker.domain.rows import NoteRow
from caseworker.errors import Refused
from caseworker.services import access, derived, note_search, notes, people, staff, today, undoing
from caseworker.store import compartments
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA, Open

TODAY = date(2026, 11, 21)
EVA = User(StaffId("0192f0c0-0000-7000-8000-0000000000e1"), "Eva Lind", frozenset({Role.CASEWORKER}))
ALI = User(StaffId("0192f0c0-0000-7000-8000-0000000000a1"), "Ali Berg", frozenset({Role.CASEWORKER}))
HEAD = User(StaffId("0192f0c0-0000-7000-8000-0000000000c1"), "Inger Dahlgren", frozenset({Role.UNIT_MANAGER}))


class Clock:
    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(open_copy: Open, clock: Clock) -> Register:
    register = open_copy(clock=clock)
    with register.change(by=MAJ) as tx:
        for one in (EVA, ALI, HEAD):
            tx.put_staff(one)
        tx.commit()
    return register


@pytest.fixture
def samira(register: Register) -> PersonId:
    """Her case is Eva's."""
    return PersonId(people.register_person(register, intake=SAMIRA, by=EVA).created)


def journal(register: Register, person: PersonId, by: User) -> tuple[NoteRow, ...]:
    return people.open_file(register, person=person, by=by).notes


def kept(
    register: Register, person: PersonId, text: str = "Hon kom till mötet.", by: User = EVA, **more: object
) -> NoteId:
    entered = EnteredNote(text, **more)  # type: ignore[arg-type]
    return NoteId(notes.keep_note(register, person=person, entered=entered, by=by).created)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as fault:
        act()
    return fault.value.code


def logged(register: Register, area: str = "note.") -> list[str]:
    with register.raw_connection() as connection:
        rows = connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq").scalars()
        return [action for action in rows if action.startswith(area)]


# Writing
def test_what_is_typed_is_one_note_in_the_journal_and_two_rows_in_the_log(register: Register, samira: PersonId) -> None:
    note = kept(register, samira, "H")
    for length in range(2, 30):
        assert kept(register, samira, "Hon kom till mötet i dag och berättade"[:length]) == note
    (row,) = journal(register, samira, EVA)
    assert (row.id, row.text, row.signed, row.author) == (note, "Hon kom till mötet i dag och ", None, "Eva Lind")
    notes.sign_note(register, note=note, by=EVA)
    assert logged(register) == ["note.begun", "note.signed"]


def test_signing_keeps_name_role_and_time_whatever_becomes_of_the_colleague(
    register: Register, samira: PersonId, clock: Clock
) -> None:
    note = kept(
        register, samira, kind=NoteKind.STATEMENT, stated_by="Skolan", interpreter="T 14", interpreter_time="45"
    )
    clock.now += timedelta(minutes=5)
    changes = notes.sign_note(register, note=note, by=EVA)
    assert changes.people == {samira}
    with register.change(by=MAJ) as tx:
        tx.put_staff(User(EVA.id, "Eva Berg", frozenset({Role.UNIT_MANAGER})))
        tx.commit()
    (row,) = journal(register, samira, MAJ)
    assert (row.author, row.signed_role, row.signed, row.written) == ("Eva Lind", "caseworker", clock.now, clock.now)
    assert (row.kind, row.stated_by, row.interpreter, row.interpreter_time) == ("statement", "Skolan", "T 14", "45 min")
    assert row.begun == NOW


def test_only_its_author_signs_changes_or_throws_away_a_note(register: Register, samira: PersonId) -> None:
    note = kept(register, samira)
    for other in (HEAD, MAJ):
        assert refused(partial(notes.sign_note, register, note=note, by=other)) == "note.not_yours"
        assert refused(partial(notes.discard_note, register, note=note, by=other)) == "note.not_yours"
    own = kept(register, samira, "Mitt eget", by=HEAD)
    assert own != note
    (mine, evas) = journal(register, samira, HEAD)
    assert (mine.text, evas.text) == ("Mitt eget", "Hon kom till mötet.")


def test_a_signed_note_is_neither_signed_again_nor_changed_nor_thrown_away(
    register: Register, samira: PersonId
) -> None:
    note = kept(register, samira)
    notes.sign_note(register, note=note, by=EVA)
    assert refused(lambda: notes.sign_note(register, note=note, by=EVA)) == "note.signed"
    assert refused(lambda: notes.discard_note(register, note=note, by=EVA)) == "note.signed"
    assert kept(register, samira, "En ny") != note
    assert [row.text for row in journal(register, samira, EVA)] == ["En ny", "Hon kom till mötet."]
    assert refused(lambda: notes.sign_note(register, note=NoteId("none"), by=EVA)) == "note.unknown"


def test_what_signing_refuses_stays_in_the_journal(register: Register, samira: PersonId) -> None:
    note = kept(register, samira, happened_on=TODAY + timedelta(days=1))
    assert refused(lambda: notes.sign_note(register, note=note, by=EVA)) == "note.in_future"
    (row,) = journal(register, samira, EVA)
    assert (row.id, row.signed) == (note, None)


def test_an_emptied_note_is_thrown_away_and_the_log_says_only_that(register: Register, samira: PersonId) -> None:
    assert notes.keep_note(register, person=samira, entered=EnteredNote("  "), by=EVA).created == ""
    kept(register, samira)
    assert notes.keep_note(register, person=samira, entered=EnteredNote(" \n"), by=EVA).created == ""
    assert journal(register, samira, EVA) == ()
    note = kept(register, samira)
    assert notes.discard_note(register, note=note, by=EVA).people == {samira}
    assert logged(register) == ["note.begun", "note.discarded"] * 2
    with register.raw_connection() as connection:
        told = connection.exec_driver_sql("SELECT body FROM audit_payloads").scalars().all()
    assert not any("Hon kom" in body.decode() for body in told)


def test_a_correction_names_a_signed_note_of_the_same_journal(register: Register, samira: PersonId) -> None:
    first = NoteId(notes.write_note(register, person=samira, text="Två veckor", happened_on=TODAY, by=EVA).created)
    right = kept(register, samira, "Tre veckor", corrects=first)
    assert refused(lambda: kept(register, samira, "x", by=MAJ, corrects=right)) == "note.unsigned"
    notes.sign_note(register, note=right, by=EVA)
    newest, oldest = journal(register, samira, EVA)
    assert (newest.corrects, oldest.text) == (first, "Två veckor")
    other = PersonId(people.register_person(register, intake=Intake(given="Dawit"), by=EVA).created)
    assert refused(lambda: kept(register, other, "x", corrects=first)) == "note.unknown"


def test_what_the_person_says_is_wrong_stands_beside_the_note(register: Register, samira: PersonId) -> None:
    note = NoteId(notes.write_note(register, person=samira, text="Hon kom sent", happened_on=TODAY, by=EVA).created)
    for text in ("Jag kom i tid.", "Det var en tisdag."):
        assert notes.dispute_note(register, note=note, text=f" {text} ", by=MAJ).people == {samira}
    (row,) = journal(register, samira, EVA)
    assert [(said.text, said.recorded_name) for said in row.disputes] == [
        ("Jag kom i tid.", "Maj Ekholm"), ("Det var en tisdag.", "Maj Ekholm"),
    ]  # fmt: skip
    assert row.text == "Hon kom sent"
    assert refused(lambda: notes.dispute_note(register, note=note, text=" ", by=MAJ)) == "note.empty"
    typing = kept(register, samira)
    assert refused(lambda: notes.dispute_note(register, note=typing, text="Nej", by=EVA)) == "note.unsigned"


# Who sees what is not signed
def test_unsigned_notes_are_for_those_who_work_with_the_case_and_the_head(register: Register, samira: PersonId) -> None:
    note = kept(register, samira)
    seen = {by.name: [row.id for row in journal(register, samira, by)] for by in (EVA, HEAD, ALI)}
    assert seen == {"Eva Lind": [note], "Inger Dahlgren": [note], "Ali Berg": []}
    assert refused(lambda: notes.discard_note(register, note=note, by=ALI)) == "access.out_of_reach"
    access.assign(register, person=samira, staff=ALI.id, kind=AssignmentKind.CO_ASSIGNED, begins=TODAY, by=HEAD)
    assert [row.id for row in journal(register, samira, ALI)] == [note]
    notes.sign_note(register, note=note, by=EVA)
    access.release(register, person=samira, staff=ALI.id, by=HEAD)
    assert [row.id for row in journal(register, samira, ALI)] == [note]


def test_the_head_of_another_unit_sees_no_unsigned_note_with_a_look_in_need(
    register: Register, samira: PersonId
) -> None:
    kept(register, samira)
    head = User(HEAD.id, HEAD.name, HEAD.roles, unit="Enhet Syd")
    access.open_in_need(register, person=samira, reason="Hon ringde och var rädd", by=head)
    assert journal(register, samira, head) == ()


# Idag
def waiting(register: Register, by: User) -> list[tuple[str, date | None, dict[str, str]]]:
    rows = (row.waiting for row in today.read_today(register, by=by).rows)
    return [(one.code, one.due, dict(one.params)) for one in rows if one.code.startswith("note.")]


def test_after_three_working_days_its_author_and_the_head_are_asked(
    register: Register, samira: PersonId, clock: Clock
) -> None:
    clock.now = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)  # a Thursday
    note = kept(register, samira)
    clock.now = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    assert waiting(register, EVA) == waiting(register, HEAD) == []
    clock.now = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # Tuesday in Sweden
    due, told = date(2026, 11, 24), {"who": "Eva Lind", "since": "2026-11-19"}
    assert waiting(register, EVA) == [("note.unsigned", due, told)]
    assert waiting(register, HEAD) == [("note.of_colleague", due, told)]
    assert waiting(register, ALI) == []
    (row,) = [row for row in today.read_today(register, by=EVA).rows if row.waiting.code == "note.unsigned"]
    assert row.waiting.place == ("person", f"{samira}/notes/{note}")
    assert row.person is not None
    assert row.person.name == "Samira Haddad"
    notes.sign_note(register, note=note, by=EVA)
    assert waiting(register, EVA) == waiting(register, HEAD) == []


def test_when_the_author_has_gone_the_head_is_told_at_once_and_writes_her_own(
    register: Register, samira: PersonId, clock: Clock
) -> None:
    note = kept(register, samira)
    access.employ(register, staff=EVA.id, begins=TODAY, ends=TODAY, by=HEAD)
    assert waiting(register, HEAD) == []
    clock.now += timedelta(days=1)
    assert waiting(register, HEAD) == [("note.author_left", TODAY, {"who": "Eva Lind", "since": "2026-11-21"})]
    assert refused(lambda: notes.sign_note(register, note=note, by=HEAD)) == "note.not_yours"
    kept(register, samira, "Eva skrev att hon kom.", by=HEAD)


def test_a_closed_account_is_one_that_has_gone(register: Register, samira: PersonId) -> None:
    kept(register, samira)
    staff.end_colleague(register, colleague=EVA.id, by=MAJ)
    assert [code for code, *_ in waiting(register, HEAD)] == ["note.author_left"]


# Searching
def found(register: Register, text: str, by: User = EVA) -> list[str]:
    return [one.snippet for one in note_search.find_notes(register, text=text, by=by)]


def test_signed_notes_are_found_by_their_words_and_each_look_is_logged(register: Register, samira: PersonId) -> None:
    notes.write_note(register, person=samira, text="Remiss till tandläkaren i Malmö", happened_on=TODAY, by=EVA)
    kept(register, samira, "Tandläkaren ringde")
    (hit,) = note_search.find_notes(register, text="TANDLÄK malmö", by=ALI)
    assert (hit.person.id, hit.person.name, hit.happened_on) == (samira, "Samira Haddad", TODAY)
    assert hit.snippet == "Remiss till tandläkaren i Malmö"
    assert logged(register, "note.found") == ["note.found"]
    assert found(register, "tandlakaren") == found(register, " ") == found(register, "okänt") == []
    assert logged(register, "search.") == ["search.settled"] * 3
    with register.raw_connection() as connection:
        bodies = connection.exec_driver_sql(
            "SELECT body FROM audit_payloads JOIN audit USING (seq) WHERE action IN ('search.settled', 'note.found')"
        )
        assert not any("alm" in body.decode() for body in bodies.scalars())


def test_words_beyond_reach_are_not_found(register: Register, samira: PersonId) -> None:
    notes.write_note(register, person=samira, text="Remiss", happened_on=TODAY, by=EVA)
    stranger = User(ALI.id, ALI.name, ALI.roles, unit="Enhet Syd")
    assert found(register, "remiss", stranger) == []
    assert logged(register, "note.found") == []


def test_no_more_than_fifty_are_found_those_signed_last_first(register: Register, samira: PersonId) -> None:
    for number in range(52):
        notes.write_note(register, person=samira, text=f"Samtal {number}", happened_on=TODAY, by=EVA)
    hits = found(register, "samtal")
    assert len(hits) == note_search.MOST_FOUND
    assert hits[0] == "Samtal 51"
    assert found(register, '"samtal" OR NEAR(*') == []
    assert len(found(register, "samtal \u202e 7")) == 1


def test_the_index_is_made_anew_from_the_journal(register: Register, samira: PersonId) -> None:
    notes.write_note(register, person=samira, text="Remiss till tandläkaren", happened_on=TODAY, by=EVA)
    notes.write_note(register, person=samira, text="Samtal", happened_on=TODAY, by=EVA)
    with register.change(by=MAJ) as tx:
        run = tx.connection.exec_driver_sql
        run("DELETE FROM note_numbers WHERE no = 1")
        run("UPDATE note_words SET words = 'annat' WHERE rowid = 2")
        run("INSERT INTO note_words (rowid, words) VALUES (77, 'ingens')")
        tx.commit()
    differed = {one.table: one.rows for one in derived.rebuild_derived(register, by=MAJ).differed}
    assert differed["note_numbers"] == 3
    assert found(register, "tandläk") == ["Remiss till tandläkaren"]
    assert found(register, "annat") == found(register, "ingens") == []
    assert derived.rebuild_derived(register, by=MAJ).differed == ()


def test_the_numbers_of_the_index_stay_when_the_file_is_swept(register: Register, samira: PersonId) -> None:
    for text in ("Ett", "Två", "Tre"):
        notes.write_note(register, person=samira, text=text, happened_on=TODAY, by=EVA)
    gone = kept(register, samira)
    notes.discard_note(register, note=gone, by=EVA)
    with register.raw_connection() as connection:
        assert compartments.sweep(connection)
    assert [found(register, text) for text in ("ett", "två", "tre")] == [["Ett"], ["Två"], ["Tre"]]


def test_what_was_thrown_away_can_be_taken_back_by_its_author(register: Register, samira: PersonId) -> None:
    note = kept(register, samira)
    notes.discard_note(register, note=note, by=EVA)
    assert undoing.list_steps(register, by=HEAD).done == ()
    step = undoing.list_steps(register, by=EVA).done[0]
    assert step.what == "draft_removed"
    undoing.undo_step(register, step=step.id, by=EVA)
    assert [(row.id, row.text, row.signed) for row in journal(register, samira, EVA)] == [
        (note, "Hon kom till mötet.", None)
    ]
    notes.sign_note(register, note=note, by=EVA)
    (again,) = undoing.list_steps(register, by=EVA).undone
    assert refused(lambda: undoing.redo_step(register, step=again.id, by=EVA)) == "undo.changed_since"
