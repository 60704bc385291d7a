"""Plans, declined suggestions and mappings: of one writing transaction, and as rows that are shown.

The words of protected persons are filled in where they are open; where they are not, texts are empty.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from caseworker.domain.early_mapping import AnswerRow, EarlyMapping, MappingAnswer
from caseworker.domain.plan import Plan, PlanGoal, PlanRow, SubGoalRow
from caseworker.domain.suggestions import DeclineRow
from caseworker.store import compartments, sealable
from caseworker.store import tables as t
from caseworker.store.compartments import Opened
from caseworker.store.engine import read_rows
from caseworker.store.reach import Bounds
from caseworker.store.sealed_writing import SealedWrites
from caseworker.store.whole_rows import WholeRows

T = TypeVar("T", Plan, EarlyMapping)
Filled = Mapping[str, Mapping[str, Mapping[str, Any]]]

_PLANS = WholeRows(t.plans, "WHERE person_id = ? ORDER BY number, id")
_GOALS = WholeRows(t.plan_goals, "WHERE person_id = ? ORDER BY position, id")
_DECLINES = WholeRows(t.declines, "WHERE person_id = ? ORDER BY declined, id")
_MAPPINGS = WholeRows(t.mappings, "WHERE person_id = ? ORDER BY begun, id")
_ANSWERS = WholeRows(t.mapping_answers, "WHERE person_id = ? ORDER BY answered, id")
_STAFF = "SELECT id, name FROM staff"


class KeptPlans:
    """The plans and mappings of people within the bounds of the call."""

    def __init__(self, session: Session, sealed: SealedWrites, bounds: Bounds) -> None:
        """Load through ``session``; words of protected persons through ``sealed``."""
        self._session = session
        self._sealed = sealed
        self._bounds = bounds
        # the session itself holds what is unchanged only weakly
        self._held: list[object] = []

    def of_person(self, person: str) -> list[Plan]:
        """Return the versions of a person's plan. Raises ``Refused("access.out_of_reach" | "protection.closed")``."""
        plans = self._load(Plan, t.plans.c.person_id, person)
        for plan in plans:
            for goal in plan.goals:
                self._sealed.fill_words(goal, person)
        return plans

    def drop(self, plan: Plan) -> None:
        """Take a draft away, its sealed words too."""
        for goal in list(plan.goals):
            self.drop_goal(plan, goal)
        compartments.drop(self._session.connection(), plan.id, sealable.PLAN)
        self._session.delete(plan)

    def drop_goal(self, plan: Plan, goal: PlanGoal) -> None:
        """Take a sub-goal out of a draft, its sealed words too."""
        compartments.drop(self._session.connection(), goal.id, sealable.PLAN_GOAL)
        plan.goals.remove(goal)

    def mapping_of(self, person: str) -> EarlyMapping | None:
        """Return a person's latest mapping with its answers. Raises as ``of_person``."""
        found = self._load(EarlyMapping, t.mappings.c.person_id, person)
        for one in found:
            for answer in one.answers:
                self._sealed.fill_words(answer, person)
        return max(found, key=lambda one: one.id, default=None)

    def drop_answer(self, mapping: EarlyMapping, answer: MappingAnswer) -> None:
        """Take an answer back, its sealed words too."""
        compartments.drop(self._session.connection(), answer.id, sealable.ANSWER)
        mapping.answers.remove(answer)

    def _load(self, kind: type[T], whose: Any, person: str) -> list[T]:
        self._bounds.require(person)
        found = list(self._session.scalars(select(kind).where(whose == person).order_by("id")))
        for one in found:
            self._sealed.fill_words(one, person)
        self._held += found
        return found


# As they are shown
def filled(connection: Connection, opened: Opened | None, person: str) -> Filled:
    """Return what is sealed of a protected person's plan by kind and record; nothing of who is not protected."""
    return {} if opened is None else compartments.fields_of(connection, opened, person)


def plan_rows(connection: Connection, person: str, words: Filled) -> tuple[PlanRow, ...]:
    """Return the versions of a person's plan, the first one first."""
    names = _names(connection)
    goals: dict[str, list[SubGoalRow]] = {}
    for one in _GOALS.of(connection, person):
        text = _word(words, sealable.PLAN_GOAL, one.id, "text", one.text)
        goals.setdefault(one.plan_id, []).append(SubGoalRow(one.id, one.key, text, one.due, one.reached))
    return tuple(
        PlanRow(
            id=one.id,
            number=one.number,
            state=one.state.value,
            begun=one.begun,
            goal=_word(words, sealable.PLAN, one.id, "goal", one.goal),
            sub_goals=tuple(goals.get(one.id, ())),
            approved=one.approved,
            approved_how=one.approved_how,
            approved_by=names.get(one.approved_by, one.approved_by),
            held=one.held,
        )
        for one in _PLANS.of(connection, person)
    )


def decline_rows(connection: Connection, person: str, words: Filled) -> tuple[DeclineRow, ...]:
    """Return what was declined of a person, the first one first."""
    names = _names(connection)
    return tuple(
        DeclineRow(
            id=one.id,
            type=one.type,
            reason=_word(words, sealable.DECLINE, one.id, "reason", one.reason),
            basis=_word(words, sealable.DECLINE, one.id, "basis", one.basis),
            lawbook=one.lawbook,
            at=one.declined,
            by=names.get(one.declined_by, one.declined_by),
        )
        for one in _DECLINES.of(connection, person)
    )


def mapping_row(connection: Connection, person: str, words: Filled) -> tuple[Any, dict[str, AnswerRow]]:
    """Return the row of a person's latest mapping, None if there is none, and its answers by question."""
    return next(reversed(mapping_rows(connection, person, words)), (None, {}))


def mapping_rows(connection: Connection, person: str, words: Filled) -> list[tuple[Any, dict[str, AnswerRow]]]:
    """Return every mapping of a person with its answers by question, the first one first."""
    rows: Sequence[Any] = sorted(_MAPPINGS.of(connection, person), key=lambda one: str(one.id))
    names = _names(connection)
    answers: dict[str, dict[str, AnswerRow]] = {one.id: {} for one in rows}
    for one in rows:
        for name in ("interpreter", "interpreter_language"):
            setattr(one, name, _word(words, sealable.MAPPING, one.id, name, getattr(one, name)))
        one.begun_by = names.get(one.begun_by, one.begun_by)
    for one in _ANSWERS.of(connection, person):
        choices = _word(words, sealable.ANSWER, one.id, "choices", one.choices)
        told = _word(words, sealable.ANSWER, one.id, "words", one.words)
        answers[one.mapping_id][one.question] = AnswerRow(tuple(choices.split()), told, one.answered)
    return [(one, answers[one.id]) for one in rows]


def _word(words: Filled, kind: str, record: str, column: str, kept: str) -> str:
    return str(words.get(kind, {}).get(record, {}).get(column, kept))


def _names(connection: Connection) -> dict[str, str]:
    return {id: name for id, name in read_rows(connection, _STAFF)}  # noqa: C416 - pairs by name
