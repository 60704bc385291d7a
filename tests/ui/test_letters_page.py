"""Brev with a real register: the right recipient, the very page, printing and saving, and what blocks them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from caseworker.domain.household import EnteredRelation, RelationKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress
from caseworker.errors import EnvironmentFault, Refused
from caseworker.services import household, letters, people
from caseworker.services.letters import SheetRow
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.finding import found
from tests.ui.paper_bench import Tray, dark_share, letters_window
from tests.ui.people_bench import enrolled, file_of, someone
from ui.letters.orders import Progress
from ui.letters.view import LettersPage
from ui.printing import PagePicture
from ui.theme import Scheme, theme
from ui.widgets.steps import Mark
from ui.widgets.text import Label


def actions(register: Register, person: PersonId) -> list[str]:
    return [line.action for line in file_of(register, person).log]


def checked(page: LettersPage, mark: Mark) -> list[str]:
    """What the steps with this mark say, and what to do about it."""
    shown = page.presenter.preview
    assert shown is not None
    assert page.side.checks.isVisible()
    assert page.side.checks.findChildren(Label) != []
    return [f"{step.words} {step.note}" for step in page.side.steps(shown) if step.mark is mark]


def stopped(page: LettersPage) -> list[str]:
    return checked(page, Mark.STOPS)


def ticked(qtbot: QtBot, page: LettersPage, *sheets: str) -> None:
    """Tick sheets beside the first with the mouse."""
    for sheet in sheets:
        box = page.choosing.sheets.boxes[sheet]
        with qtbot.waitSignal(page.presenter.drawn, timeout=5000):
            QTest.mouseClick(box, Qt.MouseButton.LeftButton)


def search(qtbot: QtBot, page: LettersPage, text: str) -> None:
    with qtbot.waitSignal(page.presenter.search.found, timeout=3000):
        QTest.keyClicks(page.choosing.search, text)


def test_nothing_can_be_printed_until_somebody_is_chosen(qtbot: QtBot, register: Register) -> None:
    tray = Tray()
    window, page = letters_window(qtbot, register, tray)
    assert page.side.name.text() == "Nobody chosen"
    assert not page.side.print_button.isEnabled()
    page.print()
    page.save()
    assert (tray.printed, tray.suggested) == ([], [])
    assert window.focusWidget() is page.choosing.search


def test_a_person_given_becomes_the_recipient_in_her_own_language(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    assert page.side.name.text() == "Samira Haddad"
    assert page.side.own_script.text() == "سميرة حداد"
    assert page.presenter.order.language == "ar"
    assert page.choosing.languages.code() == "ar"
    assert page.preview.pages == 2
    assert page.side.print_button.text() == "Print 2 pages to Samira"
    assert actions(register, person).count("case.opened") == 1


def test_the_search_finds_the_recipient_and_logs_one_search(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    _window, page = letters_window(qtbot, register)
    search(qtbot, page, "samira")
    assert page.choosing.hits.isVisible()
    QTest.keyClick(page.choosing.search, Qt.Key.Key_Return)
    assert page.presenter.order.person == person
    assert page.choosing.search.text() == ""
    assert not page.choosing.hits.isVisible()


def test_with_several_hits_enter_goes_to_the_list_instead_of_guessing(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    enrolled(register, someone("Samira", "Warsame", original="", number="20030509-2389", status="ASYL"))
    window, page = letters_window(qtbot, register)
    search(qtbot, page, "samira")
    QTest.keyClick(page.choosing.search, Qt.Key.Key_Return)
    assert page.presenter.order.person == ""
    assert window.focusWidget() is page.choosing.hits
    QTest.keyClick(page.choosing.hits, Qt.Key.Key_Return)
    assert page.presenter.order.person


def test_nobody_found_is_said_in_words(qtbot: QtBot, register: Register) -> None:
    _window, page = letters_window(qtbot, register)
    search(qtbot, page, "zzzz")
    assert "Nobody matches" in page.choosing.nobody.text()


def test_another_recipient_clears_the_page_before_it_can_be_printed(qtbot: QtBot, register: Register) -> None:
    first = enrolled(register)
    second = enrolled(register, someone("Dawit", "Tesfay", original="ዳዊት ተስፋይ", number="19960702-2390", status="ASYL"))
    window, page = letters_window(qtbot, register)
    window.go("letters", first)
    before = page.presenter.preview
    assert before is not None
    window.go("letters", second)
    after = page.presenter.preview
    assert after is not None
    assert after.order.person == second
    assert after.pages[0].rgba != before.pages[0].rgba
    assert page.side.print_button.text().endswith("to Dawit")


def test_an_answer_for_an_earlier_choice_is_not_shown(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    arabic = page.presenter.preview
    page.presenter.choose_language("so")
    somali = page.presenter.preview
    assert arabic is not None
    assert somali is not None
    page.presenter._drawn(arabic)  # noqa: SLF001 - a worker that was late
    assert page.presenter.preview is somali


def test_printing_logs_once_and_prints_every_page_of_the_letter_that_is_shown(qtbot: QtBot, register: Register) -> None:
    person, tray = enrolled(register), Tray()
    window, page = letters_window(qtbot, register, tray)
    window.go("letters", person)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert [len(pages) for pages in tray.printed] == [2]
    first = tray.printed[0][0]
    assert abs(first.width - 2480) <= 2  # A4 at 300 dots an inch
    assert 0.01 < dark_share(letters.PageImage(first.width, first.height, first.rgba)) < 0.3
    assert actions(register, person).count("letter.printed") == 1
    assert page.side.done.label.text().startswith("2 pages sent to the printer")
    assert "Samira" not in window.windowTitle()


def test_a_user_who_changes_her_mind_leaves_no_trace_in_the_log(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register, Tray(willing=False))
    window.go("letters", person)
    page.print()
    page.save()
    assert not [action for action in actions(register, person) if action.startswith("letter.")]


def test_saving_writes_the_letter_whole_and_proposes_a_name_without_a_person(
    qtbot: QtBot, register: Register, tmp_path: Path
) -> None:
    person, tray = enrolled(register), Tray(path=tmp_path / "brev.pdf")
    window, page = letters_window(qtbot, register, tray)
    window.go("letters", person)
    page.side.save_button.click()
    assert tray.suggested == ["valkommen-ar-2026-11-21.pdf"]
    made = letters.issue_letter(register, person=person, sheet="valkommen", language="ar", how="saved", by=FOUNDER)
    assert (tmp_path / "brev.pdf").read_bytes() == made.pdf
    assert "brev.pdf" in page.side.done.label.text()
    assert sorted(path.name for path in tmp_path.glob("*.pdf*")) == ["brev.pdf"]


def test_a_place_that_cannot_be_written_is_said_and_the_buttons_come_back(
    qtbot: QtBot, register: Register, tmp_path: Path
) -> None:
    person, tray = enrolled(register), Tray(path=tmp_path / "nowhere" / "brev.pdf")
    window, page = letters_window(qtbot, register, tray)
    window.go("letters", person)
    page.save()
    assert window.fault.isVisible()
    assert "file.cannot_write" in window.fault.code.text()
    assert page.side.save_button.isEnabled()


def test_a_printer_that_fails_is_told_apart_because_the_log_says_printed(qtbot: QtBot, register: Register) -> None:
    person, tray = enrolled(register), Tray(fault=EnvironmentFault("print.failed"))
    window, page = letters_window(qtbot, register, tray)
    window.go("letters", person)
    page.print()
    assert "letter.print_failed" in window.fault.code.text()
    assert page.side.print_button.isEnabled()


def test_a_missing_character_blocks_and_is_named_beside_the_recipient(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone("Samira\N{GRINNING FACE}"))
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    assert any("character" in line for line in stopped(page))
    assert not page.side.print_button.isEnabled()
    assert not page.side.save_button.isEnabled()
    assert page.preview.pages == 0


def test_a_person_without_a_name_blocks(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone("", "", original=""))
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    assert any("name" in line for line in stopped(page))
    assert not page.side.print_button.isEnabled()


def test_a_language_the_sheet_is_not_whole_in_cannot_be_chosen_and_is_named(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = SheetRow("valkommen", "Välkommen", 1, ("sv", "ar"))
    monkeypatch.setattr(letters, "list_sheets", lambda _register, *, by: (row,))
    _window, page = letters_window(qtbot, register)
    assert "Somali" in page.choosing.gaps.text()
    assert "Arabic" not in page.choosing.gaps.text()
    somali = found(page.choosing.languages, QRadioButton, "letterLanguage_so")
    assert not somali.isEnabled()
    QTest.mouseClick(somali, Qt.MouseButton.LeftButton)
    assert page.choosing.languages.code() == "sv"


def test_a_foreign_letter_says_that_its_translation_is_a_draft_and_a_swedish_one_does_not(
    qtbot: QtBot, register: Register
) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    assert page.side.draft.isVisible()
    page.presenter.choose_language("sv")
    assert not page.side.draft.isVisible()
    assert page.side.translation.text() == "The Swedish text is the source."


def test_page_keys_turn_pages_and_stop_at_the_ends(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    assert page.preview.where.text() == "Page 1 of 2"
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert page.preview.where.text() == "Page 2 of 2"
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    assert page.preview.page == 0


def test_alt_l_goes_to_the_language_and_space_chooses(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert window.focusWidget() is page.choosing.search
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    focused = window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "letterLanguage_ar"
    QTest.keyClick(focused, Qt.Key.Key_Down)
    assert page.presenter.order.language == page.choosing.languages.code() != "ar"


def test_the_page_is_drawn_sharp_for_the_room_there_is(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    with qtbot.waitSignal(page.presenter.drawn, timeout=3000):
        window.resize(1100, 1000)
    preview = page.presenter.preview
    assert preview is not None
    assert abs(preview.pages[0].width - page.preview.wide) <= 2


def test_paper_is_never_inverted_in_the_dark(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    theme().wear(Scheme.DARK)
    try:
        sheet = page.preview.room.widget()
        assert sheet is not None
        picture = sheet.grab().toImage()
        middle = picture.pixelColor(picture.width() // 2, 20)
        assert middle.lightness() > 220
    finally:
        theme().wear(Scheme.SYSTEM)


def test_a_change_elsewhere_is_read_again_when_the_page_is_shown(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    address = EnteredAddress("Påhittade vägen 7", "123 45", "Lövåsa")
    changes = people.move_to_address(register, person=person, address=address, begins=date(2026, 1, 1), by=FOUNDER)
    window.changes.changed.emit(changes)
    page.activate()
    assert page.side.address.text() == "Påhittade vägen 7, 123 45 Lövåsa"


def test_an_unknown_person_leaves_no_recipient(qtbot: QtBot, register: Register) -> None:
    window, page = letters_window(qtbot, register)
    window.go("letters", "0192f0c0-0000-7000-8000-0000000000ff")
    assert page.side.name.text() == "Nobody chosen"
    assert "person.unknown" in window.fault.code.text()
    page.presenter._blocked(Refused("letter.missing_translation"))  # noqa: SLF001 - as the composer refuses
    assert "letter.missing_translation" in page.side.fault.code.text()


def test_the_page_passes_the_audit(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    assert page.isVisible()
    assert audit(window) == []


def test_the_appearance_is_chosen_from_the_keyboard_and_kept_for_the_next_person(
    qtbot: QtBot, register: Register
) -> None:
    first, second = enrolled(register), enrolled(register, someone("Dawit", "Tesfay", number="19960702-2390"))
    window, page = letters_window(qtbot, register)
    window.go("letters", first)
    before = page.presenter.preview
    QTest.keyClick(window, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    QTest.mouseClick(page.choosing.appearance.pictograms, Qt.MouseButton.LeftButton)
    chosen = page.presenter.order.layout
    assert (chosen.stacked, chosen.large, chosen.pictograms) == (True, False, True)
    assert page.choosing.appearance.large.isChecked(), "pictograms come in large print as they are"
    assert not page.choosing.appearance.large.isEnabled()
    after = page.presenter.preview
    assert before is not None
    assert after is not None
    assert after.pages[0].rgba != before.pages[0].rgba
    page.presenter.show_sheet("kallelse")
    page.presenter.show_sheet("valkommen")
    window.go("letters", second)
    assert page.presenter.order.layout == chosen
    QTest.mouseClick(page.choosing.appearance.pictograms, Qt.MouseButton.LeftButton)
    assert not page.presenter.order.layout.large


def test_several_sheets_are_counted_looked_through_and_printed_one_after_another(
    qtbot: QtBot, register: Register
) -> None:
    person, tray = enrolled(register), Tray()
    window, page = letters_window(qtbot, register, tray)
    window.go("letters", person)
    ticked(qtbot, page, "sfi", "bank")
    chosen = page.presenter.order.chosen
    assert set(chosen) == {"valkommen", "sfi", "bank"}
    preview = page.presenter.preview
    assert preview is not None
    assert f"3 chosen · {preview.count} pages" in found(page.choosing, Label, "letterCount").text()
    assert page.side.print_button.text() == f"Print {preview.count} pages to Samira"
    page.presenter.show_sheet(chosen[0])
    assert page.preview.where.text() == "Sheet 1 of 3, page 1 of 2"
    page.presenter.show_sheet("folkbokforing")
    assert page.preview.where.text().endswith("· not ticked, will not be printed")
    assert not page.preview.note.isVisible(), "what is only looked at is not how it is printed"
    page.presenter.show_sheet(chosen[0])
    assert page.preview.note.isVisible()
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert page.presenter.order.sheet == chosen[1]
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    assert page.preview.where.text() == "Sheet 1 of 3, page 2 of 2", "back to the last page of the one before"
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(tray.printed) == 3)
    assert sum(map(len, tray.printed)) == preview.count
    assert actions(register, person).count("letter.printed") == 3
    assert "Fetch at Skrivare 3." in page.side.done.label.text()


def test_esc_stops_after_the_sheet_and_says_what_came_out(qtbot: QtBot, register: Register) -> None:
    class Slow(Tray):
        def send(self, pages: Sequence[PagePicture]) -> None:
            super().send(pages)
            QTest.keyClick(page.choosing.search, Qt.Key.Key_Escape)

    person, tray = enrolled(register), Slow()
    window, page = letters_window(qtbot, register, tray)
    window.go("letters", person)
    ticked(qtbot, page, "sfi", "bank")
    page.print()
    qtbot.waitUntil(lambda: page.side.done.label.text() != "")
    assert len(tray.printed) == 1
    assert actions(register, person).count("letter.printed") == 1, "what did not leave is not in the log"
    assert "1 of 3 sheets were printed: Välkommen. The rest did not leave the program." in page.side.done.label.text()
    assert not page.side.progress.isVisible()
    assert page.side.print_button.isEnabled()


def test_a_printer_that_fails_at_the_second_sheet_leaves_the_first_told(qtbot: QtBot, register: Register) -> None:
    class Jamming(Tray):
        def send(self, pages: Sequence[PagePicture]) -> None:
            self.fault = EnvironmentFault("print.failed") if self.printed else None
            super().send(pages)

    person, tray = enrolled(register), Jamming()
    window, page = letters_window(qtbot, register, tray)
    window.go("letters", person)
    ticked(qtbot, page, "sfi")
    page.print()
    qtbot.waitUntil(lambda: window.fault.isVisible())
    assert "letter.print_failed" in window.fault.code.text()
    assert "1 of 2 sheets were printed" in page.side.done.label.text()
    assert not page.side.progress.isVisible()


def test_every_check_is_seen_and_says_what_to_do(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    preview = page.presenter.preview
    assert preview is not None
    assert len(page.side.steps(preview)) == 8
    assert not stopped(page)
    page.presenter.choose_language("so")
    assert any("reads another language" in line for line in checked(page, Mark.ASKS))
    assert page.side.print_button.isEnabled(), "what only asks stops nothing"


def test_a_letter_about_a_child_goes_to_the_guardian_who_is_chosen_in_her_language(
    qtbot: QtBot, register: Register
) -> None:
    mother = enrolled(register)
    born = replace(someone("Nour", number=""), born=date(2019, 5, 2), status=None, reads="sv")
    child = enrolled(register, born)
    tie = EnteredRelation(RelationKind.GUARDIAN, mother, begins=date(2020, 1, 1))
    household.record_relation(register, person=child, relation=tie, by=FOUNDER)
    window, page = letters_window(qtbot, register)
    window.go("letters", child)
    assert page.choosing.receiver_list is not None
    guardian = found(page.choosing.receiver_list, QRadioButton, f"letterReceiver_{mother}")
    with qtbot.waitSignal(page.presenter.drawn, timeout=5000):
        QTest.mouseClick(guardian, Qt.MouseButton.LeftButton)
    assert (page.presenter.order.to, page.presenter.order.language) == (mother, "ar")
    assert page.side.name.text() == "Samira Haddad"
    assert "the letter is about Nour" in page.side.about.text()
    assert page.side.print_button.text().endswith("to Samira")


def test_an_address_that_has_ended_stops_until_the_user_says_yes(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    address = EnteredAddress("Påhittade vägen 7", "123 45", "Lövåsa")
    people.move_to_address(register, person=person, address=address, begins=date(2026, 1, 1), by=FOUNDER)
    with register.change(by=FOUNDER) as tx:
        for one in tx.people.get(person).addresses:
            one.begins, one.ends = date(2026, 1, 1), date(2026, 6, 1)
        tx.touched(person=person)
        tx.commit()
    window, page = letters_window(qtbot, register)
    window.go("letters", person)
    assert any("address" in line for line in stopped(page))
    assert not page.side.print_button.isEnabled()
    page.print()
    page.save()
    assert not [action for action in actions(register, person) if action.startswith("letter.")]
    with qtbot.waitSignal(page.presenter.drawn, timeout=5000):
        QTest.mouseClick(page.side.despite, Qt.MouseButton.LeftButton)
    assert page.side.print_button.isEnabled()
    assert any("address" in line for line in checked(page, Mark.ASKS)), "it is still seen"


def test_the_arrows_look_at_a_sheet_and_space_takes_it(qtbot: QtBot, register: Register) -> None:
    window, page = letters_window(qtbot, register)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    first, second = (row.id for row in page.presenter.sheets[:2])
    assert window.focusWidget() is page.choosing.sheets.boxes[first]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    assert page.presenter.order.sheet == second
    assert list(page.presenter.order.chosen) == [first]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert list(page.presenter.order.chosen) == [first, second]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert list(page.presenter.order.chosen) == [second]


def test_progress_says_which_sheet_and_is_only_there_for_several(qtbot: QtBot, register: Register) -> None:
    _window, page = letters_window(qtbot, register)
    page.side.show_progress(Progress(1, 1, "sfi"))
    assert not page.side.progress.isVisible()
    page.side.show_progress(Progress(2, 3, "sfi"))
    assert page.side.progress.isVisible()
    assert page.side.progress.now.text().startswith("Now: Sfi")
    assert page.side.progress.bar.value() == 1
