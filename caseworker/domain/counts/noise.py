"""The noise of the cell-key method: a cell's number from its own people, and the table that turns it into noise.

The same people give the same number in every table and month; nothing else goes into it. Were noise redrawn monthly,
an attacker could average it away. All arithmetic is on integers, so every computer gets the same answer.
"""

import hashlib
import hmac
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

from caseworker.errors import Refused

PTABLE_NAME = "D5_V3_js2_p50"
PTABLE_SHA256 = "d9c2188f5fff510fa2fbfbb4788f961ddd0c473bf549e87200bae752a0f408f4"
MAX_NOISE = 5  # D
NEVER_SENT = (1, 2)  # 1..js
SECRET_BYTES = 32
_LAST_ROW = MAX_NOISE + len(NEVER_SENT) + 1  # every cell this large or larger shares one row
_DECIMALS = 8
_KEY_SPACE = 2**64


@dataclass(frozen=True, slots=True)
class NoiseTable:
    """The perturbation table (p-tabell): for each count a ladder of exact thresholds and the noise below each."""

    sha256: str
    thresholds: tuple[tuple[int, ...], ...]
    noise: tuple[tuple[int, ...], ...]

    def draw(self, count: int, number: int) -> int:
        """Return the noise for a cell of ``count`` people and cell number 0 … 2^64 - 1. Zero stays zero."""
        row = min(count, _LAST_ROW)
        place = bisect_left(self.thresholds[row], number * 10**_DECIMALS)
        return self.noise[row][place]


def parse_ptable(raw: bytes) -> NoiseTable:
    """Read the shipped table. Raises ``Refused("counts.ptable_tampered")`` when its bytes are not the known ones."""
    if hashlib.sha256(raw).hexdigest() != PTABLE_SHA256:
        raise Refused("counts.ptable_tampered")
    rows: list[list[tuple[int, int]]] = [[] for _ in range(_LAST_ROW + 1)]
    for line in raw.decode("ascii").splitlines()[1:]:
        count, noise, probability = line.split(",")
        rows[int(count)].append((int(noise), int(probability.replace(".", ""))))
    return NoiseTable(
        sha256=PTABLE_SHA256,
        thresholds=tuple(tuple(sum_ * _KEY_SPACE for sum_ in accumulate(share for _, share in row)) for row in rows),
        noise=tuple(tuple(noise for noise, _ in row) for row in rows),
    )


def person_key(office_secret: bytes, person: str) -> bytes:
    """Return the person's key (32 bytes): HMAC-SHA256 of the 16 bytes of the person's UUID."""
    return hmac.digest(office_secret, UUID(person).bytes, "sha256")


def cell_number(office_secret: bytes, keys: Iterable[bytes]) -> int:
    """Return the cell's number, 0 … 2^64 - 1, from the sorted keys of the people in it and nothing else."""
    return int.from_bytes(hmac.digest(office_secret, b"".join(keys), "sha256")[:8], "big")


def secret_mark(office_secret: bytes) -> str:
    """Return a mark that tells two office secrets apart and says nothing about either. Stays in the register."""
    return hmac.digest(office_secret, b"caseworker.counts/secret-mark", "sha256").hex()[:16]
