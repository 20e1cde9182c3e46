"""All functions, constraints and triggers on a server, except the triggers of privileges.py, in order.

Each upgrade creates all of them again.
"""

from tickets.store.feed.notify_triggers import TELLING
from tickets.store.postgres.begin_command import BEGIN_COMMAND, LOCK_JOURNAL
from tickets.store.postgres.security.account_functions import ACCOUNT_FUNCTIONS
from tickets.store.postgres.security.change_guard import CHANGE_GUARD
from tickets.store.postgres.security.clock_guard import PROMISES
from tickets.store.postgres.security.constraints import CONSTRAINTS
from tickets.store.postgres.security.journal_guard import JOURNAL_GUARD
from tickets.store.postgres.security.moments import MOMENTS
from tickets.store.postgres.security.undo_guard import UNDO_GUARD

# The trigger function behind the reserved changes of privileges.py, which pass its arguments. It does not apply to
# roles above the policies: the owner and superusers.
_REFUSE_RESERVED = """
CREATE OR REPLACE FUNCTION refuse_reserved() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF row_security_active(TG_RELID)
     AND NOT EXISTS (SELECT FROM unnest(TG_ARGV) AS holder WHERE pg_has_role(holder, 'USAGE')) THEN
    RAISE insufficient_privilege USING MESSAGE = format('permission denied for this change of table %s', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$
"""

# It is part of the first schema, too.
_APPEND_ONLY = (
    """
CREATE OR REPLACE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only';
END $$
""",
    "CREATE OR REPLACE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change()",
)

# Nobody may DELETE leases, because that right also allows locking their table. Ended are only the caller's own: the
# lease of this ticket and workstation, or without a ticket all that had expired by then.
END_LEASES = "end_leases(bigint, bigint, text, bigint)"
_LEASES = """
CREATE OR REPLACE FUNCTION end_leases(person bigint, ticket bigint, at_seat text, by_then bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF person IS DISTINCT FROM my_staff_id() AND NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
    RAISE insufficient_privilege USING MESSAGE = 'permission denied to end this lease';
  END IF;
  DELETE FROM editing WHERE staff_id = person AND CASE WHEN ticket IS NULL
    THEN until <= by_then ELSE ticket_id = ticket AND seat = at_seat END;
END $$
"""

# The zone that all places of a town have; NULL if they differ.
ZONE_OF_TOWN = "zone_of_town(text)"
_ZONE_OF_TOWN = """
CREATE OR REPLACE FUNCTION zone_of_town(of_town text) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT min(zone) FROM places WHERE town = of_town AND of_town <> '' HAVING min(zone) = max(zone)
$$
"""

# Adds words to the text index for a call of a ticket that this transaction has changed; entries can't be changed
# otherwise.
ADD_CALL_WORDS = "add_call_words(bigint, text[])"
_ADD_CALL_WORDS = """
CREATE OR REPLACE FUNCTION add_call_words(of_call bigint, more text[]) RETURNS void LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE call_words SET words = words || array_to_tsvector(more) WHERE call_id = (
    SELECT c.id FROM calls c JOIN tickets t ON t.id = c.ticket_id
    WHERE c.id = of_call AND t.xmin = pg_current_xact_id()::xid)
$$
"""

STATEMENTS = (
    *ACCOUNT_FUNCTIONS, _REFUSE_RESERVED, BEGIN_COMMAND, LOCK_JOURNAL, _LEASES, _ZONE_OF_TOWN, _ADD_CALL_WORDS,
    *TELLING, *_APPEND_ONLY, *JOURNAL_GUARD, *MOMENTS, *UNDO_GUARD, *PROMISES, *CHANGE_GUARD, *CONSTRAINTS,
)  # fmt: skip
