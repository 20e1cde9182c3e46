"""How often a caller was not reached at the callback, when to ring again, and numbered paper slips."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from tickets.store.changes import read_changes

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_NEW = ("callback_tries", "callback_again")
_TICKETS = sa.table("tickets", sa.column("id"), *map(sa.column, _NEW))
_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SLIP_IS_OUT = sa.text("spoilt_at IS NULL AND ticket_id IS NULL")


def upgrade() -> None:
    """Add the columns and the table. What was not counted before is counted when read: tickets/rules/callbacks.py.

    After a downgrade the values come back from the journal.
    """
    op.add_column("tickets", sa.Column("callback_tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("tickets", sa.Column("callback_again", sa.BigInteger(), nullable=True))
    for key, values in _told().items():
        op.execute(_TICKETS.update().where(_TICKETS.c.id == key).values(**values))
    op.create_table(
        "slips",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("printed_at", sa.BigInteger(), nullable=False),
        sa.Column("printed_by", _BIG, nullable=True),
        sa.Column("spoilt_at", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", _BIG, nullable=True),
        sa.ForeignKeyConstraint(["printed_by"], ["staff.id"], name=op.f("fk_slips_printed_by")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_slips_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slips")),
    )
    op.create_index("ix_slips_out", "slips", ["id"], sqlite_where=_SLIP_IS_OUT, postgresql_where=_SLIP_IS_OUT)


def downgrade() -> None:
    """Drop the table, and the columns, whose values stay in the journal."""
    op.drop_table("slips")
    for name in reversed(_NEW):
        op.drop_column("tickets", name)


def _told() -> dict[int, dict[str, Any]]:
    """Return the last values that the journal tells, by ticket."""
    told: dict[int, dict[str, Any]] = {}
    wanted = (
        "SELECT CAST(changes AS TEXT) FROM journal WHERE touched LIKE '%tickets%' "
        "AND (CAST(changes AS TEXT) LIKE '%callback_tries%' OR CAST(changes AS TEXT) LIKE '%callback_again%') "
        "ORDER BY id"
    )
    for (written,) in op.get_bind().execute(sa.text(wanted)):
        for change in read_changes(written) or ():
            values = {name: change["new"][name] for name in _NEW if name in change["new"]}
            if change["table"] == "tickets" and values:
                told[change["key"]] = told.get(change["key"], {}) | values
    return told
