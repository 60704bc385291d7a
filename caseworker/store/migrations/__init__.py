"""Alembic's scripts: one frozen file per step of the schema. Nothing in here imports live code of the program."""
