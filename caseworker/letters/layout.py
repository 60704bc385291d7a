"""How a letter is laid out on paper: what its maker chooses. Knows no text and draws nothing."""

from dataclasses import dataclass
from enum import StrEnum

from caseworker.letters import typography as t


class Arrangement(StrEnum):
    """Where the translation stands: beside the Swedish paragraph or below it.

    ``INTERPRETER``: above it, numbered, to be read aloud with an interpreter.
    """

    COLUMNS = "columns"
    STACKED = "stacked"
    INTERPRETER = "interpreter"


@dataclass(frozen=True, slots=True)
class Layout:
    """``large``: 14 points on 18 (stor stil). ``pictograms``: a picture beside each heading, step and field, and more

    air, for somebody who reads little. ``window``: the address stands where a window envelope shows it.
    """

    arrangement: Arrangement = Arrangement.COLUMNS
    large: bool = False
    pictograms: bool = False
    window: bool = False

    @property
    def stacked(self) -> bool:
        """Whether every paragraph is as wide as the page, its twin above or below it."""
        return self.arrangement is not Arrangement.COLUMNS

    @property
    def scale(self) -> t.Scale:
        """The sizes of its type."""
        if self.pictograms:
            return t.AIRY
        return t.LARGE if self.large else t.USUAL


USUAL = Layout()
