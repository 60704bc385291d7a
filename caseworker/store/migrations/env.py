"""Alembic's entry: runs the steps on the keyed connection it is handed. There is no ini file and no URL."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
