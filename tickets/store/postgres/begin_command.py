"""What a command needs to know before it begins, in one question: the time, the rules' edition, the author's roles."""

from tickets.store.postgres.engine import SCHEMA

TRANSACTION_SECONDS = 60

# A lock that whoever can connect might hold would stop the desk: so it is taken on tables that nobody has a right
# on, `passwords`, or the right to read, `alembic_version`; by functions that belong to the desk's owner.
LOCK_RULES_ALONE = "LOCK TABLE public.passwords IN EXCLUSIVE MODE"  # by who edits the rules, people or places
_LOCK_RULES = "LOCK TABLE public.passwords IN ROW SHARE MODE"  # by all who go by them
_LOCK_JOURNAL = "LOCK TABLE public.alembic_version IN EXCLUSIVE MODE"  # while an entry of no ticket is chained

# Each query of a volatile function sees what was committed before it: so the edition is read after the lock is held.
# Who has no author sweeps, and every seat does that all the time: a good moment to see who should have left.
# A seat that was open while the desk was upgraded writes no more; who connects without the program names no schema.
# A transaction id is taken first, so that the feed can tell a number not seen yet from one that never comes.
BEGIN_COMMAND = f"""
CREATE OR REPLACE FUNCTION begin_command(author bigint, alone boolean)
RETURNS TABLE (at bigint, edition integer, roles text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_current_xact_id();
  IF current_setting('{SCHEMA}', true) <> (SELECT version_num FROM alembic_version) THEN
    RAISE EXCEPTION 'this program knows another schema' USING ERRCODE = 'RH004';
  END IF;
  PERFORM set_config('transaction_timeout', '{TRANSACTION_SECONDS}s', true);
  IF alone OR author IS NULL THEN
    PERFORM end_overdue_sessions();
  END IF;
  IF NOT alone THEN
    {_LOCK_RULES};
  ELSIF my_staff_id() IS NULL AND NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
    RAISE insufficient_privilege USING MESSAGE = 'permission denied to let everybody wait';
  ELSE
    {LOCK_RULES_ALONE};
  END IF;
  RETURN QUERY SELECT
    floor(extract(epoch FROM clock_timestamp()))::bigint,
    coalesce((SELECT (value #>> '{{}}')::integer FROM settings WHERE key = 'rules_edition'), 0),
    (SELECT s.roles FROM staff s WHERE s.id = author AND s.active
     AND (s.expires IS NULL OR s.expires > extract(epoch FROM clock_timestamp())));
END $$
"""
LOCK_JOURNAL = f"""
CREATE OR REPLACE FUNCTION lock_journal() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_current_xact_id();
  {_LOCK_JOURNAL};
END $$
"""
BEGIN, JOURNAL = "begin_command(bigint, boolean)", "lock_journal()"
