"""A letter to be read aloud with an interpreter: one column, numbered pieces, the Swedish below each in smaller ink.

Two people with a sheet each can say "seven" and mean the same line. From right to left the number stands at both sides:
one reads from the right, the other looks for it at the left.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caseworker.letters import typography as t
from caseworker.letters.columns import Column, Row, row, text_cell
from caseworker.letters.languages import SWEDISH
from caseworker.letters.lines import Style
from caseworker.letters.look import Look

_STRIP: Final = 28.0  # points for a number and the white beside it
_TWIN_GAP: Final = 1.5


class Kind(StrEnum):
    """What a piece is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Pair:
    """One piece of a letter: its number, its words, and the Swedish they stand for, "" where they are Swedish."""

    number: int
    kind: Kind
    text: str
    swedish: str
    rtl: bool


def spoken_rows(pairs: Iterable[Pair], look: Look) -> Iterator[Row]:
    """Yield the rows of a paper in this look; a piece and its Swedish stand on the same page."""
    language = look.frame[-1].language
    left, right = t.MARGIN_X, t.MARGIN_X + t.CONTENT_WIDTH - _STRIP
    width = t.CONTENT_WIDTH - _STRIP * (2 if language.is_rtl else 1)
    strips = [Column(SWEDISH, left, _STRIP), *([Column(SWEDISH, right, _STRIP)] if language.is_rtl else [])]
    words, below = (Column(one, left + _STRIP, width) for one in (language, SWEDISH))
    for pair in pairs:
        heads = pair.kind is not Kind.TEXT
        gap = look.scale.heading_gap if heads else look.scale.paragraph_gap + 1
        numbers = [
            text_cell(strip, str(pair.number), look.scale.name, t.ACCENT, inset=_inset(strip)) for strip in strips
        ]
        yield row(
            [*numbers, text_cell(words, pair.text, _style(pair, look))], gap=gap, keep=heads or bool(pair.swedish)
        )
        if pair.swedish:
            yield row([text_cell(below, pair.swedish, look.scale.small, t.INK2)], gap=_TWIN_GAP, keep=heads)


def _inset(strip: Column) -> float:
    return 0.0 if strip.x == t.MARGIN_X else _STRIP / 2


def _style(pair: Pair, look: Look) -> Style:
    styles = {Kind.TITLE: look.scale.title, Kind.HEADING: look.scale.heading}
    return styles.get(pair.kind, look.scale.body)
