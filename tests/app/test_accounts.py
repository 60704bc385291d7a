"""Accounts over vault and register: an administrator without a key, letting in, ending, new keys cut off anywhere."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from caseworker.accounts import Start
from caseworker.app import Application, Session
from caseworker.domain.access import Role
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import Intake
from caseworker.domain.protection import ProtectionKind
from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.founding import PendingRegister
from caseworker.platform.security_log import last_lines
from caseworker.register_folder import REGISTER, VAULT
from caseworker.services import exports, people, protection, staff
from caseworker.store import rekey
from caseworker.store.register import Register
from caseworker.vault.document import decode
from caseworker.vault.kdf import KdfCost
from caseworker.vault.values import open_value
from tests.app.offices import NAME, NOW, PHRASE, clock, prove_all, real_request
from tests.campaigns.tally import Tally, cases
from tests.store.decrypted import decrypted_pages

LI, LI_PHRASE = "Li Strand", "sju blå krukor på hyllan"
ADA, ADA_PHRASE = "Ada Nyberg", "trettio gula bananer sover"


@pytest.fixture(scope="module")
def cheap_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found one demo register whose keys cost next to nothing; accounts made by others cost the same."""
    folder = tmp_path_factory.mktemp("cheap") / "register"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
        patch.setattr(KdfCost, "floor", classmethod(lambda _cls: KdfCost(64, 1, 1)))
        Application(folder=folder, clock=clock).create_demo(user=NAME, passphrase=PHRASE).close()
    return folder


@pytest.fixture
def demo(cheap_template: Path, tmp_path: Path) -> Application:
    folder = tmp_path / "register"
    shutil.copytree(cheap_template, folder)
    return Application(folder=folder, clock=clock)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(CaseworkerError) as fault:
        act()
    return fault.value.code


def added(demo: Application, name: str, roles: set[Role]) -> Start:
    session = demo.unlock(NAME, PHRASE)
    start = demo.accounts.administration(session).add(name, roles)
    session.close()
    return start


def let_in(demo: Application, name: str = LI, phrase: str = LI_PHRASE, roles: frozenset[Role] | None = None) -> str:
    """Add, begin and approve; return the account's id."""
    roles = roles or frozenset({Role.CASEWORKER})
    start = added(demo, name, set(roles))
    demo.accounts.begin(name, start.passphrase, phrase)
    session = demo.unlock(NAME, PHRASE)
    holder = demo.accounts.key_holder(session)
    (waiting,) = holder.waiting()
    holder.approve(waiting.id, key_id=waiting.key_id, works_as=roles)
    session.close()
    return start.account


def test_from_start_passphrase_to_first_day_at_work(demo: Application) -> None:
    start = added(demo, LI, {Role.CASEWORKER})
    assert LI_PHRASE not in repr(start)
    assert code_of(lambda: demo.unlock(LI, start.passphrase)) == "unlock.begin"
    signs = demo.accounts.begin(LI, start.passphrase, LI_PHRASE)
    assert code_of(lambda: demo.unlock(LI, LI_PHRASE)) == "unlock.not_approved"
    session = demo.unlock(NAME, PHRASE)
    holder = demo.accounts.key_holder(session)
    (waiting,) = holder.waiting()
    assert (waiting.name, waiting.signs, waiting.roles) == (LI, signs, frozenset({Role.CASEWORKER}))
    holder.approve(waiting.id, key_id=waiting.key_id, works_as=waiting.roles)
    assert holder.waiting() == ()
    session.close()
    li = demo.unlock(LI, LI_PHRASE)
    assert (li.user.name, li.user.roles) == (LI, frozenset({Role.CASEWORKER}))
    people.register_person(li.register, intake=Intake(given="Samira"), by=li.user)
    assert code_of(lambda: demo.accounts.administration(li)) == "access.not_granted"
    li.close()
    assert [row.used for row in demo.registers().accounts] == [NOW.date().isoformat()] * 2


def test_what_was_compared_is_what_is_let_in(demo: Application) -> None:
    start = added(demo, LI, {Role.CASEWORKER})
    demo.accounts.begin(LI, start.passphrase, LI_PHRASE)
    session = demo.unlock(NAME, PHRASE)
    holder = demo.accounts.key_holder(session)
    (compared,) = holder.waiting()
    demo.accounts.administration(session).reset(compared.id)
    assert holder.waiting() == ()
    assert (
        code_of(lambda: holder.approve(compared.id, key_id=compared.key_id, works_as=compared.roles))
        == "account.unknown"
    )
    session.close()
    session = demo.unlock(NAME, PHRASE)
    other = demo.accounts.administration(session).reset(compared.id)
    demo.accounts.begin(LI, other.passphrase, LI_PHRASE)
    approve = demo.accounts.key_holder(session).approve
    assert code_of(lambda: approve(compared.id, key_id=compared.key_id, works_as=compared.roles)) == "account.swapped"
    assert all(row.name != LI for row in staff.read_staff(session.register, by=session.user))
    session.close()


def pure_administrator(demo: Application) -> str:
    start = added(demo, ADA, {Role.ADMINISTRATOR})
    demo.accounts.begin(ADA, start.passphrase, ADA_PHRASE)
    return start.account


def test_a_pure_administrator_works_without_a_register_that_could_be_opened(demo: Application) -> None:
    pure_administrator(demo)
    register = demo.folder / REGISTER
    register.rename(demo.folder.parent / "elsewhere.db")
    assert demo.accounts.administers(ADA)
    at_work = demo.accounts.administer(ADA, ADA_PHRASE)
    start = at_work.administration.add(LI, frozenset({Role.CASEWORKER}))
    at_work.administration.suspend(start.account)
    at_work.administration.reinstate(start.account)
    again = at_work.administration.reset(start.account)
    assert again.passphrase != start.passphrase
    assert [row.name for row in at_work.administration.accounts()] == [NAME, ADA, LI]
    at_work.close()
    assert not register.exists()
    (demo.folder.parent / "elsewhere.db").rename(register)
    assert code_of(lambda: demo.unlock(ADA, ADA_PHRASE)) == "unlock.not_approved"


def test_the_register_is_never_touched_in_an_administrators_process(demo: Application) -> None:
    pure_administrator(demo)
    code = """
import os, sys
from pathlib import Path
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from caseworker.app import Application
from caseworker.domain.access import Role
application = Application(folder=Path(sys.argv[1]))
at_work = application.accounts.administer(sys.argv[2], sys.argv[3])
start = at_work.administration.add("Li Strand", {Role.CASEWORKER})
at_work.administration.suspend(start.account)
at_work.close()
assert not [path for path in opened if "register.db" in path], opened
assert "sqlcipher3" not in sys.modules and "sqlalchemy" not in sys.modules
print("administered")
"""
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own lines
        [sys.executable, "-c", code, str(demo.folder), ADA, ADA_PHRASE], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "administered", "")


def test_no_key_an_administrator_holds_opens_the_register(demo: Application) -> None:
    account = pure_administrator(demo)
    at_work = demo.accounts.administer(ADA, ADA_PHRASE)
    keys = at_work._opened._keys  # noqa: SLF001 - what her process holds is what must open nothing
    document = decode((demo.folder / VAULT).read_bytes())
    own = next(one for one in document.accounts if one.id == account)
    assert own.sealed == {}
    others = [sealed for one in document.accounts for sealed in one.sealed.values()]
    assert others
    for sealed in others:
        assert at_work._opened.unseal("register", sealed) is None  # noqa: SLF001
    held = [keys.encryption, keys.signing, own.public.encryption, own.public.signing, *document.checks.values()]
    at_work.close()
    for key in held:
        with pytest.raises(EnvironmentFault) as fault:
            Register.open(demo.folder / REGISTER, key=key, clock=clock)
        assert fault.value.code == "register.wrong_key"


def test_only_an_administrator_administers_and_nobody_locks_herself_out(demo: Application) -> None:
    let_in(demo)
    assert code_of(lambda: demo.accounts.administer(LI, LI_PHRASE)) == "access.not_granted"
    assert code_of(lambda: demo.accounts.administer(NAME, "fel fras helt och hållet")) == "unlock.wrong"
    account = pure_administrator(demo)
    at_work = demo.accounts.administer(ADA, ADA_PHRASE)
    ours = at_work.administration
    assert code_of(lambda: ours.suspend(account)) == "account.own"
    assert code_of(lambda: ours.reset(account)) == "account.own"
    assert code_of(lambda: ours.reset("nobody")) == "account.unknown"
    assert code_of(lambda: ours.add(LI, {Role.CASEWORKER})) == "account.exists"
    assert code_of(lambda: ours.add("Eva", set())) == "staff.no_role"
    at_work.close()
    assert not demo.accounts.administers(NAME)
    assert not demo.accounts.administers("Nobody")


def test_a_colleague_who_goes_opens_nothing_more(demo: Application) -> None:
    account = let_in(demo)
    li = demo.unlock(LI, LI_PHRASE)
    people.register_person(li.register, intake=Intake(given="Samira"), by=li.user)
    li.close()
    session = demo.unlock(NAME, PHRASE)
    holder = demo.accounts.key_holder(session)
    left = holder.end(account)
    assert len(left) == 1
    assert code_of(lambda: holder.end(session.user.id)) == "staff.not_oneself"
    session.close()
    assert code_of(lambda: demo.unlock(LI, LI_PHRASE)) == "unlock.suspended"
    session = demo.unlock(NAME, PHRASE)
    demo.accounts.administration(session).reinstate(account)
    (waiting,) = demo.accounts.key_holder(session).waiting()
    assert waiting.id == account
    session.close()
    assert code_of(lambda: demo.unlock(LI, LI_PHRASE)) == "unlock.not_approved"


def test_somebody_who_was_never_let_in_is_ended_in_the_vault_alone(demo: Application) -> None:
    account = pure_administrator(demo)
    session = demo.unlock(NAME, PHRASE)
    assert demo.accounts.key_holder(session).end(account) == ()
    session.close()
    assert code_of(lambda: demo.accounts.administer(ADA, ADA_PHRASE)) == "unlock.suspended"


def test_a_passphrase_is_changed_by_whoever_knows_the_old_one(demo: Application) -> None:
    session = demo.unlock(NAME, PHRASE)
    change = demo.accounts.change_passphrase
    new = "åtta stolar kring ett bord"
    assert code_of(lambda: change(session.keys, old="fel", new=new)) == "passphrase.old_wrong"
    assert code_of(lambda: change(session.keys, old=PHRASE, new=PHRASE)) == "passphrase.same"
    assert code_of(lambda: change(session.keys, old=PHRASE, new="Maj Ekholm Uppsala 2026")) == "passphrase.weak"
    change(session.keys, old=PHRASE, new=new)
    session.close()
    assert code_of(lambda: demo.unlock(NAME, PHRASE)) == "unlock.wrong"
    demo.unlock(NAME, new).close()


def test_a_start_passphrase_is_not_kept_and_a_colleagues_name_helps_nobody(demo: Application) -> None:
    start = added(demo, LI, {Role.CASEWORKER})
    begin = demo.accounts.begin
    assert code_of(lambda: begin(LI, start.passphrase, start.passphrase)) == "passphrase.same"
    assert code_of(lambda: begin(LI, start.passphrase, "ekholm strand uppsala mottagningsenheten")) == "passphrase.weak"
    assert code_of(lambda: begin(LI, "fel", LI_PHRASE)) == "unlock.wrong"


# new keys


@pytest.fixture
def office(demo: Application) -> Application:
    """Two colleagues and one person; one of the two is about to go."""
    let_in(demo)
    session = demo.unlock(NAME, PHRASE)
    people.register_person(session.register, intake=Intake(given="Samira", family="Haddad"), by=session.user)
    session.close()
    return demo


def renewed(office: Application) -> None:
    session = office.unlock(NAME, PHRASE)
    office.accounts.key_holder(session).renew_keys()


def test_after_new_keys_the_old_one_opens_nothing_and_all_is_there(office: Application) -> None:
    session = office.unlock(LI, LI_PHRASE)
    old = session.keys.register_key
    session.close()
    backup = office.folder.parent / "backup"
    shutil.copytree(office.folder, backup)
    renewed(office)
    with pytest.raises(EnvironmentFault) as fault:
        Register.open(office.folder / REGISTER, key=old, clock=clock)
    assert fault.value.code == "register.wrong_key"
    for name, phrase in ((NAME, PHRASE), (LI, LI_PHRASE)):
        session = office.unlock(name, phrase)
        assert session.register.faults == ()
        assert [row.name for row in people.find_people(session.register, text="haddad", by=session.user)] == [
            "Samira Haddad"
        ]
        assert office.verify(session).ok
        session.close()
    assert sorted(path.name for path in office.folder.iterdir() if "rekeyed" in path.name) == []


def test_whoever_was_ended_before_new_keys_cannot_open_what_is_written_after(office: Application) -> None:
    li = office.unlock(LI, LI_PHRASE)
    kept, account = li.keys.register_key, li.user.id
    li.close()
    session = office.unlock(NAME, PHRASE)
    office.accounts.key_holder(session).end(account)
    office.accounts.key_holder(session).renew_keys()
    with pytest.raises(EnvironmentFault):
        Register.open(office.folder / REGISTER, key=kept, clock=clock)
    assert code_of(lambda: office.unlock(LI, LI_PHRASE)) == "unlock.suspended"
    office.unlock(NAME, PHRASE).close()


def test_a_full_disk_leaves_the_old_key_and_no_trace(office: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise EnvironmentFault("register.disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(rekey, "_write_copy", full)
        session = office.unlock(NAME, PHRASE)
        assert code_of(office.accounts.key_holder(session).renew_keys) == "register.disk_full"
    opened_whole(office.folder, Path(os.environ["XDG_CONFIG_HOME"]))


def test_nothing_is_renewed_when_the_vault_names_other_keys_than_the_register_has_seen(office: Application) -> None:
    office.unlock(LI, LI_PHRASE).close()
    session = office.unlock(NAME, PHRASE)
    li = next(row for row in office.registers().accounts if row.name == LI)
    start = office.accounts.administration(session).reset(li.id)
    office.accounts.begin(LI, start.passphrase, LI_PHRASE)
    vault = office._vault()  # noqa: SLF001 - the attacker writes the file past every check
    vault.approve(session.keys, li.id, key_id=vault.key_id(li.id))
    assert code_of(office.accounts.key_holder(session).renew_keys) == "account.swapped"
    session.close()
    office.unlock(NAME, PHRASE).close()


@dataclass
class Walled:
    """An office of three where somebody is protected: who may read her, her id and the key of her compartment."""

    application: Application
    person: PersonId
    key: bytes


EVA, EVA_PHRASE = "Eva Lind", "fjorton svarta stövlar i hallen"


@pytest.fixture
def walled(office: Application) -> Walled:
    let_in(office, EVA, EVA_PHRASE)
    session = office.unlock(NAME, PHRASE)
    register, by = session.register, session.user
    (row,) = people.find_people(register, text="haddad", by=by)
    ids = {one.name: StaffId(one.id) for one in staff.read_staff(register, by=by)}
    person = PersonId(row.id)
    readers = [ids[NAME], ids[LI], ids[EVA]]
    protection.protect(register, person=person, kind=ProtectionKind.SECRECY_MARK, readers=readers, by=by)
    session.close()
    li = office.unlock(LI, LI_PHRASE)
    (name,) = office._vault().key_names(li.keys) - {"register"}  # noqa: SLF001
    key = office._vault().unseal_key(li.keys, name)  # noqa: SLF001
    li.close()
    return Walled(office, person, key)


def sealed_rows(path: Path, key: bytes) -> list[tuple[str, str, str, bytes]]:
    connection = sqlcipher.connect(str(path))
    try:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        rows = connection.execute("SELECT compartment_id, record, field, body FROM sealed_fields").fetchall()
        return list(rows)
    finally:
        connection.close()


def opens_any(application: Application, path: Path, register_key: bytes, key: bytes) -> bool:
    """Tell whether ``key`` opens a sealed field, or anything that lies in a page of the decrypted file."""
    register = application._vault().register_id  # noqa: SLF001
    rows = sealed_rows(path, register_key)
    assert rows
    return any(open_value(key, body, (register, where, record, name)) for where, record, name, body in rows)


def test_new_keys_renew_the_compartments_of_who_has_left_and_old_bodies_lie_in_no_page(walled: Walled) -> None:
    office = walled.application
    session = office.unlock(NAME, PHRASE)
    old_bodies = [body for *_, body in sealed_rows(office.folder / REGISTER, session.keys.register_key)]
    holder = office.accounts.key_holder(session)
    holder.end(next(row.id for row in office.registers().accounts if row.name == LI))
    (waits,) = holder.unsettled()
    assert (waits.readers, waits.lost) == ((EVA, NAME), (LI,))
    assert holder.renew_keys() == 0
    again = office.unlock(NAME, PHRASE)
    key = again.keys.register_key
    protection.reveal(again.register, person=walled.person, reason="möte i dag", by=again.user)
    assert people.open_file(again.register, person=walled.person, by=again.user).name() == "Samira Haddad"
    again.close()
    assert not opens_any(office, office.folder / REGISTER, key, walled.key)
    pages = b"".join(decrypted_pages(office.folder / REGISTER, key))
    assert not [body for body in old_bodies if body in pages]
    eva = office.unlock(EVA, EVA_PHRASE)
    protection.reveal(eva.register, person=walled.person, reason="möte i dag", by=eva.user)
    eva.close()


@pytest.mark.campaign(id="K3", what="kill -9 at a touch of the disk while keys and a protected person's are renewed")
def test_killed_at_any_touch_of_the_disk_her_readers_open_her_and_what_was_renewed_stays_so(
    walled: Walled, config: Path, tmp_path: Path, tally: Tally
) -> None:
    office = walled.application
    session = office.unlock(NAME, PHRASE)
    office.accounts.key_holder(session).end(next(row.id for row in office.registers().accounts if row.name == LI))
    session.close()
    touches, cut = 0, True
    while cut:
        touches += cases(6, 3, 1)
        folder, own = tmp_path / f"cut-{touches}", tmp_path / f"config-{touches}"
        shutil.copytree(office.folder, folder)
        shutil.copytree(config, own)
        cut = cut_off(folder, own, touches)
        her_readers_open_her(walled, folder, own)
        tally.count()
    assert touches > 40


def her_readers_open_her(walled: Walled, folder: Path, config: Path) -> None:
    """Both who stay open her, the key is new after the first look, and nothing is left lying."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(config))
        application = Application(folder=folder, clock=clock)
        for name, phrase in ((EVA, EVA_PHRASE), (NAME, PHRASE)):
            session = application.unlock(name, phrase)
            register, by = session.register, session.user
            assert register.faults == ()
            protection.reveal(register, person=walled.person, reason="möte i dag", by=by)
            assert people.open_file(register, person=walled.person, by=by).name() == "Samira Haddad"
            assert protection.count_unsettled(register, by=by) == 0
            key = session.keys.register_key
            session.close()
        assert not opens_any(application, folder / REGISTER, key, walled.key)
        assert code_of(lambda: application.unlock(LI, LI_PHRASE)) == "unlock.suspended"
        assert "register.next" not in (folder / VAULT).read_text()


DISK = ("open", "fsync", "replace", "rename", "unlink", "chmod")


def cut_off(folder: Path, config: Path, left: int) -> bool:
    """Renew in a process of its own that is killed before its ``left``-th touch of the disk; tell whether it was."""
    child = os.fork()
    if child == 0:
        os.environ["XDG_CONFIG_HOME"] = str(config)
        application = Application(folder=folder, clock=clock)
        holder = application.accounts.key_holder(application.unlock(NAME, PHRASE))
        touches = iter(range(1, 10**9))

        def deadly(real: Callable[..., object]) -> Callable[..., object]:
            def touch(*args: object, **kwargs: object) -> object:
                if next(touches) == left:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*args, **kwargs)

            return touch

        for name in DISK:
            setattr(os, name, deadly(getattr(os, name)))
        for name in ("connect", "_reads_back"):
            setattr(rekey, name, deadly(getattr(rekey, name)))
        try:
            holder.renew_keys()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.campaign(id="K3", what="kill -9 at a touch of the disk while keys are renewed")
def test_killed_before_any_touch_of_the_disk_one_of_the_keys_opens_all_of_it(
    office: Application, config: Path, tmp_path: Path, tally: Tally
) -> None:
    touches, cut = 0, True
    while cut:
        touches += cases(3, 1, 1)
        folder, own = tmp_path / f"cut-{touches}", tmp_path / f"config-{touches}"
        shutil.copytree(office.folder, folder)
        shutil.copytree(config, own)
        cut = cut_off(folder, own, touches)
        opened_whole(folder, own)
        tally.count()
    assert touches > 20


def opened_whole(folder: Path, config: Path) -> None:
    """Both colleagues open it, everything is there and nothing of the change is left lying."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(config))
        application = Application(folder=folder, clock=clock)
        for name, phrase in ((NAME, PHRASE), (LI, LI_PHRASE)):
            session: Session = application.unlock(name, phrase)
            assert session.register.faults == ()
            assert [row.name for row in people.find_people(session.register, text="haddad", by=session.user)]
            session.close()
        assert not [path.name for path in folder.iterdir() if "rekeyed" in path.name]
        assert "register.next" not in (folder / VAULT).read_text()


# two sheets


def test_two_sheets_let_in_a_colleague_whom_nobody_approved(tmp_path: Path, cheap_keys: None) -> None:
    application = Application(folder=tmp_path / "real", clock=clock)
    pending = PendingRegister.begin(real_request(tmp_path / "real"), clock=clock)
    prove_all(pending)
    pending.finish()
    session = application.unlock(NAME, PHRASE)
    application.accounts.administration(session).add(LI, frozenset({Role.REVIEWER}))
    fresh = application._vault().renew_sheets(session.keys)  # noqa: SLF001 - the paper is not at hand in a test
    session.close()
    words = [" ".join(sheet.words) for sheet in fresh[:2]]
    li = application.recover(LI, words, LI_PHRASE)
    assert (li.user.name, li.user.roles) == (LI, frozenset({Role.REVIEWER}))
    li.close()
    application.unlock(LI, LI_PHRASE).close()
    again = application.recover(LI, words, "nio röda bussar i regnet")
    known = staff.read_known_keys(again.register, by=again.user)
    assert known[again.user.id] == again.keys.key_id
    again.close()


# The passphrase once more
def test_the_passphrase_once_more_opens_what_is_sensitive_and_the_log_tells_it(demo: Application) -> None:
    session = demo.unlock(NAME, PHRASE)
    administration, proof = demo.accounts.administration(session), session.register.proof
    proof.lapse()
    assert code_of(lambda: administration.add(LI, {Role.CASEWORKER})) == "proof.needed"
    assert code_of(lambda: administration.reset(administration.account.id)) == "proof.needed"
    assert code_of(lambda: demo.accounts.prove(administration.account, proof, ADA_PHRASE)) == "unlock.wrong"
    assert not proof.fresh
    demo.accounts.prove(administration.account, proof, PHRASE)
    assert administration.add(LI, {Role.CASEWORKER}).name == LI
    session.close()
    told = [json.loads(line)["event"] for line in last_lines(demo.folder, 9)]
    assert told[-4:] == ["unlock_failed", "proved", "account_added", "closed"]


def test_wrong_passphrases_are_counted_with_those_of_the_unlock_screen(demo: Application) -> None:
    session = demo.unlock(NAME, PHRASE)
    account, proof = session.keys.account, session.register.proof
    codes = [code_of(lambda: demo.accounts.prove(account, proof, "fel fel fel fel")) for _ in range(6)]
    assert codes[0] == "unlock.wrong"
    assert codes[-1] == "unlock.wait"
    session.close()
    assert code_of(lambda: demo.unlock(NAME, PHRASE)) == "unlock.wait"


def test_a_pure_administrator_is_asked_too(demo: Application) -> None:
    start = added(demo, ADA, {Role.ADMINISTRATOR})
    demo.accounts.begin(ADA, start.passphrase, ADA_PHRASE)
    at_work = demo.accounts.administer(ADA, ADA_PHRASE)
    ours = at_work.administration
    ours.proof.lapse()
    assert code_of(lambda: ours.add(LI, {Role.CASEWORKER})) == "proof.needed"
    demo.accounts.prove(ours.account, ours.proof, ADA_PHRASE)
    assert ours.add(LI, {Role.CASEWORKER}).name == LI
    at_work.close()


# The readable export
@pytest.mark.parametrize(("role", "code"), [(Role.UNIT_MANAGER, ""), (Role.CASEWORKER, "access.not_granted")])
def test_another_colleague_opens_the_export_with_her_own_keys_if_her_role_may(
    demo: Application, tmp_path: Path, role: Role, code: str
) -> None:
    let_in(demo, roles=frozenset({role}))
    founder = demo.unlock(NAME, PHRASE)
    people.register_person(founder.register, intake=Intake(given="Samira", family="Haddad"), by=founder.user)
    made = exports.export_readable(founder.register, kit=demo.backup_kit(founder), by=founder.user)
    founder.close()
    assert made is not None
    li = demo.unlock(LI, LI_PHRASE)
    kit = demo.backup_kit(li)

    def open_it() -> Path:
        return exports.open_export(li.register, kit=kit, file=made.files[0], folder=tmp_path / "ut", by=li.user)

    if code:
        assert code_of(open_it) == code
        assert not (tmp_path / "ut").exists()
    else:
        assert "Haddad" in open_it().read_text(encoding="utf-8")
    li.close()
