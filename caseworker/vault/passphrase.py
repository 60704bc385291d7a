"""Is this passphrase hard enough to guess, and five words when none comes to mind.

Codes only; sentences are made at the edge. Must not keep or log what is typed.
"""

import functools
import re
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from caseworker.errors import Refused
from caseworker.places import RESOURCES
from caseworker.vault.kdf import normalised

LEAST_CHARACTERS = 15
LEAST_WORDS = 4
SUGGESTED_WORDS = 5
LEAST_SCORE = 3
_LONGEST_JUDGED = 72  # the estimator refuses more; what follows can only make a passphrase stronger
_FOUND_ANYWHERE = 5  # letters; a shorter word would be found inside others by accident
_YEAR = re.compile(r"(19|20)\d\d")
_WORD_LIST = RESOURCES / "codes" / "ordlista.txt"
_TRADE_WORDS = RESOURCES / "codes" / "gissningsord.txt"  # an English estimator calls Mottagningsenheten strong
_estimator = threading.Lock()  # the library keeps the words of the present call in a module-wide table


class Reason(StrEnum):
    """Why a passphrase has its score."""

    TOO_SHORT = "too_short"
    COMMON = "common"
    OWN_NAME = "own_name"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard to guess: ``score`` 0–4, why, and how many more ordinary words would make it good."""

    score: int
    reason: Reason
    words_missing: int

    @property
    def accepted(self) -> bool:
        """Tell whether a real register takes it."""
        return self.score >= LEAST_SCORE and self.reason in (Reason.FAIR, Reason.STRONG)


def strength(passphrase: str, *, own_words: Iterable[str] = ()) -> Strength:
    """Judge a passphrase; ``own_words`` are what others know: the user's name, the office, the municipality.

    At least 15 characters or four words, and zxcvbn's score 3 with Swedish words known to it. Only the first 72
    characters are judged, all of them are used. Takes some 10–100 ms.
    """
    text = normalised(passphrase).strip()
    words = len(re.findall(r"[^\W\d_]{3,}", text))
    missing = max(0, LEAST_WORDS - words)
    own = {part for word in own_words for part in _parts(normalised(word))}
    without_own = _without(text, own)
    rest = _YEAR.sub("", _without(without_own, _lines(_TRADE_WORDS))).strip()
    score, one_known_word = _estimate(text[:_LONGEST_JUDGED], own)
    if rest != text:  # a name, a word of the trade or a year adds nothing: what is left must be hard enough by itself
        score = min(score, _estimate(rest[:_LONGEST_JUDGED], own)[0])
    if len(text) < LEAST_CHARACTERS and words < LEAST_WORDS:
        return Strength(min(score, LEAST_SCORE - 1), Reason.TOO_SHORT, missing)
    if score >= LEAST_SCORE:
        return Strength(score, Reason.STRONG if score > LEAST_SCORE else Reason.FAIR, 0)
    if without_own != text:
        return Strength(score, Reason.OWN_NAME, max(1, missing))
    return Strength(score, Reason.COMMON if one_known_word or rest != text else Reason.WEAK, max(1, missing))


def require_strong(passphrase: str, own_words: Iterable[str] = ()) -> None:
    """Raise ``Refused("passphrase.too_short" | "passphrase.weak")`` when a real register must not take it."""
    judged = strength(passphrase, own_words=own_words)
    if judged.reason is Reason.TOO_SHORT:
        raise Refused("passphrase.too_short", characters=LEAST_CHARACTERS, words=LEAST_WORDS)
    if not judged.accepted:
        raise Refused("passphrase.weak", words_missing=judged.words_missing)


def suggest(randbelow: Callable[[int], int] = secrets.randbelow) -> str:
    """Return five Swedish words chosen by chance, each from the whole list: more than 55 bits."""
    known = word_list()
    return " ".join(known[randbelow(len(known))] for _ in range(SUGGESTED_WORDS))


def word_list() -> tuple[str, ...]:
    """Return the shipped Swedish words in their order."""
    return _lines(_WORD_LIST)


@functools.cache
def _lines(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _parts(text: str) -> set[str]:
    """Return a name whole and in its parts, in lower case."""
    folded = text.casefold()
    return {part for part in (folded.strip(), *re.findall(r"[^\W_]+", folded)) if len(part) > 1}


def _without(text: str, words: Iterable[str]) -> str:
    """Return the text without ``words``: long ones wherever they stand, short ones only as words of their own."""
    patterns = [
        re.escape(word) if len(word) >= _FOUND_ANYWHERE else rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])"
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.sub("|".join(patterns), "", text, flags=re.IGNORECASE).strip() if patterns else text


def _estimate(text: str, own: set[str]) -> tuple[int, bool]:
    """Return zxcvbn's score and whether one known word or password makes up the larger part of the text."""
    from zxcvbn import matching, zxcvbn

    if not text:  # the library fails on nothing at all
        return 0, False
    with _estimator:
        try:
            judged = zxcvbn(text, user_inputs=[*sorted(own), *_lines(_TRADE_WORDS), *word_list()])
        finally:
            matching.RANKED_DICTIONARIES.pop("user_inputs", None)  # names do not stay behind
    known = (one for one in judged["sequence"] if one["pattern"] == "dictionary")
    return int(judged["score"]), any(len(one["token"]) * 2 > len(text) for one in known)
