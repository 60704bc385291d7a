"""Turning a passphrase into a key: Argon2id (RFC 9106) and how much work it is allowed to be.

Must not keep a passphrase or a derived key. Text is brought to Unicode NFC first, so that an å typed as one sign or as
two opens the same account.
"""

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from caseworker.errors import EnvironmentFault

KEY_BYTES = 32
SALT_BYTES = 16
_FLOOR_MEMORY_KIB, _FLOOR_PASSES, _FLOOR_LANES = 64 * 1024, 3, 4
_ENOUGH_SECONDS, _TOO_LONG_SECONDS = 0.5, 1.0
_MOST_MEMORY_KIB = 512 * 1024  # an office laptop has 8 GiB and other programs
_READABLE = (4 * 1024 * 1024, 64, 64)  # what a file may ask for at most: a damaged one must not hang the machine


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Argon2id's three parameters: memory in KiB, passes over it, lanes in parallel."""

    memory_kib: int
    passes: int
    lanes: int

    @classmethod
    def floor(cls) -> Self:
        """Return the least a real register may use: 64 MiB, 3 passes, 4 lanes (about 0.2 s a guess on two cores)."""
        return cls(_FLOOR_MEMORY_KIB, _FLOOR_PASSES, _FLOOR_LANES)

    @classmethod
    def tuned(cls, measure: Callable[["KdfCost"], float] | None = None) -> "KdfCost":
        """Return a cost that takes 0.5–1 s on this machine, never below the floor even where that is slower.

        ``measure`` returns the seconds that one derivation takes.
        """
        timed = measure or seconds
        cost: KdfCost = cls.floor()
        taken = timed(cost)
        while taken < _ENOUGH_SECONDS:
            dearer = _next(cost, taken)
            if dearer == cost:
                break
            taken_dearer = timed(dearer)
            if taken_dearer > _TOO_LONG_SECONDS:
                break
            cost, taken = dearer, taken_dearer
        return cost

    def readable(self) -> bool:
        """Tell whether Argon2id accepts these numbers and a machine of today can bear them."""
        most_memory, most_passes, most_lanes = _READABLE
        return (
            1 <= self.lanes <= most_lanes
            and 1 <= self.passes <= most_passes
            and 8 * self.lanes <= self.memory_kib <= most_memory
        )


def _next(cost: KdfCost, taken: float) -> KdfCost:
    """Return the next dearer cost: twice the memory while that fits into the time, else one pass more."""
    if taken * 2 <= _TOO_LONG_SECONDS and cost.memory_kib * 2 <= _MOST_MEMORY_KIB:
        return KdfCost(cost.memory_kib * 2, cost.passes, cost.lanes)
    if cost.passes < _READABLE[1]:
        return KdfCost(cost.memory_kib, cost.passes + 1, cost.lanes)
    return cost


def seconds(cost: KdfCost) -> float:
    """Measure one derivation."""
    begun = time.perf_counter()
    derive("", bytes(SALT_BYTES), cost)
    return time.perf_counter() - begun


def normalised(passphrase: str) -> str:
    """Return the passphrase in Unicode NFC: what is typed on two keyboards becomes one text."""
    return unicodedata.normalize("NFC", passphrase)


def derive(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Return 32 bytes from the whole passphrase, however long.

    Raises ``EnvironmentFault("unlock.memory", mebibytes=…)`` when the machine has too little memory free.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # surrogatepass: what a broken input method makes of half a sign is a wrong passphrase, not a crash
    secret = normalised(passphrase).encode("utf-8", "surrogatepass")
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    try:
        return kdf.derive(secret)
    except MemoryError:
        raise EnvironmentFault("unlock.memory", mebibytes=cost.memory_kib // 1024) from None
