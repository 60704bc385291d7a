"""The composition root: the only place where vault, register and platform are wired together into a session.

Importing this module is cheap; SQLAlchemy, SQLCipher and ReportLab are imported inside the calls that need them, so
that the unlock screen is painted first.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from caseworker import platform
from caseworker.errors import EnvironmentFault, Refused
from caseworker.platform.programs import program_command
from caseworker.register_folder import REGISTER, VAULT, About, Clock, anchor_of, holds_register, read_about

if TYPE_CHECKING:
    from datetime import datetime

    from caseworker.domain.access import User
    from caseworker.founding import CreateRegister, PendingRegister
    from caseworker.platform.lock import RegisterLock
    from caseworker.services.trust import Verification
    from caseworker.store.register import Register
    from caseworker.vault.accounts import AccountRow, OpenedVault, Vault
    from caseworker.vault.passphrase import Strength

# A demo register is made to be shown: its passphrase is known to everybody and it takes no real person.
DEMO_PASSPHRASE = "visa hur det fungerar"  # noqa: S105 - published on purpose, opens demo registers only


def utc_now() -> "datetime":
    """Return the present instant in UTC."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


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

    def __init__(self, register: "Register", vault: "OpenedVault", about: About, lock: "RegisterLock") -> None:
        self.register = register
        self.about = about
        self.user = _opener(register)
        self._vault = vault
        self._lock = lock
        register.set_signer(self.user.id, vault.sign)

    @property
    def demo(self) -> bool:
        """Tell whether this is a demo register."""
        return self.about.demo

    def close(self) -> None:
        """Sign the session's head, close every connection and let the next process in, whatever the disk says."""
        try:
            self.register.close()
        finally:
            self._lock.release()

    def lock(self) -> NoReturn:
        """Close, then replace this process with a fresh one at the unlock screen: Python cannot wipe memory."""
        try:
            self.close()
        finally:  # a full disk may keep the head from being signed, never the screen from being locked
            platform.replace_process(restart_command(self.register.path.parent))


class Application:
    """Opens, creates and locks registers in one folder. The clock is handed in; nothing is opened by itself."""

    def __init__(self, *, folder: Path | None = None, clock: Clock = utc_now, program: str = "window") -> None:
        self.folder = folder or platform.default_register_folder()
        self.clock = clock
        self.program = program
        self.demo_passphrase = DEMO_PASSPHRASE
        self._lock: RegisterLock | None = None
        self._read: Vault | None = None  # as the unlock screen showed it; whoever uses it looks at the file again

    def exists(self) -> bool:
        """Tell whether a finished register lies in the folder; imports nothing. Raises ``vault.unreadable``."""
        return holds_register(self.folder)

    def about(self) -> About:
        """Return whose register lies in the folder; imports nothing. Raises ``register.about_damaged``."""
        return read_about(self.folder)

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

    def recover(self, name: str, sheets: Sequence[str], new_passphrase: str) -> Session:
        """Open the register with two of the three recovery sheets and give ``name`` a new passphrase.

        Raises ``Refused("passphrase.too_short" | "passphrase.weak" | "recovery.…")`` and what ``unlock`` raises.
        """
        from caseworker.vault.passphrase import require_strong

        vault = self._vault()
        require_strong(new_passphrase, own_words=(name,))
        opened = partial(vault.recover, account=name, shares=sheets, new_passphrase=new_passphrase, now=self.clock())
        return self._open(vault, opened, name)

    def passphrase_strength(self, text: str, own_words: Iterable[str]) -> "Strength":
        """Return how hard ``text`` is to guess, as a score and a reason code."""
        from caseworker.vault.passphrase import strength

        return strength(text, own_words=tuple(own_words))

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

    def verify(self, session: Session, *, wanted: Callable[[], bool] = lambda: True) -> "Verification":
        """Check the whole register: every page, the audit chain, every signature and the anchor.

        The register is closed for writing at the first fault; ``wanted`` is asked now and then whether to go on.
        """
        from caseworker.services import trust

        return trust.verify_register(
            session.register, signed_by=self._vault().signed_by, wanted=wanted, by=session.user
        )

    def _vault(self) -> "Vault":
        from caseworker.vault.accounts import Vault

        if not self.exists():
            raise EnvironmentFault("register.missing", folder=self.folder)
        if self._read is None:
            self._read = Vault.load(self.folder / VAULT)
        else:
            self._read.reload()
        return self._read

    def _new_lock(self) -> "RegisterLock":
        from caseworker.platform.lock import RegisterLock

        return RegisterLock(self.folder)

    def _open(self, vault: "Vault", unlock: "Callable[[], OpenedVault]", name: str) -> Session:
        from caseworker.platform.lock import Holder

        lock = self._lock = self._lock or self._new_lock()
        lock.acquire(Holder(name=name, program=self.program, since=self.clock()))
        try:
            from caseworker.store.register import Register

            opened, about = unlock(), read_about(self.folder)
            register = Register.open(
                self.folder / REGISTER,
                key=opened.register_key,
                clock=self.clock,
                anchor=anchor_of(vault.register_id),
                staff_id=opened.account.id,
            )
            try:
                return Session(register, opened, about, lock)
            except BaseException:
                register.close()
                raise
        except BaseException:
            lock.release()
            raise


def restart_command(folder: Path) -> list[str]:
    """Return the command of a fresh process at the unlock screen; nothing secret stands in it."""
    return program_command("window", "--register", str(folder))


def _opener(register: "Register") -> "User":
    """Return who unlocked, as the encrypted register knows her: names and roles in the vault are not sealed."""
    if register.opened_by is None:
        raise Refused("unlock.not_approved")
    return register.opened_by
