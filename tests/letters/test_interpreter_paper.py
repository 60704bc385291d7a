"""A letter to be read aloud with an interpreter: numbered, the Swedish below each piece, the same words."""

import pypdfium2
import pytest

from caseworker.letters.compose import compose, read_aloud
from caseworker.letters.languages import letter_language
from caseworker.letters.layout import Arrangement, Layout
from tests.letters.letterkit import ARABIC, HEAD, SHEET, VALUES

GIVEN = {"values": VALUES, "translate": lambda text: ARABIC.get(text, text)}
SPOKEN = Layout(Arrangement.INTERPRETER)


@pytest.mark.parametrize(("language", "sides"), [("ar", 2), ("en", 1), ("sv", 1)])
def test_every_piece_has_its_number_where_each_of_the_two_looks_for_it(language: str, sides: int) -> None:
    target = letter_language(language)
    pieces = read_aloud(SHEET, language=target, **GIVEN)  # type: ignore[arg-type]  # one call for three languages
    made = compose(
        SHEET,
        language=target,
        letterhead=HEAD,
        demo=False,
        draft=True,
        layout=SPOKEN,
        **GIVEN,  # type: ignore[arg-type]
    )
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made.pdf)]
    wanted = [str(piece.number) for piece in pieces]
    strips = [(44, 72), (524, 552)][:sides]
    for left, right in strips:
        seen = [page.get_text_bounded(left=left, right=right, top=750, bottom=70).split() for page in pages]
        assert [number for numbers in seen for number in numbers if number.isdigit()] == wanted
    text = " ".join(" ".join(page.get_text_range() for page in pages).split())
    for piece in pieces:
        assert " ".join((piece.swedish or piece.text).split()[:2]) in text


def test_a_piece_and_its_swedish_stand_at_the_same_number() -> None:
    pieces = read_aloud(SHEET, language=letter_language("ar"), **GIVEN)  # type: ignore[arg-type]  # as above
    alone = read_aloud(SHEET, language=letter_language("sv"), **GIVEN)  # type: ignore[arg-type]  # as above
    assert [(one.number, one.kind, one.swedish) for one in pieces] == [
        (one.number, one.kind, one.text) for one in alone
    ]
    assert {one.rtl for one in pieces} == {True}
    assert not any(one.swedish for one in alone)
