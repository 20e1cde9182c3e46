"""SQL that checks clocks, whoever writes them: their subject is there, the limit is that of the
rules, and held time was really held.

It runs when the transaction ends, because a command changes a ticket and its clocks one after the other. The SQL
computes what tickets/rules/limits.py and tickets/actions/ticket_edit.py compute. It does not apply to roles above the
policies.
"""

from tickets.rules.limits import SHORTEST
from tickets.rules.stages import STAGES
from tickets.rules.words import Priority, SubjectKind

_LIMIT = """
  SELECT l.id FROM limits l
  WHERE l.until IS NULL AND l.stage = c.stage AND coalesce(l.fault, t.fault) = t.fault
    AND coalesce(l.priority, t.priority) = t.priority AND coalesce(l.zone, t.zone) = t.zone
    AND (l.dn_from IS NULL AND l.dn_to IS NULL
         OR t.dn IS NOT NULL AND t.dn >= coalesce(l.dn_from, 0) AND (l.dn_to IS NULL OR t.dn < l.dn_to))
    AND (l.hour_from IS NULL OR l.hour_to IS NULL OR CASE WHEN l.hour_from <= l.hour_to
           THEN hour >= l.hour_from AND hour < l.hour_to ELSE hour >= l.hour_from OR hour < l.hour_to END)
  ORDER BY l.fault IS NOT NULL DESC, (l.dn_from IS NOT NULL OR l.dn_to IS NOT NULL) DESC, l.priority IS NOT NULL DESC,
           l.zone IS NOT NULL DESC, l.hour_from IS NOT NULL DESC, l.seconds, l.id
  LIMIT 1
"""

_BY_APPOINTMENT = ", ".join(f"'{each.stage}'" for each in STAGES if each.by_appointment)

GUARD_PROMISE = f"""
CREATE OR REPLACE FUNCTION guard_promise() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c clocks;
  t tickets;
  hour integer;
BEGIN
  IF NOT row_security_active(TG_RELID) THEN
    RETURN NULL;
  END IF;
  SELECT * INTO c FROM clocks WHERE id = NEW.id;
  SELECT * INTO t FROM tickets WHERE c.subject_kind = '{SubjectKind.TICKET}' AND id = c.subject_id;
  IF NOT FOUND THEN -- no foreign key leads there
    RAISE foreign_key_violation USING MESSAGE = 'what this clock belongs to is not there';
  END IF;
  hour := extract(hour FROM timezone('Asia/Shanghai', to_timestamp(c.started)));
  IF TG_OP = 'INSERT' OR c."limit" <> OLD."limit" OR c.limit_id IS DISTINCT FROM OLD.limit_id THEN
    IF c.stage IN ({_BY_APPOINTMENT}) AND t.priority = '{Priority.P4}' AND t.appointment IS NOT NULL THEN
      IF c.limit_id IS NOT NULL OR c."limit" <> greatest({SHORTEST}, t.appointment - c.started) THEN
        RAISE check_violation USING MESSAGE = 'this is not the time that was agreed on';
      END IF;
    ELSIF c.limit_id IS DISTINCT FROM ({_LIMIT})
    OR c."limit" IS DISTINCT FROM (SELECT seconds FROM limits WHERE id = c.limit_id) THEN
      RAISE check_violation USING MESSAGE = 'this is not the limit that the rules give';
    END IF;
  END IF;
  IF c.held <> coalesce((SELECT sum(until - since) FROM holds WHERE clock_id = c.id AND until IS NOT NULL), 0) THEN
    RAISE check_violation USING MESSAGE = 'a clock was not held for so long';
  END IF;
  RETURN NULL;
END $$
"""

PROMISES = (
    GUARD_PROMISE,
    "CREATE CONSTRAINT TRIGGER promises_are_made AFTER INSERT ON clocks DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION guard_promise()",
    "CREATE CONSTRAINT TRIGGER promises_are_kept AFTER UPDATE ON clocks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
    'WHEN (NEW."limit" <> OLD."limit" OR NEW.limit_id IS DISTINCT FROM OLD.limit_id OR NEW.held <> OLD.held) '
    "EXECUTE FUNCTION guard_promise()",
)
