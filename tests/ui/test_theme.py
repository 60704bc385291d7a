"""The look: contrast of every listed pair, the filled style sheet, fonts, icons, text in its own script."""

import pytest
from PySide6.QtGui import QFontInfo
from pytestqt.qtbot import QtBot

from ui import tokens
from ui.theme import (
    ARABIC_FIRST,
    ETHIOPIC_FIRST,
    LATIN_FIRST,
    RESOURCES,
    Scheme,
    contrast,
    families_for,
    fill_style_sheet,
    is_right_to_left,
    load_fonts,
    theme,
)


@pytest.mark.parametrize("colours", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_every_text_pair_reaches_four_and_a_half_to_one(colours: dict[str, str]) -> None:
    low = {p: contrast(colours[p[0]], colours[p[1]]) for p in tokens.TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("colours", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_every_graphic_pair_reaches_three_to_one(colours: dict[str, str]) -> None:
    low = {p: contrast(colours[p[0]], colours[p[1]]) for p in tokens.GRAPHIC_PAIRS}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 3} == {}


def test_both_schemes_name_the_same_tokens() -> None:
    assert tokens.LIGHT.keys() == tokens.DARK.keys()


def test_the_contrast_formula_gives_twenty_one_for_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


def test_the_style_sheet_holds_no_colour_of_its_own_and_is_filled_completely() -> None:
    template = (RESOURCES / "themes" / "base.qss").read_text(encoding="utf-8")
    assert "rgb" not in template
    assert "#" not in template.replace("#MainWindow", "").replace("#paletteField", "")
    assert "@" not in fill_style_sheet(template, tokens.LIGHT, 150)


def test_an_unknown_token_in_the_style_sheet_is_a_fault() -> None:
    with pytest.raises(KeyError):
        fill_style_sheet("QWidget { color: @nothing; }", tokens.LIGHT, 100)


def test_sizes_grow_with_the_text_scale_and_colours_change_with_the_scheme(qtbot: QtBot) -> None:
    theme().wear(Scheme.LIGHT, 100)
    light, size = theme().color("ink").name(), theme().font("body").pixelSize()
    with qtbot.waitSignal(theme().changed):
        theme().wear(Scheme.DARK, 150)
    assert theme().dark
    assert theme().color("ink").name() != light
    assert theme().font("body").pixelSize() == round(size * 1.5)
    theme().wear(Scheme.LIGHT, 100)


def test_the_bundled_fonts_are_used_in_their_real_weights(qtbot: QtBot) -> None:
    theme()
    load_fonts()
    for role, weight in (("body", 400), ("action", 500), ("strong", 600)):
        used = QFontInfo(theme().font(role))
        assert (used.family().startswith("Inter"), used.weight()) == (True, weight)
    assert QFontInfo(theme().font("mono")).family() == "Noto Sans Mono"


def test_an_icon_is_drawn_sharp_for_the_ratio_and_in_the_colour_asked_for(qtbot: QtBot) -> None:
    pixmap = theme().pixmap("check", 16, "danger", 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)
    image = pixmap.toImage()
    solid = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {theme().color("danger").name()}


@pytest.mark.parametrize(
    ("text", "families", "rtl"),
    [
        ("Samira Haddad", LATIN_FIRST, False),
        ("سميرة حداد", ARABIC_FIRST, True),
        ("ሳሚራ", ETHIOPIC_FIRST, False),
        ("19880314-2382", LATIN_FIRST, False),
        ("123 سميرة", ARABIC_FIRST, True),
        ("", LATIN_FIRST, False),
    ],
)
def test_a_text_is_set_in_its_own_script_first(text: str, families: tuple[str, ...], rtl: bool) -> None:
    assert families_for(text) == families
    assert is_right_to_left(text) is rtl


def test_every_icon_takes_its_colour_from_the_theme_and_the_licence_lies_beside_it() -> None:
    icons = sorted((RESOURCES / "icons").glob("*.svg"))
    assert icons
    assert [path.name for path in icons if "currentColor" not in path.read_text(encoding="utf-8")] == []
    assert "ISC" in (RESOURCES / "icons" / "LICENSE").read_text(encoding="utf-8")
