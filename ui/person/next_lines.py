"""Everything that comes for one person as lines, in the order of Idag: last days, promises, visits, interventions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from caseworker.domain.agenda import BOOK_WITHIN, InterpreterWay, ThingKind, VisitOutcome
from caseworker.domain.duties import Loss
from caseworker.domain.journey import Flag, Journey
from caseworker.domain.tasks import order_of
from caseworker.services.agenda import PersonAgenda, ReminderRow, VisitRow
from ui.agenda_words import visit_words, way_words, wish_words
from ui.language import _, day_text
from ui.person.duty_words import depends_words, short_duty
from ui.person.journey_items import flag_words
from ui.person.right_words import certainty_words, kept_together, urgency
from ui.words import Words

_ICONS = {Loss.PROTECTION: "shield-alert", Loss.LAW: "flag", Loss.MONEY: "flag", Loss.QUALITY: "clock"}


@dataclass(frozen=True, slots=True)
class NextLine:
    """One step: what, its day if it has one, and the last day by law it is of.

    ``key`` names it for who says that it is done or puts it off, never past ``latest``; "" where that is done in its
    place, the tab ``tab``. ``told`` says where the day comes from when no law gives it.
    """

    what: str
    day: date | None
    details: tuple[str, ...] = ()
    lost: str = ""
    icon: str = "clock"
    tone: str = "neutral"
    flag: Flag | None = None
    loss: Loss = Loss.QUALITY
    key: str = ""
    latest: date | None = None
    tab: str = ""
    told: str = ""


def lines_of(journey: Journey, agenda: PersonAgenda, words: Words) -> list[NextLine]:
    """Return what comes and is not done, as Idag puts it in order; what lies far ahead by its day."""
    today = journey.day
    found = [
        *(_of_flag(flag, words, today) for flag in journey.flags),
        *(_of_reminder(one, today) for one in agenda.reminders if one.done is None),
        *_of_visits(agenda.visits, words, today),
        *_of_interventions(journey, words),
    ]
    return sorted(found, key=lambda line: (*order_of(line.day, line.loss, today), line.what))


def _of_flag(flag: Flag, words: Words, today: date) -> NextLine:
    duty, tone = flag.duty, urgency(flag.day, today)
    if duty is None:
        return NextLine(flag_words(flag), flag.day, icon="flag", tone=tone, flag=flag, loss=Loss.LAW, tab="status")
    loss = Loss(duty.loss)
    later = flag.later if flag.later is not None and flag.later > today else None
    parts = (
        kept_together(duty.law),
        words.actor(duty.responsible),
        certainty_words(duty.certainty),
        depends_words(duty),
        _("put off to {day}").format(day=day_text(later)) if later is not None else "",
    )
    return NextLine(
        short_duty(duty), flag.day, _told(parts), duty.lost, _ICONS[loss], tone, flag, loss, flag.key, latest=flag.day
    )


def _of_reminder(one: ReminderRow, today: date) -> NextLine:
    told = _("A reminder that was written down here. Its day was chosen, not worked out.")
    key = f"{ThingKind.REMINDER} {one.id}"
    what, tone = one.text or _("A reminder"), urgency(one.day, today)
    return NextLine(what, one.day, _told((one.name,)), icon="check", tone=tone, key=key, told=told)


def _of_visits(visits: Iterable[VisitRow], words: Words, today: date) -> Iterator[NextLine]:
    for one in visits:
        if one.outcome is not VisitOutcome.OPEN:
            continue
        yield _of_visit(one, words, today)
        if one.interpreter is not InterpreterWay.NONE and one.booked is None:
            yield _of_interpreter(one, words, today)


def _of_visit(one: VisitRow, words: Words, today: date) -> NextLine:
    what = visit_words(one.kind)
    if one.at:
        what = _("{what} at {time}").format(what=what, time=one.at)
    interpreter = ""
    if one.interpreter is not InterpreterWay.NONE:
        interpreter = _("interpreter booked") if one.booked is not None else _("interpreter not booked")
    parts = _told((one.text, one.place, interpreter, _wished(one, words) if interpreter else "", one.name))
    told = _("A visit that was booked here. Its day was chosen, not worked out.")
    tone, key = urgency(one.day, today), f"{ThingKind.VISIT} {one.id}"
    return NextLine(what, one.day, parts, icon="users", tone=tone, key=key, told=told)


def _of_interpreter(one: VisitRow, words: Words, today: date) -> NextLine:
    day = one.day - timedelta(days=BOOK_WITHIN)
    told = _("An interpreter is to be booked {n} days before the visit at the latest.").format(n=BOOK_WITHIN)
    return NextLine(
        _("Book an interpreter for the visit {day}").format(day=day_text(one.day)),
        day,
        _told((way_words(one.interpreter), _wished(one, words), one.at)),
        _("The visit cannot be held"),
        "languages",
        urgency(day, today),
        key=f"{ThingKind.INTERPRETER} {one.id}",
        latest=one.day,
        told=told,
    )


def _of_interventions(journey: Journey, words: Words) -> Iterator[NextLine]:
    today = journey.day
    told = _("It is the day that is recorded under Interventions & plan. Nothing is worked out.")
    for one in journey.stretches:
        name, who = words.intervention(one.type), (words.actor(one.actor),)
        if not one.waits and one.begins > today:
            text = _("{what} begins").format(what=name)
            yield NextLine(text, one.begins, who, tab="interventions", told=told)
        elif one.ends is not None and one.ends >= today:
            text = _("{what} ends").format(what=name)
            yield NextLine(text, one.ends, who, tab="interventions", told=told)


def _wished(one: VisitRow, words: Words) -> str:
    language = words.language(one.language) if one.language else ""
    return ", ".join(_told((language, wish_words(one.wish))))


def _told(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part for part in parts if part)
