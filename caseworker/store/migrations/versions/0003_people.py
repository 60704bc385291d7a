"""People: numbers with their history, households, journal, documents, links between files, undo, imports.

Frozen once released: a register of this age must always be able to take this very step. Imports no live code.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_IDENTITY: tuple[str, ...] = (
    "ALTER TABLE person_names RENAME TO person_names_2",
    'CREATE TABLE person_names (id TEXT NOT NULL, person_id TEXT NOT NULL, role TEXT NOT NULL, "full" TEXT NOT NULL, '
    "given TEXT NOT NULL, family TEXT NOT NULL, tokens TEXT NOT NULL, begins TEXT, ends TEXT, PRIMARY KEY (id), "
    "FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "INSERT INTO person_names SELECT id, person_id, role, \"full\", given, family, '[]', NULL, NULL FROM "
    "person_names_2",
    "DROP TABLE person_names_2",
    "CREATE INDEX ix_person_names_person_id ON person_names (person_id)",
    "ALTER TABLE identifiers RENAME TO identifiers_2",
    "CREATE TABLE identifiers (id TEXT NOT NULL, person_id TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, "
    "begins TEXT NOT NULL, ends TEXT, seen_on TEXT, copy_kept INTEGER NOT NULL, issuer TEXT NOT NULL, certainty TEXT "
    "NOT NULL, renewed_on TEXT, why_ended TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (id), FOREIGN "
    "KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    # until now a number ended only because another one followed it
    "INSERT INTO identifiers SELECT id, person_id, type, value, begins, ends, seen_on, copy_kept, CASE WHEN type IN "
    "('personnummer', 'samordningsnummer') THEN 'Skatteverket' WHEN type IN ('dossier', 'lma', 'migration_reference') "
    "THEN 'Migrationsverket' ELSE '' END, '', NULL, CASE WHEN ends IS NULL THEN '' ELSE 'replaced' END, '' "
    "FROM identifiers_2",
    "DROP TABLE identifiers_2",
    "CREATE UNIQUE INDEX identifiers_one_holder ON identifiers (type, value) WHERE ends IS NULL",
    "CREATE INDEX identifiers_value ON identifiers (value)",
    "CREATE INDEX ix_identifiers_person_id ON identifiers (person_id)",
    "CREATE TABLE birth_statements (id TEXT NOT NULL, person_id TEXT NOT NULL, stated TEXT NOT NULL, calendar TEXT NOT "
    "NULL, source TEXT NOT NULL, recorded TEXT NOT NULL, born TEXT, PRIMARY KEY (id), FOREIGN KEY(person_id) "
    "REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_birth_statements_person_id ON birth_statements (person_id)",
    "CREATE TABLE endings (id TEXT NOT NULL, person_id TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, place "
    "TEXT "
    "NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people "
    "(id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_endings_person_id ON endings (person_id)",
)
_LINKS: tuple[str, ...] = (
    "CREATE TABLE person_links (id TEXT NOT NULL, part_id TEXT NOT NULL, main_id TEXT NOT NULL, begins TEXT NOT NULL, "
    "ends TEXT, linked_by TEXT NOT NULL, ground TEXT NOT NULL, end_ground TEXT NOT NULL, number_changed INTEGER NOT "
    "NULL, PRIMARY KEY (id), FOREIGN KEY(part_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN "
    "KEY(main_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(linked_by) REFERENCES staff (id) "
    "DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_person_links_linked_by ON person_links (linked_by)",
    "CREATE INDEX ix_person_links_main_id ON person_links (main_id)",
    "CREATE INDEX ix_person_links_part_id ON person_links (part_id)",
    "CREATE TABLE file_parts (person_id TEXT NOT NULL, main_id TEXT NOT NULL, PRIMARY KEY (person_id), FOREIGN "
    "KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(main_id) REFERENCES people (id) "
    "DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_file_parts_main_id ON file_parts (main_id)",
    "CREATE TABLE pairs (id TEXT NOT NULL, one_id TEXT NOT NULL, other_id TEXT NOT NULL, weight REAL NOT NULL, "
    "reasons TEXT NOT NULL, found TEXT NOT NULL, decision TEXT NOT NULL, decided_by TEXT, "
    "decided TEXT, PRIMARY KEY (id), UNIQUE (one_id, other_id), FOREIGN KEY(one_id) REFERENCES people (id) DEFERRABLE "
    "INITIALLY DEFERRED, FOREIGN KEY(other_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN "
    "KEY(decided_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_pairs_one_id ON pairs (one_id)",
    "CREATE INDEX ix_pairs_other_id ON pairs (other_id)",
    "CREATE VIRTUAL TABLE place_words USING fts5(places, prefix = '2 3', columnsize = 0, detail = 'column', "
    "tokenize = 'unicode61 remove_diacritics 2')",
    "INSERT INTO place_words (place_words, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO place_words (rowid, places) SELECT no, told FROM (SELECT no, (SELECT group_concat(told, ' ') FROM "
    "(SELECT street || ' ' || postcode || ' ' || replace(postcode, ' ', '') || ' ' || city AS told FROM addresses "
    "WHERE ends IS NULL AND addresses.person_id = person_lines.person_id ORDER BY begins, id)) AS told FROM "
    "person_lines) "
    "WHERE told IS NOT NULL",
)
_HOUSEHOLDS: tuple[str, ...] = (
    "CREATE TABLE household_members (id TEXT NOT NULL, person_id TEXT NOT NULL, household_id TEXT NOT NULL, "
    "begins TEXT NOT NULL, ends TEXT, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) "
    "DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_household_members_household_id ON household_members (household_id)",
    "CREATE INDEX ix_household_members_person_id ON household_members (person_id)",
    "CREATE TABLE relations (id TEXT NOT NULL, person_id TEXT NOT NULL, kind TEXT NOT NULL, begins TEXT NOT "
    "NULL, ground TEXT NOT NULL, other_id TEXT, other_name TEXT NOT NULL, other_contact TEXT NOT NULL, source "
    "TEXT NOT NULL, ends TEXT, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE "
    "INITIALLY DEFERRED, FOREIGN KEY(other_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_relations_person_id ON relations (person_id)",
    "CREATE INDEX relations_other ON relations (other_id)",
    "CREATE TABLE no_contacts (id TEXT NOT NULL, person_id TEXT NOT NULL, begins TEXT NOT NULL, other_id TEXT, "
    "other_name TEXT NOT NULL, reason TEXT NOT NULL, ends TEXT, PRIMARY KEY (id), FOREIGN KEY(person_id) "
    "REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(other_id) REFERENCES people (id) "
    "DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_no_contacts_person_id ON no_contacts (person_id)",
    "CREATE INDEX no_contacts_other ON no_contacts (other_id)",
    "CREATE TABLE errands (id TEXT NOT NULL, person_id TEXT NOT NULL, code TEXT NOT NULL, arose TEXT NOT NULL, "
    "due TEXT, done TEXT, done_by TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(person_id) "
    "REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX errands_open ON errands (due) WHERE done IS NULL",
    "CREATE INDEX ix_errands_person_id ON errands (person_id)",
)
_JOURNAL: tuple[str, ...] = (
    "DROP TRIGGER notes_are_not_changed",
    "DROP TRIGGER notes_are_not_deleted",
    "DROP INDEX ix_notes_author_id",
    "DROP INDEX ix_notes_case_id",
    "ALTER TABLE notes RENAME TO notes_before",
    "CREATE TABLE notes (id TEXT NOT NULL, case_id TEXT NOT NULL, author_id TEXT NOT NULL, begun TEXT NOT NULL, "
    "written TEXT NOT NULL, happened_on TEXT NOT NULL, kind TEXT NOT NULL, stated_by TEXT NOT NULL, text TEXT "
    "NOT NULL, interpreter TEXT NOT NULL, interpreter_language TEXT NOT NULL, interpreter_time TEXT NOT NULL, "
    "corrects TEXT, signed TEXT, signed_name TEXT NOT NULL, signed_role TEXT NOT NULL, PRIMARY KEY (id), FOREIGN "
    "KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(author_id) REFERENCES staff "
    "(id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(corrects) REFERENCES notes (id) DEFERRABLE INITIALLY "
    "DEFERRED) STRICT",
    # every note there was is signed
    "INSERT INTO notes SELECT id, case_id, author_id, written, written, happened_on, 'unmarked', '', text, '', "
    "'', '', corrects, written, coalesce((SELECT name FROM staff WHERE staff.id = notes_before.author_id), ''), "
    "'' FROM notes_before",
    # what was being written is an unsigned note now; a sealed draft stays one until its writer opens it
    "INSERT INTO notes SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "
    "substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))), "
    "(SELECT cases.id FROM cases WHERE cases.person_id = drafts.key ORDER BY cases.closed IS NOT NULL, "
    "cases.number DESC LIMIT 1), staff_id, saved, saved, coalesce((SELECT date(json_extract(body, '$.happened')) "
    "WHERE date(json_extract(body, '$.happened')) = json_extract(body, '$.happened')), substr(saved, 1, 10)), "
    "'fact', '', json_extract(body, '$.text'), '', '', '', (SELECT id FROM notes_before WHERE id = "
    "json_extract(body, '$.corrects')), NULL, '', '' FROM drafts WHERE kind = 'note' AND json_valid(body) AND "
    "trim(coalesce(json_extract(body, '$.text'), '')) <> '' AND EXISTS (SELECT 1 FROM cases WHERE "
    "cases.person_id = drafts.key) AND EXISTS (SELECT 1 FROM staff WHERE staff.id = drafts.staff_id)",
    "DELETE FROM drafts WHERE kind = 'note' AND body <> '{}'",
    "DROP TABLE notes_before",
    "CREATE INDEX ix_notes_author_id ON notes (author_id)",
    "CREATE INDEX ix_notes_case_id ON notes (case_id)",
    "CREATE INDEX notes_unsigned ON notes (begun) WHERE signed IS NULL",
    "CREATE TABLE note_disputes (id TEXT NOT NULL, note_id TEXT NOT NULL, case_id TEXT NOT NULL, recorded TEXT "
    "NOT NULL, recorded_by TEXT NOT NULL, recorded_name TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (id), "
    "FOREIGN KEY(note_id) REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(case_id) REFERENCES "
    "cases (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(recorded_by) REFERENCES staff (id) DEFERRABLE "
    "INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_note_disputes_case_id ON note_disputes (case_id)",
    "CREATE INDEX ix_note_disputes_note_id ON note_disputes (note_id)",
    "CREATE INDEX ix_note_disputes_recorded_by ON note_disputes (recorded_by)",
    "CREATE TABLE note_numbers (no INTEGER NOT NULL, note_id TEXT NOT NULL, PRIMARY KEY (no), UNIQUE (note_id), "
    "FOREIGN KEY(note_id) REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE VIRTUAL TABLE note_words USING fts5(words, prefix = '2 3', columnsize = 0, tokenize = 'unicode61 "
    "remove_diacritics 0')",
    "INSERT INTO note_words (note_words, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER note_words_go AFTER DELETE ON note_numbers BEGIN DELETE FROM note_words WHERE rowid = old.no; END",
    "CREATE TRIGGER notes_are_not_changed BEFORE UPDATE ON notes WHEN NOT (new.id = old.id AND new.case_id = "
    "old.case_id AND new.author_id = old.author_id AND new.begun = old.begun) OR (old.signed IS NOT NULL AND NOT "
    "(new.written = old.written AND new.happened_on = old.happened_on AND new.kind = old.kind AND "
    "new.interpreter_language = old.interpreter_language AND new.interpreter_time = old.interpreter_time AND "
    "new.corrects IS old.corrects AND new.signed IS old.signed AND new.signed_name = old.signed_name AND "
    "new.signed_role = old.signed_role AND (new.text || new.stated_by || new.interpreter = '') <> (old.text || "
    "old.stated_by || old.interpreter = '') AND EXISTS (SELECT 1 FROM sealed_fields WHERE record = old.id AND "
    "field = 'note'))) BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER notes_are_not_deleted BEFORE DELETE ON notes WHEN old.signed IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM cases JOIN erasure_items ON erasure_items.person_id = cases.person_id JOIN erasure_lists ON "
    "erasure_lists.id = erasure_items.list_id WHERE cases.id = old.case_id AND erasure_lists.approved IS NOT "
    "NULL AND erasure_lists.approved_by <> erasure_lists.proposed_by AND erasure_lists.ended IS NULL) BEGIN "
    "SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER note_disputes_are_not_changed BEFORE UPDATE ON note_disputes WHEN NOT (new.id = old.id AND "
    "new.note_id = old.note_id AND new.case_id = old.case_id AND new.recorded = old.recorded AND new.recorded_by "
    "= old.recorded_by AND new.recorded_name = old.recorded_name AND (new.text = '') <> (old.text = '') AND "
    "EXISTS (SELECT 1 FROM sealed_fields WHERE record = old.id AND field = 'dispute')) BEGIN SELECT RAISE(ABORT, "
    "'append only'); END",
    "CREATE TRIGGER note_disputes_are_not_deleted BEFORE DELETE ON note_disputes WHEN NOT EXISTS (SELECT 1 FROM "
    "cases JOIN erasure_items ON erasure_items.person_id = cases.person_id JOIN erasure_lists ON "
    "erasure_lists.id = erasure_items.list_id WHERE cases.id = old.case_id AND erasure_lists.approved IS NOT "
    "NULL AND erasure_lists.approved_by <> erasure_lists.proposed_by AND erasure_lists.ended IS NULL) BEGIN "
    "SELECT RAISE(ABORT, 'append only'); END",
)
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
_IMPORT: tuple[str, ...] = (
    "CREATE TABLE import_batches (id TEXT NOT NULL, file TEXT NOT NULL, sheet TEXT NOT NULL, sha256 TEXT NOT NULL, "
    "staff_id TEXT NOT NULL, began TEXT NOT NULL, ended TEXT, planned INTEGER NOT NULL, bad INTEGER NOT NULL, made "
    "INTEGER NOT NULL, updated INTEGER NOT NULL, undone TEXT, undone_by TEXT, kept INTEGER NOT NULL, PRIMARY KEY (id), "
    "FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(undone_by) REFERENCES "
    "staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_import_batches_staff_id ON import_batches (staff_id)",
    "CREATE TABLE import_rows (batch_id TEXT NOT NULL, no INTEGER NOT NULL, person_id TEXT NOT NULL, mark TEXT NOT "
    "NULL, outcome TEXT NOT NULL, version INTEGER NOT NULL, made TEXT NOT NULL, PRIMARY KEY (batch_id, no), FOREIGN "
    "KEY(batch_id) REFERENCES import_batches (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person_id) REFERENCES "
    "people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_import_rows_person_id ON import_rows (person_id)",
    "CREATE INDEX import_rows_mark ON import_rows (mark)",
)


def upgrade() -> None:
    """Make the tables and rules of the third schema; what the earlier ones hold stays as it is."""
    for area in (_IDENTITY, _LINKS, _HOUSEHOLDS, _JOURNAL, _DOCUMENTS, _UNDO, _IMPORT):
        for statement in area:
            op.execute(statement)
