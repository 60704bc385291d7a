"""The preview is the finished PDF, page by page, in memory."""

from caseworker.letters.preview import page_images
from tests.letters.letterkit import letter


def test_every_page_becomes_a_picture_of_its_size_with_ink_on_it() -> None:
    made = letter()
    images = page_images(made.pdf, scale=1.5)
    assert len(images) == made.pages
    for image in images:
        assert (image.width, image.height) == (893, 1263)
        assert len(image.rgba) == 4 * image.width * image.height
        assert image.rgba[:4] == b"\xff\xff\xff\xff"
        assert min(image.rgba[0::4]) < 60


def test_red_green_and_blue_come_in_that_order() -> None:
    image = page_images(letter(demo=True).pdf, scale=2.0)[0]
    pixels = {image.rgba[at : at + 3] for at in range(0, len(image.rgba), 4)}
    assert bytes((163, 33, 27)) in pixels
    assert bytes((11, 90, 102)) in pixels
