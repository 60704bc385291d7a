"""What happened to people that the law may ask about, read without opening a file: interventions and relations.

Only of the kinds that are asked for. What is sealed of a protected person is not read.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from caseworker.domain.happenings import Happening, Sign, Thing, of_evidence, of_intervention
from caseworker.domain.household import RelationKind, inverse
from caseworker.store.engine import read_rows
from caseworker.store.lines import asked

_ASKED = "IN (SELECT value FROM json_each(?))"
_INTERVENTIONS = f"""
    SELECT person_id, type, state, begins, ends, outcome_code,
        (SELECT min(day) FROM intervention_steps WHERE intervention_id = interventions.id AND state = 'ongoing')
    FROM interventions WHERE type {_ASKED}"""  # noqa: S608 - words of ours
_TICKS = f"""
    SELECT evidence_ticks.person_id, type, code, day
    FROM evidence_ticks JOIN interventions ON interventions.id = intervention_id WHERE type {_ASKED}"""  # noqa: S608
_RELATIONS = f"SELECT person_id, kind, begins, ends FROM relations WHERE kind {_ASKED}"  # noqa: S608
_POINTING = f"SELECT other_id, kind, begins, ends FROM relations WHERE kind {_ASKED} AND other_id IS NOT NULL"  # noqa: S608
_OF_THEM = {
    _INTERVENTIONS: "person_id",
    _TICKS: "evidence_ticks.person_id",
    _RELATIONS: "person_id",
    _POINTING: "other_id",
}


def happened(
    connection: Connection, signs: Collection[Sign], people: Sequence[str] | None
) -> Iterator[tuple[str, Happening]]:
    """Yield what happened of the kinds of ``signs``, with whom it happened to: of ``people``, or of everybody."""

    def rows(query: str, codes: Collection[str]) -> Sequence[Sequence[Any]]:
        if not codes:
            return ()
        if people is None:
            return read_rows(connection, query, (asked(codes),))
        return read_rows(connection, f"{query} AND {_OF_THEM[query]} {_ASKED}", (asked(codes), asked(people)))

    types = {sign.code for sign in signs if sign.thing is Thing.INTERVENTION}
    for person, type, state, begins, ends, outcome, ongoing in rows(_INTERVENTIONS, types):
        for one in of_intervention(type, state, _day(begins), _day(ends), outcome, _day(ongoing)):
            yield person, one
    for person, type, code, seen in rows(_TICKS, types):
        yield person, of_evidence(type, code, date.fromisoformat(seen))
    kinds = {RelationKind(sign.code) for sign in signs if sign.thing is Thing.RELATION}
    for person, kind, begins, ends in rows(_RELATIONS, kinds):
        yield person, _relation(kind, begins, ends)
    for person, kind, begins, ends in rows(_POINTING, {inverse(kind) for kind in kinds}):
        yield person, _relation(inverse(RelationKind(kind)), begins, ends)


def _relation(kind: str, begins: str, ends: str | None) -> Happening:
    return Happening(Sign(Thing.RELATION, str(kind)), date.fromisoformat(begins), _day(ends))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
