"""Registered people who may be the one being entered, in words: verdict, facts and reasons. Decides nothing."""

from datetime import date

from caseworker.domain.matching import MAYBE, SAME
from caseworker.domain.rows import Candidate, CandidateReason
from ui.days import birth_text
from ui.language import _
from ui.reasons import reason_texts as reason_texts
from ui.widgets.steps import Match, Sign
from ui.words import Words, mid_sentence, person_facts, shown_name


def match_of(candidate: Candidate, words: Words, today: date) -> Match:
    """Return one candidate as its card shows it."""
    person = candidate.person
    facts = [person_facts(person.sex, person.born, today), mid_sentence(words.status(person.status))]
    if person.number:
        facts.append(person.number)
    if person.caseworker:
        facts.append(_("handled by {name}").format(name=person.caseworker))
    verdict, tone = _verdict(candidate)
    reasons = tuple((Sign(reason.sign), _reason(reason, candidate, words)) for reason in candidate.reasons)
    return Match(
        shown_name(person.name, person.case_number, None),
        person.original_name,
        " · ".join(facts),
        verdict,
        tone,
        reasons,
    )


def _verdict(candidate: Candidate) -> tuple[str, str]:
    if candidate.same_number:
        return _("Same number"), "danger"
    if candidate.likeness == SAME:
        return _("Probably the same person"), "warn"
    if candidate.likeness == MAYBE:
        return _("May be the same"), "neutral"
    return _("Probably a relative"), "neutral"


def _reason(reason: CandidateReason, candidate: Candidate, words: Words) -> str:
    person = candidate.person
    kind = mid_sentence(words.identifier(dict(reason.params).get("type", "")))
    born = birth_text(person.born, person.born_precision)
    sentence = reason_texts(kind, born)[reason.code]
    return sentence[:1].upper() + sentence[1:]
