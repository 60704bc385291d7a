"""The shipped code lists (``resources/codes``): municipalities, channels, classification, interventions and others.

Read once, kept as tuples. Codes are stored; words are for choices and screens. Holds no law: an intervention only cites
it (see ``lawbook``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from caseworker.domain.classification import Classification
from caseworker.domain.identity import ListedTestNumbers
from caseworker.domain.intervention_types import InterventionType
from caseworker.domain.law import Certainty, cite
from caseworker.domain.naming import sort_key
from caseworker.domain.rights import RightCode
from caseworker.domain.rows import CodeRow
from caseworker.errors import Refused
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, read

FAULT = "codes.broken"


@dataclass(frozen=True, slots=True)
class NeededFact:
    """What a type of intervention may require that is no type itself, and the types that give it."""

    code: str
    sv: str
    en: str
    given_by: tuple[str, ...]


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
def known_areas() -> tuple[CodeRow, ...]:
    """Return the areas there are words for: those of today and those that older interventions stand in."""
    return (*intervention_areas(), *_rows(_file("interventions"), "earlier_areas"))


@cache
def evidence_words() -> tuple[CodeRow, ...]:
    """Return what shows that something has been done (underlag)."""
    return _rows(_file("interventions"), "evidence")


@cache
def outcome_words() -> tuple[CodeRow, ...]:
    """Return what may come of an intervention (utfall)."""
    return _rows(_file("interventions"), "outcomes")


@cache
def needed_facts() -> tuple[NeededFact, ...]:
    """Return what types may require besides other types, and which types give it."""
    return tuple(
        NeededFact(row.text("code"), row.text("sv"), row.text("en"), row.texts("given_by"))
        for row in _file("interventions").rows("facts")
    )


@cache
def intervention_types() -> tuple[InterventionType, ...]:
    """Return the shipped types of interventions, in the order of the areas they belong to."""
    file = _file("interventions")
    rows = tuple(file.rows("types"))
    usual = file.texts("usual_outcomes")
    types = tuple(_type(row, usual) for row in rows)
    required = {one.code for one in types} | {one.code for one in needed_facts()}
    for row, kind in zip(rows, types, strict=True):
        if not required.issuperset(kind.requires):
            raise row.broken("requires")
    return types


def _type(row: FileRow, usual: tuple[str, ...]) -> InterventionType:
    known = {
        "area": _codes(intervention_areas()),
        "actor": _codes(actors()),
        "payer": {"", *_codes(actors())},
        "right": {"", *RightCode},
        "evidence": _codes(evidence_words()),
        "outcomes": _codes(outcome_words()),
    }
    kind = InterventionType(
        code=row.text("code"),
        area=row.text("area"),
        actor=row.text("actor"),
        sv=row.text("sv"),
        en=row.text("en"),
        law=row.texts("law"),
        payer=row.text("payer", ""),
        right=row.text("right", ""),
        evidence=row.texts("evidence"),
        outcomes=row.texts("outcomes") or usual,
        requires=row.texts("requires"),
        months=row.number("months"),
    )
    for field, codes in known.items():
        said = getattr(kind, field)
        if not codes.issuperset((said,) if isinstance(said, str) else said):
            raise row.broken(field)
    if bool(kind.law) == bool(kind.payer):  # it rests on law, or somebody pays of her own will
        raise row.broken("payer")
    try:
        for text in kind.law:
            cite(text)
    except ValueError:
        raise row.broken("law") from None
    return kind


def _codes(rows: Iterable[CodeRow]) -> set[str]:
    return {row.code for row in rows}


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
def classifications() -> tuple[Classification, ...]:
    """Return the shipped classification codes (klassningskoder) of permits."""
    file = _file("classification")
    source, certainty, verified = file.text("source"), file.choice("certainty", Certainty), file.day("verified_on")
    return tuple(
        Classification(
            row.text("code"),
            row.text("sv"),
            row.text("en"),
            row.texts("statuses"),
            source,
            certainty.value,
            verified,
        )
        for row in file.rows("codes")
    )


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
