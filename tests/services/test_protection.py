"""Protecting a person: what stays open, who may look, and that nothing new of hers is ever written in the open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import InterventionId, PersonId, StaffId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.domain.intervention import InterventionState
from caseworker.domain.person import Sex
from caseworker.domain.protection import ProtectionKind, age_band, age_edge
from caseworker.errors import EnvironmentFault, Refused
from caseworker.messages import describe
from caseworker.services import (
    access,
    counts,
    drafts,
    interventions,
    letterhead,
    letters,
    notes,
    people,
    protection,
    status,
    trust,
)
from caseworker.services.interventions import EnteredIntervention
from caseworker.services.letterhead import OfficeLetterhead
from caseworker.store import compartments, pairing, sealing
from caseworker.store import tables as t
from caseworker.store.engine import raw_of
from caseworker.store.erasing import erase
from caseworker.store.findings import Finding
from caseworker.store.register import Register
from caseworker.store.verify import verify
from caseworker.vault.values import open_value, seal_value
from tests.services import erasing
from tests.services.conftest import KEY, MAJ, NOW, SAMIRA, Open
from tests.services.test_letterhead import drawing, pictures_in

ALI = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Ali Berg", frozenset(Role))
EVA = User(StaffId("0192f0c0-0000-7000-8000-000000000003"), "Eva Lind", frozenset(Role))
MARK = ProtectionKind.SECRECY_MARK
ADDRESS = EnteredAddress(street="Hemliga gatan 7", postcode="123 45", city="Lövåsa")


@dataclass
class Ring:
    """A keyring as the vault would be for ``user``: the same keys, opened by another."""

    user: User
    keys: dict[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)

    def seal(self, name: str, key: bytes, staff: Iterable[str]) -> None:
        self.keys[name] = (key, tuple(staff))

    def leave(self, *gone: User) -> None:
        """Take every key from these, as the vault does when somebody's access ends."""
        left = {user.id for user in gone}
        for name, (key, staff) in self.keys.items():
            self.keys[name] = (key, tuple(one for one in staff if one not in left))

    def unseal(self, name: str) -> bytes | None:
        key, staff = self.keys[name]
        return key if self.user.id in staff else None

    def holders(self, name: str) -> tuple[str, ...]:
        return self.keys[name][1]

    def able(self, staff: Iterable[str]) -> tuple[str, ...]:
        return tuple(staff)

    def drop(self, name: str) -> None:
        del self.keys[name]


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Desk:
    """A register with a person in it, and whoever sits at it."""

    register: Register
    clock: Clock
    ring: Ring
    person: PersonId

    def sit(self, user: User) -> User:
        self.ring.user = user
        return user

    def protect(self, *household: PersonId) -> protection.Protection:
        return protection.protect(
            self.register,
            person=self.person,
            kind=MARK,
            readers=[MAJ.id, ALI.id],
            household=household,
            by=self.sit(MAJ),
        )

    def reveal(self, by: User = MAJ) -> None:
        protection.reveal(self.register, person=self.person, reason="möte", by=self.sit(by))


def registered(register: Register, intake: Intake = SAMIRA) -> PersonId:
    return PersonId(people.register_person(register, intake=intake, by=MAJ).created)


@pytest.fixture
def desk(open_copy: Open) -> Desk:
    clock = Clock()
    register = open_copy(clock=clock)
    with register.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.put_staff(EVA)
        tx.commit()
    ring = Ring(MAJ)
    register.compartments.keyring = ring
    person = registered(register)
    people.move_to_address(register, person=person, address=ADDRESS, begins=date(2026, 1, 2), by=MAJ)
    notes.write_note(register, person=person, text="Syster bor i Malmö", happened_on=date(2026, 3, 1), by=MAJ)
    added = interventions.add_intervention(
        register, person=person, entered=EnteredIntervention("sfi-anmalan", outcome="Godkänt hos Nora"), by=MAJ
    )
    assert added.created
    return Desk(register, clock, ring, person)


def test_a_protected_person_is_a_case_number_an_age_band_and_a_status(desk: Desk) -> None:
    desk.protect()
    row = people.list_people(desk.register, offset=0, limit=10, by=EVA)[0]
    assert (row.name, row.original_name, row.number, row.born) == ("", "", "", None)
    assert row.protected is not None
    assert row.protected.kind is MARK
    assert row.protected.age_from == 30
    assert row.sex == "woman"
    assert row.status == "ASYL"
    assert row.caseworker == "Maj Ekholm"
    for sought in ("Samira", "haddad", "سميرة", "2382", "19880314", "0701740611"):
        assert people.find_people(desk.register, text=sought, by=MAJ) == ()
    assert [hit.id for hit in people.find_people(desk.register, text=row.case_number, by=EVA)] == [desk.person]


def test_her_file_is_closed_until_a_reader_says_why_and_closes_by_itself(desk: Desk) -> None:
    before = people.open_file(desk.register, person=desk.person, by=MAJ)
    desk.protect()
    closed = people.open_file(desk.register, person=desk.person, by=MAJ)
    assert (closed.names, closed.identifiers, closed.addresses, closed.contacts) == ((), (), (), ())
    assert closed.born is None
    assert [note.text for note in closed.notes] == [""]
    assert [one.outcome for one in closed.interventions] == [""]
    assert closed.statuses == before.statuses
    with pytest.raises(Refused) as without:
        protection.reveal(desk.register, person=desk.person, reason="  ", by=MAJ)
    assert without.value.code == "protection.reason_missing"

    opened = protection.reveal(desk.register, person=desk.person, reason="möte i dag", by=MAJ)
    assert opened.protected is not None
    assert opened.protected.open_until == NOW + timedelta(minutes=5)
    kept = {"log": (), "protected": None, "version": 0}
    assert replace(opened, **kept) == replace(before, **kept)  # type: ignore[arg-type]
    assert people.open_file(desk.register, person=desk.person, by=MAJ).names == before.names
    assert people.open_file(desk.register, person=desk.person, by=ALI).names == ()

    desk.clock.now += timedelta(minutes=5)
    assert people.open_file(desk.register, person=desk.person, by=MAJ).names == ()
    desk.reveal()
    protection.hide(desk.register, person=desk.person, by=MAJ)
    assert people.open_file(desk.register, person=desk.person, by=MAJ).names == ()
    protection.hide(desk.register, person=registered(desk.register, Intake(given="Öppen")), by=MAJ)


def test_who_is_not_a_reader_is_told_who_is(desk: Desk) -> None:
    desk.protect()
    with pytest.raises(Refused) as fault:
        desk.reveal(EVA)
    assert fault.value.code == "protection.not_reader"
    assert fault.value.params["readers"] == "Ali Berg, Maj Ekholm"
    view = protection.read_protection(desk.register, person=desk.person, by=EVA)
    assert view is not None
    assert (view.readers, view.may_read, view.last_look, view.proposal) == (
        ("Ali Berg", "Maj Ekholm"),
        False,
        None,
        None,
    )
    desk.reveal(ALI)
    view = protection.read_protection(desk.register, person=desk.person, by=ALI)
    assert view is not None
    assert view.may_read
    assert view.mark.open_until == NOW + timedelta(minutes=5)
    assert view.last_look is not None
    assert view.last_look.who == "Ali Berg"


def test_lists_show_her_masked_to_everybody_also_while_a_reader_has_her_open(desk: Desk) -> None:
    number = people.open_file(desk.register, person=desk.person, by=MAJ).case_number
    desk.protect()
    other = registered(desk.register, Intake(given="Öppen", family="Granne"))
    desk.reveal(MAJ)
    locum = User(EVA.id, EVA.name, frozenset({Role.LOCUM}), until=date(2027, 1, 1))
    manager = User(EVA.id, EVA.name, frozenset({Role.UNIT_MANAGER}))
    for by in (MAJ, ALI, EVA, manager):
        rows = {row.id: row for row in people.list_people(desk.register, offset=0, limit=10, by=by)}
        assert set(rows) == {desk.person, other}
        hers = rows[desk.person]
        assert hers.protected is not None
        assert hers.case_number == number
        assert (hers.name, hers.original_name, hers.number, hers.born) == ("", "", "", None)
        assert rows[other].name == "Öppen Granne"
        for sought in ("Samira", "2382", "0701740611", "1988"):
            assert people.find_people(desk.register, text=sought, by=by) == ()
        (found,) = people.find_people(desk.register, text=number, by=by)
        assert (found.id, found.name, found.number) == (desk.person, "", "")
    assert people.list_people(desk.register, offset=0, limit=10, by=locum) == ()  # neither is hers
    assert people.find_people(desk.register, text=number, by=locum) == ()


def test_nobody_who_is_entered_or_paired_meets_her(desk: Desk) -> None:
    assert people.find_candidates(desk.register, intake=SAMIRA, by=MAJ)
    desk.protect()
    twice = registered(desk.register, replace(SAMIRA, numbers=()))
    desk.reveal(MAJ)  # not even while a reader has her open
    for by in (MAJ, ALI, EVA):
        found = people.find_candidates(desk.register, intake=SAMIRA, by=by)
        assert {one.person.id for one in found} == {twice}
    with desk.register.read() as reader:
        assert list(pairing.candidate_pairs(reader.connection)) == []


def test_a_look_in_need_does_not_open_her_and_says_who_can(desk: Desk) -> None:
    desk.protect()
    with pytest.raises(Refused) as need:
        access.open_in_need(desk.register, person=desk.person, reason="Hon ringde och var rädd", by=EVA)
    assert need.value.code == "access.protected"
    assert describe(need.value, str).do == "Those who can open her details are: Ali Berg, Maj Ekholm."
    assert access.list_looks_in_need(desk.register, by=MAJ) == ()


def test_two_readers_are_needed_and_keys_must_be_at_hand(desk: Desk) -> None:
    for readers in ([], [MAJ.id], [MAJ.id, MAJ.id]):
        with pytest.raises(Refused) as fault:
            protection.protect(desk.register, person=desk.person, kind=MARK, readers=readers, by=MAJ)
        assert fault.value.code == "protection.two_readers"
    desk.register.compartments.keyring = None
    with pytest.raises(Refused) as missing:
        desk.protect()
    assert missing.value.code == "protection.no_keys"


def test_a_household_is_sealed_whole_or_not_at_all(desk: Desk) -> None:
    child = registered(desk.register, Intake(given="Noor", family="Haddad", born=date(2018, 5, 5), sex=Sex.WOMAN))
    desk.protect(child)
    with desk.register.read() as reader:
        marks = compartments.marks(reader.connection)
    assert {marks[desk.person].compartment} == {marks[child].compartment}
    assert marks[child].age_from == 6
    stranger = registered(desk.register, Intake(given="Utan", family="Skydd"))
    with pytest.raises(Refused) as fault:
        protection.protect(
            desk.register, person=stranger, kind=MARK, readers=[MAJ.id, ALI.id], household=[child], by=MAJ
        )
    assert fault.value.code == "protection.already"
    assert len(desk.ring.keys) == 1  # the key of what failed is dropped
    assert protection.read_protection(desk.register, person=stranger, by=MAJ) is None
    assert people.open_file(desk.register, person=stranger, by=MAJ).name() == "Utan Skydd"
    desk.register.compartments.keyring = None
    view = protection.read_protection(desk.register, person=child, by=MAJ)
    assert view is not None
    assert view.readers == ("Ali Berg", "Maj Ekholm")  # as the register remembers


def test_what_left_the_program_is_listed(desk: Desk) -> None:
    letters.issue_letter(
        desk.register,
        person=desk.person,
        sheet=letters.list_sheets(desk.register, by=MAJ)[0].id,
        language="sv",
        how="printed",
        by=MAJ,
    )
    done = desk.protect()
    assert done.swept
    assert [(left.what, left.day, left.who) for left in done.leftovers] == [
        ("printed", date(2026, 11, 21), "Maj Ekholm"),
        ("backups", date(2027, 11, 21), ""),
    ]


def test_copies_beside_the_register_are_removed_or_told_of(desk: Desk) -> None:
    folder = desk.register.path.parent
    kept, aside = folder / "register.schema-1.db", folder / "aside-20261101T120000Z"
    kept.write_bytes(b"an older register under the same key")
    aside.mkdir()
    (aside / "register.db").write_bytes(b"another")
    assert "set_aside" in [left.what for left in desk.protect().leftovers]
    assert not kept.exists()
    assert (aside / "register.db").exists()  # what a restore set aside is never deleted


def test_a_backup_of_a_leap_day_is_kept_a_whole_year(desk: Desk) -> None:
    desk.clock.now = datetime(2028, 2, 29, 10, tzinfo=UTC)
    assert desk.protect().leftovers[-1].day == date(2029, 3, 1)


def test_a_letter_is_made_only_while_she_is_open_and_never_shows_her_address_or_the_unit(desk: Desk) -> None:
    def made() -> list[str]:
        pdf = letters.issue_letter(
            desk.register, person=desk.person, sheet="valkommen", language="sv", how="saved", by=MAJ
        ).pdf
        assert not pictures_in(pdf), "the logo tells from whom"
        return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]

    def refusal() -> str:
        with pytest.raises(Refused) as fault:
            made()
        with pytest.raises(Refused) as seen:
            letters.preview_letter(
                desk.register, person=desk.person, sheet="valkommen", language="sv", scale=0.2, by=MAJ
            )
        assert fault.value.code == seen.value.code
        return fault.value.code

    before = people.open_file(desk.register, person=desk.person, by=MAJ)
    number = next(one.value for one in before.identifiers if one.type == "personnummer")
    streets = [one.street for one in before.addresses]
    assert streets
    desk.protect()
    assert refusal() == "protection.no_letter"
    desk.reveal()
    assert refusal() == "letter.no_forwarding"
    head = OfficeLetterhead(
        phone="018-1", sender="Box 1, 753 20 Uppsala", forwarding="Skatteverket, Box 2, 111 11 Staden"
    )
    letterhead.save_letterhead(desk.register, head=head, by=MAJ)
    letterhead.save_logo(desk.register, content=drawing("PNG"), by=MAJ)
    outer, back, inner, *_rest = made()
    assert not back.strip(), "nothing of the letter is printed on the back of the outer sheet"
    assert outer.split() == ["Box", "1", "753", "20", "Uppsala", "Skatteverket", "Box", "2", "111", "11", "Staden"]
    assert inner.index(number) < inner.index("Till ")
    assert "Box 1" in inner
    for page in (outer, inner, *_rest):
        assert not [street for street in streets if street in page]
        assert desk.register.info.office_name not in page.split("Till ")[0]
    saved = [line for line in people.open_file(desk.register, person=desk.person, by=MAJ).log if "saved" in line.action]
    assert saved[0].action == "letter.saved"
    protection.hide(desk.register, person=desk.person, by=MAJ)
    assert refusal() == "protection.no_letter"


def writes(desk: Desk) -> dict[str, object]:
    """Return every write that touches something sealed, ready to be called."""
    register, person, today = desk.register, desk.person, date(2026, 11, 21)
    moved = people.open_file(register, person=person, by=MAJ).interventions[0].id
    version = people.open_file(register, person=person, by=MAJ).version
    return {
        "contact": lambda: people.add_contact(
            register, person=person, kind=ContactKind.PHONE, value="070-174 06 22", by=MAJ
        ),
        "address": lambda: people.move_to_address(
            register, person=person, address=replace(ADDRESS, street="Nya gömstället 3"), begins=today, by=MAJ
        ),
        "number": lambda: people.add_number(
            register, person=person, number=EnteredNumber("lma", "99-999123"), begins=today, by=MAJ
        ),
        "correct": lambda: people.correct_person(
            register,
            person=person,
            version=version,
            intake=replace(SAMIRA, given="Selma", born=date(1989, 4, 5)),
            by=MAJ,
        ),
        "note": lambda: notes.write_note(register, person=person, text="Ny hemlighet", happened_on=today, by=MAJ),
        "intervention": lambda: interventions.add_intervention(
            register, person=person, entered=EnteredIntervention("sfi-anmalan", outcome="Dold utgång"), by=MAJ
        ),
        "outcome": lambda: interventions.move_intervention(
            register,
            intervention=InterventionId(moved),
            state=InterventionState.DECLINED,
            day=today,
            outcome="Ville inte",
            by=MAJ,
        ),
        "draft": lambda: drafts.save_draft(register, kind="note", key=person, fields={"text": "Halv mening"}, by=MAJ),
    }


def test_closed_nothing_sealed_can_be_written_and_open_facts_still_can(desk: Desk) -> None:
    desk.protect()
    tried = writes(desk)
    before = open_text(desk)
    for what, write in tried.items():
        with pytest.raises(Refused) as fault:
            write()  # type: ignore[operator]
        assert fault.value.code == "protection.closed", what
    with pytest.raises(Refused) as shown:
        people.reveal_number(desk.register, person=desk.person, type="personnummer", by=MAJ)
    assert shown.value.code == "protection.closed"
    assert open_text(desk) == before
    status.record_settlement(desk.register, person=desk.person, code="anvisad", begins=date(2026, 11, 1), by=EVA)
    assert people.open_file(desk.register, person=desk.person, by=EVA).settlements[0].code == "anvisad"


def test_open_everything_is_written_sealed_and_read_back(desk: Desk) -> None:
    desk.protect()
    desk.reveal()
    tried = writes(desk)
    for what in ("contact", "address", "number", "note", "intervention", "outcome", "draft"):
        tried[what]()  # type: ignore[operator]
    number = people.reveal_number(desk.register, person=desk.person, type="personnummer", by=MAJ)
    assert number == "19880314-2382"
    file = people.open_file(desk.register, person=desk.person, by=MAJ)
    assert [contact.value for contact in file.contacts if contact.ends is None] == ["070-174 06 22"]
    assert file.addresses[0].street == "Nya gömstället 3"
    assert file.addresses[1].ends == date(2026, 11, 21)
    assert {number.type for number in file.identifiers} == {"personnummer", "lma"}
    assert {note.text for note in file.notes} == {"Syster bor i Malmö", "Ny hemlighet"}
    assert {one.outcome for one in file.interventions} == {"Dold utgång", "Ville inte"}
    assert drafts.load_draft(desk.register, kind="note", key=desk.person, by=MAJ) == {"text": "Halv mening"}
    drafts.discard_draft(desk.register, kind="note", key=desk.person, by=MAJ)
    assert drafts.load_draft(desk.register, kind="note", key=desk.person, by=MAJ) is None

    writes(desk)["correct"]()  # type: ignore[operator]
    corrected = people.open_file(desk.register, person=desk.person, by=MAJ)
    assert corrected.name() == "Selma Haddad"
    assert corrected.born == date(1989, 4, 5)
    assert corrected.version == file.version + 1
    people.correct_person(
        desk.register,
        person=desk.person,
        version=corrected.version,
        intake=replace(SAMIRA, given="Selma", born=date(1989, 4, 5), sex=Sex.UNKNOWN),
        by=MAJ,
    )
    shown = open_text(desk)
    for secret in (
        "Selma",
        "Samira",
        "Haddad",
        "gömstället",
        "Hemliga",
        "hemlighet",
        "Malmö",
        "99-999123",
        "Dold",
        "Ville inte",
        "Halv mening",
        "1989-04-05",
        "1988-03",
        "19880314",
        "174 06",
    ):
        assert secret not in shown, secret
    assert not re.search(r"(?<!\w)2382(?!\w)", shown)  # as a word: sealed values are hexadecimal digits by chance
    assert verify(desk.register).ok
    assert verify(desk.register).sealed == 0  # open here: each payload was held against the chain
    protection.hide(desk.register, person=desk.person, by=MAJ)
    assert verify(desk.register).sealed > 5
    assert verify(desk.register).ok


def open_text(desk: Desk) -> str:
    """Return everything that stands in the open in any table, as who holds the register key reads it."""
    with desk.register.raw_connection() as connection:
        tables = [name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = [row for name in tables for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]  # noqa: S608
    return "\n".join(
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for row in rows for value in row
    )


def test_a_draft_is_lost_to_nobody_but_closed_with_the_rest(desk: Desk) -> None:
    drafts.save_draft(desk.register, kind="intake", key="", fields={"given": "Annan"}, by=ALI)
    drafts.save_draft(desk.register, kind="note", key=desk.person, fields={"text": "Före skyddet"}, by=ALI)
    drafts.save_draft(desk.register, kind="note", key="", fields={"text": "Om Samira Haddad"}, by=ALI)
    desk.protect()
    assert drafts.load_draft(desk.register, kind="note", key=desk.person, by=ALI) is None
    assert drafts.load_draft(desk.register, kind="note", key="", by=ALI) is None
    assert drafts.load_draft(desk.register, kind="intake", key="", by=ALI) == {"given": "Annan"}
    desk.reveal()
    drafts.save_draft(desk.register, kind="note", key=desk.person, fields={"text": "Efter"}, by=MAJ)
    protection.hide(desk.register, person=desk.person, by=MAJ)
    assert drafts.load_draft(desk.register, kind="note", key=desk.person, by=MAJ) is None


def test_ending_the_protection_puts_everything_back(desk: Desk) -> None:
    before = people.open_file(desk.register, person=desk.person, by=MAJ)
    child = registered(desk.register, Intake(given="Noor", family="Haddad"))
    desk.protect(child)
    for person in (desk.person, child):
        with pytest.raises(Refused) as closed:
            protection.unprotect(desk.register, person=person, reason="beslut upphört", by=MAJ)
        assert closed.value.code == "protection.closed"
        protection.reveal(desk.register, person=person, reason="beslut", by=MAJ)
        drafts.save_draft(desk.register, kind="note", key=person, fields={"text": "Utkast"}, by=MAJ)
        assert desk.ring.keys
        protection.unprotect(desk.register, person=person, reason="beslut upphört", by=MAJ)
        protection.hide(desk.register, person=person, by=MAJ)
        desk.register.compartments._opened.clear()  # noqa: SLF001 - the next one is opened by itself
    after = people.open_file(desk.register, person=desk.person, by=MAJ)
    kept = {"log": (), "version": 0}
    assert replace(after, **kept) == replace(before, **kept)  # type: ignore[arg-type]
    assert drafts.load_draft(desk.register, kind="note", key=desk.person, by=MAJ) == {"text": "Utkast"}
    assert [hit.id for hit in people.find_people(desk.register, text="Samira", by=MAJ)] == [desk.person]
    assert not desk.ring.keys
    assert verify(desk.register).ok
    with pytest.raises(Refused) as never:
        protection.reveal(desk.register, person=desk.person, reason="möte", by=MAJ)
    assert never.value.code == "protection.not_protected"


def test_readers_change_by_two_and_the_old_key_opens_nothing(desk: Desk) -> None:
    desk.protect()
    (old_name, (old_key, _)) = next(iter(desk.ring.keys.items()))
    with pytest.raises(Refused) as outsider:
        protection.propose_readers(desk.register, person=desk.person, readers=[EVA.id, MAJ.id], by=desk.sit(EVA))
    assert outsider.value.code == "protection.not_reader"
    with pytest.raises(Refused) as nothing:
        protection.confirm_readers(desk.register, person=desk.person, by=desk.sit(ALI))
    assert nothing.value.code == "protection.nothing_proposed"
    for _ in range(2):  # a new proposal takes the old one's place
        protection.propose_readers(desk.register, person=desk.person, readers=[EVA.id, ALI.id], by=desk.sit(MAJ))
    with pytest.raises(Refused) as alone:
        protection.confirm_readers(desk.register, person=desk.person, by=desk.sit(MAJ))
    assert alone.value.code == "protection.same_person"
    view = protection.read_protection(desk.register, person=desk.person, by=ALI)
    assert view is not None
    assert view.proposal is not None
    assert view.proposal.readers == (ALI.id, EVA.id)
    desk.sit(ALI)
    protection.confirm_readers(desk.register, person=desk.person, by=ALI)
    assert old_name not in desk.ring.keys
    with pytest.raises(Refused):
        desk.reveal(MAJ)
    desk.reveal(EVA)
    assert people.open_file(desk.register, person=desk.person, by=EVA).name() == "Samira Haddad"
    with desk.register.read() as reader:
        for row in reader.connection.execute(t.sealed_fields.select()):
            place = (desk.register.info.register_id, row.compartment_id, row.record, row.field)
            assert open_value(old_key, row.body, place) is None


def opens_nothing(desk: Desk, key: bytes) -> bool:
    with desk.register.read() as reader:
        rows = reader.connection.execute(t.sealed_fields.select()).all()
    assert rows
    register = desk.register.info.register_id
    return not any(open_value(key, row.body, (register, row.compartment_id, row.record, row.field)) for row in rows)


def test_when_a_reader_has_gone_the_next_look_gives_a_new_key(desk: Desk) -> None:
    protection.protect(desk.register, person=desk.person, kind=MARK, readers=[MAJ.id, ALI.id, EVA.id], by=desk.sit(MAJ))
    (kept, _) = next(iter(desk.ring.keys.values()))
    assert protection.list_unsettled(desk.register, by=MAJ) == ()
    desk.ring.leave(ALI)
    number = people.open_file(desk.register, person=desk.person, by=MAJ).case_number
    (waits,) = protection.list_unsettled(desk.register, by=MAJ)
    assert (waits.case_numbers, waits.readers, waits.lost) == ((number,), ("Eva Lind", "Maj Ekholm"), ("Ali Berg",))
    assert protection.count_unsettled(desk.register, by=MAJ) == 1
    view = protection.read_protection(desk.register, person=desk.person, by=EVA)
    assert view is not None
    assert (view.lost, view.too_few) == (("Ali Berg",), False)
    assert not opens_nothing(desk, kept)
    desk.reveal(EVA)
    assert opens_nothing(desk, kept)
    assert len(desk.ring.keys) == 1
    assert protection.list_unsettled(desk.register, by=MAJ) == ()
    assert people.open_file(desk.register, person=desk.person, by=EVA).name() == "Samira Haddad"
    desk.reveal(MAJ)
    assert verify(desk.register).ok


def test_new_keys_of_the_register_renew_what_the_one_who_does_it_can_open(desk: Desk) -> None:
    assert protection.renew_compartments(desk.register, by=MAJ) == 0
    other = registered(desk.register, Intake(given="Noor", family="Annan"))
    for person, readers in ((desk.person, [MAJ.id, ALI.id, EVA.id]), (other, [ALI.id, EVA.id])):
        protection.protect(desk.register, person=person, kind=MARK, readers=readers, by=desk.sit(MAJ))
    desk.ring.leave(ALI)
    before = set(desk.ring.keys)
    assert protection.renew_compartments(desk.register, by=desk.sit(MAJ)) == 1
    assert len(before & set(desk.ring.keys)) == 1
    (waits,) = protection.list_unsettled(desk.register, by=MAJ)
    assert waits.readers == ("Eva Lind",)  # MAJ was never one of hers
    desk.reveal(EVA)
    desk.register.compartments.keyring = None
    assert protection.renew_compartments(desk.register, by=MAJ) == 0
    assert protection.list_unsettled(desk.register, by=MAJ) == ()


def test_what_keeps_the_key_from_being_renewed_keeps_no_reader_from_her(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.protect()
    desk.ring.leave(ALI)

    def full(*_: object) -> None:
        raise EnvironmentFault("register.disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "reseal", full)
        desk.reveal()
    assert people.open_file(desk.register, person=desk.person, by=MAJ).name() == "Samira Haddad"
    assert protection.count_unsettled(desk.register, by=MAJ) == 1


def test_the_last_reader_names_another_alone_and_the_log_says_so(desk: Desk) -> None:
    desk.protect()
    desk.ring.leave(ALI)
    desk.reveal()
    view = protection.read_protection(desk.register, person=desk.person, by=MAJ)
    assert view is not None
    assert (view.lost, view.too_few, view.readers) == ((), True, ("Maj Ekholm",))
    assert [one.readers for one in protection.list_unsettled(desk.register, by=MAJ)] == [("Maj Ekholm",)]
    with pytest.raises(Refused) as one:
        protection.propose_readers(desk.register, person=desk.person, readers=[MAJ.id], by=MAJ)
    assert one.value.code == "protection.two_readers"
    protection.propose_readers(desk.register, person=desk.person, readers=[MAJ.id, EVA.id], by=MAJ)
    assert protection.list_unsettled(desk.register, by=MAJ) == ()
    desk.reveal(EVA)
    log = people.open_file(desk.register, person=desk.person, by=EVA).log
    assert "protection.readers_changed" in {entry.action for entry in log}


def test_where_no_reader_is_left_the_sentence_names_the_sheets(desk: Desk) -> None:
    desk.protect()
    desk.ring.leave(ALI, MAJ)
    with pytest.raises(Refused) as nobody:
        desk.reveal()
    assert nobody.value.code == "protection.no_reader_left"


def test_two_sheets_name_new_readers_where_too_few_are_left_and_somebody_else_sees_it(desk: Desk) -> None:
    desk.protect()
    held = {name: key for name, (key, _) in desk.ring.keys.items()}

    def named(keys: dict[str, bytes], *readers: User, reason: str = "Båda har slutat") -> str:
        ids = [one.id for one in readers]
        try:
            protection.name_readers_by_sheets(
                desk.register, person=desk.person, held=keys, readers=ids, reason=reason, by=EVA
            )
        except Refused as fault:
            return fault.code
        return ""

    assert named(held, EVA, MAJ) == "protection.readers_left"
    desk.ring.leave(ALI, MAJ)
    assert named(held, EVA) == "protection.two_readers"
    assert named(held, EVA, MAJ, reason="") == "protection.reason_missing"
    assert named({}, EVA, MAJ) == "protection.sheets_do_not_open"
    desk.sit(EVA)
    assert named(held, EVA, MAJ) == ""
    assert opens_nothing(desk, next(iter(held.values())))
    desk.reveal(EVA)
    assert people.open_file(desk.register, person=desk.person, by=EVA).name() == "Samira Haddad"
    (look,) = access.list_looks_in_need(desk.register, by=MAJ)
    assert (look.name, look.person, look.seen, look.closes) == ("Eva Lind", desk.person, None, look.opened)
    access.see_look_in_need(desk.register, look=look.id, by=MAJ)
    assert protection.list_unsettled(desk.register, by=MAJ) == ()


def test_a_change_of_readers_that_fails_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.protect()
    protection.propose_readers(desk.register, person=desk.person, readers=[EVA.id, ALI.id], by=desk.sit(MAJ))
    desk.sit(ALI)

    def full(*_: object) -> None:
        raise EnvironmentFault("register.disk_full")

    monkeypatch.setattr(sealing, "reseal", full)
    with pytest.raises(EnvironmentFault):
        protection.confirm_readers(desk.register, person=desk.person, by=ALI)
    assert len(desk.ring.keys) == 1
    desk.reveal(MAJ)


def test_a_value_that_was_moved_or_altered_does_not_open(desk: Desk) -> None:
    desk.protect()
    with desk.register.raw_connection() as connection:
        connection.exec_driver_sql(
            "UPDATE sealed_fields SET body = (SELECT body FROM sealed_fields WHERE field = 'contact') "
            "WHERE field = 'address'"
        )
        connection.commit()
    with pytest.raises(EnvironmentFault) as moved:
        desk.reveal()
    assert moved.value.code == "protection.tampered"


def test_an_altered_payload_is_named_when_it_can_be_read(desk: Desk) -> None:
    desk.protect()
    with desk.register.raw_connection() as connection:
        query = "SELECT record, compartment_id FROM sealed_fields WHERE field = 'payload' ORDER BY record"
        changed, compartment = connection.exec_driver_sql(query).all()[0]
        (key, _) = next(iter(desk.ring.keys.values()))
        place = (desk.register.info.register_id, compartment, changed, "payload")
        forged = seal_value(key, b'{"body": "{}", "salt": "00"}', place)
        connection.exec_driver_sql(
            "UPDATE sealed_fields SET body = ? WHERE record = ? AND field = 'payload'", (forged, changed)
        )
        connection.commit()
    assert verify(desk.register).ok  # who cannot read is told how many are sealed, no more
    desk.reveal()
    found = verify(desk.register)
    assert [(finding.code, finding.seq) for finding in found.findings] == [("audit.payload_changed", int(changed))]
    with desk.register.raw_connection() as connection:
        connection.exec_driver_sql("UPDATE sealed_fields SET body = x'00' WHERE field = 'payload'")
        connection.exec_driver_sql("UPDATE sealed_fields SET record = '99999' WHERE record = ?", (changed,))
        connection.commit()
    assert not verify(desk.register).ok


def test_a_note_in_the_open_is_still_never_changed(desk: Desk) -> None:
    for statement in ("UPDATE notes SET text = ''", "UPDATE notes SET text = 'x'", "UPDATE notes SET happened_on = ''"):
        with desk.register.raw_connection() as connection, pytest.raises(Exception, match="append only"):
            connection.exec_driver_sql(statement)
    desk.protect()
    for statement in ("UPDATE notes SET written = '', text = 'x'", "UPDATE notes SET author_id = 'x'"):
        with desk.register.raw_connection() as connection, pytest.raises(Exception, match="append only"):
            connection.exec_driver_sql(statement)


def test_counts_put_her_among_the_others(office: Register) -> None:
    office.compartments.keyring = Ring(MAJ)
    with office.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    everybody = people.list_people(office, offset=0, limit=200, by=MAJ)
    before = counts.show_counts(office, period="2026-10", by=MAJ).table
    protection.protect(
        office,
        person=PersonId(everybody[0].id),
        kind=MARK,
        readers=[MAJ.id, ALI.id],
        household=[PersonId(row.id) for row in everybody[1:20]],
        by=MAJ,
    )
    with office.read() as reader:
        rows = {row.id: row for row in reader.counted_people(date(2026, 10, 31))}
    assert all(rows[row.id].protected and rows[row.id].born is None for row in everybody[:20])
    assert not any(rows[row.id].protected for row in everybody[20:])
    after = counts.show_counts(office, period="2026-10", by=MAJ).table
    total = [
        cell.true for table in (before, after) for cell in table.cells if {cell.status, cell.age, cell.sex} == {"total"}
    ]
    assert total == [120, 120]


def test_ages_are_told_in_bands_that_no_count_cuts() -> None:
    assert [age_edge(age) for age in (None, 0, 5, 6, 17, 66, 90)] == [None, 0, 0, 6, 16, 65, 67]
    assert [age_band(edge) for edge in (None, 0, 30, 67)] == [None, (0, 5), (30, 39), (67, None)]
    assert {6, 16, 18, 20, 65, 67} <= {edge for edge in range(100) if age_edge(edge) == edge}


def test_a_protected_file_is_kept_until_its_protection_ends_and_erased_in_an_older_copy(open_copy: Open) -> None:
    clock = erasing.Clock()
    register = open_copy(clock=clock)
    erasing.office_with(register)
    register.compartments.keyring = Ring(MAJ)
    person, other = erasing.old_file(register), erasing.old_file(register, erasing.OTHER)
    listed = erasing.approved_list(register, clock, person)
    for one in (person, other):
        protection.protect(register, person=one, kind=MARK, readers=[MAJ.id, erasing.EVA.id], by=MAJ)
    with pytest.raises(Refused) as kept:  # nobody but a reader knows whether her birth day keeps the file for ever
        erasing.approved_list(register, clock, other)
    assert kept.value.code == "erasure.not_due"
    with register.change(by=MAJ) as tx:
        erase(tx, listed, [person], bytes(32))
        tx.commit()
    with register.read() as reader:
        left = reader.connection.execute(t.sealed_fields.select()).all()
        assert {row.person_id for row in left} == {other}
        assert set(compartments.marks(reader.connection)) == {other}
        kept_in = {row.id for row in reader.connection.execute(t.compartments.select())}
        assert kept_in == {row.compartment_id for row in left}  # nothing is left of the one nobody lives in
    assert verify(register).findings == ()


# An older copy
def kept_beside(desk: Desk, tmp_path: Path) -> Path:
    """Let the desk's register keep an anchor, and so its records, in a folder of its own; return the anchor."""
    folder = tmp_path / "anchors"
    folder.mkdir()
    desk.register.anchor_in(folder)
    return folder / f"{desk.register.info.register_id}.anchor"


def older_copy(desk: Desk, tmp_path: Path) -> Path:
    copy = tmp_path / "older.db"
    with desk.register.raw_connection() as connection:
        raw_of(connection).execute("VACUUM INTO ?", (str(copy),))
    return copy


def test_an_older_copy_seals_whom_the_record_outside_knows_and_no_more(desk: Desk, tmp_path: Path) -> None:
    child = registered(desk.register, Intake(given="Noor", family="Haddad"))
    anchor, copy = kept_beside(desk, tmp_path), older_copy(desk, tmp_path)
    unknown_to_copy = registered(desk.register, Intake(given="Sen", family="Ankomst"))
    desk.protect(child, unknown_to_copy)
    register = Register.open(copy, key=KEY, clock=desk.clock, staff_id=MAJ.id)
    assert protection.settle_protections(register, beside=[anchor], by=MAJ) == 0  # nobody here could seal
    register.compartments.keyring = desk.ring
    assert protection.settle_protections(register, beside=[anchor], by=MAJ) == 2
    assert protection.settle_protections(register, beside=[anchor], by=MAJ) == 0
    file = protection.reveal(register, person=desk.person, reason="möte i dag", by=desk.sit(ALI))
    assert file.name() == "Samira Haddad"
    protection.unprotect(register, person=desk.person, reason="beslut upphört", by=ALI)
    assert protection.settle_protections(register, beside=[anchor], by=MAJ) == 0  # what has ended here stays ended
    register.close()


def test_places_of_backups_tell_what_this_computer_did_not_know(desk: Desk, tmp_path: Path) -> None:
    anchor, copy = kept_beside(desk, tmp_path), older_copy(desk, tmp_path)
    desk.protect()
    register = Register.open(copy, key=KEY, clock=desk.clock, staff_id=MAJ.id)
    register.compartments.keyring = desk.ring
    trust.hold_against_anchors(register, places=[anchor.parent], by=MAJ)
    (row,) = people.list_people(register, offset=0, limit=5, by=MAJ)
    assert (row.name, row.protected is None) == ("", False)
    register.close()


def test_a_register_whose_log_is_broken_is_left_as_it_is(desk: Desk, tmp_path: Path) -> None:
    anchor, copy = kept_beside(desk, tmp_path), older_copy(desk, tmp_path)
    desk.protect()
    register = Register.open(copy, key=KEY, clock=desk.clock, staff_id=MAJ.id)
    register.compartments.keyring = desk.ring
    register.stop_writing((Finding("audit.broken", seq=1),))
    assert protection.settle_protections(register, beside=[anchor], by=MAJ) == 0
    register.close()
