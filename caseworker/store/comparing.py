"""What of registered people is compared, and who is worth comparing with whom. Decides nothing.

Who is looked up by what (blocks): a number, a telephone, two words of a name that sound alike, one such word and a
birth year at most one apart, the birth date with two digits the wrong way round. A protected person has no words in the
index, so nobody meets her here.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from itertools import combinations, islice
from typing import Any

from sqlalchemy import Connection

from caseworker.domain.intake import EnteredAddress
from caseworker.domain.matching import phone_digits, place_of
from caseworker.domain.person import BirthPrecision, Sex
from caseworker.domain.rows import NameRow
from caseworker.domain.scoring import Facts, bare_number
from caseworker.store.engine import read_rows
from caseworker.store.search import sounding_words

MOST_ALIKE = 80
_SHORTEST_NUMBER = 6
_MOST_WORDS = 6
_MATCH = "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?"
_ASKED = "SELECT no, person_id FROM person_lines WHERE no IN (SELECT value FROM json_each(?1))"
# a line is of one file and of those that are shown in it
_FILES = f"""{_ASKED} UNION ALL
    SELECT no, file_parts.person_id FROM file_parts JOIN ({_ASKED}) AS mains ON mains.person_id = main_id"""  # noqa: S608 - words of ours
_PEOPLE = f"""
    SELECT no, born, born_precision, sex, reads, speaks FROM people JOIN ({_ASKED}) ON person_id = people.id"""  # noqa: S608
_NAMES = f"""
    SELECT no, role, "full", given, family FROM person_names JOIN ({_FILES}) USING (person_id)
    ORDER BY person_names.id"""  # noqa: S608
_NUMBERS = f"""
    SELECT no, type, value, ends IS NULL FROM identifiers JOIN ({_FILES}) USING (person_id)
    WHERE why_ended <> 'mistyped' ORDER BY identifiers.id"""  # noqa: S608
_PHONES = f"SELECT no, value FROM contacts JOIN ({_FILES}) USING (person_id) WHERE kind = 'phone'"  # noqa: S608
_ADDRESSES = f"""
    SELECT no, street, postcode, city FROM addresses JOIN ({_FILES}) USING (person_id) WHERE ends IS NULL"""  # noqa: S608
_HOUSEHOLDS = f"""
    SELECT no, household_id FROM household_members JOIN ({_FILES}) USING (person_id) WHERE ends IS NULL"""  # noqa: S608


def facts_of(connection: Connection, numbers: Iterable[int]) -> dict[int, Facts]:
    """Return what is compared of the people with these line numbers, as it stands in the open columns."""
    asked = (json.dumps(list(numbers)),)
    names = _grouped(connection, _NAMES, asked)
    held = _grouped(connection, _NUMBERS, asked)
    phones = _grouped(connection, _PHONES, asked)
    addresses = _grouped(connection, _ADDRESSES, asked)
    households = _grouped(connection, _HOUSEHOLDS, asked)
    return {
        no: Facts(
            names=tuple(NameRow(*name) for name in names[no]),
            born=None if born is None else date.fromisoformat(born),
            born_precision=BirthPrecision(precision),
            sex=Sex(sex),
            numbers=tuple((type, value) for type, value, runs in held[no] if runs),
            former=tuple((type, value) for type, value, runs in held[no] if not runs),
            phones=frozenset(phone_digits(value) for (value,) in phones[no]) - {""},
            places=frozenset(place_of(EnteredAddress(*address)) for address in addresses[no]) - {""}
            | {household for (household,) in households[no]},
            languages=frozenset({reads, speaks}) - {""},
        )
        for no, born, precision, sex, reads, speaks in read_rows(connection, _PEOPLE, asked)
    }


def find_alike(
    connection: Connection, facts: Facts, limit: int = MOST_ALIKE, among: Set[int] | None = None, *, kin: bool = False
) -> list[int]:
    """Return the line numbers of people worth comparing with ``facts``, the most telling block first.

    ``kin`` also asks for people who only share one word of the name. With ``among`` only those lines are found.
    """
    found: dict[int, None] = {}
    for query in [*_blocks(facts), *(_one_word(facts) if kin else [])]:
        found.update(dict.fromkeys(_matching(connection, query, limit, among)))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _matching(connection: Connection, query: str, limit: int, among: Set[int] | None) -> Iterable[int]:
    rows = read_rows(connection, _MATCH, (query, limit if among is None else -1))
    return islice((no for (no,) in rows if among is None or no in among), limit)


def _blocks(facts: Facts) -> Iterator[str]:
    numbers = sorted(_numbers_of(facts))
    if numbers:
        yield f"numbers : ({_any(numbers)})"
    heard = [words for name in facts.names if (words := _sounding(name.full))]
    whole = [" AND ".join(f"({_any(keys)})" for keys in words) for words in heard if len(words) > 1]
    some = _any(sorted({key for words in heard for keys in words for key in keys}))
    years, days = _any(_years(facts)), _any(_days(facts))
    # large blocks are cut off: what is narrower comes before what it is part of
    if days and some:
        yield f"(numbers : ({days})) AND (sounds : ({some}))"
    if years:
        yield from (f"(numbers : ({years})) AND (sounds : ({words}))" for words in whole)
    yield from (f"sounds : ({words})" for words in whole)
    if days:
        yield f"numbers : ({days})"
    for words in heard:
        if len(words) > 2:
            pairs = (f"(({_any(one)}) AND ({_any(other)}))" for one, other in combinations(words, 2))
            yield f"sounds : ({' OR '.join(pairs)})"
    if years and some:
        yield f"(numbers : ({years})) AND (sounds : ({some}))"


def _one_word(facts: Facts) -> Iterator[str]:
    for name in facts.names:
        for part in (name.family, name.given) if name.given or name.family else (name.full,):
            keys = sorted({key for word in _sounding(part) for key in word})
            if keys:
                yield f"sounds : ({_any(keys)})"


def _numbers_of(facts: Facts) -> set[str]:
    bare = (bare_number(value)[-10:].casefold() for _, value in (*facts.numbers, *facts.former))
    return {number for number in bare if len(number) >= _SHORTEST_NUMBER} | set(facts.phones)


def _sounding(name: str) -> list[list[str]]:
    """Return the sounding keys of each word of a name, the own script's letters left out."""
    found = []
    for word in name.split()[:_MOST_WORDS]:
        keys = sorted(sounding_words(word))
        if keys:
            found.append(keys)
    return found


def _years(facts: Facts) -> list[str]:
    if facts.born is None:
        return []
    return [f"y{year:04d}" for year in range(facts.born.year - 1, facts.born.year + 2)]


def _days(facts: Facts) -> list[str]:
    """Return the birth date and those with two digits, or day and month, the wrong way round; 1 January is no day."""
    if facts.born is None or (facts.born.month, facts.born.day) == (1, 1):
        return []
    digits = f"{facts.born:%Y%m%d}"
    swapped = {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(7)}
    return sorted({digits, digits[:4] + digits[6:] + digits[4:6], *swapped})


def _any(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _grouped(connection: Connection, query: str, asked: tuple[str]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for no, *values in read_rows(connection, query, asked):
        grouped[no].append(values)
    return grouped
