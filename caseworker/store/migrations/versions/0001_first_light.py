"""First light: people, cases, audit, search, counts.

Frozen: a register of this age must always be able to take this very step. Imports no live code.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE TABLE audit (seq INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, "
    "subject TEXT NOT NULL, commitment BLOB NOT NULL, prev BLOB NOT NULL, mac BLOB NOT NULL, PRIMARY KEY (seq)) "
    "STRICT",
    "CREATE INDEX audit_subject ON audit (subject)",
    "CREATE TABLE case_serials (year INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (year)) STRICT",
    'CREATE TABLE centre (endpoint TEXT NOT NULL, name TEXT NOT NULL, "key" BLOB NOT NULL, demo INTEGER NOT NULL, '
    "PRIMARY KEY (endpoint)) STRICT",
    'CREATE TABLE drafts (staff_id TEXT NOT NULL, kind TEXT NOT NULL, "key" TEXT NOT NULL, body TEXT NOT NULL, '
    'saved TEXT NOT NULL, PRIMARY KEY (staff_id, kind, "key")) STRICT',
    "CREATE TABLE ladder_locks (year INTEGER NOT NULL, table_name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY "
    "(year, table_name)) STRICT",
    "CREATE TABLE people (id TEXT NOT NULL, sex TEXT NOT NULL, born TEXT, born_precision TEXT NOT NULL, created "
    "TEXT NOT NULL, born_source TEXT NOT NULL, reads TEXT NOT NULL, speaks TEXT NOT NULL, interpreter TEXT NOT "
    "NULL, arrived_through TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (id)) STRICT",
    "CREATE INDEX people_born ON people (born)",
    'CREATE TABLE register_info ("key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key")) STRICT',
    "CREATE TABLE releases (release_id TEXT NOT NULL, table_name TEXT NOT NULL, period TEXT NOT NULL, revision "
    "INTEGER NOT NULL, created TEXT NOT NULL, sha256 TEXT NOT NULL, envelope BLOB NOT NULL, PRIMARY KEY "
    "(release_id), UNIQUE (table_name, period, revision)) STRICT",
    'CREATE TABLE settings (staff_id TEXT NOT NULL, "key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY '
    '(staff_id, "key")) STRICT',
    "CREATE TABLE staff (id TEXT NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL, active INTEGER NOT NULL, "
    "PRIMARY KEY (id)) STRICT",
    "CREATE TABLE accommodations (id TEXT NOT NULL, person_id TEXT NOT NULL, code TEXT NOT NULL, begins TEXT NOT "
    "NULL, ends TEXT, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY "
    "DEFERRED) STRICT",
    "CREATE INDEX ix_accommodations_person_id ON accommodations (person_id)",
    "CREATE TABLE addresses (id TEXT NOT NULL, person_id TEXT NOT NULL, kind TEXT NOT NULL, care_of TEXT NOT "
    "NULL, street TEXT NOT NULL, postcode TEXT NOT NULL, city TEXT NOT NULL, begins TEXT NOT NULL, ends TEXT, "
    "PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_addresses_person_id ON addresses (person_id)",
    "CREATE TABLE audit_heads (seq INTEGER NOT NULL, mac BLOB NOT NULL, staff_id TEXT NOT NULL, at TEXT NOT NULL, "
    "signature BLOB NOT NULL, PRIMARY KEY (seq), FOREIGN KEY(seq) REFERENCES audit (seq) DEFERRABLE INITIALLY "
    "DEFERRED) STRICT",
    "CREATE TABLE audit_payloads (seq INTEGER NOT NULL, salt BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY "
    "(seq), FOREIGN KEY(seq) REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE TABLE cases (id TEXT NOT NULL, number TEXT NOT NULL, person_id TEXT NOT NULL, unit TEXT NOT NULL, "
    "opened TEXT NOT NULL, closed TEXT, version INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (number), FOREIGN "
    "KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_cases_person_id ON cases (person_id)",
    "CREATE TABLE contacts (id TEXT NOT NULL, person_id TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, "
    "begins TEXT NOT NULL, ends TEXT, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE "
    "INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_contacts_person_id ON contacts (person_id)",
    "CREATE TABLE identifiers (id TEXT NOT NULL, person_id TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT "
    "NULL, begins TEXT NOT NULL, ends TEXT, seen_on TEXT, copy_kept INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN "
    "KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE UNIQUE INDEX identifiers_one_holder ON identifiers (type, value) WHERE ends IS NULL",
    "CREATE INDEX identifiers_value ON identifiers (value)",
    "CREATE INDEX ix_identifiers_person_id ON identifiers (person_id)",
    "CREATE TABLE outbox (release_id TEXT NOT NULL, endpoint TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT "
    "NULL, attempts INTEGER NOT NULL, next_attempt TEXT, PRIMARY KEY (release_id), FOREIGN KEY(release_id) "
    "REFERENCES releases (release_id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE TABLE person_lines (no INTEGER NOT NULL, person_id TEXT NOT NULL, sort_key TEXT NOT NULL, name TEXT "
    "NOT NULL, original_name TEXT NOT NULL, born TEXT, born_precision TEXT NOT NULL, sex TEXT NOT NULL, number "
    "TEXT NOT NULL, case_number TEXT NOT NULL, statuses TEXT NOT NULL, settlements TEXT NOT NULL, keepers TEXT "
    "NOT NULL, PRIMARY KEY (no), UNIQUE (person_id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE "
    "INITIALLY DEFERRED) STRICT",
    "CREATE INDEX person_lines_order ON person_lines (sort_key, no)",
    'CREATE TABLE person_names (id TEXT NOT NULL, person_id TEXT NOT NULL, role TEXT NOT NULL, "full" TEXT NOT '
    "NULL, given TEXT NOT NULL, family TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people "
    "(id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_person_names_person_id ON person_names (person_id)",
    "CREATE TABLE receipts (release_id TEXT NOT NULL, received TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY "
    "(release_id), FOREIGN KEY(release_id) REFERENCES releases (release_id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE TABLE settlements (id TEXT NOT NULL, person_id TEXT NOT NULL, code TEXT NOT NULL, begins TEXT NOT "
    "NULL, ends TEXT, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY "
    "DEFERRED) STRICT",
    "CREATE INDEX ix_settlements_person_id ON settlements (person_id)",
    "CREATE TABLE statuses (id TEXT NOT NULL, person_id TEXT NOT NULL, code TEXT NOT NULL, begins TEXT NOT NULL, "
    "ground TEXT NOT NULL, permit TEXT NOT NULL, permit_until TEXT, classification TEXT NOT NULL, unaccompanied "
    "INTEGER NOT NULL, ends TEXT, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE "
    "INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_statuses_person_id ON statuses (person_id)",
    "CREATE TABLE assignments (id TEXT NOT NULL, case_id TEXT NOT NULL, staff_id TEXT NOT NULL, kind TEXT NOT "
    "NULL, begins TEXT NOT NULL, ends TEXT, PRIMARY KEY (id), FOREIGN KEY(case_id) REFERENCES cases (id) "
    "DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) "
    "STRICT",
    "CREATE INDEX ix_assignments_case_id ON assignments (case_id)",
    "CREATE INDEX ix_assignments_staff_id ON assignments (staff_id)",
    "CREATE TABLE interventions (id TEXT NOT NULL, person_id TEXT NOT NULL, case_id TEXT NOT NULL, type TEXT NOT "
    "NULL, area TEXT NOT NULL, actor TEXT NOT NULL, state TEXT NOT NULL, recorded TEXT NOT NULL, begins TEXT, "
    "ends TEXT, outcome TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(person_id) "
    "REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE "
    "INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_interventions_case_id ON interventions (case_id)",
    "CREATE INDEX ix_interventions_person_id ON interventions (person_id)",
    "CREATE TABLE notes (id TEXT NOT NULL, case_id TEXT NOT NULL, author_id TEXT NOT NULL, written TEXT NOT NULL, "
    "happened_on TEXT NOT NULL, text TEXT NOT NULL, corrects TEXT, PRIMARY KEY (id), FOREIGN KEY(case_id) "
    "REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(author_id) REFERENCES staff (id) DEFERRABLE "
    "INITIALLY DEFERRED, FOREIGN KEY(corrects) REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_notes_author_id ON notes (author_id)",
    "CREATE INDEX ix_notes_case_id ON notes (case_id)",
    "CREATE VIRTUAL TABLE search_words USING fts5(names, sounds, numbers, prefix = '1 2 3', columnsize = 0, "
    "detail = 'column', tokenize = 'unicode61 remove_diacritics 0')",
    "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_heads_are_not_changed BEFORE UPDATE ON audit_heads BEGIN SELECT RAISE(ABORT, 'append "
    "only'); END",
    "CREATE TRIGGER audit_heads_are_not_deleted BEFORE DELETE ON audit_heads BEGIN SELECT RAISE(ABORT, 'append "
    "only'); END",
    "CREATE TRIGGER notes_are_not_changed BEFORE UPDATE ON notes BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER notes_are_not_deleted BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'append only'); END",
)


def upgrade() -> None:
    """Make every table, index, trigger and the search index of the first schema."""
    for statement in _STATEMENTS:
        op.execute(statement)
