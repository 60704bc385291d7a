"""The letter that is measured, two pages in Swedish beside Arabic, as we make it and as WeasyPrint and typst do.

All three set the same words in the same faces. Each letter is a file of its own with its own name and numbers; seven of
ten paragraphs are the same in all, as in a real sheet. What is measured is the processor's time, so that a second core
helps nobody.
"""

import html
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from itertools import count
from typing import TYPE_CHECKING

from caseworker.letters.compose import Letterhead, compose
from caseworker.letters.fonts import FONT_FOLDER
from caseworker.letters.languages import letter_language
from caseworker.letters.sheet import Block, BlockKind, Frame, Sheet, load_frame

if TYPE_CHECKING:
    import typst

_DAY = date(2026, 11, 21)
_SWEDISH = (
    "Hej {person}. Din handläggare heter {caseworker} och har hand om ditt ärende i kommunen. Säg ditt ärendenummer "
    "när du ringer. Telefon {caseworker_phone}. Vi beslutar inte, det gör Migrationsverket. Stycke nummer "
)
_ARABIC = (
    "مرحبًا {person_original}. الموظف المسؤول عن قضيتكم هو {caseworker} وهو يتولى قضيتكم في البلدية. اذكروا رقم قضيتكم "
    "عندما تتصلون بنا. الهاتف {caseworker_phone}. مصلحة الهجرة (Migrationsverket) هي التي تقرر. فقرة رقم "
)
_PARAGRAPHS = 10
_WITH_VALUES = 3  # paragraphs that name the person or a number; the rest are the same in every letter
_COUNTER = count(1)  # no two letters of a run are for the same person
_HEAD = Letterhead("Lövåsa kommun", "Mottagningsenheten")
_TITLES = ("Brev", "رسالة")
# As our own page: A4, margins and columns, sizes and lines of Latin and Arabic. The words around the text stand in
# head and foot.
_TYPST = """\
#set document(title: "Brev", author: "Lövåsa kommun", date: datetime(year: 2026, month: 11, day: 21))
#set text(font: ("Noto Sans", "Noto Sans Arabic"), size: 11pt, lang: "sv")
#set par(leading: 7pt)
#show heading: set text(size: 15pt)
#let mal(size, it) = {
  set text(lang: "ar", dir: rtl, font: ("Noto Sans Arabic", "Noto Sans"), size: size)
  set par(leading: 11.5pt)
  it
}
#let two(..cells) = grid(columns: (1fr, 1fr), column-gutter: 29pt, row-gutter: 6pt, ..cells)
"""
_CSS = """\
@page { size: A4; margin: 60pt 45pt 62pt; @top-left { content: "Lövåsa kommun"; font: 9pt Noto Sans }
  @top-right { content: "Mottagningsenheten"; font: 9pt Noto Sans }
  @bottom-left { content: "%s"; font: 8pt/10.5pt Noto Sans; white-space: pre }
  @bottom-right { content: "%s"; font: 8pt/10.5pt Noto Sans; white-space: pre } }
html { font: 11pt/15pt "Noto Sans", "Noto Sans Arabic" }
body { margin: 0 }
table { width: 100%%; border-spacing: 0 }
td { vertical-align: top; padding: 0 14.5pt 6pt 0 }
td[dir] { font: 13pt/20.8pt "Noto Sans Arabic", "Noto Sans"; padding: 0 14.5pt 6pt 0 }
th { font-size: 15pt; text-align: start }
"""


def a_second(make: Callable[[int], object], letters: int) -> float:
    """How many letters a second of the processor ``make`` makes, each for another person."""
    start = time.process_time()
    for _ in range(letters):
        make(next(_COUNTER))
    return letters / (time.process_time() - start)


def our_letter(number: int, *, archive: bool = False) -> bytes:
    """The letter for person ``number``: tagged; with ``archive`` fit for an archive too."""
    sheet, texts = _sheet()
    made = compose(
        sheet,
        language=letter_language("ar"),
        translate=texts.get,
        values=_values(number),
        letterhead=_HEAD,
        demo=False,
        draft=True,
        archive=archive,
    )
    return made.pdf


def weasyprint_letter(number: int) -> bytes:
    """The same words through WeasyPrint, tagged as ours are."""
    import weasyprint  # type: ignore[import-untyped]  # the library has no types; only this benchmark uses it

    rows = "".join(
        f"<tr><{tag}>{html.escape(swedish)}</{tag}><{tag} dir=rtl lang=ar>{html.escape(arabic)}</{tag}></tr>"
        for tag, (swedish, arabic) in zip(["th", *["td"] * (_PARAGRAPHS + 2)], told(number), strict=True)
    )
    around = r"\A ".join(_around())
    css = _CSS % (around, 'Sida " counter(page) " av " counter(pages) "')
    page = f"<html lang=sv><title>Brev</title><style>{css}</style><table>{rows}</table></html>"
    made = weasyprint.HTML(string=page).write_pdf(pdf_tags=True)
    assert isinstance(made, bytes)
    return made


def typst_letter(number: int, *, archive: bool = False) -> bytes:
    """The same words through typst: tagged, as it does unasked; ``archive``: with its ``pdf_standards`` set."""
    source = _typst_source(number).encode()
    compile_one = partial(_compiler().compile, input=source, format="pdf")
    made = compile_one(pdf_standards=["a-2b", "ua-1"]) if archive else compile_one()
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> "typst.Compiler":
    """One compiler for all letters: it keeps faces and what it has set before. Only the faces we have."""
    import typst

    return typst.Compiler(font_paths=[str(FONT_FOLDER)], ignore_system_fonts=True)


def _typst_source(number: int) -> str:
    (title, arabic_title), *paragraphs = told(number)
    rows = "".join(f"  {_quoted(swedish)}, mal(13pt, {_quoted(arabic)}),\n" for swedish, arabic in paragraphs)
    around = " #linebreak() ".join("#" + _quoted(one) for one in _around())
    page = (
        '#set page(paper: "a4", margin: (x: 45pt, y: 62pt), header: [Lövåsa kommun #h(1fr) Mottagningsenheten],\n'
        f"  footer: context text(8pt, grid(columns: (1fr, auto), [{around}],\n"
        '    [Sida #counter(page).display("1 / 1", both: true)])))\n'
    )
    head = f"heading({_quoted(title)}), mal(17pt, heading({_quoted(arabic_title)}))"
    return f"{_TYPST}{page}#two({head},\n{rows})\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def told(number: int) -> list[tuple[str, str]]:
    """Title, addressee, day and paragraphs of the letter to person ``number``, Swedish and Arabic."""
    values = _values(number)
    to = load_frame().to
    addressee = (to.format(**values), to.format(person=values["person_original"]))
    paragraphs = [
        (_paragraph(_SWEDISH, one).format(**values), _paragraph(_ARABIC, one).format(**values))
        for one in range(_PARAGRAPHS)
    ]
    return [_TITLES, addressee, (values["date"], values["date"]), *paragraphs]


@cache
def _around() -> tuple[str, ...]:
    """What stands in the foot."""
    frame = load_frame()
    version = frame.version.format(version=1, date=_DAY.isoformat())
    return (frame.not_a_decision, frame.draft, version)


@cache
def _sheet() -> tuple[Sheet, Mapping[str, str]]:
    frame: Frame = load_frame()
    swedish, arabic = _TITLES
    texts = {swedish: arabic}
    for source in (frame.to, frame.not_a_decision, frame.draft, frame.version, frame.page, frame.demo):
        texts[source] = source
    blocks = []
    for number in range(_PARAGRAPHS):
        swedish, arabic = _paragraph(_SWEDISH, number), _paragraph(_ARABIC, number)
        texts[swedish] = arabic
        blocks.append(Block(BlockKind.PARAGRAPH, swedish))
    return Sheet("matt", 1, _DAY, _TITLES[0], tuple(blocks)), texts


def _paragraph(template: str, number: int) -> str:
    """Paragraph ``number``: the first ones keep their placeholders, the others hold fixed words instead."""
    if number >= _WITH_VALUES:
        template = template.replace("{caseworker}", "Maj Ekholm").replace("{caseworker_phone}", "1177")
        template = template.replace("{person}", "du").replace("{person_original}", "بكم")
    return f"{template}{number}."


def _values(number: int) -> dict[str, str]:
    return {
        "person": f"Samira Haddad {number}",
        "person_original": "سميرة حداد",
        "caseworker": "Maj Ekholm",
        "caseworker_phone": f"010-123 {number // 90 % 90 + 10} {number % 90 + 10}",
        "date": _DAY.isoformat(),
    }


PRINT: tuple[Callable[[int], bytes], Callable[[int], bytes]] = (our_letter, typst_letter)
ARCHIVE: tuple[Callable[[int], bytes], Callable[[int], bytes]] = (
    partial(our_letter, archive=True),
    partial(typst_letter, archive=True),
)
