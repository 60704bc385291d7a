"""Trust: employments and looks in need, protected persons, log reviews, erasure.

Frozen once released: a register of this age must always be able to take this very step. Imports no live code.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ACCESS: tuple[str, ...] = ()
_PROTECTION: tuple[str, ...] = ()
_REVIEW: tuple[str, ...] = ()
_ERASURE: tuple[str, ...] = ()


def upgrade() -> None:
    """Make the tables and rules of the second schema; what the first one holds stays as it is."""
    for statement in (*_ACCESS, *_PROTECTION, *_REVIEW, *_ERASURE):
        op.execute(statement)
