"""Turns the rows of a workbook with Swedish headers into people to register, and says of each bad row what is wrong.

Pure: rows in, values out. Words for codes come through ``Resolvers``. What was written in a bad cell is carried only to
be shown in the window or terminal; it never reaches a log. Columns about religion, origin, health, politics or sexual
orientation are named and never read (data-protection regulation article 9).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import TypeVar

from caseworker.domain import identity
from caseworker.domain.enrolment import tidy
from caseworker.domain.identity import IdentifierType, IdentifierValue
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import BirthPrecision, InterpreterNeed, Sex
from caseworker.domain.status import PermitType
from caseworker.errors import Refused
from caseworker.exchange.people_columns import NAME, NUMBER, NUMBERS, TITLES, Certainty, Layout, fold, lay_out
from caseworker.exchange.workbook import Unreadable, WorkbookRow

_SHOWN = 80
_OLDEST = 1890
_TOLD_EVERY = 200
_OF_NUMBERS = (NUMBER, *NUMBERS)
_BORN_NUMBERS = frozenset({NUMBER, IdentifierType.PERSONNUMMER.value, IdentifierType.SAMORDNINGSNUMMER.value})
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_YEAR, _MONTH = re.compile(r"\d{4}"), re.compile(r"\d{4}-\d{2}")
_SHORTENED, _DAY_BEGUN = re.compile(r"\d{7,9}"), re.compile(r"(19|20)\d{6}$")
_PHONE_SHORTENED = re.compile(r"[1-9]\d{6,8}")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})([/. ]) ?(\d{4})")
_DAY_IN_WORDS = re.compile(r"(\d{1,2})[. ]*([a-zåäö]{3,9})\.? (\d{4})", re.IGNORECASE)
_SEXES = {"kvinna": Sex.WOMAN, "k": Sex.WOMAN, "flicka": Sex.WOMAN, "f": Sex.WOMAN, "woman": Sex.WOMAN}
_SEXES |= {"man": Sex.MAN, "m": Sex.MAN, "pojke": Sex.MAN}
_SEXES |= dict.fromkeys(("okant", "unknown", "ejregistrerat"), Sex.UNKNOWN)
_YES = frozenset({"ja", "j", "x", "1", "sant", "yes"})
_NO = frozenset({"nej", "n", "0", "falskt", "no"})
_TRUTH = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
_INTERPRETER = dict.fromkeys(_YES | {"behovs"}, InterpreterNeed.NEEDED)
_INTERPRETER |= dict.fromkeys(_NO | {"behovsinte"}, InterpreterNeed.NOT_NEEDED)
_INTERPRETER["okant"] = InterpreterNeed.UNKNOWN
_PERMITS = {"inget": PermitType.NONE, "none": PermitType.NONE}
_PERMITS |= dict.fromkeys(("put", "permanent", "permanentuppehallstillstand"), PermitType.PERMANENT)
_PERMITS |= dict.fromkeys(("tut", "tidsbegransat", "tidsbegransatuppehallstillstand"), PermitType.TEMPORARY)
# Which column a refusal of the whole row belongs to, by the first part of its code.
_BLAMED = {"status": "status", "settlement": "settlement", "accommodation": "accommodation", "period": "permit_until"}

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Resolvers:
    """How words become codes. Each raises ``Refused`` for what it does not know."""

    language: Callable[[str], str]  # "dari" or "prs" → "prs"
    arrival: Callable[[str], str]
    settle: Callable[[Intake], Intake]  # lawbook codes for status, settlement and accommodation
    check: Callable[[EnteredNumber], IdentifierValue]  # the rules of this register for identity numbers


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A row that can be registered: its number in the sheet, what was entered, and its numbers in their normal form."""

    row: int
    intake: Intake
    checked: tuple[IdentifierValue, ...] = field(repr=False)

    def value_of(self, number: EnteredNumber) -> IdentifierValue:
        """Return the normal form of one of its numbers."""
        return self.checked[self.intake.numbers.index(number)]


@dataclass(frozen=True, slots=True)
class BadRow:
    """One fault in one row: title of the column, what is written there (for the screen only), and a refusal.

    ``place`` is the column's in the sheet (0 = A, -1: the row as a whole); ``who`` is the name that stands in the row.
    """

    row: int
    column: str
    written: str = field(repr=False)
    code: str
    params: tuple[tuple[str, object], ...] = field(default=(), repr=False)
    place: int = -1
    who: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PeopleSheet:
    """What a workbook holds. A bad row may have several faults; none of its fields are in ``rows``."""

    rows: tuple[IntakeRow, ...]
    bad: tuple[BadRow, ...]
    unknown_columns: tuple[str, ...]
    forbidden_columns: tuple[str, ...]

    @property
    def skipped_columns(self) -> tuple[str, ...]:
        """Titles of the columns that were not read, forbidden ones first."""
        return self.forbidden_columns + self.unknown_columns


def read_people(
    rows: Sequence[WorkbookRow],
    *,
    today: date,
    resolvers: Resolvers,
    layout: Layout | None = None,
    told: Callable[[int], None] = lambda done: None,
) -> PeopleSheet:
    """Read every row under the headers of ``layout``, or of the layout the headers themselves give.

    ``told`` hears now and then how many rows are read; what it raises ends the reading. Raises ``Refused`` with
    ``import.no_headers``, ``import.two_columns`` or ``import.no_rows``.
    """
    layout = layout or lay_out(rows, {})
    columns = layout.fields
    good: list[IntakeRow] = []
    bad: list[BadRow] = []
    numbers: dict[tuple[str, str], int] = {}
    for done, row in enumerate(rows):
        if done % _TOLD_EVERY == 0:
            told(done)
        if row.number <= layout.header or not any(row.cells):
            continue
        reading = _Reading(row, columns, today, resolvers)
        intake = reading.intake()
        if intake is not None:
            reading.refuse_repeated(numbers)
        if reading.bad or intake is None:
            bad += reading.bad
        else:
            good.append(IntakeRow(row.number, intake, tuple(value for _, value in reading.numbers)))
    unread = [column for column in layout.columns if not column.field]
    forbidden = tuple(column.title for column in unread if column.certainty is Certainty.FORBIDDEN)
    others = tuple(column.title for column in unread if column.certainty is not Certainty.FORBIDDEN)
    return PeopleSheet(tuple(good), tuple(bad), others, forbidden)


class _Reading:
    """Reads one row, collecting every fault in it."""

    def __init__(self, row: WorkbookRow, columns: Mapping[str, int], today: date, resolvers: Resolvers) -> None:
        self.row = row
        self.columns = columns
        self.today = today
        self.resolvers = resolvers
        self.bad: list[BadRow] = []
        self.numbers: list[tuple[str, IdentifierValue]] = []  # and the column each stands in
        self.cells: dict[str, str | date] = {}  # what stands in the columns that are read; empty ones are left out
        unreadable: list[tuple[str, Unreadable]] = []
        for name, place in columns.items():
            written = row.cells[place] if place < len(row.cells) else ""
            if isinstance(written, Unreadable):
                unreadable.append((name, written))
            elif written != "":
                self.cells[name] = written
        for name, cell in unreadable:
            self._blame(name, Refused(cell.code), cell.written)

    def intake(self) -> Intake | None:
        """Return what the row says, or None when something in it could not be read."""
        unborn: tuple[date | None, BirthPrecision] = (None, BirthPrecision.UNKNOWN)
        born, precision = self._read("born", self._birth, unborn)
        numbers = [(name, self._number(name)) for name in _OF_NUMBERS if name in self.cells and self._text(name)]
        address = EnteredAddress(*(self._tidy(name) for name in ("street", "postcode", "city", "care_of")))
        given, family = self._names()
        intake = Intake(
            given=given,
            family=family,
            original_name=self._tidy("original_name"),
            migration_name=self._tidy("migration_name"),
            born=born,
            born_precision=precision,
            sex=self._read("sex", _sex, Sex.UNKNOWN),
            speaks=self._read("speaks", self._resolved(self.resolvers.language), ""),
            reads=self._read("reads", self._resolved(self.resolvers.language), ""),
            interpreter=self._read("interpreter", _interpreter, InterpreterNeed.UNKNOWN),
            arrived_through=self._read("arrived_through", self._resolved(self.resolvers.arrival), ""),
            numbers=tuple(number for _, number in numbers),
            status=self._status(),
            settlement=self._tidy("settlement"),
            accommodation=self._tidy("accommodation"),
            phone=self._phone(),
            email=self._tidy("email"),
            address=address if address.street else None,
            opened=self._read("opened", self._day, None),
        )
        for name, number in numbers:
            value = self._guarded(name, partial(self.resolvers.check, number))
            if value is not None:
                self.numbers.append((name, value))
        if not (numbers or given or family or intake.original_name or intake.migration_name) and not self.bad:
            self._blame(NAME if NAME in self.columns else "given", Refused("person.name_or_number"))
        return self._settled(intake) if not self.bad else None

    def refuse_repeated(self, seen: dict[tuple[str, str], int]) -> None:
        """Refuse a number that an earlier row of the sheet holds already, however it is written there."""
        for name, number in self.numbers:
            first = seen.setdefault((number.type, number.value), self.row.number)
            if first != self.row.number:
                self._blame(name, Refused("import.same_number_twice", first=first))

    def _names(self) -> tuple[str, str]:
        """Return given and family name. One column of both is divided at its comma; without one nobody can tell."""
        given, family, whole = self._tidy("given"), self._tidy("family"), self._tidy(NAME)
        if given or family or not whole:
            return given, family
        family, comma, given = (part.strip() for part in whole.partition(","))
        return (given, family) if comma else (whole, "")

    def _number(self, name: str) -> EnteredNumber:
        text = self._text(name)
        if name in _BORN_NUMBERS and _SHORTENED.fullmatch(text) and not _DAY_BEGUN.match(text):
            text = text.zfill(10)  # Excel took it for a number and dropped the noughts it began with
        if name != NUMBER:
            return EnteredNumber(name, text)
        return EnteredNumber((identity.guess_type(text) or IdentifierType.PERSONNUMMER).value, text)

    def _phone(self) -> str:
        text = self._tidy("phone")
        return f"0{text}" if _PHONE_SHORTENED.fullmatch(text) else text  # as above

    def _settled(self, intake: Intake) -> Intake | None:
        try:
            return self.resolvers.settle(intake)
        except Refused as refusal:
            self._blame(_BLAMED.get(refusal.code.partition(".")[0], "status"), refusal)
            return None

    def _status(self) -> EnteredStatus | None:
        code = self._tidy("status")
        if not code:
            return None
        since = "begins" if self._text("begins") else "opened"
        begins = self._read("begins", self._day, None) if since == "begins" else self._quiet_day("opened")
        if begins is None:
            if not self._text(since):
                self._blame("begins", Refused("import.status_without_day"))
            return None
        return EnteredStatus(
            code=code,
            begins=begins,
            ground=self._tidy("ground"),
            permit=self._read("permit", _permit, PermitType.NONE),
            permit_until=self._read("permit_until", self._day, None),
            unaccompanied=self._read("unaccompanied", _truth, False),
            classification=self._tidy("classification"),
        )

    def _quiet_day(self, name: str) -> date | None:
        """Return a day whose faults are told elsewhere."""
        try:
            return self._day(self.cells[name]) if name in self.cells else None
        except Refused:
            return None

    def _text(self, name: str) -> str:
        written = self.cells.get(name, "")
        return written.strip() if isinstance(written, str) else written.isoformat()

    def _tidy(self, name: str) -> str:
        if name not in self.cells:
            return ""
        try:
            return tidy(self._text(name))
        except Refused as refusal:
            self._blame(name, refusal)
            return ""

    def _read(self, name: str, read: Callable[[str | date], V], default: V) -> V:
        if name not in self.cells:
            return default
        found = self._guarded(name, partial(read, self.cells[name]))
        return default if found is None else found

    def _guarded(self, name: str, act: Callable[[], V]) -> V | None:
        try:
            return act()
        except Refused as refusal:
            self._blame(name, refusal)
            return None

    def _blame(self, name: str, refusal: Refused, written: str | None = None) -> None:
        shown = self._text(name)[:_SHOWN] if written is None else written
        params = tuple(sorted(refusal.params.items()))
        place = self.columns.get(name, -1)
        self.bad.append(BadRow(self.row.number, TITLES[name][0], shown, refusal.code, params, place, self._who()))

    def _who(self) -> str:
        """Return the name that stands in the row, as lists write it, or whatever else it is known by."""
        parts = [part for part in (self._text("family"), self._text("given")) if part]
        others = (self._text(name) for name in (NAME, "original_name", "migration_name"))
        return (", ".join(parts) or next((text for text in others if text), ""))[:_SHOWN]

    def _birth(self, written: str | date) -> tuple[date | None, BirthPrecision]:
        text = written if isinstance(written, str) else ""
        precision = BirthPrecision.DAY
        if _YEAR.fullmatch(text):
            precision, written = BirthPrecision.YEAR, f"{text}-01-01"
        elif _MONTH.fullmatch(text):
            precision, written = BirthPrecision.MONTH, f"{text}-01"
        born = self._day(written)
        if born is not None and born > self.today:
            raise Refused("person.born_in_future")
        return born, precision

    @staticmethod
    def _day(written: str | date) -> date:
        return written if isinstance(written, date) else _read_day(written)

    @staticmethod
    def _resolved(resolve: Callable[[str], str]) -> Callable[[str | date], str]:
        return lambda written: resolve(str(written).strip()) if str(written).strip() else ""


_folded = lru_cache(maxsize=500)(fold)


def _one_of(known: Mapping[str, V], refusal: str) -> Callable[[str | date], V]:
    def read(written: str | date) -> V:
        key = _folded(written) if isinstance(written, str) else ""
        if key not in known:
            raise Refused(refusal)
        return known[key]

    return read


_sex = _one_of(_SEXES, "import.unknown_sex")
_interpreter = _one_of(_INTERPRETER, "import.not_yes_or_no")
_permit = _one_of(_PERMITS, "import.unknown_permit")
_truth = _one_of(_TRUTH, "import.not_yes_or_no")


@lru_cache(maxsize=4096)
def _read_day(written: str) -> date:
    """Read a day as Swedish lists write it: 1988-03-20, 19880320, 20/3 1988, 20.3.1988, 20 mars 1988.

    Raises ``Refused`` with ``import.not_a_date``, ``import.day_or_month`` for one that may be two days, and
    ``import.no_such_day`` for a day its month does not have.
    """
    parts = _day_parts(written)
    if parts is None:
        raise Refused("import.not_a_date")
    year, month, day = parts
    if not (_OLDEST <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31):
        raise Refused("import.not_a_date")
    if day > monthrange(year, month)[1]:
        raise Refused("import.no_such_day", days=monthrange(year, month)[1])
    return date(year, month, day)


def _day_parts(written: str) -> tuple[int, int, int] | None:
    found = _YEAR_FIRST.fullmatch(written)
    if found:
        return int(found[1]), int(found[2]), int(found[3])
    found = _DAY_FIRST.fullmatch(written)
    if found:
        first, second = int(found[1]), int(found[2])
        # 3/4/1988 is written by programs for either; 3/4 1988 is how it is written in Swedish
        if found[3] != " " and first <= 12 and second <= 12 and first != second:
            raise Refused("import.day_or_month")
        return int(found[4]), second, first
    found = _DAY_IN_WORDS.fullmatch(written)
    month = found[2][:3].lower() if found else ""
    return (int(found[3]), _MONTHS.index(month) + 1, int(found[1])) if found and month in _MONTHS else None
