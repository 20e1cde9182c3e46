"""SQL functions that keep a server's login roles in step with the staff table.

They belong to the database's owner role, which may create roles, and run with its rights. In a copy of the database
under another name the owner differs; there they leave the roles alone. A login role belongs to this program when the
owner created it; any other role of that name is refused as taken (RH001).
"""

from tickets.rules.words import Role
from tickets.store.postgres.begin_command import TRANSACTION_SECONDS
from tickets.store.postgres.security.role_names import ENDS, GROUPS, NAME_AT_MOST, WATCH

LOGIN_TAKEN = "RH001"
OWN_LOGIN = "RH002"  # nobody can rename the role they are signed in as
LAST_ADMINISTRATOR = "RH003"  # at least one person must be able to admit others
# Only a superuser can see who has a password, so the role's comment says so. An older role has no comment.
PASSWORD, NO_PASSWORD = "password", "no password"
CONNECTIONS_AT_MOST = 20  # of one login: two or three workstations with a report each

_SAFE = "SET search_path = pg_catalog, public, pg_temp"
_WORDS = ", ".join(f"'{role}'" for role in Role)
_GROUPS = ", ".join(f"'{word}'" for word in GROUPS)

# Uses the statement's time: a transaction begun before an account expired doesn't outlive it. Written in plpgsql,
# which keeps its plan: each statement on a guarded table calls it once.
MY_STAFF_ID = f"""
CREATE OR REPLACE FUNCTION my_staff_id() RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
{_SAFE} AS $$
BEGIN
  RETURN (SELECT id FROM staff WHERE login = session_user AND active
          AND (expires IS NULL OR expires > extract(epoch FROM statement_timestamp())));
END $$
"""

# Raises RH001 for a role that is no login of this database's staff, and for a new one whose name could belong to
# the roles of another database of the program. Returns false when no role has the name.
_HAS_ACCOUNT = f"""
CREATE OR REPLACE FUNCTION has_account(login text) RETURNS boolean LANGUAGE plpgsql {_SAFE} AS $$
DECLARE
  known oid := (SELECT oid FROM pg_roles WHERE rolname = login);
  me oid := (SELECT oid FROM pg_roles WHERE rolname = current_user);
BEGIN
  IF octet_length(login) NOT BETWEEN 1 AND {NAME_AT_MOST} OR known IS NULL AND login ~ '({"|".join(ENDS)})$'
  OR known IS NOT NULL AND (
    login IN (SELECT current_database() || '_' || word FROM unnest(ARRAY[{_GROUPS}]) AS word)
    OR NOT EXISTS (SELECT FROM pg_auth_members WHERE roleid = known AND member = me AND admin_option)
    OR EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
               WHERE m.member = known AND g.rolname = current_database() || '_{WATCH}')
  ) THEN
    RAISE EXCEPTION 'the login "%" is taken', login USING ERRCODE = '{LOGIN_TAKEN}';
  END IF;
  RETURN known IS NOT NULL;
END $$
"""

# A transaction caches what it has seen of the sessions, so the cache is dropped first. A session that doesn't end
# within five seconds aborts the transaction (55P03, which is retried).
_END_SESSIONS = f"""
CREATE OR REPLACE FUNCTION end_sessions(login text) RETURNS void LANGUAGE plpgsql {_SAFE} AS $$
BEGIN
  PERFORM pg_stat_clear_snapshot();
  PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = login AND pid <> pg_backend_pid();
  PERFORM pg_stat_clear_snapshot();
  IF EXISTS (SELECT FROM pg_stat_activity WHERE usename = login AND pid <> pg_backend_pid()) THEN
    RAISE lock_not_available USING MESSAGE = format('the login "%s" still has a session', login);
  END IF;
END $$
"""

_CLOSE_ACCOUNT = f"""
CREATE OR REPLACE FUNCTION close_account(login text) RETURNS void LANGUAGE plpgsql {_SAFE} AS $$
DECLARE
  held text;
BEGIN
  EXECUTE format('ALTER ROLE %I NOLOGIN', login);
  FOR held IN SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
              JOIN pg_roles p ON p.oid = m.member WHERE p.rolname = login LOOP
    EXECUTE format('REVOKE %I FROM %I', held, login);
  END LOOP;
  PERFORM pg_stat_clear_snapshot();
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login AND pid <> pg_backend_pid();
END $$
"""

_OPEN_ACCOUNT = f"""
CREATE OR REPLACE FUNCTION open_account(login text, roles text[], expires bigint) RETURNS void
LANGUAGE plpgsql {_SAFE} AS $$
DECLARE
  word text;
BEGIN
  EXECUTE format('ALTER ROLE %I LOGIN CONNECTION LIMIT {CONNECTIONS_AT_MOST} VALID UNTIL %L',
                 login, coalesce(to_timestamp(expires), 'infinity'));
  FOREACH word IN ARRAY ARRAY[{_WORDS}] LOOP
    IF word = ANY (roles) THEN
      EXECUTE format('GRANT %I TO %I WITH INHERIT TRUE, SET FALSE', current_database() || '_' || word, login);
    ELSIF EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles p ON p.oid = m.member
                  WHERE g.rolname = current_database() || '_' || word AND p.rolname = login) THEN
      EXECUTE format('REVOKE %I FROM %I', current_database() || '_' || word, login); -- in vain it warns in the log
    END IF;
  END LOOP;
END $$
"""

# With createrole_self_grant the owner may end the sessions of the roles it makes.
_KEEP_ACCOUNT = f"""
CREATE OR REPLACE FUNCTION keep_account(login text, roles text, active boolean, expires bigint) RETURNS void
LANGUAGE plpgsql {_SAFE} SET createrole_self_grant = 'inherit' SET client_min_messages = 'error' AS $$
BEGIN
  IF NOT has_account(login) THEN
    EXECUTE format('CREATE ROLE %I', login);
    EXECUTE format('COMMENT ON ROLE %I IS %L', login, '{NO_PASSWORD}');
  END IF;
  IF active THEN
    PERFORM open_account(login, string_to_array(roles, ','), expires);
  ELSE
    PERFORM close_account(login);
  END IF;
END $$
"""

# A session outlives its account when the account expires, or when the session began before a retirement was
# committed; a writing transaction outlives the time limit of a command when its user raised the limit. Only roles
# made by the owner are affected.
_END_OVERDUE = f"""
CREATE OR REPLACE FUNCTION end_overdue_sessions() RETURNS void LANGUAGE plpgsql SECURITY DEFINER {_SAFE} AS $$
BEGIN
  IF current_user = current_database() || '_owner' THEN
    PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
    WHERE (NOT r.rolcanlogin OR r.rolvaliduntil <= clock_timestamp() OR a.datname = current_database()
             AND a.backend_xid IS NOT NULL
             AND a.xact_start < clock_timestamp() - interval '{TRANSACTION_SECONDS} s')
      AND pg_has_role(r.oid, 'MEMBER WITH ADMIN OPTION') AND a.pid <> pg_backend_pid();
  END IF;
END $$
"""

_IS_ADMINISTRATOR = f"""
CREATE OR REPLACE FUNCTION is_administrator(roles text, active boolean, login text, expires bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE {_SAFE} AS $$
  SELECT coalesce(active AND login IS NOT NULL AND expires IS NULL
                  AND '{Role.ADMINISTRATOR}' = ANY (string_to_array(roles, ',')), false)
$$
"""

# When two administrators remove each other at once, each waits for the other, and one of them is refused. A
# superuser may leave the database without an administrator.
_REFUSE_LAST = f"""
CREATE OR REPLACE FUNCTION refuse_without_administrator() RETURNS void LANGUAGE plpgsql {_SAFE} AS $$
BEGIN
  PERFORM FROM staff WHERE is_administrator(roles, active, login, expires) FOR SHARE;
  IF NOT FOUND AND NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
    RAISE EXCEPTION 'no administrator would be left' USING ERRCODE = '{LAST_ADMINISTRATOR}';
  END IF;
END $$
"""

# A login that somebody else had before is given with a new password and without open sessions: a session may have
# begun before their retirement was committed.
_FOLLOW_STAFF = f"""
CREATE OR REPLACE FUNCTION follow_staff() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER {_SAFE} AS $$
BEGIN
  IF current_user <> current_database() || '_owner' THEN
    RETURN NULL;
  END IF;
  IF is_administrator(OLD.roles, OLD.active, OLD.login, OLD.expires)
     AND NOT is_administrator(NEW.roles, NEW.active, NEW.login, NEW.expires) THEN
    PERFORM refuse_without_administrator();
  END IF;
  IF NEW.login IS DISTINCT FROM OLD.login THEN
    IF OLD.login = session_user THEN
      RAISE EXCEPTION 'nobody can rename themselves' USING ERRCODE = '{OWN_LOGIN}';
    ELSIF NEW.login IS NOT NULL AND has_account(NEW.login) THEN
      PERFORM end_sessions(NEW.login);
      EXECUTE format('ALTER ROLE %I PASSWORD NULL', NEW.login);
      EXECUTE format('COMMENT ON ROLE %I IS %L', NEW.login, '{NO_PASSWORD}');
    ELSIF OLD.login IS NOT NULL AND NEW.login IS NOT NULL AND has_account(OLD.login) THEN
      EXECUTE format('ALTER ROLE %I RENAME TO %I', OLD.login, NEW.login);
      OLD.login := NULL;
    END IF;
    IF OLD.login IS NOT NULL THEN
      PERFORM close_account(OLD.login);
    END IF;
  END IF;
  IF NEW.login IS NOT NULL THEN
    PERFORM keep_account(NEW.login, NEW.roles, NEW.active, NEW.expires);
  END IF;
  RETURN NULL;
END $$
"""

_STAFF_TRIGGER = """
CREATE OR REPLACE TRIGGER staff_are_followed
AFTER INSERT OR DELETE OR UPDATE OF login, roles, active, expires ON staff
FOR EACH ROW EXECUTE FUNCTION follow_staff()
"""

# The verifier's form is checked, because anything else would be taken as a password and hashed here.
_GIVE_PASSWORD = f"""
CREATE OR REPLACE FUNCTION give_password(login text, verifier text) RETURNS void LANGUAGE plpgsql {_SAFE} AS $$
BEGIN
  IF verifier !~ '^SCRAM-SHA-256\\$[0-9]{{1,7}}:[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]{{44}}:[A-Za-z0-9+/=]{{44}}$' THEN
    RAISE invalid_parameter_value USING MESSAGE = 'this is no SCRAM verifier';
  END IF;
  EXECUTE format('ALTER ROLE %I PASSWORD %L', login, verifier);
  EXECUTE format('COMMENT ON ROLE %I IS %L', login, '{PASSWORD}');
END $$
"""

_SET_PASSWORD = f"""
CREATE OR REPLACE FUNCTION set_password(staff_id bigint, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER {_SAFE} AS $$
DECLARE
  wanted text := (SELECT s.login FROM staff s WHERE s.id = staff_id);
BEGIN
  IF current_user <> current_database() || '_owner' OR wanted IS NULL OR NOT has_account(wanted)
     OR NOT (staff_id IS NOT DISTINCT FROM my_staff_id()
             OR my_staff_id() IS NOT NULL
                AND pg_has_role(session_user, current_database() || '_{Role.ADMINISTRATOR}', 'USAGE')
             OR pg_has_role(session_user, current_user, 'MEMBER')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'permission denied to set this password';
  END IF;
  PERFORM give_password(wanted, verifier);
END $$
"""

_KEEP_WATCH_ACCOUNT = f"""
CREATE OR REPLACE FUNCTION keep_watch_account(login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER {_SAFE} SET createrole_self_grant = 'inherit' AS $$
DECLARE
  watch text := current_database() || '_{WATCH}';
BEGIN
  IF NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
                 WHERE r.rolname = login AND g.rolname = watch) THEN
    IF has_account(login) THEN
      RAISE EXCEPTION 'the login "%" is taken', login USING ERRCODE = '{LOGIN_TAKEN}';
    END IF;
    EXECUTE format('CREATE ROLE %I LOGIN', login);
    EXECUTE format('GRANT %I TO %I WITH INHERIT TRUE, SET FALSE', watch, login);
  END IF;
  PERFORM give_password(login, verifier);
END $$
"""

ACCOUNT_FUNCTIONS = (
    MY_STAFF_ID, _HAS_ACCOUNT, _END_SESSIONS, _CLOSE_ACCOUNT, _OPEN_ACCOUNT, _KEEP_ACCOUNT, _END_OVERDUE,
    _IS_ADMINISTRATOR, _REFUSE_LAST, _FOLLOW_STAFF, _STAFF_TRIGGER, _GIVE_PASSWORD, _SET_PASSWORD, _KEEP_WATCH_ACCOUNT,
)  # fmt: skip
OPEN_TO_ALL = ("end_overdue_sessions()",)
OPEN_TO_STAFF = ("my_staff_id()", "set_password(bigint, text)")
EVERY_ACCOUNT = "SELECT keep_account(login, roles, active, expires) FROM staff WHERE login IS NOT NULL"
