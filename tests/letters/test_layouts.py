"""How letters are laid out: stacked, in large print, with pictograms, and with a QR code a telephone can read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.graphics.barcode import qrencoder

from caseworker.errors import EnvironmentFault
from caseworker.letters import qr
from caseworker.letters.columns import beside, paginate, text_cell
from caseworker.letters.compose import ComposedLetter, compose
from caseworker.letters.languages import SWEDISH, letter_language
from caseworker.letters.layout import Arrangement, Layout
from caseworker.letters.look import look_for
from caseworker.letters.pictograms import pictogram_names, right_pictogram, strokes, value_pictogram
from caseworker.letters.pictures import pictogram
from caseworker.letters.preview import page_images
from caseworker.letters.sheet import (
    PLACEHOLDERS,
    BlockKind,
    Sheet,
    is_plain,
    load_sheet,
    placeholders,
    read_sheet,
    sheet_ids,
)
from tests.letters.archive_files import archive_file
from tests.letters.letterkit import ARABIC, HEAD, SHEET, VALUES, read_with_pdfium, read_with_pypdf

STACKED = Layout(Arrangement.STACKED)
URL = "https://www.informationsverige.se"


def letter(layout: Layout, *, sheet: Sheet = SHEET, language: str = "ar") -> ComposedLetter:
    return compose(
        sheet,
        language=letter_language(language),
        translate=lambda text: ARABIC.get(text, text),
        values=VALUES,
        letterhead=HEAD,
        demo=False,
        draft=True,
        layout=layout,
    )


def boxes(made: ComposedLetter, text: str) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every place on the first page where ``text`` stands."""
    page = pypdfium2.PdfDocument(made.pdf)[0]
    words = page.get_textpage()
    search = words.search(text)
    found = []
    while (hit := search.get_next()) is not None:
        ends = [words.get_charbox(index) for index in range(hit[0], hit[0] + hit[1])]
        found.append((ends[0][0], ends[0][1], ends[-1][2], ends[0][3]))
    return found


def test_stacked_the_translation_stands_below_its_swedish_paragraph_and_at_the_right_edge() -> None:
    made = letter(STACKED)
    swedish, arabic = boxes(made, "Skatteverket.")[0], boxes(made, "مصلحة")[0]
    assert arabic[3] < swedish[1], "below"
    assert swedish[1] - arabic[3] < 20, "and close to it"
    assert max(arabic[0], arabic[2]) > 450, "from the right"
    beside = letter(Layout())
    assert abs(boxes(beside, "Skatteverket.")[0][1] - boxes(beside, "مصلحة")[0][1]) < 5


def test_a_page_never_ends_between_a_paragraph_and_its_translation() -> None:
    many = replace(SHEET, blocks=SHEET.blocks * 9)
    document = pypdfium2.PdfDocument(letter(STACKED, sheet=many).pdf)
    for page in document:
        text = page.get_textpage().get_text_range()
        assert text.count("Ring 112") == text.count("112") / 2


@pytest.mark.parametrize(("layout", "least"), [(Layout(large=True), 14.0), (Layout(pictograms=True), 14.0)])
def test_large_print_is_a_whole_set_of_sizes(layout: Layout, least: float) -> None:
    usual, large = Layout().scale, layout.scale
    assert (large.body.size, large.body.leading) == (least, 18)
    for style in ("title", "heading", "body", "label", "name", "small", "foot", "demo"):
        before, after = getattr(usual, style), getattr(large, style)
        assert after.size > before.size
        assert after.arabic_size > before.arabic_size
        assert after.arabic_leading / after.arabic_size > 1.25
    assert large.title.size > large.heading.size > large.body.size > large.label.size > large.foot.size >= 10


def test_every_heading_and_step_of_every_sheet_has_a_pictogram_and_every_value_that_is_shown() -> None:
    for name in sheet_ids():
        sheet = load_sheet(name)
        assert sheet.icon, name
        for block in sheet.blocks:
            if block.kind in (BlockKind.HEADING, BlockKind.STEP):
                assert block.icon, (name, block.text)
            for field in block.fields:
                assert value_pictogram(placeholders(field.value)[0]), (name, field)
            assert all(is_plain(field.value) for field in block.fields)
    assert value_pictogram("municipality") == right_pictogram("nothing") == ""
    assert {value_pictogram(one) for one in PLACEHOLDERS} - {""} <= pictogram_names()


def test_a_pictogram_nobody_has_drawn_breaks_the_sheet_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "prov.toml"
    path.write_text(
        'id = "prov"\nversion = 1\ndate = 2026-11-22\ntitle = "Prov"\ngroup = "forst"\nicon = "dragon"\n'
        '[[block]]\nkind = "paragraph"\ntext = "Hej."\n',
        encoding="utf-8",
    )
    with pytest.raises(EnvironmentFault) as broken:
        read_sheet(path)
    assert broken.value.code == "letter.sheet_broken"


def test_every_pictogram_is_drawn_within_its_square() -> None:
    for name in pictogram_names():
        for stroke in strokes(name):
            numbers = [float(word) for word in stroke.split() if word[-1].isdigit()]
            assert numbers
            assert all(0 <= number <= 24 for number in numbers), name
        assert pictogram(name, 0, 0, 24).ink.endswith("S")


def test_pictograms_stand_outside_the_words_at_the_side_where_lines_start() -> None:
    swedish, arabic = look_for(Layout(pictograms=True), letter_language("ar")).columns
    plain_swedish, plain_arabic = look_for(Layout(), letter_language("ar")).columns
    assert swedish.x > plain_swedish.x
    assert swedish.x + swedish.width == pytest.approx(plain_swedish.x + plain_swedish.width)
    assert arabic.x == plain_arabic.x
    assert arabic.width < plain_arabic.width
    teal = [pixel for pixel in _pixels(letter(Layout(pictograms=True))) if pixel[2] > pixel[0] + 60]
    assert len(teal) > 2 * len([p for p in _pixels(letter(Layout(large=True))) if p[2] > p[0] + 60])


def test_words_are_the_same_however_they_are_laid_out() -> None:
    def signs(layout: Layout) -> list[str]:
        return sorted(sign for sign in read_with_pdfium(letter(layout).pdf) if sign.isalnum())

    usual = signs(Layout())
    assert len(usual) > 500
    for layout in (STACKED, Layout(large=True), Layout(Arrangement.STACKED, pictograms=True)):
        assert signs(layout) == usual


def test_swedish_alone_has_no_second_language_to_stack() -> None:
    one = look_for(STACKED, SWEDISH)
    assert len(one.columns) == 1
    assert not one.divided


def _pixels(made: ComposedLetter) -> list[tuple[int, int, int]]:
    page = page_images(made.pdf, scale=1)[0]
    picture = Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("RGB")
    return list(picture.get_flattened_data())


# The QR code
@pytest.mark.parametrize("text", ["https://a.se", URL, "https://www.exempel.se/" + "x" * 38, "https://" + "z" * 98])
def test_a_symbol_is_the_one_another_encoder_makes(text: str) -> None:
    rows = qr.symbol(text)
    assert rows is not None
    others = []
    for mask in range(8):
        other = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
        other.addData(text)
        other.version = other.calculate_version()
        other.makeImpl(False, mask)
        others.append(tuple(tuple(bool(module) for module in line) for line in other.modules))
    assert rows in others


def test_an_address_too_long_for_a_symbol_is_printed_as_words_alone() -> None:
    long = "https://" + "z" * 99
    assert qr.symbol(long) is None
    made = letter(Layout(), sheet=replace(SHEET, url=long, law=()), language="sv")
    assert "zzz" in read_with_pypdf(made.pdf)


def test_the_code_on_the_page_says_the_address_and_has_white_around_it() -> None:
    sheet = Sheet("prov", 1, date(2026, 11, 21), "Prov", SHEET.blocks[:1], url=URL)
    made = letter(Layout(), sheet=sheet)
    assert URL in read_with_pypdf(made.pdf)
    side = 17 + 4 * _version(URL)
    page = page_images(made.pdf, scale=4)[0]
    picture = Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("L")
    modules, white = _read_modules(picture, side)
    assert white
    assert _decoded(modules) == URL


def _version(text: str) -> int:
    rows = qr.symbol(text)
    assert rows is not None
    return (len(rows) - 17) // 4


def _read_modules(picture: Image.Image, side: int) -> tuple[list[list[int]], bool]:
    """Find the symbol by its first finder (a black square seven modules wide) and sample the middle of each module."""
    dots = picture.load()
    assert dots is not None
    left = 45 * 4  # the margin, at four dots a point
    top = next(y for y in range(500, picture.height) if all(float(dots[left + 4 + x, y]) < 90 for x in range(30)))  # type: ignore[arg-type]
    wide = next(x for x in range(left + 4, picture.width) if float(dots[x, top + 2]) > 128) - left  # type: ignore[arg-type]
    module = wide / 7

    def black(row: float, column: float) -> int:
        value = dots[int(left + (column + 0.5) * module), int(top + (row + 0.5) * module)]
        return int(float(value) < 128)  # type: ignore[arg-type]

    modules = [[black(row, column) for column in range(side)] for row in range(side)]
    around = [black(-n, c) + black(side - 1 + n, c) + black(c, -n) + black(c, side - 1 + n)
              for n in range(1, 5) for c in range(side)]  # fmt: skip
    return modules, not any(around)


def _decoded(modules: Sequence[Sequence[int]]) -> str:
    """Read a symbol of one block (versions 2 and 3 at level M) as ISO/IEC 18004 tells, apart from the encoder."""
    side = len(modules)
    told = [modules[8][at] for at in (0, 1, 2, 3, 4, 5, 7, 8)] + [modules[at][8] for at in (7, 5, 4, 3, 2, 1, 0)]
    form = int("".join(map(str, told)), 2) ^ 0b101010000010010
    assert form >> 13 == 0, "level M"
    mask = form >> 10 & 7
    flips = (
        lambda i, j: (i + j) % 2, lambda i, j: i % 2, lambda i, j: j % 3, lambda i, j: (i + j) % 3,
        lambda i, j: (i // 2 + j // 3) % 2, lambda i, j: i * j % 2 + i * j % 3,
        lambda i, j: (i * j % 2 + i * j % 3) % 2, lambda i, j: ((i + j) % 2 + i * j % 3) % 2,
    )[mask]  # fmt: skip

    def fixed(i: int, j: int) -> bool:
        corner = (i < 9 and j < 9) or (i < 9 and j >= side - 8) or (i >= side - 8 and j < 9)
        return corner or 6 in (i, j) or (side - 9 <= i <= side - 5 and side - 9 <= j <= side - 5)

    bits, up = "", True
    for right in [*range(side - 1, 6, -2), 5, 3, 1]:
        for i in reversed(range(side)) if up else range(side):
            for j in (right, right - 1):
                if not fixed(i, j):
                    bits += str(modules[i][j] ^ (flips(i, j) == 0))
        up = not up
    assert bits[:4] == "0100", "bytes"
    count = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * n : 20 + 8 * n], 2) for n in range(count)).decode()


@pytest.mark.parametrize("layout", [Layout(), Layout(large=True), Layout(Arrangement.STACKED, pictograms=True)])
def test_no_page_begins_or_ends_with_a_single_line_of_a_paragraph(layout: Layout) -> None:
    look = look_for(layout, letter_language("ar"))
    for words in range(30, 150, 7):
        told = ("ord " * words, "كلمة " * words)
        cells = [text_cell(c, text, look.scale.body) for c, text in zip(look.columns, told, strict=True)]
        rows = look.rows(cells, gap=6) * 3
        assert min(len(cell.lines) for one in rows for cell in one.cells) > 1
        shown = [one for page in paginate(rows, 400, 430) for one, _down in page]
        assert sum(len(cell.lines) for one in shown for cell in one.cells) == sum(
            len(cell.lines) for one in rows for cell in one.cells
        ), "nothing is lost"
        assert not [cell for one in shown for cell in one.cells if len(cell.lines) == 1]


@pytest.mark.parametrize("layout", [Layout(), Layout(large=True)])
def test_no_heading_ends_a_page_and_no_step_is_parted_after_one_line(layout: Layout) -> None:
    look = look_for(layout, letter_language("ar"))
    for words in range(30, 150, 7):
        told = ("ord " * words, "كلمة " * words)
        cells = [
            beside(text_cell(c, "1.", look.scale.body), text_cell(c, text, look.scale.body, inset=20), numbered=True)
            for c, text in zip(look.columns, told, strict=True)
        ]
        heading = look.rows([text_cell(c, "Vad?", look.scale.heading) for c in look.columns], gap=9, keep=True)
        pages = paginate((heading + look.rows(cells, gap=6)) * 4, 400, 430)
        assert not [page for page in pages if page[-1][0].keep_with_next]
        parts = [one for page in pages for one, _down in page if not one.keep_with_next]
        assert not [cell for one in parts for cell in one.cells if len({line.drop for line in cell.lines}) == 1]


@pytest.mark.parametrize("sheet", ["bank", "barn", "id-kort"])
def test_who_to_ask_stands_on_one_page_with_where_more_is_told(sheet: str) -> None:
    pages = pypdfium2.PdfDocument(archive_file(sheet, "ar", archive=False))
    told = [page.get_textpage().get_text_range() for page in pages]
    assert len(told) == 2, "it is a letter of two pages"
    assert ["Läs mer" in one for one in told] == ["Maja Exempel" in one for one in told] == [False, True]
    assert "Exempelstad" in told[1]
    assert "Exempelstad" not in told[0]
