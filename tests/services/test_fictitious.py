"""Fingerade personuppgifter: a new person, known as one to her readers alone, whom nothing leads back from."""

import pytest

from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredName, EnteredNumber, Intake
from caseworker.domain.links import LinkGround
from caseworker.domain.person import NameRole, TokenRole
from caseworker.domain.protection import ProtectionKind
from caseworker.services import identity, linking, people, protection
from caseworker.store import compartments, protection_record
from caseworker.store.engine import read_rows
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA, Open
from tests.services.test_protection import Clock
from tests.services.walls import protect, refused, registered, reveal, with_readers

_ALL = 'SELECT * FROM "{}"'
FICTITIOUS, MARK = ProtectionKind.FICTITIOUS, ProtectionKind.SECRECY_MARK
NEW = Intake(given="Nina", family="Nylund", numbers=(EnteredNumber("dossier", "99-700001"),))


@pytest.fixture
def register(open_copy: Open) -> Register:
    return with_readers(open_copy(clock=Clock()))


def seen(register: Register, person: PersonId) -> tuple[ProtectionKind, ProtectionKind]:
    """How she is protected, in her file and beside it."""
    file = people.open_file(register, person=person, by=MAJ)
    view = protection.read_protection(register, person=person, by=MAJ)
    assert file.protected is not None
    assert view is not None
    return file.protected.kind, view.mark.kind


def test_only_who_has_her_file_open_sees_what_kind_it_is(register: Register) -> None:
    person, other = registered(register, NEW), registered(register, SAMIRA)
    protect(register, person, kind=FICTITIOUS)
    protect(register, other)
    assert seen(register, person) == (MARK, MARK)
    (row,) = people.find_people(register, text="2026-0001", by=MAJ)
    assert row.protected is not None
    assert row.protected.kind is MARK
    reveal(register, person)
    assert seen(register, person) == (FICTITIOUS, FICTITIOUS)
    protection.hide(register, person=person, by=MAJ)
    assert seen(register, person) == (MARK, MARK)
    reveal(register, other)
    assert seen(register, other) == (MARK, MARK)
    # nothing open tells her from another: not the mark, not a sealed field nor its length, not the record outside
    with register.read() as reader:
        sizes = {len(body) for (body,) in read_rows(
            reader.connection, "SELECT body FROM sealed_fields WHERE field = 'kind'"
        )}  # fmt: skip
        assert len(sizes) == 1
        assert {mark.kind for mark in compartments.marks(reader.connection).values()} == {MARK}
        said = read_rows(reader.connection, "SELECT body FROM audit_payloads")
        assert not any(b"fingerade" in body for (body,) in said)
    outside = [path.read_bytes() for path in register.path.parent.rglob("*") if path.is_file()]
    assert outside
    assert not any(b"fingerade" in text for text in outside)
    assert protection_record.missing(register) == ()


def test_a_file_with_anything_from_before_is_no_new_person(register: Register) -> None:
    replaced = registered(register, Intake(given="Nina"))
    for text in ("99-700001", "99-700002"):
        number = EnteredNumber("dossier", text)
        people.add_number(register, person=replaced, number=number, begins=register.today(), by=MAJ)
    spelt = registered(register, Intake(given="Nina", migration_name="NINA"))
    linked, part = registered(register, Intake(given="Nora")), registered(register, Intake(given="Norah"))
    linking.link_people(register, person=linked, other=part, ground=LinkGround.OWN_WORD, by=MAJ)
    for person in (replaced, spelt, linked):
        refused("protection.not_a_new_person", protect, register, person, kind=FICTITIOUS)
    with register.read() as reader:
        assert compartments.marks(reader.connection) == {}


def test_nothing_links_her_to_anybody_and_nothing_older_is_kept(register: Register) -> None:
    person, other = registered(register, NEW), registered(register, SAMIRA)
    protect(register, person, kind=FICTITIOUS)
    link = {"ground": LinkGround.OWN_WORD, "by": MAJ}
    refused("protection.closed", linking.link_people, register, person=person, other=other, **link)
    reveal(register, person)
    refused("link.fictitious", linking.link_people, register, person=person, other=other, **link)
    refused("link.fictitious", linking.link_people, register, person=other, other=person, **link)
    parts = ((TokenRole.GIVEN, "Samira"),)
    for spelling in (EnteredName(NameRole.FORMER, parts), EnteredName(NameRole.LATIN, parts, keeps=True)):
        refused("name.nothing_former", identity.record_name, register, person=person, spelling=spelling, by=MAJ)
    identity.record_name(register, person=person, spelling=EnteredName(NameRole.LATIN, parts), by=MAJ)
    assert [name.full for name in people.open_file(register, person=person, by=MAJ).names] == ["Samira"]
    same = Intake(given="Nina", family="Nylund", numbers=NEW.numbers)
    assert people.find_candidates(register, intake=same, by=MAJ) == ()


def test_the_kind_survives_a_new_key_and_goes_with_the_protection(register: Register) -> None:
    person = registered(register, NEW)
    protect(register, person, kind=FICTITIOUS)
    reveal(register, person)
    protection.unprotect(register, person=person, reason="hon har inte längre skydd", by=MAJ)
    file = people.open_file(register, person=person, by=MAJ)
    assert (file.protected, file.name()) == (None, "Nina Nylund")


def test_everything_told_of_birth_names_numbers_and_ends_is_sealed(register: Register) -> None:
    """What lies open of a protected person after every service about who she is: no word that was typed."""
    from caseworker.domain.endings import EndingKind, EnteredEnding
    from caseworker.domain.intake import EnteredBirth
    from caseworker.services import cases

    person = registered(register, NEW)
    tokens = ((TokenRole.GIVEN, "Kanariefågel"), (TokenRole.FATHER, "Hemligfar"))
    identity.record_name(register, person=person, spelling=EnteredName(NameRole.ALIAS, tokens), by=MAJ)
    identity.record_birth(register, person=person, birth=EnteredBirth("1990", stated="Regntiden"), by=MAJ)
    moved = EnteredEnding(EndingKind.MOVED, "Gömdby", "Källperson", "Skrivet")
    cases.close_case(register, person=person, closed=register.today(), ending=moved, by=MAJ)
    cases.reopen_case(register, person=person, by=MAJ)
    protect(register, person)
    secret = ("Kanariefågel", "Hemligfar", "Regntiden", "Gömdby", "Källperson", "Skrivet", "Nylund", "99-700001")
    _nothing_lies_open(register, secret)
    file = people.open_file(register, person=person, by=MAJ)
    assert [(one.kind, one.place) for one in file.endings] == [("moved", ""), ("returned", "")]
    assert (file.births, file.names) == ((), ())
    ending = EnteredEnding(EndingKind.HANDED_OVER, "Gömdby")
    closing = {"person": person, "closed": register.today(), "by": MAJ}
    refused("protection.closed", cases.close_case, register, ending=ending, **closing)

    reveal(register, person)
    identity.record_birth(register, person=person, birth=EnteredBirth("1991", stated="Torrtiden"), by=MAJ)
    cases.close_case(register, ending=EnteredEnding(EndingKind.HANDED_OVER, "Nygömt"), **closing)  # type: ignore[arg-type]
    _nothing_lies_open(register, (*secret, "Torrtiden", "Nygömt"))
    file = people.open_file(register, person=person, by=MAJ)
    assert [one.stated for one in file.births] == ["Regntiden", "Torrtiden"]
    assert [one.place for one in file.endings] == ["Gömdby", "", "Nygömt"]
    assert next(name.tokens for name in file.names if name.role == "alias")[1] == ("father", "Hemligfar")

    protection.unprotect(register, person=person, reason="skyddet är slut", by=MAJ)
    file = people.open_file(register, person=person, by=MAJ)
    assert [one.stated for one in file.births] == ["Regntiden", "Torrtiden"]
    assert [one.place for one in file.endings] == ["Gömdby", "", "Nygömt"]


def _nothing_lies_open(register: Register, words: tuple[str, ...]) -> None:
    named = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    with register.read() as reader:
        said = {
            table: " ".join(
                _as_text(value) for row in read_rows(reader.connection, _ALL.format(table)) for value in row
            )
            for (table,) in read_rows(reader.connection, named)
            if not table.endswith("_docsize")
        }
    assert {(table, word) for table, text in said.items() for word in words if word.casefold() in text} == set()


def _as_text(value: object) -> str:
    return (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)).casefold()
