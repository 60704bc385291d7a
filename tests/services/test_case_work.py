"""Status, interventions, notes, drafts and choices: what a caseworker does with a person she has registered."""

from datetime import date

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.ids import InterventionId, NoteId, PersonId, StaffId
from caseworker.domain.intake import EnteredStatus
from caseworker.domain.intervention import InterventionState
from caseworker.domain.status import PermitType
from caseworker.errors import CaseworkerError, Refused
from caseworker.services import choices, drafts, interventions, notes, people, preferences, status
from caseworker.services._settings import OfficeDetails
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

TODAY = date(2026, 11, 21)


@pytest.fixture
def samira(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)


def test_a_status_change_ends_the_previous_period(register: Register, samira: PersonId) -> None:
    entered = EnteredStatus("NY-FLY", date(2026, 1, 12), permit=PermitType.TEMPORARY, permit_until=date(2028, 11, 9))
    status.record_status(register, person=samira, status=entered, by=MAJ)
    newest, oldest = people.open_file(register, person=samira, by=MAJ).statuses
    assert (newest.code, newest.begins, newest.permit) == ("NY-FLY", date(2026, 1, 12), "TUT")
    assert (oldest.code, oldest.ends) == ("ASYL", date(2026, 1, 11))


def test_an_alias_is_recorded_as_its_code(register: Register, samira: PersonId) -> None:
    entered = EnteredStatus("NY-ÖMM", date(2026, 1, 12), permit=PermitType.TEMPORARY)
    status.record_status(register, person=samira, status=entered, by=MAJ)
    assert people.open_file(register, person=samira, by=MAJ).statuses[0].code == "NY-OMM"


def test_a_status_that_would_overlap_is_refused(register: Register, samira: PersonId) -> None:
    with pytest.raises(Refused) as refused:
        status.record_status(register, person=samira, status=EnteredStatus("TILLST", date(2025, 6, 1)), by=MAJ)
    assert refused.value.code == "period.overlap"


def test_settlement_and_accommodation_are_axes_of_their_own(register: Register, samira: PersonId) -> None:
    status.record_accommodation(register, person=samira, code="asylboende", begins=date(2025, 6, 1), by=MAJ)
    status.record_settlement(register, person=samira, code="anvisad", begins=date(2026, 1, 12), by=MAJ)
    file = people.open_file(register, person=samira, by=MAJ)
    assert [period.code for period in file.accommodations] == ["asylboende"]
    assert [period.code for period in file.settlements] == ["anvisad"]
    assert len(file.statuses) == 1


def test_an_intervention_gets_its_area_and_usual_actor_and_moves_step_by_step(
    register: Register, samira: PersonId
) -> None:
    entered = interventions.EnteredIntervention("sfi-kurs")
    made = InterventionId(interventions.add_intervention(register, person=samira, entered=entered, by=MAJ).created)
    for state in (InterventionState.DECIDED, InterventionState.ONGOING, InterventionState.COMPLETED):
        interventions.move_intervention(register, intervention=made, state=state, day=TODAY, outcome="godkänd", by=MAJ)
    (row,) = people.open_file(register, person=samira, by=MAJ).interventions
    assert (row.area, row.actor, row.state) == ("utbildning", "arbetsmarknadsnamnden", "completed")
    assert (row.begins, row.ends, row.outcome) == (TODAY, TODAY, "godkänd")
    with pytest.raises(Refused) as refused:
        interventions.move_intervention(register, intervention=made, state=InterventionState.ONGOING, day=TODAY, by=MAJ)
    assert refused.value.code == "intervention.from_completed"


@pytest.mark.parametrize(
    ("entered", "code"),
    [
        (interventions.EnteredIntervention("trolleri"), "intervention.unknown_type"),
        (interventions.EnteredIntervention("sfi-kurs", actor="grannen"), "intervention.unknown_actor"),
        (
            interventions.EnteredIntervention("sfi-kurs", begins=TODAY, ends=date(2026, 1, 1)),
            "period.backwards",
        ),
    ],
)
def test_an_intervention_outside_the_catalogue_is_refused(
    register: Register, samira: PersonId, entered: interventions.EnteredIntervention, code: str
) -> None:
    with pytest.raises(CaseworkerError) as refused:
        interventions.add_intervention(register, person=samira, entered=entered, by=MAJ)
    assert refused.value.code == code


def test_a_note_is_kept_and_a_correction_is_a_new_note(register: Register, samira: PersonId) -> None:
    first = notes.write_note(register, person=samira, text=" Ringde regionen. ", happened_on=TODAY, by=MAJ).created
    notes.write_note(
        register, person=samira, text="Ringde vårdcentralen.", happened_on=TODAY, corrects=NoteId(first), by=MAJ
    )
    newest, oldest = people.open_file(register, person=samira, by=MAJ).notes
    assert (oldest.text, oldest.author) == ("Ringde regionen.", "Maj Ekholm")
    assert newest.corrects == first


def test_a_note_about_tomorrow_or_about_nothing_is_refused(register: Register, samira: PersonId) -> None:
    for text, day, code in (("hej", date(2026, 11, 22), "note.in_future"), ("  ", TODAY, "note.empty")):
        with pytest.raises(Refused) as refused:
            notes.write_note(register, person=samira, text=text, happened_on=day, by=MAJ)
        assert refused.value.code == code


def test_a_draft_comes_back_to_its_own_writer_only(register: Register) -> None:
    other = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Jonas", frozenset({Role.CASEWORKER}))
    drafts.save_draft(register, kind="intake", key="", fields={"given": "Sam"}, by=MAJ)
    drafts.save_draft(register, kind="intake", key="", fields={"given": "Samira"}, by=MAJ)
    assert drafts.load_draft(register, kind="intake", key="", by=MAJ) == {"given": "Samira"}
    assert drafts.load_draft(register, kind="intake", key="", by=other) is None
    drafts.discard_draft(register, kind="intake", key="", by=MAJ)
    assert drafts.load_draft(register, kind="intake", key="", by=MAJ) is None


def test_office_details_are_shared_and_telephone_is_ones_own(register: Register) -> None:
    other = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Jonas", frozenset({Role.CASEWORKER}))
    preferences.save_office_details(
        register, details=OfficeDetails("010-123 45 67", "maj@lovasa.example", "Storgatan 12"), by=MAJ
    )
    assert preferences.read_office_details(register, by=MAJ).phone == "010-123 45 67"
    assert preferences.read_office_details(register, by=other) == OfficeDetails("", "", "Storgatan 12")


def test_every_choice_has_swedish_and_english_words(register: Register) -> None:
    lists = [
        choices.status_choices(register, day=TODAY, by=MAJ),
        choices.settlement_choices(register, by=MAJ),
        choices.accommodation_choices(register, by=MAJ),
        choices.language_choices(register, by=MAJ),
        choices.arrival_choices(register, by=MAJ),
        choices.intervention_choices(register, by=MAJ),
        choices.area_choices(register, by=MAJ),
        choices.actor_choices(register, by=MAJ),
        choices.identifier_types(register, by=MAJ),
    ]
    for rows in lists:
        assert rows
        assert all(row.sv and row.en for row in rows)  # type: ignore[attr-defined]  # rows of several kinds
    words = choices.status_words(register, by=MAJ)
    assert {row.code for row in choices.status_choices(register, day=TODAY, by=MAJ)} <= set(words)
    assert all(sv.casefold() != "flykting" for sv, _en in words.values())
