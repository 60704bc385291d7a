"""What of a protected person is sealed: rows that go whole, texts that are taken out of rows, and her own facts.

The kinds of sealed fields are named here and nowhere else. Sealing itself is ``compartments``' work.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeDecorator

from caseworker.domain.person import BirthPrecision
from caseworker.store import tables as t

Values = dict[str, Any]

PERSON, PAYLOAD, DRAFT = "person", "payload", "draft"
KIND = "kind"  # how she is protected, of everybody alike
NAME, IDENTIFIER, ADDRESS, CONTACT = "name", "identifier", "address", "contact"
BIRTH, ENDING = "birth", "ending"
NOTE, DISPUTE, OUTCOME = "note", "dispute", "outcome"
INTERVENTION_STEP, FOLLOW_UP = "intervention_step", "follow_up"
# WITHHELD: whom an open person's row must not name, kept by the protected person it is about (``ties``)
HOUSEHOLD, RELATION, NO_CONTACT, WITHHELD, ERRAND = "household", "relation", "no_contact", "withheld", "errand"
REMINDER, VISIT, WAIT = "reminder", "visit", "wait"
PLAN, PLAN_GOAL, DECLINE = "plan", "plan_goal", "decline"
MAPPING, ANSWER = "mapping", "mapping_answer"
# a document's row and, apart from it, its bytes: these are unsealed alone, when it is opened
ATTACHMENT, BODY = "attachment", "attachment_body"


@dataclass(frozen=True, slots=True)
class Words:
    """Texts that are taken out of rows which stay: ``theirs`` is the condition that finds a person's rows by her id.

    The columns are TEXT and empty where they were sealed; their names are those of the row that is shown.
    """

    table: Table
    columns: tuple[str, ...]
    theirs: str


_OF_HER_CASES = "case_id IN (SELECT id FROM cases WHERE person_id = ?)"
# rows that name her in ``person_id`` and go whole
WHOLE: Mapping[str, Table] = {
    NAME: t.person_names,
    IDENTIFIER: t.identifiers,
    ADDRESS: t.addresses,
    CONTACT: t.contacts,
    BIRTH: t.birth_statements,
    HOUSEHOLD: t.household_members,
    RELATION: t.relations,
    NO_CONTACT: t.no_contacts,
    ATTACHMENT: t.attachments,
}
WORDS: Mapping[str, Words] = {
    NOTE: Words(t.notes, ("text", "stated_by", "interpreter"), _OF_HER_CASES),
    DISPUTE: Words(t.note_disputes, ("text",), _OF_HER_CASES),
    OUTCOME: Words(t.interventions, ("outcome", "detail", "contact", "place"), "person_id = ?"),
    INTERVENTION_STEP: Words(t.intervention_steps, ("why",), "person_id = ?"),
    FOLLOW_UP: Words(t.follow_ups, ("text",), "person_id = ?"),
    ENDING: Words(t.endings, ("place", "source", "note"), "person_id = ?"),
    ERRAND: Words(t.errands, ("note",), "person_id = ?"),
    PLAN: Words(t.plans, ("goal",), "person_id = ?"),
    PLAN_GOAL: Words(t.plan_goals, ("text",), "person_id = ?"),
    DECLINE: Words(t.declines, ("reason", "basis"), "person_id = ?"),
    MAPPING: Words(t.mappings, ("interpreter", "interpreter_language"), "person_id = ?"),
    ANSWER: Words(t.mapping_answers, ("choices", "words"), "person_id = ?"),
    REMINDER: Words(t.reminders, ("text",), "person_id = ?"),
    VISIT: Words(t.visits, ("text", "place"), "person_id = ?"),
    WAIT: Words(t.waits, ("text",), "person_id = ?"),
}
# of the person's own row: what is sealed, and what stands there instead
BLANKED: Mapping[str, Any] = {
    "born": None,
    "born_precision": BirthPrecision.UNKNOWN,
    "born_source": "",
    "arrived_through": "",
}
_DIALECT = sqlite.dialect()


# Values as text and numbers, and back
def raw_values(table: Table, thing: object) -> Values:
    """Return the columns of a domain object as the file would keep them."""
    return {column.key: bound(column.type, getattr(thing, column.key)) for column in table.columns}


def typed_values(table: Table, values: Mapping[str, Any]) -> Values:
    """Return kept values as the domain knows them; what was sealed before a column came has the column's default."""
    later = {
        column.key: column.default.arg
        for column in table.columns
        if isinstance(column.default, ScalarElementColumnDefault)
    }
    return later | {
        name: kind.process_result_value(value, _DIALECT) if isinstance(kind, TypeDecorator) else value
        for name, value in values.items()
        for kind in (table.c[name].type,)
    }


def bound(kind: object, value: object) -> object:
    """Return ``value`` as a column of this kind keeps it."""
    return kind.process_bind_param(value, _DIALECT) if isinstance(kind, TypeDecorator) else value
