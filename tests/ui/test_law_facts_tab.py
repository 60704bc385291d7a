"""Rättslig ställning: the days and circumstances the law asks about, through the real form into a real register."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.domain.intake import Intake
from caseworker.domain.lawsheet import AskedFact, KnownFact, LawSheet, RightShown
from caseworker.services import undoing
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.people_bench import enrolled, file_of, someone, window_over
from tests.ui.test_person_page import person_page
from ui.person.law_facts import FactForm, FactLine, lines_of, worked_out
from ui.person.periods import StatusTab
from ui.person.view import PersonPage

DAY = date(2026, 2, 1)
SHEET = LawSheet(
    person="p",
    day=DAY,
    lawbook="2026-11-22",
    status="NY-FLY",
    begins=date(2025, 11, 9),
    ends=None,
    rights=(),
    duties=(),
    asked=(
        AskedFact("registered_from", "in the population register from", "day", ("SFI",), last_day=False),
        AskedFact("assigned", "decision on assignment", "day", ("Ordna en bostad",), last_day=True),
        AskedFact("settlement", "way of settlement", "axis", ("Housing",), last_day=False),
    ),
    known=(KnownFact("eea_citizen", "EEA citizen", "circumstance", None, holds=False, begins=DAY, recorded=DAY),),
    log=("Lawbook 2026-11-22.",),
    group="newly_arrived",
    first=date(2025, 11, 9),
)
PROGRAMME = RightShown(
    "etableringsprogram", "Establishment programme", "yes", "", DAY, date(2028, 11, 30), None, "", "in_force", "", ()
)


def status_tab(
    qtbot: QtBot, register: Register, *, status: str = "NY-FLY", intake: Intake | None = None
) -> tuple[PersonPage, StatusTab, str]:
    person = enrolled(register, intake or someone(status=status))
    page = person_page(window_over(qtbot, register), person)
    page.show_tab("status")
    tab = page.parts.status
    qtbot.waitUntil(lambda: bool(tab.facts.told.text()))
    return page, tab, person


def line_of(tab: StatusTab, code: str) -> FactLine:
    model = tab.facts.list.model()
    rows = [model.index(place, 0).data(Qt.ItemDataRole.UserRole) for place in range(model.rowCount())]
    found = next(row for row in rows if row.code == code)
    assert isinstance(found, FactLine)
    return found


def test_a_day_is_recorded_from_the_list_by_keys_and_can_be_taken_back(qtbot: QtBot, register: Register) -> None:
    _page, tab, person = status_tab(qtbot, register)
    line = line_of(tab, "registered_from")
    assert line.value == "not recorded"
    assert "Needed for: " in line.why

    model = tab.facts.list.model()
    place = next(n for n in range(model.rowCount()) if model.index(n, 0).data(Qt.ItemDataRole.UserRole) == line)
    tab.facts.list.setCurrentIndex(model.index(place, 0))
    QTest.keyClick(tab.facts.list, Qt.Key.Key_Return)
    form = tab.fact
    assert form.texts()["fact"] == "registered_from"
    assert form.fields["day"].isVisibleTo(form)
    assert not form.fields["holds"].isVisibleTo(form)
    form.fields["day"].editor.setText("2025-12-01")  # type: ignore[attr-defined]  # a line
    form.button.click()
    (row,) = file_of(register, person).law_facts
    assert (row.code, row.day) == ("registered_from", date(2025, 12, 1))
    qtbot.waitUntil(lambda: line_of(tab, "registered_from").value == "1 Dec 2025")
    assert form.texts()["fact"] == ""

    step = undoing.list_steps(register, by=FOUNDER).done[0]
    assert step.what == "law_fact"

    tab.facts.opened.emit(line_of(tab, "registered_from"))
    assert form.remove.isVisibleTo(form)
    form.remove.click()
    assert file_of(register, person).law_facts[0].replaced is not None
    qtbot.waitUntil(lambda: line_of(tab, "registered_from").value == "not recorded")


def test_what_cannot_be_true_is_told_and_no_right_is_guessed(qtbot: QtBot, register: Register) -> None:
    _page, tab, _person = status_tab(qtbot, register, intake=replace(someone(number=""), born=date(2026, 11, 20)))
    qtbot.waitUntil(lambda: "before the birth 20 Nov 2026" in tab.facts.told.text())
    tab.facts.show_sheet(replace(SHEET, statuses=("NY-FLY", "ASYL")))
    assert "cover the same day" in tab.facts.told.text()
    tab.facts.show_sheet(replace(SHEET, status="", asked=(), known=(), day=date(1950, 1, 1)))
    assert tab.facts.told.text() == "No legal status covers 1 Jan 1950, so the law asks nothing."


def test_what_follows_is_told_with_its_source_and_cannot_be_taken_away(qtbot: QtBot) -> None:
    told = "It follows from the intervention SFI course, which goes on since 3 Mar 2026."
    known = KnownFact("sfi_admitted", "first admitted to SFI", "day", DAY, None, None, DAY, told)
    (line,) = (one for one in lines_of(replace(SHEET, known=(known,))) if one.code == "sfi_admitted")
    assert (line.value, line.why) == ("1 Feb 2026", told)
    form = FactForm()
    qtbot.addWidget(form)
    form.show_lines((line,))
    form.show_line(line)
    assert not form.remove.isVisibleTo(form)


def test_a_circumstance_needs_yes_or_no_and_may_say_since_when(qtbot: QtBot, register: Register) -> None:
    _page, tab, person = status_tab(qtbot, register)
    line = replace(line_of(tab, "registered_from"), code="eea_citizen", kind="circumstance")
    tab.fact.show_lines((line,))
    tab.facts.opened.emit(line)
    tab.fact.button.click()
    assert file_of(register, person).law_facts == ()
    tab.fact.put({"fact": "eea_citizen", "holds": "no", "begins": "2025-13-01"})
    tab.fact.button.click()
    assert file_of(register, person).law_facts == ()
    tab.fact.put({"begins": "2025-12-01"})
    tab.fact.button.click()
    (row,) = file_of(register, person).law_facts
    assert (row.holds, row.begins) == (False, date(2025, 12, 1))


def test_nothing_chosen_and_no_day_are_told_beside_their_fields(qtbot: QtBot, register: Register) -> None:
    _page, tab, person = status_tab(qtbot, register)
    tab.fact.button.click()
    tab.facts.opened.emit(line_of(tab, "registered_from"))
    for day in ("", "yesterday", "1899-01-01"):
        tab.fact.put({"day": day})
        tab.fact.button.click()
    assert file_of(register, person).law_facts == ()


def test_what_is_recorded_elsewhere_leads_to_its_own_form(qtbot: QtBot, register: Register) -> None:
    page, tab, _person = status_tab(qtbot, register)
    page.window().show()
    for code, form in (("settlement", tab.settlement), ("permit_until", tab.form)):
        tab.facts.opened.emit(FactLine(code, code, "axis", "", ""))
        first = next(iter(form.fields.values())).editor
        assert first.hasFocus() or first.focusProxy() is not None or not page.window().isActiveWindow()
    tab.facts.opened.emit(FactLine("born", "born", "axis", "", ""))
    assert page.tabs.code() == "identity"


def test_without_a_status_that_is_said(qtbot: QtBot, register: Register) -> None:
    _page, tab, _person = status_tab(qtbot, register, status="")
    assert "No legal status covers" in tab.facts.told.text()


def test_lines_come_with_what_is_missing_first() -> None:
    assert [(line.code, line.value) for line in lines_of(SHEET)] == [
        ("registered_from", "not recorded"),
        ("assigned", "not recorded"),
        ("settlement", "not recorded"),
        ("eea_citizen", "No, since 1 Feb 2026"),
    ]
    assert lines_of(SHEET)[1].why == "Gives a last day. Needed for: Ordna en bostad"
    many = replace(SHEET.asked[0], needed_by=("SFI", "Housing", "School", "Ordna."))
    assert lines_of(replace(SHEET, asked=(many,)))[0].why == "Needed for: SFI, Housing and 2 more"


@pytest.mark.parametrize(
    ("right", "told"),
    [
        ((), "Newly arrived since 9 Nov 2025."),
        ((PROGRAMME,), "Newly arrived since 9 Nov 2025.\nEstablishment period: 1 Feb 2026 – 30 Nov 2028."),
        (
            (replace(PROGRAMME, ends=None, known_to=date(2026, 9, 30)),),
            "Newly arrived since 9 Nov 2025.\nEstablishment period from 1 Feb 2026; the law is known until "
            "30 Sep 2026, so its end is not.",
        ),
        (
            (replace(PROGRAMME, ends=None),),
            "Newly arrived since 9 Nov 2025.\nEstablishment period from 1 Feb 2026.",
        ),
    ],
)
def test_phases_are_worked_out(right: tuple[RightShown, ...], told: str) -> None:
    assert worked_out(replace(SHEET, rights=right)) == told
    assert worked_out(replace(SHEET, group="asylum")) == "Nothing follows from what is recorded."


def test_what_was_typed_is_there_when_the_choices_come_later(qtbot: QtBot) -> None:
    form = FactForm()
    qtbot.addWidget(form)
    form.put({"fact": "assigned", "day": "2026-02-01"})
    form.show_lines(lines_of(SHEET))
    assert form.values() == ("assigned", "day", "2026-02-01", "", "")
