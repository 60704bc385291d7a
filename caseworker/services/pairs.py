"""Who may be registered twice: pairs found while nobody waits, looked at side by side, judged by somebody."""

from collections.abc import Callable, Sequence
from datetime import datetime

import uuid_utils

from caseworker import linkage
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.identity import mask
from caseworker.domain.ids import PersonId
from caseworker.domain.links import LinkGround
from caseworker.domain.pairs import ComparedPair, PairDecision, PairRow, PairSide
from caseworker.domain.rows import PersonRow
from caseworker.domain.scoring import Facts, Scorer
from caseworker.errors import Refused
from caseworker.services._linking import join
from caseworker.services._settings import OFFICE
from caseworker.services.registry import service
from caseworker.store import comparing, pairing, pairs, places
from caseworker.store.lines import lines_by_number, lines_by_person
from caseworker.store.pairs import KeptPair
from caseworker.store.reading import Reader
from caseworker.store.register import Register

AT_ONCE = 200  # people looked at between two looks at whether to go on
_LOOKED = "pairs.looked"


@service(needs="pairs.find", record="register", retention="register")
def find_pairs(register: Register, *, wanted: Callable[[], bool], by: User) -> bool:
    """Look for pairs among those who changed since the last time, at most once a day; tell whether it was done now.

    ``wanted`` is asked between batches: when it says no, nothing is kept and the next time begins anew.
    """
    with register.read() as reader:
        last = reader.setting(OFFICE, _LOOKED)
        since = datetime.fromisoformat(last) if last else None
        if since is not None and since.date() == register.clock().date():
            return False
        lines = pairing.lines_since(reader.connection, since)
    began, found, looked_at = register.clock(), dict[tuple[str, str], KeptPair](), list[str]()
    for start in range(0, len(lines), AT_ONCE):
        if not wanted():
            return False
        with register.read() as reader:
            _look(reader, lines[start : start + AT_ONCE], found, looked_at)
    with register.change(by=by) as tx:
        new = pairs.renew(tx.connection, looked_at, ((_new_id(), pair) for pair in found.values()), tx.at)
        tx.put_setting(OFFICE, _LOOKED, began.isoformat())
        tx.note(Event("pairs.looked_for", "", {"people": len(lines), "pairs": new}))
        tx.commit()
    return True


@service(needs="person.link", record="person", retention="session", writes=False)
def list_pairs(register: Register, *, by: User) -> tuple[PairRow, ...]:
    """Return the pairs that wait to be judged and that the caller reaches both of, those put off last."""
    with register.read() as reader:
        rows = []
        for pair in pairs.waiting(reader.connection):
            both = reader.rows_of([pair.one, pair.other])
            if len(both) == 2:
                rows.append(PairRow(both[0], both[1], pair.reasons, pair.later))
    return tuple(rows)


@service(needs="person.link", record="person", retention="case")
def compare_people(register: Register, *, person: PersonId, other: PersonId, by: User) -> ComparedPair:
    """Return two people side by side with why they may be one. The look is logged in both files.

    Raises ``Refused("pair.protected" | "link.same_file" | "person.unknown")``.
    """
    with register.change(by=by) as tx:
        for one in (person, other):
            tx.note(Event("pair.looked", tx.people.get(one).id))
        compared, _pair = _compared(tx.reader, person, other)
        tx.commit()
    return compared


@service(needs="person.link", record="person", retention="case", undo="pair")
def judge_pair(
    register: Register,
    *,
    person: PersonId,
    other: PersonId,
    decision: PairDecision,
    ground: LinkGround = LinkGround.COMPARED,
    number_changed: bool = False,
    by: User,
) -> Changes:
    """Say that two people are the same (their files are linked on ``ground``), different, or to be judged later.

    The pair comes again only when comparing them gives other reasons. Raises ``Refused`` with ``pair.protected``,
    ``link.same_file``, ``person.unknown`` or, for the same, what ``linking.link_people`` raises.
    """
    with register.change(by=by) as tx:
        for one in (person, other):
            tx.people.get(one)
        _rows, pair = _compared(tx.reader, person, other)
        pairs.judge(tx.connection, _new_id(), pair, decision, by=by.id, at=tx.at)
        for one in (person, other):
            tx.note(Event("pair.judged", one, {"decision": decision.value}))
            tx.touched(person=one)
        joined = None
        if decision is PairDecision.SAME:
            joined = join(register, tx, person, other, ground=ground, number_changed=number_changed, by=by)
        changes = tx.commit()
    if joined is not None:
        joined.settle(register)
    return changes


# Inside
def _look(reader: Reader, lines: Sequence[int], found: dict[tuple[str, str], KeptPair], looked_at: list[str]) -> None:
    """Compare the people of these lines with those who share a block with them; keep the pairs above the line.

    Who is protected shares no block with anybody: no word of hers is in the index.
    """
    weights = linkage.weights()
    scorer, connection = Scorer(weights), reader.connection
    looked_at.extend(line.person_id for line in lines_by_number(connection, lines).values())
    both = list(pairing.candidate_pairs(connection, lines=lines))
    numbers = {no for pair in both for no in pair}
    facts, people = comparing.facts_of(connection, numbers), lines_by_number(connection, numbers)
    for one, other in both:
        scored = scorer.score(facts[one], facts[other])
        if scored.weight > weights.of("review"):
            first, last = sorted((people[one].person_id, people[other].person_id))
            found[first, last] = KeptPair(first, last, scored.reasons, scored.weight)


def _compared(reader: Reader, person: str, other: str) -> tuple[ComparedPair, KeptPair]:
    """Return two people side by side, and as the pair that is kept of them."""
    connection = reader.connection
    rows = reader.rows_of([person, other])
    if len(rows) < 2:
        raise Refused("link.same_file")
    if any(row.protected for row in rows):
        raise Refused("pair.protected")
    lines = lines_by_person(connection, [row.id for row in rows])
    facts = comparing.facts_of(connection, [line.no for line in lines.values()])
    numbers = [lines[row.id].no for row in rows]
    one, two = (facts[no] for no in numbers)
    homes = [places.homes(connection, no) for no in numbers]
    scored = Scorer(linkage.weights()).score(one, two)
    first, last = sorted((person, other))
    pair = KeptPair(first, last, scored.reasons, scored.weight)
    return ComparedPair(_side(rows[0], one, homes[0]), _side(rows[1], two, homes[1]), scored.reasons), pair


def _side(row: PersonRow, facts: Facts, places: tuple[str, ...]) -> PairSide:
    return PairSide(
        person=row,
        names=tuple(dict.fromkeys(name.full for name in facts.names)),
        numbers=tuple((type, mask(value)) for type, value in facts.numbers),
        phones=tuple(sorted(facts.phones)),
        places=places,
        languages=tuple(sorted(facts.languages)),
    )


def _new_id() -> str:
    return str(uuid_utils.uuid7())
