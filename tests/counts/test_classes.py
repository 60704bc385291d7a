"""The classes of the counts: every age and status has one place in every step, and a coarser step only merges."""

import copy
import tomllib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker import classes as loader
from caseworker import lawbook
from caseworker.domain.counts.classes import parse_classes
from caseworker.errors import EnvironmentFault, Refused
from caseworker.places import RESOURCES
from tests.counts.offices import CLASSES

SOURCE = tomllib.loads((RESOURCES / "codes" / "classes.toml").read_text(encoding="utf-8"))
CODES = [
    "ASYL",
    "ASYL-EK",
    "MASSF",
    "MASSF-FB",
    "TILLST",
    "NY-FLY",
    "NY-ALT",
    "NY-OMM",
    "NY-KVOT",
    "NY-VH",
    "NY-VH-511",
    "NY-VH-1218",
    "NY-ANK",
    "NY-INT",
    "GYM",
    "BEVIS",
    "AVSLAG-FAM",
    "AVSLAG-VUX",
    "PAPPERSL",
    "EU",
    "MEDB",
    "OVR",
]


def test_the_ladders_have_the_steps_of_the_method() -> None:
    assert [step.size for step in CLASSES.ages] == [7, 5, 3, 2, 1]
    assert [step.size for step in CLASSES.statuses] == [9, 5, 3, 1]


def test_the_bands_are_named_by_their_edges() -> None:
    assert [one.code for one in CLASSES.age_step(7).categories] == [
        "0-5",
        "6-15",
        "16-17",
        "18-19",
        "20-64",
        "65-66",
        "67+",
    ]
    assert [one.label for one in CLASSES.age_step(3).categories] == ["0–17 år", "18–64 år", "65+ år"]
    assert [one.code for one in CLASSES.age_step(2).categories] == ["0-17", "18+"]


@pytest.mark.parametrize(
    ("age", "band"), [(0, "0-5"), (5, "0-5"), (6, "6-15"), (17, "16-17"), (18, "18-19"), (66, "65-66")]
)
def test_an_age_on_an_edge_belongs_to_the_band_it_opens(age: int, band: str) -> None:
    found = CLASSES.age_step(7).category(age)
    assert found is not None
    assert found.code == band


def test_an_unknown_age_has_no_band() -> None:
    assert CLASSES.age_step(7).category(None) is None


@given(age=st.integers(0, 120), other=st.integers(0, 120))
@settings(max_examples=100, deadline=None)
def test_people_in_one_band_stay_together_in_every_coarser_step(age: int, other: int) -> None:
    together = [step.category(age) == step.category(other) for step in CLASSES.ages]
    assert together == sorted(together)


@pytest.mark.parametrize("code", CODES)
def test_every_status_code_has_a_class_in_every_step(code: str) -> None:
    finest = CLASSES.status_class(code, protected=False)
    assert all(step.of[finest] in step.categories for step in CLASSES.statuses)


def test_every_status_of_the_lawbook_can_be_counted() -> None:
    assert {entry.code for entry in lawbook.load().statuses} <= set(CLASSES.class_of)


def test_the_shipped_classes_know_these_statuses_and_no_others() -> None:
    assert sorted(CLASSES.class_of) == sorted(CODES)


@pytest.mark.parametrize("code", ["PAPPERSL", "BEVIS", "AVSLAG-FAM", "AVSLAG-VUX"])
def test_sensitive_statuses_are_never_a_class_of_their_own(code: str) -> None:
    assert CLASSES.status_class(code, protected=False) == "ovriga"


@pytest.mark.parametrize("code", [*CODES, None])
def test_a_protected_person_is_always_among_the_others(code: str | None) -> None:
    assert CLASSES.status_class(code, protected=True) == CLASSES.status_class(None, protected=False) == "ovriga"


def test_an_unknown_status_is_refused_not_dropped() -> None:
    with pytest.raises(Refused) as refused:
        CLASSES.status_class("NY-2030", protected=False)
    assert refused.value.code == "counts.unknown_status"


def test_the_pension_age_of_the_lawbook_moves_the_last_edge_alone() -> None:
    moved = parse_classes(SOURCE, pension_age=68)
    assert [one.code for one in moved.age_step(7).categories][-2:] == ["65-67", "68+"]
    assert moved.age_step(5) == CLASSES.age_step(5)


def _drop_total(source: dict[str, dict[str, object]]) -> None:
    del source["total"]


def _rename_total(source: dict[str, dict[str, object]]) -> None:
    source["total"]["code"] = "alla"


def _recut_ages(source: dict[str, dict[str, object]]) -> None:
    source["ages"]["steps"] = [[6, 18], [7], []]


def _leave_no_last_step(source: dict[str, dict[str, object]]) -> None:
    source["ages"]["steps"] = [[6, 18], [6]]


def _fall(source: dict[str, dict[str, object]]) -> None:
    source["ages"]["steps"] = [[18, 6], []]


def _lose_a_class(source: dict[str, dict[str, object]]) -> None:
    source["statuses"]["steps"] = [{"classes": [{"code": "a", "label": "A", "of": ["asyl"]}]}]


def _recut_statuses(source: dict[str, dict[str, object]]) -> None:
    steps = source["statuses"]["steps"]
    assert isinstance(steps, list)
    source["statuses"]["steps"] = steps[::-1]


def _withhold_nowhere(source: dict[str, dict[str, object]]) -> None:
    source["statuses"]["withheld"] = "ingenstans"


def _count_a_status_twice(source: dict[str, dict[str, object]]) -> None:
    source["statuses"]["classes"][0]["of"] = ["ASYL", "TILLST"]  # type: ignore[index]  # read from TOML


def _put_text_for_a_list(source: dict[str, dict[str, object]]) -> None:
    source["ages"]["steps"] = "6,18"


def _put_text_for_a_table(source: dict[str, dict[str, object]]) -> None:
    source["sexes"] = "kvinnor"  # type: ignore[assignment]  # the point of the test


@pytest.mark.parametrize(
    "damage",
    [
        _drop_total,
        _rename_total,
        _recut_ages,
        _leave_no_last_step,
        _fall,
        _lose_a_class,
        _recut_statuses,
        _withhold_nowhere,
        _count_a_status_twice,
        _put_text_for_a_list,
        _put_text_for_a_table,
    ],
)
def test_a_broken_file_is_refused_as_a_whole(damage: Callable[[dict[str, dict[str, object]]], None]) -> None:
    source = copy.deepcopy(SOURCE)
    damage(source)
    with pytest.raises(EnvironmentFault) as fault:
        parse_classes(source)
    assert fault.value.code == "counts.classes_broken"


def test_a_missing_file_is_an_environment_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "RESOURCES", RESOURCES / "nowhere")
    with pytest.raises(EnvironmentFault) as fault:
        loader.load_classes()
    assert fault.value.code == "counts.classes_broken"
