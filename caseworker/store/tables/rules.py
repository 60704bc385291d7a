"""What tables cannot say: full-text search, and rows that are only ever added."""

from caseworker.store.tables.journal import JOURNAL_DDL

EXTRA_DDL: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE search_words USING fts5(names, sounds, numbers, prefix = '1 2 3', columnsize = 0, "
    "detail = 'column', tokenize = 'unicode61 remove_diacritics 0')",
    # without this an erased word stays in the file
    "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)",
    "CREATE VIRTUAL TABLE place_words USING fts5(places, prefix = '2 3', columnsize = 0, detail = 'column', "
    "tokenize = 'unicode61 remove_diacritics 2')",
    "INSERT INTO place_words (place_words, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_heads_are_not_changed BEFORE UPDATE ON audit_heads "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_heads_are_not_deleted BEFORE DELETE ON audit_heads "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER signed_reviews_are_not_changed BEFORE UPDATE ON reviews WHEN old.signed IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER signed_reviews_are_not_deleted BEFORE DELETE ON reviews "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    *JOURNAL_DDL,
)

APPEND_ONLY_RULES = frozenset(
    f"{rule}_not_{kind}"
    for rule in ("audit_is", "audit_heads_are", "notes_are", "note_disputes_are", "signed_reviews_are")
    for kind in ("changed", "deleted")
)
