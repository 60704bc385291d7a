"""The speed promised for letters, with room for a busy machine; the full comparison is in the benchmark itself."""

from tests.benchmarks.letters_bench import letters_per_second


def test_a_core_makes_at_least_25_two_page_letters_a_second() -> None:
    assert max(letters_per_second(20) for _ in range(3)) >= 25
