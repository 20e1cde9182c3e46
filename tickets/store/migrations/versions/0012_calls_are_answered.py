"""Callbacks that come back by themselves, and cases with an answer that falls due."""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add nothing yet."""


def downgrade() -> None:
    """Drop nothing yet."""
