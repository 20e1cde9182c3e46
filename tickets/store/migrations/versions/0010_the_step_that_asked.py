"""The action that asked for a consent."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from tickets.store.changes import read_changes

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_CONSENTS = sa.table("consents", sa.column("id"), sa.column("step"))
_TOLD = "SELECT CAST(changes AS TEXT) FROM journal WHERE touched LIKE '%consents%' AND CAST(changes AS TEXT) LIKE :step"


def upgrade() -> None:
    """Add the column. After a downgrade its values come back from the journal.

    Of older requests it stays unknown, because the journal of their changes does not name it, and the rows follow from
    that: a rating that a merger or the intake asked for reads as a re-rating.
    """
    op.add_column("consents", sa.Column("step", sa.Text(), nullable=True))
    for key, step in _told():
        op.execute(_CONSENTS.update().where(_CONSENTS.c.id == key).values(step=step))


def downgrade() -> None:
    """Drop the column; its values stay in the journal."""
    op.drop_column("consents", "step")


def _told() -> Iterator[tuple[int, str]]:
    for (written,) in op.get_bind().execute(sa.text(_TOLD), {"step": '%"step"%'}).all():
        for change in read_changes(written) or ():
            if change["table"] == "consents" and "step" in change["new"]:
                yield change["key"], change["new"]["step"]
