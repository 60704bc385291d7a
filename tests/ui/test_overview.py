"""Översikt with a real register: rights on the chosen day, how they were worked out, next steps, a day that is late."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker.domain.agenda import EnteredVisit, InterpreterWay
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus
from caseworker.domain.intervention import InterventionState
from caseworker.domain.journey import PhaseToday
from caseworker.domain.law_facts import EnteredFact
from caseworker.domain.protection import ProtectionKind
from caseworker.domain.rights import Answer, RightCode
from caseworker.domain.status import PermitType, Phase
from caseworker.errors import EnvironmentFault
from caseworker.lawbook_files import shipped
from caseworker.services import agenda, interventions, law, protection, status
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.audit import audit
from tests.ui.paper_bench import Tray
from tests.ui.people_bench import desk_over, enrolled, logged, someone, window_over
from tests.ui.test_person_page import person_page, words_on
from tests.ui.test_person_protected import ALI, Ring
from tests.ui.windows import main_window
from ui.agenda_dialogs import LaterDialog
from ui.calculation import CalculationDialog
from ui.models.journey import Kind
from ui.person.header import phase_words
from ui.person.law_presenter import LawPresenter
from ui.person.rights_card import RightLine
from ui.person.view import PersonPage
from ui.shell.page import Screen
from ui.tasks import InlineRunner
from ui.widgets.text import Label

GRANTED = EnteredStatus("NY-FLY", date(2025, 11, 9), permit=PermitType.TEMPORARY, permit_until=date(2027, 1, 8))


@pytest.fixture
def person(register: Register) -> PersonId:
    """Somebody who sought asylum, was given a permit and learns Swedish."""
    made = enrolled(register, replace(someone(status=""), born=date(1988, 3, 14)))
    status.record_status(register, person=made, status=EnteredStatus("ASYL", date(2025, 6, 1)), by=FOUNDER)
    status.record_status(register, person=made, status=GRANTED, by=FOUNDER)
    law.set_fact(register, person=made, fact=EnteredFact("registered_from", date(2025, 12, 1)), by=FOUNDER)
    course = interventions.EnteredIntervention(
        "sfi-kurs", "kommunen", InterventionState.ONGOING, date(2026, 1, 28), TODAY + timedelta(days=20)
    )
    interventions.add_intervention(register, person=made, entered=course, by=FOUNDER)
    return made


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def page(qtbot: QtBot, register: Register, person: PersonId, tray: Tray) -> Iterator[PersonPage]:
    desk = desk_over(register)
    screen = Screen("person", lambda shell: PersonPage(shell, desk, tray), "People", "users", "1")  # type: ignore[arg-type]
    window, _asked = main_window(qtbot, screens=(screen,))
    yield person_page(window, person)
    window.close()


def lines(page: PersonPage) -> dict[str, RightLine]:
    rows = page.parts.overview.rights.list
    return {rows.row(place).right.right: rows.row(place) for place in range(rows.count())}


def dialog_of(page: PersonPage) -> CalculationDialog:
    assert page.explainer.dialog is not None
    return page.explainer.dialog


def test_every_right_is_told_with_its_law_and_how_it_is_met(page: PersonPage) -> None:
    found = lines(page)
    assert set(found) == set(RightCode)
    assert found["sfi"].right.answer == Answer.YES
    assert found["sfi"].state == "ongoing"
    said = [str(page.parts.overview.rights.list.model().index(place, 0).data()) for place in range(len(found))]
    sfi = next(one for one in said if one.startswith("Swedish for immigrants"))
    assert "Yes" in sfi
    assert "ongoing" in sfi
    assert found["sfi"].right.law in sfi
    assert "Rights today" in words_on(page)
    assert shipped().version in words_on(page)
    assert page.parts.overview.rights.grab().width() > 0


def test_the_journey_holds_periods_last_days_and_interventions(page: PersonPage) -> None:
    items = page.parts.overview.timeline.items
    assert [item.words for item in items if item.kind is Kind.PERIOD][:1] == ["Asylum seeker"]
    assert [item.words for item in items if item.kind is Kind.BAR] == ["SFI course"]
    assert any(item.words == "The residence permit ends 8 Jan 2027" for item in items)


def test_another_day_is_asked_about_and_home_is_today(page: PersonPage) -> None:
    timeline = page.parts.overview.timeline
    QTest.keyClick(page.tabs, Qt.Key.Key_T)
    assert timeline.hasFocus()
    for _month in range(14):
        QTest.keyClick(timeline, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    day = timeline.day
    assert day < date(2025, 11, 9)
    assert f"This is how it was on {day.day} Sep 2025" in words_on(page)
    assert lines(page)["sfi"].right.answer != Answer.YES, "she sought asylum then"
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    assert "Rights today" in words_on(page)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    assert "This is how it will be on 22 Nov 2026, as far as is known" in words_on(page)


def test_without_a_status_on_the_day_nothing_is_guessed(page: PersonPage) -> None:
    page.parts.overview.day_asked.emit(date(2020, 1, 1))
    assert lines(page) == {}
    assert "No legal status is recorded for 1 Jan 2020. No right is guessed." in words_on(page)
    page.parts.overview.rights.complete.click()
    assert page.tabs.code() == "status"


def test_t_shows_the_list_and_the_journey_again(page: PersonPage) -> None:
    timeline = page.parts.overview.timeline
    QTest.keyClick(page.tabs, Qt.Key.Key_T)
    QTest.keyClick(timeline, Qt.Key.Key_T)
    assert timeline.list.hasFocus()
    QTest.keyClick(timeline.list, Qt.Key.Key_T)
    assert timeline.hasFocus()


def test_r_shows_how_a_right_a_last_day_and_a_step_were_worked_out(qtbot: QtBot, page: PersonPage) -> None:
    overview = page.parts.overview
    overview.rights.list.setFocus()
    QTest.keyClick(overview.rights.list, Qt.Key.Key_R)
    shown = dialog_of(page)
    chosen = overview.rights.list.current_row()
    assert shown.shown.title == chosen.right.words
    assert [line for line in chosen.right.log if line not in shown.shown.lines] == []
    words = "\n".join(label.text() for label in shown.findChildren(Label))
    assert all(line in words for line in shown.shown.lines)
    assert audit(shown) == []
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert page.explainer.dialog is None
    page.window().activateWindow()
    for place, item in enumerate(overview.timeline.items):
        qtbot.waitUntil(page.window().isActiveWindow)
        overview.timeline.setFocus()
        QTest.keyClick(overview.timeline, Qt.Key.Key_Down)
        assert overview.timeline.current == item, place
        overview.explain()
        assert dialog_of(page).shown.lines
        assert dialog_of(page).shown.title
        page.explainer.close()
        page.window().activateWindow()
    overview.steps.list.setFocus()
    for place in range(overview.steps.list.count()):
        overview.steps.list.choose(place)
        line = overview.steps.list.current_row()
        page.explainer.close()
        page.window().activateWindow()
        qtbot.waitUntil(page.window().isActiveWindow)
        overview.steps.list.setFocus()
        overview.explain()
        assert dialog_of(page).shown.title, line
        assert dialog_of(page).shown.lines


def test_enter_on_the_journey_leads_to_where_the_thing_is(page: PersonPage) -> None:
    timeline = page.parts.overview.timeline
    for item in timeline.items:
        page.show_tab("overview")
        timeline.opened.emit(item)
        expected = {Kind.BAR: "interventions", Kind.PERIOD: "status", Kind.FLAG: "overview"}[item.kind]
        assert page.tabs.code() == (expected if not item.hatched else page.tabs.code())


def test_a_calculation_is_printed_and_logged(
    page: PersonPage, register: Register, person: PersonId, tray: Tray
) -> None:
    overview = page.parts.overview
    overview.rights.list.setFocus()
    overview.explain()
    tray.willing = False
    dialog_of(page).print_button.click()
    assert tray.printed == [], "she changed her mind"
    tray.willing = True
    dialog_of(page).print_button.click()
    assert len(tray.printed) == 1
    assert "Sent to the printer." in dialog_of(page).message.label.text()
    assert "calculation.printed" in logged(register, person)
    tray.fault = EnvironmentFault("print.failed")
    dialog_of(page).print_button.click()
    assert dialog_of(page).message.label.text()
    assert len(tray.printed) == 1


def test_promises_and_visits_are_next_steps_that_are_done_and_put_off_by_a_key(
    qtbot: QtBot, page: PersonPage, register: Register, person: PersonId
) -> None:
    steps, window = page.parts.overview.steps.list, page.window()
    agenda.add_reminder(register, person=person, day=TODAY, text="Ring skolan", by=FOUNDER)
    agenda.add_reminder(register, person=person, day=TODAY + timedelta(days=9), text="Skicka brevet", by=FOUNDER)
    visit = EnteredVisit(TODAY + timedelta(days=5), "09:30", interpreter=InterpreterWay.PHONE, language="ar")
    window.changes.changed.emit(agenda.book_visit(register, person=person, visit=visit, by=FOUNDER))  # type: ignore[attr-defined]
    page.parts.overview.steps.more.click()

    def mark(words: str) -> None:
        said = [str(steps.model().index(place, 0).data()) for place in range(steps.count())]
        steps.choose(next(place for place, one in enumerate(said) if words in one))
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        steps.setFocus()

    def done() -> list[str]:
        return [action for action in logged(register, person) if action.startswith("agenda.task_")]

    mark("Visit here at 09:30, in 5 days, 26 Nov 2026, interpreter not booked, Arabic, Maria Berg")
    mark("Book an interpreter for the visit 26 Nov 2026, in 2 days")
    page.parts.overview.explain()
    assert "3 days before the visit" in dialog_of(page).shown.lines[0]
    page.explainer.close()
    mark("Ring skolan, today")
    QTest.keyClick(steps, Qt.Key.Key_K)
    told = [row.what for row in map(steps.row, range(steps.count()))]
    assert "Ring skolan" not in told
    assert "Skicka brevet" in told
    mark("Skicka brevet, in 9 days")
    QTest.keyClick(steps, Qt.Key.Key_S)
    dialog = next(one for one in page.findChildren(LaterDialog) if one.isVisible())
    dialog.accept()
    assert done() == ["agenda.task_done", "agenda.task_put_off"]
    law_says = next(row for row in map(steps.row, range(steps.count())) if row.flag is not None and row.flag.duty)
    steps.choose([steps.row(place).key for place in range(steps.count())].index(law_says.key))
    QTest.keyClick(steps, Qt.Key.Key_K)
    assert law_says.key not in [row.key for row in map(steps.row, range(steps.count()))]
    assert len(done()) == 3
    mark("SFI course ends")
    QTest.keyClick(steps, Qt.Key.Key_K)
    assert len(done()) == 3, "it is ended in its place"


def test_the_head_tells_the_phase_that_follows(page: PersonPage, register: Register) -> None:
    assert page.header.phase.text().startswith("Newly arrived since 9 Nov 2025")
    over = PhaseToday(Phase.ESTABLISHED, date(2027, 11, 9))
    assert phase_words(over) == "Establishment time over since 9 Nov 2027"
    known = PhaseToday(Phase.NEWLY_ARRIVED, date(2025, 11, 9), date(2027, 11, 8))
    assert phase_words(known) == "Newly arrived since 9 Nov 2025, establishment time to 8 Nov 2027"


def test_next_steps_tell_the_law_and_what_is_lost(page: PersonPage) -> None:
    steps = page.parts.overview.steps.list
    everything = page.parts.overview.steps
    if everything.more.isVisible():
        everything.more.click()
    said = [str(steps.model().index(place, 0).data()) for place in range(steps.count())]
    assert any("SFI course ends, in 20 days" in one for one in said)
    assert any("The residence permit ends, in 48 days" in one for one in said)
    for row in (steps.row(place) for place in range(steps.count())):
        if row.flag is not None and row.flag.duty is not None:
            assert row.flag.duty.law.replace(" ", "") in "".join(row.details).replace("\u00a0", "").replace(" ", "")


def test_a_new_person_has_an_empty_journey_and_is_told_what_to_complete(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = person_page(window, enrolled(register, someone(status="", number="")))
    told = words_on(page)
    assert "Nothing is recorded yet: no legal status, no intervention." in told
    assert "No legal status is recorded for 21 Nov 2026." in told
    assert "No last day lies ahead." in told
    assert "To complete" in told
    assert audit(window) == []


def test_the_drawer_holds_contact_and_notes(page: PersonPage) -> None:
    assert "No notes yet." not in words_on(page)
    QTest.keyClick(page.tabs, Qt.Key.Key_V)
    assert "No notes yet." in words_on(page)
    assert "No contact details recorded" in words_on(page)
    assert "Temporary permit to 2027-01-08" in words_on(page)


def test_a_protected_persons_overview_is_masked_and_never_printed(
    qtbot: QtBot, register: Register, person: PersonId
) -> None:
    register.compartments.keyring = Ring()
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(ALI)
        tx.commit()
    kind = ProtectionKind.PROTECTED_REGISTRATION
    protection.protect(register, person=person, kind=kind, readers=[FOUNDER.id, ALI.id], by=FOUNDER)
    page = person_page(window_over(qtbot, register), person)
    overview = page.parts.overview
    said = [item.spoken for item in overview.timeline.items] + [repr(line) for line in lines(page).values()]
    for secret in ("Samira", "Haddad", "2382", "1988"):
        assert not any(secret in one for one in said)
    assert overview.timeline.items
    steps = [overview.steps.list.row(place) for place in range(overview.steps.list.count())]
    assert any("depends on: day of birth" in row.details for row in steps), "she may be a child"
    unsure = [item for item in overview.timeline.items if "depends on: day of birth" in item.spoken]
    assert unsure
    assert all(item.words.endswith(" · may apply") for item in unsure)
    overview.explain()
    assert not dialog_of(page).print_button.isEnabled()
    assert "is not printed" in dialog_of(page).message.label.text()
    page.leave()
    QApplication.processEvents()
    assert page.explainer.dialog is None or not page.explainer.dialog.isVisible()


class Slow(InlineRunner):
    """Keeps what it is asked until it is let go, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[tuple[object, ...]] = []

    def run(self, key, function, done, failed=None, *, stop=None):  # type: ignore[no-untyped-def]
        self.kept.append((key, function, done))


def test_a_late_answer_about_an_older_day_or_another_person_is_dropped(register: Register, person: PersonId) -> None:
    from tests.ui.people_bench import file_of

    runner = Slow()
    presenter = LawPresenter(desk_over(register), runner)
    answered: list[date] = []
    presenter.answered.connect(lambda sheet: answered.append(sheet.day))
    read: list[str] = []
    presenter.read.connect(lambda found: read.append(found.journey.person))
    presenter.look(file_of(register, person))
    presenter.ask(date(2026, 1, 1))
    presenter.ask(date(2026, 2, 1))
    _key, first, first_done = runner.kept[1]
    _key, second, second_done = runner.kept[2]
    second_done(second())  # type: ignore[operator]
    first_done(first())  # type: ignore[operator]
    assert answered == [date(2026, 2, 1)]
    _key, look, looked = runner.kept[0]
    found = look()  # type: ignore[operator]
    presenter.look(file_of(register, enrolled(register, someone(number=""))))
    looked(found)  # type: ignore[operator]
    assert read == [], "another file is open now"
