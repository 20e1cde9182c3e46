"""The subscriber file: the households of the billing system, their text index, and the imports."""

import sqlalchemy as sa
from alembic import op

from tickets.store.subscriber_index import POSTGRES_INDEX, SQLITE_INDEX

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_COUNTS = ("added", "moved", "changed", "gone", "unchanged", "rejected")


def upgrade() -> None:
    """Create the tables, empty."""
    op.create_table(
        "subscribers",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("household_no", _ORDERED, nullable=False),
        *_texts("name", "phone", "digits", "address"),
        sa.Column("meter_no", _ORDERED, nullable=False),
        sa.Column("dn", sa.Integer(), nullable=True),
        *_texts("town", "place"),
        sa.Column("place_id", _BIG, nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        *_texts("sensitive", "sensitive_since"),
        sa.Column("arrears", sa.Integer(), nullable=True),
        sa.Column("gone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_subscribers_place_id"),
        sa.PrimaryKeyConstraint("id", name="pk_subscribers"),
        sa.UniqueConstraint("household_no", name="uq_subscribers_household_no"),
    )
    op.create_index("ix_subscribers_meter_no", "subscribers", ["meter_no"])
    op.create_table(
        "subscriber_imports",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", _BIG, nullable=True),
        *_texts("file"),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in _COUNTS),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_subscriber_imports_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_subscriber_imports"),
        sa.UniqueConstraint("number", name="uq_subscriber_imports_number"),
    )
    for statement in (SQLITE_INDEX,) if op.get_bind().dialect.name == "sqlite" else POSTGRES_INDEX:
        op.execute(statement)


def downgrade() -> None:
    for name in ("subscriber_words", "subscriber_imports", "subscribers"):
        op.drop_table(name)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
