"""Documents and what leaves the register about one person, from the terminal: the same services, the same log."""

import json
from pathlib import Path

import pytest

from tests.journeys.terminals import Run, add_samira
from tests.services.papers import a_word_document


@pytest.fixture
def person(demo: Run) -> str:
    return add_samira(demo)


def test_a_document_is_added_listed_and_saved_out(demo: Run, person: str, tmp_path: Path) -> None:
    path = tmp_path / "intyg.docx"
    path.write_bytes(a_word_document())
    assert "Inga dokument" in demo("document", "list", person, plain=True)[2]
    status, facts, told = demo("document", "add", person, str(path), "--title", "Intyg från skolan")
    assert status == 0, told
    document = str(facts["document"])
    assert demo("document", "add", person, str(path))[0] == 3
    assert demo("document", "add", person, str(tmp_path / "saknas.pdf"))[0] == 4
    assert "Intyg från skolan" in demo("document", "list", person, plain=True)[2]
    out = tmp_path / "ut.docx"
    assert demo("document", "save", person, document, "--out", str(out))[0] == 3
    assert not out.exists()
    assert demo("document", "save", person, document, "--out", str(out), "--purpose", "Till skolan")[0] == 0
    assert out.read_bytes() == a_word_document()


@pytest.mark.parametrize(("what", "name"), [("journal", "journal"), ("extract", "registerutdrag"), ("looks", "vem")])
def test_papers_about_a_person_are_taken_out(demo: Run, person: str, tmp_path: Path, what: str, name: str) -> None:
    more = ("--what", what, "--out", str(tmp_path), "--purpose", "Begärt av henne")
    status, facts, told = demo("person", "take-out", person, *more)
    assert status == 0, told
    files = facts["files"]
    assert isinstance(files, list)
    paper, values = (Path(str(file)) for file in files)
    assert paper.name.startswith(name)
    assert paper.read_bytes().startswith(b"%PDF-1.7")
    assert json.loads(values.read_text(encoding="utf-8"))["purpose"] == "Begärt av henne"
    assert demo("person", "take-out", person, *more[:4])[0] == 3
