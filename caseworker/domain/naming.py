"""Names across scripts: folded, sounded out and ordered. Pure text work, decides nothing about people.

The sounding key follows the usual trouble spots of names written from Arabic, Persian, Somali, Tigrinya and Ukrainian
into Latin letters: it is for finding, never for deciding that two people are one.
"""

import re
import unicodedata

_ARABIC = dict(
    zip(
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژڤکگیەۆێەڕڵ",
        "aaauayabhttjhhddrzsstdtzagfqklmnhwyypczvkgyaoearl",
        strict=False,
    )
)
_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяэыёъ",
        ["a", "b", "v", "h", "g", "d", "e", "ye", "zh", "z", "y", "i", "yi", "y", "k", "l", "m", "n", "o", "p", "r"]
        + ["s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "yu", "ya", "e", "y", "yo", ""],
        strict=True,
    )
)
_LATIN = {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ə": "e", "ð": "d", "þ": "th"}
_TABLE = str.maketrans(_ARABIC | _CYRILLIC | _LATIN)
_ETHIOPIC = "ETHIOPIC SYLLABLE "
_ARTICLES = frozenset({"al", "el", "ul"})
_SAME_SOUND = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch", "sh"), ("kh|ch", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("dj", "j"), ("ph", "f"),
        ("ou|oo", "u"), ("ee|ii", "i"), ("aa", "a"), ("^c(?=[aou])", ""), ("c", "k"), ("x", "h"), ("z", "s"),
        ("w", "v"), ("j", "y"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip
_SWEDISH_ORDER = str.maketrans(
    {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y", "ß": "ss", "đ": "d", "ł": "l"}
)


def fold(name: str) -> str:
    """Return ``name`` for comparing within its script: compatibility forms, no case, no marks, single blanks."""
    return " ".join(_bare(name).split())


def sort_key(name: str) -> str:
    """Return the key that puts names in Swedish order: å, ä and ö after z, other marks disregarded."""
    swedish = unicodedata.normalize("NFC", name.casefold()).translate(_SWEDISH_ORDER)
    return " ".join(_words(_unmarked(swedish), keep="{|}"))


def to_latin(name: str) -> str:
    """Spell ``name`` roughly in Latin letters (Arabic without its unwritten vowels), lower case, words apart."""
    spelt = []
    for letter in _bare(name, article=True):
        called = unicodedata.name(letter, "")
        spelt.append(called.rsplit(" ", 1)[-1].lower() if called.startswith(_ETHIOPIC) else letter.translate(_TABLE))
    return "".join(spelt)


def name_keys(name: str) -> tuple[str, ...]:
    """Return the sounding keys of a name's words, for search and for finding candidates.

    A key is the first letter (any vowel counts as ``a``) and the consonants after it. ``q`` sounds as both k and g, and
    a written ``w`` as consonant or vowel: such a word has a key for each. Words of other scripts also keep their own
    folded letters as a key.
    """
    keys: dict[str, None] = {}
    for word in _words(_bare(name, article=True)):
        latin = to_latin(word)
        if latin in _ARTICLES:
            continue
        if not latin.isascii() or latin != word:
            keys[word] = None
        for variant in _variants(latin):
            keys[_skeleton(variant)] = None
    return tuple(key for key in keys if key)


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


def _bare(name: str, *, article: bool = False) -> str:
    """Drop marks and case; with ``article`` also the Arabic article, joined (ال) or hyphenated."""
    folded = _unmarked(unicodedata.normalize("NFKC", name).casefold())
    if article:
        folded = re.sub(r"(?<!\w)ال(?=\w{2})", "", folded)
    return " ".join(_words(folded))


def _words(text: str, *, keep: str = "") -> list[str]:
    return [word for word in re.split(rf"[^\w{re.escape(keep)}]+|_+", text.replace("'", "").replace("’", "")) if word]


def _variants(latin: str) -> set[str]:
    heard = {latin.replace("q", sound) for sound in ("k", "g")}
    return heard | {variant[0] + variant[1:].replace("w", "") for variant in heard if variant}


def _skeleton(latin: str) -> str:
    for pattern, sound in _SAME_SOUND:
        latin = pattern.sub(sound, latin)
    if not latin:
        return ""
    first = "a" if latin[0] in "aeiou" else latin[0]
    tail = re.sub(r"[aeiouhy\W]", "", latin[1:])
    return re.sub(r"(.)\1+", r"\1", first + tail)
