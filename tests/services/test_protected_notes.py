"""The journal of a protected person: every word of it sealed, also of what is not signed, and never found."""

from collections.abc import Callable
from datetime import date

import pytest

from caseworker.domain.ids import NoteId, PersonId
from caseworker.domain.notes import EnteredNote, NoteKind
from caseworker.domain.rows import NoteRow
from caseworker.errors import Refused
from caseworker.services import derived, note_search, notes, people, protection
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_protection import ALI, Ring
from tests.services.walls import protect, reveal

TODAY = date(2026, 11, 21)
SAID = EnteredNote("Hon flydde", NoteKind.STATEMENT, "Fastern", interpreter="Tolk Parwana", interpreter_time="45 min")


@pytest.fixture
def ring(register: Register) -> Ring:
    ring = Ring(MAJ)
    register.compartments.keyring = ring
    with register.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    return ring


@pytest.fixture
def person(register: Register, ring: Ring) -> PersonId:
    return PersonId(people.register_person(register, intake=SAMIRA, by=ring.user).created)


def keep(register: Register, person: PersonId, entered: EnteredNote = SAID) -> NoteId:
    return NoteId(notes.keep_note(register, person=person, entered=entered, by=MAJ).created)


def journal(register: Register, person: PersonId) -> tuple[NoteRow, ...]:
    return people.open_file(register, person=person, by=MAJ).notes


def open_words(register: Register) -> set[str]:
    """Return every word of notes and disputes that lies in an open column or in the index."""
    with register.raw_connection() as connection:
        rows = connection.exec_driver_sql(
            "SELECT text || stated_by || interpreter FROM notes UNION SELECT text FROM note_disputes "
            "UNION SELECT words FROM note_words"
        )
        return {word for word in rows.scalars() if word}


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as fault:
        act()
    return fault.value.code


def test_everything_said_in_the_journal_is_sealed_and_comes_back(register: Register, person: PersonId) -> None:
    signed = keep(register, person)
    notes.sign_note(register, note=signed, by=MAJ)
    notes.dispute_note(register, note=signed, text="Det var jag inte", by=MAJ)
    keep(register, person, EnteredNote("Halvskrivet", interpreter="Tolk 7"))
    before = journal(register, person)
    assert len(note_search.find_notes(register, text="flydde", by=MAJ)) == 1

    protect(register, person)
    assert open_words(register) == set()
    assert [(one.text, one.stated_by, one.interpreter) for one in journal(register, person)] == [("", "", "")] * 2
    assert note_search.find_notes(register, text="flydde", by=MAJ) == ()
    reveal(register, person)
    assert journal(register, person) == before
    assert note_search.find_notes(register, text="flydde", by=MAJ) == ()
    assert derived.rebuild_derived(register, by=MAJ).differed == ()
    assert open_words(register) == set()

    protection.unprotect(register, person=person, reason="hotet är över", by=MAJ)
    assert journal(register, person) == before
    assert len(note_search.find_notes(register, text="flydde", by=MAJ)) == 1


def test_what_is_typed_and_signed_while_open_never_lies_in_the_open(register: Register, person: PersonId) -> None:
    protect(register, person)
    reveal(register, person)
    for text in ("H", "Hon", "Hon flydde hit"):
        note = keep(register, person, EnteredNote(text, NoteKind.STATEMENT, "Fastern"))
        assert open_words(register) == set()
    notes.sign_note(register, note=note, by=MAJ)
    notes.dispute_note(register, note=note, text="Nej", by=MAJ)
    assert open_words(register) == set()
    (row,) = journal(register, person)
    assert (row.text, row.stated_by, [one.text for one in row.disputes]) == ("Hon flydde hit", "Fastern", ["Nej"])
    assert row.signed is not None
    with register.raw_connection() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM audit_payloads").scalars().all()
    assert not any(b"flydde" in body for body in bodies)


def test_a_note_thrown_away_leaves_no_sealed_field(register: Register, person: PersonId) -> None:
    protect(register, person)
    reveal(register, person)
    notes.discard_note(register, note=keep(register, person), by=MAJ)
    with register.raw_connection() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM sealed_fields WHERE field = 'note'").scalar_one()
    assert left == 0


def test_closed_nothing_is_kept_signed_or_thrown_away(register: Register, person: PersonId) -> None:
    note = keep(register, person)
    protect(register, person)
    acts: tuple[Callable[[], object], ...] = (
        lambda: keep(register, person),
        lambda: notes.sign_note(register, note=note, by=MAJ),
        lambda: notes.discard_note(register, note=note, by=MAJ),
        lambda: notes.dispute_note(register, note=note, text="Nej", by=MAJ),
    )
    assert {refused(act) for act in acts} == {"protection.closed"}
    reveal(register, person)
    assert [one.text for one in journal(register, person)] == ["Hon flydde"]
