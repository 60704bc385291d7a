"""What is written in Personakt, through the real forms into a real register."""

import pytest
from pytestqt.qtbot import QtBot

from caseworker.domain.intervention import NEXT_STATES, InterventionState
from caseworker.services import interventions
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.finding import found
from tests.ui.people_bench import enrolled, file_of, logged, someone, window_over
from tests.ui.test_person_page import person_page
from ui.person.intervention_dialogs import EndDialog, Ended
from ui.person.interventions import next_states
from ui.person.view import PersonPage
from ui.shell.window import MainWindow
from ui.widgets.button import Button
from ui.widgets.fields import Choice, LineEdit
from ui.widgets.text import Label
from ui.words import state_words


def line(page: PersonPage, name: str) -> LineEdit:
    found = page.findChild(LineEdit, name)
    assert isinstance(found, LineEdit)
    return found


def choice(page: PersonPage, name: str) -> Choice:
    found = page.findChild(Choice, name)
    assert isinstance(found, Choice)
    return found


def opened(qtbot: QtBot, register: Register, **intake: str) -> tuple[MainWindow, PersonPage, str]:
    person = enrolled(register, someone(**intake))
    window = window_over(qtbot, register)
    return window, person_page(window, person), person


def test_a_new_status_ends_the_one_before_and_is_saved_after_commit(qtbot: QtBot, register: Register) -> None:
    window, page, person = opened(qtbot, register, status="ASYL")
    page.show_tab("status")
    choice(page, "newStatusStatus").choose("NY-FLY")
    choice(page, "newStatusPermit").choose("TUT")
    line(page, "newStatusBegins").setText("2026-11-20")
    line(page, "newStatusUntil").setText("2029-11-19")
    page.parts.status.form.button.click()
    newest, before = file_of(register, person).statuses
    assert (newest.code, str(newest.begins), str(newest.permit_until)) == ("NY-FLY", "2026-11-20", "2029-11-19")
    assert (before.code, str(before.ends)) == ("ASYL", "2026-11-19")
    assert page.header.status.text().startswith("Newly arrived")
    assert choice(page, "newStatusStatus").code() == ""
    assert window.status.label.text() == "Saved 12:00"


def test_a_status_that_overlaps_is_told_at_its_day_and_nothing_is_saved(qtbot: QtBot, register: Register) -> None:
    _window, page, person = opened(qtbot, register)
    page.show_tab("status")
    choice(page, "newStatusStatus").choose("ASYL")
    line(page, "newStatusBegins").setText("2020-01-01")
    page.parts.status.form.button.click()
    assert line(page, "newStatusBegins").property("tone") == "error"
    assert [row.code for row in file_of(register, person).statuses] == ["NY-FLY"]


def test_nothing_chosen_is_told(qtbot: QtBot, register: Register) -> None:
    _window, page, person = opened(qtbot, register)
    for tab, form, field in (
        ("status", page.parts.status.form, "newStatusStatus"),
        ("status", page.parts.status.settlement, "settlementFormCode"),
        ("interventions", page.parts.interventions.form, "interventionKind"),
    ):
        page.show_tab(tab)
        form.button.click()
        assert choice(page, field).property("tone") == "error"
    assert logged(register, person) == ["person.registered", "case.opened"]


def test_settlement_and_accommodation_are_recorded_on_axes_of_their_own(qtbot: QtBot, register: Register) -> None:
    _window, page, person = opened(qtbot, register)
    page.show_tab("status")
    choice(page, "settlementFormCode").choose("sjalvbosatt")
    page.parts.status.settlement.button.click()
    choice(page, "accommodationFormCode").choose("eget")
    page.parts.status.accommodation.button.click()
    file = file_of(register, person)
    assert (file.settlements[0].code, file.accommodations[0].code) == ("sjalvbosatt", "eget")
    assert file.statuses[0].ends is None


def test_an_intervention_is_added_with_its_usual_actor(qtbot: QtBot, register: Register) -> None:
    _window, page, person = opened(qtbot, register)
    page.show_tab("interventions")
    choice(page, "interventionKind").choose("sfi-kurs")
    assert choice(page, "interventionActor").code() == "arbetsmarknadsnamnden"
    line(page, "interventionBegins").setText("2026-11-02")
    choice(page, "interventionState").choose("ongoing")
    page.parts.interventions.form.button.click()
    (row,) = file_of(register, person).interventions
    assert (row.type, row.state, str(row.begins)) == ("sfi-kurs", "ongoing", "2026-11-02")
    assert page.parts.interventions.list.current_row().id == row.id


def test_only_the_steps_that_may_follow_are_offered_and_they_work(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = enrolled(register)
    entered = interventions.EnteredIntervention("sfi-kurs", state=InterventionState.ONGOING, begins=TODAY)
    made = interventions.add_intervention(register, person=person, entered=entered, by=FOUNDER)
    page = person_page(window_over(qtbot, register), person)
    page.show_tab("interventions")
    qtbot.waitUntil(
        lambda: page.parts.interventions.mover.findChild(Button, "moveTo_completed") is not None, timeout=3000
    )
    buttons = [button for button in page.parts.interventions.mover.findChildren(Button) if not button.isHidden()]
    assert {button.text() for button in buttons} == {"Completed", "Interrupted", "Evidence", "Details"}

    def answer(dialog: EndDialog) -> bool:
        dialog.outcome.code.choose("studier")
        dialog.outcome.scale.choose("4")
        dialog.outcome.text.setText("Klar med kurs C")
        return True

    monkeypatch.setattr(EndDialog, "exec", answer)
    next(button for button in buttons if button.text() == "Completed").click()
    (row,) = file_of(register, person).interventions
    assert (row.id, row.state, row.outcome, row.ends) == (made.created, "completed", "Klar med kurs C", TODAY)
    assert (row.outcome_code, row.scale) == ("studier", 4)


def test_a_step_before_the_beginning_is_told_at_its_day(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    entered = interventions.EnteredIntervention("sfi-kurs", state=InterventionState.ONGOING, begins=TODAY)
    made = interventions.add_intervention(register, person=person, entered=entered, by=FOUNDER)
    page = person_page(window_over(qtbot, register), person)
    page.show_tab("interventions")
    page.parts.plan_acts.move(made.created, "completed", Ended("2026-01-01"))
    assert "Check both dates" in found(page.parts.interventions.mover, Label, "moveMessage").text()
    page.parts.plan_acts.move(made.created, "completed", Ended("yesterday"))
    assert "2026-11-21" in line(page, "moveDay").accessibleDescription()


def test_every_state_has_words_and_its_steps_in_the_order_of_the_road() -> None:
    for state in InterventionState:
        assert state_words(state)
        assert set(next_states(state)) == NEXT_STATES[state]


def test_contact_details_are_changed_and_complete_the_list(qtbot: QtBot, register: Register) -> None:
    _window, page, person = opened(qtbot, register)
    before = page.header.incomplete.text()
    page.parts.overview.open_form(page.parts.overview.contact)
    for name, text in {
        "phone": "070-174 06 11",
        "street": "Lingonvägen 7 A",
        "postcode": "753 10",
        "city": "Lövåsa",
    }.items():
        line(page, f"contact_{name}").setText(text)
    page.parts.overview.contact.button.click()
    file = file_of(register, person)
    assert file.contacts[0].value == "070-174 06 11"
    assert (file.addresses[0].street, file.addresses[0].city) == ("Lingonvägen 7 A", "Lövåsa")
    assert page.header.incomplete.text() != before
    assert not page.parts.overview.form_open


def test_a_number_is_added_and_a_wrong_one_is_told(qtbot: QtBot, register: Register) -> None:
    _window, page, person = opened(qtbot, register, number="")
    found(page, Button, "openNumberForm").click()
    assert page.tabs.code() == "identity"
    form = page.parts.identity.number
    choice(page, "newNumberKind").choose("personnummer")
    line(page, "newNumber").setText("19880314-2383")
    form.button.click()
    assert file_of(register, person).identifiers == ()
    line(page, "newNumber").setText("19880314-2382")
    form.button.click()
    assert [number.value for number in file_of(register, person).identifiers] == ["19880314-2382"]


def test_details_are_corrected_from_what_is_recorded(qtbot: QtBot, register: Register) -> None:
    _window, page, person = opened(qtbot, register)
    page.parts.overview.open_form(page.parts.overview.details)
    assert line(page, "details_family").text() == "Haddad"
    line(page, "details_family").setText("Hadad")
    line(page, "detailsBorn").setText("1988-03")
    page.parts.overview.details.button.click()
    file = file_of(register, person)
    assert (file.name(), file.born_precision, file.sex, file.speaks) == ("Samira Hadad", "month", "woman", "ar")
    assert page.header.name.text() == "Samira Hadad"
    line(page, "detailsBorn").setText("spring")
    page.parts.overview.details.button.click()
    assert line(page, "detailsBorn").property("tone") == "error"
