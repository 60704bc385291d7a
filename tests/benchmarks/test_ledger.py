"""The table of measurements tells a missed promise from a kept one, and information from both."""

from tests.benchmarks.ledger import Row, against, at_most, in_turns, percentile, table


def test_a_missed_bar_is_written_as_missed() -> None:
    assert against("open | bare", 4.0, 1.0, 3).reached is False
    assert against("open | bare", 3.0, 1.0, 3).reached is True
    assert at_most("memory", 300.1, 300, "MB").reached is False


def test_information_is_neither_reached_nor_missed() -> None:
    kept, missed, told = table([at_most("a", 1, 2, "s"), at_most("b", 3, 2, "s"), Row("c", "1 s")])[2:]
    assert [line.split("|")[-2].strip() for line in (kept, missed, told)] == ["yes", "**no**", ""]


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(value) for value in range(1, 101)]
    assert (percentile(values, 50), percentile(values, 95), percentile([7.0], 95)) == (51.0, 95.0, 7.0)


def test_both_sides_take_turns_in_going_first() -> None:
    order: list[str] = []

    def ours(_number: int) -> float:
        order.append("ours")
        return 1.0

    def theirs(_number: int) -> float:
        order.append("theirs")
        return 2.0

    assert in_turns(ours, theirs, 2) == ([1.0, 1.0], [2.0, 2.0])
    assert order == ["ours", "theirs", "theirs", "ours"]
