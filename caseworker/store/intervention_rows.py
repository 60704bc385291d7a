"""Reading a person's interventions with their steps, evidence and follow-ups, and the local rows of the catalogue."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection

from caseworker.domain.intervention_types import LocalIntervention
from caseworker.domain.rows import FollowUpRow, InterventionRow, StepRow, TickRow
from caseworker.store import tables as t
from caseworker.store.sealable import FOLLOW_UP, INTERVENTION_STEP, OUTCOME
from caseworker.store.whole_rows import WholeRows

R = TypeVar("R")

_INTERVENTIONS = WholeRows(t.interventions, "WHERE person_id = ? ORDER BY recorded DESC, id DESC")
_BY_WHOM = "JOIN staff ON staff.id = staff_id WHERE person_id = ? ORDER BY {}"
_STEPS = WholeRows(t.intervention_steps, _BY_WHOM.format("intervention_steps.id"), "staff.name")
_TICKS = WholeRows(t.evidence_ticks, _BY_WHOM.format("day, evidence_ticks.id"), "staff.name")
_FOLLOW_UPS = WholeRows(t.follow_ups, _BY_WHOM.format("months, follow_ups.id"), "staff.name")
_LOCAL = WholeRows(t.local_interventions, "ORDER BY recorded, id")


def of_person(connection: Connection, person: str) -> tuple[InterventionRow, ...]:
    """Return her interventions, newest first."""
    found = _INTERVENTIONS.of(connection, person)
    if not found:
        return ()
    steps = _grouped(_STEPS.of(connection, person), _step)
    ticks = _grouped(_TICKS.of(connection, person), lambda row: TickRow(row.code, row.day, row.name))
    follow_ups = _grouped(_FOLLOW_UPS.of(connection, person), _follow_up)
    return tuple(_shown(row, steps.get(row.id, ()), ticks.get(row.id, ()), follow_ups.get(row.id, ())) for row in found)


def opened(
    rows: Iterable[InterventionRow], found: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> tuple[InterventionRow, ...]:
    """Return a protected person's interventions with the texts that are sealed of her, by kind and id."""
    words, why, seen = found[OUTCOME], found[INTERVENTION_STEP], found[FOLLOW_UP]
    return tuple(
        replace(
            row,
            steps=tuple(replace(one, **why.get(one.id, {})) for one in row.steps),
            follow_ups=tuple(replace(one, **seen.get(one.id, {})) for one in row.follow_ups),
            **words.get(row.id, {}),
        )
        for row in rows
    )


def local_rows(connection: Connection) -> tuple[LocalIntervention, ...]:
    """Return the local rows of the catalogue, in the order they were recorded."""
    names = [column.name for column in t.local_interventions.columns]
    return tuple(LocalIntervention(**{name: getattr(row, name) for name in names}) for row in _LOCAL.of(connection))


def _grouped(rows: Sequence[Any], shape: Callable[[Any], R]) -> dict[str, tuple[R, ...]]:
    grouped: dict[str, list[R]] = {}
    for row in rows:
        grouped.setdefault(row.intervention_id, []).append(shape(row))
    return {id: tuple(parts) for id, parts in grouped.items()}


def _step(row: Any) -> StepRow:
    return StepRow(row.id, row.state.value, row.day, row.recorded, row.name, row.why)


def _follow_up(row: Any) -> FollowUpRow:
    return FollowUpRow(row.id, row.months, row.day, row.outcome, row.scale, row.text, row.name)


def _shown(
    row: Any, steps: tuple[StepRow, ...], ticks: tuple[TickRow, ...], follow_ups: tuple[FollowUpRow, ...]
) -> InterventionRow:
    return InterventionRow(
        id=row.id,
        type=row.type,
        area=row.area,
        actor=row.actor,
        state=row.state.value,
        recorded=row.recorded,
        begins=row.begins,
        ends=row.ends,
        outcome=row.outcome,
        version=row.version,
        detail=row.detail,
        contact=row.contact,
        place=row.place,
        hours_done=row.hours_done,
        hours_total=row.hours_total,
        outcome_code=row.outcome_code,
        scale=row.scale,
        steps=steps,
        ticks=ticks,
        follow_ups=follow_ups,
    )
