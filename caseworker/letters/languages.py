"""The languages a letter can be written in: names, direction, script and locale. Data only.

Digits are Latin (``latn``) in every letter, whatever the locale would choose: numbers in a letter are copied into
Swedish forms, telephones and queue machines.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caseworker.errors import UsageFault


class Direction(StrEnum):
    """Which way the lines of a script run."""

    LTR = "ltr"
    RTL = "rtl"


class Script(StrEnum):
    """ISO 15924 code of the script a language is printed in."""

    LATIN = "Latn"
    ARABIC = "Arab"
    ETHIOPIC = "Ethi"
    CYRILLIC = "Cyrl"


@dataclass(frozen=True, slots=True)
class LetterLanguage:
    """One language of the letters.

    ``code`` is the code used in this program (Dari is ``prs``), ``endonym`` the language's own name for itself,
    ``locale`` the CLDR locale for dates, ``bcp47`` the tag written into the PDF.
    """

    code: str
    swedish_name: str
    endonym: str
    direction: Direction
    script: Script
    locale: str
    bcp47: str

    @property
    def is_rtl(self) -> bool:
        """True when lines run from right to left."""
        return self.direction is Direction.RTL


SWEDISH: Final = LetterLanguage("sv", "svenska", "svenska", Direction.LTR, Script.LATIN, "sv_SE", "sv")

LANGUAGES: Final[tuple[LetterLanguage, ...]] = (
    SWEDISH,
    LetterLanguage("en", "engelska", "English", Direction.LTR, Script.LATIN, "en_GB", "en"),
    LetterLanguage("ar", "arabiska", "العربية", Direction.RTL, Script.ARABIC, "ar", "ar"),
    LetterLanguage("prs", "dari", "دری", Direction.RTL, Script.ARABIC, "fa_AF", "prs"),
    LetterLanguage("fa", "persiska", "فارسی", Direction.RTL, Script.ARABIC, "fa_IR", "fa"),
    LetterLanguage("so", "somaliska", "Soomaali", Direction.LTR, Script.LATIN, "so_SO", "so"),
    LetterLanguage("ti", "tigrinska", "ትግርኛ", Direction.LTR, Script.ETHIOPIC, "ti_ER", "ti"),
    LetterLanguage("uk", "ukrainska", "українська", Direction.LTR, Script.CYRILLIC, "uk_UA", "uk"),
    LetterLanguage("ps", "pashto", "پښتو", Direction.RTL, Script.ARABIC, "ps_AF", "ps"),
    LetterLanguage("ru", "ryska", "русский", Direction.LTR, Script.CYRILLIC, "ru_RU", "ru"),
    LetterLanguage("ckb", "sorani", "سۆرانی", Direction.RTL, Script.ARABIC, "ckb_IQ", "ckb"),
    LetterLanguage("tr", "turkiska", "Türkçe", Direction.LTR, Script.LATIN, "tr_TR", "tr"),
)

_BY_CODE: Final = {language.code: language for language in LANGUAGES}


def letter_language(code: str) -> LetterLanguage:
    """The language with this code; an unknown one is a ``UsageFault`` that lists those there are."""
    language = _BY_CODE.get(code)
    if language is None:
        raise UsageFault("letter.unknown_language", language=code, known=", ".join(_BY_CODE))
    return language
