"""The first answer at a callback, kept over reopenings, and how often a ticket was re-rated."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

from tickets.store.changes import read_changes

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NEW = frozenset({"reratings", "first_answer"})
_TICKETS = sa.table("tickets", sa.column("id"), sa.column("reratings"), sa.column("first_answer"))


def upgrade() -> None:
    """Add the columns. Nothing is computed for old rows; what is read of them is in tickets/reports.

    After a downgrade their values come back from the journal.
    """
    op.add_column("tickets", sa.Column("reratings", sa.Integer(), server_default="0", nullable=False))
    op.add_column("tickets", sa.Column("first_answer", sa.Text(), nullable=True))

    for ticket, values in _told().items():
        op.execute(_TICKETS.update().where(_TICKETS.c.id == ticket).values(**values))


def downgrade() -> None:
    """Drop the columns; their values stay in the journal."""
    op.drop_column("tickets", "first_answer")
    op.drop_column("tickets", "reratings")


def _told() -> dict[int, dict[str, Any]]:
    """Return the last values that the journal tells, by ticket, unless they are those of a new ticket."""
    told: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    wanted = (
        "SELECT CAST(changes AS TEXT) FROM journal WHERE touched LIKE '%tickets%' AND action <> 'log_call' "
        "AND (CAST(changes AS TEXT) LIKE '%first_answer%' OR CAST(changes AS TEXT) LIKE '%reratings%') ORDER BY id"
    )
    for (written,) in op.get_bind().execute(sa.text(wanted)):
        for change in read_changes(written) or ():
            if change["table"] == "tickets":
                told[change["key"]] |= {name: change["new"][name] for name in _NEW & change["new"].keys()}
    return {key: values for key, values in told.items() if any(values.values())}
