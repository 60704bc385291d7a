"""What the calculation window shows of a right, of a last day and of the end of the establishment time."""

from caseworker.domain.journey import Flag, Phase
from caseworker.domain.lawsheet import LawSheet, RightShown
from caseworker.domain.rights import Answer, RightCode
from ui.language import _, day_text
from ui.person.calculation import Calculation
from ui.person.law_presenter import Overlook
from ui.person.right_words import answer_words, certainty_words, days_left, span_words
from ui.words import Words, permit_words

Facts = list[tuple[str, str]]


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
    today, duty = found.journey.day, flag.duty
    last = f"{day_text(flag.day)} ({days_left(flag.day, today)})"
    if duty is None:
        facts: Facts = [(_("Last day"), last)]
        lines = (_("It is the last day of the permit that is recorded under Legal status."),)
        return Calculation(_("The residence permit ends"), _told(facts), lines)
    facts = [
        (_("Last day"), last),
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


def _certainty(certainty: str) -> str:
    return certainty_words(certainty) or _("read in the act's text")


def _told(facts: Facts) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in facts if value)
