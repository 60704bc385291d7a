"""What Brev chooses, shows and tells: the order, who gets it, the preview with its checks, how printing goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from caseworker.domain.recipient import Check, Outcome
from caseworker.domain.rows import NoContactRow
from caseworker.services.letter_checks import LetterLook, RecipientRow
from caseworker.services.letters import USUAL, Layout, PageImage

SOURCE = "sv"
_RANK = {Outcome.OK: 0, Outcome.ASKS: 1, Outcome.FAILED: 2}


@dataclass(frozen=True, slots=True)
class Order:
    """Which letters: about whom and to whom, in which language, how laid out; the empty text is "not chosen".

    ``sheet`` is the one that is shown, ``chosen`` those that are to be printed, in the order of the list; ``to`` is ""
    for the person herself.
    """

    person: str = ""
    sheet: str = ""
    language: str = SOURCE
    layout: Layout = USUAL
    to: str = ""
    chosen: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether there is a letter to show."""
        return bool(self.person and self.sheet and self.language)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom the letter is about, and who gets it: ``receiver``, one of ``receivers``, the person herself first.

    ``reads`` is the receiver's language code; ``warned``: who must not be told about the person today.
    """

    person: str
    name: str
    case_number: str
    receivers: tuple[RecipientRow, ...]
    receiver: RecipientRow
    warned: tuple[NoContactRow, ...] = ()

    @property
    def reads(self) -> str:
        """The language the letter should be in."""
        return self.receiver.reads

    @property
    def herself(self) -> bool:
        """Whether the person gets the letter about herself."""
        return not self.receiver.to


@dataclass(frozen=True, slots=True)
class Preview:
    """One letter as it will be printed, and the choice it was made for; what was checked of every chosen sheet.

    ``despite``: the user has seen what stands against it and makes the letters all the same.
    """

    order: Order
    pages: tuple[PageImage, ...]
    looks: Mapping[str, LetterLook]
    despite: bool = False

    @property
    def chosen(self) -> tuple[LetterLook, ...]:
        """What was checked of those that are to be printed."""
        return tuple(self.looks[sheet] for sheet in self.order.chosen)

    @property
    def count(self) -> int:
        """The pages that are to be printed."""
        return sum(look.count for look in self.chosen)

    @property
    def failed(self) -> bool:
        """Whether something stops one of them, or nothing is chosen."""
        return not self.order.chosen or any(look.failed for look in self.chosen)

    @property
    def may_save(self) -> bool:
        """Whether nothing stops the letter that is shown."""
        return not self.looks[self.order.sheet].failed

    @property
    def lifts(self) -> bool:
        """Whether something stands against a letter that a deliberate yes lifts, or has lifted."""
        return any(one.can_be_made for look in self.looks.values() for one in look.checks)

    def checks(self) -> tuple[tuple[Check, str], ...]:
        """Return the worst of each check of what is chosen or shown, and the sheet it is about when not all of them."""
        kinds = zip(*(look.checks for look in self.looks.values()), strict=True)
        return tuple(_worst(list(kind), list(self.looks)) for kind in kinds)


def _worst(told: Sequence[Check], sheets: Sequence[str]) -> tuple[Check, str]:
    worst = max(told, key=lambda one: _RANK[one.outcome])
    alike = all(one.code == worst.code for one in told)
    return worst, "" if alike else sheets[told.index(worst)]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far printing has come: ``number`` of ``total`` sheets, and the one that is printed now."""

    number: int
    total: int
    sheet: str


@dataclass(frozen=True, slots=True)
class Issued:
    """Letters that left the program: ``how`` is "printed" or "saved", ``where`` the file one was saved as.

    ``sheets`` are those that left, fewer than ``of`` when something or somebody stopped the rest; ``printer`` where
    paper is fetched.
    """

    order: Order
    how: str
    pages: int
    where: Path | None = None
    sheets: tuple[str, ...] = ()
    of: int = 1
    printer: str = ""
