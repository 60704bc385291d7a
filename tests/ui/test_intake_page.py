"""Ny person with a real register: search before create, numbers, refusals in the field, saving."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.domain.matching import REASONS
from caseworker.store.register import Register
from tests.ui.audit import audit
from tests.ui.finding import count_in
from tests.ui.people_bench import enrolled, file_of, someone, window_over
from tests.ui.test_intake_drafts import intake_page, kept_draft
from ui.intake.form import Form
from ui.intake.likeness import reason_texts
from ui.intake.view import IntakePage
from ui.shell.window import MainWindow
from ui.widgets.steps import MatchCard, Steps

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def cards(page: IntakePage) -> list[str]:
    return [card.accessibleName() for card in page.side.findChildren(MatchCard) if not card.isHidden()]


def search(qtbot: QtBot, page: IntakePage, matches: int = 1) -> None:
    """Ask now and let the cards be laid out."""
    page.presenter.search_now()
    qtbot.waitUntil(lambda: len(cards(page)) == matches, timeout=3000)


def type_samira(page: IntakePage, number: str = "") -> None:
    QTest.keyClicks(page.given, "Samira")
    QTest.keyClicks(page.family, "Hadad")
    QTest.keyClicks(page.numbers.rows[0].line, number)


def people_count(window: MainWindow, register: Register) -> int:
    with register.read() as reader:
        return reader.person_count()


def test_alike_people_are_shown_with_reasons_shortly_after_typing(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    page = intake_page(window_over(qtbot, register))
    with qtbot.waitSignal(page.presenter.matches, timeout=3000):
        type_samira(page)
    qtbot.waitUntil(lambda: len(cards(page)) == 1, timeout=3000)
    assert "Samira Haddad" in cards(page)[0]
    assert "The name sounds alike" in cards(page)[0]
    assert page.side.verdict.text() == "1 possible match among 1 person. You decide."


def test_nobody_alike_is_said_with_how_many_were_compared(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    page = intake_page(window_over(qtbot, register))
    QTest.keyClicks(page.given, "Olena")
    page.presenter.search_now()
    assert page.side.verdict.text() == "Nobody alike among 1 person."


def test_alt_1_opens_the_match_and_keeps_the_draft(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    window = window_over(qtbot, register)
    page = intake_page(window)
    type_samira(page)
    search(qtbot, page)
    QTest.keyClick(page.given, Qt.Key.Key_1, ALT)
    assert window.stack.current_name == "person"
    assert kept_draft(register) is not None


def test_alt_0_puts_the_matches_aside_for_this_form(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    page = intake_page(window_over(qtbot, register))
    type_samira(page)
    search(qtbot, page)
    QTest.keyClick(page.given, Qt.Key.Key_0, ALT)
    assert cards(page) == []
    page.presenter.search_now()
    assert page.side.verdict.text() == "You said that none of those alike is the same person."


def test_the_same_number_on_another_person_stops_saving_and_shows_both(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    window = window_over(qtbot, register)
    page = intake_page(window)
    QTest.keyClicks(page.given, "Olena")
    QTest.keyClicks(page.numbers.rows[0].line, "19880314-2382")
    assert page.numbers.rows[0].message.label.text() == "Somebody in the register has this number already."
    page.save_button.click()
    assert people_count(window, register) == 1
    assert window.stack.current_name == "intake"
    qtbot.waitUntil(lambda: "Same number" in " ".join(cards(page)), timeout=3000)
    assert "until then nothing is saved" in page.side.verdict.text()
    page.presenter.set_aside()
    assert len(page.presenter.found) == 1, "somebody with the same number cannot be put aside"


def test_a_number_is_not_called_wrong_before_it_is_whole(qtbot: QtBot, register: Register) -> None:
    page = intake_page(window_over(qtbot, register))
    row = page.numbers.rows[0]
    QTest.keyClicks(row.line, "19880314-238")
    assert row.message.label.text() == ""
    QTest.keyClicks(row.line, "3")
    assert row.line.property("tone") == "error"
    assert row.line.accessibleDescription() != ""
    QTest.keyClick(row.line, Qt.Key.Key_Backspace)
    QTest.keyClicks(row.line, "2")
    assert row.message.label.text() == "Right form. Not in the register before."


def test_a_number_left_half_written_is_told(qtbot: QtBot, register: Register) -> None:
    page = intake_page(window_over(qtbot, register))
    row = page.numbers.rows[0]
    row.line.setFocus()
    QTest.keyClicks(row.line, "1988")
    assert row.message.label.text() == ""
    page.given.setFocus()
    assert row.line.property("tone") == "error"


def test_a_real_number_is_stopped_in_a_demo_register(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = intake_page(window)
    row = page.numbers.rows[0]
    QTest.keyClicks(row.line, "19900101-0017")
    assert row.line.property("tone") == "error"
    assert "test" in row.message.label.text().casefold()
    page.save_button.click()
    assert people_count(window, register) == 0


def test_the_type_follows_the_shape_until_it_is_chosen_by_hand(qtbot: QtBot, register: Register) -> None:
    page = intake_page(window_over(qtbot, register))
    row = page.numbers.rows[0]
    QTest.keyClicks(row.line, "99-204418")
    assert row.kind.code() == "dossier"
    row.kind.choose("reserve")
    row.kind.activated.emit(row.kind.currentIndex())
    QTest.keyClicks(row.line, "/1")
    assert row.kind.code() == "reserve"


def test_numbers_are_added_and_taken_away(qtbot: QtBot, register: Register) -> None:
    page = intake_page(window_over(qtbot, register))
    QTest.keyClick(page.given, Qt.Key.Key_N, ALT)
    assert len(page.numbers.rows) == 2
    assert page.numbers.rows[1].line.hasFocus()
    page.numbers.rows[0].drop.click()
    page.numbers.rows[0].drop.click()
    assert len(page.numbers.rows) == 1, "one row always stands"


def test_a_name_in_arabic_is_written_from_the_right(qtbot: QtBot, register: Register) -> None:
    page = intake_page(window_over(qtbot, register))
    page.original.setText("سميرة")
    assert page.original.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert page.given.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_saving_keeps_everything_and_opens_the_file(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = intake_page(window)
    page.show_form(
        Form(
            given="Samira", family="Haddad", original="سميرة حداد", migration="SAMIRA HADAD", born="1988-03-14",
            numbers=(("personnummer", "19880314-2382"), ("dossier", "99-318842")), sex="woman", speaks="ar",
            reads="ar", interpreter="needed", status="NY-FLY", permit="TUT", begins="2026-01-12", until="2028-11-09",
            settlement="anvisad", arrived="kvot",
        )
    )  # fmt: skip
    QTest.keyClick(page.given, Qt.Key.Key_S, CTRL)
    assert window.stack.current_name == "person"
    with register.read() as reader:
        (row,) = reader.person_rows(offset=0, limit=2)
    file = file_of(register, row.id)
    assert [name.full for name in file.names] == ["Samira Haddad", "سميرة حداد", "SAMIRA HADAD"]
    assert {number.value for number in file.identifiers} == {"19880314-2382", "99-318842"}
    assert (file.statuses[0].code, file.statuses[0].permit) == ("NY-FLY", "TUT")
    assert str(file.statuses[0].permit_until) == "2028-11-09"
    assert file.settlements[0].code == "anvisad"
    assert (file.speaks, file.interpreter, file.arrived_through) == ("ar", "needed", "kvot")
    assert kept_draft(register) is None
    assert window.status.label.text() == "Saved 12:00"


def test_somebody_seeking_asylum_gets_accommodation_instead_of_settlement(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = intake_page(window)
    QTest.keyClicks(page.given, "Dawit")
    page.status.choice.choose("ASYL")
    page.home.choose("asylboende")
    page.save_button.click()
    with register.read() as reader:
        (row,) = reader.person_rows(offset=0, limit=2)
    file = file_of(register, row.id)
    assert (file.accommodations[0].code, file.settlements) == ("asylboende", ())


def test_save_and_next_leaves_an_empty_form(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = intake_page(window)
    QTest.keyClicks(page.given, "Samira")
    QTest.keyClick(page.given, Qt.Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.stack.current_name == "intake"
    assert page.form().empty
    assert page.given.hasFocus()
    assert people_count(window, register) == 1


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (Form(), "given"),
        (Form(given="Samira", born="1993-13-01"), "born"),
        (Form(given="Samira", born="2093-01-01"), "born"),
        (Form(given="Samira", status="NY-FLY"), "statusPermit"),
        (Form(given="Samira", status="ASYL", begins="soon"), "statusBegins"),
        (Form(given="Samira", status="NY-FLY", permit="TUT", begins="2026-01-02", until="2026-01-01"), "statusUntil"),
    ],
    ids=["nothing", "no day", "not born yet", "no permit", "unreadable first day", "ends before it begins"],
)
def test_what_cannot_be_saved_is_told_beside_its_field(
    qtbot: QtBot, register: Register, form: Form, field: str
) -> None:
    window = window_over(qtbot, register)
    page = intake_page(window)
    page.show_form(form)
    page.save_button.click()
    wrong = next(editor for editor in page.findChildren(type(page.focusWidget())) if editor.objectName() == field)
    assert wrong.property("tone") == "error"
    assert wrong.accessibleDescription() != ""
    assert wrong.hasFocus()
    assert people_count(window, register) == 0


def test_what_is_missing_is_listed_and_never_stops_saving(qtbot: QtBot, register: Register) -> None:
    page = intake_page(window_over(qtbot, register))
    steps = page.side.findChild(Steps, "intakeMissing")
    assert isinstance(steps, Steps)
    before = count_in(steps)
    QTest.keyClicks(page.given, "Samira")
    page.born.setText("1988")
    page.born.textEdited.emit("1988")
    assert count_in(steps) == before - 2


def test_every_reason_for_a_match_has_words() -> None:
    assert set(reason_texts("number", "1988-03-14")) == set(REASONS)


def test_a_keyboard_and_a_screen_reader_reach_everything(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    enrolled(register, someone("Samir", "Haddad", original="", number=""))
    window = window_over(qtbot, register)
    page = intake_page(window)
    type_samira(page)
    page.status.choice.choose("NY-FLY")
    search(qtbot, page, matches=2)
    assert audit(window) == []
