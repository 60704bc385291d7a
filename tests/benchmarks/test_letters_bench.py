"""The measured letter is the promised one; how fast it is made stands in ``make bench``, never in a test."""

from tests.benchmarks.letters_bench import pages_of


def test_the_measured_letter_has_two_pages_whoever_it_is_for() -> None:
    assert [pages_of(number) for number in (0, 7, 89)] == [2, 2, 2]
