"""Sizes, colours and measures of everything printed on paper. Data only; points and sRGB.

Arabic script stands two points larger than the Latin beside it and on a line 1.6 times its size. A letter is set in one
of three scales, each chosen as a set: as usual, large (stor stil: 14 points on 18), and large with air for pictograms.
"""

from dataclasses import dataclass, replace
from typing import Final

from caseworker.letters.lines import Style
from caseworker.letters.parts import Role

PAGE_WIDTH: Final = 595.2756
PAGE_HEIGHT: Final = 841.8898
MARGIN_X: Final = 45.0
TOP: Final = 808.0  # upper edge of the letterhead
GUTTER: Final = 29.0
CONTENT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN_X
COLUMN_WIDTH: Final = (CONTENT_WIDTH - GUTTER) / 2
SINGLE_WIDTH: Final = 400.0  # about 75 letters a line

TITLE: Final = Style(15, 21, bold=True, arabic_size=17, arabic_leading=26, role=Role.TITLE)
HEADING: Final = Style(12, 17, bold=True, arabic_size=14, arabic_leading=22.4, role=Role.HEADING)
BODY: Final = Style(11, 15, arabic_size=13, arabic_leading=20.8)
LABEL: Final = Style(9.5, 12.5, arabic_size=11.5, arabic_leading=17)
NAME: Final = Style(11, 15, bold=True, arabic_size=13, arabic_leading=20.8)
SMALL: Final = Style(9.5, 13, arabic_size=11, arabic_leading=16)
FOOT: Final = Style(8, 10.5, arabic_size=9, arabic_leading=13)
DEMO: Final = Style(9, 12, bold=True, arabic_size=11, arabic_leading=14)

Colour = tuple[int, int, int]
INK: Final[Colour] = (22, 25, 29)
INK2: Final[Colour] = (65, 70, 78)
LINE: Final[Colour] = (223, 220, 213)
ACCENT: Final[Colour] = (11, 90, 102)
PANEL: Final[Colour] = (242, 240, 235)
DANGER: Final[Colour] = (163, 33, 27)
DANGER_SOFT: Final[Colour] = (251, 231, 227)

PARAGRAPH_GAP: Final = 6.0
HEADING_GAP: Final = 10.0
NOTE_PADDING: Final = 9.0
STEP_INDENT: Final = 17.0
LABEL_SHARE: Final = 0.36
LONG_LABEL_SHARE: Final = 0.5  # of a table whose labels are phrases
LABEL_GAP: Final = 8.0
FOOT_BOTTOM: Final = 26.0
FOOT_GAP: Final = 14.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes that belong together: the styles of a letter and the white between its rows."""

    title: Style = TITLE
    heading: Style = HEADING
    body: Style = BODY
    label: Style = LABEL
    name: Style = NAME
    small: Style = SMALL
    foot: Style = FOOT
    demo: Style = DEMO
    paragraph_gap: float = PARAGRAPH_GAP
    heading_gap: float = HEADING_GAP
    field_gap: float = 4.0
    note_padding: float = NOTE_PADDING
    step_indent: float = STEP_INDENT


USUAL: Final = Scale(body=replace(BODY, parted=True))
LARGE: Final = Scale(
    title=Style(19, 25, bold=True, arabic_size=21, arabic_leading=32, role=Role.TITLE),
    heading=Style(16, 21, bold=True, arabic_size=18, arabic_leading=28, role=Role.HEADING),
    body=Style(14, 18, arabic_size=16, arabic_leading=25.6, parted=True),
    label=Style(12, 15.5, arabic_size=14, arabic_leading=21),
    name=Style(14, 18, bold=True, arabic_size=16, arabic_leading=25.6),
    small=Style(12, 16, arabic_size=13.5, arabic_leading=20),
    foot=Style(10, 13, arabic_size=11, arabic_leading=16),
    demo=Style(11, 14.5, bold=True, arabic_size=13, arabic_leading=17),
    paragraph_gap=8.0,
    heading_gap=13.0,
    field_gap=5.0,
    note_padding=11.0,
    step_indent=22.0,
)
AIRY: Final = replace(LARGE, paragraph_gap=14.0, heading_gap=20.0, field_gap=11.0)
