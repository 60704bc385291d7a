"""What the calculation window shows of a right, a last day, a step, a period and of what comes for the household."""

from dataclasses import replace
from datetime import date

from caseworker.domain.journey import Flag, Phase, Stretch
from caseworker.domain.lawsheet import DutyShown, LawSheet, RightShown
from caseworker.domain.rights import Answer, RightCode
from caseworker.domain.rows import MemberRow
from ui.calculation import Calculation
from ui.language import _, day_text
from ui.models.journey import Item
from ui.person.household_strip import Member
from ui.person.kin_words import next_of, next_words
from ui.person.law_presenter import Overlook
from ui.person.next_lines import NextLine
from ui.person.right_words import answer_words, certainty_words, days_left, span_words
from ui.person.rights_card import RightLine
from ui.words import Words, permit_words

Facts = list[tuple[str, str]]


def calculation_of(thing: object, found: Overlook, words: Words) -> Calculation:
    """How the thing under the cursor came about: of the journey, a step, a card of the household, or a right."""
    match thing:
        case Item():
            return _of_item(thing, found, words)
        case NextLine():
            return of_line(thing, found, words)
        case Member():
            return of_member(thing.row, thing.duty, found.journey.day, words)
        case RightLine():
            return of_right(thing.right, found.sheet, words)
    return of_sheet(_("Rights"), found.sheet)


def _of_item(item: Item, found: Overlook, words: Words) -> Calculation:
    match item.source:
        case Flag():
            return of_duty(item.source, found, words)
        case Stretch():
            return of_stretch(item.spoken)
        case Phase():
            return of_phase(item.spoken, item.source, found, words) or of_sheet(item.spoken, found.sheet)
    return of_sheet(item.spoken, found.sheet)


def of_right(right: RightShown, sheet: LawSheet, words: Words) -> Calculation:
    """How the answer about a right came about."""
    facts: Facts = [
        (_("On the day"), day_text(sheet.day)),
        (_("Answer"), answer_words(right.answer)),
        (_("Why"), right.why),
        (_("Paragraph"), right.law),
        (_("From and to"), span_words(right.begins, right.ends) if right.answer != Answer.NOT_APPLICABLE else ""),
        (_("The law is known to"), day_text(right.known_to) if right.known_to is not None else ""),
        (_("Responsible"), words.actor(right.responsible) if right.responsible else ""),
        (_("How sure"), _certainty(right.certainty)),
    ]
    return Calculation(right.words, _told(facts), (*right.log, *sheet.log), right.right, sheet.day)


def of_duty(flag: Flag, found: Overlook, words: Words) -> Calculation:
    """How a last day was counted."""
    today = found.journey.day
    if flag.duty is not None:
        return _duty(flag.duty, today, words)
    facts: Facts = [(_("Last day"), _last(flag.day, today))]
    return Calculation(_("The residence permit ends"), _told(facts), (_of_permit(),))


def of_line(line: NextLine, found: Overlook, words: Words) -> Calculation:
    """Where the day of a step comes from."""
    if line.flag is not None:
        return of_duty(line.flag, found, words)
    facts: Facts = [(_("Day"), "" if line.day is None else _last(line.day, found.journey.day))]
    told = (line.told,) if line.told else line.details
    return Calculation(line.what, _told(facts), told)


def of_member(row: MemberRow, duty: DutyShown | None, today: date, words: Words) -> Calculation:
    """Where the day on a card of the household comes from. It is printed from her own file."""
    code, day = next_of(row, today, duty)
    title = next_words(row, today, duty)
    if row.protected is not None or not row.person:
        return Calculation(title, (), (_("It is not told here."),))
    if code == "duty" and duty is not None:
        return replace(_duty(duty, today, words), code="", day=None)
    lines = {
        "errand": _("It is the nearest last day of what the move asks for. It stands under Household in her file."),
        "permit": _of_permit(),
        "eighteen": _("It is counted from the birth date that is recorded."),
        "complete": _("The list in her file tells what is to be completed."),
    }
    facts: Facts = [(_("Day"), "" if day is None else _last(day, today))]
    return Calculation(title, _told(facts), (lines.get(code, _("Nothing with a day is known of her here.")),))


def of_stretch(title: str) -> Calculation:
    """Where the days of an intervention come from."""
    return Calculation(title, (), (_("It is recorded under Interventions & plan. Nothing is worked out."),))


def _duty(duty: DutyShown, today: date, words: Words) -> Calculation:
    facts: Facts = [
        (_("Last day"), "" if duty.last_day is None else _last(duty.last_day, today)),
        (_("Paragraph"), duty.law),
        (_("If it is missed"), duty.lost),
        (_("Responsible"), words.actor(duty.responsible)),
        (_("How sure"), _certainty(duty.certainty)),
    ]
    return Calculation(duty.words, _told(facts), duty.log, duty.id, today)


def of_phase(title: str, phase: Phase, found: Overlook, words: Words) -> Calculation | None:
    """How it is known that the establishment time is over; of another period what is recorded."""
    if phase.over:
        programme = next((one for one in found.sheet.rights if one.right == RightCode.ESTABLISHMENT), None)
        return None if programme is None else of_right(programme, found.sheet, words)
    facts: Facts = [
        (_("Legal status"), words.status(phase.code, unaccompanied=phase.unaccompanied)),
        (_("From and to"), span_words(phase.begins, phase.ends)),
        (_("Permit"), permit_words(phase.permit, phase.permit_until)),
    ]
    return Calculation(title, _told(facts), (_("It is recorded under Legal status. Nothing is worked out."),))


def of_sheet(title: str, sheet: LawSheet) -> Calculation:
    """What concerns all answers of a day."""
    return Calculation(title, ((_("On the day"), day_text(sheet.day)),), sheet.log)


def _last(day: date, today: date) -> str:
    return f"{day_text(day)} ({days_left(day, today)})"


def _of_permit() -> str:
    return _("It is the last day of the permit that is recorded under Legal status.")


def _certainty(certainty: str) -> str:
    return certainty_words(certainty) or _("read in the act's text")


def _told(facts: Facts) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in facts if value)
