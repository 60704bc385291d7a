"""A window envelope shows the name and the address and nothing else, wherever the sheet has slid to."""

from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from caseworker.errors import Refused
from caseworker.letters import typography as t
from caseworker.letters.compose import ComposedLetter, compose
from caseworker.letters.envelope import ALWAYS, C5, C65, MM, SEEN, Area
from caseworker.letters.languages import letter_language
from caseworker.letters.layout import Arrangement, Layout
from caseworker.letters.letterhead import Letterhead
from caseworker.letters.logo import logo_of, logo_png
from caseworker.letters.preview import page_images
from tests.letters.letterkit import ARABIC, SHEET, VALUES

LINES = ("Samira Haddad", "c/o Åsa Öberg", "Storgatan 12 lgh 1102", "123 45 LÖVÅSA")
LONG = Letterhead("Lövåsa kommun med ett namn som inte tar slut förrän det har brutits", "Enheten för mottagande " * 3)
SCALE = 2.0


def letter(
    layout: Layout, lines: tuple[str, ...] = LINES, language: str = "ar", head: Letterhead = LONG
) -> ComposedLetter:
    return compose(
        SHEET,
        language=letter_language(language),
        translate=lambda text: ARABIC.get(text, text),
        values=VALUES,
        letterhead=head,
        demo=True,
        draft=True,
        layout=layout,
        address=lines,
    )


def first_page(made: ComposedLetter) -> Image.Image:
    """The ink of the first page: black where there is some."""
    page = page_images(made.pdf, scale=SCALE)[0]
    return ImageChops.invert(Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("L"))


def ink_in(picture: Image.Image, area: Area) -> tuple[int, int, int, int] | None:
    """Where there is ink inside ``area``, in dots of the page; None for a blank one."""
    left, top = int(area.left * MM * SCALE), int(area.top * MM * SCALE)
    cut = picture.crop((left, top, int(area.right * MM * SCALE) + 1, int(area.bottom * MM * SCALE) + 1))
    box = cut.getbbox()
    return None if box is None else (box[0] + left, box[1] + top, box[2] + left, box[3] + top)


@pytest.mark.parametrize("language", ["sv", "ar"])
@pytest.mark.parametrize("layout", [Layout(window=True), Layout(Arrangement.STACKED, pictograms=True, window=True)])
def test_everything_a_window_can_show_is_the_address_and_that_is_whole(layout: Layout, language: str) -> None:
    shown = ink_in(first_page(letter(layout, language=language)), SEEN)
    assert shown is not None
    always = [edge * MM * SCALE for edge in (ALWAYS.left, ALWAYS.top, ALWAYS.right, ALWAYS.bottom)]
    assert shown[0] >= always[0] - 1
    assert shown[1] >= always[1] - 1
    assert shown[2] <= always[2] + 1
    assert shown[3] <= always[3] + 1.5
    assert ink_in(first_page(letter(layout, (), language)), SEEN) is None, "without the address the window is blank"


@pytest.mark.parametrize("size", [(800, 60), (40, 300), (300, 300)])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_logo_stands_before_the_sender_and_never_in_the_window(language: str, size: tuple[int, int]) -> None:
    logo = logo_of(logo_png(*size, Image.new("RGBA", size, "navy").tobytes()))
    window = first_page(letter(Layout(window=True), (), language, replace(LONG, logo=logo)))
    assert ink_in(window, SEEN) is None
    wide, high = (side * SCALE for side in logo.size())
    assert high <= 12 * MM * SCALE
    assert wide / high == pytest.approx(size[0] / size[1], rel=0.06)
    left, top = t.MARGIN_X * SCALE, (t.PAGE_HEIGHT - t.TOP) * SCALE
    for layout in (Layout(window=True), Layout(), Layout(large=True)):
        page = first_page(letter(layout, LINES * layout.window, language, replace(LONG, logo=logo)))
        assert page.crop((0, 0, int(left) - 2, page.height)).getbbox() is None
        room = page.crop((int(left + wide) + 2, int(top), int(left + wide + 7 * SCALE), int(top + high)))
        assert room.getbbox() is None, "nothing touches it"
        assert min(page.crop((int(left) + 2, int(top) + 6, int(left + wide) - 2, int(top + high))).getextrema()) > 99


def test_an_ordinary_letter_would_show_more_than_the_address() -> None:
    assert ink_in(first_page(letter(Layout())), SEEN) is not None


def test_a_sheet_may_slide_as_far_as_its_envelope_lets_it() -> None:
    for envelope in (C5, C65):
        for window in envelope.windows():
            assert (window.right - window.left, window.bottom - window.top) == (90, 35)
            assert SEEN.left <= window.left <= ALWAYS.left
            assert SEEN.top <= window.top <= ALWAYS.top
            assert ALWAYS.right <= window.right <= SEEN.right
            assert ALWAYS.bottom <= window.bottom <= SEEN.bottom
    assert SEEN.right <= 210


def test_an_address_of_more_lines_than_a_window_shows_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        letter(Layout(window=True), (*LINES, "SVERIGE"))
    assert refused.value.code == "letter.address_too_long"
    assert first_page(letter(Layout(window=True), LINES[:3])).getbbox()
