"""Who in this municipality is responsible for what the law asks for (ansvarsområden): a board, an actor or a name.

The lawbook says which actor usually has an area; a municipality says for itself from which day somebody else has it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caseworker.errors import Refused


@dataclass(frozen=True, slots=True)
class Responsible:
    """An area's actor (a code) or own ``name``, with how they are reached, from ``begins`` to ``ends``."""

    id: str
    area: str
    actor: str
    name: str
    contact: str
    begins: date
    ends: date | None

    def holds_on(self, day: date) -> bool:
        """Tell whether the row holds on ``day``."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


def responsible_on(rows: Iterable[Responsible], area: str, day: date) -> Responsible | None:
    """Return who is responsible for ``area`` on ``day``, None for the usual actor; the newest row decides."""
    return next((row for row in reversed(tuple(rows)) if row.area == area and row.holds_on(day)), None)


def making_room(rows: Iterable[Responsible], new: Responsible) -> tuple[Responsible, ...]:
    """Return the rows that ``new`` ends, each with its last day. Raises ``Refused("law.responsible_overlap")``.

    A row that began before is ended the day before; one that begins on the same day or later is in the way.
    """
    ended = []
    for row in rows:
        if row.area != new.area or (row.ends is not None and row.ends < new.begins):
            continue
        if row.begins >= new.begins:
            raise Refused("law.responsible_overlap", begins=row.begins)
        ended.append(replace(row, ends=new.begins - timedelta(days=1)))
    return tuple(ended)
