"""What waits for somebody (sådant som väntar, Idag): one line per thing, with its last day when it has one.

A line is a code; the edge words it. ``params`` hold days, numbers and names of staff, never a person's details.
"""

from dataclasses import dataclass
from datetime import date

from caseworker.domain.duties import Loss
from caseworker.domain.rows import PersonRow

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. ``person`` "" when it is about no one person; ``place`` is what opens it.

    ``place``: the name of a screen and what it is asked to show. ``key`` names it for who says that it is done, puts it
    off or hands it over; "" where that is done at its place. ``loss``: what is lost when the last day passes.
    """

    code: str
    due: date | None
    person: str = ""
    params: Params = ()
    place: tuple[str, str] = ("", "")
    key: str = ""
    loss: Loss = Loss.QUALITY


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A waiting thing with the person as lists show her, None when it is about no one person.

    ``mine``: it is for the one who asks, not for a colleague.
    """

    waiting: Waiting
    person: PersonRow | None
    mine: bool = True
