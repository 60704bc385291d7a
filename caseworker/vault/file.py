"""The file ``register.vault`` itself: read as a whole, changed as a whole, and one way to prove a passphrase.

Nobody's passphrase and no key in clear is ever written. Must not know what the register holds.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn, Self

from caseworker import wire
from caseworker.errors import EnvironmentFault, Refused
from caseworker.platform import replace_atomically
from caseworker.vault import sealing
from caseworker.vault.attempts import Attempts
from caseworker.vault.document import AccountState, StoredAccount, VaultDocument, decode, encode
from caseworker.vault.kdf import SALT_BYTES, KdfCost, derive, normalised
from caseworker.vault.sealing import REGISTER, Context, PrivateKeys, PublicKeys

ATTEMPTS_SUFFIX = ".attempts"
RECOVERY = "recovery"
ACCOUNT_KEYS = "account-keys"
NEXT_REGISTER = "register.next"  # the new register key while the file is exchanged for one that opens with it
# no 0, 1, I or O: a fingerprint is read aloud over the telephone
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SIGNS_SHOWN, _SIGNS_IN_A_GROUP = 12, 4


@dataclass(frozen=True, slots=True)
class Founder:
    """A new account before it has keys: ``id`` is a UUIDv7 in text, ``roles`` are the codes of ``domain.access``."""

    id: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as everybody at the computer may see it.

    ``approved``: someone has sealed the register key to it. ``start``: it has a start passphrase that nobody has
    changed yet. ``used`` is the last day it opened something, "" when never.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    state: AccountState
    approved: bool
    start: bool = False
    used: str = ""


class OpenedAccount:
    """One account's own keys, opened by its passphrase. Lives until the process ends; never shown or pickled."""

    __slots__ = ("_keys", "account", "register_id")

    def __init__(self, register_id: str, account: AccountRow, keys: PrivateKeys) -> None:
        self.register_id = register_id
        self.account = account
        self._keys = keys

    @property
    def public_signing_key(self) -> bytes:
        """The user's Ed25519 public key, 32 bytes."""
        return self._keys.public().signing

    @property
    def key_id(self) -> str:
        """What stands for these keys; see ``VaultFile.key_id``."""
        return key_id_of(self.register_id, self.account.id, self._keys.public())

    def sign(self, data: bytes) -> bytes:
        """Return the user's Ed25519 signature over ``data``, 64 bytes; for the heads of sessions."""
        return sealing.sign(self._keys.signing, data)

    def unseal(self, key_name: str, sealed: bytes) -> bytes | None:
        """Return the key of that name when it was sealed to this account, else None."""
        return sealing.unseal(
            self._keys.encryption, sealed, Context(self.register_id, context_of(key_name), self.account.id)
        )

    def own_key(self, purpose: str) -> bytes:
        """Return a key for something of the user's own that nobody else, and no PIN, opens."""
        self.require_whole()
        return sealing.derived(self._keys.encryption, wire.canonical([purpose, self.register_id, self.account.id]))

    def require_whole(self) -> None:
        """Raise ``Refused("pin.passphrase_needed")`` where a PIN opened less than the passphrase would have."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(account={self.account.id!r})"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("keys are never pickled or copied")


class OpenedVault(OpenedAccount):
    """What one user's passphrase has opened together with the register's key."""

    __slots__ = ("_next_key", "_register_key")

    def __init__(
        self,
        register_id: str,
        account: AccountRow,
        keys: PrivateKeys,
        register_key: bytes,
        next_key: bytes | None = None,
    ) -> None:
        super().__init__(register_id, account, keys)
        self._register_key = register_key
        self._next_key = next_key

    @property
    def register_key(self) -> bytes:
        """The 32 bytes that open the database."""
        return self._register_key

    @property
    def next_register_key(self) -> bytes | None:
        """The key that opens the database if a change of keys was cut off after the files were exchanged."""
        return self._next_key

    def reduced(self) -> bytes:
        """Return what a PIN may open: the user's key for signing and the register's, and none that opens a seal."""
        self.require_whole()
        return self._keys.signing + self._register_key

    def take_next_key(self) -> None:
        """Hold the next key for the register's key: the database opened with it."""
        if self._next_key is not None:
            self._register_key, self._next_key = self._next_key, None


class VaultFile:
    """One vault on disk. Every change is read, made and written as a whole, atomically."""

    def __init__(self, path: Path, document: VaultDocument, raw: bytes = b"") -> None:
        self._path = path
        self._document = document
        self._raw = raw  # what the file held when it was last read or written: the same bytes are not read anew
        self._attempts = Attempts(path.with_name(path.name + ATTEMPTS_SUFFIX))
        self._known: Callable[[], Mapping[str, str]] = dict

    @classmethod
    def load(cls, path: Path) -> Self:
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
        return tuple(row_of(account) for account in self._document.accounts)

    def signed_by(self, account_id: str, data: bytes, signature: bytes) -> bool:
        """Tell whether that account signed exactly ``data``, with its present key or one from before a recovery."""
        return any(
            sealing.verify(key, data, signature)
            for account in self._document.accounts
            if account.id == account_id
            for key in (account.public.signing, *account.former_signing)
        )

    def key_id(self, account_id: str) -> str:
        """Return what stands for exactly this account's public keys: 64 hexadecimal signs.

        Raises ``Refused("account.unknown")``.
        """
        return key_id_of(self.register_id, account_id, self._require(account_id).public)

    def fingerprint(self, account_id: str) -> str:
        """Return the short form of ``key_id``, which two people compare by voice: three groups of four signs."""
        return short_form(self.key_id(account_id))

    @property
    def recovery_id(self) -> str:
        """Return what stands for the recovery key's public half, "" when there are no sheets."""
        recovery = self._document.recovery
        if recovery is None:
            return ""
        return wire.sha256_hex(wire.canonical([sealing.FORMAT, "keys", self.register_id, recovery.public.hex()]))

    def trust(self, known: Callable[[], Mapping[str, str]]) -> None:
        """From now on seal keys only where ``known()`` does not speak against it; see ``require_known``."""
        self._known = known

    def require_known(self, known: Mapping[str, str]) -> None:
        """Hold the vault against what the register remembers: a ``key_id`` by account, and under "recovery" its own.

        The vault can be written by whoever can write the folder; a key sealed to a public key that was put into it
        would be hers. Raises ``Refused("account.swapped" | "recovery.swapped")``; whom nothing is known of is let pass.
        """
        for account in self._document.accounts:
            if REGISTER in account.sealed and known.get(account.id, self.key_id(account.id)) != self.key_id(account.id):
                raise Refused("account.swapped")
        if known.get(RECOVERY, self.recovery_id) != self.recovery_id:
            raise Refused("recovery.swapped")

    def _prove(self, name: str, passphrase: str, now: datetime) -> tuple[StoredAccount, PrivateKeys]:
        """Return the account and its private keys.

        Raises ``Refused("unlock.wrong" | "unlock.wait")``; an unknown name takes the same path at the same cost.
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
        return account, keys

    def _checked(self, key: bytes | None, name: str = REGISTER) -> bytes:
        """Return the key when the key check knows it; a right passphrase with a wrong key is a damaged vault."""
        if key is not None:
            check = sealing.key_check(key, context_of(name), self.register_id)
            if secrets.compare_digest(check, self._document.checks.get(name, b"")):
                return key
        raise EnvironmentFault("vault.damaged")

    def _context(self, account_id: str) -> Context:
        return Context(self.register_id, ACCOUNT_KEYS, account_id)

    def _find(self, name: str) -> StoredAccount | None:
        wanted = _folded(name)
        return next((one for one in self._document.accounts if _folded(one.name) == wanted), None)

    def _require(self, account_id: str) -> StoredAccount:
        known = next((one for one in self._document.accounts if one.id == account_id), None)
        if known is None:
            raise Refused("account.unknown")
        return known

    def _require_new(self, account: Founder) -> None:
        if not account.name.strip():
            raise Refused("account.name_missing")
        if self._find(account.name) or any(known.id == account.id for known in self._document.accounts):
            raise Refused("account.exists")

    def _require_open(self, account: StoredAccount) -> None:
        """Raise ``Refused("unlock.suspended" | "unlock.begin")`` unless the account is open and its owner's own."""
        if account.state is not AccountState.ACTIVE:
            raise Refused("unlock.suspended")
        if account.start_until:
            raise Refused("unlock.begin")

    def _replace_usable(self, changed: StoredAccount) -> None:
        """Write the change unless nobody could open the register any more: ``Refused("account.last")``."""
        if not usable(self._with(changed)):
            raise Refused("account.last")
        self._replace_account(changed)

    def _replace_account(self, changed: StoredAccount) -> None:
        self._write(replace(self._document, accounts=self._with(changed)))

    def _with(self, changed: StoredAccount) -> tuple[StoredAccount, ...]:
        return tuple(changed if one.id == changed.id else one for one in self._document.accounts)

    def _write(self, document: VaultDocument) -> None:
        raw = encode(document)
        replace_atomically(self._path, raw)
        self._document, self._raw = document, raw


def context_of(key_name: str) -> str:
    """Return the name a key is bound to by its seal: the next register key is the register key that it will become."""
    return REGISTER if key_name == NEXT_REGISTER else key_name


def key_id_of(register_id: str, account_id: str, public: PublicKeys) -> str:
    """Return what stands for exactly these public keys of this account in this register."""
    keys = [public.encryption.hex(), public.signing.hex()]
    return wire.sha256_hex(wire.canonical([sealing.FORMAT, "keys", register_id, account_id, *keys]))


def short_form(key_id: str) -> str:
    """Return what people compare of a ``key_id``: 60 of its bits in signs that are not mistaken for one another."""
    bits = int(key_id, 16) >> (256 - 5 * _SIGNS_SHOWN)
    signs = "".join(_SIGNS[bits >> 5 * place & 31] for place in reversed(range(_SIGNS_SHOWN)))
    return " ".join(signs[at : at + _SIGNS_IN_A_GROUP] for at in range(0, _SIGNS_SHOWN, _SIGNS_IN_A_GROUP))


def new_account(
    register_id: str, founder: Founder, passphrase: str, cost: KdfCost
) -> tuple[StoredAccount, PrivateKeys]:
    """Make keys and wrap them under the passphrase; nothing is sealed to the account yet."""
    keys = PrivateKeys.generate()
    salt = secrets.token_bytes(SALT_BYTES)
    context = Context(register_id, ACCOUNT_KEYS, founder.id)
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


def renewed_account(register_id: str, known: StoredAccount, passphrase: str) -> tuple[StoredAccount, PrivateKeys]:
    """Make new keys for an account under a new passphrase; what it signed with the old ones stays verifiable."""
    renewed, keys = new_account(register_id, Founder(known.id, known.name, known.roles), passphrase, known.cost)
    # keys that somebody else made have signed nothing that counts
    former = known.former_signing if known.start_until else (*known.former_signing, known.public.signing)
    return replace(renewed, state=known.state, former_signing=former, used=known.used), keys


def sealed_to(account: StoredAccount, register_id: str, key: bytes, key_name: str = REGISTER) -> StoredAccount:
    """Return the account with that key sealed to it."""
    context = Context(register_id, context_of(key_name), account.id)
    sealed = sealing.seal(account.public.encryption, key, context)
    return replace(account, sealed={**account.sealed, key_name: sealed})


def row_of(account: StoredAccount) -> AccountRow:
    """Return what may be shown of an account."""
    return AccountRow(
        account.id,
        account.name,
        account.roles,
        account.state,
        REGISTER in account.sealed,
        bool(account.start_until),
        account.used,
    )


def usable(accounts: Sequence[StoredAccount]) -> bool:
    """Tell whether at least one of them opens the register."""
    return any(one.state is AccountState.ACTIVE and REGISTER in one.sealed for one in accounts)


def _folded(name: str) -> str:
    """Return a name as it is compared: Åsa, åsa and A with a ring above are one."""
    return normalised(" ".join(name.split())).casefold()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise EnvironmentFault("vault.missing", path=str(path)) from None
    except OSError:
        raise EnvironmentFault("vault.unreadable", path=str(path)) from None
