"""The compartments of a copy that is being restored: the keys of its day, and sealing whom it shows in the open.

Belongs to the composition root. Works on the vault that is prepared beside the copy, never on the one in use. Needs the
register key and public keys only, so that whoever restores need not be one of the readers.
"""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from caseworker.platform import private_file
from caseworker.register_folder import VAULT
from caseworker.services import protection
from caseworker.store import compartments
from caseworker.store.register import Register
from caseworker.vault.accounts import Vault


class _Staged:
    """The prepared vault in the hands of whoever restores: seals, and opens nothing."""

    def __init__(self, vault: Vault, register_key: bytes, account: str) -> None:
        self._vault, self._key, self._account = vault, register_key, account

    def seal(self, name: str, key: bytes, staff: Iterable[str]) -> None:
        self._vault.seal_key_under(self._key, name, key, staff)

    def unseal(self, name: str) -> bytes | None:  # noqa: ARG002 - nobody's passphrase is asked for here
        return None

    def holders(self, name: str) -> tuple[str, ...]:
        return self._vault.active_holders(name)

    def able(self, staff: Iterable[str]) -> tuple[str, ...]:
        return self._vault.able(staff, else_to=self._account)

    def drop(self, name: str) -> None:
        self._vault.drop_key_under(self._key, name)


def settle_walls(
    register: Register, *, folder: Path, work: Path, key: bytes, account: str, earlier: bytes, beside: Sequence[Path]
) -> int:
    """Give the prepared vault what the copy's compartments need; return how many people were sealed again.

    ``earlier`` is the vault as the backup holds it; ``beside`` are the anchors whose records are asked as well.
    """
    by = register.opened_by
    if by is None:
        return 0
    staged = work / VAULT
    as_then = staged.exists()
    if not as_then:
        shutil.copyfile(folder / VAULT, staged)
        private_file(staged)
    before, vault = staged.read_bytes(), Vault.load(staged)
    with register.read() as reader:
        names = compartments.key_names(reader.connection)
    if earlier and not as_then:
        vault.adopt_keys(earlier, names)
    register.compartments.keyring = _Staged(vault, key, account)
    again = protection.settle_protections(register, beside=beside, by=by)
    if not as_then and staged.read_bytes() == before:
        staged.unlink()  # the accounts in use stay as they are
    return again
