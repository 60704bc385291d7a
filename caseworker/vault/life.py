"""The life of an account: added and reset with a start passphrase, begun by its owner, approved, suspended, ended.

Whoever adds an account makes its first keys and so could have kept them. Therefore nothing is ever sealed to those: the
owner makes new keys of her own when she begins, and only then may a key holder approve. Must not decide who may do
what.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from caseworker.errors import Refused
from caseworker.vault.document import AccountState
from caseworker.vault.file import (
    NEXT_REGISTER,
    Founder,
    OpenedAccount,
    OpenedVault,
    VaultFile,
    new_account,
    renewed_account,
    row_of,
    sealed_to,
)
from caseworker.vault.sealing import REGISTER

START_HOLDS = timedelta(days=7)


class AccountLife(VaultFile):
    """The part of the vault that changes accounts."""

    def open_account(self, *, name: str, passphrase: str, now: datetime) -> OpenedAccount:
        """Open one account's own keys and nothing else: no key of the register is looked for.

        Raises ``Refused("unlock.wrong" | "unlock.wait" | "unlock.suspended" | "unlock.begin")``.
        """
        account, keys = self._prove(name, passphrase, now)
        self._require_open(account)
        self._attempts.succeeded()
        return OpenedAccount(self.register_id, row_of(account), keys)

    def add_waiting(self, *, account: Founder, start: str, by: str, now: datetime) -> None:
        """Make an account with a start passphrase, as dear to guess as the account ``by``. It opens nothing yet.

        Raises ``Refused("account.name_missing" | "account.exists")``.
        """
        self.reload()
        self._require_new(account)
        made, _keys = new_account(self.register_id, account, start, self._require(by).cost)
        made = replace(made, start_until=(now + START_HOLDS).isoformat())
        self._write(replace(self._document, accounts=(*self._document.accounts, made)))

    def reset(self, account_id: str, *, start: str, now: datetime) -> None:
        """Give an account a start passphrase; what was sealed to it is gone, and it must be approved anew.

        Raises ``Refused("account.last" | "vault.last_holder")``: the last one that opens the register or a compartment
        is recovered by two sheets instead.
        """
        self.reload()
        self._require_other_holders(account_id)
        renewed, _keys = renewed_account(self.register_id, self._require(account_id), start)
        renewed = replace(renewed, start_until=(now + START_HOLDS).isoformat())
        self._replace_usable(renewed)

    def begin(self, *, name: str, start: str, new: str, now: datetime) -> str:
        """Let the owner exchange her start passphrase for her own and make her own keys; return their fingerprint.

        Raises ``Refused("unlock.wrong" | "unlock.wait" | "unlock.suspended" | "unlock.start_expired")``, and
        ``Refused("account.begun")`` for an account that has a passphrase of its own.
        """
        account, _keys = self._prove(name, start, now)
        if account.state is not AccountState.ACTIVE:
            raise Refused("unlock.suspended")
        if not account.start_until:
            raise Refused("account.begun")
        if datetime.fromisoformat(account.start_until) < now:
            raise Refused("unlock.start_expired")
        renewed, _new_keys = renewed_account(self.register_id, account, new)
        self._replace_account(renewed)
        self._attempts.succeeded()
        return self.fingerprint(account.id)

    def approve(self, opened: OpenedVault, account_id: str, *, key_id: str) -> None:
        """Seal the register key to an account whose keys are exactly those that ``key_id`` stands for.

        Raises ``Refused("account.not_begun" | "account.swapped" | "unlock.suspended")``.
        """
        self.reload()
        account = self._require(account_id)
        if account.state is not AccountState.ACTIVE:
            raise Refused("unlock.suspended")
        if account.start_until:
            raise Refused("account.not_begun")
        if self.key_id(account_id) != key_id:
            raise Refused("account.swapped")
        self._replace_account(sealed_to(account, self.register_id, self._checked(opened.register_key)))

    def set_state(self, account_id: str, state: AccountState) -> None:
        """Suspend or reinstate an account. Raises ``Refused("account.last")``: someone must be able to open it."""
        self.reload()
        self._replace_usable(replace(self._require(account_id), state=state))

    def end(self, account_id: str) -> None:
        """Suspend an account and take every key from it. Raises ``Refused("account.last" | "vault.last_holder")``."""
        self.reload()
        self._require_other_holders(account_id)
        self._replace_usable(replace(self._require(account_id), state=AccountState.SUSPENDED, sealed={}))

    def note_used(self, account_id: str, day: date) -> None:
        """Keep the day an account last opened something; written once a day at most."""
        self.reload()
        account = self._require(account_id)
        if account.used != day.isoformat():
            self._replace_account(replace(account, used=day.isoformat()))

    def _require_other_holders(self, account_id: str) -> None:
        """Raise ``Refused("vault.last_holder")`` when a compartment would be left to the recovery sheets alone."""
        others = [one.sealed for one in self._document.accounts if one.id != account_id]
        for name in set(self._require(account_id).sealed) - {REGISTER, NEXT_REGISTER}:
            if not any(name in sealed for sealed in others):
                raise Refused("vault.last_holder")
