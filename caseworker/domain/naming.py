"""Names as text: folded for comparing, ordered for lists. Pure text work, decides nothing about people."""

import re
import unicodedata

_SWEDISH_ORDER = str.maketrans(
    {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y", "ß": "ss", "đ": "d", "ł": "l"}
)
_BETWEEN = re.compile(r"[^\w]+|_+")
_BETWEEN_SWEDISH = re.compile(r"[^\w{|}]+|_+")


def fold(name: str) -> str:
    """Return ``name`` for comparing within its script: compatibility forms, no case, no marks, digits 0 to 9 in every
    script, words divided by single blanks.
    """
    if name.isascii():  # most are: nothing of them needs the tables of Unicode
        if name.isalnum():
            return name.lower()
        return " ".join(_words(name.lower()))
    return " ".join(_words(ascii_digits(_unmarked(unicodedata.normalize("NFKC", name).casefold()))))


def ascii_digits(text: str) -> str:
    """Return ``text`` with the digits of every script (Arabic-Indic, Persian, Ethiopic has none) as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def sort_key(name: str) -> str:
    """Return the key that puts names in Swedish order: å, ä and ö after z, other marks disregarded."""
    if name.isascii():
        return " ".join(_words(name.lower(), _BETWEEN_SWEDISH))
    swedish = unicodedata.normalize("NFC", name.casefold()).translate(_SWEDISH_ORDER)
    return " ".join(_words(_unmarked(swedish), _BETWEEN_SWEDISH))


def distance(one: str, other: str) -> int:
    """Return how many letters must be changed, added, dropped or swapped with a neighbour (Damerau–Levenshtein)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != against))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, above = above, line
    return above[-1]


def one_step_apart(one: str, other: str) -> bool:
    """Tell whether ``distance`` is one, which most pairs show at a glance that it is not."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    if len(one) == len(other) and sum(map(str.__ne__, one, other)) > 2:
        return False
    return distance(one, other) == 1


def _unmarked(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter) not in ("Mn", "Cf") and letter != "ـ")


def _words(text: str, between: re.Pattern[str] = _BETWEEN) -> list[str]:
    if text.isascii() and text.replace(" ", "").isalnum():
        return text.split()
    return [word for word in between.split(text.replace("'", "").replace("’", "")) if word]
