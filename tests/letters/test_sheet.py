"""Sheets as data: what is read, what is refused, and that values are put in once."""

from pathlib import Path

import pytest

from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.letters.languages import LANGUAGES, letter_language
from caseworker.letters.sheet import fill, load_frame, load_sheet, read_sheet, sheet_ids

GOOD = """id = "x"
version = 1
date = 2026-11-21
title = "T"
group = "start"
[[block]]
kind = "paragraph"
text = "Hej {person}"
"""


def test_every_shipped_sheet_is_read() -> None:
    assert "valkommen" in sheet_ids()
    for sheet in sheet_ids():
        read = load_sheet(sheet)
        assert read.id == sheet
        assert read.blocks
    assert "{pages}" in load_frame().page


def test_an_unknown_sheet_is_said_with_those_there_are() -> None:
    with pytest.raises(UsageFault) as fault:
        load_sheet("../frame")
    assert fault.value.code == "letter.unknown_sheet"
    assert "valkommen" in str(fault.value.params["known"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "T"\n', ""),
        ('group = "start"', 'group = "annat"'),
        ('group = "start"', 'group = "start"\nlaw = ["Skollagen"]'),
        ('kind = "paragraph"', 'kind = "rights"'),
        ("version = 1", 'version = "ett"'),
        ("date = 2026-11-21", 'date = "i dag"'),
        ('kind = "paragraph"', 'kind = "poem"'),
        ('text = "Hej {person}"', 'text = "Hej {secret}"'),
        ('text = "Hej {person}"', ""),
        ("[[block]]", "[[block"),
    ],
)
def test_a_broken_sheet_is_refused_when_it_is_read(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_sheet(path).title == "T"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(EnvironmentFault) as fault:
        read_sheet(path)
    assert (fault.value.code, fault.value.params["sheet"]) == ("letter.sheet_broken", "x")


def test_values_are_put_in_once() -> None:
    assert fill("{person} {office}", {"person": "{office}", "office": "{person}"}, str) == "{office} {person}"
    with pytest.raises(Refused):
        fill("{person}", {}, str)


def test_every_letter_language_is_known_by_its_code() -> None:
    assert [language.code for language in LANGUAGES] == [
        "sv", "en", "ar", "prs", "fa", "so", "ti", "uk", "ps", "ru", "ckb", "tr",
    ]  # fmt: skip
    assert letter_language("prs").locale == "fa_AF"
    assert letter_language("ar").is_rtl
    assert not letter_language("ti").is_rtl


def test_an_unknown_language_is_said_with_those_there_are() -> None:
    with pytest.raises(UsageFault) as fault:
        letter_language("xx")
    assert fault.value.code == "letter.unknown_language"
    assert "prs" in str(fault.value.params["known"])
