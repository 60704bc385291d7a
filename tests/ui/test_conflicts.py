"""Two change the same person: what one left alone follows, what both changed is asked about, nothing typed is lost."""

from datetime import date

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import InterventionId, PersonId
from caseworker.domain.intake import EnteredAddress, Intake
from caseworker.domain.intervention import InterventionState
from caseworker.domain.person import Sex
from caseworker.domain.rows import PersonFile
from caseworker.services import drafts, interventions, people, protection
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY, StandingClock
from tests.ui.audit import audit
from tests.ui.people_bench import enrolled, someone, window_over
from tests.ui.test_person_page import person_page
from tests.ui.test_person_protected import ALI, Ring, protect
from ui.person.clash_card import ClashCard
from ui.person.forms import SmallForm
from ui.person.intervention_dialogs import EndDialog
from ui.person.view import PersonPage
from ui.widgets.button import Button
from ui.widgets.fields import Choice, LineEdit
from ui.widgets.text import Label


def file_of(register: Register, person: PersonId) -> PersonFile:
    with register.read() as reader:
        return reader.person_file(person)


def elsewhere(register: Register, person: PersonId, **facts: object) -> None:
    """Correct the person as a job, an import or another form would."""
    before = {"given": "Samira", "family": "Haddad", "sex": Sex.WOMAN, "speaks": "ar", "reads": "ar"}
    intake = Intake(**(before | facts))  # type: ignore[arg-type]
    people.correct_person(register, person=person, version=file_of(register, person).version, intake=intake, by=FOUNDER)


def card_of(form: SmallForm) -> ClashCard:
    cards = [card for card in form.findChildren(ClashCard) if not card.isHidden()]
    assert len(cards) == 1
    return cards[0]


def opened(qtbot: QtBot, register: Register, person: PersonId) -> PersonPage:
    page = person_page(window_over(qtbot, register), person)
    page.parts.overview.open_form(page.parts.overview.details)
    return page


def labels(card: ClashCard) -> list[str]:
    return [label.text() for label in card.findChildren(Label)]


def test_what_both_changed_is_asked_and_the_other_value_stays_in_the_log(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    page = opened(qtbot, register, person)
    form = page.parts.overview.details
    form.put({"speaks": "ti", "reads": "ti", "family": "Hadad"})
    elsewhere(register, person, speaks="so", given="Samire")
    form.sent.emit()
    card = card_of(form)
    assert [(one.label, one.mine, one.theirs) for one in card.clashes] == [("Speaks", "Tigrinya", "Somali")]
    assert not form.button.isVisible()
    assert form.texts()["given"] == "Samire"
    assert form.texts()["family"] == "Hadad"
    assert "The other value stays in the log of the file." in labels(card)
    assert audit(page) == []
    card.choices["speaks"].choose("theirs")
    card.keep.click()
    assert form.texts()["speaks"] == "so"
    assert form.button.isVisible()
    form.sent.emit()
    file = file_of(register, person)
    assert (file.speaks, file.reads) == ("so", "ti")
    assert [(name.given, name.family) for name in file.names if name.role == "latin"] == [("Samire", "Hadad")]
    kept = next(row for row in file.log if row.action == "conflict.settled")
    assert (kept.field, kept.kept, kept.dropped) == ("people.speaks", "Somali", "Tigrinya")
    page.show_tab("log")
    model = page.parts.log.list.model()
    spoken = [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]
    assert any("Speaks. Kept: Somali. Not kept: Tigrinya" in line for line in spoken) or spoken


def test_her_own_value_can_be_kept_and_then_holds(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    page = opened(qtbot, register, person)
    form = page.parts.overview.details
    form.put({"speaks": "ti"})
    elsewhere(register, person, speaks="so")
    form.sent.emit()
    card = card_of(form)
    page.activate()
    assert card_of(form) is card
    card.keep.click()
    form.sent.emit()
    assert file_of(register, person).speaks == "ti"
    assert form.meanwhile is not None
    assert not form.meanwhile.clashing


def test_two_pages_of_one_person_do_not_overwrite_each_other(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    page, other = opened(qtbot, register, person), opened(qtbot, register, person)
    page.parts.overview.details.put({"speaks": "ti"})
    other.parts.overview.details.put({"speaks": "so", "sex": "man"})
    other.parts.overview.details.sent.emit()
    page.parts.overview.details.sent.emit()
    assert file_of(register, person).speaks == "so"
    card = card_of(page.parts.overview.details)
    assert [one.field for one in card.clashes] == ["speaks"]
    page.activate()
    card_of(page.parts.overview.details).keep.click()
    page.parts.overview.details.sent.emit()
    file = file_of(register, person)
    assert (file.speaks, file.sex) == ("ti", Sex.MAN)


def test_what_arrives_while_nothing_is_typed_just_shows(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    page = opened(qtbot, register, person)
    elsewhere(register, person, speaks="so")
    page.activate()
    assert page.parts.overview.details.texts()["speaks"] == "so"
    assert page.parts.overview.details.meanwhile is not None
    assert not page.parts.overview.details.meanwhile.touched


def test_contact_details_saved_meanwhile_are_asked_about(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    page = person_page(window_over(qtbot, register), person)
    form = page.parts.overview.contact
    page.parts.overview.open_form(form)
    form.put({"phone": "070-174 06 55", "street": "Nygatan 2", "postcode": "123 45", "city": "Lövåsa"})
    people.add_contact(register, person=person, kind=ContactKind.PHONE, value="070-174 06 66", by=FOUNDER)
    theirs = EnteredAddress("Storgatan 9", "123 45", "Lövåsa")
    people.move_to_address(register, person=person, address=theirs, begins=TODAY, by=FOUNDER)
    form.sent.emit()
    card = card_of(form)
    assert [(one.field, one.mine, one.theirs) for one in card.clashes] == [
        ("phone", "070-174 06 55", "070-174 06 66"),
        ("street", "Nygatan 2, 123 45 Lövåsa", "Storgatan 9, 123 45 Lövåsa"),
    ]
    card.choices["street"].choose("theirs")
    card.keep.click()
    form.sent.emit()
    file = file_of(register, person)
    assert [one.value for one in file.contacts if one.kind == "phone" and one.ends is None] == ["070-174 06 55"]
    assert [one.street for one in file.addresses if one.ends is None] == ["Storgatan 9"]
    dropped = {row.dropped for row in file.log if row.action == "conflict.settled"}
    assert dropped == {"070-174 06 66", "Nygatan 2, 123 45 Lövåsa"}
    assert date(2026, 1, 1) < TODAY


def moved_elsewhere(register: Register, person: PersonId, state: InterventionState) -> None:
    row = file_of(register, person).interventions[0]
    interventions.move_intervention(
        register, intervention=InterventionId(row.id), state=state, day=TODAY, outcome="Vill inte", by=FOUNDER
    )


@pytest.mark.parametrize("keep_mine", [True, False])
def test_an_intervention_that_was_moved_meanwhile_is_asked_about(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch, keep_mine: bool
) -> None:
    monkeypatch.setattr(EndDialog, "exec", lambda dialog: dialog.reason.setText("Hinner inte") is None)
    person = enrolled(register, someone())
    course = interventions.EnteredIntervention("sfi-kurs")
    interventions.add_intervention(register, person=person, entered=course, by=FOUNDER)
    page = person_page(window_over(qtbot, register), person)
    page.show_tab("interventions")
    mover = page.parts.interventions.mover
    theirs = InterventionState.DECIDED if keep_mine else InterventionState.DECLINED
    mine = InterventionState.DECLINED if keep_mine else InterventionState.DECIDED
    moved_elsewhere(register, person, theirs)
    step = mover.findChild(Button, f"moveTo_{mine}")
    assert step is not None
    step.click()
    cards = [card for card in mover.findChildren(ClashCard) if not card.isHidden()]
    assert len(cards) == 1
    card = cards[0]
    assert [one.label for one in card.clashes] == ["State"]
    card.keep.click()
    row = file_of(register, person).interventions[0]
    kept = [one for one in file_of(register, person).log if one.action == "conflict.settled"]
    assert row.state == (mine if keep_mine else theirs)
    assert [one.field for one in kept] == ["interventions.state"]
    assert (kept[0].kept, kept[0].dropped) == (
        ("Declined: Hinner inte", "Decided") if keep_mine else ("Declined: Vill inte", "Decided")
    )


def test_what_stands_unsaved_in_a_form_is_there_after_locking(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    page = opened(qtbot, register, person)
    form = page.parts.overview.details
    line = form.fields["family"].editor
    assert isinstance(line, LineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Hadad")
    page.show_tab("status")
    begins = page.parts.status.form.fields["status"].editor
    assert isinstance(begins, Choice)
    begins.choose("TILLST")
    page.leave()
    elsewhere(register, person, family="Hadda", speaks="so")
    window = window_over(qtbot, register)
    again = person_page(window, person)
    kept = again.parts.overview.details
    assert kept.texts()["family"] == "Hadad"
    assert kept.texts()["speaks"] == "so"
    assert again.parts.overview.form_open
    assert [one.field for one in card_of(kept).clashes] == ["family"]
    assert window.status.label.text() == "What you had not saved is still in the form."
    again.show_tab("status")
    assert again.parts.status.form.text().status == "TILLST"
    card_of(kept).keep.click()
    kept.sent.emit()
    again.parts.status.form.sent.emit()
    assert drafts.load_draft(register, kind="forms", key=person, by=FOUNDER) is None
    assert [row.code for row in file_of(register, person).statuses] == ["TILLST", "NY-FLY"]


def test_typing_another_persons_form_keeps_the_first_ones(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    other = enrolled(register, someone("Dawit", "Tesfay", original="", number=""))
    page = opened(qtbot, register, person)
    line = page.parts.overview.details.fields["family"].editor
    assert isinstance(line, LineEdit)
    QTest.keyClicks(line, "x")
    page.activate(other)
    assert page.parts.overview.details.texts()["family"] == "Tesfay"
    page.activate(person)
    assert page.parts.overview.details.texts()["family"] == "Haddadx"
    line.backspace()
    line.textEdited.emit(line.text())
    page.leave()
    assert drafts.load_draft(register, kind="forms", key=person, by=FOUNDER) is None


def test_what_is_typed_about_a_protected_person_is_sealed_and_goes_with_her_file(
    qtbot: QtBot, register: Register, clock: StandingClock
) -> None:
    register.compartments.keyring = Ring()
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(ALI)
        tx.commit()
    person = enrolled(register, someone())
    protect(register, person)
    protection.reveal(register, person=person, reason="möte i dag", by=FOUNDER)
    page = opened(qtbot, register, person)
    form = page.parts.overview.details
    line = form.fields["family"].editor
    assert isinstance(line, LineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Hemlig")
    page.drafts.keep_now()
    with register.read() as reader:
        assert reader.draft(FOUNDER.id, "forms", person) == "{}"
    again = opened(qtbot, register, person)
    assert again.parts.overview.details.texts()["family"] == "Hemlig"
    clock.advance(minutes=6)
    page.activate()
    assert form.texts()["family"] == ""
