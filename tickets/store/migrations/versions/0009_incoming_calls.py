"""The calls that a telephone program reported, and the recording of a call."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UNCLAIMED = sa.text("claimed_at IS NULL AND logged_at IS NULL")


def upgrade() -> None:
    """Create the table, empty, and the column."""
    op.add_column("calls", sa.Column("recording", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "incoming_calls",
        sa.Column("id", _BIG, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("number", "digits", "reference", "recording")),
        sa.Column("rang_at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("missed_at", "claimed_at")),
        sa.Column("claimed_by", _BIG, nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("first_key_at", "logged_at")),
        sa.Column("call_id", _BIG, nullable=True),
        sa.ForeignKeyConstraint(["claimed_by"], ["staff.id"], name="fk_incoming_calls_claimed_by"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_incoming_calls_call_id"),
        sa.PrimaryKeyConstraint("id", name="pk_incoming_calls"),
    )
    op.create_index("ix_incoming_calls_rang_at", "incoming_calls", ["rang_at"])
    op.create_index(
        "ix_incoming_calls_unclaimed", "incoming_calls", ["digits"],
        sqlite_where=_UNCLAIMED, postgresql_where=_UNCLAIMED,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("incoming_calls")
    op.drop_column("calls", "recording")
