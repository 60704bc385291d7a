"""docs/law-sources.md says where every row of the lawbook comes from, and is what its writer writes."""

import re
import tomllib
from pathlib import Path

from caseworker import law_sources
from caseworker.domain.law import Certainty
from caseworker.places import RESOURCES

FOLDER = RESOURCES / "lawbook"
TARGET = Path(__file__).resolve().parents[2] / "docs" / "law-sources.md"
SOURCES = law_sources.read_sources(FOLDER)
ROWS = SOURCES.rows


def dated(value: object) -> int:
    """Count the tables that carry a certainty, however deep."""
    if isinstance(value, dict):
        return ("certainty" in value) + sum(dated(one) for one in value.values())
    return sum(dated(one) for one in value) if isinstance(value, list) else 0


def test_the_document_is_what_the_writer_writes() -> None:
    """Write it anew: ``caseworker lawbook sources --out docs/law-sources.md``."""
    assert TARGET.read_text(encoding="utf-8") == law_sources.document(SOURCES)


def test_every_row_of_every_file_is_in_it() -> None:
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.rglob("*.toml")]
    assert len(ROWS) == sum(dated(file) for file in files)


def test_what_is_least_sure_comes_first() -> None:
    order = list(dict.fromkeys(row.rule.certainty for row in ROWS))
    assert order[:2] == [Certainty.UNKNOWN, Certainty.UNVERIFIED]
    assert order[-1] is Certainty.IN_FORCE
    headings = re.findall(r"^## (\w+)", law_sources.document(SOURCES), re.MULTILINE)
    assert headings[:5] == ["unknown", "unverified", "proposed", "transitional", "in_force"]


def test_every_row_names_its_source_and_nothing_of_this_computer() -> None:
    for row in ROWS:
        assert row.rule.source.strip(), row
        assert row.rule.law.strip(), row
        assert "/work" not in row.rule.source, row
        assert not re.search(r"\.(txt|md)\b", row.rule.source), row
