"""What a write touched: the only thing a service answers after COMMIT. Lists refresh from it; nothing polls."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, as the audit trail keeps it: an action code, the id it is about, and a payload.

    The chain covers only a commitment to ``payload``, so that it can be erased or re-sealed without breaking the chain.
    """

    action: str
    subject: str
    payload: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids touched by one committed transaction, and when it was committed (UTC)."""

    saved: datetime
    people: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    created: str = ""  # id of what the service made, when it made one thing
    drafts: bool = False
    releases: frozenset[str] = frozenset()
