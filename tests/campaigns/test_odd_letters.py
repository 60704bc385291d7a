"""Letters and other papers for names of every script and of none: a PDF that says the name, or a fault by name."""

import io
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pikepdf
import pytest

from caseworker.errors import Refused
from caseworker.i18n import ui_translator
from caseworker.letters.compose import Letterhead
from caseworker.letters.erasure_protocol import Protocol, protocol_pdf
from caseworker.letters.languages import LANGUAGES
from caseworker.letters.receipt import ReceiptFacts, review_receipt_pdf
from caseworker.letters.sheet import MADE, load_sheet, sheet_ids
from caseworker.messages import describe
from tests.campaigns.odd_names import compact, drawable, given, pieces, printed, visible
from tests.campaigns.tally import Tally, cases
from tests.letters.letterkit import catalog, letter, read_with_pdfium, read_with_poppler, read_with_pypdf

Paper = Callable[[str, str], bytes]  # somebody's name and another text, to a PDF
SWEDISH = ui_translator("sv").gettext
DAY = date(2026, 11, 21)
translations = cache(catalog)


def sheet_in(sheet: str, language: str) -> Paper:
    """A letter whose person and address are drawn, the name also as the person writes it."""

    def paper(name: str, text: str) -> bytes:
        made = letter(
            language,
            sheet=load_sheet(sheet),
            translate=translations(language),
            person=name,
            person_original=name,
            office_address=text,
        )
        return made.pdf

    return paper


def receipt(name: str, text: str) -> bytes:
    """A receipt of a review that somebody signed."""
    counts: Mapping[str, int] = {"acceptable": 3, "ask": 1}
    facts = ReceiptFacts(DAY, DAY, 9, 1, 9, "ab", counts, {}, 1, name, DAY, "cd", "ef", "Sparas.")
    return review_receipt_pdf(facts, Letterhead(text, "Mottagningen"), demo=True)


def protocol(name: str, text: str) -> bytes:
    """A protocol of an erasure that somebody approved."""
    told = Protocol("1", text, "Enhet", "social", 1, 0, (), (DAY, name), (DAY, name), (DAY, name), None, ("ab",), False)
    return protocol_pdf(told)


def shows_the_address(sheet: str) -> bool:
    """Tell whether a sheet shows the office's address, and no rows that are made for one person."""
    blocks = load_sheet(sheet).blocks
    made = any(block.kind in MADE for block in blocks)
    return not made and any(field.value == "{office_address}" for block in blocks for field in block.fields)


def speaks(sheet: str, language: str) -> bool:
    """Tell whether a sheet exists in a language."""
    texts = [block.text for block in load_sheet(sheet).blocks if block.text]
    return language == "sv" or all(translations(language)(text) for text in texts)


PAPERS: dict[str, Paper] = {
    f"{sheet} {language.code}": sheet_in(sheet, language.code)
    for sheet in filter(shows_the_address, sheet_ids())
    for language in LANGUAGES
    if speaks(sheet, language.code)
} | {"receipt": receipt, "protocol": protocol}


def shown(pdf: bytes) -> Iterator[tuple[str, int]]:
    """Yield every glyph that the pages show: the font's name among the page's, and the glyph in its file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            fonts: Any = page.Resources.Font
            maps = {name: font.DescendantFonts[0].CIDToGIDMap.read_bytes() for name, font in fonts.items()}
            font = ""
            for instruction in pikepdf.parse_content_stream(page):
                operator, operands = str(instruction.operator), list(instruction.operands)
                if operator == "Tf":
                    font = str(operands[0])
                for codes in strings(operands) if operator in {"Tj", "TJ"} else ():
                    for at in range(0, len(codes), 2):
                        place = 2 * int.from_bytes(codes[at : at + 2], "big")
                        yield font, int.from_bytes(maps[font][place : place + 2], "big")


def strings(operands: list[Any]) -> Iterator[bytes]:
    """Yield the codes that an operator shows, between its moves."""
    for part in operands:
        if isinstance(part, pikepdf.Array):
            yield from strings(list(part))
        elif isinstance(part, pikepdf.String):
            yield bytes(part)


def unsaid(pdf: bytes, wanted: list[str]) -> list[str]:
    """Return what search and copy find in none of three readers; they differ in the order of columns and directions."""
    missing = [piece for one in wanted for piece in pieces(one)]
    for read in (read_with_pdfium, read_with_pypdf, read_with_poppler):
        said = compact(read(pdf)) if missing else ""
        missing = [piece for piece in missing if not piece.stands_in(said)]
    return [piece.text for piece in missing]


@pytest.mark.campaign(id="F4", what="letters and papers for names in every script, very long, empty, markup, no script")
def test_a_paper_says_the_name_or_why_it_cannot(tally: Tally) -> None:
    chance = random.Random("F4")
    papers = sorted(PAPERS)
    outcomes = set()
    for number in range(cases(12, 1000, 20_000)):
        kind = papers[number % len(papers)]
        name, text = given(chance), given(chance)
        wanted = [name, text]
        try:
            pdf = PAPERS[kind](name, text)
        except Refused as refused:
            outcomes.add(refused.code)
            assert_rightly_refused(refused, wanted)
        else:
            outcomes.add("a paper")
            assert all(map(drawable, wanted)), (kind, wanted)
            assert kind in {"receipt", "protocol"} or visible(name), (kind, wanted)
            glyphs = list(shown(pdf))
            assert glyphs
            assert all(glyph for _font, glyph in glyphs), (kind, wanted)
            missing = unsaid(pdf, wanted)
            assert not missing, (kind, missing, wanted)
        tally.count()
    assert {"a paper", "letter.missing_glyph"} <= outcomes


def assert_rightly_refused(refused: Refused, wanted: list[str]) -> None:
    """A refusal names one character that no face has, or a field that is empty, in Swedish and never the name."""
    words = describe(refused, SWEDISH)
    assert all((words.happened, words.safe, words.do))
    if refused.code == "letter.missing_glyph":
        sign = chr(int(str(refused.params["character"]).removeprefix("U+"), 16))
        assert not drawable(sign)
        assert any(sign in printed(one) for one in wanted)
    else:
        assert (refused.code, refused.params["field"] in {"person", "office_address"}) == ("letter.missing_field", True)
        assert not all(map(visible, wanted))
