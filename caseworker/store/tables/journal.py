"""The journal of a case: notes, what the person herself says is wrong in them, and the index they are searched by."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from caseworker.domain.notes import NoteKind
from caseworker.store.columns import Code, Day, Moment
from caseworker.store.tables.base import id_column, needed, of, table, text

# ``signed`` is empty while its author writes; after it the triggers below let nothing of the row change
notes = table(
    "notes",
    id_column(),
    of("case_id", "cases.id"),
    of("author_id", "staff.id"),
    needed("begun", Moment()),
    needed("written", Moment()),
    needed("happened_on", Day()),
    needed("kind", Code(NoteKind)),
    text("stated_by"),
    text("text"),
    text("interpreter"),
    text("interpreter_language"),
    text("interpreter_time"),
    of("corrects", "notes.id", nullable=True),
    Column("signed", Moment()),
    text("signed_name"),
    text("signed_role"),
)
Index("notes_unsigned", notes.c.begun, sqlite_where=notes.c.signed.is_(None))
note_disputes = table(
    "note_disputes",
    id_column(),
    of("note_id", "notes.id"),
    of("case_id", "cases.id"),
    needed("recorded", Moment()),
    of("recorded_by", "staff.id"),
    text("recorded_name"),
    text("text"),
)
# derived: the row of ``note_words`` a note's words lie in; its own key, since implicit ones move when the file is swept
note_numbers = table(
    "note_numbers",
    Column("no", Integer, primary_key=True, nullable=False),
    Column("note_id", Text, ForeignKey("notes.id", deferrable=True, initially="DEFERRED"), nullable=False),
    UniqueConstraint("note_id"),
)

# a file goes only from a list that one has proposed and another approved
_ON_APPROVED_LIST = (
    "EXISTS (SELECT 1 FROM cases JOIN erasure_items ON erasure_items.person_id = cases.person_id JOIN erasure_lists "
    "ON erasure_lists.id = erasure_items.list_id WHERE cases.id = old.case_id AND erasure_lists.approved IS NOT NULL "
    "AND erasure_lists.approved_by <> erasure_lists.proposed_by AND erasure_lists.ended IS NULL)"
)
JOURNAL_DDL: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE note_words USING fts5(words, prefix = '2 3', columnsize = 0, "
    "tokenize = 'unicode61 remove_diacritics 0')",
    "INSERT INTO note_words (note_words, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER note_words_go AFTER DELETE ON note_numbers BEGIN DELETE FROM note_words WHERE rowid = old.no; END",
    # an unsigned note is its author's to change; of a signed one only the words go into a sealed field and come back
    "CREATE TRIGGER notes_are_not_changed BEFORE UPDATE ON notes WHEN NOT (new.id = old.id "
    "AND new.case_id = old.case_id AND new.author_id = old.author_id AND new.begun = old.begun) "
    "OR (old.signed IS NOT NULL AND NOT (new.written = old.written AND new.happened_on = old.happened_on "
    "AND new.kind = old.kind AND new.interpreter_language = old.interpreter_language "
    "AND new.interpreter_time = old.interpreter_time AND new.corrects IS old.corrects AND new.signed IS old.signed "
    "AND new.signed_name = old.signed_name AND new.signed_role = old.signed_role "
    "AND (new.text || new.stated_by || new.interpreter = '') <> (old.text || old.stated_by || old.interpreter = '') "
    "AND EXISTS (SELECT 1 FROM sealed_fields WHERE record = old.id AND field = 'note'))) "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER notes_are_not_deleted BEFORE DELETE ON notes WHEN old.signed IS NOT NULL AND NOT "
    f"{_ON_APPROVED_LIST} BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER note_disputes_are_not_changed BEFORE UPDATE ON note_disputes WHEN NOT (new.id = old.id "
    "AND new.note_id = old.note_id AND new.case_id = old.case_id AND new.recorded = old.recorded "
    "AND new.recorded_by = old.recorded_by AND new.recorded_name = old.recorded_name "
    "AND (new.text = '') <> (old.text = '') "
    "AND EXISTS (SELECT 1 FROM sealed_fields WHERE record = old.id AND field = 'dispute')) "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    f"CREATE TRIGGER note_disputes_are_not_deleted BEFORE DELETE ON note_disputes WHEN NOT {_ON_APPROVED_LIST} "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
)
