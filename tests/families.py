"""A family of five with three legal statuses, for pictures and for tests of the window."""

from datetime import date

from caseworker.domain.access import User
from caseworker.domain.household import EnteredNoContact, EnteredRelation, RelationGround, RelationKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredStatus, Intake
from caseworker.domain.person import Sex
from caseworker.domain.status import PermitType
from caseworker.services import household, people
from caseworker.store.register import Register

OLD = EnteredAddress("Storgatan 1", "123 45", "Lövåsa")
NEW = EnteredAddress("Lingonvägen 7 A", "123 46", "Lövåsa")
TUT = PermitType.TEMPORARY


def add_family(register: Register, mother: PersonId, today: date, by: User) -> dict[str, PersonId]:
    """Give ``mother`` a husband, three children, a god man for one of them, a warning and a move today."""
    began = date(today.year, 1, 12)
    ank, asylum = EnteredStatus("NY-ANK", began, permit=TUT), EnteredStatus("ASYL", date(today.year - 1, 6, 1))
    intakes = {
        "Yousef": Intake(given="Yousef", family="Haddad", born=date(1986, 5, 1), sex=Sex.MAN, status=asylum),
        "Omar": Intake(given="Omar", family="Haddad", born=date(2009, 2, 3), sex=Sex.MAN, status=asylum),
        "Nour": Intake(given="Nour", family="Haddad", born=date(2018, 5, 6), sex=Sex.WOMAN, status=ank),
        "Elias": Intake(given="Elias", family="Haddad", born=date(2025, 9, 1), sex=Sex.MAN, status=ank),
    }
    found = {
        name: PersonId(people.register_person(register, intake=intake, by=by).created)
        for name, intake in intakes.items()
    }
    for person in (mother, *found.values()):
        people.move_to_address(register, person=person, address=OLD, begins=began, by=by)
    for name, person in found.items():
        household.join_household(register, person=person, other=mother, begins=began, by=by)
        kind = RelationKind.PARTNER if name == "Yousef" else RelationKind.CHILD
        relate(register, mother, EnteredRelation(kind, person, begins=began), by)
    god_man = EnteredRelation(RelationKind.GOD_MAN, name="Anna Berg", contact="010-123 45 67", begins=began)
    relate(register, found["Omar"], god_man, by)
    sister = EnteredRelation(RelationKind.SIBLING, name="Layla Haddad", contact="Malmö", begins=began)
    relate(register, mother, sister, by)
    father = EnteredRelation(
        RelationKind.PARENT,
        name="Karim H.",
        ground=RelationGround.PATERNITY,
        source="Socialnämndens beslut",
        begins=began,
    )
    relate(register, found["Elias"], father, by)
    warned = EnteredNoContact(name="Karim H.", reason="Hot, polisanmält i mars", begins=began)
    household.record_no_contact(register, person=mother, entered=warned, by=by)
    household.move_household(register, person=mother, address=NEW, begins=today, along=tuple(found.values()), by=by)
    return found


def relate(register: Register, person: PersonId, relation: EnteredRelation, by: User) -> None:
    """Record a relation."""
    household.record_relation(register, person=person, relation=relation, by=by)
