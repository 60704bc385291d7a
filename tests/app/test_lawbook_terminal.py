"""``caseworker lawbook``: check, show, diff, pack, trust, apply; and what a lawbook's reader says of its faults."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseworker import cli, lawbook_check, terminal, wire
from caseworker.errors import EnvironmentFault
from caseworker.lawbook_diff import Kind, compare
from caseworker.lawbook_files import shipped, texts_in
from caseworker.rowfile import Texts
from tests.lawbooks import LATER, NO_SFI, PRIVATE, PUBLIC, SFI, texts, update

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command and return its exit status and its JSON, or its words."""

    def run(*arguments: object, words: bool = False) -> tuple[int, Any]:
        import typer

        told = [str(one) for one in (*arguments, *(() if words else ("--json",)))]
        monkeypatch.setattr("sys.argv", ["caseworker", *told])
        status = terminal.guarded(
            lambda: typer.main.get_command(cli.app).main(args=told, prog_name="caseworker", standalone_mode=False),
            as_json=not words,
        )
        out = capfd.readouterr().out
        return status, (out if words else json.loads(out))

    return run


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_lawbook_is_whole(run: Run) -> None:
    status, told = run("lawbook", "check")
    assert (status, told["faults"]) == (0, [])
    assert told["cases"] > 0


def test_every_fault_is_said_by_file_row_and_field(run: Run, tmp_path: Path) -> None:
    bad = NO_SFI.replace('"no"', '"perhaps"') + NO_SFI.replace("999", "998").replace("29:2", "99:99")
    case = '\n[[row.cases]]\nfacts = { status = "NY-FLY", from = 2025-11-09 }\non = 2026-02-01\nanswer = "yes"\n'
    whole = NO_SFI.replace("prov-nej", "prov-fall") + case
    folder = written(tmp_path, texts("soon", bad + whole))
    status, told = run("lawbook", "check", folder)
    assert status == 4
    faults = {(one["file"], one["field"], one["expected"], one["found"]) for one in told["faults"]}
    assert {("version.toml", "version", "", ""), ("sfi.toml", "answer", "", ""), ("sfi.toml", "law", "", "")} <= faults
    assert ("rights", "cases: answer", "yes", "no") in faults
    assert "sfi.toml" in run("lawbook", "check", folder, words=True)[1]


def test_a_lawbook_that_cannot_be_read_at_all_has_one_fault() -> None:
    files, faults = lawbook_check.check(Texts({"version.toml": 'version = "2031-01-01"'}))
    assert files is None
    assert len(faults) == 1


def test_a_duty_is_held_against_its_own_cases() -> None:
    name = next(name for name in texts() if name.startswith("duties/") and "last_day = " in texts()[name])
    files = texts()
    at = files[name].index("last_day = ") + len("last_day = ")
    files[name] = files[name][:at] + "1999-01-01" + files[name][at + 10 :]
    found = lawbook_check.check(Texts(files))[1]
    assert [(one.file, one.expected) for one in found] == [("duties", "1999-01-01")]


def test_rows_are_shown_by_right_row_and_status(run: Run) -> None:
    _status, by_right = run("lawbook", "show", "sfi")
    assert {"id", "law", "certainty", "source"} <= set(by_right["rows"][0])
    row = by_right["rows"][0]["id"]
    assert [one["id"] for one in run("lawbook", "show", row)[1]["rows"]] == [row]
    assert len(run("lawbook", "show", "NY-FLY")[1]["rows"]) > len(by_right["rows"])
    assert run("lawbook", "show", "sfi", "--on", "1900-01-01")[1]["rows"] == []
    assert row in run("lawbook", "show", "sfi", words=True)[1]
    status, told = run("lawbook", "show", "guld")
    assert (status, told["error"]) == (2, "lawbook.not_found")


def test_a_lawbook_is_signed_compared_and_says_what_changes(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "book", texts(add=NO_SFI))
    key, out = tmp_path / "key.txt", tmp_path / "new.lawbook"
    key.write_text(PRIVATE.hex(), encoding="utf-8")
    status, told = run("lawbook", "pack", "--from", folder, "--key", key, "--out", out)
    assert (status, told["version"], told["public"], told["key"]) == (0, LATER, PUBLIC.hex(), wire.key_id(PUBLIC))
    for other in (folder, out):
        rows = run("lawbook", "diff", other)[1]["rows"]
        assert ("added", SFI, "prov-nej") in {(one["kind"], one["file"], one["row"]) for one in rows}
    assert "prov-nej" in run("lawbook", "diff", out, words=True)[1]
    assert run("lawbook", "diff", tmp_path / "none")[1]["error"] == "lawbook.unread"
    assert run("lawbook", "check", tmp_path)[1]["error"] == "lawbook.wrong_folder"
    assert run("lawbook", "pack", "--from", folder, "--key", out, "--out", out)[1]["error"] == "lawbook.key_form"
    missing = run("lawbook", "pack", "--from", folder, "--key", tmp_path / "none", "--out", out)
    assert missing[1]["error"] == "lawbook.unread"
    late = run("lawbook", "pack", "--from", folder, "--key", key, "--out", out, "--follows", "2040-01-01")
    assert late[1]["error"] == "lawbook.follows"


def test_a_lists_change_says_only_what_came_and_went() -> None:
    old = {"a.toml": '[[row]]\nid = "x"\nlaw = ["1", "2"]\n[row.when]\nage = [1]\n'}
    new = {"a.toml": '[[row]]\nid = "x"\nlaw = ["2", "3"]\n[row.when]\nage = [2]\n', "b.toml": 'v = "1"\n'}
    changed, added = compare(old, new)
    assert [(one.field, one.before, one.after) for one in changed.fields] == [("law", "1", "3"), ("when.age", "1", "2")]
    assert (added.kind, added.file) == (Kind.ADDED, "b.toml")
    assert [row.kind for row in compare(new, old)] == [Kind.CHANGED, Kind.REMOVED]


def test_rows_of_one_name_are_told_apart() -> None:
    twice = '[[row]]\ncode = "x"\n[[row.rows]]\nvalid_from = 2020-01-01\nlaw = "1"\n[[row]]\ncode = "x"\n'
    (found,) = compare({"a.toml": twice}, {"a.toml": twice.replace('"1"', '"2"') + '[[other]]\ncode = "x"\n'})[:1]
    assert [(one.field, one.after) for one in found.fields] == [("rows 2020-01-01: law", "2")]


def test_texts_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "version.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(EnvironmentFault, match=r"lawbook\.broken"):
        texts_in(tmp_path)
    assert len(update()) > len(shipped().texts["acts.toml"])


def test_the_matrix_is_written_as_a_document_and_as_a_paper(run: Run, tmp_path: Path) -> None:
    status, told = run("lawbook", "matrix", "--on", "2026-02-01", "--out", tmp_path / "m.md")
    assert (status, told["on"], told["marks"]["ASYL"]["sfi"]) == (0, "2026-02-01", "N")
    assert "den 2026-02-01" in (tmp_path / "m.md").read_text(encoding="utf-8")
    status, told = run("lawbook", "matrix", "--on", "1994-07-01", "--out", tmp_path / "m.pdf", words=True)
    assert (status, (tmp_path / "m.pdf").read_bytes()[:5]) == (0, b"%PDF-")
    assert run("lawbook", "matrix", "--out", tmp_path / "m.docx")[1]["error"] == "lawbook.matrix_file"
