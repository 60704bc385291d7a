"""The table as it travels: only sent figures, and only what the catalogue knows, is ever built or accepted."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from caseworker.domain.counts.dataset import dataset, require_dataset, unknown_codes
from caseworker.domain.counts.noise import PTABLE_SHA256
from caseworker.domain.person import Sex
from caseworker.errors import Refused
from tests.counts.offices import CLASSES, both, group, office, table

Dataset = dict[str, Any]


def built() -> Dataset:
    return dataset(table(office(400, 5)), CLASSES)


def test_the_dataset_is_json_stat_with_its_protection_described() -> None:
    made = built()
    assert (made["version"], made["class"], made["id"]) == ("2.0", "dataset", ["status", "age", "sex"])
    assert len(made["value"]) == made["size"][0] * made["size"][1] * made["size"][2]
    protection = made["extension"]["protection"]
    assert protection["ptable_sha256"] == PTABLE_SHA256
    assert protection["survived"] == sum(figure is not None for figure in made["value"])
    assert protection["gates"]["age"].endswith("/7")


def test_every_dataset_protection_can_make_is_accepted() -> None:
    offices = [
        *(office(size, size) for size in (0, 5, 12, 40, 120, 400, 1500)),
        [*office(800, 3), *group(30, seed=1, sex=Sex.UNKNOWN)],
        both(40, seed=1),
        group(30, seed=1, sex=Sex.MAN),
    ]
    for people in offices:
        made = dataset(table(people), CLASSES)
        assert unknown_codes(made, CLASSES) == ()
        require_dataset(made, CLASSES)


def test_an_office_with_too_few_sends_one_empty_cell_that_says_so() -> None:
    made = dataset(table(office(9, 1)), CLASSES)
    assert (made["value"], made["status"], made["size"]) == ([None], {"0": "too_few"}, [1, 1, 1])


def test_true_figures_cannot_reach_the_dataset() -> None:
    protected = table(office(400, 5))
    blinded = replace(protected, cells=tuple(replace(cell, true=-1) for cell in protected.cells))
    assert dataset(blinded, CLASSES) == dataset(protected, CLASSES)


def test_unknown_codes_are_listed_never_dropped() -> None:
    made = built()
    made["dimension"]["age"]["category"]["index"][1] = "0-3"
    made["dimension"]["religion"] = made["dimension"]["age"]
    made["extension"]["protection"]["ptable_sha256"] = "0" * 64
    assert unknown_codes(made, CLASSES) == ("age:0-3", "dimension:religion", "ptable")


def _one(made: Dataset) -> None:
    made["value"][4] = 1


def _two(made: Dataset) -> None:
    made["value"][4] = 2


def _figure_for_crossed_unknown(made: Dataset) -> None:
    other = dataset(table([*office(800, 3), *group(30, seed=1, sex=Sex.UNKNOWN)]), CLASSES)
    made.clear()
    made.update(other)
    made["value"][7] = 12


def _cross_without_sexes(made: Dataset) -> None:
    kept = made["value"][2::3]
    made["dimension"]["sex"]["category"] = {"index": ["total"], "label": {"total": "Alla"}}
    made["size"][2], made["value"] = 1, kept
    made["extension"]["protection"]["survived"] = len(kept)


@pytest.mark.parametrize("damage", [_one, _two, _figure_for_crossed_unknown, _cross_without_sexes])
def test_figures_that_protection_never_sends_are_refused_as_unprotected(damage: Callable[[Dataset], None]) -> None:
    made = built()
    damage(made)
    with pytest.raises(Refused) as refused:
        require_dataset(made, CLASSES)
    assert refused.value.code == "counts.unprotected"


def _set(*path: str | int, value: object) -> Callable[[Dataset], None]:
    def damage(made: Dataset) -> None:
        at: Any = made
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value

    return damage


def _drop_figure(made: Dataset) -> None:
    made["value"].pop()


def _half_a_split(made: Dataset) -> None:
    made["dimension"]["age"]["category"]["index"].pop()


@pytest.mark.parametrize(
    "damage",
    [
        _drop_figure,
        _half_a_split,
        _set("value", 3, value=True),
        _set("value", 3, value=-4),
        _set("value", 3, value=10**9),
        _set("value", 3, value="12"),
        _set("value", 3, value=None),
        _set("value", value={"0": 12}),
        _set("label", value="fri text"),
        _set("note", value=["fri text"]),
        _set("size", 0, value=True),
        _set("dimension", "sex", "label", value="fri text"),
        _set("dimension", "sex", "category", "label", "woman", value="fri text"),
        _set("extension", "protection", "survived", value=0),
        _set("extension", "free", value="text"),
        _set("status", value={"0": "withheld"}),
        _set("dimension", value={}),
        _set("dimension", value=None),
    ],
)
def test_anything_beyond_the_catalogue_is_refused_as_malformed(damage: Callable[[Dataset], None]) -> None:
    made = copy.deepcopy(built())
    damage(made)
    with pytest.raises(Refused) as refused:
        require_dataset(made, CLASSES)
    assert refused.value.code == "counts.malformed"
