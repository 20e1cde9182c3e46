"""Backups and their failures, every number of a call, and an id of the database."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from tickets.store.search import index_all_phones

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _add_call_phones()
    _add_desk_id()
    _add_backups()


def downgrade() -> None:
    op.drop_table("backups")
    op.execute("DELETE FROM settings WHERE key = 'desk_id'")
    op.drop_table("call_phones")


def _add_backups() -> None:
    op.create_table(
        "backups",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("night", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("claimed_until", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("second_trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backups")),
        sa.UniqueConstraint("night", name=op.f("uq_backups_night")),
    )
    op.create_index("ix_backups_ended", "backups", ["ended"])


def _add_call_phones() -> None:
    op.create_table(
        "call_phones",
        sa.Column("call_id", _BIG, autoincrement=False, nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_phones_call_id")),
        sa.PrimaryKeyConstraint("call_id", "digits", name=op.f("pk_call_phones")),
    )
    op.create_index("ix_call_phones_digits", "call_phones", ["digits"])
    index_all_phones(op.get_bind())


def _add_desk_id() -> None:
    """Give the database an id that stays with it when it is moved or restored."""
    settings = sa.table("settings", sa.column("key", sa.Text()), sa.column("value", sa.JSON()))
    op.execute(settings.insert().values(key="desk_id", value=uuid4().hex))
