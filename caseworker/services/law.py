"""What the law says of a person on any day, and the days and circumstances it asks about."""

from collections.abc import Callable
from datetime import date, timedelta

import uuid_utils

from caseworker import i18n
from caseworker.domain.access import User
from caseworker.domain.asking import asked
from caseworker.domain.changes import Changes, Event
from caseworker.domain.conditions import Line
from caseworker.domain.evaluation import Rules, evaluate
from caseworker.domain.facts import FactKind
from caseworker.domain.ids import PersonId
from caseworker.domain.law_facts import EnteredFact, LawFact, replace_fact
from caseworker.domain.lawsheet import LawSheet
from caseworker.domain.standing import DERIVED, facts_of, overlapping, standing_of
from caseworker.errors import Refused
from caseworker.services import _active_law
from caseworker.services._law_sheet import SheetWords
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store.register import Register

Translate = Callable[[str], str]
_EARLIEST = date(1900, 1, 1)
_AHEAD = timedelta(days=366 * 20)  # nothing the law asks about lies further ahead than a permit runs


@service(needs="person.read", record="person", retention="session", writes=False)
def read_law(
    register: Register, *, person: PersonId, day: date, by: User, words: Translate | None = None, version: str = ""
) -> LawSheet:
    """Return rights and duties of a person on ``day``, also of the past, with the calculation log of each in words.

    ``words`` turns the program's English into the reader's language; without it they are Swedish. What rows of law say
    stands in Swedish. With a ``version`` that an earlier answer named, it is answered by that lawbook and the
    municipality's rules of that time. Raises ``Refused("person.unknown" | "access.out_of_reach" |
    "lawbook.version_unknown")``.
    """
    with register.read() as reader:
        standing = standing_of(whole_file(register, reader, person, by))
        rules = _active_law.rules(reader, version)
        facts = facts_of(standing, day, register.info.municipality_code, rules.sources())
        follows = {} if facts is None else facts.follows
        say = SheetWords(reader, rules, words or i18n.swedish, day, follows)
        recorded = [row for row in standing.recorded if row.replaced is None and row.code in rules.words]
        known = (*map(say.known, recorded), *map(say.following, follows))
        if facts is None:
            log = say.say([Line("no_status", (day,))])
            return LawSheet(person, day, rules.version, "", None, None, (), (), (), known, log)
        found = evaluate(facts, day, rules)
        return LawSheet(
            person=person,
            day=day,
            lawbook=rules.version,
            status=facts.status,
            begins=facts.begins,
            ends=facts.ends,
            rights=tuple(map(say.right, found.rights)),
            duties=tuple(map(say.duty, found.duties)),
            asked=tuple(map(say.ask, asked(facts, day, rules, found))),
            known=known,
            log=say.say(found.log),
            statuses=overlapping(standing, day),
            group=_active_law.statuses(reader).status(facts.status).group,
            first=facts.first,
        )


@service(needs="status.record", record="person", retention="case", undo="law_fact")
def set_fact(register: Register, *, person: PersonId, fact: EnteredFact, by: User) -> Changes:
    """Record a day or a circumstance that the law asks about; what said the same before is kept as replaced.

    Raises ``Refused`` with ``facts.unknown``, ``facts.derived`` (the register knows it already), ``facts.incomplete``
    or ``facts.day_out_of_range``.
    """
    today = register.today()
    with register.change(by=by) as tx:
        _check(fact, _active_law.rules(tx.reader), today)
        someone = tx.people.get(person)
        new = LawFact(str(uuid_utils.uuid7()), person, fact.code, fact.day, fact.holds, fact.begins, today)
        replace_fact(someone.law_facts, new)
        someone.law_facts.append(new)
        tx.note(Event("law_fact.recorded", person, {"fact": fact}))
        tx.touched(person=person)
        return tx.commit(created=new.id)


@service(needs="status.record", record="person", retention="case", undo="law_fact")
def clear_fact(register: Register, *, person: PersonId, code: str, by: User) -> Changes:
    """Let a day or a circumstance be not known again; what was recorded is kept as replaced.

    Raises ``Refused("facts.not_recorded")``.
    """
    with register.change(by=by) as tx:
        running = [one for one in tx.people.get(person).law_facts if one.code == code and one.replaced is None]
        if not running:
            raise Refused("facts.not_recorded")
        for one in running:
            one.replaced = register.today()
        tx.note(Event("law_fact.cleared", person, {"code": code}))
        tx.touched(person=person)
        return tx.commit()


def _check(fact: EnteredFact, rules: Rules, today: date) -> None:
    word = rules.words.get(fact.code)
    if word is None:
        raise Refused("facts.unknown", code=fact.code[:40])
    if fact.code in DERIVED:
        raise Refused("facts.derived")
    is_day = word.kind is FactKind.DAY
    if (fact.day is None) is is_day or (fact.holds is not None) is is_day or (is_day and fact.begins is not None):
        raise Refused("facts.incomplete")
    for day in (fact.day, fact.begins):
        if day is not None and not _EARLIEST <= day <= today + _AHEAD:
            raise Refused("facts.day_out_of_range", day=day)
