"""Amounts of law by dated rows: every row's own cases, missing years, and files that are broken."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker import lawbook_amounts
from caseworker.domain.amounts import Measure
from caseworker.domain.law import Certainty
from caseworker.errors import EnvironmentFault
from caseworker.lawbook_amounts import AmountCase
from caseworker.places import RESOURCES

FILES = lawbook_amounts.load()
AMOUNTS = FILES.amounts
CODES = sorted({row.code for row in AMOUNTS.rows})
SOMETIME = st.dates(date(2010, 1, 1), date(2035, 1, 1))


@pytest.mark.parametrize("case", FILES.cases, ids=[f"{case.code}-{case.on}-{case.of}" for case in FILES.cases])
def test_a_row_answers_its_own_cases(case: AmountCase) -> None:
    assert AMOUNTS.value(case.code, case.of, case.on, case.received) == case.value


def test_every_code_is_tried() -> None:
    assert {case.code for case in FILES.cases} == set(CODES)
    assert set(AMOUNTS.codes()) == {row.code for row in AMOUNTS.rows if row.rule.certainty is not Certainty.PROPOSED}


def test_both_age_limits_hold_at_once() -> None:
    """2022:1457 p. 3: who was received before 2026 keeps 66; riktåldern is for those received from then."""
    on = date(2026, 6, 1)
    assert AMOUNTS.value("schablon-aldersgrans", "grans", on, date(2025, 12, 31)) == 66
    assert AMOUNTS.value("schablon-aldersgrans", "grans", on, date(2026, 1, 1)) == 67
    assert AMOUNTS.row("schablon-aldersgrans", on) is None  # it takes the day of reception to know


def test_a_year_without_a_known_amount_is_missing_not_nothing() -> None:
    assert AMOUNTS.value("halsoundersokning", "person", date(2022, 6, 1)) is None
    assert AMOUNTS.value("riksnorm-vuxen", "ensamstaende", date(2027, 1, 1)) is None
    assert AMOUNTS.value("schablon", "nobody", date(2026, 1, 1)) is None
    assert AMOUNTS.value("no such code", "under", date(2026, 1, 1)) is None


def test_an_amount_after_a_reform_that_is_not_read_is_missing_and_says_so() -> None:
    row = AMOUNTS.row("dagersattning", date(2026, 10, 1))
    assert row is not None
    assert row.rule.certainty is Certainty.UNKNOWN
    assert not row.values


def test_a_proposed_amount_is_read_and_never_applied() -> None:
    proposed = [row for row in AMOUNTS.rows if row.rule.certainty is Certainty.PROPOSED]
    assert [row.code for row in proposed] == ["barntillagg"]
    assert AMOUNTS.row("barntillagg", date(2027, 1, 1)) is None


def test_the_initial_sums_are_those_the_agency_pays() -> None:
    """2010:1122 16–17 §§: a share of prisbasbeloppet, rounded to whole kronor."""
    day = date(2024, 9, 1)
    base = AMOUNTS.value("prisbasbelopp", "belopp", day)
    assert base is not None
    sums = {}
    for code, of in [("initial-anvisad", "under_20"), ("initial-anvisad", "vuxen"), ("initial-ovriga", "under_20")]:
        share = AMOUNTS.value(code, of, day, day)
        assert share is not None
        sums[code, of] = round(base * share / 1_000_000)
    assert list(sums.values()) == [9_999, 19_998, 3_003]


def test_the_counties_make_up_the_country() -> None:
    day = date(2026, 5, 1)
    row = AMOUNTS.row("lanstal", day)
    assert row is not None
    assert len(row.values) == 21
    assert sum(row.values.values()) == AMOUNTS.value("anvisningar", "hela_landet", day)


@given(code=st.sampled_from(CODES), on=SOMETIME, received=st.none() | SOMETIME)
@settings(max_examples=60, deadline=None)
def test_at_most_one_row_decides_and_never_with_nothing(code: str, on: date, received: date | None) -> None:
    held = [row for row in AMOUNTS.applied() if row.code == code and row.holds(on, received)]
    assert len(held) <= 1
    row = AMOUNTS.row(code, on, received)
    assert row is None or row in held
    assert all(value > 0 for value in (row.values.values() if row else ()))


def test_money_is_whole_kronor_in_ore() -> None:
    for row in AMOUNTS.rows:
        if row.measure is Measure.ORE:
            assert all(value % 100 == 0 for value in row.values.values()), row.code


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("values = { person = 272_500 }", "values = { person = 0 }", "values"),
        ("values = { person = 272_500 }", "values = { person = 2725.0 }", "person"),
        ("values = { person = 272_500 }", "", "values"),  # a known amount without its number
        ("valid_to = 2024-12-31\nverified_on", "valid_to = 2025-01-01\nverified_on", "valid_from"),  # overlaps the next
        ('measure = "basis_points"', 'measure = "per cent"', "measure"),
        ('code = "grundersattning"\nmeasure = "ore"', 'code = "schablon"\nmeasure = "count"', "measure"),
        ("received_from = 2026-01-01", "received_from = 2026-01-01\nreceived_to = 2025-01-01", "received_to"),
        ('law = ["2010:1122 29"]', 'law = ["2010:1122 99"]', "law"),
        ('law = ["2010:1122 29"]', "law = []", "law"),
    ],
)
def test_a_broken_row_is_told_by_its_field(tmp_path: Path, before: str, after: str, field: str) -> None:
    folder = shutil.copytree(RESOURCES / "lawbook", tmp_path / "lawbook")
    path = folder / "compensation.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(EnvironmentFault) as fault:
        lawbook_amounts.read_folder(folder)
    assert (fault.value.params["file"], fault.value.params["field"]) == ("compensation.toml", field)


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(RESOURCES / "lawbook", tmp_path / "lawbook")
    (folder / "amounts.toml").write_text("schema = 1\n", encoding="utf-8")
    with pytest.raises(EnvironmentFault) as fault:
        lawbook_amounts.read_folder(folder)
    assert (fault.value.params["file"], fault.value.params["field"]) == ("amounts.toml", "row")
