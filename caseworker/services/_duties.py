"""Duties worked out and kept, for Idag: for whom something has changed, and for everybody on a new day. Not a service.

Of a protected person only her own readers' programs work anything out, while they have her open: what is kept of her is
a row of law and its days.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from caseworker.domain.access import User
from caseworker.domain.agenda import duty_key
from caseworker.domain.duties import Duty
from caseworker.domain.evaluation import Rules, evaluate
from caseworker.domain.facts import Facts
from caseworker.domain.ids import PersonId
from caseworker.domain.protection import ProtectionMark
from caseworker.services import _law_facts
from caseworker.services._birth_days import tells_birth, undated
from caseworker.services._united import whole_file
from caseworker.store import compartments, duties
from caseworker.store.duties import DutyWords, Worked
from caseworker.store.engine import read_rows
from caseworker.store.lines import asked
from caseworker.store.reading import Reader
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

AT_ONCE = 200  # people in one transaction: others write in between
_DONE = (
    "SELECT person_id, thing FROM task_marks WHERE done IS NOT NULL AND person_id IN (SELECT value FROM json_each(?))"
)


def waiting(register: Register, reader: Reader, rules: Rules, by: User) -> list[str]:
    """Return whose duties the caller is to work out: stale, within reach, and not protected and closed to her."""
    found = duties.stale(reader.connection, stamp_of(register, rules))
    listed = frozenset(reader.within_reach([no for _person, no in found if no is not None]))
    able = [person for person, no in found if no is None or no in listed]
    closed = {person for person in compartments.marks(reader.connection) if not opens(register, reader, person, by)}
    return [person for person in able if person not in closed]


def work_out(register: Register, tx: Transaction, people: Sequence[str], rules: Rules) -> None:
    """Work out the duties of ``people`` as they stand inside ``tx``, and keep them; what was said to be done is not."""
    connection, now = tx.connection, stamp_of(register, rules)
    watched, marks = duties.owed(connection, people), compartments.marks(connection)
    done = set(read_rows(connection, _DONE, (asked(people),)))
    found: dict[str, list[Worked]] = {person: [] for person in people}
    for person, facts in _facts(register, tx.reader, watched, rules, tx.by):
        worked = _kept(evaluate(facts, register.today(), rules).duties, marks.get(person), register.today())
        found[person] = [one for one in worked if (person, duty_key(one.row, one.event)) not in done]
    duties.put(connection, found, now)
    named = {one.row for worked in found.values() for one in worked}
    duties.put_words(connection, [_words(rules, row) for row in sorted(named)])


def opens(register: Register, reader: Reader, person: str, by: User) -> bool:
    """Tell whether the caller has a protected person open just now."""
    mark = compartments.marks(reader.connection)[person]
    return register.compartments.opened(mark.compartment, by.id, register.clock()) is not None


def _facts(
    register: Register, reader: Reader, people: Sequence[str], rules: Rules, by: User
) -> Iterator[tuple[str, Facts]]:
    """Yield what is known of people today; of protected ones with what is sealed, for whoever has them open."""
    today, marks = register.today(), compartments.marks(reader.connection)
    open_ones = [person for person in people if person not in marks]
    yield from _law_facts.facts_of_people(reader, today, rules, open_ones)
    for person in (one for one in people if one in marks):
        file = whole_file(register, reader, PersonId(person), by)
        facts = _law_facts.facts_on(file, person, today, rules, municipality=register.info.municipality_code)
        if facts is not None:
            yield person, facts


def stamp_of(register: Register, rules: Rules) -> str:
    """Return what stands for today and the law that applies here."""
    return duties.stamp(register.today(), rules.version)


def open_duties(found: Iterable[Duty]) -> Iterator[Duty]:
    """Yield each open duty once: of two rows about one duty and event the nearest last day counts."""
    seen = set[tuple[str, date]]()
    for one in found:
        if one.done_on is None and (one.row.duty, one.event) not in seen:
            seen.add((one.row.duty, one.event))
            yield one


def _kept(found: Sequence[Duty], protected: ProtectionMark | None, today: date) -> Iterator[Worked]:
    """Yield what is kept of each open duty. Of a protected person no day that tells her birth is."""
    for one in open_duties(found):
        worked = Worked(one.row.id, one.event, one.last_day, one.shown_from, bool(one.asks))
        if protected is None or not tells_birth(one.row):
            yield worked
        elif (told := undated(worked, protected.begins, today)) is not None:
            yield told


def _words(rules: Rules, row: str) -> DutyWords:
    one = next(duty for duty in rules.duties if duty.id == row)
    rule = one.rule
    return DutyWords(
        row, one.loss.value, one.sv, rule.law, one.lost, one.action, one.responsible, rule.certainty.value,
        one.short, one.short_en, " ".join(map(str, one.remind)),
    )  # fmt: skip
