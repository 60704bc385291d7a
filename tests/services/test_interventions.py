"""Interventions through the services: steps, evidence, details, outcome, follow-up, and the local catalogue."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.ids import InterventionId, PersonId, StaffId
from caseworker.domain.intervention import InterventionState
from caseworker.domain.intervention_types import LocalChange
from caseworker.domain.rows import InterventionRow
from caseworker.errors import Refused
from caseworker.services import choices, intervention_catalogue, interventions, people
from caseworker.services.intervention_catalogue import EnteredLocal
from caseworker.services.interventions import EnteredIntervention, EnteredStep, InterventionDetails
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

TODAY = date(2026, 11, 21)
S = InterventionState
ADMIN = User(id=StaffId("agnes"), name="Agnes Berg", roles=frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def samira(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)


@pytest.fixture
def course(register: Register, samira: PersonId) -> InterventionId:
    return added(register, samira, EnteredIntervention("sfi-kurs"))


def added(register: Register, person: PersonId, entered: EnteredIntervention) -> InterventionId:
    return InterventionId(interventions.add_intervention(register, person=person, entered=entered, by=MAJ).created)


def row_of(register: Register, person: PersonId) -> InterventionRow:
    return people.open_file(register, person=person, by=MAJ).interventions[0]


def move(register: Register, one: InterventionId, state: InterventionState, **more: Any) -> None:
    interventions.move_intervention(register, intervention=one, state=state, by=MAJ, **({"day": TODAY} | more))


def refusal(what: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        what(*arguments, **more)
    return refused.value.code


def test_every_step_is_kept_with_who_when_and_why(register: Register, samira: PersonId, course: InterventionId) -> None:
    move(register, course, S.DECIDED, outcome="Hon vill börja i januari")
    move(register, course, S.REFERRED)
    move(register, course, S.DECLINED, outcome="Kursen är full")
    row = row_of(register, samira)
    assert [(step.state, step.day, step.by, step.why) for step in row.steps] == [
        ("proposed", TODAY, "Maj Ekholm", ""),
        ("decided", TODAY, "Maj Ekholm", "Hon vill börja i januari"),
        ("referred", TODAY, "Maj Ekholm", ""),
        ("declined", TODAY, "Maj Ekholm", ""),
    ]
    assert (row.outcome, row.ends) == ("Kursen är full", TODAY)


def test_an_intervention_may_be_entered_with_the_steps_it_has_taken(register: Register, samira: PersonId) -> None:
    steps = tuple(
        EnteredStep(state, TODAY - timedelta(days=days), why)
        for state, days, why in (
            (S.DECIDED, 90, "Behövs"),
            (S.REFERRED, 80, ""),
            (S.ACCEPTED, 60, ""),
            (S.ONGOING, 40, ""),
        )
    )
    entered = EnteredIntervention("sfi-kurs", steps=steps, ticks=(("antagen", TODAY - timedelta(days=60)),))
    added(register, samira, entered)
    row = row_of(register, samira)
    assert (row.state, row.begins) == ("ongoing", TODAY - timedelta(days=40))
    assert [step.why for step in row.steps] == ["Behövs", "", "", ""]
    assert [(tick.code, tick.day) for tick in row.ticks] == [("antagen", TODAY - timedelta(days=60))]
    declined = EnteredIntervention("praktik", steps=(EnteredStep(S.DECLINED, TODAY, "Vill inte"),))
    added(register, samira, declined)
    assert (row_of(register, samira).state, row_of(register, samira).outcome) == ("declined", "Vill inte")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"steps": (EnteredStep(S.PROPOSED, TODAY), EnteredStep(S.ONGOING, TODAY))}, "intervention.from_proposed"),
        ({"steps": (EnteredStep(S.PROPOSED, TODAY + timedelta(days=1)),)}, "intervention.in_future"),
        ({"ticks": (("betyg-oversatta", TODAY),)}, "intervention.unknown_evidence"),
        ({"ticks": (("antagen", TODAY + timedelta(days=1)),)}, "intervention.in_future"),
        ({"hours_done": 9, "hours_total": 8}, "intervention.hours"),
        ({"detail": "x" * 121}, "intervention.text_long"),
        ({"outcome": "x" * 201}, "field.too_long"),
        ({"outcome_code": "trolleri"}, "intervention.unknown_outcome"),
        ({"scale": 9}, "intervention.scale"),
    ],
)
def test_what_does_not_hold_is_refused_and_nothing_is_kept(
    register: Register, samira: PersonId, more: dict[str, Any], code: str
) -> None:
    entered = replace(EnteredIntervention("sfi-kurs"), **more)
    assert refusal(interventions.add_intervention, register, person=samira, entered=entered, by=MAJ) == code
    assert people.open_file(register, person=samira, by=MAJ).interventions == ()


def test_a_refused_step_says_what_is_possible_from_here(register: Register, course: InterventionId) -> None:
    assert refusal(move, register, course, S.ONGOING) == "intervention.from_proposed"
    assert refusal(move, register, course, S.DECLINED) == "intervention.reason_missing"
    assert refusal(move, register, course, S.DECIDED, day=TODAY + timedelta(days=1)) == "intervention.in_future"
    move(register, course, S.DECIDED)
    assert refusal(move, register, course, S.REFERRED, day=date(2026, 1, 1)) == "intervention.before_last_step"


def test_what_came_of_it_is_a_code_of_its_type_words_and_a_scale(
    register: Register, samira: PersonId, course: InterventionId
) -> None:
    for state in (S.DECIDED, S.ONGOING):
        move(register, course, state)
    assert refusal(move, register, course, S.COMPLETED, outcome_code="plats") == "intervention.unknown_outcome"
    assert refusal(move, register, course, S.COMPLETED, scale=0) == "intervention.scale"
    move(register, course, S.COMPLETED, outcome="Klar med kurs C", outcome_code="arbete", scale=4)
    row = row_of(register, samira)
    assert (row.outcome_code, row.scale, row.outcome) == ("arbete", 4, "Klar med kurs C")


def test_details_are_changed_and_held_against_what_was_read(
    register: Register, samira: PersonId, course: InterventionId
) -> None:
    details = InterventionDetails(
        "kommunen", "kväll", "Petra Sandell", "Lövåsa vux", TODAY, date(2027, 6, 11), hours_done=62, hours_total=100
    )
    interventions.edit_intervention(register, intervention=course, details=details, version=1, by=MAJ)
    row = row_of(register, samira)
    assert (row.actor, row.detail, row.contact, row.place) == ("kommunen", "kväll", "Petra Sandell", "Lövåsa vux")
    assert (row.begins, row.ends, row.hours_done, row.hours_total) == (TODAY, date(2027, 6, 11), 62, 100)
    edit = interventions.edit_intervention
    late = replace(details, contact="Någon annan")
    assert refusal(edit, register, intervention=course, details=late, version=1, by=MAJ) == "register.changed_meanwhile"
    wrong = replace(details, ends=date(2026, 1, 1))
    assert refusal(edit, register, intervention=course, details=wrong, by=MAJ) == "period.backwards"
    wrong = replace(details, actor="grannen")
    assert refusal(edit, register, intervention=course, details=wrong, by=MAJ) == "intervention.unknown_actor"


def test_evidence_is_ticked_and_taken_away_and_keeps_its_first_day(
    register: Register, samira: PersonId, course: InterventionId
) -> None:
    mark = interventions.mark_evidence
    mark(register, intervention=course, seen=("antagen",), day=date(2026, 9, 1), by=MAJ)
    mark(register, intervention=course, seen=("antagen", "narvaro"), day=TODAY, by=MAJ)
    ticks = row_of(register, samira).ticks
    assert [(tick.code, tick.day, tick.by) for tick in ticks] == [
        ("antagen", date(2026, 9, 1), "Maj Ekholm"),
        ("narvaro", TODAY, "Maj Ekholm"),
    ]
    mark(register, intervention=course, unseen=("antagen", "betyg"), day=TODAY, by=MAJ)
    assert [tick.code for tick in row_of(register, samira).ticks] == ["narvaro"]
    wrong = {"register": register, "intervention": course, "by": MAJ}
    assert refusal(mark, seen=("kontrakt",), day=TODAY, **wrong) == "intervention.unknown_evidence"
    assert refusal(mark, seen=("betyg",), day=date(2027, 1, 1), **wrong) == "intervention.in_future"


def test_a_completed_intervention_is_followed_up_once_at_six_and_twelve_months(
    register: Register, samira: PersonId, course: InterventionId
) -> None:
    seen: dict[str, Any] = {
        "register": register,
        "intervention": course,
        "day": TODAY,
        "outcome_code": "arbete",
        "by": MAJ,
    }
    assert refusal(interventions.follow_up, months=6, **seen) == "intervention.no_follow_up"
    for state in (S.DECIDED, S.ONGOING, S.COMPLETED):
        move(register, course, state)
    assert refusal(interventions.follow_up, months=7, **seen) == "intervention.no_follow_up"
    later = seen | {"day": TODAY + timedelta(days=1)}
    assert refusal(interventions.follow_up, months=6, **later) == "intervention.in_future"
    assert refusal(interventions.follow_up, months=6, **(seen | {"outcome_code": ""})) == "intervention.unknown_outcome"
    interventions.follow_up(months=6, scale=5, text="Arbetar på Lövåsa kök", **seen)
    assert refusal(interventions.follow_up, months=6, **seen) == "intervention.followed_up"
    interventions.follow_up(months=12, **seen)
    told = [(one.months, one.outcome, one.scale, one.text, one.by) for one in row_of(register, samira).follow_ups]
    assert told == [(6, "arbete", 5, "Arbetar på Lövåsa kök", "Maj Ekholm"), (12, "arbete", None, "", "Maj Ekholm")]


# The municipality's own catalogue
@pytest.fixture
def office(register: Register) -> Register:
    with register.change(by=MAJ) as tx:
        tx.put_staff(ADMIN)
        tx.commit()
    return register


def change(register: Register, entered: EnteredLocal, begins: date = TODAY, reason: str = "Nämndbeslut") -> str:
    said = intervention_catalogue.change_catalogue(register, entered=entered, begins=begins, reason=reason, by=ADMIN)
    return said.created


def offered(register: Register) -> dict[str, choices.InterventionChoice]:
    return {one.code: one for one in choices.intervention_choices(register, by=MAJ) if one.offered}


def test_an_administrator_adds_hides_and_changes_and_everybody_sees_it(office: Register, samira: PersonId) -> None:
    register = office
    own = EnteredLocal(LocalChange.OWN, "", "fritid", "civilsamhallet", "kommunen", "Odling i kolonilott", "Gardening")
    code = change(register, own)
    assert (offered(register)[code].sv, offered(register)[code].local) == ("Odling i kolonilott", True)
    added(register, samira, EnteredIntervention(code))
    change(register, EnteredLocal(LocalChange.HIDDEN, code))
    change(register, EnteredLocal(LocalChange.HIDDEN, "cykelkurs"))
    change(register, EnteredLocal(LocalChange.CHANGED, "bo-skola", actor="civilsamhallet", payer="socialnamnden"))
    now = offered(register)
    assert not {code, "cykelkurs"} & set(now)
    assert (now["bo-skola"].actor, now["bo-skola"].payer) == ("civilsamhallet", "socialnamnden")
    entered = EnteredIntervention("cykelkurs")
    add = interventions.add_intervention
    assert refusal(add, register, person=samira, entered=entered, by=MAJ) == "intervention.not_offered"
    change(register, EnteredLocal(LocalChange.SHIPPED, "cykelkurs"))
    assert "cykelkurs" in offered(register)
    newest, *_, oldest = intervention_catalogue.local_interventions(register, by=ADMIN)
    assert (newest.code, newest.change, newest.by) == ("cykelkurs", "shipped", "Agnes Berg")
    assert (oldest.code, oldest.sv, oldest.reason) == (code, "Odling i kolonilott", "Nämndbeslut")


def test_a_row_that_begins_later_changes_nothing_yet(office: Register) -> None:
    change(office, EnteredLocal(LocalChange.HIDDEN, "cykelkurs"), begins=TODAY + timedelta(days=1))
    assert "cykelkurs" in offered(office)


OWN = EnteredLocal(LocalChange.OWN, "", "fritid", "kommunen", "kommunen", "Odling")


@pytest.mark.parametrize(
    ("entered", "reason", "code"),
    [
        (OWN, " ", "intervention.local_reason"),
        (OWN, "x" * 201, "field.too_long"),
        (replace(OWN, sv=""), "Beslut", "intervention.title_missing"),
        (replace(OWN, sv="x" * 81), "Beslut", "intervention.text_long"),
        (replace(OWN, area="sfi"), "Beslut", "intervention.unknown_area"),
        (replace(OWN, actor=""), "Beslut", "intervention.unknown_actor"),
        (replace(OWN, payer="grannen"), "Beslut", "intervention.unknown_actor"),
        (replace(OWN, code="cykelkurs"), "Beslut", "intervention.own_only"),
        (replace(OWN, code="egen-finnsinte"), "Beslut", "intervention.unknown_type"),
        (EnteredLocal(LocalChange.CHANGED, "egen-1"), "Beslut", "intervention.own_only"),
        (EnteredLocal(LocalChange.HIDDEN, "trolleri"), "Beslut", "intervention.unknown_type"),
        (EnteredLocal(LocalChange.HIDDEN), "Beslut", "intervention.unknown_type"),
    ],
)
def test_a_local_row_that_does_not_hold_is_refused(
    office: Register, entered: EnteredLocal, reason: str, code: str
) -> None:
    assert refusal(change, office, entered, reason=reason) == code
    assert intervention_catalogue.local_interventions(office, by=ADMIN) == ()


def test_the_catalogue_tells_where_a_type_stands_in_law(register: Register) -> None:
    found = offered(register)
    assert (found["sfi-kurs"].law, found["sfi-kurs"].right) == ("2010:800 20 kap. 31 §", "sfi")
    assert found["etableringsprogram"].law == "2017:584 4 § · 2017:820 6 §"
    assert (found["cykelkurs"].law, found["cykelkurs"].payer) == ("", "socialnamnden")
    assert {row.code for row in choices.evidence_choices(register, by=MAJ)} >= set(found["sfi-kurs"].evidence)
    assert {row.code for row in choices.outcome_choices(register, by=MAJ)} >= set(found["sfi-kurs"].outcomes)
