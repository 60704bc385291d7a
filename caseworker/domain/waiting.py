"""What waits for somebody (sådant som väntar, Idag): one line per thing, with its last day when it has one.

A line is a code; the edge words it. ``params`` hold days, numbers and names of staff, never a person's details.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseworker.domain.rows import PersonRow

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. ``person`` "" when it is about no one person; ``place`` is what opens it.

    ``place``: the name of a screen and what it is asked to show.
    """

    code: str
    due: date | None
    person: str = ""
    params: Params = ()
    place: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A waiting thing with the person as lists show her, None when it is about no one person."""

    waiting: Waiting
    person: PersonRow | None


def in_order(things: Iterable[Waiting]) -> list[Waiting]:
    """Return ``things`` by last day, those without one at the end."""
    return sorted(things, key=lambda one: (one.due is None, one.due or date.max, one.code, one.person))
