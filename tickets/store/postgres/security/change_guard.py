"""SQL that lets nobody change a ticket, a clock, a hold, a consent or an assisting crew without the journal's account.

Every inserted row and every update must have its own change in the journal: in an entry of the row's ticket that the
same transaction wrote, with exactly the columns and values, old and new. And what an entry tells must be so. It is
checked when the transaction ends, because the journal is written last. The forms of the values are those of `to_db`;
columns that an insert omits have blank defaults. It does not apply to roles above the policies.
"""

from tickets.store.postgres.security.clock_guard import deferred_trigger
from tickets.store.postgres.security.role_names import literal
from tickets.store.postgres.security.undo_guard import DEFINER
from tickets.store.tables import BOOKKEEPING, assists, clocks, consents, holds, journal, tickets

GUARDED = (tickets, clocks, holds, consents, assists)
_NAMES = ", ".join(literal(table.name) for table in GUARDED)
_OMITTED = ", ".join(literal(name) for name in ("id", *sorted(BOOKKEEPING)))
# A sweep changes bookkeeping alone. The condition names no column, so that a later schema may drop one.
_RECORDED = f"to_jsonb(NEW) - ARRAY[{_OMITTED}] <> to_jsonb(OLD) - ARRAY[{_OMITTED}]"
_BLANK = "'null', 'false', '0', '\"\"'"
_MINE = "xmin = pg_current_xact_id()::xid"  # of an entry that this transaction wrote, outside of savepoints

# The ticket that a row of a guarded table belongs to.
_TICKET_OF = """
CREATE OR REPLACE FUNCTION ticket_of(name text, stored jsonb) RETURNS bigint LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN CASE name
    WHEN 'tickets' THEN (stored ->> 'id')::bigint
    WHEN 'clocks' THEN (stored ->> 'subject_id')::bigint
    WHEN 'alerts' THEN (SELECT subject_id FROM clocks WHERE id = (stored ->> 'clock_id')::bigint)
    WHEN 'holds' THEN (SELECT subject_id FROM clocks WHERE id = (stored ->> 'clock_id')::bigint)
    ELSE (stored ->> 'ticket_id')::bigint
  END;
END $$
"""

_GUARD_CHANGE = f"""
CREATE OR REPLACE FUNCTION guard_change() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
  stored jsonb := to_jsonb(NEW) - ARRAY[{_OMITTED}];
  blank jsonb;
  told jsonb := jsonb_build_object('table', TG_TABLE_NAME, 'key', NEW.id);
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT coalesce(jsonb_object_agg(key, value), '{{}}') INTO blank
      FROM jsonb_each(stored) WHERE value IN ({_BLANK});
    PERFORM FROM journal, jsonb_array_elements(changes::jsonb) AS change
      WHERE ticket_id = ticket_of(TG_TABLE_NAME, to_jsonb(NEW)) AND {_MINE}
        AND change - 'new' = told AND blank || (change -> 'new') = stored;
  ELSE
    SELECT told || jsonb_build_object('old', jsonb_object_agg(key, was.value),
                                      'new', jsonb_object_agg(key, stands.value)) INTO told
      FROM jsonb_each(stored) AS stands JOIN jsonb_each(to_jsonb(OLD)) AS was USING (key)
      WHERE stands.value <> was.value;
    PERFORM FROM journal, jsonb_array_elements(changes::jsonb) AS change
      WHERE ticket_id = ticket_of(TG_TABLE_NAME, to_jsonb(OLD)) AND {_MINE} AND change = told;
  END IF;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = format('the journal does not explain this change of table %s',
                                                        TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $$
"""

# Of several changes of a row in an entry the last one gives each column's value.
_GUARD_ENTRY = f"""
CREATE OR REPLACE FUNCTION guard_entry() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
  told record;
  stored jsonb;
BEGIN
  FOR told IN
    SELECT change ->> 'table' AS name, (change ->> 'key')::bigint AS key,
           jsonb_object_agg(part.key, part.value ORDER BY place) AS given
    FROM jsonb_array_elements(NEW.changes::jsonb) WITH ORDINALITY AS each (change, place),
         jsonb_each(change -> 'new') AS part
    WHERE change ->> 'table' IN ({_NAMES}) GROUP BY 1, 2
  LOOP
    stored := CASE told.name
      {" ".join(f"WHEN '{t.name}' THEN (SELECT to_jsonb(r) FROM {t.name} r WHERE id = told.key)" for t in GUARDED)}
    END;
    IF (stored @> told.given AND ticket_of(told.name, stored) = NEW.ticket_id) IS NOT TRUE THEN
      RAISE insufficient_privilege USING MESSAGE = format('the journal tells what table %s does not have', told.name);
    END IF;
    IF told.name = 'tickets' AND (told.given ->> 'version')::integer IS DISTINCT FROM NEW.ticket_version THEN
      RAISE insufficient_privilege USING MESSAGE = 'the journal tells of another version of its ticket';
    END IF;
  END LOOP;
  IF NEW.ticket_version IS NOT NULL AND (
    NOT EXISTS (SELECT FROM tickets WHERE id = NEW.ticket_id AND version = NEW.ticket_version)
    OR EXISTS (SELECT FROM journal WHERE ticket_id = NEW.ticket_id AND ticket_version = NEW.ticket_version
               AND id <> NEW.id)
  ) THEN
    RAISE insufficient_privilege USING MESSAGE = 'the journal tells of another version of its ticket';
  END IF;
  RETURN NULL;
END $$
"""


# The triggers of a row fire in the order of their names: those of clock_guard.py come first, with their own message.
ADDED, CHANGED, TRUE = "rows_are_explained", "updates_are_explained", "entries_are_true"
CHANGE_GUARD = (
    _TICKET_OF,
    _GUARD_CHANGE,
    _GUARD_ENTRY,
    *(deferred_trigger(ADDED, each.name, "INSERT", "guard_change") for each in GUARDED),
    *(deferred_trigger(CHANGED, each.name, "UPDATE", "guard_change", _RECORDED) for each in GUARDED),
    deferred_trigger(TRUE, journal.name, "INSERT", "guard_entry"),
)
