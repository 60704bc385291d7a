"""Which column of a list holds what: known Swedish headers, guesses, what was chosen before, and what is never read.

Pure. Columns about religion, origin, health, politics or sexual orientation are named and never read (data-protection
regulation article 9); free text is not read either, it belongs in the file. The user has the last word about the rest.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice

from caseworker.domain.identity import IdentifierType
from caseworker.errors import Refused
from caseworker.exchange.workbook import WorkbookRow

_HEADER_ROWS = 10  # the headers stand within the first ten rows: titles above them are common
_LONGEST_TITLE = 80
_LOOKED_AT = 50
NAME, NUMBER = "name", "number"  # columns that hold two things: "Haddad, Samira"; "Pnr/Samnr"

# Field of the sheet → its title, then other titles it goes by. Compared without case, spaces, marks and punctuation.
TITLES: Mapping[str, tuple[str, ...]] = {
    "given": ("Förnamn", "Tilltalsnamn", "Given name"),
    "family": ("Efternamn", "Släktnamn", "Family name"),
    NAME: ("Namn", "Namn, delas vid komma", "Fullständigt namn", "Efternamn, förnamn", "Personens namn"),
    "original_name": ("Namn i egen skrift", "Namn på eget språk", "Originalnamn"),
    "migration_name": ("Migrationsverkets stavning", "Namn hos Migrationsverket", "MV-namn"),
    "born": ("Född", "Födelsedatum", "Födelsedag", "Födelsetid"),
    "sex": ("Kön", "Juridiskt kön", "Kön i folkbokföringen", "K/M", "M/K", "Kvinna/man"),
    NUMBER: (
        "Personnummer eller samordningsnummer", "Pnr/Samnr", "Personnr/samordningsnr", "Person-/samordningsnummer",
        "Personnummer/samordningsnummer", "Identitetsnummer",
    ),
    "personnummer": ("Personnummer", "Pnr", "Personnr"),
    "samordningsnummer": ("Samordningsnummer", "Samordningsnr", "Samnr"),
    "dossier": ("Dossiernummer", "Dossiernr", "Dossier"),
    "lma": ("LMA-nummer", "LMA-kort", "LMA"),
    "t_number": ("T-nummer", "Interimsnummer"),
    "reserve": ("Reservnummer",),
    "migration_reference": ("Beteckningsnummer", "Migrationsverkets beteckning"),
    "speaks": ("Språk", "Talar", "Tolkspråk", "Modersmål", "Spr"),
    "reads": ("Läser", "Läsförmåga", "Skriftspråk", "Läser på"),
    "interpreter": ("Tolk", "Tolkbehov", "Behöver tolk"),
    "phone": ("Telefon", "Telefonnummer", "Mobil", "Mobiltelefon", "Tel", "Tfn", "Mobilnummer"),
    "email": ("E-post", "Mejl", "E-postadress", "Epostadress", "Mail"),
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
    "opened": ("Inskriven", "Ärendet öppnat", "Inskriven från", "Mottagen i kommunen"),
}  # fmt: skip
# the beginning of a title that most likely means a field
_LIKELY: Mapping[str, str] = {
    "ankdat": "opened", "ankomstdat": "opened", "mottag": "opened", "inskriv": "opened", "fodd": "born",
    "fodelse": "born", "telefon": "phone", "mobil": "phone", "epost": "email", "sprak": "speaks", "tolk": "interpreter",
    "dossier": "dossier", "personn": "personnummer", "samordn": "samordningsnummer", "fornamn": "given",
    "efternamn": "family", "namn": NAME, "gatu": "street", "postn": "postcode", "rattslig": "status",
    "status": "status", "lma": "lma",
}  # fmt: skip
_FORBIDDEN = (
    "religio", "trosuppfattning", "samfund", "etnic", "etnisk", "folkgrupp", "hudfarg", "halsa", "halso",
    "sjukdom", "diagnos", "funktionsneds", "politisk", "parti", "sexuell", "fackforening", "fackligt", "brott",
)  # fmt: skip
_FREE_TEXT = (
    "anm", "anteckn", "kommentar", "notering", "ovrig", "beskriv", "journal", "fritext", "orsak", "bakgrund", "memo",
)  # fmt: skip
NUMBERS = tuple(kind.value for kind in IdentifierType)
_SEXES = frozenset({"k", "m", "kvinna", "man", "f"})


def _most(values: Sequence[str], known: Callable[[str], bool]) -> bool:
    return bool(values) and sum(map(known, values)) * 5 >= len(values) * 4


_CONTENTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (NUMBER, lambda text: re.fullmatch(r"(18|19|20)?\d{6}[-+]?\d{4}", text) is not None),
    ("email", lambda text: re.fullmatch(r"\S+@\S+\.\S+", text) is not None),
    ("phone", lambda text: re.fullmatch(r"(\+46|0)7[\d -]{7,}", text) is not None),
    ("sex", lambda text: fold(text) in _SEXES),
)


class Certainty(StrEnum):
    """How it is known what a column holds, or why it is not read."""

    SURE = "sure"  # its title is a known one
    GUESSED = "guessed"
    REMEMBERED = "remembered"  # chosen at an earlier import of this office
    CHOSEN = "chosen"  # by the user, now
    UNKNOWN = "unknown"  # not read: nobody has said what it is
    DOUBLE = "double"  # not read: an earlier column holds the same
    FREE_TEXT = "free_text"  # not read
    FORBIDDEN = "forbidden"  # never read


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands (0 = A), its title and the first thing in it, the field it holds or ""."""

    place: int
    title: str
    example: str = field(repr=False)
    field: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Layout:
    """The row the headers stand in, and every column with a title."""

    header: int
    columns: tuple[Column, ...]

    @property
    def fields(self) -> dict[str, int]:
        """Return where each field that is read stands.

        Raises ``Refused("import.two_columns")`` when two mean the same and nobody has chosen between them.
        """
        found: dict[str, int] = {}
        for column in self.columns:
            if column.certainty is Certainty.DOUBLE or (column.field and column.field in found):
                raise Refused("import.two_columns", column=column.title)
            if column.field:
                found[column.field] = column.place
        return found

    def chosen(self, fields: Mapping[int, str]) -> "Layout":
        """Return the layout with other fields for some places; "" is not read.

        Raises ``Refused("import.forbidden_column" | "import.unknown_field" | "import.two_columns")``.
        """
        columns = [self._chosen(column, fields.get(column.place)) for column in self.columns]
        layout = replace(self, columns=tuple(columns))
        if not layout.fields.keys() & _WHO:
            raise Refused("import.no_headers")
        return layout

    @staticmethod
    def _chosen(column: Column, wanted: str | None) -> Column:
        if wanted is None or (wanted == column.field and column.certainty is not Certainty.DOUBLE):
            return column
        if wanted and column.certainty is Certainty.FORBIDDEN:
            raise Refused("import.forbidden_column", column=column.title)
        if wanted and wanted not in TITLES:
            raise Refused("import.unknown_field")
        certainty = column.certainty if column.certainty is Certainty.FORBIDDEN else Certainty.CHOSEN
        return replace(column, field=wanted, certainty=certainty)


_WHO = frozenset({"given", "family", NAME, "original_name", NUMBER, *NUMBERS})


def fold(text: str) -> str:
    """Return ``text`` for comparing titles and words: without case, marks, blanks and punctuation."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text.casefold()))


_FIELDS = {fold(title): name for name, titles in TITLES.items() for title in titles}


def is_forbidden(title: str) -> bool:
    """Tell whether a column of this title may never be read."""
    return any(part in fold(title) for part in _FORBIDDEN)


def lay_out(rows: Sequence[WorkbookRow], remembered: Mapping[str, str]) -> Layout:
    """Find the headers and say what each column holds; ``remembered`` are fields by folded title.

    Raises ``Refused`` with ``import.no_headers`` or ``import.no_rows``.
    """
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        titles = {at: _title(cell) for at, cell in enumerate(row.cells) if _title(cell)}
        known = {at: _known(title, remembered) for at, title in titles.items()}
        if {name for name, _ in known.values()} & _WHO:
            below = rows[place + 1 :]
            if not any(any(one.cells) for one in below):
                raise Refused("import.no_rows")
            return Layout(row.number, _columns(titles, known, below))
    raise Refused("import.no_headers")


def _title(cell: object) -> str:
    return cell.strip()[:_LONGEST_TITLE] if isinstance(cell, str) else ""


def _known(title: str, remembered: Mapping[str, str]) -> tuple[str, Certainty]:
    """Return the field a title means for sure or by what was chosen before, "" when it is neither."""
    folded = fold(title)
    if is_forbidden(title):
        return "", Certainty.FORBIDDEN
    if folded in remembered and (not remembered[folded] or remembered[folded] in TITLES):
        return remembered[folded], Certainty.REMEMBERED
    if folded in _FIELDS:
        return _FIELDS[folded], Certainty.SURE
    free = any(folded.startswith(part) for part in _FREE_TEXT)
    return "", Certainty.FREE_TEXT if free else Certainty.UNKNOWN


def _columns(
    titles: Mapping[int, str], known: Mapping[int, tuple[str, Certainty]], below: Sequence[WorkbookRow]
) -> tuple[Column, ...]:
    taken: set[str] = set()
    found: list[Column] = []
    # sure ones first: a guess never takes a field from a known title
    for at in sorted(titles, key=lambda at: (known[at][1] is Certainty.UNKNOWN, at)):
        name, certainty = known[at]
        values = _values(below, at)
        if certainty is Certainty.UNKNOWN:
            name = _guessed(fold(titles[at]), values, taken)
            certainty = Certainty.GUESSED if name else Certainty.UNKNOWN
        if name in taken:
            name, certainty = "", Certainty.DOUBLE
        taken |= {name} - {""}
        shown = "" if certainty is Certainty.FORBIDDEN else next(iter(values), "")
        found.append(Column(at, titles[at], shown[:_LONGEST_TITLE], name, certainty))
    return tuple(sorted(found, key=lambda column: column.place))


def _values(below: Sequence[WorkbookRow], at: int) -> list[str]:
    """Return the first things that stand in a column, as text."""
    cells = (row.cells[at] for row in below if at < len(row.cells))
    return [str(cell) for cell in islice((cell for cell in cells if isinstance(cell, str) and cell), _LOOKED_AT)]


def _guessed(folded: str, values: Sequence[str], taken: set[str]) -> str:
    # the longest beginning wins: "personnummer hos X" before "person"
    for beginning in sorted(_LIKELY, key=len, reverse=True):
        if folded.startswith(beginning) and _LIKELY[beginning] not in taken:
            return _LIKELY[beginning]
    for name, known in _CONTENTS:
        crowded = name == NUMBER and taken & {"personnummer", "samordningsnummer"}
        if name not in taken and not crowded and _most(values, known):
            return name
    return ""
