"""The letter catalogs as language: whole, in the right script, with the agreed terms, and honest about being drafts."""

import re
import shutil
import subprocess
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from caseworker.letters.contacts import numbers

ROOT = Path(__file__).resolve().parents[2]
LETTERS = ROOT / "resources" / "letters"
CATALOGS = ROOT / "i18n"
WHOLE = ("en", "ar", "prs", "fa", "so", "ti", "uk")
SOME_SHEETS = ("ps", "ru", "ckb", "tr")  # languages of the three sheets everybody needs first
NEEDED_FIRST = ("valkommen", "nasta-steg", "nodnummer")
LANGUAGES = (*WHOLE, *SOME_SHEETS)
RIGHT_TO_LEFT = ("ar", "prs", "fa", "ps", "ckb")
ARABIC, LATIN, CYRILLIC = "ARABIC", "LATIN", "CYRILLIC"
SCRIPT = {
    "en": LATIN, "so": LATIN, "tr": LATIN, "ar": ARABIC, "prs": ARABIC, "fa": ARABIC, "ps": ARABIC, "ckb": ARABIC,
    "ti": "ETHIOPIC", "uk": CYRILLIC, "ru": CYRILLIC,
}  # fmt: skip
LRI, PDI, HARD_SPACE, NON_JOINER = "\u2066", "\u2069", "\u00a0", "\u200c"
PLURAL_FORMS = {
    "en": 2, "ar": 6, "prs": 2, "fa": 2, "so": 2, "ti": 2, "uk": 3, "ps": 2, "ru": 3, "ckb": 2, "tr": 2,
}  # fmt: skip
_NOT_PERSIAN = "يكةىټډړږښڅځۍېێۆڕڵە"
# letters that give away a text in the wrong language of the same script
FOREIGN_LETTERS = {
    "ar": "پچژگکیټډړږښڅځۍېێۆڕڵە",
    "prs": _NOT_PERSIAN + "ھ",
    "fa": _NOT_PERSIAN + "ھ",
    "ps": "كىةێۆڕڵە",
    "ckb": "كيىةټډړږښڅځۍېثذضظط",
    "uk": "ыэёъ",
    "ru": "єіїґ",
    "en": "åäö",
    "so": "åäöpvz",
    "tr": "åäqwx",
    "ti": "",
}

SWEDISH_NAMES = {
    "SFI", "aktivitetsrapport", "Kvinnofridslinjen", "Integritetsskyddsmyndigheten", "Röda Korset", "EU", "EES",
    "BankID", "könsstympning", "offentligt biträde", "modersmål", "1177",
}  # fmt: skip
"""What may stand in brackets in Swedish beside the terms: names a reader meets on signs, papers and screens."""

every_language = pytest.mark.parametrize("language", LANGUAGES)


@lru_cache
def catalog(language: str) -> Catalog:
    path = CATALOGS / "letters.pot" if language == "sv" else CATALOGS / language / "LC_MESSAGES" / "letters.po"
    with path.open("rb") as source:
        return read_po(source)


@lru_cache
def translations(language: str) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalog(language) if message.id}


@lru_cache
def terms() -> dict[str, Any]:
    return tomllib.loads((LETTERS / "terms.toml").read_text(encoding="utf-8"))


@lru_cache
def swedish() -> tuple[str, ...]:
    return tuple(translations("sv"))


@lru_cache
def sheets() -> dict[str, dict[str, Any]]:
    """Every sheet as it is written, by its id."""
    found = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(LETTERS.glob("*.toml"))}
    return {id: sheet for id, sheet in found.items() if "block" in sheet}


def running_texts(sheet: str) -> list[str]:
    """The texts of a sheet that are read on, without headings and labels, in their order."""
    return [block["text"] for block in sheets()[sheet]["block"] if block["kind"] in ("paragraph", "step", "note")]


def wanted(language: str) -> set[str]:
    """The Swedish texts a language has to hold: all, or those everybody needs first, the frame and the client mode."""
    if language in WHOLE:
        return set(swedish())
    places = tuple(f"resources/letters/{name}.toml" for name in (*NEEDED_FIRST, "frame", "client"))
    return {str(one.id) for one in catalog("sv") if one.id and any(place in places for place, _ in one.locations)}


def placeholders(text: str) -> set[str]:
    return {name for _, name, *_ in Formatter().parse(text) if name is not None}


def without_placeholders(text: str) -> str:
    return re.sub(r"\{\w+\}", "", text)


def in_brackets(text: str) -> list[str]:
    """The Latin words that stand in brackets: Swedish names and terms kept for pointing and for looking up."""
    return [found for found in re.findall(r"\(([^()]*)\)", text) if re.search(r"[A-Za-z]", found)]


def own_words(text: str) -> str:
    """The text without placeholders and without the Swedish words in brackets."""
    return re.sub(r"\([^()]*[A-Za-zÅÄÖåäö][^()]*\)", "", without_placeholders(text))


def has_term(text: str, term: dict[str, Any]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(start)}", text.lower()) for start in term["match"])


def written_forms(term: dict[str, Any], language: str) -> list[str]:
    form = term[language]
    return [spelling.casefold() for spelling in form.get("written", [form["form"]])]


@every_language
def test_every_swedish_text_is_translated_and_nothing_else_is(language: str) -> None:
    assert wanted(language) <= set(translations(language)) <= set(swedish())
    assert language not in WHOLE or len(translations(language)) == len(swedish())
    assert [text for text, translated in translations(language).items() if not translated.strip()] == []


@every_language
def test_no_translation_is_marked_fuzzy_or_obsolete(language: str) -> None:
    assert [message.id for message in catalog(language) if message.fuzzy and message.id] == []
    assert not catalog(language).obsolete


@every_language
def test_placeholders_are_those_of_the_swedish_text(language: str) -> None:
    wrong = [
        text for text, translated in translations(language).items() if placeholders(text) != placeholders(translated)
    ]
    assert wrong == []


@every_language
def test_msgfmt_finds_nothing_wrong(language: str) -> None:
    msgfmt = shutil.which("msgfmt")
    assert msgfmt, "msgfmt is missing: apt-get install gettext"
    path = CATALOGS / language / "LC_MESSAGES" / "letters.po"
    run = subprocess.run([msgfmt, "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_msgfmt_refuses_a_catalog_whose_placeholder_was_translated(tmp_path: Path) -> None:
    good = (CATALOGS / "en" / "LC_MESSAGES" / "letters.po").read_text(encoding="utf-8")
    bad = tmp_path / "letters.po"
    bad.write_text(good.replace('msgstr "To {person}"', 'msgstr "To {name}"'), encoding="utf-8")
    command = ["msgfmt", "-c", "-o", "/dev/null", str(bad)]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


@every_language
def test_the_catalog_says_that_it_is_a_draft(language: str) -> None:
    source = (CATALOGS / language / "LC_MESSAGES" / "letters.po").read_text(encoding="utf-8")
    header = source.split("\n\n", 1)[0]
    assert '"X-Review-State: utkast\\n"' in header
    assert not re.search(r"review(ed|er:)|granskad|approved|godkänd", header, re.IGNORECASE)


@every_language
def test_the_header_names_its_language_and_its_plural_forms(language: str) -> None:
    source = (CATALOGS / language / "LC_MESSAGES" / "letters.po").read_text(encoding="utf-8")
    assert f'"Language: {language}\\n"' in source
    assert f'"Plural-Forms: nplurals={PLURAL_FORMS[language]}; plural=' in source
    assert '"Content-Type: text/plain; charset=UTF-8\\n"' in source


@every_language
def test_every_text_carries_a_comment_for_the_translator(language: str) -> None:
    assert [message.id for message in catalog(language) if message.id and not message.auto_comments] == []


@every_language
def test_every_letter_is_of_the_languages_own_script(language: str) -> None:
    strangers = {
        character
        for text in translations(language).values()
        for character in own_words(text)
        if character.isalpha() and not unicodedata.name(character).startswith(SCRIPT[language])
    }
    assert strangers == set()


@every_language
def test_no_letter_belongs_to_a_neighbouring_language(language: str) -> None:
    text = own_words(" ".join(translations(language).values())).lower()
    assert set(text) & set(FOREIGN_LETTERS[language]) == set()


def test_ukrainian_uses_its_own_letters_and_apostrophe() -> None:
    text = " ".join(translations("uk").values())
    assert set("єії") <= set(text)
    assert "’" in text
    assert "'" not in own_words(text)


@every_language
def test_words_in_brackets_are_known_swedish_terms_or_names(language: str) -> None:
    known = {term["sv"] for term in terms()["term"]} | SWEDISH_NAMES
    found = {words for text in translations(language).values() for words in in_brackets(text)}
    assert found <= known


@every_language
def test_terms_of_law_are_written_as_agreed(language: str) -> None:
    wrong = [
        (term["sv"], translated)
        for term in terms()["term"]
        for text, translated in translations(language).items()
        if has_term(text, term) and not any(form in translated.casefold() for form in written_forms(term, language))
    ]
    assert wrong == []


@every_language
def test_a_proposed_term_stands_with_its_swedish_word_the_first_time(language: str) -> None:
    for sheet in sheets() if language in WHOLE else NEEDED_FIRST:
        for term in terms()["term"]:
            first = next((text for text in running_texts(sheet) if has_term(text, term)), None)
            if first is not None and term[language]["status"] == "proposed":
                beside = " ".join(in_brackets(translations(language)[first])).casefold()
                assert term["sv"].casefold() in beside, (sheet, translations(language)[first])


def test_every_term_has_a_form_a_status_and_a_source_in_every_language() -> None:
    source = terms()["source"]
    for term in terms()["term"]:
        for language in LANGUAGES:
            assert term[language]["form"].strip()
            assert term[language]["status"] in source
    assert set(source) == {"official", "seen", "proposed"}


def test_dari_is_not_iranian_persian() -> None:
    words = set(re.findall(r"[\w\u200c\u0654]+", " ".join(translations("prs").values())))
    assert words & set(terms()["avoid"]["prs"]) == set()


def test_dari_uses_the_afghan_words() -> None:
    text = " ".join(translations("prs").values())
    assert [
        word for word in ("دوسیه", "معلومات", "اطفال", "مکتب", "ترجمان", "شاروالی", "نمبر") if word not in text
    ] == []


@every_language
def test_digits_are_latin_and_the_numbers_are_those_of_the_swedish_text(language: str) -> None:
    number = re.compile(r"\d+(?:[\s\u00a0]\d+)*")
    for text, translated in translations(language).items():
        assert all(digit in "0123456789" for digit in translated if unicodedata.category(digit).startswith("N"))
        assert sorted(number.findall(translated)) == sorted(number.findall(text))


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_every_number_is_isolated_in_right_to_left_text(language: str) -> None:
    for translated in translations(language).values():
        assert re.fullmatch(rf"[^{LRI}{PDI}]*(?:{LRI}[0-9{HARD_SPACE}]+{PDI}[^{LRI}{PDI}]*)*", translated)
        assert not re.search(r"\d", re.sub(rf"{LRI}[^{PDI}]*{PDI}", "", translated))


@every_language
def test_no_other_control_character_stands_in_a_translation(language: str) -> None:
    allowed = {LRI, PDI} if language in RIGHT_TO_LEFT else set()
    # ordinary spelling in Dari, Persian, Pashto and Sorani
    allowed |= {NON_JOINER} if language in ("prs", "fa", "ps", "ckb") else set()
    text = "".join(translations(language).values())
    assert {character for character in text if unicodedata.category(character) in ("Cc", "Cf")} <= allowed


@every_language
def test_spelling_is_composed_and_spacing_is_clean(language: str) -> None:
    for translated in translations(language).values():
        assert unicodedata.is_normalized("NFC", translated)
        assert translated == translated.strip()
        assert not re.search(r" {2}| [.,;:!?،؛؟።፣]", translated)


@every_language
def test_sentences_end_with_the_languages_own_marks(language: str) -> None:
    foreign = ".,;" if language == "ti" else "?,;" if language in RIGHT_TO_LEFT else "؟،"
    text = "".join(own_words(translated) for translated in translations(language).values())
    assert set(text) & set(foreign) == set()


@every_language
def test_no_translation_lost_half_its_text_or_grew_far_beyond_it(language: str) -> None:
    for text, translated in translations(language).items():
        if len(text) > 60:
            assert 0.5 < len(own_words(translated)) / len(text) < 2.3, text


@every_language
def test_the_emergency_numbers_reach_every_reader(language: str) -> None:
    text = " ".join(translations(language).values())
    assert [one for one in ("{emergency}", "{police}") if one not in text] == []
    values = [row["value"] for block in sheets()["nodnummer"]["block"] for row in block.get("fields", ())]
    assert {f"{{{one}}}" for one in numbers()} <= set(values)
