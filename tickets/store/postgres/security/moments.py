"""SQL that says what "now" is when a row is written, also after the server's clock was set back.

A step is dated no earlier than its command began, and no later than now. Now is the time of the server's clock or that
of the ticket's last entry or alert, whichever is later. If the clock was set back within the transaction, now is as
late as the transaction may last. Where the clock is right, now is the clock's time. All SQL here gives whole seconds of
the epoch.
"""

from tickets.store.postgres.begin_command import TRANSACTION_SECONDS
from tickets.store.postgres.security.undo_guard import DEFINER

_LONG = f"interval '{TRANSACTION_SECONDS} s'"


def began(seconds: int = TRANSACTION_SECONDS) -> str:
    """Return SQL for the second in which this transaction began, but none more than `seconds` ago.

    A transaction begins after the clock's time only if the clock was set back since: then it is `seconds` ago.
    """
    since = f"CASE WHEN now() <= clock_timestamp() THEN now() END, clock_timestamp() - interval '{seconds} s'"
    return f"floor(extract(epoch FROM greatest({since})))"


# The latest time of the clock within this transaction: the clock's, which is later than the transaction's beginning
# unless it was set back since.
NOW = (
    "floor(extract(epoch FROM greatest(clock_timestamp(), "
    f"CASE WHEN now() > clock_timestamp() THEN now() + {_LONG} END)))"
)
# Whether what stands before it is a time of this transaction, as that of a row which the program has just written.
JUST_NOW = f"BETWEEN {began()} AND {NOW}"

LAST_MOMENT = "last_moment(bigint)"
MOMENTS = (
    f"""
CREATE OR REPLACE FUNCTION last_moment(ticket bigint) RETURNS bigint LANGUAGE sql STABLE {DEFINER} AS $$
  SELECT greatest({NOW}::bigint, (SELECT max(at) FROM journal WHERE ticket_id = ticket),
    (SELECT max(raised) FROM alerts JOIN clocks ON clocks.id = clock_id WHERE subject_id = ticket))
$$
""",
)
# The last moment of the ticket of a row that refers to a clock: a hold or an alert.
MOMENT_OF_CLOCK = "last_moment((SELECT subject_id FROM clocks WHERE clocks.id = clock_id))"
