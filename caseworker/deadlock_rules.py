"""What actors in practice ask for before they begin (``resources/rules/deadlocks.toml``), joined with the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from caseworker import codes
from caseworker.domain.deadlocks import Requires, Whom
from caseworker.domain.law import Certainty
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, read

FAULT = "deadlocks.rules_broken"


@dataclass(frozen=True, slots=True)
class Practice:
    """A requirement of an actor's own, with who has said so and how sure that is."""

    requires: Requires
    en: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Known:
    """A deadlock that is known to exist: what is wanted, whom it hits, which types are not for her, and the round."""

    id: str
    sv: str
    en: str
    wanted: frozenset[str]
    whom: frozenset[Whom]
    closed: frozenset[str]
    round: frozenset[str]


@dataclass(frozen=True, slots=True)
class DeadlockRules:
    """Everything that is required before something else, the types that give each fact, and the known deadlocks."""

    practices: tuple[Practice, ...]
    requirements: tuple[Requires, ...]
    givers: dict[str, tuple[str, ...]]
    known: tuple[Known, ...]


@cache
def load() -> DeadlockRules:
    """Return the shipped rules. Raises ``EnvironmentFault("deadlocks.rules_broken", file=…, row=…, field=…)``."""
    return read_rules(RESOURCES / "rules" / "deadlocks.toml")


def read_rules(path: Path) -> DeadlockRules:
    """Read and check one file of rules against the catalogue; what is only proposed is left out."""
    file = read(path, fault=FAULT)
    givers = {fact.code: fact.given_by for fact in codes.needed_facts()}
    types = {one.code for one in codes.intervention_types()}
    practices = tuple(one for one in _practices(file, types, givers) if one.certainty is not Certainty.PROPOSED)
    catalogue = tuple(Requires(one.code, needs) for one in codes.intervention_types() for needs in one.requires)
    requirements = (*catalogue, *(one.requires for one in practices))
    return DeadlockRules(practices, requirements, givers, tuple(_known(file, types)))


def _practices(file: FileRow, types: set[str], givers: dict[str, tuple[str, ...]]) -> Iterator[Practice]:
    for row in file.rows("requires"):
        if row.text("type") not in types:
            raise row.broken("type")
        if row.text("needs") not in {*types, *givers}:
            raise row.broken("needs")
        row.day("verified_on")
        whom = row.choice("whom", Whom) if "whom" in row.fields() else Whom.EVERYBODY
        required = Requires(row.text("type"), row.text("needs"), whom, row.text("sv"), row.text("source"))
        yield Practice(required, row.text("en"), row.choice("certainty", Certainty))


def _known(file: FileRow, types: set[str]) -> Iterator[Known]:
    for row in file.rows("known"):
        for field in ("wanted", "closed", "round"):
            if not set(row.texts(field)) <= types:
                raise row.broken(field)
        try:
            whom = frozenset(Whom(one) for one in row.texts("whom"))
        except ValueError:
            raise row.broken("whom") from None
        wanted, closed, found = (frozenset(row.texts(field)) for field in ("wanted", "closed", "round"))
        yield Known(row.text("id"), row.text("sv"), row.text("en"), wanted, whom, closed, found)
