"""What every row of law carries: where it stands, from when to when it holds, how sure it is, and who read it when."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

_CITE = re.compile(r"(?P<act>\d{4}:\d+)(?: (?:(?P<chapter>\d+(?: [a-z])?):)?(?P<paragraph>\d+(?: [a-z])?))?")


class Certainty(StrEnum):
    """How sure it is that a row is law."""

    IN_FORCE = "in_force"  # read in the act's text
    TRANSITIONAL = "transitional"  # övergångsbestämmelse
    PROPOSED = "proposed"  # a bill or an inquiry: shown, never applied
    UNVERIFIED = "unverified"  # not read in the act's text
    UNKNOWN = "unknown"  # a newer rule is known to exist, its text is not read


@dataclass(frozen=True, slots=True)
class Cite:
    """A paragraph of an act (lagrum), or a whole act when ``paragraph`` is empty."""

    act: str  # number in Svensk författningssamling, "2010:800"
    chapter: str = ""
    paragraph: str = ""

    def __str__(self) -> str:
        """Return it as it is written in a lawbook file: ``2010:800 20:31 a``, ``1994:137 8 a`` or ``2016:38``."""
        chapter = f"{self.chapter}:" if self.chapter else ""
        return f"{self.act} {chapter}{self.paragraph}".strip()

    def words(self, acts: Mapping[str, str]) -> str:
        """Return it as it is printed; ``acts`` holds the short Swedish title of each act by its number."""
        where = f" {self.chapter} kap." if self.chapter else ""
        paragraph = f" {self.paragraph} §" if self.paragraph else ""
        return f"{acts.get(self.act, 'Författning')} ({self.act}){where}{paragraph}"


def cite(text: str) -> Cite:
    """Read a citation as a lawbook file writes it. Raises ``ValueError``."""
    found = _CITE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return Cite(found["act"], found["chapter"] or "", found["paragraph"] or "")


def cited(cites: Iterable[Cite], acts: Mapping[str, str]) -> str:
    """Return citations in one line; an act is named once while its paragraphs follow each other."""
    words: list[str] = []
    last = ""
    for one in cites:
        whole = one.words(acts)
        same = whole.removeprefix(f"{acts.get(one.act, 'Författning')} ({one.act}) ") if one.act == last else whole
        words.append(same)
        last = one.act
    return ", ".join(words)


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a row stands in law and from when to when it holds, both days included."""

    law: str
    source: str
    valid_from: date
    valid_to: date | None
    verified_on: date
    certainty: Certainty
    notes: str = ""
    cites: tuple[Cite, ...] = ()
    first: int = field(init=False, repr=False, compare=False)  # ``valid_from`` and ``valid_to`` as ordinals
    last: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the ordinals once: they are compared for every person and day."""
        object.__setattr__(self, "first", self.valid_from.toordinal())
        object.__setattr__(self, "last", (self.valid_to or date.max).toordinal())

    def holds_on(self, day: date) -> bool:
        """Tell whether the row holds on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
