"""The folder a register lies in, as one process uses it before and around a session: vault, lock, security log."""

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from caseworker import platform
from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.platform.policy import Policy
from caseworker.platform.security_log import SecurityEvent, account_mark, note
from caseworker.register_folder import RESTORING, VAULT, About, Clock, holds_register, read_about, utc_now, was_unsaved

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseworker.platform.lock import RegisterLock
    from caseworker.vault.accounts import Vault

Opened = TypeVar("Opened")


class RegisterPlace:
    """The folder a register lies in: what can be told before it is opened, its vault, its lock and its security log."""

    def __init__(self, *, folder: Path | None = None, clock: Clock = utc_now, program: str = "window") -> None:
        self.folder = folder or platform.default_register_folder()
        self.clock = clock
        self.program = program
        self._lock: RegisterLock | None = None
        self._read: Vault | None = None  # as the unlock screen showed it; whoever uses it looks at the file again

    @property
    def policy(self) -> Policy:
        """Return what is decided for this computer, as it is now."""
        return platform.machine_policy()

    def exists(self) -> bool:
        """Tell whether a finished register lies in the folder; imports nothing. Raises ``vault.unreadable``."""
        return holds_register(self.folder)

    def left_unsaved(self) -> bool:
        """Tell whether the lock before cut a write off; the next unlock forgets it."""
        return was_unsaved(self.folder)

    def about(self) -> About:
        """Return whose register lies in the folder; imports nothing. Raises ``register.about_damaged``."""
        return read_about(self.folder)

    def _vault(self) -> "Vault":
        from caseworker.vault.accounts import Vault

        if not self.exists():
            raise EnvironmentFault("register.missing", folder=self.folder)
        if self._read is None:
            self._read = Vault.load(self.folder / VAULT)
        else:
            self._read.reload()
        return self._read

    def _finish_restore(self, lock: "RegisterLock") -> None:
        """Finish a restore that was cut off after it had been decided on; nobody sees the register before."""
        from caseworker.restoring import finish_restore

        try:
            finish_restore(self.folder)
        except BaseException:
            lock.release()
            raise

    def _known_words(self) -> tuple[str, ...]:
        """Return what everybody at the office knows: no passphrase gains by it. Nothing while no register lies here."""
        if not self.exists():
            return ()
        about = self.about()
        return (about.municipality_name, about.office_name, *(row.name for row in self._vault().accounts()))

    def _new_lock(self) -> "RegisterLock":
        from caseworker.platform.lock import RegisterLock

        return RegisterLock(self.folder)

    def _hold(self, name: str) -> "RegisterLock":
        """Take the register for this process. Raises ``Refused("register.in_use")`` with who has it open."""
        from caseworker.platform.lock import Holder

        lock = self._lock = self._lock or self._new_lock()
        lock.acquire(Holder(name=name, program=self.program, since=self.clock()))
        if (self.folder / RESTORING).exists():
            self._finish_restore(lock)
        return lock

    def _noted(
        self,
        vault: "Vault",
        unlock: "Callable[[], Opened]",
        name: str,
        event: SecurityEvent = SecurityEvent.UNLOCKED,
    ) -> "Opened":
        """Unlock the vault; the security log gets to know how it went, and for which account."""
        account = next((row.id for row in vault.accounts() if row.name == name), "")
        try:
            opened = unlock()
        except CaseworkerError as fault:
            self._note(SecurityEvent.UNLOCK_FAILED, account=account_mark(account), code=fault.code)
            raise
        self._note(event, account=account_mark(account))
        return opened

    def _note(self, event: SecurityEvent, **facts: object) -> None:
        note(self.folder, event, at=self.clock(), program=self.program, **facts)
