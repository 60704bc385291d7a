"""A letter through Qt's own printer, into a PDF file instead of paper: whole pages, and a job without a name."""

from pathlib import Path

import pypdfium2
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from caseworker.services import letters
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.people_bench import enrolled
from ui.printing import JOB_NAME, ChosenPrinter, new_printer


def test_every_page_fills_its_sheet_and_the_job_bears_no_name(qtbot: QtBot, register: Register, tmp_path: Path) -> None:
    person = enrolled(register)
    letter = letters.issue_letter(register, person=person, sheet="valkommen", language="ti", how="printed", by=FOUNDER)
    pages = letters.letter_pages(register, letter=letter, dots_per_inch=100, by=FOUNDER)
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spool.pdf"))
    printer.setResolution(100)
    ChosenPrinter(printer).send(pages)
    del printer
    raw = (tmp_path / "spool.pdf").read_bytes()
    document = pypdfium2.PdfDocument(raw)
    assert len(document) == letter.pages
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    drawn = document[0].render(scale=100 / 72).to_pil().convert("L")
    source = pypdfium2.PdfDocument(letter.pdf)
    wanted = source[0].render(scale=100 / 72).to_pil().convert("L")
    drawn, wanted = (picture.resize((83, 117)) for picture in (drawn, wanted))
    pairs = zip(drawn.tobytes(), wanted.tobytes(), strict=True)
    assert sum(abs(one - other) > 40 for one, other in pairs) < 100  # of 9 711 dots
    title = str(document.get_metadata_dict().get("Title", ""))
    assert title == JOB_NAME
    assert b"Samira" not in raw
    source.close()
    document.close()
