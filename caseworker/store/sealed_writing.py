"""What a transaction writes about protected persons: it goes into sealed fields, never into an open column.

A protected person whose compartment is open is loaded whole; closed, she comes without what is sealed. Before each
flush everything sealable is taken out of the session's hands. Nothing may slip past: what cannot be sealed is refused.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session, make_transient, make_transient_to_detached
from sqlalchemy.orm.attributes import get_history, set_committed_value

from caseworker.domain.agenda import Reminder, Visit, Wait
from caseworker.domain.changes import Event
from caseworker.domain.contact import Address, ContactPoint
from caseworker.domain.early_mapping import EarlyMapping, MappingAnswer
from caseworker.domain.endings import Ending
from caseworker.domain.household import Errand, HouseholdMember, NoContact, Relation
from caseworker.domain.intervention import FollowUp, Intervention, InterventionStep
from caseworker.domain.notes import JournalNote, NoteDispute
from caseworker.domain.person import BirthStatement, HeldIdentifier, Person, PersonName
from caseworker.domain.plan import Plan, PlanGoal
from caseworker.domain.protection import ProtectionMark
from caseworker.domain.suggestions import Decline
from caseworker.errors import Refused
from caseworker.store import compartments as kept
from caseworker.store import sealable, ties
from caseworker.store import tables as t
from caseworker.store.compartments import Opened
from caseworker.store.engine import read_rows
from caseworker.store.sealable import raw_values, typed_values

# Actions whose payload says only what is open anyway: they may be written by those who cannot read the rest
OPEN_ACTIONS = frozenset(
    {
        "accommodation.recorded",
        "errand.settled",
        "intervention.moved",
        "law_fact.cleared",
        "law_fact.recorded",
        "settlement.recorded",
        "status.recorded",
    }
)
OPEN_AREAS = ("agenda.", "case.", "erasure.", "protection.", "undo.")
_PARTS: dict[type[Any], tuple[str, str]] = {
    PersonName: (sealable.NAME, "names"),
    HeldIdentifier: (sealable.IDENTIFIER, "identifiers"),
    Address: (sealable.ADDRESS, "addresses"),
    ContactPoint: (sealable.CONTACT, "contacts"),
    BirthStatement: (sealable.BIRTH, "births"),
    HouseholdMember: (sealable.HOUSEHOLD, "memberships"),
    Relation: (sealable.RELATION, "relations"),
    NoContact: (sealable.NO_CONTACT, "no_contacts"),
}
# things whose texts are taken out of their rows
_WORDED: dict[type[Any], str] = {
    JournalNote: sealable.NOTE,
    NoteDispute: sealable.DISPUTE,
    Intervention: sealable.OUTCOME,
    InterventionStep: sealable.INTERVENTION_STEP,
    FollowUp: sealable.FOLLOW_UP,
    Errand: sealable.ERRAND,
    Ending: sealable.ENDING,
    Plan: sealable.PLAN,
    PlanGoal: sealable.PLAN_GOAL,
    Decline: sealable.DECLINE,
    EarlyMapping: sealable.MAPPING,
    MappingAnswer: sealable.ANSWER,
    Reminder: sealable.REMINDER,
    Visit: sealable.VISIT,
    Wait: sealable.WAIT,
}


class SealedWrites:
    """The protected persons of one transaction. ``opened`` tells which compartments its user has open."""

    def __init__(self, session: Session, opened: Callable[[str], Opened | None]) -> None:
        """Ask nothing of the file yet."""
        self._session = session
        self._opened = opened
        self._lent: dict[str, Opened] = {}
        self._filled: set[Person] = set()

    @cached_property
    def marks(self) -> dict[str, ProtectionMark]:
        """Every running protection by person."""
        return kept.marks(self._connection)

    def lend(self, opened: Opened) -> None:
        """Hold a compartment open for this transaction alone, and look anew at who is protected."""
        self._lent[opened.compartment] = opened
        self.renew()

    def renew(self) -> None:
        """Look anew at who is protected: this very transaction changed it."""
        self.__dict__.pop("marks", None)
        self.__dict__.pop("_subjects", None)

    def opened_for(self, person: str) -> Opened | None:
        """Return the open compartment of ``person``; None for who is not protected.

        Raises ``Refused("protection.closed")`` when she is and nobody has opened it.
        """
        return self.require_open(person) if person in self.marks else None

    def require_open(self, person: str) -> Opened:
        """Return the open compartment of a protected person. Raises ``Refused("protection.closed")``."""
        opened = self._find(self.marks[person])
        if opened is None:
            raise Refused("protection.closed")
        return opened

    # Loading
    def fill(self, person: Person) -> None:
        """Give a protected person her sealed parts, if her compartment is open."""
        mark = self.marks.get(person.id)
        opened = None if mark is None else self._find(mark)
        if opened is None or person in self._filled:
            return
        self._filled.add(person)
        found = kept.fields_of(self._connection, opened, person.id)
        for kind, (name, collection) in _PARTS.items():
            table = sealable.WHOLE[name]
            parts = [kind(**typed_values(table, values)) for values in found[name].values()]
            parts.sort(key=lambda part: str(getattr(part, "begins", part.id)))
            for part in parts:
                self._as_loaded(part)
            set_committed_value(person, collection, parts)
        for name, value in typed_values(t.people, found[sealable.PERSON].get(person.id, {})).items():
            set_committed_value(person, name, value)

    def fill_words(self, thing: Any, person: str) -> None:
        """Give a thing of a protected person its sealed texts. Raises ``Refused("protection.closed")``."""
        opened = self.opened_for(person)
        if opened is None:
            return
        name = _WORDED[type(thing)]
        query = "SELECT body FROM sealed_fields WHERE record = ? AND field = ?"
        for (body,) in read_rows(self._connection, query, (thing.id, name)):
            for column, text in opened.unseal(thing.id, name, body).items():
                set_committed_value(thing, column, text)

    def fill_open_words(self, thing: Any) -> None:
        """Give a thing its sealed texts where its person's compartment is open; closed, it comes without them."""
        mark = self.marks.get(thing.person_id)
        if mark is not None and self._find(mark) is not None:
            self.fill_words(thing, thing.person_id)

    # Before a flush
    def keep_facts(self) -> Iterator[Person]:
        """Seal changed facts of protected persons' own rows and yield those people."""
        for person in [one for one in self._session.dirty if isinstance(one, Person) and one.id in self.marks]:
            if any(get_history(person, name).has_changes() for name in sealable.BLANKED):
                opened = self.require_open(person.id)
                facts = raw_values(t.people, person)
                kept.put(
                    self._connection,
                    opened,
                    person.id,
                    person.id,
                    sealable.PERSON,
                    {name: facts[name] for name in sealable.BLANKED},
                )
                for name in sealable.BLANKED:
                    set_committed_value(person, name, getattr(person, name))
                yield person

    def keep_parts(self) -> None:
        """Seal what is new or changed among the parts, notes and outcomes of protected persons."""
        if not self.marks:
            return
        session = self._session
        changed = [one for one in session.dirty if session.is_modified(one, include_collections=False)]
        for person in [one for one in session.dirty if isinstance(one, Person) and one.id in self.marks]:
            self._settle_collections(person)
        for thing in [*session.new, *changed]:
            if type(thing) in _PARTS and thing.person_id in self.marks:
                self._keep_part(thing)
            elif type(thing) is NoContact and thing.other_id in self.marks:
                ties.withhold(self._connection, self.require_open(thing.other_id), thing.other_id, thing)
            elif type(thing) in _WORDED:
                self._keep_words(thing)

    def hide(self, event: Event, seq: int, salt: bytes, body: bytes) -> bool:
        """Seal what an event says of a protected person and tell whether it was done; one of others stays open."""
        person = self._subjects.get(event.subject)
        if person is None or not event.payload:
            return False
        opened = self._find(self.marks[person])
        if opened is not None:
            kept.put_payload(self._connection, opened, person, seq, salt, body)
            return True
        if event.action in OPEN_ACTIONS or event.action.startswith(OPEN_AREAS):
            return False
        raise Refused("protection.closed")

    def put_draft(self, record: str, person: str, fields: Mapping[str, object]) -> None:
        """Keep a draft about a protected person sealed; one about others is none of this module's."""
        if person in self.marks:
            kept.put(self._connection, self.require_open(person), person, record, sealable.DRAFT, fields)

    # Inside
    @property
    def _connection(self) -> Connection:
        return self._session.connection()

    @cached_property
    def _subjects(self) -> dict[str, str]:
        """Whom an event is about: people and their cases, protected ones only."""
        if not self.marks:
            return {}
        theirs = (
            "SELECT id, person_id FROM cases WHERE person_id IN (SELECT person_id FROM protections WHERE ends IS NULL)"
        )
        cases = {case: person for case, person in read_rows(self._connection, theirs)}
        return {**cases, **{person: person for person in self.marks}}

    def _find(self, mark: ProtectionMark) -> Opened | None:
        return self._lent.get(mark.compartment) or self._opened(mark.compartment)

    def _settle_collections(self, person: Person) -> None:
        """Drop what was taken away and let each collection look as it was loaded."""
        for name, collection in _PARTS.values():
            history = get_history(person, collection)
            if not history.has_changes():
                continue
            self.require_open(person.id)
            set_committed_value(person, collection, list(getattr(person, collection)))
            for part in history.deleted:
                kept.drop(self._connection, part.id, name)
                if part in self._session:
                    self._session.expunge(part)

    def _keep_part(self, part: Any) -> None:
        name, _ = _PARTS[type(part)]
        opened = self.require_open(part.person_id)
        values = raw_values(sealable.WHOLE[name], part)
        kept.put(self._connection, opened, part.person_id, part.id, name, values)
        self._session.expunge(part)
        make_transient(part)
        self._as_loaded(part)

    def _keep_words(self, thing: Any) -> None:
        name = _WORDED[type(thing)]
        columns = sealable.WORDS[name].columns
        person = thing.person_id if hasattr(thing, "person_id") else self._person_of_case(thing.case_id)
        if person in self.marks and any(self._says(thing, column) for column in columns):
            texts = {column: getattr(thing, column) for column in columns}
            kept.put(self._connection, self.require_open(person), person, thing.id, name, texts)
            for column in columns:
                setattr(thing, column, "")

    def _says(self, thing: Any, column: str) -> bool:
        """Tell whether a text stands there, or one that was sealed was taken away."""
        return bool(getattr(thing, column)) or any(get_history(thing, column).deleted)

    def _person_of_case(self, case: str) -> str:
        found = read_rows(self._connection, "SELECT person_id FROM cases WHERE id = ?", (case,))
        return found[0][0] if found else ""

    def _as_loaded(self, part: object) -> None:
        """Let a part look to the session as if it had been read from an open table."""
        make_transient_to_detached(part)
        self._session.add(part)
