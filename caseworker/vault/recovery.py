"""The recovery sheets: a key split so that any two of three printed sheets give it back (SLIP-39).

The words exist on paper and, while they are printed and typed, in memory; must never write them anywhere. An error
names the sheet and the place on it, never a word.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from caseworker.errors import Refused

SHEETS = 3
THRESHOLD = 2
WORDS_ON_A_SHEET = 33
PROVING_LETTERS = 4  # the first four letters are unique in the word list (SLIP-39, "Wordlist")


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """One printed sheet: its number 1–3 and its 33 words, which never show in a repr."""

    number: int
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskedWord:
    """The word a user is asked for, to prove that the paper can be read: sheet 1–3, position 1–33."""

    sheet: int
    position: int


def split(secret: bytes) -> tuple[RecoverySheet, ...]:
    """Split 32 bytes over three sheets; one sheet alone tells nothing about them."""
    import shamir_mnemonic

    (mnemonics,) = shamir_mnemonic.generate_mnemonics(1, [(THRESHOLD, SHEETS)], secret)
    return tuple(RecoverySheet(number, tuple(words.split())) for number, words in enumerate(mnemonics, start=1))


def join(shares: Sequence[str]) -> bytes:
    """Return the 32 bytes from the words of two different sheets of one set.

    Words may be shortened to four letters, numbered and broken over lines. Raises ``Refused``:
    ``recovery.two_sheets`` (count), ``recovery.unknown_word`` and ``recovery.word_count`` (sheet, …),
    ``recovery.words`` (sheet: a word is wrong), ``recovery.same_sheet``, ``recovery.mixed_sheets``.
    """
    import shamir_mnemonic

    if len(shares) != THRESHOLD:
        raise Refused("recovery.two_sheets", count=len(shares))
    sheets = [complete(text, sheet=place) for place, text in enumerate(shares, start=1)]
    read = []
    for place, words in enumerate(sheets, start=1):
        try:
            read.append(shamir_mnemonic.Share.from_mnemonic(" ".join(words)))
        except shamir_mnemonic.MnemonicError:
            raise Refused("recovery.words", sheet=place) from None  # the library's own text quotes words
    first, second = read
    if first.identifier != second.identifier:
        raise Refused("recovery.mixed_sheets")
    if first.index == second.index:
        raise Refused("recovery.same_sheet")
    try:
        secret: bytes = shamir_mnemonic.combine_mnemonics([" ".join(words) for words in sheets])
    except shamir_mnemonic.MnemonicError:
        raise Refused("recovery.mixed_sheets") from None
    return secret


def complete(text: str, *, sheet: int) -> tuple[str, ...]:
    """Return the 33 whole words of what was typed for one sheet; ``sheet`` (1 or 2) is for the error only."""
    from shamir_mnemonic.wordlist import WORDLIST

    by_prefix = {word[:PROVING_LETTERS]: word for word in WORDLIST}
    typed = re.findall(r"[^\W\d_]+", text.casefold())
    whole = []
    for position, letters in enumerate(typed, start=1):
        word = by_prefix.get(letters[:PROVING_LETTERS])
        if word is None or not word.startswith(letters):
            raise Refused("recovery.unknown_word", sheet=sheet, position=position)
        whole.append(word)
    if len(whole) != WORDS_ON_A_SHEET:
        raise Refused("recovery.word_count", sheet=sheet, count=len(whole), expected=WORDS_ON_A_SHEET)
    return tuple(whole)


def ask(sheets: Sequence[RecoverySheet], randbelow: Callable[[int], int] = secrets.randbelow) -> tuple[AskedWord, ...]:
    """Choose one word of each sheet to ask for."""
    return tuple(AskedWord(sheet.number, randbelow(len(sheet.words)) + 1) for sheet in sheets)


def proves(sheet: RecoverySheet, position: int, letters: str) -> bool:
    """Tell whether ``letters`` begins the word at ``position`` (1–33): its first four letters, in any case.

    More letters are welcome as long as they agree; fewer only when the whole word is shorter.
    """
    word, typed = sheet.words[position - 1], letters.strip().casefold()
    return len(typed) >= min(PROVING_LETTERS, len(word)) and word.startswith(typed)
