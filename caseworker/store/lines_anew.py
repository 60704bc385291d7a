"""The lines of lists and the words of searches as a whole: made anew from the files, or held against them.

Day by day each transaction keeps the lines of those it changes (``store.lines``); this is for a register whose lists no
longer agree with its files.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, insert

from caseworker.store import lines, search
from caseworker.store import tables as t
from caseworker.store.engine import cursor_of, read_rows
from caseworker.store.lines import Facts

_AT_ONCE = 500
# who is in lists: everybody but those whose files wait to be erased or are shown in another, as they were registered
_IN_LISTS = """
    SELECT id FROM people WHERE id NOT IN (
        SELECT person_id FROM erasure_items AS i JOIN erasure_lists AS l ON l.id = i.list_id
        WHERE l.approved IS NOT NULL AND l.ended IS NULL)
    AND id NOT IN (SELECT person_id FROM file_parts)
    ORDER BY created, id"""
_COMPARED = ("sort_key", "name", "original_name", "born", "born_precision", "sex", "number", "case_number", "unit")
_LINES = f"""
    SELECT person_id, {", ".join(_COMPARED)} FROM person_lines
    WHERE person_id IN (SELECT value FROM json_each(?))"""  # noqa: S608 - words of ours
_DIFFERENT = " OR ".join(f"{part.name.lower()} <> {told}" for part, told in lines.PERIODS.items())
_PERIODS_DIFFER = f"SELECT person_id FROM person_lines WHERE {_DIFFERENT}"  # noqa: S608 - words of ours
_NUMBERS = "SELECT no, person_id FROM person_lines"
_WORDS = "SELECT rowid, names, sounds, numbers FROM search_words"


def rebuild_lines(connection: Connection) -> int:
    """Write the line of everybody who is in lists; who has one keeps its number."""
    listed, kept = _listed(connection), _numbers(connection)
    cursor = cursor_of(connection)
    for person in kept.keys() - set(listed):
        cursor.execute("DELETE FROM person_lines WHERE person_id = ?", (person,))
    for person, facts in _facts(connection, listed):
        values = lines.line_values(facts)
        if person in kept:
            connection.execute(t.person_lines.update().where(t.person_lines.c.no == kept[person]).values(values))
        else:
            periods = {part.name.lower(): "[]" for part in lines.PERIODS}
            connection.execute(insert(t.person_lines).values({**values, **periods, "person_id": person}))
    for part, told in lines.PERIODS.items():
        cursor.execute(f"UPDATE person_lines SET {part.name.lower()} = {told}")  # noqa: S608 - words of ours
    return len(listed)


def compare_lines(connection: Connection) -> int:
    """Return how many lines are missing, too many or not as the files say."""
    listed = _listed(connection)
    wrong = {person for (person,) in read_rows(connection, _PERIODS_DIFFER)}
    wrong |= _numbers(connection).keys() ^ set(listed)
    for chunk in _chunks(listed):
        asked = (lines.asked(chunk),)
        stored = {person: tuple(values) for person, *values in read_rows(connection, _LINES, asked)}
        for person, facts in lines.facts_of(connection, chunk).items():
            if person in stored and stored[person] != _as_stored(facts):
                wrong.add(person)
    return len(wrong)


def rebuild_words(connection: Connection) -> int:
    """Write the words of everybody who has a line."""
    search.empty(connection)
    numbers = _numbers(connection)
    for person, facts in _facts(connection, list(numbers)):
        search.put(connection, numbers[person], lines.words_for(facts))
    return len(numbers)


def compare_words(connection: Connection) -> int:
    """Return how many people are found by other words than their files hold, or by none, and words without anybody."""
    stored = {no: tuple(words) for no, *words in read_rows(connection, _WORDS)}
    wrong = 0
    numbers = _numbers(connection)
    for person, facts in _facts(connection, list(numbers)):
        words = lines.words_for(facts)
        wrong += stored.pop(numbers[person], None) != (words.names, words.sounds, words.numbers)
    return wrong + len(stored)


def _listed(connection: Connection) -> list[str]:
    return [person for (person,) in read_rows(connection, _IN_LISTS)]


def _numbers(connection: Connection) -> Mapping[str, int]:
    return {person: no for no, person in read_rows(connection, _NUMBERS)}


def _facts(connection: Connection, people: Sequence[str]) -> Iterator[tuple[str, Facts]]:
    for chunk in _chunks(people):
        yield from lines.facts_of(connection, chunk).items()


def _chunks(people: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(people), _AT_ONCE):
        yield people[start : start + _AT_ONCE]


def _as_stored(facts: Facts) -> tuple[object, ...]:
    values = lines.line_values(facts) | {"born": facts.born}
    return tuple(values[name] for name in _COMPARED)
