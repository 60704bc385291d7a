"""What the law says of one person on one day, as rows a screen can show: codes, days, and ready words."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RightShown:
    """One right. ``words`` names it, ``why`` is the row in plain Swedish, ``asks`` names facts that are not known.

    ``begins`` and ``ends`` are both included. ``known_to`` is the last day for which a text is known. ``responsible``
    is an actor's code; ``row`` the lawbook row that decided, "" when none did.
    """

    right: str
    words: str
    answer: str
    law: str
    begins: date | None
    ends: date | None
    known_to: date | None
    responsible: str
    certainty: str
    why: str
    log: tuple[str, ...]
    asks: tuple[str, ...] = ()
    row: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class DutyShown:
    """One duty. ``id`` is its lawbook row and ``duty`` the code its rows share; ``lost`` says what is lost, in Swedish.

    Without ``last_day`` no text is known for the day of its ``event``. ``loss`` is a ``duties.Loss``. ``depends``
    names, in words, what is not known and would tell whether it is a duty at all.
    """

    id: str
    words: str
    last_day: date | None
    shown_from: date
    event: date
    law: str
    lost: str
    loss: str
    responsible: str
    certainty: str
    done_on: date | None
    log: tuple[str, ...]
    duty: str = ""
    action: str = ""
    short: str = ""  # in few words, for lists and flags
    short_en: str = ""
    depends: tuple[str, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A day or circumstance that an answer or a last day depends on now. ``kind``: day | circumstance | axis.

    An axis (birth, ground, settlement …) is recorded elsewhere in the file. ``needed_by`` names what depends on it, in
    words; ``last_day`` tells that a duty's last day is counted from it.
    """

    code: str
    words: str
    kind: str
    needed_by: tuple[str, ...]
    last_day: bool


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A day or circumstance as it is now; ``begins``: from when a circumstance is so.

    ``follows`` says in words what it follows from when nobody recorded it, "" for what is recorded.
    """

    code: str
    words: str
    kind: str
    day: date | None
    holds: bool | None
    begins: date | None
    recorded: date
    follows: str = ""


@dataclass(frozen=True, slots=True)
class LawSheet:
    """Everything about one person on one day. ``status`` is "" when none covers the day; ``statuses`` names several.

    ``log`` concerns all of it; ``lawbook`` is the version the answers rest on. ``group`` is the status' own, such as
    ``newly_arrived``: being nyanländ is derived from it and never recorded, and ``first`` is the day the first of
    unbroken statuses of that kind began.
    """

    person: str
    day: date
    lawbook: str
    status: str
    begins: date | None
    ends: date | None
    rights: tuple[RightShown, ...]
    duties: tuple[DutyShown, ...]
    asked: tuple[AskedFact, ...]
    known: tuple[KnownFact, ...]
    log: tuple[str, ...]
    statuses: tuple[str, ...] = ()
    group: str = ""
    first: date | None = None
