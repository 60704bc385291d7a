"""A PIN in place of the passphrase for a working day: what may be one, how little it opens, and how that is locked.

The key is HKDF-SHA256 of Argon2id(PIN) and a random secret that lies in the operating system's keystore; neither alone
opens anything. Behind it lie the register's key and the user's key for signing. Her key that opens seals does not, so
that no PIN opens a compartment. Must not know where any of it lies.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from caseworker import wire
from caseworker.errors import EnvironmentFault, Refused
from caseworker.vault import sealing
from caseworker.vault.file import NEXT_REGISTER, AccountRow, OpenedVault, VaultFile, row_of
from caseworker.vault.kdf import KEY_BYTES, KdfCost
from caseworker.vault.sealing import REGISTER, PrivateKeys

FORMAT = "caseworker.pin/1"
LEAST_DIGITS, MOST_DIGITS = 6, 12
_FEWEST_DIFFERENT = 3
_NONCE_BYTES = 12
# what people choose that no rule below finds: patterns on the keys, doubled runs
_COMMON = frozenset(
    {"147258", "258147", "159753", "159357", "147852", "789456", "321654", "112233", "332211", "123321"}
)


def require_good_pin(pin: str) -> None:
    """Raise ``Refused("pin.digits" | "pin.repeats" | "pin.runs" | "pin.date" | "pin.common")`` for a poor PIN."""
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise Refused("pin.digits", least=LEAST_DIGITS, most=MOST_DIGITS)
    if len(set(pin)) < _FEWEST_DIFFERENT or _repeats(pin):
        raise Refused("pin.repeats")
    if _runs(pin):
        raise Refused("pin.runs")
    if any(_is_date(*parts) for parts in _readings(pin)):
        raise Refused("pin.date")
    if pin[:LEAST_DIGITS] in _COMMON:
        raise Refused("pin.common")


def _repeats(pin: str) -> bool:
    """Tell whether it is one shorter piece again and again: 123123, 40214021."""
    pieces = (pin[:length] for length in range(1, len(pin) // 2 + 1) if len(pin) % length == 0)
    return any(piece * (len(pin) // len(piece)) == pin for piece in pieces)


def _runs(pin: str) -> bool:
    """Tell whether every step is the same: 123456, 987654, 135791."""
    return len({(int(after) - int(before)) % 10 for before, after in zip(pin, pin[1:], strict=False)}) == 1


def _readings(pin: str) -> Iterator[tuple[str, str, str]]:
    """Read year, month and day in every order people write them; an identity number begins with a birth date."""
    century = {6: 2, 10: 2, 8: 4, 12: 4}.get(len(pin), 0)
    if century:
        yield pin[:century], pin[century : century + 2], pin[century + 2 : century + 4]
    if len(pin) in (6, 8):
        yield pin[4:], pin[2:4], pin[:2]
        yield pin[4:], pin[:2], pin[2:4]


def _is_date(year: str, month: str, day: str) -> bool:
    if len(year) == 4 and not 1900 <= int(year) < 2100:
        return False
    try:
        date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class PinTerms:
    """What a PIN is bound to: whose it is, how her account stood, from when and until when (UTC, ISO) it holds."""

    register_id: str
    account_id: str
    standing: str
    since: str
    until: str

    def bound(self, purpose: str) -> bytes:
        """Return the canonical bytes that go into what is locked."""
        return wire.canonical(
            [FORMAT, purpose, self.register_id, self.account_id, self.standing, self.since, self.until]
        )


def lock(code: bytes, secret: bytes, terms: PinTerms, plain: bytes) -> bytes:
    """Lock ``plain`` under the PIN's code (Argon2id) and the keystore's secret together."""
    return _encrypt(_key(code, secret, terms), plain, terms.bound("bundle"))


def unlock(code: bytes, secret: bytes, terms: PinTerms, locked: bytes) -> bytes | None:
    """Return what was locked, None when the PIN, the secret or one of the terms was another."""
    return _decrypt(_key(code, secret, terms), locked, terms.bound("bundle"))


def keep_code(opened: OpenedVault, terms: PinTerms, code: bytes) -> bytes:
    """Lock a PIN's code so that only its owner's passphrase opens it: the next day's PIN is made of it."""
    return _encrypt(opened.own_key(FORMAT), code, terms.bound("code"))


def kept_code(opened: OpenedVault, terms: PinTerms, kept: bytes) -> bytes | None:
    """Return the code that was kept, None when her account stands otherwise now."""
    return _decrypt(opened.own_key(FORMAT), kept, terms.bound("code"))


def _key(code: bytes, secret: bytes, terms: PinTerms) -> bytes:
    return sealing.derived(code + secret, wire.canonical([FORMAT, terms.register_id, terms.account_id]))


def _encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCMSIV(key).encrypt(nonce, plain, bound)


def _decrypt(key: bytes, locked: bytes, bound: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    try:
        return AESGCMSIV(key).decrypt(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError):
        return None


class ReducedVault(OpenedVault):
    """What a PIN has opened: the register and the signature. What is sealed to the user stays sealed."""

    __slots__ = ("_key_id",)

    def __init__(self, register_id: str, account: AccountRow, signing: bytes, register_key: bytes, key_id: str) -> None:
        super().__init__(register_id, account, PrivateKeys(b"", signing), register_key)
        self._key_id = key_id

    @property
    def public_signing_key(self) -> bytes:
        """See ``OpenedAccount``."""
        return sealing.signing_public(self._keys.signing)

    @property
    def key_id(self) -> str:
        """See ``OpenedAccount``; as the vault has it, for half of the keys is not at hand."""
        return self._key_id

    def require_whole(self) -> None:
        """Raise ``Refused("pin.passphrase_needed")``."""
        raise Refused("pin.passphrase_needed")

    def unseal(self, key_name: str, sealed: bytes) -> bytes | None:
        """Raise ``Refused("pin.passphrase_needed")``: nothing here could."""
        raise Refused("pin.passphrase_needed")


class PinAccess(VaultFile):
    """The part of the vault that lets a PIN stand in for the passphrase."""

    def standing(self, account_id: str) -> str:
        """Return what stands for how this account unlocks just now; another passphrase or key makes another.

        Raises ``Refused("unlock.suspended" | "unlock.begin" | "unlock.not_approved" | "account.unknown")``.
        """
        self.reload()
        account = self._require(account_id)
        self._require_open(account)
        if REGISTER not in account.sealed:
            raise Refused("unlock.not_approved")
        opens: Mapping[str, str] = {
            name: sealed.hex() for name, sealed in account.sealed.items() if name in (REGISTER, NEXT_REGISTER)
        }
        checks = {name: check.hex() for name, check in self._document.checks.items() if name in opens}
        parts = [FORMAT, self.key_id(account_id), account.wrapped.hex(), opens, checks]
        return wire.sha256_hex(wire.canonical(parts))

    def cost_of(self, account_id: str) -> KdfCost:
        """Return how dear a guess at this account's passphrase is, and so at its PIN."""
        return self._require(account_id).cost

    def open_reduced(self, account_id: str, bundle: bytes) -> ReducedVault:
        """Open the register with what a PIN unlocked. Raises ``EnvironmentFault("vault.damaged")``."""
        account = self._require(account_id)
        signing, register_key = bundle[:KEY_BYTES], bundle[KEY_BYTES:]
        if sealing.signing_public(signing) != account.public.signing:
            raise EnvironmentFault("vault.damaged")
        key_id = self.key_id(account_id)
        return ReducedVault(self.register_id, row_of(account), signing, self._checked(register_key), key_id)
