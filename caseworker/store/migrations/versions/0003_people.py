"""People: numbers with their history, households, journal, documents, links between files, undo, imports.

Frozen once released: a register of this age must always be able to take this very step. Imports no live code.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_IDENTITY: tuple[str, ...] = ()
_NAME_KEYS: tuple[str, ...] = ()
_LINKS: tuple[str, ...] = ()
_HOUSEHOLDS: tuple[str, ...] = ()
_JOURNAL: tuple[str, ...] = ()
_DOCUMENTS: tuple[str, ...] = (
    "CREATE TABLE attachments (id TEXT NOT NULL, person_id TEXT NOT NULL, note_id TEXT, title TEXT NOT NULL, kind TEXT "
    "NOT NULL, size INTEGER NOT NULL, pages INTEGER NOT NULL, sha256 TEXT NOT NULL, added TEXT NOT NULL, added_by TEXT "
    "NOT NULL, removed TEXT, removed_by TEXT, removal TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(person_id) "
    "REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(note_id) REFERENCES notes (id) DEFERRABLE "
    "INITIALLY DEFERRED, FOREIGN KEY(added_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN "
    "KEY(removed_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_attachments_added_by ON attachments (added_by)",
    "CREATE INDEX ix_attachments_person_id ON attachments (person_id)",
    "CREATE TABLE attachment_bodies (id TEXT NOT NULL, person_id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (id), "
    "FOREIGN KEY(id) REFERENCES attachments (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person_id) REFERENCES "
    "people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_attachment_bodies_person_id ON attachment_bodies (person_id)",
)
_UNDO: tuple[str, ...] = (
    "CREATE TABLE undo_steps (id TEXT NOT NULL, staff_id TEXT NOT NULL, no INTEGER NOT NULL, service TEXT NOT NULL, "
    "person_id TEXT, at TEXT NOT NULL, undone INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (id), "
    "FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED, "
    "FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_undo_steps_staff_id ON undo_steps (staff_id)",
    "CREATE INDEX undo_steps_of_person ON undo_steps (person_id)",
)
_IMPORT: tuple[str, ...] = ()


def upgrade() -> None:
    """Make the tables and rules of the third schema; what the earlier ones hold stays as it is."""
    for area in (_IDENTITY, _NAME_KEYS, _LINKS, _HOUSEHOLDS, _JOURNAL, _DOCUMENTS, _UNDO, _IMPORT):
        for statement in area:
            op.execute(statement)
