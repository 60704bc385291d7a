"""Sizes, colours and measures of everything printed on paper. Data only; points and sRGB.

Arabic script stands two points larger than the Latin beside it and on a line 1.6 times its size.
"""

from typing import Final

from caseworker.letters.lines import Style

PAGE_WIDTH: Final = 595.2756
PAGE_HEIGHT: Final = 841.8898
MARGIN_X: Final = 45.0
TOP: Final = 808.0  # upper edge of the letterhead
GUTTER: Final = 29.0
CONTENT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN_X
COLUMN_WIDTH: Final = (CONTENT_WIDTH - GUTTER) / 2
SINGLE_WIDTH: Final = 400.0  # about 75 letters a line

TITLE: Final = Style(15, 21, bold=True, arabic_size=17, arabic_leading=26)
HEADING: Final = Style(12, 17, bold=True, arabic_size=14, arabic_leading=22.4)
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
