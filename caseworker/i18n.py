"""Catalogs without Qt: one translator per language, and dates through Babel.

Two domains live side by side: ``caseworker`` (the program's words; msgids are English, Swedish is complete and the
default) and ``letters`` (msgids are Swedish, the legal source). The two never share a translator. Catalogs are compiled
by ``python -m caseworker.i18n`` (run by make); nothing is compiled while the program runs.
"""

import gettext
import os
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from caseworker.errors import EnvironmentFault, UsageFault
from caseworker.places import CATALOGS

if TYPE_CHECKING:  # not before the first window is painted
    from datetime import date, datetime

C = TypeVar("C", bound=gettext.GNUTranslations)
UI_LANGUAGES = ("sv", "en")
LETTER_SOURCE = "sv"
# Babel does not know prs; CLDR's Persian (Afghanistan) is Dari
_CLDR = {"prs": "fa_AF", "sv": "sv_SE", "en": "en_GB", "ckb": "ckb_IQ"}


@lru_cache(maxsize=len(UI_LANGUAGES))
def ui_translator(language: str) -> gettext.NullTranslations:
    """Return the translator of the program's own words. English is the msgid itself.

    Raises ``UsageFault("i18n.unknown_language")`` for a language the program has no face in.
    """
    if language not in UI_LANGUAGES:
        raise UsageFault("i18n.unknown_language", language=language, known=", ".join(UI_LANGUAGES))
    return gettext.NullTranslations() if language == "en" else _load(_catalog("caseworker", language))


def swedish(msgid: str) -> str:
    """Return one of the program's own words in Swedish, for a paper that is Swedish whatever the window speaks."""
    return ui_translator("sv").gettext(msgid)


def letter_catalog(language: str) -> Callable[[str], str | None]:
    """Return a function from a Swedish paragraph to its translation, or None where there is none.

    There is no fallback between languages: Dari and Persian are separate, and a missing paragraph is never Swedish.
    """
    if language == LETTER_SOURCE:
        return lambda msgid: msgid
    catalog = _letters(_catalog("letters", language))

    def translate(msgid: str) -> str | None:
        text = catalog.gettext(msgid)
        return None if text == _ABSENT or not text else text

    return translate


def letter_messages(language: str) -> dict[str, str]:
    """Return every text a catalog of letters holds with its translation, also those that no letter asks for."""
    return _letters(_catalog("letters", language)).messages()


def letter_languages() -> tuple[str, ...]:
    """Return the languages letters exist in, the Swedish source first, the others by code."""
    found = sorted(path.parents[1].name for path in CATALOGS.glob("*/LC_MESSAGES/letters.po"))
    return (LETTER_SOURCE, *(language for language in found if language != LETTER_SOURCE))


_ABSENT = "\0absent"


class _Absent(gettext.NullTranslations):
    """A last resort that answers a mark instead of the msgid, so that a gap can be told from a translation."""

    def gettext(self, message: str) -> str:
        return _ABSENT


class _Letters(gettext.GNUTranslations):
    """A catalog of letters that tells what it holds."""

    def messages(self) -> dict[str, str]:
        """Return each text with its translation; the header is none."""
        held: dict[object, str] = getattr(self, "_catalog", {})
        return {text: told for text, told in held.items() if isinstance(text, str) and text}


@lru_cache(maxsize=32)  # parsed once: a list of sheets asks each language for every text
def _letters(path: Path) -> _Letters:
    catalog = _load(path, _Letters)
    catalog.add_fallback(_Absent())
    return catalog


def _catalog(domain: str, language: str) -> Path:
    return CATALOGS / language / "LC_MESSAGES" / f"{domain}.mo"


def _load(path: Path, kind: type[C] = gettext.GNUTranslations) -> C:  # type: ignore[assignment]  # the usual kind
    try:
        with path.open("rb") as file:
            return kind(file)
    except FileNotFoundError:
        raise EnvironmentFault("i18n.catalog_missing", path=path.name) from None


def format_date(day: "date", language: str, *, weekday: bool = False) -> str:
    """Return ``day`` written out in ``language`` with Latin digits: 17 maj 2026, söndag 17 maj 2026."""
    from babel.core import UnknownLocaleError
    from babel.dates import format_date as babel_date

    pattern = "EEEE d MMMM y" if weekday else "d MMMM y"
    try:
        return _latin_digits(str(babel_date(day, pattern, locale=_CLDR.get(language, language))))
    except (UnknownLocaleError, ValueError):  # a language the municipality added
        return day.isoformat()


def clock_time(moment: "datetime") -> str:
    """Return the hour and minute of ``moment`` in Swedish time: 14:02."""
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo("Europe/Stockholm")).strftime("%H:%M")


_DIGITS = {
    ord(sign): str(value) for start in (0x0660, 0x06F0) for value, sign in enumerate(map(chr, range(start, start + 10)))
}


def _latin_digits(text: str) -> str:
    return text.translate(_DIGITS)


_FIRST_DIGIT = {"ar": 0x0660, "ckb": 0x0660, "prs": 0x06F0, "fa": 0x06F0, "ps": 0x06F0}


def own_digits(text: str, language: str) -> str:
    """Return ``text`` with the digits of ``language``: for days and times that are read, never for what is dialled."""
    first = _FIRST_DIGIT.get(language)
    return text if first is None else text.translate({ord("0") + n: chr(first + n) for n in range(10)})


def compile_catalogs(folder: Path = CATALOGS) -> list[Path]:
    """Write a .mo beside every .po that is newer than its .mo, and return those written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalog = read_po(text, locale=_CLDR.get(source.parents[1].name, source.parents[1].name))
        fresh = target.with_suffix(f".mo.{os.getpid()}")  # two runs may compile at once
        with fresh.open("wb") as binary:
            write_mo(binary, catalog)
        fresh.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for made in compile_catalogs():
        sys.stdout.write(f"{made.relative_to(CATALOGS)}\n")
