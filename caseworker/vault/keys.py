"""Keys with a name: beside the register's own, one for each compartment of protected persons.

Each is sealed to the accounts that were named and to the recovery key, so that two sheets open it too. Must not decide
who is named: services do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from caseworker.errors import Refused
from caseworker.vault import sealing
from caseworker.vault.document import AccountState, StoredRecovery
from caseworker.vault.file import NEXT_REGISTER, RECOVERY, OpenedVault, VaultFile, context_of, sealed_to
from caseworker.vault.sealing import REGISTER, Context


class NamedKeys(VaultFile):
    """The part of the vault that seals keys by name."""

    def seal_key(self, opened: OpenedVault, key_name: str, key: bytes, account_ids: Iterable[str]) -> None:
        """Seal ``key`` to these accounts, besides those that hold it already, and to recovery where there is any.

        Raises ``Refused("account.unknown" | "account.not_approved")`` for an account that could not open it, and
        ``Refused("vault.other_key")`` when the name stands for another key already.
        """
        self.reload()
        self._checked(opened.register_key)
        self.require_known(self._known())
        if key_name in (REGISTER, NEXT_REGISTER):
            raise Refused("vault.other_key")
        check = sealing.key_check(key, context_of(key_name), self.register_id)
        if self._document.checks.get(key_name, check) != check:
            raise Refused("vault.other_key")
        document = replace(
            self._document,
            checks={**self._document.checks, key_name: check},
            recovery=self._recovery_with(key_name, key),
        )
        wanted = set(account_ids)
        for account_id in wanted:
            account = self._require(account_id)
            if account.state is not AccountState.ACTIVE or REGISTER not in account.sealed:
                raise Refused("account.not_approved")
        accounts = tuple(
            sealed_to(one, self.register_id, key, key_name) if one.id in wanted else one for one in document.accounts
        )
        self._write(replace(document, accounts=accounts))

    def unseal_key(self, opened: OpenedVault, key_name: str) -> bytes:
        """Return the key of that name. Raises ``Refused("vault.key_not_held")`` when it is not sealed to ``opened``."""
        self.reload()
        sealed = self._require(opened.account.id).sealed.get(key_name)
        if sealed is None:
            raise Refused("vault.key_not_held")
        return self._checked(opened.unseal(key_name, sealed), key_name)

    def drop_key(self, opened: OpenedVault, key_name: str, account_ids: Iterable[str] | None = None) -> None:
        """Take a key from these accounts; None takes it from everybody and from recovery: nothing opens it any more.

        Raises ``Refused("vault.last_holder")`` when nobody in ``account_ids``' place would be left with it.
        """
        self.reload()
        self._checked(opened.register_key)
        dropped = None if account_ids is None else set(account_ids)
        accounts = tuple(
            replace(one, sealed=_without(one.sealed, key_name)) if dropped is None or one.id in dropped else one
            for one in self._document.accounts
        )
        document = replace(self._document, accounts=accounts)
        if dropped is None:
            recovery = document.recovery
            if recovery is not None:
                recovery = replace(recovery, sealed=_without(recovery.sealed, key_name))
            document = replace(document, recovery=recovery, checks=_without(document.checks, key_name))
        elif not any(key_name in one.sealed for one in accounts):
            raise Refused("vault.last_holder")
        self._write(document)

    def key_names(self, opened: OpenedVault) -> frozenset[str]:
        """Return the names of all keys that are sealed to ``opened``."""
        self.reload()
        return frozenset(self._require(opened.account.id).sealed)

    def key_holders(self, key_name: str) -> tuple[str, ...]:
        """Return the ids of the accounts the key of that name is sealed to."""
        return tuple(one.id for one in self._document.accounts if key_name in one.sealed)

    def active_holders(self, key_name: str) -> tuple[str, ...]:
        """Return the ids of those among them whose accounts are not suspended."""
        accounts = (one for one in self._document.accounts if one.state is AccountState.ACTIVE)
        return tuple(one.id for one in accounts if key_name in one.sealed)

    def _recovery_with(self, key_name: str, key: bytes) -> StoredRecovery | None:
        recovery = self._document.recovery
        if recovery is None:
            return None
        context = Context(self.register_id, context_of(key_name), RECOVERY)
        return replace(recovery, sealed={**recovery.sealed, key_name: sealing.seal(recovery.public, key, context)})


def _without(values: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    return {kept: value for kept, value in values.items() if kept != name}
