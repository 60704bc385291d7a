"""Gates, ladder and lock: what of a real table may leave, and what keeps a year on one step."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.counts.ladder import Axis, LadderLock, Stepdown
from caseworker.domain.counts.protection import CountedPerson, protect
from caseworker.domain.counts.release import release_id, require_office, require_period
from caseworker.domain.person import Sex
from caseworker.errors import Refused, UsageFault
from tests.counts.offices import CLASSES, PTABLE, SECRET, both, group, office, sent, table


def full_office() -> list[CountedPerson]:
    """Ten of each sex in each of seven bands and nine classes."""
    statuses = ["ASYL", "MASSF", "TILLST", "NY-FLY", "NY-KVOT", "NY-ANK", "GYM", "EU", None]
    ages = [3, 10, 16, 18, 40, 65, 80]
    return [
        one
        for seed, status in enumerate(statuses)
        for age in ages
        for one in both(2, seed=seed, age=age, status=status)
    ]


def test_a_full_office_keeps_its_finest_classes() -> None:
    full = table(full_office())
    assert (full.survived.ages, full.survived.ages_of) == (7, 7)
    assert (full.survived.statuses, full.survived.statuses_of) == (9, 9)
    assert full.survived.cells == len(full.cells) == 8 * 10 * 3
    assert full.ladder.stepdowns == ()


def test_the_office_total_counts_everybody_once() -> None:
    people = full_office()
    whole = next(
        cell for cell in table([*people, *people]).cells if (cell.status, cell.age, cell.sex) == ("total",) * 3
    )
    assert whole.true == len(people)


def test_the_same_person_with_two_faces_is_refused() -> None:
    people = full_office()
    with pytest.raises(Refused) as refused:
        table([*people, replace(people[0], age=99)])
    assert refused.value.code == "counts.person_twice"


@pytest.mark.parametrize("size", [0, 1, 9])
def test_an_office_under_ten_sends_nothing_but_that_it_is_too_few(size: int) -> None:
    few = table(group(size, seed=1, sex=Sex.WOMAN))
    assert few.too_few
    assert [cell.sent for cell in few.cells] == [None]
    assert few.survived.cells == 0


def test_an_office_of_ten_sends_its_total_alone_when_one_sex_is_few() -> None:
    ten = table([*group(9, seed=1, sex=Sex.WOMAN), *group(3, seed=1, sex=Sex.MAN)])
    assert not ten.too_few
    assert [(cell.status, cell.age, cell.sex) for cell in ten.cells] == [("total", "total", "total")]
    assert ten.ladder.stepdowns == (Stepdown(Axis.SEX, 2, Sex.WOMAN, None, 9),)


def test_one_small_group_merges_the_whole_table_one_step() -> None:
    people = [*both(20, seed=1, age=3), *both(20, seed=2, age=10), *both(6, seed=3, age=16), *both(20, seed=4, age=18)]
    people += [*both(20, seed=5, age=40), *both(20, seed=6, age=65), *both(20, seed=7, age=70)]
    merged = table(people)
    assert merged.survived.ages == 5
    assert merged.ladder.stepdowns[0] == Stepdown(Axis.AGE, 7, Sex.WOMAN, "16-17", 6)


def test_an_empty_group_is_as_telling_as_a_small_one() -> None:
    grown_ups = both(40, seed=1, age=30)
    assert table(grown_ups).survived.ages == 1
    assert table(grown_ups).survived.statuses == 1


@given(size=st.integers(0, 150), seed=st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_no_cross_cell_is_published_over_a_population_margin_under_ten(size: int, seed: int) -> None:
    protected = table(office(size, seed))
    true = {(cell.status, cell.age, cell.sex): cell.true for cell in protected.cells}
    for cell in protected.cells:
        if cell.sent is None or (cell.status, cell.age, cell.sex) == ("total",) * 3:
            continue
        assert true["total", "total", cell.sex] >= 10
        if cell.sex in ("woman", "man"):
            assert true["total", cell.age, cell.sex] >= 10
            assert true[cell.status, "total", cell.sex] >= 10


@given(size=st.integers(10, 120), seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_zero_stays_zero_and_noise_stays_within_five(size: int, seed: int) -> None:
    for cell in table(office(size, seed)).cells:
        if cell.sent is not None:
            assert (cell.sent == 0) if cell.true == 0 else abs(cell.sent - cell.true) <= 5
            assert cell.sent not in (1, 2)


def test_unknown_sex_is_in_the_totals_only_until_it_is_ten() -> None:
    nine = table([*full_office(), *group(9, seed=9, sex=Sex.UNKNOWN)])
    assert {cell.sex for cell in nine.cells} == {"woman", "man", "total"}
    whole = next(cell for cell in nine.cells if (cell.status, cell.age, cell.sex) == ("total",) * 3)
    assert whole.true == len(full_office()) + 9


def test_unknown_sex_from_ten_on_has_one_figure_and_is_never_crossed() -> None:
    ten = table([*full_office(), *group(10, seed=9, sex=Sex.UNKNOWN)])
    figures = {(cell.status, cell.age): cell.sent for cell in ten.cells if cell.sex == "unknown"}
    assert figures.pop(("total", "total")) is not None
    assert set(figures.values()) == {None}


def test_unknown_age_is_in_the_totals_only() -> None:
    people = [*full_office(), *group(4, seed=9, sex=Sex.MAN, age=None)]
    cells = {(cell.status, cell.age, cell.sex): cell.true for cell in table(people).cells}
    bands = [category.code for category in CLASSES.age_step(7).categories]
    assert sum(cells["total", band, "man"] for band in bands) == cells["total", "total", "man"] - 4


def test_protected_people_are_counted_among_the_others_whatever_their_status() -> None:
    open_ = both(3, seed=77, status="NY-KVOT")
    hidden = [replace(person, protected=True) for person in open_]
    without = [replace(person, status="PAPPERSL") for person in open_]
    assert sent(table([*full_office(), *hidden])) == sent(table([*full_office(), *without]))


def test_within_the_year_the_table_never_becomes_finer_again() -> None:
    small = table(both(40, seed=1, age=30), period="2026-01")
    grown = table(full_office(), period="2026-02", lock=small.lock)
    assert (grown.survived.ages, grown.survived.statuses) == (1, 1)
    assert Stepdown(Axis.AGE, 7) in grown.ladder.stepdowns
    assert grown.lock == small.lock


def test_within_the_year_the_table_may_become_coarser_and_then_stays() -> None:
    january = table(full_office(), period="2026-01")
    february = table(both(40, seed=1, age=30), period="2026-02", lock=january.lock)
    march = table(full_office(), period="2026-03", lock=february.lock)
    assert (january.survived.ages, february.survived.ages, march.survived.ages) == (7, 1, 1)


def test_a_table_once_without_sexes_stays_so_for_the_year() -> None:
    january = table(group(30, seed=1, sex=Sex.MAN), period="2026-01")
    february = table(full_office(), period="2026-02", lock=january.lock)
    assert not february.ladder.by_sex
    assert february.ladder.stepdowns == (Stepdown(Axis.SEX, 2),)


def test_a_month_with_too_few_chooses_no_step_for_the_year() -> None:
    january = table(group(3, seed=1, sex=Sex.MAN), period="2026-01")
    february = table(full_office(), period="2026-02", lock=january.lock)
    assert february.survived.ages == 7


def test_a_new_year_begins_without_a_lock() -> None:
    with pytest.raises(Refused) as refused:
        table(full_office(), period="2027-01", lock=table(full_office(), period="2026-12").lock)
    assert refused.value.code == "counts.lock_year"
    assert table(full_office(), period="2027-01").survived.ages == 7


def test_another_office_secret_within_the_year_is_refused() -> None:
    lock = table(full_office(), period="2026-01").lock
    with pytest.raises(Refused) as refused:
        table(full_office(), period="2026-01", secret=bytes(32), lock=lock)
    assert refused.value.code == "counts.secret_changed"


def test_the_lock_says_nothing_of_the_secret() -> None:
    assert (
        SECRET.hex()[:16] not in LadderLock.fresh("T1@1", "2026-01", table(full_office()).lock.secret_mark).secret_mark
    )


def test_a_secret_of_another_length_is_a_bug_not_a_release() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        table(full_office(), secret=b"short")


def test_margins_are_the_cells_that_are_a_total() -> None:
    full = table(full_office())
    inner = set(full.cells) - set(full.margins)
    assert len(inner) == 7 * 9 * 2
    assert all("total" not in (cell.status, cell.age, cell.sex) for cell in inner)


def test_only_the_tables_of_the_catalogue_can_be_made() -> None:
    with pytest.raises(Refused) as refused:
        protect([], table="T9", period="2026-10", office_secret=SECRET, ptable=PTABLE, classes=CLASSES, lock=None)
    assert refused.value.code == "counts.unknown_table"


@pytest.mark.parametrize("period", ["2026", "2026-13", "2026-00", "26-10", "2026-10-01", "2026-1", "２０２６-10", ""])
def test_a_period_is_a_month(period: str) -> None:
    with pytest.raises(UsageFault) as fault:
        require_period(period)
    assert fault.value.code == "counts.period"


@pytest.mark.parametrize("code", ["", "u01", "U 01", "-U01", "U" * 17, "Å1"])
def test_an_office_code_is_short_plain_capitals(code: str) -> None:
    with pytest.raises(UsageFault) as fault:
        require_office(code)
    assert fault.value.code == "counts.office"
    assert require_office("9980-01") == "9980-01"


def test_the_release_id_follows_from_what_it_names() -> None:
    first = release_id(office="U01", table="T1@1", period="2026-10", revision=1)
    assert first == release_id(office="U01", table="T1@1", period="2026-10", revision=1)
    others = {
        release_id(office="U01", table="T1@1", period=f"2026-{m:02d}", revision=r) for m in (1, 2) for r in (1, 2)
    }
    assert len(others | {first}) == 5
