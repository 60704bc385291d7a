"""What a caseworker does with who a person is: numbers, names, birth, the end of a case; and lists made anew."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from caseworker.domain.calendars import Calendar
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredBirth, EnteredName, EnteredNumber
from caseworker.domain.person import BirthSource, Certainty, NameRole, TokenRole, WhyEnded
from caseworker.errors import Refused
from caseworker.services import derived, identity, people
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _rebuild(hands: Hands) -> Acks:
    hands.do(derived.rebuild_derived, by=MAJ)
    yield Ack("derived.rebuild_derived", hands.register.info.register_id)


def _numbers_and_names(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    number = EnteredNumber("dossier", hands.made_up_number())
    hands.do(people.add_number, person=person, number=number, begins=date(2025, 1, 7), by=MAJ)
    yield Ack("people.add_number", person)
    held = _held(hands, person, "dossier")
    hands.do(identity.end_number, person=person, held_number=held, why=WhyEnded.MISTYPED, reason="fel", by=MAJ)
    yield Ack("identity.end_number", person)
    if "identity.renew_number" not in hands.done:  # there are few official test numbers of this type
        with suppress(Refused):
            coordination = EnteredNumber("samordningsnummer", "19850478-2395")
            hands.do(people.add_number, person=person, number=coordination, begins=date(2025, 1, 7), by=MAJ)
            held = _held(hands, person, "samordningsnummer")
            hands.do(
                identity.renew_number,
                person=person,
                held_number=held,
                renewed_on=date(2026, 1, 7),
                certainty=Certainty.LIKELY,
                by=MAJ,
            )
            yield Ack("identity.renew_number", person)
    alias = EnteredName(NameRole.ALIAS, ((TokenRole.GIVEN, hands.some("Alias")), (TokenRole.FATHER, "Yusuf")))
    hands.do(identity.record_name, person=person, spelling=alias, by=MAJ)
    yield Ack("identity.record_name", person)
    file = people.open_file(hands.register, person=person, by=MAJ)
    name = next(one.id for one in file.names if one.role == "alias")
    hands.do(identity.remove_name, person=person, name=name, by=MAJ)
    yield Ack("identity.remove_name", person)
    birth = EnteredBirth("1367-12-24", Calendar.SOLAR_HIJRI, BirthSource.OWN_STATEMENT)
    hands.do(identity.record_birth, person=person, birth=birth, by=MAJ)
    yield Ack("identity.record_birth", person)


def _held(hands: Hands, person: PersonId, type: str) -> str:
    file = people.open_file(hands.register, person=person, by=MAJ)
    return next(one.id for one in file.identifiers if one.type == type and one.ends is None)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_rebuild: 1, _numbers_and_names: 3}
LOGGED = {
    "derived.rebuild_derived": "register.derived_rebuilt",
    "identity.end_number": "identifier.ended",
    "identity.renew_number": "identifier.renewed",
    "identity.record_name": "name.recorded",
    "identity.remove_name": "name.removed",
    "identity.record_birth": "birth.recorded",
}
