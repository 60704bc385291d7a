"""Households, relations, warnings and errands in words: for chips, lists, cards and what a screen reader says."""

import re
from collections.abc import Sequence
from datetime import date

from caseworker.domain.daycount import age_on
from caseworker.domain.household import (
    ADULT,
    DECIDES_FOR_CHILD,
    Oddity,
    RelationGround,
    RelationKind,
    next_thing,
)
from caseworker.domain.lawsheet import DutyShown
from caseworker.domain.periods import covers
from caseworker.domain.protection import age_band
from caseworker.domain.rows import ErrandRow, MemberRow, NoContactRow, PersonFile, RelationRow
from ui.language import _, day_text, ngettext
from ui.person.duty_words import may_apply, short_duty
from ui.person.right_words import certainty_words
from ui.warning_words import shown_other
from ui.widgets.card_strip import Card
from ui.words import Words, status_look

_DAY = re.compile(r"\b(\d{1,2}) (\w+) (\d{4})\b")  # stays on one line


def ground_words(ground: str) -> str:
    """What was decided about a relation."""
    words = {
        RelationGround.NONE: _("Nothing decided"),
        RelationGround.PATERNITY: _("Parenthood established"),
        RelationGround.ADOPTION: _("Adoption"),
        RelationGround.CUSTODY: _("Agreement on custody, residence or contact"),
        RelationGround.PLACED: _("The child is placed outside the home"),
    }
    return words[RelationGround(ground)]


def oddity_words(oddity: str) -> str:
    """What looks wrong about a relation that was saved."""
    words = {
        Oddity.PARENT_YOUNGER: _("The parent is not older than the child."),
        Oddity.PARENT_VERY_YOUNG: _("The parent is less than twelve years older than the child."),
        Oddity.CYCLE: _("Somebody becomes a parent of her own parent."),
        Oddity.TWO_PARTNERS: _("One of them has another partner recorded."),
        Oddity.GUARDIAN_IS_CHILD: _("Who decides for the child is under 18."),
    }
    return words[Oddity(oddity)]


def question_words(question: str) -> str:
    """A question of erasing that was answered otherwise before."""
    words = {
        "parentage": _("parenthood"),
        "child_placed": _("a placed child"),
        "custody": _("custody, residence or contact"),
        "about_other_child": _("which child an agreement is about"),
    }
    return words[question]


def recorded_words(oddities: Sequence[str], contradicted: Sequence[str]) -> str:
    """What is to be looked at after a relation was saved, "" when nothing."""
    told = [oddity_words(one) for one in oddities]
    if told:
        told.append(_("It is saved. Check the birth dates and the relation."))
    if contradicted:
        asked = ", ".join(question_words(one) for one in contradicted)
        told.append(
            _("For erasure it is recorded otherwise about {what}. That answer stands. Look at it.").format(what=asked)
        )
    return " ".join(told)


def running_warnings(file: PersonFile, today: date) -> list[NoContactRow]:
    """Return the warnings that hold today."""
    return [row for row in file.no_contacts if covers(row, today)]


def deciders(file: PersonFile, today: date) -> list[tuple[str, str]]:
    """Return who decides for a child today, as label and name; nobody for a grown person."""
    age = age_on(file.born, today)
    if age is None or age >= ADULT:
        return []
    found: list[RelationRow] = []
    for kind in DECIDES_FOR_CHILD:
        found += [row for row in file.relations if row.kind == kind and covers(row, today)]
    labels = {
        RelationKind.APPOINTED_GUARDIAN: _("Appointed guardian"),
        RelationKind.GOD_MAN: _("God man"),
        RelationKind.GUARDIAN: _("Legal guardian"),
    }
    return [(labels[RelationKind(row.kind)], shown_other(row.name, row.case_number)) for row in found]


def age_words(row: MemberRow, today: date) -> str:
    """Age, or the band of a protected person."""
    if row.protected is not None:
        band = age_band(row.protected.age_from)
        if band is None:
            return ""
        first, last = band
        return _("{first}–{last} years").format(first=first, last=last) if last else _("{n}+ years").format(n=first)
    age = age_on(row.born, today)
    return "" if age is None else _("{n} years").format(n=age)


def next_words(row: MemberRow, today: date, duty: DutyShown | None = None) -> str:
    """What comes next for somebody of the household; ``duty`` is her nearest last day by law."""
    if row.protected is not None:
        return _("protected details")
    if not row.person:
        return _("in another unit")
    code, day = next_of(row, today, duty)
    words = {
        "duty": _("{what}, {day}"),
        "errand": _("after the move, {day}"),
        "permit": _("permit to {day}") if day is None or day >= today else _("permit ended {day}"),
        "eighteen": _("turns 18 on {day}"),
        "complete": _("details to complete"),
        "": _("nothing with a day"),
    }
    parts = () if duty is None else (short_duty(duty), may_apply(duty), certainty_words(duty.certainty))
    what = " · ".join(part for part in parts if part)
    return words[code].format(what=what, day=day_text(day) if day else "")


def next_of(row: MemberRow, today: date, duty: DutyShown | None) -> tuple[str, date | None]:
    """Return which of what is known to come is the nearest, and its day."""
    return next_thing(
        born=row.born,
        permit_until=row.permit_until,
        errand_due=row.errand_due,
        complete=row.complete,
        today=today,
        duty_due=None if duty is None else duty.last_day,
    )


def member_card(words: Words, row: MemberRow, own: str, today: date, duty: DutyShown | None = None) -> Card:
    """Somebody of the household as a card; ``own`` is whose file is shown."""
    status = words.status(row.status, unaccompanied=row.unaccompanied) if row.status else _("Status not known")
    return Card(
        title=shown_other(row.name, row.case_number),
        right=age_words(row, today),
        chip=status if row.person else "",
        tone=status_look(row.status)[0],
        foot=_DAY.sub("\\1\u00a0\\2\u00a0\\3", next_words(row, today, duty)),
        icon="shield-alert" if row.protected is not None else "",
        own=row.person == own,
    )


def spoken_member(words: Words, row: MemberRow, own: str, today: date, duty: DutyShown | None = None) -> str:
    """The same in one sentence."""
    card = member_card(words, row, own, today, duty)
    this = _("this file") if card.own else ""
    return ", ".join(part for part in (card.title, card.right, card.chip, next_words(row, today, duty), this) if part)


def household_note(file: PersonFile, words: Words) -> str:
    """How many live together, with how many different statuses, and where."""
    now = [row for row in file.household if row.ends is None]
    told = [ngettext("{n} person", "{n} people", len(now)).format(n=len(now))]
    statuses = {words.status(row.status) for row in now if row.status}
    if len(statuses) > 1:
        many = ngettext("{n} legal status", "{n} different legal statuses", len(statuses))
        told[0] = f"{told[0]}, {many.format(n=len(statuses))}"
    address = next((one for one in file.addresses if one.ends is None), None)
    if address is not None:
        told.append(address.street)
    return " · ".join(told)


def errand_state(row: ErrandRow, today: date) -> str:
    """By when, or who settled it when."""
    if row.done is not None:
        return _("done {day} by {name}").format(day=day_text(row.done), name=row.done_by)
    if row.due is None:
        return _("no last day known")
    return _("last day {day}").format(day=day_text(row.due))
