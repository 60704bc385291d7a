"""Whole letters: what stands in them, what refuses them, and that equal letters are equal bytes."""

import io
import subprocess
from dataclasses import replace
from datetime import date

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.errors import Refused
from caseworker.letters.compose import compose
from caseworker.letters.languages import letter_language
from caseworker.letters.sheet import Block, BlockKind, Sheet
from tests.letters.letterkit import ARABIC, HEAD, SHEET, VALUES, letter, read_with_pypdf


def _one(text: str) -> Sheet:
    return Sheet("prov", 1, date(2026, 11, 21), "Prov", (Block(BlockKind.PARAGRAPH, text),))


def test_a_swedish_letter_has_one_language_and_no_word_about_translation() -> None:
    said = read_with_pypdf(letter("sv", translate=lambda text: text).pdf)
    assert "Ring Maj Ekholm på 010-123 45 67." in said
    assert "Till Samira Haddad" in said
    assert "Information, inte beslut" in said
    assert "utkast" not in said


def test_a_draft_translation_says_so_in_both_languages() -> None:
    said = read_with_pypdf(letter(draft=True).pdf)
    assert "Översättningen är ett utkast." in said
    assert "مسودة" in said
    assert "utkast" not in read_with_pypdf(letter(draft=False).pdf)


def test_a_demo_letter_is_marked_on_every_page() -> None:
    long = replace(SHEET, blocks=SHEET.blocks * 6)
    made = letter(sheet=long, demo=True)
    pages = pypdf.PdfReader(io.BytesIO(made.pdf)).pages
    assert len(pages) == made.pages > 1
    assert all("DEMO" in page.extract_text() for page in pages)
    assert "DEMO" not in read_with_pypdf(letter(demo=False).pdf)


def test_pages_are_numbered_and_the_version_stands_in_the_foot() -> None:
    made = letter("sv", sheet=replace(SHEET, blocks=SHEET.blocks * 8), translate=str)
    said = read_with_pypdf(made.pdf)
    for number in range(1, made.pages + 1):
        assert f"Sida {number} av {made.pages}" in said
    assert "Version 3, 2026-11-21" in said


def test_a_block_about_the_next_meeting_is_left_out_when_there_is_none() -> None:
    assert "Nästa möte" not in read_with_pypdf(letter().pdf)
    assert "Nästa möte: 2026-12-03" in read_with_pypdf(letter(next_meeting="2026-12-03").pdf)


def test_a_row_without_a_value_is_left_out() -> None:
    said = read_with_pypdf(letter("sv", translate=str, personnummer="").pdf)
    assert "Personnummer" not in said
    assert "2026-0147" in said


def test_steps_are_numbered_and_start_again_after_a_heading() -> None:
    blocks = (
        Block(BlockKind.STEP, "Ett."),
        Block(BlockKind.PARAGRAPH, "Mellan."),
        Block(BlockKind.STEP, "Två."),
        Block(BlockKind.HEADING, "Ny rubrik"),
        Block(BlockKind.STEP, "Ett igen."),
    )
    said = read_with_pypdf(letter("sv", sheet=replace(SHEET, blocks=blocks), translate=str).pdf)
    assert "1. Ett." in said
    assert "2. Två." in said
    assert "1. Ett igen." in said


def test_the_addressee_is_written_in_both_scripts() -> None:
    said = read_with_pypdf(letter().pdf)
    assert "Till Samira Haddad" in said
    assert "سميرة حداد" in said


def test_a_date_may_be_written_in_the_language_of_its_column() -> None:
    made = compose(
        SHEET,
        language=letter_language("ar"),
        translate=ARABIC.get,
        values={**VALUES, "date": "21 november 2026"},
        target_values={"date": "21 نوفمبر 2026"},
        letterhead=HEAD,
        demo=False,
        draft=True,
    )
    said = read_with_pypdf(made.pdf)
    assert said.count("21 november 2026") == 1
    assert said.count("نوفمبر") == 1


def test_without_an_original_spelling_the_latin_name_stands_in_both_columns() -> None:
    assert read_with_pypdf(letter(person_original="").pdf).count("Haddad") >= 3


@pytest.mark.parametrize(
    "name",
    [
        "{caseworker} {0} {}",
        "<b>Ali</b> & Åsa %s",
        "Robert'); -- (x",
        "Nguyễn Thị Ánh",
        "Saoirse O’Néill-Åkerström",
        "Ґалаґан",
        "ሰላም ተስፋይ",
    ],
)
def test_a_name_is_printed_as_it_is_written(name: str) -> None:
    assert name in read_with_pypdf(letter("sv", sheet=_one("Hej {person}."), translate=str, person=name).pdf)


def test_a_very_long_name_is_wrapped_and_kept_whole() -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff" * 6
    said = read_with_pypdf(letter("sv", sheet=_one("Hej {person}."), translate=str, person=name).pdf)
    assert name in said.replace(" ", "")


def test_a_missing_translation_refuses_the_letter_and_counts_the_gaps() -> None:
    short = {key: text for key, text in ARABIC.items() if key not in ("Ärende", "Hej {person}.")}
    with pytest.raises(Refused) as refusal:
        letter(translate=short.get)
    assert refusal.value.code == "letter.missing_translation"
    assert refusal.value.params == {"sheet": "prov", "language": "ar", "count": 2}


def test_a_letter_to_nobody_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        letter(person="")
    assert (refusal.value.code, refusal.value.params) == ("letter.missing_field", {"field": "person"})


def test_a_joiner_is_no_name() -> None:
    with pytest.raises(Refused) as refusal:
        letter(person="\u200c")
    assert refusal.value.code == "letter.missing_field"


def test_a_joiner_that_a_face_does_not_know_refuses_no_name() -> None:
    said = read_with_pypdf(letter("sv", sheet=_one("Hej {person}."), translate=str, person="ሳሚ\u200dራ\u200c ሃዳድ").pdf)
    assert "ሳሚራ ሃዳድ" in said


def test_a_note_longer_than_a_page_is_still_printed_after_its_heading() -> None:
    text = " ".join(f"Ord{number}." for number in range(900))
    blocks = (Block(BlockKind.HEADING, "Rubrik"), Block(BlockKind.NOTE, text))
    said = read_with_pypdf(letter("sv", sheet=replace(SHEET, blocks=blocks), translate=str).pdf)
    assert "Rubrik" in said
    assert all(f"Ord{number}." in said for number in range(900))


def test_a_missing_value_refuses_the_letter() -> None:
    with pytest.raises(Refused) as refusal:
        letter(caseworker_phone="  ")
    assert (refusal.value.code, refusal.value.params) == ("letter.missing_field", {"field": "caseworker_phone"})


def test_a_placeholder_only_the_translation_knows_refuses_the_letter() -> None:
    wrong = {**ARABIC, "Hej {person}.": "مرحبًا {nobody}"}
    with pytest.raises(Refused) as refusal:
        letter(translate=wrong.get)
    assert (refusal.value.code, refusal.value.params) == ("letter.unknown_placeholder", {"field": "nobody"})


def test_a_name_no_face_can_print_refuses_the_letter_without_saying_the_name() -> None:
    with pytest.raises(Refused) as refusal:
        letter(person="Li 漢")
    assert refusal.value.code == "letter.missing_glyph"
    assert refusal.value.params["character"] == "U+6F22"
    assert "Li " not in str(refusal.value.params)


def test_equal_letters_are_equal_bytes() -> None:
    assert letter().pdf == letter().pdf
    first = letter(person="Amina Osman").pdf
    letter(person="Ґалина Ївга")
    assert letter(person="Amina Osman").pdf == first


def test_the_file_says_nothing_of_the_person_outside_its_pages() -> None:
    made = letter()
    about = pypdf.PdfReader(io.BytesIO(made.pdf)).metadata
    assert about is not None
    assert about.title == made.title == SHEET.title
    assert about.author == "Lövåsa kommun"
    assert str(about["/CreationDate"]) == "D:20261121000000Z"
    assert not any("Haddad" in str(value) or VALUES["personnummer"] in str(value) for value in about.values())


def test_the_file_is_sound() -> None:
    with pikepdf.open(io.BytesIO(letter(demo=True).pdf)) as document:
        assert document.check_pdf_syntax() == []
    listed = subprocess.run(["pdffonts", "-"], input=letter().pdf, capture_output=True, check=True)
    assert listed.stderr == b""


@pytest.mark.parametrize("language", ["sv", "ar"])
@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=40), st.text(alphabet="åا ب1٢-(){}<%\u0651\u200c\u202e\u2067\n", max_size=40)))
def test_any_name_is_printed_or_refused_for_a_reason(language: str, name: str) -> None:
    try:
        outcome = (
            letter(language, translate=str if language == "sv" else ARABIC.get, person=name, person_original=name)
            .pdf[:8]
            .decode()
        )
    except Refused as refusal:
        outcome = refusal.code
    assert outcome in ("%PDF-1.7", "letter.missing_glyph", "letter.missing_field")


def test_every_font_is_embedded_and_none_is_helvetica() -> None:
    with pikepdf.open(io.BytesIO(letter().pdf)) as document:
        assert document.Root.Lang == "sv"
        seen = set()
        for page in document.pages:
            assert "/Trans" not in page
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
                assert "/ToUnicode" in font
                seen.add(str(font.BaseFont))
    assert len(seen) >= 3
    assert all("+NotoSans" in name for name in seen)


def test_a_paragraph_longer_than_a_page_goes_on_over_the_next() -> None:
    text = " ".join(f"Ord{number}." for number in range(1200))
    made = letter("sv", sheet=_one(text), translate=str)
    said = read_with_pypdf(made.pdf)
    assert made.pages > 1
    assert all(f"Ord{number}." in said for number in range(1200))
