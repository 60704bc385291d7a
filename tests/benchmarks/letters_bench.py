"""How many two-page letters (Swedish and Arabic) a second one core makes, and how that compares with WeasyPrint.

python -m tests.benchmarks.letters_bench
"""

import html
import time
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import count

from caseworker.letters.compose import Letterhead, compose
from caseworker.letters.languages import letter_language
from caseworker.letters.sheet import Block, BlockKind, Frame, Sheet, load_frame

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


def letters_per_second(n: int) -> float:
    """Letters of two pages (ten Swedish and ten Arabic paragraphs) a CPU second; each has its own name and numbers."""
    if pages_of(0) != 2:
        raise RuntimeError("the measured letter must have two pages")
    start = time.process_time()
    for _ in range(n):
        pages_of(next(_COUNTER))
    return n / (time.process_time() - start)


def pages_of(number: int) -> int:
    """Make the letter for person ``number`` and return how many pages it has."""
    sheet, texts = _sheet()
    made = compose(
        sheet,
        language=letter_language("ar"),
        translate=texts.get,
        values=_values(number),
        letterhead=_HEAD,
        demo=False,
        draft=True,
    )
    return made.pages


def weasyprint_letters_per_second(n: int) -> float:
    """The same text through WeasyPrint, one file a letter, in CPU seconds."""
    import weasyprint  # type: ignore[import-untyped]  # the library has no types; only this benchmark uses it

    def make(number: int) -> None:
        values = _values(number)
        rows = "".join(
            f"<tr><td>{html.escape(_paragraph(_SWEDISH, i).format(**values))}</td>"
            f"<td dir=rtl>{html.escape(_paragraph(_ARABIC, i).format(**values))}</td></tr>"
            for i in range(_PARAGRAPHS)
        )
        weasyprint.HTML(string=f"<table style='font: 11pt Noto Sans, Noto Sans Arabic'>{rows}</table>").write_pdf()

    make(0)
    start = time.process_time()
    for _ in range(n):
        make(next(_COUNTER))
    return n / (time.process_time() - start)


@cache
def _sheet() -> tuple[Sheet, Mapping[str, str]]:
    frame: Frame = load_frame()
    texts = {"Brev": "رسالة"}
    for source in (frame.to, frame.not_a_decision, frame.draft, frame.version, frame.page, frame.demo):
        texts[source] = source
    blocks = []
    for number in range(_PARAGRAPHS):
        swedish, arabic = _paragraph(_SWEDISH, number), _paragraph(_ARABIC, number)
        texts[swedish] = arabic
        blocks.append(Block(BlockKind.PARAGRAPH, swedish))
    return Sheet("matt", 1, date(2026, 11, 21), "Brev", tuple(blocks)), texts


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
        "date": "2026-11-21",
    }


def main() -> None:
    """Print both speeds and their ratio, measured in turns over three rounds."""
    for _ in range(3):
        ours, theirs = letters_per_second(60), weasyprint_letters_per_second(5)
        print(f"letters {ours:.1f}/s, WeasyPrint {theirs:.2f}/s, ratio {ours / theirs:.1f}")


if __name__ == "__main__":
    main()
