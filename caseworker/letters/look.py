"""A layout in one language: the columns its words stand in, and the rows made of a paragraph in each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from caseworker.letters import typography as t
from caseworker.letters.columns import Cell, Column, Row, row
from caseworker.letters.languages import SWEDISH, LetterLanguage
from caseworker.letters.layout import Layout
from caseworker.letters.pictures import Picture, pictogram
from caseworker.letters.two_languages import columns_for, labelled

_PICTOGRAM = 24.0
_STRIP = _PICTOGRAM + 10  # of a column, at the side where its lines start
_RAISED = 0.36  # of the type's size: how far above the base line the middle of a small letter is
_TWIN_GAP = 2.0  # between a Swedish paragraph and its translation below it


@dataclass(frozen=True, slots=True)
class Look:
    """``columns`` hold the words; ``frame`` the head, the foot and what is never stacked."""

    layout: Layout
    columns: tuple[Column, ...]
    frame: tuple[Column, ...]

    @property
    def scale(self) -> t.Scale:
        """The sizes of its type."""
        return self.layout.scale

    @property
    def cramped(self) -> bool:
        """Whether large words stand in a narrow column."""
        return self.divided and self.scale is not t.USUAL

    @property
    def divided(self) -> bool:
        """Whether a rule stands between the languages."""
        return len(self.columns) > 1 and not self.layout.stacked

    def rows(
        self, cells: Sequence[Cell], *, gap: float, keep: bool = False, icon: str = "", panel: bool = False
    ) -> list[Row]:
        """Return one row of ``cells``, or one for each where the languages are stacked; twins are not parted."""
        if self.layout.stacked:
            levels = [row([cell], gap=gap if not at else _TWIN_GAP, keep=True) for at, cell in enumerate(cells)]
        else:
            levels = [row(cells, gap=gap, keep=keep)]
        levels[-1] = self._pictured(replace(levels[-1], keep_with_next=keep), icon)
        return [replace(one, panel=panel) for one in levels]

    def labelled(self, told: Sequence[tuple[str, str]], share: float, *, icon: str = "") -> list[Row]:
        """Return a row of a small table: in every language a label and its value."""
        scale = self.scale
        if not self.layout.stacked:
            return [self._pictured(labelled(told, self.columns, share, scale), icon)]
        levels = [labelled([one], [c], share, scale) for one, c in zip(told, self.columns, strict=True)]
        last = replace(levels[-1], gap=_TWIN_GAP if len(levels) > 1 else levels[-1].gap)
        twins = [replace(one, keep_with_next=True, ruled=False) for one in levels[:-1]]
        return [*twins, self._pictured(last, icon)]

    def _pictured(self, this: Row, icon: str) -> Row:
        """Return the row with a pictogram beside the first line of every cell, tall enough for it."""
        if not self.layout.pictograms or not icon:
            return this
        pictures = tuple(_beside(cell, icon) for cell in this.cells if cell.lines)
        lowest = max((one.drop + one.size for one in pictures), default=0.0)
        cells = tuple(replace(cell, height=max(cell.height, lowest)) for cell in this.cells)
        return replace(this, cells=cells, pictures=pictures)


@lru_cache(maxsize=64)
def look_for(layout: Layout, language: LetterLanguage) -> Look:
    """Return how a letter in Swedish and ``language`` looks in this layout."""
    frame = columns_for(language)
    columns = frame
    if layout.stacked or (language == SWEDISH and (layout.large or layout.pictograms)):
        columns = tuple(Column(c.language, t.MARGIN_X, t.CONTENT_WIDTH) for c in frame)
    if layout.pictograms:
        columns = tuple(_narrowed(c) for c in columns)
    return Look(layout, columns, frame)


def _narrowed(column: Column) -> Column:
    left = column.x if column.language.is_rtl else column.x + _STRIP
    return Column(column.language, left, column.width - _STRIP)


def _beside(cell: Cell, icon: str) -> Picture:
    first, column = cell.lines[0], cell.column
    size = max((piece.size for piece in first.line.pieces), default=0.0)
    drop = max(first.drop - size * _RAISED - _PICTOGRAM / 2, 0.0)
    left = column.x + column.width + _STRIP - _PICTOGRAM if column.language.is_rtl else column.x - _STRIP
    return pictogram(icon, left, drop, _PICTOGRAM)
