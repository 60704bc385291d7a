"""What somebody who works in the register does for colleagues: lets them in, lets them go, renews the keys.

Belongs to the composition root, beside ``accounts``. Needs the open register and the keys of whoever works in it.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from caseworker import roles
from caseworker.domain.access import Role, User
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.staff import CaseLeft, Colleague
from caseworker.errors import Refused
from caseworker.platform.security_log import SecurityEvent
from caseworker.vault.accounts import AccountRow, AccountState, OpenedVault, Vault
from caseworker.vault.file import short_form
from caseworker.vault.kdf import KEY_BYTES

if TYPE_CHECKING:
    from caseworker.domain.protection import UnsettledCompartment
    from caseworker.store.register import Register

_ADMINISTRATOR_ONLY = frozenset({Role.ADMINISTRATOR.value})


class AtWork(Protocol):
    """A session as it is needed here: the open register, who opened it and with which keys."""

    register: "Register"
    user: User
    before_end: Callable[[], None] | None

    @property
    def keys(self) -> OpenedVault:
        """What the user's passphrase opened."""
        ...

    def keep_last(self) -> None:
        """Keep, once, what is kept when a session ends."""
        ...

    def close(self) -> None:
        """End the session."""
        ...

    def note(self, event: SecurityEvent, **facts: object) -> None:
        """Tell the security log."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """An account that waits to be let in. ``signs`` is what is compared with its owner, by voice or face to face."""

    id: str
    name: str
    roles: frozenset[Role]
    signs: str
    key_id: str = field(repr=False)


class KeyHolder:
    """What somebody who works in the register may do for colleagues: let them in, let them go, renew the keys."""

    def __init__(self, vault: Vault, opened: OpenedVault, session: "AtWork") -> None:
        self._vault = vault
        self._opened = opened
        self._session = session

    def may(self, needs: str) -> bool:
        """Tell whether the roles of whoever works here allow something."""
        return roles.load().reach(self._session.user, needs) is not None

    def accounts(self) -> tuple[AccountRow, ...]:
        """Return every account in the order they were made."""
        self._vault.reload()
        return self._vault.accounts()

    def require_renewable(self) -> None:
        """Raise ``Refused("account.swapped" | "recovery.swapped")`` when new keys would go where they should not.

        ``Refused("pin.passphrase_needed")`` when a PIN let her in: it opens no compartment, and each gets a new key.
        """
        from caseworker.services import staff

        self._opened.require_whole()
        self._vault.reload()
        self._vault.require_known(staff.read_known_keys(self._session.register, by=self._session.user))

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the accounts that are begun and not let in: new, reset, or unknown to the register."""
        from caseworker.services import staff

        self._vault.reload()
        inside = {row.id for row in staff.read_staff(self._session.register, by=self._session.user) if row.active}
        return tuple(
            self._waiting(row)
            for row in self._vault.accounts()
            if row.state is AccountState.ACTIVE
            and not row.start
            and frozenset(row.roles) != _ADMINISTRATOR_ONLY
            and not (row.approved and row.id in inside)
        )

    def approve(self, account: str, *, key_id: str, works_as: Iterable[Role], until: date | None = None) -> None:
        """Let an account in with these roles. ``key_id`` is the one whose signs were compared.

        The register first: that somebody was let in stands in the log before she can enter. Raises ``Refused`` with
        ``account.unknown | account.swapped | account.not_begun | unlock.suspended | staff.no_role`` and what else
        ``staff.approve_colleague`` raises; ``until`` is her last day.
        """
        from caseworker.services import staff

        row = next((one for one in self.waiting() if one.id == account), None)
        if row is None:
            raise Refused("account.unknown")
        if row.key_id != key_id:
            raise Refused("account.swapped")
        colleague = Colleague(StaffId(row.id), row.name, frozenset(works_as), key_id)
        staff.approve_colleague(self._session.register, colleague=colleague, until=until, by=self._session.user)
        self._vault.approve(self._opened, account, key_id=key_id)
        self._session.note(SecurityEvent.ACCOUNT_APPROVED)

    def left_by(self, account: str) -> tuple[CaseLeft, ...]:
        """Return the running assignments of a colleague who is about to go."""
        from caseworker.services import staff

        return staff.read_left_cases(self._session.register, colleague=StaffId(account), by=self._session.user)

    def end(self, account: str) -> tuple[CaseLeft, ...]:
        """End a colleague's access for good and return the assignments that somebody must take over.

        The vault first: whatever happens then, she opens nothing more.
        """
        from caseworker.services import staff

        cases = self.left_by(account)
        if account == self._session.user.id:
            raise Refused("staff.not_oneself")
        self._vault.end(account)
        inside = staff.read_staff(self._session.register, by=self._session.user)
        if any(row.id == account and row.active for row in inside):  # she may never have been let in
            staff.end_colleague(self._session.register, colleague=StaffId(account), by=self._session.user)
        self._session.note(SecurityEvent.ACCOUNT_ENDED)
        return cases

    def unsettled(self) -> "tuple[UnsettledCompartment, ...]":
        """Return the compartments whose key waits to be renewed, or that too few can open."""
        from caseworker.services import protection

        return protection.list_unsettled(self._session.register, by=self._session.user)

    def name_readers_by_sheets(
        self, person: str, *, sheets: Sequence[str], readers: Sequence[StaffId], reason: str
    ) -> None:
        """Name new readers of a protected person whom nobody can open any more, by the words of two recovery sheets.

        Raises what ``Vault.open_with_sheets`` and ``protection.name_readers_by_sheets`` raise.
        """
        from caseworker.services import protection

        register, user = self._session.register, self._session.user
        held = self._vault.compartments_with_sheets(sheets)
        protection.name_readers_by_sheets(
            register, person=PersonId(person), held=held, readers=readers, reason=reason, by=user
        )
        self._session.note(SecurityEvent.READERS_BY_SHEETS)

    def renew_keys(self) -> int:
        """Give the register a new key that only those who stay can open; the session is closed and unlocked anew.

        First every compartment that a colleague could open who cannot any more gets one, as far as the user can open
        it; returned is how many wait for a reader of theirs. Whenever it is cut off, either the old key or the new one
        opens the file that lies there, and the next unlock tidies up. Recovery sheets stay valid. Raises
        ``EnvironmentFault("register.disk_full" | …)``: all is as before.
        """
        import secrets

        from caseworker.services import protection, staff
        from caseworker.store import rekey

        register, new_key = self._session.register, secrets.token_bytes(KEY_BYTES)
        known = staff.read_known_keys(register, by=self._session.user)
        self.require_renewable()
        waiting = protection.renew_compartments(register, by=self._session.user)
        staff.begin_new_keys(register, by=self._session.user)
        self._session.keep_last()
        register.close()
        try:
            self._vault.prepare_renewal(self._opened, new_key, known=known)
            self._copy(register.path, new_key)
            rekey.take_copy(register.path)
            self._vault.finish_renewal()
            self._session.note(SecurityEvent.KEYS_RENEWED)
        finally:
            self._session.close()
        return waiting

    def _copy(self, path: Path, new_key: bytes) -> None:
        from caseworker.store import rekey

        try:
            rekey.copy_under_new_key(path, old=self._opened.register_key, new=new_key)
        except BaseException:
            with suppress(OSError):  # a full disk: the next unlock forgets the new key
                self._vault.abandon_renewal()
            raise

    def _waiting(self, row: AccountRow) -> Waiting:
        key_id = self._vault.key_id(row.id)
        return Waiting(row.id, row.name, frozenset(Role(code) for code in row.roles), short_form(key_id), key_id)
