"""Errands of the days and circumstances the law asks about; part of ``errands.py``."""

from collections.abc import Callable

from caseworker.domain.law_facts import EnteredFact
from caseworker.services import law
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _law_facts(hands: Hands) -> Acks:
    person, today = a_person(hands), hands.register.today()
    yield Ack("people.register_person", person)
    for fact in (EnteredFact("assigned", today), EnteredFact("eea_citizen", holds=True, begins=today)):
        hands.do(law.set_fact, person=person, fact=fact, by=MAJ)
        yield Ack("law.set_fact", person)
    hands.do(law.clear_fact, person=person, code="assigned", by=MAJ)
    yield Ack("law.clear_fact", person)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_law_facts: 2}
LOGGED = {"law.set_fact": "law_fact.recorded", "law.clear_fact": "law_fact.cleared"}
TOGETHER = {
    "a day the law asks about": (
        "SELECT count(*) FROM law_facts",
        "SELECT count(*) FROM audit WHERE action = 'law_fact.recorded'",
    ),
}
