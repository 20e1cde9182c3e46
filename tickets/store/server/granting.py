"""The rights in rights.py, put into force on a server; safe to repeat, so that each version brings its own."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from tickets.store.server.account_functions import ACCOUNT_FUNCTIONS, EVERY_ACCOUNT, OPEN_TO_STAFF, OWNERS_ALONE
from tickets.store.server.names import GROUPS, group, literal, quoted
from tickets.store.server.rights import (
    CHANGED,
    DELETED,
    GUARDED_TABLES,
    INSERTED,
    POLICIES,
    RESERVED,
    STAFF,
    UNREADABLE,
    Groups,
)
from tickets.store.tables import metadata

TABLES = (*sorted(metadata.tables), "call_words", "alembic_version")

# Whoever is above the policies, the desk's owner and a superuser, is above what is reserved too.
_RESERVE = """
CREATE OR REPLACE FUNCTION refuse_reserved() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF row_security_active(TG_RELID)
     AND NOT EXISTS (SELECT FROM unnest(TG_ARGV) AS holder WHERE pg_has_role(holder, 'USAGE')) THEN
    RAISE insufficient_privilege USING MESSAGE = format('permission denied for this change of table %s', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$
"""


def apply_rights(connection: Connection, database: str) -> None:
    """Make the desk's groups, give each exactly its rights, and let the login roles follow the staff.

    As the desk's owner, in a database of that name.
    """
    _make_groups(connection, database)
    for statement in _statements(database):
        _run(connection, statement)


def _make_groups(connection: Connection, database: str) -> None:
    known = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
    for name in (group(database, word) for word in GROUPS):
        if name not in known:
            _run(connection, f"CREATE ROLE {quoted(name)} NOLOGIN")


def _statements(database: str) -> Iterator[str]:
    yield from ACCOUNT_FUNCTIONS
    yield _RESERVE
    yield from _revoke(database)
    yield from _grant(database)
    yield from _guard(database)
    yield EVERY_ACCOUNT


def _revoke(database: str) -> Iterator[str]:
    everybody = f"PUBLIC, {_names(database, GROUPS)}"
    yield f"REVOKE ALL ON DATABASE {quoted(database)} FROM {everybody}"
    yield f"REVOKE ALL ON SCHEMA public FROM {everybody}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {everybody}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {everybody}"
    for function in (*OPEN_TO_STAFF, *OWNERS_ALONE):
        yield f"REVOKE ALL ON FUNCTION {function} FROM {everybody}"


def _grant(database: str) -> Iterator[str]:
    everybody = _names(database, GROUPS)
    yield f"GRANT CONNECT ON DATABASE {quoted(database)} TO {everybody}"
    # To everyone, for to somebody who was just retired and still is connected the tables are forbidden, not unknown.
    yield "GRANT USAGE ON SCHEMA public TO PUBLIC"
    for function in OPEN_TO_STAFF:
        yield f"GRANT EXECUTE ON FUNCTION {function} TO {_names(database, STAFF)}"
    for table in TABLES:
        readers = tuple(word for word in GROUPS if word not in UNREADABLE.get(table, ()))
        if readers:
            yield f"GRANT SELECT ON {table} TO {_names(database, readers)}"
    for table, groups in INSERTED.items():
        columns, numbered = _insertable(table)
        yield f"GRANT INSERT ({columns}) ON {table} TO {_names(database, groups)}"
        if numbered:
            yield f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {_names(database, groups)}"
    for change in CHANGED:
        columns = ", ".join(map(quoted, change.columns))
        yield f"GRANT UPDATE ({columns}) ON {change.table} TO {_names(database, change.groups)}"
    for table, groups in DELETED.items():
        yield f"GRANT DELETE ON {table} TO {_names(database, groups)}"


def _guard(database: str) -> Iterator[str]:
    everybody = _names(database, GROUPS)
    for table in GUARDED_TABLES:
        yield _DROP_GUARDS.format(table=table)
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"CREATE POLICY may_read ON {table} FOR SELECT TO {everybody} USING (true)"
    for number, policy in enumerate(POLICIES):
        using = f" USING ({policy.using})" if policy.using else ""
        check = f" WITH CHECK ({policy.check})" if policy.check else ""
        yield (
            f"CREATE POLICY may_{policy.statement.lower()}_{number} ON {policy.table} FOR {policy.statement} "
            f"TO {_names(database, policy.groups)}{using}{check}"
        )
    for number, reserved in enumerate(RESERVED):
        holders = ", ".join(literal(group(database, word)) for word in reserved.groups)
        yield (
            f"CREATE TRIGGER reserved_{number} BEFORE UPDATE ON {reserved.table} FOR EACH ROW "
            f"WHEN ({reserved.change}) EXECUTE FUNCTION refuse_reserved({holders})"
        )


_DROP_GUARDS = """
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = '{table}' LOOP
    EXECUTE format('DROP POLICY %I ON {table}', name);
  END LOOP;
  FOR name IN SELECT tgname FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND tgname LIKE 'reserved\\_%' LOOP
    EXECUTE format('DROP TRIGGER %I ON {table}', name);
  END LOOP;
END $$
"""


def _insertable(table: str) -> tuple[str, bool]:
    """Return the columns that a new row is given, as the desk writes it, and whether the server numbers it."""
    if table not in metadata.tables:
        return "call_id, words", False
    names = [column.name for column in metadata.tables[table].c]
    return ", ".join(quoted(name) for name in names if name != "id"), "id" in names


def _names(database: str, groups: Groups) -> str:
    return ", ".join(quoted(group(database, word)) for word in groups)


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
