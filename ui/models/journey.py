"""The picture of a journey worked out without a window: which day is where, which words stand where, in which order.

No two words ever lie on each other and nothing lies outside: what finds no room beside its mark goes under it, what is
wider than the picture is told to be. Days are days, places are pixels. Paints nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

Measure = Callable[[str, str], int]  # a text and its type role: how wide it is drawn, px

SPANS = (0, 5, 3, 1)  # years that are shown, 0 = everything
EARLIEST, LATEST = timedelta(days=366 * 15), timedelta(days=366 * 8)  # of everything, seen from today
_AHEAD = timedelta(days=183)
_FIRST, _LAST = date(1920, 1, 1), date(2180, 12, 31)  # a clock that shows another day is wrong
_QUARTER, _YEAR = 3, 12
_STEPS = (3, 6, 12, 24, 60, 120)  # months between two lines of the grid
_CLOSEST_LINES = 12  # px


class Kind(StrEnum):
    """What an item of the journey is."""

    FLAG = "flag"  # a last day
    PERIOD = "period"  # of the status band
    BAR = "bar"  # an intervention


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the journey in words: of a flag ``begins`` is its day. ``ends`` included, None while it goes on.

    ``lane`` is the heading it stands under, ``done_to`` the last day of what is done, ``tone`` one of
    ``ui.widgets.paint.TONES``. ``source`` is what the caller shows it for and opens.
    """

    key: str
    kind: Kind
    words: str
    spoken: str
    begins: date
    ends: date | None = None
    lane: str = ""
    tone: str = "neutral"
    hatched: bool = False
    done_to: date | None = None
    source: object = None


class Box(NamedTuple):
    """A rectangle in px; ``right`` and ``bottom`` are the first px outside."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first px to the right of it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first px under it."""
        return self.y + self.height

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles share a pixel."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in it."""
        return self.x <= x < self.right and self.y <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Sizes:
    """Heights and gaps in px at the scale of the text; ``role`` names the type of all words but the years."""

    axis: int = 22
    line: int = 20
    gap: int = 4
    band: int = 24
    bar: int = 20
    icon: int = 18
    pad: int = 8
    heading_gap: int = 20
    edge: int = 6
    narrowest: int = 8
    role: str = "small"
    item_role: str = "smallaction"

    def scaled(self, scale: int) -> "Sizes":
        """Return the sizes at ``scale`` per cent."""
        grown = {name: max(round(getattr(self, name) * scale / 100), 1) for name in _LENGTHS}
        return Sizes(**grown, role=self.role, item_role=self.item_role)


_LENGTHS = ("axis", "line", "gap", "band", "bar", "icon", "pad", "heading_gap", "edge", "narrowest")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an item's mark and words stand; ``inside`` when the words stand in the mark."""

    item: Item
    mark: Box
    label: Box
    inside: bool = False

    @property
    def whole(self) -> Box:
        """The rectangle around both."""
        x, y = min(self.mark.x, self.label.x), min(self.mark.y, self.label.y)
        right, bottom = max(self.mark.right, self.label.right), max(self.mark.bottom, self.label.bottom)
        return Box(x, y, right - x, bottom - y)


class Heading(NamedTuple):
    """The name of a row of lanes at the left."""

    words: str
    box: Box


class GridLine(NamedTuple):
    """A line of the grid; ``strong`` at the turn of a year. ``label`` is None where its words would find no room."""

    x: int
    words: str
    strong: bool
    label: Box | None


@dataclass(frozen=True, slots=True)
class Axis:
    """Which day is where: from ``first`` to ``last``, both shown whole, between two px."""

    first: date
    last: date
    left: int
    right: int

    def x(self, day: date) -> int:
        """Return where a day begins, inside the picture."""
        days = (self.last - self.first).days + 1
        share = (day - self.first).days / days
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left))

    def day(self, x: float) -> date:
        """Return the day at a px, inside the picture."""
        days = (self.last - self.first).days + 1
        share = (x - self.left) / max(self.right - self.left, 1)
        return self.first + timedelta(days=min(max(int(share * days), 0), days - 1))


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything placed. ``outside`` counts what lies before or after the days that are shown."""

    axis: Axis
    placed: tuple[Placed, ...]
    headings: tuple[Heading, ...]
    grid: tuple[GridLine, ...]
    width: int
    height: int
    top: int  # where the grid begins, under the axis
    outside: int

    def at(self, x: float, y: float) -> Placed | None:
        """Return what is drawn at a point, flags first."""
        hit = [one for one in self.placed if one.mark.holds(x, y) or one.label.holds(x, y)]
        return hit[0] if hit else None


@dataclass(frozen=True, slots=True)
class Names:
    """What the picture calls its parts: headings, and ``quarter(day)`` and ``first(day)`` for the axis."""

    flags: str
    band: str
    quarter: Callable[[date], str]
    begins: Callable[[date], str]


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items as the picture and its table show them: last days, status, then lane by lane; each by day."""
    lanes = {lane: place for place, lane in enumerate(dict.fromkeys(item.lane for item in items))}
    kinds = list(Kind)
    return tuple(sorted(items, key=lambda item: (kinds.index(item.kind), lanes[item.lane], item.begins, item.key)))


def reach(items: Sequence[Item], today: date, years: int = 0) -> tuple[date, date]:
    """Return the first and the last day that are shown: everything in whole quarters, or ``years`` around today."""
    today = min(max(today, _FIRST), _LAST)
    if years:
        first = add_quarters(quarter_of(today), -max(years, 1))
        return first, add_quarters(first, years * 4) - timedelta(days=1)
    known = [item.begins for item in items] + [item.ends for item in items if item.ends] + [today, today + _AHEAD]
    first = quarter_of(max(min(known), today - EARLIEST))
    last = min(max(known), today + LATEST)
    return first, add_quarters(quarter_of(last), 1) - timedelta(days=1)


def quarter_of(day: date) -> date:
    """Return the first day of a quarter."""
    return date(day.year, (day.month - 1) // _QUARTER * _QUARTER + 1, 1)


def add_quarters(day: date, quarters: int) -> date:
    """Return the first day of a month so many quarters later."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + quarters * _QUARTER, _YEAR)
    return date(year, month + 1, 1)


def picture(
    items: Sequence[Item], today: date, width: int, measure: Measure, names: Names, sizes: Sizes, *, years: int = 0
) -> Picture:
    """Place ``items``, which are in order, in ``width`` px."""
    first, last = reach(items, today, years)
    shown = [item for item in items if item.begins <= last and (item.ends or _end(item)) >= first]
    lanes = list(dict.fromkeys(item.lane for item in shown if item.kind is Kind.BAR))
    wanted = max(measure(words, sizes.role) for words in (names.flags, names.band, *lanes))
    left = min(wanted + sizes.heading_gap, width * 2 // 5)
    axis = Axis(first, last, left, max(width - sizes.edge, left + 1))
    drawing = _Drawing(axis, measure, sizes, today)
    flags = [item for item in shown if item.kind is Kind.FLAG]
    drawing.lane(names.flags, flags, drawing.flag)
    drawing.lane(names.band, [item for item in shown if item.kind is Kind.PERIOD], drawing.period, sizes.gap * 2)
    for lane in lanes:
        bars = [item for item in shown if item.kind is Kind.BAR and item.lane == lane]
        drawing.lane(lane, bars, drawing.bar, sizes.gap)
    return Picture(
        axis,
        tuple(drawing.placed),
        tuple(drawing.headings),
        tuple(_grid(axis, measure, names, sizes)),
        width,
        drawing.y + sizes.gap,
        sizes.axis,
        len(items) - len(shown),
    )


def _end(item: Item) -> date:
    return item.begins if item.kind is Kind.FLAG else date.max


class _Slots:
    """Rows of one lane and what is taken in each of them."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[int, int]]] = []

    def free(self, row: int, begins: int, ends: int) -> bool:
        return row >= len(self.rows) or all(ends <= one or other <= begins for one, other in self.rows[row])

    def take(self, row: int, begins: int, ends: int) -> None:
        while len(self.rows) <= row:
            self.rows.append([])
        self.rows[row].append((begins, ends))


class Span(NamedTuple):
    """From px to px, in the row ``down`` rows under the first."""

    begins: int
    ends: int
    down: int = 0


@dataclass
class _Drawing:
    axis: Axis
    measure: Measure
    sizes: Sizes
    today: date
    placed: list[Placed] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    y: int = 0

    def __post_init__(self) -> None:
        self.y = self.sizes.axis

    def lane(
        self,
        words: str,
        items: Sequence[Item],
        place: Callable[[Item, _Slots], tuple[int, Span, Span, bool]],
        gap: int = 0,
    ) -> None:
        """Place the items of a lane under its heading; a lane without items takes no room."""
        if not items:
            return
        self.y += gap
        slots, band = _Slots(), items[0].kind is Kind.PERIOD
        height = self.sizes.band if band else max(self.sizes.bar, self.sizes.line)
        step = height + self.sizes.gap
        self.headings.append(Heading(words, Box(0, self.y, self.axis.left - self.sizes.pad, height)))
        for item in items:
            row, mark, label, inside = place(item, slots)
            boxes = [
                Box(one.begins, self.y + (row + one.down) * step, one.ends - one.begins, height)
                for one in (mark, label)
            ]
            self.placed.append(Placed(item, boxes[0], boxes[1], inside))
        self.y += len(slots.rows) * step

    def flag(self, item: Item, slots: _Slots) -> tuple[int, Span, Span, bool]:
        """A flag stands on its pole, its words to the right of it, to the left, or where there is room."""
        icon, x = self.sizes.icon, self.axis.x(item.begins)
        words = min(self.measure(item.words, self.sizes.item_role) + self.sizes.gap, self._room() - icon)
        x = min(max(x, self.axis.left), self.axis.right - 1)
        sides = [(x, x + icon + words), (x + 1 - icon - words, x + 1)]
        row = 0
        while True:
            for begins, ends in (side for side in sides if self._fits(*side)):
                if slots.free(row, begins, ends + self.sizes.pad):
                    slots.take(row, begins, ends + self.sizes.pad)
                    if begins == x:
                        return row, Span(x, x + icon), Span(x + icon, ends), False
                    return row, Span(ends - icon, ends), Span(begins, ends - icon), False
            if not any(self._fits(*side) for side in sides):
                return self._flag_without_side(x, icon, words, slots)
            row += 1

    def _flag_without_side(self, x: int, icon: int, words: int, slots: _Slots) -> tuple[int, Span, Span, bool]:
        """Neither side has room: the words stand in the row under the flag, as near to it as they can."""
        begins = min(max(x, self.axis.left), self.axis.right - words)
        mark = min(x, self.axis.right - icon)
        return self._two_rows(Span(mark, mark + icon), Span(begins, begins + words, 1), slots)

    def period(self, item: Item, slots: _Slots) -> tuple[int, Span, Span, bool]:
        """A period of the band: its words in it, or under it."""
        return self._stretch(item, slots, beside=False)

    def bar(self, item: Item, slots: _Slots) -> tuple[int, Span, Span, bool]:
        """An intervention: its words in it, to the right or left of it, or under it."""
        return self._stretch(item, slots, beside=True)

    def _stretch(self, item: Item, slots: _Slots, *, beside: bool) -> tuple[int, Span, Span, bool]:
        sizes, axis = self.sizes, self.axis
        begins = min(axis.x(item.begins), axis.right - sizes.narrowest)
        ends = axis.right if item.ends is None else axis.x(min(item.ends, axis.last) + timedelta(days=1))
        ends = min(max(ends, begins + sizes.narrowest), axis.right) if beside else max(ends, begins + 1)
        words = min(self.measure(item.words, sizes.item_role) + 2, self._room())
        mark = Span(begins, ends)
        if words + 2 * sizes.pad <= ends - begins:
            return self._one_row(mark, Span(begins + sizes.pad, begins + sizes.pad + words), slots, inside=True)
        right, left = Span(ends + sizes.pad, ends + sizes.pad + words), Span(begins - sizes.pad - words, begins)
        if beside and right.ends <= axis.right:
            return self._one_row(mark, right, slots)
        if beside and left.begins >= axis.left:
            return self._one_row(mark, Span(left.begins, left.begins + words), slots)
        under = min(max(begins, axis.left), axis.right - words)
        return self._two_rows(mark, Span(under, under + words, 1), slots)

    def _one_row(self, mark: Span, label: Span, slots: _Slots, *, inside: bool = False) -> tuple[int, Span, Span, bool]:
        begins, ends, row = min(mark.begins, label.begins), max(mark.ends, label.ends), 0
        ends += 0 if inside else self.sizes.pad
        while not slots.free(row, begins, ends):
            row += 1
        slots.take(row, begins, ends)
        return row, mark, label, inside

    def _two_rows(self, mark: Span, label: Span, slots: _Slots) -> tuple[int, Span, Span, bool]:
        row = 0
        while not (
            slots.free(row, mark.begins, mark.ends) and slots.free(row + 1, label.begins, label.ends + self.sizes.pad)
        ):
            row += 1
        slots.take(row, mark.begins, mark.ends)
        slots.take(row + 1, label.begins, label.ends + self.sizes.pad)
        return row, mark, label, False

    def _room(self) -> int:
        return self.axis.right - self.axis.left

    def _fits(self, begins: int, ends: int) -> bool:
        return self.axis.left <= begins and ends <= self.axis.right


def _grid(axis: Axis, measure: Measure, names: Names, sizes: Sizes) -> Iterable[GridLine]:
    """Lines at quarters, half-years, years …, the closest for which there is room; words where they fit."""
    starts = []
    start = quarter_of(axis.first)
    while start <= axis.last:
        starts.append(start)
        start = add_quarters(start, 1)
    a_quarter = (axis.right - axis.left) / max(len(starts), 1)
    step = next((one for one in _STEPS if a_quarter * one / _QUARTER >= _CLOSEST_LINES), _STEPS[-1])
    taken = axis.left
    lines = [day for day in starts if (day.year * _YEAR + day.month - 1) % step == 0]
    years_at = [axis.x(day) for day in lines if day.month == 1]
    for place, day in enumerate(lines):
        x, strong = axis.x(day), day.month == 1
        words = str(day.year) if strong else names.begins(day) if place == 0 else names.quarter(day)
        width = measure(words, "smallstrong" if strong else sizes.role)
        before_year = next((at for at in years_at if at > x), axis.right + 1)
        fits = x + sizes.gap >= taken and x + sizes.gap + width <= axis.right
        if fits and (strong or x + sizes.gap + width + sizes.pad <= before_year):
            taken = x + sizes.gap + width + sizes.pad
            yield GridLine(x, words, strong, Box(x + sizes.gap, 0, width, sizes.axis))
        else:
            yield GridLine(x, words, strong, None)
