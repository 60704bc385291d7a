"""Kept lines of text: they look as text drawn anew, in every script, and are forgotten with the fonts."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from ui.theme import TEXT_SCALES, load_fonts, theme
from ui.widgets import lines
from ui.widgets.lines import draw_line, draw_row_chip, line_width
from ui.widgets.paint import Elisions, Ink, chip_width, draw_chip, draw_text, text_width

TEXTS = ("Amira Haddad", "Kvinna, 38 år · Född 1988-03-14", "أميرة حداد", "حداد 1988 Åsa", "ሰላም ተስፋዬ", "Олена Шевченко")
SCALES = TEXT_SCALES[:-1]  # at the largest, half a pixel of height is rounded the other way
PLACES = ((300, 20), (60, 18), (0, 20))  # room to spare, too little, none; px at 100 %


def _picture() -> QImage:
    picture = QImage(330, 50, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    return picture


@pytest.mark.parametrize("scale", SCALES)
def test_a_kept_line_looks_as_one_drawn_anew(qtbot: QtBot, scale: int) -> None:
    load_fonts()
    before = theme().scale
    theme().wear(scale=scale)
    for text in TEXTS:
        for ink in (Ink("body", "ink", 600), Ink("small", "ink2"), Ink("body", align=Qt.AlignmentFlag.AlignRight)):
            assert line_width(text, ink) == text_width(text, ink)
            for width, height in PLACES:
                place = QRect(11, 7, width, theme().px(height))
                kept, anew = _picture(), _picture()
                for picture, draw in ((kept, draw_line), (anew, draw_text)):
                    painter = QPainter(picture)
                    draw(painter, place, text, ink)
                    painter.end()
                assert kept == anew, (text, ink, place)
    theme().wear(scale=before)


def test_a_chip_of_a_row_looks_as_any_other_chip(qtbot: QtBot) -> None:
    for tone, icon in (("ok", "clock"), ("danger", ""), ("info", "shield")):
        place = QRect(4, 4, chip_width("Asylsökande", icon or None), 22)
        row, other = _picture(), _picture()
        painter = QPainter(row)
        draw_row_chip(painter, place, "Asylsökande", tone, icon)
        painter.end()
        painter = QPainter(other)
        draw_chip(painter, place, "Asylsökande", tone, icon or None)
        painter.end()
        assert row == other


def test_a_kept_line_that_is_shortened_is_told_every_time(qtbot: QtBot) -> None:
    Elisions.watching, Elisions.seen[:] = True, []
    painter = QPainter(picture := _picture())
    for _turn in range(2):
        assert draw_line(painter, QRect(0, 0, 40, 20), "Amira Haddad", Ink()) <= 40
    painter.end()
    Elisions.watching = False
    assert not picture.isNull()
    assert Elisions.seen == ["Amira Haddad", "Amira Haddad"]
    Elisions.seen.clear()


def test_new_fonts_make_every_line_be_laid_out_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[str] = []

    def noted(text: str) -> bool:
        laid_out.append(text)
        return True

    monkeypatch.setattr(lines, "is_right_to_left", noted)
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.fontDatabaseChanged.emit()
    for _turn in range(2):
        line_width("أميرة", Ink())
    assert laid_out == ["أميرة"]
    app.fontDatabaseChanged.emit()
    line_width("أميرة", Ink())
    assert laid_out == ["أميرة", "أميرة"]
