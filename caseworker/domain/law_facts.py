"""Days and circumstances the law asks about, as they are recorded for one person.

Codes are those of the closed vocabulary (``resources/lawbook/facts.toml``). What the register knows already – status,
permit, birth, settlement, accommodation – is never typed a second time: see ``standing``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseworker.domain.ids import PersonId


@dataclass(eq=False)
class LawFact:
    """One day or circumstance of a person (uppgift som lagen frågar efter).

    ``day`` is the day itself; ``holds`` tells whether a circumstance is so, from ``begins`` on or, without it, always.
    A row that another took the place of says when in ``replaced``.
    """

    id: str
    person_id: PersonId
    code: str
    day: date | None
    holds: bool | None
    begins: date | None
    recorded: date
    replaced: date | None = None


@dataclass(frozen=True, slots=True)
class EnteredFact:
    """A day or circumstance as entered: ``day`` for a day, ``holds`` (and ``begins``) for a circumstance."""

    code: str
    day: date | None = None
    holds: bool | None = None
    begins: date | None = None


def replace_fact(facts: Iterable[LawFact], new: LawFact) -> None:
    """Let ``new`` take the place of what said the same: a day of its code, or a circumstance from the same day on."""
    for one in facts:
        if one.replaced is None and one.code == new.code and one.begins == new.begins:
            one.replaced = new.recorded
