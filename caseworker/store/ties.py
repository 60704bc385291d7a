"""Ties between people (relations, who must not be told) when one of the two is protected: nothing open names her.

A relation is turned so that it is the protected person's own row, and is sealed as such. What an open person's row says
of somebody who must not be told stays as a warning without a name; who it is lies sealed with the protected person.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, select, update

from caseworker.domain.household import NoContact, RelationKind, inverse
from caseworker.errors import Refused
from caseworker.store import compartments as kept
from caseworker.store import sealable
from caseworker.store import tables as t
from caseworker.store.compartments import Opened
from caseworker.store.engine import read_rows

_UNNAMED: Mapping[str, Any] = {"other_id": None, "other_name": "", "reason": ""}
_TIED = {sealable.RELATION: t.relations, sealable.NO_CONTACT: t.no_contacts}


def take(connection: Connection, opened: Opened, person: str) -> None:
    """Before ``person`` is sealed: make others' relations to her her own, and take her out of their warnings."""
    row, warning = t.relations.c, t.no_contacts.c
    for one in connection.execute(select(t.relations).where(row.other_id == person)).all():
        turned = {"person_id": person, "other_id": one.person_id, "kind": inverse(one.kind)}
        connection.execute(update(t.relations).where(row.id == one.id).values(turned))
    for one in connection.execute(select(t.no_contacts).where(warning.other_id == person)).all():
        _withhold(connection, opened, person, one)
        connection.execute(update(t.no_contacts).where(warning.id == one.id).values(_UNNAMED))
    _forget_birthday(connection, person)


def withhold(connection: Connection, opened: Opened, person: str, warning: NoContact) -> None:
    """Keep that an open person's new warning is about ``person`` sealed with her; the warning names nobody."""
    _withhold(connection, opened, person, warning)
    for name, value in _UNNAMED.items():
        setattr(warning, name, value)


def give_back(connection: Connection, opened: Opened, person: str, withheld: Mapping[str, Mapping[str, Any]]) -> None:
    """After ``person`` was unsealed: name her in others' warnings again, and let no row of hers name one still sealed.

    ``withheld`` is what was sealed of others' warnings, by record. Raises ``Refused("household.tied_to_protected")``
    when a row of hers names somebody in another compartment, which is not open here.
    """
    for record, values in withheld.items():
        changed = update(t.no_contacts).where(t.no_contacts.c.id == record, t.no_contacts.c.other_id.is_(None))
        connection.execute(changed.values(**values))
    marks = kept.marks(connection)
    for name, table in _TIED.items():
        for one in connection.execute(select(table).where(table.c.person_id == person)).all():
            mark = marks.get(one.other_id or "")
            if mark is None:
                continue
            if mark.compartment != opened.compartment:
                raise Refused("household.tied_to_protected")
            if name == sealable.NO_CONTACT:
                _withhold(connection, opened, one.other_id, one)
                connection.execute(update(table).where(table.c.id == one.id).values(_UNNAMED))
            else:
                values = sealable.raw_values(table, one)
                values |= {"person_id": one.other_id, "other_id": person, "kind": inverse(RelationKind(one.kind)).value}
                kept.put(connection, opened, one.other_id, one.id, name, values)
                connection.execute(delete(table).where(table.c.id == one.id))


def of_compartment(connection: Connection, opened: Opened, name: str) -> list[dict[str, Any]]:
    """Return every sealed row of one kind in a compartment: those who are sealed together are tied to each other."""
    query = "SELECT record, body FROM sealed_fields WHERE compartment_id = ? AND field = ?"
    rows = read_rows(connection, query, (opened.compartment, name))
    return [opened.unseal(record, name, body) for record, body in rows]


def _withhold(connection: Connection, opened: Opened, person: str, warning: Any) -> None:
    told = {name: getattr(warning, name) for name in _UNNAMED}
    kept.put(connection, opened, person, warning.id, sealable.WITHHELD, told)


def _forget_birthday(connection: Connection, person: str) -> None:
    """Her birth day decides how long a parent's file is kept and stands there: not known keeps as well."""
    born = select(t.people.c.born).where(t.people.c.id == person).scalar_subquery()
    facts = t.retention_facts
    row = t.relations.c
    theirs = select(row.other_id).where(row.person_id == person, row.other_id.is_not(None))
    same = facts.c.person_id.in_(theirs), facts.c.youngest_child_born == born
    connection.execute(update(facts).where(*same).values(youngest_child_born=None))
