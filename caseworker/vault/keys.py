"""Keys with a name: beside the register's own, one for each compartment of protected persons.

Each is sealed to the accounts that were named and to the recovery key, so that two sheets open it too. Must not decide
who is named: services do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from caseworker.errors import Refused
from caseworker.vault import sealing
from caseworker.vault.document import AccountState, StoredRecovery, decode
from caseworker.vault.file import NEXT_REGISTER, RECOVERY, OpenedVault, VaultFile, context_of, sealed_to
from caseworker.vault.sealing import REGISTER, Context


class NamedKeys(VaultFile):
    """The part of the vault that seals keys by name."""

    def seal_key(self, opened: OpenedVault, key_name: str, key: bytes, account_ids: Iterable[str]) -> None:
        """Seal ``key`` to these accounts, besides those that hold it already, and to recovery where there is any.

        Raises ``Refused("account.unknown" | "account.not_approved")`` for an account that could not open it, and
        ``Refused("vault.other_key")`` when the name stands for another key already.
        """
        self.seal_key_under(opened.register_key, key_name, key, account_ids)

    def seal_key_under(self, register_key: bytes, key_name: str, key: bytes, account_ids: Iterable[str]) -> None:
        """Seal as ``seal_key`` does, for whoever holds the register key: it takes public keys only."""
        self.reload()
        self._checked(register_key)
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
        self.drop_key_under(opened.register_key, key_name, account_ids)

    def drop_key_under(self, register_key: bytes, key_name: str, account_ids: Iterable[str] | None = None) -> None:
        """Take a key as ``drop_key`` does, for whoever holds the register key."""
        self.reload()
        self._checked(register_key)
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

    def able(self, account_ids: Iterable[str], *, else_to: str) -> tuple[str, ...]:
        """Return those of these accounts that a key can be sealed to; ``else_to`` where no sheets stand in for them."""
        known = {
            one.id for one in self._document.accounts if one.state is AccountState.ACTIVE and REGISTER in one.sealed
        }
        found = tuple(one for one in account_ids if one in known)
        return found or (() if self.has_recovery else (else_to,))

    def adopt_keys(self, raw: bytes, key_names: Iterable[str]) -> None:
        """Take over keys this file lacks from an earlier state of it, for who has the same keys and may open today.

        ``raw`` is the earlier file. A copy of the register that was put back is read with the keys of its day.
        """
        self.reload()
        theirs, ours = decode(raw), self._document
        names = {name for name in key_names if name in theirs.checks} - set(ours.checks)
        if not names or theirs.register_id != ours.register_id:
            return
        before = {one.id: one for one in theirs.accounts}
        accounts = tuple(
            replace(one, sealed={**one.sealed, **_named(before[one.id].sealed, names)})
            if one.state is AccountState.ACTIVE and one.id in before and before[one.id].public == one.public
            else one
            for one in ours.accounts
        )
        recovery = ours.recovery
        if recovery is not None and theirs.recovery is not None and recovery.public == theirs.recovery.public:
            recovery = replace(recovery, sealed={**recovery.sealed, **_named(theirs.recovery.sealed, names)})
        checks = {**ours.checks, **_named(theirs.checks, names)}
        self._write(replace(ours, accounts=accounts, recovery=recovery, checks=checks))

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


def _named(values: Mapping[str, bytes], names: Iterable[str]) -> dict[str, bytes]:
    return {name: values[name] for name in names if name in values}


def _without(values: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    return {kept: value for kept, value in values.items() if kept != name}
