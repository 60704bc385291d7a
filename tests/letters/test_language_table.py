"""The table of languages: complete, unambiguous codes, names in their own script, and no trust in CLDR's gaps."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

import pytest
from babel import localedata

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = {
    *("sv", "en", "ar", "prs", "fa", "ti", "so", "uk", "ru", "ckb", "kmr", "ps", "tr", "am", "aii", "sq", "bs"),
    *("es", "fr", "ur", "bn", "zh", "vi", "ka", "hy", "az", "uz", "tg"),
}
SCRIPT_NAMES = {
    "Arab": "ARABIC",
    "Syrc": "SYRIAC",
    "Ethi": "ETHIOPIC",
    "Cyrl": "CYRILLIC",
    "Latn": "LATIN",
    "Armn": "ARMENIAN",
    "Geor": "GEORGIAN",
    "Guru": "GURMUKHI",
    "Deva": "DEVANAGARI",
    "Beng": "BENGALI",
    "Taml": "TAMIL",
    "Sinh": "SINHALA",
    "Mymr": "MYANMAR",
    "Thai": "THAI",
    "Hans": "CJK",
}
RIGHT_TO_LEFT = {"Arab", "Syrc"}


@lru_cache
def languages() -> tuple[dict[str, str], ...]:
    path = ROOT / "resources" / "codes" / "languages.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["language"])


def test_there_are_at_least_forty_languages_and_the_asked_for_ones_among_them() -> None:
    codes = {language["code"] for language in languages()}
    assert len(codes) >= 40
    assert codes >= REQUIRED


@pytest.mark.parametrize("key", ["code", "iso639_3", "swedish", "english"])
def test_no_two_languages_share_a_code_or_a_name(key: str) -> None:
    values = [language[key] for language in languages()]
    assert sorted(values) == sorted(set(values))


def test_codes_are_iso_639_1_or_the_three_letter_code() -> None:
    for language in languages():
        assert re.fullmatch(r"[a-z]{3}", language["iso639_3"])
        assert re.fullmatch(r"[a-z]{2}", language["code"]) or language["code"] == language["iso639_3"]


def test_dari_is_not_persian_and_the_kurdish_languages_are_apart() -> None:
    by_code = {language["code"]: language for language in languages()}
    assert (by_code["prs"]["iso639_3"], by_code["fa"]["iso639_3"]) == ("prs", "pes")
    assert by_code["prs"]["locale"] == "fa_AF"
    assert by_code["ckb"]["script"] != by_code["kmr"]["script"]
    assert "ku" not in by_code
    assert by_code["ps"]["swedish"] == "pashto"


def test_direction_follows_from_the_script() -> None:
    for language in languages():
        assert language["direction"] == ("rtl" if language["script"] in RIGHT_TO_LEFT else "ltr")


def test_every_endonym_is_written_in_its_own_script() -> None:
    for language in languages():
        letters = [character for character in language["endonym"] if character.isalpha()]
        assert letters
        # the apostrophe-like letter of Uzbek belongs to every script
        scripts = {unicodedata.name(letter).split()[0] for letter in letters} - {"MODIFIER"}
        assert scripts == {SCRIPT_NAMES[language["script"]]}


def test_names_are_composed_and_clean() -> None:
    for language in languages():
        for key in ("swedish", "english", "endonym"):
            assert unicodedata.is_normalized("NFC", language[key])
            assert language[key] == language[key].strip() != ""


def test_a_stated_locale_exists() -> None:
    stated = [language["locale"] for language in languages() if language["locale"]]
    assert [locale for locale in stated if not localedata.exists(locale)] == []


def test_every_language_with_a_letter_catalog_is_in_the_table() -> None:
    codes = {language["code"] for language in languages()}
    catalogs = {path.parents[1].name for path in (ROOT / "i18n").glob("*/LC_MESSAGES/letters.po")}
    assert {"en", "ar", "prs", "so", "ti", "uk"} <= catalogs <= codes
