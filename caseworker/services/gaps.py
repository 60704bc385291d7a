"""The gap detector (mellan stolarna): what nobody does for a person, what lies long with another, who waits for whom.

For one person from her file, and counted over everybody with an open case within reach.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseworker import codes, deadlock_rules, i18n, law_words, mappingform
from caseworker.domain.access import User
from caseworker.domain.early_mapping import needs_of
from caseworker.domain.evaluation import Rules, evaluate
from caseworker.domain.facts import Facts
from caseworker.domain.gaps import (
    CHILD_CARE,
    Between,
    Fallen,
    GapRules,
    Situation,
    asked_of,
    between_chairs,
    closed_to,
    in_place,
    is_small_child,
)
from caseworker.domain.ids import PersonId
from caseworker.domain.lead_times import LeadTime, lead_times
from caseworker.domain.periods import covers
from caseworker.domain.person import Sex
from caseworker.domain.rights import RightAnswer, RightCode
from caseworker.domain.rows import CodeRow, PersonFile, PersonRow
from caseworker.services import _active_law
from caseworker.services._catalogue import catalogue_on
from caseworker.services._law_facts import facts_of_people, facts_on
from caseworker.services._suggesting import in_place_of, told_of
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store import between, intervention_rows
from caseworker.store.between import Active, Everybody
from caseworker.store.reading import Reader
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class GapLink:
    """One step of a deadlock: ``type`` asks for ``needs``. ``why`` is what the actor has said, "" of the catalogue.

    ``certainty`` is of what the actor has said, "" of the catalogue.
    """

    type: str
    needs: CodeRow
    why: CodeRow
    certainty: str


@dataclass(frozen=True, slots=True)
class GapShown:
    """One thing between the chairs. ``words`` names the right, the need or the deadlock; a wait has its actor's.

    ``law`` and ``certainty`` are of a right, ``told`` of a need; ``type``, ``since`` and ``days`` of a wait, with how
    long that step usually takes.
    """

    kind: Between
    code: str
    words: CodeRow
    law: str = ""
    certainty: str = ""
    told: date | None = None
    type: str = ""
    since: date | None = None
    days: int = 0
    usual: LeadTime | None = None
    links: tuple[GapLink, ...] = ()


@dataclass(frozen=True, slots=True)
class GapSheet:
    """What falls between the chairs of one person on ``day``. ``closed``: her details are hidden.

    ``usual``: how long the steps of the types she has usually take in the office, where enough have been taken.
    """

    person: str
    day: date
    closed: bool = False
    gaps: tuple[GapShown, ...] = ()
    usual: tuple[LeadTime, ...] = ()


@dataclass(frozen=True, slots=True)
class GapTally:
    """How many people with an open case have one thing between the chairs; ``unknown`` is of sex not known."""

    kind: Between
    code: str
    words: CodeRow
    women: int
    men: int
    unknown: int

    @property
    def people(self) -> int:
        """Return how many they are together."""
        return self.women + self.men + self.unknown


@service(needs="person.read", record="person", retention="session", writes=False)
def read_gaps(register: Register, *, person: PersonId, by: User) -> GapSheet:
    """Return what falls between the chairs of a person today, the most pressing first.

    Raises ``Refused("person.unknown" | "access.out_of_reach")``.
    """
    today = register.today()
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        if file.is_closed:
            return GapSheet(file.id, today, closed=True)
        one = _situation(register, reader, file, by)
        found = between_chairs(one, _rules(reader, today), today)
        usual = _usual(reader, {put.type for put in file.interventions})
        return GapSheet(file.id, today, gaps=tuple(_shown(fallen, usual) for fallen in found), usual=usual)


@service(needs="person.read", record="person", retention="session", writes=False)
def count_gaps_between(register: Register, *, by: User) -> tuple[GapTally, ...]:
    """Return what falls between the chairs in open cases within the caller's reach, by women and men.

    The most pressing kind first, of each kind what most people have. What is sealed of protected persons is not known
    here: they are counted by their rights and waits alone.
    """
    counted: dict[tuple[Between, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with register.read() as reader:
        for one, found in _everybody(register, reader):
            for key in found:
                counted[key][one.sex] += 1
    tallies = [
        GapTally(kind, code, _words(kind, code), of[Sex.WOMAN], of[Sex.MAN], of[Sex.UNKNOWN])
        for (kind, code), of in counted.items()
    ]
    order = list(Between)
    return tuple(sorted(tallies, key=lambda one: (order.index(one.kind), -one.people, one.code)))


@service(needs="person.read", record="person", retention="session", writes=False)
def list_people_in_gap(register: Register, *, kind: Between, code: str, by: User) -> tuple[PersonRow, ...]:
    """Return the people within reach whose open case has this between the chairs, in the order of lists."""
    with register.read() as reader:
        found = [one.line for one, found in _everybody(register, reader) if (kind, code) in found]
        return tuple(reader.rows_by_line(found))


@service(needs="person.read", record="person", retention="session", writes=False)
def list_lead_times(register: Register, *, by: User) -> tuple[LeadTime, ...]:
    """Return how many days each step of each type usually takes in the office, by type and along the road.

    Medians of five steps or more, of all and of women and men apart; a step that fewer have taken is left out. Nothing
    else is told of whom they are.
    """
    with register.read() as reader:
        return _usual(reader)


def _everybody(register: Register, reader: Reader) -> list[tuple[Active, set[tuple[Between, str]]]]:
    """Return everybody within reach with an open case, with what falls between the chairs of each."""
    today, connection = register.today(), reader.connection
    people = between.active(connection)
    reached = set(reader.within_reach([one.line for one in people]))
    rules, law = _rules(reader, today), _active_law.rules(reader)
    known = dict(facts_of_people(reader, today, law))
    read = between.everybody(connection, today)
    return [
        (
            one,
            {
                (fallen.kind, fallen.code)
                for fallen in between_chairs(_seen(one.person, read, known.get(one.person), law, today), rules, today)
            },
        )
        for one in people
        if one.line in reached
    ]


def _seen(person: str, read: Everybody, facts: Facts | None, law: Rules, today: date) -> Situation:
    """Return one person as open rows tell her."""
    children = read.children.get(person, set())
    cared_for = {child for child in children if _has_care(_there(read, child))}
    whom, cared = asked_of(children, cared_for)
    return Situation(
        rights=_rights(facts, today, law),
        needs=needs_of(mappingform.load(), read.answers.get(person, {})),
        interventions=read.interventions.get(person, ()),
        facts=cared | read.facts.get(person, set()),
        whom=whom,
        closed=closed_to(facts.settlement if facts is not None else ""),
        standing_known=person not in read.protected,
    )


def _situation(register: Register, reader: Reader, file: PersonFile, by: User) -> Situation:
    """Return one person as her open file tells her."""
    today = register.today()
    children = {
        one.person
        for one in file.household
        if one.person not in ("", file.id) and covers(one, today) and is_small_child(one.born, today)
    }
    rows = {child: intervention_rows.of_person(reader.connection, child) for child in children}
    whom, cared = asked_of(children, {child for child in children if _has_care(in_place(rows[child]))})
    law = _active_law.rules(reader)
    facts = facts_on(file, file.id, today, law, municipality=register.info.municipality_code)
    return Situation(
        rights=_rights(facts, today, law),
        needs=told_of(register, reader, file, by.id)[0],
        interventions=file.interventions,
        facts=in_place_of(file, today) | cared,
        whom=whom,
        closed=closed_to(facts.settlement if facts is not None else ""),
    )


def _there(read: Everybody, person: str) -> frozenset[str]:
    return in_place(read.interventions.get(person, ()))


def _has_care(types: frozenset[str]) -> bool:
    return any(fact.code == CHILD_CARE and not types.isdisjoint(fact.given_by) for fact in codes.needed_facts())


def _rights(facts: Facts | None, today: date, law: Rules) -> tuple[RightAnswer, ...]:
    return () if facts is None else evaluate(facts, today, law).rights


def _rules(reader: Reader, today: date) -> GapRules:
    catalogue = catalogue_on(reader, today)
    waits = deadlock_rules.load()
    return GapRules(
        offered=frozenset(one.code for one in catalogue.offered),
        fulfils={one.code: one.right for one in catalogue.known if one.right},
        meets={need.code: need.interventions for need in mappingform.load().needs},
        requirements=waits.requirements,
        givers=waits.givers,
    )


# In words
def _shown(one: Fallen, usual: Iterable[LeadTime]) -> GapShown:
    row = None if one.answer is None else one.answer.decided.row
    return GapShown(
        kind=one.kind,
        code=one.code,
        words=_words(one.kind, one.code),
        law="" if row is None else row.rule.law,
        certainty="" if row is None else row.rule.certainty.value,
        told=one.told,
        type=one.type,
        since=one.since,
        days=one.days,
        usual=next((time for time in usual if (time.type, time.state) == (one.type, one.state)), None),
        links=() if one.deadlock is None else tuple(_links(one)),
    )


def _usual(reader: Reader, types: Iterable[str] | None = None) -> tuple[LeadTime, ...]:
    """Return how long the steps of all types, or of these, usually take, but where too few have taken them."""
    found = lead_times(between.walked(reader.connection, types))
    return tuple(time for time in found if time.everybody is not None)


def _links(one: Fallen) -> Iterable[GapLink]:
    said = {practice.requires: practice for practice in deadlock_rules.load().practices}
    for link in one.deadlock.links if one.deadlock is not None else ():
        practice = said.get(link.required)
        why = CodeRow("", link.required.sv, "" if practice is None else practice.en)
        certainty = "" if practice is None else practice.certainty.value
        yield GapLink(link.required.type, _needed(link.required.needs), why, certainty)


def _needed(code: str) -> CodeRow:
    """Return the words of a type or a fact of the catalogue."""
    fact = next((one for one in codes.needed_facts() if one.code == code), None)
    found = fact or codes.intervention_type(code)
    return CodeRow(code, found.sv, found.en)


def _words(kind: Between, code: str) -> CodeRow:
    if kind is Between.DEADLOCK:
        return _round_words(code)
    if kind is Between.WAITING:
        return codes.actor(code)
    if kind is Between.NEED:
        need = next(one for one in mappingform.load().needs if one.code == code)
        return CodeRow(code, need.sv, need.en)
    english = law_words.RIGHTS[RightCode(code)]
    return CodeRow(code, i18n.swedish(english), english)


def _round_words(code: str) -> CodeRow:
    """Return the name of a deadlock that is known, else the types in it."""
    types = code.split("+")
    known = next((one for one in deadlock_rules.load().known if one.round == set(types)), None)
    if known is not None:
        return CodeRow(code, known.sv, known.en)
    rows = [_needed(one) for one in types]
    return CodeRow(code, " · ".join(row.sv for row in rows), " · ".join(row.en for row in rows))
