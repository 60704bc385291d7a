"""Safety in words: flags, outcomes, when something was, what was checked. Looks up, decides nothing."""

from collections.abc import Collection
from datetime import date

from caseworker.domain.access import RecordClass
from caseworker.domain.review import Flag, Outcome
from caseworker.errors import EnvironmentFault
from caseworker.messages import describe
from caseworker.services.review import ReviewItem
from caseworker.services.trust import Finding
from ui.language import _, code, ngettext
from ui.log_words import log_words

_MARKS = {
    None: ("circle-dashed", "warn"),
    Outcome.ACCEPTABLE: ("circle-check", "ok"),
    Outcome.ASK: ("circle-help", "info"),
    Outcome.REPORT: ("triangle-alert", "danger"),
}


def flag_words(flag: Flag) -> str:
    """Why something is looked at."""
    words = {
        Flag.RANDOM: _("Drawn by chance"),
        Flag.CLOSE: _("Declared as close"),
        Flag.SURNAME: _("Same surname"),
        Flag.PROTECTED: _("Protected person"),
        Flag.NO_CASE: _("Not assigned to the case"),
        Flag.HOURS: _("Outside office hours"),
        Flag.BULK: _("Many people in a short time"),
        Flag.LETTERS: _("Many letters in a short time"),
    }
    return words[flag]


def outcome_words(outcome: Outcome | None) -> str:
    """What was decided."""
    if outcome is None:
        return _("not reviewed")
    words = {Outcome.ACCEPTABLE: _("acceptable"), Outcome.ASK: _("is asked"), Outcome.REPORT: _("reported")}
    return words[outcome]


def outcome_mark(outcome: Outcome | None) -> tuple[str, str]:
    """Icon and its tone; the word beside them says the same."""
    return _MARKS[outcome]


def item_words(item: ReviewItem) -> str:
    """Who did what in one item: ``Petra Lind: 31 events in 12 files``."""
    if item.events == 1 and item.rows:
        row = item.rows[0]
        what = log_words(row.action)
        told = _("{who}: {what}, case {case}") if row.case_number else _("{who}: {what}")
        return told.format(who=item.who, what=what[:1].lower() + what[1:], case=row.case_number)
    events = ngettext("{n} event", "{n} events", item.events).format(n=item.events)
    cases = ngettext("{n} file", "{n} files", item.people).format(n=item.people)
    return _("{who}: {events} in {cases}").format(who=item.who, events=events, cases=cases)


def month_name(day: date) -> str:
    """The month of a review, in words."""
    words = (
        _("January"), _("February"), _("March"), _("April"), _("May (month)"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    month = words[day.month - 1].removesuffix(" (month)")
    return month.lower() if code() == "sv" else month


def sees_words(classes: Collection[RecordClass]) -> str:
    """Whose files a role lets one see."""
    if RecordClass.OTHER in classes:
        return _("all files")
    if RecordClass.UNIT in classes:
        return _("own and the unit's")
    return _("assigned files") if classes else _("no files")


def finding_words(finding: Finding) -> str:
    """What a check found, as one sentence and where."""
    told = describe(EnvironmentFault(finding.code, count=finding.count), _).happened
    place = _("log row {seq}").format(seq=finding.seq) if finding.seq else ""
    return f"{told} ({place})" if place else told
