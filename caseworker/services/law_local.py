"""The municipality's own rules (kommunens regler), and who in the municipality is responsible for what.

Only rights and limits of duties can be decided here; amounts are the law's. Nothing is taken away: a rule is ended by a
last day, and what it said stays to be read.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

import uuid_utils

from caseworker import codes
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.domain.ids import StaffId
from caseworker.domain.law import Cite, cite, cited
from caseworker.domain.local_law import LOCAL_ANSWERS, LimitUnit, LocalKind, LocalRule, require_fits
from caseworker.domain.responsibility import Responsible, making_room, responsible_on
from caseworker.domain.rights import Answer
from caseworker.errors import Refused
from caseworker.lawbook_files import LawBook
from caseworker.services import _active_law
from caseworker.services.registry import service
from caseworker.store import law_rows
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

_LONGEST = 400
_MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class EnteredRule:
    """What an administrator writes. ``target`` is a right or a duty; ``answer`` and ``words`` are of a right.

    ``law`` holds one or several paragraphs (``2010:800 29:13; 2016:38 5``), ``reason`` why the municipality says so.
    """

    kind: LocalKind
    target: str
    statuses: tuple[str, ...]
    law: str
    reason: str
    begins: date
    ends: date | None = None
    answer: Answer | None = None
    words: str = ""
    length: int = 0
    unit: LimitUnit | None = None


@dataclass(frozen=True, slots=True)
class LocalRuleShown:
    """A rule of the municipality for a list. ``target_words`` names a duty in the lawbook's Swedish, "" for a right."""

    id: str
    kind: str
    target: str
    target_words: str
    statuses: tuple[str, ...]
    answer: str
    length: int
    unit: str
    words: str
    law: str
    reason: str
    begins: date
    ends: date | None
    made: datetime
    made_by: str
    holds: bool  # today


@dataclass(frozen=True, slots=True)
class AreaShown:
    """An area of responsibility with the lawbook's usual actor and, where the municipality has said so, its own."""

    area: str
    sv: str
    en: str
    usual: str  # an actor's code
    own: Responsible | None
    history: tuple[Responsible, ...]


@service(needs="law.read", record="register", retention="register", writes=False)
def list_local_rules(register: Register, *, by: User) -> tuple[LocalRuleShown, ...]:
    """Return the municipality's rules, also those that have ended, the newest first."""
    today = register.today()
    with register.read() as reader:
        book = _active_law.book(reader)
        names = {one.id: one.name for one in reader.staff()}
        rules = law_rows.local_rules(reader.connection)
    titles = {act.number: act.title for act in book.rules.acts.values()}
    duties = {row.duty: row.short for row in reversed(book.rules.rules.duties)}
    return tuple(
        LocalRuleShown(
            id=one.id,
            kind=one.kind.value,
            target=one.target,
            target_words=duties.get(one.target, ""),
            statuses=one.statuses,
            answer=one.answer.value if one.answer else "",
            length=one.length,
            unit=one.unit.value if one.unit else "",
            words=one.words,
            law=cited(one.law, titles),
            reason=one.reason,
            begins=one.begins,
            ends=one.ends,
            made=one.made,
            made_by=names.get(StaffId(one.made_by), ""),
            holds=one.begins <= today and (one.ends is None or today <= one.ends),
        )
        for one in reversed(rules)
    )


@service(needs="law.change", record="register", retention="register")
def add_local_rule(register: Register, *, entered: EnteredRule, by: User) -> Changes:
    """Keep a rule of the municipality.

    Raises ``Refused`` with ``law.unknown_target | no_statuses | bad_answer | bad_limit | no_reason | cite |
    local_overlap | duty_not_known | limit_later`` or ``period.backwards``.
    """
    with register.change(by=by) as tx:
        book = _active_law.book(tx.reader)
        others = law_rows.local_rules(tx.connection)
        rule = _made(tx, book, entered)
        require_fits(rule, others, book.rules.rules)
        law_rows.add_local(tx.connection, rule)
        tx.note(Event("law.local_added", rule.id, {"rule": entered}))
        return tx.commit(created=rule.id)


@service(needs="law.change", record="register", retention="register")
def end_local_rule(register: Register, *, rule: str, last_day: date, reason: str, by: User) -> Changes:
    """Let a rule of the municipality hold to ``last_day``; it may be ended sooner again, never later.

    Raises ``Refused`` with ``law.unknown_rule``, ``law.ended``, ``law.no_reason`` or ``period.backwards``.
    """
    why = _words(reason)
    with register.change(by=by) as tx:
        known = {one.id: one for one in law_rows.local_rules(tx.connection)}
        if rule not in known:
            raise Refused("law.unknown_rule")
        one = known[rule]
        if last_day < one.begins:
            raise Refused("period.backwards", begins=one.begins, ends=last_day)
        if one.ends is not None and last_day >= one.ends:
            raise Refused("law.ended", ends=one.ends)
        no = law_rows.change_number(tx.connection) + 1
        law_rows.end_local(tx.connection, rule, no, last_day, reason=why, at=tx.at, by=by.id)
        tx.note(Event("law.local_ended", rule, {"last_day": last_day, "reason": why}))
        return tx.commit()


@service(needs="law.read", record="register", retention="register", writes=False)
def list_responsible(register: Register, *, by: User) -> tuple[AreaShown, ...]:
    """Return every area of responsibility in the lawbook's order, and who has it today."""
    today = register.today()
    with register.read() as reader:
        areas = _active_law.book(reader).rules.areas.values()
        rows = law_rows.responsible_rows(reader.connection)
    return tuple(
        AreaShown(
            area=area.code,
            sv=area.sv,
            en=area.en,
            usual=area.actor,
            own=responsible_on(rows, area.code, today),
            history=tuple(row for row in reversed(rows) if row.area == area.code),
        )
        for area in areas
    )


@service(needs="law.change", record="register", retention="register")
def set_responsible(
    register: Register, *, area: str, actor: str, name: str, contact: str, begins: date, by: User
) -> Changes:
    """Say who is responsible for an area from a day on: an ``actor`` of the list, or a ``name`` of one's own.

    Who had it until then has it to the day before. Raises ``Refused`` with ``law.unknown_area``, ``law.contact``,
    ``law.responsible_overlap`` or ``intervention.unknown_actor``.
    """
    said, reached = tidy(name)[:200], tidy(contact)[:200]
    if not actor and not said:
        raise Refused("law.contact")
    code = codes.actor(actor).code if actor else ""
    with register.change(by=by) as tx:
        if area not in _active_law.book(tx.reader).rules.areas:
            raise Refused("law.unknown_area")
        new = Responsible(str(uuid_utils.uuid7()), area, code, said, reached, begins, None)
        ended = making_room(law_rows.responsible_rows(tx.connection, area), new)
        law_rows.keep_responsible(tx.connection, new, ended, at=tx.at, by=by.id)
        tx.note(Event("law.responsible_set", area, {"actor": code, "name": said, "begins": begins}))
        return tx.commit(created=new.id)


@service(needs="law.change", record="register", retention="register")
def end_responsible(register: Register, *, area: str, last_day: date, by: User) -> Changes:
    """Let the municipality's own choice for an area hold to ``last_day``; then the usual actor has it again.

    Raises ``Refused("law.unknown_area" | "period.backwards" | "law.ended")``.
    """
    with register.change(by=by) as tx:
        rows = law_rows.responsible_rows(tx.connection, area)
        if not area or not rows:
            raise Refused("law.unknown_area")
        last = rows[-1]
        if last_day < last.begins:
            raise Refused("period.backwards", begins=last.begins, ends=last_day)
        if last.ends is not None and last_day >= last.ends:
            raise Refused("law.ended", ends=last.ends)
        law_rows.end_responsible(tx.connection, replace(last, ends=last_day))
        tx.note(Event("law.responsible_ended", area, {"last_day": last_day}))
        return tx.commit()


def _made(tx: Transaction, book: LawBook, entered: EnteredRule) -> LocalRule:
    """Return the rule of what was entered, each part of it checked by itself."""
    if entered.ends is not None and entered.ends < entered.begins:
        raise Refused("period.backwards", begins=entered.begins, ends=entered.ends)
    is_right = entered.kind is LocalKind.RIGHT
    rows = book.rules.rules
    if entered.target not in (
        {row.right.value for row in rows.rights} if is_right else {row.duty for row in rows.duties}
    ):
        raise Refused("law.unknown_target")
    if is_right and entered.answer not in LOCAL_ANSWERS:
        raise Refused("law.bad_answer")
    if not is_right and (entered.unit is None or not 0 < entered.length <= _LONGEST):
        raise Refused("law.bad_limit")
    statuses = tuple(dict.fromkeys(entered.statuses))
    if not statuses or not set(statuses) <= {one.code for one in book.statuses.statuses}:
        raise Refused("law.no_statuses")
    return LocalRule(
        id=str(uuid_utils.uuid7()),
        no=law_rows.change_number(tx.connection) + 1,
        kind=entered.kind,
        target=entered.target,
        statuses=statuses,
        answer=entered.answer if is_right else None,
        length=0 if is_right else entered.length,
        unit=None if is_right else entered.unit,
        words=_words(entered.words) if is_right else "",
        law=_cites(book, entered.law),
        reason=_words(entered.reason),
        begins=entered.begins,
        ends=entered.ends,
        made=tx.at,
        made_by=tx.by.id,
    )


def _words(text: str) -> str:
    said = tidy(text)[:_MOST_WORDS]
    if not said:
        raise Refused("law.no_reason")
    return said


def _cites(book: LawBook, text: str) -> tuple[Cite, ...]:
    """Return the paragraphs that were written, each of which the lawbook's index holds."""
    acts = book.rules.acts
    found = []
    for one in (part.strip() for part in text.split(";")):
        try:
            law = cite(one)
        except ValueError:
            raise Refused("law.cite", law=one[:40]) from None
        if law.act not in acts or not acts[law.act].has(law):
            raise Refused("law.cite", law=one[:40])
        found.append(law)
    return tuple(found)
