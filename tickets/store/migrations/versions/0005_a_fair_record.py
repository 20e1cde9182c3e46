"""Consents, assisting crews, answers of triage, and what a clock's verdict depends on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FLAGS = ("water_over_road", "traffic_blocked", "sensitive_user", "danger_to_people")
_OF_HOLD = "id, clock_id, since, until, reason, granted_by"
_CLOCK_FLAGS = ("granted", "repeats")
_CLOCK_TIMES = ("held_until", "split", "entered", "first_due", "first_started", "promised")


def upgrade() -> None:
    """Add columns and tables. Old rows keep what they have: nothing is computed for them."""
    for name in _FLAGS:
        op.add_column("tickets", _flag(name))
    op.add_column("tickets", sa.Column("first_call", sa.BigInteger(), nullable=True))
    for name in _CLOCK_TIMES:
        op.add_column("clocks", sa.Column(name, sa.BigInteger(), nullable=True))
    for name in _CLOCK_FLAGS:
        op.add_column("clocks", _flag(name))
    op.add_column("clocks", sa.Column("consent", sa.Text(), nullable=True))
    _make_consents()
    _make_assists()
    op.add_column("holds", sa.Column("counted", sa.Integer(), nullable=True))
    refers = "CONSTRAINT fk_holds_consent_id REFERENCES consents (id)"
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE holds ADD COLUMN consent_id {kind} {refers}")
    op.create_index("ix_holds_consent_id", "holds", ["consent_id"])
    op.create_index("ix_tickets_by_resolved_at", "tickets", ["resolved_at"])


def downgrade() -> None:
    op.drop_index("ix_tickets_by_resolved_at", "tickets")
    op.drop_index("ix_holds_consent_id", "holds")
    if op.get_bind().dialect.name == "sqlite":
        _make_holds_again()
    else:
        op.drop_column("holds", "consent_id")
        op.drop_column("holds", "counted")
    op.drop_table("assists")
    op.drop_table("consents")
    for name in (*_CLOCK_TIMES, *_CLOCK_FLAGS, "consent"):
        op.drop_column("clocks", name)
    for name in (*_FLAGS, "first_call"):
        op.drop_column("tickets", name)


def _make_holds_again() -> None:
    """Recreate a file's holds, because SQLite can't drop a column with a foreign key."""
    op.create_table(
        "new_holds",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("clock_id", _BIG, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by", _BIG, nullable=True),
        sa.ForeignKeyConstraint(["clock_id"], ["clocks.id"], name="fk_holds_clock_id"),
        sa.ForeignKeyConstraint(["granted_by"], ["staff.id"], name="fk_holds_granted_by"),
        sa.PrimaryKeyConstraint("id", name="pk_holds"),
    )
    op.execute(f"INSERT INTO new_holds ({_OF_HOLD}) SELECT {_OF_HOLD} FROM holds")
    op.drop_table("holds")
    op.rename_table("new_holds", "holds")
    op.create_index("ix_holds_clock_id", "holds", ["clock_id"])


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def _make_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("ticket_id", _BIG, nullable=False),
        sa.Column("clock_id", _BIG, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", _BIG, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("grace", sa.BigInteger(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", _BIG, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_consents_ticket_id"),
        sa.ForeignKeyConstraint(["clock_id"], ["clocks.id"], name="fk_consents_clock_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name="fk_consents_asked_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name="fk_consents_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    asked = sa.text("state = 'asked'")
    op.create_index("ix_consents_asked", "consents", ["asked_at"], sqlite_where=asked, postgresql_where=asked)
    op.create_index("ix_consents_ticket_id", "consents", ["ticket_id"])


def _make_assists() -> None:
    op.create_table(
        "assists",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("ticket_id", _BIG, nullable=False),
        sa.Column("crew_id", _BIG, nullable=False),
        sa.Column("dispatched_at", sa.BigInteger(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        _flag("undone"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_assists_ticket_id"),
        sa.ForeignKeyConstraint(["crew_id"], ["crews.id"], name="fk_assists_crew_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assists"),
    )
    op.create_index("ix_assists_ticket_id", "assists", ["ticket_id"])
