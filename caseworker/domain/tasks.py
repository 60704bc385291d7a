"""The list Idag: one thing with what it is chosen, grouped and put in order by. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseworker.domain.duties import Loss
from caseworker.domain.waiting import Waiting

_SEVERITY = {Loss.PROTECTION: 3, Loss.LAW: 3, Loss.MONEY: 2}
HORIZON = 60  # days: what lies further away is on the list only when it has begun to remind


class Filter(StrEnum):
    """Which things are shown."""

    ALL = "all"
    MINE = "mine"
    NOBODY = "nobody"  # no caseworker
    CHILDREN = "children"
    MONEY = "money"


class Order(StrEnum):
    """By what comes first within a group."""

    LOSS = "loss"
    DAY = "day"


class Horizon(StrEnum):
    """The groups of the list, in order."""

    NOW = "now"  # today and late
    SOON = "soon"  # within seven days
    LATER = "later"  # within sixty days
    AHEAD = "ahead"  # further away: only what reminds long before its last day
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing on the list with what it is sorted and chosen by. ``waiting`` says what it is."""

    waiting: Waiting
    mine: bool = True
    nobodys: bool = False
    child: bool = False
    later: date | None = None  # put off to
    raised: bool = False  # a reminder of its last day came lately

    @property
    def due(self) -> date | None:
        """Return the last day."""
        return self.waiting.due

    def passes(self, chosen: Filter) -> bool:
        """Tell whether the thing is shown under ``chosen``."""
        match chosen:
            case Filter.MINE:
                return self.mine
            case Filter.NOBODY:
                return self.nobodys
            case Filter.CHILDREN:
                return self.child
            case Filter.MONEY:
                return self.waiting.loss is Loss.MONEY
        return True


def severity(loss: Loss) -> int:
    """Return how much is lost: 3 protection and law, 2 money, 1 quality."""
    return _SEVERITY.get(loss, 1)


def horizon(due: date | None, today: date) -> Horizon:
    """Return the group a last day belongs to."""
    if due is None:
        return Horizon.UNDATED
    days = (due - today).days
    if days <= 7:
        return Horizon.NOW if days <= 0 else Horizon.SOON
    return Horizon.LATER if days <= HORIZON else Horizon.AHEAD


def order_of(due: date | None, loss: Loss, today: date) -> tuple[int, int, int]:
    """Return what the things of one person are put in order by: as on Idag, and beyond its horizon by day alone."""
    far = due is not None and (due - today).days > HORIZON
    by_loss = 1 if far else -severity(loss)
    return list(Horizon).index(horizon(due, today)), by_loss, (due or date.max).toordinal()


def sort_key(task: Task, order: Order) -> tuple[object, ...]:
    """Return what things of one group are put in order by; of what loses the same, what reminds now comes first."""
    by_day = (task.due or date.max).toordinal()
    loss = -severity(task.waiting.loss)
    first = (loss, not task.raised, by_day) if order is Order.LOSS else (by_day, loss, not task.raised)
    return (*first, task.waiting.person, task.waiting.key, task.waiting.code)
