"""What somebody with more rights than the staff might do to the desk `desk`, whose operator signs in as `desk.op`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undone:
    """A statement that an upgrade undoes; `sound` is a question that is true only before it and after the upgrade."""

    statement: str
    sound: str


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that an upgrade leaves alone, what `status` says of it, and what takes it back."""

    statement: str
    sign: str
    back: str


def _trigger(name: str, table: str) -> str:
    return f"SELECT tgenabled = 'O' FROM pg_trigger WHERE tgname = '{name}' AND tgrelid = '{table}'::regclass"


def _may_not(role: str, table: str, right: str) -> str:
    return f"SELECT NOT has_table_privilege('{role}', '{table}', '{right}')"


_BAD_FUNCTION = "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"

UNDONE = (
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
        "ALTER TABLE alerts DISABLE TRIGGER ALL",
        "SELECT bool_and(tgenabled = 'O') FROM pg_trigger WHERE tgrelid = 'alerts'::regclass",
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
        "ALTER FUNCTION my_staff_id() SECURITY INVOKER",
        "SELECT prosecdef FROM pg_proc WHERE proname = 'my_staff_id'",
    ),
    Undone(
        'GRANT UPDATE, DELETE ON journal TO "desk.op"',
        "SELECT NOT has_table_privilege('desk.op', 'journal', 'UPDATE') "
        "AND NOT has_table_privilege('desk.op', 'journal', 'DELETE')",
    ),
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
    Undone("GRANT SELECT ON passwords TO stranger", _may_not("stranger", "passwords", "SELECT")),
    Undone(
        'GRANT desk_administrator TO "desk.op"', "SELECT NOT pg_has_role('desk.op', 'desk_administrator', 'MEMBER')"
    ),
    Undone(
        'GRANT desk_operator TO "desk.op" WITH ADMIN OPTION',
        "SELECT NOT pg_has_role('desk.op', 'desk_operator', 'MEMBER WITH ADMIN OPTION') "
        "AND pg_has_role('desk.op', 'desk_operator', 'USAGE')",
    ),
    Undone("GRANT desk_supervisor TO stranger", "SELECT NOT pg_has_role('stranger', 'desk_supervisor', 'MEMBER')"),
    Undone("GRANT desk_watch TO stranger", "SELECT NOT pg_has_role('stranger', 'desk_watch', 'MEMBER')"),
    Undone('GRANT "desk.jia" TO "desk.op"', "SELECT NOT pg_has_role('desk.op', 'desk.jia', 'MEMBER')"),
    Undone("REVOKE ALL ON journal FROM desk_owner", "SELECT has_table_privilege('desk_owner', 'journal', 'TRIGGER')"),
    Undone(
        "GRANT pg_write_all_data TO desk_operator",
        "SELECT NOT pg_has_role('desk_operator', 'pg_write_all_data', 'MEMBER')",
    ),
    Undone(
        'ALTER ROLE "desk.op" BYPASSRLS CREATEROLE',
        "SELECT NOT rolbypassrls AND NOT rolcreaterole FROM pg_roles WHERE rolname = 'desk.op'",
    ),
    Undone('ALTER ROLE "desk.op" SUPERUSER', "SELECT NOT rolsuper FROM pg_roles WHERE rolname = 'desk.op'"),
    Undone("ALTER ROLE desk_operator LOGIN", "SELECT NOT rolcanlogin FROM pg_roles WHERE rolname = 'desk_operator'"),
    Undone(
        "ALTER ROLE \"desk.op\" VALID UNTIL '2020-01-01'",
        "SELECT rolvaliduntil = 'infinity' FROM pg_roles WHERE rolname = 'desk.op'",
    ),
)

TOLD = (
    Told(
        "GRANT SET ON PARAMETER session_replication_role TO PUBLIC",
        "session_replication_role",
        "REVOKE SET ON PARAMETER session_replication_role FROM PUBLIC",
    ),
    Told(
        'ALTER ROLE "desk.op" SET session_replication_role = replica',
        "session_replication_role",
        'ALTER ROLE "desk.op" RESET session_replication_role',
    ),
    Told(
        "ALTER TABLE alerts DROP CONSTRAINT uq_alerts_clock_id_term_rung_id_recipient",
        "uq_alerts",
        "ALTER TABLE alerts ADD CONSTRAINT uq_alerts_clock_id_term_rung_id_recipient "
        "UNIQUE (clock_id, term, rung_id, recipient)",
    ),
    Told(
        "CREATE PROCEDURE public.mine() LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "mine",
        "DROP PROCEDURE public.mine()",
    ),
    Told(
        "CREATE FUNCTION public.begin_command(author integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "begin_command(integer)",
        "DROP FUNCTION public.begin_command(integer)",
    ),
    Told(
        "CREATE SCHEMA mine CREATE TABLE it (a integer); "
        "CREATE FUNCTION mine.it() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "schema mine",
        "DROP SCHEMA mine CASCADE",
    ),
    # a stranger may have a use for it
    Told(
        "GRANT CONNECT ON DATABASE postgres TO PUBLIC",
        "REVOKE CONNECT",
        "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC",
    ),
    Told("CREATE VIEW public.mine AS SELECT * FROM calls", "relation mine", "DROP VIEW public.mine"),
)
