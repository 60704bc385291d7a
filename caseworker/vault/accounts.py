"""Who can open the register: accounts, and the one file that holds their keys (``register.vault``).

A member of staff's passphrase opens her own keys, and those open what is sealed to her: the register key and the keys
of the compartments she is named for. Must not know what the register holds, nor decide who may do
what: the roles here are for the unlock screen, the register has those that count.
"""

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from caseworker.errors import Refused
from caseworker.vault import recovery as recovery_sheets
from caseworker.vault import sealing
from caseworker.vault.document import AccountState as AccountState
from caseworker.vault.document import StoredAccount, StoredRecovery, VaultDocument
from caseworker.vault.file import ATTEMPTS_SUFFIX as ATTEMPTS_SUFFIX
from caseworker.vault.file import (
    NEXT_REGISTER,
    RECOVERY,
    OpenedAccount,
    context_of,
    new_account,
    renewed_account,
    row_of,
    sealed_to,
)
from caseworker.vault.file import AccountRow as AccountRow
from caseworker.vault.file import Founder as Founder
from caseworker.vault.file import OpenedVault as OpenedVault
from caseworker.vault.kdf import KEY_BYTES, SALT_BYTES, KdfCost, derive
from caseworker.vault.keys import NamedKeys
from caseworker.vault.life import AccountLife
from caseworker.vault.pin import PinAccess
from caseworker.vault.recovery import RecoverySheet
from caseworker.vault.renewal import KeyRenewal
from caseworker.vault.sealing import REGISTER, Context, PrivateKeys


class Vault(NamedKeys, AccountLife, KeyRenewal, PinAccess):
    """The file ``register.vault`` with all that is done with it."""

    # making

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
        account, keys = new_account(register_id, founder, passphrase, kdf or KdfCost.tuned())
        account = sealed_to(account, register_id, register_key)
        stored_recovery, sheets = _new_recovery(register_id, {REGISTER: register_key}) if recovery else (None, ())
        document = VaultDocument(
            register_id=register_id,
            created=now.astimezone(UTC).isoformat(timespec="seconds"),
            accounts=(account,),
            recovery=stored_recovery,
            checks={REGISTER: sealing.key_check(register_key, REGISTER, register_id)},
        )
        vault = cls(path, document)
        vault._write(document)
        return vault, OpenedVault(register_id, row_of(account), keys, register_key), sheets

    # opening

    def unlock(self, *, name: str, passphrase: str, now: datetime) -> OpenedVault:
        """Open the vault as ``name``.

        Raises ``Refused``: ``unlock.wrong`` (the same for an unknown name, at the same cost), ``unlock.wait``
        (seconds), and only after the right passphrase ``unlock.suspended``, ``unlock.begin`` (it is a start passphrase)
        or ``unlock.not_approved``.
        """
        account, keys = self._prove(name, passphrase, now)
        opened = self._open(account, keys)
        self._attempts.succeeded()
        return opened

    def open_with_sheets(self, shares: Sequence[str]) -> bytes:
        """Return the register key from the words of two recovery sheets.

        Raises what ``recovery.join`` raises, ``Refused("recovery.other_register" | "recovery.none")``.
        """
        return self._keys_of_sheets(shares)[REGISTER]

    def compartments_with_sheets(self, shares: Sequence[str]) -> Mapping[str, bytes]:
        """Return the keys of all compartments by name, from the words of two recovery sheets.

        Raises what ``open_with_sheets`` raises.
        """
        self.reload()
        opened = self._keys_of_sheets(shares)
        return {name: key for name, key in opened.items() if name not in (REGISTER, NEXT_REGISTER)}

    def recover(self, *, account: str, shares: Sequence[str], new_passphrase: str, now: datetime) -> OpenedVault:
        """Give ``account`` (a name) a new passphrase and new keys by two recovery sheets, and open the vault.

        What was sealed to the account is sealed to its new keys, and the register key in any case: two sheets stand for
        a key holder's approval. The old passphrase opens nothing afterwards; what the account signed before stays
        verifiable. Raises what ``open_with_sheets`` raises, ``Refused("recovery.unknown_account")`` and
        ``Refused("unlock.suspended")``.
        """
        self.reload()
        opened = self._keys_of_sheets(shares)
        known = self._find(account)
        if known is None:
            raise Refused("recovery.unknown_account")
        if known.state is not AccountState.ACTIVE:
            raise Refused("unlock.suspended")
        renewed, keys = renewed_account(self.register_id, known, new_passphrase)
        for name in {REGISTER, NEXT_REGISTER, *known.sealed} & set(opened):
            renewed = sealed_to(renewed, self.register_id, opened[name], name)
        renewed = replace(renewed, used=now.date().isoformat())
        self._replace_account(renewed)
        self._attempts.succeeded()
        return OpenedVault(self.register_id, row_of(renewed), keys, opened[REGISTER], opened.get(NEXT_REGISTER))

    # changing

    def change_passphrase(self, opened: OpenedAccount, *, old: str, new: str) -> None:
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
        self._require_new(account)
        cost = self._require(opened.account.id).cost
        made, _keys = new_account(self.register_id, account, passphrase, cost)
        made = sealed_to(made, self.register_id, self._checked(opened.register_key))
        self._write(replace(self._document, accounts=(*self._document.accounts, made)))

    def renew_sheets(self, opened: OpenedVault) -> tuple[RecoverySheet, ...]:
        """Make three new recovery sheets; the old ones open nothing in this file any more.

        Raises ``Refused("vault.key_not_held")`` when there is a compartment that ``opened`` cannot open: the new sheets
        must open all that the old ones did; ``Refused("pin.passphrase_needed")`` when a PIN opened it.
        """
        opened.require_whole()
        self.reload()
        keys = {name: self._checked(opened.register_key) for name in self._document.checks if name == REGISTER}
        keys |= {name: self.unseal_key(opened, name) for name in self._document.checks if name not in keys}
        stored, sheets = _new_recovery(self.register_id, keys)
        self._write(replace(self._document, recovery=stored))
        return sheets

    # within

    def _open(self, account: StoredAccount, keys: PrivateKeys) -> OpenedVault:
        self._require_open(account)
        if REGISTER not in account.sealed:
            raise Refused("unlock.not_approved")
        own = OpenedAccount(self.register_id, row_of(account), keys)
        found = {
            name: self._checked(own.unseal(name, account.sealed[name]), name)
            for name in (REGISTER, NEXT_REGISTER)
            if name in account.sealed
        }
        return OpenedVault(self.register_id, own.account, keys, found[REGISTER], found.get(NEXT_REGISTER))

    def _keys_of_sheets(self, shares: Sequence[str]) -> dict[str, bytes]:
        """Return every key that two sheets open, the register's among them."""
        stored = self._document.recovery
        if stored is None:
            raise Refused("recovery.none")
        private = recovery_sheets.join(shares)
        if len(private) != KEY_BYTES or sealing.encryption_public(private) != stored.public:
            raise Refused("recovery.other_register")
        sealed = {REGISTER: b"", **stored.sealed}
        return {
            name: self._checked(
                sealing.unseal(private, one, Context(self.register_id, context_of(name), RECOVERY)), name
            )
            for name, one in sealed.items()
        }


def _new_recovery(register_id: str, keys: Mapping[str, bytes]) -> tuple[StoredRecovery, tuple[RecoverySheet, ...]]:
    """Make a recovery key, seal these keys to it and split its private half over three sheets."""
    private = PrivateKeys.generate().encryption
    public = sealing.encryption_public(private)
    sealed = {
        name: sealing.seal(public, key, Context(register_id, context_of(name), RECOVERY)) for name, key in keys.items()
    }
    return StoredRecovery(public, sealed), recovery_sheets.split(private)
