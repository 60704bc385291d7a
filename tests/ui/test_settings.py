"""What the window remembers, and that a broken file costs nothing."""

from pathlib import Path

import pytest

from ui.settings import FILE_NAME, Settings, read, write


def test_settings_come_back_as_written(tmp_path: Path) -> None:
    chosen = Settings(language="en", text_scale=130, scheme="dark", idle_minutes=2, width=1300, maximised=True)
    assert write(tmp_path / "new", chosen)
    assert read(tmp_path / "new") == chosen


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"language": "xx", "text_scale": 1000, "idle_minutes": 60, "width": "wide", "scheme": 3}', "\x00"],
)
def test_a_broken_or_foreign_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    assert read(tmp_path) == Settings()


def test_one_bad_value_does_not_cost_the_good_ones(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"language": "en", "text_scale": 7, "unknown": 1}', encoding="utf-8")
    assert read(tmp_path) == Settings(language="en")


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert not write(tmp_path / "file", Settings())


def test_nothing_but_choices_and_sizes_is_kept(tmp_path: Path) -> None:
    write(tmp_path, Settings())
    kept = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    words = {"language", "scheme", "text_scale", "idle_minutes", "letter_keys", "width", "height", "maximised"}
    assert {line.split('"')[1] for line in kept.splitlines() if '"' in line} == words
