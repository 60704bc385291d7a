"""The facts for support from the terminal: shown, and saved when a file is named."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.canaries import found_in
from tests.journeys.terminals import PHRASE, Run, add_samira

pytestmark = pytest.mark.journey


def test_the_facts_are_shown_and_saved_without_anybody_in_them(demo: Run, tmp_path: Path) -> None:
    add_samira(demo)
    status, facts, _ = demo("diagnostics")
    assert (status, facts["file"]) == (0, None)
    out = tmp_path / "support.zip"
    status, _, text = demo("diagnostics", str(out), plain=True)
    assert status == 0, text
    assert "Läs den innan du skickar den" in text
    with zipfile.ZipFile(out) as bundle:
        inside = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert json.loads(inside["facts.json"])["schema"] in text
    assert "exported" not in inside["security.jsonl"]
    assert "diagnostics" in demo("diagnostics")[2]  # the log tells next time that a bundle was saved
    for content in (text, *inside.values()):
        assert not [word for word in ("Samira", "Haddad", "19880314", "Maj", "Ekholm", PHRASE) if word in content]
        assert found_in(content.encode()) == []


def test_a_bundle_that_cannot_be_written_is_told(demo: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    status, facts, _ = demo("diagnostics", str(tmp_path / "file" / "support.zip"))
    assert (status, facts["error"]) == (4, "file.cannot_write")
