"""A sheet, a language and the values of one case become a finished letter (brev) as PDF bytes. Writes no file.

Swedish stands to the left, the reader's language to the right, paragraph by paragraph. Everything is set before
anything is drawn: a missing translation, value or glyph refuses the whole letter and leaves nothing half printed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

from caseworker.errors import Refused
from caseworker.letters import typography as t
from caseworker.letters.columns import Cell, Column, Row, beside, paginate, row, text_cell
from caseworker.letters.engine import Paper
from caseworker.letters.isolate import clean, isolate
from caseworker.letters.languages import SWEDISH, LetterLanguage
from caseworker.letters.letterhead import Letterhead as Letterhead  # whoever composes names the sender too
from caseworker.letters.sheet import Block, BlockKind, Frame, Sheet, fill, is_plain, load_frame, placeholders
from caseworker.letters.two_languages import Page, columns_for, sender_rows, stacked

Translate = Callable[[str], str | None]

# Empty is an answer for these; any other empty value in running text refuses the letter.
_MAY_BE_EMPTY: Final = frozenset({"person_original", "personnummer", "next_meeting"})


@dataclass(frozen=True, slots=True)
class ComposedLetter:
    """A finished letter. ``title`` is the sheet's title, safe as a print job's name."""

    pdf: bytes
    pages: int
    title: str


def compose(
    sheet: Sheet,
    *,
    language: LetterLanguage,
    translate: Translate,
    values: Mapping[str, str],
    letterhead: Letterhead,
    demo: bool,
    draft: bool,
    target_values: Mapping[str, str] | None = None,
) -> ComposedLetter:
    """Set ``sheet`` in Swedish beside ``language`` (Swedish alone when that is the language).

    ``translate`` gives the translation of a Swedish text, or None. ``values`` hold every placeholder of the sheet as
    plain strings; ``target_values`` those that read otherwise in ``language`` (a date with the name of its month).
    ``draft`` says in both languages that the translation is a draft; ``demo`` marks it as unreal.
    Raises ``Refused``: ``letter.missing_translation``, ``letter.missing_field``, ``letter.unknown_placeholder``,
    ``letter.missing_glyph``. Equal arguments give equal bytes.
    """
    draft = draft and language != SWEDISH
    texts = _Texts(sheet, _frame(), language, translate, values, target_values or {})
    blocks = [block for block in sheet.blocks if block.when is None or clean(values.get(block.when, ""))]
    texts.require(_all_texts(sheet, blocks, texts.frame, demo=demo, draft=draft))
    columns = columns_for(language)
    rows = _rows(sheet, blocks, columns, texts)
    head = sender_rows(columns, letterhead, [texts.of(texts.frame.demo, c.language) for c in columns] if demo else ())
    first_head = head + _addressee(columns, texts)
    page = Page(columns, partial(_foot, sheet, columns, texts, draft))
    pages = paginate(rows, page.room(first_head), page.room(head))
    feet = [page.foot(number, len(pages)) for number in range(1, len(pages) + 1)]
    paper = Paper(title=sheet.title, author=clean(letterhead.municipality), language=SWEDISH.bcp47, dated=sheet.date)
    for number, (placed, foot) in enumerate(zip(pages, feet, strict=True)):
        page.draw(paper, head if number else first_head, placed, foot)
    return ComposedLetter(paper.finish(), len(pages), sheet.title)


@cache
def _frame() -> Frame:
    return load_frame()


def _all_texts(sheet: Sheet, blocks: list[Block], frame: Frame, *, demo: bool, draft: bool) -> list[str]:
    """Every Swedish text the letter will show: what must be translated."""
    texts = [sheet.title, frame.to, frame.not_a_decision, frame.version, frame.page]
    texts += [frame.demo] * demo + [frame.draft] * draft
    for block in blocks:
        texts += [block.text] if block.text else []
        texts += [field.label for field in block.fields]
        texts += [field.value for field in block.fields if not is_plain(field.value)]
    return texts


class _Texts:
    """The words of one letter: source or translation, with its values put in and made safe for the direction."""

    def __init__(
        self,
        sheet: Sheet,
        frame: Frame,
        language: LetterLanguage,
        translate: Translate,
        values: Mapping[str, str],
        target_values: Mapping[str, str],
    ) -> None:
        self.sheet = sheet
        self.frame = frame
        self.language = language
        self._translate = translate
        self.values = dict(values)
        if not clean(self.values.get("person_original", "")):
            self.values["person_original"] = self.values.get("person", "")
        self._target_values = {**self.values, **target_values}

    def require(self, texts: list[str]) -> None:
        """Refuse the letter unless all ``texts`` have a translation and all their values are there."""
        missing = [] if self.language == SWEDISH else [text for text in texts if not self._translate(text)]
        if missing:
            raise Refused(
                "letter.missing_translation", sheet=self.sheet.id, language=self.language.code, count=len(set(missing))
            )
        for name in sorted({name for text in texts for name in placeholders(text)} - _MAY_BE_EMPTY - _FRAME_VALUES):
            if not clean(self.values.get(name, "")):
                raise Refused("letter.missing_field", field=name)

    def of(self, source: str, language: LetterLanguage, extra: Mapping[str, str] | None = None) -> str:
        """``source`` in ``language`` with its values. Plain templates stand for themselves in every language."""
        template = source if language == SWEDISH or is_plain(source) else self._translate(source) or ""
        values = self.values if language == SWEDISH else self._target_values
        return fill(template, {**values, **(extra or {})}, lambda value: isolate(value, rtl=language.is_rtl))

    def person(self, language: LetterLanguage) -> str:
        """The person's name as the reader of this column writes it."""
        return self.values["person" if language == SWEDISH else "person_original"]


_FRAME_VALUES: Final = frozenset({"version", "page", "pages"})


def _rows(sheet: Sheet, blocks: list[Block], columns: tuple[Column, ...], texts: _Texts) -> list[Row]:
    rows = [row((text_cell(c, texts.of(sheet.title, c.language), t.TITLE) for c in columns), keep=True)]
    step = 0
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            step = 0
            cells = [text_cell(c, texts.of(block.text, c.language), t.HEADING) for c in columns]
            rows.append(row(cells, gap=t.HEADING_GAP, keep=True))
        elif block.kind is BlockKind.STEP:
            step += 1
            rows.append(row([_step(c, step, texts.of(block.text, c.language)) for c in columns]))
        elif block.kind is BlockKind.NOTE:
            rows.append(_note([texts.of(block.text, c.language) for c in columns], columns))
        elif block.kind is BlockKind.FIELDS:
            rows += _fields(block, columns, texts)
        else:
            rows.append(row([text_cell(c, texts.of(block.text, c.language), t.BODY) for c in columns]))
    return rows


def _step(column: Column, number: int, text: str) -> Cell:
    return beside(
        text_cell(column, f"{number}.", t.NAME, t.ACCENT), text_cell(column, text, t.BODY, inset=t.STEP_INDENT)
    )


def _note(texts: list[str], columns: tuple[Column, ...]) -> Row:
    inset = t.NOTE_PADDING + 3
    cells = [
        text_cell(column, text, t.BODY, inset=inset, end_inset=t.NOTE_PADDING)
        for column, text in zip(columns, texts, strict=True)
    ]
    level = row(cells, gap=t.PARAGRAPH_GAP + 2)
    pad = t.NOTE_PADDING - 2
    padded = tuple(_padded(cell, pad) for cell in level.cells)
    return Row(padded, level.gap, panel=True)


def _padded(cell: Cell, pad: float) -> Cell:
    return Cell(cell.column, tuple(replace(p, drop=p.drop + pad) for p in cell.lines), cell.height + 2 * pad)


def _fields(block: Block, columns: tuple[Column, ...], texts: _Texts) -> list[Row]:
    """A label/value table; a row whose value is empty is left out."""
    rows = []
    for field in block.fields:
        if any(not clean(texts.values.get(name, "")) for name in placeholders(field.value)):
            continue
        cells = []
        for column in columns:
            start = column.width * t.LABEL_SHARE
            label = text_cell(
                column, texts.of(field.label, column.language), t.LABEL, t.INK2, width=start - t.LABEL_GAP
            )
            value = text_cell(column, texts.of(field.value, column.language), t.BODY, inset=start)
            cells.append(beside(label, value))
        rows.append(row(cells, gap=4.0, ruled=True))
    return rows


def _addressee(columns: tuple[Column, ...], texts: _Texts) -> list[Row]:
    """To whom, and the letter's date: on the first page only."""
    names = [{"person": texts.person(column.language)} for column in columns]
    to = [
        text_cell(column, texts.of(texts.frame.to, column.language, name), t.BODY)
        for column, name in zip(columns, names, strict=True)
    ]
    rows = [row(to, gap=4)]
    if clean(texts.values.get("date", "")):
        dates = [text_cell(column, texts.of("{date}", column.language), t.SMALL, t.INK2) for column in columns]
        rows.append(row(dates, gap=0))
    return rows


def _foot(sheet: Sheet, columns: tuple[Column, ...], texts: _Texts, draft: bool, number: int, pages: int) -> Row:
    """The foot of one page in every column."""
    frame = texts.frame
    extra = {
        "version": str(sheet.version),
        "date": sheet.date.isoformat(),
        "page": str(number),
        "pages": str(pages),
    }
    cells = []
    for column in columns:
        decision, version, page, drafted = (
            texts.of(part, column.language, extra)
            for part in (frame.not_a_decision, frame.version, frame.page, frame.draft if draft else "")
        )
        said = [f"{decision} · {page}", version, drafted]
        cells.append(stacked([text_cell(column, text, t.FOOT, t.INK2) for text in said if text]))
    return row(cells)
