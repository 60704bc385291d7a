"""A colleague with her own account, the register's files and a script of her own reads nothing that is sealed.

The script uses her passphrase, the vault and the raw file and none of the rules of this program: it decrypts every page
of the file, free ones too, and every frame of the WAL, and tries every key she can open on every sealed field.
"""

import base64
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from caseworker.app import Application, Session
from caseworker.domain.access import User
from caseworker.domain.agenda import EnteredVisit, InterpreterWay
from caseworker.domain.attachments import Removal
from caseworker.domain.contact import ContactKind
from caseworker.domain.early_mapping import EnteredAnswer
from caseworker.domain.household import EnteredNoContact, EnteredRelation, RelationGround, RelationKind
from caseworker.domain.ids import InterventionId, NoteId, PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.intervention import InterventionState as S
from caseworker.domain.law_facts import EnteredFact
from caseworker.domain.notes import EnteredNote, NoteKind
from caseworker.domain.person import Sex
from caseworker.domain.plan import Approval, EnteredPlan, EnteredSubGoal
from caseworker.domain.protection import ProtectionKind
from caseworker.errors import EnvironmentFault, Refused
from caseworker.services import (
    agenda,
    attachments,
    drafts,
    early_mapping,
    household,
    interventions,
    law,
    notes,
    people,
    plan,
    protection,
    suggestions,
)
from caseworker.services.interventions import EnteredIntervention, EnteredStep
from caseworker.store.register import Register
from caseworker.store.verify import verify
from caseworker.vault.accounts import Founder, OpenedVault, Vault
from caseworker.vault.kdf import KdfCost
from caseworker.vault.values import open_value
from tests.services.papers import a_word_document
from tests.store.decrypted import decrypted_frames, decrypted_pages

PHRASE = "visa hur det fungerar"
START = datetime(2024, 11, 21, 9, 0, tzinfo=UTC)
ALI, EVA = "0192f0c0-0000-7000-8000-0000000000a1", "0192f0c0-0000-7000-8000-0000000000e1"
# what must be nowhere, as a person would look for it; the case number, sex and status are open
SECRETS = (
    "Zarifa", "Qandahari", "ظريفة", "ZARIFA", "zarifa", "qandahari", "19880314-2382", "198803142382", "8803142382",
    "1988-03-14", "19880314", "Gömställegatan", "070-174 06 11", "0701740611", "Systern bor i", "tandläkaren Nora",
    "Faster Gulalai", "Tolken Parwana", "Jag kom aldrig", "Begun om henne",
    "Halvskrivet om", "zarifa@example.se", "Bilagan nämner", "Läkarintyg från", "Intyget lämnas till",
    "Mormor Bibi", "Kusin enligt beslut", "Karim Hotare", "Hot i trappan", "Bråk om barnen", "Ringt läkaren Sven",
    "Salongen Shirin", "Provet hos Laleh", "Tolken Nargis", "Grannen Roya", "Rädd för Hamid",
    "Ring Fariba", "Möt henne hos Omid", "Kaféet Saffran", "Doktor Yasmin",
)  # fmt: skip


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Office:
    """A register with three colleagues and a woman whom two of them will protect."""

    application: Application
    clock: Clock
    person: PersonId = PersonId("")

    def sit(self, name: str = "Maj Ekholm") -> Session:
        return self.application.unlock(name, PHRASE)

    @property
    def file(self) -> Path:
        return self.application.folder / "register.db"

    def opened(self, name: str) -> OpenedVault:
        return Vault.load(self.application.folder / "register.vault").unlock(
            name=name, passphrase=PHRASE, now=self.clock()
        )


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(KdfCost, "floor", lambda: KdfCost(64, 1, 1))
    clock = Clock()
    application = Application(folder=tmp_path / "register", clock=clock)
    session = application.create_demo(passphrase=PHRASE)
    vault = Vault.load(application.folder / "register.vault")
    mine = vault.unlock(name="Maj Ekholm", passphrase=PHRASE, now=clock())
    for id, name in ((ALI, "Ali Berg"), (EVA, "Eva Lind")):
        vault.add_account(mine, account=Founder(id, name, ("caseworker",)), passphrase=PHRASE, now=clock())
        with session.register.change(by=session.user) as tx:
            tx.put_staff(type(session.user)(type(session.user.id)(id), name, session.user.roles))
            tx.commit()
    office = Office(application, clock)
    office.person = live_two_years(session, clock)
    session.close()
    return office


def live_two_years(session: Session, clock: Clock) -> PersonId:
    """Register her and everything that is written in two years of open case work, and people around her."""
    register, by = session.register, session.user
    for number in range(40):
        people.register_person(register, intake=Intake(given=f"Granne {number}", family="Påhittad"), by=by)
    intake = Intake(
        given="Zarifa", family="Qandahari", original_name="ظريفة قندهاري", migration_name="ZARIFA QANDAHARI",
        born=date(1988, 3, 14), sex=Sex.WOMAN, reads="prs", speaks="prs",
        numbers=(EnteredNumber("personnummer", "19880314-2382"),),
        status=EnteredStatus("ASYL", date(2024, 6, 1)), phone="070-174 06 11", opened=date(2024, 6, 1),
    )  # fmt: skip
    person = PersonId(people.register_person(register, intake=intake, by=by).created)
    address = EnteredAddress(street="Gömställegatan 3", postcode="123 45", city="Lövåsa")
    people.move_to_address(register, person=person, address=address, begins=date(2024, 7, 1), by=by)
    people.add_contact(register, person=person, kind=ContactKind.EMAIL, value="zarifa@example.se", by=by)
    for week in range(60):  # long enough to split pages many times
        clock.now += timedelta(days=12)
        text = f"Vecka {week}. Zarifa Qandahari kom. Systern bor i Malmö. " + "Samtal om sfi och bostad. " * (week % 30)
        notes.write_note(register, person=person, text=text, happened_on=register.today(), by=by)
    day = register.today()
    done = EnteredIntervention(
        "sfi-anmalan", outcome="Remiss till tandläkaren Nora", detail="som Zarifa ville",
        contact="Nora på Gömställegatan", place="Gömställegatan",
        steps=(EnteredStep(S.PROPOSED, day, "Zarifa bad om det"), EnteredStep(S.DECIDED, day)),
    )  # fmt: skip
    interventions.add_intervention(register, person=person, entered=done, by=by)
    ended = EnteredIntervention("praktik", state=S.COMPLETED)
    made = interventions.add_intervention(register, person=person, entered=ended, by=by).created
    made_id, said = InterventionId(made), "Zarifa trivs"
    interventions.follow_up(register, intervention=made_id, months=6, day=day, outcome_code="arbete", text=said, by=by)
    add_paper(register, person, "först", by)
    tie_to_others(register, person, by)
    plan_with_her(register, person, by)
    put_on_the_agenda(register, person, by)
    write_in_journal(register, person, by)
    drafts.save_draft(register, kind="note", key=person, fields={"text": "Halvskrivet om Zarifa"}, by=by)
    drafts.save_draft(register, kind="intake", key="", fields={"original": "ظريفة قندهاري"}, by=by)
    return person


def put_on_the_agenda(register: Register, person: PersonId, by: User) -> None:
    """A reminder, a visit with an interpreter, somebody who is waited for, and what the law asks about her."""
    soon = register.today() + timedelta(days=5)
    agenda.add_reminder(register, person=person, day=soon, text="Ring Fariba", by=by)
    visit = EnteredVisit(soon, text="Möt henne hos Omid", place="Kaféet Saffran", interpreter=InterpreterWay.ON_SITE)
    agenda.book_visit(register, person=person, visit=visit, by=by)
    agenda.wait_for(register, person=person, actor="regionen", text="Doktor Yasmin", since=register.today(), by=by)
    law.set_fact(register, person=person, fact=EnteredFact("received", date(2024, 6, 1)), by=by)


def plan_with_her(register: Register, person: PersonId, by: User) -> None:
    """A plan that is approved, a mapping with an interpreter, and a suggestion that was declined."""
    entered = EnteredPlan("Arbeta på Salongen Shirin", (EnteredSubGoal("Provet hos Laleh"),))
    plan.draft_plan(register, person=person, entered=entered, by=by)
    plan.approve_plan(register, person=person, day=register.today(), how=Approval.MEETING, by=by)
    early_mapping.begin_mapping(register, person=person, interpreter="Tolken Nargis", by=by)
    wishes = EnteredAnswer(("people",), "Grannen Roya")
    early_mapping.keep_answer(register, person=person, question="wishes", answer=wishes, by=by)
    suggestions.decline_suggestion(register, person=person, type="sprakcafe", reason="Rädd för Hamid", by=by)


def tie_to_others(register: Register, person: PersonId, by: User) -> None:
    """A household with a neighbour, relations and warnings from both sides, and a move with its errands."""
    rows = people.find_people(register, text="Granne 7", by=by)
    neighbour, today = PersonId(rows[0].id), register.today()
    outside = EnteredRelation(RelationKind.OTHER, name="Mormor Bibi", ground=RelationGround.CUSTODY)
    household.record_relation(register, person=person, relation=outside, by=by)
    cousin = EnteredRelation(RelationKind.CHILD, person, ground=RelationGround.CUSTODY, source="Kusin enligt beslut")
    household.record_relation(register, person=neighbour, relation=cousin, by=by)
    for whose, warned in (
        (person, EnteredNoContact(name="Karim Hotare", reason="Hot i trappan")),
        (neighbour, EnteredNoContact(other=person, reason="Bråk om barnen")),
    ):
        household.record_no_contact(register, person=whose, entered=warned, by=by)
    address = EnteredAddress(street="Gömställegatan 5", postcode="123 45", city="Lövåsa")
    household.move_household(register, person=person, address=address, begins=today, by=by)
    household.join_household(register, person=neighbour, other=person, begins=today, by=by)
    errand = people.open_file(register, person=person, by=by).errands[0].id
    household.settle_errand(register, person=person, errand=errand, done=True, note="Ringt läkaren Sven", by=by)


def add_paper(register: Register, person: PersonId, words: str, by: User) -> None:
    """Add two documents that tell of her, save one out, and take the other out of the file."""
    made = [
        attachments.add_attachment(
            register, person=person, content=a_word_document(f"Bilagan nämner Zarifa, {words} {number}"),
            file_name="intyg.docx", title=f"Läkarintyg från {words}", by=by,
        ).created
        for number in range(2)
    ]  # fmt: skip
    purpose = "Intyget lämnas till Zarifa"
    attachments.save_attachment(register, person=person, attachment=made[0], purpose=purpose, by=by)
    why = Removal.NOT_NEEDED
    attachments.remove_attachment(register, person=person, attachment=made[1], removal=why, by=by)


def write_in_journal(register: Register, person: PersonId, by: User) -> None:
    """A statement through an interpreter that she disputes, and a note that is not signed."""
    said = EnteredNote("Uppgift", NoteKind.STATEMENT, "Faster Gulalai", interpreter="Tolken Parwana")
    kept = NoteId(notes.keep_note(register, person=person, entered=said, by=by).created)
    notes.sign_note(register, note=kept, by=by)
    notes.dispute_note(register, note=kept, text="Jag kom aldrig dit.", by=by)
    notes.keep_note(register, person=person, entered=EnteredNote("Begun om henne"), by=by)


def protect(office: Office, session: Session) -> protection.Protection:
    return protection.protect(
        session.register, person=office.person, kind=ProtectionKind.PROTECTED_REGISTRATION,
        readers=[session.user.id, type(session.user.id)(ALI)], by=session.user,
    )  # fmt: skip


def found(pages: Iterator[bytes] | list[bytes]) -> set[str]:
    """Return which secrets can be read in ``pages``: as UTF-8, UTF-16 or base64, in any case."""
    whole = b"".join(pages)
    folded = whole.lower()
    seen = set()
    for secret in SECRETS:
        shapes = [secret.encode(), secret.lower().encode(), secret.encode("utf-16-le"), secret.encode("utf-16-be")]
        shapes += [base64.b64encode(b"x" * shift + secret.encode())[4:-4] for shift in range(3)]
        if any(shape and (shape in whole or shape in folded) for shape in shapes):
            seen.add(secret)
    return seen


def everything(office: Office, key: bytes) -> set[str]:
    return found([*decrypted_pages(office.file, key), *decrypted_frames(office.file, key)])


def test_the_scan_finds_what_is_there_before_she_is_protected(office: Office) -> None:
    """Every secret is found in the file, and in the WAL what was just written: what is not found later is gone."""
    key = office.opened("Eva Lind").register_key
    assert everything(office, key) >= set(SECRETS) - {"8803142382"}
    session = office.sit()
    notes.write_note(
        session.register,
        person=office.person,
        text="Zarifa i WAL",
        happened_on=session.register.today(),
        by=session.user,
    )
    assert "Zarifa" in found(list(decrypted_frames(office.file, key)))
    session.close()


def test_nothing_is_left_in_any_page_free_page_or_frame(office: Office) -> None:
    session = office.sit()
    key = office.opened("Eva Lind").register_key
    done = protect(office, session)
    assert done.swept
    assert everything(office, key) == set()  # while the register is still open
    protection.reveal(session.register, person=office.person, reason="möte i dag", by=session.user)
    for number in range(30):
        notes.write_note(
            session.register, person=office.person, text=f"Zarifa Qandahari {number}: Systern bor i Malmö",
            happened_on=session.register.today(), by=session.user,
        )  # fmt: skip
    write_in_journal(session.register, office.person, session.user)
    people.add_contact(
        session.register, person=office.person, kind=ContactKind.PHONE, value="070-174 06 11", by=session.user
    )
    drafts.save_draft(
        session.register, kind="note", key=office.person, fields={"text": "Halvskrivet om Zarifa"}, by=session.user
    )
    add_paper(session.register, office.person, "sist", session.user)
    put_on_the_agenda(session.register, office.person, session.user)
    file = people.open_file(session.register, person=office.person, by=session.user)
    assert file.name() == "Zarifa Qandahari"
    assert len(file.attachments) == 4
    assert everything(office, key) == set()  # what is written now never was in the open, not for a moment
    session.close()
    assert everything(office, key) == set()
    copies = list(office.application.folder.rglob("*.db*"))
    assert {copy.name for copy in copies} <= {"register.db", "register.db-wal", "register.db-shm"}


def test_a_colleague_with_a_script_of_her_own_opens_no_sealed_field(office: Office) -> None:
    session = office.sit()
    protect(office, session)
    session.close()
    eva = office.opened("Eva Lind")
    rows = read_with_a_script(office.file, eva.register_key)
    assert len(rows) > 60
    document = Vault.load(office.application.folder / "register.vault")
    names = [name for (name,) in query(office.file, eva.register_key, "SELECT key_name FROM compartments")]
    for name in names:
        with pytest.raises(Refused):
            document.unseal_key(eva, name)
    tried = [eva.register_key, bytes(32)]
    register_id = document.register_id
    for record, name, compartment, body in rows:
        assert not found([body])
        for key in tried:
            assert open_value(key, body, (register_id, compartment, record, name)) is None
    ali = office.opened("Ali Berg")
    (right,) = [document.unseal_key(ali, name) for name in names]
    opened = [
        open_value(right, body, (register_id, compartment, record, name)) for record, name, compartment, body in rows
    ]
    assert None not in opened  # the same script reads everything with the key of one who is named
    assert "Zarifa" in found([value for value in opened if value])


def test_a_value_moved_replaced_or_altered_is_refused(office: Office, tmp_path: Path) -> None:
    session = office.sit()
    protect(office, session)
    session.close()
    register_key = office.opened("Eva Lind").register_key
    kept = office.file.with_suffix(".kept")
    shutil.copy(office.file, kept)
    swap = (
        "UPDATE sealed_fields SET body = (SELECT body FROM sealed_fields WHERE field = '{}' LIMIT 1) WHERE field = '{}'"
    )
    for forged in (
        swap.format("note", "name"),
        swap.format("contact", "address"),
        "UPDATE sealed_fields SET record = 'x' || record WHERE field = 'identifier'",
        "UPDATE sealed_fields SET body = CAST(substr(body, 1, 40) || x'00' AS BLOB) WHERE field = 'person'",
        "UPDATE sealed_fields SET body = x'' WHERE field = 'note'",
    ):
        query(office.file, register_key, forged)
        for record in (tmp_path / "config").rglob("*.pages"):  # it would close the register before she is asked for
            record.unlink()
        again = office.sit()
        with pytest.raises(EnvironmentFault) as fault:
            protection.reveal(again.register, person=office.person, reason="möte i dag", by=again.user)
        assert fault.value.code == "protection.tampered"
        again.close()
        shutil.copy(kept, office.file)


def test_she_is_found_by_her_case_number_alone_and_the_register_stays_sound(office: Office) -> None:
    session = office.sit()
    number = people.open_file(session.register, person=office.person, by=session.user).case_number
    protect(office, session)
    session.close()
    eva = office.sit("Eva Lind")
    for sought in SECRETS:
        assert people.find_people(eva.register, text=sought, by=eva.user) == (), sought
    (row,) = people.find_people(eva.register, text=number, by=eva.user)
    assert (row.id, row.name, row.number) == (office.person, "", "")
    with pytest.raises(Refused) as fault:
        protection.reveal(eva.register, person=office.person, reason="nyfiken", by=eva.user)
    assert fault.value.code == "protection.not_reader"
    checked = verify(eva.register)
    assert checked.ok
    assert checked.sealed > 60
    eva.close()


def test_cut_off_before_the_sweep_the_next_close_sweeps(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    session = office.sit()
    with monkeypatch.context() as patch:
        patch.setattr("caseworker.store.compartments.sweep", lambda connection: False)
        assert not protect(office, session).swept
    assert everything(office, office.opened("Eva Lind").register_key)  # without the sweep words are left in the WAL
    session.close()
    assert everything(office, office.opened("Eva Lind").register_key) == set()


def read_with_a_script(path: Path, key: bytes) -> list[Any]:
    return query(path, key, "SELECT record, field, compartment_id, body FROM sealed_fields")


def query(path: Path, key: bytes, statement: str) -> list[Any]:
    """Run a statement the way any script with the register key can."""
    connection = sqlcipher.connect(str(path))
    try:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        rows: list[Any] = connection.execute(statement).fetchall()
        connection.commit()
        return rows
    finally:
        connection.close()
