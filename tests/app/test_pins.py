"""Unlocking by PIN: made after a passphrase, in two places at once, and gone before it becomes worth trying."""

import base64
import json
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from caseworker.app import Application, Session
from caseworker.domain.access import Role, User
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import Intake
from caseworker.domain.protection import ProtectionKind
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.pins import HOLDS, PinState, PinView
from caseworker.platform import keystore
from caseworker.platform.policy import Policy
from caseworker.platform.security_log import FILE_NAME, last_lines
from caseworker.register_folder import VAULT
from caseworker.services import exports, people, protection
from caseworker.vault import sealing
from caseworker.vault.accounts import AccountState, Founder, Vault
from caseworker.vault.kdf import KdfCost
from caseworker.vault.sealing import Context
from caseworker.vault.values import open_value
from tests.app.offices import NAME, NOW, PHRASE, clock
from tests.canaries import forms
from tests.keystores import MemoryKeyring

PIN, WRONG = "402817", "402818"
LI = Founder("0190a000-0000-7000-8000-00000000000b", "Li Strand", ("caseworker",))


@dataclass
class Office:
    """A demo register with a keystore in memory, a policy that allows a PIN, and two clocks that stand still."""

    application: Application
    keys: MemoryKeyring
    config: Path
    wall: datetime = NOW
    steady: float = 1000.0
    allowed: bool = True
    hours: int = 10

    def fresh(self) -> Application:
        """A new process at the unlock screen."""
        made = Application(folder=self.application.folder, clock=lambda: self.wall)
        made.pins.policy = lambda: Policy(pin=self.allowed, session_hours=self.hours)
        made.pins.steady = lambda: self.steady
        self.application = made
        return made

    def passes(self, time: timedelta) -> None:
        self.wall += time
        self.steady += time.total_seconds()

    def unlock(self) -> Session:
        return self.fresh().unlock(NAME, PHRASE)

    def locked_with_pin(self) -> None:
        """A PIN was chosen, then Ctrl L: the lock releases the register and leaves the PIN."""
        session = self.unlock()
        assert session.pin is not None
        session.pin.choose(PIN)
        lock(session)

    def try_pin(self, pin: str = PIN, name: str = NAME) -> str:
        try:
            session = self.fresh().unlock_by_pin(name, pin)
        except CaseworkerError as fault:
            return fault.code
        lock(session)
        return "opened"

    def view(self) -> PinView:
        session = self.unlock()
        try:
            assert session.pin is not None
            session.pin.renew()
            return session.pin.view()
        finally:
            lock(session)

    def events(self) -> list[tuple[str, str]]:
        lines = [json.loads(line) for line in last_lines(self.application.folder, 50)]
        return [(line["event"], line.get("code", "")) for line in lines]

    def files(self) -> set[str]:
        return {path.suffix for path in (self.config / "Handlaggarstod" / "pins").glob("*")}


def lock(session: Session) -> None:
    """End a session as Ctrl L does, without replacing the process of the test."""
    session.pin = None
    session.close()


@pytest.fixture(scope="module")
def cheap_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo register whose keys cost next to nothing to derive: some hundred are derived here."""
    folder = tmp_path_factory.mktemp("cheap") / "register"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
        patch.setattr(KdfCost, "tuned", classmethod(lambda _cls: KdfCost(64, 1, 1)))
        Application(folder=folder, clock=clock).create_demo(user=NAME, passphrase=PHRASE).close()
    return folder


@pytest.fixture
def office(cheap_template: Path, tmp_path: Path, config: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    folder = tmp_path / "register"
    shutil.copytree(cheap_template, folder)
    keys = MemoryKeyring()
    monkeypatch.setattr(keystore, "system_keystore", lambda: keys.store)
    return Office(Application(folder=folder, clock=clock), keys, config)


# the way it is meant
def test_after_a_lock_the_pin_opens_the_register_and_the_log_says_how(office: Office) -> None:
    office.locked_with_pin()
    office.passes(timedelta(hours=7, minutes=59))
    assert office.fresh().pins.offered() == {NAME: NOW + HOLDS}
    session = office.application.unlock_by_pin(NAME, PIN)
    try:
        assert session.user.name == NAME
        assert not session.register.proof.fresh, "what is sensitive asks for the passphrase"
        assert session.pin is not None
        assert session.pin.view() == PinView(PinState.BY_PIN, NOW + HOLDS)
        assert office.application.verify(session).ok
    finally:
        lock(session)
    assert office.application.verify(office.unlock()).ok, "its signature is its owner's"
    assert ("pin_made", "") in office.events()
    assert ("unlocked_by_pin", "") in office.events()


def test_the_eight_hours_count_from_the_passphrase_not_from_the_settings(office: Office) -> None:
    session = office.unlock()
    assert session.pin is not None
    assert session.pin.view() == PinView(PinState.OFF)
    office.passes(timedelta(hours=3))
    with pytest.raises(Refused) as refused:
        session.pin.choose(PIN)
    assert refused.value.code == "proof.needed", "not for whoever comes by an open screen"
    session.register.proof.give()
    assert session.pin.choose(PIN) == PinView(PinState.ON, NOW + HOLDS)
    lock(session)


def test_a_pin_that_opened_cannot_be_exchanged_or_prolonged(office: Office) -> None:
    office.locked_with_pin()
    session = office.fresh().unlock_by_pin(NAME, PIN)
    assert session.pin is not None
    secret = dict(office.keys.kept)
    session.pin.renew()
    assert office.keys.kept == secret
    with pytest.raises(Refused) as refused:
        session.pin.choose("583920")
    assert refused.value.code == "pin.passphrase_needed"
    assert session.pin.view() == PinView(PinState.BY_PIN, NOW + HOLDS)
    assert session.pin.forget() == PinView(PinState.BY_PIN, None)
    lock(session)
    assert office.files() == set()


def test_the_next_passphrase_makes_it_anew_with_another_secret(office: Office) -> None:
    office.locked_with_pin()
    first = dict(office.keys.kept)
    office.passes(timedelta(hours=20))
    assert office.fresh().pins.offered() == {}
    assert (office.keys.kept, office.files()) == ({}, {".choice"})
    assert office.view() == PinView(PinState.ON, office.wall + HOLDS)
    assert office.keys.kept
    assert office.keys.kept != first
    assert office.try_pin() == "opened"


# three tries
def test_three_misses_destroy_it(office: Office) -> None:
    office.locked_with_pin()
    assert [office.try_pin(WRONG) for _ in range(3)] == ["pin.wrong", "pin.wrong", "pin.missed"]
    assert (office.keys.kept, office.files()) == ({}, {".choice"})
    assert office.try_pin() == "pin.over"
    assert office.fresh().pins.offered() == {}
    told = office.events()
    assert told.count(("unlock_failed", "pin.wrong")) == 2
    assert ("unlock_failed", "pin.missed") in told
    assert ("pin_ended", "pin.missed") in told


def test_a_right_one_forgets_the_misses_and_says_how_many_tries_are_left(office: Office) -> None:
    office.locked_with_pin()
    for _ in range(3):
        with pytest.raises(Refused) as refused:
            office.fresh().unlock_by_pin(NAME, WRONG)
        assert refused.value.params == {"left": 2}
        assert [office.try_pin(WRONG), office.try_pin()] == ["pin.wrong", "opened"]


def test_a_program_that_is_killed_before_it_answers_has_used_up_the_try(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.locked_with_pin()

    class Killed(BaseException):
        pass

    def killed(*_given: object) -> bytes:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("caseworker.pins.derive", killed)
        for _ in range(3):
            with pytest.raises(Killed):
                office.fresh().unlock_by_pin(NAME, PIN)
    assert office.try_pin() == "pin.over"
    assert (office.keys.kept, office.files()) == ({}, {".choice"})
    assert ("pin_ended", "pin.missed") in office.events()


def test_putting_the_file_back_gives_no_more_tries(office: Office) -> None:
    office.locked_with_pin()
    (file,) = (office.config / "Handlaggarstod" / "pins").glob("*.pin")
    kept = file.read_bytes()
    for _ in range(3):
        office.try_pin(WRONG)
        file.write_bytes(kept)
    assert office.try_pin() == "pin.over"


def test_a_count_that_cannot_be_kept_is_no_try(office: Office) -> None:
    office.locked_with_pin()
    office.keys.broken = True
    assert office.try_pin() == "pin.keystore"


def test_a_right_pin_opens_though_the_misses_cannot_be_forgotten(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.locked_with_pin()
    unlock = "caseworker.pins.pinned.unlock"
    from caseworker.vault.pin import unlock as real

    def then_lock(*given: object) -> object:
        office.keys.locked = True
        return real(*given)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as patch:
        patch.setattr(unlock, then_lock)
        assert office.try_pin() == "opened"
    office.keys.locked = False
    assert json.loads(next(iter(office.keys.kept.values())))["misses"] == 1


# what ends it
def test_closing_the_program_is_logging_out_and_locking_is_not(office: Office) -> None:
    office.locked_with_pin()
    session = office.fresh().unlock_by_pin(NAME, PIN)
    session.close()
    assert (office.keys.kept, office.files()) == ({}, {".choice"})
    assert office.try_pin() == "pin.over"
    assert ("pin_ended", "pin.logged_out") in office.events()


def test_it_ends_though_the_vault_is_out_of_reach_by_then(office: Office) -> None:
    office.locked_with_pin()
    session = office.fresh().unlock_by_pin(NAME, PIN)
    (office.application.folder / VAULT).unlink()
    session.close()
    assert (office.keys.kept, office.files()) == ({}, {".choice"})


def test_logging_out_takes_it_away_and_then_locks(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    session = office.unlock()
    assert session.pin is not None
    session.pin.choose(PIN)

    class Replaced(BaseException):
        pass

    def replaced(_argv: object) -> None:
        raise Replaced

    monkeypatch.setattr("caseworker.platform.replace_process", replaced)
    with pytest.raises(Replaced):
        session.lock()
    assert office.try_pin() == "opened"
    session = office.fresh().unlock_by_pin(NAME, PIN)
    with pytest.raises(Replaced):
        session.log_out()
    assert office.try_pin() == "pin.over"
    assert office.events()[-3:-1] == [("pin_ended", "pin.logged_out"), ("locked", "")]


def test_a_session_without_a_pin_of_its_own_logs_out_as_it_locks(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replaced(_argv: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("caseworker.platform.replace_process", replaced)
    session = office.unlock()
    session.pin = None
    with pytest.raises(KeyboardInterrupt):
        session.log_out()


def test_the_program_closed_at_the_unlock_screen_takes_every_pin_away(office: Office) -> None:
    office.locked_with_pin()
    office.fresh().pins.end_all("pin.logged_out")
    assert (office.keys.kept, office.files()) == ({}, {".choice"})
    office.fresh().pins.end_all("pin.logged_out")
    assert office.events().count(("pin_ended", "pin.logged_out")) == 1


@pytest.mark.parametrize(
    ("wall", "steady"),
    [
        (timedelta(hours=8), 8 * 3600.0),
        (timedelta(hours=8), 3600.0),  # the computer slept for seven of them
        (timedelta(hours=1), 8 * 3600.0),  # the clock was moved back meanwhile
        (timedelta(hours=2), 3 * 3600.0),
        (timedelta(minutes=-2), 60.0),
        (timedelta(hours=1), -500.0),  # the computer was started anew
    ],
)
def test_eight_hours_by_either_clock_a_clock_moved_back_and_a_restart_end_it(
    office: Office, wall: timedelta, steady: float
) -> None:
    office.locked_with_pin()
    office.wall += wall
    office.steady += steady
    assert office.fresh().pins.offered() == {}
    assert (office.keys.kept, office.files()) == ({}, {".choice"})
    assert office.try_pin() == "pin.over"
    assert ("pin_ended", "pin.over") in office.events()


def test_sleep_alone_does_not(office: Office) -> None:
    office.locked_with_pin()
    office.wall += timedelta(hours=4)
    assert office.try_pin() == "opened"


def test_a_policy_that_is_turned_off_ends_it(office: Office) -> None:
    office.locked_with_pin()
    office.allowed = False
    assert office.try_pin() == "pin.over"
    assert (office.keys.kept, office.files()) == ({}, {".choice"})
    assert office.view() == PinView(PinState.FORBIDDEN)
    session = office.unlock()
    assert session.pin is not None
    with pytest.raises(Refused) as refused:
        session.pin.choose(PIN)
    assert refused.value.code == "pin.forbidden"
    lock(session)
    assert office.keys.kept == {}


def test_the_policy_of_the_computer_is_asked_and_says_no_unless_it_says_yes(
    demo: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not demo.pins.policy().pin
    monkeypatch.setattr("caseworker.platform.machine_policy", lambda: Policy(pin=True))
    assert demo.pins.policy().pin


def test_it_holds_no_longer_than_a_session_may(office: Office) -> None:
    office.hours = 2
    office.locked_with_pin()
    assert office.fresh().pins.offered() == {NAME: NOW + timedelta(hours=2)}
    office.wall += timedelta(hours=1)
    office.steady += 2 * 3600
    assert office.try_pin() == "pin.over"


def test_another_passphrase_ends_it_for_good(office: Office) -> None:
    office.locked_with_pin()
    office.fresh().accounts.change_own_passphrase(NAME, old=PHRASE, new="gul tall under berget")
    assert (office.keys.kept, office.files()) == ({}, {".choice"}), "at once"
    session = office.fresh().unlock(NAME, "gul tall under berget")
    assert session.pin is not None
    session.pin.renew()
    assert session.pin.view() == PinView(PinState.OFF)
    lock(session)
    assert office.files() == set()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda vault: vault.set_state(_maj(vault), AccountState.SUSPENDED), "unlock.suspended"),
        (lambda vault: vault.end(_maj(vault)), "unlock.suspended"),
        (lambda vault: vault.reset(_maj(vault), start="fem ord som visas en", now=NOW), "unlock.begin"),
        (lambda vault: _renew(vault), "pin.changed"),
    ],
)
def test_a_suspension_an_end_a_reset_and_new_keys_end_it(office: Office, change: object, why: str) -> None:
    office.locked_with_pin()
    vault = Vault.load(office.application.folder / VAULT)
    opened = vault.unlock(name=NAME, passphrase=PHRASE, now=NOW)
    vault.add_account(opened, account=LI, passphrase=PHRASE, now=NOW)
    assert callable(change)
    change(vault)
    assert office.try_pin() == "pin.over"
    assert (office.keys.kept, office.files()) == ({}, {".choice"})
    assert ("pin_ended", why) in office.events()


def _maj(vault: Vault) -> str:
    return vault.accounts()[0].id


def _renew(vault: Vault) -> None:
    opened = vault.unlock(name=NAME, passphrase=PHRASE, now=NOW)
    vault.prepare_renewal(opened, b"n" * 32, known={})


def test_a_colleague_who_goes_takes_her_pin_along(office: Office) -> None:
    """Noted in an open session, it is swept there and then, whoever's it was."""
    office.locked_with_pin()
    vault = Vault.load(office.application.folder / VAULT)
    vault.add_account(vault.unlock(name=NAME, passphrase=PHRASE, now=NOW), account=LI, passphrase=PHRASE, now=NOW)
    session = office.unlock()
    vault.reload()
    vault.set_state(session.user.id, AccountState.SUSPENDED)
    from caseworker.platform.security_log import SecurityEvent

    session.note(SecurityEvent.EXPORTED, kind="backup")
    assert office.keys.kept
    session.note(SecurityEvent.ACCOUNT_ENDED)
    assert office.keys.kept == {}
    lock(session)


# what does not open
def test_a_file_of_another_account_or_register_or_a_damaged_one_opens_nothing(office: Office) -> None:
    office.locked_with_pin()
    folder = office.config / "Handlaggarstod" / "pins"
    (file,) = folder.glob("*.pin")
    kept, entry = file.read_bytes(), dict(office.keys.kept)
    vault = Vault.load(office.application.folder / VAULT)
    vault.add_account(vault.unlock(name=NAME, passphrase=PHRASE, now=NOW), account=LI, passphrase=PHRASE, now=NOW)
    fields = json.loads(kept)
    changes: list[dict[str, object]] = [
        {"account": LI.id},
        {"register": LI.id},
        {"standing": vault.standing(LI.id)},
        {"format": "other"},
        {"cost": [1 << 40, 1, 1]},
        {"cost": ["x"]},
        {"salt": 1},
        {"locked": "zz"},
        {"until": "soon"},
    ]
    for changed in changes:
        body = json.dumps({**fields, **changed}, sort_keys=True, separators=(",", ":"))
        file.write_text(body)
        office.keys.kept = dict(entry)
        assert office.try_pin() == "pin.over", changed
        assert not file.exists()
    for time in ("since", "until"):
        longer = {**fields, time: (datetime.fromisoformat(fields[time]) + timedelta(seconds=30)).isoformat()}
        file.write_text(json.dumps(longer, sort_keys=True, separators=(",", ":")))
        office.keys.kept = dict(entry)
        assert office.try_pin() == "pin.wrong", "the terms are part of the lock"
    other = folder / file.name.replace(fields["account"], LI.id)
    other.write_bytes(kept)
    office.keys.kept = {
        (service, name.replace(fields["account"], LI.id)): text for (service, name), text in entry.items()
    }
    assert office.try_pin(name=LI.name) == "pin.over"
    assert office.try_pin(name="Nobody") == "pin.over"


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "{}",
        "secret",
        '{"misses":0,"secret":"00","steady":0}',
        '{"misses":"0","secret":"%s","steady":0}' % ("00" * 32),
        '{"misses":0,"secret":0,"steady":0}',
    ],
)
def test_an_entry_that_is_not_ours_is_no_secret(office: Office, entry: str) -> None:
    office.locked_with_pin()
    for place in office.keys.kept:
        office.keys.kept[place] = entry
    assert office.try_pin() == "pin.over"


def test_a_secret_of_another_day_opens_nothing(office: Office) -> None:
    office.locked_with_pin()
    (place,) = office.keys.kept
    fields = json.loads(office.keys.kept[place])
    office.keys.kept[place] = json.dumps({**fields, "secret": "11" * 32}, sort_keys=True, separators=(",", ":"))
    assert office.try_pin() == "pin.wrong"


# a keystore that is not there, or does not answer
def test_without_a_keystore_there_is_no_pin(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.locked_with_pin()
    monkeypatch.setattr(keystore, "system_keystore", lambda: None)
    assert office.fresh().pins.offered() == {}
    assert office.try_pin() == "pin.keystore"
    assert office.view() == PinView(PinState.ABSENT)


def test_no_keystore_makes_no_pin(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keystore, "system_keystore", lambda: None)
    session = office.unlock()
    assert session.pin is not None
    with pytest.raises(EnvironmentFault) as fault:
        session.pin.choose(PIN)
    assert fault.value.code == "pin.keystore"
    lock(session)
    assert office.files() == set()


def test_a_locked_keystore_is_a_fault_in_words_and_the_passphrase_opens(office: Office) -> None:
    office.locked_with_pin()
    office.keys.locked = True
    assert office.fresh().pins.offered() == {}
    assert office.try_pin() == "pin.keystore"
    session = office.unlock()
    session.close()
    assert ".pin" not in office.files(), "it ends all the same: without the file the secret opens nothing"
    office.keys.locked = False
    assert office.try_pin() == "pin.over"


def test_a_keystore_that_does_not_keep_what_it_was_given_makes_no_pin(office: Office) -> None:
    office.keys.broken = True
    session = office.unlock()
    assert session.pin is not None
    with pytest.raises(EnvironmentFault):
        session.pin.choose(PIN)
    assert session.pin.view() == PinView(PinState.OFF)
    lock(session)


def test_a_folder_that_takes_no_file_makes_no_pin(office: Office) -> None:
    (office.config / "Handlaggarstod").mkdir(parents=True, exist_ok=True)
    (office.config / "Handlaggarstod" / "pins").write_text("a file in its place")
    session = office.unlock()
    assert session.pin is not None
    with pytest.raises(EnvironmentFault) as fault:
        session.pin.choose(PIN)
    assert fault.value.code == "register.read_only_folder"
    lock(session)


# nobody else's
def test_the_terminal_neither_makes_nor_ends_one(office: Office) -> None:
    office.locked_with_pin()
    terminal = Application(folder=office.application.folder, clock=lambda: office.wall, program="terminal")
    session = terminal.unlock(NAME, PHRASE)
    assert session.pin is None
    session.close()
    assert office.try_pin() == "opened"


def test_neither_the_pin_nor_its_secret_is_in_any_file_and_no_name_is_in_the_log(
    office: Office, tmp_path: Path
) -> None:
    long_pin = "583920174625"
    session = office.unlock()
    assert session.pin is not None
    session.pin.choose(long_pin)
    lock(session)
    office.try_pin(WRONG)
    office.try_pin(long_pin)
    secrets = [json.loads(text)["secret"] for text in office.keys.written]
    wanted = [one for text in (long_pin, *secrets) for one in forms(text)]
    wanted += [bytes.fromhex(secret) for secret in secrets]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".pin" for path in files)
    for path in files:
        content = path.read_bytes()
        assert not [one for one in wanted if one in content], path
        if path.suffix in (".pin", ".choice"):
            assert path.stat().st_mode & 0o077 == 0
    log = (office.application.folder / FILE_NAME).read_text(encoding="utf-8")
    assert NAME not in log
    assert session.user.id not in log


# protected persons
@dataclass
class Sheltered:
    """An office where Maj and Li may read about one protected woman."""

    office: Office
    person: PersonId
    compartment: str

    def session(self, *, by_pin: bool) -> Session:
        made = self.office.fresh()
        return made.unlock_by_pin(NAME, PIN) if by_pin else made.unlock(NAME, PHRASE)


@pytest.fixture
def sheltered(office: Office) -> Sheltered:
    session = office.unlock()
    register, maj = session.register, session.user
    vault = Vault.load(office.application.folder / VAULT)
    vault.add_account(vault.unlock(name=NAME, passphrase=PHRASE, now=NOW), account=LI, passphrase=PHRASE, now=NOW)
    with register.change(by=maj) as tx:
        tx.put_staff(User(StaffId(LI.id), LI.name, frozenset({Role.CASEWORKER})))
        tx.commit()
    entered = people.register_person(register, intake=Intake(given="Zarifa", family="Qandahari"), by=maj)
    person = PersonId(*entered.people)
    kind = ProtectionKind.PROTECTED_REGISTRATION
    protection.protect(register, person=person, kind=kind, readers=[maj.id, StaffId(LI.id)], by=maj)
    assert session.pin is not None
    session.pin.choose(PIN)
    lock(session)
    (name,) = Vault.load(office.application.folder / VAULT).key_names(
        vault.unlock(name=NAME, passphrase=PHRASE, now=NOW)
    ) - {"register"}
    return Sheltered(office, person, name)


def test_a_session_opened_by_pin_shows_nothing_of_a_protected_person(sheltered: Sheltered) -> None:
    session = sheltered.session(by_pin=True)
    register, maj = session.register, session.user
    try:
        for ask in (
            lambda: protection.reveal(register, person=sheltered.person, reason="möte i dag", by=maj),
            lambda: protection.unprotect(register, person=sheltered.person, reason="hotet är borta", by=maj),
        ):
            with pytest.raises(Refused) as refused:
                ask()
            assert refused.value.code in ("pin.passphrase_needed", "proof.needed", "protection.closed")
        with pytest.raises(Refused) as refused:
            protection.reveal(register, person=sheltered.person, reason="möte i dag", by=maj)
        assert refused.value.code == "pin.passphrase_needed"
        file = people.open_file(register, person=sheltered.person, by=maj)
        assert (file.names, file.identifiers) == ((), ())
        view = protection.read_protection(register, person=sheltered.person, by=maj)
        assert view is not None
        assert view.may_read, "she is told what to do, not that she may not"
    finally:
        lock(session)
    session = sheltered.session(by_pin=False)
    try:
        opened = protection.reveal(session.register, person=sheltered.person, reason="möte i dag", by=session.user)
        assert [name.given for name in opened.names] == ["Zarifa"]
    finally:
        lock(session)


def test_a_readable_export_leaves_out_what_a_pin_does_not_open(sheltered: Sheltered) -> None:
    session = sheltered.session(by_pin=True)
    kit = sheltered.office.application.backup_kit(session)
    made = exports.export_readable(session.register, kit=kit, when_due=True, by=session.user)
    lock(session)
    assert made is not None
    assert (made.protected, made.left_out) == (0, 1)


def test_new_keys_for_the_register_ask_for_the_passphrase(sheltered: Sheltered) -> None:
    session = sheltered.session(by_pin=True)
    holder = sheltered.office.application.accounts.key_holder(session)
    with pytest.raises(Refused) as refused:
        holder.renew_keys()
    assert refused.value.code in ("pin.passphrase_needed", "proof.needed")
    with pytest.raises(Refused) as refused:
        holder.require_renewable()
    assert refused.value.code == "pin.passphrase_needed"
    lock(session)


def test_what_a_pin_opens_fits_no_seal_in_the_vault_and_no_sealed_field(sheltered: Sheltered) -> None:
    """Every key the session holds, and every 32 bytes of the bundle, against all that is sealed to anybody."""
    session = sheltered.session(by_pin=True)
    vault = Vault.load(sheltered.office.application.folder / VAULT)
    owner = vault.unlock(name=NAME, passphrase=PHRASE, now=NOW)
    key = vault.unseal_key(owner, sheltered.compartment)
    with session.register.raw_connection() as connection:
        rows = connection.exec_driver_sql("SELECT compartment_id, record, field, body FROM sealed_fields").fetchall()
    held = session.keys.register_key + owner.reduced()
    pieces = {held[at : at + 32] for at in range(len(held) - 31)}
    assert rows
    for compartment, record, name, body in rows:
        place = (session.register.info.register_id, compartment, record, name)
        assert open_value(key, bytes(body), place) is not None, "the test reads what it says it reads"
        assert not [piece for piece in pieces if open_value(piece, bytes(body), place) is not None]
    document = json.loads((sheltered.office.application.folder / VAULT).read_bytes())["body"]
    for account in document["accounts"]:
        sealed = base64.b64decode(account["sealed"][sheltered.compartment])
        context = Context(vault.register_id, sheltered.compartment, account["id"])
        assert not [piece for piece in pieces if sealing.unseal(piece, sealed, context) is not None]
    lock(session)
