"""The journey (resan) of one person: what her overview paints and lists."""

from collections.abc import Callable
from datetime import date

from caseworker import i18n
from caseworker.domain.access import User
from caseworker.domain.evaluation import evaluate
from caseworker.domain.ids import PersonId
from caseworker.domain.journey import Journey, establishment_over, flags_of, phases_of, stretches_of
from caseworker.domain.periods import current
from caseworker.domain.rights import RightCode
from caseworker.domain.standing import facts_of, standing_of
from caseworker.services import _active_law
from caseworker.services._catalogue import catalogue_on
from caseworker.services._law_sheet import SheetWords
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store.register import Register

Translate = Callable[[str], str]


@service(needs="person.read", record="person", retention="session", writes=False)
def read_journey(
    register: Register, *, person: PersonId, day: date, by: User, words: Translate | None = None
) -> Journey:
    """Return a person's periods of status, interventions and last days as they stand on ``day``.

    ``words`` turns the program's English into the reader's language; without it what is said is Swedish. Raises
    ``Refused("person.unknown" | "access.out_of_reach")``.
    """
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        rules = _active_law.rules(reader)
        facts = facts_of(standing_of(file), day, register.info.municipality_code, rules.sources())
        follows = {} if facts is None else facts.follows
        say = SheetWords(reader, rules, words or i18n.ui_translator("sv").gettext, follows=follows)
        found, over = None, None
        if facts is not None:
            found = evaluate(facts, day, rules)
            programme = next(answer for answer in found.rights if answer.right is RightCode.ESTABLISHMENT)
            over = establishment_over(programme, facts.begins)
        status = current(file.statuses, day)
        permit_until = None if status is None else status.permit_until
        return Journey(
            person=file.id,
            day=day,
            phases=phases_of(file.statuses, over),
            stretches=stretches_of(file.interventions, {one.code: one for one in catalogue_on(reader, day).known}),
            flags=flags_of(() if found is None else tuple(map(say.duty, found.duties)), permit_until, day),
        )
