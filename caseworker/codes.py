"""The shipped code lists (``resources/codes``): municipalities, channels, interventions, languages, test numbers.

Read once, kept as tuples. Codes are stored; words are for choices and screens. Holds no law (see ``lawbook``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from caseworker.domain.identity import ListedTestNumbers
from caseworker.domain.naming import sort_key
from caseworker.domain.rows import CodeRow
from caseworker.errors import Refused
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, read

FAULT = "codes.broken"


@dataclass(frozen=True, slots=True)
class InterventionType:
    """One type of intervention (insatstyp) with its area and usual actor, as codes."""

    code: str
    area: str
    actor: str
    sv: str
    en: str


C = TypeVar("C", CodeRow, InterventionType)


@cache
def municipalities() -> tuple[CodeRow, ...]:
    """Return the 290 municipalities in Swedish order of name."""
    words = _file("municipalities").words("municipalities")
    rows = (CodeRow(code, name, name) for code, name in words.items())
    return tuple(sorted(rows, key=lambda row: sort_key(row.sv)))


def municipality(code: str) -> CodeRow:
    """Return a municipality by its four digits. Raises ``Refused("code.unknown_municipality", code=…)``."""
    return _find(municipalities(), code, "code.unknown_municipality")


def county_of(municipality_code: str) -> CodeRow:
    """Return the county (län) a municipality lies in."""
    code = municipality(municipality_code).code[:2]
    name = _file("municipalities").words("counties")[code]
    return CodeRow(code, name, name)


@cache
def arrival_channels() -> tuple[CodeRow, ...]:
    """Return how people come to the municipality (hit kom personen via)."""
    return _rows(_file("arrival"), "channels")


def arrival_channel(code: str) -> CodeRow:
    """Return one channel by code or by its name. Raises ``Refused("code.unknown_arrival", code=…)``."""
    return _find(arrival_channels(), _named(arrival_channels(), code), "code.unknown_arrival")


@cache
def intervention_areas() -> tuple[CodeRow, ...]:
    """Return the areas of interventions (insatsområden)."""
    return _rows(_file("interventions"), "areas")


@cache
def actors() -> tuple[CodeRow, ...]:
    """Return who carries out interventions (utförare)."""
    return _rows(_file("interventions"), "actors")


def actor(code: str) -> CodeRow:
    """Return one actor. Raises ``Refused("intervention.unknown_actor", code=…)``."""
    return _find(actors(), code, "intervention.unknown_actor")


@cache
def intervention_types() -> tuple[InterventionType, ...]:
    """Return the types of interventions, in the order of the areas they belong to."""
    areas, known = {row.code for row in intervention_areas()}, {row.code for row in actors()}
    types = []
    for row in _file("interventions").rows("types"):
        kind = InterventionType(*(row.text(field) for field in ("code", "area", "actor", "sv", "en")))
        if kind.area not in areas:
            raise row.broken("area")
        if kind.actor not in known:
            raise row.broken("actor")
        types.append(kind)
    return tuple(types)


def intervention_type(code: str) -> InterventionType:
    """Return one type. Raises ``Refused("intervention.unknown_type", code=…)``."""
    return _find(intervention_types(), code, "intervention.unknown_type")


@cache
def languages() -> tuple[CodeRow, ...]:
    """Return the languages people speak and read, in Swedish order."""
    rows = _file("languages").rows("language")
    words = [CodeRow(row.text("code"), row.text("swedish"), row.text("english")) for row in rows]
    return tuple(sorted(words, key=lambda row: sort_key(row.sv)))


def language(code: str) -> CodeRow:
    """Return one language by code or by its Swedish or English name. Raises ``Refused("code.unknown_language")``."""
    return _find(languages(), _named(languages(), code), "code.unknown_language")


@cache
def listed_test_numbers() -> ListedTestNumbers:
    """Return the official test numbers that follow no rule."""
    file = _file("test_numbers")
    return ListedTestNumbers(frozenset(file.texts("personnummer")), frozenset(file.texts("samordningsnummer")))


def _file(name: str) -> FileRow:
    return read(RESOURCES / "codes" / f"{name}.toml", fault=FAULT)


def _rows(file: FileRow, field: str) -> tuple[CodeRow, ...]:
    return tuple(CodeRow(row.text("code"), row.text("sv"), row.text("en")) for row in file.rows(field))


@cache
def _names(rows: tuple[CodeRow, ...]) -> dict[str, str]:
    """Return the code of each row by its folded Swedish and English name; a name shared by two rows means the first."""
    return {sort_key(name): row.code for row in reversed(rows) for name in (row.en, row.sv)}


def _named(rows: tuple[CodeRow, ...], text: str) -> str:
    """Return the code of the row that is called ``text`` in Swedish or English, or ``text`` itself."""
    return _names(rows).get(sort_key(text), text)


def _find(rows: Iterable[C], code: str, refusal: str) -> C:
    for row in rows:
        if row.code == code:
            return row
    raise Refused(refusal, code=code[:40])
