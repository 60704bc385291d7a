"""The welcome sheet as a reader holds it: one paper, both sides, in every language, with names of ordinary length."""

from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from caseworker.letters.compose import Letterhead, compose
from caseworker.letters.languages import letter_language
from caseworker.letters.sheet import load_sheet

CATALOGS = Path(__file__).resolve().parents[2] / "i18n"
VALUES = {
    "caseworker": "Inger Dahlgren",
    "caseworker_phone": "018-727 00 00",
    "caseworker_email": "inger.dahlgren@lovasa.example",
    "office": "Lövåsa mottagning",
    "office_address": "Storgatan 5, 123 45 Lövåsa",
    "municipality": "Lövåsa kommun",
    "person": "Samira Haddad",
    "person_original": "",
    "case_number": "2026-0147",
    "date": "21 november 2026",
    "personnummer": "",
    "next_meeting": "3 december 2026, 10.00",
}


@lru_cache
def translations(language: str) -> dict[str, str]:
    with (CATALOGS / language / "LC_MESSAGES" / "letters.po").open("rb") as source:
        return {str(message.id): str(message.string) for message in read_po(source) if message.id}


@pytest.mark.parametrize("language", ["sv", "en", "ar", "prs", "so", "ti", "uk"])
def test_the_welcome_sheet_is_one_paper(language: str) -> None:
    translate = (lambda text: text) if language == "sv" else translations(language).get
    letter = compose(
        load_sheet("valkommen"),
        language=letter_language(language),
        translate=translate,
        values=VALUES,
        letterhead=Letterhead("Lövåsa kommun", "Lövåsa mottagning"),
        demo=True,
        draft=True,
    )
    assert 1 <= letter.pages <= 2
