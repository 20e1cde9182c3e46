"""Detects whether a server's privileges are still as this program set them, by a stored fingerprint.

It is a digest of the intended statements and of the resulting catalog, stored as the comment on the schema, which
only the owner can change. Anybody can read the catalog, so anybody can tell whether somebody has granted, revoked or
replaced a function since. Roles and objects that an upgrade doesn't renew are checked in drift.py.
"""

import hashlib

from sqlalchemy import Connection

from tickets.store.postgres.security import privileges as rights
from tickets.store.postgres.security.role_names import literal
from tickets.store.postgres.security.statements import STATEMENTS

# fixed, because names are printed differently under another search_path
_SAFE = "SET LOCAL search_path = pg_catalog, public"
# Since PostgreSQL 18 NOT NULL constraints have names of their own; here they are listed with the columns.
_CATALOG = """
SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
  SELECT concat_ws(' ', 'database', datdba::regrole,
                   ARRAY(SELECT unnest(coalesce(datacl, acldefault('d', datdba)))::text ORDER BY 1)) AS line
    FROM pg_database WHERE datname = current_database()
  UNION ALL
  SELECT concat_ws(' ', 'table', relkind, relname, relowner::regrole, relrowsecurity, relforcerowsecurity,
                   ARRAY(SELECT unnest(coalesce(relacl, acldefault(
                     CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)))::text ORDER BY 1))
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL
  SELECT concat_ws(' ', 'column', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
                   pg_get_expr(adbin, adrelid), ARRAY(SELECT unnest(attacl)::text ORDER BY 1))
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE c.relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') AND attnum > 0
      AND NOT attisdropped
  UNION ALL
  SELECT concat_ws(' ', 'policy', tablename, policyname, permissive, roles, cmd, qual, with_check)
    FROM pg_policies WHERE schemaname = 'public'
  UNION ALL
  SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgenabled, pg_get_triggerdef(t.oid))
    FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal
  UNION ALL
  SELECT concat_ws(' ', 'rule', ev_class::regclass, ev_enabled, pg_get_ruledef(r.oid))
    FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
  UNION ALL
  SELECT concat_ws(' ', 'index', indisvalid, pg_get_indexdef(indexrelid))
    FROM pg_index JOIN pg_class c ON c.oid = indrelid
    WHERE c.relnamespace = 'public'::regnamespace AND indisunique
  UNION ALL
  SELECT concat_ws(' ', 'function', proname, proowner::regrole,
                   ARRAY(SELECT unnest(coalesce(proacl, acldefault('f', proowner)))::text ORDER BY 1),
                   pg_get_functiondef(oid))
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind <> 'a'
  UNION ALL
  SELECT concat_ws(' ', 'schema', nspname, nspowner::regrole,
                   ARRAY(SELECT unnest(coalesce(nspacl, acldefault('n', nspowner)))::text ORDER BY 1))
    FROM pg_namespace WHERE nspname = 'public'
) AS lines
"""
_SEALED = "SELECT obj_description('public'::regnamespace, 'pg_namespace')"


def record_fingerprint(connection: Connection) -> None:
    """Store a fingerprint of the privileges just set. Needs the owner's role."""
    connection.exec_driver_sql(f"COMMENT ON SCHEMA public IS {literal(_seal(connection))}")


def matches_fingerprint(connection: Connection) -> bool:
    """Return whether the privileges in force are those that this program would set."""
    return bool(connection.exec_driver_sql(_SEALED).scalar() == _seal(connection))


def _seal(connection: Connection) -> str:
    meant = repr((
        rights.UNREADABLE, rights.READ_IN_PART, rights.INSERTED, rights.CHANGED, rights.POLICIES,
        rights.PLAIN, rights.PERSONAL, rights.RESERVED,
    ))  # fmt: skip
    connection.exec_driver_sql(_SAFE)
    found = connection.exec_driver_sql(_CATALOG, execution_options={"no_parameters": True}).scalar_one()
    parts = (meant, *STATEMENTS, str(found))
    return f"hotline-desk {hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}"
