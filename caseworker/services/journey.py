"""The journey (resan) of one person: what her overview paints and lists."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from caseworker import i18n
from caseworker.domain.access import User
from caseworker.domain.agenda import duty_key
from caseworker.domain.duties import Duty
from caseworker.domain.evaluation import Evaluation, evaluate
from caseworker.domain.ids import PersonId
from caseworker.domain.journey import (
    Journey,
    MemberNext,
    establishment_over,
    flags_of,
    phase_today,
    phases_of,
    stretches_of,
)
from caseworker.domain.periods import current
from caseworker.domain.rights import RightCode
from caseworker.domain.rows import PersonFile
from caseworker.domain.standing import facts_of, standing_of
from caseworker.domain.status import Phase
from caseworker.services import _active_law
from caseworker.services._catalogue import catalogue_on
from caseworker.services._duties import open_duties
from caseworker.services._law_facts import facts_of_people
from caseworker.services._law_sheet import SheetWords
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store import linking, task_marks
from caseworker.store.reading import Reader
from caseworker.store.register import Register
from caseworker.store.task_marks import Marked

Translate = Callable[[str], str]
RECEIVED = "received"  # a fact of the law
_NOTHING = Marked(frozenset(), {})


@service(needs="person.read", record="person", retention="session", writes=False)
def read_journey(
    register: Register, *, person: PersonId, day: date, by: User, words: Translate | None = None
) -> Journey:
    """Return a person's periods of status, interventions and last days as they stand on ``day``.

    What somebody said was done is not among the last days. ``words`` turns the program's English into the reader's
    language; without it what is said is Swedish. Raises ``Refused("person.unknown" | "access.out_of_reach")``.
    """
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        rules = _active_law.rules(reader)
        facts = facts_of(standing_of(file), day, register.info.municipality_code, rules.sources())
        follows = {} if facts is None else facts.follows
        say = SheetWords(reader, rules, words or i18n.swedish, follows=follows)
        found, over, today = None, None, None
        if facts is not None:
            found = evaluate(facts, day, rules)
            programme = next(answer for answer in found.rights if answer.right is RightCode.ESTABLISHMENT)
            over = establishment_over(programme, facts.begins)
            group = _active_law.statuses(reader).status(facts.status).group
            begins = facts.first if group == Phase.NEWLY_ARRIVED else None
            today = phase_today(begins, facts.days.get(RECEIVED), over, day)
        status = current(file.statuses, day)
        permit_until = None if status is None else status.permit_until
        marked = task_marks.marked(reader.connection, [file.id]).get(file.id, _NOTHING)
        duties = () if found is None else _open(found, marked)
        return Journey(
            person=file.id,
            day=day,
            phases=phases_of(file.statuses, over),
            stretches=stretches_of(file.interventions, {one.code: one for one in catalogue_on(reader, day).known}),
            flags=flags_of(map(say.duty, duties), permit_until, day, marked.later),
            today=today,
            members=tuple(_members(reader, file, say, day)),
        )


def _open(found: Evaluation, marked: Marked) -> tuple[Duty, ...]:
    """Return the open duties that nobody has said are done."""
    return tuple(one for one in open_duties(found.duties) if duty_key(one.row.id, one.event) not in marked.done)


def _members(reader: Reader, file: PersonFile, say: SheetWords, day: date) -> Iterator[MemberNext]:
    """Yield the nearest last day of each who lives with her, but of protected ones: theirs stand in their own files."""
    mains = linking.mains(reader.connection)
    living = [row.person for row in file.household if row.person and row.ends is None and row.protected is None]
    shown = {mains.get(person, person): person for person in living if person != file.id}
    marks = task_marks.marked(reader.connection, list(shown))
    for main, facts in facts_of_people(reader, day, say.rules, list(shown)):
        duties = _open(evaluate(facts, day, say.rules), marks.get(main, _NOTHING))
        coming = [duty for duty in duties if duty.last_day is not None]
        if coming:
            its_own = replace(say, follows=facts.follows)
            yield MemberNext(shown[main], its_own.duty(min(coming, key=lambda duty: (duty.last_day, duty.row.id))))
