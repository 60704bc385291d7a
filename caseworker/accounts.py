"""Accounts across vault and register: administering without a key of the register, letting in, ending, new keys.

Belongs to the composition root. An administrator writes the vault and never opens the register; whoever works in the
register lets others in, after comparing the signs of their keys with them.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeVar

import uuid_utils

from caseworker.domain.access import Role, User
from caseworker.domain.ids import StaffId
from caseworker.domain.proof import Proof
from caseworker.domain.staff import Colleague
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.key_holder import AtWork as AtWork
from caseworker.key_holder import KeyHolder as KeyHolder
from caseworker.key_holder import Waiting as Waiting
from caseworker.platform.security_log import SecurityEvent
from caseworker.register_folder import About, Clock
from caseworker.vault.accounts import AccountRow as AccountRow
from caseworker.vault.accounts import AccountState, Founder, OpenedVault, Vault
from caseworker.vault.file import OpenedAccount
from caseworker.vault.passphrase import require_strong, suggest

if TYPE_CHECKING:
    from caseworker.platform.lock import RegisterLock
    from caseworker.store.register import Register

T = TypeVar("T")
_PURE = frozenset({Role.ADMINISTRATOR})


class Note(Protocol):
    """Tells the security log."""

    def __call__(self, event: SecurityEvent, **facts: object) -> None:
        """Write one line about the locks of the register."""
        ...


class Noted(Protocol):
    """Opens something of the vault and tells the security log how it went."""

    def __call__(
        self, vault: Vault, unlock: Callable[[], T], name: str, event: SecurityEvent = SecurityEvent.UNLOCKED
    ) -> T:
        """Open it in the name of ``name``; ``event`` is what it is called when it went well."""
        ...


@dataclass(frozen=True, slots=True)
class Start:
    """A start passphrase, shown once to whoever made it and kept nowhere."""

    account: str
    name: str
    passphrase: str = field(repr=False)


class Place(StrEnum):
    """How far an account has come."""

    SUSPENDED = "suspended"
    START = "start"  # somebody else made its passphrase
    WAITING = "waiting"  # begun, and not let in
    OPEN = "open"
    ADMINISTERS = "administers"  # begun, and never to be let in


def place_of(row: AccountRow) -> Place:
    """Return how far an account has come."""
    if row.state is not AccountState.ACTIVE:
        return Place.SUSPENDED
    if row.start:
        return Place.START
    if row.approved:
        return Place.OPEN
    return Place.ADMINISTERS if set(row.roles) == {Role.ADMINISTRATOR.value} else Place.WAITING


class Administration:
    """What an administrator may do with accounts: she sees names, roles, states and days of use, and no register."""

    def __init__(
        self, vault: Vault, account: AccountRow, about: About, proof: Proof, *, clock: Clock, note: Note
    ) -> None:
        self.account = account
        self.about = about
        self.proof = proof
        self._vault = vault
        self._clock = clock
        self._note = note

    def accounts(self) -> tuple[AccountRow, ...]:
        """Return every account in the order they were made."""
        self._vault.reload()
        return self._vault.accounts()

    def add(self, name: str, works_as: Iterable[Role]) -> Start:
        """Make an account; its owner begins with the start passphrase and is then let in by a colleague.

        Raises ``Refused("account.name_missing" | "account.exists" | "staff.no_role" | "proof.needed")``.
        """
        self.proof.require()
        codes = tuple(role.value for role in Role if role in set(works_as))
        if not codes:
            raise Refused("staff.no_role")
        founder = Founder(str(uuid_utils.uuid7()), " ".join(name.split()), codes)
        start = suggest()
        self._vault.add_waiting(account=founder, start=start, by=self.account.id, now=self._clock())
        self._note(SecurityEvent.ACCOUNT_ADDED)
        return Start(founder.id, founder.name, start)

    def reset(self, account: str) -> Start:
        """Give an account a start passphrase in place of a forgotten one; it must be let in anew.

        Raises ``Refused("account.own" | "account.unknown" | "proof.needed")``.
        """
        self.proof.require()
        self._require_other(account)
        row = self._row(account)
        start = suggest()
        self._vault.reset(account, start=start, now=self._clock())
        self._note(SecurityEvent.ACCOUNT_RESET)
        return Start(account, row.name, start)

    def suspend(self, account: str) -> None:
        """Let an account open nothing until it is reinstated. Raises ``Refused("account.last" | "account.own")``."""
        self._require_other(account)
        self._vault.set_state(account, AccountState.SUSPENDED)
        self._note(SecurityEvent.ACCOUNT_SUSPENDED)

    def reinstate(self, account: str) -> None:
        """Let a suspended account open again what is still sealed to it."""
        self._vault.set_state(account, AccountState.ACTIVE)
        self._note(SecurityEvent.ACCOUNT_REINSTATED)

    def _require_other(self, account: str) -> None:
        """Nobody locks herself out: there is always one administrator left, whoever asks."""
        if account == self.account.id:
            raise Refused("account.own")

    def _row(self, account: str) -> AccountRow:
        row = next((one for one in self.accounts() if one.id == account), None)
        if row is None:
            raise Refused("account.unknown")
        return row


class AdministratorSession:
    """A pure administrator at work. It holds the register's lock and no key that opens the register."""

    def __init__(
        self,
        administration: Administration,
        opened: OpenedAccount,
        lock: "RegisterLock",
        restart: Callable[[], NoReturn],
    ) -> None:
        self.administration = administration
        self._opened = opened
        self._lock = lock
        self._restart = restart

    def hurry(self) -> float:
        """Return the seconds that writes get before locking: each is one short file, so none."""
        return 0.0

    def lock(self) -> NoReturn:
        """Close, then replace this process with a fresh one at the unlock screen."""
        try:
            self.close()
        finally:
            self._restart()

    def close(self) -> None:
        """Let the next process in."""
        self._lock.release()


def open_register(
    vault: Vault, opened: OpenedVault, path: Path, open_with: "Callable[[bytes], Register]"
) -> "Register":
    """Open the register at ``path`` with the key that fits, and end a change of keys that was cut off."""
    if not vault.renewing:
        return open_with(opened.register_key)
    from caseworker.store import rekey

    try:
        register = open_with(opened.register_key)
    except EnvironmentFault as fault:
        if fault.code != "register.wrong_key" or opened.next_register_key is None:
            raise
        opened.take_next_key()
        register = open_with(opened.register_key)
        vault.finish_renewal()
    else:
        vault.abandon_renewal()
        rekey.forget_copy(path)
    return register


def enter_by_sheets(register: "Register", vault: Vault, opened: OpenedVault) -> None:
    """Let in whom two recovery sheets stand for, if the register does not know her yet, and remember her keys."""
    from caseworker.services import staff

    row, key_id = opened.account, opened.key_id
    works_as = frozenset(Role(code) for code in row.roles)
    if register.opened_by is None:
        user = User(StaffId(row.id), row.name, works_as)
        colleague = Colleague(user.id, user.name, works_as, key_id)
        staff.enter_by_sheets(register, colleague=colleague, by=user)
        register.opened_by = user
    staff.keep_known_keys(register, own=key_id, recovery=vault.recovery_id, by=register.opened_by)


def remember_keys(session: "AtWork", vault: Vault, opened: OpenedVault) -> None:
    """Seal keys from now on only to keys that the register has seen, and keep at the end of the session what it saw."""
    from caseworker.services import staff

    register, user = session.register, session.user
    _settle_protections(register, user)
    vault.trust(lambda: staff.read_known_keys(register, by=user))

    def at_the_end() -> None:
        with suppress(CaseworkerError, OSError):  # what cannot be kept waits for the next end
            staff.keep_known_keys(register, own=opened.key_id, recovery=vault.recovery_id, by=user)
            vault.note_used(user.id, register.today())

    session.before_end = at_the_end


def _settle_protections(register: "Register", user: User) -> None:
    """Seal whom an older copy shows in the open, before anybody sees a row."""
    if register.protections_unsettled:
        from caseworker.services import protection

        protection.settle_protections(register, by=user)


class Accounts:
    """The way from the application to everything above; holds no key."""

    def __init__(
        self,
        vault: Callable[[], Vault],
        hold: "Callable[[str], RegisterLock]",
        about: Callable[[], About],
        noted: "Noted",
        clock: Clock,
        note: Note,
        words: Callable[[], tuple[str, ...]],
        restart: Callable[[], NoReturn],
    ) -> None:
        """Made by ``Application`` with the parts of it that are needed."""
        self._vault, self._hold, self._about = vault, hold, about
        self._noted, self._clock, self._note, self._words = noted, clock, note, words
        self._restart = restart

    def administers(self, name: str) -> bool:
        """Tell whether ``name`` can administer accounts but not open the register."""
        row = next((one for one in self._vault().accounts() if one.name == name), None)
        return row is not None and Role.ADMINISTRATOR.value in row.roles and not row.approved

    def administer(self, name: str, passphrase: str) -> AdministratorSession:
        """Open the vault alone as an administrator; the register's file is neither opened nor looked at.

        Raises ``Refused("access.not_granted")``, ``Refused("register.in_use")`` and what ``Vault.open_account`` raises.
        """
        vault, lock = self._vault(), self._hold(name)
        try:
            opened = self._noted(
                vault, lambda: vault.open_account(name=name, passphrase=passphrase, now=self._clock()), name
            )
            if Role.ADMINISTRATOR.value not in opened.account.roles:
                raise Refused("access.not_granted", needs="account.administer")
            vault.note_used(opened.account.id, self._clock().date())
            at_work = self._administration(vault, opened, Proof(self._clock, time.monotonic))
            return AdministratorSession(at_work, opened, lock, self._restart)
        except BaseException:
            lock.release()
            raise

    def administration(self, session: "AtWork") -> Administration:
        """Return what somebody may do with accounts who works in the register and is an administrator there.

        Raises ``Refused("access.not_granted")``: the roles that count are the register's.
        """
        if not session.user.may(Role.ADMINISTRATOR):
            raise Refused("access.not_granted", needs="account.administer")
        return self._administration(self._vault(), session.keys, session.register.proof)

    def key_holder(self, session: "AtWork") -> KeyHolder:
        """Return what somebody who works in the register may do for colleagues."""
        return KeyHolder(self._vault(), session.keys, session)

    def prove(self, account: AccountRow, proof: Proof, passphrase: str) -> None:
        """Ask whoever works here for her passphrase again: what is sensitive may be done for five minutes.

        Wrong ones are counted with those of the unlock screen. Raises ``Refused("unlock.wrong" | "unlock.wait" | …)``.
        """
        vault = self._vault()
        self._noted(
            vault,
            lambda: vault.open_account(name=account.name, passphrase=passphrase, now=self._clock()),
            account.name,
            SecurityEvent.PROVED,
        )
        proof.give()

    def begin(self, name: str, start: str, new: str) -> str:
        """Exchange a start passphrase for one's own and make one's own keys; return the signs to compare.

        Raises ``Refused("passphrase.same" | "passphrase.weak" | …)`` and what ``Vault.begin`` raises.
        """
        _require_better(start, new, (name, *self._words()))
        vault = self._vault()
        return self._noted(vault, lambda: vault.begin(name=name, start=start, new=new, now=self._clock()), name)

    def change_own_passphrase(self, name: str, *, old: str, new: str) -> None:
        """Change a passphrase while nobody has the register open. Raises what unlocking raises too."""
        _require_better(old, new, self._words())
        vault, lock = self._vault(), self._hold(name)
        try:
            opened = self._noted(vault, lambda: vault.open_account(name=name, passphrase=old, now=self._clock()), name)
            self.change_passphrase(opened, old=old, new=new)
        finally:
            lock.release()

    def change_passphrase(self, account: OpenedAccount, *, old: str, new: str) -> None:
        """Change one's own passphrase; the register is not touched.

        Raises ``Refused("passphrase.same" | "passphrase.weak" | "passphrase.old_wrong" | …)``.
        """
        _require_better(old, new, self._words())
        self._vault().change_passphrase(account, old=old, new=new)
        self._note(SecurityEvent.PASSPHRASE_CHANGED)

    def _administration(self, vault: Vault, opened: OpenedAccount, proof: Proof) -> Administration:
        return Administration(vault, opened.account, self._about(), proof, clock=self._clock, note=self._note)


def _require_better(old: str, new: str, words: Iterable[str]) -> None:
    if new == old:
        raise Refused("passphrase.same")
    require_strong(new, own_words=words)
