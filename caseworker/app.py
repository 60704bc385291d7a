"""The composition root: the only place where vault, register and platform are wired together into a session.

Importing this module is cheap; SQLAlchemy, SQLCipher and ReportLab are imported inside the calls that need them, so
that the unlock screen is painted first.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from caseworker import platform
from caseworker.errors import CaseworkerError, Refused
from caseworker.keyring import SessionKeyring
from caseworker.platform.policy import Policy as Policy  # the window honours it too
from caseworker.platform.programs import program_command
from caseworker.platform.security_log import SecurityEvent, account_mark, note
from caseworker.platform.session import announce_session as announce_session
from caseworker.platform.session import bus_signals as bus_signals
from caseworker.platform.session import tells_of_leaving as tells_of_leaving
from caseworker.register_folder import (
    ABOUT_DIFFERS,
    REGISTER,
    About,
    about_of,
    anchor_of,
    forget_unsaved,
    mark_unsaved,
    read_about,
    settle_about,
)
from caseworker.register_place import RegisterPlace

if TYPE_CHECKING:
    from caseworker.accounts import Accounts
    from caseworker.diagnostics import Diagnostics
    from caseworker.domain.access import User
    from caseworker.founding import CreateRegister, PendingRegister
    from caseworker.pins import Pins, SessionPin
    from caseworker.platform.lock import RegisterLock
    from caseworker.restoring import Restorer
    from caseworker.services.backups import BackupMade, Kit
    from caseworker.services.trust import Verification
    from caseworker.store.register import Register
    from caseworker.vault.accounts import AccountRow, OpenedVault, Vault
    from caseworker.vault.passphrase import Strength

WRITES_GET_SECONDS = 2.0  # a running write may commit before the lock replaces the process
# A demo register is made to be shown: its passphrase is known to everybody and it takes no real person.
DEMO_PASSPHRASE = "visa hur det fungerar"  # noqa: S105 - published on purpose, opens demo registers only


class RegisterOverview(NamedTuple):  # made before the first window, where a dataclass takes seven times as long
    """What the unlock screen shows: does a register lie here, whose is it, and who may open it."""

    folder: Path
    exists: bool
    about: About | None
    accounts: "tuple[AccountRow, ...]"

    @property
    def demo(self) -> bool:
        """Tell whether this is a demo register."""
        return self.about is not None and self.about.demo

    @property
    def office_name(self) -> str:
        """Return the office's name, "" when there is no register."""
        return self.about.office_name if self.about else ""

    @property
    def municipality_name(self) -> str:
        """Return the municipality's name, "" when there is no register."""
        return self.about.municipality_name if self.about else ""


class Session:
    """One unlocked register and the user who unlocked it. Ends by ``close`` or by ``lock``, never by itself."""

    def __init__(self, register: "Register", vault: "OpenedVault", lock: "RegisterLock", program: str) -> None:
        self.register = register
        self.about = about_of(register.info)  # not what the file outside the encryption says
        self.user = _opener(register)
        self._vault = vault
        self._lock = lock
        self._program = program
        self.before_end: Callable[[], None] | None = None  # what is kept when the session ends, while it still can be
        self.pin: SessionPin | None = None  # the window's alone: a terminal command neither makes nor ends one
        register.set_signer(self.user.id, vault.sign)

    @property
    def demo(self) -> bool:
        """Tell whether this is a demo register."""
        return self.about.demo

    def close(self) -> None:
        """Sign the session's head, close every connection and let the next process in, whatever the disk says.

        Closing is logging out: a PIN is gone with it.
        """
        try:
            self._end(SecurityEvent.CLOSED)
        finally:
            self._end_pin()

    @property
    def keys(self) -> "OpenedVault":
        """What the user's passphrase opened."""
        return self._vault

    def keep_last(self) -> None:
        """Keep, once, what is kept when a session ends."""
        before_end, self.before_end = self.before_end, None
        if before_end is not None:
            before_end()

    def hurry(self) -> float:
        """Begin the seconds that writes get before the lock, or go on counting; return how many are left."""
        return self.register.turns.hurry(WRITES_GET_SECONDS)

    def lock(self) -> NoReturn:
        """Close, then replace this process with a fresh one at the unlock screen: Python cannot wipe memory.

        A write that does not finish in time is rolled back, and the next unlock says so.
        """
        self.hurry()
        try:
            self._end(SecurityEvent.LOCKED)
        finally:  # a full disk may keep the head from being signed, never the screen from being locked
            if self.register.turns.gave_up:
                mark_unsaved(self.register.path.parent)
            platform.replace_process(restart_command(self.register.path.parent))

    def log_out(self) -> NoReturn:
        """Lock, and take the PIN away: whoever comes next types a passphrase."""
        self._end_pin()
        self.lock()

    def doubt(self, code: str) -> None:
        """Something outside the register was not as it should be: nothing is closed, but it is told and logged."""
        from caseworker.store.findings import Finding

        self.register.doubts = (*self.register.doubts, Finding(code))
        self.note(SecurityEvent.CHECK_FAILED, code=code)

    def note(self, event: SecurityEvent, **facts: object) -> None:
        """Tell the security log, in the name of this session's account."""
        known = {"account": account_mark(self._vault.account.id), "program": self._program}
        note(self.register.path.parent, event, at=self.register.clock(), **known, **facts)
        if self.pin is not None and event in (SecurityEvent.ACCOUNT_ENDED, SecurityEvent.KEYS_RENEWED):
            self.pin.sweep()

    def _end_pin(self) -> None:
        if self.pin is not None:
            self.pin.log_out()

    def _end(self, how: SecurityEvent) -> None:
        try:
            self.keep_last()
            self.register.close()
        finally:
            self._lock.release()
            self.note(how)


class Application(RegisterPlace):
    """Opens, creates and locks registers in one folder. The clock is handed in; nothing is opened by itself."""

    demo_passphrase = DEMO_PASSPHRASE

    def registers(self) -> RegisterOverview:
        """Return what lies in the folder. Raises ``EnvironmentFault("vault.damaged")`` for an unreadable vault."""
        if not self.exists():
            return RegisterOverview(self.folder, exists=False, about=None, accounts=())
        accounts = self._vault().accounts()
        self._lock = self._lock or self._new_lock()  # while she types: it takes as long as reading the first row
        return RegisterOverview(self.folder, exists=True, about=read_about(self.folder), accounts=accounts)

    def begin(self, request: "CreateRegister") -> "PendingRegister":
        """Begin a new register: keys and three recovery sheets; nothing opens until the sheets are proved."""
        from caseworker.founding import PendingRegister

        return PendingRegister.begin(request, clock=self.clock)

    def resume(self, request: "CreateRegister") -> "PendingRegister | None":
        """Return the register that was begun in the folder and waits for its sheets to be proved, if any."""
        from caseworker.founding import PendingRegister

        return PendingRegister.resume(request, clock=self.clock)

    def create_demo(self, *, user: str = "Maj Ekholm", passphrase: str = DEMO_PASSPHRASE) -> Session:
        """Create a demo register in the folder and open it: no recovery sheets, official test numbers only."""
        from caseworker.founding import demo_request, found_at_once

        found_at_once(demo_request(self.folder, user, passphrase), clock=self.clock)
        return self.unlock(user, passphrase)

    def unlock(self, name: str, passphrase: str) -> Session:
        """Open the register as ``name``.

        Raises ``Refused("unlock.wrong" | "unlock.wait")``, ``Refused("register.in_use")`` with who has it open,
        ``EnvironmentFault("register.missing" | "register.damaged" | …)``.
        """
        vault = self._vault()
        unlock = partial(vault.unlock, name=name, passphrase=passphrase, now=self.clock())
        return self._open(vault, unlock, name)

    def unlock_by_pin(self, name: str, pin: str) -> Session:
        """Open the register as ``name``, and nothing that is sealed to her.

        Raises what ``Pins.open`` raises, and what ``unlock`` raises besides a wrong passphrase.
        """
        return self._open(self._vault(), partial(self.pins.open, name, pin), name, SecurityEvent.UNLOCKED_BY_PIN)

    @cached_property
    def pins(self) -> "Pins":
        """The PINs of this register that lie in this user's own folder."""
        from caseworker.pins import Pins

        return Pins(vault=self._vault, policy=lambda: self.policy, clock=self.clock, note=self._note)

    def recover(self, name: str, sheets: Sequence[str], new_passphrase: str) -> Session:
        """Open the register with two of the three recovery sheets and give ``name`` a new passphrase.

        Raises ``Refused("passphrase.too_short" | "passphrase.weak" | "recovery.…")`` and what ``unlock`` raises.
        """
        from caseworker.vault.passphrase import require_strong

        vault = self._vault()
        require_strong(new_passphrase, own_words=(name, *self._known_words()))
        opened = partial(vault.recover, account=name, shares=sheets, new_passphrase=new_passphrase, now=self.clock())
        return self._open(vault, opened, name, by_sheets=True)

    @property
    def accounts(self) -> "Accounts":
        """What is done with accounts: administering, beginning, letting in, ending."""
        from caseworker.accounts import Accounts

        return Accounts(
            vault=self._vault,
            hold=self._hold,
            about=self.about,
            noted=self._noted,
            clock=self.clock,
            note=self._note_accounts,
            words=self._known_words,
            restart=lambda: platform.replace_process(restart_command(self.folder)),
        )

    def passphrase_strength(self, text: str, own_words: Iterable[str]) -> "Strength":
        """Return how hard ``text`` is to guess, as a score and a reason code."""
        from caseworker.vault.passphrase import strength

        return strength(text, own_words=(*own_words, *self._known_words()))

    def suggest_passphrase(self) -> str:
        """Return five words that do not belong together."""
        from caseworker.vault.passphrase import suggest

        return suggest()

    def folder_problem(self, path: Path) -> str | None:
        """Return why a register may not lie in ``path`` (the name of the sync service, or "network"), or None."""
        return platform.synced_or_network_folder(path)

    def municipalities(self) -> tuple[tuple[str, str], ...]:
        """Return code and name of the 290 municipalities in Swedish order."""
        from caseworker import codes

        return tuple((row.code, row.sv) for row in codes.municipalities())

    def verify(
        self, session: Session, *, wanted: Callable[[], bool] = lambda: True, thorough: bool = True
    ) -> "Verification":
        """Check the whole register: every page, the audit chain, every signature and the anchor.

        ``thorough`` also has SQLite check its structure and every payload of the log held against its row. The register
        is closed for writing at the first fault; ``wanted`` is asked now and then whether to go on.
        """
        from caseworker.services import trust

        found = trust.verify_register(
            session.register,
            signed_by=self._vault().signed_by,
            wanted=wanted,
            thorough=thorough,
            by=session.user,
        )
        if not found.ok:
            session.note(SecurityEvent.CHECK_FAILED, code=found.findings[0].code, findings=len(found.findings))
        return found

    def backup_kit(self, session: Session) -> "Kit":
        """Return what the backup services need of an open register: its keys, what lies beside it, where backups go."""
        from caseworker.restoring import kit_of

        return kit_of(self.folder, session.keys.register_key, self.policy.backup_places)

    def back_up(self, session: Session, why: str) -> "BackupMade | None":
        """Make a backup and open it again; None when nothing was written since the last. ``why`` is for the log."""
        from caseworker.services import backups

        try:
            made = backups.back_up(session.register, kit=self.backup_kit(session), why=why, by=session.user)
        except CaseworkerError as fault:
            session.note(SecurityEvent.BACKUP_FAILED, code=fault.code)
            raise
        for code in () if made is None else (place.code for place in made.places if place.code):
            session.note(SecurityEvent.BACKUP_FAILED, code=code)
        return made

    @property
    def restorer(self) -> "Restorer":
        """What looks through the backups and puts one in the register's place; nobody may have it open."""
        from caseworker.restoring import Restorer

        return Restorer(self.folder, self.policy.backup_places, self.clock, self.program)

    def diagnostics(self, session: Session) -> "Diagnostics":
        """Return what support may see, to be shown before it is saved."""
        from caseworker.diagnostics import collect
        from caseworker.services import support

        facts = support.support_facts(session.register, by=session.user)
        return collect(self.folder, facts, self.policy, made=self.clock())

    def diagnostics_saved(self, session: Session) -> None:
        """Tell the security log that the bundle has left the program."""
        session.note(SecurityEvent.EXPORTED, kind="diagnostics")

    def _note_accounts(self, event: SecurityEvent, **facts: object) -> None:
        self._note(event, **facts)
        self.pins.sweep()  # what was changed may have been somebody's who has one

    def _open(
        self,
        vault: "Vault",
        unlock: "Callable[[], OpenedVault]",
        name: str,
        event: SecurityEvent = SecurityEvent.UNLOCKED,
        *,
        by_sheets: bool = False,
    ) -> Session:
        lock = self._hold(name)
        try:
            opened = self._noted(vault, unlock, name, event)
            session = self._session(vault, opened, lock, by_sheets=by_sheets)
        except BaseException:
            lock.release()
            raise
        forget_unsaved(self.folder)
        if not settle_about(self.folder, session.about):
            session.doubt(ABOUT_DIFFERS)
        for fault in self.policy.faults:
            self._note(SecurityEvent.POLICY_FAULT, code=fault.code)
        return session

    def _session(self, vault: "Vault", opened: "OpenedVault", lock: "RegisterLock", *, by_sheets: bool) -> Session:
        from caseworker import accounts
        from caseworker.store.register import Register

        path, staff, anchor = self.folder / REGISTER, opened.account.id, anchor_of(vault.register_id)
        register = accounts.open_register(
            vault,
            opened,
            path,
            lambda key: Register.open(path, key=key, clock=self.clock, anchor=anchor, staff_id=staff),
        )
        try:
            if by_sheets:
                accounts.enter_by_sheets(register, vault, opened)
            session = Session(register, opened, lock, self.program)
            register.compartments.keyring = SessionKeyring(vault, opened)
        except BaseException:
            register.close()
            raise
        accounts.remember_keys(session, vault, opened)
        if self.program == "window":
            session.pin = self.pins.of_session(opened, register.proof)
        return session


def restart_command(folder: Path) -> list[str]:
    """Return the command of a fresh process at the unlock screen; nothing secret stands in it."""
    return program_command("window", "--register", str(folder))


def _opener(register: "Register") -> "User":
    """Return who unlocked, as the encrypted register knows her: names and roles in the vault are not sealed."""
    if register.opened_by is None:
        raise Refused("unlock.not_approved")
    register.opened_by.require_employed(register.today())
    return register.opened_by
