"""How a letter is laid out on paper: what its maker chooses. Knows no text and draws nothing."""

from dataclasses import dataclass
from enum import StrEnum

from caseworker.letters import typography as t


class Arrangement(StrEnum):
    """Where the translation stands: beside the Swedish paragraph or below it."""

    COLUMNS = "columns"
    STACKED = "stacked"


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
        """Whether the translation stands below the Swedish paragraph."""
        return self.arrangement is Arrangement.STACKED

    @property
    def scale(self) -> t.Scale:
        """The sizes of its type."""
        if self.pictograms:
            return t.AIRY
        return t.LARGE if self.large else t.USUAL


USUAL = Layout()
