"""Words of the page about the lawbook: rights, answers, certainty, what became of a row."""

import re
from datetime import date

from caseworker import law_words
from caseworker.domain.law import Certainty
from caseworker.domain.local_law import LimitUnit
from caseworker.domain.rights import Answer, RightCode
from caseworker.services.law_updates import LawRowShown
from ui.language import _, code, day_text, ngettext

CERTAINTIES = tuple(one.value for one in Certainty)
UNSURE = frozenset({"unverified", "unknown", "proposed"})
_TO_SFS = re.compile(r"([^;]+) in consolidated text to SFS (\d{4}:\d+)")
_CONSOLIDATED = re.compile(r"([^;]+) in consolidated text")
_OLDER = re.compile(r"older wording of ([^;]+), not read")


def right_words(right: str) -> str:
    """What a right is called."""
    return _(law_words.RIGHTS[RightCode(right)])


def title_words(row: LawRowShown) -> str:
    """What a row is called: a right with its answer, or a duty in a few words."""
    if row.kind == "right":
        return f"{right_words(row.target)}: {answer_words(row.answer)}"
    return row.short if code() == "sv" else row.short_en


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


def source_words(source: str) -> str:
    """Where a row was read. The data names the usual sources in English; any other source stands as it is written."""
    usual = {
        "outside the target group: not examined": _("outside the target group: not examined"),
        "case law, not read": _("case law, not read"),
    }
    for form, words in (
        (_TO_SFS, _("{acts} in consolidated text to SFS {sfs}")),
        (_CONSOLIDATED, _("{acts} in consolidated text")),
        (_OLDER, _("older wording of {acts}, not read")),
    ):
        found = form.fullmatch(source)
        if found is not None:
            acts = found[1].replace(" and ", _(" and "))
            return words.format(acts=acts, sfs=found[found.lastindex or 1])
    return usual.get(source, source)


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


def part_words(file: str) -> str:
    """Which part of the lawbook a file is."""
    name = file.partition("/")[0].removesuffix(".toml")
    known = {
        "rights": _("Rights"),
        "duties": _("Duties"),
        "areas": _("Who is responsible"),
        "acts": _("Acts and paragraphs"),
        "amounts": _("Amounts"),
        "compensation": _("Compensation from the state"),
        "facts": _("What the law asks about"),
        "pension": _("Pension ages"),
        "statuses": _("Legal status"),
        "settlements": _("Settlement"),
        "accommodations": _("Accommodation while seeking asylum"),
        "version": _("Version"),
    }
    return known.get(name, file)


def field_words(field: str) -> str:
    """What a row says under a name; a name that is not known here stands as the lawbook has it."""
    known = {
        "answer": _("answer"),
        "law": _("paragraph"),
        "sv": _("words"),
        "when": _("conditions"),
        "count": _("how the last day is counted"),
        "statuses": _("statuses"),
        "not_statuses": _("statuses left out"),
        "responsible": _("responsible"),
        "lost": _("what is lost"),
        "valid_from": _("applies from"),
        "valid_to": _("applies to"),
        "source": _("source"),
        "verified_on": _("read on"),
        "certainty": _("how sure"),
        "notes": _("remark"),
        "version": _("version"),
        "follows": _("follows"),
    }
    return known.get(field, field)
