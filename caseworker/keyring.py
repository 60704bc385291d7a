"""The keys of compartments as one session sees them: the vault on disk, opened by the user at the keyboard."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from caseworker.errors import Refused

if TYPE_CHECKING:
    from caseworker.vault.accounts import OpenedVault, Vault


class SessionKeyring:
    """What the register asks of the vault about protected persons. Decides nothing."""

    def __init__(self, vault: "Vault", opened: "OpenedVault") -> None:
        self._vault = vault
        self._opened = opened

    def seal(self, name: str, key: bytes, staff: Iterable[str]) -> None:
        """Seal ``key`` to these members of staff and to recovery."""
        self._vault.seal_key(self._opened, name, key, staff)

    def unseal(self, name: str) -> bytes | None:
        """Return the key when it is sealed to the user, else None.

        Raises ``Refused("pin.passphrase_needed")`` for a key that her passphrase would open, and a PIN does not.
        """
        try:
            return self._vault.unseal_key(self._opened, name)
        except Refused as refused:
            if refused.code == "pin.passphrase_needed":
                raise
            return None

    def holders(self, name: str) -> tuple[str, ...]:
        """Return the ids of the staff who can open it: it is sealed to them, and their accounts are not suspended."""
        self._vault.reload()
        return self._vault.active_holders(name)

    def able(self, staff: Iterable[str]) -> tuple[str, ...]:
        """Return those of ``staff`` a key can be sealed to; where nobody and no sheet is left, the user herself."""
        self._vault.reload()
        return self._vault.able(staff, else_to=self._opened.account.id)

    def drop(self, name: str) -> None:
        """Take the key from everybody: nothing opens it any more."""
        self._vault.drop_key(self._opened, name)
