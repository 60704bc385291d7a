"""The shipped weights hold what the scores ask for, and a broken file says where it is broken."""

import re
from pathlib import Path

import pytest

from caseworker import linkage
from caseworker.domain import scoring
from caseworker.domain.scoring import REASONS
from caseworker.errors import EnvironmentFault
from caseworker.places import RESOURCES

LINES = {"review", "probable", "shown", "kin"}
OF_NAMES = {"rare_name", "particular_name", "common_name", "alike_share", "other_word", "missing_word", "other_name"}


def test_every_reason_that_is_no_name_has_a_weight_and_nothing_else_has() -> None:
    weights = linkage.weights()
    names = set(REASONS[REASONS.index("same_original_name") : REASONS.index("same_birth_date")]) - {"other_name"}
    silent = {"same_sex", "same_language"}
    assert set(weights.fields) == (set(REASONS) - names) | LINES | OF_NAMES | silent
    asked = set(re.findall(r"of\(\"(\w+)\"\)", Path(scoring.__file__).read_text(encoding="utf-8")))
    assert asked <= set(weights.fields)
    assert weights is linkage.weights()


def test_common_names_weigh_from_two_to_five() -> None:
    weights = linkage.weights()
    assert len(weights.names) > 150
    assert set(weights.names.values()) <= {2.0, 3.0, 4.0, 5.0}
    assert "uk" in weights.registers
    assert "prs" not in weights.registers


@pytest.mark.parametrize("broken", ["", "[lines]\nreview = 'much'\n", "[lines]\nreview = true\n", "lines = 3\n", "[["])
def test_a_broken_file_is_named(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "weights.toml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(EnvironmentFault) as caught:
        linkage.weights_in(path, RESOURCES / "linkage" / "names.toml")
    assert caught.value.code == "codes.broken"
    assert caught.value.params["file"] == "weights.toml"
