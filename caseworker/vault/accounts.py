"""Who can open the register: accounts, and the one file that holds their keys (``register.vault``).

A member of staff's passphrase opens her own keys, and those open what is sealed to her: today the register key, later
the keys of protected compartments. Nobody's passphrase and no key in clear is ever written. Must not know what the
register holds, nor decide who may do what: the roles here are for the unlock screen, the register has those that count.
"""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from caseworker.errors import EnvironmentFault, Refused
from caseworker.platform import replace_atomically
from caseworker.vault import recovery as recovery_sheets
from caseworker.vault import sealing
from caseworker.vault.attempts import Attempts
from caseworker.vault.document import AccountState, StoredAccount, StoredRecovery, VaultDocument, decode, encode
from caseworker.vault.kdf import KEY_BYTES, SALT_BYTES, KdfCost, derive, normalised
from caseworker.vault.recovery import RecoverySheet
from caseworker.vault.sealing import REGISTER, Context, PrivateKeys

ATTEMPTS_SUFFIX = ".attempts"
_RECOVERY = "recovery"
_ACCOUNT_KEYS = "account-keys"


@dataclass(frozen=True, slots=True)
class Founder:
    """A new account before it has keys: ``id`` is a UUIDv7 in text, ``roles`` are the codes of ``domain.access``."""

    id: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as everybody at the computer may see it. ``approved``: someone has sealed the register key to it."""

    id: str
    name: str
    roles: tuple[str, ...]
    state: AccountState
    approved: bool


class OpenedVault:
    """What one user's passphrase has opened. Lives until the process ends; never shown, copied to disk or pickled."""

    __slots__ = ("_keys", "_register_key", "account", "register_id")

    def __init__(self, register_id: str, account: AccountRow, keys: PrivateKeys, register_key: bytes) -> None:
        self.register_id = register_id
        self.account = account
        self._keys = keys
        self._register_key = register_key

    @property
    def register_key(self) -> bytes:
        """The 32 bytes that open the database."""
        return self._register_key

    @property
    def public_signing_key(self) -> bytes:
        """The user's Ed25519 public key, 32 bytes."""
        return self._keys.public().signing

    def sign(self, data: bytes) -> bytes:
        """Return the user's Ed25519 signature over ``data``, 64 bytes; for the heads of sessions."""
        return sealing.sign(self._keys.signing, data)

    def __repr__(self) -> str:
        return f"OpenedVault(account={self.account.id!r})"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("keys are never pickled or copied")


class Vault:
    """The file ``register.vault``. Every change is read, made and written as a whole, atomically."""

    def __init__(self, path: Path, document: VaultDocument, raw: bytes = b"") -> None:
        self._path = path
        self._document = document
        self._raw = raw  # what the file held when it was last read or written: the same bytes are not read anew
        self._attempts = Attempts(path.with_name(path.name + ATTEMPTS_SUFFIX))

    # making and reading

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        register_id: str,
        founder: Founder,
        passphrase: str,
        now: datetime,
        kdf: KdfCost | None = None,
        recovery: bool = True,
    ) -> "tuple[Vault, OpenedVault, tuple[RecoverySheet, ...]]":
        """Make a vault with one account and a new register key; ``recovery=False`` (demo) makes no sheets.

        ``kdf`` defaults to a cost tuned to this machine; whoever passes one answers for it. Raises
        ``Refused("vault.exists")``: a vault is never overwritten, its keys would be gone.
        """
        if os.path.lexists(path):
            raise Refused("vault.exists", path=str(path))
        register_key = secrets.token_bytes(KEY_BYTES)
        account, keys = _new_account(register_id, founder, passphrase, kdf or KdfCost.tuned())
        account = _sealed_to(account, register_id, register_key)
        stored_recovery, sheets = _new_recovery(register_id, register_key) if recovery else (None, ())
        document = VaultDocument(
            register_id=register_id,
            created=now.astimezone(UTC).isoformat(timespec="seconds"),
            accounts=(account,),
            recovery=stored_recovery,
            checks={REGISTER: sealing.key_check(register_key, REGISTER, register_id)},
        )
        vault = cls(path, document)
        vault._write(document)
        return vault, OpenedVault(register_id, _row(account), keys, register_key), sheets

    @classmethod
    def load(cls, path: Path) -> "Vault":
        """Read a vault. Raises ``EnvironmentFault("vault.missing" | "vault.damaged" | "vault.newer" | …)``."""
        raw = _read(path)
        return cls(path, decode(raw), raw)

    def reload(self) -> None:
        """Take what the file holds now; the same bytes are not decoded anew. Raises what ``load`` raises."""
        raw = _read(self._path)
        if raw != self._raw:
            self._document, self._raw = decode(raw), raw

    @property
    def register_id(self) -> str:
        """Which register this vault opens."""
        return self._document.register_id

    @property
    def has_recovery(self) -> bool:
        """Whether recovery sheets exist for it."""
        return self._document.recovery is not None

    def accounts(self) -> tuple[AccountRow, ...]:
        """Return all accounts in the order they were made; readable without a passphrase."""
        return tuple(_row(account) for account in self._document.accounts)

    def signed_by(self, account_id: str, data: bytes, signature: bytes) -> bool:
        """Tell whether that account signed exactly ``data``, with its present key or one from before a recovery."""
        return any(
            sealing.verify(key, data, signature)
            for account in self._document.accounts
            if account.id == account_id
            for key in (account.public.signing, *account.former_signing)
        )

    # opening

    def unlock(self, *, name: str, passphrase: str, now: datetime) -> OpenedVault:
        """Open the vault as ``name``.

        Raises ``Refused``: ``unlock.wrong`` (the same for an unknown name, at the same cost), ``unlock.wait``
        (seconds), and only after the right passphrase ``unlock.suspended`` or ``unlock.not_approved``.
        """
        self._attempts.require_no_wait(now)
        self.reload()
        account = self._find(name)
        tried = account or self._document.accounts[0]
        # an unknown name costs what a known one costs; its salt makes sure that nothing can come of it
        salt = account.salt if account else secrets.token_bytes(SALT_BYTES)
        keys = sealing.unwrap(derive(passphrase, salt, tried.cost), tried.wrapped, self._context(tried.id))
        if account is None or keys is None:
            self._attempts.failed(now)
            raise Refused("unlock.wrong")
        if keys.public() != account.public:
            raise EnvironmentFault("vault.damaged")
        opened = self._open(account, keys)
        self._attempts.succeeded()
        return opened

    def open_with_sheets(self, shares: Sequence[str]) -> bytes:
        """Return the register key from the words of two recovery sheets.

        Raises what ``recovery.join`` raises, ``Refused("recovery.other_register" | "recovery.none")``.
        """
        stored = self._document.recovery
        if stored is None:
            raise Refused("recovery.none")
        private = recovery_sheets.join(shares)
        if len(private) != KEY_BYTES or sealing.encryption_public(private) != stored.public:
            raise Refused("recovery.other_register")
        sealed = stored.sealed.get(REGISTER, b"")
        return self._checked(sealing.unseal(private, sealed, _sealed_for(self.register_id, _RECOVERY)))

    def recover(self, *, account: str, shares: Sequence[str], new_passphrase: str, now: datetime) -> OpenedVault:
        """Give ``account`` (a name) a new passphrase and new keys by two recovery sheets, and open the vault.

        The old passphrase opens nothing afterwards; what the account signed before stays verifiable. Raises what
        ``open_with_sheets`` raises, ``Refused("recovery.unknown_account" | "unlock.suspended")``. ``now`` is unused
        by the keys themselves: nobody waits who holds two sheets.
        """
        self.reload()
        register_key = self.open_with_sheets(shares)
        known = self._find(account)
        if known is None:
            raise Refused("recovery.unknown_account")
        if known.state is not AccountState.ACTIVE:
            raise Refused("unlock.suspended")
        founder = Founder(known.id, known.name, known.roles)
        renewed, keys = _new_account(self.register_id, founder, new_passphrase, known.cost)
        renewed = replace(renewed, former_signing=(*known.former_signing, known.public.signing))
        renewed = _sealed_to(renewed, self.register_id, register_key)
        self._replace_account(renewed)
        self._attempts.succeeded()
        return OpenedVault(self.register_id, _row(renewed), keys, register_key)

    # changing

    def change_passphrase(self, opened: OpenedVault, *, old: str, new: str) -> None:
        """Wrap the user's keys anew; the register is not touched. Raises ``Refused("passphrase.old_wrong")``."""
        self.reload()
        account = self._require(opened.account.id)
        context = self._context(account.id)
        keys = sealing.unwrap(derive(old, account.salt, account.cost), account.wrapped, context)
        if keys is None:
            raise Refused("passphrase.old_wrong")
        salt = secrets.token_bytes(SALT_BYTES)
        wrapped = sealing.wrap(derive(new, salt, account.cost), keys, context)
        self._replace_account(replace(account, salt=salt, wrapped=wrapped))

    def add_account(self, opened: OpenedVault, *, account: Founder, passphrase: str, now: datetime) -> None:
        """Make an account and seal the register key to it at once, by the hand of ``opened``.

        Raises ``Refused("account.name_missing" | "account.exists")``. ``now`` is when; the file keeps no such date yet.
        """
        self.reload()
        if not account.name.strip():
            raise Refused("account.name_missing")
        if self._find(account.name) or any(known.id == account.id for known in self._document.accounts):
            raise Refused("account.exists")
        cost = self._require(opened.account.id).cost
        made, _keys = _new_account(self.register_id, account, passphrase, cost)
        made = _sealed_to(made, self.register_id, self._checked(opened.register_key))
        self._write(replace(self._document, accounts=(*self._document.accounts, made)))

    def set_state(self, account_id: str, state: AccountState) -> None:
        """Suspend or reinstate an account. Raises ``Refused("account.last")``: someone must be able to open it."""
        self.reload()
        account = replace(self._require(account_id), state=state)
        others = (one for one in self._document.accounts if one.id != account_id)
        if not any(one.state is AccountState.ACTIVE and REGISTER in one.sealed for one in (*others, account)):
            raise Refused("account.last")
        self._replace_account(account)

    def renew_sheets(self, opened: OpenedVault) -> tuple[RecoverySheet, ...]:
        """Make three new recovery sheets; the old ones open nothing in this file any more."""
        self.reload()
        stored, sheets = _new_recovery(self.register_id, self._checked(opened.register_key))
        self._write(replace(self._document, recovery=stored))
        return sheets

    # within

    def _open(self, account: StoredAccount, keys: PrivateKeys) -> OpenedVault:
        if account.state is not AccountState.ACTIVE:
            raise Refused("unlock.suspended")
        if REGISTER not in account.sealed:
            raise Refused("unlock.not_approved")
        context = _sealed_for(self.register_id, account.id)
        register_key = self._checked(sealing.unseal(keys.encryption, account.sealed[REGISTER], context))
        return OpenedVault(self.register_id, _row(account), keys, register_key)

    def _checked(self, register_key: bytes | None) -> bytes:
        """Return the key when the key check knows it; a right passphrase with a wrong key is a damaged vault."""
        if register_key is not None:
            check = sealing.key_check(register_key, REGISTER, self.register_id)
            if secrets.compare_digest(check, self._document.checks.get(REGISTER, b"")):
                return register_key
        raise EnvironmentFault("vault.damaged")

    def _context(self, account_id: str) -> Context:
        return Context(self.register_id, _ACCOUNT_KEYS, account_id)

    def _find(self, name: str) -> StoredAccount | None:
        wanted = _folded(name)
        return next((one for one in self._document.accounts if _folded(one.name) == wanted), None)

    def _require(self, account_id: str) -> StoredAccount:
        known = next((one for one in self._document.accounts if one.id == account_id), None)
        if known is None:
            raise Refused("account.unknown")
        return known

    def _replace_account(self, changed: StoredAccount) -> None:
        accounts = tuple(changed if one.id == changed.id else one for one in self._document.accounts)
        self._write(replace(self._document, accounts=accounts))

    def _write(self, document: VaultDocument) -> None:
        raw = encode(document)
        replace_atomically(self._path, raw)
        self._document, self._raw = document, raw


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise EnvironmentFault("vault.missing", path=str(path)) from None
    except OSError:
        raise EnvironmentFault("vault.unreadable", path=str(path)) from None


def _new_account(
    register_id: str, founder: Founder, passphrase: str, cost: KdfCost
) -> tuple[StoredAccount, PrivateKeys]:
    """Make keys and wrap them under the passphrase; nothing is sealed to the account yet."""
    keys = PrivateKeys.generate()
    salt = secrets.token_bytes(SALT_BYTES)
    context = Context(register_id, _ACCOUNT_KEYS, founder.id)
    account = StoredAccount(
        id=founder.id,
        name=normalised(founder.name).strip(),
        roles=founder.roles,
        state=AccountState.ACTIVE,
        cost=cost,
        salt=salt,
        wrapped=sealing.wrap(derive(passphrase, salt, cost), keys, context),
        public=keys.public(),
        former_signing=(),
        sealed={},
    )
    return account, keys


def _new_recovery(register_id: str, register_key: bytes) -> tuple[StoredRecovery, tuple[RecoverySheet, ...]]:
    """Make a recovery key, seal the register key to it and split its private half over three sheets."""
    private = PrivateKeys.generate().encryption
    public = sealing.encryption_public(private)
    sealed = sealing.seal(public, register_key, _sealed_for(register_id, _RECOVERY))
    return StoredRecovery(public, {REGISTER: sealed}), recovery_sheets.split(private)


def _sealed_to(account: StoredAccount, register_id: str, register_key: bytes) -> StoredAccount:
    sealed = sealing.seal(account.public.encryption, register_key, _sealed_for(register_id, account.id))
    return replace(account, sealed={**account.sealed, REGISTER: sealed})


def _sealed_for(register_id: str, recipient: str) -> Context:
    return Context(register_id, REGISTER, recipient)


def _row(account: StoredAccount) -> AccountRow:
    return AccountRow(account.id, account.name, account.roles, account.state, REGISTER in account.sealed)


def _folded(name: str) -> str:
    """Return a name as it is compared: Åsa, åsa and A with a ring above are one."""
    return normalised(" ".join(name.split())).casefold()
