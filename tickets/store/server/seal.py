"""Whether a server's rights are still as this program made them: a seal is kept of what was meant and what came of it.

The seal is the comment on the schema, which only the desk's owner can change. Anybody can read the catalog, so
anybody can tell whether somebody has granted, revoked, or replaced a function since.
"""

import hashlib

from sqlalchemy import Connection

from tickets.store.server import rights
from tickets.store.server.account_functions import ACCOUNT_FUNCTIONS
from tickets.store.server.constraints import CONSTRAINTS
from tickets.store.server.journal_guard import JOURNAL_GUARD
from tickets.store.server.names import literal
from tickets.store.server.opening import BEGIN_COMMAND
from tickets.store.server.telling import TELLING

_CATALOG = """
SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
  SELECT concat_ws(' ', 'table', relname, relowner::regrole, relrowsecurity,
                   ARRAY(SELECT unnest(coalesce(relacl, acldefault(
                     CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)))::text ORDER BY 1)) AS line
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S', 'v')
  UNION ALL
  SELECT concat_ws(' ', 'column', attrelid::regclass, attname, ARRAY(SELECT unnest(attacl)::text ORDER BY 1))
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND cardinality(attacl) > 0
  UNION ALL
  SELECT concat_ws(' ', 'policy', tablename, policyname, roles, cmd, qual, with_check)
    FROM pg_policies WHERE schemaname = 'public'
  UNION ALL
  SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgenabled, pg_get_triggerdef(t.oid))
    FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal
  UNION ALL
  SELECT concat_ws(' ', 'function', proname, proowner::regrole,
                   ARRAY(SELECT unnest(coalesce(proacl, acldefault('f', proowner)))::text ORDER BY 1),
                   pg_get_functiondef(oid))
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
  UNION ALL
  SELECT concat_ws(' ', 'schema', nspname,
                   ARRAY(SELECT unnest(coalesce(nspacl, acldefault('n', nspowner)))::text ORDER BY 1))
    FROM pg_namespace WHERE nspname = 'public'
) AS lines
"""
_SEALED = "SELECT obj_description('public'::regnamespace, 'pg_namespace')"


def seal_rights(connection: Connection) -> None:
    """Keep a seal of the rights that have just been put into force. As the desk's owner."""
    connection.exec_driver_sql(f"COMMENT ON SCHEMA public IS {literal(_seal(connection))}")


def are_sealed(connection: Connection) -> bool:
    """Return whether the rights in force are those that this program would make."""
    return bool(connection.exec_driver_sql(_SEALED).scalar() == _seal(connection))


def _seal(connection: Connection) -> str:
    meant = repr((rights.UNREADABLE, rights.INSERTED, rights.DELETED, rights.CHANGED, rights.POLICIES, rights.RESERVED))
    found = connection.exec_driver_sql(_CATALOG, execution_options={"no_parameters": True}).scalar_one()
    parts = (meant, *ACCOUNT_FUNCTIONS, BEGIN_COMMAND, *TELLING, *JOURNAL_GUARD, *CONSTRAINTS, str(found))
    return f"hotline-desk {hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}"
