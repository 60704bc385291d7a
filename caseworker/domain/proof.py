"""When the passphrase was last asked for: what must not be done at a screen somebody walked away from asks for it anew.

Two clocks: the wall (so that sleep counts) and a steady one (so that a clock set back proves nothing).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from caseworker.errors import Refused

FRESH = timedelta(minutes=5)


class Proof:
    """Good for five minutes after ``give``; opening with a passphrase is the first proof."""

    def __init__(self, wall: Callable[[], datetime], steady: Callable[[], float]) -> None:
        """Begin with a proof that was given now: whoever makes one has just been let in."""
        self._wall, self._steady = wall, steady
        self._given: tuple[datetime, float] | None = None
        self.give()

    def give(self) -> None:
        """The passphrase was asked for and was right."""
        self._given = (self._wall(), self._steady())

    def lapse(self) -> None:
        """Nothing is proved from now on: she was let in by something other than her passphrase."""
        self._given = None

    @property
    def fresh(self) -> bool:
        """Tell whether the passphrase was asked for a moment ago, by both clocks."""
        if self._given is None:
            return False
        wall, steady = self._given
        return timedelta() <= self._wall() - wall < FRESH and self._steady() - steady < FRESH.total_seconds()

    def require(self) -> None:
        """Raise ``Refused("proof.needed")`` unless the passphrase was asked for a moment ago."""
        if not self.fresh:
            raise Refused("proof.needed")
