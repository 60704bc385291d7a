"""Turns the rows of a workbook with Swedish headers into people to register, and says of each bad row what is wrong.

Pure: rows in, values out. Words for codes come through ``Resolvers``. What was written in a bad cell is carried only to
be shown in the window or terminal; it never reaches a log. Columns about religion, origin, health, politics or sexual
orientation are named and never read (data-protection regulation article 9).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar

from caseworker.domain.enrolment import tidy
from caseworker.domain.identity import IdentifierType, IdentifierValue
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import BirthPrecision, InterpreterNeed, Sex
from caseworker.domain.status import PermitType
from caseworker.errors import Refused
from caseworker.exchange.workbook import Cell, WorkbookRow

_HEADER_ROWS = 10  # the headers stand within the first ten rows: titles above them are common
_SHOWN = 80
_OLDEST = 1890

# Field of the sheet → its title, then other titles it goes by. Compared without case, spaces, marks and punctuation.
TITLES: Mapping[str, tuple[str, ...]] = {
    "given": ("Förnamn", "Tilltalsnamn", "Given name"),
    "family": ("Efternamn", "Släktnamn", "Family name"),
    "original_name": ("Namn i egen skrift", "Namn på eget språk", "Originalnamn"),
    "migration_name": ("Migrationsverkets stavning", "Namn hos Migrationsverket", "MV-namn"),
    "born": ("Född", "Födelsedatum", "Födelsedag", "Födelsetid"),
    "sex": ("Kön", "Juridiskt kön", "Kön i folkbokföringen"),
    "personnummer": ("Personnummer", "Pnr"),
    "samordningsnummer": ("Samordningsnummer", "Samordningsnr"),
    "dossier": ("Dossiernummer", "Dossiernr"),
    "lma": ("LMA-nummer", "LMA-kort", "LMA"),
    "t_number": ("T-nummer", "Interimsnummer"),
    "reserve": ("Reservnummer",),
    "migration_reference": ("Beteckningsnummer", "Migrationsverkets beteckning"),
    "speaks": ("Språk", "Talar", "Tolkspråk", "Modersmål"),
    "reads": ("Läser", "Läsförmåga", "Skriftspråk", "Läser på"),
    "interpreter": ("Tolk", "Tolkbehov", "Behöver tolk"),
    "phone": ("Telefon", "Telefonnummer", "Mobil", "Mobiltelefon"),
    "email": ("E-post", "Mejl", "E-postadress"),
    "care_of": ("c/o",),
    "street": ("Adress", "Gatuadress", "Postadress"),
    "postcode": ("Postnummer", "Postnr"),
    "city": ("Ort", "Postort", "Stad"),
    "status": ("Rättslig ställning", "Status", "Ställning"),
    "begins": ("Från", "Från och med", "Gäller från", "Status från"),
    "ground": ("Tillståndsgrund", "Grund"),
    "permit": ("Tillstånd", "Tillståndstyp", "Uppehållstillstånd"),
    "permit_until": ("Tillstånd till", "Tillstånd till och med", "Giltigt till"),
    "classification": ("Klassningskod",),
    "unaccompanied": ("Ensamkommande", "Ensamkommande barn"),
    "settlement": ("Bosättningssätt", "Bosättning"),
    "accommodation": ("Boendeform", "Boende under asyltiden"),
    "arrived_through": ("Hit kom personen via", "Ankomstväg"),
    "opened": ("Inskriven", "Ärendet öppnat", "Inskriven från"),
}
_FORBIDDEN = (
    "religio", "trosuppfattning", "samfund", "etnic", "etnisk", "folkgrupp", "hudfarg", "halsa", "halso",
    "sjukdom", "diagnos", "funktionsneds", "politisk", "parti", "sexuell", "fackforening", "fackligt", "brott",
)  # fmt: skip
_NUMBERS = tuple(kind.value for kind in IdentifierType)
_SEXES = {"kvinna": Sex.WOMAN, "k": Sex.WOMAN, "flicka": Sex.WOMAN, "f": Sex.WOMAN, "woman": Sex.WOMAN}
_SEXES |= {"man": Sex.MAN, "m": Sex.MAN, "pojke": Sex.MAN}
_SEXES |= dict.fromkeys(("", "okant", "unknown", "ejregistrerat"), Sex.UNKNOWN)
_YES = frozenset({"ja", "j", "x", "1", "sant", "yes"})
_NO = frozenset({"", "nej", "n", "0", "falskt", "no"})
_TRUTH = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
_INTERPRETER = dict.fromkeys(_YES | {"behovs"}, InterpreterNeed.NEEDED)
_INTERPRETER |= dict.fromkeys(_NO | {"behovsinte"}, InterpreterNeed.NOT_NEEDED)
_INTERPRETER |= dict.fromkeys(("", "okant"), InterpreterNeed.UNKNOWN)
_PERMITS = {"": PermitType.NONE, "inget": PermitType.NONE, "none": PermitType.NONE}
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
    """A row that can be registered: its number in the sheet and what was entered."""

    row: int
    intake: Intake


@dataclass(frozen=True, slots=True)
class BadRow:
    """One fault in one row: title of the column, what is written there (for the screen only), and a refusal."""

    row: int
    column: str
    written: str = field(repr=False)
    code: str
    params: tuple[tuple[str, object], ...] = field(default=(), repr=False)


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


def read_people(rows: Sequence[WorkbookRow], *, today: date, resolvers: Resolvers) -> PeopleSheet:
    """Read every row under the headers. Nothing is registered.

    Raises ``Refused`` with ``import.no_headers``, ``import.two_columns`` or ``import.no_rows``.
    """
    columns, header = _find_headers(rows)
    below = [row for row in rows if row.number > header.number and any(row.cells)]
    if not below:
        raise Refused("import.no_rows")
    good: list[IntakeRow] = []
    bad: list[BadRow] = []
    numbers: dict[tuple[str, str], int] = {}
    for row in below:
        reading = _Reading(row, columns, today, resolvers)
        intake = reading.intake()
        if intake is not None:
            reading.refuse_repeated(numbers)
        if reading.bad or intake is None:
            bad += reading.bad
        else:
            good.append(IntakeRow(row.number, intake))
    unread = [str(title) for place, title in enumerate(header.cells) if title and place not in columns.values()]
    forbidden = tuple(title for title in unread if _is_forbidden(title))
    return PeopleSheet(tuple(good), tuple(bad), tuple(t for t in unread if t not in forbidden), forbidden)


def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", apart)


_FIELDS = {_fold(title): name for name, titles in TITLES.items() for title in titles}


def _is_forbidden(title: str) -> bool:
    return any(part in _fold(title) for part in _FORBIDDEN)


def _find_headers(rows: Sequence[WorkbookRow]) -> tuple[dict[str, int], WorkbookRow]:
    """Return which column holds which field, and the row the headers stand in."""
    for row in rows[:_HEADER_ROWS]:
        columns: dict[str, int] = {}
        for place, title in enumerate(row.cells):
            name = None if not isinstance(title, str) or _is_forbidden(title) else _FIELDS.get(_fold(title))
            if name is None:
                continue
            if name in columns:
                raise Refused("import.two_columns", column=TITLES[name][0])
            columns[name] = place
        if columns.keys() & {"given", "family", "original_name", *_NUMBERS}:
            return columns, row
    raise Refused("import.no_headers")


class _Reading:
    """Reads one row, collecting every fault in it."""

    def __init__(self, row: WorkbookRow, columns: Mapping[str, int], today: date, resolvers: Resolvers) -> None:
        self.row = row
        self.columns = columns
        self.today = today
        self.resolvers = resolvers
        self.bad: list[BadRow] = []
        self.numbers: list[IdentifierValue] = []

    def intake(self) -> Intake | None:
        """Return what the row says, or None when something in it could not be read."""
        unborn: tuple[date | None, BirthPrecision] = (None, BirthPrecision.UNKNOWN)
        born, precision = self._read("born", self._birth, unborn)
        numbers = [EnteredNumber(kind, self._text(kind)) for kind in _NUMBERS if self._text(kind)]
        address = EnteredAddress(*(self._tidy(name) for name in ("street", "postcode", "city", "care_of")))
        intake = Intake(
            given=self._tidy("given"),
            family=self._tidy("family"),
            original_name=self._tidy("original_name"),
            migration_name=self._tidy("migration_name"),
            born=born,
            born_precision=precision,
            sex=self._read("sex", self._one_of(_SEXES, "import.unknown_sex"), Sex.UNKNOWN),
            speaks=self._read("speaks", self._resolved(self.resolvers.language), ""),
            reads=self._read("reads", self._resolved(self.resolvers.language), ""),
            interpreter=self._read(
                "interpreter", self._one_of(_INTERPRETER, "import.not_yes_or_no"), InterpreterNeed.UNKNOWN
            ),
            arrived_through=self._read("arrived_through", self._resolved(self.resolvers.arrival), ""),
            numbers=tuple(numbers),
            status=self._status(),
            settlement=self._tidy("settlement"),
            accommodation=self._tidy("accommodation"),
            phone=self._tidy("phone"),
            email=self._tidy("email"),
            address=address if address.street else None,
            opened=self._read("opened", self._day, None),
        )
        checked = [self._guarded(number.type, partial(self.resolvers.check, number)) for number in numbers]
        self.numbers = [value for value in checked if value is not None]
        if not (numbers or intake.given or intake.family or intake.original_name or intake.migration_name):
            self._blame("given", Refused("person.name_or_number"))
        return self._settled(intake) if not self.bad else None

    def refuse_repeated(self, seen: dict[tuple[str, str], int]) -> None:
        """Refuse a number that an earlier row of the sheet holds already, however it is written there."""
        for number in self.numbers:
            first = seen.setdefault((number.type, number.value), self.row.number)
            if first != self.row.number:
                self._blame(number.type, Refused("import.same_number_twice", first=first))

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
        begins = self._read("begins", self._day, None)
        if begins is None:
            if not self._text("begins"):
                self._blame("begins", Refused("import.status_without_day"))
            return None
        return EnteredStatus(
            code=code,
            begins=begins,
            ground=self._tidy("ground"),
            permit=self._read("permit", self._one_of(_PERMITS, "import.unknown_permit"), PermitType.NONE),
            permit_until=self._read("permit_until", self._day, None),
            unaccompanied=self._read("unaccompanied", self._one_of(_TRUTH, "import.not_yes_or_no"), False),
            classification=self._tidy("classification"),
        )

    def _cell(self, name: str) -> Cell:
        place = self.columns.get(name)
        return self.row.cells[place] if place is not None and place < len(self.row.cells) else ""

    def _text(self, name: str) -> str:
        written = self._cell(name)
        return written.isoformat() if isinstance(written, date) else written.strip()

    def _tidy(self, name: str) -> str:
        return self._guarded(name, lambda: tidy(self._text(name))) or ""

    def _read(self, name: str, read: Callable[[Cell], V], default: V) -> V:
        found = self._guarded(name, lambda: read(self._cell(name)))
        return default if found is None else found

    def _guarded(self, name: str, act: Callable[[], V]) -> V | None:
        try:
            return act()
        except Refused as refusal:
            self._blame(name, refusal)
            return None

    def _blame(self, name: str, refusal: Refused) -> None:
        written = self._text(name)[:_SHOWN]
        params = tuple(sorted(refusal.params.items()))
        self.bad.append(BadRow(self.row.number, TITLES[name][0], written, refusal.code, params))

    def _birth(self, written: Cell) -> tuple[date | None, BirthPrecision]:
        if written == "":
            return None, BirthPrecision.UNKNOWN
        text = written if isinstance(written, str) else ""
        precision = BirthPrecision.DAY
        if re.fullmatch(r"\d{4}", text):
            precision, written = BirthPrecision.YEAR, f"{text}-01-01"
        elif re.fullmatch(r"\d{4}-\d{2}", text):
            precision, written = BirthPrecision.MONTH, f"{text}-01"
        born = self._day(written)
        if born is not None and born > self.today:
            raise Refused("person.born_in_future")
        return born, precision

    @staticmethod
    def _day(written: Cell) -> date | None:
        if isinstance(written, date):
            return written
        if not written:
            return None
        digits = re.fullmatch(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})", written)
        try:
            day = date(*(int(part) for part in digits.groups())) if digits else None
        except ValueError:
            day = None
        if day is None or day.year < _OLDEST:
            raise Refused("import.not_a_date")
        return day

    @staticmethod
    def _one_of(known: Mapping[str, V], refusal: str) -> Callable[[Cell], V]:
        def read(written: Cell) -> V:
            key = _fold(written) if isinstance(written, str) else "?"
            if key not in known or (not key and written != ""):
                raise Refused(refusal)
            return known[key]

        return read

    @staticmethod
    def _resolved(resolve: Callable[[str], str]) -> Callable[[Cell], str]:
        return lambda written: resolve(str(written).strip()) if str(written).strip() else ""
