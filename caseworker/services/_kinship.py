"""What recording a relation looks at and answers besides the row itself. Not a service."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from caseworker.domain.changes import Event
from caseworker.domain.household import (
    HouseholdMember,
    Relation,
    inverse,
    retention_facts,
)
from caseworker.domain.periods import covers, succeed
from caseworker.domain.person import BirthPrecision, Person
from caseworker.errors import Refused
from caseworker.store import households, linking, retention, sealable, ties
from caseworker.store.writing import Transaction


def live_in(someone: Person, member: HouseholdMember) -> None:
    """Begin a time in a household; the open one ends the day before. Raises ``Refused("period.overlap")``."""
    succeed(someone.memberships, member)
    someone.memberships.append(member)


def part(movers: Sequence[Person], begins: date, new_id: Callable[[], str]) -> None:
    """Let those who move leave who stays behind: several are a household of their own, one alone is in none."""
    together = new_id()
    for one in movers:
        for left in [member for member in one.memberships if covers(member, begins)]:
            if left.begins >= begins:  # it would never have begun
                one.memberships.remove(left)
            else:
                left.ends = begins - timedelta(days=1)
        if len(movers) > 1:
            live_in(one, HouseholdMember(new_id(), one.id, together, begins))


def family(tx: Transaction, someone: Person, other: Person | None) -> list[Relation]:
    """Return every relation around the two that can be read now."""
    people = [one for one in (someone, other) if one is not None]
    known = {one.id: one for one in households.family_of(tx.connection, [one.id for one in people])}
    for one in people:
        known |= {relation.id: relation for relation in one.relations}
    return list(known.values())


def same(one: Relation, made: Relation) -> bool:
    """Tell whether a running relation says the same already, from either side."""
    if one.ends is not None:
        return False
    told = (one.person_id, one.kind, one.other_id), (one.other_id, inverse(one.kind), one.person_id)
    alike = (made.person_id, made.kind, made.other_id) in told
    return alike and one.other_name == made.other_name and one.ground is made.ground


def born(
    tx: Transaction, relations: Sequence[Relation], someone: Person, other: Person | None
) -> dict[str, date | None]:
    """Return the birth days that can be read of everybody in ``relations``."""
    people = {id for one in relations for id in (one.person_id, one.other_id) if id}
    known = households.born_of(tx.connection, people)
    for one in (someone, other):
        if one is not None:
            known[one.id] = one.born
    return known


def answer_erasing(tx: Transaction, made: Relation, someone: Person, other: Person | None) -> tuple[str, ...]:
    """Answer what erasing asks about both files; return the questions that were answered otherwise before.

    A protected person's birth day is never put down for another's file: not known keeps as well.
    """
    contradicted: list[str] = []
    for side, beside, kind in ((someone, other, made.kind), (other, someone, inverse(made.kind))):
        if side is None:
            continue
        known = retention.entered_facts(tx.connection, side.id)
        child_born = None if side.id in tx.sealed.marks else _child_born(tx, beside)
        facts, other_answer = retention_facts(kind, made.ground, known, child_born)
        contradicted.extend(other_answer)
        if facts != known:
            retention.put_entered_facts(tx.connection, side.id, facts)
            tx.note(Event("erasure.facts_recorded", side.id, {"relation": made.id}))
    return tuple(dict.fromkeys(contradicted))


def _child_born(tx: Transaction, child: Person | None) -> date | None:
    if child is None or child.id in tx.sealed.marks or child.born_precision is not BirthPrecision.DAY:
        return None
    return child.born


def files(tx: Transaction, person: str) -> list[Person]:
    """Return a person as the files that are shown together know her, the asked one first."""
    linked = linking.files_of(tx.connection, person)
    return [tx.people.get(one) for one in dict.fromkeys((person, *linked))]


def relation(tx: Transaction, sides: Sequence[Person], tie: str) -> Relation:
    """Return a relation of one of ``sides`` by its id, from either end. Raises ``Refused("household.unknown")``."""
    own = next((one for side in sides for one in side.relations if one.id == tie), None)
    found = own or tx.session.get(Relation, tie)
    if found is not None and {side.id for side in sides} & {found.person_id, found.other_id}:
        return found
    for side in sides:
        opened = tx.sealed.opened_for(side.id)
        rows = ties.of_compartment(tx.connection, opened, sealable.RELATION) if opened is not None else []
        owner = next((row["person_id"] for row in rows if row["id"] == tie and row["other_id"] == side.id), None)
        if owner is not None:
            return next(one for one in tx.people.get(owner).relations if one.id == tie)
    raise Refused("household.unknown")
