"""Names as text: folded for comparing, ordered for lists. Pure text work, decides nothing about people."""

import re
import unicodedata

_SWEDISH_ORDER = str.maketrans(
    {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y", "ß": "ss", "đ": "d", "ł": "l"}
)


def fold(name: str) -> str:
    """Return ``name`` for comparing within its script: compatibility forms, no case, no marks, digits 0 to 9 in every
    script, words divided by single blanks.
    """
    return " ".join(_words(ascii_digits(_unmarked(unicodedata.normalize("NFKC", name).casefold()))))


def ascii_digits(text: str) -> str:
    """Return ``text`` with the digits of every script (Arabic-Indic, Persian, Ethiopic has none) as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def sort_key(name: str) -> str:
    """Return the key that puts names in Swedish order: å, ä and ö after z, other marks disregarded."""
    swedish = unicodedata.normalize("NFC", name.casefold()).translate(_SWEDISH_ORDER)
    return " ".join(_words(_unmarked(swedish), keep="{|}"))


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


def _unmarked(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter) not in ("Mn", "Cf") and letter != "ـ")


def _words(text: str, *, keep: str = "") -> list[str]:
    return [word for word in re.split(rf"[^\w{re.escape(keep)}]+|_+", text.replace("'", "").replace("’", "")) if word]
