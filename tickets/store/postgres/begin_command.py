"""What a command reads before it begins, in one statement: the time, the rules' edition, the author's roles."""

from tickets.store.postgres.engine import SCHEMA

TRANSACTION_SECONDS = 60

# Anybody who can connect could hold advisory locks and so stop all commands. So the locks are taken on tables that
# functions that belong to the owner.
LOCK_RULES_ALONE = "LOCK TABLE public.passwords IN EXCLUSIVE MODE"  # by commands that edit the rules, people or places
_LOCK_RULES = "LOCK TABLE public.passwords IN ROW SHARE MODE"  # by all commands that use the rules
# while an entry that belongs to no ticket is chained
_LOCK_JOURNAL = "LOCK TABLE public.alembic_version IN EXCLUSIVE MODE"

# Each query of a volatile function sees what was committed before it: so the edition is read after the lock is held.
# A command without an author is a sweep, which every workstation runs regularly: sessions to be ended are ended then.
# A workstation left open during an upgrade may write no more; a session made without the program names no schema.
# A transaction id is taken first, so that the feed can tell an id that is still to come from one that never comes.
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
