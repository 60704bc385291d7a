"""What is proposed for a person (Föreslås nu). The program proposes; adding it is an intervention like any other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import uuid_utils

from caseworker import codes, mappingform
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.early_mapping import Audience, Need, NeedKind, audience_of
from caseworker.domain.enrolment import tidy
from caseworker.domain.ids import PersonId
from caseworker.domain.law import cited
from caseworker.domain.rows import CodeRow, PersonFile
from caseworker.domain.suggestions import Decline, LeftOut, Suggestion
from caseworker.errors import Refused
from caseworker.services import _active_law
from caseworker.services._plan_sheets import children_of
from caseworker.services._suggesting import suggestions_for
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store.reading import Reader
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class SuggestionShown:
    """One suggestion: ``law`` is what the intervention rests on, "" for a voluntary undertaking that ``payer`` pays.

    ``right`` is a code, ``right_law`` and ``why`` what the law says of it, ``responsible`` who has it, in words.
    """

    type: str
    actor: str
    needs: tuple[Need, ...]
    right: str
    answer: str
    right_law: str
    why: str
    certainty: str
    responsible: str
    law: str
    payer: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class ChildSuggestions:
    """How many suggestions wait in the file of one of her children; ``name`` is as the file shows the child."""

    person: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class SuggestionSheet:
    """What is proposed on ``day``, the most urgent first, and what is not. ``closed``: her details are hidden.

    ``children`` only tells of other files: what is proposed for a child stands in the child's own.
    """

    person: str
    day: date
    closed: bool = False
    lawbook: str = ""
    proposed: tuple[SuggestionShown, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    needs: tuple[Need, ...] = ()
    need_kinds: tuple[NeedKind, ...] = ()
    facts: tuple[CodeRow, ...] = ()  # what must be in place and is no type, in words
    children: tuple[ChildSuggestions, ...] = ()


@service(needs="person.read", record="person", retention="session", writes=False)
def list_suggestions(register: Register, *, person: PersonId, by: User) -> SuggestionSheet:
    """Return what is proposed for a person today, and why the rest is not.

    Raises ``Refused("person.unknown" | "access.out_of_reach")``.
    """
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        if file.is_closed:
            return SuggestionSheet(file.id, register.today(), closed=True)
        found, version, needs = suggestions_for(register, reader, file, by.id)
        titles = {act.number: act.title for act in _active_law.book(reader).rules.acts.values()}
        shown = tuple(_shown(one, titles) for one in found.proposed)
        kinds = mappingform.load().needs
        facts = tuple(CodeRow(one.code, one.sv, one.en) for one in codes.needed_facts())
        children = tuple(_children(register, reader, file, by))
        return SuggestionSheet(
            file.id, register.today(), False, version, shown, found.left_out, needs, kinds, facts, children
        )


@service(needs="intervention.record", record="person", retention="case", undo="decline")
def decline_suggestion(register: Register, *, person: PersonId, type: str, reason: str, by: User) -> Changes:
    """Say that a suggestion does not suit, and why; it is made again only when what it rests on has changed.

    Raises ``Refused`` with ``suggestion.no_reason``, ``suggestion.not_proposed`` or ``protection.closed``.
    """
    reason = tidy(reason)
    if not reason:
        raise Refused("suggestion.no_reason")
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        if file.is_closed:
            raise Refused("protection.closed")
        found, version, _needs = suggestions_for(register, reader, file, by.id)
    made = next((one for one in found.proposed if one.offer.type == type), None)
    if made is None:
        raise Refused("suggestion.not_proposed")
    with register.change(by=by) as tx:
        tx.people.get(person)
        kept = Decline(str(uuid_utils.uuid7()), person, type, reason, made.basis, version, register.clock(), by.id)
        tx.add(kept)
        tx.note(Event("suggestion.declined", person, {"decline": kept.id, "type": type, "lawbook": version}))
        tx.touched(person=person)
        return tx.commit(created=kept.id)


def _children(register: Register, reader: Reader, file: PersonFile, by: User) -> Iterator[ChildSuggestions]:
    """Yield the children with something proposed; a protected one only in the file of somebody sealed with her."""
    today = register.today()
    for relation in children_of(file):
        child = whole_file(register, reader, relation.other, by)
        hidden = child.is_closed or (child.protected is not None and file.protected is None)
        if hidden or audience_of(child.born, today) is not Audience.CHILD or child.closed is not None:
            continue
        count = len(suggestions_for(register, reader, child, by.id)[0].proposed)
        if count:
            yield ChildSuggestions(child.id, relation.name or relation.case_number, count)


def _shown(one: Suggestion, titles: dict[str, str]) -> SuggestionShown:
    right = one.right
    return SuggestionShown(
        type=one.offer.type,
        actor=one.offer.actor,
        needs=one.needs,
        right="" if right is None else right.right.value,
        answer="" if right is None else right.answer.value,
        right_law="" if right is None else right.law,
        why="" if right is None else right.why,
        certainty="" if right is None else right.certainty.value,
        responsible="" if right is None else right.responsible,
        law=cited(one.offer.cites, titles),
        payer=one.offer.payer,
        last_day=one.last_day,
    )
