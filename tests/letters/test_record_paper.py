"""Papers about a file: every page says what it is, long ones go on, and nothing disappears without a word."""

import io
from datetime import date

import pikepdf
import pytest
from pypdf import PdfReader

from caseworker.exchange import record_json
from caseworker.letters.compose import Letterhead
from caseworker.letters.record_paper import Entry, Passage, RecordPaper, Section, Table, record_pdf

HEAD = Letterhead("Lövåsa", "Mottagningsenheten")

SECTIONS = (
    Section(
        "Så når vi dig",
        "Det här är antecknat.",
        entries=(Entry("Adress", "Storgatan 1\n123 45 Lövåsa"), Entry("Telefon", "")),
        passages=(Passage("2026-11-20", "skriven i dag", "Hon log.\n\nOch teg."),),
        tables=(Table(("När", "Vad"), (0.3, 0.7), (("2026-11-21 10:00", "Läst"), ("", "Ändrad"))),),
    ),
)


def paper(*sections: Section, demo: bool = False) -> RecordPaper:
    facts = (Entry("Namn", "Samira Haddad, سميرة حداد"),)
    return RecordPaper("Registerutdrag", "2026-0001", facts, ("Så läses det.",), sections, date(2026, 11, 22), demo)


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_every_page_names_the_paper_and_the_case_but_nobody() -> None:
    rows = tuple(("2026-11-21 10:00", f"Rad {number}") for number in range(120))
    pdf = record_pdf(paper(Section("Läst", tables=(Table(("När", "Vad"), (0.3, 0.7), rows),))), HEAD)
    pages = pages_of(pdf)
    assert len(pages) > 2
    assert all(f"Registerutdrag 2026-0001 · 2026-11-22 · Sida {number} av {len(pages)}" in words
               for number, words in enumerate(pages, 1))  # fmt: skip
    assert "Samira" in pages[0]
    assert all("Samira" not in words for words in pages[1:])
    assert "Rad 119" in pages[-1]


def test_what_cannot_be_drawn_is_printed_as_its_code_and_counted() -> None:
    notes = (Passage("2026-11-20 😀", "skriven i dag", "Hon log 😀.\n\nOch teg\u200d."),)
    words = " ".join(pages_of(record_pdf(paper(Section("Anteckningar", passages=notes)), HEAD)))
    assert "Hon log [U+1F600]." in words
    assert "2 tecken kan inte skrivas ut" in words
    clean = " ".join(pages_of(record_pdf(paper(Section("Anteckningar", "Inget är antecknat.")), HEAD)))
    assert "kan inte skrivas ut" not in clean


def test_lines_are_kept_and_an_empty_value_is_a_dash() -> None:
    entries = (Entry("Adress", "Storgatan 1\n123 45 Lövåsa"), Entry("Telefon", ""))
    words = " ".join(pages_of(record_pdf(paper(Section("Så når vi dig", entries=entries), demo=True), HEAD)))
    assert "Storgatan 1 123 45 Lövåsa" in words
    assert "Telefon –" in words
    assert "DEMO: påhittade uppgifter" in words


def test_an_archive_file_holds_its_own_colours_and_says_what_it_is() -> None:
    pdf = record_pdf(paper(), HEAD, archive=True)
    assert pdf == record_pdf(paper(), HEAD, archive=True)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        profile = document.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert profile[36:40] == b"acsp"
        assert b"RGB " in profile[:24]
        with document.open_metadata() as told:
            assert told["dc:title"] == "Registerutdrag"


def test_a_record_holds_days_and_words_only() -> None:
    told = record_json.document("x", {"day": date(2026, 11, 22)}, {"name": "Åsa"})
    assert told.decode() == '{\n  "format": "x",\n  "version": 1,\n  "day": "2026-11-22",\n  "name": "Åsa"\n}\n'
    with pytest.raises(TypeError):
        record_json.document("x", {"what": object()}, {})
