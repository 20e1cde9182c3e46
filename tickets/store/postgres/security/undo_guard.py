"""SQL that recognises an undo: what it restores may be reserved to others, but it restores no more than what was there.

A transaction undoes a ticket's step when its journal entry of the ticket is an `undo`, whose changes are the exact
inverse of the ticket's last step, by the same person or by a supervisor; a decision on a request is taken back by who
made it alone. Of one's own step that was no slip (`is_slip` in tickets/rules/undoing.py) the first answer to a callback
stays, and what COUNTED names is not taken back. The last step is the newest one before it that no earlier undo took
back (`standing` there). What it inserted is marked as undone (tickets/actions/inverse.py). The ticket's version rises.
Acknowledged alerts between them don't count. One's own step of HANDS_OVER stays once the acceptance has become late.
"""

from tickets.rules.stages import FIRST
from tickets.rules.undoing import COUNTED, HANDS_OVER, SLIP_SECONDS
from tickets.rules.words import CallKind, ConsentState, Outcome, Role, SubjectKind
from tickets.store.postgres.security.role_names import literal

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan"
IS_SUPERVISOR = f"pg_has_role(session_user, current_database() || '_{Role.SUPERVISOR}', 'USAGE')"

# For each column that an entry changed: its first old and its last new value. Rows that the entry inserted have no old.
_NET_CHANGES = """
CREATE OR REPLACE FUNCTION net_changes(entry bigint)
RETURNS TABLE (name text, key text, col text, is_new boolean, before jsonb, after jsonb) LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT change ->> 'table', change ->> 'key', part.key,
         bool_or(bool_or(NOT change ? 'old')) OVER (PARTITION BY change ->> 'table', change ->> 'key'),
         (array_agg(change -> 'old' -> part.key ORDER BY place))[1],
         (array_agg(part.value ORDER BY place DESC))[1]
  FROM journal, jsonb_array_elements(changes::jsonb) WITH ORDINALITY AS each (change, place),
       jsonb_each(change -> 'new') AS part
  WHERE id = entry GROUP BY 1, 2, 3
$$
"""

# Whether the row that a step inserted is marked as undone.
_IS_MARKED = f"""
CREATE OR REPLACE FUNCTION is_marked(name text, row_id bigint) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN CASE name
    WHEN 'clocks' THEN EXISTS (SELECT FROM clocks WHERE id = row_id AND subject_kind = '{SubjectKind.UNDONE}'
                               AND stopped IS NOT NULL AND outcome = '{Outcome.UNDONE}')
    WHEN 'holds' THEN EXISTS (SELECT FROM holds WHERE id = row_id AND until = since AND counted = 0)
    WHEN 'consents' THEN EXISTS (SELECT FROM consents WHERE id = row_id AND state = '{ConsentState.WITHDRAWN}')
    WHEN 'assists' THEN EXISTS (SELECT FROM assists WHERE id = row_id AND undone)
    WHEN 'calls' THEN EXISTS (SELECT FROM calls WHERE id = row_id AND ticket_id IS NULL
                              AND kind = '{CallKind.UNDONE}')
    ELSE false
  END;
END $$
"""

# Read backwards, each undo takes back one step before it: the first step for which none is left is the last one.
_UNDONE_STEP = """
CREATE OR REPLACE FUNCTION undone_step(ticket bigint, undoing bigint) RETURNS journal LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT j FROM journal j WHERE id = (
    SELECT max(id) FROM (
      SELECT id, sum(CASE action WHEN 'undo' THEN 1 ELSE -1 END) OVER (ORDER BY id DESC) AS undos
      FROM journal WHERE ticket_id = ticket AND id < undoing AND action <> 'acknowledge') backwards WHERE undos < 0)
$$
"""

# The old values of the step are compared with what the journal told before: nobody can make up a step to undo. A call
# goes from ticket to ticket by merges, and each told of it in its own entries.
_IS_UNDO = f"""
CREATE OR REPLACE FUNCTION is_undo(ticket bigint) RETURNS boolean LANGUAGE plpgsql STABLE {DEFINER} AS $$
DECLARE
  undoing bigint := (SELECT id FROM journal WHERE ticket_id = ticket AND action = 'undo'
                     AND xmin = pg_current_xact_id()::xid);
  step journal;
  counts boolean;  -- whether it is one's own and no slip
  answered boolean;
BEGIN
  IF undoing IS NULL THEN
    RETURN false;
  END IF;
  step := undone_step(ticket, undoing);
  counts := step.staff_id = my_staff_id() AND (SELECT at FROM journal WHERE id = undoing) > step.at + {SLIP_SECONDS};
  answered := counts AND step.action = 'callback';
  RETURN coalesce(step.id IS NOT NULL AND (step.staff_id = my_staff_id()
                                           OR {IS_SUPERVISOR} AND step.action <> 'decide'), false)
    AND NOT (counts AND step.action IN ({", ".join(map(literal, COUNTED))}))
    AND NOT EXISTS (SELECT FROM (SELECT DISTINCT s.name, s.key FROM net_changes(step.id) s WHERE is_new) added
                    WHERE NOT is_marked(added.name, added.key::bigint))
    AND NOT EXISTS (
      SELECT s.name, s.key, s.col, s.before, s.after FROM net_changes(step.id) s
        WHERE NOT is_new AND before <> after AND NOT (s.name = 'tickets' AND col = 'version')
          AND NOT (answered AND col = 'first_answer')
      EXCEPT
      SELECT u.name, u.key, u.col, u.after, u.before FROM net_changes(undoing) u)
    AND NOT EXISTS (
      SELECT u.name, u.key, u.col, u.after, u.before FROM net_changes(undoing) u
        WHERE before <> after AND NOT (u.name = 'tickets' AND col = 'version')
          AND (u.name, u.key) NOT IN (SELECT s.name, s.key FROM net_changes(step.id) s WHERE is_new)
      EXCEPT
      SELECT s.name, s.key, s.col, s.before, s.after FROM net_changes(step.id) s
        WHERE NOT is_new AND NOT (answered AND col = 'first_answer'))
    AND NOT EXISTS (
      SELECT FROM net_changes(step.id) s CROSS JOIN LATERAL (
        SELECT change -> 'new' -> s.col AS told
        FROM journal, jsonb_array_elements(changes::jsonb) WITH ORDINALITY AS each (change, place)
        WHERE ticket_id = ticket AND id < step.id AND change ->> 'table' = s.name AND change ->> 'key' = s.key
          AND change -> 'new' ? s.col ORDER BY id DESC, place DESC LIMIT 1) earlier
      WHERE NOT is_new AND s.name <> 'calls' AND s.before <> earlier.told);
END $$
"""

# The trigger function behind reserved changes that an undo may make, too. Its arguments are the holders.
_REFUSE_UNLESS_UNDONE = f"""
CREATE OR REPLACE FUNCTION refuse_unless_undone() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM unnest(TG_ARGV) AS holder WHERE pg_has_role(session_user, holder, 'USAGE'))
     AND NOT is_undo(ticket_of(TG_TABLE_NAME, to_jsonb(OLD))) THEN
    RAISE insufficient_privilege USING MESSAGE = format('permission denied for this change of table %s', TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $$
"""

_HANDING_OVER = ", ".join(map(literal, HANDS_OVER))
# An entry that is called an undo is one: otherwise it would uncover a step below somebody else's.
_GUARD_UNDO = f"""
CREATE OR REPLACE FUNCTION guard_undo() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
  step journal := undone_step(NEW.ticket_id, NEW.id);
BEGIN
  IF NOT is_undo(NEW.ticket_id) THEN
    RAISE insufficient_privilege USING MESSAGE = 'this entry does not take back the last step of its ticket';
  ELSIF step.action IN ({_HANDING_OVER}) AND step.staff_id = NEW.staff_id AND EXISTS (
    SELECT FROM clocks WHERE subject_id = NEW.ticket_id AND subject_kind = '{SubjectKind.TICKET}'
      AND stage = '{FIRST.stage}' AND stopped IS NULL AND deadline >= step.at AND deadline < NEW.at) THEN -- not held
    RAISE check_violation USING MESSAGE = 'a stage that has become late is not undone';
  END IF;
  RETURN NULL;
END $$
"""
REAL = "undos_are_real"
_REAL = (
    f"CREATE CONSTRAINT TRIGGER {REAL} AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
    "WHEN (row_security_active('journal') AND NEW.action = 'undo') EXECUTE FUNCTION guard_undo()"
)

UNDO_GUARD = (_NET_CHANGES, _IS_MARKED, _UNDONE_STEP, _IS_UNDO, _REFUSE_UNLESS_UNDONE, _GUARD_UNDO, _REAL)
