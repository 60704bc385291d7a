"""The lazy model: exact signals, few fetches, a hundred thousand rows at the price of a page."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ui.models.lazy_rows import PAGE, LazyRowsModel
from ui.widgets.rows import Cell, Column, RowList

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


class Source:
    """Counts what is asked of it."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[tuple[int, int]] = []

    def __call__(self, offset: int, limit: int) -> Sequence[str]:
        self.asked.append((offset, limit))
        return [f"row {number}" for number in range(offset, min(offset + limit, self.count))]


@settings(max_examples=40, deadline=None)
@given(counts=st.lists(st.integers(0, 350), min_size=1, max_size=6))
def test_any_series_of_results_keeps_the_model_exact(counts: list[int]) -> None:
    model = LazyRowsModel(str)
    tester = QAbstractItemModelTester(model, STRICT)
    for turn, count in enumerate(counts):
        if turn % 2:
            model.refresh(count)
        else:
            model.show_rows(count, Source(400))
        assert model.rowCount() == count
        if count:
            assert model.index(count - 1, 0).data(Qt.ItemDataRole.UserRole) == f"row {count - 1}"
    assert tester.model() is model


def test_only_the_pages_on_screen_are_fetched(qtbot: QtBot) -> None:
    source = Source(100_000)
    model = LazyRowsModel(str)
    rows = RowList("People", name="people", columns=(Column(lambda row: Cell(top=row, bottom="below")),))
    rows.setModel(model)
    model.show_rows(source.count, source)
    qtbot.addWidget(rows)
    rows.resize(900, 700)
    rows.show()
    rows.grab()
    assert len(source.asked) <= 2
    rows.scrollToBottom()
    rows.grab()
    assert source.asked[-1] == (100_000 - PAGE, PAGE)
    assert len(source.asked) <= 4


def test_jumping_through_a_hundred_thousand_rows_touches_only_what_is_seen(qtbot: QtBot) -> None:
    source, drawn = Source(100_000), list[str]()

    def cell(row: str) -> Cell:
        drawn.append(row)
        return Cell(top=row, bottom="below")

    model = LazyRowsModel(str)
    rows = RowList("People", name="people", columns=(Column(cell),))
    rows.setModel(model)
    model.show_rows(100_000, source)
    qtbot.addWidget(rows)
    rows.resize(900, 700)
    rows.show()
    bar = rows.verticalScrollBar()
    for jump in range(50):
        bar.setValue(bar.maximum() * jump // 50)
        rows.viewport().grab()
    assert 50 <= len(source.asked) <= 2 * 50
    assert 50 < len(drawn) < 50 * 100


def test_a_row_that_has_gone_meanwhile_is_empty_not_a_fault() -> None:
    model = LazyRowsModel(str)
    model.show_rows(10, Source(5))
    assert model.row(9) is None
    assert model.index(9, 0).data(Qt.ItemDataRole.DisplayRole) == ""


def test_a_screen_reader_hears_the_whole_row() -> None:
    model = LazyRowsModel(lambda row: f"{row}, newly arrived")
    model.show_list(["Samira"])
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Samira, newly arrived"
    assert model.index(0, 0).data(Qt.ItemDataRole.EditRole) is None


def test_refresh_fetches_again_and_keeps_the_place(qtbot: QtBot) -> None:
    source = Source(300)
    model = LazyRowsModel(str)
    model.show_rows(300, source)
    model.row(0)
    with qtbot.waitSignal(model.dataChanged):
        model.refresh(300)
    model.row(0)
    assert source.asked == [(0, PAGE), (0, PAGE)]
