"""The law and the journey: facts the law asks about, the municipality's own rows, plans, mapping, what is to be done.

Frozen once released: a register of this age must always be able to take this very step. Imports no live code.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_FACTS: tuple[str, ...] = ()
_LAW: tuple[str, ...] = ()
_PLANS: tuple[str, ...] = ()
_MAPPING: tuple[str, ...] = ()
_AGENDA: tuple[str, ...] = ()


def upgrade() -> None:
    """Make the tables and rules of the fourth schema; what the earlier ones hold stays as it is."""
    for area in (_FACTS, _LAW, _PLANS, _MAPPING, _AGENDA):
        for statement in area:
            op.execute(statement)
