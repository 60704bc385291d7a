"""What a search answers with: a person, and what of the typed text led to her. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseworker.domain.naming import fold
from caseworker.domain.rows import PersonRow
from caseworker.domain.sounding import likeness


class Way(StrEnum):
    """What led to a person."""

    NAME = "name"  # as it is written, in any script
    SOUND = "sound"  # spelt in another way, sounding alike
    NUMBER = "number"
    FORMER_NUMBER = "former_number"
    CASE = "case"
    PHONE = "phone"
    BIRTH = "birth"
    PLACE = "place"  # where she lives


@dataclass(frozen=True, slots=True)
class Hit:
    """A person who was found. ``told`` is the address that led to her, "" for the other ways."""

    person: PersonRow
    way: Way
    told: str = ""


@dataclass(frozen=True, slots=True)
class FoundBy:
    """What a person may be found by: names, numbers (value, still hers), case numbers, telephones, birth, streets."""

    names: Sequence[str]
    numbers: Sequence[tuple[str, bool]]
    cases: Sequence[str]
    phones: Sequence[str]
    born: date | None


def way_of(typed: str, known: FoundBy) -> Way | None:
    """Return which of these led from ``typed`` to the person; None when none did as it is written."""
    words = fold(typed).split()
    begun = {word for name in known.names for word in fold(name).replace("-", " ").split()}
    if words and all(any(word.startswith(sought) for word in begun) for sought in words):
        return Way.NAME
    sought = bare(typed)
    if not any(sign.isdigit() for sign in sought):
        return None
    if any(bare(number).startswith(sought) for number in known.cases):
        return Way.CASE
    if any(_national(phone).endswith(_national(typed)) for phone in known.phones):
        return Way.PHONE
    for number, held in sorted(known.numbers, key=lambda one: not one[1]):
        if sought in bare(number):
            return Way.NUMBER if held else Way.FORMER_NUMBER
    if known.born is not None and f"{known.born:%Y%m%d}".startswith(sought):
        return Way.BIRTH
    return None


def sounding(hits: Iterable[Hit]) -> list[Hit]:
    """Return those who were found because their name sounds alike."""
    return [hit for hit in hits if hit.way is Way.SOUND]


def remoteness(typed: str, names: Iterable[str]) -> float:
    """Return how far the words of ``typed`` are from beginnings of words of the nearest of these names; 0 = alike."""
    sought = fold(typed).split()
    spelt = [fold(name).replace("-", " ").split() for name in names]
    return min((sum(_apart(word, name) for word in sought) for name in spelt if name), default=float(len(sought)))


def _apart(sought: str, name: list[str]) -> float:
    words = [*name, *(word[2:] for word in name if word[:2] in ("al", "el"))]
    begun = (word[: len(sought) + longer] for word in words for longer in (0, 1))
    return 1.0 - max(likeness(sought, word) for word in begun)


def _national(phone: str) -> str:
    """Return a telephone number without the code of the country and the zero before the area."""
    digits = bare(phone)
    for code in ("0046", "46") if phone.strip().startswith("+") else ("0046",):
        digits = digits.removeprefix(code)
    return digits.removeprefix("0") or digits


def bare(number: str) -> str:
    """Return the digits and letters of a number alone."""
    return "".join(sign for sign in fold(number) if sign.isalnum())
