"""What somebody with psql and a password might try, statement by statement. Names in braces belong to the database.

`me` and `other` are logins, `my_id` and `other_id` their staff ids; `new`, `working`, `done` are tickets in that
state, `seen` and `unseen` are alerts.
"""

from tests.store.server.entries import NOW, entry, told
from tickets.store.tables import TEXT_INDEXES, metadata
from tickets.store.version import HEAD

TABLES = (*sorted(metadata.tables), *TEXT_INDEXES, "alembic_version")
GUARDED = ("tickets", "clocks", "holds", "consents", "assists")


def alert(values: str) -> str:
    """Return an INSERT into the ledger for every clock, of a term it hasn't had."""
    columns = "clock_id, term, rung_id, recipient, due, raised, outcome, reason, seen_by, seen_at"
    return f"INSERT INTO alerts ({columns}) SELECT id, 99, 1, 'dispatcher', {values} FROM clocks"


def past(state: str, version: int) -> str:
    """Return an INSERT of an imported ticket: no alerts are raised for what ran before its import."""
    columns = "number, version, state, fault, priority, zone, address, phone, caller, household_no, material, triage"
    return (
        f"INSERT INTO tickets ({columns}, opened, resolution, source) VALUES ('x', {version}, '{state}', 'no_water', "
        "'P1', 'urban', '', '', '', '', '', '', 0, '', 'import')"
    )


def backup(host: str, started: str = f"floor({NOW})", ended: str = "NULL", night: str = "NULL") -> str:
    """Return an INSERT into the list of backups."""
    columns = "night, kind, host, started, ended, path, bytes, trouble, second, second_trouble"
    values = f"{night}, 'manual', '{host}', {started}, {ended}, 'x', 0, '', '', ''"
    return f"INSERT INTO backups ({columns}) VALUES ({values})"


_PLACE = "INSERT INTO places (zone, kind, aliases, pinyin, initials, name, town) VALUES ('rural', '', '', '', '',"
EXPIRED = alert(f"0, floor({NOW}), 'expired', 'x', NULL, NULL")
SUPPRESSED = alert(f"0, floor({NOW}), 'suppressed', 'x', NULL, NULL")

ANYBODY = (
    *(f"DELETE FROM {table}" for table in TABLES),
    *(f"TRUNCATE {table}" for table in TABLES),
    "TRUNCATE journal CASCADE",
    # the journal
    "UPDATE journal SET text = 'x'",
    "UPDATE journal SET digest = ''",
    "MERGE INTO journal j USING staff s ON s.id = j.staff_id WHEN MATCHED THEN DELETE",
    "SELECT * FROM journal FOR UPDATE",
    "ALTER TABLE journal DISABLE TRIGGER journal_is_append_only",
    "ALTER TABLE journal DISABLE TRIGGER ALL",
    "DROP TRIGGER journal_is_append_only ON journal",
    "CREATE TRIGGER mine BEFORE INSERT ON journal EXECUTE FUNCTION refuse_journal_change()",
    "CREATE RULE mine AS ON INSERT TO journal DO INSTEAD NOTHING",
    *(f"DROP TRIGGER updates_are_explained ON {table}" for table in GUARDED),
    *(f"ALTER TABLE {table} DISABLE TRIGGER rows_are_explained" for table in GUARDED),
    "DROP TRIGGER entries_are_true ON journal",
    "DROP FUNCTION guard_change() CASCADE",
    "ALTER TABLE journal DISABLE ROW LEVEL SECURITY",
    "ALTER POLICY may_read ON journal USING (false)",
    "DROP TABLE journal",
    "ALTER TABLE journal RENAME TO mine",
    "SELECT setval('journal_id_seq', 1)",
    "SET session_replication_role = replica",
    entry(staff_id="{other_id}"),
    entry(),
    entry(staff_id="{my_id}", at=f"floor({NOW}) - 3600"),
    entry(staff_id="{my_id}", at=f"floor({NOW}) + 60"),
    "INSERT INTO journal (id, at, staff_id, action, changes, request) VALUES (999, 0, {my_id}, '', '[]', 'x')",
    # roles and passwords
    "SELECT * FROM passwords",
    "INSERT INTO passwords (staff_id, hash, changed) VALUES ({my_id}, 'x', 0)",
    "SELECT * FROM pg_authid",
    "SELECT * FROM pg_shadow",
    "CREATE ROLE mine",
    "CREATE ROLE mine SUPERUSER LOGIN",
    'DROP ROLE "{other}"',
    'SET ROLE "{database}_owner"',
    'SET ROLE "{database}_operator"',
    'SET ROLE "{database}_administrator"',
    'SET ROLE "{other}"',
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    'ALTER ROLE "{me}" SUPERUSER',
    'ALTER ROLE "{me}" CREATEROLE',
    'ALTER ROLE "{me}" BYPASSRLS',
    'ALTER ROLE "{me}" VALID UNTIL \'infinity\'',
    'ALTER ROLE "{me}" CONNECTION LIMIT -1',
    'ALTER ROLE "{me}" RENAME TO mine',
    "ALTER ROLE \"{other}\" PASSWORD 'mine'",
    'ALTER ROLE "{other}" NOLOGIN',
    "ALTER ROLE postgres PASSWORD 'mine'",
    'ALTER ROLE "{other}" SET search_path = mine',
    'GRANT "{database}_administrator" TO "{me}"',
    'GRANT "{database}_owner" TO "{me}"',
    'GRANT "{other}" TO "{me}"',
    'GRANT pg_write_all_data TO "{me}"',
    'REVOKE "{database}_operator" FROM "{other}"',
    "SELECT keep_account('mine', 'administrator', true, NULL)",
    "SELECT open_account('{me}', ARRAY['administrator'], NULL)",
    "SELECT close_account('{other}')",
    "SELECT give_password('{other}', '{verifier}')",
    "SELECT keep_watch_account('mine', '{verifier}')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{other}'",
    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = '{other}'",
    # the database and its server
    "CREATE TABLE mine ()",
    "CREATE TEMP TABLE mine ()",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION my_staff_id() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "ALTER FUNCTION my_staff_id() SECURITY INVOKER",
    "CREATE PUBLICATION mine FOR ALL TABLES",
    "CREATE FOREIGN DATA WRAPPER mine",
    "CREATE EVENT TRIGGER mine ON sql_drop EXECUTE FUNCTION refuse_journal_change()",
    "CREATE DATABASE mine",
    "DROP DATABASE {database}",
    "ALTER DATABASE {database} SET search_path = mine",
    "ALTER SYSTEM SET work_mem = '1GB'",
    "SELECT pg_reload_conf()",
    "ALTER TABLE tickets ADD COLUMN mine int",
    "ALTER TABLE tickets DISABLE TRIGGER ALL",
    "ALTER TABLE tickets OWNER TO \"{me}\"",
    "CREATE INDEX mine ON tickets (number)",
    *(f"DO $$ BEGIN LOCK TABLE {table} IN EXCLUSIVE MODE; END $$" for table in TABLES),
    "DO $$ BEGIN LOCK TABLE passwords IN ACCESS SHARE MODE; END $$",
    "DO $$ BEGIN LOCK TABLE alembic_version IN ROW SHARE MODE; END $$",
    "SELECT end_leases({other_id}, {new}, '', NULL)",
    "UPDATE tickets SET place_id = NULL, address = 'x' WHERE id = {new}",
    "GRANT SELECT ON passwords TO PUBLIC",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "COPY (SELECT 1) TO '/tmp/mine'",
    "COPY staff (name, roles) FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_create(0)",
    "SELECT lo_creat(-1)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_put(1, 0, 'x')",
    "SELECT lo_open(1, 131072)",
    "SET temp_file_limit = -1",
    'ALTER ROLE "{me}" SET temp_file_limit = -1',
    "ALTER DATABASE {database} SET temp_file_limit = -1",
    # advisory locks take shared memory from everybody
    "SELECT pg_advisory_lock(g) FROM generate_series(0, 14911) g",
    "SELECT pg_advisory_lock(1, 2)",
    "SELECT pg_advisory_lock_shared(1)",
    "SELECT pg_advisory_xact_lock(1)",
    "SELECT pg_try_advisory_lock(1)",
    "SELECT pg_try_advisory_xact_lock_shared(1, 2)",
    "DROP OWNED BY {database}_operator",
    'DROP OWNED BY "{database}_administrator"',
    'DROP OWNED BY "{database}_owner"',
    'REASSIGN OWNED BY "{database}_owner" TO "{me}"',
    # what no role may change
    "UPDATE tickets SET number = '20260101-0001'",
    "UPDATE tickets SET opened = 0",
    "UPDATE tickets SET phone = '1', caller = 'x'",
    "UPDATE tickets SET id = 99 WHERE id = {new}",
    "UPDATE clocks SET stage = 'resolve'",
    "UPDATE clocks SET subject_id = {new}",
    "UPDATE calls SET words = 'x'",
    "UPDATE calls SET staff_id = {my_id}",
    "UPDATE calls SET outage_id = 1",
    "UPDATE call_words SET words = ''",
    "UPDATE incoming_calls SET rang_at = rang_at + 50",
    "UPDATE incoming_calls SET number = '1'",
    "UPDATE incoming_calls SET claimed_at = rang_at",
    f"UPDATE incoming_calls SET claimed_at = floor({NOW}), claimed_by = {{other_id}}",
    "INSERT INTO incoming_calls (number, digits, reference, recording, rang_at) "
    f"VALUES ('', '', '', '', floor({NOW}) + 600)",
    "UPDATE subscribers SET household_no = '1'",
    "DELETE FROM subscribers",
    "UPDATE subscriber_imports SET gone = 0",
    "UPDATE requests SET result = NULL",
    "UPDATE day_numbers SET day = 'x'",
    "UPDATE holds SET reason = 'x'",
    "UPDATE outages SET since = 0",
    "UPDATE outages SET planned = true, ticket_id = {new}",
    "UPDATE alerts SET outcome = 'suppressed', due = 0",
    "UPDATE digests SET alerts = 0",
    "UPDATE deliveries SET alert_id = 1",
    "UPDATE limits SET seconds = 999999",
    "UPDATE rungs SET after = 999999",
    "UPDATE editing SET staff_id = {my_id}",
    "UPDATE alembic_version SET version_num = '0001'",
    f"INSERT INTO alembic_version VALUES ('{HEAD}')",
    alert(f"floor({NOW}), floor({NOW}), 'sent', '', {{other_id}}, 0"),
    # alerts suppressed before they fall due, in the past, or without a reason
    alert(f"floor({NOW}) + 600, floor({NOW}), 'sent', '', NULL, NULL"),
    alert(f"floor({NOW}) + 600, floor({NOW}) + 600, 'sent', '', NULL, NULL"),
    alert(f"floor({NOW}) + 600, floor({NOW}), 'suppressed', 'x', NULL, NULL"),
    alert(f"0, floor({NOW}) - 600, 'sent', '', NULL, NULL"),
    alert(f"0, floor({NOW}) - 600, 'suppressed', 'x', NULL, NULL"),
    alert(f"0, floor({NOW}), 'sent', 'x', NULL, NULL"),
    alert(f"0, floor({NOW}), 'elsewhere', 'x', NULL, NULL"),
)  # fmt: skip

STAFF = (
    *(entry(changes, staff_id="{my_id}") for changes in ("'1'", "'{{}}'", "'null'")),
    entry(staff_id="{my_id}").replace("'hex'", "'base64'"),
    entry(staff_id="{my_id}", ticket_id="{working}").replace("ORDER BY id DESC", "ORDER BY id"),
    "INSERT INTO journal (at, staff_id, seat, action, text, touched, changes, request) "
    f"VALUES (floor({NOW}), {{my_id}}, '', 'note', '', '', '[]', 'x')",
    "INSERT INTO calls (kind, at, staff_id, phone, phone_digits, caller, words, address, household_no) "
    "VALUES ('enquiry', 0, {other_id}, '', '', '', '', '', '')",
    "INSERT INTO tickets (number, version, state, fault, priority, zone, opened, source) "
    "VALUES ('x', 1, 'arrived', 'no_water', 'P1', 'urban', 0, 'desk')",
    "INSERT INTO tickets (id, number, version, state, fault, priority, zone, opened, source) "
    "VALUES (99, 'x', 1, 'new', 'no_water', 'P1', 'urban', 0, 'desk')",
    past("new", 1),
    past("closed", 2),
    'INSERT INTO clocks (subject_kind, subject_id, stage, round, started, "limit", held, stopped, deadline, priority) '
    "VALUES ('ticket', {new}, 'resolve', 9, 0, 1, 1, NULL, 0, 'P1')",
    "INSERT INTO editing (ticket_id, staff_id, seat, doing, since, until) VALUES ({new}, {other_id}, '', '', 0, 0)",
    "INSERT INTO settings (key, value) VALUES ('chained_after', '999')",
    # a backup made by nobody, by somebody else, or at another time
    backup("{me}@x", ended=f"floor({NOW})"),
    backup("{other}@x"),
    backup("x"),
    backup("{me}@x", started="0"),
    backup("{me}@x", started=f"floor({NOW}) + 3600"),
    backup("{me}@x", night="'2999-01-01'"),
)

NOT_AN_ADMINISTRATOR = (
    "INSERT INTO staff (name, roles) VALUES ('x', 'administrator')",
    "UPDATE staff SET roles = 'administrator' WHERE id = {my_id}",
    "UPDATE staff SET login = 'mine' WHERE id = {my_id}",
    "UPDATE staff SET active = false WHERE id = {other_id}",
    "UPDATE staff SET expires = NULL WHERE id = {my_id}",
    "SELECT set_password({other_id}, '{verifier}')",
)

NOT_A_RULER = (
    past("closed", 1),
    "UPDATE staff SET name = 'x' WHERE id = {other_id}",
    "UPDATE staff SET phone = 'x' WHERE id = {my_id}",
    "UPDATE limits SET until = 0",
    "INSERT INTO limits (rule, version, stage, seconds, since) VALUES (999, 1, 'accept', 999999, 0)",
    "UPDATE rungs SET until = 0",
    "INSERT INTO rungs (kind, after, roles, since) VALUES ('overdue', 999999, 'operator', 0)",
    "UPDATE faults SET priority = 'P4'",
    "INSERT INTO faults (code, name, fault_group, priority) VALUES ('x', 'x', 'main', 'P4')",
    "UPDATE settings SET value = '0'",
    "INSERT INTO settings (key, value) VALUES ('x', '0')",
    # limits depend on the zone
    "UPDATE places SET zone = 'rural' WHERE town = '铜城街道'",
    "UPDATE places SET town = '铜城街道' WHERE name = '刘集新村'",
    f"{_PLACE} '文化街二号', '铜城街道')",
    f"{_PLACE} '新村', '')",
)

NOT_A_SUPERVISOR = (
    EXPIRED,
    "UPDATE tickets SET extensions = 0",
    "UPDATE tickets SET supervised = true",
    "UPDATE clocks SET started = started + 1",
    "UPDATE clocks SET extended = 999999",
    "UPDATE clocks SET next_rung = 99 WHERE subject_id = {done}",
)

NOT_AT_THE_DESK = (
    "UPDATE tickets SET returns = 9",
    "UPDATE tickets SET resolution = 'x'",
    "UPDATE clocks SET crew_id = 1",
)

OPERATOR = (
    "UPDATE tickets SET crew_id = 2 WHERE id = {new}",
    "UPDATE tickets SET crew_id = 2 WHERE id = {working}",
    "UPDATE tickets SET version = version + 1, crew_id = 2, state = 'dispatched' WHERE id = {new}",
    *(
        f"UPDATE tickets SET state = '{state}' WHERE id = {{new}}"
        for state in ("dispatched", "accepted", "arrived", "resolved", "cancelled")
    ),
    *(
        f"UPDATE tickets SET {mark} = 1 WHERE id = {{working}}"
        for mark in ("dispatched_at", "departed_at", "located_at", "isolated_at", "resolved_at")
    ),
    "UPDATE tickets SET held = true WHERE id = {working}",
    "UPDATE clocks SET stopped = 1, outcome = 'done' WHERE subject_id = {working} AND stopped IS NULL",
    "UPDATE clocks SET stopped = 1 WHERE subject_id = {working} AND stopped IS NULL",
    "UPDATE clocks SET held_since = 1 WHERE subject_id = {working} AND stopped IS NULL",
    "UPDATE clocks SET stopped = stopped - 60 WHERE subject_id = {done}",
    "INSERT INTO crews (name) VALUES ('x')",
    "UPDATE crews SET on_duty = false",
    "INSERT INTO members (crew_id, name) VALUES (1, 'x')",
    "UPDATE members SET phone = 'x'",
)

# A clock's limit follows the rules, and changes only through recorded events.
PROMISES = (
    "UPDATE clocks SET deadline = deadline + 5184000",
    'UPDATE clocks SET "limit" = "limit" + 5184000, deadline = deadline + 5184000 WHERE stopped IS NULL',
    'UPDATE clocks c SET limit_id = l.id, "limit" = l.seconds, deadline = deadline - c."limit" + l.seconds '
    "FROM limits l WHERE c.subject_id = {new} AND l.stage = 'resolve' "
    "AND l.seconds = (SELECT max(seconds) FROM limits)",
    'UPDATE clocks SET limit_id = NULL, "limit" = 5184000, deadline = started + 5184000 WHERE subject_id = {new}',
    "UPDATE clocks SET held = held + 60, deadline = deadline + 60 WHERE subject_id = {new}",
    "UPDATE holds SET until = floor(extract(epoch FROM now())) + 5184000 WHERE until IS NULL",
    'INSERT INTO clocks (subject_kind, subject_id, stage, round, started, "limit", deadline, priority) '
    "VALUES ('ticket', {new}, 'accept', 9, 0, 5184000, 5184000, 'P1')",
    "INSERT INTO holds (clock_id, since, reason, granted_by) "
    "SELECT id, 4102444800, 'x', {my_id} FROM clocks WHERE subject_id = {new}",
)

# A change of a ticket needs its own account in the journal, by its author, in the same transaction.
_LATER = "UPDATE tickets SET version = version + 1, material = 'x' WHERE id = {new}"
_OF_NEW = {"staff_id": "{my_id}", "ticket_id": "{new}", "ticket_version": "2"}
_RATED = {"version": ("1", "2"), "material": ("''", "'x'")}
_TOLD = told("tickets", "id = {new}", **_RATED)
UNEXPLAINED = (
    "UPDATE tickets SET version = version + 1 WHERE id = {new}",
    "UPDATE tickets SET priority = 'P4' WHERE id = {new}",
    "UPDATE tickets SET zone = 'rural', dn = 1 WHERE id = {new}",
    "UPDATE tickets SET fault = 'no_water' WHERE id = {new}",
    "UPDATE tickets SET calls = 99, chases = 98 WHERE id = {new}",
    "UPDATE tickets SET state = 'closed', ended_at = 1 WHERE id = {done}",
    "UPDATE tickets SET state = 'merged', merged_into = {working} WHERE id = {new}",
    f"UPDATE clocks SET stopped = floor({NOW}), outcome = 'merged' WHERE subject_id = {{new}}",
    f"UPDATE clocks SET stopped = floor({NOW}), outcome = 'cancelled' WHERE subject_id = {{new}}",
    "UPDATE clocks SET priority = 'P4' WHERE subject_id = {new}",
    "UPDATE clocks SET term = term + 1 WHERE subject_id = {new}",
    f"UPDATE holds SET until = floor({NOW}) WHERE until IS NULL",
    f"{_LATER}; {entry(**_OF_NEW)}",
    f"{_LATER}; {entry(_TOLD, staff_id='{my_id}')}",
    f"{_LATER}; {entry(_TOLD, **_OF_NEW | {'ticket_id': '{working}'})}",
    f"{_LATER}; {entry(_TOLD, **_OF_NEW | {'staff_id': '{other_id}'})}",
    f"{_LATER}; {entry(_TOLD, **_OF_NEW | {'ticket_version': 'NULL'})}",
    f"{_LATER}; {entry(_TOLD, **_OF_NEW | {'ticket_version': '1'})}",
    f"{_LATER}; {entry(told('tickets', 'id = {new}', **_RATED | {'material': ('NULL', '')}), **_OF_NEW)}",
    f"{_LATER}; {entry(told('tickets', 'id = {new}', **_RATED | {'held': ('true', 'false')}), **_OF_NEW)}",
    f"{_LATER}; {entry(told('tickets', 'id = {working}', **_RATED), **_OF_NEW)}",
    f"{_LATER}; DO $$ BEGIN {entry(_TOLD, **_OF_NEW).removesuffix('RETURNING id')}; "
    "EXCEPTION WHEN others THEN RAISE; END $$",
    f"SET CONSTRAINTS ALL IMMEDIATE; {entry(_TOLD, **_OF_NEW)}; {_LATER}",
    # entries about changes that were not made
    entry(_TOLD, **_OF_NEW),
    entry(told("tickets", "id = {new}", held=("true", "false")), **_OF_NEW),
    entry(told("tickets", "id = {new}", held=("true", "false")), **_OF_NEW | {"ticket_version": "1"}),
    entry(told("tickets", "id = {new}", held=("true", "false")), staff_id="{my_id}", ticket_id="{working}"),
    entry(told("clocks", "subject_id = {done} LIMIT 1", stopped=("NULL", "")), staff_id="{my_id}"),
    entry('\'[{{"table": "tickets", "key": 0, "new": {{"held": true}}}}]\'', **_OF_NEW),
)


def request(values: str, ticket: str = "{new}") -> str:
    """Return an INSERT of a request for consent: kind, state, asked_at, asked_by, decided_at, decided_by, before."""
    columns = "ticket_id, reason, note, kind, state, asked_at, asked_by, decided_at, decided_by, before"
    return f"INSERT INTO consents ({columns}) VALUES ({ticket}, '', '', {values})"


_RATING = '{{"fault": "no_water", "priority": "P1", "zone": "urban", "dn": "x", "appointment": null, "ended": []}}'
_OWN = "extend", "correction"  # which supervisors do themselves, without a request
_STOP = "UPDATE clocks SET outcome = 'merged', stopped = {at}, entered = {entered} WHERE subject_id = {{new}}"
_CLOCK = 'subject_kind, subject_id, stage, round, started, "limit", limit_id, deadline, priority, first_due'
_SECONDS = f"floor({NOW})"
_NEW_CLOCK = (
    f"INSERT INTO clocks ({_CLOCK}{{more}}) SELECT 'ticket', {{{{new}}}}, 'accept', 9, {_SECONDS}, seconds, id, "
    f"{_SECONDS} + seconds, 'P2', {_SECONDS} + {{due}}{{given}} FROM limits WHERE stage = 'accept' AND priority = 'P2'"
)


def clock(due: str = "seconds", **more: str) -> str:
    """Return an INSERT of a clock under a limit of the rules."""
    columns, given = (f", {', '.join(part)}" if more else "" for part in (more, more.values()))
    return _NEW_CLOCK.format(due=due, more=columns, given=given)


# What makes a late stage punctual needs the consent of a supervisor who has not asked for it.
VERDICTS = (
    "UPDATE clocks SET granted = true WHERE held_since IS NOT NULL",
    "UPDATE clocks SET held_until = held_until + 86400 WHERE held_since IS NOT NULL",
    "UPDATE clocks SET held_until = NULL WHERE held_since IS NOT NULL",
    f"UPDATE clocks SET held_since = {_SECONDS} - 60, held_until = {_SECONDS} + 60 WHERE subject_id = {{new}}",
    f"UPDATE holds SET until = {_SECONDS} + 3600 WHERE until IS NULL",
    f"UPDATE holds SET until = {_SECONDS}, counted = 60 WHERE until IS NULL",
    "UPDATE holds SET counted = NULL WHERE until IS NULL",
    "UPDATE holds SET granted_by = {my_id} WHERE until IS NULL",
    f"INSERT INTO holds (clock_id, since, reason) SELECT id, {_SECONDS}, 'x' FROM clocks WHERE subject_id = {{new}}",
    f"INSERT INTO holds (clock_id, since, reason, consent_id, counted) SELECT c.id, {_SECONDS}, 'x', a.id, 0 "
    "FROM clocks c, consents a WHERE c.subject_id = {new} AND a.kind = 'hold'",
    "UPDATE clocks SET consent = 'late_entry' WHERE subject_id = {done}",
    "UPDATE clocks SET first_due = first_due + 3600",
    "UPDATE clocks SET first_started = started - 3600",
    "UPDATE clocks SET promised = started + 1, deadline = started + 1 WHERE subject_id = {new}; "
    'UPDATE clocks SET promised = NULL, deadline = started + "limit" WHERE subject_id = {new}',
    "UPDATE clocks SET repeats = true WHERE subject_id = {new}; UPDATE clocks SET repeats = false",
    clock().replace("{new}", "{returned}"),
    "UPDATE clocks SET limit_id = NULL WHERE subject_id = {new}",
    'UPDATE clocks c SET limit_id = l.id, "limit" = l.seconds, deadline = c.started + l.seconds FROM limits l '
    "WHERE c.subject_id = {rated} AND l.stage = 'accept' AND l.priority = 'P3'",
    _STOP.format(at=_SECONDS, entered="NULL"),
    _STOP.format(at=f"{_SECONDS} - 3600", entered=f"{_SECONDS} - 3600"),
    _STOP.format(at=_SECONDS, entered=f"{_SECONDS} + 3600"),
    "UPDATE clocks SET entered = stopped WHERE subject_id = {done}",
    "UPDATE clocks SET subject_kind = 'undone', round = id WHERE subject_id = {new}",
    "UPDATE calls SET kind = 'undone', ticket_id = NULL",
    "UPDATE calls SET ticket_id = NULL",
    "UPDATE tickets SET first_call = opened + 600 WHERE id = {new}",
    "INSERT INTO tickets (number, version, state, fault, priority, zone, opened, source, address, phone, caller, "
    "household_no, material, triage, resolution) VALUES ('x', 1, 'new', 'no_water', 'P1', 'urban', "
    f"{_SECONDS} + 3600, 'desk', '', '', '', '', '', '', '')",
    _STOP.format(at=_SECONDS, entered=_SECONDS),
    "UPDATE alerts SET term = -id WHERE id = {unseen}",
    "UPDATE alerts SET term = 99 WHERE id = {unseen}",
    clock("seconds + 3600"),
    clock(consent="'merge'"),
    clock(granted="true"),
    clock(stopped=_SECONDS, outcome="'done'"),
    clock().replace("priority = 'P2'", "priority = 'P3'"),
    # ratings
    "UPDATE tickets SET priority = 'P3' WHERE id = {new}",
    "UPDATE consents SET state = 'withdrawn' WHERE kind = 'rerate'",
    # requests
    "UPDATE consents SET state = 'granted' WHERE kind = 'hold'",
    f"UPDATE consents SET state = 'granted', decided_by = {{other_id}}, decided_at = {_SECONDS} WHERE kind = 'hold'",
    "UPDATE consents SET state = 'granted', decided_by = {my_id}, decided_at = 0 WHERE kind = 'hold'",
    f"UPDATE consents SET state = 'refused', decided_by = {{my_id}}, decided_at = {_SECONDS} WHERE kind = 'cancel'",
    "UPDATE consents SET grace = grace + 3600",
    "UPDATE consents SET asked_by = {my_id}",
    request(f"'hold', 'granted', {_SECONDS}, {{my_id}}, {_SECONDS}, {{my_id}}, 'null'"),
    request(f"'late_entry', 'granted', {_SECONDS}, {{my_id}}, {_SECONDS}, {{my_id}}, 'null'"),
    *(request(f"'{kind}', 'granted', {_SECONDS}, {{my_id}}, {_SECONDS}, {{my_id}}, 'null'") for kind in _OWN),
    request(f"'hold', 'asked', {_SECONDS}, {{other_id}}, NULL, NULL, 'null'"),
    f"INSERT INTO consents (ticket_id, reason, note, kind, state, asked_at, asked_by, grace) VALUES ({{new}}, '', '', "
    f"'hold', 'asked', {_SECONDS}, {{my_id}}, {_SECONDS} + 86400)",
    f"INSERT INTO consents (ticket_id, reason, note, kind, state, asked_at, asked_by, grace) SELECT ticket_id, '', '', "
    f"'hold', 'asked', {_SECONDS}, {{my_id}}, {_SECONDS} FROM consents WHERE kind = 'hold'",
    request("'hold', 'asked', 0, {my_id}, NULL, NULL, 'null'"),
    request(f"'rerate', 'asked', {_SECONDS}, {{my_id}}, NULL, NULL, 'null'"),
    request(f"'rerate', 'asked', {_SECONDS}, {{my_id}}, NULL, NULL, '{{{{\"dn\": 100}}}}'"),
    request(f"'rerate', 'asked', {_SECONDS}, {{my_id}}, NULL, NULL, '{_RATING}'"),
)

ADMINISTRATOR = (
    SUPPRESSED,
    "UPDATE tickets SET crew_id = 2 WHERE id = {new}",
    "UPDATE tickets SET state = 'cancelled' WHERE id = {new}",
    "UPDATE clocks SET stopped = 1, outcome = 'done'",
    "UPDATE holds SET until = 1",
    "INSERT INTO outages (area, since) VALUES ('x', 0)",
    "UPDATE calls SET ticket_id = {new}",
)

WATCH = (
    SUPPRESSED,
    "SELECT * FROM calls",
    "SELECT * FROM call_words",
    "SELECT * FROM incoming_calls",
    "SELECT * FROM subscribers",
    "SELECT * FROM subscriber_words",
    "SELECT * FROM requests",
    "SELECT * FROM journal",
    "SELECT changes FROM journal",
    "SELECT text FROM journal",
    "INSERT INTO requests (request, action, at) VALUES ('x', 'x', 0)",
    entry(),
    "UPDATE tickets SET version = 9",
    "UPDATE clocks SET stopped = 1, outcome = 'done'",
    "UPDATE alerts SET seen_at = 1",
    "UPDATE staff SET on_duty = false",
    "UPDATE settings SET value = '0'",
    "INSERT INTO editing (ticket_id, staff_id, seat, doing, since, until) VALUES ({new}, {other_id}, '', '', 0, 0)",
    "SELECT my_staff_id()",
    "SELECT begin_command(NULL, true)",
    "SELECT lock_journal()",
    "SELECT set_password({other_id}, '{verifier}')",
)

# The unseen alert went to the dispatchers: others can't see its row.
IN_ANOTHER_S_NAME = "UPDATE alerts SET seen_by = {other_id}, seen_at = 1 WHERE id = {unseen}"

SEEN_ALREADY = "UPDATE alerts SET seen_by = {my_id}, seen_at = 9 WHERE id = {seen}"
SEEN_BY_OTHERS = "UPDATE alerts SET seen_by = {my_id}, seen_at = 9 WHERE recipient <> 'operator'"
# Statements that match only rows that nobody may change: they run, and change nothing.
IN_VAIN = (
    "UPDATE editing SET until = 0",
    'GRANT UPDATE ON tickets TO "{me}"',
    'GRANT SELECT ON staff TO PUBLIC',
)  # fmt: skip
OPERATOR_IN_VAIN = ("UPDATE staff SET on_duty = false WHERE id = {other_id}",)
RULER_IN_VAIN = ("UPDATE settings SET value = '999' WHERE key = 'chained_after'",)

TAKEN = (
    "postgres", "{database}_owner", "{database}_administrator", "{watch}", "somebody else", "", "x" * 64, "pg_x",
    "new_owner", "new_administrator",
)  # fmt: skip

TRIED: dict[str, tuple[str, ...]] = {
    "operator": (
        *ANYBODY, *STAFF, *NOT_AN_ADMINISTRATOR, *NOT_A_RULER, *NOT_A_SUPERVISOR, *NOT_AT_THE_DESK, *OPERATOR,
        *PROMISES, *UNEXPLAINED, *VERDICTS, SEEN_ALREADY, SEEN_BY_OTHERS, IN_ANOTHER_S_NAME,
    ),
    "dispatcher": (
        *ANYBODY, *STAFF, *NOT_AN_ADMINISTRATOR, *NOT_A_RULER, *NOT_A_SUPERVISOR, IN_ANOTHER_S_NAME, *PROMISES,
        *UNEXPLAINED, *VERDICTS, SEEN_ALREADY,
    ),
    "supervisor": (
        *ANYBODY, *STAFF, *NOT_AN_ADMINISTRATOR, *PROMISES, *UNEXPLAINED, *VERDICTS, SEEN_ALREADY, IN_ANOTHER_S_NAME,
    ),
    "administrator": (*ANYBODY, *STAFF, *NOT_A_SUPERVISOR, *NOT_AT_THE_DESK, *ADMINISTRATOR),
    "watch": (*ANYBODY, *NOT_AN_ADMINISTRATOR, *NOT_A_RULER, *NOT_A_SUPERVISOR, *NOT_AT_THE_DESK, *WATCH),
}  # fmt: skip
TRIED_IN_VAIN: dict[str, tuple[str, ...]] = {
    "operator": (*IN_VAIN, *OPERATOR_IN_VAIN),
    "dispatcher": IN_VAIN,
    "supervisor": (*IN_VAIN, *RULER_IN_VAIN),
    "administrator": (*IN_VAIN, *RULER_IN_VAIN, SEEN_ALREADY, IN_ANOTHER_S_NAME),
}
