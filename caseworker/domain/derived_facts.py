"""Days and circumstances that follow from what the register holds: nobody types them a second time.

What somebody recorded herself wins (``standing``). When what they follow from is taken back, they are gone too.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from caseworker.domain.facts import FactKind, FactWord
from caseworker.domain.happenings import FactSource, Happening, Sign
from caseworker.domain.periods import covers

Sources = Mapping[Sign, tuple[tuple[FactWord, FactSource], ...]]


def sources_of(words: Iterable[FactWord]) -> Sources:
    """Return the words that follow from each kind of thing that may happen."""
    found: dict[Sign, tuple[tuple[FactWord, FactSource], ...]] = {}
    for word in words:
        for source in word.follows:
            for sign in source.signs:
                found[sign] = (*found.get(sign, ()), (word, source))
    return found


def derived(happened: Iterable[Happening], sources: Sources, day: date) -> tuple[tuple[FactWord, Happening], ...]:
    """Return what each word follows from: of several the first, or the latest where it comes back.

    A circumstance, and what only counts while it goes on, follows from what covers ``day``.
    """
    found: dict[str, tuple[FactWord, Happening]] = {}
    for one in happened:
        for word, source in sources.get(one.sign, ()):
            if (source.running or word.kind is FactKind.CIRCUMSTANCE) and not covers(one, day):
                continue
            _word, known = found.get(word.code, (word, one))
            found[word.code] = word, (max if word.latest else min)(known, one, key=_key)
    return tuple(found.values())


def _key(one: Happening) -> tuple[date, Sign]:
    return one.begins, one.sign
