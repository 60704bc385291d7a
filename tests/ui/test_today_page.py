"""Idag in the window: groups by last day, words for every code, what each key does, and calm when empty."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from caseworker.domain.agenda import EnteredVisit, InterpreterWay
from caseworker.domain.backups import Rehearsal
from caseworker.domain.duties import Loss
from caseworker.domain.ids import PersonId
from caseworker.domain.lawsheet import LawSheet
from caseworker.domain.protection import ProtectionKind, ProtectionMark
from caseworker.domain.tasks import Filter, Horizon
from caseworker.domain.waiting import Waiting
from caseworker.errors import EnvironmentFault
from caseworker.services import _active_law, agenda, law, people, today
from caseworker.services.backups import BackupState
from caseworker.store.register import Register
from tests.services.duty_rules import duty, let_rules_be
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.audit import audit
from tests.ui.people_bench import desk_over, someone, window_over
from ui.agenda_dialogs import HandOverDialog, LaterDialog, MoveVisitDialog, ReminderDialog, VisitDialog, WaitDialog
from ui.calculation import CalculationDialog
from ui.language import clock_text
from ui.shell.window import MainWindow
from ui.today import wording
from ui.today.safe import SafeLine
from ui.today.view import TodayPage
from ui.today.wording import WaitingWords, due_words


@pytest.fixture
def person(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=someone(), by=FOUNDER).created)


@pytest.fixture(autouse=True)
def one_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begun on 1 January 2026: eighteen months end long after these tests' horizon."""
    let_rules_be(monkeypatch, duty("anmäla", statuses="NY-FLY"))


def waits(monkeypatch: pytest.MonkeyPatch, things: Sequence[Waiting]) -> None:
    """Let exactly these wait, under a code of the test's own."""
    monkeypatch.setattr(today, "SOURCES", (lambda register, reader, by: things,))
    words = WaitingWords("Ring upp", "det lovades", "Open")
    monkeypatch.setattr(wording, "WORDS", {"test": lambda params: words})


def page_in(window: MainWindow) -> TodayPage:
    window.go("today")
    page = window.stack.current
    assert isinstance(page, TodayPage)
    return page


def answered(window: MainWindow, kind: type[QDialog], fill: Callable[[QDialog], None] = lambda _dialog: None) -> None:
    """Fill in the dialog that is open and accept it."""
    dialog = next(one for one in window.findChildren(kind) if one.isVisible())
    fill(dialog)
    assert audit(dialog, walk=False) == []
    dialog.accept()
    window.activateWindow()
    QApplication.processEvents()


def press(page: TodayPage, key: Qt.Key) -> None:
    row_list = next(group.rows for group in page.groups.values() if not group.isHidden())
    row_list.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(row_list, key)


def test_without_anything_the_page_says_so_and_shows_the_ways_onward(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = page_in(window)
    assert page.nothing.isVisibleTo(page)
    assert not any(group.isVisibleTo(page) for group in page.groups.values())
    assert page.marked() is None
    assert audit(window) == []


def test_rows_stand_in_the_group_of_their_last_day_and_open_what_they_are_about(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    day, place = register.today(), ("person", person)
    ahead = (-3, 0, 5, 30, 50)
    things = [Waiting("test", day + timedelta(days=days), person, (), place) for days in ahead]
    reminds = Waiting("test", day + timedelta(days=90), person, (("step", "92"),), place)
    waits(monkeypatch, [*things, reminds, Waiting("test", None)])
    window = window_over(qtbot, register)
    page = page_in(window)
    assert {code.value: group.model.rowCount() for code, group in page.groups.items()} == {
        "now": 2,
        "soon": 1,
        "later": 2,
        "ahead": 1,
        "undated": 1,
    }
    assert page.told.text() == "7 things over all cases."
    far = page.groups[Horizon.AHEAD].model
    assert "90 days left" in far.data(far.index(0, 0))
    QApplication.processEvents()  # the page is higher than the window
    first = page.groups[next(iter(page.groups))]
    assert first.model.data(first.model.index(0, 0)).endswith("Ring upp, 3 days late, 18 Nov, det lovades")
    assert audit(window) == []
    press(page, Qt.Key.Key_K)  # what belongs somewhere else is done there
    assert page.presenter.chosen is Filter.ALL
    QTest.keyClick(first.rows, Qt.Key.Key_Return)
    assert window.stack.current_name == "person"


def test_the_arrows_go_on_in_the_next_group(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = register.today()
    waits(monkeypatch, [Waiting("test", day, person), Waiting("test", day + timedelta(days=3), person)])
    page = page_in(window_over(qtbot, register))
    now, soon = (group.rows for group in list(page.groups.values())[:2])
    press(page, Qt.Key.Key_Down)
    assert soon.hasFocus()
    marked = page.marked()
    assert marked is not None
    assert marked.waiting.due == day + timedelta(days=3)
    QTest.keyClick(soon, Qt.Key.Key_Down)  # the last of all: nothing happens
    QTest.keyClick(soon, Qt.Key.Key_Up)
    assert now.hasFocus()


def test_a_long_group_tells_how_many_more_there_are(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits(monkeypatch, [Waiting("test", register.today(), person)] * 33)
    page = page_in(window_over(qtbot, register))
    group = next(iter(page.groups.values()))
    assert group.model.rowCount() == 30
    assert group.note.text() == "3 more come after these"


def test_the_mark_follows_its_thing_when_another_comes_before_it(
    qtbot: QtBot, register: Register, person: PersonId
) -> None:
    day = register.today()
    for days, text in ((1, "Ring"), (2, "Skriv")):
        agenda.add_reminder(register, person=person, day=day + timedelta(days=days), text=text, by=FOUNDER)
    window = window_over(qtbot, register)
    page = page_in(window)
    press(page, Qt.Key.Key_Down)

    def told() -> str:
        row = page.marked()
        return "" if row is None else dict(row.waiting.params)["text"]

    assert told() == "Skriv"
    written = agenda.add_reminder(register, person=person, day=day + timedelta(days=1), text="Boka", by=FOUNDER)
    window.changes.changed.emit(written)
    assert told() == "Skriv"
    press(page, Qt.Key.Key_K)  # gone: its place is marked, or the last one left
    assert told() in ("Ring", "Boka")


def test_each_key_does_what_it_says(qtbot: QtBot, register: Register, person: PersonId) -> None:
    window = window_over(qtbot, register)
    day = register.today()
    agenda.add_reminder(register, person=person, day=day, text="Ring skolan", by=FOUNDER)
    page = page_in(window)
    press(page, Qt.Key.Key_S)
    answered(window, LaterDialog)
    assert "1 is put off, to 22 Nov 2026." in page.told.text()
    window.undoing.take_back()
    press(page, Qt.Key.Key_D)
    answered(window, HandOverDialog)  # nobody else works here: nothing is handed over
    press(page, Qt.Key.Key_N)
    answered(window, ReminderDialog, lambda one: one.text.setText("Skicka brevet"))  # type: ignore[attr-defined]
    press(page, Qt.Key.Key_Y)
    answered(window, WaitDialog)
    assert len(page.side.cards) == 1
    press(page, Qt.Key.Key_P)
    assert agenda.read_agenda(register, person=person, by=FOUNDER).waits[0].times == 1
    page.side.cards[0].ended.emit()
    assert page.side.cards == []
    press(page, Qt.Key.Key_B)
    answered(window, VisitDialog, lambda one: one.way.choose("phone"))  # type: ignore[attr-defined]
    assert agenda.read_agenda(register, person=person, by=FOUNDER).visits[0].interpreter is InterpreterWay.PHONE
    press(page, Qt.Key.Key_K)
    done = [one.done for one in agenda.read_agenda(register, person=person, by=FOUNDER).reminders]
    assert done.count(day) == 1
    press(page, Qt.Key.Key_Odiaeresis)
    assert page.sorted.text() == "Sorted: day, then loss"
    press(page, Qt.Key.Key_G)
    assert window.stack.current_name == "person"


def test_r_tells_how_a_last_day_was_counted(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    reminds = duty("anmäla", statuses="NY-FLY", remind=(245, 30))  # the last day is 21 July 2027, in 242 days
    let_rules_be(monkeypatch, reminds, version="test 2")
    page = page_in(window_over(qtbot, register))
    assert "1 last day reminds now." in page.told.text()
    row = page.marked()
    assert row is not None
    press(page, Qt.Key.Key_R)
    shown = page.findChild(CalculationDialog).shown
    assert shown.title == "Gör anmäla"
    assert dict(shown.facts)["Next reminder"] == "21 Jun 2027"
    assert "18 months later: 21 Jul 2027." in shown.lines
    assert audit(page.findChild(CalculationDialog)) == []
    page.acts.explainer.show(replace(row, waiting=replace(row.waiting, key="gone")), sheet_without(register, person))
    fallen_back = page.findChildren(CalculationDialog)[-1].shown
    assert fallen_back.lines == ("The day is as it was worked out last. Open the file to see how.",)
    assert row.person is not None
    mark = ProtectionMark(ProtectionKind.SECRECY_MARK, TODAY, "c", None)
    sealed = replace(row, person=replace(row.person, protected=mark), waiting=replace(row.waiting, due=None))
    page.acts.explainer.show(sealed, sheet_without(register, person))
    assert dict(page.findChildren(CalculationDialog)[-1].shown.facts)["Last day"] == "see the file"


def sheet_without(register: Register, person: PersonId) -> LawSheet:
    return replace(law.read_law(register, person=person, day=register.today(), by=FOUNDER), duties=())


def test_one_line_tells_whether_the_register_is_safe(qtbot: QtBot, register: Register) -> None:
    desk = desk_over(register)
    line = SafeLine(desk)
    qtbot.addWidget(line)
    assert line.accessibleName() == "The register is whole"
    made = register.clock()
    state = BackupState(made, False, False, (), False, True, Path(), 1, None)
    for backups, told in (
        (replace(state, newest=None), "No backup yet. Make one today"),
        (replace(state, due=True), "Backup today {time}. A new one is due"),
        (replace(state, elsewhere=False), "Backup today {time}. On the register's own disk only"),
        (state, "Backup today {time}. A restore was never rehearsed"),
        (
            replace(state, rehearsal=Rehearsal(made, made, True, 3, 0)),
            "Backup today {time}. Restore rehearsed today {time}",
        ),
        (
            replace(state, rehearsal=Rehearsal(made, made, False, 3, 0)),
            "Backup today {time}. A restore failed today {time}",
        ),
    ):
        line.show_state(backups)
        assert line.accessibleName() == told.format(time=clock_text(desk.local(made)))
    for field, told in (("doubts", "Look at this"), ("faults", "Only for reading")):
        setattr(register, field, ("x",))
        line.show_state(state)
        assert line.accessibleName().startswith(told)
    register.doubts = register.faults = ()


def test_a_visit_is_moved_or_she_did_not_come(qtbot: QtBot, register: Register, person: PersonId) -> None:
    none = InterpreterWay.NONE
    for at in ("09:00", "10:00"):
        agenda.book_visit(
            register, person=person, visit=EnteredVisit(register.today(), at, interpreter=none), by=FOUNDER
        )
    window = window_over(qtbot, register)
    page = page_in(window)
    press(page, Qt.Key.Key_F)
    answered(window, MoveVisitDialog)
    press(page, Qt.Key.Key_J)
    told = [one.outcome.value for one in agenda.read_agenda(register, person=person, by=FOUNDER).visits]
    assert sorted(told) == ["", "absent", "moved"]


def test_what_is_put_off_past_the_last_day_is_told_before_it_is_tried(qtbot: QtBot, register: Register) -> None:
    day = register.today()
    dialog = LaterDialog(day, day + timedelta(days=3), None)
    qtbot.addWidget(dialog)
    assert dialog.go.isEnabled()
    dialog.length.choose("week")
    dialog.length.chosen.emit("week")
    assert not dialog.go.isEnabled()
    assert "after the last day" in dialog.field.message.label.text()
    dialog.length.chosen.emit("date")
    dialog.day.setText(day.isoformat())
    assert dialog.field.message.label.text() == "Choose a day after today."
    reminded = LaterDialog(day, day + timedelta(days=30), None, reminds=day + timedelta(days=3))
    qtbot.addWidget(reminded)
    reminded.day.setText((day + timedelta(days=4)).isoformat())
    assert (reminded.go.isEnabled(), "next reminder" in reminded.field.message.label.text()) == (False, True)


def test_a_lawbook_that_cannot_be_read_leaves_the_last_list_and_says_so(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_reader: object) -> None:
        raise EnvironmentFault("lawbook.broken", file="x", row="y", field="z")

    monkeypatch.setattr(_active_law, "rules", broken)
    page = page_in(window_over(qtbot, register))
    assert page.behind.label.text().endswith("Those shown are of never; 1 person is not covered.")


def test_filters_show_how_many_and_choose(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits(monkeypatch, [Waiting("test", register.today(), person, loss=Loss.MONEY), Waiting("test", None)])
    page = page_in(window_over(qtbot, register))
    page.filters.chosen.emit("money")
    assert page.told.text() == "1 thing over all cases."
    page.filters.chosen.emit("children")
    assert page.nothing.isVisibleTo(page)


def test_every_code_a_source_gives_has_words() -> None:
    assert set(wording.WORDS) >= {"look.unseen", "duty", "reminder", "visit", "interpreter"}
    told = {
        "who": "Sara Lind", "day": "2026-11-01", "since": "2026-11-01", "n": "3", "pairs": "3", "what": "x",
        "short": "x", "short_en": "x", "step": "60",
        "sv": "Flytt", "en": "Move", "event": "2026-11-01", "law": "Skollagen (2010:800) 20 kap. 29 §", "lost": "y",
        "action": "atersokning", "certainty": "unverified", "text": "", "at": "09:00", "kind": "home", "place": "",
        "interpreter": "phone", "language": "", "wish": "woman", "depends": "",
    }  # fmt: skip
    for code in wording.WORDS:
        assert wording.words_of(Waiting(code, None, "", tuple(told.items()))).what
    sure, unsure = (
        wording.words_of(
            Waiting("duty", None, "", tuple({**told, "certainty": "in_force", "depends": depends}.items()))
        )
        for depends in ("", "yes")
    )
    assert (sure.doubtful, unsure.doubtful) == (False, True)
    assert unsure.why.startswith("depends on what is not recorded · ")


@pytest.mark.parametrize(
    ("law", "short"),
    [
        ("Skollagen (2010:800) 20 kap. 29 §, 20 kap. 31 §", "Skollagen 20 kap. 29 §"),
        ("Förordningen om mottagande för bosättning av vissa nyanlända (2016:39) 10 §", "2016:39 10 §"),
        ("Avtalet 3 §", "Avtalet 3 §"),
    ],
)
def test_a_paragraph_is_written_short(law: str, short: str) -> None:
    assert wording.short_law(law) == short


def test_a_day_that_would_tell_a_birth_points_to_the_file() -> None:
    assert due_words(None, date(2026, 11, 21), sealed=True) == ("see the file", "")
    assert due_words(None, date(2026, 11, 21)) == ("no last day", "")
