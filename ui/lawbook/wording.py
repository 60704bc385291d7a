"""Words of the page about the lawbook: rights, answers, certainty, what became of a row."""

from datetime import date

from caseworker import law_words
from caseworker.domain.law import Certainty
from caseworker.domain.local_law import LimitUnit
from caseworker.domain.rights import Answer, RightCode
from ui.language import _, day_text, ngettext

CERTAINTIES = tuple(one.value for one in Certainty)
UNSURE = frozenset({"unverified", "unknown", "proposed"})


def right_words(right: str) -> str:
    """What a right is called."""
    return _(law_words.RIGHTS[RightCode(right)])


def answer_words(answer: str) -> str:
    """What a right's answer says."""
    return _(law_words.ANSWERS[Answer(answer)])


def certainty_words(certainty: str) -> tuple[str, str, str]:
    """How sure a row is, with the tone and the icon of its chip."""
    known = {
        "in_force": (_("Read in the act"), "ok", "check"),
        "transitional": (_("Transitional rule"), "ok", "clock"),
        "unverified": (_("Not checked"), "warn", "circle-alert"),
        "unknown": (_("Text not known"), "danger", "circle-help"),
        "proposed": (_("Only proposed, not used"), "neutral", "circle-dashed"),
    }
    return known[certainty]


def days_words(begins: date, ends: date | None) -> str:
    """From when to when something holds."""
    if ends is None:
        return _("from {day}").format(day=day_text(begins))
    return _("{first} to {last}").format(first=day_text(begins), last=day_text(ends))


def limit_words(length: int, unit: str) -> str:
    """How long a limit of the municipality is."""
    match LimitUnit(unit):
        case LimitUnit.DAYS:
            return ngettext("{n} day", "{n} days", length).format(n=length)
        case LimitUnit.WORKDAYS:
            return ngettext("{n} working day", "{n} working days", length).format(n=length)
        case LimitUnit.WEEKS:
            return ngettext("{n} week", "{n} weeks", length).format(n=length)
        case LimitUnit.MONTHS:
            return ngettext("{n} month", "{n} months", length).format(n=length)


def unit_choices() -> list[tuple[str, str]]:
    """What a limit may be counted in."""
    return [
        (LimitUnit.DAYS.value, _("days")),
        (LimitUnit.WORKDAYS.value, _("working days")),
        (LimitUnit.WEEKS.value, _("weeks")),
        (LimitUnit.MONTHS.value, _("months")),
    ]


def change_words(kind: str) -> str:
    """What became of a row."""
    return {"added": _("New row"), "removed": _("Row taken away"), "changed": _("Row changed")}[kind]


def last_day_words(day: date | None) -> str:
    """A last day, or that there is none."""
    return day_text(day) if day else _("none")
