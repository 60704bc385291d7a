"""What is proposed for one person today, from her file, the law and the catalogue. Not a service."""

from datetime import date

from caseworker import codes, mappingform
from caseworker.domain.early_mapping import Need, needs_of
from caseworker.domain.evaluation import Rules, evaluate
from caseworker.domain.household import ADULT
from caseworker.domain.intervention import InterventionState
from caseworker.domain.intervention_types import InterventionType
from caseworker.domain.law import cite
from caseworker.domain.periods import current
from caseworker.domain.rights import RightAnswer, RightCode
from caseworker.domain.rows import PersonFile
from caseworker.domain.suggestions import DeclineRow, Done, Offer, Requirement, RightToday, Suggestions, suggest
from caseworker.services import _active_law
from caseworker.services._catalogue import catalogue_on
from caseworker.services._law_facts import facts_on
from caseworker.services._plan_sheets import opened_for
from caseworker.store import kept_plans, linking
from caseworker.store.reading import Reader
from caseworker.store.register import Register


def suggestions_for(
    register: Register, reader: Reader, file: PersonFile, by: str
) -> tuple[Suggestions, str, tuple[Need, ...]]:
    """Return what is proposed today, the version of the rules it rests on, and her needs.

    ``file`` is the whole file, and open.
    """
    day, rules = register.today(), _active_law.rules(reader)
    needs, declines = told_of(register, reader, file, by)
    offers = [_offer(one) for one in catalogue_on(reader, day).offered]
    done = [Done(one.type, InterventionState(one.state)) for one in file.interventions]
    rights = _rights(register, reader, file, rules, day)
    return suggest(offers, rights, needs, done, declines, in_place_of(file, day)), rules.version, needs


def told_of(register: Register, reader: Reader, file: PersonFile, by: str) -> tuple[tuple[Need, ...], list[DeclineRow]]:
    """Return needs and declines of every file that is hers."""
    form = mappingform.load()
    needs: dict[str, Need] = {}
    declines: list[DeclineRow] = []
    for one in linking.files_of(reader.connection, file.id):
        words = kept_plans.filled(reader.connection, opened_for(register, reader, one, by), one)
        declines += kept_plans.decline_rows(reader.connection, one, words)
        for need in needs_of(form, kept_plans.mapping_row(reader.connection, one, words)[1]):
            needs.setdefault(need.code, need)
    return tuple(needs.values()), declines


def _rights(
    register: Register, reader: Reader, file: PersonFile, rules: Rules, day: date
) -> dict[RightCode, RightToday]:
    facts = facts_on(file, file.id, day, rules, municipality=register.info.municipality_code)
    found = () if facts is None else evaluate(facts, day, rules).rights
    return {one.right: _today(reader, one, day) for one in found}


def _today(reader: Reader, found: RightAnswer, day: date) -> RightToday:
    row = found.decided.row
    return RightToday(
        right=found.right,
        answer=found.answer,
        law="" if row is None else row.rule.law,
        cites=() if row is None else row.rule.cites,
        why="" if row is None else row.sv,
        ends=found.ends,
        certainty=found.decided.certainty,
        responsible="" if row is None else _active_law.actor_of(reader, row.responsible, day),
    )


def _offer(kind: InterventionType) -> Offer:
    facts = {one.code: one.given_by for one in codes.needed_facts()}
    return Offer(
        type=kind.code,
        actor=kind.actor,
        right=RightCode(kind.right) if kind.right else None,
        requires=tuple(Requirement(one, facts.get(one, (one,))) for one in kind.requires),
        cites=tuple(cite(one) for one in kind.law),
        payer=kind.payer,
        needs=frozenset(need.code for need in mappingform.load().needs if kind.code in need.interventions),
    )


def in_place_of(file: PersonFile, day: date) -> frozenset[str]:
    """Return the facts of the catalogue that the file itself shows."""
    found = set()
    if any(one.type == "personnummer" and one.ends is None for one in file.identifiers):
        found.add("personnummer")
    if current(file.addresses, day) is not None:
        found.add("adress")
    youngest = [one.born for one in file.household if one.person != file.id and one.born is not None]
    if all((day - born).days > ADULT * 366 for born in youngest):
        found.add("barnomsorg")  # nobody in the household needs it
    return frozenset(found)
