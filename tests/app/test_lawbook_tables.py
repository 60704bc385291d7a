"""``caseworker lawbook sources`` and ``amounts``; and amounts in a lawbook that is checked or comes as an update."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseworker import cli, law_sources, lawbook_check, terminal
from caseworker.errors import EnvironmentFault
from caseworker.lawbook_files import read_texts, shipped
from caseworker.places import RESOURCES
from caseworker.rowfile import Texts

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command and return its exit status and its JSON, or its words."""

    def run(*arguments: object, words: bool = False) -> tuple[int, Any]:
        import typer

        told = [str(one) for one in ("lawbook", *arguments, *(() if words else ("--json",)))]
        monkeypatch.setattr("sys.argv", ["caseworker", *told])
        status = terminal.guarded(
            lambda: typer.main.get_command(cli.app).main(args=told, prog_name="caseworker", standalone_mode=False),
            as_json=not words,
        )
        out = capfd.readouterr().out
        return status, (out if words or not out else json.loads(out))

    return run


def amounts_with(before: str, after: str) -> dict[str, str]:
    files = dict(shipped().texts)
    assert before in files["amounts.toml"]
    files["amounts.toml"] = files["amounts.toml"].replace(before, after, 1)
    return files


def test_the_sources_are_written_to_a_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "law-sources.md"
    status, told = run("sources", "--out", out)
    assert status == 0
    assert out.read_text(encoding="utf-8") == law_sources.document(law_sources.read_sources(RESOURCES / "lawbook"))
    assert told["rows"][0]["certainty"] == "unknown"
    assert {"kind", "row", "law", "source", "verified_on", "certainty"} <= told["rows"][0].keys()


def test_the_amounts_of_a_day(run: Run) -> None:
    status, told = run("amounts", "2026-02-01", "--received", "2026-01-12")
    assert status == 0
    by_code = {one["code"]: one for one in told["amounts"]}
    assert by_code["riksnorm-vuxen"]["values"] == {"ensamstaende": 394_000, "sambor": 710_000}
    assert by_code["schablon-aldersgrans"]["values"] == {"grans": 67}
    assert "values" not in by_code["grundersattning"]


def test_the_amounts_of_a_day_in_words(run: Run) -> None:
    status, words = run("amounts", "2026-10-01", "--received", "2026-01-12", words=True)
    assert status == 0
    assert "vuxen: 308" not in words
    assert "program: 308 kr / day" in words
    assert "vuxen: 34,90 %" in words
    assert "grans: 67" in words
    assert "dagersattning: inget belopp är känt för den dagen" in words


@pytest.mark.parametrize("day", ["", "2026-13-01"])
def test_a_day_that_is_none_is_refused(run: Run, day: str) -> None:
    status, _told = run("amounts", day)
    assert status == 2


def test_an_amount_that_does_not_answer_its_case_is_told() -> None:
    place = Texts(amounts_with("values = { program = 30_800", "values = { program = 30_900"))
    files, faults = lawbook_check.check(place)
    assert files is not None
    assert [(one.file, one.row, one.expected, one.found) for one in faults] == [
        ("amounts", "etableringsersattning", "30800", "30900")
    ]


def test_a_lawbook_with_a_broken_amount_is_refused() -> None:
    files = amounts_with("values = { program = 30_800", "values = { program = -1")
    with pytest.raises(EnvironmentFault) as fault:
        read_texts(files)
    assert (fault.value.params["file"], fault.value.params["field"]) == ("amounts.toml", "values")
    found, faults = lawbook_check.check(Texts(files))
    assert found is None
    assert [one.field for one in faults] == ["values"]


def test_the_amounts_come_with_the_lawbook_that_applies() -> None:
    assert "schablon" in shipped().amounts.codes()
