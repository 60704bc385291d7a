"""Letters to many at once (massutskick): whom a choice takes, in which language each gets hers, what became of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caseworker.domain.ids import PersonId

SOURCE, SECOND = "sv", "en"


class Basis(StrEnum):
    """Why somebody gets her letter in a language."""

    READS = "reads"  # it is what she reads, and the sheet is whole in it
    NOT_WHOLE = "not_whole"  # the sheet is not whole in what she reads
    NOT_KNOWN = "not_known"  # nobody has written down what she reads


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """Whom a merge takes: what is empty asks for nothing. Only those with an open case.

    ``place`` is the beginning of a postcode or the name of a town; ``expires_within`` counts days of a permit from
    today; ``people`` are the only ones to look among, None for everybody within reach.
    """

    statuses: tuple[str, ...] = ()
    place: str = ""
    expires_within: int | None = None
    meeting: bool = False
    people: tuple[PersonId, ...] | None = None


@dataclass(frozen=True, slots=True)
class MergePerson:
    """What a choice looks at of one person. Of a protected one name and address are empty."""

    person: PersonId
    case_number: str
    name: str
    protected: bool
    reads: str
    status: str
    permit_until: date | None
    postcode: str
    city: str
    meeting: date | None


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One person of a merge: what she reads, the language she gets and why. ``housed``: an address is known.

    A protected person has no name here, and gets no letter from a merge.
    """

    person: PersonId
    case_number: str
    name: str
    reads: str
    language: str
    basis: Basis
    housed: bool = True
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one person's letter: how many pages, or why she got none, in words."""

    number: int
    row: MergeRow
    pages: int = 0
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class MergeDone:
    """A merge that has ended. ``not_reached`` were left when somebody stopped it."""

    sheet: str
    how: str
    merged: tuple[Merged, ...]
    not_reached: tuple[MergeRow, ...] = ()

    @property
    def letters(self) -> int:
        """How many letters were made."""
        return sum(not one.left_out for one in self.merged)

    @property
    def pages(self) -> int:
        """How many pages they have together."""
        return sum(one.pages for one in self.merged)


def passes(one: MergePerson, choice: MergeChoice, today: date) -> bool:
    """Tell whether a choice takes somebody."""
    return (
        (not choice.statuses or one.status in choice.statuses)
        and (not choice.place.strip() or _lives_in(one, choice.place))
        and (choice.expires_within is None or _expires(one, today, choice.expires_within))
        and (not choice.meeting or one.meeting is not None)
    )


def merge_row(one: MergePerson, whole: Collection[str]) -> MergeRow:
    """Return somebody's row for a sheet that is whole in the languages ``whole``."""
    language, basis = language_for(one.reads, whole)
    housed = bool(one.postcode or one.city)
    return MergeRow(one.person, one.case_number, one.name, one.reads, language, basis, housed, one.protected)


def language_for(reads: str, whole: Collection[str]) -> tuple[str, Basis]:
    """Return the language beside the Swedish, and why.

    What she reads; else English, which most offices and many readers share; else the Swedish alone. Never a language
    that is only near to hers, and never the one she speaks: many read another, or none.
    """
    if reads in whole:
        return reads, Basis.READS
    return SECOND if SECOND in whole else SOURCE, Basis.NOT_WHOLE if reads else Basis.NOT_KNOWN


def in_order(rows: Sequence[MergeRow]) -> tuple[MergeRow, ...]:
    """Return the rows with those who get no letter last; otherwise in the order they came."""
    return tuple(sorted(rows, key=lambda row: row.protected))


def _lives_in(one: MergePerson, place: str) -> bool:
    wanted = "".join(place.casefold().split())
    if wanted.isdigit():
        return "".join(one.postcode.split()).startswith(wanted)
    return "".join(one.city.casefold().split()) == wanted


def _expires(one: MergePerson, today: date, days: int) -> bool:
    until = one.permit_until
    return until is not None and today <= until and (until - today) <= timedelta(days=min(max(days, 0), 36_525))
