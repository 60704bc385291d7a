"""Derived tables: what lists and searches read, thrown away and made anew from the files."""

from dataclasses import dataclass

from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.services.registry import service
from caseworker.store import derived
from caseworker.store.derived import Difference
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: ``differed`` are the tables that were not as the files say, with how many rows."""

    changes: Changes
    differed: tuple[Difference, ...]


@service(needs="register.rebuild", record="register", retention="register")
def rebuild_derived(register: Register, *, by: User) -> Rebuilt:
    """Make what lists and searches read anew from the files; nothing in a file changes.

    Protected persons and files that wait to be erased stay out, as they were.
    """
    with register.change(by=by) as tx:
        differed = derived.compare(tx.connection)
        rows = derived.rebuild(tx.connection)
        tx.index_changed = True
        told = {"rows": rows, "differed": {one.table: one.rows for one in differed}}
        tx.note(Event("register.derived_rebuilt", register.info.register_id, told))
        return Rebuilt(tx.commit(), differed)
