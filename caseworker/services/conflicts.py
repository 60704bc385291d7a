"""Conflicts (krockar): the user has chosen between her own value and one that was saved meanwhile; none is lost."""

from collections.abc import Sequence

from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.conflict import Unchosen
from caseworker.domain.ids import PersonId
from caseworker.services.registry import service
from caseworker.store.clashes import CHOSEN
from caseworker.store.register import Register


@service(needs="person.change", record="person", retention="case")
def keep_unchosen(register: Register, *, person: PersonId, unchosen: Sequence[Unchosen], by: User) -> Changes:
    """Keep in the log of the file which values were not kept, one row for each field.

    Raises ``Refused("person.unknown" | "protection.closed")``.
    """
    with register.change(by=by) as tx:
        id = tx.people.get(person).id
        for one in unchosen:
            tx.note(Event(CHOSEN, id, {"field": one.field, "kept": one.kept, "dropped": one.dropped}))
        tx.touched(person=id)
        return tx.commit()
