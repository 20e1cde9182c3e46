"""SQL that checks clocks, holds and ratings, whoever writes them: their subject is there, a limit is that of the rules,
a verdict rests on a supervisor's consent, and held time was really held.

It runs when the transaction ends, because a command changes a ticket and its clocks one after the other. The SQL
computes what limits.py, clocks.py, rounds.py and promises.py in tickets/rules compute. It does not apply to roles above
the policies. A limit may be shorter than the rules give, because a former rating may still count. What an undo restores
was checked when it was written (undo_guard.py).
"""

from tickets.rules.limits import SHORTEST
from tickets.rules.rerating import BEFORE_ARRIVAL
from tickets.rules.rounds import GIVEN_UP, UNMET
from tickets.rules.stages import FIRST, LAST, MAIN_STAGES, STAGES, TICKET_STAGES, described
from tickets.rules.undoing import SLIP_SECONDS, UNDO
from tickets.rules.words import (
    DROPPED_STATES,
    ENDED_STATES,
    ConsentKind,
    ConsentState,
    Outcome,
    Priority,
    Stage,
    State,
    SubjectKind,
)
from tickets.settings import HOLD_CAP, HOLD_GRACE
from tickets.store.postgres.engine import LOCK_SECONDS
from tickets.store.postgres.security.moments import began
from tickets.store.postgres.security.privileges import any_changed
from tickets.store.postgres.security.role_names import literal
from tickets.store.postgres.security.undo_guard import DEFINER, IS_SUPERVISOR
from tickets.store.ratings import RATED

_BY_APPOINTMENT = ", ".join(literal(each.stage) for each in STAGES if each.by_appointment)
_RATED = ", ".join(literal(name) for name in RATED if name != "appointment")
_STAGES = ", ".join(literal(stage) for stage in TICKET_STAGES)
_CAP = f"3600 * setting('{HOLD_CAP.key}', {HOLD_CAP.default})"
_TIMED = " ".join(f"WHEN '{state}' THEN '{stage}'" for stage in MAIN_STAGES for state in described(stage).states)
_WAIT = 4 * LOCK_SECONDS  # a command enters the time at which it began, and then may wait for a few locks
_GIVEN_UP = ", ".join(map(literal, GIVEN_UP))
_UNMET = ", ".join(map(literal, UNMET))
_GIVEN_UP = ", ".join(map(literal, GIVEN_UP))
_MAIN = ", ".join(map(literal, MAIN_STAGES))
_DROPPED = ", ".join(map(literal, DROPPED_STATES))  # they end a ticket's clocks with an outcome of the same name
_ENDED = ", ".join(map(literal, ENDED_STATES))
_BEFORE_ARRIVAL = ", ".join(map(literal, BEFORE_ARRIVAL))
_ISOLATED_IN = ", ".join(map(literal, described(Stage.ISOLATE).states))
_WITH_AND_WITHOUT_APPOINTMENT = """unnest(ARRAY['{}', '{"appointment": null}']::jsonb[]) AS apart"""
_AHEAD = 60  # seconds by which a clock may start ahead of the server's
_OPEN = f"'{ConsentState.ASKED}', '{ConsentState.REFUSED}'"

# The limit in seconds that the rules give now for a ticket's stage that starts at an instant; NULL without a rule.
_LIMIT_OF = f"""
CREATE OR REPLACE FUNCTION limit_of(t tickets, stage_of text, started bigint) RETURNS bigint LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  hour integer := extract(hour FROM timezone('Asia/Shanghai', to_timestamp(started)));
BEGIN
  IF stage_of IN ({_BY_APPOINTMENT}) AND t.priority = '{Priority.P4}' AND t.appointment IS NOT NULL
     AND NOT EXISTS ( -- it was over before a reopening
       SELECT FROM clocks r, LATERAL (SELECT a.started AS at FROM clocks a WHERE a.subject_id = t.id AND a.id > r.id
         AND a.subject_kind = r.subject_kind AND a.stage = '{FIRST.stage}' ORDER BY a.id LIMIT 1) AS reopened
       WHERE r.subject_id = t.id AND r.subject_kind = '{SubjectKind.TICKET}' AND r.stage = '{LAST.stage}'
         AND r.outcome = '{Outcome.DONE}' AND reopened.at > t.appointment AND reopened.at <= limit_of.started) THEN
    RETURN greatest({SHORTEST}, t.appointment - started);
  END IF;
  RETURN (
    SELECT l.seconds FROM limits l
    WHERE l.until IS NULL AND l.stage = stage_of AND coalesce(l.fault, t.fault) = t.fault
      AND coalesce(l.priority, t.priority) = t.priority AND coalesce(l.zone, t.zone) = t.zone
      AND (l.dn_from IS NULL AND l.dn_to IS NULL
           OR t.dn IS NOT NULL AND t.dn >= coalesce(l.dn_from, 0) AND (l.dn_to IS NULL OR t.dn < l.dn_to))
      AND (l.hour_from IS NULL OR l.hour_to IS NULL OR CASE WHEN l.hour_from <= l.hour_to
             THEN hour >= l.hour_from AND hour < l.hour_to ELSE hour >= l.hour_from OR hour < l.hour_to END)
    ORDER BY l.fault IS NOT NULL DESC, (l.dn_from IS NOT NULL OR l.dn_to IS NOT NULL) DESC,
             l.priority IS NOT NULL DESC, l.zone IS NOT NULL DESC, l.hour_from IS NOT NULL DESC, l.seconds, l.id
    LIMIT 1
  );
END $$
"""

# Of the ticket's rating, and of those that nobody has consented to change, the strictest limit counts.
_STRICTEST = f"""
CREATE OR REPLACE FUNCTION strictest_limit(t tickets, stage_of text, started bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT least(limit_of(t, stage_of, started), (
    SELECT min(limit_of(jsonb_populate_record(t, c.before::jsonb), stage_of, started)) FROM consents c
    WHERE c.ticket_id = t.id AND c.kind = '{ConsentKind.RERATE}' AND c.state IN ({_OPEN})))
$$
"""

# The instants at which a stage may start, as far as its limit depends on that: one in each hour of the day, from
# `since` on and from each later appointment in `agreed` on.
_STARTS = """
CREATE OR REPLACE FUNCTION starts_at(since bigint, agreed bigint[]) RETURNS SETOF bigint LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT day + 3600 * hour FROM unnest(since || agreed) AS day, generate_series(0, 23) AS hour WHERE day >= since
$$
"""

# Whether a clock has kept or missed an appointment that is due then, or hands it on; one that runs will do so.
_SETTLES = f"""
CREATE OR REPLACE FUNCTION settles(c clocks, due bigint) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN c.stopped IS NULL OR c.outcome = '{Outcome.DONE}' THEN true
    WHEN counted <= c.deadline
      THEN c.outcome NOT IN ({_UNMET}) OR c.deadline - c.held - c.extended >= due AND coalesce(c.first_due, due) <= due
    ELSE counted >= due END
  FROM (SELECT CASE WHEN c.consent IS NULL THEN greatest(c.stopped, c.entered) ELSE c.stopped END) AS stop (counted)
$$
"""

# The limit that the rules give a clock at its start: the strictest one of the ratings that count. An appointment is
# over once an earlier clock of the course has kept or missed it, or hands it on; if that is as it was, the limit is not
# stricter than the appointment.
_LIMIT_FOR = f"""
CREATE OR REPLACE FUNCTION limit_for(c clocks, t tickets) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT min(CASE WHEN is_over OR is_moved
    THEN greatest(limit_of(jsonb_populate_record(rating, '{{"appointment": null}}'), c.stage, c.started),
                  CASE WHEN NOT is_moved THEN limit_of(rating, c.stage, c.started) END)
    ELSE limit_of(rating, c.stage, c.started) END)
  FROM (SELECT t AS rating UNION ALL
        SELECT jsonb_populate_record(t, before::jsonb) FROM consents
        WHERE ticket_id = t.id AND kind = '{ConsentKind.RERATE}' AND state IN ({_OPEN})
          AND (c.stopped IS NULL OR (before::jsonb -> 'ended' @> to_jsonb(c.id)) IS NOT TRUE)) AS rated,
    LATERAL (
      SELECT count(*) FILTER (WHERE as_it_was) > 0, count(*) FILTER (WHERE NOT as_it_was) > 0
      FROM clocks o, LATERAL (
          SELECT coalesce(o.outcome, '') IN ({_UNMET}) AND o.stopped <= o.deadline
            AND o.deadline - o.held - o.extended = (rating).appointment
            AND (o.consent IS NOT NULL OR coalesce(o.entered, 0) <= o.deadline)) AS w (as_it_was)
      WHERE o.subject_kind = c.subject_kind AND o.subject_id = c.subject_id AND o.stage = c.stage AND o.id < c.id
        AND settles(o, (rating).appointment)
        AND NOT EXISTS (SELECT FROM clocks d WHERE d.subject_kind = c.subject_kind AND d.subject_id = c.subject_id
                        AND d.stage = '{LAST.stage}' AND d.outcome = '{Outcome.DONE}' AND d.id > o.id AND d.id < c.id)
    ) AS found (is_over, is_moved)
$$
"""

# A ticket as it was rated when a clock ended: with the first value that each column had before a change since then.
_RATED_THEN = f"""
CREATE OR REPLACE FUNCTION rated_then(c clocks, t tickets) RETURNS tickets LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_populate_record(t, coalesce(jsonb_object_agg(first.col, first.value), '{{}}'))
  FROM (
    SELECT DISTINCT ON (part.key) part.key AS col, part.value
    FROM journal j, jsonb_array_elements(j.changes::jsonb) AS change, jsonb_each(change -> 'old') AS part
    WHERE j.ticket_id = t.id AND change ->> 'table' = 'tickets' AND change ->> 'key' = t.id::text
      AND part.key IN ({_RATED}, 'appointment') AND j.id > (
        SELECT max(e.id) FROM journal e, jsonb_array_elements(e.changes::jsonb) AS ending
        WHERE e.ticket_id = t.id AND ending ->> 'table' = 'clocks' AND ending ->> 'key' = c.id::text
          AND ending #>> '{{new,outcome}}' IS NOT NULL)
    ORDER BY part.key, j.id) AS first
$$
"""

# A ticket has the clock of its state's stage and no other main one; they are held exactly if it is.
_GUARD_STATE = f"""
CREATE OR REPLACE FUNCTION guard_state(t tickets) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  timed text;
  alike boolean;
BEGIN
  SELECT string_agg(stage, ',') FILTER (WHERE stage IN ({_MAIN})), bool_and((held_since IS NOT NULL) = t.held)
    INTO timed, alike FROM clocks
    WHERE subject_id = t.id AND subject_kind = '{SubjectKind.TICKET}' AND stopped IS NULL;
  IF timed IS DISTINCT FROM (CASE t.state {_TIMED} END) OR alike IS NOT DISTINCT FROM false THEN
    RAISE check_violation USING MESSAGE = 'the clocks of this ticket do not match its state';
  END IF;
END $$
"""

# Whether a fault of any rating that counts needs the water stopped.
_NEEDS_ISOLATION = f"""
CREATE OR REPLACE FUNCTION needs_isolation(t tickets) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM faults WHERE isolate AND (code = t.fault OR code IN (
    SELECT before ->> 'fault' FROM consents
    WHERE ticket_id = t.id AND kind = '{ConsentKind.RERATE}' AND state IN ({_OPEN}))))
$$
"""

# A ticket has the times of its state, ends when it is said to end, by a repair that was timed, and is merged into no
# ticket that was merged into it. If the water is to be stopped, that is timed from the arrival on.
_GUARD_MARKS = f"""
CREATE OR REPLACE FUNCTION guard_marks(was tickets, t tickets) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF is_undo(t.id) THEN
    RETURN;
  END IF;
  IF (t.ended_at IS NULL) <> (t.state NOT IN ({_ENDED})) OR (t.merged_into IS NULL) <> (t.state <> '{State.MERGED}')
     OR t.source <> 'import' AND t.resolved_at IS NULL AND t.state IN ('{State.RESOLVED}', '{State.CLOSED}')
     OR was.ended_at IS NULL AND t.ended_at IS NOT NULL
        AND NOT t.ended_at BETWEEN {began()} - 1 AND last_moment(t.id)
     OR t.source <> 'import' AND t.resolved_at <> coalesce(was.resolved_at, 0) AND NOT EXISTS (
       SELECT FROM clocks WHERE subject_kind = '{SubjectKind.TICKET}' AND subject_id = t.id AND stage = '{LAST.stage}'
         AND outcome = '{Outcome.DONE}' AND stopped = t.resolved_at) THEN
    RAISE check_violation USING MESSAGE = 'the times of this ticket do not match its state';
  END IF;
  IF was.merged_into IS NULL AND t.merged_into IS NOT NULL AND EXISTS (
       WITH RECURSIVE kept AS (SELECT t.merged_into AS id
         UNION SELECT m.merged_into FROM kept JOIN tickets m ON m.id = kept.id WHERE m.merged_into IS NOT NULL)
       SELECT FROM kept WHERE id = t.id) THEN
    RAISE check_violation USING MESSAGE = 'these tickets would be merged into each other';
  END IF;
  IF t.state IN ({_ISOLATED_IN}) AND was.state <> t.state AND t.isolated_at IS NULL AND needs_isolation(t)
     AND NOT EXISTS (SELECT FROM clocks WHERE subject_kind = '{SubjectKind.TICKET}' AND subject_id = t.id
                     AND stage = '{Stage.ISOLATE}' AND stopped IS NULL) THEN
    RAISE check_violation USING MESSAGE = 'stopping the water is not timed';
  END IF;
END $$
"""

_STATE_CHANGED = f"""
CREATE OR REPLACE FUNCTION guard_new_state() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
  t tickets;
BEGIN
  SELECT * INTO t FROM tickets WHERE id = NEW.id;
  PERFORM guard_state(t);
  IF TG_OP = 'INSERT' AND NEW.source <> 'import' THEN
    PERFORM guard_new_ticket(NEW);
  ELSIF TG_OP = 'UPDATE' THEN
    PERFORM guard_marks(OLD, t);
  END IF;
  RETURN NULL;
END $$
"""

# A new ticket has no past, and a rating below that of its fault or its place is asked for, as one that is changed.
_GUARD_NEW_TICKET = f"""
CREATE OR REPLACE FUNCTION guard_new_ticket(n tickets) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  usual jsonb;
BEGIN
  IF n.callback IS NOT NULL OR to_jsonb(n) ->> 'first_answer' IS NOT NULL OR to_jsonb(n) ->> 'first_call' IS NOT NULL
     OR n.chases + n.returns + n.extensions + n.reopenings <> 0
     OR to_jsonb(n) ->> 'callback_again' IS NOT NULL
     OR coalesce((to_jsonb(n) ->> 'callback_tries')::bigint, 0) <> 0
     OR coalesce((to_jsonb(n) ->> 'reratings')::bigint, 0) <> 0 THEN
    RAISE check_violation USING MESSAGE = 'a new ticket has no past';
  END IF;
  SELECT jsonb_build_object('priority', least(n.priority, f.priority), 'zone', coalesce(p.zone, n.zone)) INTO usual
    FROM faults f LEFT JOIN places p ON p.id = n.place_id WHERE f.code = n.fault;
  IF NOT to_jsonb(n) @> usual
     AND EXISTS (SELECT FROM unnest(ARRAY[{_STAGES}]) AS stage, starts_at(n.opened, ARRAY[n.appointment]) AS at,
                   {_WITH_AND_WITHOUT_APPOINTMENT}
                 WHERE limit_of(jsonb_populate_record(n, apart), stage, at)
                       > limit_of(jsonb_populate_record(n, usual || apart), stage, at))
     AND NOT EXISTS (SELECT FROM consents WHERE ticket_id = n.id AND kind = '{ConsentKind.RERATE}'
                     AND before ->> 'priority' <= usual ->> 'priority' AND before ->> 'zone' = usual ->> 'zone') THEN
    RAISE check_violation USING MESSAGE = 'nobody was asked for this rating';
  END IF;
END $$
"""

# The seconds for which undone clocks of a clock's stage have run since its last round, if no supervisor undid them.
# Those of merged tickets, which `undone_seconds` in tickets/rules/promises.py counts as well, are not looked for here.
_STOOD = f"""
CREATE OR REPLACE FUNCTION stood(c clocks) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(least(max(c.started - started), sum(greatest(0, least(c.started - started - held, stopped - started
      - held + CASE WHEN stopped - started - held > {SLIP_SECONDS} AND stage <> '{FIRST.stage}'
                    THEN greatest(0, c.started - coalesce(entered, stopped)) ELSE 0 END)))), 0) FROM clocks u
    WHERE subject_kind = '{SubjectKind.UNDONE}' AND subject_id = c.subject_id AND stage = c.stage
      AND consent IS NULL AND c.limit_id IS NOT NULL
      AND (stage <> '{FIRST.stage}' OR entered + c."limit" >= last_moment(c.subject_id))
      AND id > coalesce((SELECT max(id) FROM clocks WHERE subject_kind = '{SubjectKind.TICKET}'
                         AND subject_id = c.subject_id AND stage = c.stage AND id < c.id), 0)
$$
"""

# A clock begins with the limit of the rules and the promises of its earlier rounds, is held for as long as its holds
# count, and has a consent that was granted. One that was held before holds needed consent may stay so.
_GUARD_PROMISE = f"""
CREATE OR REPLACE FUNCTION guard_promise() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
  c clocks;
  t tickets;
  h holds;
  a consents;
  rated tickets; -- as it was when the clock ended
  is_new boolean := TG_OP = 'INSERT';
BEGIN
  SELECT * INTO c FROM clocks WHERE id = NEW.id;
  SELECT * INTO t FROM tickets WHERE c.subject_kind IN ('{SubjectKind.TICKET}', '{SubjectKind.UNDONE}')
    AND id = c.subject_id;
  IF NOT FOUND THEN -- no foreign key leads there
    RAISE foreign_key_violation USING MESSAGE = 'what this clock belongs to is not there';
  ELSIF is_undo(t.id) THEN
    RETURN NULL;
  END IF;
  IF is_new AND (NEW.subject_kind <> '{SubjectKind.TICKET}' OR NEW.granted OR NEW.consent <> '{ConsentKind.RERATE}'
     OR NEW.consent IS NOT NULL AND c.stopped IS DISTINCT FROM c.started
     OR (NEW.first_due <= NEW.started + NEW."limit") IS NOT TRUE OR NEW.started > last_moment(t.id) + {_AHEAD}
     OR NEW.stopped IS NOT NULL AND t.source <> 'import'
     OR NEW.deadline > NEW.started + NEW."limit" + NEW.extended + NEW.held - stood(c)) THEN
    RAISE check_violation USING MESSAGE = 'a clock does not begin like this';
  END IF;
  -- A correction of the start leaves the appointment where it was, also one before a reopening.
  IF (is_new OR c."limit" <> OLD."limit" OR c.limit_id IS DISTINCT FROM OLD.limit_id)
     AND (is_new OR c.limit_id IS NOT NULL OR OLD.limit_id IS NOT NULL
          OR c."limit" <> greatest({SHORTEST}, OLD.started + OLD."limit" - c.started)) THEN
    rated := CASE WHEN is_new OR c.stopped IS NULL THEN t ELSE rated_then(c, t) END;
    IF c.limit_id IS NULL AND c.stage IN ({_BY_APPOINTMENT}) THEN
      IF NOT EXISTS (SELECT FROM (SELECT rated.appointment UNION ALL
                                  SELECT (before ->> 'appointment')::bigint FROM consents
                                  WHERE ticket_id = t.id AND kind = '{ConsentKind.RERATE}') AS agreed (at)
                     WHERE c."limit" = greatest({SHORTEST}, at - c.started)) THEN
        RAISE check_violation USING MESSAGE = 'this is not the time that was agreed on';
      END IF;
    ELSIF NOT EXISTS (SELECT FROM limits WHERE id = c.limit_id AND stage = c.stage AND seconds = c."limit") THEN
      RAISE check_violation USING MESSAGE = 'this is not the limit that the rules give';
    END IF;
    -- A clock that begins and ends with a merger hands an appointment on, whatever other limits the ticket has.
    IF (c."limit" <= limit_for(c, rated)
        OR c.limit_id IS NULL AND c.stopped = c.started AND c.outcome = '{Outcome.MERGED}') IS NOT TRUE THEN
      RAISE check_violation USING MESSAGE = 'this is not the limit that the rules give';
    END IF;
  END IF;
  IF is_new AND EXISTS (
    SELECT FROM clocks o,
      LATERAL (SELECT CASE WHEN o.consent IS NULL THEN greatest(o.stopped, o.entered) ELSE o.stopped END <= o.deadline)
        AS counted (in_time)
    WHERE o.subject_kind = c.subject_kind AND o.subject_id = c.subject_id AND o.stage = c.stage AND o.id < c.id
      AND CASE WHEN o.outcome = '{Outcome.DONE}' THEN NOT NEW.repeats
          WHEN o.outcome IN ({_GIVEN_UP})
            THEN CASE WHEN in_time THEN o.deadline < NEW.deadline AND NOT EXISTS (
                        SELECT FROM clocks d WHERE d.subject_kind = c.subject_kind AND d.subject_id = c.subject_id
                          AND (d.stage = c.stage OR d.stage = '{LAST.stage}' AND d.outcome = '{Outcome.DONE}')
                          AND d.id > o.id AND d.id < c.id)
                      ELSE NOT NEW.repeats END ELSE false END
  ) THEN
    RAISE check_violation USING MESSAGE = 'an earlier round of this stage still counts';
  END IF;
  PERFORM guard_held(c.id);
  IF c.held_since IS NOT NULL AND (is_new OR c.held_since IS DISTINCT FROM OLD.held_since
     OR c.held_until IS DISTINCT FROM OLD.held_until OR c.granted <> OLD.granted) THEN
    SELECT * INTO h FROM holds WHERE clock_id = c.id AND until IS NULL AND since = c.held_since;
    SELECT * INTO a FROM consents WHERE id = h.consent_id;
    IF h.id IS NULL OR h.consent_id IS NOT NULL AND (CASE WHEN c.granted
         THEN a.state = '{ConsentState.GRANTED}' AND c.held_until <= h.since + {_CAP}
         ELSE c.held_until <= greatest(a.grace, c.held_since) END) IS NOT TRUE THEN
      RAISE check_violation USING MESSAGE = 'this hold is not in effect for so long';
    END IF;
  END IF;
  IF c.consent IS NOT NULL AND (is_new OR c.consent IS DISTINCT FROM OLD.consent)
     AND NOT EXISTS (SELECT FROM consents WHERE ticket_id = t.id AND kind = c.consent
                     AND state = '{ConsentState.GRANTED}' AND coalesce(clock_id, c.id) = c.id)
     AND NOT (c.consent = '{ConsentKind.CORRECTION}' AND {IS_SUPERVISOR}) THEN
    RAISE check_violation USING MESSAGE = 'nobody has consented to these times';
  END IF;
  IF NOT is_new AND (c.entered IS DISTINCT FROM OLD.entered OR c.stopped IS NOT NULL AND OLD.stopped IS NULL)
     AND (c.entered BETWEEN {began(_WAIT)} - 1 AND last_moment(t.id) + 1) IS NOT TRUE THEN
    RAISE check_violation USING MESSAGE = 'a stop is entered now';
  END IF;
  IF (c.stopped IS NULL) <> (c.outcome IS NULL) OR c.outcome = '{Outcome.UNDONE}' THEN
    RAISE check_violation USING MESSAGE = 'this is no outcome of a clock';
  END IF;
  IF c.stage IN ({_MAIN}) AND c.outcome IN ({_DROPPED}) AND OLD.stopped IS NULL AND t.state <> c.outcome THEN
    RAISE check_violation USING MESSAGE = 'the ticket has not ended like this clock';
  END IF;
  IF c.stage = '{Stage.ISOLATE}' AND c.outcome = '{Outcome.CANCELLED}' AND OLD.stopped IS NULL
     AND t.state IN ({_ISOLATED_IN}) AND t.isolated_at IS NULL AND needs_isolation(t) THEN
    RAISE check_violation USING MESSAGE = 'the water is still to be stopped';
  END IF;
  IF is_new = (c.stopped IS NULL) THEN -- it has begun or ended
    PERFORM guard_state(t);
  END IF;
  RETURN NULL;
END $$
"""

# A clock whose step is undone is said to have run while the step stood: with consent where a supervisor takes back the
# step of somebody else.
# A stage that has become late meanwhile stays late by a clock that the undo restores, or the step is not undone.
_GUARD_UNDONE = f"""
CREATE OR REPLACE FUNCTION guard_undone() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
  undoing journal;
  step journal;
  others boolean;
  ended boolean; -- by the step that had started it
BEGIN
  SELECT * INTO undoing FROM journal
    WHERE ticket_id = NEW.subject_id AND action = '{UNDO}' AND xmin = pg_current_xact_id()::xid;
  SELECT j.* INTO step FROM journal j, jsonb_array_elements(changes::jsonb) AS change
    WHERE ticket_id = NEW.subject_id AND change @> jsonb_build_object('table', 'clocks', 'key', NEW.id)
      AND NOT change ? 'old';
  others := {IS_SUPERVISOR} AND step.staff_id IS DISTINCT FROM undoing.staff_id;
  ended := EXISTS (SELECT FROM net_changes(step.id) WHERE name = 'clocks' AND key = NEW.id::text AND col = 'outcome'
                   AND after <> 'null');
  -- It may begin later than now if the server's clock was set back before the step.
  IF (NEW.stopped >= NEW.started + NEW.held + CASE WHEN ended THEN 0
        ELSE least(greatest(0, undoing.at - step.at), greatest(0, undoing.at - NEW.started - NEW.held)) END
      AND (others OR NEW.consent IS NULL OR ended AND NEW.consent = OLD.consent) -- it was left out from its start
      AND NEW.entered >= undoing.at) IS NOT TRUE THEN
    RAISE check_violation USING MESSAGE = 'a step has not stood for so long';
  ELSIF OLD.held_since IS NULL AND NOT ended
     AND undoing.at > OLD.deadline AND (OLD.deadline >= step.at OR undoing.at > step.at + {SLIP_SECONDS})
     AND NOT EXISTS (
       SELECT FROM clocks WHERE subject_id = NEW.subject_id AND subject_kind = '{SubjectKind.TICKET}'
         AND stage = NEW.stage AND xmin = pg_current_xact_id()::xid
         AND NOT (deadline < step.at AND EXISTS ( -- it was late when the step gave it up
           SELECT FROM net_changes(step.id) WHERE name = 'clocks' AND key = clocks.id::text AND col = 'outcome'
             AND after #>> '{{}}' IN ({_GIVEN_UP})))
         AND deadline < CASE WHEN stopped IS NULL THEN coalesce(held_since, undoing.at)
                        ELSE greatest(stopped, entered) END) THEN
    RAISE check_violation USING MESSAGE = 'a stage that has become late is not undone';
  END IF;
  RETURN NULL;
END $$
"""

_SETTING = """
CREATE OR REPLACE FUNCTION setting(name text, default_value bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT substring(value #>> '{}' FROM '^[1-9][0-9]{0,4}$')::bigint FROM settings WHERE key = name),
    default_value)
$$
"""

_GUARD_HELD = """
CREATE OR REPLACE FUNCTION guard_held(clock bigint) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (SELECT held FROM clocks WHERE id = clock) <> coalesce((
       SELECT sum(coalesce(counted, until - since)) FROM holds WHERE clock_id = clock AND until IS NOT NULL), 0) THEN
    RAISE check_violation USING MESSAGE = 'a clock was not held for so long';
  END IF;
END $$
"""

# Without a consent are holds from before schema 0005, and those of clocks that start while such a hold lasts.
_GUARD_HOLD = f"""
CREATE OR REPLACE FUNCTION guard_hold() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
  h holds;
  a consents;
  of_ticket bigint;
BEGIN
  SELECT * INTO h FROM holds WHERE id = NEW.id;
  SELECT * INTO a FROM consents WHERE id = h.consent_id;
  of_ticket := (SELECT subject_id FROM clocks WHERE id = h.clock_id);
  IF is_undo(of_ticket) THEN
    RETURN NULL;
  END IF;
  PERFORM guard_held(h.clock_id);
  IF h.consent_id IS NULL THEN
    IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT FROM holds o JOIN clocks k ON k.id = o.clock_id
         WHERE k.subject_id = of_ticket AND o.consent_id IS NULL AND o.counted IS NULL AND o.until IS NULL
         AND o.id < h.id) THEN
      RAISE check_violation USING MESSAGE = 'a hold needs consent';
    END IF;
  ELSIF TG_OP = 'INSERT' AND (a.state <> '{ConsentState.ASKED}' OR a.asked_at < {began()})
     AND NOT EXISTS (SELECT FROM holds o WHERE o.consent_id = a.id AND o.id < h.id AND o.until IS NULL) THEN
    RAISE check_violation USING MESSAGE = 'a hold needs consent';
  ELSIF a.ticket_id <> of_ticket OR a.kind <> '{ConsentKind.HOLD}' OR h.counted IS NULL
     OR h.counted > 0 AND a.state <> '{ConsentState.GRANTED}'
     OR h.granted_by IS NOT NULL AND (a.state <> '{ConsentState.GRANTED}' OR a.decided_by <> h.granted_by) THEN
    RAISE check_violation USING MESSAGE = 'nobody has consented to this hold';
  END IF;
  IF h.counted > coalesce(h.until - h.since, 0) THEN
    RAISE check_violation USING MESSAGE = 'a clock was not held for so long';
  END IF;
  RETURN NULL;
END $$
"""

# A re-rating that gives any stage more time, at any hour of the day, or after which the water need not be stopped, is
# asked for; the former rating counts until somebody consents.
_GUARD_RATING = f"""
CREATE OR REPLACE FUNCTION guard_rating() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
  IF NOT is_undo(NEW.id)
     AND (EXISTS (SELECT FROM unnest(ARRAY[{_STAGES}]) AS stage,
                    starts_at(floor(extract(epoch FROM now()))::bigint, ARRAY[OLD.appointment]) AS at,
                    {_WITH_AND_WITHOUT_APPOINTMENT}
                  WHERE limit_of(jsonb_populate_record(NEW, apart), stage, at)
                        > limit_of(jsonb_populate_record(OLD, apart), stage, at))
          OR EXISTS (SELECT FROM faults o, faults n WHERE o.code = OLD.fault AND n.code = NEW.fault
                     AND o.isolate AND NOT n.isolate))
     AND NOT EXISTS (SELECT FROM consents WHERE ticket_id = NEW.id AND kind = '{ConsentKind.RERATE}'
                     AND state IN ({_OPEN}) AND to_jsonb(OLD) @> before::jsonb - 'ended') THEN
    RAISE check_violation USING MESSAGE = 'nobody was asked for this rating';
  END IF;
  RETURN NULL;
END $$
"""

# A ticket by appointment gets one that is to come: another one by a reopening, which also clears one that is over, or
# its first one by a re-rating before the crew is there. Then the strictest limit of the ratings that count must not
# grow, for a stage that runs or for one that starts at any hour of the day.
_GUARD_APPOINTMENT = f"""
CREATE OR REPLACE FUNCTION guard_appointment() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
  reopened bigint := (SELECT max(started) FROM clocks
                      WHERE subject_id = NEW.id AND subject_kind = '{SubjectKind.TICKET}' AND stage = '{FIRST.stage}'
                        AND stopped IS NULL AND xmin = pg_current_xact_id()::xid);
BEGIN
  IF is_undo(NEW.id) THEN
    RETURN NULL;
  ELSIF NEW.reopenings > OLD.reopenings THEN
    IF (CASE WHEN NEW.appointment IS NULL THEN OLD.appointment < reopened
        ELSE NEW.priority = '{Priority.P4}' AND NEW.appointment > reopened END) IS NOT TRUE THEN
      RAISE check_violation USING MESSAGE = 'no reopening makes this appointment';
    END IF;
  ELSIF (OLD.appointment IS NULL AND NEW.priority = '{Priority.P4}' AND NEW.appointment > {began()}
         AND NEW.state IN ({_BEFORE_ARRIVAL})) IS NOT TRUE THEN
    RAISE check_violation USING MESSAGE = 'no re-rating adds this appointment';
  ELSIF EXISTS (SELECT FROM (SELECT stage, at FROM unnest(ARRAY[{_STAGES}]) AS stage,
                    starts_at(floor(extract(epoch FROM now()))::bigint, ARRAY[]::bigint[]) AS at
                  UNION ALL SELECT stage, started FROM clocks WHERE subject_id = NEW.id AND stopped IS NULL
                    AND subject_kind = '{SubjectKind.TICKET}') AS begun (stage, at)
                WHERE strictest_limit(NEW, stage, at) > least(limit_of(OLD, stage, at), (
                  SELECT min(limit_of(jsonb_populate_record(OLD, before::jsonb), stage, at)) FROM consents
                  WHERE ticket_id = NEW.id AND kind = '{ConsentKind.RERATE}' AND state IN ({_OPEN})
                    AND xmin <> pg_current_xact_id()::xid))) THEN
    RAISE check_violation USING MESSAGE = 'nobody was asked for this rating';
  END IF;
  RETURN NULL;
END $$
"""

# An undo that is not that of a slip gives no stage more time, at any hour of the day, and the water is still to be
# stopped. A supervisor may take back somebody else's merge all the same.
_GUARD_UNDONE_RATING = f"""
CREATE OR REPLACE FUNCTION guard_undone_rating() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
  step journal := undone_step(NEW.ticket_id, NEW.id);
  t tickets;
  counted tickets[];  -- the ticket with each rating that counted before the undo
BEGIN
  IF NEW.at <= step.at + {SLIP_SECONDS}
     OR step.action = 'merge' AND step.staff_id IS DISTINCT FROM NEW.staff_id AND {IS_SUPERVISOR} THEN
    RETURN NULL;
  END IF;
  SELECT * INTO t FROM tickets WHERE id = NEW.ticket_id;
  counted := jsonb_populate_record(t, (SELECT jsonb_object_agg(col, before) FROM net_changes(NEW.id)
                                       WHERE name = 'tickets' AND key = t.id::text))
    || ARRAY(SELECT jsonb_populate_record(t, c.before::jsonb) FROM consents c
               LEFT JOIN net_changes(NEW.id) u ON u.name = 'consents' AND u.key = c.id::text AND u.col = 'state'
             WHERE c.ticket_id = t.id AND c.kind = '{ConsentKind.RERATE}'
               AND coalesce(u.before #>> '{{}}', c.state) IN ({_OPEN}));
  IF EXISTS (SELECT FROM unnest(ARRAY[{_STAGES}]) AS stage,
               starts_at(NEW.at, ARRAY(SELECT appointment FROM unnest(counted))) AS at
             WHERE strictest_limit(t, stage, at)
                   > (SELECT min(limit_of(former, stage, at)) FROM unnest(counted) AS former))
     OR NOT needs_isolation(t)
        AND EXISTS (SELECT FROM faults JOIN unnest(counted) AS former ON former.fault = code WHERE isolate) THEN
    RAISE check_violation USING MESSAGE = 'an undo gives no more time';
  END IF;
  RETURN NULL;
END $$
"""

# A request for a hold is in effect for the set time, and not at all while another one waits. Until a ticket is
# dropped, a request to re-rate it can't be withdrawn: its new rating would count without consent.
_GUARD_CONSENT = f"""
CREATE OR REPLACE FUNCTION guard_consent() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
  waits boolean;
  refused boolean;  -- since a hold was granted
BEGIN
  IF TG_OP = 'INSERT' AND NEW.kind = '{ConsentKind.HOLD}' THEN
    SELECT count(*) FILTER (WHERE state = '{ConsentState.ASKED}') > 0,
           max(id) FILTER (WHERE state = '{ConsentState.REFUSED}')
             > coalesce(max(id) FILTER (WHERE state = '{ConsentState.GRANTED}'), 0)
      INTO waits, refused FROM consents
      WHERE ticket_id = NEW.ticket_id AND kind = NEW.kind AND id <> NEW.id;
    IF (NEW.grace <= NEW.asked_at + CASE WHEN waits THEN 0
          ELSE 60 * setting('{HOLD_GRACE.key}', {HOLD_GRACE.default}) END) IS NOT TRUE
       OR refused AND NOT {IS_SUPERVISOR} THEN
      RAISE check_violation USING MESSAGE = 'this hold is not in effect for so long';
    END IF;
  ELSIF TG_OP = 'INSERT' AND NEW.kind = '{ConsentKind.RERATE}' THEN -- an unreadable rating would stop all later clocks
    IF (NEW.before::jsonb ?& ARRAY[{_RATED}]) IS NOT TRUE THEN
      RAISE check_violation USING MESSAGE = 'this is no rating';
    END IF;
    PERFORM limit_of(jsonb_populate_record(t, NEW.before::jsonb), '{FIRST.stage}', NEW.asked_at)
      FROM tickets t WHERE id = NEW.ticket_id;
    IF (jsonb_typeof(NEW.before::jsonb -> 'ended') = 'array') IS NOT TRUE
       OR EXISTS (SELECT FROM clocks WHERE subject_kind = '{SubjectKind.TICKET}' AND subject_id = NEW.ticket_id
                  AND stopped IS NOT NULL AND xmin <> pg_current_xact_id()::xid
                  AND NOT NEW.before::jsonb -> 'ended' @> to_jsonb(id)) THEN
      RAISE check_violation USING MESSAGE = 'a stage that has ended is not rated again';
    END IF;
    IF NOT EXISTS (SELECT FROM journal WHERE ticket_id = NEW.ticket_id AND action = NEW.step
                   AND xmin = pg_current_xact_id()::xid) THEN -- the consent is counted by the step that asked for it
      RAISE check_violation USING MESSAGE = 'another step asked for this';
    END IF;
  ELSIF NEW.kind = '{ConsentKind.RERATE}' AND NEW.state = '{ConsentState.WITHDRAWN}' AND NOT is_undo(NEW.ticket_id)
     AND NOT EXISTS (SELECT FROM tickets WHERE id = NEW.ticket_id AND state IN ({_DROPPED})) THEN
    RAISE check_violation USING MESSAGE = 'the former rating counts until somebody consents';
  END IF;
  RETURN NULL;
END $$
"""


def deferred_trigger(name: str, table: str, event: str, function: str, condition: str = "true") -> str:
    """Return the trigger that checks a change when the transaction ends, but not of roles above the policies."""
    return (
        f"CREATE CONSTRAINT TRIGGER {name} AFTER {event} ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
        f"WHEN (row_security_active('{table}') AND ({condition})) EXECUTE FUNCTION {function}()"
    )


_OF_PROMISE = (
    "subject_kind", "limit", "limit_id", "held", "held_since", "held_until", "granted", "stopped", "entered", "consent",
    "outcome",
)  # fmt: skip
_OF_STATE = ("state", "held", "merged_into", "ended_at", "resolved_at")
PROMISES = (
    _LIMIT_OF,
    _STRICTEST,
    _STARTS,
    _SETTLES,
    _LIMIT_FOR,
    _RATED_THEN,
    _SETTING,
    _GUARD_HELD,
    _STOOD,
    *(_NEEDS_ISOLATION, _GUARD_MARKS, _GUARD_STATE, _GUARD_NEW_TICKET, _STATE_CHANGED),
    _GUARD_UNDONE,
    *(_GUARD_PROMISE, _GUARD_HOLD, _GUARD_RATING, _GUARD_APPOINTMENT, _GUARD_UNDONE_RATING, _GUARD_CONSENT),
    deferred_trigger("promises_are_made", "clocks", "INSERT", "guard_promise"),
    deferred_trigger("promises_are_kept", "clocks", "UPDATE", "guard_promise", any_changed(*_OF_PROMISE)),
    deferred_trigger("late_stages_stay", "clocks", "UPDATE", "guard_undone", any_changed("subject_kind")),
    deferred_trigger("holds_are_asked_for", "holds", "INSERT", "guard_hold"),
    deferred_trigger("holds_are_granted", "holds", "UPDATE", "guard_hold"),
    deferred_trigger("states_are_true", "tickets", "UPDATE", "guard_new_state", any_changed(*_OF_STATE)),
    deferred_trigger("new_states_are_true", "tickets", "INSERT", "guard_new_state"),
    deferred_trigger(
        "ratings_are_asked_for", "tickets", "UPDATE", "guard_rating", any_changed("fault", "priority", "zone", "dn")
    ),
    deferred_trigger("appointments_are_to_come", "tickets", "UPDATE", "guard_appointment", any_changed("appointment")),
    deferred_trigger("undos_give_no_time", "journal", "INSERT", "guard_undone_rating", f"NEW.action = '{UNDO}'"),
    deferred_trigger("requests_can_be_read", "consents", "INSERT", "guard_consent"),
    deferred_trigger("requests_are_decided", "consents", "UPDATE", "guard_consent"),
)
