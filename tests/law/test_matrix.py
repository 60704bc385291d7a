"""docs/rights-matrix.md is what its writer writes, and the paper of the same rows can be signed."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from caseworker import law_matrix, lawbook, lawbook_rules
from caseworker.domain.law import Certainty
from caseworker.letters.matrix_paper import MatrixFacts

TARGET = Path(__file__).resolve().parents[2] / "docs" / "rights-matrix.md"
RULES = lawbook_rules.load()


@pytest.fixture(scope="module")
def today() -> MatrixFacts:
    return law_matrix.matrix_of(RULES, lawbook.load())


def test_the_document_is_what_the_writer_writes(today: MatrixFacts) -> None:
    """Write it anew: ``caseworker lawbook matrix --out docs/rights-matrix.md``."""
    assert TARGET.read_text(encoding="utf-8") == law_matrix.document(today)


def test_it_has_every_row_of_the_day_and_says_what_is_not_sure(today: MatrixFacts) -> None:
    rows = [row for row in (*RULES.rules.rights, *RULES.proposed_rights) if row.rule.holds_on(today.on)]
    assert {one.id for right in today.rights for one in right.rows} == {row.id for row in rows}
    unsure = {row.id for row in rows if row.rule.certainty not in (Certainty.IN_FORCE, Certainty.TRANSITIONAL)}
    assert {one.id for right in today.rights for one in right.rows if not one.sure} == unsure


@pytest.mark.parametrize(
    ("day", "status", "right", "mark"),
    [
        (date(2026, 2, 1), "ASYL", "sfi", "N"),
        (date(2026, 2, 1), "ASYL", "dagersattning", "J N"),
        (date(2026, 10, 1), "ASYL", "dagersattning", "?"),
        (date(2026, 2, 1), "NY-KVOT", "bostad", "J"),
        (date(2026, 2, 1), "MEDB", "skola", "–"),
        (date(2000, 1, 1), "ASYL", "sfi", "·"),
        (date(2027, 1, 1), "PAPPERSL", "ekonomiskt_bistand", "V"),
    ],
)
def test_a_mark_tells_what_a_status_may_be_answered(day: date, status: str, right: str, mark: str) -> None:
    facts = law_matrix.matrix_of(RULES, lawbook.load(), day)
    column = [one.code for one in facts.rights].index(right)
    assert next(marks[column] for code, _, marks in facts.overview if code == status) == mark


def test_the_paper_has_every_row_and_a_place_to_sign(today: MatrixFacts) -> None:
    paper = law_matrix.pdf(today, municipality="Uppsala kommun", office="Enheten")
    pages = pypdfium2.PdfDocument(paper)
    text = "".join(pages[number].get_textpage().get_text_range() for number in range(len(pages)))
    squeezed = "".join(text.split()).replace("\ufffe", "-").replace("\u00ad", "-")
    for right in today.rights:
        assert right.words.replace(" ", "") in squeezed
        for one in right.rows:
            assert one.id in squeezed
    assert all(word in text for word in ("Namn", "Befattning", "Datum", "Underskrift", "Uppsala kommun"))
