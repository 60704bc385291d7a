"""A founded vault with real cryptography and a key derivation that costs next to nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from caseworker.vault.accounts import Founder, OpenedVault, Vault
from caseworker.vault.kdf import KdfCost
from caseworker.vault.recovery import RecoverySheet

CHEAP = KdfCost(64, 1, 1)  # 64 KiB: far below the floor that a real register keeps
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PASSPHRASE = "blå häst på väg hem"
REGISTER_ID = "0190a000-0000-7000-8000-000000000001"
KIM = Founder("0190a000-0000-7000-8000-00000000000a", "Kim Åberg", ("caseworker", "administrator"))
LI = Founder("0190a000-0000-7000-8000-00000000000b", "Li Strand", ("caseworker",))


@dataclass(frozen=True, slots=True)
class Founded:
    """What founding gave, and where."""

    path: Path
    vault: Vault
    opened: OpenedVault
    sheets: tuple[RecoverySheet, ...]


def found(folder: Path, *, register_id: str = REGISTER_ID, kdf: KdfCost = CHEAP, recovery: bool = True) -> Founded:
    path = folder / "register.vault"
    vault, opened, sheets = Vault.create(
        path, register_id=register_id, founder=KIM, passphrase=PASSPHRASE, now=NOW, kdf=kdf, recovery=recovery
    )
    return Founded(path, vault, opened, sheets)
