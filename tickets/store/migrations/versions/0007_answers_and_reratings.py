"""The first answer at a callback, kept over reopenings, and how often a ticket was re-rated."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns. Nothing is computed for old rows; what is read of them is in tickets/reports."""
    op.add_column("tickets", sa.Column("reratings", sa.Integer(), server_default="0", nullable=False))
    op.add_column("tickets", sa.Column("first_answer", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("tickets", "first_answer")
    op.drop_column("tickets", "reratings")
