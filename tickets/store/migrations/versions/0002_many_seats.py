"""Accounts, leases on open forms, claimed deliveries, watches, and a digest chain in the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITING = "state IN ('pending', 'claimed')"


def upgrade() -> None:
    _extend()
    _add_tables()
    _begin_chain()


def downgrade() -> None:
    """Drop what this version added; passwords and digests are lost."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER IF EXISTS staff_are_followed ON staff")
        op.execute("DROP TRIGGER IF EXISTS journal_is_chained ON journal")
        op.execute("ALTER TABLE journal ALTER COLUMN id SET DEFAULT nextval('journal_id_seq')")
    for table in ("editing", "watches", "passwords"):
        op.drop_table(table)
    op.drop_index("ix_deliveries_waiting", "deliveries")
    op.execute("DELETE FROM settings WHERE key = 'chained_after'")
    op.drop_index("uq_staff_login", "staff")
    for table, column in (
        ("deliveries", "claimed_until"),
        ("deliveries", "claimed_by"),
        ("staff", "expires"),
        ("staff", "login"),
        ("journal", "digest"),
    ):
        op.drop_column(table, column)


def _extend() -> None:
    op.add_column("staff", sa.Column("login", sa.Text(), nullable=True))
    op.add_column("staff", sa.Column("expires", sa.BigInteger(), nullable=True))
    op.create_index("uq_staff_login", "staff", ["login"], unique=True)
    op.add_column("deliveries", sa.Column("claimed_by", sa.Text(), nullable=True))
    op.add_column("deliveries", sa.Column("claimed_until", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["channel"],
        sqlite_where=sa.text(_WAITING),
        postgresql_where=sa.text(_WAITING),
    )
    op.add_column("journal", sa.Column("digest", sa.Text(), server_default="", nullable=False))
    op.execute("UPDATE staff SET login = name")


def _add_tables() -> None:
    op.create_table(
        "passwords",
        sa.Column("staff_id", _BIG, autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_passwords_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_passwords")),
    )
    op.create_table(
        "watches",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("swept", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_watches")),
    )
    op.create_table(
        "editing",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("ticket_id", _BIG, nullable=False),
        sa.Column("staff_id", _BIG, nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("doing", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_editing_staff_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_editing_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editing")),
        sa.UniqueConstraint("ticket_id", "staff_id", "seat", name=op.f("uq_editing_ticket_id_staff_id_seat")),
    )


def _begin_chain() -> None:
    """Record the last entry that was written without a digest."""
    op.execute(
        "INSERT INTO settings (key, value) SELECT 'chained_after', "
        "CAST(CAST(coalesce(max(id), 0) AS TEXT) AS JSON) FROM journal"
        if op.get_bind().dialect.name == "postgresql"
        else "INSERT INTO settings (key, value) SELECT 'chained_after', CAST(coalesce(max(id), 0) AS TEXT) FROM journal"
    )
