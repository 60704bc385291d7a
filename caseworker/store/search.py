"""Finding people: which words stand for a person, and how a typed text becomes a query on them.

``search_words`` (FTS5) has three columns: names as written in every script, their sounding keys, and numbers (identity
numbers whole, without century and last four; case number; telephone; birth date). Its row number is that of the
person's line. Nothing here is ever logged.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from sqlalchemy import Connection, text

from caseworker.domain.matching import phone_digits
from caseworker.domain.naming import fold
from caseworker.domain.sounding import word_keys
from caseworker.store.engine import cursor_of

_LONGEST_QUERY_WORDS = 6
_SHORTEST_SOUND = 3
_SHORTEST_WITH_ARTICLE = 6

INSERT_WORDS = text("INSERT INTO search_words (rowid, names, sounds, numbers) VALUES (:no, :names, :sounds, :numbers)")
_DELETE = "DELETE FROM search_words WHERE rowid = ?"
_STORED = "SELECT names, sounds, numbers FROM search_words WHERE rowid = ?"
# when there are more hits than asked for, those registered last
_MATCH = "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?"


@dataclass(frozen=True, slots=True)
class Words:
    """What one person is found by. ``repr`` would show names: it is never logged."""

    names: str
    sounds: str
    numbers: str


def words_of(written: str) -> list[str]:
    """Return the folded words of ``written``: runs of letters and digits in any script."""
    return fold(written).split()


def words_for(*, names: Iterable[str], numbers: Iterable[str], phones: Iterable[str], born: date | None) -> Words:
    """Return the words of one person from all her names, identity and case numbers, telephones and birth date."""
    written, sounds, digits = set[str](), set[str](), set[str]()
    for name in names:
        words = words_of(name)
        written |= _with_joined(name, words)
        sounds.update(heard for word in words for heard in _heard(word))
    for number in numbers:
        digits |= number_words(number)
    for phone in phones:
        digits |= phone_words(phone)
    if born is not None:
        day = born.isoformat()
        digits |= {day.replace("-", ""), f"y{day[:4]}"}  # the year by itself: blocks ask for it
    return Words(" ".join(sorted(written)), " ".join(sorted(sounds)), " ".join(sorted(digits)))


def name_words(name: str) -> set[str]:
    """Return the words of a name; Al-Khatib is also looked for as Alkhatib, and Alkhatib as Khatib."""
    return _with_joined(name, words_of(name))


def _with_joined(name: str, folded: Sequence[str]) -> set[str]:
    words = set(folded)
    if not (name.isascii() and name.replace(" ", "").isalnum()):
        joined = ("".join(words_of(part)) for part in name.split())
        words.update(word for word in joined if word)
    return words | {word[2:] for word in words if word[:2] in ("al", "el") and len(word) >= _SHORTEST_WITH_ARTICLE}


def sounding_words(name: str) -> set[str]:
    """Return the sounding keys of a name."""
    return {heard for word in words_of(name) for heard in _heard(word)}


@lru_cache(maxsize=50_000)
def _heard(word: str) -> tuple[str, ...]:
    return tuple({one for key in word_keys(word) for one in words_of(key)})


def number_words(value: str) -> set[str]:
    """Return what a number is found by: whole, its parts, without its century, its last four."""
    parts = words_of(value)
    whole = "".join(parts)
    words = {whole, *parts, whole[-4:]}
    if len(whole) == 12 and whole[:2] in ("18", "19", "20"):
        words.add(whole[2:])
    return {word for word in words if word}


def phone_words(value: str) -> set[str]:
    """Return the digits of a telephone number, with +46 and 0046 as 0."""
    national = phone_digits(value)
    return {word for word in (national, national[-4:]) if word}


def queries_for(typed: str) -> list[str]:
    """Return FTS5 queries for ``typed``, the most exact first; empty when there is nothing to search for."""
    words = words_of(typed)[:_LONGEST_QUERY_WORDS]
    if not words:
        return []
    if not any(letter.isalpha() for letter in "".join(words)):
        digits = "".join(words)
        national = next(iter(sorted(phone_words(typed), key=len, reverse=True)), digits)
        return [f'numbers : ("{digits}" OR "{digits}" * OR "{national}" *)']
    exact = " AND ".join(f'{{names numbers}} : "{word}"' for word in words)
    begun = " AND ".join(f'{{names numbers}} : "{word}" *' for word in words)
    sounding = " AND ".join(_sounding(word) for word in words)
    return [exact, begun] if sounding == begun else [exact, begun, sounding]


def _sounding(word: str) -> str:
    keys = sorted(key for key in sounding_words(word) if key)
    alike = [f'sounds : "{key}" *' if len(key) >= _SHORTEST_SOUND else f'sounds : "{key}"' for key in keys]
    begun = f'{{names numbers}} : "{word}" *'
    return f"({' OR '.join([begun, *alike])})" if alike else begun


def find(connection: Connection, typed: str, limit: int, among: Set[int] | None = None) -> list[list[int]]:
    """Return line numbers of people in groups, the most exact hits first; no more groups once ``limit`` is reached.

    With ``among`` only those lines are found.
    """
    groups: list[list[int]] = []
    found: set[int] = set()
    for query in queries_for(typed):
        group = [no for no in _matching(connection, query, limit, among) if no not in found]
        found.update(group)
        groups.append(group)
        if len(found) >= limit:
            break
    return groups


def _matching(connection: Connection, query: str, limit: int, among: Set[int] | None) -> Iterable[int]:
    if among is None:
        return connection.exec_driver_sql(_MATCH, (query, limit)).scalars()
    every = connection.exec_driver_sql(_MATCH, (query, -1)).scalars()
    return islice((no for no in every if no in among), limit)


def put(connection: Connection, no: int, words: Words) -> None:
    """Write the words of the line ``no`` in place of the ones before; unchanged words are left alone."""
    new = {"names": words.names, "sounds": words.sounds, "numbers": words.numbers}
    stored = connection.exec_driver_sql(_STORED, (no,)).first()
    if stored is not None:
        if tuple(stored) == tuple(new.values()):
            return
        purge(connection, no)
    connection.execute(INSERT_WORDS, {"no": no, **new})


def purge(connection: Connection, no: int) -> None:
    """Remove the words of a line, so that they are gone from the file as well."""
    connection.exec_driver_sql(_DELETE, (no,))


def empty(connection: Connection) -> None:
    """Remove the words of everybody; an index that no longer agrees with its own rows is mended on the way."""
    cursor = cursor_of(connection)
    cursor.execute("INSERT INTO search_words (search_words) VALUES ('rebuild')")
    cursor.execute("DELETE FROM search_words")
