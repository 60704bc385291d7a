"""The day that shows a duty is done, kept with the person when somebody says that it is. Not a service."""

from contextlib import suppress
from datetime import date

import uuid_utils

from caseworker import roles
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId
from caseworker.domain.law_facts import EnteredFact, LawFact, replace_fact
from caseworker.domain.standing import DERIVED
from caseworker.errors import EnvironmentFault
from caseworker.services import _active_law
from caseworker.store.writing import Transaction


def record_done(tx: Transaction, person: PersonId, row: str, day: date) -> None:
    """Record the day that ``row`` of the law asks for to be done, so that her rights and duties say the same as Idag.

    Nothing is recorded when the row asks for none, the register knows it by itself, the lawbook cannot be read, or the
    caller may not record what the law asks about.
    """
    code = ""
    with suppress(EnvironmentFault):
        code = next((one.done for one in _active_law.rules(tx.reader).duties if one.id == row), "")
    if not code or code in DERIVED or roles.load().reach(tx.by, "status.record") is None:
        return
    someone = tx.people.get(person)
    new = LawFact(str(uuid_utils.uuid7()), person, code, day, None, None, day)
    replace_fact(someone.law_facts, new)
    someone.law_facts.append(new)
    tx.note(Event("law_fact.recorded", person, {"fact": EnteredFact(code, day=day)}))
