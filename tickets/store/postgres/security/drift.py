"""Finds what somebody with higher rights has changed in the roles and the schema, and undoes it where possible.

The fingerprint only tells that the privileges differ from those set. Roles change with the staff, and an upgrade
can't renew everything: here the catalog is compared with the staff table and the program's own lists. Only catalog
names are used, schema-qualified, so that they can't be shadowed.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.exc import InternalError, ProgrammingError

from tickets.store.postgres.security.role_names import GROUPS, WATCH, group, owner, quoted
from tickets.store.postgres.security.statements import FUNCTIONS
from tickets.store.tables import metadata


@dataclass(frozen=True, slots=True)
class Drift:
    """A deviation: a sentence, and the statement that undoes it if there is one."""

    sentence: str
    undo: str | None = None


_SAFE = "SET LOCAL search_path = pg_catalog, public"

# The program's own roles: groups, logins of staff, watches, owner.
_OWN = """
WITH own AS MATERIALIZED (
  SELECT r.oid, rolname, s.active, s.expires, s.roles, s.id AS staff_id, rolname = ANY(:groups) AS is_group,
         rolname = :owner AS is_owner
  FROM pg_roles r LEFT JOIN public.staff s ON s.login = rolname
  WHERE s.id IS NOT NULL OR rolname = ANY(:groups) OR rolname = :owner
     OR EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles w ON w.oid = m.roleid
                WHERE m.member = r.oid AND w.rolname = :watch)
)
"""

# The owner administers the roles it has made. Who may become the owner without being staff is up to the server.
# Beyond that, only membership in a group by the staff table's word, or as a watch, is expected.
_MEMBERSHIPS = text(
    _OWN
    + """
SELECT held.rolname AS held, member.rolname AS member, grantor.rolname AS grantor
FROM pg_auth_members a
JOIN pg_roles held ON held.oid = a.roleid JOIN pg_roles member ON member.oid = a.member
JOIN pg_roles grantor ON grantor.oid = a.grantor LEFT JOIN own ON own.oid = a.member
WHERE (a.roleid IN (SELECT oid FROM own) OR a.member IN (SELECT oid FROM own))
  AND NOT (member.rolname = :owner AND EXISTS (
    SELECT FROM pg_auth_members b WHERE b.roleid = a.roleid AND b.member = a.member AND b.admin_option))
  AND NOT (held.rolname = :owner AND own.oid IS NULL)
  AND NOT (grantor.rolname = :owner AND NOT a.admin_option AND NOT a.set_option AND CASE
    WHEN own.staff_id IS NOT NULL THEN own.active
      AND held.rolname = ANY(SELECT :prefix || word FROM unnest(string_to_array(own.roles, ',')) AS word)
    ELSE held.rolname = :watch AND NOT coalesce(own.is_group, false) AND EXISTS (
      SELECT FROM pg_auth_members b JOIN pg_roles o ON o.oid = b.member
      WHERE b.roleid = a.member AND o.rolname = :owner AND b.admin_option)
  END)
ORDER BY 1, 2, 3
"""
)

_ATTRIBUTES = text(
    _OWN
    + """
SELECT rolname AS name, array_remove(ARRAY[
  CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
  CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolreplication THEN 'REPLICATION' END,
  CASE WHEN rolcreaterole AND NOT is_owner THEN 'CREATEROLE' END,
  CASE WHEN rolcanlogin AND (is_group OR is_owner OR NOT active) THEN 'LOGIN' END
], NULL) AS had
FROM own JOIN pg_roles USING (oid, rolname) ORDER BY 1
"""
)

_EXPIRIES = text(
    """
SELECT login FROM public.staff LEFT JOIN pg_roles ON rolname = login
WHERE login IS NOT NULL AND active AND (
  rolname IS NULL OR NOT rolcanlogin
  OR coalesce(rolvaliduntil, 'infinity') <> coalesce(to_timestamp(expires), 'infinity'))
ORDER BY 1
"""
)

_SETTINGS = text(
    _OWN
    + """
SELECT DISTINCT split_part(setting, '=', 1) AS name
FROM pg_db_role_setting, unnest(setconfig) AS setting
WHERE (setrole = 0 OR setrole IN (SELECT oid FROM own))
  AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
  AND split_part(setting, '=', 1) = 'session_replication_role'
UNION
SELECT parname FROM pg_parameter_acl, aclexplode(paracl)
WHERE grantee = 0 OR grantee IN (SELECT oid FROM own)
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

# Objects of an extension are expected.
_STRANGERS = text(
    """
SELECT 'schema ' || nspname AS name FROM pg_namespace
WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('public', 'information_schema')
UNION ALL
SELECT 'relation ' || relname FROM pg_class c
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND relname <> ALL(:relations)
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
UNION ALL
SELECT 'routine ' || p.oid::regprocedure FROM pg_proc p
WHERE pronamespace = 'public'::regnamespace AND (proname <> ALL(:functions) OR (
    SELECT count(*) FROM pg_proc q WHERE q.pronamespace = p.pronamespace AND q.proname = p.proname) > 1)
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
ORDER BY 1
"""
)

_KEYS = text(
    """
SELECT name FROM unnest(CAST(:names AS text[])) AS name
WHERE NOT EXISTS (SELECT FROM pg_class JOIN pg_index ON indexrelid = oid
                  WHERE relname = name AND relnamespace = 'public'::regnamespace AND indisunique AND indisvalid)
ORDER BY 1
"""
)

_ASLEEP = text(
    """
SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
WHERE relnamespace = 'public'::regnamespace AND tgenabled NOT IN ('O', 'A') ORDER BY 1
"""
)


def find_drift(connection: Connection, database: str) -> tuple[Drift, ...]:
    """Return the deviations from what the program expects in a database of that name with this program's schema."""
    connection.exec_driver_sql(_SAFE)
    return tuple(_found(connection, database))


def undo_drift(connection: Connection, database: str) -> None:
    """Undo what can be undone: as the superuser if one is signed in, else with the owner's rights.

    Called as the owner, whose role is set again afterwards.
    """
    found = find_drift(connection, database)
    is_superuser = "SELECT rolsuper FROM pg_roles WHERE rolname = session_user"
    if connection.exec_driver_sql(is_superuser).scalar():
        connection.exec_driver_sql("SET LOCAL ROLE NONE")
    for undo in (one.undo for one in found if one.undo is not None):
        _try(connection, undo)
    connection.exec_driver_sql(f"SET LOCAL ROLE {quoted(owner(database))}")


def _found(connection: Connection, database: str) -> Iterator[Drift]:
    names: dict[str, Any] = {
        "groups": [group(database, word) for word in GROUPS],
        "owner": owner(database),
        "watch": group(database, WATCH),
        "prefix": group(database, ""),
    }
    for row in connection.execute(_MEMBERSHIPS, names):
        undo = f"REVOKE {quoted(row.held)} FROM {quoted(row.member)} GRANTED BY {quoted(row.grantor)} CASCADE"
        yield Drift(f"{row.grantor} 把 {row.held} 授予了 {row.member}。", undo)
    for row in connection.execute(_ATTRIBUTES, names):
        if row.had:
            undo = f"ALTER ROLE {quoted(row.name)} {' '.join(f'NO{word}' for word in row.had)}"
            yield Drift(f"账号 {row.name} 不该有 {'、'.join(row.had)}。", undo)
    for name in connection.execute(_EXPIRIES).scalars():
        yield Drift(f"账号 {name} 和人员表里的不一样。")
    for name in connection.execute(_SETTINGS, names).scalars():
        yield Drift(f"有人放开或改了设置 {name}，database upgrade 不动它，请用超级用户撤销。")
    for name in connection.execute(_LARGE_OPEN, {"names": list(_LARGE)}).scalars():
        yield Drift(f"谁都能用 {name} 存大对象。", f"REVOKE ALL ON FUNCTION pg_catalog.{name} FROM PUBLIC")
    if connection.execute(_UNBOUNDED, {"bound": SPILL_AT_MOST}).scalar():
        bound = f"ALTER DATABASE {quoted(database)} SET temp_file_limit = '{SPILL_AT_MOST}'"
        yield Drift("一条语句用的临时文件没有上限，能占满服务器的磁盘。", bound)
    for name in connection.execute(_ADVISORY_OPEN).scalars():
        yield Drift(f"谁都能用 {name} 占满整台服务器的锁。", _closed(name, owner(database)))
    for row in connection.execute(_OPEN_DATABASES):
        close = f"REVOKE CONNECT, TEMPORARY ON DATABASE {quoted(row.name)} FROM PUBLIC"
        keep = f"GRANT CONNECT ON DATABASE {quoted(row.name)} TO pg_monitor"
        told = f"任何账号都能连到数据库 {row.name}，在那里占满整台服务器的锁和磁盘。"
        if row.is_ours:
            yield Drift(told, f"{close}; {keep}")
        else:
            yield Drift(f"{told}服务器上还有别的账号或数据库，database upgrade 不动它：请用超级用户执行 {close}。")
    for table in connection.execute(_ASLEEP).scalars():
        yield Drift(f"表 {table} 的触发器没有全开。", f"ALTER TABLE public.{quoted(table)} ENABLE TRIGGER ALL")
    yield from _in_the_schema(connection)


def _closed(function: str, owner: str) -> str:
    """Return the statements that revoke a function from everybody except, where upgrades need it, the owner."""
    revoke = f"REVOKE ALL ON FUNCTION pg_catalog.{function} FROM PUBLIC"
    kept = f"pg_catalog.{function}" == TURN
    return f"{revoke}; GRANT EXECUTE ON FUNCTION {TURN} TO {quoted(owner)}" if kept else revoke


def _in_the_schema(connection: Connection) -> Iterator[Drift]:
    """Yield unexpected and missing objects that an upgrade doesn't renew."""
    known = {"relations": list(_relations()), "functions": list(FUNCTIONS)}
    for name in connection.execute(_STRANGERS, known).scalars():
        yield Drift(f"库里有不是本程序建的 {name}，database upgrade 不动它，请核对后删除。")
    for name in connection.execute(_KEYS, {"names": list(_keys())}).scalars():
        yield Drift(f"少了唯一约束 {name}，database upgrade 补不了，请用超级用户补上或从备份恢复。")


def _relations() -> Iterator[str]:
    for table in metadata.tables.values():
        yield table.name
        if "id" in table.c:
            yield f"{table.name}_id_seq"
    yield from ("call_words", "alembic_version")


def _keys() -> Iterator[str]:
    for table in metadata.tables.values():
        yield from (str(index.name) for index in table.indexes if index.unique)
        yield from (
            str(rule.name) for rule in table.constraints if isinstance(rule, PrimaryKeyConstraint | UniqueConstraint)
        )


def _try(connection: Connection, statement: str) -> None:
    """Run a statement; ignore that the role may not, or that another database's upgrade does the same just now."""
    with suppress(ProgrammingError, InternalError), connection.begin_nested():
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
