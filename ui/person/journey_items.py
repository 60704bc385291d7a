"""The journey in words: each period, bar and last day as an item of the timeline and as a row of its table."""

from datetime import date

from caseworker.domain.intervention import InterventionState
from caseworker.domain.journey import Flag, Journey, Phase, Stretch
from ui.language import _, code, day_text
from ui.models.journey import Item, Kind, Names
from ui.person.columns import period_text
from ui.person.duty_words import depends_words, may_apply, short_duty
from ui.person.right_words import certainty_words, days_left, urgency
from ui.words import Words, permit_words, state_words, status_look

_BAR_TONES = {InterventionState.ONGOING: "accent", InterventionState.COMPLETED: "neutral"}
_UNTOLD = (InterventionState.ONGOING, InterventionState.COMPLETED)  # the bar itself shows it


def names() -> Names:
    """What the timeline calls its parts."""
    return Names(_("Last days"), _("Legal status"), _month, lambda day: f"{_month(day)} {day.year}")


def items_of(journey: Journey, words: Words) -> list[Item]:
    """Return everything of the journey; what has no end is drawn on."""
    today = journey.day
    flags = [_flag(flag, today) for flag in journey.flags]
    phases = [_phase(phase, words) for phase in journey.phases]
    bars = [_bar(stretch, words, today) for stretch in journey.stretches]
    return [*flags, *phases, *bars]


def flag_words(flag: Flag) -> str:
    """What the last day is of, in few words."""
    return short_duty(flag.duty) if flag.duty is not None else _("The residence permit ends")


def _flag(flag: Flag, today: date) -> Item:
    what, duty = flag_words(flag), flag.duty
    whole = duty.words.rstrip(".") if duty is not None else what
    parts = [_("{what}: last day {day}").format(what=whole, day=day_text(flag.day)), days_left(flag.day, today)]
    if duty is not None:
        parts += [duty.law, certainty_words(duty.certainty), depends_words(duty)]
        if duty.lost:
            parts.append(_("missed: {what}").format(what=duty.lost))
    named = _("{what} {day}").format(what=what, day=day_text(flag.day))
    return Item(
        key=f"flag:{flag.kind}:{duty.id if duty is not None else ''}:{flag.day}",
        kind=Kind.FLAG,
        words=" · ".join(part for part in (named, "" if duty is None else may_apply(duty)) if part),
        spoken=", ".join(part for part in parts if part),
        begins=flag.day,
        lane=_("Last days"),
        tone=urgency(flag.day, today),
        source=flag,
    )


def _phase(phase: Phase, words: Words) -> Item:
    name = words.status(phase.code, unaccompanied=phase.unaccompanied)
    told = name
    if phase.over:
        told = _("Establishment time over · {permit}").format(permit=phase.permit)
        name = _("{status}, establishment time over").format(status=name)
    spoken = (name, permit_words(phase.permit, phase.permit_until), period_text(phase.begins, phase.ends))
    return Item(
        key=f"phase:{phase.id}:{phase.over}",
        kind=Kind.PERIOD,
        words=told,
        spoken=", ".join(spoken),
        begins=phase.begins,
        ends=phase.ends,
        lane=_("Legal status"),
        tone="neutral" if phase.over else status_look(phase.code)[0],
        hatched=phase.over,
        source=phase,
    )


def _bar(stretch: Stretch, words: Words, today: date) -> Item:
    name, state = words.intervention(stretch.type), InterventionState(stretch.state)
    ends = stretch.ends
    if stretch.waits and (ends is None or ends < stretch.begins):
        ends = max(today, stretch.begins)
    done_to = {InterventionState.ONGOING: today, InterventionState.COMPLETED: ends}.get(state)
    told = name if state in _UNTOLD else f"{name} · {state_words(state).lower()}"
    return Item(
        key=f"bar:{stretch.id}",
        kind=Kind.BAR,
        words=told,
        spoken=", ".join((name, state_words(state), period_text(stretch.begins, stretch.ends))),
        begins=stretch.begins,
        ends=ends if ends is None or ends >= stretch.begins else stretch.begins,
        lane=words.actor(stretch.actor),
        tone="warn" if stretch.waits else _BAR_TONES.get(state, "neutral"),
        hatched=stretch.waits,
        done_to=done_to,
        source=stretch,
    )


def _month(day: date) -> str:
    months = {1: _("Jan"), 4: _("Apr"), 7: _("Jul"), 10: _("Oct")}
    word = months[day.month]
    return word.lower() if code() == "sv" else word
