"""Where a Swedish word may be parted at the end of a line (avstavning): between the words it is made of.

Only where ``resources/letters/hyphenation.txt`` says so. Patterns such as TeX's part words of the letters where whoever
learns Swedish stumbles, and a word that is parted wrongly costs that reader more than a short line.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from caseworker.places import RESOURCES

HYPHENATION: Final = RESOURCES / "letters" / "hyphenation.txt"
SHORTEST: Final = 4  # letters on either side of a hyphen
_WORD: Final = re.compile(r"\W*([^\W\d_]+)\W*")


def joints(word: str) -> tuple[int, ...]:
    """Return after how many characters of ``word`` a hyphen may stand; signs around it do not matter.

    What has signs or digits inside, such as an address on the web, is not parted.
    """
    found = _WORD.fullmatch(word)
    if found is None or len(found[1]) < 2 * SHORTEST:
        return ()
    letters, places = found[1].lower(), _places()
    for length in range(len(letters), 2 * SHORTEST - 1, -1):
        if (known := places.get(letters[:length])) is not None:
            return tuple(found.start(1) + place for place in known)
    return ()


@cache
def _places() -> Mapping[str, tuple[int, ...]]:
    """Return the beginnings of words that are listed, with the places of their hyphens; without the list, none."""
    try:
        lines = HYPHENATION.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}  # a letter whose lines are a little shorter is better than none
    return {line.replace("-", ""): _hyphens(line) for line in lines if line and not line.startswith("#")}


def _hyphens(line: str) -> tuple[int, ...]:
    *parts, _last = line.split("-")
    return tuple(sum(map(len, parts[: number + 1])) for number in range(len(parts)))
