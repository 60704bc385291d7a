"""Swedish words at the ends of lines: parted between the words they are made of, seldom, and whole to who searches."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from caseworker.letters import hyphens
from caseworker.letters.hyphens import HYPHENATION, SHORTEST, joints
from caseworker.letters.lines import Line, layout
from caseworker.letters.sheet import load_sheet
from caseworker.letters.typography import COLUMN_WIDTH, LARGE, USUAL
from tests.letters.letterkit import catalog, letter, read_aloud, read_with_pdfium

SOFT = "\u00ad"
WORDS = "Fråga om etableringsersättning hos oss, om hälsoundersökning och om uppehållstillstånd. "


def _set(text: str, width: float, language: str = "sv") -> tuple[Line, ...]:
    return layout(text, USUAL.body, width, rtl=False, language=language)


def _said(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(glyph.text for piece in line.pieces for glyph in piece.word.glyphs) for line in lines]


def test_the_list_is_of_small_letters_each_once_with_enough_on_either_side() -> None:
    told = [line for line in HYPHENATION.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    whole = [line.replace("-", "") for line in told]
    assert len(told) > 80
    assert len(set(whole)) == len(whole)
    for line in told:
        parts = line.split("-")
        assert len(parts) > 1, line
        assert all(part.isalpha() and part.islower() and len(part) >= SHORTEST for part in parts), line


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("samhällsorienteringens", ["samhälls", "orienteringens"]),
        ("(Uppehållstillstånd?)", ["(Uppehålls", "tillstånd?)"]),
        ("överförmyndarnämnden", ["över", "förmyndar", "nämnden"]),
        ("äldreförsörjningsstöd", ["äldre", "försörjnings", "stöd"]),
        ("förvaltningsrättsjurist", ["förvaltnings", "rättsjurist"]),
        ("Arbetsförmedlingen", ["Arbetsförmedlingen"]),
        ("orientering", ["orientering"]),
        ("www.socialtjänst.example", ["www.socialtjänst.example"]),
        ("socialtjänst2", ["socialtjänst2"]),
        ("–", ["–"]),
    ],
)
def test_a_word_is_parted_between_the_words_it_is_made_of(word: str, parts: list[str]) -> None:
    places = [0, *joints(word), len(word)]
    assert [word[first:last] for first, last in zip(places, places[1:], strict=False)] == parts


def test_a_line_that_would_stay_empty_gets_the_beginning_of_the_next_word() -> None:
    first, second, *_ = _said(_set("Fråga om etableringsersättning hos oss.", 140))
    assert (first, second[:10]) == (f"Fråga om etablerings{SOFT}", "ersättning")
    assert _said(_set("Fråga om etableringsersättning hos oss.", 140, "so"))[0] == "Fråga om", "Swedish only"
    assert _said(_set("Fråga om etableringsersättning.", 140))[0] == "Fråga om", "no line is won by it"


def test_no_two_lines_in_a_row_end_with_a_hyphen_and_none_is_too_wide_or_needlessly_parted() -> None:
    parted = 0
    for width in range(140, 300):  # wider than the longest word
        lines = _set(WORDS * 3, width)
        ends = [said.endswith(SOFT) for said in _said(lines)]
        assert not any(one and next_one for one, next_one in zip(ends, ends[1:], strict=False)), width
        assert all(line.width <= width + 0.01 for line in lines), width
        assert " ".join(_said(lines)).replace(f"{SOFT} ", "") == (WORDS * 3).strip()
        assert not ends[-1]
        parted += sum(ends)
    assert parted > 100


def test_a_word_wider_than_the_column_is_parted_where_it_may_be() -> None:
    assert _said(_set("integritetsskyddsmyndigheten", 110)) == [f"integritetsskydds{SOFT}", "myndigheten"]


def test_a_line_that_is_nearly_full_is_left_as_it_is() -> None:
    whole = layout(WORDS, replace(USUAL.body, parted=False), 1e6, rtl=False, language="sv")[0]
    until = WORDS.index(" etablerings")
    fits = layout(WORDS[:until], USUAL.body, 1e6, rtl=False, language="sv")[0].width
    assert whole.width > fits * 1.1
    assert SOFT not in "".join(_said(_set(WORDS[: until + 30], fits * 1.1)))


@pytest.mark.parametrize("scale", [USUAL, LARGE])
def test_headings_and_what_stands_beside_is_never_parted(scale: object) -> None:
    assert scale in (USUAL, LARGE)
    for style in (scale.title, scale.heading, scale.label, scale.name, scale.small, scale.foot):  # type: ignore[attr-defined]
        lines = layout(WORDS * 3, style, COLUMN_WIDTH, rtl=False, language="sv")
        assert not any(said.endswith(SOFT) for said in _said(lines))


def test_a_parted_word_is_found_and_heard_whole_and_is_seen_with_a_hyphen() -> None:
    made = letter("ar", sheet=load_sheet("boende"), translate=catalog("ar"))
    wanted = "Hyr inte ut till någon annan utan att hyresvärden har sagt ja."
    assert wanted in [words for _, language, words in read_aloud(made.pdf) if language == "sv"]
    assert wanted in read_with_pdfium(made.pdf)
    page = pypdfium2.PdfDocument(made.pdf)[0].get_textpage()
    assert "hyres\ufffevärden" in page.get_text_range(), "PDFium's own sign for a soft hyphen: Chrome's search skips it"
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]
        assert any(b"<00AD>" in one.ToUnicode.read_bytes() for one in fonts)


def test_without_the_list_nothing_is_parted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(hyphens, "HYPHENATION", tmp_path / "none.txt")
    assert hyphens._places.__wrapped__() == {}  # noqa: SLF001 - the table of the process stays as it is
