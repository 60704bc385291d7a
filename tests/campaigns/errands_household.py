"""Errands of households, relations, warnings and moves; part of ``errands.py``."""

from collections.abc import Callable

from caseworker.domain.household import EnteredNoContact, EnteredRelation, RelationGround, RelationKind
from caseworker.domain.intake import EnteredAddress
from caseworker.services import household
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _family(hands: Hands) -> Acks:
    mother, child, today = a_person(hands), a_person(hands), hands.register.today()
    yield Ack("people.register_person", child)
    hands.do(household.join_household, person=child, other=mother, begins=today, by=MAJ)
    yield Ack("household.join_household", child)
    relation = EnteredRelation(RelationKind.PARENT, mother, ground=RelationGround.CUSTODY)
    made = hands.do(household.record_relation, person=child, relation=relation, by=MAJ).changes.created
    yield Ack("household.record_relation", child)
    entered = EnteredNoContact(name="Karim H.", reason="Hot")
    warning = hands.do(household.record_no_contact, person=mother, entered=entered, by=MAJ).created
    yield Ack("household.record_no_contact", mother)
    for street in ("Storgatan 1", "Lingonvägen 7"):
        address = EnteredAddress(street, "123 45", "Lövåsa")
        hands.do(household.move_household, person=mother, address=address, begins=today, along=[child], by=MAJ)
        yield Ack("household.move_household", child)
    with hands.register.read() as reader:
        errand = reader.person_file(mother).errands[0].id
    hands.do(household.settle_errand, person=mother, errand=errand, done=True, note="Ringt", by=MAJ)
    yield Ack("household.settle_errand", mother)
    hands.do(household.end_relation, person=child, tie=made, ends=today, by=MAJ)
    yield Ack("household.end_relation", child)
    hands.do(household.end_no_contact, person=mother, tie=warning, ends=today, by=MAJ)
    yield Ack("household.end_no_contact", mother)
    hands.do(household.leave_household, person=child, ends=today, by=MAJ)
    yield Ack("household.leave_household", child)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_family: 2}
LOGGED = {
    "household.join_household": "household.joined",
    "household.leave_household": "household.left",
    "household.move_household": "address.added",
    "household.record_relation": "relation.recorded",
    "household.end_relation": "relation.ended",
    "household.record_no_contact": "no_contact.recorded",
    "household.end_no_contact": "no_contact.ended",
    "household.settle_errand": "errand.settled",
}
TOGETHER = {
    "a time in a household": (
        "SELECT count(*) FROM household_members",
        "SELECT count(*) FROM audit WHERE action = 'household.joined'",
    ),
    "a relation on both sides": (
        "SELECT 2 * count(*) FROM relations",
        "SELECT count(*) FROM audit WHERE action = 'relation.recorded'",
    ),
    "a warning": (
        "SELECT count(*) FROM no_contacts",
        "SELECT count(*) FROM audit WHERE action = 'no_contact.recorded'",
    ),
}
