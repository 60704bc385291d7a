"""Lines, figures and words of Skicka without a window: the file stays whole and nothing is counted twice."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.counts.offices import CLASSES
from ui.send.file_lines import file_lines
from ui.send.presenter import months
from ui.send.wording import _classes, last_day

TEXTS = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99999) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=6), inner, max_size=5),
    max_leaves=25,
)


@given(value=st.dictionaries(st.text(max_size=6), TEXTS, max_size=6), columns=st.integers(24, 120))
@settings(max_examples=80, deadline=None)
def test_the_lines_put_together_are_the_file_and_no_line_is_too_long(value: dict[str, object], columns: int) -> None:
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    lines = file_lines(text, columns, frozenset({"sig"}))
    assert "".join(line.text for line in lines) == text
    assert all(len(line.text) <= max(columns - 2 * line.depth, 12) for line in lines)
    assert lines[-1].depth == 0


def test_a_release_is_broken_at_its_fields() -> None:
    document = {"dataset": {"value": list(range(90))}, "sha256": "a" * 64, "period": "2026-10"}
    text = json.dumps(document, separators=(",", ":"), sort_keys=True)
    lines = file_lines(text, 60)
    assert [line.field for line in lines if line.begins and line.field] == ["dataset", "value", "period", "sha256"]
    assert sum(line.field == "value" for line in lines) > 3


def test_the_first_month_offered_is_not_over_and_the_second_is_the_last_full_one() -> None:
    offered = months(date(2026, 2, 28))
    assert offered[:3] == ("2026-02", "2026-01", "2025-12")
    assert len(offered) == 13
    assert last_day("2024-02") == date(2024, 2, 29)


def test_every_class_of_the_catalogue_has_english_words() -> None:
    known = {category.code for step in CLASSES.statuses for category in step.categories} - {CLASSES.total.code}
    assert known <= set(_classes())
