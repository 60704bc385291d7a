"""A copy from before a protection or an erasure is put back: nobody is shown in the open, nobody comes back."""

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from caseworker import logrules
from caseworker.app import Application, Session
from caseworker.domain.erasure import Answer, Board, EnteredFacts, Inquiry, Provider
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.protection import ProtectionKind
from caseworker.errors import CaseworkerError, Refused
from caseworker.founding import CreateRegister
from caseworker.register_folder import REGISTER, anchor_of
from caseworker.restoring import WhoRestores
from caseworker.services import access, cases, erasure, notes, notice, people, protection
from caseworker.store import protection_record
from caseworker.vault import recovery
from caseworker.vault.accounts import Founder, Vault
from caseworker.vault.kdf import KdfCost
from tests.journeys.terminals import Answer as Said
from tests.journeys.terminals import Run
from tests.services.erasing import OLD, OTHER
from tests.store.decrypted import decrypted_frames, decrypted_pages

NAME, PHRASE = "Maj Ekholm", "fyra gröna hästar dansar"
ALI, EVA = "0192f0c0-0000-7000-8000-0000000000a1", "0192f0c0-0000-7000-8000-0000000000e1"
COLLEAGUES = {ALI: "Ali Berg", EVA: "Eva Lind"}
MAJ = WhoRestores(NAME, PHRASE)
SECRETS = ("samira", "haddad", "سميرة", "198803142382", "0701740611")
INTAKE = replace(OLD, numbers=(), opened=None)


@dataclass
class Clock:
    now: datetime = datetime(2019, 3, 4, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Office:
    application: Application
    clock: Clock
    sheets: list[str] = field(repr=False)

    def sit(self, name: str = NAME) -> Session:
        return self.application.unlock(name, PHRASE)

    def register_someone(self) -> PersonId:
        session = self.sit()
        person = PersonId(people.register_person(session.register, intake=INTAKE, by=session.user).created)
        session.close()
        return person

    def back_up(self) -> Path:
        """Make a backup, let an hour pass and return the file."""
        session = self.sit()
        made = self.application.back_up(session, "asked")
        session.close()
        assert made is not None
        self.clock.now += timedelta(hours=1)
        return max((self.application.folder / "backups").glob("*.age"))

    def protect(self, *someone: PersonId, readers: tuple[str, ...] = (ALI, EVA)) -> None:
        session = self.sit()
        first, *household = someone
        protection.protect(
            session.register,
            person=first,
            kind=ProtectionKind.PROTECTED_REGISTRATION,
            readers=[StaffId(one) for one in readers],
            household=household,
            by=session.user,
        )
        session.close()
        self.clock.now += timedelta(hours=1)

    def opens(self, name: str, person: PersonId) -> str:
        """Return what this colleague sees of her, or the code of the refusal."""
        session = self.sit(name)
        try:
            file = protection.reveal(session.register, person=person, reason="möte i dag", by=session.user)
            return file.name()
        except CaseworkerError as fault:
            return fault.code
        finally:
            session.close()

    def in_the_open(self) -> set[str]:
        """Return which of her secrets lie in any page or frame of the register, decrypted."""
        session = self.sit()
        key = session.keys.register_key
        session.close()
        path = self.application.folder / REGISTER
        wal = path.with_name(f"{path.name}-wal")
        pages = [*decrypted_pages(path, key), *(decrypted_frames(path, key) if wal.exists() else ())]
        text = b"\0".join(pages).decode("utf-8", errors="ignore").casefold()
        return {secret for secret in SECRETS if secret in text}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(KdfCost, "tuned", lambda: KdfCost(64, 1, 1))
    kept: list[str] = []
    split = recovery.split

    def listening(secret: bytes) -> tuple[recovery.RecoverySheet, ...]:
        made = split(secret)
        kept[:] = [" ".join(sheet.words) for sheet in made]
        return made

    monkeypatch.setattr(recovery, "split", listening)
    monkeypatch.setattr("caseworker.founding.recovery_sheet_pdf", lambda **_facts: b"%PDF")
    clock = Clock()
    application = Application(folder=tmp_path / "register", clock=clock)
    pending = application.begin(CreateRegister(application.folder, "0380", "U01", "Mottagningen", NAME, PHRASE))
    for asked in pending.asked:
        assert pending.prove(asked.sheet, kept[asked.sheet - 1].split()[asked.position - 1][:4])
    pending.finish()
    session = application.unlock(NAME, PHRASE)
    vault = Vault.load(application.folder / "register.vault")
    mine = vault.unlock(name=NAME, passphrase=PHRASE, now=clock())
    for id, name in COLLEAGUES.items():
        vault.add_account(mine, account=Founder(id, name, ("caseworker",)), passphrase=PHRASE, now=clock())
        with session.register.change(by=session.user) as tx:
            tx.put_staff(replace(session.user, id=StaffId(id), name=name))
            tx.commit()
    session.close()
    return Office(application, clock, kept)


def test_a_backup_from_before_a_protection_is_restored_with_her_sealed(office: Office) -> None:
    person, child = office.register_someone(), office.register_someone()
    before = office.back_up()
    office.protect(person, child)
    done = office.application.restorer.restore(MAJ, chosen=str(before))
    assert done.protected_again == 2
    assert office.in_the_open() == set()
    session = office.sit()
    rows = people.list_people(session.register, offset=0, limit=9, by=session.user)
    assert [(row.name, row.number) for row in rows] == [("", ""), ("", "")]
    assert all(row.protected is not None for row in rows)
    assert people.find_people(session.register, text="Samira", by=session.user) == ()
    assert protection.list_unsettled(session.register, by=session.user) == ()
    assert office.application.verify(session).ok
    session.close()
    assert office.opens(NAME, person) == "protection.not_reader"  # she who restored reads no more than before
    assert {office.opens(name, one) for name in COLLEAGUES.values() for one in (person, child)} == {"Samira Haddad"}
    # the copy from before she was known forgets nothing either
    assert office.application.restorer.restore(MAJ, chosen=str(before)).protected_again == 2


def test_a_protection_that_has_ended_stays_ended_in_an_older_copy(office: Office) -> None:
    person = office.register_someone()
    before = office.back_up()
    office.protect(person)
    session = office.sit("Ali Berg")
    protection.reveal(session.register, person=person, reason="möte i dag", by=session.user)
    protection.unprotect(session.register, person=person, reason="beslutet upphörde", by=session.user)
    session.close()
    assert office.application.restorer.restore(MAJ, chosen=str(before)).protected_again == 0
    session = office.sit()
    assert people.open_file(session.register, person=person, by=session.user).name() == "Samira Haddad"
    session.close()


def test_a_file_that_is_copied_back_by_hand_is_sealed_before_its_first_row_is_shown(
    office: Office, tmp_path: Path
) -> None:
    person = office.register_someone()
    older = Path(shutil.copy(office.application.folder / REGISTER, tmp_path / "older.db"))
    office.protect(person)
    shutil.copy(older, office.application.folder / REGISTER)
    session = office.sit()
    assert session.register.faults  # it is closed for writing as any older copy
    (row,) = people.list_people(session.register, offset=0, limit=9, by=session.user)
    assert (row.name, row.number) == ("", "")
    session.close()
    assert office.in_the_open() == set()


def test_readers_who_have_gone_are_not_let_in_by_a_copy_and_sheets_are_left(office: Office) -> None:
    person = office.register_someone()
    before = office.back_up()
    office.protect(person)
    session = office.sit()
    holder = office.application.accounts.key_holder(session)
    holder.end(ALI)
    session.close()
    assert office.application.restorer.restore(MAJ, chosen=str(before)).protected_again == 1
    session = office.sit()
    (waits,) = protection.list_unsettled(session.register, by=session.user)
    assert waits.readers == ("Eva Lind",)  # too few, and said
    session.close()
    assert office.opens("Eva Lind", person) == "Samira Haddad"


def test_a_copy_from_before_a_change_of_readers_opens_with_the_keys_of_its_day(office: Office) -> None:
    person = office.register_someone()
    office.protect(person, readers=(ALI, EVA))
    before = office.back_up()
    session = office.sit()
    holder = office.application.accounts.key_holder(session)
    holder.end(ALI)
    session.close()
    assert office.opens("Eva Lind", person) == "Samira Haddad"  # and by that look everything has a new key
    done = office.application.restorer.restore(MAJ, chosen=str(before))
    assert (done.protected_again, done.accounts_as_then) == (0, False)
    session = office.sit()
    (waits,) = protection.list_unsettled(session.register, by=session.user)
    assert (waits.readers, waits.lost) == (("Eva Lind",), ("Ali Berg",))  # the key of its day is known to one who left
    session.close()
    assert office.opens("Eva Lind", person) == "Samira Haddad"


def test_a_damaged_record_is_named_and_keeps_nobody_out(office: Office) -> None:
    person = office.register_someone()
    office.protect(person)
    session = office.sit()
    anchor = anchor_of(session.register.info.register_id)
    session.close()
    record = protection_record.record_path(anchor)
    assert "samira" not in record.read_text(encoding="utf-8").casefold()
    for spoilt in (b"{}", b"not json", record.read_bytes().replace(ALI.encode(), EVA.encode())):
        record.write_bytes(spoilt)
        session = office.sit()
        assert protection_record.RECORD_DAMAGED in {doubt.code for doubt in session.register.doubts}
        session.close()
        session = office.sit()  # it has been written anew
        assert protection_record.RECORD_DAMAGED not in {doubt.code for doubt in session.register.doubts}
        session.close()


def test_a_restored_backup_erases_again_before_the_first_row(office: Office) -> None:
    """From before the erasure: her file goes again, and the log of the restored register says so."""
    session = office.sit()
    register, by = session.register, session.user
    erasure.record_office_facts(register, board=Board.SOCIAL, provider=Provider.MUNICIPAL, by=by)
    person = PersonId(people.register_person(register, intake=INTAKE, by=by).created)
    stays = PersonId(people.register_person(register, intake=replace(OTHER, opened=None), by=by).created)
    notes.write_note(register, person=person, text="Samira kom.", happened_on=register.today(), by=by)
    cases.close_case(register, person=person, closed=register.today(), by=by)
    nothing = EnteredFacts(Answer.NO, Answer.NO, Inquiry.NONE, Answer.NO)
    erasure.record_retention_facts(register, person=person, facts=nothing, by=by)
    session.close()
    office.clock.now = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    before = office.back_up()
    do(office, NAME, lambda s: erasure.propose_erasure(s.register, people=[person], by=s.user))
    do(office, "Eva Lind", lambda s: erasure.approve_erasure(s.register, list_id=listed(s), by=s.user))
    office.clock.now += timedelta(days=31)
    do(office, NAME, lambda s: erasure.carry_out_erasure(s.register, list_id=listed(s), by=s.user))
    assert office.in_the_open() == set()
    done = office.application.restorer.restore(MAJ, chosen=str(before))
    assert done.people == 2  # as many as the copy held
    session = office.sit()
    assert [row.id for row in people.list_people(session.register, offset=0, limit=9, by=session.user)] == [stays]
    with session.register.read() as reader:
        actions = [str(row[0]) for row in reader.connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq")]
    assert "erasure.replayed" in actions
    assert office.application.verify(session).ok
    session.close()
    assert office.in_the_open() == set()


def listed(session: Session) -> str:
    return erasure.list_erasures(session.register, by=session.user)[0].id


def do(office: Office, name: str, act: Callable[[Session], object]) -> None:
    session = office.sit(name)
    act(session)
    session.close()


# Sheets
def test_two_sheets_open_a_compartment_when_all_its_readers_are_gone(
    office: Office, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    office.clock.now = datetime.now(UTC)  # the terminal goes by the clock on the wall
    person = office.register_someone()
    office.clock.now -= timedelta(hours=2)
    office.protect(person)
    do(office, NAME, lambda s: notice.acknowledge_notice(s.register, version=logrules.load().notice.version, by=s.user))

    def terminal(*words: str, stdin: str = "", plain: bool = False) -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        return run("protection", *words, "--person", person, "--user", NAME, plain=plain)

    session = office.sit()
    holder = office.application.accounts.key_holder(session)
    holder.end(ALI)
    with pytest.raises(Refused) as last:
        holder.end(EVA)
    assert last.value.code == "vault.last_holder"
    office.application.accounts.administration(session).suspend(EVA)
    session.close()

    assert terminal("show", "--reason", "möte i dag")[1]["error"] == "protection.no_reader_left"
    assert "två återställningsblad" in terminal("readers", plain=True)[2]
    sheets = f"{office.sheets[0]}\n\n{office.sheets[2]}\n"
    ali_and_maj = ("--reader", NAME, "--reader", "Eva Lind", "--sheets")
    why = ("--reason", "Båda har slutat")
    assert terminal("readers", *ali_and_maj, *why, stdin=office.sheets[0])[1]["error"] == "recovery.two_sheets"
    assert terminal("readers", *ali_and_maj, *why, stdin=sheets)[1]["error"] == "account.not_approved"
    li = let_in(office)
    named = ("--reader", NAME, "--reader", li, "--sheets")
    status, facts, said = terminal("readers", *named, *why, stdin=sheets)
    assert (status, facts["readers"]) == (0, sorted([NAME, li])), said
    shown = terminal("show", "--reason", "möte i dag", plain=True)
    assert "Samira Haddad" in shown[2]
    session = office.sit()
    office.application.accounts.key_holder(session).end(EVA)  # nothing hangs on her any more
    (look,) = access.list_looks_in_need(session.register, by=session.user)
    assert (look.name, look.seen) == (NAME, None)
    session.close()
    assert office.opens(li, person) == "Samira Haddad"
    assert "readers_by_sheets" in (office.application.folder / "security.jsonl").read_text(encoding="utf-8")


def let_in(office: Office) -> str:
    """Let another colleague in, who opens with the same passphrase, and return her name."""
    session = office.sit()
    id, name = "0192f0c0-0000-7000-8000-0000000000b1", "Li Strand"
    vault = Vault.load(office.application.folder / "register.vault")
    mine = vault.unlock(name=NAME, passphrase=PHRASE, now=office.clock())
    vault.add_account(mine, account=Founder(id, name, ("caseworker",)), passphrase=PHRASE, now=office.clock())
    with session.register.change(by=session.user) as tx:
        tx.put_staff(replace(session.user, id=StaffId(id), name=name))
        tx.commit()
    session.close()
    return name
