"""``register.vault`` as text: what stands in it, its one byte form, and strict reading.

A version is one canonical JSON object ``{body, format, sha256, version}``; the checksum covers all the rest, so that a
flipped bit anywhere is seen before anything is believed. It guards against damage, not against an attacker: what must
not be forged is sealed or wrapped. Must not decrypt anything.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caseworker import wire
from caseworker.errors import EnvironmentFault, Refused
from caseworker.vault.kdf import SALT_BYTES, KdfCost
from caseworker.vault.sealing import PublicKeys

VERSION = 2  # 2: start passphrases and the last day of use
_FORMAT = "caseworker.vault"
_MOST_BYTES = 4 * 1024 * 1024


class AccountState(StrEnum):
    """Whether an account opens the register."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """One account as it stands in the file. ``wrapped`` holds the private keys under the passphrase."""

    id: str
    name: str
    roles: tuple[str, ...]
    state: AccountState
    cost: KdfCost
    salt: bytes
    wrapped: bytes
    public: PublicKeys
    former_signing: tuple[bytes, ...]  # public keys from before a recovery: old signatures stay verifiable
    sealed: Mapping[str, bytes]  # key name → the key, sealed to this account
    start_until: str = ""  # until when the start passphrase holds that somebody else made; "" = her own passphrase
    used: str = ""  # the last day it opened something


@dataclass(frozen=True, slots=True)
class StoredRecovery:
    """The recovery key's public half and what is sealed to it; its private half exists on paper only."""

    public: bytes
    sealed: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class VaultDocument:
    """The whole file. ``checks`` holds a key-check value for each key name."""

    register_id: str
    created: str
    accounts: tuple[StoredAccount, ...]
    recovery: StoredRecovery | None
    checks: Mapping[str, bytes]


def encode(document: VaultDocument) -> bytes:
    """Return the file's bytes."""
    recovery = document.recovery
    body = {
        "register": document.register_id,
        "created": document.created,
        "accounts": [_account_out(account) for account in document.accounts],
        "recovery": None
        if recovery is None
        else {"public": _out(recovery.public), "sealed": _map_out(recovery.sealed)},
        "checks": _map_out(document.checks),
    }
    whole: dict[str, object] = {"format": _FORMAT, "version": VERSION, "body": body}
    return wire.canonical({**whole, "sha256": wire.sha256_hex(wire.canonical(whole))})


def decode(raw: bytes) -> VaultDocument:
    """Read the file's bytes. Raises ``EnvironmentFault("vault.damaged" | "vault.newer")``, never anything else."""
    try:
        whole = wire.parse(raw, limit=_MOST_BYTES)
        checksum = whole.pop("sha256", None)
        if checksum != wire.sha256_hex(wire.canonical(whole)) or whole.get("format") != _FORMAT:
            raise EnvironmentFault("vault.damaged")
        version = whole["version"]
        if isinstance(version, int) and version > VERSION:
            raise EnvironmentFault("vault.newer", version=version)
        return _document_in(_object(whole["body"]))
    except (Refused, KeyError, ValueError, TypeError, binascii.Error):
        raise EnvironmentFault("vault.damaged") from None


def _account_out(account: StoredAccount) -> dict[str, object]:
    return {
        "id": account.id,
        "name": account.name,
        "roles": list(account.roles),
        "state": account.state.value,
        "kdf": {
            "algorithm": "argon2id",
            "memory_kib": account.cost.memory_kib,
            "passes": account.cost.passes,
            "lanes": account.cost.lanes,
            "salt": _out(account.salt),
        },
        "wrapped": _out(account.wrapped),
        "encryption_key": _out(account.public.encryption),
        "signing_key": _out(account.public.signing),
        "former_signing_keys": [_out(key) for key in account.former_signing],
        "sealed": _map_out(account.sealed),
        "start_until": account.start_until,
        "used": account.used,
    }


def _document_in(body: dict[str, object]) -> VaultDocument:
    accounts = tuple(_account_in(_object(one)) for one in _list(body["accounts"]))
    ids = {account.id for account in accounts}
    if not accounts or len(ids) != len(accounts):
        raise ValueError("accounts")
    return VaultDocument(
        register_id=_text(body["register"]),
        created=_text(body["created"]),
        accounts=accounts,
        recovery=None if body["recovery"] is None else _recovery_in(_object(body["recovery"])),
        checks=_map_in(body["checks"]),
    )


def _recovery_in(fields: dict[str, object]) -> StoredRecovery:
    return StoredRecovery(_bytes(fields["public"], 32), _map_in(fields["sealed"]))


def _account_in(fields: dict[str, object]) -> StoredAccount:
    kdf = _object(fields["kdf"])
    cost = KdfCost(_number(kdf["memory_kib"]), _number(kdf["passes"]), _number(kdf["lanes"]))
    if kdf["algorithm"] != "argon2id" or not cost.readable():
        raise ValueError("kdf")
    return StoredAccount(
        id=_text(fields["id"]),
        name=_text(fields["name"]),
        roles=tuple(_text(role) for role in _list(fields["roles"])),
        state=AccountState(_text(fields["state"])),
        cost=cost,
        salt=_bytes(kdf["salt"], SALT_BYTES),
        wrapped=_bytes(fields["wrapped"]),
        public=PublicKeys(_bytes(fields["encryption_key"], 32), _bytes(fields["signing_key"], 32)),
        former_signing=tuple(_bytes(key, 32) for key in _list(fields["former_signing_keys"])),
        sealed=_map_in(fields["sealed"]),
        start_until=_text(fields.get("start_until", "")),
        used=_text(fields.get("used", "")),
    )


def _out(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _map_out(values: Mapping[str, bytes]) -> dict[str, str]:
    return {name: _out(value) for name, value in values.items()}


def _map_in(value: object) -> dict[str, bytes]:
    return {name: _bytes(one) for name, one in _object(value).items()}


def _bytes(value: object, length: int | None = None) -> bytes:
    read = base64.b64decode(_text(value), validate=True)
    if length is not None and len(read) != length:
        raise ValueError("length")
    return read


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("object")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("list")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("number")
    return value
