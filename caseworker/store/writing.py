"""One writing transaction: domain objects, search index, drafts and audit rows, all or nothing.

Leaving it without ``commit()`` rolls back. Which rules hold is decided by services and domain before anything comes
here; this module only keeps the promise that what was acknowledged is on the disk.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Generic, TypeVar

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, delete, event, inspect, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.util import identity_key

from caseworker.domain.access import User
from caseworker.domain.case import Assignment, Case, case_number
from caseworker.domain.changes import Changes, Event
from caseworker.domain.contact import Address, ContactPoint
from caseworker.domain.intervention import Intervention
from caseworker.domain.intervention_types import LocalIntervention
from caseworker.domain.links import PersonLink
from caseworker.domain.notes import JournalNote, NoteDispute
from caseworker.domain.person import HeldIdentifier, Person, PersonName
from caseworker.domain.status import Settlement, StatusPeriod
from caseworker.errors import Refused
from caseworker.store import audit, duties, lines, linking, mapping, note_words, outbox, row_changes, undoing
from caseworker.store import tables as t
from caseworker.store.compartments import Opened
from caseworker.store.engine import cursor_of
from caseworker.store.kept_notes import KeptNotes
from caseworker.store.kept_plans import KeptPlans
from caseworker.store.lines import Part
from caseworker.store.reach import Bounds
from caseworker.store.reading import Reader
from caseworker.store.sealed_writing import SealedWrites

T = TypeVar("T", Person, Case, Intervention)
_TRANSACTION = "transaction"


class RegisterSession(Session):
    """A session that tells its ``Transaction`` before each flush."""


@event.listens_for(RegisterSession, "before_flush")
def _tell_transaction(session: Session, *_: object) -> None:
    session.info[_TRANSACTION].before_flush()


# What of a line changes with a part of the person; accommodation is not shown there
_PARTS_SHOWN: dict[type[object], tuple[Part, ...]] = {
    PersonName: (Part.IDENTITY,),
    HeldIdentifier: (Part.IDENTITY,),
    ContactPoint: (Part.IDENTITY,),
    Address: (Part.IDENTITY,),
    StatusPeriod: (Part.STATUSES,),
    Settlement: (Part.SETTLEMENTS,),
}
_COLLECTIONS: dict[type[object], dict[str, tuple[Part, ...]]] = {
    Person: {
        "names": (Part.IDENTITY,),
        "identifiers": (Part.IDENTITY,),
        "addresses": (Part.IDENTITY,),
        "contacts": (Part.IDENTITY,),
        "statuses": (Part.STATUSES,),
        "settlements": (Part.SETTLEMENTS,),
        "accommodations": (),
        "births": (),
        "endings": (),
        "memberships": (),
        "relations": (),
        "no_contacts": (),
        "errands": (),
        "law_facts": (),
        "reminders": (),
        "visits": (),
        "waits": (),
        "task_marks": (),
    },
    Case: {"assignments": (Part.KEEPERS,)},
}
_RAISED_UNSEEN: dict[type[object], str] = {
    Person: "UPDATE people SET version = version + 1 WHERE id = ?",
    Case: "UPDATE cases SET version = version + 1 WHERE id = ?",
}
_RAISED = {kind: f"{raised} AND version = ?" for kind, raised in _RAISED_UNSEEN.items()}
Seal = Callable[[Connection, audit.Head], None]


class Kept(Generic[T]):
    """The objects of one kind in this transaction, by id."""

    def __init__(self, session: Session, kind: type[T], unknown: str, bounds: Bounds) -> None:
        """Load ``kind`` through ``session``; ``unknown`` is the code of the refusal when an id does not exist.

        What lies outside ``bounds`` is refused before it is handed out.
        """
        self._session = session
        self._bounds = bounds
        self._kind: type[T] = kind
        self._unknown = unknown
        # the session itself holds what is unchanged only weakly
        self._held: list[T] = []

    def get(self, id: str, *, version: int | None = None) -> T:
        """Return the object. Raises ``Refused(unknown)``, ``Refused("access.out_of_reach")``, or
        ``Refused("register.changed_meanwhile")`` when it is no longer the ``version`` the caller had read.
        """
        found: T | None = self._session.get(self._kind, id)
        if found is None:
            raise Refused(self._unknown)
        self._bounds.require(found.id if isinstance(found, Person) else found.person_id)
        if version is not None and found.version != version:
            raise Refused("register.changed_meanwhile")
        self._held.append(found)
        if isinstance(found, Person):
            self._session.info[_TRANSACTION].sealed.fill(found)
        elif isinstance(found, Intervention):
            self._session.info[_TRANSACTION].sealed.fill_open_words(found)
        return found


class KeptCases(Kept[Case]):
    """The cases of this transaction."""

    def of_person(self, person: str) -> Case:
        """Return the person's open case, or her latest. Raises ``Refused("case.unknown" | "access.out_of_reach")``."""
        case = t.cases.c
        query = select(Case).where(case.person_id == person).order_by(case.closed.is_not(None), case.number.desc())
        found = self._session.scalars(query.limit(1)).first()
        if found is None:
            raise Refused(self._unknown)
        self._bounds.require(person)
        self._held.append(found)
        return found


class Transaction:
    """What may be done inside one write. Made by ``Register.change`` only."""

    def __init__(
        self,
        session: Session,
        *,
        by: User,
        at: datetime,
        reader: Reader,
        chain_key: bytes,
        seal: Seal,
        opened: Callable[[str], Opened | None],
    ):
        """Work through ``session`` in the name of ``by``; ``at`` is the instant every row of the audit gets.

        ``seal`` is called with the connection and the new head just before COMMIT; ``opened`` tells which compartments
        of protected persons ``by`` has open.
        """
        self.sealed = SealedWrites(session, opened)
        self.session = session
        self.by = by
        self.at = at
        self.reader = reader
        self.people = Kept(session, Person, "person.unknown", reader.bounds)
        self.cases = KeptCases(session, Case, "case.unknown", reader.bounds)
        self.interventions = Kept(session, Intervention, "intervention.unknown", reader.bounds)
        self.notes = KeptNotes(session, self.sealed, reader.bounds)
        self.plans = KeptPlans(session, self.sealed, reader.bounds)
        self.committed: Changes | None = None
        self.index_changed = False
        self._chain_key = chain_key
        self._seal = seal
        self._events: list[Event] = []
        self._people: set[str] = set()
        self._cases: set[str] = set()
        self._releases: set[str] = set()
        self._lines: dict[str, set[Part]] = {}
        self._made_lines: set[str] = set()
        self._raised: set[tuple[type[object], str]] = set()
        self._begun: set[tuple[type[object], str]] = set()  # owners that are new in this flush
        self._relinked = False
        self._drafts = False
        self._step_of = undoing.begin(self.connection)
        session.info[_TRANSACTION] = self

    @property
    def connection(self) -> Connection:
        """The transaction's connection, for Core statements of the store."""
        return self.reader.connection

    # Domain objects
    def add(self, obj: object) -> None:
        """Keep a new domain object with everything that hangs on it."""
        self.session.add(obj)

    def next_case_number(self, year: int) -> str:
        """Return the office's next case number of ``year``; an unused one is given again after a rollback."""
        counted = upsert(t.case_serials).values(year=year, last=1)
        counted = counted.on_conflict_do_update(index_elements=["year"], set_={"last": t.case_serials.c.last + 1})
        return case_number(year, self.connection.execute(counted.returning(t.case_serials.c.last)).scalar_one())

    def index(self, person: Person) -> None:
        """Put ``person`` (back) into lists and searches when this transaction commits.

        New people and changes of those who are in the lists come there by themselves.
        """
        self._made_lines.add(person.id)
        self._lines.setdefault(person.id, set()).update(Part)

    def unindex(self, person: str) -> None:
        """Take a person out of lists and searches, so that no word of hers stays in them; later changes keep it so."""
        lines.purge(self.connection, person)
        note_words.purge(self.connection, person)
        self.index_changed = True

    # Audit
    def note(self, event: Event) -> None:
        """Write ``event`` to the audit trail when this transaction commits."""
        self._events.append(event)

    def erase_payloads(self, seqs: Sequence[int]) -> None:
        """Erase what audit rows said; the chain stays whole and one new row per erasure says that it was done."""
        self._events.extend(audit.erase_payloads(self.connection, seqs))

    # Small things kept for staff
    def put_staff(self, user: User, *, active: bool = True) -> None:
        """Write a member of staff, new or changed."""
        roles = " ".join(sorted(role.value for role in user.roles))
        row = upsert(t.staff).values(id=user.id, name=user.name, roles=roles, active=active)
        change = {"name": row.excluded.name, "roles": row.excluded.roles, "active": row.excluded.active}
        self.connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=change))

    def put_draft(self, kind: str, key: str, body: str) -> None:
        """Keep a draft of the acting member of staff in place of the one before."""
        row = upsert(t.drafts).values(staff_id=self.by.id, kind=kind, key=key, body=body, saved=self.at)
        change = {"body": row.excluded.body, "saved": row.excluded.saved}
        self.connection.execute(row.on_conflict_do_update(index_elements=["staff_id", "kind", "key"], set_=change))
        self._drafts = True

    def drop_draft(self, kind: str, key: str) -> None:
        """Forget a draft of the acting member of staff."""
        kept = t.drafts.c
        gone = delete(t.drafts).where(kept.staff_id == self.by.id, kept.kind == kind, kept.key == key)
        self.connection.execute(gone)
        self._drafts = True

    def put_setting(self, staff: str, key: str, value: str) -> None:
        """Keep a setting; ``staff`` "" is the register's own."""
        row = upsert(t.settings).values(staff_id=staff, key=key, value=value)
        change = {"value": row.excluded.value}
        self.connection.execute(row.on_conflict_do_update(index_elements=["staff_id", "key"], set_=change))

    # Counts
    def queue_release(self, release: outbox.NewRelease) -> None:
        """Keep a release and queue it, in the same transaction as everything else."""
        outbox.queue(self.connection, release)
        self._releases.add(release.release_id)

    # Ending it
    def touched(self, *, person: str | None = None, case: str | None = None, release: str | None = None) -> None:
        """Say that a person, case or release changed, where the objects themselves do not tell."""
        for touched, id in ((self._people, person), (self._cases, case), (self._releases, release)):
            if id is not None:
                touched.add(id)

    def flush(self) -> None:
        """Send what is pending to the file, still inside the transaction."""
        self.session.flush()

    def commit(self, *, created: str = "") -> Changes:
        """Make it durable. When this returns it is on the disk; when it raises, nothing of it is."""
        self.flush()
        if self._step_of:
            self._keep_step()
        if self._relinked:
            self._settle_links()
        for person, parts in self._lines.items():
            moved = lines.refresh(self.connection, person, parts, make=person in self._made_lines)
            self.index_changed = self.index_changed or moved
            if person in self._made_lines:
                note_words.refresh(self.connection, person)
        duties.forget(self.connection, self._people)
        if self._events:
            events, hide = self._events, self.sealed.hide
            head = audit.append(self.connection, self._chain_key, events, actor=self.by.id, at=self.at, hide=hide)
            self._seal(self.connection, head)
        self.session.commit()
        self.committed = Changes(
            saved=self.at,
            people=frozenset(self._people),
            cases=frozenset(self._cases),
            created=created,
            drafts=self._drafts,
            releases=frozenset(self._releases),
        )
        return self.committed

    def put_back(self, changes: Sequence[row_changes.RowChange], people: Iterable[str], cases: Iterable[str]) -> None:
        """Bring rows to the state ``changes`` say; lists and searches of the ``people`` they are about follow."""
        row_changes.apply(self.connection, changes)
        self._people.update(people)
        self._cases.update(cases)
        self.index_changed = True
        self._relinked = self._relinked or any(change.table == t.person_links.name for change in changes)
        for change in changes:
            if change.table == t.people.name and change.after is None and change.before is not None:
                self.unindex(change.before["id"])
                row_changes.forget_found(self.connection, change.before["id"])
                duties.purge(self.connection, change.before["id"])
            elif change.table == t.people.name and change.before is None and change.after is not None:
                self._made_lines.add(change.after["id"])
        for person in people:
            self._lines[person] = set(Part)

    def _keep_step(self) -> None:
        undoing.keep(
            self.connection,
            self._step_of,
            staff=self.by.id,
            at=self.at,
            subjects=[event.subject for event in self._events],
            people=self._people,
            cases=self._cases,
        )

    def before_flush(self) -> None:
        """Note whom the pending objects touch, and let a change of a part count as a change of its owner."""
        session = self.session
        new = tuple(session.new)
        self._begun = {(kind, obj.id) for kind in (Person, Case) for obj in new if isinstance(obj, kind)}
        for person in self.sealed.keep_facts():
            self._touch_person(person.id, Part.IDENTITY)
            self._raise_version(Person, person.id)
        dirty = tuple(session.dirty)
        self._made_lines.update(obj.id for obj in new if isinstance(obj, Person))
        changed = [obj for obj in dirty if session.is_modified(obj, include_collections=False)]
        for obj in (*new, *changed, *session.deleted):
            self._note_touched(obj)
        for owner in dirty:
            if isinstance(owner, Person | Case):
                self._note_regrouped(owner)
        self.sealed.keep_parts()

    def _note_regrouped(self, owner: Person | Case) -> None:
        """A part that is only taken away leaves no other trace than the owner's collection."""
        parts = inspect(owner).attrs
        for collection, shown in _COLLECTIONS[type(owner)].items():
            if parts[collection].history.deleted:
                self._touch_person(owner.id if isinstance(owner, Person) else owner.person_id, *shown)
                if isinstance(owner, Case):
                    self._cases.add(owner.id)
                    self.index_changed = True
                self._raise_version(type(owner), owner.id)

    def _note_touched(self, obj: object) -> None:
        if isinstance(obj, Person):
            self._touch_person(obj.id, Part.IDENTITY)
        elif isinstance(obj, Case):
            self._cases.add(obj.id)
            self._touch_person(obj.person_id, Part.IDENTITY, Part.KEEPERS)
            self.index_changed = True  # who may list her hangs on her case and on who works with it
        elif isinstance(obj, Intervention):
            self._cases.add(obj.case_id)
            self._people.add(obj.person_id)
        elif isinstance(obj, mapping.PARTS_OF_INTERVENTION):
            self._people.add(obj.person_id)
        elif isinstance(obj, JournalNote | NoteDispute):
            self._cases.add(obj.case_id)
        elif isinstance(obj, Assignment):
            self._cases.add(obj.case_id)
            of_case = select(t.cases.c.person_id).where(t.cases.c.id == obj.case_id)
            person = self.connection.execute(of_case).scalar()
            self.index_changed = True
            if person is not None:  # a case that is new itself brings its person along
                self._touch_person(person, Part.KEEPERS)
            self._raise_version(Case, obj.case_id)
        elif isinstance(obj, PersonLink):
            self._relinked = True
            for person in (obj.part_id, obj.main_id):
                self._touch_person(person)
                self._raise_version(Person, person)
        elif isinstance(obj, mapping.PARTS_OF_PERSON):
            self._touch_person(obj.person_id, *_PARTS_SHOWN.get(type(obj), ()))
            self._raise_version(Person, obj.person_id)
        elif not isinstance(obj, LocalIntervention):
            raise TypeError(f"the store does not know {type(obj).__name__}")

    def _settle_links(self) -> None:
        """Lists show linked files as one: those that were linked or taken apart get their lines anew, if any."""
        settled = linking.settle(self.connection)
        listed = lines.lines_by_person(self.connection, settled)
        shown_in = linking.mains(self.connection)
        for person in settled:
            lines.purge(self.connection, person)
        for person in settled if listed else ():
            if person not in shown_in:
                lines.refresh(self.connection, person, Part, make=True)
        self.index_changed = True

    def _touch_person(self, person: str, *shown: Part) -> None:
        self._people.add(person)
        if shown:
            self._lines.setdefault(person, set()).update(shown)

    def _raise_version(self, kind: type[Person] | type[Case], id: str) -> None:
        """Raise the owner's version, once in this transaction."""
        if (kind, id) in self._raised or (kind, id) in self._begun:
            return
        self._raised.add((kind, id))
        owner = self.session.identity_map.get(identity_key(kind, id))
        if not isinstance(owner, Person | Case):
            cursor_of(self.connection).execute(_RAISED_UNSEEN[kind], (id,))
        elif not self.session.is_modified(owner, include_collections=False):
            # only the version changes: said directly, and the object told, it takes a third of what a flush of it does
            cursor = cursor_of(self.connection)
            cursor.execute(_RAISED[kind], (id, owner.version))
            if cursor.rowcount != 1:
                raise Refused("register.changed_meanwhile")
            set_committed_value(owner, "version", owner.version + 1)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn broken constraints and stale versions into ``Refused``; one nobody foresaw stays a bug, without data."""
    try:
        yield
    except StaleDataError:
        raise Refused("register.changed_meanwhile") from None
    except (IntegrityError, sqlcipher.IntegrityError) as fault:
        said = str(fault.orig if isinstance(fault, IntegrityError) else fault)
        for sign, code in _REFUSAL_BY_CONSTRAINT.items():
            if sign in said:
                raise Refused(code) from None
        raise


_REFUSAL_BY_CONSTRAINT = {
    "identifiers.type, identifiers.value": "identity.same_number_other_person",
    "releases.": "release.already_made",
    "FOREIGN KEY": "register.changed_meanwhile",
    "append only": "register.append_only",
}
