"""Our own list of spellings: names of one language are found under each other's spellings, look-alikes mostly not.

The floors hold for the half nothing was chosen on; ``python -m tests.domain.name_list`` prints the figures.
"""

import pytest

from caseworker.domain.sounding import name_keys
from tests.domain.name_list import LANGUAGES, Found, lines_of, measure, table

MEASURED_ONLY = 1


def test_the_list_is_as_large_as_it_says() -> None:
    groups = {
        language: [*lines_of("groups.txt", language, 0), *lines_of("groups.txt", language, 1)] for language in LANGUAGES
    }
    pairs = [pair for language in LANGUAGES for half in (0, 1) for pair in lines_of("pairs.txt", language, half)]
    assert all(len(kept) >= 25 for kept in groups.values())
    assert sum(len(kept) for kept in groups.values()) >= 150
    assert len(pairs) >= 480
    assert all(len(pair) == 2 for pair in pairs)


def test_spellings_nothing_was_chosen_on_are_found_and_look_alikes_told_apart() -> None:
    total = sum((measure(language, MEASURED_ONLY) for language in LANGUAGES), Found(0, 0, 0, 0))
    assert total.recall >= 0.93
    assert total.precision >= 0.95
    assert total.mistaken_share <= 0.18


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_found(language: str) -> None:
    found = measure(language, MEASURED_ONLY)
    assert found.recall >= 0.89
    assert found.precision >= 0.94


@pytest.mark.parametrize("language", LANGUAGES)
def test_spellings_of_a_name_meet_in_a_block(language: str) -> None:
    pairs = [
        (one, other)
        for group in lines_of("groups.txt", language, MEASURED_ONLY)
        for place, one in enumerate(group)
        for other in group[place + 1 :]
    ]
    met = sum(bool(set(name_keys(one)) & set(name_keys(other))) for one, other in pairs)
    assert met / len(pairs) >= 0.85


def test_the_table_has_a_row_for_each_language_and_one_for_all() -> None:
    assert len(table(MEASURED_ONLY)) == 2 + len(LANGUAGES) + 1
