"""The pairs of registered people that are worth comparing: for the nightly list. Decides nothing, writes nothing."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection

from caseworker.store.columns import moment_text
from caseworker.store.comparing import facts_of, find_alike
from caseworker.store.engine import read_rows

_AT_ONCE, _MOST_ALIKE = 200, 100
_EVERY = "SELECT no FROM person_lines ORDER BY no"
# whom anything was noted about since then: more than those who changed, never fewer
_SINCE = """
    SELECT no FROM person_lines WHERE person_id IN (SELECT subject FROM audit WHERE at >= ?) ORDER BY no"""


def lines_since(connection: Connection, since: datetime | None) -> list[int]:
    """Return the line numbers of everybody who may have changed since an instant (UTC), of everybody for None."""
    rows = read_rows(connection, _EVERY) if since is None else read_rows(connection, _SINCE, (moment_text(since),))
    return [no for (no,) in rows]


def candidate_pairs(
    connection: Connection, *, since: datetime | None = None, lines: Iterable[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield the pairs (line number, lower line number) of people who share a block, each once.

    One side of each has changed since ``since`` or is among ``lines``, which come in the order given: whoever works in
    batches asks ``lines_since`` once and hands over some at a time, or stops listening.
    """
    changed = lines_since(connection, since) if lines is None else list(lines)
    both = frozenset(changed)
    for start in range(0, len(changed), _AT_ONCE):
        batch = changed[start : start + _AT_ONCE]
        for no, facts in sorted(facts_of(connection, batch).items()):
            # of two that have both changed the earlier one finds the later one: large blocks give the latest first
            others = (other for other in find_alike(connection, facts, _MOST_ALIKE) if other > no or other not in both)
            yield from ((max(no, other), min(no, other)) for other in others)
