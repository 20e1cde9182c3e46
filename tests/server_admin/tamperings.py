"""Changes that somebody with higher rights might make in the database `desk`. `desk.op` is an operator."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undone:
    """A statement that an upgrade undoes; `sound` is a query that is true only before it and after the upgrade."""

    statement: str
    sound: str


def _trigger(name: str, table: str) -> str:
    return f"SELECT tgenabled = 'O' FROM pg_trigger WHERE tgname = '{name}' AND tgrelid = '{table}'::regclass"


def _may_not(role: str, table: str, right: str) -> str:
    return f"SELECT NOT has_table_privilege('{role}', '{table}', '{right}')"


_BAD_FUNCTION = "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"

# Undone by each upgrade, without a search for changes.
MADE_ANEW = (
    Undone("GRANT UPDATE ON tickets TO desk_operator", _may_not("desk_operator", "tickets", "UPDATE")),
    Undone(
        "GRANT UPDATE (stage) ON clocks TO desk_operator",
        "SELECT NOT has_column_privilege('desk_operator', 'clocks', 'stage', 'UPDATE')",
    ),
    Undone(
        "REVOKE SELECT ON calls FROM desk_operator", "SELECT has_table_privilege('desk_operator', 'calls', 'SELECT')"
    ),
    Undone(
        "GRANT CREATE ON SCHEMA public TO desk_operator",
        "SELECT NOT has_schema_privilege('desk_operator', 'public', 'CREATE')",
    ),
    Undone(
        "GRANT EXECUTE ON FUNCTION keep_account TO desk_operator",
        "SELECT NOT has_function_privilege('desk_operator', "
        "'keep_account(text, text, boolean, bigint)'::regprocedure, 'EXECUTE')",
    ),
    Undone(
        "GRANT TEMP, CREATE ON DATABASE desk TO PUBLIC",
        "SELECT NOT has_database_privilege('desk.op', 'desk', 'TEMP') "
        "AND NOT has_database_privilege('desk.op', 'desk', 'CREATE')",
    ),
    Undone("ALTER TABLE journal DISABLE TRIGGER journal_is_append_only", _trigger("journal_is_append_only", "journal")),
    Undone(
        "ALTER TABLE journal ENABLE REPLICA TRIGGER journal_is_append_only",
        _trigger("journal_is_append_only", "journal"),
    ),
    Undone(
        "DROP TRIGGER journal_is_append_only ON journal; "
        "CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON journal EXECUTE FUNCTION refuse_journal_change()",
        "SELECT tgtype = 58 FROM pg_trigger WHERE tgname = 'journal_is_append_only'",  # before, U, D, T, statement
    ),
    Undone(
        f"CREATE OR REPLACE FUNCTION refuse_journal_change{_BAD_FUNCTION}",
        "SELECT prosrc LIKE '%append-only%' FROM pg_proc WHERE proname = 'refuse_journal_change'",
    ),
    Undone(
        "CREATE TRIGGER more BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION tell_alerts()",
        "SELECT NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'more')",
    ),
    Undone(
        "CREATE RULE nothing AS ON INSERT TO journal DO INSTEAD NOTHING",
        "SELECT NOT EXISTS (SELECT FROM pg_rewrite WHERE rulename = 'nothing')",
    ),
    Undone(
        "ALTER TABLE journal DISABLE ROW LEVEL SECURITY",
        "SELECT relrowsecurity FROM pg_class WHERE oid = 'journal'::regclass",
    ),
    Undone(
        "ALTER TABLE staff FORCE ROW LEVEL SECURITY",
        "SELECT NOT relforcerowsecurity FROM pg_class WHERE oid = 'staff'::regclass",
    ),
    Undone(
        "CREATE POLICY more ON journal FOR UPDATE USING (true)",
        "SELECT NOT EXISTS (SELECT FROM pg_policy WHERE polname = 'more')",
    ),
    Undone(
        "ALTER FUNCTION my_staff_id() SECURITY INVOKER", "SELECT prosecdef FROM pg_proc WHERE proname = 'my_staff_id'"
    ),
    Undone(
        'GRANT UPDATE, DELETE ON journal TO "desk.op"',
        "SELECT NOT has_table_privilege('desk.op', 'journal', 'UPDATE') "
        "AND NOT has_table_privilege('desk.op', 'journal', 'DELETE')",
    ),
    Undone("GRANT SELECT ON passwords TO stranger", _may_not("stranger", "passwords", "SELECT")),
    Undone("REVOKE ALL ON journal FROM desk_owner", "SELECT has_table_privilege('desk_owner', 'journal', 'TRIGGER')"),
)

# Reported by `status`, too.
NOTICED = (
    Undone(
        "GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC",
        "SELECT NOT has_function_privilege('desk.op', 'lo_create(oid)'::regprocedure, 'EXECUTE')",
    ),
    Undone(
        "GRANT EXECUTE ON FUNCTION pg_try_advisory_lock(bigint) TO PUBLIC",
        "SELECT NOT has_function_privilege('desk.op', 'pg_try_advisory_lock(bigint)'::regprocedure, 'EXECUTE')",
    ),
    Undone(
        "ALTER DATABASE desk SET temp_file_limit = -1",
        "SELECT setconfig @> '{temp_file_limit=1GB}' FROM pg_db_role_setting "
        "WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_database WHERE datname = 'desk')",
    ),
    Undone(
        "ALTER ROLE \"desk.op\" VALID UNTIL '2020-01-01'",
        "SELECT rolvaliduntil = 'infinity' FROM pg_roles WHERE rolname = 'desk.op'",
    ),
)
