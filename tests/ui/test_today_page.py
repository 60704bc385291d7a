"""Idag in the window: groups by last day, words for every code, the way to what a row is about, and calm when empty."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.domain.ids import PersonId
from caseworker.domain.waiting import Waiting
from caseworker.services import people, today
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.people_bench import someone, window_over
from ui.today import wording
from ui.today.view import TodayPage
from ui.today.wording import WaitingWords


@pytest.fixture
def person(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=someone(), by=FOUNDER).created)


def waits(monkeypatch: pytest.MonkeyPatch, things: Sequence[Waiting]) -> None:
    """Let exactly these wait, under a code of the test's own."""
    monkeypatch.setattr(today, "SOURCES", (lambda register, reader, by: things,))
    words = WaitingWords("Ring upp", "det lovades", "Open")
    monkeypatch.setattr(wording, "WORDS", {"test": lambda params: words})


def test_without_anything_the_page_says_so_and_shows_the_ways_onward(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    window.go("today")
    page = window.stack.current
    assert isinstance(page, TodayPage)
    assert page.nothing.isVisibleTo(page)
    assert not any(group.isVisibleTo(page) for group in page.groups.values())
    assert audit(window) == []


def test_rows_stand_in_the_group_of_their_last_day_and_open_what_they_are_about(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    day, place = register.today(), ("person", person)
    ahead = (-3, 0, 5, 30, 90)
    things = [Waiting("test", day + timedelta(days=days), person, (), place) for days in ahead]
    waits(monkeypatch, [*things, Waiting("test", None)])
    window = window_over(qtbot, register)
    window.go("today")
    page = window.stack.current
    assert isinstance(page, TodayPage)
    assert {code: group.model.rowCount() for code, group in page.groups.items()} == {
        "now": 2,
        "soon": 1,
        "later": 2,
        "undated": 1,
    }
    assert page.told.text() == "6 things"
    first = page.groups["now"]
    assert first.model.data(first.model.index(0, 0)).endswith("Ring upp, 3 days late, 18 Nov 2026, det lovades")
    assert audit(window) == []
    first.rows.choose_first()
    QTest.keyClick(first.rows, Qt.Key.Key_Return)
    assert window.stack.current_name == "person"


def test_a_long_group_tells_how_many_more_there_are(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits(monkeypatch, [Waiting("test", register.today(), person)] * 33)
    window = window_over(qtbot, register)
    window.go("today")
    page = window.stack.current
    assert isinstance(page, TodayPage)
    assert page.groups["now"].model.rowCount() == 30
    assert page.groups["now"].note.text() == "3 more come after these"


def test_every_code_a_source_gives_has_words() -> None:
    assert set(wording.WORDS) >= {"look.unseen"}
    for code in wording.WORDS:
        told = {"who": "Sara Lind", "day": "2026-11-01", "since": "2026-11-01", "n": "3", "pairs": "3", "what": "x"}
        params = tuple((told | {"sv": "Flytt", "en": "Move"}).items())
        assert wording.words_of(Waiting(code, None, "", params)).what
