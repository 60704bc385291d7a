"""Restoring: with the program, after damage and loss, cut off at any step – and without any of our code."""

import io
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from caseworker import platform, restoring
from caseworker.app import Application
from caseworker.domain.intake import Intake
from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.founding import CreateRegister
from caseworker.register_folder import RESTORING
from caseworker.restoring import WhoRestores
from caseworker.services import backups, people
from caseworker.store.register import Register
from caseworker.vault import recovery
from caseworker.vault.kdf import KdfCost
from tests.journeys.terminals import Run

NAME, PHRASE = "Maj Ekholm", "fyra gröna hästar dansar"
MAJ = WhoRestores(NAME, PHRASE)


class Clock:
    """Goes on by an hour with every backup."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the words that go on paper: a test has no eyes."""
    kept: list[str] = []
    split = recovery.split

    def listening(secret: bytes) -> tuple[recovery.RecoverySheet, ...]:
        made = split(secret)
        kept[:] = [" ".join(sheet.words) for sheet in made]
        return made

    monkeypatch.setattr(recovery, "split", listening)
    monkeypatch.setattr("caseworker.founding.recovery_sheet_pdf", lambda **_facts: b"%PDF")
    return kept


@pytest.fixture
def office(sheets: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Application:
    """A register in use, with recovery sheets and nobody in it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(KdfCost, "tuned", lambda: KdfCost(64, 1, 1))
    application = Application(folder=tmp_path / "register", clock=Clock())
    pending = application.begin(CreateRegister(application.folder, "0380", "U01", "Mottagningen", NAME, PHRASE))
    for asked in pending.asked:
        assert pending.prove(asked.sheet, sheets[asked.sheet - 1].split()[asked.position - 1][:4])
    pending.finish()
    return application


def enter(application: Application, given: str, *, back_up: bool = True) -> None:
    """Register somebody, make a backup, and let an hour pass."""
    session = application.unlock(NAME, PHRASE)
    people.register_person(session.register, intake=Intake(given=given, family="Haddad"), by=session.user)
    if back_up:
        assert application.back_up(session, "asked")
    session.close()
    clock = application.clock
    assert isinstance(clock, Clock)
    clock.now += timedelta(hours=1)


def names(application: Application) -> list[str]:
    session = application.unlock(NAME, PHRASE)
    try:
        assert not session.register.faults
        found = application.verify(session)
        assert (found.ok, found.compared) == (True, True)
        rows = people.list_people(session.register, offset=0, limit=100, by=session.user)
        return [row.name for row in rows]
    finally:
        session.close()


def files(application: Application) -> list[Path]:
    return sorted((application.folder / "backups").glob("register-*.age"))


def hurt(path: Path, generator: random.Random) -> None:
    raw = bytearray(path.read_bytes())
    raw[generator.randrange(len(raw))] ^= 1 << generator.randrange(8)
    path.write_bytes(raw)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(CaseworkerError) as fault:
        call()
    return fault.value.code


RESCUE = """
import io, json, sys, tarfile
import pyrage
import sqlcipher3.dbapi2 as sqlcipher
identity, backup, folder = sys.stdin.read().strip(), sys.argv[1], sys.argv[2]
plain = pyrage.decrypt(open(backup, "rb").read(), [pyrage.x25519.Identity.from_str(identity)])
tarfile.open(fileobj=io.BytesIO(plain)).extractall(folder, filter="data")
copy = sqlcipher.connect(folder + "/register.db")
copy.execute(open(folder + "/key.txt").read())
print(json.dumps([row[0] for row in copy.execute('SELECT "full" FROM person_names')]))
assert not any(name.partition(".")[0] in ("caseworker", "ui") for name in sys.modules)
"""


def test_two_sheets_age_and_sqlcipher_read_a_backup_without_our_program(
    office: Application, sheets: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    enter(office, "Samira")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{sheets[2]}\n\n{sheets[0]}\n"))
    status, facts, said = run("recovery", "age-identity")
    assert status == 0, said
    out = tmp_path / "rescued"
    ended = subprocess.run(
        [sys.executable, "-I", "-c", RESCUE, str(files(office)[-1]), str(out)],
        input=str(facts["identity"]),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
    )
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == ["Samira Haddad"]
    assert b"AGE-SECRET" not in b"".join(path.read_bytes() for path in office.folder.glob("register.*"))


def test_the_newest_whole_backup_takes_the_registers_place_and_the_old_one_is_kept(office: Application) -> None:
    enter(office, "Samira")
    enter(office, "Sara", back_up=False)
    done = office.restorer.restore(MAJ)
    assert (done.people, done.damaged, done.accounts_as_then) == (1, (), False)
    assert names(office) == ["Samira Haddad"]
    assert (done.aside / "register.db").exists()
    session = office.unlock(NAME, PHRASE)
    with session.register.read() as reader:
        actions = [str(row[0]) for row in reader.connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq")]
    session.close()
    told = actions.index("register.rollback_accepted")
    assert actions[told : told + 2] == ["register.rollback_accepted", "backup.restored"]
    # the backup made just before is the newest now: a restore by mistake is undone by another
    assert office.restorer.restore(MAJ).people == 2
    assert names(office) == ["Samira Haddad", "Sara Haddad"]


def test_twenty_backups_of_which_some_are_damaged_give_a_good_one_and_name_the_bad(office: Application) -> None:
    for number in range(20):
        enter(office, f"Påhittad {number:02}")
    made = files(office)
    assert len(made) == 20
    generator = random.Random(20)
    bad = sorted({made[-1], *generator.sample(made, 3)})
    for path in bad:
        hurt(path, generator)
    session = office.unlock(NAME, PHRASE)
    rows = backups.list_backups(session.register, kit=office.backup_kit(session), check=True, by=session.user)
    session.close()
    assert sorted(row.name for row in rows if row.code) == [path.name for path in bad]
    good = [path for path in made if path not in bad]
    assert [row.people for row in reversed(rows) if not row.code] == [made.index(path) + 1 for path in good]
    assert code_of(lambda: office.restorer.restore(MAJ, chosen=str(bad[-1]))) in {"backup.damaged", "backup.other_key"}
    assert len(names(office)) == 20
    done = office.restorer.restore(MAJ)
    assert done.file.name == good[-1].name
    assert [name.split()[0] for name in done.damaged] == [path.name for path in reversed(bad) if path > good[-1]]
    assert len(names(office)) == done.people == made.index(good[-1]) + 1
    done = office.restorer.restore(MAJ, chosen=good[0].name)
    assert len(names(office)) == done.people == made.index(good[0]) + 1


def test_a_lost_database_is_restored_by_passphrase_and_a_lost_folder_by_sheets(
    office: Application, sheets: list[str], tmp_path: Path
) -> None:
    enter(office, "Samira")
    for name in ("register.db", "register.db-wal", "register.db-shm"):
        (office.folder / name).unlink(missing_ok=True)
    assert office.restorer.restore(MAJ).people == 1
    assert names(office) == ["Samira Haddad"]
    stick = tmp_path / "stick"
    shutil.copytree(office.folder / "backups", stick)
    shutil.rmtree(office.folder)
    shutil.rmtree(tmp_path / "config")
    assert code_of(lambda: office.restorer.restore(MAJ, places=[stick])) == "backup.sheets_needed"
    by_paper = WhoRestores(NAME, sheets=(sheets[0], sheets[1]))
    assert code_of(lambda: office.restorer.restore(by_paper)) == "backup.none"
    done = office.restorer.restore(by_paper, places=[stick])
    assert (done.people, done.accounts_as_then) == (1, True)
    assert names(office) == ["Samira Haddad"]


def test_what_may_not_be_restored_is_refused_and_nothing_changes(
    office: Application, sheets: list[str], tmp_path: Path
) -> None:
    enter(office, "Samira")
    assert code_of(lambda: office.restorer.restore(WhoRestores(NAME, "fel lösenfras alls"))) == "unlock.wrong"
    assert code_of(lambda: office.restorer.restore(MAJ, chosen="register-saknas.age")) == "backup.none_named"
    foreign = tmp_path / "register-00000000-20261121T080000Z-1-00000000.age"
    shutil.copy(files(office)[0], foreign)
    assert code_of(lambda: office.restorer.restore(MAJ, chosen=str(foreign))) == "backup.other_register"
    someone = WhoRestores("Någon Annan", sheets=(sheets[1], sheets[2]))
    assert code_of(lambda: office.restorer.restore(someone)) == "unlock.not_approved"
    session = office.unlock(NAME, PHRASE)
    assert code_of(lambda: Application(folder=office.folder).restorer.restore(MAJ)) == "register.in_use"
    session.close()
    assert names(office) == ["Samira Haddad"]
    assert not list(office.folder.glob("aside-*"))


class Cut(Exception):
    """The power went."""


def test_a_restore_cut_off_at_any_step_leaves_the_old_register_or_the_new(
    office: Application, sheets: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(office, "Samira")
    enter(office, "Sara", back_up=False)
    shutil.copytree(tmp_path, tmp_path.parent / f"{tmp_path.name}-whole")
    whole = tmp_path.parent / f"{tmp_path.name}-whole"
    seen = set()
    renames, replaces = platform.rename_durably, platform.replace_atomically
    for step in range(40):
        left = [step]

        def count(left: list[int] = left) -> None:
            if not left[0]:
                raise Cut
            left[0] -= 1

        def rename(source: Path, target: Path, count: Callable[[], None] = count) -> None:
            count()
            renames(source, target)

        def replace(path: Path, data: bytes, count: Callable[[], None] = count) -> None:
            count()
            replaces(path, data)

        with monkeypatch.context() as patch:
            patch.setattr(platform, "rename_durably", rename)
            patch.setattr(platform, "replace_atomically", replace)
            try:
                office.restorer.restore(MAJ)
                cut = False
            except Cut:
                cut = True
        found = tuple(names(office))
        assert found in {("Samira Haddad",), ("Samira Haddad", "Sara Haddad")}
        assert not (office.folder / RESTORING).exists()
        seen.add(found)
        if not cut:
            break
        for folder in ("register", "config"):
            shutil.rmtree(tmp_path / folder)
            shutil.copytree(whole / folder, tmp_path / folder)
    assert not cut
    assert seen == {("Samira Haddad",), ("Samira Haddad", "Sara Haddad")}


def test_what_a_finished_restore_left_when_it_died_is_no_hindrance(office: Application) -> None:
    enter(office, "Samira")
    left = office.folder / RESTORING
    left.mkdir()
    (left / "register.about").write_bytes(b"{}")
    assert office.restorer.restore(MAJ).people == 1
    assert not left.exists()
    assert names(office) == ["Samira Haddad"]


def test_a_backup_from_before_the_keys_were_changed_is_put_back_under_the_keys_of_today(office: Application) -> None:
    enter(office, "Samira")
    session = office.unlock(NAME, PHRASE)
    before = session.keys.register_key
    office.accounts.key_holder(session).renew_keys()
    enter(office, "Sara")
    oldest = files(office)[0]
    done = office.restorer.restore(MAJ, chosen=str(oldest))
    assert (done.people, done.accounts_as_then) == (1, False)
    with pytest.raises(EnvironmentFault, match=r"register\.wrong_key"):
        Register.open(office.folder / "register.db", key=before, clock=office.clock)
    assert names(office) == ["Samira Haddad"]


def test_the_terminal_makes_lists_rehearses_and_restores(demo: Run, environment: dict[str, str]) -> None:
    assert demo("verify")[0] == 0
    assert "ingen säkerhetskopia" in demo("backup", "--list", plain=True)[2]
    status, facts, said = demo("backup")
    assert status == 0, said
    assert facts["made"]
    assert os.path.exists(str(facts["file"]))
    assert demo("backup")[1] == {"made": False}
    status, facts, said = demo("person", "add", "--given", "Samira", "--family", "Haddad")
    assert status == 0, said
    assert "Säkerhetskopian är gjord" in demo("backup", plain=True)[2]
    assert len(demo("backup", "--list")[1]["backups"]) == 2  # type: ignore[arg-type]  # a list
    assert "1 personer, öppnad och hel" in demo("backup", "--check", plain=True)[2]
    status, facts, said = demo("rehearse")
    assert (status, facts["ok"], facts["people"]) == (0, True, 1)
    assert demo("restore")[0] == 2
    oldest = sorted((Path(environment["CASEWORKER_REGISTER"]) / "backups").glob("register-*.age"))[0]
    status, facts, said = demo("restore", "--user", NAME, "--from", oldest.name)
    assert (status, facts["people"]) == (0, 0), said
    status, _facts, said = demo("rehearse", plain=True)
    assert status == 3, said
    assert demo("backup")[1]["made"]
    newest = sorted((Path(environment["CASEWORKER_REGISTER"]) / "backups").glob("register-*.age"))[-1]
    newest.write_bytes(newest.read_bytes()[:-1])
    assert newest.name in demo("backup", "--check", plain=True)[2]


def test_the_readable_export_is_made_and_opened_by_those_who_may(demo: Run, tmp_path: Path) -> None:
    assert demo("person", "add", "--given", "Samira", "--family", "Haddad")[0] == 0
    status, facts, said = demo("export", "readable")
    assert (status, facts["people"], facts["left_out"]) == (0, 1, 0), said
    file = str(facts["files"]).strip("[]'")
    assert "1 personer" in demo("export", "readable", plain=True)[2]
    status, facts, said = demo("export", "open", file, "--out", str(tmp_path / "ut"))
    assert status == 0, said
    assert '"given": "Samira"' in Path(str(facts["out"])).read_text(encoding="utf-8")
    assert demo("export", "open", file, "--out", str(tmp_path / "ut"))[1]["error"] == "export.exists"


def test_two_sheets_are_read_also_without_an_empty_line(sheets: list[str], office: Application) -> None:
    from caseworker.terminal import two_sheets

    assert two_sheets(f"{sheets[0]}\n{sheets[1]}") == (sheets[0], sheets[1])
    assert code_of(lambda: two_sheets("ett ord")) == "recovery.two_sheets"
    assert restoring.age_identity(sheets[:2]) == restoring.age_identity(sheets[1:])
