"""Who of a whole register is worth comparing with each row of a list: held in memory for as long as the list is tried.

``comparing`` asks the index for one person at a time; a hundred thousand rows would ask for minutes. Two words of the
name that sound alike, or one and a birth year at most one apart: the same blocks, without those by number.
"""

from collections import Counter, defaultdict
from collections.abc import Callable

from sqlalchemy import Connection

from caseworker.domain.scoring import Facts
from caseworker.store.engine import read_rows
from caseworker.store.search import sounding_words

_MOST = 100
_WORDS = "SELECT rowid, sounds, numbers FROM search_words"
_MOST_WORDS = 6


class Alike:
    """The sounding words and birth years of everybody in lists, at one instant."""

    def __init__(self, connection: Connection, within_reach: Callable[[list[int]], list[int]]) -> None:
        """Read them; ``within_reach`` leaves of their line numbers those that may be shown."""
        self._by_sound: dict[str, list[int]] = defaultdict(list)
        self._years: dict[int, int] = {}
        rows = read_rows(connection, _WORDS)
        among = frozenset(within_reach([no for no, _, _ in rows]))
        for no, sounds, numbers in rows:
            if no not in among:
                continue
            for sound in sounds.split():
                self._by_sound[sound].append(no)
            year = next((word for word in numbers.split() if word[0] == "y" and word[1:].isdigit()), "")
            if year:
                self._years[no] = int(year[1:])

    def near(self, facts: Facts) -> list[int]:
        """Return the line numbers worth comparing with ``facts``, those that share the most words first."""
        shared: Counter[int] = Counter()
        for word in {word for name in facts.names for word in name.full.split()[:_MOST_WORDS]}:
            heard = [found for key in sounding_words(word) if (found := self._by_sound.get(key))]
            if heard:
                shared.update(set().union(*heard))
        year = None if facts.born is None else facts.born.year
        near = [
            (-count, no)
            for no, count in shared.items()
            if count > 1 or (year is not None and abs(self._years.get(no, 0) - year) <= 1)
        ]
        return [no for _, no in sorted(near)[:_MOST]]
