"""What a person's plan looks like: its versions, what changed and her children's plans. Not a service."""

from collections.abc import Iterable

from caseworker.domain.household import RelationKind
from caseworker.domain.plan import ChildPlan, PlanComparison, PlanRow, PlanSheet, PlanState, changes_between, held
from caseworker.domain.rows import InterventionRow, PersonFile, RelationRow
from caseworker.errors import Refused
from caseworker.store import compartments, kept_plans, linking
from caseworker.store.compartments import Opened
from caseworker.store.reading import Reader
from caseworker.store.register import Register


def opened_for(register: Register, reader: Reader, person: str, by: str) -> Opened | None:
    """Return the compartment of a protected person that ``by`` has open, if she has."""
    mark = compartments.mark_of(reader.connection, person)
    return None if mark is None else register.compartments.opened(mark.compartment, by, register.clock())


def versions(register: Register, reader: Reader, person: str, by: str) -> tuple[PlanRow, ...]:
    """Return every version in the files that are this person's, the first one first."""
    found: list[PlanRow] = []
    for file in linking.files_of(reader.connection, person):
        words = kept_plans.filled(reader.connection, opened_for(register, reader, file, by), file)
        found += kept_plans.plan_rows(reader.connection, file, words)
    return tuple(sorted(found, key=lambda one: (one.number, one.id)))


def sheet(register: Register, reader: Reader, file: PersonFile, by: str) -> PlanSheet:
    """Return the plan of the person whose whole file ``file`` is."""
    if file.is_closed:
        return PlanSheet(file.id, closed=True)
    plans = versions(register, reader, file.id, by)
    draft, current = (_last(plans, state) for state in (PlanState.DRAFT, PlanState.CURRENT))
    replaced = tuple(one for one in reversed(plans) if one.state == PlanState.REPLACED)
    # of linked files both may have one that holds: the older is told as one that was replaced
    older = tuple(one for one in reversed(plans) if one.state == PlanState.CURRENT and one is not current)
    shown = draft or current
    before = current if draft is not None else next(iter((*older, *replaced)), current)
    since = None if shown is None or before is None else compared(before, shown, file.interventions)
    children = tuple(_children(reader, file))
    return PlanSheet(file.id, False, draft, current, (*older, *replaced), since, children)


def compared(before: PlanRow, now: PlanRow, interventions: Iterable[InterventionRow]) -> PlanComparison:
    """Return what changed from ``before`` to ``now`` and the interventions of today."""
    return PlanComparison(before.number, now.number, changes_between(before, now, held(interventions)))


def numbered(plans: Iterable[PlanRow], number: int) -> PlanRow:
    """Return one version. Raises ``Refused("plan.unknown")``."""
    found = [one for one in plans if one.number == number]
    if not found:
        raise Refused("plan.unknown")
    return found[-1]


def _last(plans: Iterable[PlanRow], state: PlanState) -> PlanRow | None:
    return next((one for one in reversed(tuple(plans)) if one.state == state), None)


def children_of(file: PersonFile) -> tuple[RelationRow, ...]:
    """Return the person's children, as far as they are within reach."""
    return tuple(one for one in file.relations if one.kind == RelationKind.CHILD and one.other and one.ends is None)


def _children(reader: Reader, file: PersonFile) -> Iterable[ChildPlan]:
    for relation in children_of(file):
        current = _last(kept_plans.plan_rows(reader.connection, relation.other, {}), PlanState.CURRENT)
        yield ChildPlan(relation.other, relation.name or relation.case_number, 0 if current is None else current.number)
