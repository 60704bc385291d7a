"""Trying a list: every row is new, somebody who may be there already, known from before, or wrong. Not a service."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime

from caseworker import linkage, roles
from caseworker.domain import matching
from caseworker.domain.access import Reach, User
from caseworker.domain.imports import Batch
from caseworker.domain.intake import EnteredNumber, Intake
from caseworker.domain.matching import MAYBE, SAME, CandidateFacts
from caseworker.domain.person import Sex
from caseworker.domain.rows import Candidate, CandidateReason, PersonRow
from caseworker.errors import Refused
from caseworker.exchange.people_columns import TITLES, Column, Layout
from caseworker.exchange.people_sheet import BadRow, IntakeRow, PeopleSheet
from caseworker.exchange.workbook import Sheet, WorkbookRow
from caseworker.services._import_updates import missing
from caseworker.services._numbers import require_not_in_quarantine
from caseworker.store import comparing, importing
from caseworker.store.alike import Alike
from caseworker.store.lines import lines_by_number, lines_by_person
from caseworker.store.reach import within
from caseworker.store.reading import Reader
from caseworker.store.register import Register

AT_ONCE = 500
_CONTRADICTS = frozenset({"other_name", "other_birth_date"})


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A list that was read and not yet tried: its file's name, its sheets, the columns as they are understood.

    ``earlier`` are batches that were read in from the very same file.
    """

    file: str = field(repr=False)
    sha256: str
    sheets: tuple[Sheet, ...]
    sheet: str
    rows: tuple[WorkbookRow, ...] = field(repr=False)
    layout: Layout = field(repr=False)
    earlier: tuple[Batch, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, from the left."""
        return self.layout.columns

    @property
    def count(self) -> int:
        """How many rows stand under the headers."""
        return sum(row.number > self.layout.header for row in self.rows)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that may be somebody who is registered. ``adds`` are the fields she would get; nothing else changes.

    ``settled``: she holds the number of the row and nothing speaks against it; there is nothing to decide.
    """

    row: int
    who: str = field(repr=False)
    person: PersonRow = field(repr=False)
    reasons: tuple[CandidateReason, ...]
    adds: tuple[str, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class Heads:
    """How many people lists hold, and how many of them are registered as women and as men."""

    people: int
    women: int
    men: int

    def with_more(self, new: Sequence[IntakeRow]) -> "Heads":
        """Return how many there are when these are there too."""
        women, men = (sum(row.intake.sex is sex for row in new) for sex in (Sex.WOMAN, Sex.MAN))
        return Heads(self.people + len(new), self.women + women, self.men + men)


@dataclass(frozen=True, slots=True)
class Trial:
    """What reading a list in would do. Nothing is saved.

    ``known`` rows stand in the register already as they are. ``incomplete`` counts new people who lack something that
    is asked for later, ``lacking`` the field most of them lack.
    """

    opened: OpenedList = field(repr=False)
    at: datetime
    new: tuple[IntakeRow, ...] = field(repr=False)
    doubts: tuple[Doubt, ...] = field(repr=False)
    doubtful: Mapping[int, IntakeRow] = field(repr=False)
    bad: tuple[BadRow, ...] = field(repr=False)
    known: int
    marks: Mapping[int, str] = field(repr=False)
    before: Heads
    incomplete: int
    lacking: str
    skipped_columns: tuple[str, ...]

    @property
    def bad_rows(self) -> int:
        """How many rows have a fault."""
        return len({bad.row for bad in self.bad})


class Trying:
    """Holds the rows of one sheet against the register as it stands when this is made.

    ``reader`` is bounded by what the user may read of people, ``changing`` by what she may change.
    """

    def __init__(self, register: Register, reader: Reader, changing: Reader, by: User) -> None:
        """Read what every row is held against."""
        self._reader, self._changing, self._by = reader, changing, by
        self._owners = importing.owners(reader.connection)
        self._marks = importing.known_marks(reader.connection)
        self._key = importing.mark_key(register.secret("office_secret"))
        self._alike = Alike(reader.connection, reader.within_reach)
        self._rows: dict[int, CandidateFacts] = {}
        self._first: dict[str, int] = {}
        self.new: list[IntakeRow] = []
        self.doubts: list[Doubt] = []
        self.doubtful: dict[int, IntakeRow] = {}
        self.bad: list[BadRow] = []
        self.known = 0
        self.marks: dict[int, str] = {}

    def hold(self, rows: Sequence[IntakeRow]) -> None:
        """Put each of these rows on its pile."""
        left: list[tuple[IntakeRow, list[int]]] = []
        for row in rows:
            mark = self.marks[row.row] = importing.mark_of(self._key, row.intake)
            first = self._first.setdefault(mark, row.row)
            if mark in self._marks:
                self.known += 1
            elif first != row.row:
                self._blame(row, "given", Refused("import.same_row_twice", first=first))
            elif not self._held(row):
                left.append((row, self._alike.near(matching.entered(row.intake).facts)))
        self._load({no for _, near in left for no in near})
        for row, near in left:
            self._compare(row, near)

    def _held(self, row: IntakeRow) -> bool:
        """Settle a row whose number somebody holds; tell whether somebody does."""
        holders: dict[str, EnteredNumber] = {}
        for number, value in zip(row.intake.numbers, row.checked, strict=True):
            owner = self._owners.get((value.type.value, value.value))
            if owner is None:
                continue
            holders[owner] = number
            try:
                require_not_in_quarantine(self._reader, value, self._by)
            except Refused as refusal:
                self._blame(row, number.type, refusal, number)
                return True
        if not holders:
            return False
        candidate = self._holder(row.intake, next(iter(holders))) if len(holders) == 1 else None
        if candidate is None:
            number = next(iter(holders.values()))
            self._blame(row, number.type, Refused("identity.same_number_other_person"), number)
        elif adds := self._adds(candidate.person, row):
            self._doubt(row, candidate, adds, settled=True)
        else:
            self.known += 1
        return True

    def _holder(self, intake: Intake, owner: str) -> Candidate | None:
        """Return who holds a number of the row, None when she is out of reach or plainly somebody else."""
        if not self._reader.bounds.sees(owner):
            return None
        numbers = [line.no for line in lines_by_person(self._reader.connection, [owner]).values()]
        self._load(set(numbers))
        found = next(iter(self._candidates(intake, numbers)), None)
        if found is None or found.person.protected is not None:
            return None
        return None if _CONTRADICTS & {reason.code for reason in found.reasons} else found

    def _compare(self, row: IntakeRow, near: Sequence[int]) -> None:
        found = next(iter(self._candidates(row.intake, near)), None)
        if found is not None and found.likeness in (SAME, MAYBE):
            self._doubt(row, found, self._adds(found.person, row), settled=False)
        else:
            self.new.append(row)

    def _candidates(self, intake: Intake, numbers: Sequence[int]) -> list[Candidate]:
        facts = [self._rows[no] for no in numbers if no in self._rows]
        return matching.candidates(matching.entered(intake), facts, linkage.weights()) if facts else []

    def _load(self, numbers: set[int]) -> None:
        missing = sorted(numbers - self._rows.keys())
        for start in range(0, len(missing), AT_ONCE):
            found = list(lines_by_number(self._reader.connection, missing[start : start + AT_ONCE]))
            facts = comparing.facts_of(self._reader.connection, found)
            for no, row in zip(found, self._reader.rows_by_line(found), strict=True):
                self._rows[no] = CandidateFacts(row, facts[no])

    def _adds(self, person: PersonRow, row: IntakeRow) -> tuple[str, ...]:
        """Return what of the row she lacks, nothing when the user may not change her."""
        if person.protected is not None or not self._changing.bounds.sees(person.id):
            return ()
        file = self._changing.person_file(person.id)
        return missing(file, row.intake, row.value_of)

    def _doubt(self, row: IntakeRow, candidate: Candidate, adds: tuple[str, ...], *, settled: bool) -> None:
        self.doubts.append(Doubt(row.row, who(row.intake), candidate.person, candidate.reasons, adds, settled))
        self.doubtful[row.row] = row

    def _blame(self, row: IntakeRow, name: str, refusal: Refused, number: EnteredNumber | None = None) -> None:
        params = tuple(sorted(refusal.params.items()))
        written = "" if number is None else number.text
        self.bad.append(BadRow(row.row, TITLES[name][0], written, refusal.code, params, who=who(row.intake)))


def who(intake: Intake) -> str:
    """Return the name of a row as lists write it: "Haddad, Samira"."""
    written = ", ".join(part for part in (intake.family, intake.given) if part)
    return written or intake.original_name or intake.migration_name


def tried(register: Register, opened: OpenedList, sheet: PeopleSheet, told: Callable[[int], None], by: User) -> Trial:
    """Hold every readable row of ``sheet`` against the register; ``told`` hears how many are done."""
    with ExitStack() as stack:
        with within(_reach(by, "person.read")):
            reader = stack.enter_context(register.read())
        with within(_reach(by, "person.change")):
            changing = stack.enter_context(register.read())
        trying = Trying(register, reader, changing, by)
        for start in range(0, len(sheet.rows), AT_ONCE):
            told(start)
            trying.hold(sheet.rows[start : start + AT_ONCE])
        before = _heads(reader)
    lacking = Counter(field for row in trying.new for field in _lacks(row.intake))
    return Trial(
        opened=opened,
        at=register.clock(),
        new=tuple(trying.new),
        doubts=tuple(trying.doubts),
        doubtful=trying.doubtful,
        bad=tuple(sorted((*sheet.bad, *trying.bad), key=lambda bad: bad.row)),
        known=trying.known,
        marks=trying.marks,
        before=before,
        incomplete=sum(bool(_lacks(row.intake)) for row in trying.new),
        lacking=next((field for field, _ in lacking.most_common(1)), ""),
        skipped_columns=sheet.skipped_columns,
    )


def _reach(by: User, needs: str) -> Reach:
    """Return whose records ``by`` reaches with a permission. Raises ``Refused("access.not_granted")``."""
    reach = roles.load().reach(by, needs)
    if reach is None:
        raise Refused("access.not_granted", needs=needs)
    return reach


def _heads(reader: Reader) -> Heads:
    sexes = importing.sexes(reader.connection, reader.within_reach)
    return Heads(sum(sexes.values()), sexes.get(Sex.WOMAN, 0), sexes.get(Sex.MAN, 0))


def _lacks(intake: Intake) -> tuple[str, ...]:
    """Return what a new person is asked for later, by the field of the sheet."""
    there = {
        "street": intake.address is not None,
        "phone": bool(intake.phone or intake.email),
        "born": intake.born is not None,
        "sex": intake.sex is not Sex.UNKNOWN,
        "status": intake.status is not None,
        "speaks": bool(intake.speaks),
    }
    return tuple(name for name, known in there.items() if not known)
