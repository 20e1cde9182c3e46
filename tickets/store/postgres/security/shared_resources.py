"""What one login could take from the whole server, and logins that differ from the staff table: found and put right.

A person's login works in psql too. Disk, locks and connections are shared by all databases of the server (ADR 17).
Catalog names are schema-qualified, so that they can't be shadowed.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import InternalError, ProgrammingError

from tickets.store.postgres.security.role_names import owner, quoted


@dataclass(frozen=True, slots=True)
class Deviation:
    """Something that is not as it should be: a sentence, and the statement that puts it right if there is one."""

    sentence: str
    remedy: str | None = None


_SAFE = "SET LOCAL search_path = pg_catalog, public"

_EXPIRIES = text(
    """
SELECT login FROM public.staff LEFT JOIN pg_roles ON rolname = login
WHERE login IS NOT NULL AND active AND (
  rolname IS NULL OR NOT rolcanlogin
  OR coalesce(rolvaliduntil, 'infinity') <> coalesce(to_timestamp(expires), 'infinity'))
ORDER BY 1
"""
)

# The temporary disk space of one statement; only a superuser can set another limit.
SPILL_AT_MOST = "1GB"
_UNBOUNDED = text(
    """
SELECT NOT EXISTS (
  SELECT FROM pg_db_role_setting, unnest(setconfig) AS setting
  WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND setting = 'temp_file_limit=' || :bound)
"""
)

# Anybody who can create large objects could fill the disk; the program has none.
_LARGE = ("lo_create(oid)", "lo_creat(integer)", "lo_from_bytea(oid, bytea)", "lo_put(oid, bigint, bytea)",
          "lowrite(integer, bytea)", "lo_open(oid, integer)")  # fmt: skip
_LARGE_OPEN = text(
    """
SELECT name FROM unnest(CAST(:names AS text[])) AS name
JOIN pg_proc p ON p.oid = CAST(name AS regprocedure), aclexplode(coalesce(proacl, acldefault('f', proowner)))
WHERE grantee = 0 ORDER BY 1
"""
)

# Advisory locks are kept in shared memory: one login could fill it, and then nobody could lock a row.
_ADVISORY_OPEN = text(
    """
SELECT p.oid::regprocedure::text AS name FROM pg_proc p, aclexplode(coalesce(proacl, acldefault('f', proowner)))
WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ '^pg_(try_)?advisory_' AND grantee = 0 ORDER BY 1
"""
)
TURN = "pg_catalog.pg_advisory_xact_lock(bigint)"  # the lock that upgrading programs take turns by

# From another database a login could fill the lock memory, or the disk with tables of its own. The server's own two
# databases are closed where only this program uses the server: nobody else is shut out.
_OPEN_DATABASES = text(
    """
WITH desks AS (
  SELECT oid AS owner FROM pg_roles WHERE rolname LIKE '%\\_owner' AND rolcreaterole AND NOT rolcanlogin
), strangers AS (
  SELECT FROM pg_database
  WHERE datname NOT IN ('postgres', 'template0', 'template1') AND datdba NOT IN (SELECT owner FROM desks)
  UNION ALL
  SELECT FROM pg_roles r
  WHERE rolcanlogin AND NOT rolsuper AND NOT pg_has_role(r.oid, 'pg_monitor', 'MEMBER') AND NOT EXISTS (
    SELECT FROM pg_auth_members JOIN desks ON owner IN (roleid, member) WHERE r.oid IN (roleid, member))
)
SELECT DISTINCT datname AS name,
  datname IN ('postgres', 'template1') AND NOT EXISTS (SELECT FROM strangers) AS is_ours
FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
WHERE datallowconn AND datname <> current_database() AND grantee = 0 AND privilege_type = 'CONNECT' ORDER BY 1
"""
)


def find_deviations(connection: Connection, database: str) -> tuple[Deviation, ...]:
    """Return what is not as it should be, in a database of that name with this program's schema."""
    connection.exec_driver_sql(_SAFE)
    return tuple(_found(connection, database))


def mend_deviations(connection: Connection, database: str) -> None:
    """Put right what can be: as the superuser if one is signed in, else with the owner's rights.

    Called as the owner, whose role is set again afterwards.
    """
    found = find_deviations(connection, database)
    is_superuser = "SELECT rolsuper FROM pg_roles WHERE rolname = session_user"
    if connection.exec_driver_sql(is_superuser).scalar():
        connection.exec_driver_sql("SET LOCAL ROLE NONE")
    for remedy in (one.remedy for one in found if one.remedy is not None):
        _try(connection, remedy)
    connection.exec_driver_sql(f"SET LOCAL ROLE {quoted(owner(database))}")


def _found(connection: Connection, database: str) -> Iterator[Deviation]:
    for name in connection.execute(_EXPIRIES).scalars():
        yield Deviation(f"账号 {name} 和人员表里的不一样。")
    for name in connection.execute(_LARGE_OPEN, {"names": list(_LARGE)}).scalars():
        yield Deviation(f"谁都能用 {name} 存大对象。", f"REVOKE ALL ON FUNCTION pg_catalog.{name} FROM PUBLIC")
    if connection.execute(_UNBOUNDED, {"bound": SPILL_AT_MOST}).scalar():
        bound = f"ALTER DATABASE {quoted(database)} SET temp_file_limit = '{SPILL_AT_MOST}'"
        yield Deviation("一条语句用的临时文件没有上限，能占满服务器的磁盘。", bound)
    for name in connection.execute(_ADVISORY_OPEN).scalars():
        yield Deviation(f"谁都能用 {name} 占满整台服务器的锁。", _closed(name, owner(database)))
    for row in connection.execute(_OPEN_DATABASES):
        close = f"REVOKE CONNECT, TEMPORARY ON DATABASE {quoted(row.name)} FROM PUBLIC"
        keep = f"GRANT CONNECT ON DATABASE {quoted(row.name)} TO pg_monitor"
        finding = f"任何账号都能连到数据库 {row.name}，在那里占满整台服务器的锁和磁盘。"
        if row.is_ours:
            yield Deviation(finding, f"{close}; {keep}")
        else:
            yield Deviation(
                f"{finding}服务器上还有别的账号或数据库，database upgrade 不动它：请用超级用户执行 {close}。"
            )


def _closed(function: str, owner: str) -> str:
    """Return the statements that revoke a function from everybody except, where upgrades need it, the owner."""
    revoke = f"REVOKE ALL ON FUNCTION pg_catalog.{function} FROM PUBLIC"
    kept = f"pg_catalog.{function}" == TURN
    return f"{revoke}; GRANT EXECUTE ON FUNCTION {TURN} TO {quoted(owner)}" if kept else revoke


def _try(connection: Connection, statement: str) -> None:
    """Run a statement; ignore that the role may not, or that another database's upgrade does the same just now."""
    with suppress(ProgrammingError, InternalError), connection.begin_nested():
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
