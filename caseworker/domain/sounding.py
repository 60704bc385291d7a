"""How alike two words of names sound, whatever script or language's spelling they are written in. Pure.

Each word becomes a row of sounds, one sign each; letters that stand for several sounds (ch, j, c, x) keep a sign of
their own that lies near all of them. The distance of two rows is a weighted Damerau–Levenshtein distance: near sounds
cost little, and what Arabic script leaves unwritten costs next to nothing when one side is written in it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from caseworker.domain.naming import fold

ALIKE = 0.87
ARTICLES = frozenset({"al", "el", "ul"})
_VOWELS = frozenset("aeiou@")

# S sh, C ch as in church, J dj, Z zh, x kh, G gh, T th, D dh, $ ts; X, j, c, K: written ch, j, c, x; ` ayn, @ any vowel
_LATIN = [
    (re.compile(written), sound)
    for written, sound in (
        ("x", "K"), ("tsch|tch|tj", "C"), ("dsch|dzh|dj|dz", "J"), ("stj|sj|sch|sh", "S"), ("zj|zh", "Z"),
        ("kh|kch", "x"), ("gh", "G"), ("th", "T"), ("dh", "D"), ("ph", "f"), ("ch", "X"), ("ck|cc", "k"),
        ("tz|ts", "$"), ("que$", "k"), ("qu(?=[ei])", "k"), ("gu(?=[ei])", "g"), ("ou|oo", "u"), ("ee|ii", "i"),
        ("y", "i"), ("[ij]+$", "i"),
    )
]  # fmt: skip
_SILENT_C = re.compile("^c(?=[aeiou])")
_SERVANT, _ALLAH = re.compile(r"^abd[aeiou]?[lrsn]?(?=[a-z]{3})"), re.compile(r"[ou]l+ah?$")
_NO_SOUND, _DOUBLED = re.compile(r"[^\w`@$]"), re.compile(r"(.)\1+")
_ANY_LATIN = re.compile("|".join(written.pattern for written, _ in _LATIN))
_MARKED = {"ş": "sh", "š": "sh", "ç": "tch", "č": "tch", "ž": "zh", "ğ": "gh", "ı": "i", "ə": "e", "ß": "ss", "æ": "ae"}
_MARKED |= {"ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th"}
_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяэыёъ",
        "a b v h g d e ie Z z i i i i k l m n o p r s t u f x $ C S SC _ iu ia e i io _".replace("_", "").split(" "),
        strict=True,
    )
)
_ARABIC = dict(
    zip(
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژڤکگیەۆێڕڵ",
        "_ a @ w @ _ a b a t T J h x d D r z s S s D t D ` G f q k l m n h w a i p C Z v k g i e o e r l".replace(
            "_", ""
        ).split(" "),
        strict=True,
    )
)
_ETHIOPIC = {
    "HH": "h", "H": "h", "L": "l", "SZ": "s", "M": "m", "R": "r", "S": "s", "SH": "S", "Q": "q", "QH": "q", "B": "b",
    "V": "v", "T": "t", "C": "C", "X": "h", "N": "n", "NY": "ni", "GLOTTAL ": "", "K": "k", "KX": "h", "W": "w",
    "PHARYNGEAL ": "", "Z": "z", "ZH": "Z", "Y": "i", "D": "d", "DD": "d", "J": "J", "G": "g", "TH": "t", "CH": "C",
    "PH": "p", "TS": "$", "TZ": "$", "F": "f", "P": "p",
}  # fmt: skip
_ORDERS = {"A": "e", "U": "u", "I": "i", "AA": "a", "EE": "e", "E": "", "O": "o", "WA": "wa", "WAA": "wa", "WE": "u"}
_BORNE = ("GLOTTAL ", "PHARYNGEAL ", "H", "HH", "X")  # after these the first vowel is an a, not an e
_SORANI = frozenset("ەۆێ")  # where one of these stands, all vowels are written
_SYLLABLE = re.compile(r"ETHIOPIC SYLLABLE ((?:GLOTTAL |PHARYNGEAL )?[^AEIOUW]*?W??)(WAA|WA|WE|AA|EE|A|E|I|O|U)$")

_NEAR: dict[str, float] = {}


def _near(cost: float, *pairs: str) -> None:
    _NEAR.update({pair: cost for pair in pairs} | {pair[::-1]: cost for pair in pairs})


_near(0.05, "uo", "wu", "wo", "wv", "Tt", "Gg", "xX", "XC", "xK", "hK", "XK", "Jj", "ji", "Zj", "$c", "cJ", "JZ")
_near(0.1, "ei", "qk", "xh", "hX", "Gq", "Dd", "cC", "ck", "s$", "XS", "Zz", "aw", "wf", "SC")
_near(0.15, "ae")
_near(0.2, "xk", "qg", "kX", "zs", "sS", "Jg", "hg", "Dz", "Ts", "vf", "vb", "$z", "Kk", "Gh", "jh", "xg", "iJ", "td")
_near(0.3, "ao", "dz", "pb", "eo", "Gk", "cs", "JC", "SJ", "gk", "Xs")
_near(0.4, "ai", "iu", "eu")
_near(0.5, "io", "au", "mn")
for _vowel in "aeiou":
    _near(0.05, f"@{_vowel}")
_DROPPED = {"`": 0.05, "c": 0.15, "@": 0.15, "i": 0.15, "e": 0.15, "u": 0.25, "o": 0.3, "j": 0.3, "a": 0.4, "h": 0.45}
_LAST = {"a": 2.2, "e": 0.5}  # Amin and Amina, Oleksandr and Oleksandra are two names
_LAST_VOWEL, _SWAPPED = 0.9, 0.6
_FURTHEST = 0.2  # of a word's length: what costs more is not alike, whatever the rest
_FIRM = (("l",), ("r",), ("m", "n"))  # near no other sound: each that only one side has costs a whole step
_COARSE = str.maketrans("XKxqGTDj`Jz$Z", "hhhkgtdiaisss", "c")
# for keys: kin sounds as one, every hearing of an ambiguous one; _ is nothing. Inside a word an h is not heard
_HEARD = {
    "q": "k", "G": "k", "T": "ts", "D": "ts", "d": "t", "z": "s", "Z": "js", "J": "j", "$": "s", "S": "s", "C": "s",
    "p": "b", "v": "f",
}  # fmt: skip
_HEARD_FIRST = _HEARD | {"X": "hsk", "K": "h", "x": "hk", "g": "kh", "j": "ja", "c": "kj", "w": "fa"}
_HEARD_INSIDE = _HEARD | {"X": "_s", "K": "_", "x": "_k", "g": "k_", "j": "_j", "c": "_kj", "w": "_f", "h": "_"}
_MOST_HEARD = 8
_SILENT_FIRST = frozenset("aeiou@`")
_FIRST_VOWELS = ("a", "e", "o", "u", "@")


@dataclass(frozen=True, slots=True)
class Sound:
    """A word as sounds. ``unvowelled``: short vowels are not written."""

    sounds: str
    unvowelled: bool = False


def sounds_of(word: str) -> tuple[Sound, ...]:
    """Return how a word may sound: an x as h or ks, a tj as one sound or two, a first c as nothing
    (Somali), a last ye as a (Mustafa in Persian letters)."""
    bare = word
    if not word.isascii():
        bare = "".join(_MARKED.get(letter, letter) for letter in unicodedata.normalize("NFC", word.casefold()))
    bare = fold(bare).replace(" ", "")
    script = "" if bare.isascii() else unicodedata.name(bare[0], "").partition(" ")[0]
    if script == "ARABIC":
        short = not _SORANI & set(bare)
        return tuple(dict.fromkeys(Sound(_from_arabic(one), short) for one in (bare, re.sub("[یي]$", "ى", bare))))
    if script == "CYRILLIC":
        return (Sound(_once("".join(_CYRILLIC.get(letter, letter) for letter in bare))),)
    if script == "ETHIOPIC":
        return (Sound(_once("".join(_from_ethiopic(letter) for letter in bare))),)
    spelt = {bare, bare.replace("x", "ks"), bare.replace("tj", "ty"), _SILENT_C.sub("", bare)}
    if len(spelt) == 1:
        return (Sound(_from_latin(bare)),)
    return tuple(dict.fromkeys(Sound(_from_latin(one)) for one in sorted(spelt)))


def likeness(one: str, other: str) -> float:
    """Return how alike two words sound, from 0 to 1; 1 only when they are written alike, 0 for too far apart to say."""
    return 1.0 if one == other else nearness(sounds_of(one), sounds_of(other))


def nearness(one: Iterable[Sound], other: Iterable[Sound]) -> float:
    """Return the likeness of two words by all the ways they may sound."""
    return min(0.99, max((_alike(mine, theirs) for mine in one for theirs in other), default=0.0))


def sounds_alike(one: str, other: str) -> bool:
    """Tell whether two words may be spellings of one name."""
    return likeness(one, other) >= ALIKE


def frames(word: str) -> tuple[str, ...]:
    """Return the consonants of a word, coarser than its sounds: spellings of one name share a frame far more often
    than two names do. A w may be a vowel.
    """
    found: dict[str, None] = {}
    for sound in sounds_of(word):
        for heard in (sound.sounds, sound.sounds[:1] + sound.sounds[1:].replace("w", "")):
            coarse = heard.translate(_COARSE)
            first = "a" if coarse[:1] in _FIRST_VOWELS else coarse[:1]
            found[_once(first + re.sub("[aeiou@]", "", coarse[1:]))] = None
    return tuple(frame for frame in found if frame)


def name_keys(name: str) -> tuple[str, ...]:
    """Return the sounding keys of a name's words, for search and for finding candidates: never for deciding.

    A key is the first letter (any vowel, y or ayn counts as ``a``) and the consonants after it, kin sounds as one. A
    letter that stands for several sounds has a key for each. Words of other scripts also keep their own letters as a
    key.
    """
    keys: dict[str, None] = {}
    for word in fold(name).split():
        keys.update(dict.fromkeys(word_keys(word)))
    return tuple(keys)


def word_keys(word: str) -> tuple[str, ...]:
    """Return the sounding keys of one folded word, none of an article."""
    if word in ARTICLES:
        return ()
    keys: dict[str, None] = {}
    bare = word if word.isascii() else re.sub("^ال(?=..)", "", word)
    if not bare.isascii():
        keys[bare] = None
    for sound in sounds_of(bare):
        keys.update(dict.fromkeys(_keys_of(sound.sounds)))
    return tuple(key for key in keys if key)


def _keys_of(sounds: str) -> set[str]:
    """Return the keys of one row of sounds: every way its ambiguous signs may be heard, eight at most."""
    first = "a" if sounds[:1] in _SILENT_FIRST else _HEARD_FIRST.get(sounds[:1], sounds[:1])
    heard = list(first)
    for sound in sounds[1:]:
        if sound not in _VOWELS and sound not in "i`":
            choices = _HEARD_INSIDE.get(sound, sound)
            heard = [begun + choice.replace("_", "") for begun in heard for choice in choices][:_MOST_HEARD]
    return {_undoubled(key) for key in heard}


def _from_latin(word: str) -> str:
    word = _SERVANT.sub("abd", word)
    word = _ALLAH.sub("ula", word)
    if _ANY_LATIN.search(word):
        for written, sound in _LATIN:
            word = written.sub(sound, word)
    return _once(word)


def _from_arabic(word: str) -> str:
    word = re.sub("^(?:وال|ال)(?=..)", "", word)
    word = re.sub("^عبدال", "عبد", word)
    word = re.sub("الله$|اله$|لله$", "ula", word)
    word = re.sub("(?<=[اآ])ه$", "", word)
    word = re.sub("ه$", "e", word)
    word = re.sub("^ا", "@", word)
    word = word.replace("وو", "u")
    return _once("".join(_ARABIC.get(letter, letter) for letter in word))


def _from_ethiopic(letter: str) -> str:
    found = _SYLLABLE.match(unicodedata.name(letter, ""))
    if found is None:
        return ""
    consonant, order = found.groups()
    vowel = _ORDERS[order]
    if consonant in _BORNE and order in ("A", "E"):
        vowel = "a" if order == "A" else "e" if consonant.endswith(" ") else ""
    return _ETHIOPIC.get(consonant, consonant.lower()) + vowel


def _once(sounds: str) -> str:
    return _undoubled(_NO_SOUND.sub("", sounds))


def _undoubled(sounds: str) -> str:
    return _DOUBLED.sub(r"\1", sounds) if _DOUBLED.search(sounds) else sounds


def _alike(one: Sound, other: Sound) -> float:
    if not one.sounds or not other.sounds:
        return 0.0
    longest = max(len(one.sounds), len(other.sounds), 3)
    if max(abs(_firm(one, firm) - _firm(other, firm)) for firm in _FIRM) > longest * _FURTHEST:
        return 0.0
    cost = _cost(one.sounds, other.sounds, longest * _FURTHEST, unvowelled=one.unvowelled or other.unvowelled)
    return 0.0 if cost > longest * _FURTHEST else 1 - cost / longest


def _firm(sound: Sound, firm: tuple[str, ...]) -> int:
    return sum(sound.sounds.count(one) for one in firm)


def _cost(one: str, other: str, most: float, *, unvowelled: bool) -> float:
    """Return the weighted distance of two rows of sounds; the longer length when it must be more than ``most``."""
    dropped = [_dropping(other, place, unvowelled=unvowelled) for place in range(len(other))]
    before: list[float] = []
    above = [0.0, *accumulate(dropped)]
    for row, sound in enumerate(one):
        drop = _dropping(one, row, unvowelled=unvowelled)
        line = [above[0] + drop]
        last = row == len(one) - 1
        for column, against in enumerate(other):
            if sound == against:
                cost = above[column]
            else:
                cost = above[column] + _changing(sound, against, last=last and column == len(other) - 1)
            cost = min(cost, above[column + 1] + drop, line[column] + dropped[column])
            if row and column and sound == other[column - 1] and one[row - 1] == against:
                cost = min(cost, before[column - 1] + _SWAPPED)
            line.append(cost)
        if min(line) > most and (not before or min(above) > most):  # a swap may still reach back one row
            return float(max(len(one), len(other), 3))
        before, above = above, line
    return above[-1]


def _changing(sound: str, against: str, *, last: bool) -> float:
    """Return what it costs that one sound stands for the other; a last vowel tells more than one inside."""
    cost = _NEAR.get(sound + against, 1.0)
    return 2 * cost if last and sound in _VOWELS and cost >= 0.4 else cost


def _dropping(sounds: str, place: int, *, unvowelled: bool) -> float:
    """Return what it costs that the other side lacks this sound: little inside, much at the end (Amin, Amina)."""
    sound = sounds[place]
    cost = _DROPPED.get(sound, 1.0)
    last = place == len(sounds) - 1
    if sound not in _VOWELS:
        return 0.1 if last and sound == "h" else cost
    if last or sounds[place + 1 :] == "h":
        return _LAST.get(sound, _LAST_VOWEL)
    return 0.05 if unvowelled else cost
