"""Pairs of files that may be one person's (par att bedöma), and what somebody decided about them."""

from dataclasses import dataclass
from enum import StrEnum

from caseworker.domain.rows import CandidateReason, PersonRow


class PairDecision(StrEnum):
    """What somebody decided about a pair."""

    SAME = "same"
    DIFFERENT = "different"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair that waits to be judged, the likelier first; ``later``: it was put off."""

    one: PersonRow
    other: PersonRow
    reasons: tuple[CandidateReason, ...]
    later: bool


@dataclass(frozen=True, slots=True)
class PairSide:
    """What is compared of one of the two. Numbers are (type, masked), languages codes, places street and postcode."""

    person: PersonRow
    names: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    phones: tuple[str, ...]
    places: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two people side by side with why they may be one."""

    one: PairSide
    other: PairSide
    reasons: tuple[CandidateReason, ...]
