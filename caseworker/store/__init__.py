"""The encrypted register: engine, tables, mapping, row queries, search, migrations."""
