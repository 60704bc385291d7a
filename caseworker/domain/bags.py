"""A name as a bag of words: any number of them in any order, compared with another by the best pairing of the words.

Given and family names change places between papers, chains of fathers' names are shortened, parts are joined or
hyphenated: the order and number of words say little, which words there are says much.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caseworker.domain.naming import fold
from caseworker.domain.sounding import ALIKE

MOST_WORDS = 6
_SURE = 0.9  # of two words written apart here and together there
_NO_NAMES = frozenset(
    ["al", "el", "ul", "il", "ad", "ar", "as", "ash", "an", "at", "bin", "ibn", "ben", "bint", "wuld", "ould"]
    + ["ال", "بن", "ابن", "بنت"]
)
_BEGINS = frozenset(["abd", "abdul", "abdel", "abdal", "abdol", "abdu", "abu", "abou", "umm", "عبد", "ابو", "ام"])

Likeness = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Bag:
    """The folded words of one spelling of a name; ``given`` are those of the given name."""

    words: tuple[str, ...]
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """How two bags meet: (word, other word, likeness) of each pair, and how many words of either were left over.

    ``given_met`` tells whether the given name of one side found a partner at all; ``whole`` that nothing was left.
    """

    pairs: tuple[tuple[str, str, float], ...]
    left_one: int
    left_other: int
    given_met: bool

    @property
    def unpaired(self) -> int:
        """Return how many words only one side has beyond those that stand against each other."""
        return abs(self.left_one - self.left_other)


def words_in(full: str, given: str = "") -> Bag:
    """Take a name apart: articles and "son of" are left out, Abd and Abu belong to the word after them.

    Where no given name is told, it is the first word.
    """
    words = _named(fold(full).split())
    first = _named(fold(given).split()) if given.strip() else words[:1]
    return Bag(tuple(words[: MOST_WORDS - 1] + words[-1:] if len(words) > MOST_WORDS else words), frozenset(first))


def compare(one: Bag, other: Bag, likeness: Likeness) -> Compared:
    """Pair the words of two bags so that as much as possible agrees (linear assignment, exact)."""
    mine = _joined(one.words, other.words, likeness)
    theirs = _joined(other.words, mine, likeness)
    alike = [[_or_nothing(likeness(word, against)) for against in theirs] for word in mine]
    chosen = _assign(alike)
    pairs = tuple((mine[row], theirs[column], alike[row][column]) for row, column in chosen)
    met = any(word in one.given or against in other.given for word, against, _ in pairs)
    joined = any(word not in one.words or against not in other.words for word, against, _ in pairs)
    return Compared(pairs, len(mine) - len(pairs), len(theirs) - len(pairs), met or joined)


def _named(words: Sequence[str]) -> list[str]:
    found: list[str] = []
    begun = ""
    for word in words:
        if word in _BEGINS:
            begun += word
        elif begun or word not in _NO_NAMES:
            found.append(begun + ("" if begun and word in _NO_NAMES else word))
            begun = found.pop() if begun and word in _NO_NAMES else ""
    return [*found, begun] if begun else found


def _joined(words: tuple[str, ...], others: tuple[str, ...], likeness: Likeness) -> tuple[str, ...]:
    """Write two neighbours as one where the other side does: Gebre Meskel is Gebremeskel."""
    for place in range(len(words) - 1):
        both = words[place] + words[place + 1]
        if any(len(other) > len(words[place]) + 1 and likeness(both, other) >= _SURE for other in others):
            return _joined((*words[:place], both, *words[place + 2 :]), others, likeness)
    return words


def _or_nothing(alike: float) -> float:
    return alike if alike >= ALIKE else 0.0


def _assign(alike: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs (row, column) with the greatest sum; those that agree in nothing are left out."""
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}  # by the columns that are taken
    for row, line in enumerate(alike):
        reached = dict(best)
        for taken, (total, pairs) in best.items():
            for column, worth in enumerate(line):
                mask = taken | 1 << column
                if worth and mask != taken and total + worth > reached.get(mask, (-1.0, []))[0]:
                    reached[mask] = (total + worth, [*pairs, (row, column)])
        best = reached
    return max(best.values(), key=lambda found: found[0])[1]
