"""A child who is registered from her parent's file: related, in the household, at the same address. Not a service."""

from dataclasses import replace

import uuid_utils

from caseworker import roles
from caseworker.domain.access import Reach, User
from caseworker.domain.changes import Event
from caseworker.domain.household import HouseholdMember, Relation, RelationKind
from caseworker.domain.ids import PersonId
from caseworker.domain.periods import current
from caseworker.domain.person import Person
from caseworker.errors import Refused
from caseworker.services._kinship import live_in
from caseworker.store.reach import Bounds, within
from caseworker.store.register import Register
from caseworker.store.writing import Transaction


def add_child(register: Register, tx: Transaction, child: Person, parent: str, *, by: User) -> None:
    """Let a new person be the child of ``parent`` and live with her.

    Raises ``Refused`` with ``person.unknown`` or ``access.out_of_reach`` where the caller may
    not write about the parent, and ``household.parent_protected``: the child's open file must not tell where she lives.
    """
    today = register.today()
    reach = roles.load().reach(by, "household.record") or Reach(by, frozenset())
    with within(reach):
        Bounds(tx.connection, tx.at, today).require(parent)
    if parent in tx.sealed.marks:
        raise Refused("household.parent_protected")
    mother = tx.people.get(parent)
    home = current(mother.memberships, today)
    if home is None:
        home = HouseholdMember(_new_id(), mother.id, _new_id(), today)
        live_in(mother, home)
        tx.note(Event("household.joined", mother.id, {"household": home.household_id, "begins": today}))
    live_in(child, HouseholdMember(_new_id(), child.id, home.household_id, today))
    tx.note(Event("household.joined", child.id, {"household": home.household_id, "begins": today}))
    lived = next((one for one in mother.addresses if one.ends is None), None)
    if lived is not None and not child.addresses:
        child.addresses.append(replace(lived, id=_new_id(), person_id=child.id, begins=today))
    relation = Relation(_new_id(), child.id, RelationKind.PARENT, today, other_id=PersonId(parent))
    tx.add(relation)
    for side in (child.id, mother.id):
        tx.note(Event("relation.recorded", side, {"relation": relation.id, "ground": relation.ground}))
        tx.touched(person=side)


def _new_id() -> str:
    return str(uuid_utils.uuid7())
