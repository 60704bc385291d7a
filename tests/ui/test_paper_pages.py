"""What Brev and Skicka share: nothing is cut at any text size, and the newest choice wins among threads."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from caseworker.services import counts
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.paper_bench import crowd, letters_window, send_window
from tests.ui.people_bench import desk_over, enrolled
from ui.letters.presenter import LettersPresenter
from ui.tasks import TaskRunner
from ui.theme import Scheme, theme
from ui.widgets.paint import Elisions

if TYPE_CHECKING:
    from ui.letters.orders import Preview


@pytest.fixture
def watched() -> Iterator[list[str]]:
    """Every text that is drawn shortened, while the test runs."""
    Elisions.watching = True
    Elisions.seen.clear()
    yield Elisions.seen
    Elisions.watching = False
    Elisions.seen.clear()
    theme().wear(Scheme.SYSTEM, 100)


def settle(window: QWidget, watched: list[str]) -> None:
    """Let every layout take its place, then draw once."""
    for _round in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    watched.clear()
    window.grab()


def cut(page: QWidget) -> list[str]:
    """Labels that are narrower or lower than their text needs."""
    found = []
    for label in page.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        low = label.wordWrap() and label.heightForWidth(label.width()) > label.height() + 1
        narrow = not label.wordWrap() and label.minimumSizeHint().width() > label.width() + 1
        if low or narrow:
            found.append(label.text())
    return found


@pytest.mark.parametrize(("scale", "width", "height"), [(100, 1366, 768), (130, 1440, 900), (150, 1440, 900)])
def test_no_text_of_the_letters_is_cut(
    qtbot: QtBot, register: Register, watched: list[str], scale: int, width: int, height: int
) -> None:
    person = enrolled(register)
    window, page = letters_window(qtbot, register)
    window.change_settings(window.settings._replace(text_scale=scale, scheme="light"))
    window.resize(width, height)
    window.go("letters", person)
    settle(window, watched)
    assert cut(page) == []
    assert [text for text in watched if "Search" not in text] == []


@pytest.mark.parametrize(("scale", "width", "height"), [(100, 1366, 768), (130, 1440, 900), (150, 1440, 900)])
def test_no_text_of_the_counts_is_cut(
    qtbot: QtBot, register: Register, watched: list[str], scale: int, width: int, height: int
) -> None:
    crowd(register, 60)
    counts.prepare_release(register, period="2026-10", by=FOUNDER)
    window, page = send_window(qtbot, register)
    window.change_settings(window.settings._replace(text_scale=scale, scheme="light"))
    window.resize(width, height)
    settle(window, watched)
    assert cut(page) == []
    assert [text for text in watched if "Search" not in text] == []
    page.board.toggle_file()
    settle(window, watched)
    assert cut(page) == []
    assert [text for text in watched if "Search" not in text] == []


def test_only_the_newest_choice_is_drawn_when_answers_come_from_threads(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    runner = TaskRunner()
    try:
        presenter = LettersPresenter(desk_over(register), runner)
        drawn: list[Preview] = []
        presenter.drawn.connect(drawn.append)
        with qtbot.waitSignal(presenter.drawn, timeout=10_000):
            presenter.choose_person(person)
        with qtbot.waitSignal(presenter.drawn, timeout=10_000):
            for language in ("so", "uk", "ti"):
                presenter.choose_language(language)
        assert [preview.order.language for preview in drawn] == ["ar", "ti"]
    finally:
        runner.close()
