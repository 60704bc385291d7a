"""Registered people who may be the one being entered, in words: verdict, facts and reasons. Decides nothing."""

from datetime import date

from caseworker.domain.matching import MAYBE, SAME
from caseworker.domain.rows import Candidate, CandidateReason
from ui.days import birth_text
from ui.language import _
from ui.widgets.steps import Match, Sign
from ui.words import Words, mid_sentence, person_facts


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
    return Match(person.name or _("Name not known"), person.original_name, " · ".join(facts), verdict, tone, reasons)


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


def reason_texts(kind: str, born: str) -> dict[str, str]:
    """Every reason in words, about the number type ``kind`` and the birth date ``born``."""
    told = {
        "same_number": _("Same {kind}"),
        "number_one_digit_off": _("{kind}: one digit differs"),
        "other_number": _("Another {kind}"),
        "same_original_name": _("Same name in its own script"),
        "same_migration_spelling": _("Same spelling at the Migration Agency"),
        "same_name": _("Same name"),
        "same_common_name": _("Same name, one that many have"),
        "similar_name": _("The name sounds alike"),
        "part_of_name": _("The name is the same but shorter or longer"),
        "family_only": _("Like family name, another given name"),
        "other_family_name": _("Like given name, another last name"),
        "other_name": _("Another name"),
        "same_birth_date": _("Same birth date, {born}"),
        "swapped_day_month": _("Born {born}: day and month the other way round"),
        "birth_date_one_off": _("Born {born}: one digit differs"),
        "same_birth_year": _("Born {born}: same year"),
        "birth_year_agrees": _("Born {born}: the year agrees, only one side knows the day"),
        "other_birth_day": _("Born {born}: same year, another day"),
        "near_birth_year": _("Born {born}: a year apart"),
        "birth_years_apart": _("Born {born}: a few years apart"),
        "other_birth_date": _("Born {born}"),
        "other_sex": _("Another sex in the register"),
        "other_language": _("Another language in the register"),
        "same_phone": _("Same telephone"),
        "same_household": _("Same household or address"),
    }
    return {code: words.format(kind=kind, born=born) for code, words in told.items()}
