"""The recovery sheet (återställningsblad): one printed page with 33 numbered words. The words exist on paper only.

Nothing here keeps, logs or caches the words, and the sheet names no person. Two of three sheets open a register whose
passphrase is lost (SLIP-39; see ``vault``).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from caseworker.errors import UsageFault
from caseworker.letters import typography as t
from caseworker.letters.columns import Column, draw_cell, text_cell
from caseworker.letters.engine import Paper, forget_texts
from caseworker.letters.isolate import clean
from caseworker.letters.languages import SWEDISH
from caseworker.letters.lines import Style
from caseworker.letters.mark import draw_mark

WORDS_ON_A_SHEET: Final = 33
_COLUMNS: Final = 3
_ROW: Final = 25.0
_WORD: Final = Style(13, 18)
_NUMBER: Final = Style(9.5, 18)
_HEAD: Final = Style(19, 27, bold=True)
_LABEL_WIDTH: Final = 96.0
_COUNTS: Final = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")


def recovery_sheet_pdf(
    *,
    sheet_number: int,
    of: int,
    threshold: int,
    words: Sequence[str],
    municipality: str,
    office: str,
    register_id: str,
    created: date,
) -> bytes:
    """One A4 page, in Swedish, for sheet ``sheet_number`` of ``of``; any ``threshold`` of them open the register.

    ``words`` are the 33 words of the share, in order. Another number of them is a ``UsageFault``.
    """
    if len(words) != WORDS_ON_A_SHEET:
        raise UsageFault("letter.recovery_words", count=len(words), expected=WORDS_ON_A_SHEET)
    title = f"Återställningsblad {sheet_number} av {of}"
    paper = Paper(title=title, author=clean(municipality), dated=created)
    try:
        _draw(paper, title, _opening(of, threshold), words, clean(municipality), clean(office))
        _draw_fields(paper, clean(register_id), created)
        paper.next_page()
        return paper.finish()
    finally:
        forget_texts()


def _opening(of: int, threshold: int) -> str:
    return (
        f"{_COUNTS[threshold].capitalize()} av {_COUNTS[of]} blad öppnar registret om lösenfrasen är borta. "
        "Ett ensamt blad öppnar inget. Lägg bladen på olika ställen."
    )


def _draw(paper: Paper, title: str, opening: str, words: Sequence[str], municipality: str, office: str) -> None:
    page = Column(SWEDISH, t.MARGIN_X, t.CONTENT_WIDTH)
    draw_mark(paper, t.MARGIN_X, t.TOP - 15, 14)
    draw_cell(paper, text_cell(page, municipality, t.NAME, inset=20), t.TOP)
    sender = text_cell(page, office, t.SMALL, t.INK2)
    width = max((placed.line.width for placed in sender.lines), default=0.0)
    draw_cell(paper, text_cell(page, office, t.SMALL, t.INK2, inset=t.CONTENT_WIDTH - width - 0.1), t.TOP - 1.5)
    paper.rule(t.MARGIN_X, t.TOP - 26, t.MARGIN_X + t.CONTENT_WIDTH, t.TOP - 26, colour=t.INK, width=0.8)
    draw_cell(paper, text_cell(page, title, _HEAD), t.TOP - 46)
    draw_cell(paper, text_cell(page, opening, t.BODY), t.TOP - 82)
    rows = -(-len(words) // _COLUMNS)
    width = t.CONTENT_WIDTH / _COLUMNS
    for index, word in enumerate(words):
        column = Column(SWEDISH, t.MARGIN_X + index // rows * width, width - 16)
        top = t.TOP - 134 - index % rows * _ROW
        number = text_cell(column, f"{index + 1}", _NUMBER, t.INK2)
        shift = 16 - number.lines[0].line.width
        draw_cell(paper, text_cell(column, f"{index + 1}", _NUMBER, t.INK2, inset=shift), top)
        draw_cell(paper, text_cell(column, word, _WORD, inset=26), top)
        paper.rule(column.x, top - 20, column.x + column.width, top - 20, colour=t.LINE, width=0.5)


def _draw_fields(paper: Paper, register_id: str, created: date) -> None:
    page = Column(SWEDISH, t.MARGIN_X, t.CONTENT_WIDTH)
    top = t.TOP - 134 - -(-WORDS_ON_A_SHEET // _COLUMNS) * _ROW - 18
    paper.rule(t.MARGIN_X, top + 8, t.MARGIN_X + t.CONTENT_WIDTH, top + 8, colour=t.INK, width=0.8)
    fields = (
        ("Förvaras", ""),
        ("Ansvarig", ""),
        ("Utskrivet", created.isoformat()),
        ("Register", register_id),
    )
    for label, value in fields:
        draw_cell(paper, text_cell(page, label, t.NAME), top)
        if value:
            draw_cell(paper, text_cell(page, value, t.BODY, inset=_LABEL_WIDTH), top)
        else:
            paper.rule(t.MARGIN_X + _LABEL_WIDTH, top - 15, t.MARGIN_X + 400, top - 15, colour=t.INK2, width=0.5)
        top -= 25
    warnings = (
        "Fotografera inte bladet och skriv inte av det i en dator. Lägg det inte ihop med ett annat blad.",
        "Byts lösenfrasen gäller bladet ändå. Är det borta skriver du ut nya under Trygghet. Då slutar de gamla gälla.",
    )
    top -= 12
    for text in warnings:
        cell = text_cell(page, text, t.BODY)
        draw_cell(paper, cell, top)
        top -= cell.height + 5
