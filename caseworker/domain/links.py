"""Several files of one person (sammanförda akter): a dated link between them, and how they are shown as one.

Every row stays in its own file; only the view is one, so that a link can be taken apart again. Pure rules.
"""

from collections.abc import Iterable, MutableSequence, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.periods import Period
from caseworker.domain.rows import LONGEST_LOG, LinkedFile, PersonFile
from caseworker.errors import Refused


class LinkGround(StrEnum):
    """What two files are linked on (grund för att akter förs samman)."""

    SAME_DOCUMENT = "same_document"
    AUTHORITY = "authority"
    OWN_WORD = "own_word"
    COMPARED = "compared"  # what is recorded was compared, nothing more


class SplitGround(StrEnum):
    """Why linked files are taken apart again (grund för att akter skiljs åt)."""

    OTHER_PERSON = "other_person"
    WRONG_FILE = "wrong_file"


P = TypeVar("P", bound=Period)


@dataclass(eq=False)
class PersonLink:
    """The file ``part_id`` is the same person's as ``main_id`` and shown in it, from day to day."""

    id: str
    part_id: PersonId
    main_id: PersonId
    begins: date
    linked_by: StaffId
    ground: LinkGround
    ends: date | None = None
    end_ground: str = ""  # SplitGround
    number_changed: bool = False  # two personnummer are hers, because one took the other's place


@dataclass(frozen=True, slots=True)
class LinkSide:
    """One of two files that may be linked. ``numbers`` are her personnummer that hold today."""

    person: PersonId
    case_number: str
    case_open: bool
    numbers: frozenset[str]


def require_linkable(one: LinkSide, other: LinkSide, *, number_changed: bool) -> None:
    """Refuse to link what cannot be one person: ``Refused("link.same_file" | "link.two_numbers")``."""
    if one.person == other.person:
        raise Refused("link.same_file")
    if one.numbers and other.numbers and not one.numbers & other.numbers and not number_changed:
        raise Refused("link.two_numbers")


def main_and_part(one: LinkSide, other: LinkSide) -> tuple[PersonId, PersonId]:
    """Return which file the other is shown in, and the other: the one with an open case, else the latest number."""
    main, part = sorted((one, other), key=lambda side: (side.case_open, side.case_number), reverse=True)
    return main.person, part.person


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row that was written while two files were linked: where it stands, and whether it may be moved to the other.

    ``kind`` is name | number | address | contact | status | settlement | accommodation | intervention | note. ``what``
    is a name, a masked number, an address, a code or the first words of a note.
    """

    id: str
    kind: str
    what: str
    day: date | None
    case_number: str
    movable: bool


def withdraw(periods: MutableSequence[P], gone: P) -> None:
    """Take a period away; the one it had ended goes on as long as it did."""
    periods.remove(gone)
    for period in periods:
        if period.ends == gone.begins - timedelta(days=1):
            period.ends = gone.ends


# Showing them as one
class _Begun(Protocol):
    @property
    def begins(self) -> date: ...


B = TypeVar("B", bound=_Begun)


def united(files: Sequence[PersonFile], linked: Sequence[LinkedFile] = ()) -> PersonFile:
    """Return the first of ``files`` with what the others hold; what came from another names that file's number."""
    main, *parts = files
    every = [main, *(_named(part) for part in parts)]
    known = next((file for file in files if file.born is not None), main)
    return replace(
        main,
        born=known.born,
        born_precision=known.born_precision,
        sex=next((file.sex for file in files if file.sex != "unknown"), main.sex),
        reads=_first(file.reads for file in files),
        speaks=_first(file.speaks for file in files),
        interpreter=next((file.interpreter for file in files if file.interpreter != "unknown"), main.interpreter),
        arrived_through=_first(file.arrived_through for file in files),
        names=tuple(
            {(name.role, name.full): name for file in reversed(every) for name in reversed(file.names)}.values()
        )[::-1],
        identifiers=tuple(row for file in every for row in file.identifiers),
        addresses=_newest(row for file in every for row in file.addresses),
        contacts=tuple({(row.kind, row.value, row.ends): row for file in every for row in file.contacts}.values()),
        statuses=_newest(row for file in every for row in file.statuses),
        settlements=_newest(row for file in every for row in file.settlements),
        accommodations=_newest(row for file in every for row in file.accommodations),
        interventions=tuple(
            sorted((row for file in every for row in file.interventions), key=lambda row: row.recorded, reverse=True)
        ),
        notes=tuple(sorted((row for file in every for row in file.notes), key=lambda row: row.written, reverse=True)),
        log=tuple(sorted((row for file in every for row in file.log), key=lambda row: row.at, reverse=True))[
            :LONGEST_LOG
        ],
        assignments=tuple(row for file in every for row in file.assignments),
        attachments=tuple(row for file in every for row in file.attachments),
        linked=tuple(linked),
        household=tuple({(row.case_number, row.begins): row for file in every for row in file.household}.values()),
        relations=tuple(row for file in every for row in file.relations),
        no_contacts=tuple(row for file in every for row in file.no_contacts),
        errands=tuple(row for file in every for row in file.errands),
        law_facts=tuple(sorted((row for file in every for row in file.law_facts), key=lambda row: row.recorded)),
    )


def _named(part: PersonFile) -> PersonFile:
    """Return a file whose rows say which file they stand in."""
    number = part.case_number
    return replace(
        part,
        names=tuple(replace(row, of_case=number) for row in part.names),
        identifiers=tuple(replace(row, of_case=number) for row in part.identifiers),
        statuses=tuple(replace(row, of_case=number) for row in part.statuses),
        interventions=tuple(replace(row, of_case=number) for row in part.interventions),
        notes=tuple(replace(row, of_case=number) for row in part.notes),
        attachments=tuple(replace(row, of_case=number) for row in part.attachments),
    )


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _newest(rows: Iterable[B]) -> tuple[B, ...]:
    return tuple(sorted(rows, key=lambda row: row.begins, reverse=True))
