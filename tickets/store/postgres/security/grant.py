"""Applies privileges.py to a server; safe to repeat, so that each version brings its own privileges."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from tickets.store.postgres.begin_command import BEGIN, JOURNAL
from tickets.store.postgres.security import privileges
from tickets.store.postgres.security.account_functions import EVERY_ACCOUNT, OPEN_TO_ALL, OPEN_TO_STAFF
from tickets.store.postgres.security.moments import LAST_MOMENT
from tickets.store.postgres.security.privileges import Groups
from tickets.store.postgres.security.revoke_all import DROP_GUARDS, REVOKE_ALL
from tickets.store.postgres.security.role_conflicts import refuse_role_conflicts
from tickets.store.postgres.security.role_names import GROUPS, WATCH, group, literal, quoted
from tickets.store.postgres.security.shared_resources import mend_deviations
from tickets.store.postgres.security.statements import ADD_CALL_WORDS, END_LEASES, STATEMENTS, ZONE_OF_TOWN
from tickets.store.tables import TEXT_INDEXES, metadata

TABLES = (*sorted(metadata.tables), *TEXT_INDEXES, "alembic_version")
_KEYS = {"call_words": "call_id", "subscriber_words": "subscriber_id"}


def apply_rights(connection: Connection, database: str, *, fresh: bool) -> None:
    """Create the functions, triggers and groups, grant each exactly its rights, and align the logins with the staff.

    Needs the owner's role, in a database of that name; `fresh` means that the database is being created. Rights,
    rules, triggers and policies of other origin are removed as far as the signed-in role may do so. Raises Refused,
    with nothing changed, when one of the group roles belongs to somebody else.
    """
    refuse_role_conflicts(connection, database, fresh=fresh)
    _make_groups(connection, database)
    for statement in _statements(database):
        _run(connection, statement)
    mend_deviations(connection, database)
    _run(connection, EVERY_ACCOUNT)


def _make_groups(connection: Connection, database: str) -> None:
    known = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
    for name in (group(database, word) for word in GROUPS):
        if name not in known:
            _run(connection, f"CREATE ROLE {quoted(name)} NOLOGIN")


def _statements(database: str) -> Iterator[str]:
    yield REVOKE_ALL
    yield DROP_GUARDS
    yield from STATEMENTS
    yield REVOKE_ALL  # again, because everybody may call a new function
    yield from _grant(database)
    yield from _guard(database)


def _grant(database: str) -> Iterator[str]:
    everybody = _names(database, GROUPS)
    yield f"GRANT CONNECT ON DATABASE {quoted(database)} TO {everybody}"
    # To everyone: a retired person who is still connected should be denied the tables, not told that they don't exist.
    yield "GRANT USAGE ON SCHEMA public TO PUBLIC"
    for function in (BEGIN, LAST_MOMENT, *OPEN_TO_ALL):
        yield f"GRANT EXECUTE ON FUNCTION {function} TO {everybody}"
    for function in (*OPEN_TO_STAFF, JOURNAL, END_LEASES, ZONE_OF_TOWN, ADD_CALL_WORDS):
        yield f"GRANT EXECUTE ON FUNCTION {function} TO {_names(database, privileges.STAFF)}"
    for table in TABLES:
        readers = tuple(word for word in GROUPS if word not in privileges.UNREADABLE.get(table, ()))
        if readers:
            yield f"GRANT SELECT ON {table} TO {_names(database, readers)}"
    for table, (groups, columns) in privileges.READ_IN_PART.items():
        yield f"GRANT SELECT ({columns}) ON {table} TO {_names(database, groups)}"
    for table, groups in privileges.INSERTED.items():
        columns, numbered = _insertable(table)
        yield f"GRANT INSERT ({columns}) ON {table} TO {_names(database, groups)}"
        if numbered:
            yield f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {_names(database, groups)}"
    for change in privileges.CHANGED:
        columns = ", ".join(map(quoted, change.columns))
        yield f"GRANT UPDATE ({columns}) ON {change.table} TO {_names(database, change.groups)}"


def _guard(database: str) -> Iterator[str]:
    for table in TABLES:
        guarded = "ENABLE" if table in privileges.GUARDED_TABLES else "DISABLE"
        yield f"ALTER TABLE {table} {guarded} ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY"
    for table in privileges.GUARDED_TABLES:
        yield from _policy(
            database, f"may_read ON {table} FOR SELECT", GROUPS, "true", "", table in privileges.PERSONAL
        )
    for number, policy in enumerate((*privileges.POLICIES, *privileges.PLAIN)):
        name = f"may_{policy.statement.lower()}_{number} ON {policy.table} FOR {policy.statement}"
        yield from _policy(database, name, policy.groups, policy.using, policy.check)
    for number, reserved in enumerate(privileges.RESERVED):
        holders = ", ".join(literal(group(database, word)) for word in reserved.groups)
        change, function = reserved.change, "refuse_reserved"
        kind, when = "TRIGGER", "BEFORE UPDATE ON {}"
        if reserved.undoable:
            change, function = f"row_security_active('{reserved.table}') AND ({change})", "refuse_unless_undone"
            kind, when = "CONSTRAINT TRIGGER", "AFTER UPDATE ON {} DEFERRABLE INITIALLY DEFERRED"
        yield (
            f"CREATE {kind} reserved_{number} {when.format(reserved.table)} FOR EACH ROW "
            f"WHEN ({change}) EXECUTE FUNCTION {function}({holders})"
        )


def _policy(database: str, name: str, groups: Groups, using: str, check: str, standing: bool = True) -> Iterator[str]:
    """Yield a policy for the watches among these groups, and one for the staff, who with `standing` need a
    valid account.
    """
    parts = (
        ("watch_", "", (WATCH,) if WATCH in groups else ()),
        ("", privileges.STANDS if standing else "", tuple(word for word in groups if word != WATCH)),
    )
    for prefix, demanded, holders in parts:
        if holders:
            yield (
                f"CREATE POLICY {prefix}{name} TO {_names(database, holders)}"
                f"{_clause('USING', demanded, using)}{_clause('WITH CHECK', demanded, check)}"
            )


def _clause(word: str, demanded: str, condition: str) -> str:
    conditions = " AND ".join(f"({part})" for part in (demanded, condition) if part not in ("", "true"))
    return f" {word} ({conditions or 'true'})" if condition else ""


def _insertable(table: str) -> tuple[str, bool]:
    """Return the columns that an INSERT of the program fills, and whether the server assigns the id."""
    if table not in metadata.tables:
        return f"{_KEYS[table]}, words", False
    names = [column.name for column in metadata.tables[table].c]
    return ", ".join(quoted(name) for name in names if name != "id"), "id" in names


def _names(database: str, groups: Groups) -> str:
    return ", ".join(quoted(group(database, word)) for word in groups)


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
