"""Stopped clocks are found by stage too: a report ranks the durations of one stage after the other."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the index."""
    _index_stops("stopped", "stage")


def downgrade() -> None:
    """Narrow it."""
    _index_stops("stopped")


def _index_stops(*columns: str) -> None:
    op.drop_index("ix_clocks_stopped", "clocks")
    op.create_index("ix_clocks_stopped", "clocks", columns)
