"""Two who changed the same field: what was kept and what was not. The value that was not kept stays in the log."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unchosen:
    """One field: its code (``people.speaks``), the value that holds and the one that does not, in the words shown."""

    field: str
    kept: str
    dropped: str
