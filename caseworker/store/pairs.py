"""Pairs of files that may be one person's: found while nobody waits, judged by somebody, forgotten with either file.

A pair that was judged comes again only when comparing the two gives other reasons. Protected people are in no pair.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker.domain.pairs import PairDecision
from caseworker.domain.rows import CandidateReason
from caseworker.store import tables as t
from caseworker.store.engine import cursor_of, read_rows

_JUDGED = "SELECT one_id, other_id, reasons FROM pairs WHERE decision IN ('same', 'different')"
_FORGET = """
    DELETE FROM pairs WHERE decision NOT IN ('same', 'different') AND (
        one_id IN (SELECT value FROM json_each(?1)) OR other_id IN (SELECT value FROM json_each(?1)))"""
# of people who each have a line of their own: not linked, not waiting to be erased; and not protected
_WAITING = """
    SELECT one_id, other_id, reasons, decision FROM pairs WHERE decision NOT IN ('same', 'different')
    AND EXISTS (SELECT 1 FROM person_lines WHERE person_id = one_id)
    AND EXISTS (SELECT 1 FROM person_lines WHERE person_id = other_id)
    AND NOT EXISTS (SELECT 1 FROM protections WHERE ends IS NULL AND person_id IN (one_id, other_id))
    ORDER BY decision, weight DESC, id"""


@dataclass(frozen=True, slots=True)
class KeptPair:
    """Two people, by id, the lesser first, and why they may be one."""

    one: str
    other: str
    reasons: tuple[CandidateReason, ...]
    weight: float = 0.0
    later: bool = False

    @property
    def told(self) -> str:
        """Return the reasons as they are kept."""
        return json.dumps([[reason.sign, reason.code, dict(reason.params)] for reason in self.reasons])


def waiting(connection: Connection) -> list[KeptPair]:
    """Return the pairs that wait to be judged, the likeliest first, those put off last."""
    return [
        KeptPair(one, other, _reasons(told), later=decision == PairDecision.LATER)
        for one, other, told, decision in read_rows(connection, _WAITING)
    ]


def renew(connection: Connection, looked_at: Sequence[str], found: Iterable[tuple[str, KeptPair]], at: datetime) -> int:
    """Keep what was found (id, pair) of the people ``looked_at`` in place of what was; return how many pairs are new.

    Pairs of others stay. What was judged for the same reasons stays judged, what was put off stays put off.
    """
    judged = {(one, other): told for one, other, told in read_rows(connection, _JUDGED)}
    put_off = {(pair.one, pair.other) for pair in waiting(connection) if pair.later}
    cursor_of(connection).execute(_FORGET, (json.dumps(list(looked_at)),))
    new = 0
    for id, pair in found:
        place = (pair.one, pair.other)
        if judged.get(place) != pair.told:
            _put(connection, id, pair, PairDecision.LATER if place in put_off else "", at)
            new += 1
    return new


def judge(connection: Connection, id: str, pair: KeptPair, decision: PairDecision, *, by: str, at: datetime) -> None:
    """Keep what was decided about two people and the reasons it was decided on; ``id`` for a pair that is new."""
    _put(connection, id, pair, decision, at, decided_by=by, decided=at)


def _put(connection: Connection, id: str, pair: KeptPair, decision: str, at: datetime, **judged: object) -> None:
    values = {"weight": pair.weight, "reasons": pair.told, "found": at, "decision": decision}
    values |= {"decided_by": None, "decided": None, **judged}
    row = upsert(t.pairs).values(id=id, one_id=pair.one, other_id=pair.other, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["one_id", "other_id"], set_=values))


def _reasons(told: str) -> tuple[CandidateReason, ...]:
    return tuple(CandidateReason(sign, code, tuple(params.items())) for sign, code, params in json.loads(told))
