"""What gaps are worked out from, read for everybody at once. What is sealed of a protected person is not there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from caseworker.domain.early_mapping import AnswerRow
from caseworker.domain.gaps import is_small_child
from caseworker.domain.intervention import InterventionState
from caseworker.store import compartments, linking
from caseworker.store import tables as t
from caseworker.store.engine import read_rows
from caseworker.store.lines import asked
from caseworker.store.whole_rows import WholeRows

_ACTIVE = """
    SELECT line.no, p.id, p.sex FROM person_lines AS line JOIN people AS p ON p.id = line.person_id
    WHERE EXISTS (SELECT 1 FROM cases AS c WHERE c.person_id = p.id AND c.closed IS NULL)
    ORDER BY line.sort_key, line.no"""
_INTERVENTIONS = "SELECT id, person_id, type, actor, state, recorded, ends FROM interventions ORDER BY id"
_STEPS = "SELECT intervention_id, state, day FROM intervention_steps ORDER BY id"
# of each person's latest mapping
_ANSWERS = WholeRows(
    t.mapping_answers, "WHERE mapping_id IN (SELECT max(id) FROM mappings GROUP BY person_id) ORDER BY answered, id"
)
_WALKED = """
    SELECT i.id, i.type, p.sex, s.state, s.day FROM interventions AS i
    JOIN intervention_steps AS s ON s.intervention_id = i.id JOIN people AS p ON p.id = i.person_id
    {where} ORDER BY s.id"""
_OF_TYPES = "WHERE i.type IN (SELECT value FROM json_each(?))"
_RUNS = "begins <= ?1 AND (ends IS NULL OR ends >= ?1)"
_NUMBERED = f"SELECT person_id FROM identifiers WHERE type = 'personnummer' AND {_RUNS}"  # noqa: S608 - words of ours
_HOUSED = f"SELECT person_id FROM addresses WHERE {_RUNS}"  # noqa: S608 - words of ours
_TOGETHER = f"""
    SELECT mine.person_id, theirs.person_id, p.born
    FROM (SELECT * FROM household_members WHERE {_RUNS}) AS mine
    JOIN (SELECT * FROM household_members WHERE {_RUNS}) AS theirs USING (household_id)
    JOIN people AS p ON p.id = theirs.person_id
    WHERE theirs.person_id <> mine.person_id AND p.born IS NOT NULL"""  # noqa: S608 - words of ours


class Active(NamedTuple):
    """Somebody with an open case: the number of her line, her file, her sex."""

    line: int
    person: str
    sex: str


class PlacedStep(NamedTuple):
    """One step of an intervention."""

    state: InterventionState
    day: date


@dataclass(slots=True)
class PlacedRow:
    """One intervention, of whom, with its steps, oldest first."""

    person: str
    type: str
    actor: str
    state: str
    recorded: date
    ends: date | None
    steps: list[PlacedStep] = field(default_factory=list)


@dataclass(slots=True)
class WalkedRow:
    """One intervention of somebody of a sex, with its steps, oldest first."""

    type: str
    sex: str
    steps: list[PlacedStep] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Everybody:
    """What gaps are worked out from, by the file each is shown in. ``children``: small ones she lives with."""

    interventions: Mapping[str, list[PlacedRow]]
    answers: Mapping[str, dict[str, AnswerRow]]
    facts: Mapping[str, set[str]]
    children: Mapping[str, set[str]]
    protected: frozenset[str]


def active(connection: Connection) -> list[Active]:
    """Return everybody with an open case, in the order of lists."""
    return [Active(*row) for row in read_rows(connection, _ACTIVE)]


def _placed(connection: Connection, shown_in: Mapping[str, str]) -> list[PlacedRow]:
    found = {
        id: PlacedRow(shown_in.get(person, person), type, actor, state, date.fromisoformat(recorded), _day(ends))
        for id, person, type, actor, state, recorded, ends in read_rows(connection, _INTERVENTIONS)
    }
    for intervention, state, day in read_rows(connection, _STEPS):
        found[intervention].steps.append(PlacedStep(InterventionState(state), date.fromisoformat(day)))
    return list(found.values())


def walked(connection: Connection, types: Iterable[str] | None = None) -> list[WalkedRow]:
    """Return the steps of every intervention, or of some types, with the sex of whom it is and nothing else of her."""
    found: dict[str, WalkedRow] = {}
    where, values = ("", ()) if types is None else (_OF_TYPES, (asked(list(types)),))
    for id, kind, sex, state, day in read_rows(connection, _WALKED.format(where=where), values):
        row = found.setdefault(id, WalkedRow(kind, sex))
        row.steps.append(PlacedStep(InterventionState(state), date.fromisoformat(day)))
    return list(found.values())


def everybody(connection: Connection, today: date) -> Everybody:
    """Return what everybody's gaps are worked out from."""
    shown_in, day = linking.mains(connection), (today.isoformat(),)
    interventions: dict[str, list[PlacedRow]] = defaultdict(list)
    for row in _placed(connection, shown_in):
        interventions[row.person].append(row)
    answers: dict[str, dict[str, AnswerRow]] = defaultdict(dict)
    for one in _ANSWERS.of(connection):
        answer = AnswerRow(tuple(one.choices.split()), "", one.answered)
        answers[shown_in.get(one.person_id, one.person_id)][one.question] = answer
    facts: dict[str, set[str]] = defaultdict(set)
    for fact, query in (("personnummer", _NUMBERED), ("adress", _HOUSED)):
        for (person,) in read_rows(connection, query, day):
            facts[shown_in.get(person, person)].add(fact)
    children: dict[str, set[str]] = defaultdict(set)
    for person, child, born in read_rows(connection, _TOGETHER, day):
        if is_small_child(_day(born), today):
            children[shown_in.get(person, person)].add(shown_in.get(child, child))
    return Everybody(interventions, answers, facts, children, _all(shown_in, compartments.marks(connection)))


def _all(shown_in: Mapping[str, str], people: Iterable[str]) -> frozenset[str]:
    return frozenset(shown_in.get(person, person) for person in people)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
