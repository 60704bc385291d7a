"""What tables cannot say: full-text search, and rows that are only ever added."""

EXTRA_DDL: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE search_words USING fts5(names, sounds, numbers, prefix = '1 2 3', columnsize = 0, "
    "detail = 'column', tokenize = 'unicode61 remove_diacritics 0')",
    # without this an erased word stays in the file
    "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_heads_are_not_changed BEFORE UPDATE ON audit_heads "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_heads_are_not_deleted BEFORE DELETE ON audit_heads "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    # a note's words may go into a sealed field and come back out of it; nothing else of it ever changes
    "CREATE TRIGGER notes_are_not_changed BEFORE UPDATE ON notes WHEN NOT (new.id = old.id "
    "AND new.case_id = old.case_id AND new.author_id = old.author_id AND new.written = old.written "
    "AND new.happened_on = old.happened_on AND new.corrects IS old.corrects AND (new.text = '') <> (old.text = '') "
    "AND EXISTS (SELECT 1 FROM sealed_fields WHERE record = old.id AND field = 'note')) "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    # a note goes with its whole file, and only from a list that one has proposed and another approved
    "CREATE TRIGGER notes_are_not_deleted BEFORE DELETE ON notes WHEN NOT EXISTS (SELECT 1 FROM cases JOIN "
    "erasure_items ON erasure_items.person_id = cases.person_id JOIN erasure_lists ON erasure_lists.id = "
    "erasure_items.list_id WHERE cases.id = old.case_id AND erasure_lists.approved IS NOT NULL AND "
    "erasure_lists.approved_by <> erasure_lists.proposed_by AND erasure_lists.ended IS NULL) "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER signed_reviews_are_not_changed BEFORE UPDATE ON reviews WHEN old.signed IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER signed_reviews_are_not_deleted BEFORE DELETE ON reviews "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
)

APPEND_ONLY_RULES = frozenset(
    f"{rule}_not_{kind}"
    for rule in ("audit_is", "audit_heads_are", "notes_are", "signed_reviews_are")
    for kind in ("changed", "deleted")
)
