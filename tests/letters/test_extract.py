"""The template of the letters is made from the sources and from nothing else."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from caseworker.letters.extract import has_words, letter_template, letter_texts, main

SHEET = """
id = "exempel"
version = 2
date = 2026-03-04
title = "Ett exempel"

[[block]]
kind = "paragraph"
text = "Ring 112 om det brinner."
comment = "Keep the number."

[[block]]
kind = "fields"
comment = "Labels."
fields = [{ label = "Telefon", value = "{caseworker_phone}" }, { label = "Plats", value = "Rum {office}" }]
"""
FRAME = """
to = "Till {person}"
mark = "–"

[comment]
to = "To whom."
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project with one sheet, a frame and a table that is no sheet."""
    letters = tmp_path / "resources" / "letters"
    letters.mkdir(parents=True)
    (letters / "exempel.toml").write_text(SHEET, encoding="utf-8")
    (letters / "frame.toml").write_text(FRAME, encoding="utf-8")
    (letters / "terms.toml").write_text('word = "tolk"\n', encoding="utf-8")
    return tmp_path


def template_of(root: Path) -> Catalog:
    return read_po(io.BytesIO(letter_template(root / "resources" / "letters")))


def test_texts_come_in_reading_order_and_bare_placeholders_are_left_out(root: Path) -> None:
    texts = [text.text for text in letter_texts(root / "resources" / "letters")]
    assert texts == ["Ett exempel", "Ring 112 om det brinner.", "Telefon", "Plats", "Rum {office}", "Till {person}"]


def test_the_template_carries_comments_files_and_the_placeholder_flag(root: Path) -> None:
    template = template_of(root)
    number = template.get("Ring 112 om det brinner.")
    to = template.get("Till {person}")
    assert number is not None
    assert to is not None
    assert number.auto_comments == ["Keep the number."]
    assert number.locations[0][0] == "resources/letters/exempel.toml"
    assert "python-brace-format" in to.flags
    assert "python-brace-format" not in number.flags


def test_the_date_is_the_newest_sheets_and_not_the_clocks(root: Path) -> None:
    text = letter_template(root / "resources" / "letters").decode("utf-8")
    assert '"POT-Creation-Date: 2026-03-04 00:00+0000\\n"' in text
    assert "Generated-By" not in text


def test_equal_sources_give_equal_bytes(root: Path) -> None:
    assert letter_template(root / "resources" / "letters") == letter_template(root / "resources" / "letters")


def test_a_missing_template_is_out_of_date(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"], root=root) == 1
    assert "--write" in capsys.readouterr().err


def test_writing_makes_the_template_fresh_and_a_changed_sentence_makes_it_stale(root: Path) -> None:
    assert main(["--write"], root=root) == 0
    assert main(["--check"], root=root) == 0
    sheet = root / "resources" / "letters" / "exempel.toml"
    sheet.write_text(SHEET.replace("brinner", "ryker"), encoding="utf-8")
    assert main(["--check"], root=root) == 1


def test_an_errand_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "--write" in capsys.readouterr().err


def test_the_shipped_template_is_what_the_shipped_sources_give() -> None:
    assert main(["--check"]) == 0


@pytest.mark.parametrize(
    ("text", "expected"), [("Hej", True), ("{person}", False), ("{a} – 12", False), ("kl. {a}", True), ("", False)]
)
def test_only_words_are_worth_translating(text: str, expected: bool) -> None:
    assert has_words(text) is expected
