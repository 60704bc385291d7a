"""What an unlock meets on its way: no register, a wrong passphrase, somebody else, damage, an older copy."""

import json
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from caseworker.app import Application
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.platform.policy import Policy, PolicyFault
from caseworker.platform.security_log import FILE_NAME, last_lines
from caseworker.register_folder import REGISTER, VAULT
from caseworker.services import people, trust
from caseworker.vault.accounts import Founder, Vault
from tests.app.offices import NAME, NOW, PHRASE


def fault_of(application: Application, passphrase: str = PHRASE) -> CaseworkerError:
    with pytest.raises(CaseworkerError) as fault:
        application.unlock(NAME, passphrase).close()
    return fault.value


def test_an_empty_folder_has_no_register(tmp_path: Path) -> None:
    application = Application(folder=tmp_path)
    seen = application.registers()
    assert (application.exists(), seen.exists, seen.accounts) == (False, False, ())
    assert (seen.demo, seen.office_name, seen.municipality_name) == (False, "", "")
    assert fault_of(application).code == "register.missing"


def test_the_unlock_screen_knows_the_office_and_who_may_open(demo: Application) -> None:
    seen = demo.registers()
    assert (seen.exists, seen.demo, seen.municipality_name) == (True, True, "Uppsala")
    assert [account.name for account in seen.accounts] == [NAME]
    assert demo.about().office_code == "U01"


def test_a_vault_that_another_process_changed_is_read_again(demo: Application) -> None:
    demo.registers()
    other = Vault.load(demo.folder / VAULT)
    opened = other.unlock(name=NAME, passphrase=PHRASE, now=NOW)
    newcomer = Founder("0190a000-0000-7000-8000-00000000000b", "Li Strand", ("caseworker",))
    other.add_account(opened, account=newcomer, passphrase="fyra röda hästar dansar", now=NOW)
    other.change_passphrase(opened, old=PHRASE, new="gul tall under berget")
    assert [account.name for account in demo.registers().accounts] == [NAME, "Li Strand"]
    assert fault_of(demo).code == "unlock.wrong"
    demo.unlock(NAME, "gul tall under berget").close()


def test_every_fault_gives_the_register_back(demo: Application) -> None:
    assert fault_of(demo, "fyra röda hästar dansar").code == "unlock.wrong"
    (demo.folder / REGISTER).rename(demo.folder / "elsewhere")
    assert fault_of(demo).code == "register.missing"
    (demo.folder / "elsewhere").rename(demo.folder / REGISTER)
    demo.unlock(NAME, PHRASE).close()


def test_a_second_window_is_told_who_has_it_open_before_it_may_try_a_passphrase(demo: Application) -> None:
    session = demo.unlock(NAME, PHRASE)
    try:
        refused = fault_of(demo, "fel lösenfras")
        assert (refused.code, refused.params["holder"], refused.params["program"]) == (
            "register.in_use",
            NAME,
            "window",
        )
    finally:
        session.close()


def test_a_damaged_vault_and_a_wrong_passphrase_are_told_apart(demo: Application) -> None:
    vault = demo.folder / VAULT
    content = bytearray(vault.read_bytes())
    content[len(content) // 2] ^= 1
    vault.write_bytes(content)
    assert fault_of(demo).code == "vault.damaged"
    with pytest.raises(EnvironmentFault):
        demo.registers()


def test_after_five_wrong_tries_even_the_right_one_waits(demo: Application) -> None:
    codes = [fault_of(demo, "fel lösenfras").code for _ in range(6)]
    assert codes[:5] == ["unlock.wrong"] * 5
    assert codes[5] == "unlock.wait"
    assert fault_of(demo).code == "unlock.wait"
    moments: list[datetime] = [NOW + timedelta(minutes=20)]
    Application(folder=demo.folder, clock=lambda: moments[0]).unlock(NAME, PHRASE).close()


def test_an_older_copy_opens_for_reading_and_says_so(demo: Application) -> None:
    older = demo.folder.with_name("older.db")
    shutil.copy(demo.folder / REGISTER, older)
    session = demo.unlock(NAME, PHRASE)
    people.register_person(session.register, intake=Intake(given="Samira", born=date(1988, 3, 14)), by=session.user)
    session.close()
    shutil.copy(older, demo.folder / REGISTER)
    session = demo.unlock(NAME, PHRASE)
    try:
        assert [finding.code for finding in session.register.faults] == ["audit.rolled_back"]
        assert people.count_people(session.register, by=session.user) == 0
        with pytest.raises(EnvironmentFault) as fault:
            people.register_person(session.register, intake=Intake(given="Sara"), by=session.user)
        assert fault.value.code == "register.closed_for_writing"
        found = demo.verify(session)
        assert "audit.rolled_back" in {finding.code for finding in found.findings}
    finally:
        session.close()


def test_a_copy_restored_on_purpose_is_gone_on_in_and_the_log_says_who_did_it(demo: Application) -> None:
    older = demo.folder.with_name("older.db")
    shutil.copy(demo.folder / REGISTER, older)
    session = demo.unlock(NAME, PHRASE)
    with pytest.raises(Refused) as refused:
        trust.accept_older_copy(session.register, by=session.user)
    assert refused.value.code == "register.not_rolled_back"
    people.register_person(session.register, intake=Intake(given="Samira"), by=session.user)
    session.close()
    shutil.copy(older, demo.folder / REGISTER)
    session = demo.unlock(NAME, PHRASE)
    trust.accept_older_copy(session.register, by=session.user)
    assert people.register_person(session.register, intake=Intake(given="Sara"), by=session.user).created
    with session.register.read() as reader:
        actions = reader.connection.exec_driver_sql("SELECT action, actor FROM audit").all()
    assert ("register.rollback_accepted", session.user.id) in [tuple(row) for row in actions]
    session.close()
    session = demo.unlock(NAME, PHRASE)
    assert session.register.faults == ()
    assert demo.verify(session).ok
    session.close()


def test_a_damaged_page_in_the_middle_is_found_and_never_shown(demo: Application) -> None:
    session = demo.unlock(NAME, PHRASE)
    made = people.register_person(session.register, intake=Intake(given="Samira"), by=session.user).created
    with session.register.raw_connection() as connection:
        where = "SELECT rootpage FROM sqlite_schema WHERE name = 'person_names'"
        page = connection.exec_driver_sql(where).scalar_one()
    session.close()
    content = bytearray((demo.folder / REGISTER).read_bytes())
    content[(page - 1) * 4096 + 2000] ^= 0x40
    (demo.folder / REGISTER).write_bytes(content)
    session = demo.unlock(NAME, PHRASE)  # nothing that opening reads is damaged
    with pytest.raises(EnvironmentFault) as fault:
        people.open_file(session.register, person=PersonId(made), by=session.user)
    assert fault.value.code == "register.damaged"
    found = demo.verify(session)
    assert [finding.code for finding in found.findings] == ["file.page_damaged"]
    with pytest.raises(EnvironmentFault) as fault:
        people.register_person(session.register, intake=Intake(given="Sara"), by=session.user)
    assert fault.value.code == "register.closed_for_writing"
    session.close()


def test_what_the_first_start_asks_is_answered_without_a_register(tmp_path: Path) -> None:
    application = Application(folder=tmp_path)
    assert len(application.municipalities()) == 290
    assert len(application.suggest_passphrase().split()) == 5
    weak = application.passphrase_strength("Uppsala2026", ("Uppsala",))
    assert weak.score < application.passphrase_strength(application.suggest_passphrase(), ()).score
    assert application.folder_problem(tmp_path) is None
    assert application.folder_problem(tmp_path / "OneDrive" / "x")


def test_the_security_log_tells_how_unlocking_went_and_names_nobody(demo: Application) -> None:
    assert fault_of(demo, "fel lösenfras").code == "unlock.wrong"
    with pytest.raises(Refused):
        demo.unlock("Okänd Person", PHRASE)
    demo.unlock(NAME, PHRASE).close()
    lines = [json.loads(line) for line in last_lines(demo.folder, 20)]
    told = [(line["event"], line["account"] != "", line.get("code")) for line in lines[-4:]]
    assert told == [
        ("unlock_failed", True, "unlock.wrong"),
        ("unlock_failed", False, "unlock.wrong"),
        ("unlocked", True, None),
        ("closed", True, None),
    ]
    content = (demo.folder / FILE_NAME).read_text(encoding="utf-8")
    assert not [word for word in (*NAME.split(), "Okänd", "lösenfras", PHRASE) if word in content]


def test_a_policy_that_is_wrong_is_told_to_the_security_log(demo: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Policy(faults=(PolicyFault("policy.malformed"),))
    monkeypatch.setattr("caseworker.platform.machine_policy", lambda: broken)
    demo.unlock(NAME, PHRASE).close()
    events = [json.loads(line) for line in last_lines(demo.folder, 3)]
    assert {"policy.malformed"} == {one["code"] for one in events if one["event"] == "policy_fault"}


def test_a_check_that_fails_is_told_to_the_security_log(demo: Application) -> None:
    older = demo.folder.with_name("older.db")
    shutil.copy(demo.folder / REGISTER, older)
    session = demo.unlock(NAME, PHRASE)
    people.register_person(session.register, intake=Intake(given="Samira"), by=session.user)
    session.close()
    shutil.copy(older, demo.folder / REGISTER)
    session = demo.unlock(NAME, PHRASE)
    assert not demo.verify(session).ok
    session.close()
    failed = [json.loads(line) for line in last_lines(demo.folder, 5) if "check_failed" in line]
    assert [one["code"] for one in failed] == ["audit.rolled_back"]
