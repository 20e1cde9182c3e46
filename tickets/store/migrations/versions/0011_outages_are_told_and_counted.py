"""The first expected end of an outage, withdrawn outages, and the calls that an outage answered."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

from tickets.store.changes import read_changes

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXTS = ("kind", "phone", "phone_digits", "caller", "words", "address", "household_no")
_ANSWERED = sa.text("outage_id IS NOT NULL")
_NEW = {"outages": ("first_expected", "withdrawn"), "calls": ("outage_id",)}
_TABLES = {name: sa.table(name, sa.column("id"), *map(sa.column, new)) for name, new in _NEW.items()}


def upgrade() -> None:
    """Add columns and indexes. What was expected last of an older outage is taken for what was told first.

    After a downgrade the values come back from the journal.
    """
    op.add_column("outages", sa.Column("first_expected", sa.BigInteger(), nullable=True))
    op.add_column("outages", sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False))
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    refers = "CONSTRAINT fk_calls_outage_id REFERENCES outages (id)"
    op.execute(f"ALTER TABLE calls ADD COLUMN outage_id {kind} {refers}")
    op.execute("UPDATE outages SET first_expected = expected")
    for (table, key), values in _told().items():
        op.execute(_TABLES[table].update().where(_TABLES[table].c.id == key).values(**values))
    op.create_index("ix_outages_until", "outages", ["until"])
    op.create_index("ix_calls_by_outage", "calls", ["outage_id"], sqlite_where=_ANSWERED, postgresql_where=_ANSWERED)


def downgrade() -> None:
    """Drop the columns; their values stay in the journal."""
    op.drop_index("ix_calls_by_outage", "calls")
    op.drop_index("ix_outages_until", "outages")
    if op.get_bind().dialect.name == "sqlite":
        _make_calls_again()
    else:
        op.drop_column("calls", "outage_id")
    op.drop_column("outages", "withdrawn")
    op.drop_column("outages", "first_expected")


def _told() -> dict[tuple[str, int], dict[str, Any]]:
    """Return the last values that the journal tells, by table and id."""
    told: defaultdict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    wanted = (
        "SELECT CAST(changes AS TEXT) FROM journal WHERE (touched LIKE '%outages%' OR touched LIKE '%calls%') "
        "AND (CAST(changes AS TEXT) LIKE '%first_expected%' OR CAST(changes AS TEXT) LIKE '%withdrawn%' "
        "OR CAST(changes AS TEXT) LIKE '%outage_id%') ORDER BY id"
    )
    for (written,) in op.get_bind().execute(sa.text(wanted)):
        for change in read_changes(written) or ():
            names = _NEW.get(change["table"], ())
            values = {name: change["new"][name] for name in names if name in change["new"]}
            if values:
                told[change["table"], change["key"]] |= values
    return told


def _make_calls_again() -> None:
    """Recreate a file's calls, because SQLite can't drop a column with a foreign key."""
    op.create_table(
        "new_calls",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("ticket_id", _BIG, nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", _BIG, nullable=True),
        sa.Column("recording", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_calls_staff_id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_calls_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    columns = ", ".join(("id", "ticket_id", *_TEXTS, "at", "staff_id", "recording"))
    op.execute(f"INSERT INTO new_calls ({columns}) SELECT {columns} FROM calls")
    op.drop_table("calls")
    op.rename_table("new_calls", "calls")
    op.create_index("ix_calls_by_phone", "calls", ["phone_digits", "at"])
    op.create_index("ix_calls_newest", "calls", ["at", "id"])
    op.create_index("ix_calls_ticket_id", "calls", ["ticket_id"])
