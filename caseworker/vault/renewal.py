"""A new register key for everybody who stays: needs public keys only, and survives being cut off at any step.

While the database file is exchanged, both keys are sealed: the one that opens it now under the register's name, the one
to come under ``register.next``. The exchange itself is one rename. Whichever file then lies there, one of the two opens
it, and ``finish_renewal`` or ``abandon_renewal`` makes that the only one.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from caseworker.vault import sealing
from caseworker.vault.document import AccountState, StoredAccount
from caseworker.vault.file import NEXT_REGISTER, RECOVERY, OpenedVault, VaultFile, sealed_to
from caseworker.vault.sealing import REGISTER, Context


class KeyRenewal(VaultFile):
    """The part of the vault that exchanges the register's key."""

    def prepare_renewal(self, opened: OpenedVault, new_key: bytes, *, known: Mapping[str, str]) -> None:
        """Seal ``new_key`` beside the present one to every active account that opens the register, and to recovery.

        ``known`` is what ``require_known`` asks for, and raises.
        """
        self.reload()
        self._checked(opened.register_key)
        self.require_known(known)
        accounts = tuple(
            sealed_to(one, self.register_id, new_key, NEXT_REGISTER) if _stays(one) else one
            for one in self._document.accounts
        )
        recovery = self._document.recovery
        if recovery is not None:
            sealed = sealing.seal(recovery.public, new_key, Context(self.register_id, REGISTER, RECOVERY))
            recovery = replace(recovery, sealed={**recovery.sealed, NEXT_REGISTER: sealed})
        check = sealing.key_check(new_key, REGISTER, self.register_id)
        checks = {**self._document.checks, NEXT_REGISTER: check}
        self._write(replace(self._document, accounts=accounts, recovery=recovery, checks=checks))

    @property
    def renewing(self) -> bool:
        """Whether a change of keys was begun and neither finished nor abandoned."""
        return NEXT_REGISTER in self._document.checks

    def finish_renewal(self) -> None:
        """Make the next key the register's: an account without a copy of it opens the register no more."""
        self.reload()
        if self.renewing:
            self._settle(_moved)

    def abandon_renewal(self) -> None:
        """Forget the next key; the present one goes on opening the register."""
        self.reload()
        if self.renewing:
            self._settle(_without_next)

    def _settle(self, change: Callable[[Mapping[str, bytes]], dict[str, bytes]]) -> None:
        document = self._document
        accounts = tuple(replace(one, sealed=change(one.sealed)) for one in document.accounts)
        recovery = document.recovery
        if recovery is not None:
            recovery = replace(recovery, sealed=change(recovery.sealed))
        self._write(replace(document, accounts=accounts, recovery=recovery, checks=change(document.checks)))


def _stays(account: StoredAccount) -> bool:
    return account.state is AccountState.ACTIVE and REGISTER in account.sealed


def _moved(sealed: Mapping[str, bytes]) -> dict[str, bytes]:
    kept = {name: one for name, one in sealed.items() if name not in (REGISTER, NEXT_REGISTER)}
    return {**kept, REGISTER: sealed[NEXT_REGISTER]} if NEXT_REGISTER in sealed else kept


def _without_next(sealed: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: one for name, one in sealed.items() if name != NEXT_REGISTER}
