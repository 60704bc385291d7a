"""Errands of interventions over time and of the municipality's own catalogue; part of ``errands.py``."""

from collections.abc import Callable

from caseworker.domain.ids import InterventionId
from caseworker.domain.intervention import InterventionState
from caseworker.domain.intervention_types import LocalChange
from caseworker.services import classification, intervention_catalogue, interventions
from caseworker.services.classification import EnteredClassification
from caseworker.services.intervention_catalogue import EnteredLocal
from caseworker.services.interventions import EnteredIntervention, InterventionDetails
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _course(hands: Hands) -> Acks:
    person, today = a_person(hands), hands.register.today()
    yield Ack("people.register_person", person)
    entered = EnteredIntervention("sfi-kurs", state=InterventionState.COMPLETED, ends=today)
    made = InterventionId(hands.do(interventions.add_intervention, person=person, entered=entered, by=MAJ).created)
    yield Ack("interventions.add_intervention", made)
    details = InterventionDetails("kommunen", contact="Petra Sandell", hours_done=62, hours_total=100)
    hands.do(interventions.edit_intervention, intervention=made, details=details, by=MAJ)
    yield Ack("interventions.edit_intervention", made)
    hands.do(interventions.mark_evidence, intervention=made, seen=("antagen",), day=today, by=MAJ)
    yield Ack("interventions.mark_evidence", made)
    seen = hands.do(
        interventions.follow_up, intervention=made, months=6, day=today, outcome_code="arbete", text="Bra", by=MAJ
    )
    yield Ack("interventions.follow_up", seen.created)


def _catalogue(hands: Hands) -> Acks:
    own = EnteredLocal(LocalChange.OWN, "", "fritid", "kommunen", "kommunen", "Odling")
    today = hands.register.today()
    made = hands.do(intervention_catalogue.change_catalogue, entered=own, begins=today, reason="Nämndbeslut", by=MAJ)
    yield Ack("intervention_catalogue.change_catalogue", made.created)


def _codes(hands: Hands) -> Acks:
    gone = EnteredClassification("AV", gone=True)
    today = hands.register.today()
    made = hands.do(classification.change_classification, entered=gone, begins=today, reason="Nämndbeslut", by=MAJ)
    yield Ack("classification.change_classification", made.created)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_course: 2, _catalogue: 1, _codes: 1}
KEPT = {
    "interventions.edit_intervention": "SELECT id FROM interventions WHERE contact = 'Petra Sandell'",
    "interventions.mark_evidence": "SELECT intervention_id FROM evidence_ticks WHERE code = 'antagen'",
    "interventions.follow_up": "SELECT id FROM follow_ups WHERE text = 'Bra'",
    "intervention_catalogue.change_catalogue": "SELECT code FROM local_interventions",
    "classification.change_classification": "SELECT code FROM local_classifications",
}
TOGETHER = {
    "a step of an intervention": (
        "SELECT count(*) FROM intervention_steps",
        "SELECT count(*) FROM audit WHERE action IN ('intervention.added', 'intervention.moved')",
    ),
    "evidence": (
        "SELECT count(*) FROM evidence_ticks",
        "SELECT count(*) FROM audit WHERE action = 'intervention.evidence'",
    ),
    "a local row of the catalogue": (
        "SELECT count(*) FROM local_interventions",
        "SELECT count(*) FROM audit WHERE action = 'catalogue.changed'",
    ),
    "a local row of the classification codes": (
        "SELECT count(*) FROM local_classifications",
        "SELECT count(*) FROM audit WHERE action = 'classification.changed'",
    ),
}
