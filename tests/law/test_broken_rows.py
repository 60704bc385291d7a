"""A lawbook with a broken row is refused by file, row and field, and what was read before stays."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker import lawbook_rules
from caseworker.errors import EnvironmentFault
from caseworker.places import RESOURCES

SFI = "rights/sfi.toml"
FIRST = "row 1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A lawbook with one short file of rights and one of duties."""
    copy = Path(shutil.copytree(RESOURCES / "lawbook", tmp_path / "lawbook"))
    for path in (*copy.glob("rights/*.toml"), *copy.glob("duties/*.toml")):
        if path.name not in ("sfi.toml", "bosattning.toml"):
            path.unlink()
    return copy


def replacing(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def spoil(folder: Path, file: str, change: Callable[[str], str]) -> None:
    path = folder / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "row", "field"),
    [
        ('id = "sfi-massflykt-folkbokford"', 'id = "sfi-folkbokford"', "row 2", "id"),
        ('statuses = ["NY-*", "GYM"]', 'statuses = ["NYTT-*"]', FIRST, "statuses"),
        ('statuses = ["NY-*", "GYM"]', 'statuses = ["NY-*"]\nnot_statuses = ["NYTT"]', FIRST, "statuses"),
        ('answer = "yes"', 'answer = "maybe"', FIRST, "answer"),
        ("precedence = 20", 'precedence = "20"', FIRST, "precedence"),
        ("half_year = 16", "half_year = 1600", FIRST, "half_year"),
        ("half_year = 16", 'weather = "fine"', FIRST, "weather"),
        ("half_year = 16", "age = [1, 2, 3]", FIRST, "age"),
        ("half_year = 16", 'pension = "soon"', FIRST, "pension"),
        ("half_year = 16", 'is = ["registered_from"]', FIRST, "is"),
        ("half_year = 16", 'grounds = ["UtlL 99:9"]', FIRST, "grounds"),
        ('day = "registered_from"', 'day = "birthday"', "row 1, since 1", "day"),
        ('law = ["2010:800 20:31", ', 'law = ["2010:800 20:3100", ', FIRST, "law"),
        ('law = ["2010:800 20:31", ', 'law = ["2010:800 20:31 a", ', FIRST, "law"),  # not law in 2016
        ('law = ["2010:800 20:31", ', 'law = ["skollagen", ', FIRST, "law"),
        ('responsible = "vuxenutbildning"', 'responsible = "skolan"', FIRST, "responsible"),
        ("valid_from = 2016-01-01", 'valid_from = "2016"', FIRST, "valid_from"),
        ("verified_on = 2025-12-15", "", FIRST, "verified_on"),
        ('certainty = "in_force"', 'certainty = "probably"', FIRST, "certainty"),
        ("on = 2026-02-01", 'on = "today"', "row 1, cases 1", "on"),
        ('status = "NY-FLY", born = 1988-03-14', 'status = "NY-FLY", birth = 1988-03-14', "row 1, cases 1", "facts"),
        ('right = "sfi"', 'right = "swedish"', "", "right"),
        ("schema = 1", "schema = [", "", ""),
    ],
)
def test_a_broken_row_is_named(folder: Path, old: str, new: str, row: str, field: str) -> None:
    spoil(folder, SFI, replacing(old, new))
    with pytest.raises(EnvironmentFault, match="lawbook.broken") as caught:
        lawbook_rules.read_folder(folder)
    assert caught.value.params == {"file": "sfi.toml", "row": row, "field": field}
    assert lawbook_rules.load().rules.rights  # what was read before is not touched


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ("", "short"),
        ('short = "Ordna bostad."', "short"),
        ('short = "Ordna en bostad till den som är anvisad av staten"', "short"),
        ('short = "Ordna bostad"\nremind = [30, 60]', "remind"),
        ('short = "Ordna bostad"\nremind = [60, 0]', "remind"),
        ('short = "Ordna bostad"\nremind = [60, 30]', "opens"),  # it opens with its first reminder
    ],
)
def test_a_duty_is_called_something_short_and_reminds_by_falling_steps(folder: Path, new: str, field: str) -> None:
    spoil(folder, "duties/bosattning.toml", replacing('short = "Ordna bostad till den anvisade"', new))
    with pytest.raises(EnvironmentFault, match="lawbook.broken") as caught:
        lawbook_rules.read_folder(folder)
    assert caught.value.params == {"file": "bosattning.toml", "row": "row 1", "field": field}


def test_two_rows_that_could_both_decide_must_say_which_does(folder: Path) -> None:
    spoil(folder, SFI, replacing("precedence = 10", "precedence = 20"))
    with pytest.raises(EnvironmentFault) as caught:
        lawbook_rules.read_folder(folder)
    assert caught.value.params["field"] == "precedence"


def test_a_status_that_cites_what_is_not_in_the_index_is_refused(folder: Path) -> None:
    spoil(folder, "statuses.toml", replacing('cites = ["1994:137 1", ', 'cites = ["1994:137 99", '))
    with pytest.raises(EnvironmentFault) as caught:
        lawbook_rules.read_folder(folder)
    assert caught.value.params == {"file": "statuses.toml", "row": "ASYL 1994-07-01", "field": "cites"}
    spoil(folder, "statuses.toml", replacing('cites = ["1994:137 99", ', 'cites = ["LMA 1 §", '))
    with pytest.raises(EnvironmentFault) as caught:
        lawbook_rules.read_folder(folder)
    assert caught.value.params == {"file": "statuses.toml", "row": "status 1, rows 1", "field": "cites"}


@pytest.mark.parametrize("kind", ["rights", "duties"])
def test_a_lawbook_without_rows_is_refused(folder: Path, kind: str) -> None:
    shutil.rmtree(folder / kind)
    (folder / kind).mkdir()
    with pytest.raises(EnvironmentFault, match="lawbook.broken") as caught:
        lawbook_rules.read_folder(folder)
    assert caught.value.params["file"] == kind


def test_a_broken_row_can_be_left_out_and_told_so_that_all_of_them_are_found(folder: Path) -> None:
    spoil(folder, SFI, replacing("precedence = 20", 'precedence = "20"'))
    spoil(folder, SFI, replacing("precedence = 40", 'precedence = "40"'))
    told: list[EnvironmentFault] = []
    files = lawbook_rules.read_folder(folder, told)
    assert [fault.params["row"] for fault in told] == ["row 1", "row 3"]
    assert "sfi-folkbokford" not in {row.id for row in files.rules.rights}
