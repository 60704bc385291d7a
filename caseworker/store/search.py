"""Finding people: what is put into the search index, and how a typed text becomes a query on it.

The index (``search_people`` + FTS5 ``search_words``) is apart from the people so that it can be emptied for one person.
Three columns: names as written in every script, their sounding keys, and numbers (identity numbers whole, without
century and last four; case number; telephone; birth date). Nothing here is ever logged.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, text, update

from caseworker.domain.contact import ContactKind
from caseworker.domain.matching import Entered
from caseworker.domain.naming import fold, name_keys, sort_key
from caseworker.domain.person import NameRole, Person
from caseworker.store import tables as t

_LONGEST_QUERY_WORDS = 6
_SHORTEST_SOUND = 3
_SHORTEST_NUMBER = 6

_INSERT = text("INSERT INTO search_words (rowid, names, sounds, numbers) VALUES (:no, :names, :sounds, :numbers)")
_DELETE = text("DELETE FROM search_words WHERE rowid = :no")
_MATCH = text(
    "SELECT s.no, s.sort_key FROM search_words JOIN search_people AS s ON s.no = search_words.rowid "
    "WHERE search_words MATCH :query LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds for one person. ``repr`` would show names: it is never logged."""

    sort_key: str
    names: str
    sounds: str
    numbers: str


def words_of(written: str) -> list[str]:
    """Return the folded words of ``written``: runs of letters and digits in any script."""
    return [word for word in re.split(r"[\W_]+", fold(written)) if word]


def entry_of(person: Person, case_numbers: Iterable[str]) -> Entry:
    """Return the index entry of ``person``."""
    names, sounds, numbers = set[str](), set[str](), set[str]()
    for name in person.names:
        names.update(words_of(name.full))
        # Al-Khatib is also looked for as Alkhatib
        names.update("".join(words_of(part)) for part in name.full.split())
        sounds.update(_sounds(name.full))
    for identifier in person.identifiers:
        numbers.update(number_words(identifier.value))
    for number in case_numbers:
        numbers.update(number_words(number))
    for contact in person.contacts:
        if contact.kind is ContactKind.PHONE:
            numbers.update(phone_words(contact.value))
    if person.born is not None:
        numbers.add(person.born.strftime("%Y%m%d"))
    shown = person.name() or person.name(NameRole.MIGRATION_AGENCY) or person.name(NameRole.ORIGINAL)
    names.discard("")
    return Entry(order_of(shown), " ".join(sorted(names)), " ".join(sorted(sounds)), " ".join(sorted(numbers)))


def order_of(name: str) -> str:
    """Return the Swedish collation key of ``name`` as the list is ordered by; nameless people come last."""
    return sort_key(name) if name else "\U0010ffff"


def _sounds(name: str) -> set[str]:
    return {word for key in name_keys(name) for word in words_of(key)}


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
    digits = re.sub(r"\D", "", value)
    if value.strip().startswith("+"):
        digits = "00" + digits
    national = "0" + digits[4:].removeprefix("0") if digits.startswith("0046") else digits
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
    keys = sorted(key for key in _sounds(word) if key)
    alike = [f'sounds : "{key}" *' if len(key) >= _SHORTEST_SOUND else f'sounds : "{key}"' for key in keys]
    begun = f'{{names numbers}} : "{word}" *'
    return f"({' OR '.join([begun, *alike])})" if alike else begun


def find(connection: Connection, typed: str, limit: int) -> list[int]:
    """Return the index numbers of at most ``limit`` people, the most exact hits first, each group by name."""
    found: dict[int, None] = {}
    for query in queries_for(typed):
        hits = connection.execute(_MATCH, {"query": query, "limit": limit * 2}).all()
        found.update(dict.fromkeys(no for no, _ in sorted(hits, key=lambda hit: (hit[1], hit[0]))))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def put(connection: Connection, person_id: str, entry: Entry) -> None:
    """Write or replace one person's entry."""
    no = connection.execute(select(t.search_people.c.no).where(t.search_people.c.person_id == person_id)).scalar()
    if no is None:
        row = {"person_id": person_id, "sort_key": entry.sort_key}
        made = connection.execute(insert(t.search_people), row).inserted_primary_key
        assert made is not None, "an INTEGER PRIMARY KEY is always told"  # noqa: S101  # narrows the type
        no = made[0]
    else:
        change = update(t.search_people).where(t.search_people.c.no == no).values(sort_key=entry.sort_key)
        connection.execute(change)
        connection.execute(_DELETE, {"no": no})
    words = {"no": no, "names": entry.names, "sounds": entry.sounds, "numbers": entry.numbers}
    connection.execute(_INSERT, words)


def purge(connection: Connection, person_id: str) -> None:
    """Remove everything the index holds about one person, so that the words are gone from the file as well."""
    no = connection.execute(select(t.search_people.c.no).where(t.search_people.c.person_id == person_id)).scalar()
    if no is not None:
        connection.execute(_DELETE, {"no": no})
        connection.execute(delete(t.search_people).where(t.search_people.c.no == no))


def find_alike(connection: Connection, entered: Entered, limit: int) -> list[int]:
    """Return the index numbers of people worth comparing with ``entered``: cheap and generous, decides nothing.

    By number (whole or last ten), by both names sounding alike in any order, by the own script's words, by the same
    birth date and one name, and at last by family name alone.
    """
    found: dict[int, None] = {}
    for query in _queries_alike(entered):
        hits = connection.execute(_MATCH, {"query": query, "limit": limit})
        found.update(dict.fromkeys(row.no for row in hits))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _queries_alike(entered: Entered) -> list[str]:
    numbers = sorted({number[-10:] for _, number in entered.numbers if len(number) >= _SHORTEST_NUMBER})
    given, family = _any_sound(entered.given), _any_sound(entered.family)
    own = _any_sound(entered.original)
    any_name = " OR ".join(part for part in (given, family, own, _any_sound(entered.migration)) if part)
    queries = [f"numbers : ({' OR '.join(_quoted(number) for number in numbers)})"] if numbers else []
    if given and family:
        queries.append(f"sounds : (({given}) AND ({family}))")
    for spelling in (entered.original, entered.migration):
        keys = [f"({key})" for word in words_of(spelling) if (key := _any_sound(word))]
        if keys:
            queries.append(f"sounds : ({' AND '.join(keys)})")
    if entered.born is not None and any_name:
        queries.append(f'(numbers : "{entered.born:%Y%m%d}") AND (sounds : ({any_name}))')
    queries.extend(f"sounds : ({alone})" for alone in (family, given) if alone)
    return queries


def _any_sound(name: str) -> str:
    return " OR ".join(_quoted(key) for key in sorted(_sounds(name)))


def _quoted(word: str) -> str:
    return f'"{word}"'
