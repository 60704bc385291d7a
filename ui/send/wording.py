"""Months, classes and states of a release in the reader's words. Looks up, decides nothing."""

import calendar
from collections.abc import Callable
from datetime import date, datetime

from caseworker.domain.counts.classes import TOTAL
from caseworker.domain.counts.ladder import MARGIN_MINIMUM, Stepdown
from caseworker.domain.counts.ladder import Axis as LadderAxis
from caseworker.domain.rows import ReleaseRow
from caseworker.errors import Refused
from caseworker.messages import describe
from ui.language import _, clock_text, code, day_text
from ui.send.figures import Figures


def month_text(period: str) -> str:
    """A month in words as it stands inside a sentence: ``oktober 2026``."""
    names = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    name = names[int(period[5:7]) - 1]
    return f"{name.lower() if code() == 'sv' else name} {period[:4]}"


def month_title(period: str) -> str:
    """A month that begins a sentence."""
    words = month_text(period)
    return words[:1].upper() + words[1:]


def last_day(period: str) -> date:
    """The day a month is counted on."""
    year, month = int(period[:4]), int(period[5:7])
    return date(year, month, calendar.monthrange(year, month)[1])


def last_day_text(period: str) -> str:
    """The day a month is counted on, in words."""
    day = last_day(period)
    return f"{day.day} {month_text(period)}"


def sex_words(sex: str, label: str) -> str:
    """A column of the table."""
    return {
        "woman": _("Women"),
        "man": _("Men"),
        "unknown": _("Sex not registered"),
        TOTAL: _("Total"),
    }.get(sex, label)


def status_words(status: str, label: str) -> str:
    """A class of legal statuses. In Swedish it is the very label that is sent."""
    if status == TOTAL:
        return _("Everyone enrolled")
    if code() == "sv" and label:
        return label
    return _classes().get(status) or label or status


def age_words(age: str, label: str) -> str:
    """An age band: ``0–17 years``."""
    return _("All ages") if age == TOTAL else _("{ages} years").format(ages=age.replace("-", "\N{EN DASH}"))


def row_words(figures: Figures, status: str, age: str) -> str:
    """A row in words: the status, and the age within it."""
    named = status_words(status, figures.statuses.labels[status])
    if age == TOTAL:
        return named
    return f"{named}, {age_words(age, figures.ages.labels[age])}"


def reason_words(step: Stepdown, figures: Figures) -> str:
    """Why a finer step could not be used. Holds a true number: for the office's own screen only."""
    if step.true is None or step.sex is None:
        return _("Locked for the year.")
    who = sex_words(step.sex.value, step.sex.value)
    if step.axis is LadderAxis.AGE and step.category:
        which = age_words(step.category, step.category)
    elif step.axis is LadderAxis.STATUS and step.category:
        which = status_words(step.category, figures.statuses.labels.get(step.category, "")).lower()
    else:
        return _("{who}: {n}, fewer than {least}.").format(who=who, n=step.true, least=MARGIN_MINIMUM)
    told = _("{who}, {which}: {n}, fewer than {least}.")
    return told.format(who=who, which=which, n=step.true, least=MARGIN_MINIMUM)


def state_look(row: ReleaseRow) -> tuple[str, str]:
    """Icon and colour of where a release stands; the words say the same."""
    if row.state == "acked":
        return "circle-check", "ok"
    if row.state in ("rejected", "dead"):
        return "circle-alert", "danger"
    return "hourglass", "warn"


def state_words(row: ReleaseRow, local: Callable[[datetime], datetime]) -> str:
    """Where a release stands."""
    if row.state == "acked" and row.received is not None:
        received = local(row.received)
        return _("Received {day} {time}").format(day=day_text(received.date()), time=clock_text(received))
    if row.state == "sending":
        return _("Sent, no receipt yet")
    if row.state == "rejected":
        return _("Refused by the centre")
    if row.state == "dead":
        return _("Gave up. Not sent.")
    return _("Not sent yet. Try again.") if row.reason else _("Prepared, not sent")


def reason_of(row: ReleaseRow) -> tuple[str, str, str]:
    """What happened, what is safe and what to do when a release did not arrive; empty texts when nothing is wrong."""
    if not row.reason or row.state == "acked":
        return "", "", ""
    told = describe(Refused(row.reason, period=row.period), _)
    return told.happened, told.safe, told.do


def _classes() -> dict[str, str]:
    return {
        "asyl": _("Asylum seekers"),
        "tillfalligt_skydd": _("Temporary protection"),
        "tillstandssokande": _("Permit seekers"),
        "skyddsbehovande": _("In need of protection"),
        "kvot": _("Resettled (quota)"),
        "anknytning": _("Family ties"),
        "ovriga_tillstand": _("Other permits"),
        "ej_malgrupp": _("Outside the target group"),
        "ovriga": _("Others"),
        "asyl_tillstandssokande": _("Asylum and permit seekers"),
        "skydd_kvot_anknytning": _("Protection, quota and family ties"),
        "tillstand_ej_malgrupp": _("Other permits and outside the target group"),
        "asylsokande_mfl": _("Asylum seekers and similar"),
        "nyanlanda": _("Newly arrived"),
        "ovriga_mfl": _("Others"),
    }
