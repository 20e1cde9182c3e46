"""Clocks belong to a subject: a kind and an id in place of a ticket. A hold belongs to its clock alone."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OF_CLOCK = (
    'stage, round, started, "limit", limit_id, extended, term, held, held_since, stopped, outcome, deadline, '
    "next_rung, priority, crew_id"
)
_OF_HOLD = "clock_id, since, until, reason, granted_by"
_OLD_KEY, _NEW_KEY = ["ticket_id", "stage", "round"], ["subject_id", "subject_kind", "stage", "round"]
_OLD_NAME, _NEW_NAME = (f"uq_clocks_{'_'.join(key)}" for key in (_OLD_KEY, _NEW_KEY))


def upgrade() -> None:
    """Recreate a file's tables, because SQLite can't drop a foreign key; alter a server's tables in place."""
    if op.get_bind().dialect.name == "sqlite":
        kind, id_ = sa.Column("subject_kind", sa.Text(), nullable=False), sa.Column("subject_id", _BIG, nullable=False)
        _make_clocks(kind, id_, sa.UniqueConstraint(*_NEW_KEY, name=_NEW_NAME))
        _copy(
            "clocks", f"id, subject_kind, subject_id, {_OF_CLOCK}", f"id, 'ticket', ticket_id, {_OF_CLOCK} FROM clocks"
        )
        _make_holds()
        _copy("holds", f"id, {_OF_HOLD}", f"id, {_OF_HOLD} FROM holds")
        _index_clocks()
    else:
        op.drop_constraint("fk_clocks_ticket_id", "clocks")
        op.drop_constraint(_OLD_NAME, "clocks")
        op.drop_index("ix_clocks_running", "clocks")
        op.alter_column("clocks", "ticket_id", new_column_name="subject_id")
        op.add_column("clocks", sa.Column("subject_kind", sa.Text(), server_default="ticket", nullable=False))
        op.alter_column("clocks", "subject_kind", server_default=None)
        op.create_unique_constraint(_NEW_NAME, "clocks", _NEW_KEY)
        op.drop_column("holds", "ticket_id")
    _index_running(["subject_id", "subject_kind"])
    op.create_index("ix_holds_clock_id", "holds", ["clock_id"])


def downgrade() -> None:
    """Restore the tickets of clocks and holds. Clocks of other subjects prevent it."""
    ticket = "(SELECT subject_id FROM clocks WHERE clocks.id = clock_id)"
    if op.get_bind().dialect.name == "sqlite":
        _make_holds(*_ticket_of("holds"))
        _copy("holds", f"id, ticket_id, {_OF_HOLD}", f"id, {ticket}, {_OF_HOLD} FROM holds")
        _make_clocks(*_ticket_of("clocks"), sa.UniqueConstraint(*_OLD_KEY, name=_OLD_NAME))
        _copy("clocks", f"id, ticket_id, {_OF_CLOCK}", f"id, subject_id, {_OF_CLOCK} FROM clocks")
        _index_clocks()
    else:
        op.add_column("holds", sa.Column("ticket_id", _BIG, nullable=True))
        op.execute(f"UPDATE holds SET ticket_id = {ticket}")
        op.alter_column("holds", "ticket_id", nullable=False)
        op.create_foreign_key("fk_holds_ticket_id", "holds", "tickets", ["ticket_id"], ["id"])
        op.drop_index("ix_holds_clock_id", "holds")
        op.drop_constraint(_NEW_NAME, "clocks")
        op.drop_index("ix_clocks_running", "clocks")
        op.drop_column("clocks", "subject_kind")
        op.alter_column("clocks", "subject_id", new_column_name="ticket_id")
        op.create_unique_constraint(_OLD_NAME, "clocks", _OLD_KEY)
        op.create_foreign_key("fk_clocks_ticket_id", "clocks", "tickets", ["ticket_id"], ["id"])
    _index_running(["ticket_id"])
    op.create_index("ix_holds_ticket_id", "holds", ["ticket_id"])


def _make_clocks(*subject: Any) -> None:
    op.create_table(
        "new_clocks",
        sa.Column("id", _BIG, nullable=False),
        *(each for each in subject if isinstance(each, sa.Column)),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("limit", sa.Integer(), nullable=False),
        sa.Column("limit_id", _BIG, nullable=True),
        sa.Column("extended", sa.Integer(), server_default="0", nullable=False),
        sa.Column("term", sa.Integer(), server_default="0", nullable=False),
        sa.Column("held", sa.Integer(), server_default="0", nullable=False),
        sa.Column("held_since", sa.BigInteger(), nullable=True),
        sa.Column("stopped", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("next_rung", sa.BigInteger(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("crew_id", _BIG, nullable=True),
        sa.ForeignKeyConstraint(["crew_id"], ["crews.id"], name="fk_clocks_crew_id"),
        sa.ForeignKeyConstraint(["limit_id"], ["limits.id"], name="fk_clocks_limit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_clocks"),
        *(each for each in subject if not isinstance(each, sa.Column)),
    )


def _make_holds(*ticket: Any) -> None:
    op.create_table(
        "new_holds",
        sa.Column("id", _BIG, nullable=False),
        *(each for each in ticket if isinstance(each, sa.Column)),
        sa.Column("clock_id", _BIG, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by", _BIG, nullable=True),
        sa.ForeignKeyConstraint(["clock_id"], ["clocks.id"], name="fk_holds_clock_id"),
        sa.ForeignKeyConstraint(["granted_by"], ["staff.id"], name="fk_holds_granted_by"),
        sa.PrimaryKeyConstraint("id", name="pk_holds"),
        *(each for each in ticket if not isinstance(each, sa.Column)),
    )


def _ticket_of(table: str) -> tuple[Any, Any]:
    key = sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=f"fk_{table}_ticket_id")
    return sa.Column("ticket_id", _BIG, nullable=False), key


def _copy(table: str, columns: str, values: str) -> None:
    """Fill the new table and rename it to the old one's name, which foreign keys of other tables refer to."""
    op.execute(f"INSERT INTO new_{table} ({columns}) SELECT {values}")
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)


def _index_clocks() -> None:
    op.create_index("ix_clocks_deadline", "clocks", ["deadline"])
    op.create_index("ix_clocks_next_rung", "clocks", ["next_rung"], sqlite_where=sa.text("next_rung IS NOT NULL"))
    op.create_index("ix_clocks_stopped", "clocks", ["stopped"])


def _index_running(columns: list[str]) -> None:
    where = sa.text("stopped IS NULL")
    op.create_index("ix_clocks_running", "clocks", columns, sqlite_where=where, postgresql_where=where)
