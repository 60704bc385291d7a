"""Names and texts as people bring them and as nobody means them, drawn by chance for the letters.

``given`` is what was typed; ``printed`` what must be found in a document that shows it.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from caseworker.letters.bidi import bidi_class
from caseworker.letters.fonts import FALLBACK, UNDRAWN, load_face
from caseworker.letters.isolate import clean

VOWELS = "\u064b\u064c\u064e\u064f\u0650\u0651\u0652"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى" + VOWELS
DARI = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئ\u200c"
TIGRINYA = "ሀሁሂሃሄህሆለሉሊላሌልሎሐመሙሚማሜምሞረሩሪራሰሱሲሳሸቀቐበተቸነኘአከኸወዐዘዠየደጀገጠጨጸፈፐ፡"
CYRILLIC = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюяыъэёћђљњџ’"
LATIN = "abcdefghijklmnopqrstuvwxyzåäöÅÄÖéüñçßøæłŁđĐışğőűțșčřžẞǺǯƏəŋɓɗƙḥṣṭẓāīūʿʾ’"
ACCENTS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328\u0331"
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
ODD = "\u202e\u2066\u2069\u200f\u200d\u200b\u00ad\u2060\ufeff\ufe0f\u0000\u001b\ud800\n\t\u2028\u00a0"
FOREIGN = "漢字かなกखאבგაա€→☃😀👩🏽𝔸𐍈𞤀𒀀\ue000\U000f0000\uffff"
WORDS = (
    "{person}", "{}", "{0.__class__}", "%s", "%(x)n", "<b>Ali</b>", "&amp;", "<?xml version='1.0'?>", "<!DOCTYPE a>",
    "]]>", "<script>", "\\u0041", "(x) Tj", "<0000>", "endstream", "$HOME", "=cmd|' '!A1", "';--", "../..", "None",
)  # fmt: skip
_JOINED = re.compile("[\u0621-\u064a\u0671-\u06d3]+(\u200c[\u0621-\u064a\u0671-\u06d3]+)+")
_LINE = 12  # signs that any column has room for on one line, also wide ones
_NO_VOWELS = dict.fromkeys(map(ord, VOWELS))
_APART = re.compile(r"[\s\-\u2010\u1361]+")  # where a line may break
_NO_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
SCRIPTS = (ARABIC, DARI, TIGRINYA, CYRILLIC, LATIN)


def given(chance: random.Random) -> str:
    """Draw a name or a text."""
    return chance.choice((_name, _name, _accented, _long, _mixed, _markup, _odd, _foreign, _nothing))(chance)


def printed(text: str) -> str:
    """Return ``text`` as it is printed (composed, one line), without what is never drawn and without blanks."""
    return compact("".join(character for character in clean(text) if character not in UNDRAWN))


def compact(text: str) -> str:
    """Return ``text`` without blanks and hyphens: readers tell neither from the end of a line."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-\u2010\x02\ufffe")


def drawable(text: str) -> bool:
    """Tell whether the bundled faces have every character of ``text``."""
    return all(any(load_face(family, bold=False).covers(sign) for family in FALLBACK) for sign in printed(text))


def visible(text: str) -> bool:
    """Tell whether anything of ``text`` would be seen."""
    return any(sign.isprintable() and not sign.isspace() for sign in text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; the end of a line or a page may part one that belongs to something long."""

    text: str
    may_break: bool

    def stands_in(self, said: str) -> bool:
        """Tell whether it is in ``said``: with its joiners where they part two letters, else without.

        A reader may put the last vowel sign of a word behind the blank: then letters and signs are looked for apart.
        """
        if _JOINED.fullmatch(self.text):
            return self.text in said
        text, said = self.text.translate(_NO_JOINERS), said.translate(_NO_JOINERS)
        if self._within(text, said):
            return True
        signs, said_signs = (Counter(sign for sign in one if sign in VOWELS) for one in (text, said))
        return signs <= said_signs and self._within(text.translate(_NO_VOWELS), said.translate(_NO_VOWELS))

    def _within(self, text: str, said: str) -> bool:
        return text in said or (self.may_break and _in_parts(text, said))


def pieces(text: str) -> Iterator[Piece]:
    """Yield what a reader gives back in one piece: all of it, or each word's stretches where two directions meet."""
    whole = printed(text)
    if {_direction(sign) for sign in whole} in ({"ltr"}, {"rtl"}, {"digits"}):
        yield Piece(whole, len(whole) > _LINE)
        return
    for word in _APART.split(clean(text)):
        for direction, signs in groupby(printed(word), _direction):
            yield from [Piece("".join(signs), len(word) > _LINE)] if direction else ()


def _in_parts(piece: str, said: str) -> bool:
    """Tell whether ``piece`` stands in ``said``, cut once or, where it is long, as often as lines end."""
    for _ in range(2 + len(piece) // 20):
        length = len(piece)
        while length and piece[:length] not in said:
            length -= 1
        piece = piece[length:]
        if not piece:
            return True
    return False


def _direction(sign: str) -> str:
    found_class = bidi_class(sign)
    if found_class == "NSM":
        return "rtl" if "ARABIC" in unicodedata.name(sign, "") else "ltr"
    return {"L": "ltr", "R": "rtl", "AL": "rtl", "EN": "digits", "AN": "digits of Arabic"}.get(found_class, "")


def _word(chance: random.Random, letters: str, most: int = 9) -> str:
    return "".join(chance.choices(letters, k=chance.randint(1, most))).lstrip(VOWELS)  # no word begins with one


def _name(chance: random.Random) -> str:
    letters = chance.choice(SCRIPTS)
    return " ".join(_word(chance, letters) for _ in range(chance.randint(1, 4)))


def _accented(chance: random.Random) -> str:
    bases = chance.choice((LATIN, CYRILLIC))
    return "".join(chance.choice(bases) + _word(chance, ACCENTS, 2) for _ in range(chance.randint(1, 12)))


def _long(chance: random.Random) -> str:
    letters = chance.choice(SCRIPTS)
    return chance.choice(("", " ")).join(_word(chance, letters, 40) for _ in range(chance.randint(4, 20)))


def _mixed(chance: random.Random) -> str:
    words = [_word(chance, chance.choice((*SCRIPTS, *DIGITS, "()-/.,:"))) for _ in range(chance.randint(2, 6))]
    return chance.choice((" ", "-", "")).join(words)


def _markup(chance: random.Random) -> str:
    return chance.choice(("", " ")).join(chance.choice((*WORDS, _name(chance))) for _ in range(chance.randint(1, 5)))


def _odd(chance: random.Random) -> str:
    letters = chance.choice(SCRIPTS)
    return "".join(chance.choice(chance.choice((letters, letters, ODD))) for _ in range(12))


def _foreign(chance: random.Random) -> str:
    return _name(chance) + chance.choice(("", " ")) + _word(chance, FOREIGN, 3)


def _nothing(chance: random.Random) -> str:
    return _word(chance, " \t\n\u200b\u202e\u00ad\u0000\u200c", 4) if chance.random() < 0.5 else ""
