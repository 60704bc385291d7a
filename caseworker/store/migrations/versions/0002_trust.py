"""Trust: employments and looks in need, protected persons, log reviews, erasure.

Frozen once released: a register of this age must always be able to take this very step. Imports no live code.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ACCESS: tuple[str, ...] = (
    "CREATE TABLE employments (id TEXT NOT NULL, staff_id TEXT NOT NULL, unit TEXT NOT NULL, begins TEXT NOT NULL, "
    "ends TEXT, PRIMARY KEY (id), FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_employments_staff_id ON employments (staff_id)",
    "CREATE INDEX cases_unit ON cases (unit)",
    "CREATE TABLE looks_in_need (id TEXT NOT NULL, staff_id TEXT NOT NULL, person_id TEXT NOT NULL, opened TEXT NOT "
    "NULL, closes TEXT NOT NULL, seen_by TEXT, seen TEXT, PRIMARY KEY (id), FOREIGN KEY(staff_id) REFERENCES staff "
    "(id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, "
    "FOREIGN KEY(seen_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_looks_in_need_staff_id ON looks_in_need (staff_id)",
    "CREATE INDEX ix_looks_in_need_person_id ON looks_in_need (person_id)",
)
_PROTECTION: tuple[str, ...] = (
    "CREATE TABLE compartments (id TEXT NOT NULL, key_name TEXT NOT NULL, sealed_to TEXT NOT NULL, created TEXT NOT "
    "NULL, swept INTEGER NOT NULL, PRIMARY KEY (id)) STRICT",
    "CREATE TABLE protections (id TEXT NOT NULL, person_id TEXT NOT NULL, compartment_id TEXT NOT NULL, kind TEXT "
    "NOT NULL, begins TEXT NOT NULL, ends TEXT, age_from INTEGER, PRIMARY KEY (id), FOREIGN KEY(person_id) "
    "REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(compartment_id) REFERENCES compartments "
    "(id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_protections_compartment_id ON protections (compartment_id)",
    "CREATE INDEX ix_protections_person_id ON protections (person_id)",
    "CREATE UNIQUE INDEX protections_one_running ON protections (person_id) WHERE ends IS NULL",
    "CREATE TABLE sealed_fields (record TEXT NOT NULL, field TEXT NOT NULL, person_id TEXT NOT NULL, "
    "compartment_id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (record, field), FOREIGN KEY(person_id) "
    "REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(compartment_id) REFERENCES compartments "
    "(id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_sealed_fields_compartment_id ON sealed_fields (compartment_id)",
    "CREATE INDEX ix_sealed_fields_person_id ON sealed_fields (person_id)",
    "CREATE TABLE reader_proposals (compartment_id TEXT NOT NULL, readers TEXT NOT NULL, proposed_by TEXT NOT "
    "NULL, proposed TEXT NOT NULL, PRIMARY KEY (compartment_id), FOREIGN KEY(compartment_id) REFERENCES "
    "compartments (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "DROP TRIGGER notes_are_not_changed",
    "CREATE TRIGGER notes_are_not_changed BEFORE UPDATE ON notes WHEN NOT (new.id = old.id AND new.case_id = "
    "old.case_id AND new.author_id = old.author_id AND new.written = old.written AND new.happened_on = "
    "old.happened_on AND new.corrects IS old.corrects AND (new.text = '') <> (old.text = '') AND EXISTS (SELECT 1 "
    "FROM sealed_fields WHERE record = old.id AND field = 'note')) BEGIN SELECT RAISE(ABORT, 'append only'); END",
)
_REVIEW: tuple[str, ...] = (
    "CREATE TABLE reviews (id TEXT NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, drawn TEXT NOT "
    "NULL, drawn_by TEXT NOT NULL, seed TEXT NOT NULL, events INTEGER NOT NULL, signed TEXT, signed_by TEXT, body "
    "BLOB, signature BLOB, PRIMARY KEY (id)) STRICT",
    "CREATE TABLE review_items (review_id TEXT NOT NULL, no INTEGER NOT NULL, flag TEXT NOT NULL, actor TEXT NOT "
    "NULL, seqs TEXT NOT NULL, outcome TEXT, comment TEXT NOT NULL, decided TEXT, decided_by TEXT NOT NULL, salt "
    "BLOB, erased TEXT, erasure_list TEXT, PRIMARY KEY (review_id, no), FOREIGN KEY(review_id) REFERENCES reviews "
    "(id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE TABLE close_ties (staff_id TEXT NOT NULL, person_id TEXT NOT NULL, declared TEXT NOT NULL, PRIMARY KEY "
    "(staff_id, person_id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX close_ties_person ON close_ties (person_id)",
    "CREATE TABLE staff_notices (staff_id TEXT NOT NULL, version INTEGER NOT NULL, acknowledged TEXT NOT NULL, "
    "PRIMARY KEY (staff_id, version)) STRICT",
    "CREATE TRIGGER signed_reviews_are_not_changed BEFORE UPDATE ON reviews WHEN old.signed IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER signed_reviews_are_not_deleted BEFORE DELETE ON reviews "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
)
_ERASURE: tuple[str, ...] = (
    "CREATE TABLE retention_facts (person_id TEXT NOT NULL, parentage TEXT NOT NULL, child_placed TEXT NOT NULL, "
    "child_inquiry TEXT NOT NULL, custody TEXT NOT NULL, about_other_child TEXT NOT NULL, youngest_child_born "
    "TEXT, PRIMARY KEY (person_id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) "
    "STRICT",
    "CREATE TABLE erasure_lists (id TEXT NOT NULL, proposed_by TEXT NOT NULL, proposed TEXT NOT NULL, approved_by"
    " TEXT NOT NULL, approved TEXT, ended_by TEXT NOT NULL, ended TEXT, how TEXT NOT NULL, taken_off INTEGER NOT "
    "NULL, last_backup TEXT, log_before TEXT, log_rows INTEGER NOT NULL, PRIMARY KEY (id)) STRICT",
    "CREATE TABLE erasure_items (person_id TEXT NOT NULL, list_id TEXT NOT NULL, until TEXT NOT NULL, finish_by "
    "TEXT NOT NULL, rules TEXT NOT NULL, stamp TEXT NOT NULL, PRIMARY KEY (person_id), FOREIGN KEY(person_id) "
    "REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(list_id) REFERENCES erasure_lists (id) "
    "DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_erasure_items_list_id ON erasure_items (list_id)",
    "CREATE TABLE erasures (token TEXT NOT NULL, case_token TEXT NOT NULL, list_id TEXT NOT NULL, rules TEXT NOT "
    "NULL, erased TEXT NOT NULL, PRIMARY KEY (token), FOREIGN KEY(list_id) REFERENCES erasure_lists (id) "
    "DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_erasures_list_id ON erasures (list_id)",
    "DROP TRIGGER notes_are_not_deleted",
    "CREATE TRIGGER notes_are_not_deleted BEFORE DELETE ON notes WHEN NOT EXISTS (SELECT 1 FROM cases JOIN "
    "erasure_items ON erasure_items.person_id = cases.person_id JOIN erasure_lists ON erasure_lists.id = "
    "erasure_items.list_id WHERE cases.id = old.case_id AND erasure_lists.approved IS NOT NULL AND "
    "erasure_lists.approved_by <> erasure_lists.proposed_by AND erasure_lists.ended IS NULL) BEGIN SELECT "
    "RAISE(ABORT, 'append only'); END",
)

# lists of those who work in one unit are read from lines alone, so the line says which unit it is
_LINES = (
    "DROP INDEX person_lines_order",
    "ALTER TABLE person_lines RENAME TO person_lines_before",
    "CREATE TABLE person_lines (no INTEGER NOT NULL, person_id TEXT NOT NULL, sort_key TEXT NOT NULL, name TEXT "
    "NOT NULL, original_name TEXT NOT NULL, born TEXT, born_precision TEXT NOT NULL, sex TEXT NOT NULL, number "
    "TEXT NOT NULL, case_number TEXT NOT NULL, unit TEXT NOT NULL, statuses TEXT NOT NULL, settlements TEXT NOT "
    "NULL, keepers TEXT NOT NULL, PRIMARY KEY (no), UNIQUE (person_id), FOREIGN KEY(person_id) REFERENCES people (id) "
    "DEFERRABLE INITIALLY DEFERRED) STRICT",
    "INSERT INTO person_lines SELECT no, person_id, sort_key, name, original_name, born, born_precision, sex, number, "
    "case_number, coalesce((SELECT unit FROM cases WHERE cases.person_id = person_lines_before.person_id "
    "ORDER BY closed IS NOT NULL, number DESC LIMIT 1), ''), statuses, settlements, keepers FROM person_lines_before",
    "DROP TABLE person_lines_before",
    "CREATE INDEX person_lines_order ON person_lines (sort_key, no)",
    "CREATE INDEX person_lines_unit ON person_lines (unit, sort_key, no)",
)


def upgrade() -> None:
    """Make the tables and rules of the second schema; what the first one holds stays as it is."""
    for statement in (*_ACCESS, *_PROTECTION, *_REVIEW, *_ERASURE, *_LINES):
        op.execute(statement)
