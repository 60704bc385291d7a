"""Field values made safe for running text: their own direction, their own line, their own characters.

A phone number ``010-123 45 67`` in an Arabic sentence prints as ``67 45 123-010`` under the bidirectional algorithm,
which is right by the algorithm and wrong in a letter. Each value is therefore put between isolates (UAX #9, LRI or FSI
… PDI) when the text runs from right to left. Values are never read as templates, and cannot carry direction controls.
"""

import re
import unicodedata
from typing import Final

from caseworker.letters.bidi import bidi_class

LRI: Final = "\u2066"
RLI: Final = "\u2067"
FSI: Final = "\u2068"
PDI: Final = "\u2069"
NBSP: Final = "\u00a0"

# Direction controls: they steer the order of a line and are never drawn.
BIDI_CONTROLS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_UNSEEN: Final = ("Cf", "Zs")
_NUMBER: Final = re.compile(r"[\d\s+\-–−/().,:;#*%]*\d[\d\s+\-–−/().,:;#*%]*(?:\s?(?:kr|SEK|EUR|€|kl))?", re.IGNORECASE)


def clean(value: str) -> str:
    """The value on one line, composed (NFC), without control characters: newlines become ", ", spaces one space.

    Empty when nothing of it would be seen: a joiner or a soft hyphen alone is no name.
    """
    lines = [_seen(line) for line in value.splitlines()]
    return unicodedata.normalize("NFC", ", ".join(line for line in lines if line))


def _seen(line: str) -> str:
    kept = "".join(
        c for c in " ".join(line.split()) if c not in BIDI_CONTROLS and unicodedata.category(c) not in ("Cc", "Cs")
    )
    return "" if all(unicodedata.category(c) in _UNSEEN for c in kept) else " ".join(kept.split())


def is_number_like(value: str) -> bool:
    """True for identity numbers, phone numbers, dates in figures, sums: what must never be split or turned."""
    return _NUMBER.fullmatch(value) is not None


def isolate(value: str, *, rtl: bool) -> str:
    """A cleaned ``value`` ready to stand in running text. Numbers keep to one line; RTL text isolates every value.

    Left-to-right isolates (LRI) hold what has no right-to-left letter (numbers, e-mail, URL, street); first-strong
    isolates (FSI) hold the rest (names in Arabic script, dates with month names), in left-to-right text too.
    """
    text = clean(value)
    if is_number_like(text):
        text = text.replace(" ", NBSP)
    turned = any(bidi_class(character) in ("R", "AL") for character in text)
    if not text or not (rtl or turned):
        return text
    return f"{FSI if turned else LRI}{text}{PDI}"
