"""SQL that says what "now" is when a row is written, also after the server's clock was set back.

A step is dated no earlier than its command began, and no later than now. Now is the time of the server's clock or that
of the ticket's last entry or alert, whichever is later. Where the clock is right, that is the clock's time.
"""

from tickets.store.postgres.begin_command import TRANSACTION_SECONDS
from tickets.store.postgres.security.undo_guard import DEFINER

_LONG = f"interval '{TRANSACTION_SECONDS} s'"


def began(seconds: int = TRANSACTION_SECONDS) -> str:
    """Return SQL for the earliest second at which this transaction's command began, if that is at most `seconds` ago.

    A transaction begins after the clock's time only if the clock was set back since.
    """
    since = f"CASE WHEN now() <= clock_timestamp() THEN now() END, clock_timestamp() - interval '{seconds} s'"
    return f"floor(extract(epoch FROM greatest({since})))"


NOW = (
    "floor(extract(epoch FROM greatest(clock_timestamp(), "
    f"CASE WHEN now() > clock_timestamp() THEN now() + {_LONG} END)))"
)
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
MOMENT_OF_CLOCK = "last_moment((SELECT subject_id FROM clocks WHERE clocks.id = clock_id))"
