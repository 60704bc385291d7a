"""One call of most services that can be taken back, for tests of undo.

All of them are walked in the campaigns' errands (``tests/campaigns/test_errands.py``). A sample is given the register
and a person with a status, a telephone, a number, an intervention and a colleague in her case.
"""

from collections.abc import Callable
from datetime import date, timedelta

from caseworker.domain.access import Role, User
from caseworker.domain.case import AssignmentKind
from caseworker.domain.contact import ContactKind
from caseworker.domain.erasure import EnteredFacts
from caseworker.domain.household import EnteredNoContact, EnteredRelation, RelationGround, RelationKind
from caseworker.domain.ids import InterventionId, PersonId, StaffId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.intervention import InterventionState
from caseworker.domain.rows import PersonFile
from caseworker.services import access, cases, erasure, household, interventions, people, status
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

TODAY = date(2026, 11, 21)
JONAS = User(StaffId("0192f0c0-0000-7000-8000-00000000000b"), "Jonas Wikström", frozenset({Role.CASEWORKER}))
Sample = Callable[[Register, PersonId], object]


def prepared(register: Register) -> PersonId:
    """Register somebody with a little of everything."""
    with register.change(by=MAJ) as tx:
        tx.put_staff(JONAS)
        tx.commit()
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    course = interventions.EnteredIntervention("sfi-kurs")
    interventions.add_intervention(register, person=person, entered=course, by=MAJ)
    street = EnteredAddress("Storgatan 1", "123 45", "Lövåsa")
    people.move_to_address(register, person=person, address=street, begins=date(2026, 1, 1), by=MAJ)
    together, since = AssignmentKind.CO_ASSIGNED, date(2026, 2, 1)
    access.assign(register, person=person, staff=JONAS.id, kind=together, begins=since, by=MAJ)
    return person


def file_of(register: Register, person: PersonId) -> PersonFile:
    """Return the file without a look in the log."""
    with register.read() as reader:
        return reader.person_file(person)


def _correct(register: Register, person: PersonId) -> None:
    file = file_of(register, person)
    people.correct_person(
        register, person=person, version=file.version, intake=Intake(given="Samire", family="Hadad"), by=MAJ
    )


def _move(register: Register, person: PersonId) -> None:
    made = _first(register, person)
    interventions.move_intervention(
        register, intervention=made, state=InterventionState.DECIDED, day=TODAY, outcome="Klart", by=MAJ
    )


def _first(register: Register, person: PersonId) -> InterventionId:
    return InterventionId(file_of(register, person).interventions[0].id)


def _follow_up(register: Register, person: PersonId) -> None:
    ended = interventions.EnteredIntervention("sfi-kurs", state=InterventionState.COMPLETED)
    interventions.add_intervention(register, person=person, entered=ended, by=MAJ)
    done = next(one for one in file_of(register, person).interventions if one.state == InterventionState.COMPLETED)
    interventions.follow_up(
        register,
        intervention=InterventionId(done.id),
        months=6,
        day=TODAY,
        outcome_code="arbete",
        text="Arbetar",
        by=MAJ,
    )


def _reopen(register: Register, person: PersonId) -> None:
    cases.close_case(register, person=person, closed=TODAY, by=MAJ)
    cases.reopen_case(register, person=person, by=MAJ)


SAMPLES: dict[str, Sample] = {
    "access.assign": lambda register, person: access.assign(
        register,
        person=person,
        staff=JONAS.id,
        kind=AssignmentKind.RESPONSIBLE,
        begins=TODAY + timedelta(days=1),
        by=MAJ,
    ),
    "access.release": lambda register, person: access.release(register, person=person, staff=JONAS.id, by=MAJ),
    "cases.close_case": lambda register, person: cases.close_case(register, person=person, closed=TODAY, by=MAJ),
    "cases.reopen_case": _reopen,
    "erasure.record_retention_facts": lambda register, person: erasure.record_retention_facts(
        register, person=person, facts=EnteredFacts(youngest_child_born=date(2020, 1, 1)), by=MAJ
    ),
    "household.record_no_contact": lambda register, person: household.record_no_contact(
        register, person=person, entered=EnteredNoContact(name="Karim H.", reason="Hot"), by=MAJ
    ),
    "household.record_relation": lambda register, person: household.record_relation(
        register,
        person=person,
        relation=EnteredRelation(RelationKind.CHILD, name="Nour", ground=RelationGround.PLACED),
        by=MAJ,
    ),
    "household.move_household": lambda register, person: household.move_household(
        register, person=person, address=EnteredAddress("Nygatan 2", "123 45", "Lövåsa"), begins=TODAY, by=MAJ
    ),
    "interventions.add_intervention": lambda register, person: interventions.add_intervention(
        register, person=person, entered=interventions.EnteredIntervention("sfi-kurs", outcome="Önskat"), by=MAJ
    ),
    "interventions.move_intervention": _move,
    "interventions.edit_intervention": lambda register, person: interventions.edit_intervention(
        register,
        intervention=_first(register, person),
        details=interventions.InterventionDetails("kommunen", "kväll", "Petra Sandell", "Lövåsa vux", hours_done=5),
        by=MAJ,
    ),
    "interventions.mark_evidence": lambda register, person: interventions.mark_evidence(
        register, intervention=_first(register, person), seen=("antagen",), day=TODAY, by=MAJ
    ),
    "interventions.follow_up": _follow_up,
    "people.add_contact": lambda register, person: people.add_contact(
        register, person=person, kind=ContactKind.PHONE, value="070-174 06 12", by=MAJ
    ),
    "people.add_number": lambda register, person: people.add_number(
        register, person=person, number=EnteredNumber("lma", "99-123456/1"), begins=TODAY, by=MAJ
    ),
    "people.correct_person": _correct,
    "people.move_to_address": lambda register, person: people.move_to_address(
        register, person=person, address=EnteredAddress("Nygatan 2", "123 45", "Lövåsa"), begins=TODAY, by=MAJ
    ),
    "people.register_person": lambda register, person: people.register_person(
        register, intake=Intake(given="Påhittad", family="Ny", phone="070-174 06 13"), by=MAJ
    ),
    "status.record_accommodation": lambda register, person: status.record_accommodation(
        register, person=person, code="eget", begins=date(2026, 3, 1), by=MAJ
    ),
    "status.record_settlement": lambda register, person: status.record_settlement(
        register, person=person, code="anvisad", begins=TODAY, by=MAJ
    ),
    "status.record_status": lambda register, person: status.record_status(
        register, person=person, status=EnteredStatus("TILLST", TODAY), by=MAJ
    ),
}
