"""What a piece of text is to someone who hears a paper read aloud: a heading, a paragraph, a line of a list or a table.

Data only. The names are those of ISO 32000-1 §14.8.4.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a piece of text is. ``DECORATION`` is drawn and never read aloud."""

    TITLE = "H1"
    HEADING = "H2"
    PARAGRAPH = "P"
    LABEL = "Lbl"
    BODY = "LBody"
    COLUMN_HEAD = "ColumnHead"
    ROW_HEAD = "RowHead"
    VALUE = "TD"
    DECORATION = "Artifact"


class Grouping(StrEnum):
    """What holds pieces of text together; neighbours of one kind are read as one list or table."""

    NAMED = "named"  # a label and what stands for it
    NUMBERED = "numbered"  # a number and its step
    TABLE_ROW = "table row"


@dataclass(slots=True, eq=False)
class Whole:
    """Pieces of text that belong together, in the order in which they are read."""

    grouping: Grouping
    parts: "list[Part]" = field(default_factory=list)

    def part(self, role: Role, words: str = "") -> "Part":
        """Return a new piece of it."""
        made = Part(role, self, words)
        self.parts.append(made)
        return made


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One piece of text; its lines may stand on several pages.

    ``words`` are given for right-to-left text, whose glyphs stand in a file as on paper: from the left.
    """

    role: Role
    whole: Whole | None = None
    words: str = ""


DECORATION: Final = Part(Role.DECORATION)
