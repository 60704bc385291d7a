"""The sheets in the terminal: what is stale, with and without a register, and texts to and from an agency."""

import json
from functools import partial
from pathlib import Path

import pytest
import typer

from caseworker import cli, terminal
from caseworker.app import Application
from caseworker.letters import sources
from tests.app.offices import PHRASE
from tests.services.test_letterhead import drawing

Capture = pytest.CaptureFixture[bytes]


def said(capsysbinary: Capture, *arguments: object) -> str:
    command, told = typer.main.get_command(cli.app), [str(one) for one in arguments]
    run = partial(command.main, args=told, prog_name="caseworker", standalone_mode=False)
    assert terminal.guarded(run, as_json=False) == 0
    return capsysbinary.readouterr().out.decode()


def test_a_changed_swedish_sentence_shows_what_became_stale_without_a_register(
    capsysbinary: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sources.SHEET_FOLDER.glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace("Kursen är gratis.", "Kursen kostar inget.")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(sources, "SHEET_FOLDER", tmp_path)
    sources.forget()
    try:
        told = said(capsysbinary, "sheets", "status", "--sheet", "sfi", "--language", "ti")
        facts = json.loads(said(capsysbinary, "sheets", "status", "--json"))
    finally:
        monkeypatch.undo()
        sources.forget()
    assert "sfi, tigrinska: 1 av 17 stycken är inaktuella. Utkast." in told
    assert "nu:   Det är kommunens kurs i svenska för vuxna. Kursen kostar inget." in told
    assert "förr: Det är kommunens kurs i svenska för vuxna. Kursen är gratis." in told
    stale = {(one["sheet"], one["language"]) for one in facts["sheets"] if one["stale"]}
    assert {language for sheet, language in stale if sheet == "sfi"} == {"en", "ar", "prs", "fa", "so", "ti", "uk"}


def test_a_review_an_approval_and_a_po_file_pass_through_the_terminal(
    capsysbinary: Capture, demo: Application, tmp_path: Path
) -> None:
    phrase = tmp_path / "phrase"
    phrase.write_text(PHRASE, encoding="utf-8")
    register = ("--register", demo.folder, "--passphrase-file", phrase)
    pair = ("--sheet", "sfi", "--language", "ti")
    assert "Utkast." in said(capsysbinary, "sheets", "status", *pair, *register)
    said(capsysbinary, "sheets", "review", *pair, "--name", "Selam T.", "--day", "2026-11-02", *register)
    assert "Granskad av Selam T. 2026-11-02." in said(capsysbinary, "sheets", "status", *pair, *register)
    said(capsysbinary, "sheets", "approve", *pair, *register)
    assert "Godkänd av" in said(capsysbinary, "sheets", "status", *pair, *register)
    assert "Bara godkända" in said(capsysbinary, "sheets", "drafts", "--block", *register)
    assert "ingen logotyp" in said(capsysbinary, "letters", "logo", *register)
    drawn, kept = tmp_path / "logo.jpg", tmp_path / "kept.png"
    drawn.write_bytes(drawing("JPEG"))
    assert "Breven har en logotyp" in said(capsysbinary, "letters", "logo", drawn, "--out", kept, *register)
    assert json.loads(said(capsysbinary, "letters", "logo", "--json", *register))["logo"]["bytes"] == len(
        kept.read_bytes()
    )
    assert "ingen logotyp" in said(capsysbinary, "letters", "logo", "--remove", *register)
    out = tmp_path / "ti.po"
    said(capsysbinary, "letters", "export-po", *pair, "--out", out, *register)
    out.write_text(out.read_text(encoding="utf-8").replace("እንታይ እዩ?", "እንታይ?"), encoding="utf-8")
    assert "Skulle ändras: 1" in said(capsysbinary, "letters", "import-po", out, "--dry-run", *register)
    assert "Ändrade: 1" in said(capsysbinary, "letters", "import-po", out, *register)
    assert "har ändrats efter granskningen 2026-11-02" in said(capsysbinary, "sheets", "status", *pair, *register)
