"""The public yardstick: records nothing was tuned on come out right, through the program's own blocks and scores."""

from pathlib import Path

import pytest

from tests.benchmarks import febrl


@pytest.mark.parametrize(("sets", "floor"), [(("4a", "4b"), 0.98), (("3",), 0.96)], ids=["FEBRL4", "FEBRL3"])
def test_the_other_half_of_the_records_comes_out_right(tmp_path: Path, sets: tuple[str, ...], floor: float) -> None:
    out = febrl.measured_sets(sets, 1, tmp_path)
    assert out.f1 >= floor
    assert out.complete >= 0.98
