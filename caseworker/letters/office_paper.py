"""The page of the office's own papers (receipt, protocol, record): the sender on every page, rows, a foot.

In Swedish alone, for colleagues, archives and the person herself on request. What a paper says is its own module's.
"""

from collections.abc import Callable, Iterable
from datetime import date

from caseworker.letters import typography as t
from caseworker.letters.columns import Column, Row, draw_cell, draw_row, paginate, row, text_cell
from caseworker.letters.compose import Letterhead
from caseworker.letters.engine import Paper, forget_texts
from caseworker.letters.isolate import clean
from caseworker.letters.languages import SWEDISH
from caseworker.letters.mark import draw_mark


def office_paper(
    title: str,
    letterhead: Letterhead,
    rows: Callable[[Column], Iterable[Row]],
    *,
    dated: date,
    demo: bool,
    bottom: float,
    foot: str = "",
    archive: bool = False,
) -> bytes:
    """Return the PDF of ``rows``, which are set in the one column there is. Equal facts give equal bytes.

    ``bottom`` (points) is left free under the rows; ``foot`` stands there on every page, before the page's number.
    ``archive``: as PDF/A-2b too.
    """
    municipality = clean(letterhead.municipality)
    paper = Paper(title=title, author=municipality, dated=dated, archive=archive)
    page = Column(SWEDISH, t.MARGIN_X, t.CONTENT_WIDTH)
    sender = _sender(page, letterhead, demo=demo)
    head = _head(sender)
    room = t.TOP - head - bottom
    try:
        pages = paginate(list(rows(page)), room, room)
        for number, placed in enumerate(pages, 1):
            draw_mark(paper, t.MARGIN_X, t.TOP - 15, 14)
            top = t.TOP
            for this in sender:
                draw_row(paper, this, top - this.gap, heard=number == 1)
                top -= this.height + this.gap
            paper.rule(t.MARGIN_X, top - 5, t.MARGIN_X + t.CONTENT_WIDTH, top - 5, colour=t.LINE)
            for this, distance in placed:
                draw_row(paper, this, t.TOP - head - distance)
            if foot:
                numbered = text_cell(page, f"{foot} · Sida {number} av {len(pages)}", t.FOOT, t.INK2)
                draw_cell(paper, numbered, t.FOOT_BOTTOM + t.FOOT.leading, heard=False)
            paper.next_page()
        return paper.finish()
    finally:
        forget_texts()


def count_pages(letterhead: Letterhead, rows: Callable[[Column], Iterable[Row]], *, demo: bool, bottom: float) -> int:
    """Return how many pages ``office_paper`` would take."""
    page = Column(SWEDISH, t.MARGIN_X, t.CONTENT_WIDTH)
    room = t.TOP - _head(_sender(page, letterhead, demo=demo)) - bottom
    try:
        return len(paginate(list(rows(page)), room, room))
    finally:
        forget_texts()


def _sender(page: Column, letterhead: Letterhead, *, demo: bool) -> list[Row]:
    sender = [row([text_cell(page, clean(letterhead.municipality), t.NAME, inset=20)], gap=0)]
    sender.append(row([text_cell(page, clean(letterhead.office), t.SMALL, t.INK2, inset=20)], gap=0))
    if demo:
        sender.append(row([text_cell(page, "DEMO: påhittade uppgifter", t.DEMO, t.DANGER)], gap=2))
    return sender


def _head(sender: Iterable[Row]) -> float:
    return sum(this.height + this.gap for this in sender) + t.FOOT_GAP
