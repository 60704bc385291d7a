"""What is said of an intervention: days and law, evidence, where it stands and since when it waits for whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from caseworker.domain.intervention import (
    FINAL_STATES,
    FOLLOW_UPS,
    ROAD,
    Holder,
    InterventionState,
    follow_up_days,
    step_on_road,
    waiting,
)
from caseworker.domain.lead_times import LeadTime, step_times
from caseworker.domain.rows import InterventionRow
from ui.language import _, day_text, ngettext
from ui.person.columns import period_text
from ui.words import Words, from_case, state_words

LONG_WAIT = 14  # days after which a wait is shown as one
_OFF_ROAD = (InterventionState.DECLINED, InterventionState.INTERRUPTED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence in words: what, whether it was seen, and a day."""

    code: str
    words: str
    seen: bool
    day: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an intervention stands: on the road, in words, and a note with its colour."""

    at: int
    length: int
    left_road: bool
    words: str
    color: str
    note: str
    note_color: str
    spoken: str


def title_of(row: InterventionRow, words: Words) -> str:
    """Its type, and what tells more: ``Sfi-kurs, studieväg 1``."""
    return ", ".join(part for part in (words.intervention(row.type), row.detail) if part)


def days_and_law(row: InterventionRow, words: Words) -> str:
    """``2 mar 2026 – 11 jun 2027 · 2010:800 20 kap. 31 §``; without law it is a voluntary undertaking."""
    law = words.kind_of(row.type).law or _("voluntary undertaking")
    return " · ".join(part for part in (_days(row), law, from_case(row.of_case)) if part)


def _days(row: InterventionRow) -> str:
    if row.ends is None:
        return _("from {day}").format(day=day_text(row.begins)) if row.begins else ""
    return period_text(row.begins, row.ends)


def who_of(row: InterventionRow, words: Words) -> tuple[str, str]:
    """The actor, and who is responsible there and where."""
    return words.actor(row.actor), ", ".join(part for part in (row.contact, row.place) if part)


def evidence_of(row: InterventionRow, words: Words, today: date) -> list[Evidence]:
    """The evidence of its type, what was ticked otherwise, and the follow-ups of what was completed."""
    ticks = {tick.code: tick.day for tick in row.ticks}
    codes = dict.fromkeys((*words.kind_of(row.type).evidence, *ticks))
    found = [Evidence(code, words.evidence(code), code in ticks, ticks.get(code)) for code in codes]
    done = {one.months: one for one in row.follow_ups}
    for months, day in follow_up_days(row.state, row.ends).items():
        seen = done.get(months)
        if seen is not None or day <= today or months == min(set(FOLLOW_UPS) - set(done), default=0):
            told = seen.day if seen is not None else day
            text = _("Followed up {months} mon") if seen is not None else _("Follow-up {months} mon")
            found.append(Evidence(f"follow-up-{months}", text.format(months=months), seen is not None, told))
    return found


def standing_of(row: InterventionRow, words: Words, today: date) -> Standing:
    """Where it stands."""
    state = InterventionState(row.state)
    at, length = step_on_road(row.state)
    left = state in _OFF_ROAD
    if left:
        known = [ROAD.index(InterventionState(step.state)) + 1 for step in row.steps if step.state not in _OFF_ROAD]
        at = min(max(known, default=1) + 1, length)
    note, color = _note(row, words, today)
    said = state_words(row.state)
    spoken = said if left else _("Step {at} of {length}: {state}").format(at=at, length=length, state=said)
    tone = {InterventionState.INTERRUPTED: "warn", InterventionState.DECLINED: "ink2"}.get(state, "accent")
    return Standing(at, length, left, said, tone, note, color, spoken)


def ball_words(row: InterventionRow, words: Words, today: date) -> str:
    """``The ball lies with Regionen, 34 days``, or "" when nobody is waited for."""
    found = waiting(row.state, row.steps, row.recorded, today)
    if found.holder is Holder.NOBODY:
        return ""
    who = words.actor(row.actor) if found.holder is Holder.ACTOR else _("us")
    text = ngettext("The ball lies with {who}, {n} day", "The ball lies with {who}, {n} days", found.days)
    return text.format(who=who, n=found.days)


def times_words(row: InterventionRow, usual: Iterable[LeadTime], today: date) -> str:
    """``Lead time: proposed 3 days (usually 9) · referred 34 days so far (usually 20)``, "" before there is a step."""
    known = {one.state: one.everybody for one in usual if one.type == row.type}
    told = []
    for one in step_times(row.steps, today):
        days = ngettext("{state} {n} day", "{state} {n} days", one.days)
        text = days.format(state=state_words(one.state).lower(), n=one.days)
        if one.lasts:
            text = _("{told} so far").format(told=text)
        median = known.get(one.state)
        told.append(text if median is None else _("{told} (usually {n})").format(told=text, n=round(median)))
    return _("Lead time: {steps}").format(steps=" · ".join(told)) if told else ""


def spoken(words: Words, today: Callable[[], date]) -> Callable[[InterventionRow], str]:
    """Return how an intervention is read aloud."""

    def say(row: InterventionRow) -> str:
        now = today()
        stands = standing_of(row, words, now)
        seen = [_told(one) for one in evidence_of(row, words, now)]
        parts = (
            title_of(row, words),
            stands.spoken,
            stands.note,
            *who_of(row, words),
            days_and_law(row, words),
            *seen,
        )
        return ", ".join(part for part in parts if part)

    return say


def _told(one: Evidence) -> str:
    text = _("{what}: seen") if one.seen else _("{what}: missing")
    return text.format(what=one.words)


def _note(row: InterventionRow, words: Words, today: date) -> tuple[str, str]:
    state = InterventionState(row.state)
    if state in FINAL_STATES:
        said = row.outcome or words.outcome(row.outcome_code)
        return (_("Result: {what}").format(what=said) if said and state not in _OFF_ROAD else said), "ink2"
    found = waiting(row.state, row.steps, row.recorded, today)
    color = "warn" if found.days >= LONG_WAIT else "ink2"
    if found.holder is Holder.ACTOR:
        return ngettext("waited {n} day", "waited {n} days", found.days).format(n=found.days), color
    if found.holder is Holder.OFFICE:
        payer = words.kind_of(row.type).payer
        if found.days < LONG_WAIT and payer:
            return _("{who} pays").format(who=words.actor(payer)), "ink2"
        return ngettext("with us {n} day", "with us {n} days", found.days).format(n=found.days), color
    return _progress(row, words, today), "ink2"


def _progress(row: InterventionRow, words: Words, today: date) -> str:
    if row.hours_total is not None:
        return _("{done} of {total} h").format(done=row.hours_done or 0, total=row.hours_total)
    if row.hours_done is not None:
        return _("{done} h").format(done=row.hours_done)
    if row.begins is None or row.begins > today:
        return ""
    month = (today.year - row.begins.year) * 12 + today.month - row.begins.month - (today.day < row.begins.day) + 1
    months = words.kind_of(row.type).months
    if row.ends is not None and row.ends < today:
        return _("was to end {day}").format(day=day_text(row.ends))
    if months > 1 and month <= months:
        return _("month {n} of {total}").format(n=month, total=months)
    return _("month {n}").format(n=month)
