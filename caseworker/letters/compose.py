"""A sheet, a language and the values of one case become a finished letter (brev) as PDF bytes. Writes no file.

Swedish stands to the left, the reader's language to the right, paragraph by paragraph. Everything is set before
anything is drawn: a missing translation, value or glyph refuses the whole letter and leaves nothing half printed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import count
from typing import Final

from caseworker.errors import Refused
from caseworker.letters import typography as t
from caseworker.letters.columns import Cell, Row, beside, paginate, row, text_cell
from caseworker.letters.contacts import numbers
from caseworker.letters.engine import Paper
from caseworker.letters.envelope import draw_outer, sender_column, window_row
from caseworker.letters.interpreter_paper import Kind, Pair, spoken_rows
from caseworker.letters.isolate import clean, isolate
from caseworker.letters.languages import SWEDISH, LetterLanguage
from caseworker.letters.layout import USUAL, Arrangement, Layout
from caseworker.letters.letterhead import Forwarding as Forwarding
from caseworker.letters.letterhead import Letterhead as Letterhead  # whoever composes names the sender too
from caseworker.letters.lines import Style
from caseworker.letters.look import Look, look_for
from caseworker.letters.pictograms import value_pictogram
from caseworker.letters.pictures import Picture, qr_picture
from caseworker.letters.sheet import Block, BlockKind, Field, Frame, Sheet, fill, is_plain, load_frame, placeholders
from caseworker.letters.two_languages import Page, beside_logo, contact_rows, logo_room, sender_rows, stacked

Translate = Callable[[str], str | None]

_SHORT_LABEL: Final = 18  # characters
_SMALL_TABLE: Final = 6  # rows
_QR: Final = 60.0  # points: a module of an address of usual length is more than half a millimetre
_QR_TEXT: Final = 62.0
_SMALL_GAP: Final = 4.0
# Empty is an answer for these; any other empty value in running text refuses the letter.
_MAY_BE_EMPTY: Final = frozenset({"person_original", "personnummer", "next_meeting"})


@dataclass(frozen=True, slots=True)
class ComposedLetter:
    """A finished letter. ``title`` is the sheet's title, safe as a print job's name.

    ``forwarded``: its first sheet, two pages, belongs in an outer envelope.
    """

    pdf: bytes
    pages: int
    title: str
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class MadeRow:
    """A row the program makes for one person: a Swedish text of the catalog, what stands beside it, their values.

    ``translated`` is False for words of the municipality's own, which stay Swedish in both columns. ``icon`` names the
    pictogram beside it.
    """

    text: str
    beside: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    target_values: Mapping[str, str] = field(default_factory=dict)
    translated: bool = True
    icon: str = ""


def compose(
    sheet: Sheet,
    *,
    language: LetterLanguage,
    translate: Translate,
    values: Mapping[str, str],
    letterhead: Letterhead,
    demo: bool,
    draft: bool,
    reviewed: str = "",
    target_values: Mapping[str, str] | None = None,
    made: Mapping[BlockKind, Sequence[MadeRow]] | None = None,
    layout: Layout = USUAL,
    address: Sequence[str] = (),
    forwarding: Forwarding | None = None,
    archive: bool = False,
) -> ComposedLetter:
    """Set ``sheet`` in Swedish and ``language`` (Swedish alone when that is the language), as ``layout`` asks.

    ``translate`` gives the translation of a Swedish text, or None. ``values`` hold every placeholder of the sheet as
    plain strings; ``target_values`` those that read otherwise in ``language`` (a date with the name of its month).
    ``values`` may name an addressee who is another than the person: ``to`` and ``to_original``. ``made`` holds the rows
    of blocks that are made for the person; ``address`` the lines a window envelope shows;
    ``forwarding`` puts a sheet for an outer envelope before the letter.
    ``draft`` says in both languages that the translation is a draft, else ``reviewed`` on which day somebody whose
    language it is has read it; ``demo`` marks it as unreal. ``archive``: as PDF/A-2b too.
    Raises ``Refused``: ``letter.missing_translation``, ``letter.missing_field``, ``letter.unknown_placeholder``,
    ``letter.missing_glyph``, ``letter.address_too_long``. Equal arguments give equal bytes.
    """
    draft = draft and language != SWEDISH
    texts = _Texts(sheet, _frame(), language, translate, values, target_values or {}, made or {})
    texts.reviewed = reviewed if language != SWEDISH and not draft else ""
    blocks = _shown(sheet, values)
    wanted = _all_texts(sheet, blocks, texts.frame, demo=demo, draft=draft)
    texts.require(wanted + [texts.frame.reviewed] * bool(texts.reviewed) + [texts.frame.about] * texts.about_another)
    look = look_for(layout, language)
    rows = _rows(sheet, blocks, look, texts)
    marks = [texts.of(texts.frame.demo, c.language) for c in look.frame] if demo else []
    head = sender_rows(look.frame, letterhead, marks, look.scale)
    if layout.window:
        above = [_beside_window(look, letterhead, marks, address)]
    else:
        large = letterhead.logo and sender_rows(look.frame, letterhead, marks, look.scale, small=False)
        sender = large or head
        above = beside_logo([*sender, *contact_rows(look.frame, letterhead, look.scale)], letterhead)
    first_head = above + _addressee(look, texts)
    page = Page(look.frame, partial(_foot, sheet, look, texts, draft), divided=look.divided, logo=letterhead.logo)
    pages = paginate(rows, page.room(first_head), page.room(head))
    feet = [page.foot(number, len(pages)) for number in range(1, len(pages) + 1)]
    paper = Paper(title=sheet.title, author=clean(letterhead.municipality), dated=sheet.date, archive=archive)
    if forwarding is not None:
        draw_outer(paper, forwarding)
    for number, (placed, foot) in enumerate(zip(pages, feet, strict=True)):
        first, last = not number, number == len(pages) - 1
        page.draw(paper, first_head if first else head, placed, foot, first=first, last=last)
    outer = forwarding is not None
    return ComposedLetter(paper.finish(), len(pages) + 2 * outer, sheet.title, outer)


def read_aloud(
    sheet: Sheet,
    *,
    language: LetterLanguage,
    translate: Translate,
    values: Mapping[str, str],
    target_values: Mapping[str, str] | None = None,
    made: Mapping[BlockKind, Sequence[MadeRow]] | None = None,
    **_of_paper: object,
) -> tuple[Pair, ...]:
    """Return what ``compose`` would set, given the same, as numbered pieces with their Swedish; refuse as it does."""
    texts = _Texts(sheet, _frame(), language, translate, values, target_values or {}, made or {})
    blocks = _shown(sheet, values)
    texts.require(_all_texts(sheet, blocks, texts.frame, demo=False, draft=False))
    return tuple(_pairs(sheet, blocks, texts))


def _shown(sheet: Sheet, values: Mapping[str, str]) -> list[Block]:
    return [block for block in sheet.blocks if block.when is None or clean(values.get(block.when, ""))]


@cache
def _frame() -> Frame:
    return load_frame()


def _all_texts(sheet: Sheet, blocks: list[Block], frame: Frame, *, demo: bool, draft: bool) -> list[str]:
    """Every Swedish text the letter will show: what must be translated."""
    texts = [sheet.title, frame.to, frame.not_a_decision, frame.version, frame.page]
    texts += [frame.demo] * demo + [frame.draft] * draft
    texts += [frame.law] * bool(sheet.law) + [frame.read_more] * bool(sheet.url)
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
        made: Mapping[BlockKind, Sequence[MadeRow]],
    ) -> None:
        self.sheet = sheet
        self.frame = frame
        self.language = language
        self._translate = translate
        self.made = made
        self.reviewed = ""
        self._kept: dict[tuple[bool, str], str] = {}
        self.values = {**numbers(), **values, "url": sheet.url}
        if not clean(self.values.get("person_original", "")):
            self.values["person_original"] = self.values.get("person", "")
        self._target_values = {**self.values, **target_values}

    def require(self, texts: list[str]) -> None:
        """Refuse the letter unless all ``texts`` have a translation and all their values are there."""
        made = [
            text for rows in self.made.values() for one in rows if one.translated for text in (one.text, one.beside)
        ]
        wanted = [*texts, *filter(None, made)]
        missing = [] if self.language == SWEDISH else [text for text in wanted if not self._translate(text)]
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
        if "{" not in template:
            return template
        values = self.values if language == SWEDISH else self._target_values
        return fill(template, {**values, **extra} if extra else values, partial(self._isolated, language.is_rtl))

    def _isolated(self, rtl: bool, value: str) -> str:
        """The value ready for running text; most stand in several paragraphs."""
        kept = self._kept.get((rtl, value))
        if kept is None:
            kept = self._kept[rtl, value] = isolate(value, rtl=rtl)
        return kept

    def of_row(self, text: str, one: MadeRow, language: LetterLanguage) -> str:
        """A text of a made row in ``language``; words that are not translated are kept apart from those around them."""
        if not one.translated and text == one.text:
            return isolate(text, rtl=language.is_rtl)
        return self.of(text, language, one.values if language == SWEDISH else one.target_values)

    def person(self, language: LetterLanguage) -> str:
        """The person's name as the reader of this column writes it."""
        return self.values["person" if language == SWEDISH else "person_original"]

    @property
    def about_another(self) -> bool:
        """Whether the letter goes to somebody else than the person it is about, such as a child's guardian."""
        return bool(clean(self.values.get("to", "")))

    def addressee(self, language: LetterLanguage) -> str:
        """The addressee's name as the reader of this column writes it."""
        if not self.about_another:
            return self.person(language)
        return self.values["to" if language == SWEDISH else "to_original"]


_FRAME_VALUES: Final = frozenset({"version", "page", "pages", "reviewed"})


def _rows(sheet: Sheet, blocks: list[Block], look: Look, texts: _Texts) -> list[Row]:
    columns, scale = look.columns, look.scale
    if look.layout.arrangement is Arrangement.INTERPRETER:
        return [*spoken_rows(_pairs(sheet, blocks, texts), look), *_small_print(sheet, look, texts)]
    titles = [text_cell(c, texts.of(sheet.title, c.language), scale.title) for c in columns]
    rows = look.rows(titles, gap=t.PARAGRAPH_GAP, keep=True)
    step = 0
    for block in blocks:
        told = [texts.of(block.text, c.language) for c in columns]
        if block.kind is BlockKind.HEADING:
            step = 0
            cells = _cells(look, told, scale.heading)
            rows += look.rows(cells, gap=scale.heading_gap, keep=True, icon=block.icon or sheet.icon)
        elif block.kind is BlockKind.STEP:
            step += 1
            rows += look.rows(_steps(look, step, told), gap=scale.paragraph_gap, icon=block.icon or sheet.icon)
        elif block.kind is BlockKind.NOTE:
            rows += _note(told, look)
        elif block.kind is BlockKind.FIELDS:
            rows += _fields(block, look, texts)
        elif block.kind is BlockKind.RIGHTS:
            made = texts.made[block.kind]
            rows += _table([_made_cells(one, look, texts) for one in made], [one.icon for one in made], look)
        elif block.kind is BlockKind.NEXT_STEPS:
            rows += _made_steps(texts.made[block.kind], sheet.icon, look, texts)
        else:
            rows += look.rows(_cells(look, told, scale.body), gap=scale.paragraph_gap)
    last = _small_print(sheet, look, texts)
    if last:  # never alone on a page
        rows[-1] = replace(rows[-1], keep_with_next=True)
    return [*rows, *last]


def _pairs(sheet: Sheet, blocks: Sequence[Block], texts: _Texts) -> Iterator[Pair]:
    """Every piece of the letter in the order it is read, with the Swedish it stands for."""
    number = count(1)

    def pair(kind: Kind, say: Callable[[LetterLanguage], str]) -> Pair:
        swedish = "" if texts.language == SWEDISH else say(SWEDISH)
        return Pair(next(number), kind, say(texts.language), swedish, rtl=texts.language.is_rtl)

    yield pair(Kind.TITLE, partial(texts.of, sheet.title))
    for block in blocks:
        kind = Kind.HEADING if block.kind is BlockKind.HEADING else Kind.TEXT
        if block.text:
            yield pair(kind, partial(texts.of, block.text))
        for labelled in _with_value(block, texts):
            yield pair(Kind.TEXT, partial(_labelled_aloud, labelled, texts))
        for one in texts.made.get(block.kind, ()):
            yield pair(Kind.TEXT, partial(_made_aloud, one, texts))


def _labelled_aloud(field: Field, texts: _Texts, language: LetterLanguage) -> str:
    return f"{texts.of(field.label, language).rstrip(':')}: {texts.of(field.value, language)}"


def _made_aloud(one: MadeRow, texts: _Texts, language: LetterLanguage) -> str:
    return " – ".join(filter(None, (texts.of_row(one.text, one, language), texts.of_row(one.beside, one, language))))


def _cells(look: Look, told: Sequence[str], style: Style) -> list[Cell]:
    return [text_cell(column, text, style) for column, text in zip(look.columns, told, strict=True)]


def _small_print(sheet: Sheet, look: Look, texts: _Texts) -> list[Row]:
    """Where more is told, as words and as a QR code at the left, and the law a sheet rests on beside it."""
    told = [texts.frame.read_more] * bool(sheet.url) + [texts.frame.law] * bool(sheet.law)
    first = look.frame[0]
    code = qr_picture(sheet.url, first.x, _QR) if sheet.url else None
    rows = []
    for one in told:
        words = [texts.of(one, c.language) for c in look.frame]
        insets = [_QR_TEXT if code and c is first else 0.0 for c in look.frame]
        cells = zip(look.frame, words, insets, strict=True)
        set_cells = [text_cell(c, text, look.scale.small, t.INK2, inset=inset) for c, text, inset in cells]
        rows.append(row(set_cells, gap=_SMALL_GAP))
    return [_beside_code(rows, code)] if code else rows


def _beside_code(rows: Sequence[Row], code: Picture) -> Row:
    """All ``rows`` as one that the QR code stands in, its first black module level with the first line."""
    levels = [[replace(cell, height=one.height + _SMALL_GAP) for cell in one.cells] for one in rows]
    cells = [_padded(stacked(level), code.quiet - _SMALL_GAP / 2) for level in zip(*levels, strict=True)]
    return Row(tuple(replace(cell, height=max(cell.height, code.size)) for cell in cells), pictures=(code,))


def _made_cells(one: MadeRow, look: Look, texts: _Texts) -> list[tuple[str, str]]:
    """The text of a made row and what stands beside it, in every column."""
    return [(texts.of_row(one.text, one, c.language), texts.of_row(one.beside, one, c.language)) for c in look.columns]


def _made_steps(made: Sequence[MadeRow], icon: str, look: Look, texts: _Texts) -> list[Row]:
    rows = []
    for number, one in enumerate(made, 1):
        told = [" – ".join(filter(None, cells)) for cells in _made_cells(one, look, texts)]
        numbered = one.beside or len(made) > 1
        cells = _steps(look, number, told) if numbered else _cells(look, told, look.scale.body)
        rows += look.rows(cells, gap=look.scale.paragraph_gap, icon=one.icon or icon)
    return rows


def _steps(look: Look, number: int, told: Sequence[str]) -> list[Cell]:
    scale = look.scale
    return [
        beside(
            text_cell(column, f"{number}.", scale.name, t.ACCENT),
            text_cell(column, text, scale.body, inset=scale.step_indent),
            numbered=True,
        )
        for column, text in zip(look.columns, told, strict=True)
    ]


def _note(texts: list[str], look: Look) -> list[Row]:
    padding = look.scale.note_padding
    inset, pad = padding + 3, padding - 2
    cells = [
        text_cell(column, text, look.scale.body, inset=inset, end_inset=padding)
        for column, text in zip(look.columns, texts, strict=True)
    ]
    levels = look.rows(cells, gap=look.scale.paragraph_gap + 2)
    return [replace(one, cells=tuple(_padded(cell, pad) for cell in one.cells), panel=True) for one in levels]


def _padded(cell: Cell, pad: float) -> Cell:
    return Cell(cell.column, tuple(p._replace(drop=p.drop + pad) for p in cell.lines), cell.height + 2 * pad)


def _fields(block: Block, look: Look, texts: _Texts) -> list[Row]:
    """A label/value table; a row whose value is empty is left out."""
    shown = _with_value(block, texts)
    told = [[(texts.of(one.label, c.language), texts.of(one.value, c.language)) for c in look.columns] for one in shown]
    return _table(told, [_field_icon(one) for one in shown], look)


def _with_value(block: Block, texts: _Texts) -> list[Field]:
    return [one for one in block.fields if all(clean(texts.values.get(name, "")) for name in placeholders(one.value))]


def _field_icon(one: Field) -> str:
    return next((icon for name in placeholders(one.value) if (icon := value_pictogram(name))), "")


def _table(told: Sequence[Sequence[tuple[str, str]]], icons: Sequence[str], look: Look) -> list[Row]:
    """The rows of a table; labels that are phrases get half of the column. A small one stands on one page."""
    longest = max((len(label) for cells in told for label, _value in cells), default=0)
    share = t.LONG_LABEL_SHARE if longest > _SHORT_LABEL or look.cramped else t.LABEL_SHARE
    rows = [row for cells, icon in zip(told, icons, strict=True) for row in look.labelled(cells, share, icon=icon)]
    if len(told) > _SMALL_TABLE:
        return rows
    return [replace(one, keep_with_next=True) for one in rows[:-1]] + rows[-1:]


def _beside_window(look: Look, letterhead: Letterhead, marks: Sequence[str], address: Sequence[str]) -> Row:
    """The sender at the left of the address that a window envelope shows."""
    column = sender_column()
    sender = sender_rows((column,), letterhead, marks[:1], look.scale, small=False)
    for mark in marks[1:]:
        own = replace(column, language=look.frame[-1].language)
        room = logo_room(letterhead)
        before, after = (0.0, room) if own.language.is_rtl else (room, 0.0)
        sender.append(row([text_cell(own, mark, look.scale.demo, t.DANGER, inset=before, end_inset=after)], gap=2))
    sender += contact_rows((column,), letterhead, look.scale)
    return window_row(beside_logo(sender, letterhead), address)


def _addressee(look: Look, texts: _Texts) -> list[Row]:
    """To whom, and the letter's date: on the first page only."""
    columns, scale = look.frame, look.scale
    names = [{"person": texts.addressee(column.language)} for column in columns]
    to = [
        text_cell(column, texts.of(texts.frame.to, column.language, name), scale.body)
        for column, name in zip(columns, names, strict=True)
    ]
    rows = [row(to, gap=4)]
    if texts.about_another:
        told = [{"person": texts.person(column.language)} for column in columns]
        about = [
            text_cell(column, texts.of(texts.frame.about, column.language, name), scale.body)
            for column, name in zip(columns, told, strict=True)
        ]
        rows.append(row(about, gap=2))
    if clean(texts.values.get("date", "")):
        dates = [text_cell(column, texts.of("{date}", column.language), scale.small, t.INK2) for column in columns]
        rows.append(row(dates, gap=0))
    return rows


def _foot(sheet: Sheet, look: Look, texts: _Texts, draft: bool, number: int, pages: int) -> Row:
    """The foot of one page in every column."""
    frame = texts.frame
    extra = {
        "version": str(sheet.version),
        "date": sheet.date.isoformat(),
        "page": str(number),
        "pages": str(pages),
        "reviewed": texts.reviewed,
    }
    known = frame.draft if draft else frame.reviewed if texts.reviewed else ""
    cells = []
    for column in look.frame:
        decision, version, page, drafted = (
            texts.of(part, column.language, extra) for part in (frame.not_a_decision, frame.version, frame.page, known)
        )
        said = [f"{decision} · {page}", version, drafted]
        cells.append(stacked([text_cell(column, text, look.scale.foot, t.INK2) for text in said if text]))
    return row(cells)
